{{%AUTOESCAPE context="HTML"}}
<div class="card narrow">
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
<p class="help">{{_"No password yet, or forgotten it? Ask the site’s administrator for a one-time link."}}</p>
</div>
