{{%AUTOESCAPE context="HTML"}}
<li class="item"><time datetime="{{AT_ISO}}">{{AT}}</time> <a href="{{ITEM_HREF}}" dir="auto">{{TITLE}}</a> {{#IS_DUE}}<span class="kind">{{_"Due"}}</span> {{/IS_DUE}}<span class="badge {{STATE_NAME}}">{{STATE_LABEL}}</span>{{#IS_LATE}} <span class="badge withdrawn">{{_"Late"}}</span>{{/IS_LATE}}{{#WHO_IF}} <bdi class="when">{{WHO}}</bdi>{{/WHO_IF}}</li>
