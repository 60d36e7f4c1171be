{{%AUTOESCAPE context="HTML"}}
<div class="column">
<h1>{{_"New pictures"}}</h1>
{{#PROBLEMS}}
<div class="problems" role="alert" tabindex="-1" data-problems="1">
<h2>{{PROBLEMS_TITLE}}</h2>
<ul>
{{#PROBLEM}}
<li>{{#LINKED}}<a href="#{{PROBLEM_FIELD}}"><bdi>{{PROBLEM_TEXT}}</bdi></a>{{/LINKED}}{{#UNLINKED}}<bdi>{{PROBLEM_TEXT}}</bdi>{{/UNLINKED}}</li>
{{/PROBLEM}}
</ul>
</div>
{{/PROBLEMS}}
{{#ASK}}
<p class="message good" role="status">{{_COUNT "One picture is in the library.|%COUNT% pictures are in the library."}}</p>
<p class="help">{{_"Say what each of them shows, and whose it is. What its file says of itself stands there already; a story takes these words over with the picture."}}</p>
<form method="post" action="/admin/media/words">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}">
<input type="hidden" name="of" value="{{OF}}">
<input type="hidden" name="known" value="{{KNOWN_ONES}}">
{{#PICTURE}}
<section class="card new-picture" aria-labelledby="picture-{{PICTURE_ID}}">
<h2 id="picture-{{PICTURE_ID}}"><a href="/admin/media/{{PICTURE_ID}}"><bdi>{{PICTURE_NAME}}</bdi></a></h2>
{{#THUMB}}<img src="{{THUMB_URL}}" width="{{THUMB_WIDTH}}" height="{{THUMB_HEIGHT}}" alt="">{{/THUMB}}
<div>
{{#WORDS}}
<p class="field">
<label for="{{NAME}}">{{LABEL}}</label>
<input type="hidden" name="was_{{NAME}}" value="{{WAS}}">
<input id="{{NAME}}" name="{{NAME}}" dir="auto" value="{{TYPED}}" autocomplete="off"{{#PROBLEM_IF}} aria-invalid="true" aria-describedby="{{NAME}}-problem"{{/PROBLEM_IF}}>
{{#PROBLEM_IF}}<span class="problem" id="{{NAME}}-problem">{{PROBLEM}}</span>{{/PROBLEM_IF}}
</p>
{{/WORDS}}
</div>
</section>
{{/PICTURE}}
<p class="buttons"><button class="primary">{{_"Save"}}</button></p>
</form>
{{/ASK}}
{{#KNOWN}}
<section class="card" aria-labelledby="known-title">
<h2 id="known-title">{{_"Here already"}}</h2>
<p class="help">{{_"The same files came before, so they are kept once, and say what they said."}}</p>
<ul class="library">
{{#KNOWN_PICTURE}}
<li><a href="/admin/media/{{PICTURE_ID}}">{{#THUMB}}<img src="{{THUMB_URL}}" width="{{THUMB_WIDTH}}" height="{{THUMB_HEIGHT}}" alt="">{{/THUMB}}<bdi>{{PICTURE_NAME}}</bdi></a></li>
{{/KNOWN_PICTURE}}
</ul>
</section>
{{/KNOWN}}
<p><a href="/admin/media">{{_"All pictures"}}</a></p>
</div>
