{{%AUTOESCAPE context="HTML"}}
<p>{{NOTE}} (<time datetime="{{AT_ISO}}">{{AT}}</time>)</p>
<p><a href="{{HREF}}">{{HEADLINE}}</a></p>
