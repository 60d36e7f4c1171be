// report.mjs: readers who find errors, and editors who change stories, as plain requests.
import assert from "node:assert/strict";

import { changeStory } from "./form.mjs";
import { encodeForm } from "./http.mjs";
import { sleep } from "./site.mjs";

/** What a report form must be open for before it is taken, and a little more. */
export const A_WHILE = 3300;

const hidden = (html, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];

/** Opens the report form of a story. → {where, token, form, revision, text} */
export async function openReport(site, path, query = "") {
  const res = await site.get(`${path}/report${query}`);
  assert.equal(res.status, 200, res.text);
  assert.deepEqual(res.setCookies, []);
  return { where: `${path}/report`, text: res.text, token: hidden(res.text, "token"),
           form: hidden(res.text, "form"), revision: hidden(res.text, "revision") };
}

/** Sends it as a browser would, which sends no cookie. */
export function sendReport(site, form, fields = {}, headers = {}) {
  const body = encodeForm({ token: form.token, form: form.form, revision: form.revision, p: "",
                            homepage: "", email: "", ...fields });
  return site.request("POST", form.where, {
    headers: { "content-type": "application/x-www-form-urlencoded",
               "content-length": String(Buffer.byteLength(body)), origin: site.url,
               "sec-fetch-site": "same-origin", ...headers },
    body,
  });
}

/** Opens, waits, sends; thanked for. */
export async function report(site, path, fields) {
  const form = await openReport(site, path);
  await sleep(A_WHILE);
  const res = await sendReport(site, form, fields);
  assert.equal(res.status, 303, res.text);
  return res;
}

/** Changes what readers see of a story, at the desk; what is not given stays. */
export function edit(session, id, { action = "publish", ...fields }) {
  return changeStory(session, `/admin/story/${id}`, { on: "live", act: action, ...fields });
}
