{{%AUTOESCAPE context="HTML"}}
<div class="column wide suggestions">
<p class="crumb">{{#MAY_EDIT}}<a href="{{STORY}}">{{_"Back to the story"}}</a>{{/MAY_EDIT}}</p>
<h1><span class="over">{{_"Suggestions"}}</span> <bdi>{{HEADLINE}}</bdi></h1>
{{#MESSAGE_IF}}
<p class="message" role="status"{{#WAS_SUGGESTED}} data-saved="suggested"{{/WAS_SUGGESTED}}>{{MESSAGE}}</p>
{{/MESSAGE_IF}}
{{#PROBLEMS}}
<div class="problems" role="alert" tabindex="-1" data-problems="1">
<h2>{{_"Not done yet. Nothing you typed is lost."}}</h2>
<ul>
{{#PROBLEM}}
<li>{{#LINKED}}<a href="#{{PROBLEM_FIELD}}">{{PROBLEM_TEXT}}</a>{{/LINKED}}{{#UNLINKED}}{{PROBLEM_TEXT}}{{/UNLINKED}}</li>
{{/PROBLEM}}
</ul>
</div>
{{/PROBLEMS}}
{{#COPY}}
<div class="message restore" data-copy="{{COPY_TOKEN}}" data-copy-at="{{COPY_MS}}">
<p>{{_"You typed something here that is not saved yet, last %COPY_AT%."}}</p>
<a class="button" href="{{COPY_HREF}}">{{_"Open it"}}</a>
<form method="post" action="/admin/copy"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="copy" value="{{COPY_TOKEN}}"><input type="hidden" name="copy_at" value="{{COPY_MS}}"><input type="hidden" name="story_id" value="{{COPY_STORY}}"><input type="hidden" name="suggests" value="1"><button name="do" value="discard">{{_"Discard it"}}</button></form>
</div>
{{/COPY}}
{{>REVIEW_PANEL}}
{{#NONE}}<p>{{_"Nobody has suggested anything yet."}}</p>{{/NONE}}
{{#SUGGESTION}}
<section class="card" id="suggestion-{{SUGGESTION_ID}}" aria-labelledby="suggestion-title-{{SUGGESTION_ID}}">
<h2 id="suggestion-title-{{SUGGESTION_ID}}"><bdi>{{AUTHOR}}</bdi>{{#GUEST}} ({{_"guest"}}){{/GUEST}}, {{>SUGGESTED_AT}}</h2>
{{#REASON_IF}}<div class="words" dir="auto">{{REASON:p}}</div>{{/REASON_IF}}
<form method="post" action="{{STORY}}/suggestions">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.{{SUGGESTION_ID}}"><input type="hidden" name="suggestion" value="{{SUGGESTION_ID}}"><input type="hidden" name="newest" value="{{NEWEST}}">
{{#CHANGE}}
<fieldset class="change">
<legend>{{_"Change %CHANGE_NUMBER%:"}} {{FIELD_LABEL}}</legend>
<div class="diff" dir="auto">{{#SPAN}}{{#SAME}}{{WORDS:p}}{{/SAME}}{{#DELETED}}<del>{{WORDS:p}}</del>{{/DELETED}}{{#INSERTED}}<ins>{{WORDS:p}}</ins>{{/INSERTED}}{{/SPAN}}</div>
{{#MOVED_ON}}<div class="moved-on"><p>{{_"The text has changed here since. Now it says:"}}</p><div class="words" dir="auto">{{NOW_TEXT:p}}</div><p class="help">{{_"Taking the change puts its words in their place; those stay in the history."}}</p></div>{{/MOVED_ON}}
{{#DECIDES}}
<label class="choice"><input type="radio" name="change_{{CHANGE_NUMBER}}" value="take"> <span>{{_"Take it"}}</span></label>
<label class="choice"><input type="radio" name="change_{{CHANGE_NUMBER}}" value="refuse"> <span>{{_"Refuse it"}}</span></label>
<label class="choice"><input type="radio" name="change_{{CHANGE_NUMBER}}" value="" checked> <span>{{_"Decide later"}}</span></label>
{{/DECIDES}}
{{#IS_TAKEN}}<p class="who">{{_"Taken by %DECIDED_BY%"}}</p>{{/IS_TAKEN}}
{{#IS_REFUSED}}<p class="who">{{_"Refused by %DECIDED_BY%"}}</p>{{/IS_REFUSED}}
</fieldset>
{{/CHANGE}}
{{#DECIDE}}
<p class="buttons"><button class="primary" name="do" value="decide">{{_"Do what is chosen"}}</button> <button name="do" value="take-all">{{_"Take all"}}</button> <button name="do" value="refuse-all">{{_"Refuse all"}}</button></p>
<p class="help">{{_"What is taken is saved as a draft. Readers see nothing of it until it is published."}}</p>
{{/DECIDE}}
</form>
</section>
{{/SUGGESTION}}
{{#OWN}}
<details class="card"{{#OWN_OPEN}} open{{/OWN_OPEN}}>
<summary>{{_"Suggest changes"}}</summary>
<form id="suggesting" method="post" action="{{STORY}}/suggestions" data-keep="{{KEEP_KEY}}" data-kept="{{_"Not saved yet, but kept in this browser:"}}" data-back="{{_"This form was not sent. What you typed is here again."}}" data-restore="{{_"Restore it"}}" data-discard="{{_"Discard it"}}" data-away="{{_"The server cannot be reached. What you type is kept in this browser, and sent as soon as it can be."}}" data-out="{{_"You are signed out. What you type is kept in this browser: sign in in another tab, and go on."}}"{{#UNSAVED}} data-unsaved="1"{{/UNSAVED}}>
<button disabled hidden></button><button formmethod="dialog" hidden></button>
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.own"><input type="hidden" name="base" value="{{BASE}}"><input type="hidden" name="copy" value="{{COPY_OF_FORM}}"><input type="hidden" name="story_id" value="{{STORY_ID}}"><input type="hidden" name="suggests" value="1">
<p class="help">{{_"Change the words as you would have them. The text stays as it is; an editor takes or refuses each change."}}</p>
{{#WORDS_FIELD}}
<p class="field"><label for="own_{{FIELD_NAME}}">{{FIELD_LABEL}}</label><textarea id="own_{{FIELD_NAME}}" name="{{FIELD_NAME}}" rows="{{FIELD_ROWS}}" class="grows" dir="auto" spellcheck="true"{{#FIELD_PROBLEM_IF}} aria-invalid="true" aria-describedby="own_{{FIELD_NAME}}-problem"{{/FIELD_PROBLEM_IF}}>
{{FIELD_VALUE:p}}</textarea>{{#FIELD_PROBLEM_IF}}<span class="problem" id="own_{{FIELD_NAME}}-problem">{{FIELD_PROBLEM}}</span>{{/FIELD_PROBLEM_IF}}</p>
{{/WORDS_FIELD}}
<p class="field"><label for="own_reason">{{_"Why, in a line or two"}}</label><textarea id="own_reason" name="suggest_reason" rows="2" dir="auto" spellcheck="true"{{#REASON_PROBLEM_IF}} aria-invalid="true" aria-describedby="own_reason-problem"{{/REASON_PROBLEM_IF}}>
{{SUGGEST_REASON:p}}</textarea>{{#REASON_PROBLEM_IF}}<span class="problem" id="own_reason-problem">{{REASON_PROBLEM}}</span>{{/REASON_PROBLEM_IF}}</p>
<p class="buttons"><button class="primary" name="do" value="suggest">{{_"Suggest these changes"}}</button></p>
<p class="save-state" id="save_state" role="status"></p>
</form>
</details>
{{/OWN}}
{{#OLD_SUGGESTION}}
<details class="card" id="suggestion-{{SUGGESTION_ID}}">
<summary><bdi>{{AUTHOR}}</bdi>{{#GUEST}} ({{_"guest"}}){{/GUEST}}, {{>SUGGESTED_AT}} <span class="who">{{_"all decided"}}</span></summary>
{{#REASON_IF}}<div class="words" dir="auto">{{REASON:p}}</div>{{/REASON_IF}}
{{#CHANGE}}
<div class="change"><h3>{{FIELD_LABEL}}</h3><div class="diff" dir="auto">{{#SPAN}}{{#SAME}}{{WORDS:p}}{{/SAME}}{{#DELETED}}<del>{{WORDS:p}}</del>{{/DELETED}}{{#INSERTED}}<ins>{{WORDS:p}}</ins>{{/INSERTED}}{{/SPAN}}</div>{{#IS_TAKEN}}<p class="who">{{_"Taken by %DECIDED_BY%"}}</p>{{/IS_TAKEN}}{{#IS_REFUSED}}<p class="who">{{_"Refused by %DECIDED_BY%"}}</p>{{/IS_REFUSED}}</div>
{{/CHANGE}}
</details>
{{/OLD_SUGGESTION}}
</div>
