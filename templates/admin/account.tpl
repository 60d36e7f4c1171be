{{%AUTOESCAPE context="HTML"}}
<div class="column">
<h1>{{_"Your account"}}</h1>
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
<p class="lead-in">{{_"You are %NAME%, signed in as %LOGIN%. Role: %ROLE%."}}{{_NAME}}<strong>{{NAME}}</strong>{{_LOGIN}}<strong>{{LOGIN}}</strong>{{_}}</p>
<section class="card" aria-labelledby="password-title">
<h2 id="password-title">{{_"Password"}}</h2>
<form method="post" action="/admin/account">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.password">
<input type="hidden" name="do" value="password">
<input type="hidden" name="login" value="{{LOGIN}}" autocomplete="username">
{{#HAS_PASSWORD}}
<p class="field">
<label for="current">{{_"Current password"}}</label>
<input id="current" name="current" type="password" autocomplete="current-password" required{{#CURRENT_PROBLEM_IF}} aria-invalid="true" aria-describedby="current-problem"{{/CURRENT_PROBLEM_IF}}>
{{#CURRENT_PROBLEM_IF}}<span class="problem" id="current-problem">{{CURRENT_PROBLEM}}</span>{{/CURRENT_PROBLEM_IF}}
</p>
{{/HAS_PASSWORD}}
<p class="field">
<label for="password">{{_"New password"}}</label>
<input id="password" name="password" type="password" autocomplete="new-password" required aria-describedby="password-help{{#PASSWORD_PROBLEM_IF}} password-problem{{/PASSWORD_PROBLEM_IF}}"{{#PASSWORD_PROBLEM_IF}} aria-invalid="true"{{/PASSWORD_PROBLEM_IF}}>
{{#PASSWORD_PROBLEM_IF}}<span class="problem" id="password-problem">{{PASSWORD_PROBLEM}}</span>{{/PASSWORD_PROBLEM_IF}}
<span class="help" id="password-help">{{_"At least %PASSWORD_MIN% characters, and hard to guess: four words that have nothing to do with each other are good, names of the paper or your own are not."}}</span>
</p>
<p class="field">
<label for="again">{{_"New password again"}}</label>
<input id="again" name="again" type="password" autocomplete="new-password" required{{#AGAIN_PROBLEM_IF}} aria-invalid="true" aria-describedby="again-problem"{{/AGAIN_PROBLEM_IF}}>
{{#AGAIN_PROBLEM_IF}}<span class="problem" id="again-problem">{{AGAIN_PROBLEM}}</span>{{/AGAIN_PROBLEM_IF}}
</p>
<p class="buttons"><button class="primary">{{_"Change password"}}</button></p>
<p class="help">{{_"This ends all your other sessions."}}</p>
</form>
</section>
<section class="card" aria-labelledby="code-title">
<h2 id="code-title">{{_"Signing in with a code"}}</h2>
{{#CODE_ON}}
<p>{{_"It is on: after your password you give a code of your telephone."}}</p>
{{/CODE_ON}}
{{#PASSWORD_ALONE}}
<p>{{_"It is off: who knows your password can sign in as you."}}</p>
{{/PASSWORD_ALONE}}
<p class="buttons"><a class="button" href="/admin/account/second-step">{{#CODE_ON}}{{_"Recovery codes, and switching it off"}}{{/CODE_ON}}{{#CODE_OFF}}{{_"Set it up"}}{{/CODE_OFF}}</a></p>
</section>
<section class="card" aria-labelledby="keys-title">
<h2 id="keys-title">{{_"Passkeys"}}</h2>
{{#KEYS}}
<p>{{_"You can sign in with one instead of your password, and whoever knows your password needs one too, or a code."}}</p>
{{/KEYS}}
{{#NO_KEYS}}
<p>{{_"Sign in by a finger, your face or a PIN, without a password that somebody could learn."}}</p>
{{/NO_KEYS}}
<p class="buttons"><a class="button" href="/admin/account/passkeys">{{#KEYS}}{{_"Your passkeys"}}{{/KEYS}}{{#NO_KEYS}}{{_"Add a passkey"}}{{/NO_KEYS}}</a></p>
</section>
{{#WRITING}}
<section class="card" aria-labelledby="writing-title">
<h2 id="writing-title">{{_"How you write"}}</h2>
<form method="post" action="/admin/account">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.writing">
<input type="hidden" name="do" value="writing">
<label class="choice"><input type="checkbox" name="styled" value="1"{{#STYLED}} checked{{/STYLED}} aria-describedby="styled-help"> <span>{{_"Show the text of stories as it will look"}}</span></label>
<p class="help" id="styled-help">{{_"Bold is bold, and pictures are pictures; signs of Markdown are seen on the line that you are writing. The text stays the same Markdown. It needs JavaScript, and this is for you alone."}}</p>
<p class="buttons"><button>{{_"Save"}}</button></p>
</form>
</section>
{{/WRITING}}
<section class="card" aria-labelledby="sessions-title">
<h2 id="sessions-title">{{_"Where you are signed in"}}</h2>
<ul class="sessions">
{{#SESSION}}
<li>
<div><strong>{{#THIS_ONE}}{{_"This browser"}}{{/THIS_ONE}}{{#ANOTHER}}{{_"Another browser"}}{{/ANOTHER}}</strong><br>
<span class="agent" dir="auto">{{AGENT}}</span><br>
<span class="help">{{_"Since %BEGAN%, last seen %SEEN%"}}</span></div>
{{#ANOTHER}}
<form method="post" action="/admin/account"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.end"><input type="hidden" name="do" value="end"><button name="session" value="{{SESSION_ID}}" aria-label="{{_"End the session since %BEGAN%"}}">{{_"End"}}</button></form>
{{/ANOTHER}}
</li>
{{/SESSION}}
</ul>
{{#OTHERS}}
<form method="post" action="/admin/account"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.others"><p class="buttons"><button name="do" value="end-others">{{_"End all others"}}</button></p></form>
{{/OTHERS}}
</section>
</div>
