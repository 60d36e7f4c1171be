{{%AUTOESCAPE context="HTML"}}
<div class="bar">
<h1>{{_"Log"}}</h1>
<p class="buttons"><a class="button" href="{{CSV_HREF}}" download>{{_"Download as a table (CSV)"}}</a></p>
</div>
<form class="filter" method="get" action="/admin/audit">
<p class="field"><label for="who">{{_"Who"}}</label><select id="who" name="who"><option value="">{{_"Everybody"}}</option>{{#WHO_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/WHO_OPTION}}</select></p>
<p class="buttons"><button>{{_"Filter"}}</button></p>
</form>
{{#NONE}}
<p class="empty">{{_"The log has nothing of this."}}</p>
{{/NONE}}
{{#LIST}}
<ul class="log">
{{#ENTRY}}
<li><span class="when">{{>ENTRY_AT}}</span> <span class="who" dir="auto">{{ENTRY_WHO}}</span> <span class="did">{{ENTRY_ACTION}}</span>{{#ENTRY_DETAIL_IF}} <span class="detail" dir="auto">{{ENTRY_DETAIL}}</span>{{/ENTRY_DETAIL_IF}}{{#STORY_HREF_IF}} <a href="{{STORY_HREF}}">{{_"The story"}}</a>{{/STORY_HREF_IF}}</li>
{{/ENTRY}}
</ul>
{{/LIST}}
<nav class="pager" aria-label="{{_"Pages of this list"}}">
{{#NEWEST_IF}}<a href="{{NEWEST}}">{{_"Newest"}}</a>{{/NEWEST_IF}}
{{#NEXT_IF}}<a rel="next" href="{{NEXT}}">{{_"Older"}}</a>{{/NEXT_IF}}
</nav>
