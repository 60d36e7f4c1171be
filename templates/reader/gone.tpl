{{%AUTOESCAPE context="HTML"}}
<div class="notice">
<p class="kicker">This story has been withdrawn</p>
<h1{{#STORY_LANG_IF}} lang="{{STORY_LANG}}" dir="{{STORY_DIR}}"{{/STORY_LANG_IF}}>{{HEADLINE}}</h1>
{{#REASON_IF}}
<p class="dek">{{REASON}}</p>
{{/REASON_IF}}
<p class="when"><b>Withdrawn:</b> <time datetime="{{AT_ISO}}">{{AT}}</time></p>
<p><a href="/">Go to the front page</a></p>
</div>
