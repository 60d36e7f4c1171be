/* test_front.c: the front page as editors arrange it: what has which place when, and what is kept. */
#include "store_test.h"

#include "db/front.h"
#include "db/front_end.h"
#include "db/ready.h"

#include <inttypes.h>

static struct front now_of(struct site *t, int64_t now)
{
    struct front f;
    assert_int_equal(front_now(t->s, t->a, now, &f, NULL), STORE_OK);
    return f;
}

/* "12@1 8@3": story and place. */
static const char *said(struct site *t, const struct front *f)
{
    const char *out = "";
    for (size_t i = 0; i < f->n_pins; i++)
        out = arena_printf(t->a, "%s%s%" PRId64 "@%d", out, i ? " " : "", f->pins[i].story_id,
                           f->pins[i].place);
    return out;
}

static enum store_status try_front(struct site *t, const struct front_save *in, int64_t now,
                                   int64_t *id)
{
    int64_t made;
    forget_problems(t);
    return front_save(t->s, in, now, id ? id : &made, &t->why);
}

/* One story alone in a place. */
static struct front_save one(struct site *t, int64_t story, int place, int64_t until)
{
    struct front_pin *pin = arena_alloc(t->a, sizeof *pin);
    *pin = (struct front_pin){.place = place, .story_id = story, .until = until};
    return (struct front_save){.front = {.pins = pin, .n_pins = 1}, .shown = FRONT_ANY};
}

static bool leads(struct site *t, int64_t story, int64_t now)
{
    struct front f = now_of(t, now);
    return front_leads(&f, story, now);
}

static struct actor *editor_of(struct site *t, const char *form)
{
    struct actor *by = arena_alloc(t->a, sizeof *by);
    *by = (struct actor){.user = user_of(t, "ines", ROLE_EDITOR),
                         .role = ROLE_EDITOR,
                         .form = form,
                         .digest = "same"};
    return by;
}

static void an_arrangement_waits_for_its_instant_and_one_place_ends_at_another(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0), until, id;
    struct front_save in = one(t, story, 1, T0 + 3 * HOUR);
    struct front f;
    in.front.live_from = T0 + HOUR;
    assert_int_equal(try_front(t, &in, T0, &id), STORE_OK);
    f = now_of(t, T0 + HOUR - 1);
    assert_int_equal(f.id, 0);
    assert_int_equal(front_now(t->s, t->a, T0, &f, &until), STORE_OK);
    assert_int_equal(until, T0 + HOUR);
    assert_int_equal(store_ready_until(t->s, T0, &until), STORE_OK);
    assert_int_equal(until, T0 + HOUR);

    assert_int_equal(front_now(t->s, t->a, T0 + HOUR, &f, &until), STORE_OK);
    assert_int_equal(f.id, id);
    assert_int_equal(until, T0 + 3 * HOUR);
    assert_int_equal(store_ready_until(t->s, T0 + HOUR, &until), STORE_OK);
    assert_int_equal(until, T0 + 3 * HOUR);
    assert_true(front_leads(&f, story, T0 + 3 * HOUR - 1));
    assert_false(front_leads(&f, story, T0 + 3 * HOUR));
    assert_int_equal(front_now(t->s, t->a, T0 + 3 * HOUR, &f, &until), STORE_OK);
    assert_true(until == INT64_MAX);
}

static void what_waits_can_be_taken_off_or_be_put_in_the_place_of(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0), first, second, until;
    struct front_save in = one(t, story, 1, 0);
    struct fronts waiting;
    in.front.live_from = T0 + HOUR;
    assert_int_equal(try_front(t, &in, T0, &first), STORE_OK);
    assert_int_equal(try_front(t, &in, T0, NULL), STORE_REFUSED); /* two for one instant */
    assert_non_null(problem_of(&t->why, "at"));

    in = one(t, story, 2, 0);
    in.front.live_from = T0 + HOUR;
    in.replaces = first;
    assert_int_equal(try_front(t, &in, T0 + 1, &second), STORE_OK);
    assert_int_equal(front_waiting(t->s, t->a, 10, T0 + 1, &waiting), STORE_OK);
    assert_int_equal(waiting.n, 1);
    assert_int_equal(waiting.v[0].id, second);
    assert_int_equal(try_front(t, &in, T0 + 2, NULL), STORE_CONFLICT); /* it waits no more */

    assert_int_equal(front_cancel(t->s, second, NULL, T0 + 3), STORE_OK);
    assert_int_equal(front_cancel(t->s, second, NULL, T0 + 4), STORE_MISSING);
    assert_int_equal(now_of(t, T0 + DAY).id, 0);
    assert_int_equal(store_ready_until(t->s, T0 + 4, &until), STORE_OK);
    assert_true(until > T0 + HOUR);
    in.replaces = 0;
    in.front.live_from = T0;
    assert_int_equal(try_front(t, &in, T0 + 5, NULL), STORE_REFUSED);
    assert_non_null(problem_of(&t->why, "at"));
}

