{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="{{LANG}}" dir="{{DIR}}">
<head>
<meta charset="utf-8">
<title>{{TITLE}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="{{CSS}}">
<link rel="icon" type="image/svg+xml" href="{{ICON}}">
{{#NOINDEX}}
<meta name="robots" content="noindex">
{{/NOINDEX}}
{{#DESCRIPTION_IF}}
<meta name="description" content="{{DESCRIPTION}}">
{{/DESCRIPTION_IF}}
{{#CANONICAL_IF}}
<link rel="canonical" href="{{CANONICAL}}">
{{/CANONICAL_IF}}
{{#OPEN_GRAPH}}
<meta property="og:type" content="{{OG_TYPE}}">
<meta property="og:site_name" content="{{SITE_TITLE}}">
<meta property="og:title" content="{{OG_TITLE}}">
<meta property="og:url" content="{{OG_URL}}">
{{#DESCRIPTION_IF}}
<meta property="og:description" content="{{DESCRIPTION}}">
{{/DESCRIPTION_IF}}
{{#OG_IMAGE_IF}}
<meta property="og:image" content="{{OG_IMAGE}}">
<meta property="og:image:width" content="{{OG_IMAGE_WIDTH}}">
<meta property="og:image:height" content="{{OG_IMAGE_HEIGHT}}">
<meta property="og:image:alt" content="{{OG_IMAGE_ALT}}">
<meta name="twitter:card" content="summary_large_image">
{{/OG_IMAGE_IF}}
{{#OG_PUBLISHED_IF}}
<meta property="article:published_time" content="{{OG_PUBLISHED}}">
<meta property="article:modified_time" content="{{OG_MODIFIED}}">
{{/OG_PUBLISHED_IF}}
{{/OPEN_GRAPH}}
{{#JSON_LD_IF}}
<script type="application/ld+json">{{JSON_LD:none}}</script>
{{/JSON_LD_IF}}
</head>
<body id="top">
<a class="skip" href="#main">Skip to the content</a>
{{#PREVIEW_IF}}
<p class="preview" role="status"><b>Preview</b> — readers don’t see this</p>
{{/PREVIEW_IF}}
<header class="masthead{{#INNER_IF}} inner{{/INNER_IF}}">
<div class="wrap plate">
{{#FRONT_IF}}
<h1 class="name">{{SITE_TITLE}}</h1>
{{/FRONT_IF}}
{{#INNER_IF}}
<p class="name"><a href="/">{{SITE_TITLE}}</a></p>
{{/INNER_IF}}
<p class="today"><time datetime="{{TODAY_ISO}}">{{TODAY}}</time></p>
{{#TAGLINE_IF}}
<p class="tagline">{{TAGLINE}}</p>
{{/TAGLINE_IF}}
</div>
{{#NAV_IF}}
<nav class="wrap nav" aria-label="Sections">
<ul>
{{#NAV}}
<li><a href="{{NAV_HREF}}"{{#CURRENT}} aria-current="page"{{/CURRENT}}>{{NAV_NAME}}</a></li>
{{/NAV}}
</ul>
</nav>
{{/NAV_IF}}
</header>
<main id="main" class="wrap" tabindex="-1">
{{>MAIN}}
</main>
<footer class="foot" id="bottom" tabindex="-1">
<div class="wrap imprint">
<p class="name"><a href="/">{{SITE_TITLE}}</a></p>
<div class="promise">
{{#STATEMENT_IF}}
<p>{{STATEMENT}}</p>
{{/STATEMENT_IF}}
{{#EMAIL_IF}}
<p>Noticed an error? Write to <a href="mailto:{{EMAIL}}">{{EMAIL}}</a>.</p>
{{/EMAIL_IF}}
</div>
<nav aria-label="About this paper">
<ul>
{{#FOOT_PAGE}}
<li><a href="{{FOOT_HREF}}">{{FOOT_NAME}}</a></li>
{{/FOOT_PAGE}}
<li><a href="/corrections">All corrections</a></li>
<li><a href="#top">Back to the top</a></li>
</ul>
</nav>
{{#COPYRIGHT_IF}}
<p class="rights">© {{COPYRIGHT}}</p>
{{/COPYRIGHT_IF}}
</div>
</footer>
</body>
</html>
