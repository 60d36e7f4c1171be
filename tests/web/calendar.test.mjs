// calendar.test.mjs: /admin/calendar, what is planned.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { LOOKS, launch, openPage, shots, troublesAt } from "./lib/browser.mjs";
import { changeStory } from "./lib/form.mjs";
import { elements } from "./lib/paper.mjs";
import { startSite } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";
import { checkHtml } from "./lib/vnu.mjs";

let site, ines, ada;
const assign = (title, due, ...more) =>
  site.dateline("assignment", "add", site.folder, title, "--due", due, ...more);

before(async () => {
  site = await startSite();
  await site.dateline("section", "add", site.folder, "City");
  ines = await site.signIn({ login: "ines", name: "Ines", role: "editor" });
  ada = await site.signIn({ login: "ada", name: "Ada", role: "author" });
});
after(() => site.stop());

/** What stands on a page of the calendar, in its order: "time title". */
async function planned(session, query) {
  const { status, text } = await session.get(`/admin/calendar?${query}`);
  assert.equal(status, 200);
  return elements(text).filter((e) => e.attributes.class === "item")
    .map((e) => e.text.replace(/\s+/g, " ").trim());
}

test("a month has what is scheduled, what waits and what is due, to each what the lists would show them", async () => {
  const { id, path } = await publishStory(site, { title: "The bridge", slug: "bridge" });
  await changeStory(ines, `/admin/story/${id}`, { on: "live", headline: "The bridge shuts", when_at: "2190-01-05T09:00" });
  await changeStory(ada, "/admin/story/new", { act: "keep", headline: "Ada's ferry", body: "It came.", section: "city" });
  const own = JSON.parse((await site.dateline("story", "list", site.folder, "--json")).stdout)
    .find((s) => s.headline === "Ada's ferry" || s.title === "Ada's ferry");
  await changeStory(ines, `/admin/story/${own.id}`, { on: "draft", when_at: "2190-01-05T08:00", others_read: "1" });
  await assign("For Ada", "2190-01-31T23:59", "--who", "ada");
  await assign("For nobody", "2190-01-05T08:30");
  await assign("In February", "2190-02-01T00:00");

  assert.deepEqual(await planned(ines, "view=month&on=2190-01-20"), [
    "08:00 Ada's ferry Scheduled", "08:30 For nobody Due Not assigned",
    "09:00 The bridge shuts A change", "23:59 For Ada Due No answer yet Ada"]);
  assert.deepEqual(await planned(ada, "view=month&on=2190-01-20"), [
    "08:00 Ada's ferry Scheduled", "23:59 For Ada Due No answer yet Ada"]);
  assert.deepEqual(await planned(ines, "view=month&on=2190-02-28"), ["00:00 In February Due Not assigned"]);
  assert.equal((await planned(ines, "view=week&on=2190-01-10")).length, 3, "Monday the 4th to Sunday the 10th");
  assert.deepEqual(await planned(ines, "view=week&on=2190-01-11"), []);
  assert.equal((await planned(ines, "view=day&on=2190-01-05")).length, 3);
  for (const where of ["/", path, "/feed.atom"])
    assert.doesNotMatch((await site.get(where)).text, /For Ada|For nobody|Ada's ferry|shuts/, where);
});

test("days of 23 and of 25 hours begin and end where they do", async () => {
  await assign("Twice, first", "2026-10-25T00:30:00Z");
  await assign("Twice, second", "2026-10-25T01:30:00Z");
  await assign("Last minute", "2026-10-25T23:59:00Z");
  await assign("Day after", "2026-10-26T00:00:00Z");
  await assign("Before it", "2026-10-24T22:59:00Z");
  const long = await planned(ines, "view=day&on=2026-10-25");
  assert.deepEqual(long.map((l) => l.split(" Due")[0]), [
    "25 Oct, 01:30 BST Twice, first", "25 Oct, 01:30 GMT Twice, second", "23:59 Last minute"]
    .map((l) => (new Date().getFullYear() === 2026 ? l : l.replace("25 Oct", "25 Oct 2026"))));
  await assign("First of the short one", "2026-03-29T00:00:00Z");
  await assign("Last of the short one", "2026-03-29T22:59:00Z");
  await assign("After the short one", "2026-03-29T23:00:00Z");
  assert.deepEqual((await planned(ines, "view=day&on=2026-03-29")).map((l) => l.split(" Due")[0]), [
    "00:00 First of the short one", "23:59 Last of the short one"]);
  assert.equal((await planned(ines, "view=week&on=2026-10-25")).length, 4);
});

test("it goes on both ways, from any address, and a week begins where its language says", async () => {
  const links = (text) => Object.fromEntries(elements(text).filter((e) => /^(prev|next)$/.test(e.attributes.rel ?? ""))
    .map((e) => [e.attributes.rel, e.attributes.href]));
  const month = (await ines.get("/admin/calendar?view=month&on=2190-01-31")).text;
  assert.match(month, /<h1>January 2190<\/h1>/);
  assert.deepEqual(links(month), { prev: "/admin/calendar?view=month&on=2189-12-01",
                                   next: "/admin/calendar?view=month&on=2190-02-01" });
  assert.deepEqual(links((await ines.get("/admin/calendar?view=day&on=2026-10-25")).text), {
    prev: "/admin/calendar?view=day&on=2026-10-24", next: "/admin/calendar?view=day&on=2026-10-26" });
  assert.equal(links((await ines.get("/admin/calendar?view=month&on=2198-12-05")).text).next, undefined);
  for (const query of ["", "on=nonsense", "view=year&on=2026-02-30", "on=9999-01-01", "on=0000-00-00"]) {
    const { status, text } = await ines.get(`/admin/calendar?${query}`);
    assert.equal(status, 200, query);
    assert.match(text, /aria-current="date"/, `${query}: today`);
  }
  for (const [locale, first] of [["en-US", "Sunday"], ["de", "Montag"], ["ar", "السبت"], ["en-GB", "Monday"]]) {
    await site.dateline("settings", "set", site.folder, "locale", locale);
    const { text } = await ines.get("/admin/calendar?view=week");
    assert.equal(elements(text).find((e) => e.name === "abbr").attributes.title, first, locale);
  }
});

test("it is valid, open to everybody, a list on a phone, and reads from right to left", LOOKS, async () => {
  const long = "تكليف بعنوان طويل جدًا عن الميناء والعبّارات والبحر ".repeat(3).trim();
  for (const day of ["05", "05", "06", "31"]) await assign(long, `2190-01-${day}T18:00`, "--who", "ada");
  await assign("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", "2190-01-07T18:00");
  const routes = ["month", "week", "day"].map((view) => `/admin/calendar?view=${view}&on=2190-01-05`);
  const documents = await Promise.all([...routes, "/admin/calendar"].map(async (name) =>
    ({ name, text: (await ines.get(name)).text })));
  for (const [name, troubles] of Object.entries(await checkHtml(documents))) assert.deepEqual(troubles, [], name);
  const browser = await launch();
  try {
    for (const locale of ["en-GB", "ar"]) {
      await site.dateline("settings", "set", site.folder, "locale", locale);
      const context = await browser.newContext({ baseURL: site.url });
      await context.addCookies(ines.browserCookies());
      const page = await openPage(context);
      for (const route of routes) {
        await page.goto(route);
        assert.deepEqual(await troublesAt(page, [360, 1280]), [], route);
        if (/month/.test(route)) {
          await page.setViewportSize({ width: 360, height: 780 });
          assert.equal(await page.locator(".planned .day:visible").count(), 4, "days with something, and no others");
          assert.ok(await page.locator(".planned .day:not(.free) .whole").first().isVisible());
        }
        await shots(page, `calendar-${/view=(\w+)/.exec(route)[1]}-${locale}`);
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
});