static void going_back_is_one_more_without_what_is_over(void **state)
{
    struct site *t = *state;
    int64_t a = publish(t, "Quiet water", 0, T0), b = publish(t, "Loud water", 0, T0), first, made;
    struct front_pin pins[] = {{1, a, 0}, {2, b, T0 + HOUR}};
    struct front_save in = {.front = {.pins = pins, .n_pins = 2}, .shown = 0};
    struct fronts all;
    assert_int_equal(try_front(t, &in, T0, &first), STORE_OK);
    in = one(t, b, 1, 0);
    assert_int_equal(try_front(t, &in, T0 + 1, &made), STORE_OK);
    assert_int_equal(front_back(t->s, first, made, NULL, T0 + 2, &t->why), STORE_OK);
    struct front f = now_of(t, T0 + 2);
    assert_string_equal(said(t, &f), arena_printf(t->a, "%" PRId64 "@1 %" PRId64 "@2", a, b));
    assert_true(f.id > made);
    assert_int_equal(front_back(t->s, made, FRONT_ANY, NULL, T0 + 3, &t->why), STORE_OK);
    assert_int_equal(front_back(t->s, first, FRONT_ANY, NULL, T0 + DAY, &t->why), STORE_OK);
    f = now_of(t, T0 + DAY);
    assert_string_equal(said(t, &f), arena_printf(t->a, "%" PRId64 "@1", a));
    assert_int_equal(front_back(t->s, 99, FRONT_ANY, NULL, T0 + DAY, &t->why), STORE_MISSING);
    assert_int_equal(front_history(t->s, t->a, 0, 10, &all), STORE_OK);
    assert_int_equal(all.n, 5);
    assert_int_equal(front_history(t->s, t->a, all.v[1].id, 2, &all), STORE_OK);
    assert_int_equal(all.n, 2);
    assert_true(all.more);
    assert_int_equal(count_audit(t, 0, "front.arrange"), 5);
}

static void two_editors_at_once_are_told_of_each_other(void **state)
{
    struct site *t = *state;
    int64_t a = publish(t, "Quiet water", 0, T0), b = publish(t, "Loud water", 0, T0), id, again;
    struct front_save in = one(t, a, 1, 0), other = one(t, b, 1, 0);
    in.shown = other.shown = 0;
    in.by = editor_of(t, "one");
    other.by = editor_of(t, "two");
    assert_int_equal(try_front(t, &in, T0, &id), STORE_OK);
    assert_int_equal(try_front(t, &in, T0 + 1, &again), STORE_OK); /* the form's second arrival */
    assert_int_equal(try_front(t, &other, T0 + 2, &again), STORE_CONFLICT);
    assert_true(leads(t, a, T0 + 3));
    other.shown = id;
    assert_int_equal(try_front(t, &other, T0 + 3, &again), STORE_OK);
    assert_true(leads(t, b, T0 + 3));
    assert_string_equal(now_of(t, T0 + 3).saved_by_name, "ines");

    /* A clock that is behind does not put the later one before the earlier. */
    in.shown = again;
    in.by = editor_of(t, "three");
    assert_int_equal(try_front(t, &in, T0, &id), STORE_OK);
    assert_true(leads(t, a, T0 + 3));
    /* The same once more is none. */
    in.shown = id;
    in.by = NULL;
    assert_int_equal(try_front(t, &in, T0 + 4, &again), STORE_OK);
    assert_int_equal(again, id);
}

static void what_has_no_place_is_refused(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0);
    struct story_save page = new_story("About us"), bin = new_story("For the bin");
    page.kind = STORY_PAGE;
    int64_t about = save(t, &page, T0).story_id, binned = save(t, &bin, T0).story_id;
    assert_int_equal(story_bin(t->s, binned, 0, NULL, T0, &t->why), STORE_OK);
    struct front_pin twice[] = {{1, story, 0}, {3, story, 0}};
    struct front_pin order[] = {{2, story, 0}, {2, binned, 0}};
    const struct {
        struct front_save in;
        const char *field;
    } rows[] = {
        {one(t, 99, 1, 0), "story_1"},
        {one(t, about, 2, 0), "story_2"},
        {one(t, binned, 3, 0), "story_3"},
        {one(t, story, 4, T0), "until_4"},
        {one(t, story, 0, 0), ""},
        {one(t, story, FRONT_PLACES_MAX + 1, 0), ""},
        {{.front = {.pins = twice, .n_pins = 2}, .shown = FRONT_ANY}, "story_3"},
        {{.front = {.pins = order, .n_pins = 2}, .shown = FRONT_ANY}, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(try_front(t, &rows[i].in, T0, NULL), STORE_REFUSED);
        assert_non_null(problem_of(&t->why, rows[i].field));
    }
    struct front_save in = one(t, story, 1, 0);
    in.by = &(struct actor){.user = user_of(t, "tomas", ROLE_AUTHOR), .role = ROLE_AUTHOR};
    assert_int_equal(try_front(t, &in, T0, NULL), STORE_REFUSED);
    assert_int_equal(front_cancel(t->s, 1, in.by, T0), STORE_REFUSED);
    assert_int_equal(now_of(t, T0).id, 0);
}

