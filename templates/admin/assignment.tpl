{{%AUTOESCAPE context="HTML"}}
<div class="column">
<p class="crumb"><a href="/admin/assignments">{{_"Assignments"}}</a></p>
<h1><bdi>{{HEADING}}</bdi></h1>
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
{{>FACTS_ABOVE}}
{{#ACTIONS}}
<section class="card" aria-labelledby="actions-title">
<h2 id="actions-title">{{_"What now?"}}</h2>
{{#STORY_IF}}
<p><a class="button primary" href="{{STORY}}">{{_"Open its story"}}</a></p>
{{/STORY_IF}}
{{#MAY_BEGIN}}
<form method="post" action="{{HERE}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.begin"><p class="buttons"><button class="primary" name="do" value="begin" aria-describedby="begin-help">{{_"Begin the story"}}</button></p><p class="help" id="begin-help">{{_"Makes a draft with this title and section. Readers see nothing of it."}}</p></form>
{{/MAY_BEGIN}}
{{#MAY_TAKE}}
<form method="post" action="{{HERE}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.take"><input type="hidden" name="version" value="{{VERSION}}"><p class="buttons"><button name="do" value="take">{{_"I take it"}}</button></p></form>
{{/MAY_TAKE}}
{{#MAY_TAKE_OVER}}
<form method="post" action="{{HERE}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.take"><input type="hidden" name="version" value="{{VERSION}}"><p class="buttons"><button name="do" value="take">{{_"I write it myself"}}</button></p></form>
{{/MAY_TAKE_OVER}}
{{#MAY_DECLINE}}
<form method="post" action="{{HERE}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.decline"><input type="hidden" name="version" value="{{VERSION}}">
<p class="field">
<label for="said">{{_"Why not? (you may leave it empty)"}}</label>
<textarea id="said" name="said" dir="auto" rows="2"{{#SAID_PROBLEM_IF}} aria-invalid="true" aria-describedby="said-problem"{{/SAID_PROBLEM_IF}}>
{{TYPED_SAID:p}}</textarea>
{{#SAID_PROBLEM_IF}}<span class="problem" id="said-problem">{{SAID_PROBLEM}}</span>{{/SAID_PROBLEM_IF}}
</p>
<p class="buttons"><button name="do" value="decline">{{_"I decline it"}}</button></p>
</form>
{{/MAY_DECLINE}}
{{#MAY_CLOSE}}
<form method="post" action="{{HERE}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.close"><input type="hidden" name="version" value="{{VERSION}}"><p class="buttons"><button name="do" value="close" aria-describedby="close-help">{{_"Close it"}}</button></p><p class="help" id="close-help">{{_"Nothing is to be done any more. It closes by itself when its story goes out."}}</p></form>
{{/MAY_CLOSE}}
{{#MAY_REOPEN}}
<form method="post" action="{{HERE}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.reopen"><input type="hidden" name="version" value="{{VERSION}}"><p class="buttons"><button name="do" value="reopen">{{_"Open it again"}}</button></p></form>
{{/MAY_REOPEN}}
</section>
{{/ACTIONS}}
{{#CHANGE_FORM}}
<section class="card" aria-labelledby="change-title">
<h2 id="change-title">{{#IS_NEW}}{{_"What is to be written"}}{{/IS_NEW}}{{#IS_OLD}}{{_"Change it"}}{{/IS_OLD}}</h2>
<form method="post" action="{{HERE}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.save">
<input type="hidden" name="version" value="{{VERSION}}">
<p class="field">
<label for="title">{{_"Working title"}}</label>
<input id="title" name="title" dir="auto" value="{{TYPED_TITLE}}" required autocomplete="off"{{#TITLE_PROBLEM_IF}} aria-invalid="true" aria-describedby="title-problem"{{/TITLE_PROBLEM_IF}}>
{{#TITLE_PROBLEM_IF}}<span class="problem" id="title-problem">{{TITLE_PROBLEM}}</span>{{/TITLE_PROBLEM_IF}}
</p>
{{#PEOPLE}}
<p class="field">
<label for="who">{{_"Who writes it"}}</label>
<select id="who" name="who"{{#WHO_PROBLEM_IF}} aria-invalid="true" aria-describedby="who-problem"{{/WHO_PROBLEM_IF}}><option value="">{{_"Nobody yet"}}</option>{{#WHO_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/WHO_OPTION}}</select>
{{#WHO_PROBLEM_IF}}<span class="problem" id="who-problem">{{WHO_PROBLEM}}</span>{{/WHO_PROBLEM_IF}}
</p>
{{/PEOPLE}}
{{#ONESELF}}<input type="hidden" name="who" value="{{WHO_LOGIN}}">{{/ONESELF}}
{{>DUE_FIELD}}
<p class="field">
<label for="words">{{_"Length, in words"}}</label>
<input id="words" name="words" dir="auto" inputmode="numeric" size="8" value="{{TYPED_WORDS}}" autocomplete="off"{{#WORDS_PROBLEM_IF}} aria-invalid="true" aria-describedby="words-problem"{{/WORDS_PROBLEM_IF}}>
{{#WORDS_PROBLEM_IF}}<span class="problem" id="words-problem">{{WORDS_PROBLEM}}</span>{{/WORDS_PROBLEM_IF}}
</p>
<p class="field">
<label for="section">{{_"Section"}}</label>
<select id="section" name="section"{{#SECTION_PROBLEM_IF}} aria-invalid="true" aria-describedby="section-problem"{{/SECTION_PROBLEM_IF}}><option value="">{{_"No section yet"}}</option>{{#SECTION_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/SECTION_OPTION}}</select>
{{#SECTION_PROBLEM_IF}}<span class="problem" id="section-problem">{{SECTION_PROBLEM}}</span>{{/SECTION_PROBLEM_IF}}
</p>
<p class="field">
<label for="note">{{_"Note"}}</label>
<textarea id="note" name="note" dir="auto" rows="4" aria-describedby="note-help{{#NOTE_PROBLEM_IF}} note-problem{{/NOTE_PROBLEM_IF}}"{{#NOTE_PROBLEM_IF}} aria-invalid="true"{{/NOTE_PROBLEM_IF}}>
{{TYPED_NOTE:p}}</textarea>
{{#NOTE_PROBLEM_IF}}<span class="problem" id="note-problem">{{NOTE_PROBLEM}}</span>{{/NOTE_PROBLEM_IF}}
<span class="help" id="note-help">{{_"For whoever writes it. Readers never see any of this."}}</span>
</p>
<p class="buttons"><button class="primary" name="do" value="save">{{#IS_NEW}}{{_"Assign"}}{{/IS_NEW}}{{#IS_OLD}}{{_"Save"}}{{/IS_OLD}}</button></p>
</form>
</section>
{{/CHANGE_FORM}}
{{>FACTS_BELOW}}
</div>
