/* test_growth.c: what readers and editors look at costs the same at a hundred times the stories.
 *
 * Counted in steps of SQLite's machine, which do not depend on who else is working. Like test_plans.c it
 * knows the backend. */
#include "growth_site.h"

#include "db/archive.h"
#include "db/assignment.h"
#include "db/feed.h"
#include "db/front.h"
#include "db/media_library.h"
#include "db/media_used.h"
#include "db/price_check.h"
#include "db/ready.h"
#include "db/related.h"
#include "db/report.h"
#include "db/sitemap.h"
#include "db/sqlite/conn.h"
#include "db/story_desk.h"
#include "db/story_find.h"
#include "db/suggest.h"

#include <inttypes.h>

/* ---- What is looked at ----------------------------------------------------------------------- */

static enum store_status list(struct site *t, enum story_list which, int64_t key)
{
    struct cards cards;
    return story_list(t->s, t->a, &(struct story_list_page){.list = which, .key = key, .limit = 20},
                      NOW, &cards);
}

static int64_t group_id(struct site *t, enum group_kind kind, const char *slug)
{
    struct group g = {0};
    assert_int_equal(group_find(t->s, t->a, kind, slug, &g), STORE_OK);
    return g.id;
}

static enum store_status a_section(struct site *t)
{
    return list(t, LIST_SECTION, t->city);
}

static enum store_status a_tag(struct site *t)
{
    return list(t, LIST_TAG, group_id(t, GROUP_TAG, "harbour"));
}

static enum store_status a_byline(struct site *t)
{
    return list(t, LIST_BYLINE, group_id(t, GROUP_BYLINE, "ines-okafor"));
}

static enum store_status a_byline_of_which_another_was_merged(struct site *t)
{
    struct group g;
    assert_int_equal(group_find(t->s, t->a, GROUP_BYLINE, "i-okafor", &g), STORE_OK);
    assert_string_equal(g.slug, "ines-okafor");
    return list(t, LIST_BYLINE, g.id);
}

static enum store_status all_stories(struct site *t)
{
    return list(t, LIST_ALL, 0);
}

static enum store_status reviews(struct site *t)
{
    return list(t, LIST_REVIEWS, 0);
}

static enum store_status prices_to_be_checked(struct site *t)
{
    struct price_rows rows;
    int64_t n;
    enum store_status st = price_check_list(t->s, t->a, (struct price_key){0}, 20, NOW, &rows);
    assert_int_equal(rows.n, 20);
    return st == STORE_OK ? price_check_count(t->s, 20, NOW, &n) : st;
}

static enum store_status what_a_month_brings(struct site *t)
{
    struct coming_rows rows;
    int64_t ines = user_of(t, "ines", ROLE_AUTHOR);
    enum store_status st = story_coming(t->s, t->a, 0, NOW + 1, NOW + 30 * DAY, 200, &rows);
    return st == STORE_OK ? story_coming(t->s, t->a, ines, NOW + 1, NOW + 30 * DAY, 200, &rows)
                          : st;
}

static enum store_status assignments(struct site *t)
{
    struct assignments list;
    int64_t ines = user_of(t, "ines", ROLE_AUTHOR);
    enum store_status st = assignment_list(t->s, t->a, 0, (struct assignment_key){0}, 20, &list);
    assert_int_equal(list.n, 20);
    if (st == STORE_OK)
        st = assignment_list(t->s, t->a, ines, (struct assignment_key){0}, 20, &list);
    if (st == STORE_OK)
        st = assignment_late(t->s, t->a, 20, NOW, &list);
    return st == STORE_OK ? assignment_declined(t->s, t->a, 20, &list) : st;
}

static enum store_status assignments_that_are_done(struct site *t)
{
    struct assignments list;
    enum store_status st = assignment_done(t->s, t->a, 0, (struct assignment_key){0}, 5, &list);
    assert_int_equal(list.n, 5);
    return st;
}

static enum store_status assignments_of_a_month(struct site *t)
{
    struct assignments list;
    enum store_status st = assignment_between(t->s, t->a, 0, NOW - DAY, NOW + 30 * DAY, 200, &list);
    assert_int_equal(list.n, 54);
    return st;
}

static enum store_status pictures(struct site *t, enum media_view view, const char *words)
{
    const struct media_query query = {.view = view, .words = words, .limit = 7};
    struct media_found out;
    enum store_status st = media_find(t->s, t->a, &query, NOW, &out);
    assert_int_equal(out.list.n, 7);
    return st;
}

static enum store_status the_library(struct site *t)
{
    return pictures(t, MEDIA_ALL, "");
}

static enum store_status pictures_that_nobody_has(struct site *t)
{
    return pictures(t, MEDIA_UNUSED, "");
}

