{{%AUTOESCAPE context="HTML"}}
<header class="opening">
<p class="kicker"><a href="{{YEAR_HREF}}">{{YEAR}}</a></p>
<h1>{{NAME}}</h1>
</header>
<div class="month">
<table class="calendar">
<caption class="sr">{{_"The days of %NAME%, with the number of stories on each"}}</caption>
<thead>
<tr>
{{#WEEKDAYS}}
<th scope="col"><abbr title="{{WEEKDAY}}">{{BRIEF}}</abbr></th>
{{/WEEKDAYS}}
</tr>
</thead>
<tbody>
{{#WEEKS}}
<tr>
{{#DAYS}}
<td>{{#SOME_IF}}<a href="{{HREF}}">{{DAY}} <span class="count">{{#COUNTED_IF}}<span aria-hidden="true">{{COUNT}}</span><span class="sr">{{_COUNT "one story|%COUNT% stories"}}</span>{{/COUNTED_IF}}{{#MORE_THAN_IF}}{{_"more than %COUNT% stories"}}{{/MORE_THAN_IF}}</span></a>{{/SOME_IF}}{{#NONE_IF}}{{DAY}}{{/NONE_IF}}</td>
{{/DAYS}}
</tr>
{{/WEEKS}}
</tbody>
</table>
<div class="days">
{{#LIST}}
<section aria-labelledby="d-{{ANCHOR}}">
<h2 class="label" id="d-{{ANCHOR}}">{{DATE}}</h2>
{{#STORIES}}
{{>CARD}}
{{/STORIES}}
</section>
{{/LIST}}
</div>
</div>
{{#PAGER_IF}}
<nav class="pager" aria-label="{{_"Pages of this month"}}">
{{#NEWEST_HREF_IF}}
<a href="{{NEWEST_HREF}}">{{_"Newest of the month"}}</a>
{{/NEWEST_HREF_IF}}
{{#OLDER_HREF_IF}}
<a class="older" rel="next" href="{{OLDER_HREF}}">{{_"Older stories"}}</a>
{{/OLDER_HREF_IF}}
</nav>
{{/PAGER_IF}}
{{#TURN_IF}}
<nav class="pager" aria-label="{{_"Months"}}">
{{#EARLIER_NAME_IF}}
<a rel="prev" href="{{EARLIER_HREF}}">{{EARLIER_NAME}}</a>
{{/EARLIER_NAME_IF}}
{{#LATER_NAME_IF}}
<a class="older" rel="next" href="{{LATER_HREF}}">{{LATER_NAME}}</a>
{{/LATER_NAME_IF}}
</nav>
{{/TURN_IF}}
