{{%AUTOESCAPE context="HTML"}}
<div class="bar">
<h1>{{_"Prices"}}</h1>
</div>
{{#MESSAGE_IF}}
<p class="message good" role="status">{{MESSAGE}}</p>
{{/MESSAGE_IF}}
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
<p class="help">{{_DAYS "Reviews whose price was checked more than one day ago, the longest ago first. What you say is published at once, as a minor fix: for an update or a correction, open the review.|Reviews whose price was checked more than %DAYS% days ago, the longest ago first. What you say is published at once, as a minor fix: for an update or a correction, open the review."}}</p>
{{#NONE}}
<p class="empty">{{_"No price has to be checked."}}</p>
{{/NONE}}
{{#LIST}}
<table class="desk names">
<caption class="unseen">{{_"Prices to be checked"}}</caption>
<thead><tr><th scope="col">{{_"Review"}}</th><th scope="col">{{_"As readers see it"}}</th><th scope="col">{{_"Price"}}</th></tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row"><a href="/admin/story/{{STORY_ID}}" dir="auto">{{HEADLINE}}</a></th>
<td class="about"><b><bdi>{{PRICE}}</bdi></b>{{#CHECKED}} <span class="when">{{_"as checked on %DATE%"}}{{_DATE}}<time datetime="{{CHECKED_ISO}}">{{CHECKED_ON}}</time>{{_}}{{#CHECKED_BY_IF}} · <bdi>{{CHECKED_BY}}</bdi>{{/CHECKED_BY_IF}}</span>{{/CHECKED}}{{#UNCHECKED}} <span class="when">{{_"Nobody said when it was checked."}}</span>{{/UNCHECKED}}</td>
<td class="links"><form class="price" method="post" action="{{HERE}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.{{STORY_ID}}"><input type="hidden" name="story" value="{{STORY_ID}}"><input type="hidden" name="price_was" value="{{PRICE_WAS}}"><input type="hidden" name="checked_was" value="{{CHECKED_WAS}}"><input id="price-{{STORY_ID}}" name="price" dir="auto" size="12" value="{{PRICE_TYPED}}" autocomplete="off" aria-label="{{_"Price now: %HEADLINE%"}}"{{#IS_WRONG}} aria-invalid="true" aria-describedby="wrong-{{STORY_ID}}"{{/IS_WRONG}}> <button aria-label="{{_"Checked today: %HEADLINE%"}}">{{_"Checked today"}}</button></form>{{#WRONG}}<span class="problem" id="wrong-{{STORY_ID}}">{{WRONG_TEXT}}</span>{{/WRONG}}</td>
</tr>
{{/ROW}}
</tbody>
</table>
{{/LIST}}
<nav class="pager" aria-label="{{_"Pages of this list"}}">
{{#FIRST_IF}}<a href="{{FIRST}}">{{_"The longest ago"}}</a>{{/FIRST_IF}}
{{#NEXT_IF}}<a rel="next" href="{{NEXT}}">{{_"Not so long ago"}}</a>{{/NEXT_IF}}
</nav>
