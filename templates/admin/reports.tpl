{{%AUTOESCAPE context="HTML"}}
<div class="bar">
<h1>{{_"Readers’ reports"}}</h1>
</div>
{{#TABLE}}
<table class="desk reports">
<caption class="unseen">{{_"Readers’ reports of errors, open ones first"}}</caption>
<thead><tr><th scope="col">{{_"What is wrong"}}</th><th scope="col">{{_"State"}}</th><th scope="col">{{_"Where"}}</th><th scope="col">{{_"Received"}}</th></tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row" class="said"><a href="{{REPORT_HREF}}" dir="auto">{{EXCERPT}}</a></th>
<td><span class="badge {{STATE_NAME}}">{{STATE_LABEL}}</span></td>
<td class="where"><span class="headline" dir="auto">{{HEADLINE}}</span><span class="help">{{#QUOTE_IF}}{{_"%PLACE%: “%QUOTE%”"}}{{/QUOTE_IF}}{{#NO_QUOTE}}{{PLACE}}{{/NO_QUOTE}}</span></td>
<td class="times"><span>{{AGE}}</span> <span>{{AT}}</span></td>
</tr>
{{/ROW}}
</tbody>
</table>
{{/TABLE}}
{{#NONE_YET}}
<div class="empty">
<p>{{_"No reader has reported an error."}}</p>
<p class="help">{{_"Each story ends with a link “Report an error”. What readers write there appears in this list."}}</p>
</div>
{{/NONE_YET}}
<nav class="pager" aria-label="{{_"Pages of this list"}}">
{{#NOT_FIRST}}<a href="/admin/reports">{{_"Newest reports"}}</a>{{/NOT_FIRST}}
{{#NEXT_IF}}<a rel="next" href="{{NEXT}}">{{_"Older reports"}}</a>{{/NEXT_IF}}
</nav>
