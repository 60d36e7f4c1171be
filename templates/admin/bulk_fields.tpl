{{%AUTOESCAPE context="HTML"}}
{{#BINNED}}
<p class="buttons"><button name="do" value="unbin">{{_"Take them out of the bin"}}</button></p>
{{/BINNED}}
{{#CHANGES}}
<div class="bulk-fields">
<div>
<p class="field"><label for="bulk-tags">{{_"Tags"}}</label><input id="bulk-tags" name="tags" dir="auto" value="{{TAGS_TYPED}}" autocomplete="off"></p>
<p class="buttons"><button name="do" value="add-tags">{{_"Add tags"}}</button><button name="do" value="remove-tags">{{_"Remove tags"}}</button></p>
</div>
<div>
<p class="field"><label for="bulk-section">{{_"Section"}}</label><select id="bulk-section" name="section"><option value="">{{_"Choose …"}}</option>{{#SECTION_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/SECTION_OPTION}}</select></p>
<p class="buttons"><button name="do" value="section">{{_"Set the section"}}</button></p>
</div>
<div>
<p class="field"><label for="bulk-bylines">{{_"Bylines"}}</label><input id="bulk-bylines" name="bylines" dir="auto" value="{{BYLINES_TYPED}}" autocomplete="off"></p>
<p class="buttons"><button name="do" value="bylines">{{_"Set the bylines"}}</button></p>
</div>
</div>
<p class="help">{{_"Several tags or names stand between commas."}}</p>
{{#READERS_MAY}}
<p><label class="choice"><input type="checkbox" name="readers_see" value="1"{{#READERS_SEE}} checked{{/READERS_SEE}} aria-describedby="bulk-readers"> <span>{{_"Live stories: readers see it at once, as a minor fix"}}</span></label></p>
<p class="help" id="bulk-readers">{{_"Without the tick it is kept as a draft beside what readers see. The date of the update that readers see never changes."}}</p>
{{/READERS_MAY}}
<p class="buttons"><button name="do" value="submit">{{_"Submit for review"}}</button><button name="do" value="bin">{{_"Put them into the bin"}}</button></p>
{{/CHANGES}}
