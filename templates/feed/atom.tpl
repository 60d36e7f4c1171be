{{%AUTOESCAPE context="XML"}}
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="{{LANG}}">
<id>{{SELF}}</id>
<title>{{TITLE}}</title>
<subtitle>{{SUBTITLE}}</subtitle>
<updated>{{UPDATED}}</updated>
<link rel="self" type="application/atom+xml" href="{{SELF}}"/>
<link rel="alternate" type="text/html" href="{{PAGE}}"/>
{{#HUB_IF}}
<link rel="hub" href="{{HUB}}"/>
{{/HUB_IF}}
<author><name>{{SITE_TITLE}}</name><uri>{{SITE_URL}}</uri></author>
{{#COPYRIGHT_IF}}
<rights>© {{COPYRIGHT}}</rights>
{{/COPYRIGHT_IF}}
<generator>Dateline</generator>
{{#ENTRIES}}
<entry{{#ENTRY_LANG_IF}} xml:lang="{{ENTRY_LANG}}"{{/ENTRY_LANG_IF}}>
<id>{{ID}}</id>
<title>{{TITLE}}</title>
<published>{{PUBLISHED}}</published>
<updated>{{UPDATED}}</updated>
<link rel="alternate" type="text/html" href="{{URL}}"/>
{{#PICTURE_IF}}
<link rel="enclosure" type="image/jpeg" length="{{BYTES}}" href="{{PICTURE_URL}}"/>
{{/PICTURE_IF}}
{{#AUTHORS}}
<author><name>{{AUTHOR}}</name><uri>{{AUTHOR_URL}}</uri></author>
{{/AUTHORS}}
{{#CATEGORIES}}
<category term="{{CATEGORY}}"/>
{{/CATEGORIES}}
{{#SUMMARY_IF}}
<summary>{{SUMMARY}}</summary>
{{/SUMMARY_IF}}
<content type="html">{{CONTENT}}</content>
{{#PICTURE_IF}}
<media:content url="{{PICTURE_URL}}" medium="image" type="image/jpeg" fileSize="{{BYTES}}" width="{{WIDTH}}" height="{{HEIGHT}}">{{#CAPTION_IF}}<media:title>{{CAPTION}}</media:title>{{/CAPTION_IF}}{{#ALT_IF}}<media:description>{{ALT}}</media:description>{{/ALT_IF}}{{#CREDIT_IF}}<media:credit>{{CREDIT}}</media:credit>{{/CREDIT_IF}}</media:content>
{{/PICTURE_IF}}
</entry>
{{/ENTRIES}}
</feed>
