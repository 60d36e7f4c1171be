// What machines read of a page: schema.org JSON-LD, Open Graph. Read back as a crawler would, and
// compared with the store, field by field.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import ogs from "open-graph-scraper";

import { changeStory } from "./lib/form.mjs";
import { addresses, assertNoCanary, elements, find, instant, shown, startPaper, toldAt } from "./lib/paper.mjs";
import { schemaTroubles } from "./lib/schema.mjs";
import { startSite } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";

describe("structured data", () => {
  let site;
  const blocksRead = new Map(); // address → JSON-LD, of all pages that the tests below look at
  before(async () => (site = await startPaper()));
  after(() => site.stop());

  /** {graph, og, html} of a page: the one JSON-LD block's things by type, and its meta elements. */
  async function read(where) {
    const { status, text } = await site.get(where);
    assert.equal(status, 200, where);
    const all = elements(text);
    const blocks = all.filter((e) => e.attributes.type === "application/ld+json");
    assert.equal(blocks.length, 1, where);
    const json = JSON.parse(blocks[0].text);
    assert.equal(json["@context"], "https://schema.org");
    blocksRead.set(where, blocks[0].text);
    const og = {};
    for (const { name, attributes: a } of all)
      if (name === "meta") (og[a.property ?? a.name] ??= []).push(a.content);
    return { og, text, graph: Object.fromEntries(json["@graph"].map((o) => [o["@type"], o])) };
  }

  const crumbs = (graph) => graph.BreadcrumbList.itemListElement.map((i, n) => {
    assert.equal(i.position, n + 1);
    return [i.name, i.item.slice(site.url.length)];
  });

  for (const [slug, type] of [["tide", "NewsArticle"], ["lamp", "Review"], ["bridge", "NewsArticle"],
                              ["nebel", "NewsArticle"]])
    test(`${slug}: the ${type} says what the store says`, async () => {
      const story = await find(site, slug);
      const { graph, og } = await read(story.path);
      const thing = graph[type];
      const url = site.url + story.path;
      assert.equal(thing.headline, shown(story.headline));
      assert.equal(thing.url, url);
      assert.equal(thing.mainEntityOfPage, url);
      if (story.dek) assert.equal(thing.description, story.dek);
      assert.equal(instant(thing.datePublished), instant(story.published));
      assert.equal(instant(thing.dateModified), toldAt(story));
      assert.match(thing.datePublished, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
      assert.deepEqual(thing.keywords, story.tags);
      assert.equal(thing.isAccessibleForFree, true);
      if (story.bylines.length)
        assert.deepEqual(thing.author.map((a) => a.name), story.bylines);
      else assert.deepEqual(thing.author, { "@id": `${site.url}/#publisher` });
      if (type === "NewsArticle") {
        const live = story.revisions.find((r) => r.live);
        assert.equal(thing.wordCount, live.words);
        assert.equal(thing.articleSection, "City");
      }
      assert.deepEqual((thing.correction ?? []).map((c) => [c.text, instant(c.datePublished)]),
        story.corrections.map((c) =>
          [`We wrote: “${c.wrong}” It should have said: “${c.right}”`, instant(c.at)]));
      assert.deepEqual(og["og:title"], [shown(story.headline)]);
      assert.deepEqual(og["og:url"], [url]);
      assert.deepEqual(og["og:type"], ["article"]);
      assert.equal(instant(og["article:published_time"][0]), instant(story.published));
      assert.equal(instant(og["article:modified_time"][0]), toldAt(story));
      assert.deepEqual(og["article:tag"], story.tags);
      assert.equal(og["article:author"]?.length ?? 0, story.bylines.length);
      if (story.dek) assert.deepEqual(og["og:description"], [story.dek]);
    });

  test("a review's product, rating, pros, cons and verdict are those that were written", async () => {
    const { graph: { Review: r } } = await read((await find(site, "lamp")).path);
    assert.deepEqual(r.itemReviewed, { "@type": "Product", name: "Humlight 3" });
    assert.deepEqual(r.reviewRating,
      { "@type": "Rating", ratingValue: 3.5, bestRating: 5, worstRating: 0 });
    const names = (list) => list.itemListElement.map((i) => [i.position, i.name]);
    assert.deepEqual(names(r.positiveNotes), [[1, "Bright"], [2, "Cheap"]]);
    assert.deepEqual(names(r.negativeNotes), [[1, "Hums"]]);
    assert.equal(r.abstract, "Buy it if you are deaf.");
    assert.equal(r.name, "The lamp that hums");
  });

  test("the use of AI is told in IPTC's codes, and nothing is when nobody said", async () => {
    const code = async (slug, type) =>
      (await read((await find(site, slug)).path)).graph[type].digitalSourceType;
    assert.equal(await code("tide", "NewsArticle"),
                 "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource");
    assert.deepEqual(await code("lamp", "Review"),
                     { "@id": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation" });
    assert.equal(await code("bridge", "NewsArticle"),
                 "https://schema.org/TrainedAlgorithmicMediaDigitalSource");
    assert.equal(await code("nebel", "NewsArticle"), undefined);
  });

  test("a picture has its size, words and credit, and is there", async () => {
    const { graph, og } = await read((await find(site, "tide")).path);
    const [image] = [graph.NewsArticle.image].flat(); // above the text; those in it follow
    assert.equal(image.description, "A quay & a ship.");
    assert.equal(image.caption, "The quay at dusk.");
    assert.equal(image.creditText, "Joss Pellew");
    assert.equal(image.width, `${og["og:image:width"][0]} px`);
    assert.equal(image.height, `${og["og:image:height"][0]} px`);
    assert.deepEqual(og["og:image"], [image.url]);
    assert.deepEqual(og["og:image:alt"], ["A quay & a ship."]);
    assert.deepEqual(og["twitter:card"], ["summary_large_image"]);
    const picture = await site.get(image.url.slice(site.url.length));
    assert.equal(picture.headers["content-type"], "image/jpeg");
    assert.deepEqual((await read((await find(site, "lamp")).path)).og["twitter:card"], ["summary"]);
  });

  test("sources are cited, with their addresses where they have one", async () => {
    const { graph } = await read((await find(site, "tide")).path);
    assert.deepEqual(graph.NewsArticle.citation.map((c) => [c.name, c.url]),
      [["Harbour authority", "https://example.org/harbour?a=1&b=2"],
       ["A conversation", undefined]]);
  });

  test("a story in another language says so", async () => {
    const { graph } = await read((await find(site, "nebel")).path);
    assert.equal(graph.NewsArticle.inLanguage, "de");
    assert.equal((await read((await find(site, "tide")).path)).graph.NewsArticle.inLanguage, "en-GB");
  });

  test("the publisher names the policies that the site has pages for, and they answer", async () => {
    for (const where of ["/", (await find(site, "tide")).path, "/city/"]) {
      const { graph } = await read(where);
      const publisher = graph.NewsMediaOrganization ?? graph.NewsArticle.publisher;
      assert.equal(publisher.name, "The Test Paper");
      assert.equal(publisher.correctionsPolicy, `${site.url}/corrections`);
      assert.equal(publisher.ethicsPolicy, `${site.url}/ethics`);
      assert.equal(publisher.publishingPrinciples, undefined);
      assert.equal(publisher.diversityPolicy, undefined);
      for (const one of [publisher.correctionsPolicy, publisher.ethicsPolicy, publisher.logo.url])
        assert.equal((await site.get(one.slice(site.url.length))).status, 200, one);
    }
  });

  test("breadcrumbs lead from the paper to the page, and each step answers", async () => {
    const tide = await find(site, "tide");
    const expected = {
      [tide.path]: [["City", "/city/"], [shown(tide.headline), tide.path]],
      "/city/": [["City", "/city/"]],
      "/tag/sea-life/": [["Sea life", "/tag/sea-life/"]],
      "/author/ines-okafor/": [["Ines Okafor", "/author/ines-okafor/"]],
      "/about": [["About us", "/about"]],
      "/corrections": [["Corrections", "/corrections"]],
      "/2025/": [["2025", "/2025/"]],
      "/2025/12/": [["2025", "/2025/"], ["December 2025", "/2025/12/"]],
    };
    for (const [where, steps] of Object.entries(expected)) {
      const { graph } = await read(where);
      assert.deepEqual(crumbs(graph), [["The Test Paper", "/"], ...steps], where);
      for (const [, step] of steps) assert.equal((await site.get(step)).status, 200, step);
    }
  });

  test("what og: says, twitter: says too, on every kind of page", async () => {
    const { path: tide } = await find(site, "tide");
    for (const where of [tide, "/2026/01/lamp", "/about", "/", "/city/", "/tag/harbour/", "/author/ines-okafor/",
                         "/2025/", "/2025/12/"]) {
      const { og } = await read(where);
      assert.deepEqual(og["twitter:card"], [og["og:image"] ? "summary_large_image" : "summary"], where);
      assert.equal(og["twitter:title"].length, 1, where);
      for (const name of ["title", "description", "image", "image:alt"])
        assert.deepEqual(og[`twitter:${name}`], og[`og:${name}`], `${where} ${name}`);
    }
  });

  test("lists, authors and the front page say what they are", async () => {
    const front = await read("/");
    assert.equal(front.graph.WebSite.url, `${site.url}/`);
    assert.deepEqual(front.og["og:type"], ["website"]);
    assert.deepEqual(front.og["og:title"], ["The Test Paper"]);
    for (const [where, title] of [["/city/", "City"], ["/tag/sea-life/", "Sea life"],
                                  ["/2025/12/", "December 2025"]]) {
      const { graph, og } = await read(where);
      assert.equal(graph.CollectionPage.name, title);
      assert.equal(graph.CollectionPage.url, site.url + where);
      assert.deepEqual(og["og:title"], [title]);
      assert.deepEqual(og["og:url"], [site.url + where]);
    }
    const { graph, og } = await read("/author/ines-okafor/");
    assert.equal(graph.ProfilePage.mainEntity.name, "Ines Okafor");
    assert.deepEqual(og["og:type"], ["profile"]);
  });

  test("a page such as About is a WebPage without a story's dates for sharing", async () => {
    const { graph, og } = await read("/about");
    assert.equal(graph.WebPage.headline, "About us");
    assert.equal(graph.WebPage.wordCount, undefined);
    assert.deepEqual(og["og:type"], ["website"]);
    assert.equal(og["article:published_time"], undefined);
  });

  test("markup in a headline ends neither the block nor the page", async () => {
    const headline = `</script><script>alert(1)</script><!-- \u2028 "&amp;`;
    await changeStory(await site.signIn(), "/admin/story/new", {
      headline, slug: "markup", body: "</script>", section: "city", ai: "none", bylines: "",
      when_at: "2026-01-09T09:00" });
    const story = await find(site, "markup");
    const { graph, text } = await read(story.path);
    assert.equal(graph.NewsArticle.headline, story.headline.replace('"', "“"));
    assert.equal(elements(text).filter((e) => e.name === "script" && !e.attributes.src).length, 1);
  });

  test("pages that are not to be found say nothing of a story", async () => {
    for (const where of ["/2026/01/nothing", "/2190/01/scheduled"])
      assert.ok(!(await site.get(where)).text.includes("ld+json"), where);
  });

  test("a reader of Open Graph that is not ours finds the same in it", async () => {
    for (const slug of ["tide", "lamp", "bridge", "nebel"]) {
      const story = await find(site, slug);
      const { text } = await site.get(story.path);
      const { error, result } = await ogs({ html: text });
      assert.equal(error, false);
      assert.equal(result.ogTitle, shown(story.headline));
      assert.equal(result.ogUrl, site.url + story.path);
      assert.equal(result.ogType, "article");
      assert.equal(result.ogSiteName, "The Test Paper");
      assert.equal(result.articleSection, story.kind === "review" ? "Reviews" : "City");
      assert.equal(instant(result.articlePublishedTime), instant(story.published));
      assert.equal(instant(result.articleModifiedTime), toldAt(story));
      if (story.dek) assert.equal(result.ogDescription, story.dek);
      assert.equal(result.ogImage?.[0].alt, slug === "tide" ? "A quay & a ship." : undefined);
      assert.equal(result.jsonLD.length, 1);
      assert.equal(result.jsonLD[0]["@graph"][0].headline, shown(story.headline));
    }
  });

  test("what sort of work it is, its place and its making have schema.org's words where it has some", async () => {
    const said = { place_line: "Berlin", how_reported: "We *rode* along." };
    const review = { product: "Lamp", rating: 4, verdict: "Good.", price: "£9", price_checked: "2026-01-06" };
    const types = { news: "NewsArticle", analysis: "AnalysisNewsArticle", opinion: "OpinionNewsArticle",
                    satire: "SatiricalArticle", "press-release": "Article", sponsored: "AdvertiserContentArticle",
                    agency: "NewsArticle", review: "ReviewNewsArticle" };
    for (const [slug, type] of Object.entries(types)) {
      const kind = slug === "review" ? { kind: "review", review } : { kind_of_work: slug };
      const { path } = await publishStory(site, { title: "Night buses", slug: `kind-${slug}`, ...kind, ...said });
      const { graph, og } = await read(path);
      const thing = graph[type];
      assert.ok(thing, `${slug}: ${Object.keys(graph)}`);
      assert.deepEqual(thing.locationCreated, { "@type": "Place", name: "Berlin" });
      assert.equal(thing.dateline, type.endsWith("NewsArticle") ? "Berlin" : undefined);
      assert.equal(thing.backstory, "We rode along.");
      assert.equal(thing.genre, { analysis: "Analysis", opinion: "Opinion", satire: "Satire", sponsored: "Sponsored",
                                  "press-release": "Press release", agency: "From an agency" }[slug]);
      assert.equal(thing.headline, "Night buses");
      assert.deepEqual(og["og:title"], [{ opinion: "Opinion: ", satire: "Satire: ", sponsored: "Sponsored: ",
                                          "press-release": "Press release: " }[slug] ?? ""].map((l) => `${l}Night buses`));
    }
    const paid = await publishStory(site, { title: "A lamp", slug: "kind-paid", kind: "review", review,
                                            kind_of_work: "sponsored", ...said });
    const { graph } = await read(paid.path);
    assert.equal(graph.Review.genre, "Sponsored");
    assert.equal(graph.Review.dateline, undefined);
  });

  test("every block is valid by schema.org", async () => {
    const demo = await startSite({ demo: true });
    const { text } = await demo.get("/");
    const more = new Set(["/", "/reviews/", "/how-we-work",
                          ...addresses(text).filter((a) => /^\/20\d\d\/\d\d\/[^/]+$/.test(a))]);
    assert.ok(more.size > 15, String(more.size));
    const documents = [...blocksRead].map(([name, json]) => ({ name, json }));
    for (const where of more) {
      const block = elements((await demo.get(where)).text)
        .find((e) => e.attributes.type === "application/ld+json");
      documents.push({ name: where, json: block.text });
    }
    await demo.stop();
    assert.ok(blocksRead.size > 12, String(blocksRead.size));
    // One that is not, to see that the judge is awake.
    const wrong = `{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "rating": 5}]}`;
    const troubles = schemaTroubles([...documents, { name: "wrong", json: wrong }]);
    assert.deepEqual(troubles.filter((t) => !t.startsWith("wrong: ")), []);
    assert.match(troubles.join("\n"), /wrong: [\s\S]*rating/);
  });

  test("no page tells of a draft, a scheduled or a staged story, in no block", async () => {
    const { path: bridge } = await find(site, "bridge");
    await assertNoCanary(site, ["/", "/city/", "/tag/harbour/", "/author/ines-okafor/",
                                "/corrections", "/2025/12/", "/about", bridge]);
  });
});
