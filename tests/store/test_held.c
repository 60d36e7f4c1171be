/* test_held.c: the files of pictures that no reader may see any more are not where web servers look. */
#include "store_test.h"

#include "db/media.h"
#include "db/media_held.h"

#include <sys/stat.h>

struct shelf {
    struct site *t;
    struct media m[2];
    struct problems why;
};

static const char *const names[] = {"00112233445566778899aabbccddeeff",
                                    "ffeeddccbbaa99887766554433221100"};

static const char *file_path(const struct shelf *h, int i, const char *below)
{
    return arena_printf(h->t->a, "%s/media%s/2026/01/%s-960.jpg", h->t->dir, below, names[i]);
}

static bool served(const struct shelf *h, int i)
{
    bool open = access(file_path(h, i, ""), F_OK) == 0;
    bool held = access(file_path(h, i, "/.withdrawn"), F_OK) == 0;
    assert_true(open != held);
    return open;
}

/* Two pictures, with a file each. */
static struct shelf shelf_make(struct site *t)
{
    struct shelf h = {.t = t};
    mkdir(arena_printf(t->a, "%s/media", t->dir), 0700);
    mkdir(arena_printf(t->a, "%s/media/2026", t->dir), 0700);
    mkdir(arena_printf(t->a, "%s/media/2026/01", t->dir), 0700);
    for (int i = 0; i < 2; i++) {
        h.m[i] = one_picture(t->a, names[i]);
        h.m[i].alt = "A quay.";
        h.m[i].credit = "A. Bee";
        assert_int_equal(media_add(t->s, t->a, &h.m[i], T0), STORE_OK);
        FILE *file = fopen(file_path(&h, i, ""), "w");
        assert_non_null(file);
        fclose(file);
    }
    return h;
}

/* A live story with the first picture above its text and the second in it, or without one. */
static int64_t story_with(struct shelf *h, const char *headline, bool hero, bool inside, bool live)
{
    struct story_save in = new_story(headline);
    if (hero)
        in.text.hero_id = h->m[0].id;
    in.text.hero_alt = "A quay.";
    in.text.hero_credit = "A. Bee";
    if (inside)
        in.text.body = arena_printf(
            h->t->a, "Text.\n\n![A quay](/media/2026/01/%s-960.jpg)\n\nMore.", names[1]);
    if (live)
        in.action = STORY_PUBLISH;
    return save(h->t, &in, T0).story_id;
}

static void withdraw(struct shelf *h, int64_t id)
{
    h->why = (struct problems){.arena = h->t->a};
    assert_int_equal(
        story_withdraw(h->t->s, id, TIME_ANY, "It was wrong.", NULL, T0 + HOUR, &h->why), STORE_OK);
}

static void a_withdrawn_storys_pictures_go_and_come_back_with_it(void **state)
{
    struct shelf h = shelf_make(*state);
    int64_t id = story_with(&h, "A quay is closed", true, true, true);
    assert_true(served(&h, 0) && served(&h, 1));
    withdraw(&h, id);
    assert_false(served(&h, 0) || served(&h, 1));
    assert_int_equal(restore(h.t, id, T0 + 2 * HOUR), STORE_OK);
    assert_true(served(&h, 0) && served(&h, 1));
}

static void a_picture_that_another_story_has_stays(void **state)
{
    struct shelf h = shelf_make(*state);
    int64_t id = story_with(&h, "A quay is closed", true, true, true);
    int64_t other = story_with(&h, "A quay is opened", false, true, true);
    withdraw(&h, id);
    assert_false(served(&h, 0));
    assert_true(served(&h, 1));
    withdraw(&h, other);
    assert_false(served(&h, 1));
    story_with(&h, "A draft takes it up", true, false, false);
    assert_true(served(&h, 0));
    assert_false(served(&h, 1));
}

static void a_binned_storys_pictures_go_and_come_back_with_it(void **state)
{
    struct shelf h = shelf_make(*state);
    int64_t id = story_with(&h, "A quay is closed", true, true, false);
    h.why = (struct problems){.arena = h.t->a};
    assert_int_equal(story_bin(h.t->s, id, 0, NULL, T0 + 1, &h.why), STORE_OK);
    assert_false(served(&h, 0) || served(&h, 1));
    assert_int_equal(story_unbin(h.t->s, id, NULL, T0 + 2, &h.why), STORE_OK);
    assert_true(served(&h, 0) && served(&h, 1));
}

/* The machine stopped between the withdrawal and the moving. */
static void what_was_left_lying_is_moved_later(void **state)
{
    struct shelf h = shelf_make(*state);
    int64_t id = story_with(&h, "A quay is closed", true, false, true);
    assert_false(media_any_to_hold(h.t->s));
    withdraw(&h, id);
    assert_int_equal(rename(file_path(&h, 0, "/.withdrawn"), file_path(&h, 0, "")), 0);
    assert_true(media_any_to_hold(h.t->s));
    media_hold_all(h.t->s);
    assert_false(served(&h, 0));
    assert_true(served(&h, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_withdrawn_storys_pictures_go_and_come_back_with_it),
        sited(a_picture_that_another_story_has_stays),
        sited(a_binned_storys_pictures_go_and_come_back_with_it),
        sited(what_was_left_lying_is_moved_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
