/* test_replace.c: a picture that stands for another one wherever readers see that. */
#include "media_test.h"

#include "db/card_private.h"
#include "db/media_about.h"
#include "db/media_delete.h"
#include "db/media_focus.h"
#include "db/media_library.h"
#include "db/media_replace.h"
#include "db/media_shown.h"
#include "db/sqlite/conn.h"
#include "db/story_public.h"

#include <sys/stat.h>

static const struct media_words words = {"A ferry at noon.", "The ferry.", "B. See"};

static enum store_status try_replace(struct site *t, int64_t id, int64_t by,
                                     const struct actor *who, int64_t now)
{
    struct media_replace in = {.id = id, .by = by, .words = words, .who = who};
    struct media m = picture(t, id);
    forget_problems(t);
    assert_int_equal(media_pages(t->s, &m, now, &in.pages), STORE_OK);
    return media_replace(t->s, t->a, &in, now, &t->why);
}

static void replace(struct site *t, int64_t id, int64_t by, int64_t now)
{
    assert_int_equal(try_replace(t, id, by, editor(t), now), STORE_OK);
}

static enum store_status undo(struct site *t, int64_t id, const struct actor *who, int64_t now)
{
    struct media m = picture(t, id);
    struct media_pages pages;
    m.replaced_by = 0;
    forget_problems(t);
    assert_int_equal(media_pages(t->s, &m, now, &pages), STORE_OK);
    return media_replace_undo(t->s, t->a, id, &(struct media_replace_shown){TIME_ANY, pages}, who,
                              now, &t->why);
}

/* What readers get of a story. */
static struct story_view seen(struct site *t, int64_t id, int64_t now)
{
    enum story_found found;
    struct story_view v;
    const char *moved;
    struct story story = story_now(t, id, now);
    assert_int_equal(story_by_path(t->s, t->a, story.path, now, &found, &v, &moved), STORE_OK);
    return v;
}

static bool says(const char *html, struct site *t, int64_t id)
{
    return strstr(html, picture(t, id).name) != NULL;
}

static int64_t hero_of_card(struct site *t, int64_t story, int64_t now, const char **credit)
{
    struct card c;
    struct media m;
    assert_int_equal(story_card(t->s, t->a, story, now, &c), STORE_OK);
    assert_int_equal(card_hero(t->s, t->a, &c, &m), STORE_OK);
    assert_true(says(m.files[0].path, t, c.hero_id));
    *credit = c.hero_credit;
    return c.hero_id;
}

static void said(void *ctx, const char *sentence)
{
    print_error("  %s\n", sentence);
    ++*(int *)ctx;
}

/* Every kept row says what its story says. */
static void cards_hold(struct site *t)
{
    int found = 0;
    int64_t checked = 0;
    assert_int_equal(cards_verify(t->s, said, &found, &checked), STORE_OK);
    assert_int_equal(found, 0);
}

static void readers_get_the_other_one_with_its_words_and_no_text_changes(void **state)
{
    struct site *t = *state;
    int64_t old = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    int64_t new = add_picture(t, 2, "ferry.jpg", "B. See", T0, NULL);
    int64_t above = story_with(t, "Above", old, NULL, STORY_PUBLISH, T0);
    int64_t within = story_with(t, "Within", 0, in_text(t, old), STORY_PUBLISH, T0);
    struct story_view before, saved, view;
    const char *credit;
    assert_int_equal(story_get(t->s, t->a, above, 0, T0 + 2, &before), STORE_OK);
    replace(t, old, new, T0 + 1);

    view = seen(t, above, T0 + 2);
    assert_int_equal(view.hero.id, new);
    assert_string_equal(view.revision.text.hero_alt, "A ferry at noon.");
    assert_string_equal(view.revision.text.hero_caption, "The ferry.");
    assert_string_equal(view.revision.text.hero_credit, "B. See");
    assert_int_equal(view.story.updated_at, before.story.updated_at);
    view = seen(t, within, T0 + 2);
    assert_true(says(view.revision.body_html, t, new));
    assert_false(says(view.revision.body_html, t, old));
    assert_non_null(strstr(view.revision.body_html, "<figure id=\"p-2\"><picture>"));
    assert_non_null(strstr(view.revision.body_html, "alt=\"A ferry at noon.\""));
    assert_non_null(strstr(view.revision.body_html, "The ferry."));
    assert_non_null(strstr(view.revision.body_html, "</figure>\n<p id=\"p-3\">More.</p>"));
    struct public_text text;
    assert_int_equal(story_public_text(t->s, t->a, &view.revision, "https://p.example", "", &text),
                     STORE_OK);
    assert_non_null(strstr(text.body, "![A ferry at noon.](https://p.example/media/"));
    assert_non_null(strstr(text.body, "\"The ferry. Credit: B. See\")\n\nMore.\n"));
    assert_true(says(text.body, t, new));
    assert_false(says(text.body, t, old));
    assert_int_equal(hero_of_card(t, above, T0 + 2, &credit), new);
    assert_string_equal(credit, "B. See");
    cards_hold(t);

    assert_int_equal(story_get(t->s, t->a, above, 0, T0 + 2, &saved), STORE_OK);
    assert_string_equal(saved.revision.hash, before.revision.hash);
    assert_int_equal(saved.hero.id, old);
    assert_string_equal(saved.revision.text.hero_credit, "A. Bee");

    assert_int_equal(undo(t, old, editor(t), T0 + 3), STORE_OK);
    view = seen(t, above, T0 + 4);
    assert_int_equal(view.hero.id, old);
    assert_string_equal(view.revision.text.hero_credit, "A. Bee");
    assert_true(says(seen(t, within, T0 + 4).revision.body_html, t, old));
    assert_int_equal(hero_of_card(t, above, T0 + 4, &credit), old);
    cards_hold(t);
    assert_int_equal(undo(t, old, editor(t), T0 + 5), STORE_REFUSED);
}

