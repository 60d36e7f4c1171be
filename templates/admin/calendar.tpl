{{%AUTOESCAPE context="HTML"}}
<div class="bar">
<h1>{{NAME}}</h1>
<p class="buttons">{{#MAY_ADD}}<a class="button primary" href="/admin/assignment/new">{{_"New assignment"}}</a>{{/MAY_ADD}}</p>
</div>
{{#PROBLEMS}}
<div class="problems" role="alert">
<h2>{{_"The list cannot be shown right now"}}</h2>
<ul>{{#PROBLEM}}<li>{{PROBLEM_TEXT}}</li>{{/PROBLEM}}</ul>
</div>
{{/PROBLEMS}}
<div class="planned-bar">
<nav class="kinds" aria-label="{{_"How much at once"}}">
<ul>
{{#KIND}}<li><a href="{{KIND_HREF}}"{{#KIND_SHOWN}} aria-current="page"{{/KIND_SHOWN}}>{{KIND_NAME}}</a></li>
{{/KIND}}</ul>
</nav>
<nav class="kinds" aria-label="{{_"Earlier and later"}}">
<ul>
{{#EARLIER_IF}}<li><a rel="prev" href="{{EARLIER}}">{{_"Backward"}}</a></li>{{/EARLIER_IF}}
<li><a href="{{TODAY_HREF}}">{{_"Today"}}</a></li>
{{#LATER_IF}}<li><a rel="next" href="{{LATER}}">{{_"Forward"}}</a></li>{{/LATER_IF}}
</ul>
</nav>
<form class="jump" method="get" action="/admin/calendar"><input type="hidden" name="view" value="{{VIEW}}"><label for="on">{{_"Day"}}</label> <input id="on" name="on" type="date" value="{{ON}}"> <button>{{_"Show"}}</button></form>
</div>
{{#NOTHING}}
<p class="help">{{_"Nothing is planned here."}}</p>
{{/NOTHING}}
{{#MORE}}
<p class="message">{{_"There is more than is shown here: look at a week, or at a day."}}</p>
{{/MORE}}
{{#GRID}}
<table class="planned">
<caption class="unseen">{{_"What is planned: %NAME%"}}</caption>
<thead><tr>{{#WEEKDAYS}}<th scope="col"><abbr title="{{WEEKDAY}}">{{BRIEF}}</abbr></th>{{/WEEKDAYS}}</tr></thead>
<tbody>
{{#WEEKS}}
<tr>
{{#DAYS}}
<td class="day{{#FREE}} free{{/FREE}}{{#TODAY}} today-cell{{/TODAY}}"{{#TODAY}} aria-current="date"{{/TODAY}}>{{#DAY_IF}}<a class="date" href="{{DAY_HREF}}"><span class="number" aria-hidden="true">{{DAY}}</span><span class="whole">{{DAY_NAME}}</span></a>{{#ITEMS}}
<ul>
{{>ITEM}}
</ul>{{/ITEMS}}{{/DAY_IF}}</td>
{{/DAYS}}
</tr>
{{/WEEKS}}
</tbody>
</table>
{{/GRID}}
{{#ONE_DAY}}{{#ITEMS}}
<ul class="log planned">
{{>ITEM}}
</ul>
{{/ITEMS}}{{/ONE_DAY}}
<p class="help">{{_"In %ZONE% time. Here stand stories that are scheduled or leave their place on the front page, changes that wait, and assignments by the day on which they are due."}}</p>
