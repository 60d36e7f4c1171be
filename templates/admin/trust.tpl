{{%AUTOESCAPE context="HTML"}}
<div class="column">
<h1>{{_"Trust"}}</h1>
<p class="lead-in">{{_"What readers, search engines and other papers go by when they judge a paper: the Trust Project’s eight indicators. What is said here stands on your pages and, for machines, in schema.org’s words."}}</p>
{{#SOME}}
<p>{{_N_MISSING "One thing is missing.|%N_MISSING% things are missing."}}</p>
{{/SOME}}
{{#COMPLETE}}
<p class="message good" role="status">{{_"Nothing is missing."}}</p>
{{/COMPLETE}}
<section class="card" aria-labelledby="paper-title">
<h2 id="paper-title">{{_"The paper"}}</h2>
<ul class="trust">
{{#PAPER}}
<li>{{#THERE}}<span class="badge live">{{_"There"}}</span>{{/THERE}}{{#MISSING}}<span class="badge review">{{_"Missing"}}</span>{{/MISSING}} {{#SEEN_AT_IF}}<a href="{{SEEN_AT}}">{{/SEEN_AT_IF}}{{WHAT}}{{#SEEN_AT_IF}}</a>{{/SEEN_AT_IF}} <span class="indicator">{{INDICATOR}}</span>{{#MEND_IF}} · <a href="{{MEND}}" aria-label="{{_"Write it: %WHAT%"}}">{{_"Write it"}}</a>{{/MEND_IF}}</li>
{{/PAPER}}
</ul>
</section>
<section class="card" aria-labelledby="stories-title">
<h2 id="stories-title">{{_"The newest stories"}}</h2>
<p class="help">{{_STORIES_SEEN "One was looked at.|%STORIES_SEEN% were looked at."}}</p>
{{#STORIES}}
{{#ROW}}
<h3><a href="{{HREF}}" dir="auto">{{NAME}}</a></h3>
<ul class="trust">
{{#ITEM}}
<li><a href="{{MEND}}">{{WHAT}}</a> <span class="indicator">{{INDICATOR}}</span></li>
{{/ITEM}}
</ul>
{{/ROW}}
{{/STORIES}}
</section>
{{#AUTHORS}}
<section class="card" aria-labelledby="authors-title">
<h2 id="authors-title">{{_"Who wrote them"}}</h2>
{{#ROW}}
<h3><a href="{{HREF}}" dir="auto">{{NAME}}</a></h3>
<ul class="trust">
{{#ITEM}}
<li><a href="{{MEND}}">{{WHAT}}</a> <span class="indicator">{{INDICATOR}}</span></li>
{{/ITEM}}
</ul>
{{/ROW}}
</section>
{{/AUTHORS}}
</div>
