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
{{#MERGED_IF}}
<section class="card" aria-labelledby="merged-title">
<h2 id="merged-title">{{_"Merged into this one"}}</h2>
<ul class="plain">
{{#MERGED}}
<li><form method="post" action="{{EDIT_HREF}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.part{{MERGED_ID}}"><input type="hidden" name="merged" value="{{MERGED_SLUG}}"><bdi>{{MERGED_NAME}}</bdi> <span class="help" dir="ltr">{{MERGED_PATH}}</span> <button name="do" value="part" aria-label="{{_"Undo the merge of %MERGED_NAME%"}}">{{_"Undo"}}</button></form></li>
{{/MERGED}}
</ul>
<p class="help">{{_"Their addresses and feeds lead here. Each can be itself again, with the stories that it had."}}</p>
</section>
{{/MERGED_IF}}
{{#MERGE}}
<section class="card" aria-labelledby="merge-title">
<h2 id="merge-title">{{_"Merge into another one"}}</h2>
<form method="post" action="{{EDIT_HREF}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.merge">
<p class="field">
<label for="into">{{_"Name of the one that stays"}}</label>
<input id="into" name="into" dir="auto" value="{{TYPED_INTO}}" autocomplete="off" aria-describedby="into-help{{#INTO_PROBLEM_IF}} into-problem{{/INTO_PROBLEM_IF}}"{{#INTO_PROBLEM_IF}} aria-invalid="true"{{/INTO_PROBLEM_IF}}>
{{#INTO_PROBLEM_IF}}<span class="problem" id="into-problem">{{INTO_PROBLEM}}</span>{{/INTO_PROBLEM_IF}}
<span class="help" id="into-help">{{_"All stories show the other name at once, without a new Updated, and this address and its feed lead there. It can be undone."}}</span>
</p>
<p class="buttons"><button name="do" value="merge">{{_"Merge"}}</button></p>
</form>
</section>
{{/MERGE}}
{{#SECTION}}
<section class="card" aria-labelledby="hide-title">
<h2 id="hide-title">{{_"In the menu"}}</h2>
<form method="post" action="{{EDIT_HREF}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.hide">
<p class="buttons">{{#SHOWN}}<button name="do" value="hide">{{_"Hide this section"}}</button>{{/SHOWN}}{{#HIDDEN}}<button name="do" value="show">{{_"Show this section"}}</button>{{/HIDDEN}}</p>
<p class="help">{{_"A hidden section is in no menu and has no band on the front page. Its page, its feed and its stories stay."}}</p></form>
</section>
<section class="card" aria-labelledby="delete-title">
<h2 id="delete-title">{{_"Delete"}}</h2>
<form method="post" action="{{EDIT_HREF}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.delete">
<p class="field">
<label for="into">{{_"Its stories and its address go to"}}</label>
<select id="into" name="into" aria-describedby="into-help{{#INTO_PROBLEM_IF}} into-problem{{/INTO_PROBLEM_IF}}"{{#INTO_PROBLEM_IF}} aria-invalid="true"{{/INTO_PROBLEM_IF}}><option value="">{{_"none: it never had any"}}</option>{{#INTO_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/INTO_OPTION}}</select>
{{#INTO_PROBLEM_IF}}<span class="problem" id="into-problem">{{INTO_PROBLEM}}</span>{{/INTO_PROBLEM_IF}}
<span class="help" id="into-help">{{_"The stories move without a new Updated. The page of the section that takes them lists this one: there it can be undone."}}</span>
</p>
<p class="buttons"><button class="danger" name="do" value="delete">{{_"Delete this section"}}</button></p></form>
</section>
{{/SECTION}}
</div>
