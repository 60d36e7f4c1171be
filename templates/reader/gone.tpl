{{%AUTOESCAPE context="HTML"}}
<div class="notice">
<p class="kicker">{{_"This story has been withdrawn"}}</p>
<h1{{#STORY_LANG_IF}} lang="{{STORY_LANG}}" dir="{{STORY_DIR}}"{{/STORY_LANG_IF}}>{{HEADLINE}}</h1>
{{#REASON_IF}}
<p class="dek" dir="auto">{{REASON}}</p>
{{/REASON_IF}}
<p class="when"><span><b>{{_"Withdrawn:"}}</b> <time datetime="{{AT_ISO}}">{{AT}}</time></span></p>
<p><a href="/">{{_"Go to the front page"}}</a></p>
</div>
