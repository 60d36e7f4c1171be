/* test_media.c: what is said of a picture, who shows it, and how it is found. */
#include "media_test.h"

#include "db/media_about.h"
#include "db/media_delete.h"
#include "db/media_library.h"
#include "db/media_rights.h"
#include "db/media_used.h"
#include "db/profile.h"
#include "db/working_copy.h"

#include <sys/stat.h>

/* As a form that was opened now would send it, with one field typed into. */
static struct media_change changing(struct site *t, const struct actor *by, int64_t id,
                                    enum media_field f, const char *to)
{
    struct media m = picture(t, id);
    struct media_change in = {.id = id, .was = media_about_of(&m), .by = by};
    in.to = in.was;
    in.to.v[f] = to;
    return in;
}

static enum store_status change(struct site *t, const struct media_change *in, int64_t now)
{
    forget_problems(t);
    return media_change(t->s, t->a, in, now, &t->why);
}

static void set(struct site *t, int64_t id, enum media_field f, const char *to)
{
    struct media_change in = changing(t, NULL, id, f, to);
    assert_int_equal(change(t, &in, T0 + 1), STORE_OK);
}

static struct media_found found(struct site *t, const struct media_query *query, int64_t now)
{
    struct media_found out;
    assert_int_equal(media_find(t->s, t->a, query, now, &out), STORE_OK);
    return out;
}

static size_t count(struct site *t, enum media_view view, const char *words, int64_t now)
{
    const struct media_query query = {.view = view, .words = words, .limit = 50};
    return found(t, &query, now).list.n;
}

/* ---- What is said ----------------------------------------------------------------------------- */

static void two_who_change_one_picture_both_get_their_fields(void **state)
{
    struct site *t = *state;
    int64_t id = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    struct media_change first = changing(t, editor(t), id, MEDIA_CAPTION, "The  old quay.");
    struct media_change second = changing(t, other_editor(t), id, MEDIA_ALT, "A quay at noon.");
    assert_int_equal(change(t, &first, T0 + 1), STORE_OK);
    assert_int_equal(change(t, &second, T0 + 2), STORE_OK);
    assert_string_equal(picture(t, id).caption, "The old quay.");
    assert_string_equal(picture(t, id).alt, "A quay at noon.");
    assert_string_equal(picture(t, id).credit, "A. Bee");
}

static void a_field_that_somebody_else_changed_meanwhile_is_asked_about(void **state)
{
    struct site *t = *state;
    int64_t id = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    struct media_change first = changing(t, editor(t), id, MEDIA_CREDIT, "B. See");
    struct media_change second = changing(t, other_editor(t), id, MEDIA_CREDIT, "C. Dee");
    struct media_change same = changing(t, other_editor(t), id, MEDIA_CREDIT, "B. See");
    assert_int_equal(change(t, &first, T0 + 1), STORE_OK);
    assert_int_equal(change(t, &second, T0 + 2), STORE_CONFLICT);
    assert_problem(t, "credit");
    assert_non_null(strstr(t->why.v[0].text, "B. See"));
    assert_string_equal(picture(t, id).credit, "B. See");
    assert_int_equal(change(t, &same, T0 + 3), STORE_OK);
}

static void a_form_that_comes_twice_changes_once(void **state)
{
    struct site *t = *state;
    int64_t id = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    struct media_change in =
        changing(t, with_form(t, editor(t), "f1", "d1"), id, MEDIA_CREDIT, "B. See");
    assert_int_equal(change(t, &in, T0 + 1), STORE_OK);
    set(t, id, MEDIA_CREDIT, "C. Dee");
    assert_int_equal(change(t, &in, T0 + 3), STORE_OK);
    assert_string_equal(picture(t, id).credit, "C. Dee");
}

static void what_makes_no_sense_is_refused(void **state)
{
    struct site *t = *state;
    static const struct {
        enum media_field field;
        const char *to;
    } wrong[] = {{MEDIA_LICENSE, "CC-BY"},
                 {MEDIA_RIGHTS_FROM, "8.1.2026"},
                 {MEDIA_RIGHTS_UNTIL, "2026-02-30"}};
    int64_t id = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct media_change in = changing(t, editor(t), id, wrong[i].field, wrong[i].to);
        assert_int_equal(change(t, &in, T0 + 1), STORE_REFUSED);
        assert_problem(t, media_field_name(wrong[i].field));
    }
    set(t, id, MEDIA_RIGHTS_FROM, "2026-02-01");
    struct media_change in = changing(t, editor(t), id, MEDIA_RIGHTS_UNTIL, "2026-01-31");
    assert_int_equal(change(t, &in, T0 + 1), STORE_REFUSED);
    assert_problem(t, "rights_until");
}

