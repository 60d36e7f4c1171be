{{%AUTOESCAPE context="HTML"}}
<article class="story"{{#READ_IF}} data-revision="{{READ_REVISION}}" data-corrections="{{READ_CORRECTIONS}}" data-updated="{{READ_UPDATED}}"{{/READ_IF}}{{#STORY_LANG_IF}} lang="{{STORY_LANG}}" dir="{{STORY_DIR}}"{{/STORY_LANG_IF}}>
<header class="head">
{{#KICKER_IF}}
<p class="kicker"{{#UI_LANG_IF}} lang="{{UI_LANG}}"{{/UI_LANG_IF}}>{{#SECTION_IF}}<a href="{{SECTION_HREF}}">{{SECTION}}</a>{{/SECTION_IF}}{{#BADGE_IF}} <span class="badge">{{_"Review"}}</span>{{/BADGE_IF}}{{#GENRE_IF}} <span class="badge" id="genre">{{GENRE}}</span>{{/GENRE_IF}}</p>
{{/KICKER_IF}}
<h1{{#GENRE_IF}} aria-describedby="genre"{{/GENRE_IF}}>{{HEADLINE}}</h1>
{{#DEK_IF}}
<p class="dek">{{DEK}}</p>
{{/DEK_IF}}
{{#RATING_IF}}
<p class="rating"{{#UI_LANG_IF}} lang="{{UI_LANG}}" dir="{{UI_DIR}}"{{/UI_LANG_IF}}>{{>STARS}} <span>{{_"%SCORE% out of %MOST%"}}{{_SCORE}}<b>{{RATING}}</b>{{_MOST}}{{MOST}}{{_}}</span></p>
{{/RATING_IF}}
<div class="credits">
{{#BYLINES_IF}}
<p class="by"{{#UI_LANG_IF}} lang="{{UI_LANG}}" dir="{{UI_DIR}}"{{/UI_LANG_IF}}>{{_"By %NAMES%"}}{{_NAMES}}{{#BYLINES}}{{JOINT}}<a rel="author" href="{{BYLINE_HREF}}">{{BYLINE}}</a>{{/BYLINES}}{{_}}</p>
{{/BYLINES_IF}}
<p class="when dateline"{{#UI_LANG_IF}} lang="{{UI_LANG}}" dir="{{UI_DIR}}"{{/UI_LANG_IF}}>
{{#PLACE_IF}}
<span class="place"><span class="sr">{{_"Place:"}} </span><bdi{{#STORY_LANG_IF}} lang="{{STORY_LANG}}"{{/STORY_LANG_IF}}>{{PLACE}}</bdi></span>
{{/PLACE_IF}}
{{#UPDATED_IF}}
<span class="updated"><b>{{_"Updated:"}}</b> <time datetime="{{WHEN_ISO}}">{{WHEN}}</time></span>
{{/UPDATED_IF}}
{{#BESIDE_IF}}
<span>{{_"First published:"}} <time datetime="{{BESIDE_ISO}}">{{BESIDE}}</time></span>
{{/BESIDE_IF}}
{{#PUBLISHED_IF}}
<span><b>{{_"Published:"}}</b> <time datetime="{{WHEN_ISO}}">{{WHEN}}</time></span>
{{/PUBLISHED_IF}}
{{#UNPUBLISHED_IF}}
<span>{{_"Not published yet"}}</span>
{{/UNPUBLISHED_IF}}
{{#CHANGES_IF}}
<a href="{{CHANGES_HREF}}">{{_"What changed"}}</a>
{{/CHANGES_IF}}
</p>
<p class="jump"{{#UI_LANG_IF}} lang="{{UI_LANG}}"{{/UI_LANG_IF}}><a href="#bottom">{{_"To the bottom"}}</a></p>
</div>
{{#SINCE_IF}}
<p class="since" id="since" hidden{{#UI_LANG_IF}} lang="{{UI_LANG}}" dir="{{UI_DIR}}"{{/UI_LANG_IF}}><b hidden>{{_"Corrected since you read it."}}</b><b hidden>{{_"Updated since you read it."}}</b> <a href="{{CHANGES_HREF}}"{{#WORDS_IF}} data-words="1"{{/WORDS_IF}}>{{_"What changed"}}</a></p>
{{/SINCE_IF}}
{{#AI_LABEL}}
<p class="since{{#AI_LOOK_IF}} ai-{{AI_LOOK}}{{/AI_LOOK_IF}}" role="note"{{#UI_LANG_IF}} lang="{{UI_LANG}}" dir="{{UI_DIR}}"{{/UI_LANG_IF}}>{{#AI_MARK}}<span aria-hidden="true">{{_"AI"}}</span> {{/AI_MARK}}<b>{{_"Written by AI, and reviewed by nobody."}}</b></p>
{{/AI_LABEL}}
</header>
{{! Browsers' reader views take what lies beside the paragraphs: all that belongs to the story is in this
    element, and the names here and at the text below weigh for this one (Readability). }}
<div class="text" id="story">
{{#HERO_IF}}
<figure class="hero">
{{#PICTURE_IF}}
<picture>{{#WEBP_IF}}<source type="image/webp" srcset="{{WEBP}}" sizes="{{SIZES}}">{{/WEBP_IF}}<img{{#FOCUS_IF}} class="{{FOCUS}}"{{/FOCUS_IF}} src="{{SRC}}"{{#SRCSET_IF}} srcset="{{SRCSET}}" sizes="{{SIZES}}"{{/SRCSET_IF}} width="{{WIDTH}}" height="{{HEIGHT}}" alt="{{ALT}}" fetchpriority="high"></picture>
{{/PICTURE_IF}}
{{#FIGCAPTION_IF}}
<figcaption>{{#CAPTION_IF}}{{CAPTION}} {{/CAPTION_IF}}{{#CREDIT_IF}}<span class="credit">{{_"Credit: %CREDIT%"}}</span>{{/CREDIT_IF}}</figcaption>
{{/FIGCAPTION_IF}}
</figure>
{{/HERO_IF}}
{{#CORRECTIONS_IF}}
<section class="corrections" aria-label="{{_"Corrections"}}"{{#UI_LANG_IF}} lang="{{UI_LANG}}" dir="{{UI_DIR}}"{{/UI_LANG_IF}}>
{{#CORRECTIONS}}
<p class="label">{{_"Correction"}} <time datetime="{{AT_ISO}}">{{AT}}</time></p>
<dl class="righted">
<div><dt>{{_"What was wrong"}}</dt><dd><del>{{WRONG}}</del></dd></div>
<div><dt>{{_"What is right"}}</dt><dd><ins>{{RIGHT}}</ins></dd></div>
</dl>
{{/CORRECTIONS}}
</section>
{{/CORRECTIONS_IF}}
{{#REVIEW_IF}}
<section class="verdict" aria-labelledby="verdict">
<h2 id="verdict"><span class="label"{{#UI_LANG_IF}} lang="{{UI_LANG}}"{{/UI_LANG_IF}}>{{_"Verdict"}}</span> {{PRODUCT}}</h2>
{{#RATING_IF}}
<p class="rating"{{#UI_LANG_IF}} lang="{{UI_LANG}}" dir="{{UI_DIR}}"{{/UI_LANG_IF}}><span>{{_"%SCORE% out of %MOST%"}}{{_SCORE}}<b>{{RATING}}</b>{{_MOST}}{{MOST}}{{_}}</span> {{>STARS}}</p>
{{/RATING_IF}}
{{#VERDICT_IF}}
<p class="judgement">{{VERDICT}}</p>
{{/VERDICT_IF}}
{{#SCALES_IF}}
<div class="scales">
{{#PROS_IF}}
<div>
<h3 class="label"{{#UI_LANG_IF}} lang="{{UI_LANG}}"{{/UI_LANG_IF}}>{{_"For"}}</h3>
<ul class="pros">
{{#PROS}}
<li>{{ITEM}}</li>
{{/PROS}}
</ul>
</div>
{{/PROS_IF}}
{{#CONS_IF}}
<div>
<h3 class="label"{{#UI_LANG_IF}} lang="{{UI_LANG}}"{{/UI_LANG_IF}}>{{_"Against"}}</h3>
<ul class="cons">
{{#CONS}}
<li>{{ITEM}}</li>
{{/CONS}}
</ul>
</div>
{{/CONS_IF}}
</div>
{{/SCALES_IF}}
{{#PRICE_IF}}
<p class="price"{{#UI_LANG_IF}} lang="{{UI_LANG}}" dir="{{UI_DIR}}"{{/UI_LANG_IF}}><b>{{PRICE}}</b>{{#PRICE_DATE_IF}} {{_"as checked on %DATE%"}}{{_DATE}}<time datetime="{{PRICE_ISO}}">{{PRICE_DATE}}</time>{{_}}{{/PRICE_DATE_IF}}</p>
{{/PRICE_IF}}
</section>
{{/REVIEW_IF}}
<section class="body media" aria-label="{{_"Text"}}">
{{BODY_HTML:none}}
{{#BODY_PART}}
{{BODY_HTML:none}}
{{>PASSAGE_NOTES}}
{{/BODY_PART}}
</section>
{{#TAKEAWAYS_IF}}
<section class="takeaways" aria-labelledby="takeaways">
<h2 id="takeaways"{{#UI_LANG_IF}} lang="{{UI_LANG}}"{{/UI_LANG_IF}}>{{#THREE_IF}}{{_"Three things to take away"}}{{/THREE_IF}}{{#ANY_NUMBER_IF}}{{_"Key takeaways"}}{{/ANY_NUMBER_IF}}</h2>
<ol>
{{#TAKEAWAYS}}
<li>{{ITEM}}</li>
{{/TAKEAWAYS}}
</ol>
</section>
{{/TAKEAWAYS_IF}}
{{#SOURCES_IF}}
<section class="sources" aria-labelledby="sources">
<h2 class="label" id="sources"{{#UI_LANG_IF}} lang="{{UI_LANG}}"{{/UI_LANG_IF}}>{{_"Sources"}}</h2>
<ul>
{{#SOURCES}}
<li id="{{SOURCE_ID}}">{{#LINKED_IF}}<a href="{{SOURCE_HREF}}"{{#PAID}} rel="sponsored"{{/PAID}}>{{SOURCE}}</a>{{/LINKED_IF}}{{#UNLINKED_IF}}{{SOURCE}}{{/UNLINKED_IF}}{{#WAYS_BACK}} <a class="back" href="{{BACK_HREF}}" role="doc-backlink" aria-label="{{BACK_LABEL}}">{{BACK_NUMBER}}</a>{{/WAYS_BACK}}</li>
{{/SOURCES}}
</ul>
</section>
{{/SOURCES_IF}}
{{#REPORTED}}
<section class="making reported" aria-labelledby="reported">
<h2 class="label" id="reported"{{#UI_LANG_IF}} lang="{{UI_LANG}}"{{/UI_LANG_IF}}>{{_"How we reported it"}}</h2>
{{BODY_HTML:none}}
</section>
{{/REPORTED}}
{{#MAKING_IF}}
<section class="making" aria-labelledby="making">
<h2 class="label" id="making"{{#UI_LANG_IF}} lang="{{UI_LANG}}"{{/UI_LANG_IF}}>{{_"How this story was made"}}</h2>
{{#AI_IF}}
<p><span{{#UI_LANG_IF}} lang="{{UI_LANG}}" dir="{{UI_DIR}}"{{/UI_LANG_IF}}>{{#AI_NONE_IF}}{{_"AI use: none."}}{{/AI_NONE_IF}}{{#AI_ASSISTED_IF}}{{_"AI use: assisted."}}{{/AI_ASSISTED_IF}}{{#AI_GENERATED_IF}}{{_"AI use: generated."}}{{/AI_GENERATED_IF}}</span>{{#AI_NOTE_IF}} {{AI_NOTE}}{{/AI_NOTE_IF}}{{#AI_LINE_IF}} {{AI_LINE}}{{/AI_LINE_IF}}</p>
{{/AI_IF}}
{{#CHECKED_BY_IF}}
<p{{#UI_LANG_IF}} lang="{{UI_LANG}}" dir="{{UI_DIR}}"{{/UI_LANG_IF}}>{{_"Fact-checked by %CHECKED_BY%."}}</p>
{{/CHECKED_BY_IF}}
{{#HOW_IF}}
<p{{#UI_LANG_IF}} lang="{{UI_LANG}}"{{/UI_LANG_IF}}><a href="/how-we-work">{{HOW}}</a></p>
{{/HOW_IF}}
</section>
{{/MAKING_IF}}
{{#TAGS_IF}}
<section class="tags" aria-labelledby="tags"{{#UI_LANG_IF}} lang="{{UI_LANG}}"{{/UI_LANG_IF}}>
<h2 class="label" id="tags">{{_"Tags"}}</h2>
<ul>
{{#TAGS}}
<li><a rel="tag" href="{{TAG_HREF}}">{{TAG}}</a></li>
{{/TAGS}}
</ul>
</section>
{{/TAGS_IF}}
{{#NOTES_REST}}
<section class="notes-rest" id="notes" aria-labelledby="notes-title">
<h2 class="label" id="notes-title">{{_"Notes on the story"}}</h2>
{{>PASSAGE_NOTES}}
{{>SUGGEST}}
</section>
{{/NOTES_REST}}
{{#REPORT_HREF_IF}}
<p class="report"{{#UI_LANG_IF}} lang="{{UI_LANG}}"{{/UI_LANG_IF}}><a id="report" rel="nofollow" href="{{REPORT_HREF}}">{{_"Report an error"}}</a></p>
{{/REPORT_HREF_IF}}
</div>
</article>
<footer>
{{#RELATED_IF}}
<section class="latest related" aria-labelledby="related">
<h2 class="label" id="related">{{#ON_THIS_IF}}{{_"More on this"}}{{/ON_THIS_IF}}{{#SAME_SECTION_IF}}{{_"More from %SECTION%"}}{{/SAME_SECTION_IF}}</h2>
<div class="cols">
{{#RELATED}}
{{>CARD}}
{{/RELATED}}
</div>
</section>
{{/RELATED_IF}}
{{#NEIGHBOURS_IF}}
<nav class="neighbours" aria-label="{{_"More in %SECTION%"}}">
{{#OLDER_IF}}
<p><span class="label">{{_"Older in %SECTION%"}}</span> <a rel="prev" href="{{OLDER_HREF}}"{{#OLDER_LANG_IF}} lang="{{OLDER_LANG}}"{{/OLDER_LANG_IF}}>{{OLDER_HEADLINE}}</a></p>
{{/OLDER_IF}}
{{#NEWER_IF}}
<p class="newer"><span class="label">{{_"Newer in %SECTION%"}}</span> <a rel="next" href="{{NEWER_HREF}}"{{#NEWER_LANG_IF}} lang="{{NEWER_LANG}}"{{/NEWER_LANG_IF}}>{{NEWER_HEADLINE}}</a></p>
{{/NEWER_IF}}
</nav>
{{/NEIGHBOURS_IF}}
<p class="totop"><a href="#top">{{_"Back to top"}}</a></p>
</footer>
