// once-more.test.mjs: a form that is shown once more, after a sign-in or because something in it had to be put right, still
// knows what it had shown: what somebody else put there meanwhile is asked about, never replaced unseen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { visit } from "./lib/form.mjs";
import { ROOT, startSite } from "./lib/site.mjs";
import { publishStory } from "./lib/story.mjs";

let site, ada, ines;
const at = {};
before(async () => {
  site = await startSite();
  ada = await site.signIn({ login: "ada", name: "Ada", role: "admin" });
  ines = await site.signIn({ login: "ines", name: "Ines", role: "admin" });
  const { id } = await publishStory(site, { title: "Quay", slug: "quay", section: "news", tags: ["Ferries"],
                                            bylines: ["Ines Okafor"], date: "2020-01-08 09:30" });
  const [picture] = JSON.parse((await site.dateline("media", "add", site.folder,
    `${ROOT}/tests/fixtures/pictures/small.png`, "--json", "--alt", "A dot", "--credit", "D. Eff")).stdout);
  await (await visit(ada, "/admin/assignment/new")).press("Assign", { title: "Ferry late" });
  at.assignment = /\/admin\/assignment\/\d+/.exec((await ada.get("/admin/assignments")).text)[0];
  Object.assign(at, { picture: `/admin/media/${picture.id}`, tag: "/admin/tag/ferries", byline: "/admin/byline/ines-okafor",
                      settings: "/admin/settings", times: `/admin/story/${id}` });
});
after(() => site.stop());

const value = (page, name) => page.forms.flatMap((f) => f.controls).find((c) => c.name === name).value;

/** Each: its button, and a field that both change. */
const FORMS = {
  picture: { button: "Save", field: "credit" },
  tag: { button: "Save", field: "text" },
  byline: { button: "Save the details", field: "place" },
  settings: { button: "Save", field: "title" },
  assignment: { button: "Save", field: "title" },
  times: { button: "Set Updated", field: "set_updated_at", mine: "2020-02-02T10:00", theirs: "2020-03-03T10:00" },
};

for (const [name, { button, field, mine = "Mine", theirs = "Theirs" }] of Object.entries(FORMS))
  test(`${name}: after a sign-in`, async () => {
    const opened = await visit(ada, at[name]), other = await visit(ines, at[name]);
    const saved = await other.press(button, { [field]: theirs });
    assert.match(saved.where, /saved=/, saved.said);
    ada = opened.session = await site.signIn({ login: "ada" }); // the form is still the earlier session's
    const back = await opened.press(button, { [field]: mine });
    assert.ok([403, 409].includes(back.status), `${back.status}: ${back.said}`);
    assert.equal(value(back, field), mine, "what was typed is there");
    const asked = back.status === 409 ? back : await back.press(button); // some say it at once
    assert.equal(asked.status, 409, `${asked.status} ${asked.where}: ${asked.said}`);
    assert.equal(value(await visit(ines, at[name]), field), theirs, "nothing was replaced");
    const meant = await asked.press(button);
    assert.match(meant.where, /saved=/, meant.said);
    assert.equal(value(await visit(ines, at[name]), field), mine, "it is meant now");
  });

test("times: after a time that cannot be", async () => {
  const opened = await visit(ada, at.times), other = await visit(ines, at.times);
  await other.press("Set Updated", { set_updated_at: "2020-04-04T10:00" });
  const refused = await opened.press("Set Updated", { set_updated_at: "2019-01-01T10:00" });
  assert.equal(refused.status, 422);
  const asked = await refused.press("Set Updated", { set_updated_at: "2020-05-05T10:00" });
  assert.equal(asked.status, 409, asked.said);
  assert.match((await asked.press("Set Updated")).where, /saved=/);
});

test("a field that was left as it was shown brings nothing back", async () => {
  const opened = await visit(ada, at.picture), other = await visit(ines, at.picture);
  await other.press("Save", { credit: "Newer" });
  const refused = await opened.press("Save", { rights_until: "soon" });
  assert.equal(refused.status, 422);
  assert.equal(value(refused, "credit"), "Newer");
  const done = await refused.press("Save", { rights_until: "2031-02-02" });
  assert.match(done.where, /saved=/, done.said);
  assert.equal(value(await visit(ines, at.picture), "credit"), "Newer");
});
