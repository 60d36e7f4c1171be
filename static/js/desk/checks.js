/* checks.js: places of the text that some readers would stumble over, in a list beside it. */
import { afterwards, idle, inSlices } from "./idle.js";
import { scan, scanning } from "./scan.js";
import { form } from "./form.js";
import { body, selectPlace } from "./text.js";

const CHECK_AFTER_MS = 700;
const WORDS_SHOWN = 40; /* characters */

const section = document.getElementById("checks");

/* What of the text is quoted in the list. */
function excerpt(text, { at, end }) {
  const words = text.slice(at, end).replace(/\s+/g, " ").trim();
  return words.length > WORDS_SHOWN ? words.slice(0, WORDS_SHOWN).replace(/\S*$/, "") + "…" : words;
}

function row(text, place, index) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const words = document.createElement("bdi");
  button.type = "button";
  button.dataset.place = index;
  words.textContent = excerpt(text, place);
  button.append(section.dataset[place.kind]);
  if (words.textContent)
    button.append(" ", words);
  item.append(button);
  return item;
}

function* placesOf(text) {
  const places = [];
  yield* scanning(text, places);
  return { text, places };
}

export function checkText() {
  const list = section.querySelector("ul");
  const count = section.querySelector("[data-count]");
  let shown = "";

  const show = ({ text, places }) => {
    const rows = places.map((place, index) => row(text, place, index));
    const now = rows.map((r) => r.textContent).join("\n");
    if (now !== shown) {
      const focused = [...list.querySelectorAll("button")].indexOf(document.activeElement);
      list.replaceChildren(...rows);
      if (focused >= 0)
        (rows[Math.min(focused, rows.length - 1)]?.firstElementChild ?? section.querySelector("summary")).focus();
    }
    shown = now;
    count.textContent = places.length ? section.dataset.some.replace("{n}", places.length) : section.dataset.none;
    section.classList.toggle("some", places.length > 0);
  };
  const showLater = inSlices(show);
  const look = () => showLater(placesOf(body.value));
  form.addEventListener("input", afterwards(CHECK_AFTER_MS, look));
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    /* The text may have moved since the list was made. */
    if (!button)
      return;
    const text = body.value, places = scan(text);
    show({ text, places });
    const place = places[button.dataset.place];
    if (place)
      selectPlace(body, place.at, place.end);
  });
  section.hidden = false;
  idle(look);
}