static void an_author_changes_the_words_of_own_finds_and_no_rights(void **state)
{
    struct site *t = *state;
    int64_t own = add_picture(t, 1, "quay.jpg", "", T0, author(t));
    int64_t other = add_picture(t, 2, "pier.jpg", "", T0, editor(t));
    struct media_change in = changing(t, author(t), own, MEDIA_CREDIT, "Ada");
    assert_int_equal(change(t, &in, T0 + 1), STORE_OK);
    in = changing(t, author(t), own, MEDIA_RIGHTS_UNTIL, "2026-03-01");
    assert_int_equal(change(t, &in, T0 + 1), STORE_REFUSED);
    in = changing(t, author(t), other, MEDIA_CREDIT, "Ada");
    assert_int_equal(change(t, &in, T0 + 1), STORE_REFUSED);
    assert_string_equal(picture(t, other).credit, "");
}

static void words_of_a_picture_change_nothing_that_readers_read(void **state)
{
    struct site *t = *state;
    int64_t id = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    int64_t story = story_with(t, "Quay", id, in_text(t, id), STORY_PUBLISH, T0);
    struct story_view before, after;
    assert_int_equal(story_get(t->s, t->a, story, 0, T0 + 2, &before), STORE_OK);
    set(t, id, MEDIA_CREDIT, "B. See");
    set(t, id, MEDIA_CAPTION, "Another caption.");
    set(t, id, MEDIA_ALT, "Another description.");
    assert_int_equal(story_get(t->s, t->a, story, 0, T0 + 2, &after), STORE_OK);
    assert_string_equal(before.revision.hash, after.revision.hash);
    assert_string_equal(before.revision.body_html, after.revision.body_html);
    assert_string_equal(after.revision.text.hero_credit, "A. Bee");
    assert_int_equal(before.story.head, after.story.head);
}

/* ---- Who shows it ----------------------------------------------------------------------------- */

static void a_picture_names_the_texts_that_show_it(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    int64_t live = story_with(t, "Live", id, NULL, STORY_PUBLISH, T0);
    int64_t inside = story_with(t, "Inside", 0, in_text(t, id), STORY_KEEP, T0);
    int64_t was = story_with(t, "Was", id, NULL, STORY_PUBLISH, T0);
    story_with(t, "Never", 0, NULL, STORY_PUBLISH, T0);
    struct story_save in = publishing(t, by, was, NAMED_LIVE, T0 + 1, NULL);
    in.text.hero_id = 0;
    in.text.hero_alt = in.text.hero_credit = "";
    in.go_live_at = T0 + DAY;
    save(t, &in, T0 + 1);

    struct media m = picture(t, id);
    struct media_user_rows rows;
    assert_int_equal(media_used(t->s, t->a, &m, 0, 10, T0 + 2, &rows), STORE_OK);
    assert_int_equal(rows.n, 3);
    assert_int_equal(rows.v[0].story.id, was);
    assert_true(rows.v[0].shows[NAMED_LIVE]);
    assert_false(rows.v[0].shows[NAMED_WAITING]);
    assert_int_equal(rows.v[1].story.id, inside);
    assert_true(rows.v[1].shows[NAMED_DRAFT]);
    assert_false(rows.v[1].shows[NAMED_LIVE]);
    assert_string_equal(rows.v[1].headline, "Inside");
    assert_int_equal(rows.v[1].story.state, STORY_DRAFT);
    assert_int_equal(rows.v[2].story.id, live);
    assert_int_equal(media_used(t->s, t->a, &m, was, 1, T0 + 2, &rows), STORE_OK);
    assert_int_equal(rows.n, 1);
    assert_true(rows.more);
    assert_int_equal(rows.v[0].story.id, inside);
    assert_int_equal(media_used(t->s, t->a, &m, 0, 10, T0 + DAY + 1, &rows), STORE_OK);
    assert_false(rows.v[0].shows[NAMED_LIVE]);
}

