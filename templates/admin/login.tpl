{{%AUTOESCAPE context="HTML"}}
<div class="card narrow"{{#SIGNED_OUT}} data-signed-out="1"{{/SIGNED_OUT}}>
<h1>{{_"Sign in"}}</h1>
{{#MESSAGE_IF}}
<p class="message" role="status">{{MESSAGE}}</p>
{{/MESSAGE_IF}}
{{#PROBLEM_IF}}
<p class="problem" role="alert" id="sign-in-problem">{{PROBLEM}}</p>
{{/PROBLEM_IF}}
<form method="post" action="/admin/login" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}">
<input type="hidden" name="next" value="{{NEXT}}">
{{#RESUME}}
<input type="hidden" name="resume_form" value="{{RESUME_FORM}}">
{{/RESUME}}
<p class="field">
<label for="login">{{_"User name"}}</label>
<input id="login" name="login" dir="auto" value="{{LOGIN}}" autocomplete="username" autocapitalize="none" spellcheck="false" required{{#PROBLEM_IF}} aria-invalid="true" aria-describedby="sign-in-problem"{{/PROBLEM_IF}}>
</p>
<p class="field">
<label for="password">{{_"Password"}}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required{{#PROBLEM_IF}} aria-invalid="true" aria-describedby="sign-in-problem"{{/PROBLEM_IF}}>
</p>
<p class="buttons"><button class="primary">{{_"Sign in"}}</button></p>
</form>
{{>PASSKEY}}
<p class="help">{{_"No password yet, or forgotten it? Ask the site’s administrator for a one-time link."}}</p>
<details{{#LINK_OPEN}} open{{/LINK_OPEN}}>
<summary>{{_"Sign in with a one-time link"}}</summary>
<form method="post" action="/admin/login" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.link">
<input type="hidden" name="next" value="{{NEXT}}">
{{#RESUME}}
<input type="hidden" name="resume_form" value="{{RESUME_FORM}}">
{{/RESUME}}
<p class="field">
<label for="link">{{_"One-time link"}}</label>
<input id="link" name="link" dir="auto" autocomplete="off" autocapitalize="none" spellcheck="false" required aria-describedby="link-help{{#LINK_PROBLEM_IF}} link-problem{{/LINK_PROBLEM_IF}}"{{#LINK_PROBLEM_IF}} aria-invalid="true"{{/LINK_PROBLEM_IF}}>
{{#LINK_PROBLEM_IF}}<span class="problem" role="alert" id="link-problem">{{LINK_PROBLEM}}</span>{{/LINK_PROBLEM_IF}}
<span class="help" id="link-help">{{_"Paste it here instead of opening it: then you go on where you were."}}</span>
</p>
<p class="buttons"><button>{{_"Sign in with the link"}}</button></p>
</form>
{{#RESUME}}
<form method="post" action="/admin/login" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.again">
<input type="hidden" name="next" value="{{NEXT}}">
<input type="hidden" name="resume_form" value="{{RESUME_FORM}}">
<p class="help">{{_"You have opened the link in another tab?"}}</p>
<p class="buttons"><button name="again" value="1">{{_"I am signed in there: show my text"}}</button></p>
</form>
{{/RESUME}}
</details>
</div>
