{{%AUTOESCAPE context="HTML"}}
<details class="group notes-group" id="group-notes"{{#NOTES_UNFOLDED}} open{{/NOTES_UNFOLDED}}>
<summary><span class="what">{{_"Notes"}}</span> <span class="says">{{#ANY_OPEN}}{{_NOTES_OPEN "one open|%NOTES_OPEN% open"}}{{/ANY_OPEN}}{{#ALL_RESOLVED}}{{_"all resolved"}} ✓{{/ALL_RESOLVED}}{{#NO_NOTES}}{{_"none yet"}}{{/NO_NOTES}}</span></summary>
<div class="fields">
<p class="help"><a href="{{NOTES_HREF}}" target="dateline-notes">{{_"See them beside the text"}}</a></p>
{{#THREAD}}
<article class="thread" id="note-{{NOTE_ID}}" aria-label="{{_"Note by %AUTHOR%"}}">
{{#PASSAGE}}
<div class="stood">{{#PART_LABEL_IF}}<b>{{PART_LABEL}}</b> {{/PART_LABEL_IF}}{{#CHANGED}}{{_"The passage was changed. It said:"}}{{/CHANGED}}{{#GONE}}{{_"The passage is no longer there. It said:"}}{{/GONE}}<blockquote dir="auto">{{QUOTE}}</blockquote></div>
{{/PASSAGE}}
{{#SAID}}
<div class="said-note"><p class="who"><b><bdi>{{AUTHOR}}</bdi></b>{{#GUEST}} <span class="guest">{{_"guest"}}</span>{{/GUEST}} <time datetime="{{SAID_ISO}}">{{SAID_AT}}</time></p><div class="words" dir="auto">{{WORDS:p}}</div></div>
{{/SAID}}
<p class="field"><label for="note_answer_{{NOTE_ID}}">{{_"Answer"}}</label><textarea form="story" id="note_answer_{{NOTE_ID}}" name="note_answer_{{NOTE_ID}}" dir="auto" rows="1" class="grows" spellcheck="true">
{{TYPED:p}}</textarea></p>
<p class="buttons"><button form="story" class="small" name="action" value="note-answer-{{NOTE_ID}}">{{_"Send the answer"}}</button> <button form="story" class="small" name="action" value="note-resolve-{{NOTE_ID}}">{{_"Resolve"}}</button></p>
</article>
{{/THREAD}}
<p class="field"><label for="note_place">{{_"A new note, on"}}</label><select form="story" id="note_place" name="note_place"><option value="">{{_"The whole story"}}</option>{{#PLACE}}<option value="{{PLACE_ID}}"{{#PLACE_CHOSEN}} selected{{/PLACE_CHOSEN}}>{{PLACE_LABEL}}</option>{{/PLACE}}</select></p>
<p class="field"><label for="note_words">{{_"Your note"}}</label><textarea form="story" id="note_words" name="note_words" dir="auto" rows="2" class="grows" spellcheck="true" maxlength="{{NOTES_MAX}}"{{#NOTE_PROBLEM_IF}} aria-invalid="true" aria-describedby="note_words-problem"{{/NOTE_PROBLEM_IF}}>
{{TYPED_NOTE:p}}</textarea>
{{#NOTE_PROBLEM_IF}}<span class="problem" id="note_words-problem">{{NOTE_PROBLEM}}</span>{{/NOTE_PROBLEM_IF}}
</p>
<p class="buttons"><button form="story" class="small" name="action" value="note">{{_"Add the note"}}</button></p>
{{#RESOLVED_ONES}}
<details class="resolved-ones">
<summary>{{_"Resolved"}}</summary>
{{#OLD_THREAD}}
<article class="thread resolved" id="note-{{NOTE_ID}}" aria-label="{{_"Note by %AUTHOR%"}}">
{{#PASSAGE}}
<div class="stood">{{#PART_LABEL_IF}}<b>{{PART_LABEL}}</b> {{/PART_LABEL_IF}}<blockquote dir="auto">{{QUOTE}}</blockquote></div>
{{/PASSAGE}}
{{#SAID}}
<div class="said-note"><p class="who"><b><bdi>{{AUTHOR}}</bdi></b>{{#GUEST}} <span class="guest">{{_"guest"}}</span>{{/GUEST}} <time datetime="{{SAID_ISO}}">{{SAID_AT}}</time></p><div class="words" dir="auto">{{WORDS:p}}</div></div>
{{/SAID}}
<p class="buttons">{{#RESOLVED_BY_IF}}<span class="who">{{_"Resolved"}}: <bdi>{{RESOLVED_BY}}</bdi></span> {{/RESOLVED_BY_IF}}<button form="story" class="small" name="action" value="note-reopen-{{NOTE_ID}}">{{_"Open it again"}}</button></p>
</article>
{{/OLD_THREAD}}
</details>
{{/RESOLVED_ONES}}
{{#SUGGEST}}
<section class="guest-links" aria-labelledby="suggest-title">
<h2 id="suggest-title">{{_"Suggestions"}}</h2>
<p><a href="{{SUGGESTIONS_HREF}}" target="dateline-suggestions">{{#ANY_SUGGESTIONS}}{{_SUGGESTIONS_OPEN "One suggestion to look at|%SUGGESTIONS_OPEN% suggestions to look at"}}{{/ANY_SUGGESTIONS}}{{#NO_SUGGESTIONS}}{{_"All suggestions"}}{{/NO_SUGGESTIONS}}</a></p>
<p class="field"><label for="suggest_reason">{{_"Why, in a line or two"}}</label><textarea form="story" id="suggest_reason" name="suggest_reason" dir="auto" rows="1" class="grows" spellcheck="true" aria-describedby="suggest-help{{#SUGGEST_PROBLEM_IF}} suggest_reason-problem{{/SUGGEST_PROBLEM_IF}}"{{#SUGGEST_PROBLEM_IF}} aria-invalid="true"{{/SUGGEST_PROBLEM_IF}}>
{{SUGGEST_REASON:p}}</textarea>{{#SUGGEST_PROBLEM_IF}}<span class="problem" id="suggest_reason-problem">{{SUGGEST_PROBLEM}}</span>{{/SUGGEST_PROBLEM_IF}}</p>
<p class="buttons"><button form="story" class="small" name="action" value="suggest">{{_"Suggest what is typed"}}</button></p>
<p class="help" id="suggest-help">{{_"Instead of saving it: the words in the form are kept as a suggestion, and the text stays as it is."}}</p>
</section>
{{/SUGGEST}}
{{#LINKS}}
<section class="guest-links" aria-labelledby="links-title">
<h2 id="links-title">{{_"For people without an account"}}</h2>
{{#LINK_MADE}}
<p class="field made"><label for="link_made">{{_"The link for %LINK_FOR%"}}</label><input id="link_made" dir="auto" readonly value="{{LINK_ADDRESS}}" aria-describedby="link_made-help"><span class="help" id="link_made-help">{{_"Copy it now: it is not shown again."}}</span></p>
{{/LINK_MADE}}
{{#LINK}}
<div class="guest-link"><p><b><bdi>{{LINK_FOR}}</bdi></b> <span class="who">{{#HOLDS}}{{_"holds until %LINK_UNTIL%"}}{{/HOLDS}}{{#EXPIRED}}{{_"expired %LINK_UNTIL%"}}{{/EXPIRED}}{{#REVOKED}}{{_"revoked"}}{{/REVOKED}} · {{#LINK_SEEN_IF}}{{_"last seen %LINK_SEEN%"}}{{/LINK_SEEN_IF}}{{#NEVER_SEEN}}{{_"not seen yet"}}{{/NEVER_SEEN}} · {{_"made by %LINK_BY%"}}</span></p>{{#HOLDS}}<p class="buttons"><button form="story" class="small" name="action" value="link-revoke-{{LINK_ID}}" aria-label="{{_"Revoke the link for %LINK_FOR%"}}">{{_"Revoke"}}</button></p>{{/HOLDS}}</div>
{{/LINK}}
<p class="field"><label for="link_name">{{_"Whom a link is for"}}</label><input form="story" id="link_name" name="link_name" dir="auto" maxlength="{{LINK_NAME_MAX}}" value="{{LINK_NAME}}" autocomplete="off" aria-describedby="link_name-help{{#LINK_NAME_PROBLEM_IF}} link_name-problem{{/LINK_NAME_PROBLEM_IF}}"{{#LINK_NAME_PROBLEM_IF}} aria-invalid="true"{{/LINK_NAME_PROBLEM_IF}}>
{{#LINK_NAME_PROBLEM_IF}}<span class="problem" id="link_name-problem">{{LINK_NAME_PROBLEM}}</span>{{/LINK_NAME_PROBLEM_IF}}
<span class="help" id="link_name-help">{{_"A lawyer, a source: who has the link sees the newest text of this story and can leave notes. Other people’s notes are not shown. Whoever suggests other words gets the text as it was typed, with comments that no page shows."}}</span></p>
<p class="field"><label for="link_days">{{_"It holds for"}}</label><select form="story" id="link_days" name="link_days">{{#DAYS}}<option value="{{DAYS_VALUE}}"{{#DAYS_CHOSEN}} selected{{/DAYS_CHOSEN}}>{{DAYS_LABEL}}</option>{{/DAYS}}</select></p>
<p class="buttons"><button form="story" class="small" name="action" value="link">{{_"Make the link"}}</button></p>
</section>
{{/LINKS}}
</div>
</details>