static void uses_are_stories_and_portraits(void **state)
{
    struct site *t = *state;
    int64_t id = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    assert_int_equal(picture(t, id).uses, 0);
    int64_t story = story_with(t, "Live", id, in_text(t, id), STORY_PUBLISH, T0);
    keep_on(t, editor(t), story, NAMED_LIVE, T0 + 1, "Without it.");
    assert_int_equal(picture(t, id).uses, 1);
    struct group g;
    struct profile p;
    assert_int_equal(group_find(t->s, t->a, GROUP_BYLINE, "ines-okafor", &g), STORE_OK);
    assert_int_equal(profile_get(t->s, t->a, g.id, &p), STORE_OK);
    p.portrait = id;
    assert_int_equal(profile_put(t->s, t->a, g.id, &p, NULL, T0, &t->why), STORE_OK);
    assert_int_equal(picture(t, id).uses, 2);
    struct groups portraits;
    assert_int_equal(media_portraits(t->s, t->a, id, &portraits), STORE_OK);
    assert_int_equal(portraits.n, 1);
    assert_string_equal(portraits.v[0].name, "Ines Okafor");
    p.portrait = 0;
    assert_int_equal(profile_put(t->s, t->a, g.id, &p, NULL, T0, &t->why), STORE_OK);
    assert_int_equal(picture(t, id).uses, 1);
}

static void when_it_last_ran_is_what_readers_saw(void **state)
{
    struct site *t = *state;
    int64_t id = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL), at;
    struct media m = picture(t, id);
    struct media_ran ran;
    assert_int_equal(media_last_ran(t->s, &m, T0, &at), STORE_OK);
    assert_int_equal(at, 0);
    int64_t live = story_with(t, "Live", 0, in_text(t, id), STORY_PUBLISH, T0);
    story_with(t, "Draft", id, NULL, STORY_KEEP, T0 + HOUR);
    assert_int_equal(media_last_ran(t->s, &m, T0 + DAY, &at), STORE_OK);
    assert_int_equal(at, T0);
    assert_int_equal(media_ran_lately(t->s, t->a, &m, 0, T0 + DAY, &ran), STORE_OK);
    assert_int_equal(ran.story_id, live);
    assert_string_equal(ran.headline, "Live");
    assert_int_equal(media_ran_lately(t->s, t->a, &m, live, T0 + DAY, &ran), STORE_OK);
    assert_int_equal(ran.story_id, 0);
    assert_int_equal(media_ran_lately(t->s, t->a, &m, 0, T0 + 7 * DAY, &ran), STORE_OK);
    assert_int_equal(ran.story_id, 0);
}

/* ---- Rights ----------------------------------------------------------------------------------- */

/* What publishing a new story with it above the text, or in it, comes to. */
static enum store_status try_with(struct site *t, int64_t hero, const char *body, int64_t at,
                                  int64_t now, const char *reason)
{
    struct story_saved out;
    struct story_save in = new_story("Another");
    in.by = editor(t);
    in.text.hero_id = hero;
    in.text.hero_alt = hero ? "A quay." : "";
    in.text.hero_credit = hero ? "A. Bee" : "";
    if (body)
        in.text.body = body;
    in.action = STORY_PUBLISH;
    in.published_at = at;
    in.override_reason = reason;
    return try_save(t, &in, now, &out);
}

static void nothing_goes_out_with_a_picture_outside_its_rights(void **state)
{
    struct site *t = *state;
    int64_t id = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    set(t, id, MEDIA_RIGHTS_FROM, "2026-01-08");
    set(t, id, MEDIA_RIGHTS_UNTIL, "2026-01-10");
    const char *body = in_text(t, id);
    assert_int_equal(try_with(t, id, NULL, 0, T0 - DAY, NULL), STORE_REFUSED);
    assert_problem(t, "hero_id");
    assert_int_equal(try_with(t, 0, body, 0, T0 + 3 * DAY, NULL), STORE_REFUSED);
    assert_problem(t, "body");
    assert_int_equal(try_with(t, id, NULL, T0 + 3 * DAY, T0, NULL), STORE_REFUSED);
    assert_int_equal(try_with(t, id, body, 0, T0 + 2 * DAY, NULL), STORE_OK);
    assert_int_equal(try_with(t, id, NULL, 0, T0 + 3 * DAY, "The agency agreed."), STORE_OK);
    assert_int_equal(setting_set(t->s, SETTING_CHECK_RIGHTS, "0", 0, T0, &t->why), STORE_OK);
    assert_int_equal(try_with(t, id, NULL, 0, T0 + 3 * DAY, NULL), STORE_OK);
}

