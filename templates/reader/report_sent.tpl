{{%AUTOESCAPE context="HTML"}}
<div class="notice">
<p class="kicker">{{_"Report an error"}}</p>
<h1>{{_"Thank you"}}</h1>
<p class="dek">{{_"Your note is with the editors. If something was wrong, you will find the correction at the top of the story and %LIST%."}}{{_LIST}}<a href="/corrections">{{_"in the list of corrections"}}</a>{{_}}</p>
<p>{{_"Back to the story:"}} <a href="{{HREF}}"{{#STORY_LANG_IF}} lang="{{STORY_LANG}}" dir="{{STORY_DIR}}"{{/STORY_LANG_IF}}>{{HEADLINE}}</a></p>
</div>
