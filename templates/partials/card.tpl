{{%AUTOESCAPE context="HTML"}}
<article class="card{{#PICTURED_IF}} pictured{{/PICTURED_IF}}">
{{#PICTURE_IF}}
<a class="pic" href="{{HREF}}" tabindex="-1" aria-hidden="true"><picture>{{#WEBP_IF}}<source type="image/webp" srcset="{{WEBP}}" sizes="{{SIZES}}">{{/WEBP_IF}}<img{{#FOCUS_IF}} class="{{FOCUS}}"{{/FOCUS_IF}} src="{{SRC}}"{{#SRCSET_IF}} srcset="{{SRCSET}}" sizes="{{SIZES}}"{{/SRCSET_IF}} width="{{WIDTH}}" height="{{HEIGHT}}" alt="{{ALT}}" loading="lazy" decoding="async"></picture></a>
{{/PICTURE_IF}}
<div class="words">
{{#KICKER_IF}}
<p class="kicker">{{#SECTION_IF}}<a href="{{SECTION_HREF}}">{{SECTION}}</a>{{/SECTION_IF}}{{#GENRE_IF}} <span class="badge" aria-hidden="true">{{GENRE}}</span>{{/GENRE_IF}}</p>
{{/KICKER_IF}}
<h3{{#CARD_LANG_IF}} lang="{{CARD_LANG}}" dir="{{CARD_DIR}}"{{/CARD_LANG_IF}}><a href="{{HREF}}">{{#GENRE_IF}}<span class="sr"{{#LABEL_LANG_IF}} lang="{{LABEL_LANG}}"{{/LABEL_LANG_IF}}>{{GENRE}}: </span>{{/GENRE_IF}}{{HEADLINE}}</a></h3>
{{#RATING_IF}}
<p class="rating">{{>STARS}} <b aria-hidden="true">{{RATING}}</b><span class="sr">{{_"%RATING% out of %MOST%"}}</span></p>
{{/RATING_IF}}
{{#DEK_IF}}
<p class="dek"{{#CARD_LANG_IF}} lang="{{CARD_LANG}}" dir="{{CARD_DIR}}"{{/CARD_LANG_IF}}>{{DEK}}</p>
{{/DEK_IF}}
<p class="when">{{#UPDATED_IF}}<span class="updated">{{_"Updated:"}} <time datetime="{{WHEN_ISO}}">{{WHEN}}</time></span>{{/UPDATED_IF}}{{#PUBLISHED_IF}}<span><span class="sr">{{_"Published:"}} </span><time datetime="{{WHEN_ISO}}">{{WHEN}}</time></span>{{/PUBLISHED_IF}}{{#CORRECTED_IF}} <span class="fixed">{{_"Corrected"}}</span>{{/CORRECTED_IF}}</p>
</div>
</article>
