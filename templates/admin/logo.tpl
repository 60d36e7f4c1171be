{{%AUTOESCAPE context="HTML"}}
<div class="column">
<p class="crumb"><a href="/admin/settings">{{_"Settings"}}</a></p>
<h1>{{_"Logo"}}</h1>
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
{{#KIND}}
<section class="card logo" aria-labelledby="{{KIND_ID}}-title">
<h2 id="{{KIND_ID}}-title">{{KIND_NAME}}</h2>
<p class="help">{{KIND_HELP}}</p>
<div class="samples"><svg viewBox="0 0 480 140" role="img" aria-label="{{SAMPLE_TITLE}}"><rect width="480" height="140" fill="{{SAMPLE_PAPER}}"/>{{#WITH_LOGO}}<image href="{{LOGO_SRC}}" x="20" y="14" width="440" height="112"/>{{/WITH_LOGO}}{{#WITH_NAME}}<text x="240" y="82" fill="{{SAMPLE_INK}}" font-size="34" font-weight="700" text-anchor="middle">{{SAMPLE_TITLE}}</text>{{/WITH_NAME}}</svg></div>
<form method="post" action="/admin/logo" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="which" value="{{KIND_ID}}">
<input type="hidden" name="was" value="{{WAS}}">
<p class="field"><label for="{{KIND_ID}}">{{_"Picture"}}</label>
<input type="file" id="{{KIND_ID}}" name="picture" accept="image/png,image/webp,image/avif,image/jpeg,image/gif"{{#PICTURE_PROBLEM_IF}} aria-invalid="true" aria-describedby="{{KIND_ID}}-problem"{{/PICTURE_PROBLEM_IF}}>
{{#PICTURE_PROBLEM_IF}}<span class="problem" id="{{KIND_ID}}-problem">{{PICTURE_PROBLEM}}</span>{{/PICTURE_PROBLEM_IF}}
<span class="help">{{_"PNG or WebP without a ground looks best. It is made at most 112 pixels high."}}</span></p>
<p class="buttons"><button class="primary">{{_"Save"}}</button>{{#REMOVABLE}} <button name="do" value="remove">{{_"Remove"}}</button>{{/REMOVABLE}}</p>
</form>
</section>
{{/KIND}}
</div>
