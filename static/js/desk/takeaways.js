/* takeaways.js: the server's proposal for the takeaways is put into their field, as if it had been typed:
 * one step of undo takes it back. */
import { form } from "./form.js";

/* The field's text becomes this, in one step of the browser's own undo. */
function putText(area, text) {
  area.focus();
  area.select();
  if (!document.execCommand("insertText", false, text)) {
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

async function propose(submitter) {
  const data = new FormData(form, submitter);
  for (const [name, value] of [...data]) {
    if (typeof value !== "string")
      data.delete(name);
  }
  const reply = await fetch(form.getAttribute("action"), { method: "POST", body: data });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const proposed = page.getElementById("takeaways");
  if (!reply.ok || !proposed)
    return false;
  const words = page.querySelector(".message[role=status]")?.textContent ?? "";
  document.getElementById("save_state").textContent = words;
  const area = document.getElementById("takeaways");
  if (area.value !== proposed.value)
    putText(area, proposed.value);
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
