{{%AUTOESCAPE context="HTML"}}
<p class="badges">{{#STATE}}<span class="badge {{STATE_NAME}}">{{STATE_LABEL}}{{#STATE_AT_IF}} <span class="at">{{STATE_AT}}</span>{{/STATE_AT_IF}}</span> {{/STATE}}</p>
{{#DRAFTING}}
<section class="card" aria-labelledby="publish-title">
<h2 id="publish-title">Publish</h2>
{{#MAY_SUBMIT}}
<p class="buttons"><button form="story" name="action" value="submit">Submit for review</button></p>
{{/MAY_SUBMIT}}
{{#REVIEWING}}
<p class="help">This story waits for an editor’s review.</p>
{{/REVIEWING}}
{{#EDITORS_PUBLISH}}
<p class="help">An editor reads it and publishes it.</p>
{{/EDITORS_PUBLISH}}
{{#MAY_PUBLISH}}
<div class="option">
{{>PUBLISHED_FIELD}}
<p class="buttons"><button class="primary" form="story" name="action" value="publish">Publish now</button></p>
</div>
<div class="option">
{{>SCHEDULE_FIELD}}
<p class="buttons"><button form="story" name="action" value="schedule">{{#IS_SCHEDULED}}Save and keep scheduled{{/IS_SCHEDULED}}{{#NOT_SCHEDULED}}Schedule{{/NOT_SCHEDULED}}</button></p>
</div>
{{/MAY_PUBLISH}}
</section>
{{/DRAFTING}}
{{#ONLY_KEEP}}
<section class="card">
<p class="help">Readers cannot see this story. You can go on writing it: use Save without publishing.</p>
</section>
{{/ONLY_KEEP}}
{{#ONLY_EDITORS}}
<section class="card">
<p class="help">Readers have seen this story: an editor has to change it.</p>
</section>
{{/ONLY_EDITORS}}
{{#LIVE}}
<section class="card publish-live" aria-labelledby="publish-title">
<h2 id="publish-title">Publish the change</h2>
{{#STAGED}}
<p class="message">Revision {{STAGED_REVISION}} waits and goes live {{STAGED_AT}}. This form began from the newest text: what you publish now, readers see now, and the waiting revision takes its place at its time.</p>
{{/STAGED}}
<fieldset class="edit" id="edit">
<legend>What kind of change is it?</legend>
<div class="kind">
<label class="choice"><input type="radio" name="edit" value="minor" form="story" aria-describedby="minor-line"{{#EDIT_IS_MINOR}} checked{{/EDIT_IS_MINOR}}> <span><strong>Minor fix</strong> A typo, a comma, a link.</span></label>
<p class="reader-line" id="minor-line"><span class="sees">Readers will see:</span> {{>MINOR_LINE}}</p>
</div>
<div class="kind">
<label class="choice"><input type="radio" name="edit" value="update" form="story" aria-describedby="update-line"{{#EDIT_IS_UPDATE}} checked{{/EDIT_IS_UPDATE}}> <span><strong>Update</strong> Something new that readers should know.</span></label>
<p class="reader-line" id="update-line"><span class="sees">Readers will see:</span> {{>UPDATE_LINE}}</p>
<div class="more">
{{>UPDATED_FIELD}}
<input type="hidden" name="updated_at_shown" form="story" value="{{UPDATED_SHOWN}}">
<p class="buttons"><button form="story" name="action" value="line" class="small" data-line="1">Show the line for this time</button></p>
<p class="field">
<label for="note">What changed</label>
<input id="note" name="note" form="story" value="{{NOTE}}" spellcheck="true" aria-describedby="note-help{{#NOTE_PROBLEM_IF}} note-problem{{/NOTE_PROBLEM_IF}}"{{#NOTE_PROBLEM_IF}} aria-invalid="true"{{/NOTE_PROBLEM_IF}}>
{{#NOTE_PROBLEM_IF}}<span class="problem" id="note-problem">{{NOTE_PROBLEM}}</span>{{/NOTE_PROBLEM_IF}}
<span class="help" id="note-help">One line that readers see.</span>
</p>
{{#SAME_TEXT}}
<div class="problem" id="same_text_confirmed" tabindex="-1">
<p>The text is the same as the one that readers see.</p>
<label class="choice"><input type="checkbox" name="same_text_confirmed" value="1" form="story"> <span>Yes, tell readers it was updated although its text is the same</span></label>
</div>
{{/SAME_TEXT}}
</div>
</div>
<div class="kind">
<label class="choice"><input type="radio" name="edit" value="correction" form="story" aria-describedby="correction-line"{{#EDIT_IS_CORRECTION}} checked{{/EDIT_IS_CORRECTION}}> <span><strong>Correction</strong> Something was wrong.</span></label>
<p class="reader-line" id="correction-line"><span class="sees">Readers will see:</span> {{>CORRECTION_LINE}} <span class="sees">and the correction.</span></p>
<div class="more">
<p class="field">
<label for="wrong">What was wrong</label>
<textarea id="wrong" name="wrong" form="story" rows="2" spellcheck="true"{{#WRONG_PROBLEM_IF}} aria-invalid="true" aria-describedby="wrong-problem"{{/WRONG_PROBLEM_IF}}>
{{WRONG:p}}</textarea>
{{#WRONG_PROBLEM_IF}}<span class="problem" id="wrong-problem">{{WRONG_PROBLEM}}</span>{{/WRONG_PROBLEM_IF}}
</p>
<p class="field">
<label for="right">What is right</label>
<textarea id="right" name="right" form="story" rows="2" spellcheck="true"{{#RIGHT_PROBLEM_IF}} aria-invalid="true" aria-describedby="right-problem"{{/RIGHT_PROBLEM_IF}}>
{{RIGHT:p}}</textarea>
{{#RIGHT_PROBLEM_IF}}<span class="problem" id="right-problem">{{RIGHT_PROBLEM}}</span>{{/RIGHT_PROBLEM_IF}}
</p>
</div>
</div>
</fieldset>
<details class="later"{{#GO_LIVE_OPEN}} open{{/GO_LIVE_OPEN}}>
<summary>Not now, later</summary>
{{>GO_LIVE_FIELD}}
</details>
<p class="buttons"><button class="primary" form="story" name="action" value="publish">Save and publish</button></p>
<p class="help">Or use Save without publishing: readers go on seeing what they see now.</p>
</section>
{{/LIVE}}
{{#FACTS}}
<section class="card" aria-label="Times and revisions">
<dl>
{{#PUBLISHED_IF}}<div><dt>Published</dt><dd>{{PUBLISHED}}</dd></div>{{/PUBLISHED_IF}}
{{#UPDATED_IF}}<div><dt>Updated</dt><dd>{{UPDATED}}</dd></div>{{/UPDATED_IF}}
{{#EDITED_IF}}<div><dt>Edited</dt><dd>{{EDITED}}</dd></div>{{/EDITED_IF}}
{{#CREATED_IF}}<div><dt>Begun</dt><dd>{{CREATED}}</dd></div>{{/CREATED_IF}}
</dl>
<p><a href="{{STORY}}/history">Revision {{REVISION}}, history</a>{{#BEHIND}}. Readers see revision {{LIVE_REVISION}}.{{/BEHIND}}</p>
</section>
{{/FACTS}}
{{#WITHDRAWN}}
<section class="card" aria-labelledby="restore-title">
<h2 id="restore-title">Withdrawn</h2>
<p>{{WITHDRAWN_AT}}: “{{WITHDRAWN_REASON}}”</p>
<form method="post" action="{{STORY}}/restore"><input type="hidden" name="csrf" value="{{CSRF}}"><p class="buttons"><button>Make it live again</button></p></form>
<p class="help">With the text readers saw last, and the same dates.</p>
</section>
{{/WITHDRAWN}}
{{#UNSCHEDULE}}
<section class="card" aria-label="Schedule">
<form method="post" action="{{STORY}}/unschedule"><input type="hidden" name="csrf" value="{{CSRF}}"><p class="buttons"><button>{{#UNSTAGE}}Cancel the staged revision{{/UNSTAGE}}{{#TO_DRAFT}}Take it off the schedule{{/TO_DRAFT}}{{#BACK_TO_DRAFT}}Back to draft{{/BACK_TO_DRAFT}}</button></p></form>
<p class="help">Its text stays.</p>
</section>
{{/UNSCHEDULE}}
{{#LEAD}}
<section class="card" aria-label="Front page">
<form method="post" action="{{STORY}}/lead"><input type="hidden" name="csrf" value="{{CSRF}}">{{#IS_LEAD}}<p>This story leads the front page.</p><p class="buttons"><button name="do" value="off">No longer lead with it</button></p>{{/IS_LEAD}}{{#IS_NOT_LEAD}}<p class="buttons"><button name="do" value="on">Lead the front page with it</button></p>{{/IS_NOT_LEAD}}</form>
</section>
{{/LEAD}}
{{#TIMES}}
<section class="card" aria-labelledby="times-title">
<h2 id="times-title">Dates by hand</h2>
<p class="help">These act at once and do not save the text.</p>
{{#TIMES_UPDATED}}
<form method="post" action="{{STORY}}/times"><input type="hidden" name="csrf" value="{{CSRF}}">
{{>SET_UPDATED_FIELD}}
<p class="buttons"><button name="do" value="updated">Set Updated</button>{{#HAS_UPDATED}} <button name="do" value="clear">Clear Updated</button>{{/HAS_UPDATED}}</p>
</form>
{{/TIMES_UPDATED}}
<form method="post" action="{{STORY}}/times"><input type="hidden" name="csrf" value="{{CSRF}}">
{{>SET_PUBLISHED_FIELD}}
<p class="buttons"><button name="do" value="published">Set Published</button></p>
</form>
</section>
{{/TIMES}}
{{#WITHDRAW}}
<details class="card withdraw"{{#WITHDRAW_OPEN}} open{{/WITHDRAW_OPEN}}>
<summary>Withdraw the story</summary>
<form method="post" action="{{STORY}}/withdraw"><input type="hidden" name="csrf" value="{{CSRF}}">
<p class="field">
<label for="reason">Notice to readers</label>
<input id="reason" name="reason" value="{{REASON}}" spellcheck="true" aria-describedby="reason-help{{#REASON_PROBLEM_IF}} reason-problem{{/REASON_PROBLEM_IF}}"{{#REASON_PROBLEM_IF}} aria-invalid="true"{{/REASON_PROBLEM_IF}}>
{{#REASON_PROBLEM_IF}}<span class="problem" id="reason-problem">{{REASON_PROBLEM}}</span>{{/REASON_PROBLEM_IF}}
<span class="help" id="reason-help">They see it instead of the story. Why it is gone, in a sentence.</span>
</p>
<label class="choice"><input type="checkbox" name="confirm" id="confirm" value="1"{{#CONFIRM_PROBLEM_IF}} aria-invalid="true" aria-describedby="confirm-problem"{{/CONFIRM_PROBLEM_IF}}> <span>Take it away from readers</span></label>
{{#CONFIRM_PROBLEM_IF}}<p class="problem" id="confirm-problem">{{CONFIRM_PROBLEM}}</p>{{/CONFIRM_PROBLEM_IF}}
<p class="buttons"><button class="danger">Withdraw</button></p>
</form>
</details>
{{/WITHDRAW}}
