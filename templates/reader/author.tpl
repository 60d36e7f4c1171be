{{%AUTOESCAPE context="HTML"}}
<header class="opening">
<p class="kicker">{{_"Author"}}</p>
<h1>{{NAME}}</h1>
{{#ABOUT_IF}}
<p class="dek">{{ABOUT}}</p>
{{/ABOUT_IF}}
{{#PROFILE_IF}}
<div class="who">
{{#PICTURE_IF}}
<figure><picture>{{#WEBP_IF}}<source type="image/webp" srcset="{{WEBP}}" sizes="10rem">{{/WEBP_IF}}<img src="{{SRC}}"{{#SRCSET_IF}} srcset="{{SRCSET}}" sizes="10rem"{{/SRCSET_IF}} width="{{WIDTH}}" height="{{HEIGHT}}" alt="{{ALT}}"></picture>{{#CREDIT_IF}}<figcaption>{{CREDIT}}</figcaption>{{/CREDIT_IF}}</figure>
{{/PICTURE_IF}}
<dl>
{{#PLACE_IF}}<div><dt>{{_"Works in"}}</dt><dd>{{PLACE}}</dd></div>
{{/PLACE_IF}}{{#BEATS_IF}}<div><dt>{{_"Writes about"}}</dt><dd>{{BEATS}}</dd></div>
{{/BEATS_IF}}{{#LANGUAGES_IF}}<div><dt>{{_"Languages"}}</dt><dd>{{LANGUAGES}}</dd></div>
{{/LANGUAGES_IF}}{{#CONTACT_IF}}<div><dt>{{_"Contact"}}</dt><dd><a href="{{CONTACT_HREF}}">{{CONTACT}}</a></dd></div>
{{/CONTACT_IF}}{{#LINKS_IF}}<div><dt>{{_"Elsewhere"}}</dt><dd>{{#LINKS}}<a rel="me" href="{{LINK_HREF}}">{{LINK}}</a><br>{{/LINKS}}</dd></div>
{{/LINKS_IF}}</dl>
</div>
{{/PROFILE_IF}}
</header>
{{#EMPTY_IF}}
<p class="notice">{{_"Nothing has been published here yet."}}</p>
{{/EMPTY_IF}}
{{#OPENER}}
{{>CARD}}
{{/OPENER}}
{{#LIST_IF}}
<h2 class="sr">{{_"More stories, newest first"}}</h2>
<div class="river">
{{#LIST}}
{{>CARD}}
{{/LIST}}
</div>
{{/LIST_IF}}
{{#PAGER_IF}}
<nav class="pager" aria-label="{{_"Pages of this list"}}">
{{#NEWEST_HREF_IF}}
<a href="{{NEWEST_HREF}}">{{_"Newest stories"}}</a>
{{/NEWEST_HREF_IF}}
{{#OLDER_HREF_IF}}
<a class="older" rel="next" href="{{OLDER_HREF}}">{{_"Older stories"}}</a>
{{/OLDER_HREF_IF}}
</nav>
{{/PAGER_IF}}
