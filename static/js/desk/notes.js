/* notes.js: notes on the text are kept without leaving the page: only their group is made again. */
import { ask, form, tell, withoutFiles } from "./form.js";

const group = () => document.getElementById("group-notes");

/* What is typed below other notes meanwhile stays, and so does what is folded. */
function renew(fresh, sent) {
  const old = group();
  for (const area of old.querySelectorAll("textarea")) {
    const mine = fresh.querySelector(`[name="${area.name}"]`);
    if (mine && sent.get(area.name) !== area.value)
      mine.value = area.value;
  }
  fresh.open = true;
  const put = document.importNode(fresh, true);
  for (const area of fresh.querySelectorAll("textarea"))
    put.querySelector(`[name="${area.name}"]`).value = area.value;
  old.replaceWith(put);
}

async function press(submitter) {
  const data = withoutFiles(submitter);
  const { reply, page } = await ask(data);
  const fresh = page.getElementById("group-notes");
  if (!reply.ok || !fresh)
    return false;
  renew(fresh, data);
  tell(page.querySelector(".message[role=status]")?.textContent ?? "");
  form.dispatchEvent(new Event("input"));
  const made = document.getElementById("link_made");
  (made ?? group().querySelector("summary")).focus({ preventScroll: !made });
  made?.select();
  return true;
}

export function followNotes() {
  form.addEventListener("submit", (event) => {
    const submitter = event.submitter;
    if (!/^(note|link)/.test(submitter?.value) || submitter.name !== "action" || submitter.dataset.leave)
      return;
    event.preventDefault();
    event.stopImmediatePropagation();
    press(submitter).catch(() => false).then((done) => {
      if (done)
        return;
      submitter.dataset.leave = "1";
      form.requestSubmit(submitter);
      delete submitter.dataset.leave;
    });
  });
}
