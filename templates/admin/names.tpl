{{%AUTOESCAPE context="HTML"}}
<div class="bar">
<h1>{{MANY}}</h1>
</div>
<nav class="kinds" aria-label="{{_"Names that stories have"}}">
<ul>
{{#KIND}}<li><a href="{{KIND_HREF}}"{{#KIND_SHOWN}} aria-current="page"{{/KIND_SHOWN}}>{{KIND_NAME}}</a></li>
{{/KIND}}</ul>
</nav>
{{#MESSAGE_IF}}
<p class="message good" role="status">{{MESSAGE}}</p>
{{/MESSAGE_IF}}
{{#PROBLEMS}}
<div class="problems" role="alert" tabindex="-1" data-problems="1">
<h2>{{_"Nothing was changed"}}</h2>
<ul>
{{#PROBLEM}}
<li>{{PROBLEM_TEXT}}</li>
{{/PROBLEM}}
</ul>
</div>
{{/PROBLEMS}}
{{#FILTER}}
<form class="filter" method="get" action="{{LIST_HREF}}" role="search">
<p class="field"><label for="q">{{_"Name"}}</label><input id="q" name="q" dir="auto" type="search" value="{{QUERY}}"></p>
<p class="buttons"><button>{{_"Filter"}}</button></p>
</form>
{{/FILTER}}
{{#NONE}}
<div class="empty">
<p>{{NONE_TEXT}}</p>
{{#NONE_HELP_IF}}<p class="help">{{NONE_HELP}}</p>{{/NONE_HELP_IF}}
</div>
{{/NONE}}
{{#TABLE}}
<table class="desk names">
<caption class="unseen">{{MANY}}</caption>
<thead><tr><th scope="col">{{_"Name"}}</th><th scope="col">{{TEXT_LABEL}}</th><th scope="col"><span class="unseen">{{_"Links"}}</span></th></tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row" class="headline"><a href="{{EDIT_HREF}}" dir="auto">{{NAME}}</a>{{#HIDDEN}} <span class="badge">{{_"Hidden"}}</span>{{/HIDDEN}}</th>
<td class="about"><bdi>{{#TEXT_IF}}{{TEXT}}{{/TEXT_IF}}</bdi></td>
<td class="links">{{#ORDER}}<form method="post" action="/admin/sections"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.{{GROUP_ID}}"><input type="hidden" name="section" value="{{SLUG}}"><input type="hidden" name="above" value="{{ABOVE}}"><input type="hidden" name="below" value="{{BELOW}}">{{#MAY_UP}}<button name="do" value="up" aria-label="{{_"Move %NAME% up"}}">↑</button>{{/MAY_UP}}{{#MAY_DOWN}}<button name="do" value="down" aria-label="{{_"Move %NAME% down"}}">↓</button>{{/MAY_DOWN}}</form> {{/ORDER}}<a href="{{READER_HREF}}" aria-label="{{_"View %NAME%"}}">{{_"View"}}</a></td>
</tr>
{{/ROW}}
</tbody>
</table>
{{/TABLE}}
{{#MORE}}
<p class="help">{{_LEFT_OUT "One more; type a part of its name.|%LEFT_OUT% more; type a part of a name."}}</p>
{{/MORE}}
{{#ADD}}
<div class="column">
<section class="card" aria-labelledby="add-title">
<h2 id="add-title">{{_"Add a section"}}</h2>
<form method="post" action="/admin/sections">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.add">
<p class="field">
<label for="name">{{_"Name"}}</label>
<input id="name" name="name" dir="auto" value="{{TYPED_NAME}}" required autocomplete="off" aria-describedby="name-help{{#NAME_PROBLEM_IF}} name-problem{{/NAME_PROBLEM_IF}}"{{#NAME_PROBLEM_IF}} aria-invalid="true"{{/NAME_PROBLEM_IF}}>
{{#NAME_PROBLEM_IF}}<span class="problem" id="name-problem">{{NAME_PROBLEM}}</span>{{/NAME_PROBLEM_IF}}
<span class="help" id="name-help">{{_"Its address is made of the name and stays as it is, even if the name changes."}}</span>
</p>
<p class="buttons"><button class="primary" name="do" value="add">{{_"Add"}}</button></p>
</form>
</section>
</div>
{{/ADD}}
