{{%AUTOESCAPE context="HTML"}}
<header class="opening">
<p class="kicker">{{_"Archive"}}</p>
<h1>{{NAME}}</h1>
</header>
<ol class="months">
{{#MONTHS}}
<li>{{#SOME_IF}}<a href="{{HREF}}"><b>{{MONTH}}</b> <span>{{#COUNTED_IF}}{{_COUNT "one story|%COUNT% stories"}}{{/COUNTED_IF}}{{#MORE_THAN_IF}}{{_"more than %COUNT% stories"}}{{/MORE_THAN_IF}}</span></a>{{/SOME_IF}}{{#NONE_IF}}<b>{{MONTH}}</b> <span>{{_"no stories"}}</span>{{/NONE_IF}}</li>
{{/MONTHS}}
</ol>
{{#TURN_IF}}
<nav class="pager" aria-label="{{_"Years"}}">
{{#EARLIER_NAME_IF}}
<a rel="prev" href="{{EARLIER_HREF}}">{{EARLIER_NAME}}</a>
{{/EARLIER_NAME_IF}}
{{#LATER_NAME_IF}}
<a class="older" rel="next" href="{{LATER_HREF}}">{{LATER_NAME}}</a>
{{/LATER_NAME_IF}}
</nav>
{{/TURN_IF}}
