{{%AUTOESCAPE context="HTML"}}
<script type="module" src="{{PASSKEY_JS}}"></script>
<form method="post" action="/admin/login/passkey" enctype="multipart/form-data" hidden data-passkey="use" data-ask="/admin/login/challenge" data-cancelled="{{_"Nothing was chosen. Try again, or sign in another way."}}" data-failed="{{_"That did not work. Reload the page and try again."}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="form" value="{{FORM}}.passkey">
<input type="hidden" name="next" value="{{PASSKEY_NEXT}}">
{{#RESUME}}
<input type="hidden" name="resume_form" value="{{RESUME_FORM}}">
{{/RESUME}}
<input type="hidden" name="passkey_id" value="">
<input type="hidden" name="passkey_user" value="">
<input type="hidden" name="passkey_client" value="">
<input type="hidden" name="passkey_auth" value="">
<input type="hidden" name="passkey_signature" value="">
<p class="problem" role="alert">{{#PASSKEY_PROBLEM_IF}}{{PASSKEY_PROBLEM}}{{/PASSKEY_PROBLEM_IF}}</p>
<p class="buttons"><button>{{_"Sign in with a passkey"}}</button></p>
</form>
