{{%AUTOESCAPE context="HTML"}}
<header class="opening">
<h1>{{_"Corrections"}}</h1>
<p class="dek">{{_"What we got wrong, what is right, and when we put it right."}}{{#EMAIL_IF}} {{_"If you notice an error, write to %ADDRESS%."}}{{_ADDRESS}}<a href="mailto:{{EMAIL}}">{{EMAIL}}</a>{{_}}{{/EMAIL_IF}}</p>
</header>
{{#EMPTY_IF}}
<p class="notice">{{_"No corrections have been published yet."}}</p>
{{/EMPTY_IF}}
{{#CORRECTIONS_IF}}
<ol class="ledger">
{{#CORRECTIONS}}
<li>
<p class="when"><time datetime="{{AT_ISO}}">{{AT}}</time></p>
<div>
<h2><a href="{{HREF}}">{{HEADLINE}}</a></h2>
<dl class="righted">
<div><dt>{{_"What was wrong"}}</dt><dd><del>{{WRONG}}</del></dd></div>
<div><dt>{{_"What is right"}}</dt><dd><ins>{{RIGHT}}</ins></dd></div>
</dl>
</div>
</li>
{{/CORRECTIONS}}
</ol>
{{/CORRECTIONS_IF}}
{{#PAGER_IF}}
<nav class="pager" aria-label="{{_"Pages of this list"}}">
{{#NEWEST_HREF_IF}}
<a href="{{NEWEST_HREF}}">{{_"Newest corrections"}}</a>
{{/NEWEST_HREF_IF}}
{{#OLDER_HREF_IF}}
<a class="older" rel="next" href="{{OLDER_HREF}}">{{_"Older corrections"}}</a>
{{/OLDER_HREF_IF}}
</nav>
{{/PAGER_IF}}
