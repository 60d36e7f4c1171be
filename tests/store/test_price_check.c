/* test_price_check.c: prices that were checked long ago, and what saying that one was checked does. */
#include "texts_test.h"

#include "db/price_check.h"

#define NOW (T0 + 100 * DAY) /* 2026-04-18; ninety days before it was January 18 */

static int64_t publish_review(struct site *t, const char *headline, const char *price,
                              const char *day, const struct actor *by)
{
    struct story_save in = new_story(headline);
    in.kind = STORY_REVIEW;
    in.by = by;
    in.action = STORY_PUBLISH;
    in.text.review = (struct review){.product = "A kettle",
                                     .rating = 40,
                                     .verdict = "Quick.",
                                     .price = price,
                                     .price_checked_on = day};
    return save(t, &in, T0).story_id;
}

static struct price_rows stale(struct site *t, struct price_key after, size_t limit)
{
    struct price_rows rows;
    assert_int_equal(price_check_list(t->s, t->a, after, limit, NOW, &rows), STORE_OK);
    return rows;
}

static int64_t count(struct site *t, int64_t most)
{
    int64_t n;
    assert_int_equal(price_check_count(t->s, most, NOW, &n), STORE_OK);
    return n;
}

static enum store_status check(struct site *t, int64_t story, const char *was, const char *day,
                               const char *price, const struct actor *by, struct story_saved *out)
{
    const struct price_checked in = {story, was, day, price, by};
    forget_problems(t);
    return price_check_save(t->s, t->a, &in, NOW, out, &t->why);
}

static struct story_view now_of(struct site *t, int64_t story, enum named_text text)
{
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, story, 0, NOW, &v), STORE_OK);
    assert_int_equal(story_get(t->s, t->a, story, story_number(&v.story, text), NOW, &v), STORE_OK);
    return v;
}

static void the_longest_unchecked_comes_first_and_the_fresh_not_at_all(void **state)
{
    struct site *t = *state;
    struct actor ines = {.user = user_of(t, "ines", ROLE_EDITOR), .role = ROLE_EDITOR};
    int64_t second = publish_review(t, "Second", "£20", "2026-01-17", NULL);
    int64_t first = publish_review(t, "First", "£10", "2025-03-01", &ines);
    publish_review(t, "Just in time", "£30", "2026-01-18", NULL);
    publish_review(t, "Without a price", "", "", NULL);
    struct story_save news = new_story("No review");
    news.action = STORY_PUBLISH;
    save(t, &news, T0);

    struct price_rows rows = stale(t, (struct price_key){0}, 10);
    assert_int_equal(rows.n, 2);
    assert_false(rows.more);
    assert_int_equal(rows.v[0].story_id, first);
    assert_string_equal(rows.v[0].price, "£10");
    assert_string_equal(rows.v[0].checked_on, "2025-03-01");
    assert_string_equal(rows.v[0].checked_by, "ines");
    assert_int_equal(rows.v[1].story_id, second);
    assert_string_equal(rows.v[1].checked_by, "");
    assert_int_equal(count(t, 10), 2);
    assert_int_equal(count(t, 1), 1);

    rows = stale(t, (struct price_key){0}, 1);
    assert_true(rows.more);
    rows = stale(t, rows.v[0].key, 1);
    assert_int_equal(rows.v[0].story_id, second);
    assert_false(rows.more);

    assert_int_equal(setting_set(t->s, SETTING_PRICE_CHECK_DAYS, "89", 0, NOW, &t->why), STORE_OK);
    assert_int_equal(count(t, 10), 3);
    assert_int_equal(setting_set(t->s, SETTING_PRICE_CHECK_DAYS, "0", 0, NOW, &t->why), STORE_OK);
    assert_int_equal(count(t, 10), 0);
    assert_int_equal(stale(t, (struct price_key){0}, 10).n, 0);
}

static void what_readers_do_not_see_is_not_asked_for(void **state)
{
    struct site *t = *state;
    int64_t gone = publish_review(t, "Gone", "£10", "2025-03-01", NULL);
    struct story_save in = new_story("To come");
    in.kind = STORY_REVIEW;
    in.action = STORY_PUBLISH;
    in.published_at = NOW + DAY;
    in.text.review = (struct review){.product = "A",
                                     .rating = 40,
                                     .verdict = "B",
                                     .price = "£1",
                                     .price_checked_on = "2025-01-01"};
    save(t, &in, T0);
    assert_int_equal(count(t, 10), 1);
    assert_int_equal(story_withdraw(t->s, gone, TIME_ANY, "A slip.", NULL, NOW, &t->why), STORE_OK);
    assert_int_equal(count(t, 10), 0);

    struct story_saved out;
    assert_int_equal(check(t, gone, "£10", "2025-03-01", "£10", NULL, &out), STORE_REFUSED);
    assert_int_equal(now_of(t, gone, NAMED_LIVE).story.state, STORY_WITHDRAWN);
    assert_int_equal(check(t, 99, "£10", "2025-03-01", "£10", NULL, &out), STORE_MISSING);
}

