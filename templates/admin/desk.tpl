{{%AUTOESCAPE context="HTML"}}
<div class="bar">
<h1>{{_"Stories"}}</h1>
<p class="buttons">
<a class="button primary" href="/admin/story/new">{{_"New story"}}</a>
<a class="button" href="/admin/story/new?kind=review">{{_"New review"}}</a>
<a class="button" href="/admin/story/new?kind=page">{{_"New page"}}</a>
</p>
</div>
{{#MESSAGE_IF}}
<p class="message" role="status">{{MESSAGE}}</p>
{{/MESSAGE_IF}}
{{#PROBLEMS}}
<div class="problems" role="alert">
<h2>{{_"The list cannot be shown right now"}}</h2>
<ul>{{#PROBLEM}}<li>{{PROBLEM_TEXT}}</li>{{/PROBLEM}}</ul>
</div>
{{/PROBLEMS}}
{{#COPIES}}
<section class="card unsaved" aria-labelledby="unsaved-title">
<h2 id="unsaved-title">{{_"New stories that you have not saved yet"}}</h2>
<ul class="log">
{{#COPY}}
<li class="restore"><a href="{{COPY_HREF}}" dir="auto">{{COPY_HEADLINE}}</a> <span class="when">{{COPY_AT}}</span> <form method="post" action="/admin/copy"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="copy" value="{{COPY_TOKEN}}"><input type="hidden" name="copy_at" value="{{COPY_MS}}"><button name="do" value="discard" aria-label="{{_"Discard it: %COPY_HEADLINE%"}}">{{_"Discard it"}}</button></form></li>
{{/COPY}}
</ul>
</section>
{{/COPIES}}
{{#TODAY}}
<div class="today">
{{#TASKS}}
<section class="card tasks" aria-labelledby="tasks-title">
<h2 id="tasks-title">{{_"Waiting for you"}}</h2>
<ul class="log">
{{#RETURNED_ROW}}
<li><a href="{{STORY}}" dir="auto">{{HEADLINE}}</a> <span class="badge returned">{{_"Returned"}}</span> <span class="when"><bdi>{{RETURNED_BY}}</bdi> · {{>RETURNED_AT}}</span>{{#RETURNED_WORDS_IF}}<blockquote dir="auto">{{RETURNED_WORDS}}</blockquote>{{/RETURNED_WORDS_IF}}</li>
{{/RETURNED_ROW}}
{{#ASSIGNED}}
<li><a href="{{ASSIGNMENT}}" dir="auto">{{TITLE}}</a> <span class="badge {{STATE_NAME}}">{{STATE_LABEL}}</span>{{#IS_LATE}} <span class="badge withdrawn">{{_"Late"}}</span>{{/IS_LATE}} <span class="when">{{#MINE}}{{_"Assigned to you"}}{{/MINE}}{{#OTHERS}}{{#WHO_IF}}<bdi>{{WHO}}</bdi>{{/WHO_IF}}{{/OTHERS}}{{#DUE_IF}} · {{_"due %DUE%"}}{{_DUE}}{{>DUE}}{{_}}{{/DUE_IF}}{{#LENGTH}} · {{_WORDS "%WORDS% word|%WORDS% words"}}{{/LENGTH}}</span></li>
{{/ASSIGNED}}
{{#MORE_ASSIGNED}}
<li><a href="/admin/assignments?whose=mine">{{_"All your assignments"}}</a></li>
{{/MORE_ASSIGNED}}
{{#REVIEW}}
<li><a href="{{STORY}}" dir="auto">{{HEADLINE}}</a> <span class="badge review">{{_"In review"}}</span> <span class="when">{{#EDITED_BY_IF}}<bdi>{{EDITED_BY}}</bdi> · {{/EDITED_BY_IF}}{{>EDITED}}{{#HELD_BY_IF}} · {{_"%HELD_BY% is reading it"}}{{/HELD_BY_IF}}</span></li>
{{/REVIEW}}
{{#MORE_REVIEWS}}
<li><a href="/admin/?state=in-review">{{_"All that are in review"}}</a></li>
{{/MORE_REVIEWS}}
{{#SUGGESTED}}
<li><a href="{{SUGGESTIONS}}" dir="auto">{{HEADLINE}}</a> <span class="badge review">{{_CHANGES "One change suggested|%CHANGES% changes suggested"}}</span> <span class="when"><bdi>{{SUGGESTED_BY}}</bdi> · {{>SUGGESTED_AT}}</span></li>
{{/SUGGESTED}}
{{#MORE_SUGGESTED}}
<li>{{_"There are older suggestions, too."}}</li>
{{/MORE_SUGGESTED}}
{{#REPORTS}}
<li><a href="/admin/reports">{{_REPORTS_OPEN "One report of a reader is open|%REPORTS_OPEN% reports of readers are open"}}</a></li>
{{/REPORTS}}
{{#PRICES}}
<li><a href="/admin/prices">{{#PRICES_FEW}}{{_PRICES_OLD "The price of one review is to be checked|The prices of %PRICES_OLD% reviews are to be checked"}}{{/PRICES_FEW}}{{#PRICES_MANY}}{{_"The prices of more than 99 reviews are to be checked"}}{{/PRICES_MANY}}</a></li>
{{/PRICES}}
{{#ENDED}}
<li><a href="/admin/media?view=ended">{{_PICTURES_ENDED "Readers see one picture whose rights have ended|Readers see %PICTURES_ENDED% pictures whose rights have ended"}}</a></li>
{{/ENDED}}
{{#ENDING}}
<li><a href="/admin/media?view=ending">{{_PICTURES_ENDING "The rights to one picture end within 30 days|The rights to %PICTURES_ENDING% pictures end within 30 days"}}</a></li>
{{/ENDING}}
{{#NOTHING}}
<li>{{_"Nothing at the moment."}}</li>
{{/NOTHING}}
</ul>
</section>
{{/TASKS}}
{{#COMING}}
<section class="card tasks" aria-labelledby="coming-title">
<h2 id="coming-title">{{_"Goes out next"}}</h2>
<ul class="log">
{{#NEXT_OUT}}
<li><span class="when">{{>AT}}</span> <a href="{{STORY}}" dir="auto">{{HEADLINE}}</a>{{#CHANGE}} <span class="badge staged">{{_"A change"}}</span>{{/CHANGE}}{{#WHOLE}} <span class="badge scheduled">{{_"Scheduled"}}</span>{{/WHOLE}}</li>
{{/NEXT_OUT}}
{{#MORE_COMING}}
<li><a href="/admin/?state=scheduled">{{_"All that are scheduled"}}</a></li>
{{/MORE_COMING}}
</ul>
</section>
{{/COMING}}
</div>
{{/TODAY}}
{{#WHOSE}}
<nav class="kinds" aria-label="{{_"Whose stories"}}">
<ul>
<li><a href="/admin/"{{#ALL}} aria-current="page"{{/ALL}}>{{_"All stories"}}</a></li>
<li><a href="/admin/?whose=mine"{{#MINE}} aria-current="page"{{/MINE}}>{{_"Your stories"}}</a></li>
</ul>
</nav>
{{/WHOSE}}
<form class="filter" id="filter" method="get" action="/admin/" role="search">
{{#KEEP_MINE}}<input type="hidden" name="whose" value="mine">{{/KEEP_MINE}}
<p class="field"><label for="q">{{_"Words to look for"}}</label><input id="q" name="q" dir="auto" type="search" value="{{QUERY}}"></p>
<p class="field"><label for="state">{{_"State"}}</label><select id="state" name="state"><option value="">{{_"Any state"}}</option>{{#STATE_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/STATE_OPTION}}</select></p>
<p class="field"><label for="section">{{_"Section"}}</label><select id="section" name="section"><option value="">{{_"Any section"}}</option>{{#SECTION_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/SECTION_OPTION}}</select></p>
<p class="buttons"><button>{{_"Filter"}}</button>{{#FILTERED}} <a href="/admin/">{{_"Show all"}}</a>{{/FILTERED}}</p>
<details class="more-filters"{{#MORE_OPEN}} open{{/MORE_OPEN}}>
<summary>{{_"More filters"}}</summary>
<div class="more-fields">
<p class="field"><label for="tag">{{_"Tag"}}</label><input id="tag" name="tag" dir="auto" value="{{TAG_TYPED}}" autocomplete="off"></p>
<p class="field"><label for="byline">{{_"Byline"}}</label><input id="byline" name="byline" dir="auto" value="{{BYLINE_TYPED}}" autocomplete="off"></p>
<p class="field"><label for="kind">{{_"Kind"}}</label><select id="kind" name="kind"><option value="">{{_"Any kind"}}</option>{{#KIND_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/KIND_OPTION}}</select></p>
<p class="field"><label for="order">{{_"Order"}}</label><select id="order" name="order"><option value="">{{_"Last edited"}}</option><option value="published"{{#BY_PUBLICATION}} selected{{/BY_PUBLICATION}}>{{_"Last published"}}</option></select></p>
<p class="field"><label for="from">{{_"First day"}}</label><input id="from" name="from" type="date" value="{{FROM_DAY}}"></p>
<p class="field"><label for="to">{{_"Last day"}}</label><input id="to" name="to" type="date" value="{{TO_DAY}}"></p>
</div>
<p class="help">{{_"The days are those of the order: when a story was edited last, or when it was published."}}</p>
</details>
</form>
{{#UNSEARCHED}}
<p class="help">{{_"There may be more: not every text could be searched."}}</p>
{{/UNSEARCHED}}
{{#TABLE}}
<form id="stories" method="post" action="{{ACTION}}">
<button disabled hidden></button><button formmethod="dialog" hidden></button>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}">
<div class="list-bar">
<p class="help">{{#COUNTED}}{{_LISTED "One story|%LISTED% stories"}}{{/COUNTED}}{{#COUNT_MORE}}{{_"More than 1,000 stories"}}{{/COUNT_MORE}}</p>
<button class="plain" type="button" id="list-keys-button" aria-haspopup="dialog" hidden>{{_"Keys"}}</button>
</div>
<table class="desk">
<caption class="unseen">{{_"Stories"}}</caption>
<thead><tr><td class="tick"><input type="checkbox" id="tick-all" aria-label="{{_"Tick all"}}" hidden></td><th scope="col">{{_"Headline"}}</th><th scope="col">{{_"State"}}</th><th scope="col">{{_"Section"}}</th><th scope="col">{{_"Bylines"}}</th><th scope="col">{{_"Readers see"}}</th><th scope="col">{{_"Edited"}}</th><th scope="col"><span class="unseen">{{_"Links"}}</span></th></tr></thead>
<tbody>
{{#ROW}}
<tr>
<td class="tick">{{#STORY_SHOWN_IF}}<input type="checkbox" name="story" value="{{STORY_SHOWN}}" aria-label="{{_"Tick %HEADLINE%"}}">{{/STORY_SHOWN_IF}}</td>
<th scope="row" class="headline">{{#MAY_EDIT}}<a href="{{STORY}}" dir="auto">{{HEADLINE}}</a>{{/MAY_EDIT}}{{#MAY_LOOK}}<bdi>{{HEADLINE}}</bdi>{{/MAY_LOOK}}{{#KIND_LABEL_IF}} <span class="kind">{{KIND_LABEL}}</span>{{/KIND_LABEL_IF}}</th>
<td>{{#BADGE}}<span class="badge {{STATE_NAME}}">{{STATE_LABEL}}{{#STATE_AT_IF}} <span class="at">{{STATE_AT}}</span>{{/STATE_AT_IF}}</span> {{/BADGE}}{{#NOTES_OPEN}}<a class="badge notes" href="{{STORY}}/notes">{{_NOTES "One open note|%NOTES% open notes"}}</a> {{/NOTES_OPEN}}{{#SUGGESTIONS_OPEN}}<a class="badge notes" href="{{STORY}}/suggestions">{{_SUGGESTIONS "One suggestion|%SUGGESTIONS% suggestions"}}</a> {{/SUGGESTIONS_OPEN}}</td>
<td data-label="{{_"Section"}}"><bdi>{{SECTION}}</bdi></td>
<td data-label="{{_"Bylines"}}">{{#BYLINES_IF}}<bdi>{{BYLINES}}</bdi>{{/BYLINES_IF}}</td>
<td class="times">{{#SCHEDULED_FOR_IF}}<span>{{_"Scheduled for %SCHEDULED_FOR%"}}{{_SCHEDULED_FOR}}{{>SCHEDULED_FOR}}{{_}}</span> {{/SCHEDULED_FOR_IF}}{{#UPDATED_IF}}<span>{{_"Updated %UPDATED%"}}{{_UPDATED}}{{>UPDATED}}{{_}}</span> {{/UPDATED_IF}}{{#PUBLISHED_IF}}<span>{{_"Published %PUBLISHED%"}}{{_PUBLISHED}}{{>PUBLISHED}}{{_}}</span>{{/PUBLISHED_IF}}</td>
<td class="times"><span class="only-small">{{_"Edited"}} </span>{{>EDITED}}{{#EDITED_BY_IF}}<span>{{EDITED_BY}}</span>{{/EDITED_BY_IF}}</td>
<td class="links">{{#PATH_IF}}<a href="{{PATH}}" aria-label="{{_"View %HEADLINE%"}}">{{_"View"}}</a> {{/PATH_IF}}<a href="{{STORY}}/history" aria-label="{{_"History of %HEADLINE%"}}">{{_"History"}}</a></td>
</tr>
{{/ROW}}
</tbody>
</table>
<details class="card bulk">
<summary>{{_"Change the ticked stories"}} <span id="ticked"></span></summary>
{{>BULK_FIELDS}}
</details>
</form>
<dialog class="keys" id="list-keys" aria-labelledby="list-keys-title">
<h2 id="list-keys-title">{{_"Keys"}}</h2>
<dl>
<div><dt><kbd>J</kbd>, <kbd>K</kbd></dt><dd>{{_"To the next story, to the one before"}}</dd></div>
<div><dt><kbd>X</kbd></dt><dd>{{_"Tick the story, or not"}}</dd></div>
<div><dt><kbd>{{_"Shift"}} X</kbd></dt><dd>{{_"Tick all, or none"}}</dd></div>
<div><dt><kbd>{{_"Enter"}}</kbd></dt><dd>{{_"Open the story"}}</dd></div>
<div><dt><kbd>E</kbd></dt><dd>{{_"To what can be done with the ticked ones"}}</dd></div>
<div><dt><kbd>/</kbd></dt><dd>{{_"To the words that are looked for"}}</dd></div>
<div><dt><kbd>?</kbd></dt><dd>{{_"This list, outside of text fields"}}</dd></div>
</dl>
<p><label class="choice"><input type="checkbox"> <span>{{_"Letters and signs alone are keys"}}</span></label></p>
<p class="buttons"><button type="button">{{_"Close"}}</button></p>
</dialog>
{{/TABLE}}
{{#NONE_YET}}
<div class="empty">
<p>{{_"There are no stories yet."}}</p>
<p class="help">{{_"A new story stays a draft until you publish it."}}</p>
<p class="buttons"><a class="button primary" href="/admin/story/new">{{_"Write the first story"}}</a></p>
</div>
{{/NONE_YET}}
{{#NONE_FOUND}}
<div class="empty">
<p>{{_"No story matches this filter."}}</p>
<p><a href="/admin/">{{_"Show all stories"}}</a></p>
</div>
{{/NONE_FOUND}}
<nav class="pager" aria-label="{{_"Pages of this list"}}">
{{#FIRST_IF}}<a href="{{FIRST}}">{{_"First page"}}</a>{{/FIRST_IF}}
{{#NEXT_IF}}<a rel="next" href="{{NEXT}}">{{_"Next page"}}</a>{{/NEXT_IF}}
</nav>
