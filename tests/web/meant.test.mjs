// Nothing goes out that nobody meant to publish: what happened to a small newsroom in a day, each as a
// test. (Every gesture in every state: texts.test.mjs.)
import assert from "node:assert/strict";
import crypto from "node:crypto";
import { after, before, describe, test } from "node:test";

import { launch, openPage } from "./lib/browser.mjs";
import { unfold } from "./lib/desk.mjs";
import { changeStory, visit } from "./lib/form.mjs";
import { beforeItsTime, sleep, startSite, until } from "./lib/site.mjs";
import { LATER, LATER_STILL, bodyOf, lettersOf, makeStory, textsOf, typeInto } from "./lib/texts.mjs";

const plain = (html) => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

let site, ines, tomas, browser;
before(async () => {
  site = await startSite({ workers: 4 });
  ines = await site.signIn({ login: "ines", name: "Ines" });
  tomas = await site.signIn({ login: "tomas", name: "Tomas" });
  browser = await launch();
});
after(async () => {
  await browser.close();
  await site.stop();
});

const story = (state, begun = ines) => makeStory(state, { begun, editor: ines });
const texts = (one) => textsOf(site, ines, one);
const now = () => new Date().toISOString();
const pathOf = (one) => `/${now().slice(0, 4)}/${now().slice(5, 7)}/${one.slug}`;
const reads = async (one) => (await site.get(pathOf(one))).text;
const show = async (one) =>
  JSON.parse((await site.dateline("story", "show", site.folder, String(one.id), "--json")).stdout);
/** The same form sent by another press: a number of its own. */
const fresh = (fields) => ({ ...fields, form: crypto.randomBytes(24).toString("base64url") });

test("an embargoed change that waits does not go out with another editor's comma", async () => {
  const one = await story("Live, and a change waits");
  const page = await visit(tomas, one.where);
  assert.equal(page.value("on"), "live", "the form opens on what readers see");
  assert.doesNotMatch(page.value("body"), /Waitwords/);
  const done = await page.press("Publish minor fix", { body: typeInto(page.value("body")) });
  assert.match(done.said, /minor fix/);
  assert.equal(await texts(one), "L+ / W+ / –");
  assert.doesNotMatch(await reads(one), /Waitwords/);
  assert.equal((await show(one)).updated ?? null, null, "and no reader is told of a date");
});

test("what was saved and not published does not go out with the next person's comma", async () => {
  const one = await story("Live and a draft");
  const page = await visit(tomas, one.where);
  assert.equal(page.value("on"), "live");
  assert.match(plain(page.text), /The draft by Ines/);
  await page.press("Publish minor fix", { body: typeInto(page.value("body")) });
  assert.doesNotMatch(await reads(one), /Draftwords/);
  assert.match(await reads(one), /Typedwords/);
  const list = await tomas.get(`/admin/?q=${encodeURIComponent(`Matrix ${one.slug.split("-")[1]}`)}`);
  assert.match(plain(list.text), /Live.*Draft/i, "the list names each text of the story");
});

