/* test_bulk.c: one change to many stories: each as if it were made alone, on the text that has a name. */
#include "texts_test.h"

#include "db/story_bulk.h"

#define NOW (T0 + DAY)
#define MANY 100

static struct bulk_story shown(struct site *t, int64_t id, int64_t now)
{
    struct story s = story_now(t, id, now);
    return bulk_story_of(&s);
}

/* A bulk of what ids are now. */
static struct bulk bulk_of(struct site *t, enum bulk_does does, const struct actor *by, int64_t now,
                           size_t n, const int64_t *ids)
{
    struct bulk_story *v = arena_array(t->a, n, sizeof *v);
    for (size_t i = 0; i < n; i++)
        v[i] = shown(t, ids[i], now);
    return (struct bulk){.does = does, .by = by, .v = v, .n = n};
}

static void named(struct site *t, struct bulk *in, const char *name)
{
    strlist_add(t->a, &in->names, name);
}

static enum store_status try_bulk(struct site *t, const struct bulk *in, int64_t now,
                                  struct bulk_result *out)
{
    forget_problems(t);
    return story_bulk(t->s, t->a, in, now, out, &t->why);
}

static struct bulk_result do_bulk(struct site *t, const struct bulk *in, int64_t now)
{
    struct bulk_result out;
    enum store_status st = try_bulk(t, in, now, &out);
    if (st != STORE_OK)
        print_error("bulk: %s; %s\n", store_error(t->s), t->why.n ? t->why.v[0].text : "");
    assert_int_equal(st, STORE_OK);
    return out;
}

static struct revision text_of(struct site *t, int64_t id, enum named_text which, int64_t now)
{
    struct story_view v;
    struct story s = story_now(t, id, now);
    assert_int_equal(story_get(t->s, t->a, id, story_number(&s, which), now, &v), STORE_OK);
    return v.revision;
}

/* "Harbour, Budget" */
static const char *tags_of(struct site *t, int64_t id, enum named_text which, int64_t now)
{
    struct revision r = text_of(t, id, which, now);
    const char *out = "";
    for (size_t i = 0; i < r.text.tags.n; i++)
        out = arena_printf(t->a, "%s%s%s", out, i ? ", " : "", r.text.tags.v[i].name);
    return out;
}

