{{%AUTOESCAPE context="HTML"}}
<div class="bar">
<h1><bdi>{{TITLE}}</bdi></h1>
<p class="buttons"><a class="button" href="/admin/media">{{_"All pictures"}}</a></p>
</div>
{{#MESSAGE_IF}}
<p class="message good" role="status">{{MESSAGE}}</p>
{{/MESSAGE_IF}}
{{#PROBLEMS}}
<div class="problems" role="alert" tabindex="-1" data-problems="1">
<h2>{{PROBLEMS_TITLE}}</h2>
<ul>
{{#PROBLEM}}
<li>{{#LINKED}}<a href="#{{PROBLEM_FIELD}}">{{PROBLEM_TEXT}}</a>{{/LINKED}}{{#UNLINKED}}{{PROBLEM_TEXT}}{{/UNLINKED}}</li>
{{/PROBLEM}}
</ul>
</div>
{{/PROBLEMS}}
<div class="picture">
<div>
<figure class="large">
{{#LARGE}}<a href="{{WHOLE_URL}}"><img id="large" src="{{LARGE_URL}}" width="{{LARGE_WIDTH}}" height="{{LARGE_HEIGHT}}" alt="{{_"The picture in full size"}}"></a>{{/LARGE}}
<figcaption class="help">{{_"%WIDTH% × %HEIGHT% pixels"}} · {{_"brought %BROUGHT%"}}{{_BROUGHT}}{{>BROUGHT}}{{_}} · {{#RAN_IF}}{{_"readers last got it %RAN%"}}{{_RAN}}{{>RAN}}{{_}}{{/RAN_IF}}{{#NEVER_RAN}}{{_"readers do not see it in any story"}}{{/NEVER_RAN}}</figcaption>
</figure>
{{#OLDER}}
<section class="card" aria-labelledby="older-title">
<h2 id="older-title">{{_"Older words"}}</h2>
<p>{{#SOME_LIVE}}{{_LIVE "One live story says what was said of the picture before.|%LIVE% live stories say what was said of the picture before."}}{{/SOME_LIVE}}{{#DRAFTS_ALONE}}{{_"Drafts say what was said of the picture before."}}{{/DRAFTS_ALONE}}{{#MORE_BELOW}} {{_"Further stories have the picture: see the next page below."}}{{/MORE_BELOW}}</p>
<form method="post" action="{{PICTURE}}#older-title">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.older">
<input type="hidden" name="words" value="{{WORDS_HASH}}">
<ul class="older">
{{#OLDER_TEXT}}
<li>
<label class="choice"><input type="checkbox" name="older" value="{{OLDER_NAME}}"{{#TICKED}} checked{{/TICKED}}> <span><bdi>{{HEADLINE}}</bdi> <span class="badge {{STATE_NAME}}">{{STATE_LABEL}}</span> <span class="when">{{#IN_LIVE}}{{_"in what readers see"}}{{/IN_LIVE}}{{#IN_DRAFT}}{{_"in the draft"}}{{/IN_DRAFT}}</span></span></label>
<dl>
{{#OLDER_WORD}}
<dt>{{LABEL}}</dt><dd><del dir="auto">{{OLD}}</del> <ins dir="auto">{{NEW}}</ins></dd>
{{/OLDER_WORD}}
</dl>
<p><a href="/admin/story/{{STORY_ID}}">{{_"Open the story"}}</a></p>
</li>
{{/OLDER_TEXT}}
</ul>
<p class="help" id="older-help">{{_"In what readers see it is a minor fix of these words alone; a draft stays a draft. What a story says of its own is left as it is."}}</p>
<p class="buttons"><button class="primary" name="do" value="apply" aria-describedby="older-help">{{_"Say the new words in those that are ticked"}}</button></p>
</form>
</section>
{{/OLDER}}
{{#FOCUS}}
<section class="card" aria-labelledby="focus-title">
<h2 id="focus-title">{{_"What crops keep"}}</h2>
<p class="help">{{_"The front page and lists show a part of the picture. Click what must stay in view: below you see the parts that readers will get."}}</p>
<form method="post" action="{{PICTURE}}#focus-title" id="focus">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.focus">
<input type="hidden" name="was_focus" value="{{WAS_FOCUS}}">
<p class="aim {{POINT}}"><input type="image" name="at" src="{{AIM_URL}}" width="{{AIM_WIDTH}}" height="{{AIM_HEIGHT}}" alt="{{_"Look at the parts with the point where you click, else as the numbers say"}}"></p>
<div class="pair">
{{#NUMBER}}
<p class="field">
<label for="{{NAME}}">{{LABEL}}</label>
<input type="number" min="0" max="100" id="{{NAME}}" name="{{NAME}}" value="{{TYPED}}" required{{#PROBLEM_IF}} aria-invalid="true" aria-describedby="{{NAME}}-problem"{{/PROBLEM_IF}}>
{{#PROBLEM_IF}}<span class="problem" id="{{NAME}}-problem">{{PROBLEM}}</span>{{/PROBLEM_IF}}
</p>
{{/NUMBER}}
</div>
<div class="crops">
{{#CROP}}
<figure class="crop"><img class="{{PART}} {{SHAPE}}" src="{{CROP_URL}}" width="{{CROP_WIDTH}}" height="{{CROP_HEIGHT}}" alt=""><figcaption>{{CROP_LABEL}}</figcaption></figure>
{{/CROP}}
</div>
{{#NOT_KEPT}}
<p class="help" role="status">{{_"Readers do not get it so yet."}}</p>
{{/NOT_KEPT}}
<p class="buttons"><button class="primary" name="do" value="focus">{{_"Keep this point"}}</button> <button name="do" value="focus-look">{{_"See the parts"}}</button>{{#MOVED}} <button name="do" value="focus-middle" formnovalidate>{{_"Back to the middle"}}</button>{{/MOVED}}</p>
</form>
</section>
{{/FOCUS}}
<section class="card" aria-labelledby="users-title">
<h2 id="users-title">{{_"Who shows it"}}</h2>
{{#UNUSED}}
<p class="empty">{{_"No story has it, and no author."}}</p>
{{/UNUSED}}
{{#USERS}}
<ul class="log">
{{#USER}}
<li>{{#NAMED}}<a href="/admin/story/{{STORY_ID}}" dir="auto">{{HEADLINE}}</a> <span class="badge {{STATE_NAME}}">{{STATE_LABEL}}</span> <span class="when">{{#SHOWS_LIVE}}{{_"in what readers see"}} {{/SHOWS_LIVE}}{{#SHOWS_WAITING}}{{_"in what waits"}} {{/SHOWS_WAITING}}{{#SHOWS_DRAFT}}{{_"in the draft"}} {{/SHOWS_DRAFT}}{{#SHOWED}}{{_"in an earlier text alone"}}{{/SHOWED}}</span>{{/NAMED}}{{#OTHERS}}{{_"A story of somebody else that readers do not see"}}{{/OTHERS}}</li>
{{/USER}}
{{#PORTRAIT}}
<li><a href="/admin/byline/{{AUTHOR_SLUG}}"><bdi>{{AUTHOR}}</bdi></a> <span class="when">{{_"as the portrait"}}</span></li>
{{/PORTRAIT}}
</ul>
{{#NEXT_IF}}<nav class="pager" aria-label="{{_"Pages of this list"}}"><a rel="next" href="{{NEXT}}">{{_"Older stories"}}</a></nav>{{/NEXT_IF}}
{{/USERS}}
{{#MAY_DELETE}}
<form method="post" action="{{PICTURE}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.delete">
<input type="hidden" name="shown" value="{{SHOWN}}">
<p class="help" id="delete-help">{{_"It goes for good, with its files. A picture that a story or an author has cannot be deleted."}}</p>
<p class="buttons"><button class="danger" name="do" value="delete" aria-describedby="delete-help">{{_"Delete this picture"}}</button></p>
</form>
{{/MAY_DELETE}}
</section>
{{#STANDS}}
<section class="card" aria-labelledby="stands-title">
<h2 id="stands-title">{{_"Readers get it instead of another"}}</h2>
<ul class="older replaced">
{{#STANDS_FOR}}
<li><a href="/admin/media/{{OTHER_ID}}">{{#THUMB}}<img src="{{THUMB_URL}}" width="{{THUMB_WIDTH}}" height="{{THUMB_HEIGHT}}" alt="">{{/THUMB}}<bdi>{{OTHER_NAME}}</bdi></a></li>
{{/STANDS_FOR}}
</ul>
</section>
{{/STANDS}}
{{#REPLACE}}
<section class="card" aria-labelledby="replace-title">
<h2 id="replace-title">{{_"Another picture in its place"}}</h2>
{{#REPLACED}}
<div class="replaced">
<p>{{_"Since %REPLACED_AT% readers get another picture instead of this one."}}{{_REPLACED_AT}}{{>REPLACED_AT}}{{_}}</p>
{{#OTHER}}<p><a href="/admin/media/{{OTHER_ID}}">{{#THUMB}}<img src="{{THUMB_URL}}" width="{{THUMB_WIDTH}}" height="{{THUMB_HEIGHT}}" alt="">{{/THUMB}}<bdi>{{OTHER_NAME}}</bdi></a></p>{{/OTHER}}
<dl>
{{#OTHER_ALT_IF}}<dt>{{_"Description for people who cannot see it"}}</dt><dd dir="auto">{{OTHER_ALT}}</dd>{{/OTHER_ALT_IF}}
{{#OTHER_CAPTION_IF}}<dt>{{_"Caption"}}</dt><dd dir="auto">{{OTHER_CAPTION}}</dd>{{/OTHER_CAPTION_IF}}
{{#OTHER_CREDIT_IF}}<dt>{{_"Credit"}}</dt><dd dir="auto">{{OTHER_CREDIT}}</dd>{{/OTHER_CREDIT_IF}}
</dl>
</div>
{{/REPLACED}}
<p>{{_STORIES "One story that readers see has it.|%STORIES% stories that readers see have it."}}{{#AS_PORTRAIT}} {{_PORTRAITS "It is one author’s portrait.|It is the portrait of %PORTRAITS% authors."}}{{/AS_PORTRAIT}}</p>
{{#MAY_TAKE_BACK}}
<form method="post" action="{{PICTURE}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.back">
<input type="hidden" name="since" value="{{REPLACED_SINCE}}">
<input type="hidden" name="stories" value="{{SHOWN_STORIES}}">
<input type="hidden" name="portraits" value="{{SHOWN_PORTRAITS}}">
<p class="buttons"><button name="do" value="take-back">{{_"Show readers this picture again"}}</button></p>
</form>
{{/MAY_TAKE_BACK}}
{{#MAY_REPLACE}}
<details{{#OPEN}} open{{/OPEN}}>
<summary>{{_"Replace it"}}</summary>
<p class="help">{{_"Readers get the other picture wherever they would get this one. No text changes, and it can be taken back. The file of this one stays at its address."}}</p>
<form action="{{PICTURE}}#replace-title">
<p class="field">
<label for="by">{{_"The other picture"}}</label>
<input id="by" name="by" dir="auto" value="{{BY}}" required autocomplete="off"{{#BY_PROBLEM_IF}} aria-invalid="true"{{/BY_PROBLEM_IF}} aria-describedby="by-help">
<span id="by-help">{{#BY_PROBLEM_IF}}<span class="problem">{{BY_PROBLEM}}</span> {{/BY_PROBLEM_IF}}<span class="help">{{_"Its number, or its address at the desk. Bring it to the library first."}}</span></span>
</p>
<p class="buttons"><button>{{_"Look at it"}}</button></p>
</form>
{{#CHOSEN}}
<form method="post" action="{{PICTURE}}#replace-title" class="replaced">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.replace">
<input type="hidden" name="stories" value="{{SHOWN_STORIES}}">
<input type="hidden" name="portraits" value="{{SHOWN_PORTRAITS}}">
<input type="hidden" name="by" value="{{OTHER_ID}}">
<p><a href="/admin/media/{{OTHER_ID}}">{{#THUMB}}<img src="{{THUMB_URL}}" width="{{THUMB_WIDTH}}" height="{{THUMB_HEIGHT}}" alt="">{{/THUMB}}<bdi>{{OTHER_NAME}}</bdi></a></p>
<fieldset>
<legend>{{_"What readers are told of it"}}</legend>
{{#WORDS}}
<p class="field">
<label for="{{NAME}}">{{LABEL}}</label>
<input id="{{NAME}}" name="{{NAME}}" dir="auto" value="{{TYPED}}" autocomplete="off"{{#PROBLEM_IF}} aria-invalid="true" aria-describedby="{{NAME}}-problem"{{/PROBLEM_IF}}>
{{#PROBLEM_IF}}<span class="problem" id="{{NAME}}-problem">{{PROBLEM}}</span>{{/PROBLEM_IF}}
</p>
{{/WORDS}}
</fieldset>
<p class="buttons"><button class="primary" name="do" value="replace">{{_"Replace it for readers"}}</button></p>
</form>
{{/CHOSEN}}
</details>
{{/MAY_REPLACE}}
</section>
{{/REPLACE}}
</div>
{{#CHANGE}}
<section class="card" aria-labelledby="change-title">
<h2 id="change-title">{{_"What is said of it"}}</h2>
<p class="help">{{_"A story takes description, caption and credit over when it takes the picture. What you change here goes into the next story: those that have it keep their words."}}</p>
<form method="post" action="{{PICTURE}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}">
{{#LINE}}
<p class="field">
<label for="{{NAME}}">{{LABEL}}</label>
<input type="hidden" name="was_{{NAME}}" value="{{WAS}}">
<input id="{{NAME}}" name="{{NAME}}" dir="auto" value="{{TYPED}}" autocomplete="off"{{#PROBLEM_IF}} aria-invalid="true"{{/PROBLEM_IF}} aria-describedby="{{NAME}}-help">
<span id="{{NAME}}-help">{{#PROBLEM_IF}}<span class="problem">{{PROBLEM}}</span> {{/PROBLEM_IF}}{{#HELP_IF}}<span class="help">{{HELP}}</span>{{/HELP_IF}}</span>
</p>
{{/LINE}}
{{#RIGHTS}}
<fieldset>
<legend>{{_"Rights"}}</legend>
{{#DAY}}
<p class="field">
<label for="{{NAME}}">{{LABEL}}</label>
<input type="hidden" name="was_{{NAME}}" value="{{WAS}}">
<input type="date" id="{{NAME}}" name="{{NAME}}" value="{{TYPED}}"{{#PROBLEM_IF}} aria-invalid="true"{{/PROBLEM_IF}} aria-describedby="{{NAME}}-help">
<span id="{{NAME}}-help">{{#PROBLEM_IF}}<span class="problem">{{PROBLEM}}</span> {{/PROBLEM_IF}}{{#HELP_IF}}<span class="help">{{HELP}}</span>{{/HELP_IF}}</span>
</p>
{{/DAY}}
<p class="field"><input type="hidden" name="was_not_again" value="{{NOT_AGAIN_WAS}}"><label class="choice"><input type="checkbox" id="not_again" name="not_again" value="1"{{#NOT_AGAIN}} checked{{/NOT_AGAIN}}> <span>{{_"In no further story"}}</span></label></p>
</fieldset>
{{/RIGHTS}}
<p class="buttons"><button class="primary" name="do" value="save">{{_"Save"}}</button></p>
</form>
</section>
{{/CHANGE}}
</div>