describe("a time that is to come never means now", () => {
  test("without JavaScript a press does nothing, and the button is renamed", async () => {
    const page = await visit(ines, "/admin/story/new");
    const typed = { headline: "Tomorrow", slug: "tomorrow", body: "Later.", section: "news",
                    when_at: LATER };
    const asked = await page.press("Publish now", typed);
    assert.equal(asked.status, 422);
    assert.match(asked.said, /Nothing is done yet: the button now names the time/);
    assert.equal((await site.get(pathOf({ slug: "tomorrow" }))).status, 404);
    assert.doesNotMatch((await ines.get("/admin/?q=Tomorrow")).text, /<td/);
    const words = asked.buttons().find((b) => b.startsWith("Schedule for 5 Jan 2190, 09:00"));
    assert.match((await asked.press(words)).said, /Scheduled/);
    assert.equal((await site.get(pathOf({ slug: "tomorrow" }))).status, 404);
  });

  test("on a scheduled story the same button does not publish it early", async () => {
    const one = await story("Scheduled");
    const page = await visit(ines, one.where);
    const words = page.buttons().find((b) => b.startsWith("Change what goes out 5 Jan 2190"));
    const asked = await page.press(words, { when_at: "" });
    assert.equal(asked.status, 422);
    assert.match(asked.said, /Nothing is done yet/);
    assert.ok(asked.buttons().includes("Publish now"));
    assert.equal(await texts(one), "– / W / –");
    const passed = await page.press(words, { when_at: "2020-01-05T09:00" });
    assert.equal(passed.status, 422);
    assert.equal(await texts(one), "– / W / –");
  });

  test("on a live story the change waits, and is not live now", async () => {
    const one = await story("Live");
    const page = await visit(ines, one.where);
    const asked = await page.press("Publish minor fix",
                                   { body: typeInto(page.value("body")), when_at: LATER });
    assert.match(asked.said, /Nothing is done yet/);
    assert.equal(await texts(one), "L / – / –");
    const words = asked.buttons().find((b) => b.startsWith("Stage minor fix for 5 Jan 2190"));
    await asked.press(words);
    assert.equal(await texts(one), "L / L+ / –");
  });

  test("with JavaScript the button's words follow what is typed", async () => {
    const context = await browser.newContext({ baseURL: site.url });
    await context.addCookies(ines.browserCookies());
    const page = await openPage(context);
    await unfold(page);
    const button = page.locator("#publish");
    await page.goto("/admin/story/new");
    assert.equal(await button.innerText(), "Publish now");
    await page.fill("#when_at", LATER);
    await button.focus();
    await page.locator("#publish", { hasText: /^Schedule for 5 Jan 2190/ }).waitFor();
    assert.ok(await button.evaluate((b) => b === document.activeElement), "the focus stays on it");
    await page.fill("#when_at", "");
    await page.locator("#publish", { hasText: /^Publish now$/ }).waitFor();
    const one = await story("Live and a draft");
    await page.goto(`${one.where}?text=live`);
    for (const [kind, words] of [["update", "Publish update"], ["correction", "Publish correction"],
                                 ["minor", "Publish minor fix"]]) {
      await page.check(`[name=edit][value=${kind}]`);
      assert.equal(await button.innerText(), words);
    }
    await context.close();
  });
});

describe("a withdrawn story", () => {
  test("comes back with the text that is shown, and nobody sees the old one meanwhile", async () => {
    const one = await story("Withdrawn");
    const where = pathOf(one);
    const page = await visit(ines, one.where);
    assert.match(plain(page.text), /What readers saw before it was withdrawn/);
    const seen = new Map();
    let over = false;
    const poll = (async () => {
      while (!over) {
        const { status, text } = await site.get(where);
        const what = `${status}${status === 200 ? ` ${lettersOf(text)}` : ""}`;
        seen.set(what, (seen.get(what) ?? 0) + 1);
        await sleep(10);
      }
    })();
    await sleep(100);
    const back = await page.press("Make live again with this text, as a correction", {
      body: typeInto(page.value("body")), edit: "correction", wrong: "It was so.", right: "It is so." });
    await sleep(200);
    over = true;
    await poll;
    assert.match(back.said, /Live again, with this text/);
    assert.deepEqual([...seen.keys()], ["410", "200 L+"], JSON.stringify([...seen]));
    assert.match(plain(await reads(one)), /It was so\. .*It is so\./);
  });

  test("comes back as it was by another button, which names that text", async () => {
    const one = await story("Withdrawn, and a draft");
    const { published } = await show(one);
    const page = await visit(ines, one.where);
    assert.match((await page.press("Make it live again as it was")).said, /same dates as before/);
    assert.equal(await texts(one), "L / – / D");
    assert.equal((await show(one)).published, published);
  });
});

