/* find_worker.js: a pattern may take for ever; here it can be given up without the page. */
import { hitsIn } from "./hits.js";

addEventListener("message", ({ data }) => postMessage(hitsIn(data.text, data.wanted)));
