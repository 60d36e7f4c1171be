{{%AUTOESCAPE context="HTML"}}
<div class="column wide imports">
<h1>{{_"Import"}}</h1>
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
<p class="help">{{_"Stories from another system. What you send is looked through first, and nothing of it is kept: you see what would become of it. Only then you import."}}</p>
{{#NO_SERVER}}
<p class="warning">{{_"Each request has a process of its own here (CGI), so nothing can be imported from this page. Use dateline import on the machine itself."}}</p>
{{/NO_SERVER}}
{{#SEND}}
<form class="card" method="post" action="/admin/import" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}">
<h2>{{_"Send an export"}}</h2>
<p class="field">
<label for="file">{{_"File"}}</label>
<input id="file" name="file" type="file" required aria-describedby="file-help{{#FILE_PROBLEM_IF}} file-problem{{/FILE_PROBLEM_IF}}"{{#FILE_PROBLEM_IF}} aria-invalid="true"{{/FILE_PROBLEM_IF}}>
{{#FILE_PROBLEM_IF}}<span class="problem" id="file-problem">{{FILE_PROBLEM}}</span>{{/FILE_PROBLEM_IF}}
<span class="help" id="file-help">{{_"An export of WordPress (XML) or Ghost (JSON), a feed, or a ZIP or tar archive of one of these with its pictures, of Markdown, or of pages of HTML. At most 40 MB, packed; larger ones by dateline import."}}</span>
</p>
<p class="buttons"><button class="primary" name="do" value="send">{{_"Send and look through"}}</button></p>
</form>
{{/SEND}}
{{#JOB}}
<section class="card" aria-labelledby="job-title">
<h2 id="job-title"><bdi>{{FILE}}</bdi></h2>
<p class="help">{{#KNOWN}}{{KIND}} · {{/KNOWN}}{{_"Sent %SENT%"}}{{_SENT}}{{>SENT}}{{_}}</p>
{{#RUNS}}
<p role="status">{{#FETCHES}}{{_"Pictures are being fetched."}}{{/FETCHES}}{{#LOOKS}}{{_"It is being looked through."}}{{/LOOKS}}{{#WRITES}}{{_"It is being imported."}}{{/WRITES}}{{#COUNTED}} {{_"%DONE% of %ALL%"}}{{/COUNTED}}</p>
{{#COUNTED}}<p><progress value="{{DONE_N}}" max="{{ALL_N}}" aria-label="{{_"How far it is"}}"></progress></p>{{/COUNTED}}
{{#ENDS}}<p>{{_"It is being cancelled."}}</p>{{/ENDS}}
<form method="post" action="/admin/import"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.cancel"><input type="hidden" name="turn" value="{{TURN}}">
<p class="buttons"><a class="button primary" href="/admin/import">{{_"See how far it is"}}</a> <button name="do" value="cancel">{{_"Cancel"}}</button></p></form>
<p class="help">{{_"It goes on when you leave this page."}}</p>
{{/RUNS}}
{{#LOOKED}}<p role="status">{{_"It was looked through. Nothing of it is kept yet."}}</p>{{/LOOKED}}
{{#DONE_IMPORT}}<p role="status">{{_"It is imported."}}</p>{{/DONE_IMPORT}}
{{#CANCELLED}}<p role="status">{{_"It was cancelled."}}</p>{{/CANCELLED}}
{{#FAILED}}<p class="problem" role="status">{{_"It cannot be imported: %WHY%"}}{{_WHY}}<bdi>{{WHY}}</bdi>{{_}}</p>{{/FAILED}}
{{#STAYS}}<p>{{_"What was imported until then stays. Going on leaves that alone and brings the rest."}}</p>{{/STAYS}}
</section>
{{/JOB}}
{{#REPORT}}
<section class="card" aria-labelledby="report-title">
<h2 id="report-title">{{#WOULD}}{{_"What would become of it"}}{{/WOULD}}{{#DID}}{{_"What became of it"}}{{/DID}}</h2>
{{#WENT_ON}}<p class="help">{{_"It was interrupted and went on: what was here by then counts as being here just so."}}</p>{{/WENT_ON}}
<dl class="counts">
{{#LINE}}
<div><dt>{{LABEL}}</dt><dd>{{VALUE}}</dd></div>
{{/LINE}}
</dl>
{{#REMARKS}}
<details>
<summary>{{REMARKS_LABEL}} ({{REMARKS_N}})</summary>
<ul>
{{#GROUP}}
<li>{{#REASON_IF}}<bdi>{{REASON}}</bdi>{{/REASON_IF}}
<ul>{{#ONE}}<li><bdi>{{NAME}}</bdi></li>{{/ONE}}</ul></li>
{{/GROUP}}
</ul>
{{#MORE}}<p class="help">{{_"These are the first of them; the report has all."}}</p>{{/MORE}}
</details>
{{/REMARKS}}
{{#NEW_NAMES}}
<details>
<summary>{{_"New names that are worth a look"}}</summary>
<ul>
{{#NEW_NAME}}<li>{{#IS_BYLINE}}{{_"Byline:"}}{{/IS_BYLINE}}{{#IS_TAG}}{{_"Tag:"}}{{/IS_TAG}} <bdi>{{NAME}}</bdi>{{#NEAR_IF}} – {{_"there is also %NEAR%"}}{{_NEAR}}<bdi>{{NEAR}}</bdi>{{_}}{{/NEAR_IF}}</li>
{{/NEW_NAME}}</ul>
</details>
{{/NEW_NAMES}}
{{#NAMES}}
<details>
<summary>{{NAMES_LABEL}}</summary>
<ul>
{{#NAMED}}<li><bdi>{{NAME}}</bdi>: {{NAME_COUNT}}</li>
{{/NAMED}}</ul>
</details>
{{/NAMES}}
{{#DOWNLOAD}}<p class="help"><a href="/admin/import/report.json" download>{{_"The whole report as a file (JSON)"}}</a></p>{{/DOWNLOAD}}
</section>
{{/REPORT}}
{{#GO}}
<form class="card" method="post" action="/admin/import">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.import">
<input type="hidden" name="turn" value="{{TURN}}">
<input type="hidden" name="readers" value="{{READERS_N}}">
<input type="hidden" name="other" value="{{OTHER_N}}">
{{#OTHER_TEXTS}}
<p class="message">{{_OTHER "Of one story that readers see here, they will see another text at once.|Of %OTHER% stories that readers see here, they will see another text at once."}}</p>
{{/OTHER_TEXTS}}
<p class="buttons"><button class="primary" name="do" value="import">{{#SEEN}}{{_READERS "Import: readers will see one new story|Import: readers will see %READERS% new stories"}}{{/SEEN}}{{#UNSEEN}}{{_"Import: readers will see no new story"}}{{/UNSEEN}}</button></p>
</form>
{{/GO}}
{{#GO_ON}}
<form class="card" method="post" action="/admin/import">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.import">
<input type="hidden" name="turn" value="{{TURN}}">
<p class="buttons"><button class="primary" name="do" value="import">{{_"Go on importing"}}</button></p>
</form>
{{/GO_ON}}
{{#OPTIONS}}
<form class="card" method="post" action="/admin/import">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.look">
<input type="hidden" name="turn" value="{{TURN}}">
<h2>{{_"How it is read"}}</h2>
{{#MAPS}}
<p class="field">
<label for="map">{{_"Categories that are sections here"}}</label>
<textarea id="map" name="map" dir="auto" rows="4" aria-describedby="map-help{{#MAP_PROBLEM_IF}} map-problem{{/MAP_PROBLEM_IF}}"{{#MAP_PROBLEM_IF}} aria-invalid="true"{{/MAP_PROBLEM_IF}}>
{{TYPED_MAP:p}}</textarea>
{{#MAP_PROBLEM_IF}}<span class="problem" id="map-problem">{{MAP_PROBLEM}}</span>{{/MAP_PROBLEM_IF}}
<span class="help" id="map-help">{{_"NAME=SECTION, one to a line: a category or tag, and the section as its address has it. NAME=tag makes it a tag, NAME= neither."}} {{_"Sections here:"}}{{#SECTION}} <code dir="ltr">{{SECTION_SLUG}}</code>{{/SECTION}}</span>
</p>
{{/MAPS}}
<p class="field">
<label for="section">{{_"One section for all"}}</label>
<input id="section" name="section" dir="auto" value="{{TYPED_SECTION}}" autocomplete="off"{{#SECTION_PROBLEM_IF}} aria-describedby="section-problem" aria-invalid="true"{{/SECTION_PROBLEM_IF}}>
{{#SECTION_PROBLEM_IF}}<span class="problem" id="section-problem">{{SECTION_PROBLEM}}</span>{{/SECTION_PROBLEM_IF}}
</p>
<p class="field">
<label for="credit">{{_"Credit of pictures that name no maker"}}</label>
<input id="credit" name="credit" dir="auto" value="{{TYPED_CREDIT}}" autocomplete="off">
</p>
{{#LACKS}}
<fieldset class="field">
<legend>{{_"Pictures that were not found"}}</legend>
<p class="help">{{_"They are on these hosts:"}}{{#HOST}} <bdi dir="ltr">{{NAME}}</bdi> ({{NAME_COUNT}}){{/HOST}}</p>
{{#CANNOT}}<p class="help">{{_"This server may not reach other machines, or lacks curl: dateline import --fetch fetches them, on the machine itself."}}</p>{{/CANNOT}}
{{#CAN}}
<p class="field"><label class="choice"><input type="checkbox" name="fetch" value="1"{{#FETCHES}} checked{{/FETCHES}}> <span>{{_"Fetch them when it is looked through again"}}</span></label></p>
<p class="field">
<label for="hosts">{{_"Hosts that may be asked"}}</label>
<input id="hosts" name="hosts" dir="auto" value="{{TYPED_HOSTS}}" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="hosts-help{{#HOSTS_PROBLEM_IF}} hosts-problem{{/HOSTS_PROBLEM_IF}}"{{#HOSTS_PROBLEM_IF}} aria-invalid="true"{{/HOSTS_PROBLEM_IF}}>
{{#HOSTS_PROBLEM_IF}}<span class="problem" id="hosts-problem">{{HOSTS_PROBLEM}}</span>{{/HOSTS_PROBLEM_IF}}
<span class="help" id="hosts-help">{{_"Several have spaces between them. They are asked for one picture after the other, with pauses, and nobody else is asked. What came is kept, also when it is cancelled."}}</span>
</p>
{{/CAN}}
</fieldset>
{{/LACKS}}
{{#FEED}}<p class="field"><label class="choice"><input type="checkbox" name="whole" value="1"{{#WHOLE}} checked{{/WHOLE}}> <span>{{_"What the feed calls a summary is the whole text"}}</span></label></p>{{/FEED}}
<p class="buttons"><button name="do" value="look">{{_"Look through it again"}}</button></p>
</form>
{{/OPTIONS}}
{{#REMOVE}}
<form method="post" action="/admin/import"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.remove"><input type="hidden" name="turn" value="{{TURN}}">
<p class="buttons"><button name="do" value="remove">{{_"Remove what was sent"}}</button></p>
<p class="help">{{_"Housekeeping removes it 30 days after the last press."}}</p></form>
{{/REMOVE}}
{{#DOWNLOAD_LAST}}<p class="help"><a href="/admin/import/report.json" download>{{_"The report of the last import (JSON)"}}</a></p>{{/DOWNLOAD_LAST}}
</div>