static void a_picture_for_one_story_stays_in_that_story(void **state)
{
    struct site *t = *state;
    int64_t id = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    set(t, id, MEDIA_NOT_AGAIN, "1");
    int64_t first = story_with(t, "First", id, NULL, STORY_PUBLISH, T0);
    struct story_save in = publishing(t, editor(t), first, NAMED_LIVE, T0 + 1, "Mended.");
    save(t, &in, T0 + 1);
    assert_int_equal(try_with(t, id, NULL, 0, T0 + 2, NULL), STORE_REFUSED);
    assert_non_null(strstr(t->why.v[0].text, "First"));
    assert_int_equal(story_withdraw(t->s, first, TIME_ANY, "Wrong.", NULL, T0 + 3, &t->why),
                     STORE_OK);
    assert_int_equal(try_with(t, id, NULL, 0, T0 + 4, NULL), STORE_OK);
}

static void whoever_chooses_a_picture_is_told_where_it_just_was(void **state)
{
    struct site *t = *state;
    int64_t id = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    story_with(t, "First", id, NULL, STORY_PUBLISH, T0);
    set(t, id, MEDIA_RIGHTS_UNTIL, "2026-01-31");
    struct media m = picture(t, id);
    struct problems said = {.arena = t->a};
    assert_int_equal(media_warn(t->s, t->a, &m, 0, T0 + DAY, &said), STORE_OK);
    assert_int_equal(said.n, 2);
    assert_non_null(strstr(said.v[0].text, "until"));
    assert_non_null(strstr(said.v[1].text, "First"));
    said.n = 0;
    assert_int_equal(media_warn(t->s, t->a, &m, 0, T0 + 30 * DAY, &said), STORE_OK);
    assert_int_equal(said.n, 1);
    assert_non_null(strstr(said.v[0].text, "not be shown any more"));
}

/* ---- Finding ---------------------------------------------------------------------------------- */

