/* count.js: how many words the text has. */
import { form } from "./form.js";

export function countWords() {
  const body = document.getElementById("body");
  const out = document.getElementById("count");
  const segmenter = typeof Intl.Segmenter === "function"
    ? new Intl.Segmenter(document.getElementById("lang").value || undefined,
              { granularity: "word" })
    : null;
  let timer = 0;

  const count = () => {
    let n = 0;
    if (segmenter) {
      for (const s of segmenter.segment(body.value))
        n += s.isWordLike ? 1 : 0;
    } else {
      n = body.value.split(/\s+/).filter(Boolean).length;
    }
    out.textContent = n + " " + (n === 1 ? out.dataset.one : out.dataset.many);
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(count, 250);
  });
}
