{{%AUTOESCAPE context="HTML"}}
<div class="card narrow">
{{#CODE}}
<h1>{{_"Your code"}}</h1>
<form method="post" action="/admin/login/code" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}">
<input type="hidden" name="next" value="{{NEXT}}">
{{#RESUME}}
<input type="hidden" name="resume_form" value="{{RESUME_FORM}}">
{{/RESUME}}
<p class="field">
<label for="code">{{_"The six digits that your telephone shows"}}</label>
<input id="code" name="code" dir="auto" autocomplete="one-time-code" inputmode="numeric" spellcheck="false" required{{#PROBLEM_IF}} aria-invalid="true" aria-describedby="code-problem"{{/PROBLEM_IF}}>
{{#PROBLEM_IF}}<span class="problem" role="alert" id="code-problem">{{PROBLEM}}</span>{{/PROBLEM_IF}}
</p>
<p class="buttons"><button class="primary">{{_"Sign in"}}</button></p>
</form>
<details{{#RECOVERY_OPEN}} open{{/RECOVERY_OPEN}}>
<summary>{{_"Your telephone is not at hand?"}}</summary>
<form method="post" action="/admin/login/code" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.recovery">
<input type="hidden" name="next" value="{{NEXT}}">
{{#RESUME}}
<input type="hidden" name="resume_form" value="{{RESUME_FORM}}">
{{/RESUME}}
<p class="field">
<label for="recovery">{{_"Recovery code"}}</label>
<input id="recovery" name="recovery" dir="auto" autocomplete="off" autocapitalize="none" spellcheck="false" required aria-describedby="recovery-help{{#RECOVERY_PROBLEM_IF}} recovery-problem{{/RECOVERY_PROBLEM_IF}}"{{#RECOVERY_PROBLEM_IF}} aria-invalid="true"{{/RECOVERY_PROBLEM_IF}}>
{{#RECOVERY_PROBLEM_IF}}<span class="problem" role="alert" id="recovery-problem">{{RECOVERY_PROBLEM}}</span>{{/RECOVERY_PROBLEM_IF}}
<span class="help" id="recovery-help">{{_"One of the ten that you were given. Each works once. Without any, ask an administrator."}}</span>
</p>
<p class="buttons"><button>{{_"Sign in with a recovery code"}}</button></p>
</form>
</details>
{{/CODE}}
{{#KEY_ALONE}}
<h1>{{_"Your passkey"}}</h1>
<p>{{_"Your password was right. Now your passkey is asked for: it takes JavaScript. If you have lost it, ask an administrator."}}</p>
{{/KEY_ALONE}}
{{>PASSKEY}}
</div>
