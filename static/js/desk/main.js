/* main.js: the desk's own script. Every page works without it. */
import { checkText } from "./checks.js";
import { countWords } from "./count.js";
import { form } from "./form.js";
import { guideLengths } from "./guidance.js";
import { followFields } from "./groups.js";
import { followIncoming } from "./incoming.js";
import { keepUnsaved } from "./keep.js";
import { offerOrder, offerPalette, offerPicks, offerPlaces, offerPreview, offerProposal, offerStyled } from "./later.js";
import { listenForKeys } from "./keys.js";
import { followLines } from "./lines.js";
import { closeMenu } from "./menu.js";
import { followNotes } from "./notes.js";
import { continueLists } from "./lists.js";
import { pressOnce, refuseLarge, saveWithKeyboard } from "./press.js";
import { keepOnServer } from "./save.js";
import { followSheet } from "./sheet.js";
import "./storage.js";
import { showTools } from "./tools.js";

/* What went wrong is the first thing to hear. */
document.querySelector("[data-problems]")?.focus();

closeMenu();
offerPalette();
offerPlaces();
if (document.getElementById("stories"))
  import("./rows.js");
const aim = document.getElementById("focus");
if (aim)
  import("./focus.js").then(({ followFocus }) => followFocus(aim));
if (form?.id === "story") {
  /* The script itself brings fields back; the browser need not remember what was typed into them. */
  form.autocomplete = "off";
  followSheet();
  followFields();
  countWords();
  guideLengths();
  showTools();
  listenForKeys();
  continueLists();
  checkText();
  refuseLarge();
  keepOnServer();
  offerProposal();
  followNotes();
  keepUnsaved();
  saveWithKeyboard();
  pressOnce();
  followLines();
  followIncoming();
  offerOrder();
  offerPicks();
  offerPreview();
  offerStyled();
} else if (form) {
  keepOnServer();
  keepUnsaved();
}
