{{%AUTOESCAPE context="HTML"}}
<div class="column">
<h1>{{_"Find"}}</h1>
<form class="finder" method="get" action="/admin/find" role="search">
<p class="field">
<label for="find-typed">{{_"A story, a page of the desk, a name"}}</label>
<input type="search" id="find-typed" name="q" dir="auto" value="{{QUERY}}" maxlength="100" autocomplete="off" spellcheck="false" aria-describedby="find-help">
<span class="help" id="find-help">{{_"Words of a headline, a story’s number or address."}}{{#ADMIN_HELP}} {{_"Settings and people, too."}}{{/ADMIN_HELP}}</span>
</p>
<p class="buttons"><button class="primary">{{_"Find"}}</button></p>
</form>
<div id="found" data-label="{{_"What was found"}}" data-away="{{_"The server cannot be reached."}}" data-close="{{_"Close"}}">
{{#GROUP}}
<section aria-labelledby="found-{{GROUP_ID}}">
<h2 class="label" id="found-{{GROUP_ID}}">{{GROUP_LABEL}}</h2>
<ul>
{{#FOUND}}
<li><a href="{{FOUND_HREF}}"><bdi>{{FOUND_TITLE}}</bdi>{{#FOUND_NOTE_IF}} <small dir="auto">{{FOUND_NOTE}}</small>{{/FOUND_NOTE_IF}}</a></li>
{{/FOUND}}
</ul>
</section>
{{/GROUP}}
<p id="found-n" role="status"{{#SOME}} class="unseen"{{/SOME}}>{{#SOME}}{{_FOUND_N "One found|%FOUND_N% found"}}{{/SOME}}{{#NOTHING}}{{_"Nothing found"}}{{/NOTHING}}</p>
</div>
</div>