static enum store_status pictures_whose_rights_end(struct site *t)
{
    return pictures(t, MEDIA_ENDING, "");
}

static enum store_status pictures_whose_rights_have_ended(struct site *t)
{
    return pictures(t, MEDIA_ENDED, "");
}

static enum store_status pictures_of_words_that_many_have(struct site *t)
{
    return pictures(t, MEDIA_ALL, "qua bee");
}

static enum store_status who_shows_a_picture(struct site *t)
{
    struct media m;
    struct media_user_rows rows;
    struct media_ran ran;
    int64_t at;
    enum store_status st = media_get(t->s, t->a, 3, &m);
    if (st == STORE_OK)
        st = media_used(t->s, t->a, &m, 0, 20, NOW, &rows);
    assert_int_equal(rows.n, 1);
    if (st == STORE_OK)
        st = media_last_ran(t->s, &m, NOW, &at);
    return st == STORE_OK ? media_ran_lately(t->s, t->a, &m, 0, NOW, &ran) : st;
}

static enum store_status what_was_updated(struct site *t)
{
    struct cards cards;
    return story_list_updated(t->s, t->a, 10, NOW, &cards);
}

static enum store_status an_older_page_of_a_section(struct site *t)
{
    struct cards cards;
    return story_list(t->s, t->a,
                      &(struct story_list_page){.list = LIST_SECTION,
                                                .key = t->city,
                                                .before = (struct list_key){T0 - 50 * STEP, 1},
                                                .limit = 20},
                      NOW, &cards);
}

static enum store_status pages_of_the_foot(struct site *t)
{
    struct cards cards;
    return story_list_pages(t->s, t->a, NOW, &cards);
}

static enum store_status a_story(struct site *t)
{
    enum story_found found;
    struct story_view v;
    const char *moved;
    enum store_status st = story_by_path(t->s, t->a, "/2026/01/story-number-1-of-the-harbour", NOW,
                                         &found, &v, &moved);
    assert_int_equal(found, STORY_FOUND);
    return st;
}

static enum store_status what_to_read_after_it(struct site *t)
{
    struct story_view v;
    struct cards cards;
    size_t related;
    enum store_status st = story_get(t->s, t->a, 2, 0, NOW, &v);
    return st == STORE_OK ? story_related(t->s, t->a, &v, 5, NOW, &cards, &related) : st;
}

static enum store_status its_neighbours(struct site *t)
{
    struct card older, newer;
    return story_neighbours(t->s, t->a, t->city, (struct list_key){T0 - 20 * STEP, 20}, NOW, &older,
                            &newer);
}

static enum store_status its_changes(struct site *t)
{
    struct changes changes;
    return story_changes(t->s, t->a, 2, NOW, &changes);
}

static enum store_status corrections(struct site *t)
{
    struct corrections list;
    return correction_list(t->s, t->a, (struct list_key){0, 0}, 5, NOW, &list);
}

static enum store_status a_day(struct site *t)
{
    struct cards cards;
    return story_list(t->s, t->a,
                      &(struct story_list_page){.from = T0 - DAY, .to = T0, .limit = 20}, NOW,
                      &cards);
}

static enum store_status days_counted(struct site *t)
{
    int64_t bounds[] = {T0 - 3 * DAY, T0 - 2 * DAY, T0 - DAY, T0}, counts[3];
    return story_counts(t->s, bounds, 4, NOW, counts);
}

static enum store_status the_month_before(struct site *t)
{
    int64_t at;
    enum store_status st = story_after(t->s, T0 - 3 * STEP, NOW, &at);
    return st == STORE_OK ? story_before(t->s, T0 - 3 * STEP, NOW, &at) : st;
}

static enum store_status a_feed(struct site *t)
{
    struct story_views views;
    return story_list_full(t->s, t->a, LIST_SECTION, t->city, 20, NOW, &views);
}

static enum store_status a_part_of_the_sitemap(struct site *t)
{
    struct sitemap_entries entries;
    return sitemap_list(t->s, t->a, 1, NOW, &entries);
}

static enum store_status the_news_sitemap(struct site *t)
{
    struct sitemap_entries entries;
    return sitemap_list_news(t->s, t->a, T0 - 2 * DAY, 1000, NOW, &entries);
}

static enum store_status until_when_pages_are_right(struct site *t)
{
    int64_t until;
    return store_ready_until(t->s, NOW, &until);
}

static enum store_status how_the_front_page_is_arranged(struct site *t)
{
    struct front f;
    struct card c;
    int64_t until;
    enum store_status st = front_now(t->s, t->a, NOW, &f, &until);
    assert_int_equal(f.n_pins, 2);
    return st == STORE_OK ? story_card(t->s, t->a, f.pins[0].story_id, NOW, &c) : st;
}

