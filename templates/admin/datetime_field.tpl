{{%AUTOESCAPE context="HTML"}}
<div class="field moment">
<label for="{{ID}}">{{LABEL}}</label>
<input type="datetime-local" id="{{ID}}" name="{{NAME}}" value="{{VALUE}}" data-zone="{{ZONE}}"{{#FORM_IF}} form="{{FORM}}"{{/FORM_IF}} aria-describedby="{{ID}}-zone{{#HELP_IF}} {{ID}}-help{{/HELP_IF}}{{#PROBLEM_IF}} {{ID}}-problem{{/PROBLEM_IF}}"{{#PROBLEM_IF}} aria-invalid="true"{{/PROBLEM_IF}}>
<span class="zone" id="{{ID}}-zone">{{_"in %ZONE% time"}}</span>
{{#PROBLEM_IF}}<span class="problem" id="{{ID}}-problem">{{PROBLEM}}</span>{{/PROBLEM_IF}}
{{#TWICE}}
<fieldset class="twice">
<legend>{{_"This time comes twice on that day. Which one?"}}</legend>
{{#TWICE_OPTION}}
<label class="choice"><input type="radio" name="{{NAME}}_which" value="{{WHICH}}"{{#FORM_IF}} form="{{FORM}}"{{/FORM_IF}}{{#WHICH_CHECKED}} checked{{/WHICH_CHECKED}}> <span>{{WHICH_LABEL}} ({{WHICH_OFFSET}})</span></label>
{{/TWICE_OPTION}}
</fieldset>
{{/TWICE}}
{{#HELP_IF}}<span class="help" id="{{ID}}-help">{{HELP}}</span>{{/HELP_IF}}
</div>
