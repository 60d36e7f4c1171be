/* notes.js: what is typed on the page with notes and is not sent stays in this browser, and comes back. A guest's
 * goes with the link: the page that says so has no forms. A colleague's goes as desk/storage.js says. */
const { keep, until, sent, again, forget } = document.currentScript.dataset;
const GUEST = "dateline.guest.";
const SENT = "dateline.sent-words";
const KEEP_AFTER_MS = 500;

const forms = new Map([...document.querySelectorAll("form[data-words]")].map((f) => [f.dataset.words, f]));
const touched = new Set();
let timer = 0;
let over = false;

/* A browser may refuse its storage; then nothing is kept. */
function stored(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

const fields = (form) => [...form.querySelectorAll("textarea, select, [name=base], [name=passage]")];
const isTyped = (form) => form.querySelector(".amiss") !== null ||
  fields(form).some((e) => e.localName === "textarea" && e.value !== e.defaultValue);
const read = () => JSON.parse(localStorage.getItem(keep))?.forms ?? {};

function write(words) {
  if (Object.keys(words).length)
    localStorage.setItem(keep, JSON.stringify({ at: Date.now(), until: Number(until), forms: words }));
  else
    localStorage.removeItem(keep);
}

/* Another tab may have its own forms there. */
function save() {
  if (over)
    return;
  stored(() => {
    const words = read();
    for (const [name, form] of forms) {
      if (isTyped(form))
        words[name] = Object.fromEntries(fields(form).map((e) => [e.name, e.value]));
      else if (touched.has(name))
        delete words[name];
    }
    write(words);
  });
}

/* Links that ended while nobody looked at their pages. */
function forgetOld() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(GUEST) && !(JSON.parse(localStorage.getItem(key))?.until > Date.now()))
      localStorage.removeItem(key);
  }
}

/* What was sent from this tab, and is answered: it is with the editors now. */
function forgetSent(words) {
  const last = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (sent)
    delete words[last];
}

/* Resetting a form leaves hidden fields as they are; `base` must be that of the words that stand there then. */
function offer(form, bases) {
  const box = document.createElement("div");
  const button = document.createElement("button");
  box.setAttribute("role", "status");
  box.append(again, " ", button);
  button.type = "button";
  button.className = "quiet";
  button.textContent = forget;
  button.addEventListener("click", () => {
    form.reset();
    for (const [e, value] of bases)
      e.value = value;
    touched.add(form.dataset.words);
    save();
    box.remove();
  });
  form.prepend(box);
}

function restore(words) {
  for (const [name, form] of forms) {
    if (!words[name] || isTyped(form))
      continue;
    const bases = [...form.querySelectorAll("[name=base]")].map((e) => [e, e.value]);
    for (const e of fields(form))
      e.value = words[name][e.name] ?? e.value;
    form.closest("details")?.setAttribute("open", "");
    offer(form, bases);
  }
  /* Of a paragraph that was picked: its form is a page of its own. */
  const picked = Object.keys(words).find((name) => name.startsWith("passage-") && !forms.has(name));
  const link = picked && document.querySelector(`a.pick[href*="passage=${picked.slice(8)}#"]`);
  if (link && !document.getElementById("passage"))
    location.replace(link.href);
}

stored(() => {
  forgetOld();
  const words = forms.size ? read() : {};
  forgetSent(words);
  write(words);
  restore(words);
});

for (const [name, form] of forms) {
  form.addEventListener("input", () => {
    touched.add(name);
    timer ||= setTimeout(() => {
      timer = 0;
      save();
    }, KEEP_AFTER_MS);
  });
  form.addEventListener("submit", () => {
    save();
    stored(() => sessionStorage.setItem(SENT, name));
  });
}
addEventListener("pagehide", save);
/* Who signs out at the desk takes along what was typed here. */
addEventListener("storage", ({ key }) => {
  over ||= key === "dateline.out" && !keep.startsWith(GUEST);
});
