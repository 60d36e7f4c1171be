{{%AUTOESCAPE context="HTML"}}
<div class="bar">
<h1>{{_"People"}}</h1>
<p class="buttons"><a class="button" href="/admin/audit">{{_"Who did what"}}</a></p>
</div>
{{#PROBLEMS}}
<div class="problems" role="alert" tabindex="-1" data-problems="1">
<h2>{{_"Nobody was added"}}</h2>
<ul>
{{#PROBLEM}}
<li>{{#LINKED}}<a href="#{{PROBLEM_FIELD}}">{{PROBLEM_TEXT}}</a>{{/LINKED}}{{#UNLINKED}}{{PROBLEM_TEXT}}{{/UNLINKED}}</li>
{{/PROBLEM}}
</ul>
</div>
{{/PROBLEMS}}
<table class="desk people">
<caption class="unseen">{{_"Everybody who may sign in, and who may no longer"}}</caption>
<thead><tr><th scope="col">{{_"Name"}}</th><th scope="col">{{_"User name"}}</th><th scope="col">{{_"Role"}}</th><th scope="col">{{_"Last signed in"}}</th></tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row" class="headline"><a href="{{PERSON_HREF}}" dir="auto">{{NAME}}</a>{{#DISABLED}} <span class="badge withdrawn">{{_"Disabled"}}</span>{{/DISABLED}}</th>
<td data-label="{{_"User name"}}"><bdi>{{LOGIN}}</bdi></td>
<td data-label="{{_"Role"}}">{{ROLE}}</td>
<td class="times">{{#NEVER_SEEN}}<span>{{_"Never yet"}}</span>{{/NEVER_SEEN}}{{#SEEN_IF}}<span class="only-small">{{_"Last signed in"}} </span>{{>SEEN}}{{/SEEN_IF}}</td>
</tr>
{{/ROW}}
</tbody>
</table>
<div class="column">
<section class="card" aria-labelledby="add-title">
<h2 id="add-title">{{_"Add a person"}}</h2>
<form method="post" action="/admin/people">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.add">
<p class="field">
<label for="name">{{_"Name"}}</label>
<input id="name" name="name" dir="auto" value="{{TYPED_NAME}}" required autocomplete="off"{{#NAME_PROBLEM_IF}} aria-invalid="true" aria-describedby="name-problem"{{/NAME_PROBLEM_IF}}>
{{#NAME_PROBLEM_IF}}<span class="problem" id="name-problem">{{NAME_PROBLEM}}</span>{{/NAME_PROBLEM_IF}}
</p>
<p class="field">
<label for="login">{{_"User name"}}</label>
<input id="login" name="login" dir="auto" value="{{TYPED_LOGIN}}" required autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="login-help{{#LOGIN_PROBLEM_IF}} login-problem{{/LOGIN_PROBLEM_IF}}"{{#LOGIN_PROBLEM_IF}} aria-invalid="true"{{/LOGIN_PROBLEM_IF}}>
{{#LOGIN_PROBLEM_IF}}<span class="problem" id="login-problem">{{LOGIN_PROBLEM}}</span>{{/LOGIN_PROBLEM_IF}}
<span class="help" id="login-help">{{_"What they sign in with: lower-case letters, digits, dots and hyphens. It stays as it is."}}</span>
</p>
<p class="field">
<label for="role">{{_"Role"}}</label>
<select id="role" name="role" aria-describedby="role-help{{#ROLE_PROBLEM_IF}} role-problem{{/ROLE_PROBLEM_IF}}"{{#ROLE_PROBLEM_IF}} aria-invalid="true"{{/ROLE_PROBLEM_IF}}>{{#ROLE_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/ROLE_OPTION}}</select>
{{#ROLE_PROBLEM_IF}}<span class="problem" id="role-problem">{{ROLE_PROBLEM}}</span>{{/ROLE_PROBLEM_IF}}
<span class="help" id="role-help">{{_"Authors write and hand in their own stories. Editors see and publish all of them. Administrators also look after people."}}</span>
</p>
<p class="buttons"><button class="primary">{{_"Add"}}</button></p>
<p class="help">{{_"No password is needed: on the next page you make a link with which they sign in and may choose one."}}</p>
</form>
</section>
</div>
