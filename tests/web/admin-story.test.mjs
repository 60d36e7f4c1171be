// A story from the first word to its withdrawal, through the editors' form.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  chooseWhen, deskPage, formAnswer, lineFor, press, publishStory, readersWords, said,
} from "./lib/desk.mjs";
import { browser, site } from "./lib/desk_site.mjs";
import { ROOT } from "./lib/site.mjs";

/** An editor at the desk, with JavaScript or without: one page each, for a new one costs the browser more than
 *  what a test does in it. */
const editors = new Map();
const editorFor = (javaScriptEnabled = true) =>
  editors.get(javaScriptEnabled) ??
  editors.set(javaScriptEnabled, deskPage(browser, site, {}, { javaScriptEnabled })).get(javaScriptEnabled);

// What holds without JavaScript holds for everybody; with it, the same tests pass again.
for (const javaScriptEnabled of [false, true]) {
  const editor = () => editorFor(javaScriptEnabled);
  const title = (name) => `${name} (${javaScriptEnabled ? "with" : "without"} JavaScript)`;

  test(title("a draft comes back exactly as it was typed"), async () => {
    const page = await editor();
    const typed = {
      headline: `Ferry <tickets> & "paper" {{X}}`,
      dek: "It's a standfirst",
      body: "\n\nLeading lines <b> & \"q\" 'x'\n\n- a\n- b\n\n    code\ttab\n\nEnd ]]> &amp; </textarea>",
      takeaways: "one\ntwo & <three>",
      tags: "ferry, tickets",
      bylines: "Ines Okafor, Tomas Reyle",
      lang: "en-GB",
      hero_alt: "",
      ai_note: "Translation of one quotation",
      fact_checked_by: "Nele",
    };
    await page.goto("/admin/story/new");
    for (const [id, value] of Object.entries(typed)) await page.fill(`#${id}`, value);
    await page.locator("[name=source_title]").first().fill("A <source>");
    await page.locator("[name=source_url]").first().fill("https://example.org/a?b=1&c=2");
    await page.check("[name=ai][value=assisted]");
    await press(page, "Save draft");
    if (!javaScriptEnabled) {
      assert.match(await said(page), /There is no tag “tickets” yet/, "asked at the first time alone");
      await press(page, "Save draft");
    }
    assert.match(await said(page), /Saved as a draft/);
    for (const [id, value] of Object.entries(typed))
      assert.equal(await page.inputValue(`#${id}`), value, id);
    assert.equal(await page.locator("[name=source_title]").first().inputValue(), "A <source>");
    assert.equal(await page.locator("[name=source_url]").first().inputValue(),
                 "https://example.org/a?b=1&c=2");
    assert.equal(await page.locator("[name=source_title]").count(), 4, "one, and three blank ones");
    assert.ok(await page.isChecked("[name=ai][value=assisted]"));
    await press(page, "Save draft");
    assert.match(await said(page), /Nothing had changed/);
  });

  test(title("a review keeps its fields, and a wrong rating is named beside the field"), async () => {
    const page = await editor();
    await page.goto("/admin/story/new?kind=review");
    await page.fill("#headline", "A lamp");
    await page.fill("#product", "Lamp 2");
    await page.fill("#pros", "bright\nlight");
    await page.fill("#rating", "6");
    await press(page, "Save draft");
    assert.match(await page.textContent("#rating-problem"), /from 0 to 5/);
    assert.equal(await page.getAttribute("#rating", "aria-invalid"), "true");
    assert.equal(await page.inputValue("#rating"), "6");
    assert.equal(await page.inputValue("#pros"), "bright\nlight");
    await page.fill("#rating", "4,5");
    await press(page, "Save draft");
    assert.equal(await page.inputValue("#rating"), "4.5");
    assert.equal(await page.inputValue("#product"), "Lamp 2");
  });

  test(title("a refused publication names each field and loses nothing"), async () => {
    const page = await editor();
    await page.goto("/admin/story/new");
    await page.fill("#headline", "No section yet");
    await page.fill("#takeaways", "kept");
    await chooseWhen(page, "2020-01-05T09:00", /^Publish, dated 5 Jan 2020, 09:00/);
    const answer = formAnswer(page);
    await page.click("#publish");
    assert.equal((await answer).status(), 422);
    await page.waitForLoadState("domcontentloaded");
    assert.ok(await page.locator(".problems a[href='#section']").count());
    assert.ok(await page.locator("#body-problem").count());
    assert.match(await page.getAttribute("#body", "aria-describedby"), /body-problem/);
    assert.equal(await page.inputValue("#headline"), "No section yet");
    assert.equal(await page.inputValue("#takeaways"), "kept");
    assert.equal(await page.inputValue("#when_at"), "2020-01-05T09:00");
  });

  test(title("a minor fix leaves the date that readers see"), async () => {
    const page = await editor();
    await page.goto("/admin/story/new");
    await page.fill("#headline", "Minor");
    await page.fill("#body", "One.\n\nTwo.");
    await page.selectOption("#section", "news");
    await chooseWhen(page, "2020-01-05T09:00", /^Publish, dated 5 Jan 2020/);
    await page.click("#publish");
    assert.match(await said(page), /Published\. Readers see it now/);
    assert.ok(await page.isChecked("[name=edit][value=minor]"), "it is the default");
    const promised = await lineFor(page, "minor");
    assert.match(promised, /Published/);
    await page.fill("#body", "One, fixed.");
    await press(page, "Publish minor fix");
    assert.match(await said(page), /minor fix/);
    const line = page.locator("[data-saved] time").first();
    assert.match(await line.getAttribute("datetime"), /^2020-01-05T09:00/);
    assert.ok((await said(page)).includes(promised), promised);
    assert.ok((await readersWords(page)).startsWith(promised.replace(" · ", " ")));
  });

  test(title("an update shows the line for its time, needs a note, and sets Updated"), async () => {
    const page = await editor();
    await publishStory(page, "Update");
    await page.check("[name=edit][value=update]");
    await page.fill("#body", "News.");
    await page.fill("#updated_at", "2021-02-03T10:02");
    if (javaScriptEnabled)
      await page.locator("#update-line time[datetime^='2021-02-03']").waitFor();
    else await press(page, "Show what the button will do");
    assert.match(await page.locator("#update-line time").first().getAttribute("datetime"),
                 /^2021-02-03T10:02/);
    assert.equal(await page.inputValue("#body"), "News.", "nothing is lost, nothing is saved");
    await press(page, "Publish update");
    assert.ok(await page.locator("#note-problem").count());
    assert.ok(await page.isChecked("[name=edit][value=update]"));
    await page.fill("#note", "What is new");
    const promised = await lineFor(page, "update");
    await press(page, "Publish update");
    assert.match(await said(page), /Published as an update/);
    assert.ok((await said(page)).includes(promised), promised);
    assert.ok((await readersWords(page)).startsWith(promised.replace(" · ", " ")));
  });

  test(title("an update without a change asks before it re-dates the story"), async () => {
    const page = await editor();
    await publishStory(page, "Same");
    await page.check("[name=edit][value=update]");
    await page.fill("#note", "Nothing really");
    await press(page, "Publish update");
    await page.check("[name=same_text_confirmed]");
    assert.equal(await page.inputValue("#note"), "Nothing really");
    await press(page, "Publish update");
    assert.match(await said(page), /Published as an update/);
  });

  test(title("a correction asks for wrong and right"), async () => {
    const page = await editor();
    await publishStory(page, "Correction");
    await page.check("[name=edit][value=correction]");
    await page.fill("#body", "Two ferries.");
    await page.fill("#wrong", "We wrote three ferries.");
    await press(page, "Publish correction");
    assert.ok(await page.locator("#right-problem").count());
    assert.equal(await page.inputValue("#wrong"), "We wrote three ferries.");
    await page.fill("#right", "There are two.");
    await press(page, "Publish correction");
    assert.match(await said(page), /Published with a correction/);
  });

  test(title("a time that the clocks jump over is refused, one that comes twice is asked about"),
       async () => {
    const page = await editor();
    await publishStory(page, "Clocks");
    await page.check("[name=edit][value=update]");
    await page.fill("#note", "Clocks");
    await page.fill("#body", "Other.");
    await page.fill("#updated_at", "2021-03-28T01:30");
    await press(page, "Publish update");
    assert.match(await page.textContent("#updated_at-problem"), /does not exist in Europe\/London/);
    assert.equal(await page.inputValue("#updated_at"), "2021-03-28T01:30");
    await page.fill("#updated_at", "2021-10-31T01:30");
    await press(page, "Publish update");
    assert.match(await page.textContent(".twice"), /UTC\+01:00.*UTC\+00:00/s);
    await page.check("[name=updated_at_which][value='2']");
    await press(page, "Publish update");
    assert.match(await page.locator("[data-saved] time").first().getAttribute("datetime"),
                 /^2021-10-31T01:30:00(\+00:00|Z)/);
  });

  test(title("Updated and Published are set and cleared by hand"), async () => {
    const page = await editor();
    await publishStory(page, "By hand");
    await page.fill("#set_updated_at", "2019-01-01T00:00");
    await press(page, "Set Updated");
    assert.ok(await page.locator("#set_updated_at-problem").count(), "before publication");
    await page.fill("#set_updated_at", "2021-02-01T12:00");
    await press(page, "Set Updated");
    assert.match(await page.locator("[data-saved] time").first().getAttribute("datetime"),
                 /^2021-02-01T12:00/);
    await press(page, "Clear Updated");
    assert.match(await page.locator("[data-saved] time").first().getAttribute("datetime"),
                 /^2020-01-05/);
    await page.fill("#set_published_at", "2020-01-04T08:00");
    await press(page, "Set Published");
    assert.match(await page.locator("[data-saved] time").first().getAttribute("datetime"),
                 /^2020-01-04/);
  });

  test(title("a story is scheduled, rescheduled and taken off; a revision is staged"), async () => {
    const page = await editor();
    await page.goto("/admin/story/new");
    await page.fill("#headline", "Later");
    await page.fill("#body", "Later.");
    await page.selectOption("#section", { index: 1 });
    await chooseWhen(page, "2020-01-05T09:00", /^Publish, dated 5 Jan 2020, 09:00/);
    await chooseWhen(page, "2190-01-05T09:00", /^Schedule for 5 Jan 2190, 09:00/);
    await page.click("#publish");
    assert.match(await said(page), /Scheduled/);
    assert.match(await page.textContent(".badges"), /Scheduled.*2190/s);
    assert.equal(await page.inputValue("#when_at"), "2190-01-05T09:00");
    await chooseWhen(page, "2190-01-06T09:00", /^Reschedule for 6 Jan 2190, 09:00/);
    await page.click("#publish");
    assert.equal(await page.inputValue("#when_at"), "2190-01-06T09:00");
    await press(page, "Take it off the schedule");
    await press(page, "Publish now");
    await page.fill("#body", "Staged.");
    await page.fill("#when_at", "2020-01-05T09:00");
    await press(page, "Publish minor fix");
    assert.match(await page.textContent("#when_at-problem"), /has passed/);
    await chooseWhen(page, "2190-01-05T09:00", /Stage minor fix for 5 Jan 2190, 09:00/);
    await page.click("#publish");
    assert.match(await said(page), /It waits/);
    assert.match(await page.textContent(".badges"), /A change waits.*2190/s);
    await press(page, "Take the waiting change off the schedule");
    assert.doesNotMatch(await page.textContent(".badges"), /waits/);
  });

  test(title("withdrawing takes a reason and a tick; restoring brings the same dates back"),
       async () => {
    const page = await editor();
    await publishStory(page, "Gone");
    await page.getByText("Withdraw the story").click();
    await press(page, "Withdraw");
    assert.ok(await page.locator("#reason-problem").count());
    await page.fill("#reason", "It was a hoax.");
    await page.check("#confirm");
    await press(page, "Withdraw");
    assert.match(await page.textContent(".badges"), /Withdrawn/);
    await press(page, "Make it live again as it was");
    assert.match(await page.locator("[data-saved] time").first().getAttribute("datetime"),
                 /^2020-01-05T09:00/);
  });

  test(title("a picture is kept when the text is refused, and needs alt text and credit"),
       async () => {
    const page = await editor();
    await page.goto("/admin/story/new");
    await page.fill("#headline", "Picture");
    await page.fill("#body", "Text.");
    await page.selectOption("#section", { index: 1 });
    await page.setInputFiles("#hero_file", {
      name: "no.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") });
    await press(page, "Publish now");
    assert.ok(await page.locator("#hero_file-problem").count());
    assert.equal(await page.inputValue("#body"), "Text.");
    // One that nothing is known of yet: what was said of it the first time would come back.
    const fresh = javaScriptEnabled ? "small.webp" : "small.png";
    await page.setInputFiles("#hero_file", `${ROOT}/tests/fixtures/pictures/${fresh}`);
    await press(page, "Publish now");
    assert.ok(await page.locator("#hero_alt-problem").count());
    assert.ok(await page.locator("#hero_credit-problem").count());
    assert.notEqual(await page.locator("[name=hero_id]:checked").inputValue(), "0");
    await page.fill("#hero_alt", "A small thing");
    await page.fill("#hero_credit", "Nobody");
    await press(page, "Publish now");
    assert.match(await said(page), /Published\. Readers see it now/);
  });
}

