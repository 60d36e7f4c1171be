{{%AUTOESCAPE context="HTML"}}
<div class="bar">
<h1>Stories</h1>
<p class="buttons">
<a class="button primary" href="/admin/story/new">New story</a>
<a class="button" href="/admin/story/new?kind=review">New review</a>
<a class="button" href="/admin/story/new?kind=page">New page</a>
</p>
</div>
{{#MESSAGE_IF}}
<p class="message" role="status">{{MESSAGE}}</p>
{{/MESSAGE_IF}}
{{#PROBLEMS}}
<div class="problems" role="alert">
<h2>The list cannot be shown now</h2>
<ul>{{#PROBLEM}}<li>{{PROBLEM_TEXT}}</li>{{/PROBLEM}}</ul>
</div>
{{/PROBLEMS}}
<form class="filter" method="get" action="/admin/" role="search">
<p class="field"><label for="q">Headline</label><input id="q" name="q" type="search" value="{{QUERY}}"></p>
<p class="field"><label for="state">State</label><select id="state" name="state"><option value="">Any</option>{{#STATE_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/STATE_OPTION}}</select></p>
<p class="field"><label for="section">Section</label><select id="section" name="section"><option value="">Any</option>{{#SECTION_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/SECTION_OPTION}}</select></p>
<p class="field"><label for="kind">Kind</label><select id="kind" name="kind"><option value="">Any</option>{{#KIND_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/KIND_OPTION}}</select></p>
<p class="buttons"><button>Filter</button>{{#FILTERED}} <a href="/admin/">Show all</a>{{/FILTERED}}</p>
</form>
{{#TABLE}}
<table class="desk">
<caption class="unseen">Stories, last edited first</caption>
<thead><tr><th scope="col">Headline</th><th scope="col">State</th><th scope="col">Section</th><th scope="col">Bylines</th><th scope="col">Readers see</th><th scope="col">Edited</th><th scope="col"><span class="unseen">Links</span></th></tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row" class="headline">{{#MAY_EDIT}}<a href="{{STORY}}">{{HEADLINE}}</a>{{/MAY_EDIT}}{{#MAY_LOOK}}{{HEADLINE}}{{/MAY_LOOK}}{{#KIND_LABEL_IF}} <span class="kind">{{KIND_LABEL}}</span>{{/KIND_LABEL_IF}}</th>
<td>{{#BADGE}}<span class="badge {{STATE_NAME}}">{{STATE_LABEL}}{{#STATE_AT_IF}} <span class="at">{{STATE_AT}}</span>{{/STATE_AT_IF}}</span> {{/BADGE}}</td>
<td data-label="Section">{{SECTION}}</td>
<td data-label="Bylines">{{BYLINES}}</td>
<td class="times">{{#UPDATED_IF}}<span>Updated {{UPDATED}}</span> {{/UPDATED_IF}}{{#PUBLISHED_IF}}<span>Published {{PUBLISHED}}</span>{{/PUBLISHED_IF}}</td>
<td class="times"><span class="only-small">Edited </span>{{EDITED}}{{#EDITED_BY_IF}}<span>{{EDITED_BY}}</span>{{/EDITED_BY_IF}}</td>
<td class="links">{{#PATH_IF}}<a href="{{PATH}}" aria-label="View {{HEADLINE}}">View</a> {{/PATH_IF}}<a href="{{STORY}}/history" aria-label="History of {{HEADLINE}}">History</a></td>
</tr>
{{/ROW}}
</tbody>
</table>
{{/TABLE}}
{{#NONE_YET}}
<div class="empty">
<p>There are no stories yet.</p>
<p class="help">The first one is one button away. It stays a draft until you publish it.</p>
<p class="buttons"><a class="button primary" href="/admin/story/new">Write the first story</a></p>
</div>
{{/NONE_YET}}
{{#NONE_FOUND}}
<div class="empty">
<p>No story fits this filter.</p>
<p><a href="/admin/">Show all stories</a></p>
</div>
{{/NONE_FOUND}}
<nav class="pager" aria-label="Pages">
{{#NOT_FIRST}}<a href="/admin/">Newest</a>{{/NOT_FIRST}}
{{#NEXT_IF}}<a rel="next" href="{{NEXT}}">Earlier edited</a>{{/NEXT_IF}}
</nav>
