{{%AUTOESCAPE context="HTML"}}
<div class="column">
<p class="crumb"><a href="/admin/account">{{_"Your account"}}</a></p>
<h1>{{_"Signing in with a code"}}</h1>
{{#MUST}}
<p class="message" role="status">{{_"Your role has to sign in with a code or a passkey. Set one up; then the desk is yours again."}} <a href="/admin/account/passkeys">{{_"Add a passkey"}}</a></p>
{{/MUST}}
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
{{#BEGIN}}
<section class="card" aria-labelledby="begin-title">
<h2 id="begin-title">{{_"It is off"}}</h2>
<p>{{_"A program on your telephone shows a new code every half minute. With it, a password alone opens nothing."}}</p>
<form method="post" action="/admin/account/second-step">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.begin">
<input type="hidden" name="login" value="{{LOGIN}}" autocomplete="username">
{{#ASK_PASSWORD}}
<p class="field">
<label for="current">{{_"Current password"}}</label>
<input id="current" name="current" type="password" autocomplete="current-password" required{{#CURRENT_PROBLEM_IF}} aria-invalid="true" aria-describedby="current-problem"{{/CURRENT_PROBLEM_IF}}>
{{#CURRENT_PROBLEM_IF}}<span class="problem" id="current-problem">{{CURRENT_PROBLEM}}</span>{{/CURRENT_PROBLEM_IF}}
</p>
{{/ASK_PASSWORD}}
<p class="buttons"><button class="primary" name="do" value="begin">{{_"Set it up"}}</button></p>
</form>
</section>
{{/BEGIN}}
{{#OFFER}}
<section class="card" aria-labelledby="offer-title">
<h2 id="offer-title">{{_"Show this to the program"}}</h2>
<p><svg width="240" height="240" viewBox="0 0 {{QR_SIDE}} {{QR_SIDE}}" role="img" aria-label="{{_"QR code with the key below"}}"><path fill="#fff" d="M0 0h{{QR_SIDE}}v{{QR_SIDE}}H0z"/><path fill="#000" d="{{QR_PATH}}"/></svg></p>
<p>{{_"Or type the key into it:"}} <code dir="ltr">{{SECRET}}</code></p>
<form method="post" action="/admin/account/second-step">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.confirm">
<p class="field">
<label for="code">{{_"The six digits that it shows now"}}</label>
<input id="code" name="code" dir="auto" autocomplete="one-time-code" inputmode="numeric" spellcheck="false" required{{#CODE_PROBLEM_IF}} aria-invalid="true" aria-describedby="code-problem"{{/CODE_PROBLEM_IF}}>
{{#CODE_PROBLEM_IF}}<span class="problem" id="code-problem">{{CODE_PROBLEM}}</span>{{/CODE_PROBLEM_IF}}
</p>
<p class="buttons"><button class="primary" name="do" value="confirm">{{_"Switch it on"}}</button></p>
</form>
</section>
{{/OFFER}}
{{#CODES}}
<section class="card" aria-labelledby="codes-title">
<h2 id="codes-title">{{_"It is on. Keep these recovery codes"}}</h2>
<p>{{_"Each signs you in once when your telephone is not at hand. They are not shown again: print them, or write them down, and keep them where your telephone is not."}}</p>
<ul>
{{#CODE}}
<li><code dir="ltr">{{RECOVERY_CODE}}</code></li>
{{/CODE}}
</ul>
<p class="buttons"><a class="button" href="/admin/">{{_"I have kept them: on to the desk"}}</a></p>
</section>
{{/CODES}}
{{#ON}}
<section class="card" aria-labelledby="on-title">
<h2 id="on-title">{{_"It is on"}}</h2>
<p>{{_"Since %WHEN%"}}{{_WHEN}}{{>WHEN}}{{_}} · {{_LEFT "one recovery code left|%LEFT% recovery codes left"}}</p>
<form method="post" action="/admin/account/second-step">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.on">
<input type="hidden" name="login" value="{{LOGIN}}" autocomplete="username">
{{#ASK_PASSWORD}}
<p class="field">
<label for="current">{{_"Current password"}}</label>
<input id="current" name="current" type="password" autocomplete="current-password" required{{#CURRENT_PROBLEM_IF}} aria-invalid="true" aria-describedby="current-problem"{{/CURRENT_PROBLEM_IF}}>
{{#CURRENT_PROBLEM_IF}}<span class="problem" id="current-problem">{{CURRENT_PROBLEM}}</span>{{/CURRENT_PROBLEM_IF}}
</p>
{{/ASK_PASSWORD}}
<p class="field">
<label for="code">{{_"A code of your telephone, or a recovery code"}}</label>
<input id="code" name="code" dir="auto" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required{{#CODE_PROBLEM_IF}} aria-invalid="true" aria-describedby="code-problem"{{/CODE_PROBLEM_IF}}>
{{#CODE_PROBLEM_IF}}<span class="problem" id="code-problem">{{CODE_PROBLEM}}</span>{{/CODE_PROBLEM_IF}}
</p>
<p class="buttons"><button class="primary" name="do" value="codes">{{_"Make new recovery codes"}}</button> <button class="danger" name="do" value="off">{{_"Switch it off"}}</button></p>
<p class="help">{{_"New recovery codes take the place of the old ones. For another telephone, switch it off and set it up again."}}</p>
</form>
</section>
{{/ON}}
</div>