static void a_story_as_it_was_shown_is_read_back_from_a_form(void **state)
{
    struct site *t = *state;
    const struct bulk_story s = {42, STORY_SCHEDULED, 0, 3, 4, NOW, T0};
    struct bulk_story back;
    assert_string_equal(bulk_story_write(t->a, &s),
                        "42.scheduled.0.3.4.1767951000000.1767864600000");
    assert_true(bulk_story_read(t->a, bulk_story_write(t->a, &s), &back));
    assert_memory_equal(&back, &s, sizeof s);
    const char *const none[] = {"",
                                "42",
                                "42.live.1.0.0.0",
                                "0.live.1.0.0.0.0",
                                "4.gone.1.0.0.0.0",
                                "4.live.x.0.0.0.0",
                                "4.live.1.0.0.-1.0",
                                "4.live.1.0.0.0.x",
                                "4.live.1.0.0.0.0.0"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(bulk_story_read(t->a, none[i], &back));
    for (int i = 0; i < BULK_DOES_MAX; i++)
        assert_int_equal(bulk_find(bulk_name((enum bulk_does)i)), i);
    assert_int_equal(bulk_find("publish"), BULK_DOES_MAX);
}

static void each_story_is_changed_in_the_text_that_is_written_on(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t draft = keep_new(t, ines, "A draft", T0), live = publish(t, "Live", 0, T0),
            beside = publish(t, "Live and a draft", 0, T0),
            staged = publish(t, "A change waits", 0, T0),
            scheduled = publish(t, "Scheduled", NOW + DAY, T0), gone = publish(t, "Gone", 0, T0);
    keep_on(t, ines, beside, NAMED_LIVE, T0 + 1, "A draft of it.");
    stage_on(t, ines, staged, NAMED_LIVE, NOW + DAY, T0 + 1, "It waits.");
    assert_int_equal(story_withdraw(t->s, gone, TIME_ANY, "A slip.", ines, T0 + 1, &t->why),
                     STORE_OK);
    const int64_t ids[] = {draft, live, beside, staged, scheduled, gone};
    struct bulk in = bulk_of(t, BULK_ADD_TAGS, ines, NOW, 6, ids);
    named(t, &in, "Harbour");
    struct bulk_result out = do_bulk(t, &in, NOW);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(out.v[i].status, STORE_OK);
        assert_int_equal(out.v[i].outcome, OUTCOME_SAME); /* they have it */
    }
    assert_int_equal(count_audit(t, 0, "story.bulk"), 0);

    in.names.n = 0;
    named(t, &in, "Budget");
    struct new_names meant = {0};
    new_names_add(t->a, &meant, &(struct new_name){.kind = GROUP_TAG, .name = "Budget"});
    in.meant = &meant;
    out = do_bulk(t, &in, NOW);
    const enum story_outcome expected[] = {OUTCOME_DRAFT, OUTCOME_KEPT, OUTCOME_KEPT,
                                           OUTCOME_KEPT,  OUTCOME_KEPT, OUTCOME_KEPT};
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(out.v[i].status, STORE_OK);
        assert_int_equal(out.v[i].outcome, expected[i]);
        assert_string_equal(tags_of(t, ids[i], NAMED_DRAFT, NOW), "Harbour, Budget");
        assert_int_equal(story_now(t, ids[i], NOW).updated_at, 0);
    }
    assert_string_equal(text_of(t, beside, NAMED_DRAFT, NOW).text.body, "A draft of it.");
    assert_string_equal(text_of(t, staged, NAMED_DRAFT, NOW).text.body, "It waits.");
    for (size_t i = 1; i < 4; i++)
        assert_string_equal(tags_of(t, ids[i], NAMED_LIVE, NOW), "Harbour");
    assert_string_equal(tags_of(t, staged, NAMED_WAITING, NOW), "Harbour");
    assert_string_equal(tags_of(t, scheduled, NAMED_WAITING, NOW), "Harbour");
    assert_int_equal(story_now(t, gone, NOW).state, STORY_WITHDRAWN);
    assert_int_equal(count_audit(t, 0, "story.bulk"), 1);
    assert_int_equal(verify(t), 0);
}

static void what_readers_see_is_changed_when_that_is_meant_as_a_minor_fix(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t live = publish(t, "Live", 0, T0), beside = publish(t, "Live and a draft", 0, T0),
            staged = publish(t, "A change waits", 0, T0), draft = keep_new(t, ines, "Draft", T0),
            gone = publish(t, "Gone", 0, T0);
    keep_on(t, ines, beside, NAMED_LIVE, T0 + 1, "A draft of it.");
    stage_on(t, ines, staged, NAMED_LIVE, NOW + DAY, T0 + 1, "It waits.");
    assert_int_equal(story_withdraw(t->s, gone, TIME_ANY, "A slip.", ines, T0 + 1, &t->why),
                     STORE_OK);
    assert_int_equal(
        story_set_updated(t->s, live, T0 + HOUR, TIME_ANY, ines, T0 + 2 * HOUR, &t->why), STORE_OK);
    const int64_t ids[] = {live, beside, staged, draft, gone};
    struct bulk in = bulk_of(t, BULK_SET_SECTION, ines, NOW, 5, ids);
    in.section = "science";
    in.readers_see = true;
    struct bulk_result out = do_bulk(t, &in, NOW);
    const enum story_outcome expected[] = {OUTCOME_MINOR, OUTCOME_MINOR, OUTCOME_MINOR,
                                           OUTCOME_DRAFT, OUTCOME_KEPT};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(out.v[i].status, STORE_OK);
        assert_int_equal(out.v[i].outcome, expected[i]);
    }
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(text_of(t, ids[i], NAMED_LIVE, NOW).text.section.id, t->science);
    assert_int_equal(text_of(t, beside, NAMED_DRAFT, NOW).text.section.id, t->city);
    assert_int_equal(text_of(t, staged, NAMED_WAITING, NOW).text.section.id, t->science);
    assert_string_equal(text_of(t, staged, NAMED_WAITING, NOW).text.body, "It waits.");
    assert_int_equal(story_now(t, live, NOW).updated_at, T0 + HOUR);
    assert_int_equal(story_now(t, beside, NOW).updated_at, 0);
    assert_int_equal(story_now(t, gone, NOW).state, STORY_WITHDRAWN);
    assert_int_equal(count_list(t, LIST_SECTION, t->science, NOW), 3);
    assert_int_equal(verify(t), 0);
}

