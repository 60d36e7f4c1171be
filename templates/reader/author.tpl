{{%AUTOESCAPE context="HTML"}}
<header class="opening">
<p class="kicker">{{_"Author"}}</p>
<h1>{{NAME}}</h1>
{{#ABOUT_IF}}
<p class="dek">{{ABOUT}}</p>
{{/ABOUT_IF}}
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
