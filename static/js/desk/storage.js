/* storage.js: what this browser keeps, of whom, and until when. Nothing of it outlives its writer's
 * session. */

export const KEEP_PREFIX = "dateline.keep.";
/* How the preview was last seen in this tab. */
export const VIEW = "dateline.view";
const SENT = "dateline.sent";
const OUT = "dateline.out";
const KEEP_DAYS = 7; /* no session is older */

/* A browser may refuse its storage; then nothing is kept, and nothing else breaks. */
export function stored(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

/* Whose page this is; "" where nobody is signed in. */
export const user = document.body.dataset.user ?? "";
/* Nothing more is kept: its writer has signed out. */
let signedOut = !user;
export const isSignedOut = () => signedOut;

/* What is not of the person who is signed in, and what is old. */
function forgetOthers() {
  const oldest = Date.now() - KEEP_DAYS * 86_400_000;
  for (const key of Object.keys(localStorage)) {
    const own = user && key.startsWith(`${KEEP_PREFIX}${user}.`);
    if (key.startsWith(KEEP_PREFIX) &&
      !(own && JSON.parse(localStorage.getItem(key))?.at > oldest))
      localStorage.removeItem(key);
  }
}

/* The text of the form that was sent last is in the store now. If not, and its page comes back, so
 * does what was typed: its name is the answer. */
function forgetSaved() {
  const key = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (key && document.querySelector("[data-saved]"))
    localStorage.removeItem(key);
  return user ? key : null;
}

/* Signing out in one tab is signing out in all, and other tabs hold texts, too. */
function tellTabs() {
  localStorage.setItem(OUT, document.querySelector("[data-signed-out]") ? "left" : "ended");
  localStorage.removeItem(OUT);
}

addEventListener("storage", ({ key, newValue }) => {
  if (key !== OUT || !newValue || !user)
    return;
  signedOut = true;
  if (newValue === "left")
    location.replace("/admin/login?saved=signed-out");
});

/* Says which form is on its way to the server. */
export function noteSent(key) {
  stored(() => sessionStorage.setItem(SENT, key));
}

stored(forgetOthers);
/* The form that was sent last from this tab; null: none, or nobody is signed in. */
export const sent = stored(forgetSaved);
if (!user)
  stored(tellTabs);