/* The draft of before a fix does not undo the fix later. */
static void a_draft_goes_on_to_follow_what_it_followed(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t id = publish(t, "Live and a draft", 0, T0);
    keep_on(t, ines, id, NAMED_LIVE, T0 + 1, "The harbour was quiet.\n\nI know why.");
    int followed = story_now(t, id, T0 + 1).draft_follows;
    struct story_save fix = publishing(t, ines, id, NAMED_LIVE, T0 + 2, "The harbour was still.");
    save(t, &fix, T0 + 2);
    struct bulk in = bulk_of(t, BULK_REMOVE_TAGS, ines, NOW, 1, &id);
    named(t, &in, "harbour");
    assert_int_equal(do_bulk(t, &in, NOW).v[0].outcome, OUTCOME_KEPT);
    struct story now = story_now(t, id, NOW);
    assert_string_equal(tags_of(t, id, NAMED_DRAFT, NOW), "");
    assert_true(now.live != followed);
    assert_int_equal(now.draft_follows, followed);
}

static void a_story_that_changed_since_is_refused_and_the_others_are_done(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t);
    int64_t saved = keep_new(t, ines, "Saved since", T0), same = keep_new(t, ines, "Same", T0),
            handed_in = keep_new(t, ines, "Handed in since", T0),
            due = publish(t, "Went live since", NOW - 1, T0),
            put_off = publish(t, "Put off since", NOW + DAY, T0),
            withdrawn = publish(t, "Withdrawn since", 0, T0);
    const int64_t ids[] = {saved, same, handed_in, due, put_off, withdrawn};
    struct bulk in = bulk_of(t, BULK_SET_SECTION, ines, T0 + 1, 6, ids);
    in.section = "science";
    keep_on(t, tomas, saved, NAMED_DRAFT, T0 + 2, "Other words.");
    struct story_save hand = save_of(t, handed_in, NAMED_DRAFT, T0 + 2, NULL);
    hand.action = STORY_SUBMIT;
    save(t, &hand, T0 + 2);
    assert_int_equal(
        story_set_published(t->s, put_off, NOW + 2 * DAY, TIME_ANY, tomas, T0 + 2, &t->why),
        STORE_OK);
    assert_int_equal(story_withdraw(t->s, withdrawn, TIME_ANY, "A slip.", tomas, T0 + 2, &t->why),
                     STORE_OK);
    struct bulk_result out = do_bulk(t, &in, NOW);
    for (size_t i = 0; i < 6; i++) {
        bool done = ids[i] == same;
        assert_int_equal(out.v[i].status, done ? STORE_OK : STORE_CONFLICT);
        assert_int_equal(out.v[i].why.n, !done);
        assert_int_equal(story_now(t, ids[i], NOW).head, ids[i] == saved || done ? 2 : 1);
    }
    assert_string_equal(out.v[0].headline, "Saved since");
    assert_int_equal(text_of(t, same, NAMED_DRAFT, NOW).text.section.id, t->science);
}

/* Its numbers are the same; the notice is another, and so perhaps the reason why nobody should go on with it. A refused
 * one is given as it is now: looked at, it is done. */
