{{%AUTOESCAPE context="HTML"}}
<div class="column">
<h1>{{_"Settings"}}</h1>
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
<form class="settings" method="post" action="/admin/settings">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button hidden>{{_"Save"}}</button>
<input type="hidden" name="form" value="{{FORM}}">
{{#GROUP}}
<section class="card" aria-labelledby="{{GROUP_ID}}">
<h2 id="{{GROUP_ID}}">{{GROUP_NAME}}</h2>
{{#GROUP_HELP_IF}}<p class="help">{{GROUP_HELP}}</p>{{/GROUP_HELP_IF}}
{{#FIELD}}
{{#PLAIN}}
<p class="field">
<input type="hidden" name="was_{{FIELD_ID}}" value="{{FIELD_WAS:p}}"><label for="{{FIELD_ID}}">{{FIELD_LABEL}}</label>
{{#LINE}}<input id="{{FIELD_ID}}" name="{{FIELD_ID}}" dir="auto" value="{{FIELD_VALUE}}" autocomplete="off"{{#DESCRIBED_BY_IF}} aria-describedby="{{DESCRIBED_BY}}"{{/DESCRIBED_BY_IF}}{{#INVALID}} aria-invalid="true"{{/INVALID}}>{{/LINE}}{{#TEXT}}<textarea id="{{FIELD_ID}}" name="{{FIELD_ID}}" dir="auto" rows="3"{{#DESCRIBED_BY_IF}} aria-describedby="{{DESCRIBED_BY}}"{{/DESCRIBED_BY_IF}}{{#INVALID}} aria-invalid="true"{{/INVALID}}>
{{FIELD_VALUE:p}}</textarea>{{/TEXT}}{{#COLOUR}}<input id="{{FIELD_ID}}" name="{{FIELD_ID}}" type="color" value="{{FIELD_VALUE}}"{{#DESCRIBED_BY_IF}} aria-describedby="{{DESCRIBED_BY}}"{{/DESCRIBED_BY_IF}}{{#INVALID}} aria-invalid="true"{{/INVALID}}>{{/COLOUR}}{{#SELECT}}<select id="{{FIELD_ID}}" name="{{FIELD_ID}}"{{#DESCRIBED_BY_IF}} aria-describedby="{{DESCRIBED_BY}}"{{/DESCRIBED_BY_IF}}{{#INVALID}} aria-invalid="true"{{/INVALID}}>{{#CHOICE}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/CHOICE}}</select>{{/SELECT}}
{{#FIELD_PROBLEM_IF}}<span class="problem" id="{{FIELD_ID}}-problem">{{FIELD_PROBLEM}}</span>{{/FIELD_PROBLEM_IF}}
{{#FIELD_HELP_IF}}<span class="help" id="{{FIELD_ID}}-help">{{FIELD_HELP}}</span>{{/FIELD_HELP_IF}}
</p>
{{/PLAIN}}
{{#PICTURED}}
<fieldset class="field looks" id="{{FIELD_ID}}" tabindex="-1"{{#LABELS}}{{#DESCRIBED_BY_IF}} aria-describedby="{{DESCRIBED_BY}}"{{/DESCRIBED_BY_IF}}{{/LABELS}}>
<legend>{{FIELD_LABEL}}</legend>
<input type="hidden" name="was_{{FIELD_ID}}" value="{{FIELD_WAS:p}}">
{{#FIELD_PROBLEM_IF}}<span class="problem" id="{{FIELD_ID}}-problem">{{FIELD_PROBLEM}}</span>{{/FIELD_PROBLEM_IF}}
{{#FIELD_HELP_IF}}<span class="help" id="{{FIELD_ID}}-help">{{FIELD_HELP}}</span>{{/FIELD_HELP_IF}}
{{#LABELS}}
<div class="samples">
{{#CHOICE}}
<label class="look"><span><input type="radio" name="{{FIELD_ID}}" value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} checked{{/OPTION_CHOSEN}}> {{OPTION_LABEL}}</span>
{{#LOOK}}
<svg viewBox="0 0 480 64" role="img" aria-label="{{SAMPLE_NAME}}"><rect width="480" height="64" fill="{{SAMPLE_PAPER}}"/>{{#LOOK_LINE}}<rect x="20" y="14" width="440" height="36" fill="{{SAMPLE_PANEL}}"/><rect x="{{LOOK_EDGE}}" y="14" width="4" height="36" fill="{{SAMPLE_SIGNAL}}"/><text x="{{LOOK_TEXT}}" y="37" fill="{{SAMPLE_SIGNAL}}" font-size="13" font-weight="700">{{_"Written by AI, and reviewed by nobody."}}</text>{{/LOOK_LINE}}{{#LOOK_MARK}}<rect x="20" y="10" width="440" height="1" fill="{{SAMPLE_HAIR}}"/><rect x="20" y="53" width="440" height="1" fill="{{SAMPLE_HAIR}}"/><rect x="{{LOOK_BOX}}" y="17" width="48" height="30" rx="6" fill="none" stroke="{{SAMPLE_SIGNAL}}" stroke-width="2"/><text x="{{LOOK_LETTERS}}" y="39" fill="{{SAMPLE_SIGNAL}}" font-size="20" font-weight="800" text-anchor="middle">{{_"AI"}}</text><text x="{{LOOK_BESIDE}}" y="37" fill="{{SAMPLE_INK}}" font-size="13" font-weight="700">{{_"Written by AI, and reviewed by nobody."}}</text>{{/LOOK_MARK}}{{#LOOK_BAND}}<rect x="20" y="12" width="440" height="40" fill="{{SAMPLE_BAND}}"/><text x="{{LOOK_TEXT}}" y="37" fill="{{SAMPLE_ON_BAND}}" font-size="13" font-weight="700">{{_"Written by AI, and reviewed by nobody."}}</text>{{/LOOK_BAND}}</svg>
{{/LOOK}}
</label>
{{/CHOICE}}
</div>
{{/LABELS}}
</fieldset>
{{/PICTURED}}
{{/FIELD}}
{{#COLOURS}}
<p><a href="/admin/logo">{{_"Logo"}}</a></p>
<p class="buttons"><button class="quiet" name="look" value="1" formaction="/admin/settings#{{GROUP_ID}}">{{_"Show how they will look"}}</button></p>
<div class="samples">
{{#SAMPLE}}
<figure><svg viewBox="0 0 320 150" aria-hidden="true"><rect width="320" height="150" fill="{{SAMPLE_PAPER}}"/><text x="160" y="40" fill="{{SAMPLE_INK}}" font-size="24" font-weight="700" text-anchor="middle">{{SAMPLE_TITLE}}</text><rect x="20" y="56" width="280" height="1" fill="{{SAMPLE_HAIR}}"/><text x="160" y="80" fill="{{SAMPLE_SIGNAL}}" font-size="13" font-weight="700" text-anchor="middle">{{_"Latest"}}</text><text x="160" y="103" fill="{{SAMPLE_SOFT}}" font-size="14" text-anchor="middle">{{_"Updated:"}} 17:08</text><rect y="119" width="320" height="31" fill="{{SAMPLE_BAND}}"/><text x="160" y="139" fill="{{SAMPLE_ON_BAND}}" font-size="13" font-weight="700" text-anchor="middle">{{_"Put to the test"}}</text></svg><figcaption>{{SAMPLE_NAME}}</figcaption></figure>
{{/SAMPLE}}
</div>
{{/COLOURS}}
</section>
{{/GROUP}}
<p class="buttons"><button class="primary">{{_"Save"}}</button></p>
<p class="help">{{_"Readers see it at once. What depends on the machine is set from the command line."}}</p>
</form>
</div>
