// reader-view.test.mjs: what is left of a story in the reader view of Firefox, by its own program
// (Readability): nothing that the paper owes its readers may get lost there.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { LOOKS, launch } from "./lib/browser.mjs";
import { ROOT, startSite, tempFolder } from "./lib/site.mjs";

const program = fs.readFileSync(path.join(ROOT, "node_modules/@mozilla/readability/Readability.js"), "utf8");

const paragraphs = (n, words) => Array.from({ length: n }, (_, i) => `${words} (${i + 1})`).join("\n\n");
const ENGLISH = "The harbour was quiet on that morning in the winter, and nobody, not even its master, " +
  "could say why the boats had stayed away so long, or when they would be back again at the quay.";
const HERO = `hero: {file: large.jpg, alt: A quay., caption: The quay at dusk., credit: Joss Pellew}`;
const OWED = `takeaways: [First & foremost., Second of them.]
sources: [{title: Harbour authority, url: "https://example.org/harbour"}, A conversation]
ai_use: assisted
ai_note: A tool read the tables.
fact_checked_by: Bashir Quayle
place_line: Berlin
how_reported: We rode along for a night.
corrections: [{date: 2026-01-09, wrong: It cost nine., right: It cost nineteen.}]`;
const owed = ["First & foremost.", "Second of them.", "Harbour authority", "A conversation", "AI use: assisted.",
              "A tool read the tables.", "Fact-checked by Bashir Quayle.", "Correction", "It cost nine.",
              "It cost nineteen.", "How we reported it", "We rode along for a night."];
const credit = ["The quay at dusk.", "Credit: Joss Pellew"];

/** slug → its file, and what the view has to keep. */
const STORIES = {
  news: [`title: A short story\nauthors: [Ines Okafor, Tomas Reyle]\n${HERO}\n${OWED}`, paragraphs(4, ENGLISH),
         { byline: "Ines Okafor, Tomas Reyle", kept: [...owed, ...credit], picture: true }],
  long: [`title: A long story\nauthors: [Ines Okafor]\n${HERO}\n${OWED}`, paragraphs(60, ENGLISH),
         { byline: "Ines Okafor", kept: [...owed, ...credit], picture: true }],
  plain: [`title: A plain story\nauthors: [Ines Okafor]\n${OWED}`, paragraphs(8, ENGLISH),
          { byline: "Ines Okafor", kept: owed }],
  lists: [`title: A story with parts\nauthors: [Ines Okafor]\n${OWED}`,
          `${paragraphs(3, ENGLISH)}\n\n## What comes next\n\n1. Open it.\n2. Close it.\n\n> Paper lasts.\n\n${paragraphs(5, ENGLISH)}`,
          { byline: "Ines Okafor", kept: [...owed, "What comes next", "Close it.", "Paper lasts."] }],
  review: [`title: The lamp that hums\nkind: review\nauthors: [Wen Haldane]\n${HERO}\n${OWED}
review: {product: Humlight 3, rating: 3.5, pros: [Bright], cons: [Hums], verdict: Buy it if you are deaf., price: £19, price_checked: 2026-01-06}`,
           paragraphs(7, ENGLISH),
           { byline: "Wen Haldane", kept: [...owed, ...credit, "Humlight 3", "3.5 out of 5", "Bright", "Hums",
                                           "Buy it if you are deaf.", "£19"], picture: true }],
  arabic: [`title: عبّارات الميناء تعود\nlang: ar\nauthors: [ليلى الحداد]\n${HERO}\n${OWED}`,
           paragraphs(6, "توقفت بوابات التذاكر على الرصيف الشمالي، وتكدّس نحو 900 راكب في طابور امتدّ حتى سوق السمك، ولم تُلغَ أي رحلة في ذلك الصباح."),
           { byline: "ليلى الحداد", kept: [...owed, ...credit], picture: true }],
  chinese: [`title: 渡轮售票系统瘫痪\nlang: zh\nauthors: [林晓]\n${HERO}\n${OWED}`,
            paragraphs(12, "早上六点十分，北码头的闸机全部停摆，约九百名乘客排队到鱼市场。没有班次取消，但首班船晚点二十二分钟，两位退休职员想起旧办公室里还有一柜纸质车票。"),
            { byline: "林晓", kept: [...owed, ...credit], picture: true }],
};

let site, browser, page;
before(async () => {
  if (LOOKS.skip) return;
  site = await startSite();
  const files = tempFolder("stories");
  for (const [slug, [front, body]] of Object.entries(STORIES))
    fs.writeFileSync(path.join(files, `${slug}.md`),
                     `---\nslug: ${slug}\nsection: news\ndate: 2026-01-08\ntags: [Harbour]\n${front}\n---\n${body}\n`);
  fs.copyFileSync(path.join(ROOT, "tests/fixtures/pictures/large.jpg"), path.join(files, "large.jpg"));
  await site.dateline("import", site.folder, "markdown", files);
  browser = await launch();
  page = await browser.newPage();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const [slug, [front, , expected]] of Object.entries(STORIES))
  test(`the ${slug} story keeps in reader view what belongs to it, and nothing else`, LOOKS, async () => {
    await page.goto(`${site.url}/2026/01/${slug}`);
    // Through the debugger, so that the page's own Content-Security-Policy stays as it is.
    const view = await page.evaluate(`(() => { ${program}; return new Readability(document.cloneNode(true)).parse(); })()`);
    const text = view.textContent.replace(/\s+/g, " ");
    assert.equal(view.title, /^title: (.*)$/m.exec(front)[1]);
    assert.equal(view.byline, expected.byline);
    for (const words of [...expected.kept, "(1)"]) assert.ok(text.includes(words), `${words} is lost: ${text}`);
    assert.equal(/<img[^>]+src="[^"]*\/media\/[^"]+"/.test(view.content), Boolean(expected.picture));
    for (const words of ["More on this", "More from", "Older in", "Newer in", "Back to", "Skip to", "All corrections"])
      assert.ok(!text.includes(words), `${words} is in: ${text}`);
    const shot = process.env.READER_VIEW_SHOT;
    if (shot && slug === "review") {
      await page.setContent(`<base href="${site.url}"><body style="font:20px/1.5 Georgia;max-width:38em;margin:2em auto">` +
        `<h1>${view.title}</h1><p>${view.byline}</p>${view.content}`, { waitUntil: "networkidle" });
      await page.screenshot({ path: shot, fullPage: true });
    }
  });
