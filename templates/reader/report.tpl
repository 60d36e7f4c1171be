{{%AUTOESCAPE context="HTML"}}
<header class="opening">
<h1>{{_"Report an error"}}</h1>
<p class="dek">{{_"In “%STORY%”"}}{{_STORY}}<a href="{{HREF}}"{{#STORY_LANG_IF}} lang="{{STORY_LANG}}" dir="{{STORY_DIR}}"{{/STORY_LANG_IF}}>{{HEADLINE}}</a>{{_}}</p>
</header>
<form class="note-form" method="post" action="{{ACTION}}">
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="form" value="{{FORM}}">
<input type="hidden" name="revision" value="{{REVISION}}">
{{#PROBLEMS_IF}}
<div class="trouble" role="alert">
<h2>{{_"Your note has not been sent yet"}}</h2>
<ul>
{{#PROBLEMS}}
<li>{{#FIELD_IF}}<a href="#{{FIELD}}">{{PROBLEM}}</a>{{/FIELD_IF}}{{#NO_FIELD_IF}}{{PROBLEM}}{{/NO_FIELD_IF}}</li>
{{/PROBLEMS}}
</ul>
</div>
{{/PROBLEMS_IF}}
{{#QUOTE_IF}}
<figure class="quoted">
<figcaption>{{#PARAGRAPH_IF}}{{_"You are writing about this passage:"}}{{/PARAGRAPH_IF}}{{#LABEL_IF}}{{_"You are writing about this passage (%LABEL%):"}}{{/LABEL_IF}}</figcaption>
<blockquote{{#STORY_LANG_IF}} lang="{{STORY_LANG}}" dir="{{STORY_DIR}}"{{/STORY_LANG_IF}}>{{QUOTE}}</blockquote>
</figure>
{{/QUOTE_IF}}
<details{{#WHOLE_IF}} open{{/WHOLE_IF}}>
<summary>{{#WHOLE_IF}}{{_"Which part is it about?"}}{{/WHOLE_IF}}{{#QUOTE_IF}}{{_"It is about another part"}}{{/QUOTE_IF}}</summary>
<fieldset>
<legend class="sr">{{_"Which part is it about?"}}</legend>
<div class="parts">
<label><input type="radio" name="p" value=""{{#WHOLE_IF}} checked{{/WHOLE_IF}}> <span>{{_"The story as a whole"}}</span></label>
{{#PASSAGES}}
<label><input type="radio" name="p" value="{{PASSAGE}}"{{#CHOSEN_IF}} checked{{/CHOSEN_IF}}> <span>{{#LABEL_IF}}<b>{{_"%LABEL%:"}}</b> {{/LABEL_IF}}<span{{#STORY_LANG_IF}} lang="{{STORY_LANG}}" dir="{{STORY_DIR}}"{{/STORY_LANG_IF}}>{{EXCERPT}}</span></span></label>
{{/PASSAGES}}
</div>
</fieldset>
</details>
<p>
<label for="message">{{_"What is wrong?"}}</label>
<textarea id="message" name="message" dir="auto" rows="6" required maxlength="{{MESSAGE_MAX}}" aria-describedby="message-help{{#MESSAGE_PROBLEM_IF}} message-problem{{/MESSAGE_PROBLEM_IF}}"{{#MESSAGE_PROBLEM_IF}} aria-invalid="true"{{/MESSAGE_PROBLEM_IF}}>
{{MESSAGE:p}}</textarea>
{{#MESSAGE_PROBLEM_IF}}
<span class="amiss" id="message-problem">{{MESSAGE_PROBLEM}}</span>
{{/MESSAGE_PROBLEM_IF}}
<span class="hint" id="message-help">{{_"And what is right, if you know. A source helps us to check it."}}</span>
</p>
<p>
<label for="email">{{_"Your e-mail address"}} <span class="hint">{{_"if you would like an answer"}}</span></label>
<input id="email" name="email" dir="auto" type="email" value="{{EMAIL}}" maxlength="254" autocomplete="email" spellcheck="false"{{#EMAIL_PROBLEM_IF}} aria-invalid="true" aria-describedby="email-problem"{{/EMAIL_PROBLEM_IF}}>
{{#EMAIL_PROBLEM_IF}}
<span class="amiss" id="email-problem">{{EMAIL_PROBLEM}}</span>
{{/EMAIL_PROBLEM_IF}}
</p>
<p class="sr" aria-hidden="true"><label for="homepage">{{_"Leave this empty"}}</label> <input id="homepage" name="homepage" dir="auto" tabindex="-1" autocomplete="off"></p>
<p><button>{{_"Send to the editors"}}</button></p>
<p class="hint">{{_"Only the editors read your note. Your e-mail address, and a code derived from your network address to keep out spam, are erased after 90 days."}}</p>
</form>
