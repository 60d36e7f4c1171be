/* test_find.c: which stories somebody at the desk finds, and whose. */
#include "texts_test.h"

#include "db/story_find.h"
#include "db/story_writer.h"

static void finds(struct site *t, const struct actor *by, const char *typed, const char *want)
{
    struct find_hits found;
    const char *all = "";
    assert_int_equal(story_find_typed(t->s, t->a, by, typed, T0 + HOUR, &found), STORE_OK);
    for (size_t i = 0; i < found.n; i++)
        all = arena_printf(t->a, "%s%s%s %s", all, i ? "; " : "", found.v[i].headline,
                           story_state_name(found.v[i].story.state));
    assert_string_equal(all, want);
}

static int64_t wrote(struct site *t, const struct actor *by, const char *headline, int64_t saved,
                     int64_t at)
{
    struct story_save in = new_story(headline);
    struct story_saved out;
    in.by = by;
    if (at) {
        in.action = STORY_PUBLISH;
        in.published_at = at;
    }
    assert_int_equal(try_save(t, &in, saved, &out), STORE_OK);
    return out.story_id;
}

static void stories_are_found_by_words_slug_address_and_number_in_every_state(void **state)
{
    struct site *t = *state;
    struct actor *ed = editor(t);
    int64_t live = wrote(t, ed, "Ferry late again", T0, T0);
    wrote(t, ed, "Night ferry ends", T0 + 1, T0 + DAY);
    wrote(t, ed, "The ferry nobody knows", T0 + 2, 0);
    int64_t gone = wrote(t, ed, "Ferry withdrawn", T0 + 3, T0 + 3);
    assert_int_equal(story_withdraw(t->s, gone, TIME_ANY, "Wrong.", ed, T0 + 4, &t->why), STORE_OK);
    int64_t binned = wrote(t, ed, "Ferry thrown away", T0 + 5, 0);
    assert_int_equal(story_bin(t->s, binned, 0, ed, T0 + 6, &t->why), STORE_OK);

    finds(t, ed, "fer",
          "Ferry withdrawn withdrawn; The ferry nobody knows draft; Night ferry ends scheduled; "
          "Ferry late again live");
    finds(t, ed, "again FERRY", "Ferry late again live");
    finds(t, ed, "ferry-late", "Ferry late again live");
    finds(t, ed, "https://paper.example/2026/01/ferry-late-again/", "Ferry late again live");
    finds(t, ed, arena_printf(t->a, "%d", (int)live), "Ferry late again live");
    finds(t, ed, arena_printf(t->a, "/admin/story/%d", (int)live), "Ferry late again live");
    finds(t, ed, arena_printf(t->a, "#%d", (int)binned), "");
    finds(t, ed, "erry", "");
    finds(t, ed, "  ", "");
    finds(t, ed, "/", "");
}

static void who_is_no_editor_finds_stories_of_their_own_alone(void **state)
{
    struct site *t = *state;
    struct actor *ed = editor(t), *own = author(t);
    int64_t live = wrote(t, ed, "Ferry late again", T0, T0);
    int64_t draft = wrote(t, ed, "The ferry nobody knows", T0 + 1, 0);
    wrote(t, own, "My own ferry", T0 + 2, 0);

    finds(t, own, "ferry", "My own ferry draft");
    finds(t, own, arena_printf(t->a, "%d", (int)live), "");
    finds(t, own, arena_printf(t->a, "%d", (int)draft), "");
    finds(t, own, "the-ferry-nobody", "");
    assert_int_equal(story_writer_add(t->s, draft, "ada", ed, T0 + 3, &t->why), STORE_OK);
    finds(t, own, "ferry", "My own ferry draft; The ferry nobody knows draft");
}

static void what_is_old_is_found_by_its_slug_and_no_more_than_fit(void **state)
{
    struct site *t = *state;
    struct find_hits found;
    struct story_save in = new_story("Renamed since");
    struct story_saved out;
    in.by = editor(t);
    in.slug = "first-words";
    assert_int_equal(try_save(t, &in, T0, &out), STORE_OK);
    for (int i = 0; i < STORY_FIND_LOOKED + 1; i++)
        wrote(t, editor(t), arena_printf(t->a, "Newer %d", i), T0 + 1 + i, 0);
    finds(t, editor(t), "first-w", "Renamed since draft");
    finds(t, editor(t), "Renamed", "");
    assert_int_equal(story_find_typed(t->s, t->a, editor(t), "newer", T0 + HOUR, &found), STORE_OK);
    assert_int_equal(found.n, STORY_FIND_MAX);
    assert_string_equal(found.v[0].headline, "Newer 200");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(stories_are_found_by_words_slug_address_and_number_in_every_state),
        sited(who_is_no_editor_finds_stories_of_their_own_alone),
        sited(what_is_old_is_found_by_its_slug_and_no_more_than_fit),
    };
    return cmocka_run_group_tests_name("finding stories", tests, NULL, NULL);
}