static enum store_status focus(struct site *t, int64_t id, struct media_focus was,
                               struct media_focus to, const struct actor *by, int64_t now)
{
    const struct media_focus_change in = {.id = id, .was = was, .to = to, .by = by};
    forget_problems(t);
    return media_focus_set(t->s, t->a, &in, now, &t->why);
}

static void crop(struct site *t, int64_t story, int x, int y, int64_t now)
{
    struct card c;
    struct media m;
    struct story_view v = seen(t, story, now);
    assert_int_equal(story_card(t->s, t->a, story, now, &c), STORE_OK);
    assert_int_equal(card_hero(t->s, t->a, &c, &m), STORE_OK);
    assert_int_equal(m.focus_x, x);
    assert_int_equal(m.focus_y, y);
    assert_int_equal(v.hero.focus_x, x);
    assert_int_equal(v.hero.focus_y, y);
    cards_hold(t);
}

static void a_point_is_read_as_people_write_it(void **state)
{
    static const struct {
        const char *said;
        bool good;
    } tried[] = {{"30,70", true},    {"30 70", true},   {" 30% 70% ", true}, {"30, 70", true},
                 {"", false},        {"30", false},     {"30,", false},      {"101,0", false},
                 {"3070", false},    {"30,70x", false}, {"-1,5", false},     {"1000,1", false},
                 {"30,70,1", false}, {"a,b", false}};
    struct site *t = *state;
    struct media_focus f;
    for (size_t i = 0; i < sizeof tried / sizeof *tried; i++)
        assert_int_equal(media_focus_parse(tried[i].said, &f), tried[i].good);
    assert_true(media_focus_parse("0,100", &f));
    assert_string_equal(media_focus_text(t->a, &f), "0,100");
}

static void crops_keep_the_point_of_the_picture_that_readers_see(void **state)
{
    struct site *t = *state;
    const struct media_focus middle = {50, 50}, face = {30, 70}, other = {10, 20}, off = {101, -1};
    int64_t old = add_picture(t, 1, "quay.jpg", "A. Bee", T0, author(t));
    int64_t new = add_picture(t, 2, "ferry.jpg", "B. See", T0, NULL);
    assert_int_equal(focus(t, old, middle, other, author(t), T0), STORE_OK);
    assert_int_equal(focus(t, new, middle, other, author(t), T0), STORE_REFUSED);
    int64_t story = story_with(t, "Above", old, NULL, STORY_PUBLISH, T0);
    struct story_view before = seen(t, story, T0 + 1);
    crop(t, story, 10, 20, T0 + 1);

    assert_int_equal(focus(t, old, other, face, author(t), T0 + 1), STORE_REFUSED);
    assert_int_equal(focus(t, old, middle, face, editor(t), T0 + 1), STORE_CONFLICT);
    assert_non_null(strstr(t->why.v[0].text, "10,20"));
    assert_int_equal(focus(t, old, other, off, editor(t), T0 + 1), STORE_REFUSED);
    assert_int_equal(t->why.n, 2);
    crop(t, story, 10, 20, T0 + 1);
    assert_int_equal(focus(t, old, other, face, editor(t), T0 + 1), STORE_OK);
    assert_int_equal(focus(t, old, other, face, editor(t), T0 + 1), STORE_OK);
    crop(t, story, 30, 70, T0 + 2);
    assert_string_equal(seen(t, story, T0 + 2).revision.hash, before.revision.hash);
    assert_int_equal(seen(t, story, T0 + 2).story.updated_at, before.story.updated_at);

    replace(t, old, new, T0 + 2);
    crop(t, story, 50, 50, T0 + 3);
    assert_int_equal(focus(t, new, middle, other, editor(t), T0 + 3), STORE_OK);
    crop(t, story, 10, 20, T0 + 4);
    assert_int_equal(undo(t, old, editor(t), T0 + 4), STORE_OK);
    crop(t, story, 30, 70, T0 + 5);
    assert_int_equal(focus(t, old, face, middle, NULL, T0 + 5), STORE_OK);
    crop(t, story, 50, 50, T0 + 6);
}

