{{%AUTOESCAPE context="HTML"}}
<article class="line">
{{#KICKER_IF}}
<p class="kicker">{{#SECTION_IF}}<a href="{{SECTION_HREF}}">{{SECTION}}</a>{{/SECTION_IF}}{{#GENRE_IF}} <span class="badge" aria-hidden="true">{{GENRE}}</span>{{/GENRE_IF}}</p>
{{/KICKER_IF}}
<h3{{#CARD_LANG_IF}} lang="{{CARD_LANG}}" dir="{{CARD_DIR}}"{{/CARD_LANG_IF}}><a href="{{HREF}}">{{#GENRE_IF}}<span class="sr"{{#LABEL_LANG_IF}} lang="{{LABEL_LANG}}"{{/LABEL_LANG_IF}}>{{GENRE}}: </span>{{/GENRE_IF}}{{HEADLINE}}</a></h3>
<p class="when">{{#UPDATED_IF}}<span class="updated">{{_"Updated:"}} <time datetime="{{WHEN_ISO}}">{{WHEN}}</time></span>{{/UPDATED_IF}}{{#PUBLISHED_IF}}<span><span class="sr">{{_"Published:"}} </span><time datetime="{{WHEN_ISO}}">{{WHEN}}</time></span>{{/PUBLISHED_IF}}{{#CORRECTED_IF}} <span class="fixed">{{_"Corrected"}}</span>{{/CORRECTED_IF}}</p>
</article>
