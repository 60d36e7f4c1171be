{{%AUTOESCAPE context="HTML"}}
<section class="band {{RHYTHM}}{{#LONE_IF}} lone{{/LONE_IF}}">
<header class="sign">
<h2><a href="{{SECTION_HREF}}">{{NAME}}</a></h2>
{{#ABOUT_IF}}
<p>{{ABOUT}}</p>
{{/ABOUT_IF}}
</header>
{{#FIRST}}
{{>CARD}}
{{/FIRST}}
{{#MORE_IF}}
<div class="more">
{{#MORE}}
{{>CARD}}
{{/MORE}}
</div>
{{/MORE_IF}}
</section>