static void one_that_is_replaced_in_turn_ends_at_the_last(void **state)
{
    struct site *t = *state;
    int64_t first = add_picture(t, 1, "a.jpg", "A. Bee", T0, NULL);
    int64_t second = add_picture(t, 2, "b.jpg", "B. See", T0, NULL);
    int64_t third = add_picture(t, 3, "c.jpg", "C. Dee", T0, NULL);
    int64_t story = story_with(t, "Above", first, NULL, STORY_PUBLISH, T0);
    struct media_pages pages;
    struct media m;
    replace(t, first, second, T0 + 1);
    m = picture(t, second);
    assert_int_equal(media_pages(t->s, &m, T0 + 2, &pages), STORE_OK);
    assert_int_equal(pages.stories, 1);
    struct media_replace in = {.id = second,
                               .by = third,
                               .pages = pages,
                               .words = {"A crane.", "", "C. Dee"},
                               .who = editor(t)};
    assert_int_equal(media_replace(t->s, t->a, &in, T0 + 2, &t->why), STORE_OK);
    assert_int_equal(seen(t, story, T0 + 3).hero.id, third);
    assert_string_equal(seen(t, story, T0 + 3).revision.text.hero_alt, "A crane.");
    assert_int_equal(try_replace(t, third, first, editor(t), T0 + 3), STORE_REFUSED);
    assert_problem(t, "by");
    assert_int_equal(undo(t, second, editor(t), T0 + 4), STORE_OK);
    assert_int_equal(seen(t, story, T0 + 5).hero.id, second);
    assert_string_equal(seen(t, story, T0 + 5).revision.text.hero_alt, "A ferry at noon.");
    cards_hold(t);
}

static void only_who_may_publish_replaces_and_knows_on_how_many_pages(void **state)
{
    struct site *t = *state;
    int64_t old = add_picture(t, 1, "quay.jpg", "A. Bee", T0, author(t));
    int64_t new = add_picture(t, 2, "ferry.jpg", "B. See", T0, author(t));
    story_with(t, "Above", old, NULL, STORY_PUBLISH, T0);
    assert_int_equal(try_replace(t, old, new, author(t), T0 + 1), STORE_REFUSED);
    assert_int_equal(try_replace(t, old, old, editor(t), T0 + 1), STORE_REFUSED);
    struct media_replace in = {.id = old, .by = new, .words = words, .who = editor(t)};
    assert_int_equal(media_replace(t->s, t->a, &in, T0 + 1, &t->why), STORE_CONFLICT);
    in.pages.stories = 1;
    in.words.alt = "";
    assert_int_equal(media_replace(t->s, t->a, &in, T0 + 1, &t->why), STORE_REFUSED);
    in.words.alt = words.alt;
    in.words.credit = " ";
    assert_int_equal(media_replace(t->s, t->a, &in, T0 + 1, &t->why), STORE_REFUSED);
    in.by = 99;
    assert_int_equal(media_replace(t->s, t->a, &in, T0 + 1, &t->why), STORE_MISSING);
    assert_int_equal(picture(t, old).replaced_by, 0);
    replace(t, old, new, T0 + 2);
    assert_int_equal(undo(t, old, author(t), T0 + 3), STORE_REFUSED);
    assert_int_equal(picture(t, old).replaced_by, new);
}

