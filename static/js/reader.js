// "Corrected since you read it." What was read is kept in this browser alone, the last 200 stories.
const story = document.querySelector("article[data-revision]");
const link = document.getElementById("report");
const here = location.pathname;

function compare() {
  const { revision, corrections, updated } = story.dataset;
  const key = "dateline.read";
  const read = new Map(Object.entries(JSON.parse(localStorage.getItem(key) ?? "{}")));
  const [seen, then, when] = read.get(here) ?? [revision, Infinity, Infinity];
  const line = document.getElementById("since");
  const kind = +corrections > then ? 0 : +updated > when ? 1 : -1;
  if (line && kind >= 0) {
    const what = line.lastElementChild;
    line.hidden = line.children[kind].hidden = false;
    if (what.dataset.words && seen != revision) what.search = `?from=${seen}&to=${revision}`;
  }
  read.delete(here);
  read.set(here, [+revision, +corrections, +updated, Date.now()]);
  localStorage.setItem(key, JSON.stringify(Object.fromEntries([...read].slice(-200))));
}

function read() {
  try {
    compare();
  } catch {} // no storage
}

// What is made before the click is not read yet.
if (document.prerendering) document.addEventListener("prerenderingchange", read);
else read();

// Marked words, or the address, name a paragraph.
link.addEventListener("click", () => {
  const marked = getSelection().anchorNode?.parentElement?.closest("[id^='p-']")?.id;
  const p = marked ?? location.hash.slice(1);
  if (/^p-\d+$/.test(p)) link.search = `?p=${p}`;
});
