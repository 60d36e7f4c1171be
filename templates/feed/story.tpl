{{%AUTOESCAPE context="HTML"}}
{{#AI_LABEL}}
<p><strong>{{_"Written by AI, and reviewed by nobody."}}</strong></p>
{{/AI_LABEL}}
{{#WORK_IF}}
<p>{{#GENRE_IF}}<strong>{{GENRE}}</strong>{{/GENRE_IF}}{{#BOTH_IF}} · {{/BOTH_IF}}{{#PLACE_IF}}{{PLACE}}{{/PLACE_IF}}</p>
{{/WORK_IF}}
{{#PICTURE_IF}}
<figure><img src="{{SRC}}" width="{{WIDTH}}" height="{{HEIGHT}}" alt="{{ALT}}">{{#FIGCAPTION_IF}}<figcaption>{{#CAPTION_IF}}{{CAPTION}} {{/CAPTION_IF}}{{#CREDIT_IF}}{{_"Credit: %CREDIT%"}}{{/CREDIT_IF}}</figcaption>{{/FIGCAPTION_IF}}</figure>
{{/PICTURE_IF}}
{{#CORRECTIONS}}
<p><b>{{_"Correction"}}, <time datetime="{{AT_ISO}}">{{AT}}</time>.</b> {{_"We wrote: “%WRONG%” It should have said: “%RIGHT%”"}}{{_WRONG}}<del>{{WRONG}}</del>{{_RIGHT}}<ins>{{RIGHT}}</ins>{{_}}</p>
{{/CORRECTIONS}}
{{BODY_HTML:none}}
{{#REVIEW_IF}}
<h2>{{PRODUCT}}{{#RATING_IF}}: {{_"%RATING% out of %MOST%"}}{{/RATING_IF}}</h2>
{{#VERDICT_IF}}
<p>{{VERDICT}}</p>
{{/VERDICT_IF}}
{{#PROS_IF}}
<h3>{{_"For"}}</h3>
<ul>
{{#PROS}}
<li>{{ITEM}}</li>
{{/PROS}}
</ul>
{{/PROS_IF}}
{{#CONS_IF}}
<h3>{{_"Against"}}</h3>
<ul>
{{#CONS}}
<li>{{ITEM}}</li>
{{/CONS}}
</ul>
{{/CONS_IF}}
{{#PRICE_IF}}
<p>{{PRICE}}{{#PRICE_DATE_IF}}, {{_"as checked on %DATE%"}}{{_DATE}}{{PRICE_DATE}}{{_}}{{/PRICE_DATE_IF}}</p>
{{/PRICE_IF}}
{{/REVIEW_IF}}
{{#TAKEAWAYS_IF}}
<h2>{{_"Key takeaways"}}</h2>
<ol>
{{#TAKEAWAYS}}
<li>{{ITEM}}</li>
{{/TAKEAWAYS}}
</ol>
{{/TAKEAWAYS_IF}}
{{#SOURCES_IF}}
<h2>{{_"Sources"}}</h2>
<ul>
{{#SOURCES}}
<li>{{#LINKED_IF}}<a href="{{SOURCE_HREF}}">{{SOURCE}}</a>{{/LINKED_IF}}{{#UNLINKED_IF}}{{SOURCE}}{{/UNLINKED_IF}}</li>
{{/SOURCES}}
</ul>
{{/SOURCES_IF}}
{{#REPORTED}}
<h2>{{_"How we reported it"}}</h2>
{{BODY_HTML:none}}
{{/REPORTED}}
{{#AI_ASSISTED_IF}}
<p>{{_"AI use: assisted."}}{{#AI_NOTE_IF}} {{AI_NOTE}}{{/AI_NOTE_IF}}</p>
{{/AI_ASSISTED_IF}}
{{#AI_GENERATED_IF}}
<p>{{_"AI use: generated."}}{{#AI_NOTE_IF}} {{AI_NOTE}}{{/AI_NOTE_IF}}</p>
{{/AI_GENERATED_IF}}
