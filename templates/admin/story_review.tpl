{{%AUTOESCAPE context="HTML"}}
<section class="act review" aria-labelledby="review-title">
<h2 id="review-title">{{_"Who has read it"}}</h2>
{{#WAS_RETURNED}}<p class="problem">{{_"It was returned: what is to be done stands below. Hand it in again when it is ready."}}</p>{{/WAS_RETURNED}}
{{#HELD}}<p>{{_"%HELD_BY% is reading it"}} <span class="when">{{>HELD_AT}}</span></p>{{/HELD}}
{{#READ_BY_IF}}<p>{{_"%READ_BY% has read this text."}}</p>{{/READ_BY_IF}}
<div id="legal" tabindex="-1">{{#LEGAL}}{{#LEGAL_SEEN_IF}}<p>{{_"Needed: a lawyer. %LEGAL_SEEN% has seen this text."}}</p>{{/LEGAL_SEEN_IF}}{{#LEGAL_UNSEEN}}<p class="problem">{{_"Needed: a lawyer, who has not seen this text yet."}}</p>{{/LEGAL_UNSEEN}}{{/LEGAL}}</div>
{{#HOLD}}<form method="post" action="{{STORY}}/review"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.hold"><p class="buttons"><button name="do" value="hold">{{_"I am reading it"}}</button></p></form>{{/HOLD}}
{{#RELEASE}}<form method="post" action="{{STORY}}/review"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.release"><p class="buttons"><button name="do" value="release">{{_"I am not reading it any more"}}</button></p></form>{{/RELEASE}}
{{#RETURN}}
<details class="return"{{#RETURN_OPEN}} open{{/RETURN_OPEN}}>
<summary>{{_"Return it with a note"}}</summary>
<form method="post" action="{{STORY}}/review"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.return"><input type="hidden" name="newest" value="{{REVIEW_NEWEST}}">
<p class="field"><label for="review_words">{{_"What is to be done"}}</label><textarea id="review_words" name="review_words" rows="3" dir="auto" spellcheck="true"{{#REVIEW_WORDS_PROBLEM_IF}} aria-invalid="true" aria-describedby="review_words-problem"{{/REVIEW_WORDS_PROBLEM_IF}}>
{{REVIEW_WORDS:p}}</textarea>{{#REVIEW_WORDS_PROBLEM_IF}}<span class="problem" id="review_words-problem">{{REVIEW_WORDS_PROBLEM}}</span>{{/REVIEW_WORDS_PROBLEM_IF}}</p>
<p class="buttons"><button name="do" value="return">{{_"Return it"}}</button></p>
</form>
</details>
{{/RETURN}}
{{#TAKE_BACK_REVIEW}}<form method="post" action="{{STORY}}/review"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.review-back"><input type="hidden" name="newest" value="{{REVIEW_NEWEST}}"><p class="buttons"><button name="do" value="take-back">{{_"Take it back to write on"}}</button></p></form>{{/TAKE_BACK_REVIEW}}
<div id="second_reader" tabindex="-1">{{#MAY_READ}}<form method="post" action="{{STORY}}/review"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.read"><input type="hidden" name="number" value="{{REVIEW_NUMBER}}"><input type="hidden" name="hash" value="{{REVIEW_HASH}}"><p class="buttons"><button name="do" value="read">{{_"I have read this text"}}</button></p></form>{{/MAY_READ}}</div>
{{#LEGAL_ASK}}<form method="post" action="{{STORY}}/review"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.legal"><input type="hidden" name="newest" value="{{REVIEW_NEWEST}}"><p class="buttons"><button name="do" value="legal-needed">{{_"A lawyer has to see it"}}</button></p></form>{{/LEGAL_ASK}}
{{#LEGAL_SAY}}
<form method="post" action="{{STORY}}/review"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.legal"><input type="hidden" name="newest" value="{{REVIEW_NEWEST}}"><button disabled hidden></button><button formmethod="dialog" hidden></button><input type="hidden" name="number" value="{{REVIEW_NUMBER}}"><input type="hidden" name="hash" value="{{REVIEW_HASH}}">
<p class="field"><label for="legal_name">{{_"Which lawyer has seen it"}}</label><input id="legal_name" name="legal_name" dir="auto" value="{{LEGAL_NAME}}" autocomplete="off"{{#LEGAL_NAME_PROBLEM_IF}} aria-invalid="true" aria-describedby="legal_name-problem"{{/LEGAL_NAME_PROBLEM_IF}}>{{#LEGAL_NAME_PROBLEM_IF}}<span class="problem" id="legal_name-problem">{{LEGAL_NAME_PROBLEM}}</span>{{/LEGAL_NAME_PROBLEM_IF}}</p>
<p class="buttons"><button name="do" value="legal-seen">{{_"This text was seen"}}</button> <button name="do" value="legal-cleared">{{_"No lawyer is needed"}}</button></p>
</form>
{{/LEGAL_SAY}}
{{#STEPS}}
<ul class="log steps">
{{#STEP}}<li><bdi>{{STEP_SAID}}</bdi> <span class="when">{{>STEP_AT}}</span>{{#STEP_WORDS_IF}}<blockquote dir="auto">{{STEP_WORDS}}</blockquote>{{/STEP_WORDS_IF}}</li>
{{/STEP}}
</ul>
{{#OLDER}}<details><summary>{{_"Earlier"}}</summary><ul class="log steps">
{{#OLDER_STEP}}<li><bdi>{{STEP_SAID}}</bdi> <span class="when">{{>STEP_AT}}</span>{{#STEP_WORDS_IF}}<blockquote dir="auto">{{STEP_WORDS}}</blockquote>{{/STEP_WORDS_IF}}</li>
{{/OLDER_STEP}}
</ul></details>{{/OLDER}}
{{/STEPS}}
{{#WRITERS}}
<h2>{{_"Who writes it too"}}</h2>
<ul class="log">
{{#WRITER}}<li><bdi>{{WRITER_NAME}}</bdi>{{#REMOVE}} <form method="post" action="{{STORY}}/review"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.writer{{WRITER_ID}}"><input type="hidden" name="writer_id" value="{{WRITER_ID}}"><button name="do" value="writer-remove" class="small" aria-label="{{_"Remove %WRITER_NAME%"}}">{{_"Remove"}}</button></form>{{/REMOVE}}</li>
{{/WRITER}}
</ul>
{{#ADD_WRITER}}
<form method="post" action="{{STORY}}/review"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.writer"><button disabled hidden></button><button formmethod="dialog" hidden></button>
<p class="field"><label for="writer">{{_"Somebody else, by the name to sign in with"}}</label><input id="writer" name="writer" dir="auto" value="{{WRITER_TYPED}}" autocomplete="off" autocapitalize="none" spellcheck="false"{{#WRITER_PROBLEM_IF}} aria-invalid="true" aria-describedby="writer-problem"{{/WRITER_PROBLEM_IF}}>{{#WRITER_PROBLEM_IF}}<span class="problem" id="writer-problem">{{WRITER_PROBLEM}}</span>{{/WRITER_PROBLEM_IF}}</p>
<p class="buttons"><button name="do" value="writer-add">{{_"May write it too"}}</button></p>
</form>
{{/ADD_WRITER}}
{{/WRITERS}}
</section>
