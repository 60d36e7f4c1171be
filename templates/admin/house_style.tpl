{{%AUTOESCAPE context="HTML"}}
<div class="bar">
<h1>{{_"House style"}}</h1>
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
<li>{{#LINKED}}<a href="#{{PROBLEM_FIELD}}">{{PROBLEM_TEXT}}</a>{{/LINKED}}{{#UNLINKED}}{{PROBLEM_TEXT}}{{/UNLINKED}}</li>
{{/PROBLEM}}
</ul>
</div>
{{/PROBLEMS}}
<p class="help">{{_"While a story is written, the desk names what it says against these rules, and what to write instead. It changes nothing by itself."}}</p>
{{#NONE}}
<div class="empty">
<p>{{_"There is no rule yet."}}</p>
<p class="help">{{_"Add below the first word that your paper spells its own way, or avoids."}}</p>
</div>
{{/NONE}}
{{#RULES}}
<table class="desk names">
<caption class="unseen">{{_"Rules"}}</caption>
<thead><tr><th scope="col">{{_"Words to avoid"}}</th><th scope="col">{{_"Instead"}}</th><th scope="col">{{_"Why"}}</th><th scope="col"><span class="unseen">{{_"Links"}}</span></th></tr></thead>
<tbody>
{{#RULE}}
<tr>
<th scope="row" class="headline">{{#REGEX}}<code dir="ltr">{{PATTERN}}</code> <span class="badge">{{_"Regular expression"}}</span>{{/REGEX}}{{#LITERAL}}<bdi>{{PATTERN}}</bdi>{{/LITERAL}}</th>
<td><bdi>{{#INSTEAD_IF}}{{INSTEAD}}{{/INSTEAD_IF}}</bdi></td>
<td class="about"><bdi>{{#WHY_IF}}{{WHY}}{{/WHY_IF}}</bdi></td>
<td class="links"><form method="post" action="/admin/style"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.{{RULE_ID}}"><input type="hidden" name="rule" value="{{RULE_ID}}"><input type="hidden" name="was_pattern" value="{{PATTERN}}"><button name="do" value="remove" aria-label="{{_"Remove the rule for %PATTERN%"}}">{{_"Remove"}}</button></form></td>
</tr>
{{/RULE}}
</tbody>
</table>
{{/RULES}}
<form class="column" method="post" action="/admin/style">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.add">
<section class="card" aria-labelledby="add-title">
<h2 id="add-title">{{_"Add a rule"}}</h2>
<p class="field">
<label for="pattern">{{_"Words to avoid"}}</label>
<input id="pattern" name="pattern" dir="auto" value="{{TYPED_PATTERN}}" required autocomplete="off" aria-describedby="pattern-help{{#PATTERN_PROBLEM_IF}} pattern-problem{{/PATTERN_PROBLEM_IF}}"{{#PATTERN_PROBLEM_IF}} aria-invalid="true"{{/PATTERN_PROBLEM_IF}}>
{{#PATTERN_PROBLEM_IF}}<span class="problem" id="pattern-problem">{{PATTERN_PROBLEM}}</span>{{/PATTERN_PROBLEM_IF}}
<span class="help" id="pattern-help">{{_"As a text should not say them. They are found as whole words; with a capital letter only as they are."}}</span>
</p>
<p class="field"><label class="choice"><input type="checkbox" name="regex" value="1"{{#TYPED_REGEX}} checked{{/TYPED_REGEX}}> <span>{{_"This is a regular expression"}}</span></label></p>
<p class="field">
<label for="replacement">{{_"Write instead"}}</label>
<input id="replacement" name="replacement" dir="auto" value="{{TYPED_INSTEAD}}" autocomplete="off">
</p>
<p class="field">
<label for="advice">{{_"Why"}}</label>
<input id="advice" name="advice" dir="auto" value="{{TYPED_WHY}}" autocomplete="off"{{#WHY_PROBLEM_IF}} aria-describedby="advice-problem" aria-invalid="true"{{/WHY_PROBLEM_IF}}>
{{#WHY_PROBLEM_IF}}<span class="problem" id="advice-problem">{{WHY_PROBLEM}}</span>{{/WHY_PROBLEM_IF}}
</p>
<p class="buttons"><button class="primary" name="do" value="add">{{_"Add"}}</button> <button name="do" value="try" formaction="/admin/style#trial-title">{{_"Try it on the archive"}}</button></p>
</section>
{{#TRIAL}}
<section class="card" aria-labelledby="trial-title">
<h2 id="trial-title" role="status">{{_HITS_N "Found once|Found %HITS_N% times"}}</h2>
<p>{{_STORIES "In one story.|In %STORIES% stories."}} {{_LOOKED "Looked at one story that readers see.|Looked at %LOOKED% stories that readers see, newest first."}}</p>
{{#SLOW}}<p class="warning">{{_"The expression takes too long, and did not look at all of some stories. Make it simpler."}}</p>{{/SLOW}}
{{#HITS}}<ul class="hits">
{{#HIT}}<li><a href="{{HREF}}" dir="auto">{{HEADLINE}}</a>: <del dir="auto">{{FOUND}}</del>{{#PUT_IF}} <ins dir="auto">{{PUT}}</ins>{{/PUT_IF}}</li>
{{/HIT}}</ul>{{/HITS}}
{{#NOT_ALL}}<p class="help">{{_"These are the first of them."}}</p>{{/NOT_ALL}}
{{#MORE}}<p class="buttons"><input type="hidden" name="from" value="{{FROM}}"><button name="do" value="older" formaction="/admin/style#trial-title">{{_"Look at older stories"}}</button></p>{{/MORE}}
</section>
{{/TRIAL}}
</form>
