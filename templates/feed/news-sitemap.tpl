{{%AUTOESCAPE context="XML"}}
<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
{{#PLACES}}
<url><loc>{{URL}}</loc>{{#NEWS}}<news:news><news:publication><news:name>{{SITE_TITLE}}</news:name><news:language>{{LANG}}</news:language></news:publication><news:publication_date>{{PUBLISHED}}</news:publication_date><news:title>{{TITLE}}</news:title></news:news>{{/NEWS}}</url>
{{/PLACES}}
</urlset>
