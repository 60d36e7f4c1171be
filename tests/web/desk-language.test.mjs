// The editors' pages speak the paper's language, in either direction, as the readers' pages do. (Not yet
// the story form and the history.)
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { LOOKS, launch, openPage, troublesAt } from "./lib/browser.mjs";
import { report } from "./lib/report.mjs";
import { csrfOf, dateline, ROOT, startSite, tempFolder } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";
import { checkHtml } from "./lib/vnu.mjs";

const PAPERS = {
  de: { dir: "ltr", title: "Das Echo", name: "Jürgen Groß", headline: "Die Fähre fährt wieder",
        message: "Seit gestern schon.", wrong: "Benutzername oder Passwort falsch.",
        note: /Kürzen Sie die Notiz auf höchstens 1000 Zeichen\./,
        weak: "Wählen Sie ein längeres Passwort: mindestens 12 Zeichen.",
        said: /Der Hinweis ist geschlossen\./, open: "ein offener" },
  ar: { dir: "rtl", title: "صدى الميناء", name: "ليلى حداد", headline: "عودة العبّارة إلى الخدمة",
        message: "عادت أمس.", wrong: "اسم المستخدم أو كلمة المرور غير صحيحين.",
        note: /اختصر الملاحظة إلى 1000 محرف على الأكثر\./,
        weak: "اختر كلمة مرور أطول: 12 محرفًا على الأقل.", said: /أُغلق البلاغ\./, open: "بلاغ مفتوح واحد" },
};

