{{%AUTOESCAPE context="HTML"}}
<div class="column">
<h1>Your account</h1>
{{#MESSAGE_IF}}
<p class="message good" role="status">{{MESSAGE}}</p>
{{/MESSAGE_IF}}
{{#PROBLEMS}}
<div class="problems" role="alert" tabindex="-1" data-problems="1">
<h2>Nothing was changed</h2>
<ul>
{{#PROBLEM}}
<li>{{#LINKED}}<a href="#{{PROBLEM_FIELD}}">{{PROBLEM_TEXT}}</a>{{/LINKED}}{{#UNLINKED}}{{PROBLEM_TEXT}}{{/UNLINKED}}</li>
{{/PROBLEM}}
</ul>
</div>
{{/PROBLEMS}}
<p class="lead-in">You are <strong>{{NAME}}</strong>, signed in as <strong>{{LOGIN}}</strong>, {{ROLE}}.</p>
<section class="card" aria-labelledby="password-title">
<h2 id="password-title">Password</h2>
<form method="post" action="/admin/account">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="do" value="password">
<input type="hidden" name="login" value="{{LOGIN}}" autocomplete="username">
{{#HAS_PASSWORD}}
<p class="field">
<label for="current">Password of now</label>
<input id="current" name="current" type="password" autocomplete="current-password" required{{#CURRENT_PROBLEM_IF}} aria-invalid="true" aria-describedby="current-problem"{{/CURRENT_PROBLEM_IF}}>
{{#CURRENT_PROBLEM_IF}}<span class="problem" id="current-problem">{{CURRENT_PROBLEM}}</span>{{/CURRENT_PROBLEM_IF}}
</p>
{{/HAS_PASSWORD}}
<p class="field">
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required aria-describedby="password-help{{#PASSWORD_PROBLEM_IF}} password-problem{{/PASSWORD_PROBLEM_IF}}"{{#PASSWORD_PROBLEM_IF}} aria-invalid="true"{{/PASSWORD_PROBLEM_IF}}>
{{#PASSWORD_PROBLEM_IF}}<span class="problem" id="password-problem">{{PASSWORD_PROBLEM}}</span>{{/PASSWORD_PROBLEM_IF}}
<span class="help" id="password-help">At least {{PASSWORD_MIN}} characters. A few words that nobody else puts together are good.</span>
</p>
<p class="field">
<label for="again">New password again</label>
<input id="again" name="again" type="password" autocomplete="new-password" required{{#AGAIN_PROBLEM_IF}} aria-invalid="true" aria-describedby="again-problem"{{/AGAIN_PROBLEM_IF}}>
{{#AGAIN_PROBLEM_IF}}<span class="problem" id="again-problem">{{AGAIN_PROBLEM}}</span>{{/AGAIN_PROBLEM_IF}}
</p>
<p class="buttons"><button class="primary">Change password</button></p>
<p class="help">Your other sessions end with that.</p>
</form>
</section>
<section class="card" aria-labelledby="sessions-title">
<h2 id="sessions-title">Where you are signed in</h2>
<ul class="sessions">
{{#SESSION}}
<li>
<div><strong>{{#THIS_ONE}}This browser{{/THIS_ONE}}{{#ANOTHER}}Another browser{{/ANOTHER}}</strong><br>
<span class="agent">{{AGENT}}</span><br>
<span class="help">Since {{BEGAN}}, last seen {{SEEN}}</span></div>
{{#ANOTHER}}
<form method="post" action="/admin/account"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="end"><button name="session" value="{{SESSION_ID}}" aria-label="End the session since {{BEGAN}}">End</button></form>
{{/ANOTHER}}
</li>
{{/SESSION}}
</ul>
{{#OTHERS}}
<form method="post" action="/admin/account"><input type="hidden" name="csrf" value="{{CSRF}}"><p class="buttons"><button name="do" value="end-others">End all others</button></p></form>
{{/OTHERS}}
</section>
</div>
