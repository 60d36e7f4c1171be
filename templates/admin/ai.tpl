{{%AUTOESCAPE context="HTML"}}
<div class="bar">
<h1>{{_"Use of AI"}}</h1>
<p class="buttons"><a class="button" href="/admin/ai.csv" download>{{_"Download as a table (CSV)"}}</a></p>
</div>
<p class="help">{{_"Each text that was made with AI and reached readers: what AI was used for, who answered for it, and what people changed."}}</p>
{{#NONE}}
<div class="empty">
<p>{{_"No text that was made with AI has reached readers."}}</p>
<p class="help">{{_"Whoever writes says in the story’s form what AI was used for. Once readers see the text, it stands here."}}</p>
</div>
{{/NONE}}
{{#LIST}}
<ul class="log">
{{#ROW}}
<li><a href="{{STORY}}/history" dir="auto">{{HEADLINE}}</a> <span class="when">{{>LIVE_FROM}} · {{_"revision %NUMBER%"}} · {{AI_USE}}</span>
{{#AI_NOTE_IF}}<div class="detail" dir="auto">{{AI_NOTE}}</div>
{{/AI_NOTE_IF}}<div class="did">{{#REVIEWED}}{{_"%LET_OUT_BY% reviewed it and let it out."}}{{#READ_BY_IF}} {{_"%READ_BY% has read this text."}}{{/READ_BY_IF}}{{#CHECKED_BY_IF}} {{_"Fact-checked by %CHECKED_BY%."}}{{/CHECKED_BY_IF}}{{/REVIEWED}}{{#UNREVIEWED}}<strong>{{_"Nobody has reviewed it: it carries the label."}}</strong>{{/UNREVIEWED}}</div>
{{#CHANGED}}<div class="detail">{{_"Changed since revision %FROM%: %CHANGED_WORDS%."}}</div>
{{/CHANGED}}</li>
{{/ROW}}
</ul>
{{/LIST}}
<nav class="pager" aria-label="{{_"Pages of this list"}}">
{{#NEWEST_IF}}<a href="{{NEWEST}}">{{_"Newest"}}</a>{{/NEWEST_IF}}
{{#NEXT_IF}}<a rel="next" href="{{NEXT}}">{{_"Older"}}</a>{{/NEXT_IF}}
</nav>