static enum store_status how_it_was_arranged_before(struct site *t)
{
    struct fronts all;
    struct front_story known;
    enum store_status st = front_history(t->s, t->a, 0, 20, &all);
    assert_int_equal(all.n, 20);
    if (st == STORE_OK)
        st = front_story(t->s, t->a, all.v[0].pins[0].story_id, NOW, &known);
    return st == STORE_OK ? front_waiting(t->s, t->a, 20, NOW, &all) : st;
}

static enum store_status desk(struct site *t, struct desk_filter f)
{
    struct desk_rows rows;
    return story_desk(t->s, t->a, &f, (struct list_key){0}, 20, NOW, &rows);
}

static enum store_status what_goes_out_next(struct site *t)
{
    struct coming_rows rows;
    return story_coming(t->s, t->a, 0, NOW + 1, INT64_MAX, 8, &rows);
}

static enum store_status the_desk(struct site *t)
{
    return desk(t, (struct desk_filter){.state = STORY_STATE_MAX, .kind = STORY_KIND_MAX});
}

static enum store_status its_live_stories(struct site *t)
{
    return desk(t, (struct desk_filter){.state = STORY_LIVE, .kind = STORY_KIND_MAX});
}

static enum store_status its_drafts(struct site *t)
{
    return desk(t, (struct desk_filter){.state = STORY_DRAFT, .kind = STORY_KIND_MAX});
}

static enum store_status what_it_has_scheduled(struct site *t)
{
    return desk(t, (struct desk_filter){.state = STORY_SCHEDULED, .kind = STORY_KIND_MAX});
}

static enum store_status what_it_has_withdrawn(struct site *t)
{
    return desk(t, (struct desk_filter){.state = STORY_WITHDRAWN, .kind = STORY_KIND_MAX});
}

static enum store_status its_bin(struct site *t)
{
    return desk(t, (struct desk_filter){.state = STORY_BINNED, .kind = STORY_KIND_MAX});
}

static enum store_status its_pages(struct site *t)
{
    return desk(t, (struct desk_filter){.state = STORY_STATE_MAX, .kind = STORY_PAGE});
}

static enum store_status its_stories_of_a_section_without_any(struct site *t)
{
    int64_t empty;
    assert_int_equal(group_put(t->s, GROUP_SECTION,
                               &(struct group){.slug = "empty", .name = "Empty"}, 0, T0, &empty,
                               &t->why),
                     STORE_OK);
    return desk(t, (struct desk_filter){
                       .state = STORY_STATE_MAX, .kind = STORY_KIND_MAX, .section_id = empty});
}

static enum store_status its_live_reviews_of_a_section(struct site *t)
{
    return desk(
        t, (struct desk_filter){.state = STORY_LIVE, .kind = STORY_REVIEW, .section_id = t->city});
}

static enum store_status somebodys_stories(struct site *t)
{
    return desk(t, (struct desk_filter){.state = STORY_STATE_MAX,
                                        .kind = STORY_KIND_MAX,
                                        .created_by = user_of(t, "ines", ROLE_AUTHOR)});
}

static enum store_status its_stories_by_publication(struct site *t)
{
    return desk(t, (struct desk_filter){.state = STORY_STATE_MAX,
                                        .kind = STORY_KIND_MAX,
                                        .order = DESK_BY_PUBLICATION,
                                        .count_most = 30});
}

static enum store_status its_drafts_beside(struct site *t)
{
    return desk(t, (struct desk_filter){
                       .state = STORY_STATE_MAX, .kind = STORY_KIND_MAX, .has = DESK_HAS_DRAFT});
}

/* What is offered while somebody types, to an editor and to an author. */
static enum store_status suggested(struct site *t, enum suggest_kind k, const char *typed)
{
    struct actor author = {.role = ROLE_AUTHOR, .user = user_of(t, "ines", ROLE_AUTHOR)};
    struct suggestions_shown found;
    enum store_status st = suggest(t->s, t->a, k, NULL, typed, NOW, &found);
    return st == STORE_OK ? suggest(t->s, t->a, k, &author, typed, NOW, &found) : st;
}

static enum store_status stories_suggested(struct site *t)
{
    return suggested(t, SUGGEST_STORY, "harb");
}

/* What the desk finds of words, a slug and a number, for an editor and for an author. */
static enum store_status stories_found(struct site *t)
{
    static const char *const typed[] = {"harb", "story-7", "7"};
    struct actor author = {.role = ROLE_AUTHOR, .user = user_of(t, "ines", ROLE_AUTHOR)};
    struct find_hits found;
    enum store_status st = STORE_OK;
    for (size_t i = 0; st == STORE_OK && i < sizeof typed / sizeof *typed; i++) {
        st = story_find_typed(t->s, t->a, NULL, typed[i], NOW, &found);
        if (st == STORE_OK)
            st = story_find_typed(t->s, t->a, &author, typed[i], NOW, &found);
    }
    return st;
}

