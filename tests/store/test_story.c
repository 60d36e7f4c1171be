/* test_story.c: drafts, what a save refuses, and the first publication. */
#include "store_test.h"

/* ---- Drafts and conflicts ------------------------------------------------------------------ */

static void a_draft_is_kept_whole(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("  Quiet \t water ");
    const char *takeaways[] = {"One.", "", "Two."};
    struct source sources[] = {{"The council", "https://council.example/a"},
                               {"", "https://b.example/"}};
    in.text.takeaways = (struct strlist){takeaways, 3};
    in.text.sources = (struct sources){sources, 2};
    in.text.ai = STORY_AI_ASSISTED;
    in.text.ai_note = "Transcribed by machine.";
    in.text.lang = "en-GB";
    struct story_saved out = save(t, &in, T0);
    assert_int_equal(out.number, 1);
    assert_false(out.unchanged);
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, out.story_id, 0, T0, &v), STORE_OK);
    assert_string_equal(v.revision.text.headline, "Quiet water");
    assert_string_equal(v.story.slug, "quiet-water");
    assert_string_equal(v.story.path, "");
    assert_int_equal(v.story.state, STORY_DRAFT);
    assert_int_equal(v.story.created_at, T0);
    assert_int_equal(v.story.edited_at, T0);
    assert_int_equal(v.story.published_at, 0);
    assert_int_equal(v.revision.text.takeaways.n, 2);
    assert_string_equal(v.revision.text.takeaways.v[1], "Two.");
    assert_int_equal(v.revision.text.sources.n, 2);
    assert_string_equal(v.revision.text.sources.v[1].title, "https://b.example/");
    assert_int_equal(v.revision.text.bylines.n, 1);
    assert_string_equal(v.revision.text.bylines.v[0].slug, "ines-okafor");
    assert_string_equal(v.revision.text.tags.v[0].slug, "harbour");
    assert_string_equal(v.revision.text.section.name, "City");
    assert_int_equal(v.revision.text.ai, STORY_AI_ASSISTED);
    assert_string_equal(v.revision.text.lang, "en-GB");
    assert_int_equal(v.revision.text.review.rating, -1);
    assert_true(v.revision.words >= 7);
    assert_non_null(strstr(v.revision.body_html, "<p"));
    assert_int_equal(strlen(v.revision.hash), 64);
}