static void checked_today_is_a_minor_fix_that_leaves_updated_and_the_draft_alone(void **state)
{
    struct site *t = *state;
    struct story_saved out;
    int64_t id = publish_review(t, "The kettle", "£10", "2025-03-01", NULL);
    struct story_save in;
    assert_int_equal(story_save_begin(t->s, t->a, id, NAMED_LIVE, T0 + DAY, &in), STORE_OK);
    in.text.body = "A draft of somebody.";
    save(t, &in, T0 + DAY);

    assert_int_equal(check(t, id, "£10", "2025-03-01", "£12", NULL, &out), STORE_OK);
    assert_int_equal(out.outcome, OUTCOME_MINOR);
    struct story_view live = now_of(t, id, NAMED_LIVE);
    assert_string_equal(live.revision.text.review.price, "£12");
    assert_string_equal(live.revision.text.review.price_checked_on, "2026-04-18");
    assert_string_equal(live.revision.text.body, "The harbour was quiet.\n\nNobody knew why.");
    assert_int_equal(live.story.updated_at, 0);
    assert_string_equal(now_of(t, id, NAMED_DRAFT).revision.text.body, "A draft of somebody.");
    assert_int_equal(count(t, 10), 0);
}

static void what_waits_takes_it_in_and_another_price_there_is_asked_about(void **state)
{
    struct site *t = *state;
    struct story_saved out;
    int64_t id = publish_review(t, "The kettle", "£10", "2025-03-01", NULL);
    struct story_save in;
    assert_int_equal(story_save_begin(t->s, t->a, id, NAMED_LIVE, NOW - DAY, &in), STORE_OK);
    in.text.body = "What waits.";
    in.action = STORY_PUBLISH;
    in.edit = EDIT_MINOR;
    in.go_live_at = NOW + DAY;
    save(t, &in, NOW - DAY);
    assert_int_equal(check(t, id, "£10", "2025-03-01", "£12", NULL, &out), STORE_OK);
    struct story_view waits = now_of(t, id, NAMED_WAITING);
    assert_string_equal(waits.revision.text.body, "What waits.");
    assert_string_equal(waits.revision.text.review.price, "£12");

    assert_int_equal(story_save_begin(t->s, t->a, id, NAMED_WAITING, NOW, &in), STORE_OK);
    in.text.review.price = "£15";
    in.action = STORY_PUBLISH;
    in.edit = EDIT_MINOR;
    in.go_live_at = NOW + DAY;
    save(t, &in, NOW);
    assert_int_equal(check(t, id, "£12", "2026-04-18", "£13", NULL, &out), STORE_CONFLICT);
    assert_int_equal(out.conflict, CONFLICT_OVERLAP);
    assert_non_null(strstr(t->why.v[0].text, "waits has another price"));
    assert_string_equal(now_of(t, id, NAMED_LIVE).revision.text.review.price, "£12");
    assert_string_equal(now_of(t, id, NAMED_WAITING).revision.text.review.price, "£15");
}

static void twice_is_once_and_another_was_first_is_said(void **state)
{
    struct site *t = *state;
    struct story_saved out;
    struct actor ines = {.user = user_of(t, "ines", ROLE_EDITOR),
                         .role = ROLE_EDITOR,
                         .form = "a-form",
                         .digest = "as it says"};
    int64_t id = publish_review(t, "The kettle", "£10", "2025-03-01", NULL);
    assert_int_equal(check(t, id, "£10", "2025-03-01", "£12", &ines, &out), STORE_OK);
    int head = now_of(t, id, NAMED_LIVE).story.head;
    assert_int_equal(check(t, id, "£10", "2025-03-01", "£12", &ines, &out), STORE_OK);
    assert_true(out.repeated);
    assert_int_equal(now_of(t, id, NAMED_LIVE).story.head, head);

    ines.form = "another";
    assert_int_equal(check(t, id, "£10", "2025-03-01", "£14", &ines, &out), STORE_CONFLICT);
    assert_non_null(strstr(t->why.v[0].text, "“£12” now, checked on 2026-04-18. You typed “£14”"));
    assert_int_equal(now_of(t, id, NAMED_LIVE).story.head, head);
}

static void an_author_and_a_blank_price_are_refused(void **state)
{
    struct site *t = *state;
    struct story_saved out;
    struct actor tomas = {.user = user_of(t, "tomas", ROLE_AUTHOR), .role = ROLE_AUTHOR};
    int64_t id = publish_review(t, "The kettle", "£10", "2025-03-01", NULL);
    assert_int_equal(check(t, id, "£10", "2025-03-01", "£12", &tomas, &out), STORE_REFUSED);
    assert_int_equal(check(t, id, "£10", "2025-03-01", " ", NULL, &out), STORE_REFUSED);
    assert_string_equal(t->why.v[0].field, "price");
    assert_string_equal(now_of(t, id, NAMED_LIVE).revision.text.review.price, "£10");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(the_longest_unchecked_comes_first_and_the_fresh_not_at_all),
        sited(what_readers_do_not_see_is_not_asked_for),
        sited(checked_today_is_a_minor_fix_that_leaves_updated_and_the_draft_alone),
        sited(what_waits_takes_it_in_and_another_price_there_is_asked_about),
        sited(twice_is_once_and_another_was_first_is_said),
        sited(an_author_and_a_blank_price_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