test("the preview is the readers' own page with the text as it is typed", async () => {
  const page = await editorFor();
  await page.goto("/admin/story/new");
  await page.fill("#headline", "Only a preview");
  await page.fill("#body", "Some *emphasis* here.");
  const opened = page.waitForEvent("popup");
  await press(page, "Preview");
  const preview = await opened;
  await preview.waitForLoadState();
  assert.equal(await preview.locator("em").first().textContent(), "emphasis");
  assert.match(await preview.textContent("h1"), /Only a preview/);
  assert.equal(new URL(page.url()).pathname, "/admin/story/new");
});

test("the history compares two revisions word by word and shows who did what", async () => {
  const page = await editorFor();
  const where = await publishStory(page, "History", "The ferry has three decks.");
  await page.fill("#body", "The ferry has two decks.");
  await press(page, "Publish minor fix");
  await page.goto(`${where}/history?a=1&b=2`);
  assert.equal((await page.locator(".diff del").textContent()).trim(), "three");
  assert.equal((await page.locator(".diff ins").textContent()).trim(), "two");
  assert.match(await page.textContent(".log"), /published it/);
});

test("Ctrl+S on a live story changes nothing for readers", async () => {
  const page = await editorFor();
  await publishStory(page, "Keyboard");
  await page.fill("#body", "Not yet for readers.");
  await page.keyboard.press("Control+s");
  await page.locator(".save-state", { hasText: "Saved" }).waitFor();
  assert.match(await said(page), /Saved as a draft\. Readers go on seeing what they see now/);
});