const decoded = (s) =>
  s.replace(/&#(\d+);/g, (_, n) => String.fromCharCode(n)).replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** What a page says: its text, and the attributes that are read out. */
function speech(html) {
  const body = html.replace(/<(script|style)[\s\S]*?<\/\1>/g, " ")
    .replace(/<span class="agent"[\s\S]*?<\/span>/g, " ");
  const attributes = [...body.matchAll(/\b(?:aria-label|title|placeholder|alt|data-label)="([^"]*)"/g)];
  return decoded([body.replace(/<[^>]+>/g, " "), ...attributes.map((m) => m[1])].join(" "));
}

const words = (text) => text.replace(/%[A-Z0-9_]+%/g, " ").match(/\p{L}+/gu) ?? [];

/** Words of our English messages that no translation has. */
function englishWords(locale) {
  const catalogue = JSON.parse(
    fs.readFileSync(path.join(ROOT, `templates/translations/${locale}.json`), "utf8"));
  const forms = (v) => (typeof v === "string" ? [v] : Object.values(v));
  const theirs = new Set(Object.values(catalogue).flatMap(forms).flatMap(words));
  return new Set(Object.keys(catalogue).flatMap(words).filter((w) => w.length > 1 && !theirs.has(w)));
}

for (const [locale, paper] of Object.entries(PAPERS))
  describe(`the desk of a paper in ${locale}`, () => {
    let site, editor, browser;
    const english = englishWords(locale);

    function assertSpeaks(page, where) {
      assert.match(page.text, new RegExp(`<html lang="${locale}" dir="${paper.dir}">`), where);
      const found = words(speech(page.text)).filter((w) => english.has(w));
      assert.deepEqual(found, [], where);
    }

    before(async () => {
      const folder = path.join(tempFolder(), "site");
      await dateline(["init", folder, "--title", paper.title, "--zone", "Europe/Berlin",
                      "--locale", locale]);
      site = await startSite({ folder });
      editor = await site.signIn({ login: "xy7", name: paper.name });
      browser = await launch();
    });
    after(async () => {
      await browser.close();
      await site.stop();
    });

    test("says nothing in English when it is empty", async () => {
      for (const where of ["/admin/", "/admin/?q=qqqq", "/admin/reports", "/admin/account"])
        assertSpeaks(await editor.get(where), where);
    });

    test("says nothing in English where people sign in", async () => {
      const page = await site.get("/admin/login");
      assertSpeaks(page, "login");
      assertSpeaks(await site.get("/admin/login?saved=signed-out"), "signed out");
      assertSpeaks(await site.get("/admin/link?token=used"), "used link");
      const cookie = page.setCookies.map((c) => c.split(";")[0]).join("; ");
      const body = new URLSearchParams({ csrf: csrfOf(page.text), login: "xy7", password: "qqq" }).toString();
      const refused = await site.request("POST", "/admin/login", { body, headers: {
        "content-type": "application/x-www-form-urlencoded", "content-length": String(body.length),
        origin: site.url, cookie } });
      assert.equal(refused.status, 403);
      assertSpeaks(refused, "wrong password");
      assert.ok(speech(refused.text).includes(paper.wrong));
    });

    test("says nothing in English about stories, reports and passwords, nor what is wrong", async () => {
      const story = await publishStory(site, { title: paper.headline, slug: "ferry",
                                               body: `${paper.headline}.` });
      await report(site, story.path, { p: "p-1", message: paper.message });
      for (const where of ["/admin/", "/admin/reports", "/admin/report/1"]) {
        const page = await editor.get(where);
        assertSpeaks(page, where);
        assert.ok(speech(page.text).includes(paper.open), where);
      }
      const csrf = await editor.csrf();
      const long = await editor.post("/admin/report/1", { csrf, was: "open", do: "done",
                                                          note: "1".repeat(1001) });
      assertSpeaks(long, "a note that is too long");
      assert.match(speech(long.text), paper.note);
      const done = await editor.post("/admin/report/1", { csrf, was: "open", do: "done", note: "" });
      const closed = await editor.get(done.headers.location);
      assertSpeaks(closed, "closed");
      assert.match(speech(closed.text), paper.said);
      const weak = await editor.post("/admin/account", { csrf, do: "password", password: "q", again: "r" });
      assertSpeaks(weak, "a weak password");
      assert.ok(speech(weak.text).includes(paper.weak));
    });

    test("is open to everybody, fits a phone, and is valid", LOOKS, async () => {
      const pages = ["/admin/", "/admin/reports", "/admin/report/1", "/admin/account"];
      const context = await browser.newContext({ baseURL: site.url });
      const page = await openPage(context);
      await page.goto("/admin/login");
      assert.deepEqual(await troublesAt(page, [360, 1280]), [], "login");
      await context.addCookies(editor.browserCookies());
      for (const where of pages) {
        await page.goto(where);
        assert.deepEqual(await troublesAt(page, [360, 1280]), [], where);
      }
      await page.goto("/admin/");
      await page.setViewportSize({ width: 360, height: 800 });
      const beside = await page.evaluate(() => [...document.querySelectorAll("tbody tr")].every((row) => {
        const [tick, ...cells] = [...row.querySelectorAll("input[type=checkbox], th, td:not(.tick)")]
          .filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect());
        return cells.every((c) => c.left >= tick.right || c.right <= tick.left);
      }));
      assert.ok(beside, "what a row says stands beside its box, each line of it");
      await page.goto("/admin/story/new");
      const cut = await page.locator(".acts button").evaluateAll((all) =>
        all.filter((b) => b.checkVisibility() && b.scrollWidth > b.clientWidth).map((b) => b.textContent));
      assert.deepEqual(cut, [], "no button's words are cut off");
      await page.goto("/admin/");
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const place = await page.evaluate(() => {
          const box = (s) => document.querySelector(s).getBoundingClientRect();
          return { row: box("tbody tr"), first: box("tbody tr :is(input[type=checkbox], a)") };
        });
        const first = paper.dir === "rtl" ? place.row.right - place.first.right
          : place.first.left - place.row.left;
        assert.ok(first < 30, `a row begins where its language does, not ${first} pixels from there`);
      }
      assert.deepEqual(page.troubles, []);
      await context.close();
      const documents = [];
      for (const where of pages) documents.push({ name: where, text: (await editor.get(where)).text });
      for (const [name, troubles] of Object.entries(await checkHtml(documents)))
        assert.deepEqual(troubles, [], name);
    });
  });