describe("at its instant", () => {
  const publishAt = (one, at, ...more) => site.dateline("story", "publish", site.folder, String(one.id),
                                                        "--at", new Date(at).toISOString(), "--others-read", ...more);

  test("a scheduled story goes out with the fix that was saved in it", async () => {
    const one = await beforeItsTime(async (at) => {
      const made = await story("Draft");
      await publishAt(made, at);
      const page = await visit(ines, made.where);
      assert.equal(page.value("on"), "waiting");
      const words = page.buttons().find((b) => b.startsWith("Change what goes out"));
      const done = await page.press(words, { body: typeInto(page.value("body")), others_read: "1" });
      assert.match(done.said, /Scheduled/);
      assert.equal((await site.get(pathOf(made))).status, 404, "not before");
      return made;
    });
    await until(async () => (await site.get(pathOf(one))).status === 200, "it went out");
    assert.equal(lettersOf(await reads(one)), "D+");
  });

  test("a staged change does not undo what was fixed while it waited", async () => {
    const one = await beforeItsTime(async (at) => {
      const made = await story("Live and a draft");
      await publishAt(made, at, "--on", "draft");
      const page = await visit(tomas, made.where);
      await page.press("Publish minor fix", { body: typeInto(page.value("body")) });
      assert.equal(lettersOf(await reads(made)), "L+");
      return made;
    });
    await until(async () => (await reads(one)).includes("Draftwords"), "the change went out");
    assert.equal(lettersOf(await reads(one)), "D+");
  });

  test("a fix of words that the waiting change has, too, is asked about", async () => {
    const one = await story("Live, and a change waits");
    const page = await visit(tomas, one.where);
    const fix = { body: page.value("body").replace("Middle.", "Middle, fixed.") };
    const asked = await page.press("Publish minor fix", fix);
    assert.equal(asked.status, 409);
    assert.match(plain(asked.text), /Readers see now Middle\. What waits Waitwords\. Your fix Middle, fixed\./);
    assert.equal(await texts(one), "L / W / –");
    await asked.press("Publish minor fix", { waiting_choice: "keeps" });
    assert.match(await reads(one), /Middle, fixed/);
    assert.match((await visit(ines, `${one.where}?text=waiting`)).value("body"), /Waitwords/);
    const two = await visit(ines, (await story("Live, and a change waits")).where);
    const again = await two.press("Publish minor fix", fix);
    await again.press("Publish minor fix", { waiting_choice: "takes" });
    assert.match((await visit(ines, `${two.where}?text=waiting`)).value("body"), /Middle, fixed/);
  });
});

describe("two editors at once", () => {
  async function race(first, second) {
    const one = await story("Live");
    const mine = await visit(tomas, one.where), theirs = await visit(ines, one.where);
    await theirs.press("Publish minor fix", { body: theirs.value("body").replace(...first) });
    const asked = await mine.press("Publish minor fix", { body: mine.value("body").replace(...second) });
    assert.equal(asked.status, 409);
    return { one, asked };
  }

  test("in different paragraphs both survive the second one's press", async () => {
    const { one, asked } = await race(["Begin.", "Begin by Ines."], ["End.", "End by Tomas."]);
    assert.match(asked.said, /Ines saved this text while you were writing/);
    assert.match(asked.said, /Nothing was changed by both/);
    assert.equal(asked.value("body"), "Begin by Ines.\n\nMiddle.\n\nEnd by Tomas.");
    await asked.press("Publish minor fix");
    assert.match(plain(await reads(one)), /Begin by Ines\. Middle\. End by Tomas\./);
  });

  test("in the same paragraph are shown what was there, the other's words and one's own", async () => {
    const { one, asked } = await race(["Begin.", "Begin by Ines."], ["Begin.", "Begin by Tomas."]);
    assert.match(plain(asked.text), /Before Begin\. The other’s Begin by Ines\. Yours Begin by Tomas\./);
    assert.match(await reads(one), /Begin by Ines\./, "nothing is done meanwhile");
    await asked.press("Publish minor fix");
    assert.match(plain(await reads(one)), /Begin by Tomas\. Middle\. End\./);
  });

  test("a third one who comes between is not overwritten unseen", async () => {
    const { one, asked } = await race(["Begin.", "Begin by Ines."], ["End.", "End by Tomas."]);
    const third = await visit(ines, `${one.where}?text=live`);
    await third.press("Publish minor fix", { body: third.value("body").replace("Middle.", "Middle by Ines.") });
    const again = await asked.press("Publish minor fix");
    assert.equal(again.status, 409);
    assert.equal(again.value("body"), "Begin by Ines.\n\nMiddle by Ines.\n\nEnd by Tomas.");
  });
});