static enum store_status tags_suggested(struct site *t)
{
    return suggested(t, SUGGEST_TAG, "fer");
}

static enum store_status bylines_suggested(struct site *t)
{
    return suggested(t, SUGGEST_BYLINE, "oka");
}

static enum store_status sources_suggested(struct site *t)
{
    return suggested(t, SUGGEST_SOURCE, "min");
}

/* clang-format off */
#define OP(f) {#f, f}
/* clang-format on */
static const struct {
    const char *name;
    enum store_status (*ask)(struct site *t);
} operations[] = {
    OP(all_stories),
    OP(a_section),
    OP(an_older_page_of_a_section),
    OP(a_tag),
    OP(a_byline),
    OP(a_byline_of_which_another_was_merged),
    OP(reviews),
    OP(prices_to_be_checked),
    OP(what_a_month_brings),
    OP(assignments),
    OP(assignments_that_are_done),
    OP(assignments_of_a_month),
    OP(the_library),
    OP(pictures_that_nobody_has),
    OP(pictures_whose_rights_end),
    OP(pictures_whose_rights_have_ended),
    OP(pictures_of_words_that_many_have),
    OP(who_shows_a_picture),
    OP(what_was_updated),
    OP(pages_of_the_foot),
    OP(a_story),
    OP(what_to_read_after_it),
    OP(its_neighbours),
    OP(its_changes),
    OP(corrections),
    OP(a_day),
    OP(days_counted),
    OP(the_month_before),
    OP(a_feed),
    OP(a_part_of_the_sitemap),
    OP(the_news_sitemap),
    OP(until_when_pages_are_right),
    OP(how_the_front_page_is_arranged),
    OP(how_it_was_arranged_before),
    OP(what_goes_out_next),
    OP(the_desk),
    OP(its_live_stories),
    OP(its_drafts),
    OP(what_it_has_scheduled),
    OP(what_it_has_withdrawn),
    OP(its_bin),
    OP(its_pages),
    OP(its_stories_of_a_section_without_any),
    OP(its_live_reviews_of_a_section),
    OP(somebodys_stories),
    OP(its_stories_by_publication),
    OP(its_drafts_beside),
    OP(stories_suggested),
    OP(stories_found),
    OP(tags_suggested),
    OP(bylines_suggested),
    OP(sources_suggested),
};
#define OPERATIONS (sizeof operations / sizeof *operations)

/* ---- What it costs --------------------------------------------------------------------------- */

/* Steps since it was last asked. */
static int64_t steps(const struct connection *c)
{
    int64_t n = 0;
    for (size_t set = 0; set < SET_MAX; set++)
        for (size_t i = 0; i < DB_STATEMENTS_MAX; i++)
            if (c->cache[set][i].stmt)
                n += sqlite3_stmt_status(c->cache[set][i].stmt, SQLITE_STMTSTATUS_VM_STEP, 1);
    return n;
}

static void measure(struct site *t, int64_t out[OPERATIONS])
{
    for (size_t i = 0; i < OPERATIONS; i++) {
        enum store_status st = operations[i].ask(t); /* statements are prepared */
        if (st != STORE_OK)
            fail_msg("%s: %s", operations[i].name, store_status_text(st));
        steps(t->s->connection);
        assert_int_equal(operations[i].ask(t), STORE_OK);
        out[i] = steps(t->s->connection);
    }
}

static void a_page_costs_the_same_at_a_hundred_times_the_stories(void **state)
{
    struct site *t = *state;
    int64_t few[OPERATIONS], many[OPERATIONS];
    int bad = 0;
    user_of(t, "ines", ROLE_AUTHOR);
    for (int i = 0; i < SEEDS; i++)
        add_story(t, i);
    for (int i = 0; i < PICTURES; i++)
        add_picture(t, i);
    assert_int_equal(group_merge(t->s, GROUP_BYLINE, "i-okafor", "ines-okafor", NULL, NOW, &t->why),
                     STORE_OK);
    arrange(t);
    say_of_newest(t, 1, false);
    assign(t, 60, NOW - 6 * HOUR, false);
    assign(t, 10, NOW + 60 * DAY, true);
    measure(t, few);
    grow(t);
    say_of_newest(t, 100, true);
    assign(t, 7000, NOW - 400 * DAY, true);
    measure(t, many);
    for (size_t i = 0; i < OPERATIONS; i++) {
        if (many[i] <= few[i] + few[i] / 10)
            continue;
        print_error("  %s: %" PRId64 " steps, then %" PRId64 "\n", operations[i].name, few[i],
                    many[i]);
        bad++;
    }
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_page_costs_the_same_at_a_hundred_times_the_stories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
