{{%AUTOESCAPE context="HTML"}}
<div class="notice">
<p class="code" aria-hidden="true">{{STATUS}}</p>
<h1>{{HEADLINE}}</h1>
{{#TEXT_IF}}
<p class="dek">{{TEXT}}</p>
{{/TEXT_IF}}
<p><a href="/">{{_"Go to the front page"}}</a></p>
</div>
