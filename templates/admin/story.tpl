{{%AUTOESCAPE context="HTML"}}
<div class="editor">
<div class="writing">
<div class="story-bar">
<p class="crumb"><a href="/admin/">{{_"Stories"}}</a></p>
<h1><span class="over">{{KIND_LABEL}}</span> <bdi>{{TITLE}}</bdi></h1>
</div>
{{#SAVED}}
<div class="message good" role="status" data-saved="{{SAVED_CODE}}" data-saved-at="{{_"Saved %SAVED_AT%"}}">
<p>{{SAVED_TEXT}}</p>
{{#SAVED_LIVE}}
<p class="reader-line">{{_"Readers see:"}} {{>LINE}} <a href="{{PATH}}">{{_"See it in the paper"}}</a></p>
{{/SAVED_LIVE}}
</div>
{{/SAVED}}
{{#MESSAGE_IF}}
<p class="message" role="status"{{#NOT_DONE}} tabindex="-1" data-problems="1"{{/NOT_DONE}}>{{MESSAGE}}</p>
{{/MESSAGE_IF}}
{{#PROBLEMS}}
<div class="problems" role="alert" tabindex="-1" data-problems="1">
<h2>{{_"Not done yet. Nothing you typed is lost."}}</h2>
<ul>
{{#PROBLEM}}
<li>{{#LINKED}}<a href="#{{PROBLEM_FIELD}}">{{PROBLEM_TEXT}}</a>{{/LINKED}}{{#UNLINKED}}{{PROBLEM_TEXT}}{{/UNLINKED}}</li>
{{/PROBLEM}}
</ul>
</div>
{{/PROBLEMS}}
{{#MEETING}}
<section class="conflict" tabindex="-1" data-problems="1" aria-labelledby="meeting-title">
{{#WAITING_CHANGED}}
<h2 id="meeting-title">{{_"What waits has changed since you opened this form"}}</h2>
<p>{{_"Nothing was published. Look at the text that waits, then press the button again."}}</p>
{{#WAITING_NAME_IF}}<p><strong>{{WAITING_NAME}}</strong></p>{{/WAITING_NAME_IF}}
{{#WAITING_NOTE_IF}}<p>{{_"What changed"}}: “<bdi>{{WAITING_NOTE}}</bdi>”</p>{{/WAITING_NOTE_IF}}
{{#WAITING_WRONG_IF}}<p>{{_"What was wrong"}}: “<bdi>{{WAITING_WRONG}}</bdi>”</p>{{/WAITING_WRONG_IF}}
{{#WAITING_RIGHT_IF}}<p>{{_"What is right"}}: “<bdi>{{WAITING_RIGHT}}</bdi>”</p>{{/WAITING_RIGHT_IF}}
{{/WAITING_CHANGED}}
{{#MEETING_OTHER}}
<h2 id="meeting-title">{{_"%MEETING_WHO% saved this text while you were writing"}}</h2>
<p>{{_"Saved %MEETING_AT%. Yours was not saved yet: the two are put together in the form below."}}</p>
{{/MEETING_OTHER}}
{{#MEETING_OWN}}
<h2 id="meeting-title">{{_"You saved this text yourself since you opened this form"}}</h2>
<p>{{_"Saved %MEETING_AT%. What you sent now was not saved yet: the two are put together in the form below."}}</p>
{{/MEETING_OWN}}
{{#DRAFT_BEHIND}}
<h2 id="meeting-title">{{_"The story has changed since this draft was saved"}}</h2>
<p>{{_"Changed %MEETING_AT%, by %MEETING_WHO%. The change is put into the draft below, so that the draft will not undo it."}}</p>
{{/DRAFT_BEHIND}}
{{#NO_OVERLAP}}<p>{{_"Nothing was changed by both: all changes are in the text. Read it and save."}}</p>{{/NO_OVERLAP}}
{{#OVERLAPS}}<p>{{_"These words were changed by both. Yours are in the form; saving takes them instead of the other’s."}}</p>{{/OVERLAPS}}
{{#OVERLAP}}
<article class="differs">
<h3>{{FIELD_LABEL}}</h3>
<div class="three">
<div><h4>{{_"Before"}}</h4><div class="words" dir="auto">{{BASE_TEXT:p}}</div></div>
<div><h4>{{_"The other’s"}}</h4><div class="words" dir="auto">{{THEIR_TEXT:p}}</div></div>
<div><h4>{{_"Yours"}}</h4><div class="words" dir="auto">{{MY_TEXT:p}}</div></div>
</div>
</article>
{{/OVERLAP}}
</section>
{{/MEETING}}
{{#WAITING_OVERLAP}}
<section class="conflict" tabindex="-1" data-problems="1" aria-labelledby="waiting-title">
<h2 id="waiting-title">{{_"The change that waits touches the same words"}}</h2>
<p>{{_"Nothing is published yet. From %WAITS_AT% on readers see the text that waits: say which words it is to have then."}}</p>
{{#OVERLAP}}
<article class="differs">
<h3>{{FIELD_LABEL}}</h3>
<div class="three">
<div><h4>{{_"Readers see now"}}</h4><div class="words" dir="auto">{{BASE_TEXT:p}}</div></div>
<div><h4>{{_"What waits"}}</h4><div class="words" dir="auto">{{THEIR_TEXT:p}}</div></div>
<div><h4>{{_"Your fix"}}</h4><div class="words" dir="auto">{{MY_TEXT:p}}</div></div>
</div>
</article>
{{/OVERLAP}}
<fieldset class="ask" id="waiting_choice">
<legend>{{_"In these places, from then on:"}}</legend>
<label class="choice"><input type="radio" name="waiting_choice" value="keeps" form="story"> <span>{{_"the words that wait"}}</span></label>
<label class="choice"><input type="radio" name="waiting_choice" value="takes" form="story"> <span>{{_"your fix"}}</span></label>
</fieldset>
</section>
{{/WAITING_OVERLAP}}
{{#NEW_NAMES}}
<section class="conflict" id="new_names" tabindex="-1" aria-labelledby="names-title">
<h2 id="names-title">{{_"Names that are not known yet"}}</h2>
<p>{{_"Nothing is saved yet. Say of each name whether it is new, then press the button again."}}</p>
{{#NEW_NAME}}
<fieldset class="ask">
<legend>{{NAME_ASKED}}</legend>
<input type="hidden" name="asked" value="{{NAME_KEY}}" form="story">
<label class="choice"><input type="radio" name="asked_{{NAME_NUMBER}}" value="new" form="story"{{#NAME_ALONE}} checked{{/NAME_ALONE}}> <span>{{NAME_NEW}}</span></label>
{{#NAME_NEAR}}
<label class="choice"><input type="radio" name="asked_{{NAME_NUMBER}}" value="known:{{NEAR_NAME}}" form="story"> <span>{{NEAR_WORDS}}</span></label>
{{/NAME_NEAR}}
</fieldset>
{{/NEW_NAME}}
</section>
{{/NEW_NAMES}}
{{#COPY}}
<div class="message restore" data-copy="{{COPY_TOKEN}}" data-copy-at="{{COPY_MS}}">
<p>{{_"You typed something here that is not saved yet, last %COPY_AT%."}}</p>
<a class="button" href="{{COPY_HREF}}">{{_"Open it"}}</a>
<form method="post" action="/admin/copy"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="copy" value="{{COPY_TOKEN}}"><input type="hidden" name="copy_at" value="{{COPY_MS}}"><input type="hidden" name="story_id" value="{{COPY_STORY}}"><button name="do" value="discard">{{_"Discard it"}}</button></form>
</div>
{{/COPY}}
<nav class="texts" aria-label="{{_"Texts of this story"}}">
<ul>
{{#TEXT}}
<li class="text-{{TEXT_KIND}}{{#IS_THIS}} this{{/IS_THIS}}">{{#IS_THIS}}<strong aria-current="page"><span class="unseen">{{_"You are editing:"}} </span>{{TEXT_NAME}}</strong>{{/IS_THIS}}{{#IS_OTHER}}<a href="{{TEXT_HREF}}">{{TEXT_NAME}}</a>{{/IS_OTHER}}{{#TEXT_SINCE_IF}} <span class="since">{{TEXT_SINCE}}</span>{{/TEXT_SINCE_IF}}{{#TEXT_APART}} <span class="apart">{{_WORDS_APART "%WORDS_APART% word differs|%WORDS_APART% words differ"}}</span>{{/TEXT_APART}}</li>
{{/TEXT}}
</ul>
<div class="presence" id="presence" role="status">{{#WRITER}}<p>{{WRITER_WORDS}}</p>{{/WRITER}}</div>
</nav>
<div id="others">
{{#BESIDE}}<p class="message">{{BESIDE_WORDS}}</p>
{{/BESIDE}}
{{#OTHERS}}
<div class="others" id="others_read" tabindex="-1">
<p>{{_"This text holds words by somebody else that readers have not seen; last saved by %OTHERS_WHO%."}}</p>
{{#OTHERS_DIFFERENCE}}
<details>
<summary>{{_"What differs from what readers see"}}</summary>
{{#FIELD}}
<h2>{{FIELD_LABEL}}</h2>
<div class="diff" dir="auto">{{#SPAN}}{{#SAME}}{{WORDS:p}}{{/SAME}}{{#DELETED}}<del>{{WORDS:p}}</del>{{/DELETED}}{{#INSERTED}}<ins>{{WORDS:p}}</ins>{{/INSERTED}}{{/SPAN}}</div>
{{/FIELD}}
</details>
{{/OTHERS_DIFFERENCE}}
{{#OTHERS_PROBLEM_IF}}<p class="problem" id="others_read-problem">{{OTHERS_PROBLEM}}</p>{{/OTHERS_PROBLEM_IF}}
<label class="choice"><input type="checkbox" name="others_read" value="1" form="story"{{#OTHERS_READ}} checked{{/OTHERS_READ}}{{#OTHERS_PROBLEM_IF}} aria-invalid="true" aria-describedby="others_read-problem"{{/OTHERS_PROBLEM_IF}}> <span>{{_"I have read them: publish them too"}}</span></label>
</div>
{{/OTHERS}}
</div>
<form id="story" class="editor-form" method="post" action="{{ACTION}}" enctype="multipart/form-data" data-keep="{{KEEP_KEY}}" data-kept="{{_"Not saved yet, but kept in this browser:"}}" data-back="{{_"This form was not saved. What you typed is here again; a picture has to be chosen again."}}" data-largest="{{PICTURE_MAX}}" data-large="{{_"One form takes pictures of at most 40 MB in all. This one was left out: choose a smaller one."}}" data-restore="{{_"Restore it"}}" data-discard="{{_"Discard it"}}" data-away="{{_"The server cannot be reached. What you type is kept in this browser, and sent as soon as it can be."}}" data-out="{{_"You are signed out. What you type is kept in this browser: sign in in another tab, and go on."}}" data-unsent="{{_"The picture could not be sent. Your text is still here: save it, and try again."}}"{{#UNSAVED}} data-unsaved="1"{{/UNSAVED}}{{#STYLED_IF}} data-styled="{{STYLED}}" data-odd="{{_"This text has signs that would be lost here, so it is shown as Markdown."}}" data-unstyled="{{_"What shows the text as it will look could not be loaded. Here is the Markdown; reload the page to try again."}}"{{/STYLED_IF}}>
<button disabled hidden></button><button formmethod="dialog" hidden></button>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}">
<input type="hidden" name="copy" value="{{COPY_OF_FORM}}">
<input type="hidden" name="on" value="{{ON}}">
<input type="hidden" name="base" value="{{BASE}}">
<input type="hidden" name="hash" value="{{HASH}}">
<input type="hidden" name="live" value="{{LIVE_NUMBER}}">
<input type="hidden" name="waiting" value="{{WAITING_NUMBER}}">
<input type="hidden" name="waiting_at" value="{{WAITING_INSTANT}}">
<input type="hidden" name="waiting_said" value="{{WAITING_SAID}}">
<input type="hidden" name="live_from" value="{{LIVE_INSTANT}}">
<input type="hidden" name="withdrawn_at" value="{{WITHDRAWN_INSTANT}}">
<input type="hidden" name="draft" value="{{DRAFT_NUMBER}}">
<input type="hidden" name="restored" value="{{RESTORED}}">
<input type="hidden" name="kind" value="{{KIND}}">
<input type="hidden" name="slug_was" value="{{SLUG_WAS}}">
<input type="hidden" name="story_id" value="{{STORY_ID}}">
<input type="hidden" name="hero_was" value="{{HERO_WAS}}">
{{#MEANT_NAME}}
<input type="hidden" name="new_name" value="{{NAME_KEY}}">
{{/MEANT_NAME}}
<input type="hidden" name="hero_alt_was" value="{{HERO_ALT_WAS}}">
<input type="hidden" name="hero_caption_was" value="{{HERO_CAPTION_WAS}}">
<input type="hidden" name="hero_credit_was" value="{{HERO_CREDIT_WAS}}">
{{#FROM_REPORT}}
<input type="hidden" name="report" value="{{REPORT_ID}}">
<aside class="message from-report" aria-label="{{_"The reader’s report"}}">
<p>{{_"A correction for"}} <a href="{{REPORT_HREF}}">{{_"a reader’s report"}}</a> ({{PLACE}}):</p>
<div class="said-whole" dir="auto">{{WORDS_OF_READER:p}}</div>
</aside>
{{/FROM_REPORT}}
<div class="tools">
<button name="action" value="preview" formaction="/admin/preview" formtarget="dateline-preview" data-preview="1">{{_"Preview"}}</button>
<span class="switch" id="views" role="group" aria-label="{{_"What is shown"}}" hidden>
<button type="button" data-beside="view" value="text" aria-pressed="true">{{_"Text only"}}</button>
<button type="button" data-beside="view" value="both" aria-pressed="false">{{_"Both"}}</button>
<button type="button" data-beside="view" value="preview" aria-pressed="false">{{_"Preview only"}}</button>
</span>
<p class="save-state" id="save_state" role="status"></p>
</div>
<p class="field">
<label for="headline">{{_"Headline"}}</label>
<textarea id="headline" name="headline" dir="auto" rows="{{HEADLINE_ROWS}}" class="headline grows" spellcheck="true"{{#BEGINS}} autofocus{{/BEGINS}}{{#HEADLINE_PROBLEM_IF}} aria-invalid="true" aria-describedby="headline-problem"{{/HEADLINE_PROBLEM_IF}}>
{{HEADLINE:p}}</textarea>
{{#HEADLINE_PROBLEM_IF}}<span class="problem" id="headline-problem">{{HEADLINE_PROBLEM}}</span>{{/HEADLINE_PROBLEM_IF}}
<span class="guide" data-guide="headline" data-judge="headline" data-number="{{_"Characters: %N%"}}" data-good="{{_"A good length."}}" data-long="{{_"Long: 40 to 70 characters are read at a glance, and fit on telephones and in search results."}}"><span></span> <span aria-live="polite"></span></span>
</p>
<p class="field">
<label for="dek">{{_"Standfirst"}}</label>
<textarea id="dek" name="dek" dir="auto" rows="{{DEK_ROWS}}" class="dek grows" spellcheck="true" aria-describedby="dek-help{{#DEK_PROBLEM_IF}} dek-problem{{/DEK_PROBLEM_IF}}"{{#DEK_PROBLEM_IF}} aria-invalid="true"{{/DEK_PROBLEM_IF}}>
{{DEK:p}}</textarea>
{{#DEK_PROBLEM_IF}}<span class="problem" id="dek-problem">{{DEK_PROBLEM}}</span>{{/DEK_PROBLEM_IF}}
<span class="help" id="dek-help">{{_"One or two sentences below the headline."}}</span>
<span class="guide" data-guide="dek" data-judge="dek" data-number="{{_"Characters: %N%"}}" data-long="{{_"Long: one or two sentences, at most 200 characters."}}"><span></span> <span aria-live="polite"></span></span>
</p>
<div class="field counted">
<label for="body">{{_"Text"}}</label>
<span class="count" id="count" data-all="{{_"Words: %N_WORDS% · Characters: %N_SIGNS% · Minutes to read: %N_MINUTES%"}}" data-chosen="{{_"Selected: %N_WORDS% of %N_ALL% words · Characters: %N_SIGNS%"}}">{{_WORDS "%WORDS% word|%WORDS% words"}}</span>
{{>TOOLS}}
<textarea id="body" name="body" dir="auto" rows="{{BODY_ROWS}}" class="body grows" spellcheck="true" aria-describedby="body-help{{#BODY_PROBLEM_IF}} body-problem{{/BODY_PROBLEM_IF}}"{{#BODY_PROBLEM_IF}} aria-invalid="true"{{/BODY_PROBLEM_IF}}>
{{BODY:p}}</textarea>
{{#BODY_PROBLEM_IF}}<span class="problem" id="body-problem">{{BODY_PROBLEM}}</span>{{/BODY_PROBLEM_IF}}
{{#STYLED_IF}}<span class="help" id="body-plain" role="status" hidden></span>{{/STYLED_IF}}
{{#NOWHERE_IF}}<span class="help" id="body-nowhere" role="status">{{_"These lead nowhere:"}}{{#NOWHERE}} <code dir="ltr">{{NOWHERE_WHAT}}</code>{{/NOWHERE}}</span>{{/NOWHERE_IF}}
<span class="help" id="body-help">{{_"Markdown: an empty line between paragraphs, %HEADING% before a subheading, %BOLD%, %LINK%, %QUOTE% before a quotation. No HTML."}}{{_HEADING}}<code>##</code>{{_BOLD}}<code>**…**</code>{{_LINK}}<code>[…](https://…)</code>{{_QUOTE}}<code>&gt;</code>{{_}}</span>
</div>
<p class="pasted" id="pasted" role="status" data-lines="{{_"Line ends were kept."}}" data-unread="{{_"The formatting could not be read; the words are there."}}" hidden><span></span> <button type="button" class="plain" value="paragraphs" hidden>{{_"Make paragraphs of them"}}</button> <button type="button" class="plain" value="join" hidden>{{_"Join the lines"}}</button></p>
<section class="uploads" id="uploads" aria-label="{{_"Pictures that were added"}}" data-into="{{_"Into the text"}}" data-sending="{{_"It is being sent and stored. It comes to its place by itself."}}" data-stored="{{_"It is in the text. Describe it for people who cannot see it, and say who made it."}}" data-lead="{{_"It is the picture above the text now. Look at its words there."}}" data-other="{{_"Only pictures can be put here: JPEG, PNG, WebP, GIF, AVIF or HEIC."}}" data-large="{{_"A picture has at most 40 MB. This one was left out: choose a smaller one."}}" data-gone="{{_"It is not in the text any more."}}">
<p class="problem" role="alert" hidden></p>
<template>
<div class="upload" role="group">
<img alt="" hidden>
<div>
<p class="upload-name"><bdi></bdi></p>
<p class="help" role="status"></p>
<progress></progress>
<div class="upload-words" hidden>
<label class="field"><span>{{_"Its description"}}</span> <input dir="auto" spellcheck="true" data-word="alt"></label>
<label class="field"><span>{{_"Its caption"}}</span> <input dir="auto" spellcheck="true" data-word="caption"></label>
<label class="field"><span>{{_"Its credit"}}</span> <input dir="auto" data-word="credit"></label>
</div>
<p class="buttons"><button type="button" value="cancel">{{_"Cancel"}}</button><button type="button" value="close" hidden>{{_"Close"}}</button></p>
</div>
</div>
</template>
</section>
<section class="house-style" id="house_style" aria-labelledby="house-style-title"{{#NO_STYLE}} hidden{{/NO_STYLE}}>
<h2 id="house-style-title">{{_"House style"}}</h2>
<ul id="house_style_list">{{#STYLE}}<li dir="auto">{{STYLE_SAID}}</li>{{/STYLE}}</ul>
</section>
{{>CHECKS}}
{{#MAKING_UNSAID}}
<input type="hidden" name="ai" value="{{AI_USE}}">
<input type="hidden" name="ai_note" value="{{AI_NOTE}}">
<input type="hidden" name="fact_checked_by" value="{{FACT_CHECKED_BY}}">
{{/MAKING_UNSAID}}
</form>
</div>
<div class="rail" id="rail">
<details class="group" id="group-picture"{{#HERO_OPEN}} open{{/HERO_OPEN}}>
<summary><span class="what">{{_"Picture"}}</span> <span class="says"><span data-says="picture-no"{{#HERO_THERE}} hidden{{/HERO_THERE}}>{{_"none yet"}}</span><span data-says="picture-yes"{{#HERO_LACKS}} hidden{{/HERO_LACKS}}>✓</span> <span data-says="alt-yes"{{#ALT_LACKS}} hidden{{/ALT_LACKS}}>{{_"alt"}} ✓</span><span data-says="alt-no"{{#ALT_FINE}} hidden{{/ALT_FINE}}><span class="lacks">{{_"no alt yet"}}</span></span><span data-says="credit-yes"{{#CREDIT_LACKS}} hidden{{/CREDIT_LACKS}}> {{_"credit"}} ✓</span><span data-says="credit-no"{{#CREDIT_FINE}} hidden{{/CREDIT_FINE}}> <span class="lacks">{{_"no credit yet"}}</span></span></span></summary>
<div class="fields">
<fieldset id="hero_id" tabindex="-1"{{#HERO_PROBLEM_IF}} aria-describedby="hero-problem"{{/HERO_PROBLEM_IF}}>
<legend>{{_"Picture above the text"}}</legend>
{{#HERO_PROBLEM_IF}}<p class="problem" id="hero-problem">{{HERO_PROBLEM}}</p>{{/HERO_PROBLEM_IF}}
<div class="hero-now">
{{#HERO}}
<label class="choice pick">{{#THUMB}}<img src="{{THUMB_URL}}" width="{{THUMB_WIDTH}}" height="{{THUMB_HEIGHT}}" alt="">{{/THUMB}}<span><input form="story" type="radio" name="hero_id" value="{{PICTURE_ID}}" checked> {{_"This one"}} <span class="help">{{PICTURE_NAME}}</span></span></label>
{{#HERO_SAYS}}
<p class="help remark">{{REMARK}}</p>
{{/HERO_SAYS}}
<label class="choice"><input form="story" type="radio" name="hero_id" value="0"> <span>{{_"No picture"}}</span></label>
{{/HERO}}
{{#NO_HERO}}
<label class="choice"><input form="story" type="radio" name="hero_id" value="0" checked> <span>{{_"No picture"}}</span></label>
{{/NO_HERO}}
</div>
<p class="field">
<label for="hero_file">{{_"Upload a picture"}}</label>
<input form="story" type="file" id="hero_file" name="hero_file" accept="image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic,image/heif" aria-describedby="hero_file-help{{#HERO_FILE_PROBLEM_IF}} hero_file-problem{{/HERO_FILE_PROBLEM_IF}}"{{#HERO_FILE_PROBLEM_IF}} aria-invalid="true"{{/HERO_FILE_PROBLEM_IF}}>
{{#HERO_FILE_PROBLEM_IF}}<span class="problem" id="hero_file-problem">{{HERO_FILE_PROBLEM}}</span>{{/HERO_FILE_PROBLEM_IF}}
<span class="help" id="hero_file-help">{{_"JPEG, PNG, WebP, GIF, AVIF or HEIC, at most 40 MB. Place and camera data are removed; maker and rights are kept. The preview shows it once it is saved."}}</span>
</p>
{{#RECENT_ANY}}
<details class="recent">
<summary>{{_"Choose from recent pictures"}}</summary>
<div class="picks">
{{#RECENT}}
<label class="choice pick">{{#THUMB}}<img src="{{THUMB_URL}}" width="{{THUMB_WIDTH}}" height="{{THUMB_HEIGHT}}" alt="" loading="lazy">{{/THUMB}}<span><input form="story" type="radio" data-src="{{PICTURE_SRC}}" data-alt="{{PICTURE_ALT}}" data-caption="{{PICTURE_CAPTION}}" data-credit="{{PICTURE_CREDIT}}" name="hero_id" value="{{PICTURE_ID}}"> {{PICTURE_NAME}}{{#RECENT_SAYS}} <span class="help remark">{{REMARK}}</span>{{/RECENT_SAYS}}</span></label>
{{/RECENT}}
</div>
</details>
{{/RECENT_ANY}}
<p class="field">
<label for="hero_alt">{{_"Description for people who cannot see it"}}</label>
<input form="story" id="hero_alt" name="hero_alt" dir="auto" value="{{HERO_ALT}}" spellcheck="true" aria-describedby="hero_alt-help{{#HERO_ALT_PROBLEM_IF}} hero_alt-problem{{/HERO_ALT_PROBLEM_IF}}"{{#HERO_ALT_PROBLEM_IF}} aria-invalid="true"{{/HERO_ALT_PROBLEM_IF}}>
{{#HERO_ALT_PROBLEM_IF}}<span class="problem" id="hero_alt-problem">{{HERO_ALT_PROBLEM}}</span>{{/HERO_ALT_PROBLEM_IF}}
<span class="help" id="hero_alt-help">{{_"Needed to publish. What matters in the picture, in a sentence."}}</span>
<span class="guide" data-guide="hero_alt" data-judge="alt" data-number="{{_"Characters: %N%"}}" data-long="{{_"Long to listen to: at most 150 characters. More belongs into the caption."}}"><span></span> <span aria-live="polite"></span></span>
</p>
<p class="field">
<label for="hero_caption">{{_"Caption"}}</label>
<input form="story" id="hero_caption" name="hero_caption" dir="auto" value="{{HERO_CAPTION}}" spellcheck="true"{{#HERO_CAPTION_PROBLEM_IF}} aria-invalid="true" aria-describedby="hero_caption-problem"{{/HERO_CAPTION_PROBLEM_IF}}>
{{#HERO_CAPTION_PROBLEM_IF}}<span class="problem" id="hero_caption-problem">{{HERO_CAPTION_PROBLEM}}</span>{{/HERO_CAPTION_PROBLEM_IF}}
</p>
<p class="field">
<label for="hero_credit">{{_"Credit"}}</label>
<input form="story" id="hero_credit" name="hero_credit" dir="auto" value="{{HERO_CREDIT}}" aria-describedby="hero_credit-help{{#HERO_CREDIT_PROBLEM_IF}} hero_credit-problem{{/HERO_CREDIT_PROBLEM_IF}}"{{#HERO_CREDIT_PROBLEM_IF}} aria-invalid="true"{{/HERO_CREDIT_PROBLEM_IF}}>
{{#HERO_CREDIT_PROBLEM_IF}}<span class="problem" id="hero_credit-problem">{{HERO_CREDIT_PROBLEM}}</span>{{/HERO_CREDIT_PROBLEM_IF}}
<span class="help" id="hero_credit-help">{{_"Needed to publish: who made it."}}</span>
</p>
</fieldset>
</div>
</details>
<details class="group" id="inline"{{#INLINE_OPEN}} open{{/INLINE_OPEN}}>
<summary><span class="what">{{_"A picture in the text"}}</span></summary>
<div class="fields">
{{#INLINE_CODE_IF}}
<p class="field"><label for="inline_code">{{_"Put this where the picture belongs, on a line of its own"}}</label><input id="inline_code" dir="auto" value="{{INLINE_CODE}}" readonly></p>
{{/INLINE_CODE_IF}}
{{#INLINE_SAYS}}
<p class="help remark">{{REMARK}}</p>
{{/INLINE_SAYS}}
<p class="field">
<label for="inline_file">{{_"Picture"}}</label>
<input form="story" type="file" id="inline_file" name="inline_file" accept="image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic,image/heif"{{#INLINE_PROBLEM_IF}} aria-invalid="true" aria-describedby="inline_file-problem"{{/INLINE_PROBLEM_IF}}>
{{#INLINE_PROBLEM_IF}}<span class="problem" id="inline_file-problem">{{INLINE_PROBLEM}}</span>{{/INLINE_PROBLEM_IF}}
</p>
<p class="field"><label for="inline_alt">{{_"Its description"}}</label><input form="story" id="inline_alt" name="inline_alt" dir="auto" value="{{INLINE_ALT}}">
<span class="guide" data-guide="inline_alt" data-judge="alt" data-number="{{_"Characters: %N%"}}" data-long="{{_"Long to listen to: at most 150 characters. More belongs into the caption."}}"><span></span> <span aria-live="polite"></span></span>
</p>
<p class="field"><label for="inline_credit">{{_"Its credit"}}</label><input form="story" id="inline_credit" name="inline_credit" dir="auto" value="{{INLINE_CREDIT}}"></p>
<p class="buttons"><button form="story" name="action" value="picture" id="inline_store">{{_"Store the picture"}}</button></p>
<p class="problem" id="inline_trouble" role="status" hidden></p>
</div>
</details>
<details class="group" id="group-takeaways"{{#TAKEAWAYS_OPEN}} open{{/TAKEAWAYS_OPEN}}>
<summary><span class="what" data-count="takeaways" data-none="{{TAKEAWAYS_NONE}}" data-forms="{{TAKEAWAYS_FORMS}}">{{TAKEAWAYS_SAY}}</span></summary>
<div class="fields">
<p class="field ordered">
<label for="takeaways">{{_"Takeaways"}}</label>
<textarea form="story" id="takeaways" name="takeaways" dir="auto" rows="{{TAKEAWAYS_ROWS}}" class="grows" spellcheck="true" aria-describedby="takeaways-help{{#TAKEAWAYS_PROBLEM_IF}} takeaways-problem{{/TAKEAWAYS_PROBLEM_IF}}"{{#TAKEAWAYS_PROBLEM_IF}} aria-invalid="true"{{/TAKEAWAYS_PROBLEM_IF}}>
{{TAKEAWAYS:p}}</textarea>
{{#TAKEAWAYS_PROBLEM_IF}}<span class="problem" id="takeaways-problem">{{TAKEAWAYS_PROBLEM}}</span>{{/TAKEAWAYS_PROBLEM_IF}}
<span class="help" id="takeaways-help">{{_"One on each line. They close the story."}}</span>
</p>
<div class="order" id="takeaway_order" data-moved="{{_"Now at place %N% of %OF%."}}" data-removed="{{_"Removed."}}" hidden>
<p class="row-tools" role="toolbar" aria-label="{{_"The line with the cursor"}}" aria-controls="takeaways">
<button type="button" value="up" title="{{_"Move up"}}" aria-keyshortcuts="Alt+ArrowUp"><span aria-hidden="true">↑</span></button>
<button type="button" value="down" title="{{_"Move down"}}" aria-keyshortcuts="Alt+ArrowDown"><span aria-hidden="true">↓</span></button>
<button type="button" value="remove" title="{{_"Remove"}}"><span aria-hidden="true">✕</span></button>
</p>
<p class="help"><span role="status"></span> <button type="button" class="plain" value="back" hidden>{{_"Bring it back"}}</button></p>
</div>
<p><button form="story" class="small" name="action" value="takeaways" id="propose">{{_"Propose three sentences of the text"}}</button></p>
</div>
</details>
<details class="group" id="group-sources"{{#SOURCES_OPEN}} open{{/SOURCES_OPEN}}>
<summary><span class="what" data-count="sources" data-none="{{SOURCES_NONE}}" data-forms="{{SOURCES_FORMS}}">{{SOURCES_SAY}}</span></summary>
<div class="fields">
<fieldset id="sources" class="ordered" tabindex="-1" data-moved="{{_"Now at place %N% of %OF%."}}" data-removed="{{_"Removed."}}"{{#SOURCES_PROBLEM_IF}} aria-describedby="sources-problem"{{/SOURCES_PROBLEM_IF}}>
<legend>{{_"Sources"}}</legend>
{{#SOURCES_PROBLEM_IF}}<p class="problem" id="sources-problem">{{SOURCES_PROBLEM}}</p>{{/SOURCES_PROBLEM_IF}}
<div class="sources" data-rows="1">
{{#SOURCE}}
<div class="source">
<p class="field"><label for="source_title_{{SOURCE_NUMBER}}" id="source_title_{{SOURCE_NUMBER}}-label">{{_"Source %SOURCE_NUMBER%"}}</label><input form="story" id="source_title_{{SOURCE_NUMBER}}" name="source_title" dir="auto" value="{{SOURCE_TITLE}}"{{#SOURCE_TITLE_WRONG}} aria-invalid="true" aria-describedby="sources-problem"{{/SOURCE_TITLE_WRONG}}></p>
<p class="field"><label for="source_url_{{SOURCE_NUMBER}}" id="source_url_{{SOURCE_NUMBER}}-label">{{_"Address"}}</label><input form="story" id="source_url_{{SOURCE_NUMBER}}" name="source_url" aria-labelledby="source_url_{{SOURCE_NUMBER}}-label source_title_{{SOURCE_NUMBER}}-label" dir="auto" value="{{SOURCE_URL}}" inputmode="url" placeholder="https://" spellcheck="false"{{#SOURCE_URL_WRONG}} aria-invalid="true" aria-describedby="sources-problem"{{/SOURCE_URL_WRONG}}></p>
</div>
{{/SOURCE}}
</div>
<template id="source_tools">
<p class="row-tools" role="toolbar" aria-label="{{_"This source"}}">
<button type="button" value="up" title="{{_"Move up"}}" data-does="{{_"Move up"}}" aria-keyshortcuts="Alt+ArrowUp"><span aria-hidden="true">↑</span></button>
<button type="button" value="down" title="{{_"Move down"}}" data-does="{{_"Move down"}}" aria-keyshortcuts="Alt+ArrowDown"><span aria-hidden="true">↓</span></button>
<button type="button" value="remove" title="{{_"Remove"}}" data-does="{{_"Remove"}}"><span aria-hidden="true">✕</span></button>
</p>
</template>
<p class="help"><span role="status"></span> <button type="button" class="plain" value="back" hidden>{{_"Bring it back"}}</button></p>
<p class="help">{{_"Rows left blank are left out. After each save there are three blank ones more."}}</p>
</fieldset>
</div>
</details>
{{#REVIEW}}
<details class="group" id="group-review"{{#REVIEW_OPEN}} open{{/REVIEW_OPEN}}>
<summary><span class="what">{{_"Review"}}</span> <span class="says"><bdi data-value="product">{{PRODUCT}}</bdi><span data-says="review-no"{{#REVIEW_FINE}} hidden{{/REVIEW_FINE}}>{{_"nothing said yet"}}</span><span data-says="rating"{{#RATING_LACKS}} hidden{{/RATING_LACKS}}> · <bdi data-value="rating">{{RATING}}</bdi></span></span></summary>
<div class="fields">
<fieldset>
<legend>{{_"Review"}}</legend>
<p class="field">
<label for="product">{{_"Product"}}</label>
<input form="story" id="product" name="product" dir="auto" value="{{PRODUCT}}"{{#PRODUCT_PROBLEM_IF}} aria-invalid="true" aria-describedby="product-problem"{{/PRODUCT_PROBLEM_IF}}>
{{#PRODUCT_PROBLEM_IF}}<span class="problem" id="product-problem">{{PRODUCT_PROBLEM}}</span>{{/PRODUCT_PROBLEM_IF}}
</p>
<p class="field">
<label for="rating">{{_"Rating"}}</label>
<input form="story" id="rating" name="rating" dir="auto" value="{{RATING}}" inputmode="decimal" aria-describedby="rating-help{{#RATING_PROBLEM_IF}} rating-problem{{/RATING_PROBLEM_IF}}"{{#RATING_PROBLEM_IF}} aria-invalid="true"{{/RATING_PROBLEM_IF}}>
{{#RATING_PROBLEM_IF}}<span class="problem" id="rating-problem">{{RATING_PROBLEM}}</span>{{/RATING_PROBLEM_IF}}
<span class="help" id="rating-help">{{_"0 to 5, in tenths: 4.5"}}</span>
</p>
<p class="field">
<label for="pros">{{_"Pros"}}</label>
<textarea form="story" id="pros" name="pros" dir="auto" rows="4" spellcheck="true" aria-describedby="pros-help{{#PROS_PROBLEM_IF}} pros-problem{{/PROS_PROBLEM_IF}}"{{#PROS_PROBLEM_IF}} aria-invalid="true"{{/PROS_PROBLEM_IF}}>
{{PROS:p}}</textarea>
{{#PROS_PROBLEM_IF}}<span class="problem" id="pros-problem">{{PROS_PROBLEM}}</span>{{/PROS_PROBLEM_IF}}
<span class="help" id="pros-help">{{_"One on each line."}}</span>
</p>
<p class="field">
<label for="cons">{{_"Cons"}}</label>
<textarea form="story" id="cons" name="cons" dir="auto" rows="4" spellcheck="true" aria-describedby="cons-help{{#CONS_PROBLEM_IF}} cons-problem{{/CONS_PROBLEM_IF}}"{{#CONS_PROBLEM_IF}} aria-invalid="true"{{/CONS_PROBLEM_IF}}>
{{CONS:p}}</textarea>
{{#CONS_PROBLEM_IF}}<span class="problem" id="cons-problem">{{CONS_PROBLEM}}</span>{{/CONS_PROBLEM_IF}}
<span class="help" id="cons-help">{{_"One on each line."}}</span>
</p>
<p class="field">
<label for="verdict">{{_"Verdict"}}</label>
<textarea form="story" id="verdict" name="verdict" dir="auto" rows="2" spellcheck="true" aria-describedby="verdict-help{{#VERDICT_PROBLEM_IF}} verdict-problem{{/VERDICT_PROBLEM_IF}}"{{#VERDICT_PROBLEM_IF}} aria-invalid="true"{{/VERDICT_PROBLEM_IF}}>
{{VERDICT:p}}</textarea>
{{#VERDICT_PROBLEM_IF}}<span class="problem" id="verdict-problem">{{VERDICT_PROBLEM}}</span>{{/VERDICT_PROBLEM_IF}}
<span class="help" id="verdict-help">{{_"In a sentence or two."}}</span>
</p>
<p class="field">
<label for="price">{{_"Price"}}</label>
<input form="story" id="price" name="price" dir="auto" value="{{PRICE}}" aria-describedby="price-help{{#PRICE_PROBLEM_IF}} price-problem{{/PRICE_PROBLEM_IF}}"{{#PRICE_PROBLEM_IF}} aria-invalid="true"{{/PRICE_PROBLEM_IF}}>
{{#PRICE_PROBLEM_IF}}<span class="problem" id="price-problem">{{PRICE_PROBLEM}}</span>{{/PRICE_PROBLEM_IF}}
<span class="help" id="price-help">{{_"As printed: £189"}}</span>
</p>
<p class="field">
<label for="price_checked_on">{{_"Price checked on"}}</label>
<input form="story" id="price_checked_on" name="price_checked_on" value="{{PRICE_CHECKED_ON}}" type="date"{{#PRICE_CHECKED_ON_PROBLEM_IF}} aria-invalid="true" aria-describedby="price_checked_on-problem"{{/PRICE_CHECKED_ON_PROBLEM_IF}}>
{{#PRICE_CHECKED_ON_PROBLEM_IF}}<span class="problem" id="price_checked_on-problem">{{PRICE_CHECKED_ON_PROBLEM}}</span>{{/PRICE_CHECKED_ON_PROBLEM_IF}}
</p>
</fieldset>
</div>
</details>
{{/REVIEW}}
<details class="group" id="group-where"{{#WHERE_OPEN}} open{{/WHERE_OPEN}}>
<summary><span class="unseen">{{_"Where it belongs"}}: </span><span class="what" data-says="section-yes"{{#SECTION_LACKS}} hidden{{/SECTION_LACKS}}><bdi data-value="section">{{SECTION_SAY}}</bdi></span><span class="{{#SECTION_NEEDED}}lacks{{/SECTION_NEEDED}}{{#SECTION_SPARE}}what{{/SECTION_SPARE}}" data-says="section-no"{{#SECTION_FINE}} hidden{{/SECTION_FINE}}>{{_"No section yet"}}</span> <span class="says" data-says="tags-yes"{{#TAGS_LACK}} hidden{{/TAGS_LACK}}>· <bdi data-value="tags">{{TAGS}}</bdi></span></summary>
<div class="fields">
<fieldset>
<legend>{{_"Where it belongs"}}</legend>
<p class="field">
<label for="section">{{_"Section"}}</label>
<select form="story" id="section" name="section"{{#SECTION_PROBLEM_IF}} aria-invalid="true" aria-describedby="section-problem"{{/SECTION_PROBLEM_IF}}>
<option value="">{{_"None"}}</option>
{{#SECTION_OPTION}}
<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>
{{/SECTION_OPTION}}
</select>
{{#SECTION_PROBLEM_IF}}<span class="problem" id="section-problem">{{SECTION_PROBLEM}}</span>{{/SECTION_PROBLEM_IF}}
</p>
<p class="field">
<label for="tags">{{_"Tags"}}</label>
<input form="story" id="tags" name="tags" dir="auto" value="{{TAGS}}" list="tag-names" data-list="1" aria-describedby="tags-help{{#TAGS_PROBLEM_IF}} tags-problem{{/TAGS_PROBLEM_IF}}"{{#TAGS_PROBLEM_IF}} aria-invalid="true"{{/TAGS_PROBLEM_IF}}>
{{#TAGS_PROBLEM_IF}}<span class="problem" id="tags-problem">{{TAGS_PROBLEM}}</span>{{/TAGS_PROBLEM_IF}}
<span class="help" id="tags-help">{{_"Commas between them."}}</span>
</p>
<datalist id="tag-names">{{#TAG_NAME}}<option value="{{OPTION_VALUE}}"></option>{{/TAG_NAME}}</datalist>
</fieldset>
</div>
</details>
<details class="group" id="group-byline"{{#BYLINE_OPEN}} open{{/BYLINE_OPEN}}>
<summary><span class="what">{{_"Byline"}}</span> <span class="says"><bdi data-value="bylines">{{BYLINES}}</bdi><span data-says="bylines-no"{{#BYLINES_FINE}} hidden{{/BYLINES_FINE}}>{{_"nobody yet"}}</span></span></summary>
<div class="fields">
<fieldset>
<legend>{{_"Byline and address"}}</legend>
<p class="field">
<label for="bylines">{{_"Bylines"}}</label>
<input form="story" id="bylines" name="bylines" dir="auto" value="{{BYLINES}}" list="byline-names" data-list="1" aria-describedby="bylines-help{{#BYLINES_PROBLEM_IF}} bylines-problem{{/BYLINES_PROBLEM_IF}}"{{#BYLINES_PROBLEM_IF}} aria-invalid="true"{{/BYLINES_PROBLEM_IF}}>
{{#BYLINES_PROBLEM_IF}}<span class="problem" id="bylines-problem">{{BYLINES_PROBLEM}}</span>{{/BYLINES_PROBLEM_IF}}
<span class="help" id="bylines-help">{{_"Commas between the names."}}</span>
</p>
<p class="field">
<label for="lang">{{_"Language"}}</label>
<input form="story" id="lang" name="lang" dir="auto" value="{{LANG}}" autocapitalize="none" spellcheck="false" aria-describedby="lang-help{{#LANG_PROBLEM_IF}} lang-problem{{/LANG_PROBLEM_IF}}"{{#LANG_PROBLEM_IF}} aria-invalid="true"{{/LANG_PROBLEM_IF}}>
{{#LANG_PROBLEM_IF}}<span class="problem" id="lang-problem">{{LANG_PROBLEM}}</span>{{/LANG_PROBLEM_IF}}
<span class="help" id="lang-help">{{_"Blank for the paper’s own; else a code like de."}}</span>
</p>
<p class="field">
<label for="slug">{{_"Last part of the address"}}</label>
<input form="story" id="slug" name="slug" dir="auto" value="{{SLUG}}"{{#SLUG_FIXED}} readonly{{/SLUG_FIXED}} autocapitalize="none" spellcheck="false" aria-describedby="slug-help{{#SLUG_PROBLEM_IF}} slug-problem{{/SLUG_PROBLEM_IF}}"{{#SLUG_PROBLEM_IF}} aria-invalid="true"{{/SLUG_PROBLEM_IF}}>
{{#SLUG_PROBLEM_IF}}<span class="problem" id="slug-problem">{{SLUG_PROBLEM}}</span>{{/SLUG_PROBLEM_IF}}
<span class="help" id="slug-help">{{#NEVER_LIVE}}{{_"Blank: from the headline. It is fixed with the first publication."}}{{/NEVER_LIVE}}{{#WAS_LIVE}}{{_"Now at %PATH%. When you change it, the old address leads to the new one."}}{{/WAS_LIVE}}</span>
</p>
<datalist id="byline-names">{{#BYLINE_NAME}}<option value="{{OPTION_VALUE}}"></option>{{/BYLINE_NAME}}</datalist>
</fieldset>
</div>
</details>
{{#MAKING}}
<details class="group" id="group-making"{{#MAKING_OPEN}} open{{/MAKING_OPEN}}>
<summary><span class="what">{{_"How it was made:"}}</span> <span class="says"><span data-says="ai-unstated"{{#AI_NOT_UNSTATED}} hidden{{/AI_NOT_UNSTATED}}>{{_"nothing said yet"}}</span><span data-says="ai-none"{{#AI_NOT_NONE}} hidden{{/AI_NOT_NONE}}>{{_"no AI"}}</span><span data-says="ai-assisted"{{#AI_NOT_ASSISTED}} hidden{{/AI_NOT_ASSISTED}}>{{_"assisted by AI"}}</span><span data-says="ai-generated"{{#AI_NOT_GENERATED}} hidden{{/AI_NOT_GENERATED}}>{{_"generated by AI"}}</span><span data-says="ai-unreviewed"{{#AI_NOT_UNREVIEWED}} hidden{{/AI_NOT_UNREVIEWED}}>{{_"generated by AI, not reviewed"}}</span><span data-says="checked"{{#CHECK_LACKS}} hidden{{/CHECK_LACKS}}> · {{_"facts checked"}} ✓</span> <span data-says="genre-said"{{#GENRE_LACKS}} hidden{{/GENRE_LACKS}}>· <span data-value="genre">{{GENRE_SAID}}</span></span> <span data-says="how-yes"{{#HOW_LACKS}} hidden{{/HOW_LACKS}}>· {{_"how it was reported"}} ✓</span></span></summary>
<div class="fields">
<fieldset id="ai" tabindex="-1"{{#AI_PROBLEM_IF}} aria-describedby="ai-problem"{{/AI_PROBLEM_IF}}>
<legend>{{_"How it was made"}}</legend>
<div role="radiogroup" aria-label="{{_"Use of AI"}}">
<p class="label">{{_"Use of AI"}}</p>
{{#AI_PROBLEM_IF}}<p class="problem" id="ai-problem">{{AI_PROBLEM}}</p>{{/AI_PROBLEM_IF}}
{{#AI_OPTION}}
<label class="choice"><input form="story" type="radio" name="ai" value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} checked{{/OPTION_CHOSEN}}> <span>{{OPTION_LABEL}}</span></label>
{{/AI_OPTION}}
</div>
<p class="field">
<label for="ai_note">{{_"Note on the use of AI"}}</label>
<input form="story" id="ai_note" name="ai_note" dir="auto" value="{{AI_NOTE}}" aria-describedby="ai_note-help{{#AI_NOTE_PROBLEM_IF}} ai_note-problem{{/AI_NOTE_PROBLEM_IF}}"{{#AI_NOTE_PROBLEM_IF}} aria-invalid="true"{{/AI_NOTE_PROBLEM_IF}}>
{{#AI_NOTE_PROBLEM_IF}}<span class="problem" id="ai_note-problem">{{AI_NOTE_PROBLEM}}</span>{{/AI_NOTE_PROBLEM_IF}}
<span class="help" id="ai_note-help">{{_"Readers see it: what it was used for, and who checked."}}</span>
</p>
<p class="field">
<label for="fact_checked_by">{{_"Fact-checked by"}}</label>
<input form="story" id="fact_checked_by" name="fact_checked_by" dir="auto" value="{{FACT_CHECKED_BY}}"{{#FACT_CHECKED_BY_PROBLEM_IF}} aria-invalid="true" aria-describedby="fact_checked_by-problem"{{/FACT_CHECKED_BY_PROBLEM_IF}}>
{{#FACT_CHECKED_BY_PROBLEM_IF}}<span class="problem" id="fact_checked_by-problem">{{FACT_CHECKED_BY_PROBLEM}}</span>{{/FACT_CHECKED_BY_PROBLEM_IF}}
</p>
</fieldset>
<fieldset>
<legend>{{_"Kind, place and reporting"}}</legend>
<p class="field">
<label for="genre">{{_"Kind of work"}}</label>
<select form="story" id="genre" name="genre" aria-describedby="genre-help{{#GENRE_PROBLEM_IF}} genre-problem{{/GENRE_PROBLEM_IF}}"{{#GENRE_PROBLEM_IF}} aria-invalid="true"{{/GENRE_PROBLEM_IF}}>
{{#GENRE_OPTION}}
<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>
{{/GENRE_OPTION}}
</select>
{{#GENRE_PROBLEM_IF}}<span class="problem" id="genre-problem">{{GENRE_PROBLEM}}</span>{{/GENRE_PROBLEM_IF}}
<span class="help" id="genre-help">{{_"Readers see it above the headline; of news, nothing."}}</span>
</p>
<p class="field">
<label for="place_line">{{_"Place"}}</label>
<input form="story" id="place_line" name="place_line" dir="auto" value="{{PLACE_LINE}}" aria-describedby="place_line-help{{#PLACE_LINE_PROBLEM_IF}} place_line-problem{{/PLACE_LINE_PROBLEM_IF}}"{{#PLACE_LINE_PROBLEM_IF}} aria-invalid="true"{{/PLACE_LINE_PROBLEM_IF}}>
{{#PLACE_LINE_PROBLEM_IF}}<span class="problem" id="place_line-problem">{{PLACE_LINE_PROBLEM}}</span>{{/PLACE_LINE_PROBLEM_IF}}
<span class="help" id="place_line-help">{{_"Where it was reported from. It stands beside the time."}}</span>
</p>
<p class="field">
<label for="how_reported">{{_"How we reported it"}}</label>
<textarea form="story" id="how_reported" name="how_reported" dir="auto" rows="{{HOW_REPORTED_ROWS}}" class="grows" spellcheck="true" aria-describedby="how_reported-help{{#HOW_REPORTED_PROBLEM_IF}} how_reported-problem{{/HOW_REPORTED_PROBLEM_IF}}"{{#HOW_REPORTED_PROBLEM_IF}} aria-invalid="true"{{/HOW_REPORTED_PROBLEM_IF}}>
{{HOW_REPORTED:p}}</textarea>
{{#HOW_REPORTED_PROBLEM_IF}}<span class="problem" id="how_reported-problem">{{HOW_REPORTED_PROBLEM}}</span>{{/HOW_REPORTED_PROBLEM_IF}}
<span class="help" id="how_reported-help">{{_"Who was spoken to, what was seen, how long it took. Markdown; it stands below the text."}}</span>
</p>
</fieldset>
</div>
</details>
{{/MAKING}}
{{>NOTES}}
<aside class="panel" aria-label="{{_"State and publication"}}">
{{>PANEL}}
</aside>
</div>
<section class="beside" id="beside" aria-label="{{_"Preview"}}" hidden>
<div class="beside-tools">
<span class="switch" role="group" aria-label="{{_"Width of the preview"}}">
<button type="button" data-beside="width" value="phone" aria-pressed="true">{{_"Phone"}}</button>
<button type="button" data-beside="width" value="tablet" aria-pressed="false">{{_"Tablet"}}</button>
<button type="button" data-beside="width" value="wide" aria-pressed="false">{{_"Wide"}}</button>
</span>
<span class="switch" role="group" aria-label="{{_"Light of the preview"}}">
<button type="button" data-beside="light" value="day" aria-pressed="true">{{_"By day"}}</button>
<button type="button" data-beside="light" value="night" aria-pressed="false">{{_"By night"}}</button>
</span>
</div>
<p class="problem" id="beside-trouble" role="status" hidden>{{_"The preview cannot be shown right now. It follows when you type on."}}</p>
<div class="beside-room"><iframe id="beside-frame" title="{{_"Preview"}}" sandbox="allow-same-origin"></iframe></div>
</section>
</div>
