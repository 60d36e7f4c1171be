{{%AUTOESCAPE context="HTML"}}
<div class="column">
<p class="crumb"><a href="{{LIST_HREF}}">{{MANY}}</a></p>
<h1><bdi>{{NAME}}</bdi></h1>
{{#MESSAGE_IF}}
<p class="message good" role="status">{{MESSAGE}}</p>
{{/MESSAGE_IF}}
{{#PROBLEMS}}
<div class="problems" role="alert" tabindex="-1" data-problems="1">
<h2>{{_"Nothing was changed"}}</h2>
<ul>
{{#PROBLEM}}
<li>{{#LINKED}}<a href="#{{PROBLEM_FIELD}}">{{PROBLEM_TEXT}}</a>{{/LINKED}}{{#UNLINKED}}{{PROBLEM_TEXT}}{{/UNLINKED}}</li>
{{/PROBLEM}}
</ul>
</div>
{{/PROBLEMS}}
<p class="lead-in">{{_"Readers find it at %READER_HREF%"}}{{_READER_HREF}}<a href="{{READER_HREF}}">{{READER_HREF}}</a>{{_}}</p>
<section class="card" aria-labelledby="name-title">
<h2 id="name-title">{{_"What readers see"}}</h2>
<form method="post" action="{{EDIT_HREF}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.change">
<input type="hidden" name="was_name" value="{{WAS_NAME}}">
<input type="hidden" name="was_text" value="{{WAS_TEXT:p}}">
<p class="field">
<label for="name">{{_"Name"}}</label>
<input id="name" name="name" dir="auto" value="{{TYPED_NAME}}" required autocomplete="off" aria-describedby="name-help{{#NAME_PROBLEM_IF}} name-problem{{/NAME_PROBLEM_IF}}"{{#NAME_PROBLEM_IF}} aria-invalid="true"{{/NAME_PROBLEM_IF}}>
{{#NAME_PROBLEM_IF}}<span class="problem" id="name-problem">{{NAME_PROBLEM}}</span>{{/NAME_PROBLEM_IF}}
<span class="help" id="name-help">{{_"All of its stories show another name at once, without a new Updated. The address stays."}}</span>
</p>
<p class="field">
<label for="text">{{TEXT_LABEL}}</label>
<textarea id="text" name="text" dir="auto" rows="5" aria-describedby="text-help{{#TEXT_PROBLEM_IF}} text-problem{{/TEXT_PROBLEM_IF}}"{{#TEXT_PROBLEM_IF}} aria-invalid="true"{{/TEXT_PROBLEM_IF}}>
{{TYPED_TEXT:p}}</textarea>
{{#TEXT_PROBLEM_IF}}<span class="problem" id="text-problem">{{TEXT_PROBLEM}}</span>{{/TEXT_PROBLEM_IF}}
<span class="help" id="text-help">{{TEXT_HELP}}</span>
</p>
<p class="buttons"><button class="primary" name="do" value="save">{{_"Save"}}</button></p>
</form>
</section>
{{#PROFILE}}
<section class="card" aria-labelledby="profile-title">
<h2 id="profile-title">{{_"About the author"}}</h2>
<form method="post" action="{{EDIT_HREF}}" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.profile">
<input type="hidden" name="was_place" value="{{WAS_PLACE}}">
<input type="hidden" name="was_languages" value="{{WAS_LANGUAGES}}">
<input type="hidden" name="was_beats" value="{{WAS_BEATS}}">
<input type="hidden" name="was_contact" value="{{WAS_CONTACT}}">
<input type="hidden" name="was_links" value="{{WAS_LINKS:p}}">
<input type="hidden" name="was_portrait" value="{{WAS_PORTRAIT}}">
{{#PORTRAIT}}<p><img class="portrait" src="{{PORTRAIT_URL}}" width="{{PORTRAIT_WIDTH}}" height="{{PORTRAIT_HEIGHT}}" alt="{{_"The portrait as it is"}}"></p>
<p class="field"><label class="choice"><input type="checkbox" name="no_portrait" value="1"> {{_"Take the portrait away"}}</label></p>
{{/PORTRAIT}}
<p class="field">
<label for="portrait">{{_"Portrait"}}</label>
<input type="file" id="portrait" name="portrait" accept="image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic,image/heif"{{#PORTRAIT_PROBLEM_IF}} aria-invalid="true" aria-describedby="portrait-problem"{{/PORTRAIT_PROBLEM_IF}}>
{{#PORTRAIT_PROBLEM_IF}}<span class="problem" id="portrait-problem">{{PORTRAIT_PROBLEM}}</span>{{/PORTRAIT_PROBLEM_IF}}
</p>
<p class="field">
<label for="place">{{_"Works in"}}</label>
<input id="place" name="place" dir="auto" value="{{TYPED_PLACE}}" autocomplete="off"{{#PLACE_PROBLEM_IF}} aria-invalid="true" aria-describedby="place-problem"{{/PLACE_PROBLEM_IF}}>
{{#PLACE_PROBLEM_IF}}<span class="problem" id="place-problem">{{PLACE_PROBLEM}}</span>{{/PLACE_PROBLEM_IF}}
</p>
<p class="field">
<label for="beats">{{_"Writes about"}}</label>
<input id="beats" name="beats" dir="auto" value="{{TYPED_BEATS}}" autocomplete="off" aria-describedby="beats-help{{#BEATS_PROBLEM_IF}} beats-problem{{/BEATS_PROBLEM_IF}}"{{#BEATS_PROBLEM_IF}} aria-invalid="true"{{/BEATS_PROBLEM_IF}}>
{{#BEATS_PROBLEM_IF}}<span class="problem" id="beats-problem">{{BEATS_PROBLEM}}</span>{{/BEATS_PROBLEM_IF}}
<span class="help" id="beats-help">{{_"Several with commas between them."}}</span>
</p>
<p class="field">
<label for="languages">{{_"Languages"}}</label>
<input id="languages" name="languages" dir="auto" value="{{TYPED_LANGUAGES}}" autocomplete="off" aria-describedby="languages-help{{#LANGUAGES_PROBLEM_IF}} languages-problem{{/LANGUAGES_PROBLEM_IF}}"{{#LANGUAGES_PROBLEM_IF}} aria-invalid="true"{{/LANGUAGES_PROBLEM_IF}}>
{{#LANGUAGES_PROBLEM_IF}}<span class="problem" id="languages-problem">{{LANGUAGES_PROBLEM}}</span>{{/LANGUAGES_PROBLEM_IF}}
<span class="help" id="languages-help">{{_"Codes such as “de, en”; readers see their names."}}</span>
</p>
<p class="field">
<label for="contact">{{_"Contact"}}</label>
<input id="contact" name="contact" dir="auto" value="{{TYPED_CONTACT}}" autocomplete="off" aria-describedby="contact-help{{#CONTACT_PROBLEM_IF}} contact-problem{{/CONTACT_PROBLEM_IF}}"{{#CONTACT_PROBLEM_IF}} aria-invalid="true"{{/CONTACT_PROBLEM_IF}}>
{{#CONTACT_PROBLEM_IF}}<span class="problem" id="contact-problem">{{CONTACT_PROBLEM}}</span>{{/CONTACT_PROBLEM_IF}}
<span class="help" id="contact-help">{{_"An e-mail address or a web address. Everybody sees it."}}</span>
</p>
<p class="field">
<label for="links">{{_"Elsewhere"}}</label>
<textarea id="links" name="links" dir="auto" rows="3" aria-describedby="links-help{{#LINKS_PROBLEM_IF}} links-problem{{/LINKS_PROBLEM_IF}}"{{#LINKS_PROBLEM_IF}} aria-invalid="true"{{/LINKS_PROBLEM_IF}}>
{{TYPED_LINKS:p}}</textarea>
{{#LINKS_PROBLEM_IF}}<span class="problem" id="links-problem">{{LINKS_PROBLEM}}</span>{{/LINKS_PROBLEM_IF}}
<span class="help" id="links-help">{{_"Addresses of the same person, one a line: a site of their own, Mastodon, ORCID. Each is linked with rel=me, by which the other side can prove it."}}</span>
</p>
<p class="buttons"><button class="primary" name="do" value="profile">{{_"Save the details"}}</button></p>
<p class="help">{{_"Number for machines, which stays whatever the name becomes: %NUMBER%"}}{{_NUMBER}}<bdi>{{NUMBER}}</bdi>{{_}}</p>
</form>
</section>
{{/PROFILE}}
{{#MERGED_IF}}
<section class="card" aria-labelledby="merged-title">
<h2 id="merged-title">{{_"Merged into this one"}}</h2>
<ul class="merged">
{{#MERGED}}
<li><form method="post" action="{{EDIT_HREF}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.part{{MERGED_ID}}"><input type="hidden" name="merged" value="{{MERGED_SLUG}}"><bdi>{{MERGED_NAME}}</bdi> <span class="help" dir="ltr">{{MERGED_PATH}}</span> <button name="do" value="part" aria-label="{{_"Undo the merge of %MERGED_NAME%"}}">{{_"Undo"}}</button></form></li>
{{/MERGED}}
</ul>
<p class="help">{{_"Their addresses and feeds lead here. Each can be itself again, with the stories that it had."}}</p>
</section>
{{/MERGED_IF}}
{{#MERGE}}
<section class="card" aria-labelledby="merge-title">
<h2 id="merge-title">{{_"Merge into another one"}}</h2>
<form method="post" action="{{EDIT_HREF}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.merge">
<input type="hidden" name="shown_name" value="{{NAME}}">
<input type="hidden" name="shown_text" value="{{SHOWN_TEXT:p}}">
<p class="field">
<label for="into">{{_"Name of the one that stays"}}</label>
<input id="into" name="into" dir="auto" value="{{TYPED_INTO}}" autocomplete="off" aria-describedby="into-help{{#INTO_PROBLEM_IF}} into-problem{{/INTO_PROBLEM_IF}}"{{#INTO_PROBLEM_IF}} aria-invalid="true"{{/INTO_PROBLEM_IF}}>
{{#INTO_PROBLEM_IF}}<span class="problem" id="into-problem">{{INTO_PROBLEM}}</span>{{/INTO_PROBLEM_IF}}
<span class="help" id="into-help">{{_"All stories show the other name at once, without a new Updated, and this address and its feed lead there. It can be undone."}}</span>
</p>
<p class="buttons"><button name="do" value="merge">{{_"Merge"}}</button></p>
</form>
</section>
{{/MERGE}}
{{#SECTION}}
<section class="card" aria-labelledby="hide-title">
<h2 id="hide-title">{{_"In the menu"}}</h2>
<form method="post" action="{{EDIT_HREF}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.hide">
<p class="buttons">{{#SHOWN}}<button name="do" value="hide">{{_"Hide this section"}}</button>{{/SHOWN}}{{#HIDDEN}}<button name="do" value="show">{{_"Show this section"}}</button>{{/HIDDEN}}</p>
<p class="help">{{_"A hidden section is in no menu and has no band on the front page. Its page, its feed and its stories stay."}}</p></form>
</section>
<section class="card" aria-labelledby="delete-title">
<h2 id="delete-title">{{_"Delete"}}</h2>
<form method="post" action="{{EDIT_HREF}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="form" value="{{FORM}}.delete"><input type="hidden" name="shown_name" value="{{NAME}}"><input type="hidden" name="shown_text" value="{{SHOWN_TEXT:p}}">
<p class="field">
<label for="into">{{_"Its stories and its address go to"}}</label>
<select id="into" name="into" aria-describedby="into-help{{#INTO_PROBLEM_IF}} into-problem{{/INTO_PROBLEM_IF}}"{{#INTO_PROBLEM_IF}} aria-invalid="true"{{/INTO_PROBLEM_IF}}><option value="">{{_"none: it never had any"}}</option>{{#INTO_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/INTO_OPTION}}</select>
{{#INTO_PROBLEM_IF}}<span class="problem" id="into-problem">{{INTO_PROBLEM}}</span>{{/INTO_PROBLEM_IF}}
<span class="help" id="into-help">{{_"The stories move without a new Updated. The page of the section that takes them lists this one: there it can be undone."}}</span>
</p>
<p class="buttons"><button class="danger" name="do" value="delete">{{_"Delete this section"}}</button></p></form>
</section>
{{/SECTION}}
</div>
