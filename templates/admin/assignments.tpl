{{%AUTOESCAPE context="HTML"}}
<div class="bar">
<h1>{{_"Assignments"}}</h1>
<p class="buttons">{{#MAY_ADD}}<a class="button primary" href="/admin/assignment/new">{{_"New assignment"}}</a> {{/MAY_ADD}}</p>
</div>
{{#MESSAGE_IF}}
<p class="message good" role="status">{{MESSAGE}}</p>
{{/MESSAGE_IF}}
<nav class="kinds" aria-label="{{_"Which assignments"}}">
<ul>
{{#KIND}}<li><a href="{{KIND_HREF}}"{{#KIND_SHOWN}} aria-current="page"{{/KIND_SHOWN}}>{{KIND_NAME}}</a></li>
{{/KIND}}</ul>
</nav>
{{#NONE}}
<div class="empty">
<p>{{_"There is no assignment here."}}</p>
<p class="help">{{_"An assignment says who writes what until when. It becomes a story in one press."}}</p>
</div>
{{/NONE}}
{{#LIST}}
<table class="desk">
<caption class="unseen">{{_"Assignments"}}</caption>
<thead><tr><th scope="col">{{_"Working title"}}</th><th scope="col">{{_"State"}}</th><th scope="col">{{_"Who"}}</th><th scope="col">{{_"Due"}}</th><th scope="col">{{_"Section"}}</th><th scope="col">{{_"Length"}}</th></tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row" class="headline"><a href="{{ASSIGNMENT}}" dir="auto">{{TITLE}}</a></th>
<td><span class="badge {{STATE_NAME}}">{{STATE_LABEL}}</span>{{#IS_LATE}} <span class="badge withdrawn">{{_"Late"}}</span>{{/IS_LATE}}</td>
<td data-label="{{_"Who"}}">{{#WHO_IF}}<bdi>{{WHO}}</bdi>{{/WHO_IF}}</td>
<td class="times">{{#DUE_IF}}<span class="only-small">{{_"Due"}} </span>{{>DUE}}{{/DUE_IF}}</td>
<td data-label="{{_"Section"}}">{{#IN_SECTION_IF}}<bdi>{{IN_SECTION}}</bdi>{{/IN_SECTION_IF}}</td>
<td data-label="{{_"Length"}}">{{#LENGTH}}{{_WORDS "%WORDS% word|%WORDS% words"}}{{/LENGTH}}</td>
</tr>
{{/ROW}}
</tbody>
</table>
{{/LIST}}
<nav class="pager" aria-label="{{_"Pages of this list"}}">
{{#FIRST_IF}}<a href="{{FIRST}}">{{_"Back to the start"}}</a>{{/FIRST_IF}}
{{#NEXT_IF}}<a rel="next" href="{{NEXT}}">{{_"Go on"}}</a>{{/NEXT_IF}}
</nav>
