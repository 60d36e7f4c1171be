{{%AUTOESCAPE context="HTML"}}
<!DOCTYPE html>
<html lang="{{LANG}}" dir="{{DIR}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{{_"%PAGE_TITLE% · %SITE_TITLE% desk"}}</title>
<link rel="icon" href="{{ICON}}">
<link rel="stylesheet" href="{{CSS}}">
{{#SHEET_IF}}
<link rel="stylesheet" href="{{SHEET}}">
{{/SHEET_IF}}
<script type="module" src="{{JS}}"></script>
</head>
<body{{#USER_ID_IF}} data-user="{{USER_ID}}"{{/USER_ID_IF}}>
<a class="skip" href="#main">{{_"Skip to the content"}}</a>
<header class="top">
<p class="paper"><a href="/admin/"><span class="paper-name" dir="auto">{{SITE_TITLE}}</span> <span class="paper-desk">{{_"desk"}}</span></a></p>
{{#SIGNED_IN}}
<nav class="nav" aria-label="{{_"Desk"}}">
<ul>
<li><a class="to-find" href="/admin/find" aria-keyshortcuts="Control+K" title="{{_"Find"}}"><svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="8.500" cy="8.500" r="5.500"/><path d="M12.500 12.500L17 17"/></svg><span class="unseen">{{_"Find"}}</span></a></li>
<li><a href="/admin/">{{_"Stories"}}{{#IN_REVIEW_NAV}} <span class="badge review"><span aria-hidden="true">{{IN_REVIEW}}</span><span class="unseen">{{_IN_REVIEW "one in review|%IN_REVIEW% in review"}}</span></span>{{/IN_REVIEW_NAV}}{{#RETURNED_NAV}} <span class="badge returned"><span aria-hidden="true">{{RETURNED}}</span><span class="unseen">{{_RETURNED "one returned|%RETURNED% returned"}}</span></span>{{/RETURNED_NAV}}</a></li>
<li><a href="/admin/assignments">{{_"Assignments"}}</a></li>
<li><a href="/admin/calendar">{{_"Calendar"}}</a></li>
<li><a href="/admin/media">{{_"Pictures"}}</a></li>
{{#REPORTS_NAV}}<li><a href="/admin/reports">{{_"Reports"}}{{#REPORTS_OPEN_IF}} <span class="badge review"><span aria-hidden="true">{{REPORTS_OPEN}}</span><span class="unseen">{{_REPORTS_OPEN "one open|%REPORTS_OPEN% open"}}</span></span>{{/REPORTS_OPEN_IF}}</a></li>{{/REPORTS_NAV}}
<li><a href="/">{{_"The paper"}}</a></li>
</ul>
{{#NAMES_NAV}}
<details class="more"><summary>{{_"More"}}</summary>
<ul>
<li><a href="/admin/front">{{_"Front page"}}</a></li>
<li><a href="/admin/sections">{{_"Sections and names"}}</a></li>
<li><a href="/admin/prices">{{_"Prices"}}</a></li>
<li><a href="/admin/ai">{{_"Use of AI"}}</a></li>
<li><a href="/admin/trust">{{_"Trust"}}</a></li>
{{#PEOPLE_NAV}}
<li class="parted"><a href="/admin/people">{{_"People"}}</a></li>
<li><a href="/admin/settings">{{_"Settings"}}</a></li>
<li><a href="/admin/import">{{_"Import"}}</a></li>
<li><a href="/admin/status">{{_"Status"}}</a></li>
{{/PEOPLE_NAV}}
</ul>
</details>
{{/NAMES_NAV}}
</nav>
<div class="own">
<a href="/admin/account" title="{{_"Your account"}}"><bdi>{{USER_NAME}}</bdi> <span class="role">{{USER_ROLE}}</span></a>
<form method="post" action="/admin/logout"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="plain">{{_"Sign out"}}</button></form>
</div>
{{/SIGNED_IN}}
</header>
<main id="main" tabindex="-1">
{{>MAIN}}
</main>
</body>
</html>
