/* main.js: the desk's own script. Every page works without it. */
import { countWords } from "./count.js";
import { form } from "./form.js";
import { keepUnsaved } from "./keep.js";
import { followLines } from "./lines.js";
import { followPaste } from "./paste.js";
import { followPictures, takePasted } from "./pictures.js";
import { pressOnce, refuseLarge, saveWithKeyboard } from "./press.js";
import { keepOnServer } from "./save.js";
import "./storage.js";
import { proposeTakeaways } from "./takeaways.js";

/* What went wrong is the first thing to hear. */
document.querySelector("[data-problems]")?.focus();

if (form) {
  /* The script itself brings fields back; the browser need not remember what was typed into them. */
  form.autocomplete = "off";
  countWords();
  refuseLarge();
  keepOnServer();
  proposeTakeaways();
  keepUnsaved();
  saveWithKeyboard();
  pressOnce();
  followLines();
  followPaste(takePasted);
  followPictures();
}
