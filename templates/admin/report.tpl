{{%AUTOESCAPE context="HTML"}}
<div class="column wide">
<p class="crumb"><a href="/admin/reports">Readers’ reports</a></p>
<h1><span class="over">Report</span> {{HEADLINE}}</h1>
{{#MESSAGE_IF}}
<p class="message good" role="status">{{MESSAGE}}</p>
{{/MESSAGE_IF}}
{{#PROBLEMS}}
<div class="problems" role="alert" tabindex="-1" data-problems="1">
<h2>Not done</h2>
<ul>
{{#PROBLEM}}
<li>{{#LINKED}}<a href="#{{PROBLEM_FIELD}}">{{PROBLEM_TEXT}}</a>{{/LINKED}}{{#UNLINKED}}{{PROBLEM_TEXT}}{{/UNLINKED}}</li>
{{/PROBLEM}}
</ul>
</div>
{{/PROBLEMS}}
<section class="card" aria-labelledby="said-title">
<div class="bar"><h2 id="said-title">What the reader says</h2> <span class="badge {{STATE_NAME}}">{{STATE_LABEL}}</span></div>
<div class="said-whole">{{WORDS_OF_READER:p}}</div>
<dl>
<div><dt>Received</dt><dd>{{AT}}, {{AGE}} ago</dd></div>
<div><dt>About</dt><dd>{{PLACE}}</dd></div>
{{#EMAIL_IF}}<div><dt>Answer to</dt><dd><a href="mailto:{{EMAIL}}">{{EMAIL}}</a> <span class="help">Erased 90 days after the note came in.</span></dd></div>{{/EMAIL_IF}}
<div><dt>Story</dt><dd><a href="{{STORY}}">At the desk</a>{{#PATH_IF}}, <a href="{{PATH}}">in the paper</a>{{/PATH_IF}}{{#STORY_STATE_IF}} <span class="badge">{{STORY_STATE}}</span>{{/STORY_STATE_IF}}</dd></div>
</dl>
</section>
{{#QUOTED}}
<section class="card" aria-labelledby="quote-title">
<h2 id="quote-title">The passage</h2>
<div class="pair sides">
<div>
<h3>As it was read <span class="help">Revision {{REVISION}}</span></h3>
<blockquote>{{QUOTE}}</blockquote>
</div>
<div>
<h3>What readers see now</h3>
{{#UNCHANGED}}<p>The same, word for word.</p>{{/UNCHANGED}}
{{#NO_LONGER}}<p>This passage is no longer in the story.</p>{{/NO_LONGER}}
{{#CHANGED}}<div class="diff">{{#SPAN}}{{#SAME}}{{WORDS:p}}{{/SAME}}{{#DELETED}}<del>{{WORDS:p}}</del>{{/DELETED}}{{#INSERTED}}<ins>{{WORDS:p}}</ins>{{/INSERTED}}{{/SPAN}}</div>{{/CHANGED}}
</div>
</div>
</section>
{{/QUOTED}}
{{#DECIDE}}
<section class="card" aria-labelledby="decide-title">
<h2 id="decide-title">What shall become of it?</h2>
{{#CORRECT_HREF_IF}}
<p class="buttons"><a class="button primary" href="{{CORRECT_HREF}}">Write a correction</a></p>
<p class="help">Opens the story with the passage as what was wrong. When the correction is published, this report is closed with it.</p>
{{/CORRECT_HREF_IF}}
<form method="post" action="{{REPORT_HREF}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="was" value="{{STATE_NAME}}">
<p class="field">
<label for="note">Note for colleagues</label>
<textarea id="note" name="note" rows="2" spellcheck="true" aria-describedby="note-help{{#NOTE_PROBLEM_IF}} note-problem{{/NOTE_PROBLEM_IF}}"{{#NOTE_PROBLEM_IF}} aria-invalid="true"{{/NOTE_PROBLEM_IF}}>
{{NOTE:p}}</textarea>
{{#NOTE_PROBLEM_IF}}<span class="problem" id="note-problem">{{NOTE_PROBLEM}}</span>{{/NOTE_PROBLEM_IF}}
<span class="help" id="note-help">Readers never see it.</span>
</p>
<p class="buttons"><button name="do" value="done">Done</button> <button name="do" value="no-error">Not an error</button></p>
</form>
</section>
{{/DECIDE}}
{{#DECIDED}}
<section class="card" aria-labelledby="decided-title">
<h2 id="decided-title">{{STATE_LABEL}}</h2>
<p>{{CLOSED_AT}}, {{CLOSED_BY}}.{{#BY_CORRECTION}} A correction of the story came of it; <a href="{{STORY}}/history">see the story’s history</a>.{{/BY_CORRECTION}}</p>
{{#NOTE_IF}}<div class="said-whole">{{NOTE:p}}</div>{{/NOTE_IF}}
{{#MAY_REOPEN}}
<form method="post" action="{{REPORT_HREF}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="was" value="{{STATE_NAME}}"><input type="hidden" name="note" value="{{NOTE}}"><p class="buttons"><button name="do" value="open">Open it again</button></p></form>
{{/MAY_REOPEN}}
</section>
{{/DECIDED}}
</div>
