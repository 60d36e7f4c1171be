// desk_site.mjs: the new site and the browser of a test file: there before its first test, gone after its last.
import { after } from "node:test";

import { launch } from "./browser.mjs";
import { startSite } from "./site.mjs";

export const site = await startSite();
export const browser = await launch();
after(async () => {
  await browser.close();
  await site.stop();
});
