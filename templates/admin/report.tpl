{{%AUTOESCAPE context="HTML"}}
<div class="column wide">
<p class="crumb"><a href="/admin/reports">{{_"Readers’ reports"}}</a></p>
<h1><span class="over">{{_"Report"}}</span> <bdi>{{HEADLINE}}</bdi></h1>
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
<section class="card" aria-labelledby="said-title">
<div class="bar"><h2 id="said-title">{{_"What the reader says"}}</h2> <span class="badge {{STATE_NAME}}">{{STATE_LABEL}}</span></div>
<div class="said-whole" dir="auto">{{WORDS_OF_READER:p}}</div>
<dl>
<div><dt>{{_"Received"}}</dt><dd>{{_"%AT%, %AGE%"}}</dd></div>
<div><dt>{{_"About"}}</dt><dd>{{PLACE}}</dd></div>
{{#EMAIL_IF}}<div><dt>{{_"Answer to"}}</dt><dd><a href="mailto:{{EMAIL}}">{{EMAIL}}</a> <span class="help">{{_"Deleted 90 days after the report came in."}}</span></dd></div>{{/EMAIL_IF}}
<div><dt>{{_"Story"}}</dt><dd><a href="{{STORY}}">{{_"At the desk"}}</a>{{#PATH_IF}} · <a href="{{PATH}}">{{_"In the paper"}}</a>{{/PATH_IF}}{{#STORY_STATE_IF}} <span class="badge">{{STORY_STATE}}</span>{{/STORY_STATE_IF}}</dd></div>
</dl>
</section>
{{#QUOTED}}
<section class="card" aria-labelledby="quote-title">
<h2 id="quote-title">{{_"The passage"}}</h2>
<div class="pair sides">
<div>
<h3>{{_"As it was read"}} <span class="help">{{_"Revision %REVISION%"}}</span></h3>
<blockquote dir="auto">{{QUOTE}}</blockquote>
</div>
<div>
<h3>{{_"What readers see now"}}</h3>
{{#UNCHANGED}}<p>{{_"The same, word for word."}}</p>{{/UNCHANGED}}
{{#NO_LONGER}}<p>{{_"This passage is no longer in the story."}}</p>{{/NO_LONGER}}
{{#CHANGED}}<div class="diff" dir="auto">{{#SPAN}}{{#SAME}}{{WORDS:p}}{{/SAME}}{{#DELETED}}<del>{{WORDS:p}}</del>{{/DELETED}}{{#INSERTED}}<ins>{{WORDS:p}}</ins>{{/INSERTED}}{{/SPAN}}</div>{{/CHANGED}}
</div>
</div>
</section>
{{/QUOTED}}
{{#DECIDE}}
<section class="card" aria-labelledby="decide-title">
<h2 id="decide-title">{{_"What do you want to do with it?"}}</h2>
{{#CORRECT_HREF_IF}}
<p class="buttons"><a class="button primary" href="{{CORRECT_HREF}}">{{_"Write a correction"}}</a></p>
<p class="help">{{_"Opens the story with this passage filled in as what was wrong. Publishing the correction also closes this report."}}</p>
{{/CORRECT_HREF_IF}}
<form method="post" action="{{REPORT_HREF}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}">
<input type="hidden" name="was" value="{{STATE_NAME}}">
<p class="field">
<label for="note">{{_"Note for colleagues"}}</label>
<textarea id="note" name="note" dir="auto" rows="2" spellcheck="true" aria-describedby="note-help{{#NOTE_PROBLEM_IF}} note-problem{{/NOTE_PROBLEM_IF}}"{{#NOTE_PROBLEM_IF}} aria-invalid="true"{{/NOTE_PROBLEM_IF}}>
{{NOTE:p}}</textarea>
{{#NOTE_PROBLEM_IF}}<span class="problem" id="note-problem">{{NOTE_PROBLEM}}</span>{{/NOTE_PROBLEM_IF}}
<span class="help" id="note-help">{{_"Readers never see it."}}</span>
</p>
<p class="buttons"><button name="do" value="done">{{_"Done"}}</button> <button name="do" value="no-error">{{_"Not an error"}}</button></p>
</form>
</section>
{{/DECIDE}}
{{#DECIDED}}
<section class="card" aria-labelledby="decided-title">
<h2 id="decided-title">{{STATE_LABEL}}</h2>
<p>{{_"%CLOSED_AT%, %CLOSED_BY%."}}{{#BY_CORRECTION}} {{_"It led to a correction; %HISTORY%."}}{{_HISTORY}}<a href="{{STORY}}/history">{{_"see the story’s history"}}</a>{{_}}{{/BY_CORRECTION}}</p>
{{#NOTE_IF}}<div class="said-whole" dir="auto">{{NOTE:p}}</div>{{/NOTE_IF}}
{{#MAY_REOPEN}}
<form method="post" action="{{REPORT_HREF}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}"><input type="hidden" name="was" value="{{STATE_NAME}}"><input type="hidden" name="note" value="{{NOTE}}"><p class="buttons"><button name="do" value="open">{{_"Open it again"}}</button></p></form>
{{/MAY_REOPEN}}
</section>
{{/DECIDED}}
{{#ANSWER}}
<section class="card" aria-labelledby="answer-title">
<h2 id="answer-title">{{_"Answer the reader"}}</h2>
<p class="field">
<label for="answer">{{_"Text to copy"}}</label>
<textarea id="answer" class="copy" dir="auto" rows="9" readonly aria-describedby="answer-help">
{{ANSWER_TEXT:p}}</textarea>
<span class="help" id="answer-help">{{_"Nothing is sent from here: copy it into a mail to %ANSWER_TO%, and put it into your own words."}}{{_ANSWER_TO}}<a href="mailto:{{ANSWER_TO}}">{{ANSWER_TO}}</a>{{_}}</span>
</p>
</section>
{{/ANSWER}}
</div>
