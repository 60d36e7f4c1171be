{{%AUTOESCAPE context="HTML"}}
<div class="column wide">
<p class="crumb">{{#MAY_EDIT}}<a href="{{STORY}}">Back to the story</a>{{/MAY_EDIT}}</p>
<h1><span class="over">History</span> {{HEADLINE}}</h1>
<section class="card" aria-labelledby="revisions-title">
<h2 id="revisions-title">Revisions</h2>
<form method="get" action="{{STORY}}/history">
<div class="scroll" role="region" aria-label="Table of revisions" tabindex="0">
<table class="revisions">
<thead><tr><th scope="col">No.</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Saved</th><th scope="col">By</th><th scope="col">Words</th><th scope="col">What readers saw of it</th></tr></thead>
<tbody>
{{#REVISION}}
<tr>
<th scope="row">{{NUMBER}}</th>
<td><input type="radio" name="a" value="{{NUMBER}}" aria-label="Compare from revision {{NUMBER}}"{{#IS_A}} checked{{/IS_A}}></td>
<td><input type="radio" name="b" value="{{NUMBER}}" aria-label="Compare to revision {{NUMBER}}"{{#IS_B}} checked{{/IS_B}}></td>
<td>{{SAVED_AT}}</td>
<td>{{SAVED_BY}}</td>
<td class="number">{{WORD_COUNT}}</td>
<td>{{#IS_LIVE}}<span class="badge live">Live now</span> {{/IS_LIVE}}{{#HOW_IF}}{{HOW}}, from {{LIVE_FROM}}{{/HOW_IF}}{{#NOTE_IF}}<span class="note">{{NOTE}}</span>{{/NOTE_IF}}</td>
</tr>
{{/REVISION}}
</tbody>
</table>
</div>
{{#COMPARABLE}}<p class="buttons"><button>Compare</button></p>{{/COMPARABLE}}
</form>
</section>
{{#DIFFERENCE}}
<section class="card" aria-labelledby="difference-title">
<h2 id="difference-title">From revision {{FROM}} to {{TO}}</h2>
{{#NO_DIFFERENCE}}<p>The two say the same.</p>{{/NO_DIFFERENCE}}
{{#FIELD}}
<h3>{{FIELD_LABEL}}</h3>
<div class="diff">{{#SPAN}}{{#SAME}}{{WORDS:p}}{{/SAME}}{{#DELETED}}<del>{{WORDS:p}}</del>{{/DELETED}}{{#INSERTED}}<ins>{{WORDS:p}}</ins>{{/INSERTED}}{{/SPAN}}</div>
{{/FIELD}}
</section>
{{/DIFFERENCE}}
<section class="card" aria-labelledby="log-title">
<h2 id="log-title">Log</h2>
<ul class="log">
{{#ENTRY}}
<li><span class="when">{{ENTRY_AT}}</span> <span class="who">{{ENTRY_WHO}}</span> <code>{{ENTRY_ACTION}}</code> {{ENTRY_DETAIL}}</li>
{{/ENTRY}}
</ul>
</section>
</div>
