// pages.mjs: one address of every kind of page that a reader can meet in the demo site.
import { publishStory } from "./story.mjs";

/** → {kind: address} */
export async function readersPages(site) {
  const { stdout } = await site.dateline("story", "list", site.folder, "--json");
  const parsed = JSON.parse(stdout);
  const live = (parsed.stories ?? parsed).filter((s) => s.state === "live" && s.path);
  const first = (test) => live.find(test)?.path;
  const show = async (s) =>
    JSON.parse((await site.dateline("story", "show", site.folder, String(s.id), "--json")).stdout);
  const details = await Promise.all(live.map(show));
  const corrected = details.find((d) => d.corrections?.length)?.path;
  const gone = await publishStory(site, { title: "Gone", slug: "gone", section: "city" });
  await site.dateline("story", "withdraw", site.folder, String(gone.id), "--reason", "It was wrong.");
  const news = first((s) => s.kind === "news");
  const { text } = await site.get(news);
  const pages = {
    front: "/",
    section: "/city/",
    "empty list": "/city/?before=1-1",
    news,
    review: first((s) => s.kind === "review"),
    corrected,
    changes: `${corrected ?? news}/changes`,
    german: first((s) => /holmersiel/.test(s.path)),
    page: first((s) => s.kind === "page"),
    tag: /href="(\/tag\/[^"]+)"/.exec(text)?.[1],
    author: /href="(\/author\/[^"]+)"/.exec(text)?.[1],
    corrections: "/corrections",
    year: news.slice(0, "/2026/".length),
    month: news.slice(0, "/2026/01/".length),
    missing: "/nothing-here",
    withdrawn: gone.path,
    "bad address": "/%ff",
  };
  return Object.fromEntries(Object.entries(pages).filter(([, where]) => where));
}
