{{%AUTOESCAPE context="HTML"}}
<div class="bar">
<h1>{{_"Addresses"}}</h1>
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
<div class="column">
<section class="card" aria-labelledby="add-title">
<h2 id="add-title">{{_"Lead an address elsewhere"}}</h2>
<form method="post" action="/admin/redirects">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.add">
<p class="field">
<label for="path">{{_"Address of this site"}}</label>
<input id="path" name="path" dir="auto" value="{{TYPED_PATH}}" required autocomplete="off" spellcheck="false" aria-describedby="path-help{{#PATH_PROBLEM_IF}} path-problem{{/PATH_PROBLEM_IF}}"{{#PATH_PROBLEM_IF}} aria-invalid="true"{{/PATH_PROBLEM_IF}}>
{{#PATH_PROBLEM_IF}}<span class="problem" id="path-problem">{{PATH_PROBLEM}}</span>{{/PATH_PROBLEM_IF}}
<span class="help" id="path-help">{{_"It begins with a slash. Where there is a page, readers go on seeing that page."}}</span>
</p>
<p class="field">
<label for="target">{{_"Where it leads"}}</label>
<input id="target" name="target" dir="auto" value="{{TYPED_TARGET}}" required autocomplete="off" spellcheck="false" aria-describedby="target-help{{#TARGET_PROBLEM_IF}} target-problem{{/TARGET_PROBLEM_IF}}"{{#TARGET_PROBLEM_IF}} aria-invalid="true"{{/TARGET_PROBLEM_IF}}>
{{#TARGET_PROBLEM_IF}}<span class="problem" id="target-problem">{{TARGET_PROBLEM}}</span>{{/TARGET_PROBLEM_IF}}
<span class="help" id="target-help">{{_"An address of this site, or one of another that begins with https://. What stories, sections and names were called once leads on by itself."}}</span>
</p>
<p class="buttons"><button class="primary" name="do" value="add">{{_"Add"}}</button></p>
</form>
</section>
</div>
<section class="addresses" aria-labelledby="rules-title">
<h2 id="rules-title">{{_"What leads elsewhere"}}</h2>
{{#NO_RULES}}
<div class="empty">
<p>{{_"No address leads elsewhere."}}</p>
<p class="help">{{_"After a move from another system, say above where the old addresses lead now."}}</p>
</div>
{{/NO_RULES}}
{{#RULES_IF}}
<table class="desk names">
<caption class="unseen">{{_"What leads elsewhere"}}</caption>
<thead><tr><th scope="col">{{_"Address of this site"}}</th><th scope="col">{{_"Where it leads"}}</th><th scope="col">{{_"Since"}}</th><th scope="col"><span class="unseen">{{_"Remove"}}</span></th></tr></thead>
<tbody>
{{#RULE}}
<tr>
<th scope="row"><bdi>{{RULE_PATH}}</bdi></th>
<td class="about"><bdi>{{RULE_TARGET}}</bdi></td>
<td class="times">{{>RULE_AT}}{{#RULE_BY_IF}} <bdi>{{RULE_BY}}</bdi>{{/RULE_BY_IF}}</td>
<td class="links"><form method="post" action="/admin/redirects"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.r{{RULE_NUMBER}}"><input type="hidden" name="rule" value="{{RULE_PATH}}"><input type="hidden" name="was_target" value="{{RULE_TARGET}}"><button name="do" value="remove" aria-label="{{_"Remove %RULE_PATH%"}}">{{_"Remove"}}</button></form></td>
</tr>
{{/RULE}}
</tbody>
</table>
{{/RULES_IF}}
</section>
<section class="addresses" aria-labelledby="missed-title">
<h2 id="missed-title">{{_"What readers did not find"}}</h2>
<p class="help">{{_"Counts of addresses alone: nothing of who asked. Addresses that may be about somebody are not counted, and the rarest are forgotten."}}</p>
{{#NO_MISSED}}
<p class="empty">{{_"Nothing was missed so far."}}</p>
{{/NO_MISSED}}
{{#MISSED_IF}}
<table class="desk names">
<caption class="unseen">{{_"What readers did not find"}}</caption>
<thead><tr><th scope="col">{{_"Address of this site"}}</th><th scope="col">{{_"Asked for"}}</th><th scope="col">{{_"Last on"}}</th><th scope="col"><span class="unseen">{{_"Links"}}</span></th></tr></thead>
<tbody>
{{#MISSED}}
<tr>
<th scope="row"><bdi>{{MISSED_PATH}}</bdi></th>
<td data-label="{{_"Asked for"}}">{{MISSED_N}}</td>
<td data-label="{{_"Last on"}}"><time datetime="{{MISSED_DAY}}">{{MISSED_DAY}}</time></td>
<td class="links"><a href="{{LEAD_HREF}}" aria-label="{{_"Lead elsewhere: %MISSED_PATH%"}}">{{_"Lead elsewhere"}}</a></td>
</tr>
{{/MISSED}}
</tbody>
</table>
<form method="post" action="/admin/redirects"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.forget">{{#MISSED}}<input type="hidden" name="missed" value="{{MISSED_N}} {{MISSED_PATH}}">{{/MISSED}}<p class="buttons"><button name="do" value="forget">{{_"Forget these counts"}}</button></p></form>
{{/MISSED_IF}}
</section>
