{{%AUTOESCAPE context="HTML"}}
<article class="update">
<p class="when">{{#UPDATED_IF}}<span class="updated"><span class="sr">{{_"Updated:"}} </span><time datetime="{{WHEN_ISO}}">{{WHEN}}</time></span>{{/UPDATED_IF}}{{#CORRECTED_IF}} <span class="fixed">{{_"Corrected"}}</span>{{/CORRECTED_IF}}</p>
<h3{{#CARD_LANG_IF}} lang="{{CARD_LANG}}" dir="{{CARD_DIR}}"{{/CARD_LANG_IF}}><a href="{{HREF}}">{{HEADLINE}}</a></h3>
{{#NOTE_IF}}
<p class="note"{{#CARD_LANG_IF}} lang="{{CARD_LANG}}" dir="{{CARD_DIR}}"{{/CARD_LANG_IF}}>{{NOTE}}</p>
{{/NOTE_IF}}
</article>
