/* takeaways.js: the server's proposal for the takeaways is put into their field, as if it had been typed:
 * one step of undo takes it back. Loaded with the first press. */
import { ask, form, tell, withoutFiles } from "./form.js";
import { change } from "./text.js";

/* → whether it is there. */
export async function propose(submitter) {
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
