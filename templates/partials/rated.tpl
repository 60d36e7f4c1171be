{{%AUTOESCAPE context="HTML"}}
<article class="rated">
{{#RATING_IF}}
<p class="rating"><b aria-hidden="true">{{RATING}}</b><span class="sr">{{_"%RATING% out of %MOST%"}}</span> {{>STARS}}</p>
{{/RATING_IF}}
{{#KICKER_IF}}
<p class="kicker">{{#PRODUCT_IF}}{{PRODUCT}}{{/PRODUCT_IF}}{{#GENRE_IF}} <span class="badge" aria-hidden="true">{{GENRE}}</span>{{/GENRE_IF}}</p>
{{/KICKER_IF}}
<h3{{#CARD_LANG_IF}} lang="{{CARD_LANG}}" dir="{{CARD_DIR}}"{{/CARD_LANG_IF}}><a href="{{HREF}}">{{#GENRE_IF}}<span class="sr"{{#LABEL_LANG_IF}} lang="{{LABEL_LANG}}"{{/LABEL_LANG_IF}}>{{GENRE}}: </span>{{/GENRE_IF}}{{HEADLINE}}</a></h3>
</article>
