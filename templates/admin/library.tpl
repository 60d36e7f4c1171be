{{%AUTOESCAPE context="HTML"}}
<div class="bar">
<h1>{{_"Pictures"}}</h1>
</div>
{{#MESSAGE_IF}}
<p class="message good" role="status">{{MESSAGE}}</p>
{{/MESSAGE_IF}}
{{#PROBLEMS}}
<div class="problems" role="alert" tabindex="-1" data-problems="1">
<h2>{{_"Not everything was added"}}</h2>
<ul>
{{#PROBLEM}}
<li>{{#LINKED}}<a href="#{{PROBLEM_FIELD}}">{{PROBLEM_TEXT}}</a>{{/LINKED}}{{#UNLINKED}}<bdi>{{PROBLEM_TEXT}}</bdi>{{/UNLINKED}}</li>
{{/PROBLEM}}
</ul>
</div>
{{/PROBLEMS}}
<details class="card bring">
<summary>{{_"Add pictures"}}</summary>
<form method="post" action="/admin/media/new" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="field">
<label for="files">{{_"Pictures"}}</label>
<input type="file" id="files" name="files" multiple required accept="image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic,image/heif" aria-describedby="files-help">
<span class="help" id="files-help">{{_"As many as you like, 40 MB in all. Place and camera data are removed; maker and rights are kept."}}</span>
</p>
<p class="field"><label for="credit">{{_"Credit of all of them"}}</label><input id="credit" name="credit" dir="auto" value="{{TYPED_CREDIT}}" aria-describedby="credit-help"><span class="help" id="credit-help">{{_"Left empty, it is what each file says."}}</span></p>
<p class="buttons"><button class="primary">{{_"Add"}}</button></p>
</form>
</details>
<form class="filter" method="get" action="/admin/media" role="search">
<p class="field"><label for="q">{{_"Words to look for"}}</label><input id="q" name="q" dir="auto" type="search" value="{{WORDS}}" aria-describedby="q-help"></p>
<p class="field"><label for="view">{{_"Which"}}</label><select id="view" name="view">{{#VIEW}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/VIEW}}</select></p>
<p class="field"><label for="from">{{_"Added from"}}</label><input type="date" id="from" name="from" value="{{FROM}}"></p>
<p class="field"><label for="until">{{_"Added until"}}</label><input type="date" id="until" name="until" value="{{UNTIL}}"></p>
<p class="buttons"><button>{{_"Find"}}</button>{{#FILTERED}} <a href="/admin/media">{{_"Show all"}}</a>{{/FILTERED}}</p>
</form>
<p class="help" id="q-help">{{#ALL_OF_THEM}}{{_"Found by words of file, description, caption, credit, maker and source, or their beginnings."}}{{/ALL_OF_THEM}}{{#OWN_ONES}}{{_"These are the pictures that you have added. Found by words of file, description, caption, credit, maker and source, or their beginnings."}}{{/OWN_ONES}}</p>
{{#NONE_IF}}
<p class="empty">{{NONE}}</p>
{{/NONE_IF}}
{{#GRID}}
<ul class="library">
{{#PICTURE}}
<li><a href="/admin/media/{{PICTURE_ID}}">{{#THUMB}}<img src="{{THUMB_URL}}" width="{{THUMB_WIDTH}}" height="{{THUMB_HEIGHT}}" alt="" loading="lazy">{{/THUMB}}<bdi>{{NAME}}</bdi></a>
<span class="when">{{#CREDIT_IF}}<bdi>{{CREDIT}}</bdi> · {{/CREDIT_IF}}{{#USED}}{{_USES "used once|used %USES% times"}}{{/USED}}{{#NOT_USED}}{{_"not used"}}{{/NOT_USED}}{{#UNTIL}} · {{_"until %DAY%"}}{{_DAY}}<time datetime="{{UNTIL_ISO}}">{{UNTIL_DAY}}</time>{{_}}{{/UNTIL}}{{#REPLACED}} · {{_"replaced"}}{{/REPLACED}}</span></li>
{{/PICTURE}}
</ul>
{{/GRID}}
<nav class="pager" aria-label="{{_"Pages of this list"}}">
{{#FIRST_IF}}<a href="{{FIRST}}">{{_"To the first page"}}</a>{{/FIRST_IF}}
{{#NEXT_IF}}<a rel="next" href="{{NEXT}}">{{_"Next page"}}</a>{{/NEXT_IF}}
</nav>