static void bands_are_kept_when_they_are_not_the_menus(void **state)
{
    struct site *t = *state;
    struct groups menu;
    assert_int_equal(group_list(t->s, t->a, GROUP_SECTION, false, T0, &menu), STORE_OK);
    struct front_band bands[] = {{0, "science", false}, {0, "city", true}};
    struct front_save in = {.front = {.bands = bands, .n_bands = 2}, .shown = FRONT_ANY};
    assert_int_equal(try_front(t, &in, T0, NULL), STORE_OK);
    struct front f = now_of(t, T0);
    assert_int_equal(f.n_bands, 2);
    assert_string_equal(f.bands[0].slug, "science");
    assert_true(f.bands[1].hidden);

    /* One that stands for another: the other counts, once. */
    assert_int_equal(group_merge(t->s, GROUP_SECTION, "city", "science", NULL, T0, &t->why),
                     STORE_OK);
    f = now_of(t, T0);
    assert_int_equal(f.n_bands, 1);
    assert_false(f.bands[0].hidden);

    struct front_band usual[] = {{0, menu.v[0].slug, false}};
    in.front.bands = usual;
    in.front.n_bands = 1;
    assert_int_equal(try_front(t, &in, T0 + 1, NULL), STORE_OK);
    assert_int_equal(now_of(t, T0 + 1).n_bands, 0);
    usual[0].slug = "nowhere";
    assert_int_equal(try_front(t, &in, T0 + 2, NULL), STORE_REFUSED);
}

static void the_lead_alone_leaves_the_other_places(void **state)
{
    struct site *t = *state;
    int64_t a = publish(t, "Quiet water", 0, T0), b = publish(t, "Loud water", 0, T0);
    struct front_pin pins[] = {{1, a, 0}, {3, b, 0}};
    struct front_save in = {.front = {.pins = pins, .n_pins = 2}, .shown = FRONT_ANY};
    assert_int_equal(story_set_lead(t->s, 99, true, FRONT_ANY, NULL, T0, &t->why), STORE_MISSING);
    assert_int_equal(try_front(t, &in, T0, NULL), STORE_OK);
    assert_int_equal(story_set_lead(t->s, a, false, FRONT_ANY, NULL, T0 + 1, &t->why), STORE_OK);
    struct front f = now_of(t, T0 + 1);
    assert_string_equal(said(t, &f), arena_printf(t->a, "%" PRId64 "@3", b));
    assert_int_equal(story_set_lead(t->s, b, true, FRONT_ANY, NULL, T0 + 2, &t->why), STORE_OK);
    f = now_of(t, T0 + 2);
    assert_string_equal(said(t, &f), arena_printf(t->a, "%" PRId64 "@1", b));
    int64_t id = f.id;
    assert_int_equal(story_set_lead(t->s, b, true, FRONT_ANY, NULL, T0 + 3, &t->why), STORE_OK);
    assert_int_equal(now_of(t, T0 + 3).id, id);
    /* From a page where it led still: another leads by now, and goes on. */
    assert_int_equal(story_set_lead(t->s, a, false, FRONT_ANY, NULL, T0 + 4, &t->why), STORE_OK);
    assert_int_equal(now_of(t, T0 + 4).id, id);
    /* From a page where nobody led, or another did: that one was never shown. */
    assert_int_equal(story_set_lead(t->s, a, true, 0, NULL, T0 + 4, &t->why), STORE_CONFLICT);
    assert_int_equal(story_set_lead(t->s, a, true, 99, NULL, T0 + 4, &t->why), STORE_CONFLICT);
    assert_non_null(strstr(t->why.v[t->why.n - 1].text, "Loud water"));
    assert_int_equal(now_of(t, T0 + 4).id, id);
    assert_int_equal(story_set_lead(t->s, b, true, 0, NULL, T0 + 4, &t->why), STORE_OK);
    assert_int_equal(now_of(t, T0 + 4).id, id);
    struct story_save about = new_story("About"), draft = new_story("For the bin");
    about.kind = STORY_PAGE;
    int64_t page = save(t, &about, T0).story_id, binned = save(t, &draft, T0).story_id;
    assert_int_equal(story_bin(t->s, binned, 0, NULL, T0, &t->why), STORE_OK);
    assert_int_equal(story_set_lead(t->s, page, true, FRONT_ANY, NULL, T0 + 5, &t->why),
                     STORE_REFUSED);
    assert_int_equal(story_set_lead(t->s, binned, true, FRONT_ANY, NULL, T0 + 5, &t->why),
                     STORE_REFUSED);
    assert_int_equal(now_of(t, T0 + 5).id, id);
}

