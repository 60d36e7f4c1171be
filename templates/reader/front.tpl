{{%AUTOESCAPE context="HTML"}}
{{#EMPTY_IF}}
<div class="notice">
<h2>{{_"The first edition is being written"}}</h2>
<p class="dek">{{_"Nothing has been published here yet. The first story will appear on this page as soon as the editors publish it."}}</p>
</div>
{{/EMPTY_IF}}
{{#LEAD_IF}}
<div class="top{{#UPDATED_IF}} split{{/UPDATED_IF}}">
{{#LEAD}}
{{>CARD}}
{{/LEAD}}
{{#UPDATED_IF}}
<section class="updates" aria-labelledby="updates">
<h2 class="label" id="updates">{{_"Recently updated"}}</h2>
{{#UPDATED}}
{{>CARD}}
{{/UPDATED}}
</section>
{{/UPDATED_IF}}
</div>
{{/LEAD_IF}}
{{#LATEST_IF}}
<section class="latest" aria-labelledby="latest">
<h2 class="label" id="latest">{{_"Latest"}}</h2>
<div class="cols">
{{#SECOND}}
{{>CARD}}
{{/SECOND}}
{{#BRIEFS_IF}}
<div class="briefs">
{{#LATEST}}
{{>CARD}}
{{/LATEST}}
</div>
{{/BRIEFS_IF}}
</div>
</section>
{{/LATEST_IF}}
{{#SECTIONS}}
{{>BAND}}
{{/SECTIONS}}
{{#REVIEWS_IF}}
<section class="reviews" aria-labelledby="reviews">
<h2 class="label" id="reviews">{{_"Put to the test"}}</h2>
<div class="cols">
{{#REVIEWS}}
{{>CARD}}
{{/REVIEWS}}
</div>
</section>
{{/REVIEWS_IF}}
{{#LATER_SECTIONS}}
{{>BAND}}
{{/LATER_SECTIONS}}
