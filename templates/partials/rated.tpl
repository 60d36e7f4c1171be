{{%AUTOESCAPE context="HTML"}}
<article class="rated">
{{#RATING_IF}}
<p class="rating"><b aria-hidden="true">{{RATING}}</b><span class="sr">{{_"%RATING% out of %MOST%"}}</span> {{>STARS}}</p>
{{/RATING_IF}}
{{#PRODUCT_IF}}
<p class="kicker">{{PRODUCT}}</p>
{{/PRODUCT_IF}}
<h3{{#CARD_LANG_IF}} lang="{{CARD_LANG}}" dir="{{CARD_DIR}}"{{/CARD_LANG_IF}}><a href="{{HREF}}">{{HEADLINE}}</a></h3>
</article>
