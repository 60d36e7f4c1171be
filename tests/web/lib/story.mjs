// story.mjs: stories made from the command line, for tests about what readers see.
import fs from "node:fs";
import path from "node:path";

import { prepare, tempFolder } from "./site.mjs";

let files;

/** Saves a Markdown file with front matter as a story. `front` holds the keys of docs/import.md;
 *  `args` are those of `dateline story post`. → {id, path, revision, state} */
export async function postStory(site, { body = "One paragraph.\n\nAnother one.", args = [],
                                        ...front }) {
  files ??= tempFolder("stories");
  const file = path.join(files, `${front.slug ?? "story"}.md`);
  // JSON is YAML, and its strings need no care about quotes.
  const lines = Object.entries({ section: "news", ...front })
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  fs.writeFileSync(file, `---\n${lines.join("\n")}\n---\n${body}\n`);
  const { stdout } = await prepare(["story", "post", site.folder, file, "--json", ...args]);
  return JSON.parse(stdout);
}

/** The same, published at its date or now. */
export const publishStory = (site, story) =>
  postStory(site, { ...story, args: ["--publish", ...(story.args ?? [])] });