static void a_body_that_costs_too_much_is_refused_beside_it(void **state)
{
    struct site *t = *state;
    char deep[400];
    struct story_saved out;
    memset(deep, '>', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    struct story_save in = new_story("Quiet water");
    in.text.body = deep;
    assert_int_equal(story_save(t->s, t->a, &in, T0, &out, &t->why), STORE_REFUSED);
    assert_non_null(strstr(problem_of(&t->why, "body"), "more than 100 deep"));
}

static void what_leads_nowhere_in_a_text_is_named(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Quiet water");
    in.action = STORY_PUBLISH;
    const char *path = save(t, &in, T0).story.path;
    struct story_text text = {
        .lang = "",
        .body = arena_printf(t->a, "[a](%s) [b](%s#p-1) [c](/2026/01/gone) [d]() [e](/news/)", path,
                             path)};
    struct strlist nowhere;
    assert_int_equal(story_links_nowhere(t->s, t->a, &text, &nowhere), STORE_OK);
    assert_int_equal(nowhere.n, 2);
    assert_string_equal(nowhere.v[0], "/2026/01/gone");
    assert_string_equal(nowhere.v[1], "[d]()");
}

static void a_note_leads_to_the_source_and_a_paragraph_runs_its_own_way(void **state)
{
    struct site *t = *state;
    struct source sources[] = {{"The minutes", "https://council.example/a"}};
    struct story_save in = new_story("Quiet water");
    in.text.sources = (struct sources){sources, 1};
    in.text.lang = "ar";
    in.text.body = "مرحبا[^1]\n\nHello\n\n[^1]: <https://council.example/a>\n";
    struct story_view v;
    int64_t id = save(t, &in, T0).story_id;
    assert_int_equal(story_get(t->s, t->a, id, 0, T0, &v), STORE_OK);
    assert_non_null(strstr(v.revision.body_html, "href=\"#source-1\""));
    assert_non_null(strstr(v.revision.body_html, "<p id=\"p-1\">"));
    assert_non_null(strstr(v.revision.body_html, "<p id=\"p-2\" dir=\"auto\">Hello"));
    assert_string_equal(v.revision.plain, "مرحبا\nHello");
}

static void keeping_the_same_text_makes_no_revision(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Quiet water");
    int64_t id = save(t, &in, T0).story_id;
    struct story_save again = next_save(t, id, T0, NULL);
    struct story_saved out = save(t, &again, T0 + HOUR);
    assert_true(out.unchanged);
    assert_int_equal(out.number, 1);
    assert_int_equal(out.story.edited_at, T0);
    again.text.section.slug = "science";
    out = save(t, &again, T0 + HOUR);
    assert_false(out.unchanged);
    assert_int_equal(out.number, 2);
}

static void a_save_from_an_old_revision_is_a_conflict(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Quiet water");
    int64_t id = save(t, &in, T0).story_id;
    struct story_save mine = next_save(t, id, T0, "Mine.");
    struct story_save theirs = next_save(t, id, T0, "Theirs.");
    save(t, &theirs, T0 + 1);
    struct story_saved out;
    assert_int_equal(try_save(t, &mine, T0 + 2, &out), STORE_CONFLICT);
    assert_int_equal(out.conflict_number, 2);
    assert_int_equal(story_now(t, id, T0 + 3).head, 2);
}

static void saving_a_story_that_is_not_there_is_missing(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Quiet water");
    in.story_id = 99;
    in.base = 1;
    struct story_saved out;
    assert_int_equal(try_save(t, &in, T0, &out), STORE_MISSING);
}

static void submitting_marks_a_draft_as_in_review(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Quiet water");
    int64_t id = save(t, &in, T0).story_id;
    in = next_save(t, id, T0, NULL);
    in.action = STORY_SUBMIT;
    assert_int_equal(save(t, &in, T0 + 1).story.state, STORY_IN_REVIEW);
    assert_int_equal(unschedule(t, id, T0 + 2), STORE_OK);
    assert_int_equal(story_now(t, id, T0 + 2).state, STORY_DRAFT);
}

static void an_author_may_not_publish(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Quiet water");
    in.action = STORY_PUBLISH;
    in.by = &(struct actor){.user = user_of(t, "tomas", ROLE_AUTHOR), .role = ROLE_AUTHOR};
    struct story_saved out;
    assert_int_equal(try_save(t, &in, T0, &out), STORE_REFUSED);
    assert_problem(t, "");
}

static void publishing_names_everything_that_is_missing(void **state)
{
    struct site *t = *state;
    struct story_save in = {.kind = STORY_REVIEW, .action = STORY_PUBLISH};
    in.text.review.rating = -1;
    in.text.review.price = "£9";
    in.text.hero_id = 5;
    struct story_saved out;
    assert_int_equal(try_save(t, &in, T0, &out), STORE_REFUSED);
    const char *fields[] = {"headline",         "body",     "section",
                            "product",          "verdict",  "rating",
                            "price_checked_on", "hero_alt", "hero_credit"};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        assert_problem(t, fields[i]);
}

static void even_a_draft_keeps_to_limits(void **state)
{
    struct site *t = *state;
    char line[302];
    memset(line, 'x', 301);
    line[301] = '\0';
    const char *many[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"};
    struct source source = {"Bad", "javascript:alert(1)"};
    struct story_save in = new_story(line);
    in.kind = STORY_REVIEW;
    in.text.takeaways = (struct strlist){many, 11};
    in.text.sources = (struct sources){&source, 1};
    in.text.review.rating = 51;
    in.text.review.price_checked_on = "yesterday";
    in.text.lang = "English!";
    struct story_saved out;
    assert_int_equal(try_save(t, &in, T0, &out), STORE_REFUSED);
    const char *fields[] = {"headline", "takeaways",        "sources",
                            "rating",   "price_checked_on", "lang"};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        assert_problem(t, fields[i]);
}

static void unknown_section_and_picture_are_refused(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Quiet water");
    in.text.section.slug = "nowhere";
    in.text.hero_id = 77;
    struct story_saved out;
    assert_int_equal(try_save(t, &in, T0, &out), STORE_REFUSED);
    assert_problem(t, "section");
    assert_problem(t, "hero");
}

/* ---- First publication --------------------------------------------------------------------- */

static void publishing_now_fixes_the_permalink_in_the_sites_zone(void **state)
{
    struct site *t = *state;
    assert_int_equal(setting_set(t->s, SETTING_ZONE, "Pacific/Auckland", 0, T0, &t->why), STORE_OK);
    /* 2026-01-31T20:00Z is February in Auckland. */
    int64_t at = T0 + 23 * DAY + 10 * HOUR + 30 * MINUTE;
    int64_t id = publish(t, "Quiet water", 0, at);
    struct story st = story_now(t, id, at);
    assert_string_equal(st.path, "/2026/02/quiet-water");
    assert_int_equal(st.state, STORY_LIVE);
    assert_int_equal(st.published_at, at);
    assert_int_equal(st.updated_at, 0);
    assert_int_equal(st.live, 1);
}

static void publishing_a_kept_draft_points_at_its_revision(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Quiet water");
    int64_t id = save(t, &in, T0).story_id;
    in = next_save(t, id, T0, NULL);
    in.action = STORY_PUBLISH;
    struct story_saved out = save(t, &in, T0 + HOUR);
    assert_int_equal(out.number, 1);
    assert_int_equal(out.story.live, 1);
    assert_int_equal(count_audit(t, id, "story.publish"), 1);
}

static void a_published_time_in_the_past_is_told_as_it_was(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Old water", T0 - 400 * DAY, T0);
    struct story st = story_now(t, id, T0);
    assert_int_equal(st.published_at, T0 - 400 * DAY);
    assert_string_equal(st.path, "/2024/12/old-water");
    assert_int_equal(st.state, STORY_LIVE);
}

static void edits_before_go_live_leave_updated_empty(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Tomorrow", T0 + DAY, T0);
    struct story st = story_now(t, id, T0);
    assert_int_equal(st.state, STORY_SCHEDULED);
    assert_int_equal(st.live, 0);
    struct story_save in = next_save(t, id, T0, "Changed before it was seen.");
    in.action = STORY_PUBLISH;
    in.edit = EDIT_UPDATE; /* means nothing yet */
    in.updated_at = T0;
    in.note = "x";
    save(t, &in, T0 + HOUR);
    st = story_now(t, id, T0 + DAY);
    assert_int_equal(st.state, STORY_LIVE);
    assert_int_equal(st.live, 2);
    assert_int_equal(st.published_at, T0 + DAY);
    assert_int_equal(st.updated_at, 0);
    assert_int_equal(count_list(t, LIST_ALL, 0, T0 + DAY), 1);
}

static void keeping_a_scheduled_story_does_not_change_what_goes_out(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Tomorrow", T0 + DAY, T0);
    struct story_save in = next_save(t, id, T0, "Not yet good.");
    save(t, &in, T0 + HOUR);
    struct story st = story_now(t, id, T0 + DAY);
    assert_int_equal(st.head, 2);
    assert_int_equal(st.live, 1);
}

static void a_scheduled_story_may_be_moved_and_taken_back(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Tomorrow", T0 + DAY, T0);
    assert_int_equal(story_set_published(t->s, id, T0 + 40 * DAY, TIME_ANY, 0, T0, &t->why),
                     STORE_OK);
    struct story st = story_now(t, id, T0 + 2 * DAY);
    assert_int_equal(st.state, STORY_SCHEDULED);
    assert_string_equal(st.path, "/2026/02/tomorrow");
    assert_int_equal(count_list(t, LIST_ALL, 0, T0 + 39 * DAY), 0);
    assert_int_equal(count_list(t, LIST_ALL, 0, T0 + 40 * DAY), 1);
    assert_int_equal(unschedule(t, id, T0 + 3 * DAY), STORE_OK);
    st = story_now(t, id, T0 + 41 * DAY);
    assert_int_equal(st.state, STORY_DRAFT);
    assert_string_equal(st.path, "");
    assert_int_equal(count_list(t, LIST_ALL, 0, T0 + 41 * DAY), 0);
    assert_int_equal(verify(t), 0);
}

static void a_go_live_time_on_a_new_story_is_an_embargo_not_a_leak(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Embargo");
    in.action = STORY_PUBLISH;
    in.go_live_at = T0 + DAY;
    struct story_saved out = save(t, &in, T0);
    assert_int_equal(out.story.state, STORY_SCHEDULED);
    assert_int_equal(out.story.published_at, T0 + DAY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_draft_is_kept_whole),
        sited(a_body_that_costs_too_much_is_refused_beside_it),
        sited(what_leads_nowhere_in_a_text_is_named),
        sited(a_note_leads_to_the_source_and_a_paragraph_runs_its_own_way),
        sited(keeping_the_same_text_makes_no_revision),
        sited(a_save_from_an_old_revision_is_a_conflict),
        sited(saving_a_story_that_is_not_there_is_missing),
        sited(submitting_marks_a_draft_as_in_review),
        sited(an_author_may_not_publish),
        sited(publishing_names_everything_that_is_missing),
        sited(even_a_draft_keeps_to_limits),
        sited(unknown_section_and_picture_are_refused),
        sited(publishing_now_fixes_the_permalink_in_the_sites_zone),
        sited(publishing_a_kept_draft_points_at_its_revision),
        sited(a_published_time_in_the_past_is_told_as_it_was),
        sited(edits_before_go_live_leave_updated_empty),
        sited(keeping_a_scheduled_story_does_not_change_what_goes_out),
        sited(a_scheduled_story_may_be_moved_and_taken_back),
        sited(a_go_live_time_on_a_new_story_is_an_embargo_not_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