static void a_story_that_came_back_and_was_withdrawn_again_is_another(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t id = publish(t, "Gone", 0, T0);
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "A slip.", ines, T0 + 1, &t->why),
                     STORE_OK);
    struct bulk in = bulk_of(t, BULK_SET_SECTION, ines, T0 + 2, 1, &id);
    in.section = "science";
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, 1, T0 + 2, &v), STORE_OK);
    assert_int_equal(story_restore(t->s, id, 1, v.revision.hash, T0 + 1, ines, T0 + 3, &t->why),
                     STORE_OK);
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "A court said so.", ines, T0 + 4, &t->why),
                     STORE_OK);
    struct bulk_result out = do_bulk(t, &in, NOW);
    assert_int_equal(out.v[0].status, STORE_CONFLICT);
    assert_int_equal(out.v[0].edited_at, T0 + 4);
    in.v = &out.v[0].now;
    assert_int_equal(do_bulk(t, &in, NOW).v[0].outcome, OUTCOME_KEPT);
    assert_int_equal(story_now(t, id, NOW).state, STORY_WITHDRAWN);
}

static void what_a_person_may_not_do_singly_is_refused_in_bulk(void **state)
{
    struct site *t = *state;
    struct actor *ada = author(t), *ines = editor(t);
    int64_t own = keep_new(t, ada, "Own", T0), live = keep_new(t, ada, "Own and live", T0),
            secret = keep_new(t, ines, "A secret", T0);
    struct story_save go = publishing(t, ines, live, NAMED_DRAFT, T0, NULL);
    go.others_read = true;
    save(t, &go, T0);
    const int64_t ids[] = {own, live, secret, 99};
    struct bulk in = bulk_of(t, BULK_BIN, ada, NOW, 3, ids);
    struct bulk_story *four = arena_array(t->a, 4, sizeof *four);
    memcpy(four, in.v, 3 * sizeof *four);
    four[3] = (struct bulk_story){.id = 99};
    in.v = four;
    in.n = 4;
    struct bulk_result out = do_bulk(t, &in, NOW);
    const enum store_status expected[] = {STORE_OK, STORE_REFUSED, STORE_REFUSED, STORE_MISSING};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(out.v[i].status, expected[i]);
        assert_int_equal(out.v[i].why.n, expected[i] != STORE_OK);
    }
    assert_null(out.v[2].headline);
    assert_null(out.v[3].headline);
    assert_string_equal(out.v[1].headline, "Own and live");
    assert_int_equal(story_now(t, own, NOW).state, STORY_BINNED);
    assert_int_equal(story_now(t, secret, NOW).state, STORY_DRAFT);
    assert_int_equal(count_audit(t, own, "story.bin"), 1);

    in = bulk_of(t, BULK_SET_SECTION, ada, NOW, 2, ids + 1);
    in.section = "science";
    in.readers_see = true;
    out = do_bulk(t, &in, NOW);
    assert_int_equal(out.v[0].status, STORE_REFUSED);
    assert_int_equal(out.v[1].status, STORE_REFUSED);
    assert_int_equal(text_of(t, live, NAMED_LIVE, NOW).text.section.id, t->city);
}

