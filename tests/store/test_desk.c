/* test_desk.c: the editors' list: which stories it has, in what order, and how many. */
#include "texts_test.h"

#include "db/review.h"
#include "db/story_desk.h"

#define NOW (T0 + DAY)

static const struct desk_filter any = {.state = STORY_STATE_MAX, .kind = STORY_KIND_MAX};

static struct desk_rows list(struct site *t, struct desk_filter f)
{
    struct desk_rows rows;
    assert_int_equal(story_desk(t->s, t->a, &f, (struct list_key){0}, 20, NOW, &rows), STORE_OK);
    return rows;
}

/* The rows' ids, as "3 1". */
static const char *ids(struct site *t, const struct desk_rows *rows)
{
    const char *out = "";
    for (size_t i = 0; i < rows->n; i++)
        out = arena_printf(t->a, "%s%s%d", out, i ? " " : "", (int)rows->v[i].story.id);
    return out;
}

static void assert_list(struct site *t, struct desk_filter f, const char *expected)
{
    struct desk_rows rows = list(t, f);
    assert_string_equal(ids(t, &rows), expected);
}

static int64_t group_of(struct site *t, enum group_kind k, const char *name)
{
    struct group g;
    assert_int_equal(group_find_name(t->s, t->a, k, name, &g), STORE_OK);
    return g.id;
}

static struct story_save tagged(const char *headline, struct group *tag)
{
    struct story_save in = new_story(headline);
    in.text.tags = (struct groups){tag, 1};
    return in;
}

static void by_tag_and_byline_of_the_newest_text_whatever_they_are_called_by_now(void **state)
{
    struct site *t = *state;
    struct group budget = {.name = "Budget"}, spending = {.name = "Spending"},
                 ada = {.name = "Ada Lovelace"};
    struct story_save in = tagged("One", &budget);
    int64_t one = save(t, &in, T0).story_id;
    in = tagged("Two", &spending);
    in.text.bylines = (struct groups){&ada, 1};
    in.action = STORY_PUBLISH;
    int64_t two = save(t, &in, T0 + 1).story_id;
    struct desk_filter f = any;
    f.tag_id = group_of(t, GROUP_TAG, "Budget");
    assert_list(t, f, "1");
    f.byline_id = group_of(t, GROUP_BYLINE, "Ada Lovelace");
    assert_list(t, f, "");
    f.tag_id = 0;
    assert_list(t, f, "2");

    assert_int_equal(group_merge(t->s, GROUP_TAG, "spending", "budget", NULL, T0 + 2, &t->why),
                     STORE_OK);
    f = any;
    f.tag_id = group_of(t, GROUP_TAG, "Spending");
    assert_list(t, f, "2 1");
    f.order = DESK_BY_PUBLICATION;
    assert_list(t, f, "2");
    f.order = DESK_BY_EDIT;
    assert_int_equal(group_part(t->s, GROUP_TAG, "spending", NULL, T0 + 3), STORE_OK);
    assert_list(t, f, "1");

    /* A draft beside what readers see says it otherwise. */
    struct story_save draft = save_of(t, two, NAMED_LIVE, T0 + 4, NULL);
    draft.text.tags = (struct groups){&budget, 1};
    save(t, &draft, T0 + 4);
    assert_list(t, f, "2 1");
    draft = save_of(t, one, NAMED_DRAFT, T0 + 5, NULL);
    draft.text.tags.n = 0;
    save(t, &draft, T0 + 5);
    assert_list(t, f, "2");
    assert_int_equal(verify(t), 0);

    assert_int_equal(story_bin(t->s, one, 0, NULL, T0 + 6, &t->why), STORE_OK);
    int64_t other = keep_new(t, NULL, "Another", T0 + 7);
    int64_t later = T0 + 8 + STORY_BIN_MS;
    assert_int_equal(story_bin(t->s, other, 0, NULL, later, &t->why), STORE_OK); /* empties it */
    f.tag_id = 0;
    f.state = STORY_BINNED;
    assert_list(t, f, "3");
    assert_int_equal(verify(t), 0);
}

static void by_what_a_story_has_besides(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *ada = author(t);
    int64_t plain = publish(t, "Plain", 0, T0), beside = publish(t, "And a draft", 0, T0 + 1),
            staged = publish(t, "And a change", 0, T0 + 2),
            late = publish(t, "Later", NOW + DAY, T0 + 3),
            back = keep_new(t, ada, "Returned", T0 + 4), gone = publish(t, "Gone", 0, T0 + 5);
    (void)plain;
    keep_on(t, ines, beside, NAMED_LIVE, T0 + 10, "More.");
    stage_on(t, ines, staged, NAMED_LIVE, NOW + DAY, T0 + 11, "Later.");
    keep_on(t, ines, late, NAMED_WAITING, T0 + 12, "Other.");
    struct story_save hand = save_of(t, back, NAMED_DRAFT, T0 + 13, NULL);
    hand.by = ada;
    hand.action = STORY_SUBMIT;
    save(t, &hand, T0 + 13);
    const struct review_act returned = {.kind = REVIEW_RETURNED,
                                        .words = "Ask the harbour master."};
    assert_int_equal(review_do(t->s, back, &returned, ines, T0 + 14, &t->why), STORE_OK);
    assert_int_equal(story_withdraw(t->s, gone, TIME_ANY, "A slip.", ines, T0 + 15, &t->why),
                     STORE_OK);
    struct desk_filter f = any;
    f.has = DESK_HAS_DRAFT;
    assert_list(t, f, "4 2");
    f.state = STORY_LIVE;
    assert_list(t, f, "2");
    f.state = STORY_STATE_MAX;
    f.order = DESK_BY_PUBLICATION;
    assert_list(t, f, "4 2");
    f.order = DESK_BY_EDIT;
    f.has = DESK_HAS_CHANGE;
    assert_list(t, f, "3");
    f.has = DESK_HAS_RETURNED;
    assert_list(t, f, "5");
    f.created_by = ines->user;
    assert_list(t, f, "");
    for (int i = 0; i < DESK_HAS_MAX; i++)
        assert_int_equal(desk_has_find(desk_has_name((enum desk_has)i)), i);
}

