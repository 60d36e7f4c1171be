// The desk's first page: what waits for who is looking, what goes out next, and whose stories are listed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, LOOKS, openPage, troublesAt } from "./lib/browser.mjs";
import { visit } from "./lib/form.mjs";
import { report } from "./lib/report.mjs";
import { startSite } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";
import { makeStory } from "./lib/texts.mjs";
import { checkHtml } from "./lib/vnu.mjs";

let site, ines, ada, stories;
before(async () => {
  site = await startSite();
  ines = await site.signIn({ login: "ines", name: "Ines" });
  ada = await site.signIn({ login: "ada", name: "Ada", role: "author" });
});
after(() => site.stop());

/** The ids of the stories that a card of the page leads to. */
const leadsTo = ({ text }, title) => {
  const card = new RegExp(`<section class="card tasks" aria-labelledby="${title}">([\\s\\S]*?)</section>`).exec(text)?.[1];
  return card && [...card.matchAll(/href="\/admin\/story\/(\d+)/g)].map((m) => Number(m[1]));
};

test("a new paper's desk asks nothing of anybody", async () => {
  const page = await ines.get("/admin/");
  assert.match(page.text, /Nothing at the moment\./);
  assert.equal(leadsTo(page, "coming-title"), undefined);
  assert.doesNotMatch((await ada.get("/admin/")).text, /Waiting for you|Goes out next|Your stories/);
});

test("an editor sees what is handed in, what readers reported, and what goes out, the next one first", async () => {
  const of = (state, begun = ines) => makeStory(state, { begun, editor: ines });
  stories = { draft: await of("Draft"), review: await of("In review", ada), scheduled: await of("Scheduled", ada),
              change: await of("Live, and a change waits"), gone: await of("Withdrawn, and a draft") };
  const binned = await visit(ines, (await of("Draft")).where);
  await binned.press("Put it into the bin");
  // Taken back before its time: it goes out no more.
  const back = await of("Scheduled");
  await (await visit(ines, back.where)).press("Take it off the schedule");
  const sooner = await visit(ines, stories.draft.where);
  await (await sooner.show({ when_at: "2100-01-05T09:00" })).press("Schedule for 5 Jan 2100, 09:00 GMT");
  const live = await publishStory(site, { title: "Live", slug: "live" });
  await report(site, live.path, { p: "p-1", message: "That is wrong." });

  const page = await ines.get("/admin/");
  assert.deepEqual(leadsTo(page, "tasks-title"), [stories.review.id]);
  assert.match(page.text, /One report of a reader is open/);
  assert.deepEqual(leadsTo(page, "coming-title"), [stories.draft.id, stories.scheduled.id, stories.change.id]);
  assert.equal([...page.text.matchAll(/badge staged">A change</g)].length, 1);
});

test("it is only above the whole list, and an author's has their own alone", async () => {
  for (const where of ["/admin/?state=draft", "/admin/?q=x", "/admin/?before=1-1"])
    assert.doesNotMatch((await ines.get(where)).text, /Waiting for you|Goes out next/, where);
  const page = await ada.get("/admin/");
  assert.doesNotMatch(page.text, /Waiting for you/);
  assert.deepEqual(leadsTo(page, "coming-title"), [stories.scheduled.id]);
});

test("the list is of all, or of one's own, and a filter keeps that", async () => {
  const rows = ({ text }) => [...text.matchAll(/<th scope="row" class="headline"><a href="\/admin\/story\/(\d+)"/g)]
    .map((m) => Number(m[1]));
  const all = rows(await ines.get("/admin/"));
  const mine = await ines.get("/admin/?whose=mine");
  assert.ok(all.includes(stories.review.id) && all.includes(stories.draft.id));
  assert.ok(!rows(mine).includes(stories.review.id) && rows(mine).includes(stories.draft.id));
  assert.match(mine.text, /<input type="hidden" name="whose" value="mine">/);
  assert.match(mine.text, /href="\/admin\/\?whose=mine" aria-current="page"/);
  assert.deepEqual(rows(await ines.get("/admin/?whose=mine&state=in-review")), []);
});

test("it is valid, open to everybody, and fits a phone", LOOKS, async (t) => {
  const { text } = await ines.get("/admin/");
  assert.deepEqual((await checkHtml([{ name: "start", text }])).start ?? [], []);
  const browser = await launch();
  t.after(() => browser.close());
  const context = await browser.newContext({ baseURL: site.url });
  await context.addCookies(ines.browserCookies());
  const page = await openPage(context);
  await page.goto("/admin/");
  assert.deepEqual(await troublesAt(page, [360, 1280]), []);
  await page.setViewportSize({ width: 1280, height: 720 });
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/start1280.png` });
  await page.setViewportSize({ width: 360, height: 780 });
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/start360.png` });
});