static void only_drafts_go_into_the_bin_or_into_review_and_come_out_again(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    const int64_t ids[] = {keep_new(t, ines, "One", T0), keep_new(t, ines, "Two", T0),
                           publish(t, "Live", 0, T0), publish(t, "Scheduled", NOW + DAY, T0)};
    struct bulk in = bulk_of(t, BULK_SUBMIT, ines, NOW, 4, ids);
    struct bulk_result out = do_bulk(t, &in, NOW);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(out.v[i].status, i < 2 ? STORE_OK : STORE_REFUSED);
    assert_int_equal(out.v[0].outcome, OUTCOME_REVIEW);
    assert_int_equal(story_now(t, ids[0], NOW).state, STORY_IN_REVIEW);
    assert_int_equal(count_audit(t, ids[0], "review.submit"), 1);
    in = bulk_of(t, BULK_SUBMIT, ines, NOW, 1, ids);
    assert_int_equal(do_bulk(t, &in, NOW).v[0].status, STORE_REFUSED);

    in = bulk_of(t, BULK_BIN, ines, NOW, 4, ids);
    out = do_bulk(t, &in, NOW);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(out.v[i].status, i < 2 ? STORE_OK : STORE_REFUSED);
    struct bulk_story back[2] = {out.v[0].now, out.v[1].now};
    in = (struct bulk){.does = BULK_UNBIN, .by = ines, .v = back, .n = 2};
    out = do_bulk(t, &in, NOW + 1);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(out.v[i].status, STORE_OK);
        assert_int_equal(story_now(t, ids[i], NOW + 1).state, STORY_DRAFT);
    }
    assert_int_equal(verify(t), 0);
}

static void a_forms_second_arrival_gets_the_first_ones_answer(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    const int64_t ids[] = {keep_new(t, ines, "One", T0), publish(t, "Two", 0, T0),
                           keep_new(t, ines, "Three", T0)};
    struct bulk in = bulk_of(t, BULK_REMOVE_TAGS, with_form(t, ines, "f1", "d1"), NOW, 3, ids);
    named(t, &in, "Harbour");
    keep_on(t, ines, ids[2], NAMED_DRAFT, NOW, "Changed since.");
    struct bulk_result first = do_bulk(t, &in, NOW), second = do_bulk(t, &in, NOW + 1);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(second.v[i].status, first.v[i].status);
        assert_int_equal(second.v[i].outcome, first.v[i].outcome);
        assert_int_equal(story_now(t, ids[i], NOW + 1).head, 2);
    }
    assert_int_equal(first.v[2].status, STORE_CONFLICT);
    assert_int_equal(count_audit(t, 0, "story.bulk"), 1);

    in = bulk_of(t, BULK_BIN, with_form(t, ines, "f2", "d2"), NOW, 1, ids);
    assert_int_equal(do_bulk(t, &in, NOW).v[0].status, STORE_OK);
    assert_int_equal(do_bulk(t, &in, NOW).v[0].status, STORE_OK);
    assert_int_equal(count_audit(t, ids[0], "story.bin"), 1);
    /* The same list, sent for something else, is another press: the stories have changed since. */
    in.does = BULK_SET_SECTION;
    in.section = "science";
    in.by = with_form(t, ines, "f2", "d3");
    assert_int_equal(do_bulk(t, &in, NOW).v[0].status, STORE_CONFLICT);
}

static void a_name_that_is_not_known_is_asked_about_before_anything_is_done(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    const int64_t ids[] = {keep_new(t, ines, "One", T0), keep_new(t, ines, "Two", T0)};
    struct bulk_result out;
    struct bulk in = bulk_of(t, BULK_SET_BYLINES, ines, NOW, 2, ids);
    assert_int_equal(try_bulk(t, &in, NOW, &out), STORE_REFUSED);
    assert_problem(t, "bylines");
    named(t, &in, "Tomas Reyle");
    assert_int_equal(try_bulk(t, &in, NOW, &out), STORE_REFUSED);
    assert_int_equal(out.asked.n, 1);
    assert_string_equal(out.asked.v[0].name, "Tomas Reyle");
    assert_int_equal(story_now(t, ids[0], NOW).head, 1);
    struct new_names meant = {0};
    new_names_add(t->a, &meant, &(struct new_name){.kind = GROUP_BYLINE, .name = "Tomas Reyle"});
    in.meant = &meant;
    out = do_bulk(t, &in, NOW);
    for (size_t i = 0; i < 2; i++) {
        struct revision r = text_of(t, ids[i], NAMED_DRAFT, NOW);
        assert_int_equal(r.text.bylines.n, 1);
        assert_string_equal(r.text.bylines.v[0].name, "Tomas Reyle");
    }
    in = bulk_of(t, BULK_ADD_TAGS, ines, NOW, 0, ids);
    assert_int_equal(try_bulk(t, &in, NOW, &out), STORE_REFUSED);
    assert_problem(t, "stories");
    in = bulk_of(t, BULK_ADD_TAGS, ines, NOW, 1, ids);
    assert_int_equal(try_bulk(t, &in, NOW, &out), STORE_REFUSED);
    assert_problem(t, "tags");
    in.does = BULK_SET_SECTION;
    in.section = "nowhere";
    assert_int_equal(try_bulk(t, &in, NOW, &out), STORE_REFUSED);
    assert_problem(t, "section");
    in.n = BULK_STORIES_MAX + 1;
    assert_int_equal(try_bulk(t, &in, NOW, &out), STORE_REFUSED);
    assert_problem(t, "stories");
}

