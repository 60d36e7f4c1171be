{{%AUTOESCAPE context="XML"}}
<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{{#PLACES}}
<url><loc>{{URL}}</loc>{{#CHANGED_IF}}<lastmod>{{CHANGED}}</lastmod>{{/CHANGED_IF}}</url>
{{/PLACES}}
</urlset>
