{{%AUTOESCAPE context="HTML"}}
<header class="opening">
<p class="kicker">{{_"What changed"}}</p>
<h1{{#STORY_LANG_IF}} lang="{{STORY_LANG}}" dir="{{STORY_DIR}}"{{/STORY_LANG_IF}}><a href="{{HREF}}">{{HEADLINE}}</a></h1>
<p class="when">
{{#UPDATED_IF}}
<span class="updated"><b>{{_"Updated:"}}</b> <time datetime="{{WHEN_ISO}}">{{WHEN}}</time></span>
{{/UPDATED_IF}}
{{#PUBLISHED_IF}}
<span><b>{{_"Published:"}}</b> <time datetime="{{WHEN_ISO}}">{{WHEN}}</time></span>
{{/PUBLISHED_IF}}
{{#BESIDE_IF}}
<span>{{_"First published:"}} <time datetime="{{BESIDE_ISO}}">{{BESIDE}}</time></span>
{{/BESIDE_IF}}
</p>
</header>
<ol class="ledger">
{{#CHANGES}}
<li>
<p class="when"><time datetime="{{AT_ISO}}">{{AT}}</time></p>
<div>
{{#FIRST_IF}}
<h2>{{_"Published"}}</h2>
{{/FIRST_IF}}
{{#UPDATE_IF}}
<h2>{{_"Updated"}}</h2>
{{#NOTE_IF}}
<p>{{NOTE}}</p>
{{/NOTE_IF}}
{{/UPDATE_IF}}
{{#CORRECTION_IF}}
<h2>{{_"Corrected"}}</h2>
<dl class="righted">
<div><dt>{{_"What was wrong"}}</dt><dd><del>{{WRONG}}</del></dd></div>
<div><dt>{{_"What is right"}}</dt><dd><ins>{{RIGHT}}</ins></dd></div>
</dl>
{{/CORRECTION_IF}}
{{#REWORDED}}
<p class="hint">{{_"The wording of this note was changed on %AT%."}}{{_AT}}<time datetime="{{AT_ISO}}">{{AT}}</time>{{_}}</p>
{{/REWORDED}}
{{#DIFFERENCE_HREF_IF}}
<p><a href="{{DIFFERENCE_HREF}}" rel="nofollow">{{_"What changed in the text"}}</a></p>
{{/DIFFERENCE_HREF_IF}}
</div>
</li>
{{/CHANGES}}
</ol>
<p class="minor">{{#MINOR_NONE_IF}}{{_"There have been no minor fixes, such as spelling corrections."}}{{/MINOR_NONE_IF}}{{_MINOR "There was also one minor fix, such as a spelling correction, that changed nothing readers need to know about.|There were also %MINOR% minor fixes, such as spelling corrections, that changed nothing readers need to know about."}}</p>
{{#FIXES_IF}}
<ul class="fixes">
{{#FIXES}}
<li>{{_"Minor fix, %AT%"}}{{_AT}}<time datetime="{{AT_ISO}}">{{AT}}</time>{{_}}{{#DIFFERENCE_HREF_IF}}: <a href="{{DIFFERENCE_HREF}}" rel="nofollow">{{_"What changed in the text"}}</a>{{/DIFFERENCE_HREF_IF}}</li>
{{/FIXES}}
</ul>
{{/FIXES_IF}}
<p><a href="{{HREF}}">{{_"Back to the story"}}</a></p>
