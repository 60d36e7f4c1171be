/* signs.js: what stands in the place of Markdown's signs. */
import { WidgetType } from "@codemirror/view";

/* A picture of the paper, with its words below it. */
export class Picture extends WidgetType {
  constructor(src, alt, words) {
    super();
    Object.assign(this, { src, alt, words });
  }
  eq(other) {
    return other.src === this.src && other.alt === this.alt && other.words === this.words;
  }
  toDOM(view) {
    const out = document.createElement("span");
    const img = document.createElement("img");
    out.className = "picture";
    img.alt = this.alt;
    img.addEventListener("load", () => view.requestMeasure());
    img.src = this.src;
    out.append(img);
    if (this.words) {
      const words = document.createElement("span");
      words.className = "words";
      words.dir = "auto";
      words.textContent = this.words;
      out.append(words);
    }
    return out;
  }
  ignoreEvent() {
    return false; /* a click goes to its line, and so to its code */
  }
}

export class Sign extends WidgetType {
  constructor(name, text) {
    super();
    Object.assign(this, { name, text });
  }
  eq(other) {
    return other.name === this.name && other.text === this.text;
  }
  toDOM() {
    const out = document.createElement("span");
    out.className = this.name;
    out.textContent = this.text;
    return out;
  }
  ignoreEvent() {
    return false;
  }
}
