{{%AUTOESCAPE context="HTML"}}
<div class="column">
<p class="crumb"><a href="/admin/people">{{_"People"}}</a></p>
<h1><bdi>{{NAME}}</bdi></h1>
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
<p class="lead-in">{{_"Signs in as %LOGIN%. Role: %ROLE%."}}{{_LOGIN}}<strong>{{LOGIN}}</strong>{{_ROLE}}<strong>{{ROLE}}</strong>{{_}} {{#DISABLED}}<span class="badge withdrawn">{{_"Disabled"}}</span>{{/DISABLED}}</p>
<p class="help">{{_"Added %ADDED%"}}{{_ADDED}}{{>ADDED}}{{_}}{{#SEEN_IF}} · {{_"Last signed in %SEEN%"}}{{_SEEN}}{{>SEEN}}{{_}}{{/SEEN_IF}} · <a href="{{AUDIT_HREF}}">{{_"What they did"}}</a></p>
{{#ENABLED}}
<section class="card" aria-labelledby="link-title">
<h2 id="link-title">{{_"A link to sign in with"}}</h2>
{{#MADE}}
<div class="message good" role="status">
<p><label for="link">{{_"Give this link to nobody else than %NAME%:"}}</label></p>
<p class="field"><input id="link" class="copy" dir="auto" readonly value="{{LINK}}"></p>
<p class="help">{{_"It is not shown again. It works once, until %UNTIL%"}}{{_UNTIL}}{{>UNTIL}}{{_}}</p>
</div>
{{/MADE}}
<form method="post" action="/admin/person/{{PERSON_ID}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.link">
<p class="field">
<label for="days">{{_"How long it works"}}</label>
<select id="days" name="days"><option value="1">{{_"One day"}}</option><option value="3">{{_"Three days"}}</option><option value="7">{{_"A week"}}</option></select>
</p>
<p class="buttons"><button name="do" value="link">{{_"Make a link"}}</button></p>
<p class="help">{{_"For the first time, or when they have forgotten their password. Earlier links no longer work then."}}</p>
</form>
</section>
{{/ENABLED}}
<section class="card" aria-labelledby="role-title">
<h2 id="role-title">{{_"Name and role"}}</h2>
<form method="post" action="/admin/person/{{PERSON_ID}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.change">
<input type="hidden" name="was_name" value="{{WAS_NAME}}">
<input type="hidden" name="was_role" value="{{WAS_ROLE}}">
<p class="field">
<label for="name">{{_"Name"}}</label>
<input id="name" name="name" dir="auto" value="{{TYPED_NAME}}" required autocomplete="off"{{#NAME_PROBLEM_IF}} aria-invalid="true" aria-describedby="name-problem"{{/NAME_PROBLEM_IF}}>
{{#NAME_PROBLEM_IF}}<span class="problem" id="name-problem">{{NAME_PROBLEM}}</span>{{/NAME_PROBLEM_IF}}
</p>
<p class="field">
<label for="role">{{_"Role"}}</label>
<select id="role" name="role" aria-describedby="role-help{{#ROLE_PROBLEM_IF}} role-problem{{/ROLE_PROBLEM_IF}}"{{#ROLE_PROBLEM_IF}} aria-invalid="true"{{/ROLE_PROBLEM_IF}}>{{#ROLE_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/ROLE_OPTION}}</select>
{{#ROLE_PROBLEM_IF}}<span class="problem" id="role-problem">{{ROLE_PROBLEM}}</span>{{/ROLE_PROBLEM_IF}}
<span class="help" id="role-help">{{_"Authors write and hand in their own stories. Editors see and publish all of them. Administrators also look after people."}}</span>
</p>
<p class="buttons"><button class="primary" name="do" value="save">{{_"Save"}}</button></p>
</form>
</section>
<section class="card" aria-labelledby="sessions-title">
<h2 id="sessions-title">{{_"Where they are signed in"}}</h2>
{{#NO_SESSION}}
<p>{{_"Nowhere at the moment."}}</p>
{{/NO_SESSION}}
{{#SESSIONS}}
<ul class="sessions">
{{#SESSION}}
<li><div><strong class="agent" dir="auto">{{AGENT}}</strong><br>
<span class="help">{{_"Since %BEGAN%, last seen %SEEN%"}}</span></div></li>
{{/SESSION}}
</ul>
<form method="post" action="/admin/person/{{PERSON_ID}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.out"><p class="buttons"><button name="do" value="sign-out">{{_"Sign them out everywhere"}}</button></p></form>
{{/SESSIONS}}
</section>
{{#HAS_CODE}}
<section class="card" aria-labelledby="code-title">
<h2 id="code-title">{{_"Signing in with a code"}}</h2>
<p>{{_"They give a code of their telephone when they sign in."}}</p>
<form method="post" action="/admin/person/{{PERSON_ID}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.code"><p class="buttons"><button class="danger" name="do" value="code-off">{{_"Let them sign in without a code"}}</button></p>
<p class="help">{{_"For somebody who has lost the telephone and the recovery codes. Make sure that it is they who ask. All their sessions end."}}</p></form>
</section>
{{/HAS_CODE}}
{{#HAS_KEYS}}
<section class="card" aria-labelledby="keys-title">
<h2 id="keys-title">{{_"Passkeys"}}</h2>
<ul class="sessions">
{{#KEY}}
<li>
<div><strong dir="auto">{{KEY_NAME}}</strong><br>
<span class="help">{{_"Added %ADDED%"}}{{_ADDED}}{{>ADDED}}{{_}}{{#USED_IF}} · {{_"Last used %USED%"}}{{_USED}}{{>USED}}{{_}}{{/USED_IF}}</span></div>
<form method="post" action="/admin/person/{{PERSON_ID}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.key{{KEY_ID}}"><input type="hidden" name="key" value="{{KEY_ID}}"><button class="danger" name="do" value="passkey-off" aria-label="{{_"Remove %KEY_NAME%"}}">{{_"Remove"}}</button></form>
</li>
{{/KEY}}
</ul>
<p class="help">{{_"For somebody who has lost what the passkey lies on. Make sure that it is they who ask. All their sessions end."}}</p>
</section>
{{/HAS_KEYS}}
{{#DISABLED}}
<section class="card" aria-labelledby="access-title">
<h2 id="access-title">{{_"Access"}}</h2>
<form method="post" action="/admin/person/{{PERSON_ID}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.enable"><p class="buttons"><button name="do" value="enable">{{_"Let them sign in again"}}</button></p></form>
</section>
{{/DISABLED}}
{{#ENABLED}}
{{#MAY_DISABLE}}
<section class="card" aria-labelledby="access-title">
<h2 id="access-title">{{_"Access"}}</h2>
<form method="post" action="/admin/person/{{PERSON_ID}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.disable"><p class="buttons"><button class="danger" name="do" value="disable">{{_"Disable this account"}}</button></p>
<p class="help">{{_"Ends all their sessions at once, and nobody signs in with this account any more. What they wrote is still theirs. It can be undone."}}</p></form>
</section>
{{/MAY_DISABLE}}
{{/ENABLED}}
</div>
