{{%AUTOESCAPE context="HTML"}}
{{#AI_LABEL}}
<!-- wp:paragraph -->
<p><strong>{{_"Written by AI, and reviewed by nobody."}}</strong></p>
<!-- /wp:paragraph -->
{{/AI_LABEL}}
{{#WORK_IF}}
<!-- wp:paragraph -->
<p>{{#GENRE_IF}}<strong>{{GENRE}}</strong>{{/GENRE_IF}}{{#BOTH_IF}} · {{/BOTH_IF}}{{#PLACE_IF}}{{PLACE}}{{/PLACE_IF}}</p>
<!-- /wp:paragraph -->
{{/WORK_IF}}
{{#BYLINES_IF}}
<!-- wp:paragraph -->
<p>{{_"By %NAMES%"}}{{_NAMES}}{{#BYLINES}}{{JOINT}}{{BYLINE}}{{/BYLINES}}{{_}}</p>
<!-- /wp:paragraph -->
{{/BYLINES_IF}}
{{#CORRECTIONS}}
<!-- wp:paragraph -->
<p><strong>{{_"Correction"}}, {{AT}}.</strong> {{_"We wrote: “%WRONG%” It should have said: “%RIGHT%”"}}{{_WRONG}}{{WRONG}}{{_RIGHT}}{{RIGHT}}{{_}}</p>
<!-- /wp:paragraph -->
{{/CORRECTIONS}}
{{BODY_HTML:none}}
{{#REVIEW_IF}}
<!-- wp:heading -->
<h2>{{PRODUCT}}{{#RATING_IF}}: {{_"%RATING% out of %MOST%"}}{{/RATING_IF}}</h2>
<!-- /wp:heading -->
{{#VERDICT_IF}}
<!-- wp:paragraph -->
<p>{{VERDICT}}</p>
<!-- /wp:paragraph -->
{{/VERDICT_IF}}
{{#PROS_IF}}
<!-- wp:heading {"level":3} -->
<h3>{{_"For"}}</h3>
<!-- /wp:heading -->
<!-- wp:list -->
<ul>
{{#PROS}}
<li>{{ITEM}}</li>
{{/PROS}}
</ul>
<!-- /wp:list -->
{{/PROS_IF}}
{{#CONS_IF}}
<!-- wp:heading {"level":3} -->
<h3>{{_"Against"}}</h3>
<!-- /wp:heading -->
<!-- wp:list -->
<ul>
{{#CONS}}
<li>{{ITEM}}</li>
{{/CONS}}
</ul>
<!-- /wp:list -->
{{/CONS_IF}}
{{#PRICE_IF}}
<!-- wp:paragraph -->
<p>{{PRICE}}{{#PRICE_DATE_IF}}, {{_"as checked on %DATE%"}}{{_DATE}}{{PRICE_DATE}}{{_}}{{/PRICE_DATE_IF}}</p>
<!-- /wp:paragraph -->
{{/PRICE_IF}}
{{/REVIEW_IF}}
{{#TAKEAWAYS_IF}}
<!-- wp:heading -->
<h2>{{_"Key takeaways"}}</h2>
<!-- /wp:heading -->
<!-- wp:list {"ordered":true} -->
<ol>
{{#TAKEAWAYS}}
<li>{{ITEM}}</li>
{{/TAKEAWAYS}}
</ol>
<!-- /wp:list -->
{{/TAKEAWAYS_IF}}
{{#SOURCES_IF}}
<!-- wp:heading -->
<h2>{{_"Sources"}}</h2>
<!-- /wp:heading -->
<!-- wp:list -->
<ul>
{{#SOURCES}}
<li id="{{SOURCE_ID}}">{{#LINKED_IF}}<a href="{{SOURCE_HREF}}">{{SOURCE}}</a>{{/LINKED_IF}}{{#UNLINKED_IF}}{{SOURCE}}{{/UNLINKED_IF}}</li>
{{/SOURCES}}
</ul>
<!-- /wp:list -->
{{/SOURCES_IF}}
{{#UPDATES_IF}}
<!-- wp:heading -->
<h2>{{_"What changed"}}</h2>
<!-- /wp:heading -->
<!-- wp:list -->
<ul>
{{#UPDATES}}
<li>{{AT}}: {{NOTE}}</li>
{{/UPDATES}}
</ul>
<!-- /wp:list -->
{{/UPDATES_IF}}
{{#REPORTED}}
<!-- wp:heading -->
<h2>{{_"How we reported it"}}</h2>
<!-- /wp:heading -->
{{BODY_HTML:none}}
{{/REPORTED}}
{{#MAKING_IF}}
<!-- wp:paragraph -->
<p>{{#AI_NONE_IF}}{{_"AI use: none."}} {{/AI_NONE_IF}}{{#AI_ASSISTED_IF}}{{_"AI use: assisted."}} {{/AI_ASSISTED_IF}}{{#AI_GENERATED_IF}}{{_"AI use: generated."}} {{/AI_GENERATED_IF}}{{#AI_NOTE_IF}}{{AI_NOTE}} {{/AI_NOTE_IF}}{{#CHECKED_BY_IF}}{{_"Fact-checked by %CHECKED_BY%."}}{{/CHECKED_BY_IF}}</p>
<!-- /wp:paragraph -->
{{/MAKING_IF}}