static void by_publication_within_days_a_page_at_a_time(void **state)
{
    struct site *t = *state;
    int64_t old = publish(t, "Old", T0 - 30 * DAY, T0),
            young = publish(t, "Young", T0 - DAY, T0 + 1),
            late = publish(t, "To come", NOW + DAY, T0 + 2);
    keep_new(t, NULL, "A draft", T0 + 3);
    struct desk_filter f = any;
    f.order = DESK_BY_PUBLICATION;
    assert_list(t, f, "3 2 1");
    f.from = T0 - 2 * DAY;
    assert_list(t, f, "3 2");
    f.to = T0 - DAY;
    assert_list(t, f, "");
    f.to = T0 - DAY + 1;
    assert_list(t, f, "2");
    f.section_id = t->science;
    assert_list(t, f, "");
    f.section_id = t->city;
    assert_list(t, f, "2");
    f.from = f.to = 0;
    struct desk_rows rows;
    struct list_key before = {0};
    const int64_t order[] = {late, young, old};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(story_desk(t->s, t->a, &f, before, 1, NOW, &rows), STORE_OK);
        assert_int_equal(rows.n, 1);
        assert_int_equal(rows.v[0].story.id, order[i]);
        assert_int_equal(rows.more, i < 2);
        before = (struct list_key){rows.v[0].story.published_at, rows.v[0].story.id};
    }
    f = any;
    f.from = T0 + 1;
    f.to = T0 + 3;
    assert_list(t, f, "3 2");
}

static void by_words_of_each_text_whether_readers_see_it_or_not(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t live = publish(t, "Quiet water", 0, T0), draft = keep_new(t, ines, "Ferries", T0 + 1),
            beside = publish(t, "Prices", 0, T0 + 2), staged = publish(t, "Schools", 0, T0 + 3),
            gone = publish(t, "Gone for good", 0, T0 + 4);
    (void)live;
    keep_on(t, ines, draft, NAMED_DRAFT, T0 + 5, "The Ferry to the Isle of Sheep is late.");
    keep_on(t, ines, beside, NAMED_LIVE, T0 + 6, "Nothing about sheep before today.");
    stage_on(t, ines, staged, NAMED_LIVE, NOW + DAY, T0 + 7, "Pupils count sheep.");
    assert_int_equal(story_withdraw(t->s, gone, TIME_ANY, "A slip.", ines, T0 + 8, &t->why),
                     STORE_OK);
    struct desk_filter f = any;
    f.text = "harbour";
    assert_list(t, f, "5 4 3 1");
    f.text = "sheep";
    assert_list(t, f, "4 3 2");
    f.text = "  ISLE  shee ";
    assert_list(t, f, "2");
    f.text = "quiet wat";
    assert_list(t, f, "1");
    f.text = "sheep quiet";
    assert_list(t, f, "");
    f.text = "sheep";
    f.state = STORY_LIVE;
    f.count_most = 100;
    struct desk_rows rows = list(t, f);
    assert_string_equal(ids(t, &rows), "4 3");
    assert_int_equal(rows.count, 2);
    assert_false(rows.unsearched);
    f.order = DESK_BY_PUBLICATION;
    assert_list(t, f, "4 3");
    f.from = T0 + 3;
    assert_list(t, f, "4");
    f.text = "%";
    f.from = 0;
    f.state = STORY_STATE_MAX;
    f.order = DESK_BY_EDIT;
    assert_list(t, f, "");
}

static void they_are_counted_on_the_first_page_alone_and_to_a_bound(void **state)
{
    struct site *t = *state;
    for (int i = 0; i < 5; i++)
        publish(t, "One of five", 0, T0 + i);
    struct desk_filter f = any;
    struct desk_rows rows;
    f.count_most = 5;
    assert_int_equal(story_desk(t->s, t->a, &f, (struct list_key){0}, 2, NOW, &rows), STORE_OK);
    assert_int_equal(rows.n, 2);
    assert_true(rows.more);
    assert_int_equal(rows.count, 5);
    assert_false(rows.count_more);
    f.count_most = 4;
    assert_int_equal(story_desk(t->s, t->a, &f, (struct list_key){0}, 2, NOW, &rows), STORE_OK);
    assert_int_equal(rows.count, 4);
    assert_true(rows.count_more);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(by_tag_and_byline_of_the_newest_text_whatever_they_are_called_by_now),
        sited(by_what_a_story_has_besides),
        sited(by_publication_within_days_a_page_at_a_time),
        sited(by_words_of_each_text_whether_readers_see_it_or_not),
        sited(they_are_counted_on_the_first_page_alone_and_to_a_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
