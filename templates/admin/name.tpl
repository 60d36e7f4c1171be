{{%AUTOESCAPE context="HTML"}}
<div class="column">
<p class="crumb"><a href="{{LIST_HREF}}">{{MANY}}</a></p>
<h1 dir="auto">{{NAME}}</h1>
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
<p class="lead-in">{{_"Readers find it at %READER_HREF%"}}{{_READER_HREF}}<a href="{{READER_HREF}}">{{READER_HREF}}</a>{{_}}</p>
<section class="card" aria-labelledby="name-title">
<h2 id="name-title">{{_"What readers see"}}</h2>
<form method="post" action="{{EDIT_HREF}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.change">
<input type="hidden" name="was_name" value="{{WAS_NAME}}">
<input type="hidden" name="was_text" value="{{WAS_TEXT}}">
<p class="field">
<label for="name">{{_"Name"}}</label>
<input id="name" name="name" dir="auto" value="{{TYPED_NAME}}" required autocomplete="off" aria-describedby="name-help{{#NAME_PROBLEM_IF}} name-problem{{/NAME_PROBLEM_IF}}"{{#NAME_PROBLEM_IF}} aria-invalid="true"{{/NAME_PROBLEM_IF}}>
{{#NAME_PROBLEM_IF}}<span class="problem" id="name-problem">{{NAME_PROBLEM}}</span>{{/NAME_PROBLEM_IF}}
<span class="help" id="name-help">{{_"All of its stories show another name at once, without a new Updated. The address stays."}}</span>
</p>
<p class="field">
<label for="text">{{TEXT_LABEL}}</label>
<textarea id="text" name="text" dir="auto" rows="5" aria-describedby="text-help{{#TEXT_PROBLEM_IF}} text-problem{{/TEXT_PROBLEM_IF}}"{{#TEXT_PROBLEM_IF}} aria-invalid="true"{{/TEXT_PROBLEM_IF}}>
{{TYPED_TEXT}}</textarea>
{{#TEXT_PROBLEM_IF}}<span class="problem" id="text-problem">{{TEXT_PROBLEM}}</span>{{/TEXT_PROBLEM_IF}}
<span class="help" id="text-help">{{TEXT_HELP}}</span>
</p>
<p class="buttons"><button class="primary" name="do" value="save">{{_"Save"}}</button></p>
</form>
</section>
{{#MAY_DELETE}}
<section class="card" aria-labelledby="delete-title">
<h2 id="delete-title">{{_"Delete"}}</h2>
<form method="post" action="{{EDIT_HREF}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.delete"><p class="buttons"><button class="danger" name="do" value="delete">{{_"Delete this section"}}</button></p>
<p class="help">{{_"Only a section in which no story was ever filed can be deleted."}}</p></form>
</section>
{{/MAY_DELETE}}
</div>
