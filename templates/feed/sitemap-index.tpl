{{%AUTOESCAPE context="XML"}}
<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{{#SITEMAPS}}
<sitemap><loc>{{URL}}</loc>{{#CHANGED_IF}}<lastmod>{{CHANGED}}</lastmod>{{/CHANGED_IF}}</sitemap>
{{/SITEMAPS}}
</sitemapindex>
