{{%AUTOESCAPE context="HTML"}}
<div class="outcome" id="outcome">
<input type="hidden" name="promised_at" form="story" value="{{PROMISED_AT}}">
{{#ASKS_OVERRIDE}}
<div class="problem ask">
<p>{{_"The checklist stops this text. Nothing is published yet."}}</p>
<p class="field"><label for="override_reason">{{_"Urgent? Say why it goes out all the same"}}</label><textarea id="override_reason" name="override_reason" form="story" rows="2" class="grows" dir="auto" spellcheck="true" aria-describedby="override_reason-help{{#OVERRIDE_PROBLEM_IF}} override_reason-problem{{/OVERRIDE_PROBLEM_IF}}"{{#OVERRIDE_PROBLEM_IF}} aria-invalid="true"{{/OVERRIDE_PROBLEM_IF}}>
{{OVERRIDE_REASON:p}}</textarea>{{#OVERRIDE_PROBLEM_IF}}<span class="problem" id="override_reason-problem">{{OVERRIDE_PROBLEM}}</span>{{/OVERRIDE_PROBLEM_IF}}<span class="help" id="override_reason-help">{{_"Your name and the reason are kept with the text and in the log."}}</span></p>
</div>
{{/ASKS_OVERRIDE}}
{{#ASKS_DRAFT}}
<div class="problem ask" id="replaces_draft" tabindex="-1" data-problems="1">
<p>{{_"There is a draft already, by %DRAFT_WHO%, saved %DRAFT_AT%. Nothing is saved yet."}}</p>
<p><a href="{{DRAFT_HREF}}">{{_"Open that draft"}}</a></p>
<label class="choice"><input type="checkbox" name="replaces_draft" value="1" form="story"> <span>{{_"Let this text take its place. The other stays in the history."}}</span></label>
</div>
{{/ASKS_DRAFT}}
{{#SUBMIT_NOTE}}<p class="field"><label for="review_note">{{_"Note to whoever reads it"}}</label><textarea id="review_note" name="review_note" form="story" rows="2" class="grows" dir="auto" spellcheck="true"{{#REVIEW_NOTE_PROBLEM_IF}} aria-invalid="true" aria-describedby="review_note-problem"{{/REVIEW_NOTE_PROBLEM_IF}}>
{{REVIEW_NOTE:p}}</textarea>{{#REVIEW_NOTE_PROBLEM_IF}}<span class="problem" id="review_note-problem">{{REVIEW_NOTE_PROBLEM}}</span>{{/REVIEW_NOTE_PROBLEM_IF}}</p>{{/SUBMIT_NOTE}}
<div class="acts">
<p class="now" aria-hidden="true">{{STATE_WORDS}}</p>
{{#PRIMARY}}
<button class="primary" form="story" name="action" value="publish" id="publish">{{#PRIMARY_ONE}}{{OUTCOME_WORDS}}{{/PRIMARY_ONE}}{{#PRIMARY_KIND}}<span class="as as-{{OUTCOME_KIND}}{{#OUTCOME_CHOSEN}} chosen{{/OUTCOME_CHOSEN}}">{{OUTCOME_WORDS}}</span>{{/PRIMARY_KIND}}</button>
{{/PRIMARY}}
{{#SUBMIT_FIRST}}<button class="primary" form="story" name="action" value="submit" id="submit">{{_"Submit for review"}}</button>{{/SUBMIT_FIRST}}
<button form="story" name="action" value="keep" id="keep">{{KEEP_WORDS}}</button>
{{#SUBMIT_TOO}}<button form="story" name="action" value="submit" id="submit">{{_"Submit for review"}}</button>{{/SUBMIT_TOO}}
</div>
</div>
