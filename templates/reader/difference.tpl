{{%AUTOESCAPE context="HTML"}}
<header class="opening">
<p class="kicker">{{_"What changed in the text"}}</p>
<h1{{#STORY_LANG_IF}} lang="{{STORY_LANG}}" dir="{{STORY_DIR}}"{{/STORY_LANG_IF}}><a href="{{HREF}}">{{HEADLINE}}</a></h1>
<p class="when"><span>{{_"From %FROM% to %TO%"}}{{_FROM}}{{#FROM}}<time datetime="{{AT_ISO}}">{{AT}}</time>{{/FROM}}{{_TO}}{{#TO}}<time datetime="{{AT_ISO}}">{{AT}}</time>{{/TO}}{{_}}</span></p>
</header>
<div class="diffs">
{{#SAME_TEXT_IF}}
<p>{{_"The words did not change between these two versions."}}</p>
{{/SAME_TEXT_IF}}
{{#PARTS}}
<h2 class="label">{{#GENRE_IF}}{{_"Kind of work"}}{{/GENRE_IF}}{{#HEADLINE_IF}}{{_"Headline"}}{{/HEADLINE_IF}}{{#DEK_IF}}{{_"Standfirst"}}{{/DEK_IF}}{{#PLACE_IF}}{{_"Place"}}{{/PLACE_IF}}{{#TEXT_IF}}{{_"Text"}}{{/TEXT_IF}}{{#VERDICT_IF}}{{_"Verdict"}}{{/VERDICT_IF}}{{#TAKEAWAYS_IF}}{{_"Takeaways"}}{{/TAKEAWAYS_IF}}{{#REPORTED_IF}}{{_"How we reported it"}}{{/REPORTED_IF}}</h2>
<div class="diff"{{#STORY_LANG_IF}} lang="{{STORY_LANG}}" dir="{{STORY_DIR}}"{{/STORY_LANG_IF}}>
{{#PARAGRAPHS}}
<p{{#TOUCHED_IF}} class="touched"{{/TOUCHED_IF}}>{{#SPANS}}{{#SAME_IF}}{{WORDS}}{{/SAME_IF}}{{#DELETED_IF}}<del>{{WORDS}}</del>{{/DELETED_IF}}{{#INSERTED_IF}}<ins>{{WORDS}}</ins>{{/INSERTED_IF}}{{/SPANS}}</p>
{{/PARAGRAPHS}}
</div>
{{/PARTS}}
<p class="back"><a href="{{CHANGES_HREF}}">{{_"All changes to this story"}}</a></p>
</div>
