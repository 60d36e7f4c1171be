{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="{{LANG}}" dir="{{DIR}}"{{#DIGITS_IF}} data-digits="{{DIGITS}}"{{/DIGITS_IF}}>
<head>
<meta charset="utf-8">
<title>{{TITLE}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="{{CSS}}">
{{#SHEET_IF}}
<link rel="stylesheet" href="{{SHEET}}">
{{/SHEET_IF}}
{{#PRELOAD_IF}}
<link rel="preload" as="image" type="{{PRELOAD_TYPE}}" imagesrcset="{{PRELOAD_SRCSET}}" imagesizes="{{PRELOAD_SIZES}}" fetchpriority="high">
{{/PRELOAD_IF}}
{{#SCRIPT_IF}}
<script src="{{SCRIPT}}" defer fetchpriority="low"{{#KEPT}} data-keep="{{KEEP_KEY}}" data-until="{{KEEP_UNTIL}}"{{#KEEP_SENT}} data-sent="1"{{/KEEP_SENT}} data-again="{{_"What you typed here and did not send is here again."}}" data-forget="{{_"Forget it"}}"{{/KEPT}}></script>
{{/SCRIPT_IF}}
<link rel="icon" type="image/svg+xml" href="{{ICON}}">
{{#NOINDEX}}
<meta name="robots" content="noindex">
{{/NOINDEX}}
{{#RESERVED}}
<meta name="tdm-reservation" content="1">
<link rel="license" type="application/rsl+xml" href="{{RSL}}">
{{/RESERVED}}
{{#DESCRIPTION_IF}}
<meta name="description" content="{{DESCRIPTION}}">
{{/DESCRIPTION_IF}}
{{#CANONICAL_IF}}
<link rel="canonical" href="{{CANONICAL}}">
{{/CANONICAL_IF}}
{{#OWN_FEED}}
<link rel="alternate" type="application/atom+xml" title="{{FEED_TITLE}} – {{SITE_TITLE}}" href="{{FEED_PATH}}feed.atom">
<link rel="alternate" type="application/rss+xml" title="{{FEED_TITLE}} – {{SITE_TITLE}}" href="{{FEED_PATH}}feed.rss">
<link rel="alternate" type="application/feed+json" title="{{FEED_TITLE}} – {{SITE_TITLE}}" href="{{FEED_PATH}}feed.json">
{{/OWN_FEED}}
<link rel="alternate" type="application/atom+xml" title="{{SITE_TITLE}}" href="/feed.atom">
<link rel="alternate" type="application/rss+xml" title="{{SITE_TITLE}}" href="/feed.rss">
<link rel="alternate" type="application/feed+json" title="{{SITE_TITLE}}" href="/feed.json">
{{#OPEN_GRAPH}}
<meta name="robots" content="max-image-preview:large">
<meta property="og:type" content="{{OG_TYPE}}">
<meta property="og:site_name" content="{{SITE_TITLE}}">
<meta property="og:title" content="{{OG_TITLE}}">
<meta property="og:url" content="{{OG_URL}}">
{{#OG_LOCALE_IF}}
<meta property="og:locale" content="{{OG_LOCALE}}">
{{/OG_LOCALE_IF}}
{{#DESCRIPTION_IF}}
<meta property="og:description" content="{{DESCRIPTION}}">
{{/DESCRIPTION_IF}}
{{#OG_IMAGE_IF}}
<meta property="og:image" content="{{OG_IMAGE}}">
<meta property="og:image:width" content="{{OG_IMAGE_WIDTH}}">
<meta property="og:image:height" content="{{OG_IMAGE_HEIGHT}}">
{{#OG_IMAGE_ALT_IF}}
<meta property="og:image:alt" content="{{OG_IMAGE_ALT}}">
{{/OG_IMAGE_ALT_IF}}
{{/OG_IMAGE_IF}}
<meta name="twitter:card" content="{{#OG_IMAGE_IF}}summary_large_image{{/OG_IMAGE_IF}}{{#OG_PLAIN_IF}}summary{{/OG_PLAIN_IF}}">
<meta name="twitter:title" content="{{OG_TITLE}}">
{{#DESCRIPTION_IF}}
<meta name="twitter:description" content="{{DESCRIPTION}}">
{{/DESCRIPTION_IF}}
{{#OG_IMAGE_IF}}
<meta name="twitter:image" content="{{OG_IMAGE}}">
{{#OG_IMAGE_ALT_IF}}
<meta name="twitter:image:alt" content="{{OG_IMAGE_ALT}}">
{{/OG_IMAGE_ALT_IF}}
{{/OG_IMAGE_IF}}
{{#OG_ARTICLE}}
<meta property="article:published_time" content="{{OG_PUBLISHED}}">
<meta property="article:modified_time" content="{{OG_MODIFIED}}">
{{#OG_SECTION_IF}}
<meta property="article:section" content="{{OG_SECTION}}">
{{/OG_SECTION_IF}}
{{#OG_AUTHORS}}
<meta property="article:author" content="{{OG_AUTHOR}}">
{{/OG_AUTHORS}}
{{#OG_TAGS}}
<meta property="article:tag" content="{{OG_TAG}}">
{{/OG_TAGS}}
{{/OG_ARTICLE}}
{{/OPEN_GRAPH}}
{{#JSON_LD_IF}}
<script type="application/ld+json">{{JSON_LD:none}}</script>
{{/JSON_LD_IF}}
</head>
<body id="top">
<a class="skip" href="#main">{{_"Skip to the content"}}</a>
{{#PREVIEW_IF}}
{{#FOR_DESK}}
<p class="preview" role="status"><b>{{_"Preview"}}</b> — {{_"readers don’t see this"}}{{#BACK_HREF_IF}} · <a href="{{BACK_HREF}}">{{_"Back to the story at the desk"}}</a>{{/BACK_HREF_IF}}</p>
{{/FOR_DESK}}
{{#FOR_GUEST}}
<div class="preview" role="status"><b>{{#NOT_YET}}{{_"Not published"}}{{/NOT_YET}}{{#AS_READ}}{{_"Preview"}}{{/AS_READ}}</b> — {{_"shown to %GUEST% alone, until %UNTIL%. Please do not pass it on."}}{{_GUEST}}<bdi>{{GUEST}}</bdi>{{_UNTIL}}<span>{{UNTIL}}</span>{{_}} {{_"A note can be left below each paragraph; the editors read and answer it here."}}</div>
{{/FOR_GUEST}}
{{/PREVIEW_IF}}
<header class="masthead{{#INNER_IF}} inner{{/INNER_IF}}">
<div class="wrap plate">
{{#FRONT_IF}}
<h1 class="name{{#LOGO_IF}} logo{{/LOGO_IF}}">{{#NAME_IF}}{{SITE_TITLE}}{{/NAME_IF}}{{#LOGO_IF}}<picture>{{#LOGO_DARK_IF}}<source media="(prefers-color-scheme: dark)" srcset="{{LOGO_DARK}}">{{/LOGO_DARK_IF}}<img src="{{LOGO}}" width="{{LOGO_WIDTH}}" height="{{LOGO_HEIGHT}}" alt="{{SITE_TITLE}}"></picture>{{/LOGO_IF}}</h1>
{{/FRONT_IF}}
{{#INNER_IF}}
<p class="name{{#LOGO_IF}} logo{{/LOGO_IF}}"><a href="/">{{#NAME_IF}}{{SITE_TITLE}}{{/NAME_IF}}{{#LOGO_IF}}<picture>{{#LOGO_DARK_IF}}<source media="(prefers-color-scheme: dark)" srcset="{{LOGO_DARK}}">{{/LOGO_DARK_IF}}<img src="{{LOGO}}" width="{{LOGO_WIDTH}}" height="{{LOGO_HEIGHT}}" alt="{{SITE_TITLE}}"></picture>{{/LOGO_IF}}</a></p>
{{/INNER_IF}}
<p class="find"><a href="/search">{{_"Search"}}</a></p>
{{#TODAY_IF}}
<p class="today"><time datetime="{{TODAY_ISO}}">{{TODAY}}</time></p>
{{/TODAY_IF}}
{{#TAGLINE_IF}}
<p class="tagline">{{TAGLINE}}</p>
{{/TAGLINE_IF}}
</div>
<div class="bar">
{{#NAV_IF}}
<nav class="wrap nav" aria-label="{{_"Sections"}}">
<ul>
{{#NAV}}
<li><a href="{{NAV_HREF}}"{{#CURRENT}} aria-current="page"{{/CURRENT}}>{{NAV_NAME}}</a></li>
{{/NAV}}
</ul>
</nav>
{{/NAV_IF}}
<form class="lookup" action="/search" role="search" aria-label="{{_"All stories"}}">
<label class="sr" for="lookup">{{_"Search all stories"}}</label>
<input id="lookup" name="q" dir="auto" type="search" maxlength="1000" placeholder="{{_"Search"}}" enterkeyhint="search">
<button>{{_"Go"}}</button>
</form>
</div>
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
<p>{{_"Noticed an error? Write to %ADDRESS%."}}{{_ADDRESS}}<a href="mailto:{{EMAIL}}">{{EMAIL}}</a>{{_}}</p>
{{/EMAIL_IF}}
</div>
<nav aria-label="{{_"About this paper"}}">
<ul>
{{#FOOT_PAGE}}
<li><a href="{{FOOT_HREF}}">{{FOOT_NAME}}</a></li>
{{/FOOT_PAGE}}
<li><a href="/corrections">{{_"All corrections"}}</a></li>
{{#ARCHIVE_HREF_IF}}
<li><a href="{{ARCHIVE_HREF}}">{{_"Archive"}}</a></li>
{{/ARCHIVE_HREF_IF}}
<li><a href="/search">{{_"Search"}}</a></li>
<li><a href="/feed.rss">{{_"RSS feed"}}</a></li>
<li><a href="#top">{{_"Back to the top"}}</a></li>
</ul>
</nav>
{{#COPYRIGHT_IF}}
<p class="rights">© {{COPYRIGHT}}</p>
{{/COPYRIGHT_IF}}
</div>
</footer>
</body>
</html>