/* What goes wrong with one story's text stops that one. */
static void a_story_that_the_store_refuses_is_named_with_its_reason(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t overlap = publish(t, "Both say a section", 0, T0), fine = publish(t, "Fine", 0, T0);
    int64_t third;
    assert_int_equal(group_put(t->s, GROUP_SECTION,
                               &(struct group){.slug = "sport", .name = "Sport"}, 0, T0, &third,
                               &t->why),
                     STORE_OK);
    struct story_save in = publishing(t, ines, overlap, NAMED_LIVE, T0 + 1, NULL);
    in.text.section = (struct group){.slug = "sport"};
    in.go_live_at = NOW + DAY;
    save(t, &in, T0 + 1);
    const int64_t ids[] = {overlap, fine};
    struct bulk bulk = bulk_of(t, BULK_SET_SECTION, ines, NOW, 2, ids);
    bulk.section = "science";
    bulk.readers_see = true;
    struct bulk_result out = do_bulk(t, &bulk, NOW);
    assert_int_equal(out.v[0].status, STORE_CONFLICT);
    assert_non_null(strstr(out.v[0].why.v[0].text, "which of them wins"));
    assert_int_equal(out.v[1].status, STORE_OK);
    assert_int_equal(text_of(t, overlap, NAMED_LIVE, NOW).text.section.id, t->city);
    assert_int_equal(text_of(t, fine, NAMED_LIVE, NOW).text.section.id, t->science);
}

static void a_hundred_are_one_write_and_hold_nothing_back(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t ids[MANY];
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    for (int i = 0; i < MANY; i++)
        ids[i] = keep_new(t, ines, arena_printf(t->a, "Story %d", i), T0);
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
    struct bulk in = bulk_of(t, BULK_SET_SECTION, ines, NOW, MANY, ids);
    in.section = "science";
    int64_t generation = store_generation(t->s);
    struct bulk_result out = do_bulk(t, &in, NOW);
    assert_int_equal(out.n, MANY);
    assert_int_equal(store_generation(t->s), generation); /* readers' pages stay as they are */
    assert_int_equal(text_of(t, ids[MANY - 1], NAMED_DRAFT, NOW).text.section.id, t->science);
    keep_new(t, ines, "The next one", NOW);
    assert_int_equal(verify(t), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_story_as_it_was_shown_is_read_back_from_a_form),
        sited(each_story_is_changed_in_the_text_that_is_written_on),
        sited(what_readers_see_is_changed_when_that_is_meant_as_a_minor_fix),
        sited(a_draft_goes_on_to_follow_what_it_followed),
        sited(a_story_that_changed_since_is_refused_and_the_others_are_done),
        sited(a_story_that_came_back_and_was_withdrawn_again_is_another),
        sited(what_a_person_may_not_do_singly_is_refused_in_bulk),
        sited(only_drafts_go_into_the_bin_or_into_review_and_come_out_again),
        sited(a_forms_second_arrival_gets_the_first_ones_answer),
        sited(a_name_that_is_not_known_is_asked_about_before_anything_is_done),
        sited(a_story_that_the_store_refuses_is_named_with_its_reason),
        sited(a_hundred_are_one_write_and_hold_nothing_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