describe("what a form promised is asked again when somebody else decided otherwise meanwhile", () => {
  for (const [state, gesture, edit] of [["Live", "Publish minor fix"], ["Live", "Publish update", "update"],
                                        ["Live and a draft", "Publish the draft as a minor fix"]])
    test(`a story that was withdrawn stays so: ${gesture}`, async () => {
      const one = await story(state);
      const on = state === "Live" ? "live" : "draft";
      const mine = await visit(ines, `${one.where}?text=${on}`);
      const gone = await (await visit(tomas, one.where)).press("Withdraw", { reason: "It was wrong.", confirm: "1" });
      assert.match(gone.said, /Withdrawn/);
      const body = typeInto(mine.value("body"));
      const asked = await mine.press(gesture, { body, ...(edit ? { edit, note: "What is new." } : {}) });
      assert.equal(asked.status, 409);
      assert.match(asked.said, /was withdrawn while you were writing/);
      assert.equal((await site.get(pathOf(one))).status, 410, "readers see the notice");
      assert.equal(asked.value("body"), body);
      const back = asked.buttons().find((b) => /again|back/i.test(b));
      assert.match((await asked.press(back)).where, /saved=returned/);
      assert.match(await reads(one), /Typedwords/);
    });

  test("a withdrawn story that came back is not published as if it were still away", async () => {
    const one = await story("Withdrawn");
    const mine = await visit(ines, `${one.where}?text=live`);
    const other = await visit(tomas, one.where);
    assert.match((await other.press(other.buttons().find((b) => /as it was/.test(b)))).said, /live/i);
    const back = mine.buttons().find((b) => /again|back/i.test(b) && !/as it was/.test(b));
    const asked = await mine.press(back, { body: typeInto(mine.value("body")) });
    assert.equal(asked.status, 409);
    assert.match(asked.said, /The story is live again/);
    assert.doesNotMatch(await reads(one), /Typedwords/);
  });

  test("a story that came back and was withdrawn again stays so, and its notice is read first", async () => {
    const one = await story("Withdrawn");
    const mine = await visit(ines, one.where);
    await (await visit(tomas, one.where)).press("Make it live again as it was");
    await (await visit(tomas, one.where)).press("Withdraw", { reason: "A court said so.", confirm: "1" });
    const asked = await mine.press("Make it live again as it was");
    assert.equal(asked.status, 422);
    assert.match(asked.said, /withdrawn again since you opened this page/);
    assert.match(plain(asked.text), /A court said so/);
    const back = mine.buttons().find((b) => /again/i.test(b) && !/as it was/.test(b));
    const typed = await mine.press(back, { body: typeInto(mine.value("body")) });
    assert.equal(typed.status, 409);
    assert.match(typed.said, /was withdrawn while you were writing/);
    assert.equal((await site.get(pathOf(one))).status, 410);
  });

  test("Withdraw takes from readers what was shown, and no other text", async () => {
    const one = await story("Live");
    const mine = await visit(ines, one.where);
    await (await visit(tomas, `${one.where}?text=live`)).press("Publish minor fix", { body: typeInto(mine.value("body")) });
    const half = await mine.press("Withdraw", { reason: "It was wrong." }); // no tick: what was shown stays
    assert.equal(half.status, 422);
    const asked = await half.press("Withdraw", { reason: "It was wrong.", confirm: "1" });
    assert.equal(asked.status, 409);
    assert.match(asked.said, /changed since you opened this page\. Nothing was withdrawn/);
    assert.match(asked.text, /<details class="act withdraw" open>[^]*name="reason"[^>]* value="It was wrong\."/);
    assert.equal((await site.get(pathOf(one))).status, 200);
    const done = await asked.press("Withdraw", { confirm: "1" });
    assert.match(done.said, /Withdrawn/);
    assert.equal((await site.get(pathOf(one))).status, 410);
  });

  test("a story that was changed and then withdrawn says both", async () => {
    const one = await story("Live");
    const mine = await visit(ines, `${one.where}?text=live`);
    const theirs = await visit(tomas, `${one.where}?text=live`);
    await theirs.press("Publish minor fix", { body: theirs.value("body").replace("End.", "The end.") });
    await (await visit(tomas, one.where)).press("Withdraw", { reason: "It was wrong.", confirm: "1" });
    const asked = await mine.press("Publish minor fix", { body: typeInto(mine.value("body")) });
    assert.equal(asked.status, 409);
    assert.match(asked.said, /Tomas saved this text/);
    assert.match(asked.said, /was withdrawn while you were writing/);
  });

  for (const [state, gesture] of [["Scheduled", /^Change what goes out/], ["Live, and a change waits", /^Change what waits/]])
    test(`a text that was put off is not brought forward: ${state}`, async () => {
      const one = await story(state);
      const mine = await visit(ines, `${one.where}?text=waiting`);
      const theirs = await visit(tomas, `${one.where}?text=waiting`);
      const later = await theirs.show({ when_at: LATER_STILL });
      const off = await later.press(later.buttons().find((b) => /5 Feb 2190/.test(b)),
                                    { when_at: LATER_STILL, others_read: "1" });
      assert.match(off.where, /saved=(scheduled|waits)/);
      const body = typeInto(mine.value("body"));
      const asked = await mine.press(mine.buttons().find((b) => gesture.test(b)), { body });
      assert.equal(asked.status, 409);
      assert.match(asked.said, /What waits has changed/);
      assert.equal(asked.value("when_at"), LATER_STILL, "who left the time alone means the one there is");
      assert.equal(asked.value("body"), body);
      const done = await asked.press(asked.buttons().find((b) => /5 Feb 2190/.test(b)), { others_read: "1" });
      assert.match(done.where, /saved=(scheduled|waits)/);
      assert.equal((await visit(ines, `${one.where}?text=waiting`)).value("when_at"), LATER_STILL);
    });

  test("what waits tells readers what was decided last, and who left its note alone keeps that", async () => {
    const one = await story("Live");
    const note = (text) => ({ edit: "update", note: text });
    const body = bodyOf("W");
    const typed = await (await visit(ines, `${one.where}?text=live`)).show({ body, when_at: LATER, ...note("One.") });
    await typed.press(typed.buttons().find((b) => /^Stage/.test(b)), { body, when_at: LATER, ...note("One.") });
    const change = (page, changes) => page.press(page.buttons().find((b) => /^Change what waits/.test(b)), changes);
    const [mine, other] = [await visit(ines, `${one.where}?text=waiting`), await visit(ines, `${one.where}?text=waiting`)];
    const theirs = await change(await visit(tomas, `${one.where}?text=waiting`), { ...note("Two."), others_read: "1" });
    assert.match(theirs.where, /saved=waits/);
    const asked = await change(mine, { body: typeInto(mine.value("body")) });
    assert.equal(asked.status, 409);
    assert.match(plain(asked.text), /What waits has changed.*The update that waits for.*What changed *: “ *Two\. *”/);
    assert.equal(asked.value("note"), "Two.");
    assert.match((await change(asked, { others_read: "1" })).where, /saved=waits/);
    assert.equal((await visit(ines, `${one.where}?text=waiting`)).value("note"), "Two.");
    const own = await change(other, { ...note("Three."), body: typeInto(other.value("body")) });
    assert.equal(own.status, 409, "with words of its own it is asked, too");
    assert.equal(own.value("note"), "Three.");
  });

  test("a correction that somebody else told readers meanwhile is shown before it is told again", async () => {
    const one = await story("Live"), told = { edit: "correction", wrong: "Quiet.", right: "Calm." };
    const pages = [await visit(ines, `${one.where}?text=live`), await visit(tomas, `${one.where}?text=live`)];
    const words = pages[0].buttons(told).find((b) => /correction/.test(b));
    assert.match((await pages[0].press(words, told)).said, /Published with a correction/);
    const asked = await pages[1].press(words, { ...told, wrong: "Quiet?" });
    assert.equal(asked.status, 409);
    assert.match(asked.said, /told of a correction since you opened this page: “Quiet\.” → “Calm\.”/);
    assert.equal(asked.value("wrong"), "Quiet?");
    assert.doesNotMatch((await site.get(pathOf(one))).text, /Quiet\?/);
    assert.match((await asked.press(words)).said, /Published with a correction/);
  });

  test("a notice that was typed for one withdrawal is not put on the next one", async () => {
    const one = await story("Withdrawn");
    const mine = await visit(ines, one.where);
    await (await visit(tomas, one.where)).press("Make it live again as it was");
    await (await visit(tomas, one.where)).press("Withdraw", { reason: "A court said so.", confirm: "1" });
    const asked = await mine.press("Change the notice", { first: "It was quite wrong." });
    assert.equal(asked.status, 422);
    assert.match(asked.said, /they are “A court said so\.” now.*You typed “It was quite wrong\.”/);
    assert.match(plain((await site.get(pathOf(one))).text), /A court said so/);
    assert.match((await asked.press("Change the notice", { first: "A court has said so." })).said, /public wording is changed/);
  });

  test("Ctrl+S takes along that the story was withdrawn meanwhile", async () => {
    const one = await story("Live");
    const context = await browser.newContext({ baseURL: site.url });
    await context.addCookies(ines.browserCookies());
    const page = await openPage(context);
    await unfold(page);
    await page.goto(`${one.where}?text=live`);
    const theirs = await (await visit(tomas, one.where)).press("Withdraw", { reason: "It was wrong.", confirm: "1" });
    assert.match(theirs.said, /Withdrawn/);
    await page.fill("#body", typeInto(await page.inputValue("#body")));
    await page.keyboard.press("Control+s");
    await page.waitForFunction(() => /^Saved|·/.test(document.getElementById("save_state").textContent));
    assert.notEqual(await page.inputValue("#story [name=withdrawn_at]"), "0");
    const words = await page.locator("#publish").textContent();
    assert.match(words, /again|back/i, "the button says what it would do now");
    assert.equal((await site.get(pathOf(one))).status, 410);
    await context.close();
  });

  test("a comma in what readers see needs no second look at a time that somebody moved", async () => {
    const one = await story("Live, and a change waits");
    const mine = await visit(ines, `${one.where}?text=live`);
    const theirs = await (await visit(ines, `${one.where}?text=waiting`)).show({ when_at: LATER_STILL });
    await theirs.press(theirs.buttons().find((b) => /5 Feb 2190/.test(b)), { when_at: LATER_STILL });
    assert.match((await mine.press("Publish minor fix", { body: typeInto(mine.value("body")) })).where, /saved=minor/);
    assert.equal((await visit(ines, `${one.where}?text=waiting`)).value("when_at"), LATER_STILL);
  });
});

