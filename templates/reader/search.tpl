{{%AUTOESCAPE context="HTML"}}
<header class="opening">
<h1>{{_"Search"}}</h1>
</header>
<form class="seek" action="/search" role="search">
<p class="ask">
<label class="sr" for="q">{{_"Search for"}}</label>
<input id="q" name="q" dir="auto" type="search" value="{{QUERY}}" maxlength="1000" enterkeyhint="search" autocapitalize="off" spellcheck="true">
<button>{{_"Search"}}</button>
</p>
<details{{#NARROWED_IF}} open{{/NARROWED_IF}}>
<summary>{{_"Section, author, dates, order"}}</summary>
<div class="narrow">
<p>
<label for="section">{{_"Section"}}</label>
<select id="section" name="section">
<option value="">{{_"All sections"}}</option>
{{#SECTIONS}}
<option value="{{SECTION_SLUG}}"{{#CHOSEN_IF}} selected{{/CHOSEN_IF}}>{{SECTION_NAME}}</option>
{{/SECTIONS}}
</select>
</p>
<p>
<label for="author">{{_"Author"}}</label>
<input id="author" name="author" dir="auto" value="{{AUTHOR}}" maxlength="100" autocomplete="off" spellcheck="false">
</p>
<p>
<label for="from">{{_"Published from"}}</label>
<input id="from" name="from" type="date" value="{{FROM}}">
</p>
<p>
<label for="to">{{_"Published up to"}}</label>
<input id="to" name="to" type="date" value="{{TO}}">
</p>
<p>
<label for="sort">{{_"Order"}}</label>
<select id="sort" name="sort">
<option value="">{{_"Best match first"}}</option>
<option value="newest"{{#NEWEST_IF}} selected{{/NEWEST_IF}}>{{_"Newest first"}}</option>
</select>
</p>
</div>
</details>
</form>
{{#PROBLEMS_IF}}
<div class="trouble" role="alert">
<h2>{{_"Nothing has been searched for yet"}}</h2>
<ul>
{{#PROBLEMS}}
<li><a href="#{{FIELD}}">{{PROBLEM}}</a></li>
{{/PROBLEMS}}
</ul>
</div>
{{/PROBLEMS_IF}}
{{#CUT_IF}}
<p class="aside">{{_"That is more than can be searched for at once; the end was left out."}}</p>
{{/CUT_IF}}
{{#UNREADY_IF}}
<p class="aside">{{_"Search is being made anew, and does not find all stories yet."}}</p>
{{/UNREADY_IF}}
{{#PARTIAL_IF}}
<p class="aside">{{_"So many stories contain these words that not all of them were searched. Add a word, or set a range of dates."}}</p>
{{/PARTIAL_IF}}
{{#NOTHING_IF}}
<div class="none" role="status">
<h2>{{_"Nothing was found for “%NOTHING%”"}}</h2>
{{#SUGGESTION_IF}}
<p class="meant">{{_"Did you mean %SUGGESTION%?"}}{{_SUGGESTION}}<a href="{{SUGGESTION_HREF}}">{{SUGGESTION}}</a>{{_}}</p>
{{/SUGGESTION_IF}}
{{#EVERYWHERE_HREF_IF}}
<p><a href="{{EVERYWHERE_HREF}}">{{_"Search all sections, authors and years"}}</a></p>
{{/EVERYWHERE_HREF_IF}}
</div>
{{/NOTHING_IF}}
{{#NO_WORD_IF}}
<div class="none" role="status">
<h2>{{_"That contains no word to search for"}}</h2>
</div>
{{/NO_WORD_IF}}
{{#NO_MORE_IF}}
<div class="none" role="status">
<h2>{{_"No more results"}}</h2>
</div>
{{/NO_MORE_IF}}
{{#HELP_IF}}
<dl class="howto">
<div><dt>{{_"harbour kelp"}}</dt><dd>{{_"both words, anywhere in a story"}}</dd></div>
<div><dt>"{{_"quiet water"}}"</dt><dd>{{_"these words as a phrase"}}</dd></div>
<div><dt>{{_"harb*"}}</dt><dd>{{_"words that begin like this"}}</dd></div>
<div><dt>{{_"wind OR solar"}}</dt><dd>{{_"either word"}}</dd></div>
<div><dt>{{_"harbour -ferry"}}</dt><dd>{{_"the first word without the second"}}</dd></div>
</dl>
{{/HELP_IF}}
{{#HITS_IF}}
<h2 class="sr">{{_"Search results"}}</h2>
<ol class="found">
{{#HITS}}
<li>
{{#KICKER_IF}}
<p class="kicker">{{#SECTION_IF}}<a href="{{SECTION_HREF}}">{{SECTION}}</a>{{/SECTION_IF}}{{#GENRE_IF}} <span class="badge" aria-hidden="true">{{GENRE}}</span>{{/GENRE_IF}}</p>
{{/KICKER_IF}}
<h3{{#STORY_LANG_IF}} lang="{{STORY_LANG}}" dir="{{STORY_DIR}}"{{/STORY_LANG_IF}}><a href="{{HREF}}">{{#GENRE_IF}}<span class="sr"{{#LABEL_LANG_IF}} lang="{{LABEL_LANG}}"{{/LABEL_LANG_IF}}>{{GENRE}}: </span>{{/GENRE_IF}}{{#HEADLINE}}{{#MARKED_IF}}<mark>{{MARKED}}</mark>{{/MARKED_IF}}{{#PLAIN_IF}}{{PLAIN}}{{/PLAIN_IF}}{{/HEADLINE}}</a></h3>
<p class="passage"{{#STORY_LANG_IF}} lang="{{STORY_LANG}}" dir="{{STORY_DIR}}"{{/STORY_LANG_IF}}>{{#TEXT}}{{#MARKED_IF}}<mark>{{MARKED}}</mark>{{/MARKED_IF}}{{#PLAIN_IF}}{{PLAIN}}{{/PLAIN_IF}}{{/TEXT}}</p>
<p class="when">
{{#UPDATED_IF}}
<span class="updated">{{_"Updated:"}} <time datetime="{{WHEN_ISO}}">{{WHEN}}</time></span>
{{/UPDATED_IF}}
{{#PUBLISHED_IF}}
<span><span class="sr">{{_"Published:"}} </span><time datetime="{{WHEN_ISO}}">{{WHEN}}</time></span>
{{/PUBLISHED_IF}}
{{#BYLINES_IF}}
<span class="by">{{#BYLINES}}{{JOINT}}<a href="{{BYLINE_HREF}}">{{BYLINE}}</a>{{/BYLINES}}</span>
{{/BYLINES_IF}}
</p>
</li>
{{/HITS}}
</ol>
{{/HITS_IF}}
{{#PAGER_IF}}
<nav class="pager" aria-label="{{_"Pages of search results"}}">
{{#FIRST_HREF_IF}}
<a href="{{FIRST_HREF}}">{{_"First results"}}</a>
{{/FIRST_HREF_IF}}
{{#MORE_HREF_IF}}
<a class="older" rel="next" href="{{MORE_HREF}}">{{_"More results"}}</a>
{{/MORE_HREF_IF}}
</nav>
{{/PAGER_IF}}
