{{%AUTOESCAPE context="HTML"}}
<div class="bar">
<h1>Readers’ reports</h1>
</div>
{{#TABLE}}
<table class="desk reports">
<caption class="unseen">Readers’ reports of errors, open ones first</caption>
<thead><tr><th scope="col">What is wrong</th><th scope="col">State</th><th scope="col">Where</th><th scope="col">Received</th></tr></thead>
<tbody>
{{#ROW}}
<tr>
<th scope="row" class="said"><a href="{{REPORT_HREF}}">{{EXCERPT}}</a></th>
<td><span class="badge {{STATE_NAME}}">{{STATE_LABEL}}</span></td>
<td class="where"><span class="headline">{{HEADLINE}}</span><span class="help">{{PLACE}}{{#QUOTE_IF}}: “{{QUOTE}}”{{/QUOTE_IF}}</span></td>
<td class="times"><span>{{AGE}} ago</span> <span>{{AT}}</span></td>
</tr>
{{/ROW}}
</tbody>
</table>
{{/TABLE}}
{{#NONE_YET}}
<div class="empty">
<p>No reader has reported an error.</p>
<p class="help">At the foot of each story stands “Report an error”. What readers write there comes to this list.</p>
</div>
{{/NONE_YET}}
<nav class="pager" aria-label="Pages">
{{#NOT_FIRST}}<a href="/admin/reports">Newest</a>{{/NOT_FIRST}}
{{#NEXT_IF}}<a rel="next" href="{{NEXT}}">Older reports</a>{{/NEXT_IF}}
</nav>
