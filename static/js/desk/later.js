/* later.js: modules that not every page needs are loaded when they are first wanted. */
import { isCommand, isTyped, letterOf } from "./command.js";
import { form, tell } from "./form.js";
import { VIEW, stored } from "./storage.js";

const loaded = new Map();

export function sayAway() {
  tell(form.dataset.away, true);
}

/* Calls use with the module: at once when it is there, else when it is; without when it cannot be had. */
export function later(name, use, without = sayAway) {
  if (loaded.has(name)) {
    use(loaded.get(name));
    return;
  }
  import(`./${name}`).then((module) => {
    loaded.set(name, module);
    use(module);
  }, without);
}

/* What orders a group's rows comes when it is opened. */
export function offerOrder() {
  for (const [id, name] of [["group-takeaways", "takeaway_lines.js"], ["group-sources", "source_rows.js"]]) {
    const group = document.getElementById(id);
    const load = () => group.open && later(name, () => {}, () => {});
    group.addEventListener("toggle", load);
    load();
  }
}

/* The front page's places. */
export function offerPlaces() {
  if (document.getElementById("places"))
    later("front_rows.js", () => {}, () => {});
}

/* Names and sources are suggested from the first time that one of their fields is gone into. */
export function offerPicks() {
  document.getElementById("rail").addEventListener("focusin", ({ target }) => {
    const was = target.value;
    if (target.matches("[name=tags], [name=bylines], [name=source_title], [name=source_url]"))
      later("picker.js", (picker) => picker.pick(target, target.value !== was), () => {});
  });
}

/* The preview comes with its first press, or with the page when it was open before. */
export function offerPreview() {
  const views = document.getElementById("views");
  const open = (event) => {
    const button = event?.target.closest("button") ?? null;
    if (event && !button)
      return;
    views.removeEventListener("click", open);
    later("preview.js", (preview) => preview.previewBeside(button), () => {
      views.addEventListener("click", open);
      sayAway();
    });
  };
  views.hidden = false;
  views.addEventListener("click", open);
  if ((stored(() => JSON.parse(sessionStorage.getItem(VIEW)))?.view ?? "text") !== "text")
    open();
}

/* What is found over the page one is on: with Ctrl+K (⌘K) outside of what is typed into, or the link to the page that
 * does the same. */
export function offerPalette() {
  const away = () => (document.getElementById("save_state") ? sayAway() : location.assign("/admin/find"));
  const open = (event) => {
    event.preventDefault();
    later("palette.js", (palette) => palette.openPalette(away), away);
  };
  document.querySelector(".nav .to-find")?.addEventListener("click", (event) =>
    event.ctrlKey || event.metaKey || event.shiftKey || open(event));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !isCommand(event) || event.shiftKey || letterOf(event) !== "k" ||
      isTyped(event.composedPath()[0]) || document.querySelector("dialog[open]"))
      return;
    open(event);
  });
}

/* Takeaways are proposed into their field; else the button does what it does without a script. */
export function offerProposal() {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.id !== "propose" || button.dataset.leave)
      return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const leave = () => {
      button.dataset.leave = "1";
      form.requestSubmit(button);
      delete button.dataset.leave;
    };
    later("takeaways.js", ({ propose }) => propose(button).then((done) => done || leave(), leave), leave);
  });
}

/* The text as it will look, for whoever chose that. */
export function offerStyled() {
  if (form.dataset.styled)
    later("styled.js", (styled) => styled.styleText());
}
