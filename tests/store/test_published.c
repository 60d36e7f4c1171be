/* test_published.c: what readers saw and were told of: texts that were live, and corrections. Nothing that they never
 * saw can be asked for. */
#include "store_test.h"

/* ---- What was never read ------------------------------------------------------------------- */

static bool published(struct site *t, int64_t id, int number, int64_t now)
{
    struct revision r;
    int64_t live_from;
    enum store_status st = story_published(t->s, t->a, id, number, now, &r, &live_from);
    assert_true(st == STORE_OK || st == STORE_MISSING);
    if (st == STORE_OK)
        assert_int_equal(r.number, number);
    return st == STORE_OK;
}

static void only_what_readers_saw_can_be_had(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = next_save(t, id, T0, "A draft that nobody read.");
    save(t, &in, T0 + MINUTE); /* 2: kept, never published */
    in = correction(t, id, T0 + 2 * MINUTE, "It was loud.");
    save(t, &in, T0 + 2 * MINUTE); /* 3: live */
    in = correction(t, id, T0 + 3 * MINUTE, "It was very loud.");
    in.go_live_at = T0 + DAY;
    save(t, &in, T0 + 3 * MINUTE); /* 4: staged */
    for (int64_t now = T0 + 3 * MINUTE; now < T0 + DAY; now += DAY - 3 * MINUTE - 1) {
        assert_true(published(t, id, 1, now));
        assert_false(published(t, id, 2, now));
        assert_true(published(t, id, 3, now));
        assert_false(published(t, id, 4, now));
        assert_false(published(t, id, 5, now));
        assert_false(published(t, id, 0, now));
    }
    assert_false(published(t, id, 3, T0 + MINUTE)); /* the clock decides, not the order */
    assert_true(published(t, id, 4, T0 + DAY));
    assert_false(published(t, id, 2, T0 + 99 * DAY));
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "Wrong.", 0, T0 + 2 * DAY, &t->why),
                     STORE_OK);
    assert_false(published(t, id, 1, T0 + 2 * DAY));
    assert_false(published(t, id, 3, T0 + 2 * DAY));
}

static void a_draft_and_a_scheduled_story_have_no_published_text(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Not yet");
    int64_t draft = save(t, &in, T0).story_id;
    int64_t scheduled = publish(t, "Tomorrow", T0 + DAY, T0);
    assert_false(published(t, draft, 1, T0 + 9 * DAY));
    assert_false(published(t, scheduled, 1, T0));
    assert_true(published(t, scheduled, 1, T0 + DAY));
}

static void each_change_knows_the_text_before_it(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = next_save(t, id, T0, "Kept alone.");
    save(t, &in, T0 + MINUTE); /* 2 */
    in = next_save(t, id, T0 + MINUTE, "A comma, fixed.");
    in.action = STORY_PUBLISH;
    save(t, &in, T0 + 2 * MINUTE); /* 3: minor */
    in = correction(t, id, T0 + 2 * MINUTE, "It was loud.");
    save(t, &in, T0 + 3 * MINUTE); /* 4 */
    struct changes c;
    assert_int_equal(story_changes(t->s, t->a, id, T0 + HOUR, &c), STORE_OK);
    assert_int_equal(c.n, 2);
    assert_int_equal(c.minor, 1);
    assert_int_equal(c.v[0].kind, EDIT_CORRECTION);
    assert_int_equal(c.v[0].revision, 4);
    assert_int_equal(c.v[0].from, 3);
    assert_int_equal(c.fixes[0].revision, 3);
    assert_int_equal(c.fixes[0].from, 1);
    assert_int_equal(c.fixes[0].at, T0 + 2 * MINUTE);
    assert_int_equal(c.v[1].kind, EDIT_FIRST);
    assert_int_equal(c.v[1].from, 0);
}

/* ---- The list of corrections --------------------------------------------------------------- */

static void the_list_of_corrections_is_whole_and_pages_by_key(void **state)
{
    struct site *t = *state;
    size_t n = 0, expected = 0;
    int64_t now = T0 + 30 * DAY;
    for (int i = 0; i < 12; i++) {
        int64_t id = publish(t, arena_printf(t->a, "Story %d", i), 0, T0);
        for (int k = 0; k < 4; k++, expected++) { /* many in the same instant */
            struct story_save in =
                correction(t, id, T0 + DAY + k * HOUR, arena_printf(t->a, "Text %d of %d.", k, i));
            save(t, &in, T0 + DAY + k * HOUR);
        }
    }
    int64_t hidden = publish(t, "Staged alone", 0, T0);
    struct story_save in = correction(t, hidden, T0, "Not yet.");
    in.go_live_at = now + DAY;
    save(t, &in, T0);
    struct list_key key = {0};
    bool seen[1000] = {false};
    for (struct corrections page = {0};; n += page.n) {
        assert_int_equal(correction_list(t->s, t->a, key, 7, now, &page), STORE_OK);
        for (size_t i = 0; i < page.n; i++) {
            const struct correction *c = &page.v[i];
            assert_false(seen[c->id]);
            seen[c->id] = true;
            assert_true(key.id == 0 || c->at < key.at || (c->at == key.at && c->id < key.id));
            key = (struct list_key){c->at, c->id};
            assert_string_not_equal(c->headline, "Staged alone");
        }
        if (page.n == 0)
            break;
    }
    assert_int_equal(n, expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(only_what_readers_saw_can_be_had),
        sited(a_draft_and_a_scheduled_story_have_no_published_text),
        sited(each_change_knows_the_text_before_it),
        sited(the_list_of_corrections_is_whole_and_pages_by_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