static void a_form_that_comes_twice_replaces_once(void **state)
{
    struct site *t = *state;
    int64_t old = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    int64_t new = add_picture(t, 2, "ferry.jpg", "B. See", T0, NULL);
    struct actor *by = with_form(t, editor(t), "f1", "d1");
    assert_int_equal(try_replace(t, old, new, by, T0 + 1), STORE_OK);
    assert_int_equal(undo(t, old, editor(t), T0 + 2), STORE_OK);
    assert_int_equal(try_replace(t, old, new, by, T0 + 3), STORE_OK);
    assert_int_equal(picture(t, old).replaced_by, 0);
}

static void the_one_that_was_shown_is_taken_back_and_no_other(void **state)
{
    struct site *t = *state;
    int64_t old = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    int64_t new = add_picture(t, 2, "ferry.jpg", "B. See", T0, NULL);
    int64_t newest = add_picture(t, 3, "mole.jpg", "C. Dee", T0, NULL);
    const struct media_replace_shown shown = {.since = T0 + 1};
    assert_int_equal(try_replace(t, old, new, editor(t), T0 + 1), STORE_OK);
    assert_int_equal(undo(t, old, other_editor(t), T0 + 2), STORE_OK);
    assert_int_equal(try_replace(t, old, newest, other_editor(t), T0 + 3), STORE_OK);
    forget_problems(t);
    assert_int_equal(media_replace_undo(t->s, t->a, old, &shown, editor(t), T0 + 4, &t->why),
                     STORE_CONFLICT);
    assert_int_equal(picture(t, old).replaced_by, newest);
    const struct media_replace_shown looked = {.since = T0 + 3};
    assert_int_equal(media_replace_undo(t->s, t->a, old, &looked, editor(t), T0 + 4, &t->why),
                     STORE_OK);
    assert_int_equal(picture(t, old).replaced_by, 0);
}

static void what_readers_do_not_see_is_not_shown_by_the_way(void **state)
{
    struct site *t = *state;
    int64_t old = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    int64_t ahead = add_picture(t, 2, "ferry.jpg", "B. See", T0, NULL);
    int64_t ended = add_picture(t, 3, "mole.jpg", "C. Dee", T0, NULL);
    story_with(t, "Above", old, NULL, STORY_PUBLISH, T0);
    int64_t draft = story_with(t, "Draft", ahead, NULL, STORY_KEEP, T0);
    struct media m = picture(t, ended);
    struct media_change in = {.id = ended, .was = media_about_of(&m), .to = media_about_of(&m)};
    in.to.v[MEDIA_RIGHTS_UNTIL] = "2025-12-31";
    assert_int_equal(media_change(t->s, t->a, &in, T0, &t->why), STORE_OK);
    assert_int_equal(try_replace(t, old, ahead, editor(t), T0 + 1), STORE_REFUSED);
    assert_problem(t, "by");
    assert_int_equal(try_replace(t, old, ended, editor(t), T0 + 1), STORE_REFUSED);
    assert_problem(t, "by");
    struct story_save out = publishing(t, NULL, draft, NAMED_DRAFT, T0 + 2, NULL);
    save(t, &out, T0 + 2);
    replace(t, old, ahead, T0 + 3);
}

/* ---- What verify finds --------------------------------------------------------------------------- */

