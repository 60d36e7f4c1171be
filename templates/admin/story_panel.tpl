{{%AUTOESCAPE context="HTML"}}
{{#PUBLISH}}
<details class="group" id="group-when"{{#WHEN_OPEN}} open{{/WHEN_OPEN}}>
<summary><span class="what">{{_"When"}}</span> <span class="says"><span data-says="when-now"{{#WHEN_TYPED}} hidden{{/WHEN_TYPED}}>{{_"now"}}</span><span data-value="when_at">{{WHEN_SAY}}</span></span></summary>
<div class="fields">
{{>WHEN_FIELD}}
<p class="buttons only-plain"><button form="story" name="action" value="line" class="small" data-line="1">{{_"Show what the button will do"}}</button></p>
</div>
</details>
{{/PUBLISH}}
<div class="head" id="head">
<p class="badges">{{#STATE}}<span class="badge {{STATE_NAME}}">{{STATE_LABEL}}{{#STATE_AT_IF}} <span class="at">{{STATE_AT}}</span>{{/STATE_AT_IF}}</span> {{/STATE}}</p>
{{#KINDS}}
<fieldset class="edit" id="edit">
<legend>{{_"What kind of change is it?"}}</legend>
<p class="hint" id="hint" role="status">{{HINT}}</p>
<div class="kind">
<label class="choice"><input type="radio" name="edit" value="minor" form="story" aria-describedby="minor-line"{{#EDIT_IS_MINOR}} checked{{/EDIT_IS_MINOR}}> <span><strong>{{_"Minor fix"}}</strong> {{_"A typo, a comma, a link."}}</span></label>
<p class="reader-line" id="minor-line"><span class="sees">{{_"Readers will see:"}}</span> {{>MINOR_LINE}}</p>
</div>
<div class="kind">
<label class="choice"><input type="radio" name="edit" value="update" form="story" aria-describedby="update-line"{{#EDIT_IS_UPDATE}} checked{{/EDIT_IS_UPDATE}}> <span><strong>{{_"Update"}}</strong> {{_"Something new that readers should know."}}</span></label>
<p class="reader-line" id="update-line"><span class="sees">{{_"Readers will see:"}}</span> {{>UPDATE_LINE}}</p>
<div class="more">
{{>UPDATED_FIELD}}
<input type="hidden" name="updated_at_shown" form="story" value="{{UPDATED_SHOWN}}">
<p class="field">
<label for="note">{{_"What changed"}}</label>
<input id="note" name="note" dir="auto" form="story" value="{{NOTE}}" spellcheck="true" aria-describedby="note-help{{#NOTE_PROBLEM_IF}} note-problem{{/NOTE_PROBLEM_IF}}"{{#NOTE_PROBLEM_IF}} aria-invalid="true"{{/NOTE_PROBLEM_IF}}>
{{#NOTE_PROBLEM_IF}}<span class="problem" id="note-problem">{{NOTE_PROBLEM}}</span>{{/NOTE_PROBLEM_IF}}
<span class="help" id="note-help">{{_"One line that readers see."}}</span>
</p>
{{#SAME_TEXT}}
<div class="problem" id="same_text_confirmed" tabindex="-1">
<p>{{_"The text is the same as the one that readers see."}}</p>
<label class="choice"><input type="checkbox" name="same_text_confirmed" value="1" form="story"> <span>{{_"Yes, tell readers it was updated although its text is the same"}}</span></label>
</div>
{{/SAME_TEXT}}
</div>
</div>
<div class="kind">
<label class="choice"><input type="radio" name="edit" value="correction" form="story" aria-describedby="correction-line"{{#EDIT_IS_CORRECTION}} checked{{/EDIT_IS_CORRECTION}}> <span><strong>{{_"Correction"}}</strong> {{_"Something was wrong."}}</span></label>
<p class="reader-line" id="correction-line"><span class="sees">{{_"Readers will see:"}}</span> {{>CORRECTION_LINE}} <span class="sees">{{_"and the correction."}}</span></p>
<div class="more">
<p class="field">
<label for="wrong">{{_"What was wrong"}}</label>
<textarea id="wrong" name="wrong" dir="auto" form="story" rows="2" class="grows" spellcheck="true"{{#WRONG_PROBLEM_IF}} aria-invalid="true" aria-describedby="wrong-problem"{{/WRONG_PROBLEM_IF}}>
{{WRONG:p}}</textarea>
{{#WRONG_PROBLEM_IF}}<span class="problem" id="wrong-problem">{{WRONG_PROBLEM}}</span>{{/WRONG_PROBLEM_IF}}
</p>
<p class="field">
<label for="right">{{_"What is right"}}</label>
<textarea id="right" name="right" dir="auto" form="story" rows="2" class="grows" spellcheck="true"{{#RIGHT_PROBLEM_IF}} aria-invalid="true" aria-describedby="right-problem"{{/RIGHT_PROBLEM_IF}}>
{{RIGHT:p}}</textarea>
{{#RIGHT_PROBLEM_IF}}<span class="problem" id="right-problem">{{RIGHT_PROBLEM}}</span>{{/RIGHT_PROBLEM_IF}}
</p>
</div>
</div>
</fieldset>
{{/KINDS}}
{{#LINE_ALONE}}<p class="buttons only-plain"><button form="story" name="action" value="line" class="small" data-line="1">{{_"Show what the button will do"}}</button></p>{{/LINE_ALONE}}
{{>OUTCOME}}
{{#BINNED}}
<form class="outcome" method="post" action="{{STORY}}/bin"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.unbin"><div class="acts"><button class="primary" name="do" value="out">{{_"Take it out of the bin"}}</button></div></form>
{{/BINNED}}
</div>
{{#REVIEWING}}<p class="help">{{_"This story waits for an editor’s review."}}</p>{{/REVIEWING}}
{{#ONLY_EDITORS}}<section class="act"><p class="help">{{_"Readers have seen this story: only an editor can change it."}}</p></section>{{/ONLY_EDITORS}}
{{#EDITORS_PUBLISH}}<p class="help">{{_"An editor reads it and publishes it."}}</p>{{/EDITORS_PUBLISH}}
{{>REVIEW_PANEL}}
{{#FACTS}}
<section class="act facts" aria-label="{{_"Times and revisions"}}">
<dl>
{{#SCHEDULED_FOR_IF}}<div><dt>{{_"Scheduled for"}}</dt><dd>{{>SCHEDULED_FOR}}</dd></div>{{/SCHEDULED_FOR_IF}}
{{#PUBLISHED_IF}}<div><dt>{{_"Published"}}</dt><dd>{{>PUBLISHED}}</dd></div>{{/PUBLISHED_IF}}
{{#UPDATED_IF}}<div><dt>{{_"Updated"}}</dt><dd>{{>UPDATED}}</dd></div>{{/UPDATED_IF}}
{{#EDITED_IF}}<div><dt>{{_"Edited"}}</dt><dd>{{>EDITED}}</dd></div>{{/EDITED_IF}}
{{#ASSIGNED}}<div><dt>{{_"Assignment"}}</dt><dd><a href="{{ASSIGNMENT}}" dir="auto">{{TITLE}}</a>{{#DUE_IF}} · {{_"due %DUE%"}}{{_DUE}}{{>DUE}}{{_}}{{/DUE_IF}}{{#LENGTH}} · {{_WORDS "%WORDS% word|%WORDS% words"}}{{/LENGTH}}</dd></div>
{{#ASSIGNED_NOTE_IF}}<div><dt>{{_"Note"}}</dt><dd class="words" dir="auto">{{ASSIGNED_NOTE:p}}</dd></div>{{/ASSIGNED_NOTE_IF}}
{{/ASSIGNED}}{{#CREATED_IF}}<div><dt>{{_"Begun"}}</dt><dd>{{>CREATED}}</dd></div>{{/CREATED_IF}}
</dl>
<p><a href="{{STORY}}/history">{{_"History"}}</a></p>
</section>
{{/FACTS}}
{{#WITHDRAWN}}
<section class="act" aria-labelledby="restore-title">
<h2 id="restore-title">{{_"Withdrawn"}}</h2>
<p>{{WITHDRAWN_AT}}: “<bdi>{{WITHDRAWN_REASON}}</bdi>”</p>
<form method="post" action="{{STORY}}/restore"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.restore"><input type="hidden" name="number" value="{{LIVE_NUMBER}}"><input type="hidden" name="hash" value="{{LIVE_HASH}}"><input type="hidden" name="withdrawn_at" value="{{WITHDRAWN_INSTANT}}"><p class="buttons"><button>{{_"Make it live again as it was"}}</button></p></form>
<p class="help">{{_"With the text that readers saw last, and the same dates. To bring it back with the text in the form, use the button above."}}</p>
<form method="post" action="{{STORY}}/reword"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.notice"><input type="hidden" name="what" value="withdrawal"><input type="hidden" name="first_was" value="{{WAS_FIRST}}">
<p class="field"><label for="{{FIRST_ID}}">{{_"Notice to readers"}}</label><textarea id="{{FIRST_ID}}" name="first" rows="2" spellcheck="true" dir="auto"{{#FIRST_PROBLEM_IF}} aria-invalid="true" aria-describedby="{{FIRST_ID}}-problem"{{/FIRST_PROBLEM_IF}}>
{{WORDING_FIRST:p}}</textarea>{{#FIRST_PROBLEM_IF}}<span class="problem" id="{{FIRST_ID}}-problem">{{FIRST_PROBLEM}}</span>{{/FIRST_PROBLEM_IF}}</p>
<p class="buttons"><button>{{_"Change the notice"}}</button></p>
</form>
</section>
{{/WITHDRAWN}}
{{#UNSCHEDULE}}
<section class="act" aria-label="{{_"Schedule"}}">
<form method="post" action="{{STORY}}/unschedule"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.unschedule"><input type="hidden" name="number" value="{{WAITING_NUMBER}}"><input type="hidden" name="waits_at" value="{{WAITING_INSTANT}}"><p class="buttons"><button>{{#UNSTAGE}}{{_"Take the waiting change off the schedule"}}{{/UNSTAGE}}{{#TO_DRAFT}}{{_"Take it off the schedule"}}{{/TO_DRAFT}}</button></p></form>
<p class="help">{{#BECOMES_DRAFT}}{{_"Its text becomes a draft."}}{{/BECOMES_DRAFT}}{{#STAYS_IN_HISTORY}}{{_"Its text stays in the history; the draft stays the draft."}}{{/STAYS_IN_HISTORY}}</p>
</section>
{{/UNSCHEDULE}}
{{#DISCARD}}
<section class="act" aria-label="{{_"Draft"}}">
<form method="post" action="{{STORY}}/discard"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.discard"><input type="hidden" name="number" value="{{DRAFT_NUMBER}}"><p class="buttons"><button>{{_"Discard the draft"}}</button></p></form>
<p class="help">{{_"Its text stays in the history."}}</p>
</section>
{{/DISCARD}}
{{#BIN}}
<section class="act" aria-label="{{_"Bin"}}">
<form method="post" action="{{STORY}}/bin"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.bin"><input type="hidden" name="number" value="{{DRAFT_NUMBER}}"><p class="buttons"><button name="do" value="in">{{_"Put it into the bin"}}</button></p></form>
<p class="help">{{_"It can be taken out again for 30 days."}}</p>
</section>
{{/BIN}}
{{#LEAD}}
<section class="act" aria-label="{{_"Front page"}}">
<form method="post" action="{{STORY}}/lead"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.lead"><input type="hidden" name="lead_shown" value="{{LEAD_SHOWN}}">{{#IS_LEAD}}<p>{{_"This story leads the front page."}}</p><p class="buttons"><button name="do" value="off">{{_"No longer lead with it"}}</button></p>{{/IS_LEAD}}{{#IS_NOT_LEAD}}<p class="buttons"><button name="do" value="on">{{_"Lead the front page with it"}}</button></p>{{/IS_NOT_LEAD}}</form>
</section>
{{/LEAD}}
{{#WORDING}}
<details class="act wording"{{#WORDING_OPEN}} open{{/WORDING_OPEN}}>
<summary>{{_"Public wording"}}</summary>
<p class="help">{{_"Notes and corrections that readers see beside the story. A change of the wording is listed on the page of changes."}}</p>
{{#WORDING_NOTE}}
<form method="post" action="{{STORY}}/reword"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.note{{WORDING_ID}}"><input type="hidden" name="what" value="note"><input type="hidden" name="which" value="{{WORDING_ID}}"><input type="hidden" name="first_was" value="{{WAS_FIRST}}">
<p class="field"><label for="{{FIRST_ID}}">{{_"Note of the update, %WORDING_AT%"}}</label><textarea id="{{FIRST_ID}}" name="first" rows="2" spellcheck="true" dir="auto"{{#FIRST_PROBLEM_IF}} aria-invalid="true" aria-describedby="{{FIRST_ID}}-problem"{{/FIRST_PROBLEM_IF}}>
{{WORDING_FIRST:p}}</textarea>{{#FIRST_PROBLEM_IF}}<span class="problem" id="{{FIRST_ID}}-problem">{{FIRST_PROBLEM}}</span>{{/FIRST_PROBLEM_IF}}</p>
<p class="buttons"><button>{{_"Change the note"}}</button></p>
</form>
{{/WORDING_NOTE}}
{{#WORDING_CORRECTION}}
<form method="post" action="{{STORY}}/reword"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.correction{{WORDING_ID}}"><input type="hidden" name="what" value="correction"><input type="hidden" name="which" value="{{WORDING_ID}}"><input type="hidden" name="first_was" value="{{WAS_FIRST}}"><input type="hidden" name="second_was" value="{{WAS_SECOND}}">
<p class="field"><label for="{{FIRST_ID}}">{{_"What was wrong, %WORDING_AT%"}}</label><textarea id="{{FIRST_ID}}" name="first" rows="2" spellcheck="true" dir="auto"{{#FIRST_PROBLEM_IF}} aria-invalid="true" aria-describedby="{{FIRST_ID}}-problem"{{/FIRST_PROBLEM_IF}}>
{{WORDING_FIRST:p}}</textarea>{{#FIRST_PROBLEM_IF}}<span class="problem" id="{{FIRST_ID}}-problem">{{FIRST_PROBLEM}}</span>{{/FIRST_PROBLEM_IF}}</p>
<p class="field"><label for="{{SECOND_ID}}">{{_"What is right, %WORDING_AT%"}}</label><textarea id="{{SECOND_ID}}" name="second" rows="2" spellcheck="true" dir="auto"{{#SECOND_PROBLEM_IF}} aria-invalid="true" aria-describedby="{{SECOND_ID}}-problem"{{/SECOND_PROBLEM_IF}}>
{{WORDING_SECOND:p}}</textarea>{{#SECOND_PROBLEM_IF}}<span class="problem" id="{{SECOND_ID}}-problem">{{SECOND_PROBLEM}}</span>{{/SECOND_PROBLEM_IF}}</p>
<p class="buttons"><button>{{_"Change the correction"}}</button></p>
</form>
{{/WORDING_CORRECTION}}
</details>
{{/WORDING}}
{{#TIMES}}
<details class="group" id="group-times"{{#TIMES_OPEN}} open{{/TIMES_OPEN}}>
<summary><span class="what">{{_"Dates by hand"}}</span></summary>
<div class="fields">
<p class="help">{{_"These act at once and do not save the text."}}</p>
{{#TIMES_UPDATED}}
<form method="post" action="{{STORY}}/times"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.times"><input type="hidden" name="updated_shown" value="{{UPDATED_INSTANT}}"><button disabled hidden></button><button formmethod="dialog" hidden></button>
{{>SET_UPDATED_FIELD}}
<p class="buttons"><button name="do" value="updated">{{_"Set Updated"}}</button>{{#HAS_UPDATED}} <button name="do" value="clear">{{_"Clear Updated"}}</button>{{/HAS_UPDATED}}</p>
</form>
{{/TIMES_UPDATED}}
<form method="post" action="{{STORY}}/times"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.published"><input type="hidden" name="published_shown" value="{{PUBLISHED_INSTANT}}"><button disabled hidden></button><button formmethod="dialog" hidden></button>
{{>SET_PUBLISHED_FIELD}}
<p class="buttons"><button name="do" value="published">{{_"Set Published"}}</button></p>
</form>
</div>
</details>
{{/TIMES}}
{{#TAKE_BACK}}
<section class="act" aria-labelledby="take-back-title">
<h2 id="take-back-title">{{_"Published by mistake?"}}</h2>
<form method="post" action="{{STORY}}/take-back"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.take-back"><input type="hidden" name="live_from" value="{{LIVE_FROM}}"><p class="buttons"><button class="danger">{{_"Take it back to draft"}}</button></p></form>
<p class="help">{{_"Within an hour of publication it can be as if it had not been: its address leads nowhere, and the log says so."}}</p>
</section>
{{/TAKE_BACK}}
{{#WITHDRAW}}
<details class="act withdraw"{{#WITHDRAW_OPEN}} open{{/WITHDRAW_OPEN}}>
<summary>{{_"Withdraw the story"}}</summary>
<form method="post" action="{{STORY}}/withdraw"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.withdraw"><input type="hidden" name="live_from" value="{{WITHDRAWS_FROM}}"><button disabled hidden></button><button formmethod="dialog" hidden></button>
<p class="field">
<label for="reason">{{_"Notice to readers"}}</label>
<input id="reason" name="reason" dir="auto" value="{{REASON}}" spellcheck="true" aria-describedby="reason-help{{#REASON_PROBLEM_IF}} reason-problem{{/REASON_PROBLEM_IF}}"{{#REASON_PROBLEM_IF}} aria-invalid="true"{{/REASON_PROBLEM_IF}}>
{{#REASON_PROBLEM_IF}}<span class="problem" id="reason-problem">{{REASON_PROBLEM}}</span>{{/REASON_PROBLEM_IF}}
<span class="help" id="reason-help">{{_"They see it instead of the story. Why it is gone, in a sentence."}}</span>
</p>
<label class="choice"><input type="checkbox" name="confirm" id="confirm" value="1"{{#CONFIRM_PROBLEM_IF}} aria-invalid="true" aria-describedby="confirm-problem"{{/CONFIRM_PROBLEM_IF}}> <span>{{_"Take it away from readers"}}</span></label>
{{#CONFIRM_PROBLEM_IF}}<p class="problem" id="confirm-problem">{{CONFIRM_PROBLEM}}</p>{{/CONFIRM_PROBLEM_IF}}
<p class="buttons"><button class="danger">{{_"Withdraw"}}</button></p>
</form>
</details>
{{/WITHDRAW}}
