{{%AUTOESCAPE context="HTML"}}
<div class="column wide status">
<h1>{{_"Status"}}</h1>
<p class="help">{{_"As of %NOW%"}}{{_NOW}}{{>NOW}}{{_}}</p>
{{#PART}}
<section class="card" aria-labelledby="{{PART_ID}}">
<h2 id="{{PART_ID}}">{{PART_TITLE}}</h2>
{{#WARNING}}
<p class="problem">{{WARNING_TEXT}}</p>
{{/WARNING}}
<dl>
{{#LINE}}
<div><dt>{{LABEL}}</dt><dd>{{#VALUE_IF}}<bdi>{{VALUE}}</bdi>{{/VALUE_IF}}{{#AT_IF}}{{>AT}}{{/AT_IF}}</dd></div>
{{/LINE}}
</dl>
</section>
{{/PART}}
<section class="card" aria-labelledby="server">
<h2 id="server">{{_"The server"}}</h2>
{{#NO_SERVER}}
<p>{{_"Each request has a process of its own (CGI), so nothing is counted."}}</p>
{{/NO_SERVER}}
{{#SERVER}}
<p>{{_"Counted since %SINCE%"}}{{_SINCE}}{{>SINCE}}{{_}}</p>
<p class="help">{{_"Pages that the web server sends by itself are not counted."}}</p>
<table>
<caption class="unseen">{{_"What each worker did"}}</caption>
<thead><tr><th scope="col">{{_"Worker"}}</th><th scope="col">{{_"Requests"}}</th><th scope="col">{{_"Failed"}}</th><th scope="col">{{_"Now"}}</th></tr></thead>
<tbody>
{{#WORKER}}
<tr><th scope="row">{{WORKER_NUMBER}}</th><td>{{WORKER_ANSWERS}}</td><td>{{WORKER_FAILED}}</td><td>{{#WORKER_WAITS}}{{_"waits"}}{{/WORKER_WAITS}}{{#WORKER_AT}}<code>{{WORKER_ROW}}</code>{{/WORKER_AT}}</td></tr>
{{/WORKER}}
</tbody>
</table>
{{/SERVER}}
{{#NO_EVENTS}}
<p class="help">{{_"The log has had no warning and no error since then."}}</p>
{{/NO_EVENTS}}
</section>
{{#EVENTS}}
<section class="card" aria-labelledby="events">
<h2 id="events">{{_"Warnings and errors"}}</h2>
<p class="help">{{_"The log has the details, and docs/operations.md says what each means and what to do."}}</p>
<table>
<caption class="unseen">{{_"What the log said, by name"}}</caption>
<thead><tr><th scope="col">{{_"In the log"}}</th><th scope="col">{{_"Kind"}}</th><th scope="col">{{_"How often"}}</th><th scope="col">{{_"Last"}}</th></tr></thead>
<tbody>
{{#EVENT}}
<tr><th scope="row"><code>{{EVENT_NAME}}</code></th><td>{{#EVENT_ERROR}}<strong>{{_"error"}}</strong>{{/EVENT_ERROR}}{{#EVENT_WARNING}}{{_"warning"}}{{/EVENT_WARNING}}</td><td>{{EVENT_COUNT}}</td><td>{{>EVENT_LAST}}</td></tr>
{{/EVENT}}
</tbody>
</table>
</section>
{{/EVENTS}}
</div>
