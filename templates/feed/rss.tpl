{{%AUTOESCAPE context="XML"}}
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>{{TITLE}}</title>
<link>{{PAGE}}</link>
<description>{{SUBTITLE}}</description>
<language>{{LANG}}</language>
<lastBuildDate>{{UPDATED_HTTP}}</lastBuildDate>
{{#COPYRIGHT_IF}}
<copyright>© {{COPYRIGHT}}</copyright>
{{/COPYRIGHT_IF}}
<generator>Dateline</generator>
<docs>https://www.rssboard.org/rss-specification</docs>
<atom:link rel="self" type="application/rss+xml" href="{{SELF}}"/>
{{#HUB_IF}}
<atom:link rel="hub" href="{{HUB}}"/>
{{/HUB_IF}}
{{#ENTRIES}}
<item>
<title>{{TITLE}}</title>
<link>{{URL}}</link>
<guid isPermaLink="false">{{ID}}</guid>
<pubDate>{{PUBLISHED_HTTP}}</pubDate>
<atom:updated>{{UPDATED}}</atom:updated>
{{#AUTHORS}}
<dc:creator>{{AUTHOR}}</dc:creator>
{{/AUTHORS}}
{{#ENTRY_LANG_IF}}
<dc:language>{{ENTRY_LANG}}</dc:language>
{{/ENTRY_LANG_IF}}
{{#CATEGORIES}}
<category>{{CATEGORY}}</category>
{{/CATEGORIES}}
{{#SUMMARY_IF}}
<description>{{SUMMARY}}</description>
{{/SUMMARY_IF}}
<content:encoded>{{CONTENT}}</content:encoded>
{{#PICTURE_IF}}
<media:content url="{{PICTURE_URL}}" medium="image" type="image/jpeg" fileSize="{{BYTES}}" width="{{WIDTH}}" height="{{HEIGHT}}">{{#CAPTION_IF}}<media:title>{{CAPTION}}</media:title>{{/CAPTION_IF}}{{#ALT_IF}}<media:description>{{ALT}}</media:description>{{/ALT_IF}}{{#CREDIT_IF}}<media:credit>{{CREDIT}}</media:credit>{{/CREDIT_IF}}</media:content>
{{/PICTURE_IF}}
</item>
{{/ENTRIES}}
</channel>
</rss>
