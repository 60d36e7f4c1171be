{{%AUTOESCAPE context="HTML"}}
<section class="card" aria-labelledby="facts-title">
<h2 id="facts-title">{{_"As it is now"}}</h2>
<p><bdi>{{TITLE}}</bdi> <span class="badge {{STATE_NAME}}">{{STATE_LABEL}}</span>{{#IS_LATE}} <span class="badge withdrawn">{{_"Late"}}</span>{{/IS_LATE}}</p>
<dl class="facts">
{{#WHO_IF}}<div><dt>{{_"Who writes it"}}</dt><dd><bdi>{{WHO}}</bdi></dd></div>{{/WHO_IF}}
{{#DUE_IF}}<div><dt>{{_"Due"}}</dt><dd>{{>DUE}}</dd></div>{{/DUE_IF}}
{{#LENGTH}}<div><dt>{{_"Length"}}</dt><dd>{{_WORDS "%WORDS% word|%WORDS% words"}}</dd></div>{{/LENGTH}}
{{#IN_SECTION_IF}}<div><dt>{{_"Section"}}</dt><dd><bdi>{{IN_SECTION}}</bdi></dd></div>{{/IN_SECTION_IF}}
{{#NOTE_IF}}<div><dt>{{_"Note"}}</dt><dd class="words" dir="auto">{{NOTE:p}}</dd></div>{{/NOTE_IF}}
{{#SAID_IF}}<div><dt>{{_"Why it was declined"}}</dt><dd class="words" dir="auto">{{SAID:p}}</dd></div>{{/SAID_IF}}
</dl>
<p class="help">{{_"Planned %MADE%"}}{{_MADE}}{{>MADE}}{{_}}{{#MADE_BY_IF}} · <bdi>{{MADE_BY}}</bdi>{{/MADE_BY_IF}}{{#CHANGED_IF}} · {{_"Changed %CHANGED%"}}{{_CHANGED}}{{>CHANGED}}{{_}}{{#CHANGED_BY_IF}} · <bdi>{{CHANGED_BY}}</bdi>{{/CHANGED_BY_IF}}{{/CHANGED_IF}}</p>
</section>
