{{%AUTOESCAPE context="HTML"}}
<header class="opening">
<h1>{{_"Index"}}</h1>
</header>
<h2>{{_"Sections"}}</h2>
<ul>
{{#SECTIONS}}
<li><a href="{{HREF}}">{{NAME}}</a></li>
{{/SECTIONS}}
</ul>
<h2>{{_"Years"}}</h2>
<ul>
{{#YEARS}}
<li><a href="{{HREF}}">{{NAME}}</a></li>
{{/YEARS}}
</ul>
<h2>{{_"Authors"}}</h2>
<ul>
{{#AUTHORS}}
<li><a href="{{HREF}}">{{NAME}}</a></li>
{{/AUTHORS}}
</ul>
<h2>{{_"Tags"}}</h2>
<ul>
{{#TAGS}}
<li><a href="{{HREF}}">{{NAME}}</a></li>
{{/TAGS}}
</ul>
