{{%AUTOESCAPE context="HTML"}}
<div class="column wide">
<div class="bar">
<h1>{{_"Front page"}}</h1>
<p class="buttons"><a class="button" href="/">{{_"What readers see"}}</a></p>
</div>
{{#MESSAGE_IF}}
<p class="message good" role="status">{{MESSAGE}}</p>
{{/MESSAGE_IF}}
{{#SAID_IF}}
<p class="message" role="status">{{SAID}}</p>
{{/SAID_IF}}
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
<p class="help">{{#SINCE}}{{_"Arranged so since %TIME%"}}{{_TIME}}{{>SINCE_AT}}{{_}}{{/SINCE}}{{#NEVER}}{{_"Nobody has arranged the front page: it shows the newest stories."}}{{/NEVER}}</p>
{{#WAITING_IF}}
<section class="card" aria-labelledby="waiting-title">
<h2 id="waiting-title">{{_"Arrangements that wait"}}</h2>
<ul class="log">
{{#WAITING}}
<li>{{>WAITING_AT}}{{#WAITING_BY}} · <bdi>{{BY_NAME}}</bdi>{{/WAITING_BY}} <span class="links">{{#IS_OPEN}}<strong>{{_"It is open below."}}</strong>{{/IS_OPEN}}{{#IS_CLOSED}}<a class="button" href="{{OF_HREF}}">{{_"Change it"}}</a>{{/IS_CLOSED}} <form method="post" action="/admin/front"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.w{{WAITING_ID}}"><input type="hidden" name="id" value="{{WAITING_ID}}"><button name="do" value="cancel">{{_"Take it off the schedule"}}</button></form></span></li>
{{/WAITING}}
</ul>
</section>
{{/WAITING_IF}}
<form class="arranging" id="front" method="post" action="/admin/front">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.front">
<input type="hidden" name="shown" value="{{SHOWN}}">
{{#REPLACING}}<input type="hidden" name="replaces" value="{{REPLACES}}">{{/REPLACING}}
<section class="card" aria-labelledby="places-title">
<h2 id="places-title">{{_"Places"}}</h2>
<p class="help" id="places-help">{{_"A place that you leave empty has the newest story. What readers do not see yet, or no longer, has no place: those below it move up."}}</p>
<p class="buttons"><button name="do" value="check">{{_"Look up what is typed"}}</button></p>
<ol class="places ordered" id="places" data-later="{{_"Place %PLACE%"}}" data-first="{{_"Lead"}}" data-moved="{{_"Now at place %N% of %OF%."}}">
{{#ROW}}
<li><div class="place" role="group" aria-labelledby="place-{{PLACE}}">
<input type="hidden" name="row" value="{{PLACE}}">
<p class="field what"><label for="story_{{PLACE}}" id="place-{{PLACE}}">{{#IS_FIRST}}{{_"Lead"}}{{/IS_FIRST}}{{#IS_LATER}}{{_"Place %PLACE%"}}{{/IS_LATER}}</label>
<input id="story_{{PLACE}}" name="story_{{PLACE}}" dir="auto" value="{{STORY_TYPED}}" list="offered" placeholder="{{_"the newest"}}" autocomplete="off" spellcheck="false" aria-describedby="{{#IS_WRONG}}wrong-{{PLACE}} {{/IS_WRONG}}story-help"{{#IS_WRONG}} aria-invalid="true"{{/IS_WRONG}}>
{{#WRONG}}<span class="problem" id="wrong-{{PLACE}}">{{WRONG_TEXT}}</span>{{/WRONG}}
{{#NOT_LIVE}}<span class="badge {{STATE_NAME}}">{{STATE_LABEL}}{{#STATE_AT_IF}} {{STATE_AT}}{{/STATE_AT_IF}}</span>{{/NOT_LIVE}}</p>
{{>UNTIL_FIELD}}
<p class="row-tools"><button name="do" value="up-{{PLACE}}"{{#NOT_UP}} hidden{{/NOT_UP}} title="{{_"Move place %PLACE% up"}}" aria-keyshortcuts="Alt+ArrowUp"><span aria-hidden="true">↑</span></button><button name="do" value="down-{{PLACE}}"{{#NOT_DOWN}} hidden{{/NOT_DOWN}} title="{{_"Move place %PLACE% down"}}" aria-keyshortcuts="Alt+ArrowDown"><span aria-hidden="true">↓</span></button></p>
</div></li>
{{/ROW}}
</ol>
<p class="help" id="story-help">{{_"A story’s number, its address, or words of its headline."}}</p>
<p class="help"><span role="status" id="places-said"></span></p>
</section>
{{#BANDS_IF}}
<section class="card" aria-labelledby="bands-title">
<h2 id="bands-title">{{_"Sections"}}</h2>
<ol class="bands ordered" id="bands" data-moved="{{_"Now at place %N% of %OF%."}}">
{{#BAND}}
<li><div class="place" role="group" aria-labelledby="band-{{BAND_SLUG}}">
<input type="hidden" name="band" value="{{BAND_SLUG}}">
<p class="what" id="band-{{BAND_SLUG}}" dir="auto">{{NAME}}</p>
<label class="choice"><input type="checkbox" name="hide" value="{{BAND_SLUG}}"{{#BAND_HIDDEN}} checked{{/BAND_HIDDEN}}> <span>{{_"Not on the front page"}}</span></label>
<p class="row-tools"><button name="do" value="band-up-{{BAND_PLACE}}"{{#NOT_UP}} hidden{{/NOT_UP}} title="{{_"Move %NAME% up"}}" aria-keyshortcuts="Alt+ArrowUp"><span aria-hidden="true">↑</span></button><button name="do" value="band-down-{{BAND_PLACE}}"{{#NOT_DOWN}} hidden{{/NOT_DOWN}} title="{{_"Move %NAME% down"}}" aria-keyshortcuts="Alt+ArrowDown"><span aria-hidden="true">↓</span></button></p>
</div></li>
{{/BAND}}
</ol>
<p class="help"><span role="status" id="bands-said"></span></p>
</section>
{{/BANDS_IF}}
<section class="card" aria-labelledby="when-title">
<h2 id="when-title">{{_"When"}}</h2>
{{>AT_FIELD}}
<p class="buttons"><button formaction="/admin/front/preview" formtarget="_blank">{{_"Preview"}}</button> <button class="primary" name="do" value="save">{{_"Save the arrangement"}}</button></p>
</section>
<datalist id="offered">
{{#OFFERED}}<option value="{{OFFERED_NAME}}"></option>
{{/OFFERED}}</datalist>
</form>
<section class="arranged" aria-labelledby="arranged">
<h2 id="arranged">{{_"All arrangements"}}</h2>
{{#HISTORY_IF}}
<ul class="log">
{{#ARRANGED}}
<li><p>{{>FROM_AT}}{{#BY}} · <bdi>{{BY_NAME}}</bdi>{{/BY}}{{#IS_LIVE}} <span class="badge live">{{_"Readers see it"}}</span>{{/IS_LIVE}}{{#WAITS}} <span class="badge scheduled">{{_"It waits"}}</span>{{/WAITS}}{{#IS_OFF}} <span class="badge withdrawn">{{_"Taken off the schedule"}}</span>{{/IS_OFF}}{{#IS_OVER}}{{/IS_OVER}}</p>
{{#ONLY_NEWEST}}<p class="help">{{_"The newest stories"}}</p>{{/ONLY_NEWEST}}
<ul class="plain-list">
{{#HAS_STORY}}<li><span class="number">{{STORY_PLACE}}</span> <a href="{{STORY_HREF}}" dir="auto">{{STORY_HEADLINE}}</a>{{#ENDS}} <span class="when">{{_"until %TIME%"}}{{_TIME}}{{>ENDS_AT}}{{_}}</span>{{/ENDS}}</li>
{{/HAS_STORY}}</ul>
{{#BANDS_SHOWN_IF}}<p class="help">{{_"Sections: %NAMES%"}}{{_NAMES}}<bdi>{{BANDS_SHOWN}}</bdi>{{_}}</p>{{/BANDS_SHOWN_IF}}
{{#BANDS_OFF_IF}}<p class="help">{{_"Not on the front page: %NAMES%"}}{{_NAMES}}<bdi>{{BANDS_OFF}}</bdi>{{_}}</p>{{/BANDS_OFF_IF}}
{{#MAY_BACK}}<div class="links"><form method="post" action="/admin/front"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.b{{FRONT_ID}}"><input type="hidden" name="shown" value="{{SHOWN}}"><input type="hidden" name="id" value="{{FRONT_ID}}"><button name="do" value="back">{{_"Go back to it"}}</button></form> <a class="button" href="{{OF_HREF}}">{{_"Open it in the form"}}</a></div>{{/MAY_BACK}}</li>
{{/ARRANGED}}
</ul>
{{/HISTORY_IF}}
<nav class="pager" aria-label="{{_"Pages of this list"}}">
{{#NEWEST_IF}}<a href="{{NEWEST}}">{{_"Newest"}}</a>{{/NEWEST_IF}}
{{#NEXT_IF}}<a rel="next" href="{{NEXT}}">{{_"Older"}}</a>{{/NEXT_IF}}
</nav>
</section>
</div>
