{{%AUTOESCAPE context="HTML"}}
<div class="card narrow">
<h1>{{_"Sign in"}}</h1>
{{#GOOD}}
<p>{{_"This link signs you in once. Pressing the button uses it up."}}</p>
<form method="post" action="/admin/link">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}">
<input type="hidden" name="token" value="{{TOKEN}}">
<p class="buttons"><button class="primary">{{_"Sign in as %NAME%"}}</button></p>
</form>
{{/GOOD}}
{{#USED_UP}}
<p class="problem" role="alert">{{_"This link has been used or has expired."}}</p>
<p>{{_"Ask for another one, or %SIGN_IN%."}}{{_SIGN_IN}}<a href="/admin/login">{{_"sign in with your password"}}</a>{{_}}</p>
{{/USED_UP}}
</div>
