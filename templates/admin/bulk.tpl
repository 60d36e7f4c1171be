{{%AUTOESCAPE context="HTML"}}
<div class="column wide">
<p class="crumb"><a href="{{LIST}}">{{_"Back to the list"}}</a></p>
<h1>{{_"Several stories at once"}}</h1>
{{#PROBLEMS}}
<div class="problems" role="alert" tabindex="-1" data-problems="1">
<h2>{{_"Nothing was changed"}}</h2>
<ul>
{{#PROBLEM}}
<li>{{#LINKED}}<a href="#bulk-{{PROBLEM_FIELD}}">{{PROBLEM_TEXT}}</a>{{/LINKED}}{{#UNLINKED}}{{PROBLEM_TEXT}}{{/UNLINKED}}</li>
{{/PROBLEM}}
</ul>
</div>
{{/PROBLEMS}}
{{#DONE}}
<div class="message good" role="status">
{{#WORKED}}<p>{{_WORKED "One story was changed.|%WORKED% stories were changed."}}</p>{{/WORKED}}
{{#SUBMITTED}}<p>{{_SUBMITTED "One story was submitted for review.|%SUBMITTED% stories were submitted for review."}}</p>{{/SUBMITTED}}
{{#BINNED}}<p>{{_BINNED "One story is in the bin. It can be taken out again for 30 days.|%BINNED% stories are in the bin. They can be taken out again for 30 days."}}</p>{{/BINNED}}
{{#UNBINNED}}<p>{{_UNBINNED "One story is out of the bin, and a draft again.|%UNBINNED% stories are out of the bin, and drafts again."}}</p>{{/UNBINNED}}
{{#SAME}}<p>{{_SAME "In one story nothing had to be changed.|In %SAME% stories nothing had to be changed."}}</p>{{/SAME}}
{{#UNDO}}
<form method="post" action="{{ACTION}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.undo">{{#STORY}}<input type="hidden" name="story" value="{{STORY_SHOWN}}">{{/STORY}}<button name="do" value="unbin">{{_"Undo"}}</button></form>
{{/UNDO}}
</div>
{{/DONE}}
{{#REFUSED}}
<section class="card" aria-labelledby="refused-title">
<h2 id="refused-title">{{_REFUSED "One story was not changed|%REFUSED% stories were not changed"}}</h2>
<ul class="log">
{{#ROW}}
<li>{{#STORY_IF}}<a href="{{STORY}}" dir="auto">{{HEADLINE}}</a>{{/STORY_IF}}{{#HIDDEN}}{{_"Another story"}}{{/HIDDEN}}: {{#REASON}}<span>{{REASON_TEXT}}</span> {{/REASON}}</li>
{{/ROW}}
</ul>
</section>
{{/REFUSED}}
{{#KEPT}}
<section class="card" aria-labelledby="kept-title">
<h2 id="kept-title">{{_"Kept as drafts: readers go on seeing what they see now"}}</h2>
<ul class="log">
{{#ROW}}
<li><a href="{{STORY}}?text=draft" dir="auto">{{HEADLINE}}</a></li>
{{/ROW}}
</ul>
</section>
{{/KEPT}}
{{#OTHERS}}
<section class="card" aria-labelledby="others-title">
<h2 id="others-title">{{_"Done"}}</h2>
<ul class="log">
{{#ROW}}
<li><a href="{{STORY}}" dir="auto">{{HEADLINE}}</a>{{#LABEL_IF}} <span class="badge">{{LABEL}}</span>{{/LABEL_IF}}</li>
{{/ROW}}
</ul>
</section>
{{/OTHERS}}
{{#AGAIN}}
<form class="card bulk" id="stories" method="post" action="{{ACTION}}">
<button disabled hidden></button><button formmethod="dialog" hidden></button>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}">
{{#ASKED}}
<fieldset id="bulk-new_names"><legend>{{_"Is it new?"}}</legend>
{{#NAME}}
<p><label class="choice"><input type="checkbox" name="new_name" value="{{NAME_ASKED}}"> <span>{{_"“%NAME_ASKED%” is new"}}</span></label>{{#NEAR_IF}} <span class="help">{{_"Known already: %NEAR%"}}</span>{{/NEAR_IF}}</p>
{{/NAME}}
</fieldset>
{{/ASKED}}
<fieldset><legend>{{_"Stories"}}</legend>
{{#LOOK_FIRST}}
<p class="help">{{_"Nothing was done to these. Look at them as they are now, tick the ones that you mean all the same, and press again."}}</p>
{{/LOOK_FIRST}}
<ul class="ticked">
{{#TICKED}}
<li><label class="choice"><input type="checkbox" name="story" value="{{STORY_SHOWN}}"{{#IS_TICKED}} checked{{/IS_TICKED}}> <span><bdi>{{HEADLINE}}</bdi>{{#AS_IT_IS}} <span class="badge {{STATE_NAME}}">{{STATE_LABEL}}</span> <span class="when">{{>EDITED}}</span>{{/AS_IT_IS}}</span></label></li>
{{/TICKED}}
</ul>
</fieldset>
{{>BULK_FIELDS}}
</form>
{{/AGAIN}}
</div>
