/* edits.js: what each tool does to the text: (value, start, end) to a change of it. */
import { insertTable, toggleHeading, toggleList, toggleQuote } from "./blocks.js";
import { toggleLink, toggleMark } from "./marks.js";

export const EDITS = {
  bold: (value, start, end) => toggleMark(value, start, end, 2),
  italic: (value, start, end) => toggleMark(value, start, end, 1),
  link: (value, start, end) => toggleLink(value, start, end),
  heading: (value, start, end) => toggleHeading(value, start, end, 2),
  subheading: (value, start, end) => toggleHeading(value, start, end, 3),
  quote: (value, start, end) => toggleQuote(value, start, end),
  bullets: (value, start, end) => toggleList(value, start, end, false),
  numbers: (value, start, end) => toggleList(value, start, end, true),
  table: insertTable, /* its fourth is the heading's word */
};
