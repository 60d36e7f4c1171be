{{%AUTOESCAPE context="HTML"}}
<div class="column">
<p class="crumb"><a href="/admin/account">{{_"Your account"}}</a></p>
<h1>{{_"Passkeys"}}</h1>
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
<p class="lead-in">{{_"A passkey lies on your telephone, your computer or a small key of its own. You sign in by a finger, your face or a PIN, and no page that only looks like this one can ask for it."}}</p>
<section class="card" aria-labelledby="keys-title">
<h2 id="keys-title">{{_"Your passkeys"}}</h2>
{{#NONE}}
<p>{{_"You have none yet."}}</p>
{{/NONE}}
{{#SOME}}
{{#PASSWORD_TOO}}
<p class="help">{{_"Whoever knows your password needs one of them too, or a code of your telephone."}}</p>
{{/PASSWORD_TOO}}
<ul class="sessions">
{{#KEY}}
<li>
<div><strong dir="auto">{{KEY_NAME}}</strong><br>
<span class="help">{{_"Added %ADDED%"}}{{_ADDED}}{{>ADDED}}{{_}} · {{#USED_IF}}{{_"Last used %USED%"}}{{_USED}}{{>USED}}{{_}}{{/USED_IF}}{{#UNUSED}}{{_"Not used yet"}}{{/UNUSED}}</span>
<details{{#RENAME_OPEN}} open{{/RENAME_OPEN}}>
<summary>{{_"Rename"}}</summary>
<form method="post" action="/admin/account/passkeys">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.rename{{KEY_ID}}">
<input type="hidden" name="key" value="{{KEY_ID}}">
<p class="field">
<label for="name-{{KEY_ID}}">{{_"What you call it"}}</label>
<input id="name-{{KEY_ID}}" name="name" dir="auto" value="{{TYPED_KEY_NAME}}" autocomplete="off" required maxlength="64"{{#KEY_NAME_PROBLEM_IF}} aria-invalid="true" aria-describedby="name-{{KEY_ID}}-problem"{{/KEY_NAME_PROBLEM_IF}}>
{{#KEY_NAME_PROBLEM_IF}}<span class="problem" id="name-{{KEY_ID}}-problem">{{KEY_NAME_PROBLEM}}</span>{{/KEY_NAME_PROBLEM_IF}}
</p>
<p class="buttons"><button name="do" value="rename" aria-label="{{_"Rename %KEY_NAME%"}}">{{_"Rename"}}</button></p>
</form>
</details>
<details>
<summary>{{_"Remove"}}</summary>
<form method="post" action="/admin/account/passkeys">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.remove{{KEY_ID}}">
<input type="hidden" name="key" value="{{KEY_ID}}">
<input type="hidden" name="login" value="{{LOGIN}}" autocomplete="username">
{{#ASK_PASSWORD}}
<p class="field">
<label for="current-{{KEY_ID}}">{{_"Current password"}}</label>
<input id="current-{{KEY_ID}}" name="current" type="password" autocomplete="current-password" required>
</p>
{{/ASK_PASSWORD}}
<p class="buttons"><button class="danger" name="do" value="remove" aria-label="{{_"Remove %KEY_NAME%"}}">{{_"Remove"}}</button></p>
</form>
</details>
</div>
</li>
{{/KEY}}
</ul>
{{/SOME}}
</section>
<section class="card" aria-labelledby="add-title">
<h2 id="add-title">{{_"Add a passkey"}}</h2>
{{#NOWHERE_IF}}
<p>{{_"Browsers make passkeys for an address with a name, over https. This paper’s is %NOWHERE%."}}{{_NOWHERE}}<code dir="ltr">{{NOWHERE}}</code>{{_}}</p>
{{/NOWHERE_IF}}
{{#ADD}}
<script type="module" src="{{PASSKEY_JS}}"></script>
<p data-passkey-without="1">{{_"It takes JavaScript, and a browser that knows passkeys."}}</p>
<form method="post" action="/admin/account/passkeys" hidden data-passkey="make" data-ask="/admin/account/passkeys" data-cancelled="{{_"No passkey was made. Try again when you like."}}" data-failed="{{_"That did not work. Reload the page and try again."}}" data-known="{{_"This device has a passkey of yours already."}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.add">
<input type="hidden" name="do" value="add">
<input type="hidden" name="login" value="{{LOGIN}}" autocomplete="username">
<input type="hidden" name="passkey_client" value="">
<input type="hidden" name="passkey_auth" value="">
<p class="field">
<label for="name">{{_"What you call it"}}</label>
<input id="name" name="name" dir="auto" value="{{TYPED_NAME}}" autocomplete="off" maxlength="64" aria-describedby="name-help{{#NAME_PROBLEM_IF}} name-problem{{/NAME_PROBLEM_IF}}"{{#NAME_PROBLEM_IF}} aria-invalid="true"{{/NAME_PROBLEM_IF}}>
{{#NAME_PROBLEM_IF}}<span class="problem" id="name-problem">{{NAME_PROBLEM}}</span>{{/NAME_PROBLEM_IF}}
<span class="help" id="name-help">{{_"So that you know it among others: “Telephone”, “The key on my ring”."}}</span>
</p>
{{#ASK_PASSWORD}}
<p class="field">
<label for="current">{{_"Current password"}}</label>
<input id="current" name="current" type="password" autocomplete="current-password" required{{#CURRENT_PROBLEM_IF}} aria-invalid="true" aria-describedby="current-problem"{{/CURRENT_PROBLEM_IF}}>
{{#CURRENT_PROBLEM_IF}}<span class="problem" id="current-problem">{{CURRENT_PROBLEM}}</span>{{/CURRENT_PROBLEM_IF}}
</p>
{{/ASK_PASSWORD}}
<p class="problem" role="alert"></p>
<p class="buttons"><button class="primary">{{_"Add a passkey"}}</button></p>
</form>
{{/ADD}}
</section>
</div>
