{{%AUTOESCAPE context="HTML"}}
<div class="column wide">
<p class="crumb">{{#MAY_EDIT}}<a href="{{STORY}}">{{_"Back to the story"}}</a>{{/MAY_EDIT}}</p>
<h1><span class="over">{{_"History"}}</span> {{HEADLINE}}</h1>
<p><a href="{{STORY}}/notes">{{_"Notes beside the text"}}</a> · <a href="{{STORY}}/suggestions">{{_"Suggest changes"}}</a></p>
<section class="card" aria-labelledby="revisions-title">
<h2 id="revisions-title">{{_"Revisions"}}</h2>
<form method="get" action="{{STORY}}/history">
<div class="scroll" role="region" aria-label="{{_"Table of revisions"}}" tabindex="0">
<table class="revisions">
<thead><tr><th scope="col">{{_"No."}}</th><th scope="col">{{_"From"}}</th><th scope="col">{{_"To"}}</th><th scope="col">{{_"Saved"}}</th><th scope="col">{{_"By"}}</th><th scope="col">{{_"Words"}}</th><th scope="col">{{_"What readers saw of it"}}</th></tr></thead>
<tbody>
{{#REVISION}}
<tr>
<th scope="row" id="r{{NUMBER}}">{{NUMBER}}</th>
<td><input type="radio" name="a" value="{{NUMBER}}" aria-label="{{_"Compare from revision %NUMBER%"}}"{{#IS_A}} checked{{/IS_A}}></td>
<td><input type="radio" name="b" value="{{NUMBER}}" aria-label="{{_"Compare to revision %NUMBER%"}}"{{#IS_B}} checked{{/IS_B}}></td>
<td>{{>SAVED_AT}}</td>
<td>{{SAVED_BY}}</td>
<td class="number">{{WORD_COUNT}}</td>
<td>{{#IS_LIVE}}<span class="badge live">{{_"Live now"}}</span> {{/IS_LIVE}}{{#HOW_IF}}{{_"%HOW%, from %LIVE_FROM%"}}{{/HOW_IF}}{{#NOTE_IF}}<span class="note" dir="auto">{{NOTE}}</span>{{/NOTE_IF}}{{#MAY_RESTORE}} <a href="{{REVISION_HREF}}" aria-describedby="r{{NUMBER}}">{{_"Open in the form"}}</a>{{/MAY_RESTORE}}</td>
</tr>
{{/REVISION}}
</tbody>
</table>
</div>
{{#COMPARABLE}}<p class="buttons"><button>{{_"Compare"}}</button></p>{{/COMPARABLE}}
</form>
</section>
{{#DIFFERENCE}}
<section class="card" aria-labelledby="difference-title">
<h2 id="difference-title">{{_"From revision %FROM% to %TO%"}}</h2>
{{#NO_DIFFERENCE}}<p>{{_"The two say the same."}}</p>{{/NO_DIFFERENCE}}
{{#FIELD}}
<h3>{{FIELD_LABEL}}</h3>
<div class="diff" dir="auto">{{#SPAN}}{{#SAME}}{{WORDS:p}}{{/SAME}}{{#DELETED}}<del>{{WORDS:p}}</del>{{/DELETED}}{{#INSERTED}}<ins>{{WORDS:p}}</ins>{{/INSERTED}}{{/SPAN}}</div>
{{/FIELD}}
</section>
{{/DIFFERENCE}}
<section class="card" aria-labelledby="log-title">
<h2 id="log-title">{{_"Log"}}</h2>
<ul class="log">
{{#ENTRY}}
<li><span class="when">{{>ENTRY_AT}}</span> <span class="who">{{ENTRY_WHO}}</span> <span class="did">{{ENTRY_ACTION}}</span> <span class="detail" dir="auto">{{ENTRY_DETAIL}}</span></li>
{{/ENTRY}}
</ul>
</section>
</div>
