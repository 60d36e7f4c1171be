{{%AUTOESCAPE context="HTML"}}
<div class="card narrow">
<h1>Sign in</h1>
{{#GOOD}}
<p>This link signs you in once. It is used up when you press the button.</p>
<form method="post" action="/admin/link">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="token" value="{{TOKEN}}">
<p class="buttons"><button class="primary">Sign in as {{NAME}}</button></p>
</form>
{{/GOOD}}
{{#USED_UP}}
<p class="problem" role="alert">This link has been used or has expired.</p>
<p>Ask for another one, or <a href="/admin/login">sign in with your password</a>.</p>
{{/USED_UP}}
</div>
