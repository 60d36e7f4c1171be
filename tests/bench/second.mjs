// second.mjs: how soon after its second a scheduled story is on every page, behind nginx.
//
//   node tests/bench/second.mjs [STORIES]      20, one every three seconds
//
// Each page is asked for every 5 ms around that second. An answer without the story that was asked for
// after it is late by so much; one with it that was there before is early. Nothing is judged.
process.env.DATELINE ??= new URL("../../build/dateline", import.meta.url).pathname;
process.env.DATELINE_DATA ??= new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
const { sleep, startSite } = await import("../web/lib/site.mjs");
const { publishStory } = await import("../web/lib/story.mjs");

const STORIES = Number(process.argv[2] ?? 20);
const EVERY = 3000, BEFORE = 400, MOST = 2000, STEP = 5;

const site = await startSite();
await publishStory(site, { title: "One that is there", slug: "there", tags: ["Harbour"] });
const from = (Math.floor(Date.now() / 1000) + 15 + 2 * STORIES) * 1000;
const stories = [];
for (let i = 0; i < STORIES; i++) {
  const at = from + i * EVERY;
  const story = await publishStory(site, { title: `Number ${i} xq${i}x`, slug: `number-${i}`, tags: ["Harbour"],
                                           date: new Date(at).toISOString().replace(/\.\d+/, "") });
  stories.push({ at, mark: `xq${i}x`, path: story.path });
}
if (Date.now() > from - 2000) throw new Error("the machine is too slow for that: fewer stories");

const PAGES = ["/", "/news/", "/tag/harbour/", "/feed.atom", "/news/feed.rss", "/feed.json", "/sitemap-1.xml",
               "STORY", "SEARCH"];
const seen = Object.fromEntries(PAGES.map((page) => [page, { late: [], early: 0, asked: 0 }]));

async function watch(page, { at, mark, path }) {
  const where = page === "STORY" ? path : page === "SEARCH" ? `/search?q=${mark}` : page;
  const shows = ({ status, text }) =>
    page === "STORY" ? status === 200 : text.includes(path);
  let late = 0, done = false;
  const open = new Set();
  while (!done && Date.now() < at + MOST) {
    const asked = Date.now();
    seen[page].asked++;
    const one = site.get(where).then((answer) => {
      const now = Date.now(), there = shows(answer);
      if (there && now < at) seen[page].early++;
      if (!there && asked >= at) late = Math.max(late, asked - at);
      done ||= there;
    });
    open.add(one);
    one.finally(() => open.delete(one));
    await (open.size > 4 ? one : sleep(STEP));
  }
  await Promise.all(open);
  seen[page].late.push(done ? late : Infinity);
}

for (const story of stories) {
  for (let i = 0; i < 3; i++) // so that they lie ready
    for (const page of PAGES.slice(0, -2)) await site.get(page);
  await sleep(Math.max(0, story.at - BEFORE - Date.now()));
  // One page after the other would meet one second each: all of them at once.
  await Promise.all(PAGES.map((page) => watch(page, story)));
}
console.log(`${STORIES} stories, ms after its second that a page was still asked for in vain`);
for (const [page, { late, early, asked }] of Object.entries(seen)) {
  const sorted = [...late].sort((a, b) => a - b);
  console.log(`${page.padEnd(16)} median ${sorted[sorted.length >> 1]}, most ${sorted.at(-1)}; ` +
    `${early} of ${asked} early`);
}
await site.stop();