describe("what was done can be undone", () => {
  test("a time that was typed is kept when the draft is saved, and Enter sends nothing", async () => {
    const page = await visit(ines, "/admin/story/new");
    const kept = await page.press("Save draft", { headline: "Kept time", body: "One.", when_at: LATER });
    assert.equal(kept.value("when_at"), LATER);
    assert.ok(kept.buttons().some((b) => b.startsWith("Schedule for 5 Jan 2190")));
    const context = await browser.newContext({ baseURL: site.url, javaScriptEnabled: false });
    await context.addCookies(ines.browserCookies());
    const typing = await openPage(context);
    await unfold(typing);
    const sent = [];
    context.on("request", (r) => r.method() === "POST" && sent.push(r.url()));
    await typing.goto("/admin/story/new");
    await typing.fill("#headline", "Entered");
    await typing.locator("#when_at").waitFor();
    for (const field of ["#when_at", "#tags", "#slug", "[name=ai][value=none]"]) {
      await typing.focus(field);
      await typing.keyboard.press("Enter");
    }
    await typing.waitForTimeout(200);
    assert.deepEqual(sent, []);
    assert.equal(await typing.inputValue("#headline"), "Entered");
    await context.close();
  });

  test("what readers are to be told of a change outlives a save as a draft, for who typed it", async () => {
    let one;
    const told = { edit: "correction", wrong: "It was so.", right: "It is so." };
    const open = () => visit(ines, `${one.where}?text=live`);
    for (const changes of [{ ...told, note: "More." }, { ...told, body: typeInto(bodyOf("L")) }]) {
      one = await story("Live");
      const kept = await (await open()).press("Save as draft", changes);
      assert.match(kept.text, /What readers are to be told of the change is in no draft/);
      assert.deepEqual(["edit", "wrong", "right"].map((name) => kept.value(name)), Object.values(told));
    }
    const [, copy] = /\?copy=([\w-]+)/.exec((await open()).text);
    const theirs = await visit(tomas, `${one.where}?text=draft`);
    assert.doesNotMatch(theirs.text, /It was so|\?copy=/, "nobody else is told what");
    assert.match(theirs.said, /Ines has typed what readers are to be told of a change, last .*, and has not published it/);
    const again = await visit(ines, `${one.where}?copy=${copy}`);
    assert.equal(again.value("wrong"), "It was so.");
    const words = again.buttons().find((b) => /correction$/.test(b));
    assert.match((await again.press(words)).said, /Published with a correction/);
    assert.doesNotMatch((await visit(tomas, one.where)).said, /Ines has typed/);
    assert.match(plain((await site.get(`${pathOf(one)}/changes`)).text), /It was so\..*It is so\./);
    const typing = await open();
    assert.match(typing.said, /^$/);
    const fields = { ...typing.fields, edit: "update", note: "Only this was typed.", action: null };
    assert.equal((await ines.post("/admin/copy", fields)).status, 200);
    assert.match((await open()).text, /\?copy=/, "nor are they lost with the browser");
  });

  test("what was typed beside a draft is offered to its writer also when somebody else publishes the draft", async () => {
    const one = await story("Live");
    const kept = { edit: "correction", wrong: "It was so.", right: "It is so.", body: typeInto(bodyOf("L")) };
    await (await visit(ines, `${one.where}?text=live`)).press("Save as draft", kept);
    const draft = await visit(tomas, `${one.where}?text=draft`);
    assert.match(draft.said, /Ines has typed/);
    const done = await draft.press("Publish the draft as a minor fix", { others_read: "1" });
    assert.match(done.where, /saved=minor/, done.said);
    assert.match(done.said, /Ines has typed/, "nor was it told by that");
    assert.match((await visit(ines, one.where)).text, /\?copy=/);
  });

  test("an earlier revision comes back as a new one, and Updated is left alone", async () => {
    const one = await story("Live");
    await changeStory(ines, one.where, { on: "live", body: "Spoilt." });
    const page = await visit(ines, `${one.where}?revision=1`);
    assert.match(page.said, /an earlier revision, brought back into the form/);
    assert.equal(page.value("body"), bodyOf("L"));
    assert.match(await reads(one), /Spoilt/);
    await page.press("Publish minor fix");
    assert.equal(lettersOf(await reads(one)), "L");
    assert.doesNotMatch(await reads(one), /Spoilt/);
    const { updated, live } = await show(one);
    assert.equal(updated ?? null, null);
    assert.equal(live, 3);
  });

  test("a story published by mistake is taken back, and its address answers 404", async () => {
    const one = await story("Live");
    assert.equal((await site.get(pathOf(one))).status, 200);
    const back = await (await visit(ines, one.where)).press("Take it back to draft");
    assert.match(back.said, /Taken back/);
    assert.equal((await site.get(pathOf(one))).status, 404);
    assert.equal(await texts(one), "– / – / L");
    assert.match(plain((await ines.get(`${one.where}/history`)).text), /took it back to draft/);
  });

  test("a draft goes into the bin, out of the list, and comes back", async () => {
    const one = await story("Draft");
    const page = await visit(ines, one.where);
    const binned = await page.press("Put it into the bin");
    assert.match(binned.said, /In the bin/);
    assert.ok(!binned.buttons().some((b) => /^(Publish|Save|Schedule)/.test(b)), String(binned.buttons()));
    const refused = await ines.post(page.story.action, { ...fresh(page.fields), action: "publish" });
    assert.equal(refused.status, 422);
    const out = await binned.press("Take it out of the bin");
    assert.match(out.said, /Out of the bin/);
    assert.equal(await texts(one), "– / – / D");
  });

  test("public words are put right, with a trace in the log and among the changes", async () => {
    const one = await story("Live");
    const live = await changeStory(ines, one.where, {
      on: "live", body: typeInto(bodyOf("L")), edit: "update", note: "Teh new pier." });
    const done = await live.press("Change the note", { first: "The new pier." });
    assert.match(done.said, /public wording is changed/);
    const changes = plain((await site.get(`${pathOf(one)}/changes`)).text);
    assert.match(changes, /The new pier\./);
    assert.doesNotMatch(changes, /Teh/);
    assert.match(plain((await ines.get(`${one.where}/history`)).text), /changed public wording/);
  });
});

