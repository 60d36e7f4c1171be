/* guidance.js: how long a headline, a standfirst and a description are, and whether that is well. */
import { lengthOf, sentencesOf, widthOf } from "./count.js";
import { form } from "./form.js";
import { afterwards } from "./idle.js";

const GUIDE_AFTER_MS = 400;

/* What the words beside a field say of it, by the names of its data; "": nothing. */
const JUDGES = {
  headline: (text) => (widthOf(text) > 110 ? "long" : widthOf(text) >= 40 && widthOf(text) <= 70 ? "good" : ""),
  dek: (text) => (widthOf(text) > 200 || sentencesOf(text) > 2 ? "long" : ""),
  alt: (text) => (widthOf(text) > 150 ? "long" : ""),
};

/* The number changes with each word, the words only with what they say: they alone are read out. */
function guide(element) {
  const field = document.getElementById(element.dataset.guide);
  const [number, words] = element.children;
  let said = "";
  words.id = `${field.id}-length`;
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${words.id}`);
  const show = () => {
    const text = field.value.trim();
    const n = lengthOf(text);
    const verdict = text ? JUDGES[element.dataset.judge](text) : "";
    number.textContent = n ? element.dataset.number.replace("{n}", n) : "";
    if (verdict === said)
      return;
    said = verdict;
    element.classList.toggle("long", verdict === "long");
    words.textContent = verdict ? element.dataset[verdict] : "";
  };
  field.addEventListener("input", afterwards(GUIDE_AFTER_MS, show));
  form.addEventListener("input", (event) => event.target === form && show());
  show();
}

export function guideLengths() {
  document.querySelectorAll("[data-guide]").forEach(guide);
}
