{{%AUTOESCAPE context="HTML"}}
<div class="notes" lang="{{NOTES_LANG}}" dir="{{NOTES_DIR}}">
{{#THREAD}}
<article class="thread{{#RESOLVED}} resolved{{/RESOLVED}}" id="note-{{NOTE_ID}}" tabindex="-1" aria-label="{{_"Note by %AUTHOR%"}}">
{{#PASSAGE}}
<div class="stood">{{#PART_LABEL_IF}}<b>{{PART_LABEL}}</b> {{/PART_LABEL_IF}}{{#CHANGED}}{{_"The passage was changed. It said:"}}{{/CHANGED}}{{#GONE}}{{_"The passage is no longer there. It said:"}}{{/GONE}}<blockquote dir="auto">{{QUOTE}}</blockquote></div>
{{/PASSAGE}}
{{#SAID}}
<div class="said">
<div class="who"><b><bdi>{{AUTHOR}}</bdi></b>{{#GUEST}} <span class="guest">{{_"guest"}}</span>{{/GUEST}} <time datetime="{{SAID_ISO}}">{{SAID_AT}}</time></div>
<div class="words" dir="auto">{{WORDS:p}}</div>
</div>
{{/SAID}}
{{#RESOLVED}}<div class="who">{{_"Resolved"}}{{#RESOLVED_BY_IF}}: <bdi>{{RESOLVED_BY}}</bdi>{{/RESOLVED_BY_IF}}</div>{{/RESOLVED}}
{{#ANSWER}}
<form method="post" action="{{NOTES_ACTION}}" data-words="thread-{{NOTE_ID}}">
<input type="hidden" name="{{NOTES_PROOF_NAME}}" value="{{NOTES_PROOF}}"><input type="hidden" name="link" value="{{NOTES_LINK}}"><input type="hidden" name="thread" value="{{NOTE_ID}}"><input type="hidden" name="form" value="{{NOTES_FORM}}.{{NOTE_ID}}">
{{#NOTE_PROBLEM_IF}}<div class="amiss" role="alert" id="answer-{{NOTE_ID}}-problem">{{NOTE_PROBLEM}}</div>{{/NOTE_PROBLEM_IF}}
<textarea name="note_words" rows="1" maxlength="{{NOTES_MAX}}" dir="auto" spellcheck="true" aria-label="{{_"Your answer"}}"{{#NOTE_WRONG}} aria-invalid="true"{{/NOTE_WRONG}}{{#NOTE_PROBLEM_IF}} aria-describedby="answer-{{NOTE_ID}}-problem"{{/NOTE_PROBLEM_IF}}>
{{TYPED:p}}</textarea>
<div class="buttons"><button name="do" value="answer">{{_"Answer"}}</button>{{#RESOLVES}} <button name="do" value="resolve" class="quiet">{{_"Resolve"}}</button>{{/RESOLVES}}{{#REOPENS}} <button name="do" value="reopen" class="quiet">{{_"Open it again"}}</button>{{/REOPENS}}</div>
</form>
{{/ANSWER}}
</article>
{{/THREAD}}
{{#WRITE}}
<details class="write"{{#WRITE_OPEN}} open{{/WRITE_OPEN}}>
<summary>{{#WRITE_PARAGRAPH}}{{_"Note on this"}}{{/WRITE_PARAGRAPH}}{{#WRITE_REST}}{{_"Note on the rest"}}{{/WRITE_REST}}</summary>
<form method="post" action="{{NOTES_ACTION}}" data-words="note-{{PLACE_ID}}">
<input type="hidden" name="{{NOTES_PROOF_NAME}}" value="{{NOTES_PROOF}}"><input type="hidden" name="link" value="{{NOTES_LINK}}"><input type="hidden" name="form" value="{{NOTES_FORM}}.{{PLACE_ID}}">
{{#WRITE_PARAGRAPH}}<input type="hidden" name="p" value="{{PLACE_ID}}">{{/WRITE_PARAGRAPH}}
{{#NOTE_PROBLEM_IF}}<div class="amiss" role="alert" id="note-on-{{PLACE_ID}}-problem">{{NOTE_PROBLEM}}</div>{{/NOTE_PROBLEM_IF}}
{{#WRITE_REST}}
<label>{{_"What is it about?"}} <select name="p"><option value="">{{_"The whole story"}}</option>{{#PLACE}}<option value="{{PLACE_ID}}"{{#PLACE_CHOSEN}} selected{{/PLACE_CHOSEN}}>{{PLACE_LABEL}}</option>{{/PLACE}}</select></label>
{{/WRITE_REST}}
<textarea name="note_words" rows="3" maxlength="{{NOTES_MAX}}" dir="auto" spellcheck="true" aria-label="{{_"Your note"}}"{{#NOTE_WRONG}} aria-invalid="true"{{/NOTE_WRONG}}{{#NOTE_PROBLEM_IF}} aria-describedby="note-on-{{PLACE_ID}}-problem"{{/NOTE_PROBLEM_IF}}>
{{TYPED:p}}</textarea>
<div class="buttons"><button name="do" value="add">{{_"Add the note"}}</button></div>
</form>
</details>
{{/WRITE}}
{{#PICK}}
<a class="pick" href="{{PICK_HREF}}">{{_"Suggest other words for this"}}</a>
{{/PICK}}
{{#PICKED}}
<form method="post" action="{{NOTES_ACTION}}" id="passage" data-words="passage-{{PLACE_ID}}">
<input type="hidden" name="{{NOTES_PROOF_NAME}}" value="{{NOTES_PROOF}}"><input type="hidden" name="link" value="{{NOTES_LINK}}"><input type="hidden" name="form" value="{{NOTES_FORM}}.passage"><input type="hidden" name="base" value="{{BASE}}"><input type="hidden" name="passage" value="{{PLACE_ID}}">
{{#SUGGEST_PROBLEM_IF}}<div class="amiss" role="alert" id="passage-problem">{{SUGGEST_PROBLEM}}</div>{{/SUGGEST_PROBLEM_IF}}
<label>{{_"Other words for this paragraph"}} <textarea name="body" rows="6" dir="auto" spellcheck="true">
{{PICKED_WORDS:p}}</textarea></label>
<label>{{_"Why, in a line or two"}} <textarea name="suggest_reason" rows="2" dir="auto" spellcheck="true"{{#REASON_WRONG}} aria-invalid="true" aria-describedby="passage-problem"{{/REASON_WRONG}}>
{{SUGGEST_REASON:p}}</textarea></label>
<div class="buttons"><button name="do" value="suggest">{{_"Suggest these changes"}}</button> <a href="{{PICK_HREF}}">{{_"Cancel"}}</a></div>
</form>
{{/PICKED}}
</div>
