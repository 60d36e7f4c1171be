// A site's own look: colours that can always be read, a logo, templates and files of its own; and the
// first picture of a page, of which the browser hears before it has read the page.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { axe, launch, LOOKS, openPage } from "./lib/browser.mjs";
import { elements } from "./lib/paper.mjs";
import { MODE, ROOT, makeSite, startSite } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";

const sheetOf = (html) => /<link rel="stylesheet" href="([^"]+)"/.exec(html)[1];
const logo = (colour) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 96"><path fill="${colour}" d="M0 0h420v96z"/></svg>`;

describe("a site's own look", () => {
  let site, browser, story;
  const set = (key, value, options) =>
    site.dateline("settings", "set", site.folder, key, value, ...(options ?? []));
  before(async () => {
    const folder = await makeSite({ demo: true });
    fs.mkdirSync(path.join(folder, "static/img"), { recursive: true });
    fs.mkdirSync(path.join(folder, "templates/reader"), { recursive: true });
    fs.writeFileSync(path.join(folder, "static/img/logo.svg"), logo("#123"));
    fs.writeFileSync(path.join(folder, "static/img/logo-dark.svg"), logo("#eee"));
    fs.writeFileSync(path.join(folder, "templates/reader/gone.tpl"),
                     `{{%AUTOESCAPE context="HTML"}}\n<h1>Ours: {{HEADLINE}}</h1>\n`);
    site = await startSite({ folder });
    browser = await launch();
    story = /href="(\/20[^"#]+)"/.exec((await site.get("/")).text)[1];
  });
  after(async () => {
    await browser.close();
    await site.stop();
  });

  test("is ours as long as nothing is said", async () => {
    const { text } = await site.get("/");
    assert.match(sheetOf(text), /^\/static\/[0-9a-f]{8}\/css\/site\.css$/);
    assert.match(text, /<h1 class="name">The Marrowby Current<\/h1>/);
    const css = fs.readFileSync(path.join(ROOT, "static/css/site.css"), "utf8");
    for (const [setting, name] of [["colour_paper", "paper"], ["colour_ink", "ink"],
                                   ["colour_accent", "signal"]]) {
      const { stdout } = await site.dateline("settings", "get", site.folder, setting);
      assert.equal(new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(css)[1], stdout.trim(), setting);
    }
  });

  test("may have colours of its own, in one sheet, at an address that changes with them", async () => {
    await set("colour_accent", "#FFD400");
    const where = sheetOf((await site.get(story)).text);
    const sheet = await site.get(where);
    assert.match(where, /^\/static\/[0-9a-f]{8}\/css\/colours\.css$/);
    assert.equal(sheet.status, 200);
    assert.match(sheet.headers["content-type"], /^text\/css/);
    assert.match(sheet.headers["cache-control"], /immutable/);
    assert.ok(sheet.text.startsWith(fs.readFileSync(path.join(ROOT, "static/css/site.css"), "utf8")));
    await set("colour_accent", "#0044ff");
    const next = sheetOf((await site.get(story)).text);
    assert.notEqual(next, where);
    assert.doesNotMatch((await site.get(where)).headers["cache-control"], /immutable/,
                        "an old address is not to be kept");
    assert.equal((await site.get(story)).text.match(/rel="stylesheet"/g).length, 1);
  });

  test("can be read whatever the colours are, by day and by night", async () => {
    for (const [paper, ink, accent] of [["#ffffff", "#000000", "#ffff00"],
                                        ["#ffe3a6", "#2a0f3d", "#8a8a8a"]]) {
      await set("colour_paper", paper);
      await set("colour_ink", ink);
      await set("colour_accent", accent);
      for (const colorScheme of ["light", "dark"]) {
        const context = await browser.newContext({ baseURL: site.url, colorScheme });
        const page = await openPage(context);
        for (const where of ["/", story, "/reviews/"]) {
          await page.goto(where);
          assert.deepEqual(await axe(page, ["color-contrast"]), [], `${paper} ${ink} ${accent} ${colorScheme} ${where}`);
        }
        assert.deepEqual(page.troubles, []);
        const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const light = colorScheme === "light";
        if (light) {
          const [r, g, b] = [1, 3, 5].map((i) => parseInt(paper.slice(i, i + 2), 16));
          assert.equal(ground, `rgb(${r}, ${g}, ${b})`);
        } else {
          assert.ok(ground.match(/\d+/g).every((v) => v < 64), ground);
        }
        await context.close();
      }
    }
  });

  test("has no colour that is none, and none that leaves nothing to read", async () => {
    for (const [key, value] of [["colour_accent", "red"], ["colour_accent", "#12345"],
                                ["colour_paper", "#888888"], ["colour_paper", "#000000"],
                                ["colour_ink", "#ffffff"], ["colour_ink", "#888888"],
                                ["colour_accent", "#fff}body{display:none"],
                                ["logo", "../secret.svg 10x10"], ["logo", "/etc/passwd 10x10"],
                                ["logo", "img/logo.svg"], ["logo", "img/logo.html 10x10"],
                                ["logo", "img/logo.svg 0x10"], ["logo", "img/.x.svg 10x10"],
                                ["logo", "img/logo.svg 10x99999"]])
      await assert.rejects(set(key, value), /exit 1/, `${key} ${value}`);
  });

  test("may have a logo in the place of the name, another by night", async () => {
    await set("logo", "img/logo.svg 420x96");
    for (const where of ["/", story]) {
      const { text } = await site.get(where);
      const img = elements(text).find((e) => e.name === "img" && /logo/.test(e.attributes.src));
      assert.equal(img.attributes.alt, "The Marrowby Current");
      assert.deepEqual([img.attributes.width, img.attributes.height], ["420", "96"]);
      const dark = elements(text).find((e) => /logo-dark\.svg/.test(e.attributes.srcset ?? ""));
      assert.equal(dark.attributes.media, "(prefers-color-scheme: dark)");
      for (const file of [img.attributes.src, dark.attributes.srcset])
        assert.equal((await site.get(file)).headers["content-type"], "image/svg+xml");
      const graph = JSON.parse(/ld\+json">(.*?)<\/script>/s.exec(text)[1])["@graph"];
      const publisher = graph.find((o) => o.publisher?.logo)?.publisher ??
        graph.find((o) => o["@type"] === "NewsMediaOrganization");
      assert.deepEqual(publisher.logo, { "@type": "ImageObject", width: "420 px", height: "96 px",
                                         url: site.url + img.attributes.src });
    }
    for (const width of [320, 1280]) {
      const context = await browser.newContext({ baseURL: site.url, viewport: { width, height: 700 } });
      const page = await openPage(context);
      for (const where of ["/", story]) {
        await page.goto(where);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${where} is ${over} too wide at ${width}`);
        const box = await page.locator(".masthead .name img").boundingBox();
        assert.ok(Math.abs(box.width / box.height - 420 / 96) < 0.1, JSON.stringify(box));
      }
      await context.close();
    }
    await set("logo", "img/not-there.svg 420x96");
    assert.match((await site.get("/")).text, /<h1 class="name">The Marrowby Current<\/h1>/,
                 "a file that is not there leaves the name");
  });

  test("takes a picture as its logo at the desk and by command, as transparent as it came, and never SVG", LOOKS, async () => {
    await set("logo", "");
    const ada = await site.signIn({ login: "ada", name: "Ada", role: "admin" });
    const context = await browser.newContext({ baseURL: site.url });
    await context.addCookies(ada.browserCookies());
    const page = await openPage(context);
    /** A bar of that colour, 600 pixels wide and 300 high, above nothing. */
    const png = async (colour) => Buffer.from((await page.evaluate((colour) => {
      const c = Object.assign(document.createElement("canvas"), { width: 600, height: 300 });
      const pen = c.getContext("2d");
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 600, 150);
      return c.toDataURL("image/png");
    }, colour)).split(",")[1], "base64");
    const send = async (which, name, mimeType, buffer, answer) => {
      await page.setInputFiles(`#${which}`, { name, mimeType, buffer });
      const [res] = await Promise.all([page.waitForResponse((r) => r.request().method() === "POST"),
                                       page.locator(`form:has(#${which}) .primary`).click()]);
      assert.equal(res.status(), answer, name);
      await page.waitForURL(answer === 303 ? /saved=settings/ : /\/admin\/logo$/);
    };
    const seen = (where) => page.goto(where).then(() => page.locator(".name img").evaluate(async (e) => {
      await e.decode();
      const pen = Object.assign(document.createElement("canvas"), { width: 600, height: 300 }).getContext("2d", { willReadFrequently: true });
      pen.drawImage(e, 0, 0);
      return { alt: e.alt, size: [e.getAttribute("width"), e.getAttribute("height")], src: new URL(e.currentSrc).pathname,
               top: [...pen.getImageData(300, 60, 1, 1).data], below: pen.getImageData(300, 250, 1, 1).data[3] };
    }));

    await page.goto("/admin/logo");
    await send("logo", "logo.svg", "image/svg+xml", Buffer.from(logo("#123")), 422);
    assert.match(await page.locator(".problems").innerText(), /not a picture we can use/);
    assert.equal(await page.locator("#logo").getAttribute("aria-invalid"), "true");
    assert.match(await page.locator("#logo-problem").innerText(), /not a picture we can use/);
    assert.equal(await page.locator("#logo_night").getAttribute("aria-invalid"), null);
    assert.match((await site.get("/")).text, /<h1 class="name">The Marrowby Current<\/h1>/);
    page.troubles.splice(0); // the browser's, that it was refused
    await page.goto("/admin/logo");
    const form = { which: "logo", csrf: await page.locator("[name=csrf]").first().inputValue(),
                   was: await page.locator("form:has(#logo) [name=was]").inputValue(),
                   picture: { filename: "a.png", type: "image/png", bytes: await png("#008000") } };
    for (let i = 0; i < 2; i++) assert.equal((await ada.postFiles("/admin/logo", form)).status, 303, "twice, as once");
    const late = await ada.postFiles("/admin/logo", { ...form, picture: { ...form.picture, bytes: await png("#800080") } });
    assert.equal(late.status, 409, "an old page puts nothing in the place of what it had not shown");

    const day = await seen("/");
    assert.deepEqual({ ...day, src: "" }, { alt: "The Marrowby Current", size: ["224", "112"], src: "", top: [0, 128, 0, 255], below: 0 });
    assert.match((await site.get(day.src)).headers["cache-control"], /immutable/);
    assert.match((await site.get(story)).text, new RegExp(`"url":"[^"]*${day.src}"`));
    await page.goto("/admin/logo");
    assert.equal(await page.locator("section:nth-of-type(2) image").getAttribute("href"), day.src, "by night the one by day");
    await send("logo_night", "n.png", "image/png", await png("#00ff00"), 303);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.deepEqual((await seen(story)).top, [0, 255, 0, 255]);
    await page.emulateMedia({ colorScheme: "light" });
    assert.deepEqual((await seen(story)).top, [0, 128, 0, 255]);

    const file = path.join(site.folder, "..", "red.png");
    fs.writeFileSync(file, await png("#ff0000"));
    await site.dateline("settings", "logo", site.folder, file);
    assert.deepEqual((await seen("/")).top, [255, 0, 0, 255]);
    await site.dateline("settings", "logo", site.folder, "--night", "--remove");
    await page.goto("/admin/logo");
    await page.getByRole("button", { name: "Remove" }).click();
    await page.waitForURL(/saved=logo-removed/);
    assert.match((await site.get("/")).text, /<h1 class="name">The Marrowby Current<\/h1>/);
    const { stdout } = await site.dateline("audit", site.folder);
    assert.match(stdout, /Ada\s+setting\.set\s+logo: → picture 224x112/);
    assert.doesNotMatch(stdout, /base64/);
    assert.deepEqual(page.troubles, []);
    await context.close();
  });

  test("may have templates of its own", async () => {
    const gone = await publishStory(site, { title: "Went", slug: "went", section: "city" });
    await site.dateline("story", "withdraw", site.folder, String(gone.id), "--reason", "No.");
    assert.match((await site.get(gone.path)).text, /<h1>Ours: Went<\/h1>/);
  });
});

describe("a page's first picture", () => {
  let site, browser, pages;
  before(async () => {
    site = await startSite({ demo: true });
    browser = await launch();
    pages = ["/", "/city/", /href="(\/20[^"#]+)"/.exec((await site.get("/")).text)[1]];
  });
  after(async () => {
    await browser.close();
    await site.stop();
  });

  test("is named in the page's head, with the renditions of the page itself", async () => {
    const preloads = async (where) => {
      const all = elements((await site.get(where)).text);
      return { all, found: all.filter((e) => e.attributes.rel === "preload") };
    };
    for (const where of pages) {
      const { all, found } = await preloads(where);
      const at = all.findIndex((e) => e.attributes.fetchpriority === "high" && e.name === "img");
      const { srcset, sizes } = all[at - 1].attributes;
      assert.deepEqual(found.map((e) => [e.name, e.attributes]), [["link", {
        rel: "preload", as: "image", type: "image/webp", imagesrcset: srcset, imagesizes: sizes,
        fetchpriority: "high" }]], where);
      assert.ok(all.indexOf(found[0]) < all.findIndex((e) => e.name === "body"), where);
      assert.equal(all[at].attributes.srcset, undefined, `${where}: JPEG beside WebP comes in one size`);
    }
    assert.deepEqual((await preloads("/corrections")).found, []);
  });

  /* A web server that sends a page as a file can give it no header but what its address says. */
  test("is no header, and no reader's page has one that others have not", async () => {
    const names = async (where) =>
      // A cookie of the desk: as Dateline makes it, not as a file may lie ready by now.
      Object.keys((await site.get(where, { cookie: "dateline=none" })).headers)
        .filter((n) => n !== "last-modified" && n !== "link").sort();
    const { text } = await site.get(pages[2]);
    const more = elements(text).map((e) => e.attributes.href ?? "")
      .filter((h) => /^\/(tag|author)\/|^\/\d{4}\/$|\/changes$/.test(h));
    assert.ok(more.length > 2);
    for (const where of [...pages, ...more, "/corrections", "/how-we-work"])
      assert.deepEqual(await names(where), await names("/"), where);
  });

  test("is fetched once, by phones and by large screens", { skip: MODE !== "fastcgi" }, async () => {
    for (const [width, deviceScaleFactor] of [[360, 3], [768, 2], [1280, 1]]) {
      const context = await browser.newContext({ baseURL: site.url, deviceScaleFactor,
                                                 viewport: { width, height: 800 } });
      const page = await openPage(context);
      for (const where of pages) {
        const fetched = [];
        const note = (r) => r.url().includes("/media/") && fetched.push(r.url());
        page.on("request", note);
        await page.goto(where, { waitUntil: "load" });
        const shown = await page.evaluate(
          () => document.querySelector("img[fetchpriority=high]").currentSrc);
        page.off("request", note);
        const stem = shown.replace(/-\d+\.\w+$/, "");
        assert.deepEqual(fetched.filter((u) => u.startsWith(stem)), [shown], `${where} ${width}`);
      }
      assert.deepEqual(page.troubles, []);
      await context.close();
    }
  });
});
