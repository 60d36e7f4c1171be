{{%AUTOESCAPE context="HTML"}}
<div class="notes" id="suggest" lang="{{NOTES_LANG}}" dir="{{NOTES_DIR}}">
{{#SUGGEST_TAKEN}}
<div role="status"><b>{{_"Thank you. The editors look at what you suggest."}}</b></div>
{{/SUGGEST_TAKEN}}
<details class="write"{{#SUGGEST_PROBLEM_IF}} open{{/SUGGEST_PROBLEM_IF}}>
<summary>{{_"Suggest other words"}}</summary>
<form method="post" action="{{NOTES_ACTION}}" data-words="suggest">
<input type="hidden" name="{{NOTES_PROOF_NAME}}" value="{{NOTES_PROOF}}"><input type="hidden" name="link" value="{{NOTES_LINK}}"><input type="hidden" name="form" value="{{NOTES_FORM}}.suggest"><input type="hidden" name="base" value="{{BASE}}">
{{#SUGGEST_PROBLEM_IF}}<div class="amiss" role="alert" id="suggest-problem">{{SUGGEST_PROBLEM}}</div>{{/SUGGEST_PROBLEM_IF}}
<div>{{_"Change the words as you would have them. The text stays as it is; an editor takes or refuses each change."}}</div>
<label>{{_"Headline"}} <textarea name="headline" rows="2" dir="auto" spellcheck="true">
{{HEADLINE:p}}</textarea></label>
<label>{{_"Standfirst"}} <textarea name="dek" rows="2" dir="auto" spellcheck="true">
{{DEK:p}}</textarea></label>
<label>{{_"Text"}} <textarea name="body" rows="16" dir="auto" spellcheck="true">
{{BODY:p}}</textarea></label>
<label>{{_"Takeaways"}} <textarea name="takeaways" rows="3" dir="auto" spellcheck="true">
{{TAKEAWAYS:p}}</textarea></label>
<label>{{_"Why, in a line or two"}} <textarea name="suggest_reason" rows="2" dir="auto" spellcheck="true"{{#REASON_WRONG}} aria-invalid="true" aria-describedby="suggest-problem"{{/REASON_WRONG}}>
{{SUGGEST_REASON:p}}</textarea></label>
<div class="buttons"><button name="do" value="suggest">{{_"Suggest these changes"}}</button></div>
</form>
</details>
</div>