static void pictures_are_found_by_any_of_their_words(void **state)
{
    struct site *t = *state;
    int64_t id = add_picture(t, 1, "IMG_2041-Łódź.jpg", "Inès Okafor / Agentur", T0, NULL);
    add_picture(t, 2, "pier.jpg", "B. See", T0 + 1, NULL);
    set(t, id, MEDIA_ALT, "东京都的码头");
    set(t, id, MEDIA_SOURCE, "Harbour board");
    static const char *const good[] = {"lodz",       "ines OKAFOR", "okaf", "2041",
                                       "harb board", "东京",        "",     "agentur lodz"};
    static const char *const bad[] = {"pier okafor", "kafor", "大阪"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        const struct media_query query = {.words = good[i], .limit = 9};
        struct media_found out = found(t, &query, T0 + 2);
        assert_int_equal(out.list.n, *good[i] ? 1 : 2);
        assert_int_equal(out.list.v[*good[i] ? 0 : 1].id, id);
        assert_int_equal(out.list.v[0].n_files, 1);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(count(t, MEDIA_ALL, bad[i], T0 + 2), 0);
    set(t, id, MEDIA_CREDIT, "B. See");
    assert_int_equal(count(t, MEDIA_ALL, "okafor", T0 + 2), 0);
    assert_int_equal(count(t, MEDIA_ALL, "see", T0 + 2), 2);
}

static void each_view_has_its_own(void **state)
{
    struct site *t = *state;
    int64_t used = add_picture(t, 1, "a.jpg", "A", T0, NULL);
    int64_t soon = add_picture(t, 2, "b.jpg", "A", T0, NULL);
    int64_t over = add_picture(t, 3, "c.jpg", "A", T0, NULL);
    int64_t later = add_picture(t, 4, "d.jpg", "A", T0, NULL);
    story_with(t, "Live", used, NULL, STORY_PUBLISH, T0);
    story_with(t, "Too long", over, NULL, STORY_PUBLISH, T0);
    set(t, soon, MEDIA_RIGHTS_UNTIL, "2026-02-07"); /* in thirty days */
    set(t, over, MEDIA_RIGHTS_UNTIL, "2026-01-07"); /* yesterday */
    set(t, later, MEDIA_RIGHTS_UNTIL, "2026-02-08");
    assert_int_equal(count(t, MEDIA_ALL, NULL, T0 + 2), 4);
    assert_int_equal(count(t, MEDIA_UNUSED, NULL, T0 + 2), 2);
    assert_int_equal(count(t, MEDIA_UNUSED, "a", T0 + 2), 2);
    assert_int_equal(count(t, MEDIA_ENDING, NULL, T0 + 2), 1);
    assert_int_equal(count(t, MEDIA_ENDING, "b", T0 + 2), 1);
    assert_int_equal(count(t, MEDIA_ENDED, NULL, T0 + 2), 1);
    assert_int_equal(count(t, MEDIA_ENDED, "b", T0 + 2), 0);
    struct media_rights_counts n;
    assert_int_equal(media_rights_count(t->s, t->a, 9, T0 + 2, &n), STORE_OK);
    assert_int_equal(n.ending, 1);
    assert_int_equal(n.shown_ended, 1);
    assert_int_equal(media_rights_count(t->s, t->a, 9, T0 + 40 * DAY, &n), STORE_OK);
    assert_int_equal(n.ending, 0);
    assert_int_equal(n.shown_ended, 1); /* the others, nobody shows */
}

static void pages_of_a_view_follow_each_other_without_gap(void **state)
{
    struct site *t = *state;
    enum { ALL = 23 };
    for (int i = 0; i < ALL; i++) {
        int64_t id = add_picture(t, i + 1, i % 2 ? "odd.jpg" : "even.jpg", "A", T0 + i / 3, NULL);
        set(t, id, MEDIA_RIGHTS_UNTIL, i % 5 ? "2026-01-20" : "2026-01-01");
    }
    for (int view = 0; view < MEDIA_VIEW_MAX; view++) {
        for (int words = 0; words < 2; words++) {
            struct media_query query = {.view = (enum media_view)view,
                                        .words = words ? "odd" : "",
                                        .from = T0 + 1,
                                        .limit = 4};
            bool seen[ALL + 1] = {false};
            size_t n = 0, whole;
            struct media_query all = query;
            all.limit = 100;
            whole = found(t, &all, T0 + 5).list.n;
            assert_true(whole > 0);
            for (bool more = true; more;) {
                struct media_found page = found(t, &query, T0 + 5);
                for (size_t i = 0; i < page.list.n; i++) {
                    assert_false(seen[page.list.v[i].id]);
                    seen[page.list.v[i].id] = true;
                    n++;
                }
                more = page.more;
                query.after = page.next;
            }
            assert_int_equal(n, whole);
        }
    }
}

static void days_bound_what_is_found(void **state)
{
    struct site *t = *state;
    for (int i = 0; i < 5; i++)
        add_picture(t, i + 1, "a.jpg", "A", T0 + i * DAY, NULL);
    struct media_query query = {.from = T0 + DAY, .until = T0 + 3 * DAY, .limit = 9};
    assert_int_equal(found(t, &query, T0 + 9 * DAY).list.n, 2);
    query.words = "a";
    assert_int_equal(found(t, &query, T0 + 9 * DAY).list.n, 2);
    query = (struct media_query){.until = T0 + 2 * DAY, .limit = 1};
    struct media_found page = found(t, &query, T0 + 9 * DAY);
    assert_true(page.more);
    query.after = page.next;
    page = found(t, &query, T0 + 9 * DAY);
    assert_int_equal(page.list.n, 1);
    assert_false(page.more);
}

static void an_author_finds_own_ones_alone(void **state)
{
    struct site *t = *state;
    int64_t own = add_picture(t, 1, "quay.jpg", "A", T0, author(t));
    add_picture(t, 2, "quay.jpg", "A", T0, editor(t));
    struct media_query query = {.words = "quay", .limit = 9, .by = author(t)};
    struct media_found out = found(t, &query, T0 + 1);
    assert_int_equal(out.list.n, 1);
    assert_int_equal(out.list.v[0].id, own);
    query.by = editor(t);
    assert_int_equal(found(t, &query, T0 + 1).list.n, 2);
}

/* ---- Deleting --------------------------------------------------------------------------------- */

static enum store_status drop(struct site *t, int64_t id, const struct actor *by, int64_t now)
{
    forget_problems(t);
    return media_delete(t->s, t->a, id, NULL, by, now, &t->why);
}

static bool is_there(struct site *t, int64_t id)
{
    struct media m;
    enum store_status st = media_get(t->s, t->a, id, &m);
    assert_true(st == STORE_OK || st == STORE_MISSING);
    return st == STORE_OK;
}

static void a_picture_that_nothing_has_goes_with_its_files(void **state)
{
    struct site *t = *state;
    int64_t id = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    const char *path = arena_printf(t->a, "%s/media/%s", t->dir, picture(t, id).files[0].path);
    mkdir(arena_printf(t->a, "%s/media", t->dir), 0700);
    mkdir(arena_printf(t->a, "%s/media/2026", t->dir), 0700);
    mkdir(arena_printf(t->a, "%s/media/2026/01", t->dir), 0700);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fclose(f);
    set(t, id, MEDIA_CREDIT, "B. See");
    struct actor *by = with_form(t, editor(t), "f9", "d9");
    assert_int_equal(drop(t, id, by, T0 + 2 * DAY), STORE_OK);
    assert_false(is_there(t, id));
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_equal(count(t, MEDIA_ALL, "quay", T0 + 2 * DAY), 0);
    assert_int_equal(drop(t, id, by, T0 + 2 * DAY), STORE_OK); /* the same form once more */
    assert_int_equal(drop(t, id, editor(t), T0 + 2 * DAY), STORE_MISSING);
}

static void words_that_were_said_since_do_not_go_with_a_picture_unseen(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    struct media m = picture(t, id);
    const char *shown = media_about_hash(t->a, &m);
    set(t, id, MEDIA_SOURCE, "Her estate; the only print.");
    forget_problems(t);
    assert_int_equal(media_delete(t->s, t->a, id, shown, by, T0 + 2 * DAY, &t->why),
                     STORE_CONFLICT);
    assert_true(is_there(t, id));
    m = picture(t, id);
    shown = media_about_hash(t->a, &m);
    assert_int_equal(media_delete(t->s, t->a, id, shown, by, T0 + 2 * DAY, &t->why), STORE_OK);
    assert_false(is_there(t, id));
}

static void a_picture_stays_while_something_has_it(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    int64_t story = story_with(t, "Was", id, NULL, STORY_KEEP, T0);
    struct story_save in = save_of(t, story, NAMED_DRAFT, T0 + 1, "Without it.");
    in.text.hero_id = 0;
    in.text.hero_alt = in.text.hero_credit = "";
    save(t, &in, T0 + 1);
    assert_int_equal(drop(t, id, by, T0 + 9 * DAY), STORE_REFUSED);
    int64_t typed = add_picture(t, 2, "pier.jpg", "A. Bee", T0, NULL);
    const struct working_copy copy = {
        .token = "12345678", .fields = arena_printf(t->a, "[[\"hero_id\", \"%d\"]]", (int)typed)};
    struct story_text text = new_story("Typed").text;
    assert_int_equal(working_copy_put(t->s, t->a, by, &copy, &text, T0, &t->why), STORE_OK);
    assert_int_equal(drop(t, typed, by, T0 + 9 * DAY), STORE_REFUSED);
    assert_int_equal(working_copy_drop(t->s, by, "12345678", TIME_ANY), STORE_OK);
    assert_int_equal(drop(t, typed, author(t), T0 + 9 * DAY), STORE_REFUSED);
    int64_t young = add_picture(t, 3, "mole.jpg", "A. Bee", T0 + 9 * DAY, other_editor(t));
    assert_int_equal(drop(t, young, by, T0 + 9 * DAY + HOUR), STORE_REFUSED);
    assert_int_equal(drop(t, young, other_editor(t), T0 + 9 * DAY + HOUR), STORE_OK);
    assert_int_equal(drop(t, typed, by, T0 + 9 * DAY), STORE_OK);
    assert_true(is_there(t, id));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(two_who_change_one_picture_both_get_their_fields),
        sited(a_field_that_somebody_else_changed_meanwhile_is_asked_about),
        sited(a_form_that_comes_twice_changes_once),
        sited(what_makes_no_sense_is_refused),
        sited(an_author_changes_the_words_of_own_finds_and_no_rights),
        sited(words_of_a_picture_change_nothing_that_readers_read),
        sited(a_picture_names_the_texts_that_show_it),
        sited(uses_are_stories_and_portraits),
        sited(when_it_last_ran_is_what_readers_saw),
        sited(nothing_goes_out_with_a_picture_outside_its_rights),
        sited(a_picture_for_one_story_stays_in_that_story),
        sited(whoever_chooses_a_picture_is_told_where_it_just_was),
        sited(a_picture_that_nothing_has_goes_with_its_files),
        sited(words_that_were_said_since_do_not_go_with_a_picture_unseen),
        sited(a_picture_stays_while_something_has_it),
        sited(pictures_are_found_by_any_of_their_words),
        sited(each_view_has_its_own),
        sited(pages_of_a_view_follow_each_other_without_gap),
        sited(days_bound_what_is_found),
        sited(an_author_finds_own_ones_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