static void a_story_that_is_deleted_leaves_its_place(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("For the bin");
    int64_t draft = save(t, &in, T0).story_id;
    struct front_save f = one(t, draft, 1, 0);
    struct front_story known;
    assert_int_equal(try_front(t, &f, T0, NULL), STORE_OK);
    assert_int_equal(front_story(t->s, t->a, draft, T0, &known), STORE_OK);
    assert_string_equal(known.headline, "For the bin");
    assert_int_equal(story_bin(t->s, draft, 0, NULL, T0, &t->why), STORE_OK);
    in = new_story("Another");
    int64_t other = save(t, &in, T0 + STORY_BIN_MS + HOUR).story_id;
    assert_int_equal(story_bin(t->s, other, 0, NULL, T0 + STORY_BIN_MS + HOUR, &t->why), STORE_OK);
    assert_int_equal(front_story(t->s, t->a, draft, T0 + STORY_BIN_MS + HOUR, &known),
                     STORE_MISSING);
    assert_int_equal(front_back(t->s, now_of(t, T0 + DAY).id, FRONT_ANY, NULL,
                                T0 + STORY_BIN_MS + HOUR, &t->why),
                     STORE_OK);
    assert_int_equal(now_of(t, T0 + STORY_BIN_MS + HOUR).n_pins, 0);
}

static void a_calendar_knows_when_stories_leave_their_places(void **state)
{
    struct site *t = *state;
    int64_t first = publish(t, "First", 0, T0), second = publish(t, "Second", 0, T0);
    struct front_ends ends;
    struct front_save in = one(t, first, 1, T0 + 5 * DAY);
    assert_int_equal(try_front(t, &in, T0 + 1, NULL), STORE_OK);
    in = one(t, second, 2, T0 + 3 * DAY);
    in.front.live_from = T0 + 2 * DAY;
    assert_int_equal(try_front(t, &in, T0 + 2, NULL), STORE_OK);
    /* What waits takes the place of the first before its own end. */
    assert_int_equal(front_ends(t->s, t->a, T0, T0 + 30 * DAY, T0 + 3, &ends), STORE_OK);
    assert_int_equal(ends.n, 1);
    assert_int_equal(ends.v[0].at, T0 + 3 * DAY);
    assert_int_equal(ends.v[0].story_id, second);
    assert_string_equal(ends.v[0].headline, "Second");
    assert_int_equal(front_ends(t->s, t->a, T0, T0 + 3 * DAY, T0 + 3, &ends), STORE_OK);
    assert_int_equal(ends.n, 0);
    assert_int_equal(front_ends(t->s, t->a, T0, T0 + 30 * DAY, T0 + 4 * DAY, &ends), STORE_OK);
    assert_int_equal(ends.n, 0);

    struct front_pin pins[] = {{1, second, T0 + 9 * DAY}, {2, first, T0 + 8 * DAY}};
    in = (struct front_save){.front = {.pins = pins, .n_pins = 2}, .shown = FRONT_ANY};
    assert_int_equal(try_front(t, &in, T0 + 4 * DAY, NULL), STORE_OK);
    assert_int_equal(front_ends(t->s, t->a, T0, T0 + 30 * DAY, T0 + 5 * DAY, &ends), STORE_OK);
    assert_int_equal(ends.n, 2);
    assert_int_equal(ends.v[0].story_id, first);
    assert_int_equal(ends.v[1].story_id, second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(an_arrangement_waits_for_its_instant_and_one_place_ends_at_another),
        sited(what_waits_can_be_taken_off_or_be_put_in_the_place_of),
        sited(going_back_is_one_more_without_what_is_over),
        sited(two_editors_at_once_are_told_of_each_other),
        sited(what_has_no_place_is_refused),
        sited(bands_are_kept_when_they_are_not_the_menus),
        sited(the_lead_alone_leaves_the_other_places),
        sited(a_story_that_is_deleted_leaves_its_place),
        sited(a_calendar_knows_when_stories_leave_their_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
