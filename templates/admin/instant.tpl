{{%AUTOESCAPE context="HTML"}}{{! An instant, short; whole where one looks for it. }}<time datetime="{{WHEN_ISO}}" title="{{WHEN_WHOLE}}">{{WHEN}}</time>
