{{%AUTOESCAPE context="HTML"}}
<header class="opening">
<p class="kicker">What changed</p>
<h1{{#STORY_LANG_IF}} lang="{{STORY_LANG}}" dir="{{STORY_DIR}}"{{/STORY_LANG_IF}}><a href="{{HREF}}">{{HEADLINE}}</a></h1>
<p class="when">{{#UPDATED_IF}}<span class="updated"><b>Updated:</b> <time datetime="{{WHEN_ISO}}">{{WHEN}}</time></span>{{/UPDATED_IF}}{{#PUBLISHED_IF}}<span><b>Published:</b> <time datetime="{{WHEN_ISO}}">{{WHEN}}</time></span>{{/PUBLISHED_IF}}{{#BESIDE_IF}} <span>First published: <time datetime="{{BESIDE_ISO}}">{{BESIDE}}</time></span>{{/BESIDE_IF}}</p>
</header>
<ol class="ledger">
{{#CHANGES}}
<li>
<p class="when"><time datetime="{{AT_ISO}}">{{AT}}</time></p>
<div>
{{#FIRST_IF}}
<h2>Published</h2>
{{/FIRST_IF}}
{{#UPDATE_IF}}
<h2>Updated</h2>
{{#NOTE_IF}}
<p>{{NOTE}}</p>
{{/NOTE_IF}}
{{/UPDATE_IF}}
{{#CORRECTION_IF}}
<h2>Corrected</h2>
<dl class="righted">
<div><dt>What was wrong</dt><dd><del>{{WRONG}}</del></dd></div>
<div><dt>What is right</dt><dd><ins>{{RIGHT}}</ins></dd></div>
</dl>
{{/CORRECTION_IF}}
</div>
</li>
{{/CHANGES}}
</ol>
<p class="minor">{{#MINOR_NONE_IF}}There were no minor fixes, such as of spelling.{{/MINOR_NONE_IF}}{{#MINOR_ONE_IF}}There was one minor fix besides, such as of spelling, which changed nothing that readers should know of.{{/MINOR_ONE_IF}}{{#MINOR_MANY_IF}}There were {{MINOR}} minor fixes besides, such as of spelling, which changed nothing that readers should know of.{{/MINOR_MANY_IF}}</p>
{{#DIFFS_IF}}
<section class="diffs" aria-labelledby="words">
<h2 id="words">Word by word</h2>
{{#DIFFS}}
<h3 class="when">{{#MINOR_IF}}Minor fix,{{/MINOR_IF}}{{#UPDATE_IF}}Update,{{/UPDATE_IF}}{{#CORRECTION_IF}}Correction,{{/CORRECTION_IF}} <time datetime="{{AT_ISO}}">{{AT}}</time></h3>
<p class="diff"{{#STORY_LANG_IF}} lang="{{STORY_LANG}}" dir="{{STORY_DIR}}"{{/STORY_LANG_IF}}>{{#SPANS}}{{#SAME_IF}}{{WORDS}}{{/SAME_IF}}{{#DELETED_IF}}<del>{{WORDS}}</del>{{/DELETED_IF}}{{#INSERTED_IF}}<ins>{{WORDS}}</ins>{{/INSERTED_IF}}{{/SPANS}}</p>
{{/DIFFS}}
</section>
{{/DIFFS_IF}}
<p><a href="{{HREF}}">Back to the story</a></p>
