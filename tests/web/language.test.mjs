// language.test.mjs: a paper in each language: its words, dates, numbers, direction, addresses.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { launch, openPage, troublesAt } from "./lib/browser.mjs";
import { deskPage } from "./lib/desk.mjs";
import { dateline, makeSite, ROOT, startSite, tempFolder } from "./lib/site.mjs";
import { checkHtml } from "./lib/vnu.mjs";

const FIXTURES = path.join(ROOT, "tests/fixtures");

/** Text without tags, references decoded, spaces collapsed. */
const plain = (html) =>
  html.replace(/<(script|style)[\s\S]*?<\/\1>/g, " ").replace(/<[^>]+>/g, " ")
    .replace(/&#(\d+);/g, (_, n) => String.fromCharCode(n)).replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&").replace(/[\s\u00a0\u202f]+/g, " ");

/** Without any space: tags stand in the middle of some sentences. */
const tight = (text) => text.replace(/[\s\u00a0\u202f]+/g, "");

/** Imports stories of tests/fixtures, with the pictures that they name. */
async function importStories(site, name) {
  const folder = path.join(tempFolder("stories"), name);
  fs.cpSync(path.join(FIXTURES, name), folder, { recursive: true });
  for (const picture of ["large.jpg", "turned.jpg"])
    fs.copyFileSync(path.join(FIXTURES, "pictures", picture), path.join(folder, picture));
  await site.dateline("import", site.folder, "markdown", folder);
}

const english = {
  "news.md": `---
title: "Ferry gates fail & paper <tickets> return"
section: city
date: 2026-01-08 09:30
updated: 2026-01-09 11:15
update_note: "The operator has given the cause."
authors: [Ana Blau, Inés Rot]
tags: [Transport]
takeaways: ["One", "Two", "Three"]
ai_use: assisted
corrections:
  - { date: "2026-01-09 12:00", wrong: "12 gates", right: "14 gates" }
---
The gates failed at ten past six.
`,
  "review.md": `---
title: "A kettle that is a kettle"
kind: review
section: reviews
date: 2026-01-07 12:30
review: { product: "Tarn V2", rating: 4.5, pros: ["Exact"], cons: ["Heavy"],
  verdict: "Good.", price: "£94", price_checked: 2026-01-06 }
---
It boils water.
`,
};

/** What stands on which page. The catalogues are not read here: these are what readers see. */
const LANGUAGES = {
  "en-GB": {
    dir: "ltr", date: "9 Jan", rating: "4.5 out of 5", by: "By Ana Blau and Inés Rot",
    story: ["Updated:", "First published:", "What changed", "Three things to take away", "Tags",
            "Report an error", "AI use: assisted."],
    front: ["Recently updated", "Latest", "All corrections"], changes: ["What was wrong", "What is right"],
    corrections: "Corrections", missing: "There is no such page", search: "Nothing was found for “qqqq”",
    report: "Send to the editors", month: "one story",
  },
  de: {
    dir: "ltr", date: "9. Jan.", rating: "4,5 von 5", by: "Von Ana Blau und Inés Rot",
    story: ["Aktualisiert:", "Zuerst veröffentlicht:", "Was sich geändert hat", "Drei Dinge, die bleiben",
            "Stichwörter", "Fehler melden", "KI-Einsatz: unterstützend."],
    front: ["Was aktualisiert wurde", "Das Neueste", "Alle Korrekturen"],
    changes: ["Was falsch war", "Was richtig ist"],
    corrections: "Korrekturen", missing: "Diese Seite gibt es nicht", search: "Nichts gefunden für „qqqq“",
    report: "An die Redaktion senden", month: "ein Beitrag",
  },
  fr: {
    dir: "ltr", date: "9 janv.", rating: "4,5 sur 5", by: "Par Ana Blau et Inés Rot",
    story: ["Mis à jour :", "Première publication :", "Ce qui a changé", "Trois choses à retenir",
            "Mots-clés", "Signaler une erreur", "Recours à l’IA : assistance."],
    front: ["Ce qui a été mis à jour", "Dernières nouvelles", "Toutes les corrections"],
    changes: ["Ce qui était faux", "Ce qui est exact"],
    corrections: "Corrections", missing: "Cette page n’existe pas", search: "Aucun résultat pour « qqqq »",
    report: "Envoyer à la rédaction", month: "1 article",
  },
  es: {
    dir: "ltr", date: "9 ene", rating: "4,5 de 5", by: "Por Ana Blau e Inés Rot",
    story: ["Actualizado:", "Publicado por primera vez:", "Qué ha cambiado", "Tres ideas clave",
            "Etiquetas", "Avisar de un error", "Uso de IA: asistencia."],
    front: ["Lo que se ha actualizado", "Lo último", "Todas las correcciones"],
    changes: ["Lo que estaba mal", "Lo correcto"],
    corrections: "Correcciones", missing: "Esta página no existe",
    search: "No se ha encontrado nada sobre «qqqq»", report: "Enviar a la redacción", month: "un artículo",
  },
  ar: {
    dir: "rtl", date: "٩ يناير", rating: "٤٫٥ من ٥", by: "بقلم: Ana Blau وInés Rot",
    story: ["حُدّث:", "نُشر أول مرة:", "ما الذي تغيّر", "ثلاث خلاصات", "الوسوم", "أبلِغ عن خطأ",
            "استخدام الذكاء الاصطناعي: للمساعدة."],
    front: ["آخر التحديثات", "الأحدث", "كل التصويبات"], changes: ["الخطأ", "الصواب"],
    corrections: "تصويبات", missing: "لا توجد صفحة كهذه", search: "لم يُعثر على شيء عن «qqqq»",
    report: "أرسل إلى هيئة التحرير", month: "مقال واحد",
  },
  "zh-CN": {
    dir: "ltr", date: "1月9日", rating: "4.5（满分 5）", by: "作者：Ana Blau和Inés Rot",
    story: ["更新于", "首次发布于", "更改记录", "三点要义", "标签", "报告错误", "AI 使用：辅助。"],
    front: ["最近更新", "最新报道", "全部更正"], changes: ["原文有误", "更正为"],
    corrections: "更正", missing: "没有这个页面", search: "没有找到与“qqqq”相关的内容",
    report: "发送给编辑部", month: "1 篇报道",
  },
};

describe("one paper, its language changed while it is served", () => {
  let site;
  before(async () => {
    site = await startSite();
    const folder = tempFolder("stories");
    for (const [name, text] of Object.entries(english)) fs.writeFileSync(path.join(folder, name), text);
    await site.dateline("import", site.folder, "markdown", folder);
  });
  after(() => site.stop());

  for (const [locale, words] of Object.entries(LANGUAGES))
    test(`${locale}: pages speak it, and say so`, async () => {
      await site.dateline("settings", "set", site.folder, "locale", locale);
      const read = async (where, status = 200) => {
        const res = await site.get(where);
        assert.equal(res.status, status, where);
        const [, lang, dir] = /<html lang="([^"]+)" dir="([^"]+)"/.exec(res.text);
        assert.deepEqual([lang, dir], [locale, words.dir], where);
        return { html: res.text, text: plain(res.text) };
      };
      const has = (page, all) => {
        for (const one of [all].flat())
          assert.ok(tight(page.text).includes(tight(one)), `${one}\n${page.text}`);
      };

      const story = await read("/2026/01/news");
      has(story, words.story);
      has(story, words.by);
      has(story, words.date);
      assert.match(story.html, /<time datetime="2026-01-09T11:15:00\+00:00">/);
      assert.match(story.html, /<h1>Ferry gates fail &amp; paper &lt;tickets&gt; return<\/h1>/);
      has(await read("/2026/01/review"), words.rating);
      has(await read("/"), words.front);
      has(await read("/2026/01/news/changes"), words.changes);
      assert.match((await read("/corrections")).html, new RegExp(`<h1>${words.corrections}</h1>`));
      has(await read("/nothing-here", 404), words.missing);
      has(await read("/search?q=qqqq"), words.search);
      has(await read("/2026/01/news/report"), words.report);
      has(await read("/2026/01/"), words.month);
      if (locale !== "en-GB")
        for (const where of ["/", "/2026/01/news", "/2026/01/news/changes", "/corrections", "/2026/"])
          assert.doesNotMatch((await read(where)).text,
                              /\b(Updated|Published|Corrected|Search|Back to)\b/, where);
    });

  test("our own words within a story's body are the paper's, whenever it was saved", async () => {
    const folder = tempFolder("stories");
    fs.copyFileSync(path.join(FIXTURES, "pictures/large.jpg"), path.join(folder, "large.jpg"));
    fs.writeFileSync(path.join(folder, "tables.md"), `---
title: "Tables and a picture"
section: city
date: 2026-01-05 09:30
---
![Gates](large.jpg "The gates. Credit: Kai & Sander")

He typed "Credit: %CREDIT%" and <span class="credit">Credit: himself</span>.

| a |
|---|
| 1 |

| b |
|---|
| 2 |
`);
    await site.dateline("import", site.folder, "markdown", folder);
    const all = { "en-GB": ["Credit: ", "Table", "Table 2"], de: ["Bild: ", "Tabelle", "Tabelle 2"],
                  fr: ["Crédit\u00a0: ", "Tableau", "Tableau 2"], ar: ["الصورة: ", "جدول", "الجدول ٢"] };
    for (const [locale, [credit, ...tables]] of Object.entries(all)) {
      await site.dateline("settings", "set", site.folder, "locale", locale);
      const feed = JSON.parse((await site.get("/feed.json")).text);
      for (const html of [(await site.get("/2026/01/tables")).text,
                          feed.items.find((i) => i.url.endsWith("/tables")).content_html]) {
        assert.deepEqual([...html.matchAll(/<div class="table"[^>]* aria-label="([^"]*)">/g)]
          .map((m) => m[1]), tables, locale);
        const figure = /<figcaption>The gates\. <span class="credit">([^<]*)<\/span><\/figcaption>/;
        assert.equal(plain(figure.exec(html)[1]), plain(`${credit}Kai & Sander`), locale);
        assert.match(plain(html), /He typed .{1,2}Credit: %CREDIT%.{1,2} and Credit: himself\./, locale);
      }
    }
  });

  test("feeds carry the language and its words", async () => {
    await site.dateline("settings", "set", site.folder, "locale", "de");
    const atom = (await site.get("/feed.atom")).text;
    assert.match(atom, /<feed [^>]*xml:lang="de"/);
    const content = plain(plain(atom));
    for (const word of ["Korrektur", "Wir schrieben: „ 12 gates “ Richtig ist: „ 14 gates “",
                        "Das Wichtigste in Kürze", "4,5 von 5"])
      assert.ok(content.includes(word), word);
    const json = JSON.parse((await site.get("/corrections/feed.json")).text);
    assert.equal(json.language, "de");
    assert.match(json.title, /^Korrekturen – /);
    assert.match(json.items[0].title, /^Korrektur: Ferry gates/);
  });
});

describe("a paper's own words", () => {
  test("stand before ours", async () => {
    const folder = await makeSite({ settings: { locale: "de" } });
    fs.mkdirSync(path.join(folder, "templates/translations"), { recursive: true });
    fs.writeFileSync(path.join(folder, "templates/translations/de.json"),
                     '{"Search": "Suchen & <finden>"}\n');
    const site = await startSite({ folder });
    const { text } = await site.get("/");
    assert.match(text, /Suchen &#38; &#60;finden&#62;/);
    assert.ok(plain(text).includes("Alle Korrekturen"));
    await site.stop();
  });
});

describe("papers that are written from right to left, and from left to right", () => {
  const papers = {};
  let browser;
  before(async () => {
    browser = await launch();
    for (const [name, locale] of [["ar", "ar"], ["zh", "zh-CN"], ["de", "de"]]) {
      const folder = path.join(tempFolder(), "site");
      await dateline(["init", folder, "--title", name === "ar" ? "صدى الميناء" : "Echo", "--locale", locale]);
      await dateline(["settings", "set", folder, "show_diffs", "1"]);
      const site = await startSite({ folder });
      papers[name] = site;
      await importStories(site, name);
    }
  });
  after(async () => {
    await browser.close();
    for (const site of Object.values(papers)) await site.stop();
  });
  const pages = (name) =>
    ["/", "/2026/01/ferry", "/2026/01/kettle", "/2026/01/ferry/changes", "/2026/01/ferry/report",
     "/corrections", "/2026/01/", "/2026/", "/search?q=qqqq", "/nothing-here",
     ...(name === "zh" ? [] : ["/2026/01/lift"])];

  for (const name of ["ar", "zh", "de"])
    test(`${name}: open to everybody, and no page is too wide`, async () => {
      const context = await browser.newContext({ baseURL: papers[name].url });
      const page = await openPage(context);
      const axeAt = name === "ar" ? [360, 1280] : [360];
      for (const where of pages(name)) {
        await page.goto(where);
        assert.deepEqual(await troublesAt(page, [360, 768, 1280], { axeAt }), [], where);
      }
      await context.close();
    });

  test("they are valid HTML", async () => {
    const documents = [];
    for (const name of ["ar", "zh", "de"])
      for (const where of pages(name))
        documents.push({ name: `${name} ${where}`, text: (await papers[name].get(where)).text });
    const found = await checkHtml(documents);
    for (const [name, complaints] of Object.entries(found)) assert.deepEqual(complaints, [], name);
  });

  test("the page begins at the right, and half a star is the half read first", async () => {
    const context = await browser.newContext({ baseURL: papers.ar.url,
                                               viewport: { width: 1280, height: 800 } });
    const page = await openPage(context);
    await page.goto("/2026/01/kettle");
    const place = await page.evaluate(() => {
      const box = (s) => document.querySelector(s).getBoundingClientRect();
      return { name: box(".masthead .name a"), today: box(".today"), page: innerWidth,
               mirrored: getComputedStyle(document.querySelector(".stars")).transform };
    });
    assert.ok(place.name.left > place.page / 2, "the paper's name is at the right");
    assert.ok(place.today.right < place.page / 2, "the day is at the left");
    assert.equal(place.mirrored, "matrix(-1, 0, 0, 1, 0, 0)");
    const digits = await page.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue("--digits"));
    assert.equal(digits.trim(), "arabic-indic");
    await context.close();
  });

  test("a story of another language says which, and our words in it are ours", async () => {
    const { text } = await papers.ar.get("/2026/01/lift");
    assert.match(text, /<article class="story"[^>]* lang="en" dir="ltr">/);
    assert.match(text, /<p class="by" lang="ar" dir="rtl">/);
    assert.match((await papers.ar.get("/")).text, /<h3 lang="en" dir="ltr"><a href="\/2026\/01\/lift">/);
    const found = (await papers.ar.get("/search?q=tenants")).text;
    assert.match(found, /<h3 lang="en" dir="ltr"><a href="\/2026\/01\/lift">/);
    const atom = (await papers.ar.get("/feed.atom")).text;
    assert.match(atom, /<entry xml:lang="en">(?:(?!<\/entry>)[\s\S])*Open lift controller/);
  });

  test("sections and headlines get addresses that can be typed", async () => {
    const { text } = await papers.ar.get("/");
    assert.match(text, /<a href="\/almdynt\/">المدينة<\/a>/);
    assert.match(text, /<a href="\/news\/">أخبار<\/a>/, "a new paper's sections speak its language");
    for (const [name, headline, slug] of [["ar", "عبّارة جديدة في الميناء", /\/2020\/01\/bart-jdydt-fy-almyna$/],
                                          ["zh", "渡轮售票：三小时", /\/2020\/01\/du-lun-shou-piao-san-xiao-shi$/]]) {
      const page = await deskPage(browser, papers[name]);
      // By ids: the buttons speak the paper's language.
      await page.goto("/admin/story/new");
      await page.fill("#headline", headline);
      await page.fill("#body", "One.\n\nTwo.");
      await page.selectOption("#section", { index: 1 });
      await page.fill("#when_at", "2020-01-05T09:00");
      await page.click("#publish");
      const link = page.locator("[data-saved] .reader-line a");
      const where = new URL(await link.getAttribute("href"), papers[name].url).pathname;
      assert.match(where, slug);
      const story = await papers[name].get(where);
      assert.equal(story.status, 200);
      assert.ok(plain(story.text).includes(headline));
      await page.context().close();
    }
  });
});