/* How much verify finds once more when that was written past the store. */
static int verify_after(struct site *t, const char *sql, const char *back)
{
    int before = verify(t);
    assert_int_equal(sqlite3_exec(t->s->connection->db, sql, NULL, NULL, NULL), SQLITE_OK);
    int after = verify(t);
    assert_int_equal(sqlite3_exec(t->s->connection->db, back, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(verify(t), before);
    return after - before;
}

static void uses_and_ends_that_do_not_hold_are_found(void **state)
{
    struct site *t = *state;
    int64_t old = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    int64_t new = add_picture(t, 2, "ferry.jpg", "B. See", T0, NULL);
    add_picture(t, 3, "mole.jpg", "C. Dee", T0, NULL);
    story_with(t, "Above", old, NULL, STORY_PUBLISH, T0);
    story_with(t, "Within", 0, in_text(t, new), STORY_PUBLISH, T0);
    replace(t, old, new, T0 + 1);
    assert_int_equal(verify_after(t, "UPDATE media SET uses = 7 WHERE id = 3",
                                  "UPDATE media SET uses = 0 WHERE id = 3"),
                     1);
    /* Its files are looked for as well, so no more is asked of these than that they are found. */
    assert_true(verify_after(t, "UPDATE media SET replaced_by = NULL WHERE id = 1",
                             "UPDATE media SET replaced_by = 2 WHERE id = 1") >= 1);
    assert_true(verify_after(t, "UPDATE media_replacement SET shows = 3",
                             "UPDATE media_replacement SET shows = 2") >= 1);
    assert_int_equal(verify_after(t, "UPDATE media_replacement SET words_of = 3",
                                  "UPDATE media_replacement SET words_of = 1"),
                     1);
    assert_true(verify_after(t, "DELETE FROM media_use WHERE story_id = 1",
                             "INSERT INTO media_use VALUES (1, 1)") >= 1);
    assert_true(verify_after(t, "DELETE FROM media_use WHERE story_id = 2",
                             "INSERT INTO media_use VALUES (2, 2)") >= 1);
}

/* ---- Files and the library ---------------------------------------------------------------------- */

static bool lies_open(struct site *t, int64_t id)
{
    struct stat st;
    return stat(arena_printf(t->a, "%s/media/%s", t->dir, picture(t, id).files[0].path), &st) == 0;
}

static void put_file(struct site *t, int64_t id)
{
    mkdir(arena_printf(t->a, "%s/media", t->dir), 0750);
    mkdir(arena_printf(t->a, "%s/media/2026", t->dir), 0750);
    mkdir(arena_printf(t->a, "%s/media/2026/01", t->dir), 0750);
    FILE *f = fopen(arena_printf(t->a, "%s/media/%s", t->dir, picture(t, id).files[0].path), "w");
    assert_non_null(f);
    fclose(f);
}

static void one_that_stands_for_another_stays_where_readers_get_it(void **state)
{
    struct site *t = *state;
    int64_t old = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    int64_t new = add_picture(t, 2, "ferry.jpg", "B. See", T0, NULL);
    put_file(t, new);
    story_with(t, "Above", old, NULL, STORY_PUBLISH, T0);
    int64_t own = story_with(t, "Own", new, NULL, STORY_PUBLISH, T0);
    replace(t, old, new, T0 + 1);
    assert_int_equal(picture(t, new).uses, 2);
    assert_int_equal(story_withdraw(t->s, own, TIME_ANY, "Wrong.", NULL, T0 + 2, &t->why),
                     STORE_OK);
    assert_true(lies_open(t, new));
    assert_int_equal(undo(t, old, editor(t), T0 + 3), STORE_OK);
    assert_false(lies_open(t, new));
    assert_int_equal(picture(t, new).uses, 1);
}

static void the_one_that_is_seen_cannot_be_deleted_and_is_the_one_on_offer(void **state)
{
    struct site *t = *state;
    int64_t old = add_picture(t, 1, "quay.jpg", "A. Bee", T0, NULL);
    int64_t new = add_picture(t, 2, "ferry.jpg", "B. See", T0, NULL);
    const struct media_query all = {.view = MEDIA_ALL, .limit = 9};
    struct media_found found;
    replace(t, old, new, T0 + 1);
    assert_int_equal(media_delete(t->s, t->a, new, NULL, NULL, T0 + 9 * DAY, &t->why),
                     STORE_REFUSED);
    assert_int_equal(media_find(t->s, t->a, &all, T0 + 2, &found), STORE_OK);
    assert_int_equal(found.list.n, 1);
    assert_int_equal(found.list.v[0].id, new);
    struct media_list every;
    assert_int_equal(media_every(t->s, t->a, 0, 9, &every), STORE_OK);
    assert_int_equal(every.n, 2);
    assert_int_equal(media_delete(t->s, t->a, old, NULL, NULL, T0 + 9 * DAY, &t->why), STORE_OK);
    assert_int_equal(picture(t, new).uses, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(readers_get_the_other_one_with_its_words_and_no_text_changes),
        sited(a_point_is_read_as_people_write_it),
        sited(crops_keep_the_point_of_the_picture_that_readers_see),
        sited(one_that_is_replaced_in_turn_ends_at_the_last),
        sited(only_who_may_publish_replaces_and_knows_on_how_many_pages),
        sited(a_form_that_comes_twice_replaces_once),
        sited(the_one_that_was_shown_is_taken_back_and_no_other),
        sited(what_readers_do_not_see_is_not_shown_by_the_way),
        sited(uses_and_ends_that_do_not_hold_are_found),
        sited(one_that_stands_for_another_stays_where_readers_get_it),
        sited(the_one_that_is_seen_cannot_be_deleted_and_is_the_one_on_offer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