describe("from a page that was opened before somebody else was here", () => {
  test("a date by hand is put in the place of the one that was shown, and of no other", async () => {
    const one = await story("Live");
    const old = await visit(tomas, one.where);
    const at = /name="set_published_at" value="([^"]+)"/.exec(old.text)[1];
    const other = await visit(ines, one.where);
    assert.match((await other.press("Set Updated", { set_updated_at: at })).said, /Updated/);
    const { updated } = await show(one);
    assert.ok(updated);
    const late = await old.press("Set Updated", { set_updated_at: at.replace(/^\d{4}/, (y) => y - 1) });
    assert.equal(late.status, 422, "before it was published: that is said first");
    const cleared = await old.press("Clear Updated", {}).catch(() => null);
    assert.equal(cleared, null, "nothing was there to clear");
    const [, form] = /action="([^"]+\/times)"/.exec(old.text);
    const refused = await tomas.post(form, { csrf: await tomas.csrf(), form: fresh({}).form, do: "clear", updated_shown: "1767864600000" });
    assert.equal(refused.status, 409);
    assert.match(plain(refused.text), /Updated is another since you opened this page: it was .+2026.*, and is .+ now\. You gave no time\. Nothing was changed\./);
    assert.equal((await show(one)).updated, updated);
    const published = await old.press("Set Published", { set_published_at: "2026-01-02T08:00" });
    assert.match(published.said, /publication time is changed/);
    const again = await other.press("Set Published", { set_published_at: "2026-01-03T08:00" });
    assert.equal(again.status, 409);
    assert.match(again.said, /Published is another since you opened this page/);
  });

  test("words for which the page has no field any more come back in its problems", async () => {
    const one = await story("Live");
    const [withdraws, corrects] = [await visit(tomas, one.where), await visit(tomas, `${one.where}?text=live`)];
    await (await visit(ines, one.where)).press("Withdraw", { reason: "A court said so.", confirm: "1" });
    const late = await withdraws.press("Withdraw", { reason: "The numbers are wrong.", confirm: "1" });
    assert.equal(late.status, 422);
    assert.match(late.said, /You typed “The numbers are wrong\.”/);
    const notice = await visit(tomas, one.where);
    await (await visit(ines, one.where)).press("Make it live again as it was");
    assert.match((await notice.press("Change the notice", { first: "A higher court." })).said, /You typed “A higher court\.”/);
    await (await visit(ines, one.where)).press("Take it back to draft");
    const correction = { body: typeInto(corrects.value("body")), edit: "correction", wrong: "Quiet.", right: "Calm." };
    const asked = await corrects.press("Save as draft", correction);
    assert.equal(asked.status, 409);
    assert.match(asked.said, /You typed “Quiet\.”.*You typed “Calm\.”/);
    assert.match(asked.value("body"), /Typedwords/);
  });

  test("nor is a story taken back with a correction that nobody was shown, nor the lead taken from another", async () => {
    const one = await story("Live"), two = await story("Live");
    const old = await visit(tomas, one.where);
    await changeStory(ines, one.where, { on: "live", body: bodyOf("L"), edit: "correction", wrong: "quiet", right: "calm" });
    const refused = await old.press("Take it back to draft");
    assert.equal(refused.status, 422);
    assert.match(refused.said, /told them of a correction, since you opened this page/);
    assert.equal((await site.get(pathOf(one))).status, 200);

    await (await visit(ines, one.where)).press("Lead the front page with it");
    const leads = await visit(tomas, one.where), before = await visit(tomas, (await story("Live")).where);
    await (await visit(ines, two.where)).press("Lead the front page with it");
    await leads.press("No longer lead with it");
    const led = async () => /This story leads the front page/.test((await visit(ines, two.where)).text);
    assert.ok(await led());
    const asked = await before.press("Lead the front page with it");
    assert.equal(asked.status, 409);
    assert.match(asked.said, new RegExp(`Another story leads the front page since you opened this page: “Matrix ${two.slug.split("-")[1]}`));
    assert.ok(await led());
    assert.match((await asked.press("Lead the front page with it")).said, /It now leads the front page/);
    assert.ok(!(await led()));
  });
});
