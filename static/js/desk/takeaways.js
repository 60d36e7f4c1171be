/* takeaways.js: the server's proposal for the takeaways is put into their field, as if it had been typed:
 * one step of undo takes it back. */
import { ask, form, tell, withoutFiles } from "./form.js";
import { change } from "./text.js";

async function propose(submitter) {
  const { reply, page } = await ask(withoutFiles(submitter));
  const proposed = page.getElementById("takeaways");
  if (!reply.ok || !proposed)
    return false;
  tell(page.querySelector(".message[role=status]")?.textContent ?? "");
  const area = document.getElementById("takeaways");
  if (area.value !== proposed.value)
    change(area, { from: 0, to: area.value.length, text: proposed.value,
                   start: proposed.value.length, end: proposed.value.length });
  return true;
}

export function proposeTakeaways() {
  form.addEventListener("submit", (event) => {
    const submitter = event.submitter;
    if (submitter?.id !== "propose" || submitter.dataset.leave)
      return;
    event.preventDefault();
    event.stopImmediatePropagation();
    propose(submitter).catch(() => false).then((done) => {
      if (done)
        return;
      submitter.dataset.leave = "1";
      form.requestSubmit(submitter);
      delete submitter.dataset.leave;
    });
  });
}
