{{%AUTOESCAPE context="HTML"}}
<p>{{_"In the story %STORY% we wrote: “%WRONG%” It should have said: “%RIGHT%” (%AT%)"}}{{_STORY}}<a href="{{HREF}}">{{HEADLINE}}</a>{{_WRONG}}<del>{{WRONG}}</del>{{_RIGHT}}<ins>{{RIGHT}}</ins>{{_AT}}<time datetime="{{AT_ISO}}">{{AT}}</time>{{_}}</p>
