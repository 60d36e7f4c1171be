// report.mjs: readers who find errors, and editors who change stories, as plain requests.
import assert from "node:assert/strict";

import { encodeForm } from "./http.mjs";
import { csrfOf, sleep } from "./site.mjs";

/** What a report form must be open for before it is taken, and a little more. */
export const A_WHILE = 3300;

const hidden = (html, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];

/** Opens the report form of a story. → {where, token, revision, text} */
export async function openReport(site, path, query = "") {
  const res = await site.get(`${path}/report${query}`);
  assert.equal(res.status, 200, res.text);
  assert.deepEqual(res.setCookies, []);
  return { where: `${path}/report`, text: res.text, token: hidden(res.text, "token"),
           revision: hidden(res.text, "revision") };
}

/** Sends it as a browser would, which sends no cookie. */
export function sendReport(site, form, fields = {}, headers = {}) {
  const body = encodeForm({ token: form.token, revision: form.revision, p: "", homepage: "",
                            email: "", ...fields });
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

/** Changes a story at the desk. `fields` are those of the story form; what is not given stays. */
export async function edit(session, id, fields) {
  const page = await session.get(`/admin/story/${id}`);
  assert.equal(page.status, 200, page.text);
  const unescape = (s) => s.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'").replaceAll("&amp;", "&");
  const area = (name) =>
    unescape(new RegExp(`<textarea[^>]* name="${name}"[^>]*>\\n?([\\s\\S]*?)</textarea>`)
      .exec(page.text)?.[1] ?? "");
  const input = (name) =>
    unescape(new RegExp(`<input[^>]* name="${name}"[^>]* value="([^"]*)"`).exec(page.text)?.[1] ?? "");
  const section = /<select[^>]* name="section"[\s\S]*?<option value="([^"]*)" selected/
    .exec(page.text)?.[1];
  const res = await session.post(`/admin/story/${id}`, {
    csrf: csrfOf(page.text), kind: hidden(page.text, "kind"), base: hidden(page.text, "base"),
    headline: input("headline") || area("headline"), dek: input("dek") || area("dek"),
    body: area("body"), takeaways: area("takeaways"), slug: input("slug"), section, ai: "none",
    ...fields,
  });
  assert.equal(res.status, 303, res.text);
  return res;
}
