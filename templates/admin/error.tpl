{{%AUTOESCAPE context="HTML"}}
<div class="card narrow">
<h1>{{HEADLINE}}</h1>
{{#TEXT_IF}}
<p>{{TEXT}}</p>
{{/TEXT_IF}}
<p>{{#KNOWN}}<a href="/admin/">{{_"Go to the desk"}}</a>{{/KNOWN}}{{#UNKNOWN}}<a href="/admin/login">{{_"Sign in"}}</a>{{/UNKNOWN}}</p>
</div>
