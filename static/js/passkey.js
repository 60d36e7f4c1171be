/* passkey.js: makes a passkey, or signs in with one (W3C Web Authentication). What the page asks for is asked of
 * the server, which checks what the device says; without this script the pages offer the other ways in. */
const form = document.querySelector("form[data-passkey]");
const said = form.querySelector("[role=alert]");

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const base64 = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer ?? [])))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const named = (ids) => ids.map((id) => ({ type: "public-key", id: bytes(id) }));

/* What is to be signed, or a sentence that says why not. */
async function ask() {
  const data = new FormData(form);
  data.delete("resume_form");
  data.set("do", "begin");
  const reply = await fetch(form.dataset.ask, { method: "POST", body: data });
  return reply.json();
}

function make({ challenge, rp, paper, user, login, name, keys }) {
  return navigator.credentials.create({ publicKey: {
    challenge: bytes(challenge),
    rp: { id: rp, name: paper },
    user: { id: bytes(user), name: login, displayName: name },
    pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
    excludeCredentials: named(keys),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    attestation: "none",
  } });
}

function use({ challenge, rp, keys }) {
  return navigator.credentials.get({ publicKey: {
    challenge: bytes(challenge), rpId: rp, allowCredentials: named(keys), userVerification: "required",
  } });
}

function put(name, value) {
  form.elements[`passkey_${name}`].value = value;
}

async function press() {
  const asked = await ask();
  if (!asked.challenge)
    return asked.says ?? form.dataset.failed;
  const making = form.dataset.passkey === "make";
  const { rawId, response } = await (making ? make(asked) : use(asked));
  put("client", base64(response.clientDataJSON));
  if (making) {
    put("auth", base64(response.getAuthenticatorData()));
  } else {
    put("id", base64(rawId));
    put("user", base64(response.userHandle));
    put("auth", base64(response.authenticatorData));
    put("signature", base64(response.signature));
  }
  if (form.elements.current)
    form.elements.current.disabled = true; /* it was asked for before the key was made */
  form.submit();
  return "";
}

const why = (error) => error.name === "NotAllowedError" || error.name === "AbortError" ? form.dataset.cancelled
  : error.name === "InvalidStateError" ? form.dataset.known ?? form.dataset.failed : form.dataset.failed;

let pressed = false;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (pressed)
    return;
  pressed = true;
  said.textContent = "";
  said.textContent = await press().catch(why);
  pressed = said.textContent === "";
});
addEventListener("pageshow", () => {
  pressed = false;
  if (form.elements.current)
    form.elements.current.disabled = false;
});

if (globalThis.PublicKeyCredential && AuthenticatorAttestationResponse.prototype.getAuthenticatorData) {
  form.hidden = false;
  document.querySelector("[data-passkey-without]")?.remove();
}
