/* test_search.c: what readers find, and what they must not. */
#include "store_test.h"

#include "db/search.h"
#include "db/sqlite/search/fts.h" /* its cursors, to make some up */

/* ---- Helpers ------------------------------------------------------------------------------- */

/* Whatever a test did, the index fits the stories afterwards. */
static int verified_teardown(void **state)
{
    struct site *t = *state;
    int found = verify(t);
    site_teardown(state);
    return found;
}
#define searched(f) cmocka_unit_test_setup_teardown(f, site_setup, verified_teardown)

static struct search_hits search_for(struct site *t, const struct search_query *q, int64_t now)
{
    struct search_hits hits;
    enum store_status st = search_stories(t->s, t->a, q, now, &hits);
    if (st != STORE_OK)
        print_error("%s: %s\n", q->text, store_error(t->s));
    assert_int_equal(st, STORE_OK);
    return hits;
}

static struct search_hits find(struct site *t, const char *text, int64_t now)
{
    struct search_query q = {.text = text, .limit = 50};
    return search_for(t, &q, now);
}

static size_t count(struct site *t, const char *text, int64_t now)
{
    return find(t, text, now).n;
}

/* Publishes a story with this text and this time, or schedules it. */
static int64_t publish_text(struct site *t, const char *headline, const char *body, int64_t at)
{
    struct story_save in = new_story(headline);
    in.text.body = body;
    in.action = STORY_PUBLISH;
    in.published_at = at;
    return save(t, &in, T0).story_id;
}

static const char *marked(struct site *t, const struct snippet *s)
{
    const char *out = "";
    for (size_t i = 0; i < s->n; i++)
        out = arena_printf(t->a, s->v[i].mark ? "%s[%s]" : "%s%s", out, s->v[i].text);
    return out;
}

static const char *headlines(struct site *t, const struct search_hits *hits)
{
    const char *out = "";
    for (size_t i = 0; i < hits->n; i++)
        out = arena_printf(t->a, "%s%s%s", out, i > 0 ? ", " : "", hits->v[i].card.headline);
    return out;
}

/* ---- What is found ------------------------------------------------------------------------- */

static void every_part_of_a_story_is_found(void **state)
{
    struct site *t = *state;
    const char *takeaways[] = {"Porpoises returned."};
    struct group tags[] = {{.name = "Marine Life"}, {.name = "Noise"}};
    struct group bylines[] = {{.name = "Łucja Brandt"}, {.name = "Tomas Reyle"}};
    struct story_save in = new_story("Quiet water");
    in.text.dek = "Ferries slowed down.";
    in.text.body = "Hydrophones *listened* all summer.";
    in.text.takeaways = (struct strlist){takeaways, 1};
    in.text.tags = (struct groups){tags, 2};
    in.text.bylines = (struct groups){bylines, 2};
    in.action = STORY_PUBLISH;
    save(t, &in, T0);
    static const char *const texts[] = {
        "quiet",        "WATER",           "ferries",
        "hydrophones",  "listened",        "porpoises",
        "marine",       "\"marine life\"", "noise",
        "lucja brandt", "Reyle",           "quiet -loud",
        "hydro*",       "loud OR quiet",   "quiet ferries porpoises noise"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (count(t, texts[i], T0) != 1)
            fail_msg("not found: %s", texts[i]);
    }
    static const char *const not [] = {"loud", "quiet loud", "quiet -water", "\"water quiet\"",
                                       "quie", "city",       "okafor"};
    for (size_t i = 0; i < sizeof not / sizeof *not ; i++) {
        if (count(t, not [i], T0) != 0)
            fail_msg("found: %s", not [i]);
    }
}

static void anything_typed_gives_an_answer(void **state)
{
    struct site *t = *state;
    publish_text(t, "Learn C++ at 100% with a mother-in-law", "It's 東京都 😀.", T0);
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {
        {"mother-in-law", 1},
        {"C++", 1},
        {"100%", 1},
        {"it's", 1},
        {"It’s", 1},
        {"東京", 1},
        {"京都", 1},
        {"都", 1},
        {"京", 1},
        {"都東", 0},
        {"😀", 1},
        {"🎈", 0},
        {"c", 1},
        {"\"", 0},
        {"", 0},
        {"NEAR(", 0},
        {"AND", 0},
        {"\"\" OR (", 0},
        {"*", 0},
        {"^learn", 1},
        {"headline:learn", 0},
        {"{headline}: learn", 0},
        {"learn'", 1},
        {"-learn", 0},
        {"learn NOT", 1},
        {"'; DROP TABLE search; --", 0},
        {"\x01", 0},
        {"a OR OR b", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (count(t, cases[i].text, T0) != cases[i].n)
            fail_msg("%s: not %zu", cases[i].text, cases[i].n);
    }
    assert_true(find(t, "\"", T0).nothing_asked);
    assert_true(find(t, "-learn", T0).nothing_asked);
    assert_false(find(t, "learn", T0).nothing_asked);
    char *text = arena_alloc(t->a, 100001);
    memset(text, 'x', 100000);
    assert_int_equal(count(t, text, T0), 0);
    for (size_t i = 0; i < 100000; i += 2)
        text[i] = '"';
    assert_true(find(t, text, T0).cut);
}

static void every_byte_pair_gives_an_answer(void **state)
{
    struct site *t = *state;
    publish_text(t, "Quiet water", "Nothing else.", T0);
    for (int c = 1; c < 128; c++) {
        for (int d = 1; d < 128; d += 7) {
            char text[] = {(char)c, 'a', (char)d, '*', (char)c, 'b', (char)d, '"', 0};
            (void)count(t, text, T0);
        }
    }
}

static void hits_show_what_was_found(void **state)
{
    struct site *t = *state;
    publish_text(t, "Kelp & <b>harbours</b>", "Nobody knew.\n\nThe *kelp* grew — <i>fast</i>.", T0);
    struct search_hits hits = find(t, "kelp harb*", T0);
    assert_int_equal(hits.n, 1);
    assert_string_equal(marked(t, &hits.v[0].headline), "[Kelp] & <b>[harbours]</b>");
    assert_string_equal(marked(t, &hits.v[0].text), "Nobody knew. The [kelp] grew — fast.");
    assert_int_not_equal(hits.v[0].card.section_id, 0);
    hits = find(t, "standfirst", T0);
    assert_string_equal(marked(t, &hits.v[0].text), "A [standfirst].");
}

static void pages_are_found_too(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("About us");
    in.kind = STORY_PAGE;
    in.text.bylines = in.text.tags = (struct groups){0};
    in.text.section.slug = "";
    in.action = STORY_PUBLISH;
    save(t, &in, T0);
    struct search_hits hits = find(t, "about", T0);
    assert_int_equal(hits.n, 1);
    assert_int_equal(hits.v[0].card.kind, STORY_PAGE);
}

/* ---- Only what is live --------------------------------------------------------------------- */

static void a_draft_is_not_found(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Secret");
    save(t, &in, T0);
    in.action = STORY_SUBMIT;
    save(t, &in, T0);
    assert_int_equal(count(t, "secret", T0 + DAY), 0);
}

static void a_scheduled_story_is_found_from_its_second_on(void **state)
{
    struct site *t = *state;
    int64_t at = T0 + 3 * HOUR + 17;
    publish_text(t, "Embargo lifted", "Merger.", at);
    assert_int_equal(count(t, "embargo", T0), 0);
    assert_int_equal(count(t, "embargo", at - 1), 0);
    assert_int_equal(count(t, "embargo", at), 1);
    struct search_query newest = {.text = "merger", .sort = SEARCH_NEWEST, .limit = 10};
    assert_int_equal(search_for(t, &newest, at - 1).n, 0);
    assert_int_equal(search_for(t, &newest, at).n, 1);
}

static void words_that_wait_are_never_suggested(void **state)
{
    struct site *t = *state;
    publish_text(t, "Embargoes", "Merger.", T0 + HOUR);
    assert_null(find(t, "embargoez", T0).suggestion);
    assert_null(find(t, "embargoes", T0).suggestion);
    assert_string_equal(find(t, "embargoez", T0 + HOUR).suggestion, "embargoes");
}

static void a_staged_change_is_found_from_its_second_on(void **state)
{
    struct site *t = *state;
    int64_t id = publish_text(t, "Quiet water", "Whales came.", T0);
    struct story_save in = next_save(t, id, T0, "Dolphins came.");
    in.action = STORY_PUBLISH;
    in.go_live_at = T0 + HOUR;
    in.edit = EDIT_MINOR;
    save(t, &in, T0 + MINUTE);
    assert_int_equal(count(t, "whales", T0 + HOUR - 1), 1);
    assert_int_equal(count(t, "dolphins", T0 + HOUR - 1), 0);
    assert_int_equal(count(t, "whales", T0 + HOUR), 0);
    assert_int_equal(count(t, "dolphins", T0 + HOUR), 1);
    struct search_hits hits = find(t, "dolphins OR whales", T0 + HOUR);
    assert_int_equal(hits.n, 1);
    assert_string_equal(marked(t, &hits.v[0].text), "[Dolphins] came.");
}

static void an_edit_replaces_what_is_found(void **state)
{
    struct site *t = *state;
    int64_t id = publish_text(t, "Quiet water", "Whales came.", T0);
    for (int i = 0; i < 20; i++) {
        struct story_save in = next_save(t, id, T0 + i, i % 2 ? "Whales came." : "Seals came.");
        in.action = STORY_PUBLISH;
        in.edit = EDIT_MINOR;
        save(t, &in, T0 + i);
        assert_int_equal(count(t, "whales", T0 + i), (size_t)(i % 2));
        assert_int_equal(count(t, "seals", T0 + i), (size_t)(1 - i % 2));
    }
    struct story_save in = next_save(t, id, T0 + HOUR, "Otters came.");
    save(t, &in, T0 + HOUR); /* kept, not published */
    assert_int_equal(count(t, "otters", T0 + DAY), 0);
    assert_int_equal(count(t, "whales", T0 + DAY), 1);
}

static void a_withdrawn_story_is_not_found_until_restored(void **state)
{
    struct site *t = *state;
    int64_t id = publish_text(t, "Quiet water", "Whales came.", T0);
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "Wrong.", 0, T0 + 1, &t->why), STORE_OK);
    assert_int_equal(count(t, "whales", T0 + 1), 0);
    assert_int_equal(restore(t, id, T0 + 2), STORE_OK);
    assert_int_equal(count(t, "whales", T0 + 2), 1);
}

static void an_unscheduled_or_moved_story_follows_its_time(void **state)
{
    struct site *t = *state;
    int64_t id = publish_text(t, "Embargo", "Merger.", T0 + HOUR);
    assert_int_equal(story_set_published(t->s, id, T0 + DAY, TIME_ANY, 0, T0, &t->why), STORE_OK);
    assert_int_equal(count(t, "embargo", T0 + HOUR), 0);
    assert_int_equal(count(t, "embargo", T0 + DAY), 1);
    assert_int_equal(unschedule(t, id, T0 + 1), STORE_OK);
    assert_int_equal(count(t, "embargo", T0 + 2 * DAY), 0);
}

static void a_renamed_byline_is_found_by_its_new_name(void **state)
{
    struct site *t = *state;
    publish_text(t, "Quiet water", "Whales came.", T0);
    assert_int_equal(group_put(t->s, GROUP_BYLINE,
                               &(struct group){.slug = "ines-okafor", .name = "Ines Reyle"}, 0, T0,
                               NULL, &t->why),
                     STORE_OK);
    assert_int_equal(count(t, "okafor", T0), 0);
    assert_int_equal(count(t, "reyle", T0), 1);
    assert_int_equal(group_put(t->s, GROUP_TAG, &(struct group){.slug = "harbour", .name = "Port"},
                               0, T0, NULL, &t->why),
                     STORE_OK);
    assert_int_equal(count(t, "port", T0), 1);
    int64_t id = find(t, "reyle", T0).v[0].card.id;
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "Wrong.", 0, T0 + 1, &t->why), STORE_OK);
    assert_int_equal(count(t, "reyle OR port OR whales", T0 + 1), 0);
}

static void a_failed_batch_leaves_nothing_to_find(void **state)
{
    struct site *t = *state;
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    publish_text(t, "Quiet water", "Whales came.", T0);
    store_batch_abandon(t->s);
    assert_int_equal(count(t, "whales", T0), 0);
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    publish_text(t, "Quiet water", "Whales came.", T0);
    struct story_save bad = new_story("");
    struct story_saved out;
    bad.action = STORY_PUBLISH;
    assert_int_equal(try_save(t, &bad, T0, &out), STORE_REFUSED);
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
    assert_int_equal(count(t, "whales", T0), 1);
    assert_int_equal(count(t, "whal*", T0), 1);
}

/* ---- Filters and order --------------------------------------------------------------------- */

static void section_byline_and_dates_narrow(void **state)
{
    struct site *t = *state;
    struct group other = {.name = "Tomas Reyle"};
    struct group g;
    struct story_save in = new_story("Whales in science");
    in.text.section.slug = "science";
    in.text.bylines = (struct groups){&other, 1};
    in.action = STORY_PUBLISH;
    save(t, &in, T0);
    publish_text(t, "Whales in the city", "Swim.", T0 - 2 * DAY);
    publish_text(t, "Old whales", "Swam.", INT64_C(-1000000000000)); /* 1938 */
    struct search_query q = {.text = "whales", .limit = 10};
    assert_int_equal(search_for(t, &q, T0).n, 3);
    q.section_id = t->science;
    assert_int_equal(search_for(t, &q, T0).n, 1);
    q.section_id = t->city;
    assert_int_equal(search_for(t, &q, T0).n, 2);
    q.section_id = 0;
    assert_int_equal(group_find(t->s, t->a, GROUP_BYLINE, "tomas-reyle", &g), STORE_OK);
    q.byline_id = g.id;
    assert_int_equal(search_for(t, &q, T0).n, 1);
    q.section_id = t->city;
    assert_int_equal(search_for(t, &q, T0).n, 0);
    q.section_id = q.byline_id = 0;
    q.from = T0 - 2 * DAY;
    assert_int_equal(search_for(t, &q, T0).n, 2);
    q.from = T0 - 2 * DAY + 1;
    assert_int_equal(search_for(t, &q, T0).n, 1);
    q.from = 0;
    q.to = T0 - 2 * DAY;
    assert_int_equal(search_for(t, &q, T0).n, 1);
    q.to = T0 - 2 * DAY + 1;
    assert_int_equal(search_for(t, &q, T0).n, 2);
    q.from = q.to;
    assert_int_equal(search_for(t, &q, T0).n, 0);
}

static void a_headline_weighs_more_than_a_mention(void **state)
{
    struct site *t = *state;
    publish_text(t, "Kelp farms", "They grow.", T0 - 10 * DAY);
    publish_text(t, "Quiet water", "Some kelp was there.", T0);
    struct search_hits hits = find(t, "kelp", T0);
    assert_string_equal(headlines(t, &hits), "Kelp farms, Quiet water");
    struct search_query q = {.text = "kelp", .sort = SEARCH_NEWEST, .limit = 10};
    hits = search_for(t, &q, T0);
    assert_string_equal(headlines(t, &hits), "Quiet water, Kelp farms");
}

static void of_equals_the_newer_comes_first(void **state)
{
    struct site *t = *state;
    publish_text(t, "Old kelp", "It grew.", T0 - 900 * DAY);
    publish_text(t, "New kelp", "It grows.", T0 - DAY);
    struct search_hits hits = find(t, "kelp", T0);
    assert_string_equal(headlines(t, &hits), "New kelp, Old kelp");
}

/* A story of today counts whole, one of half a year ago seven tenths, a very old one four tenths;
 * a word said twice counts a quarter more than one said once; in the headline ten times as much, as
 * a tag five times, in the standfirst four times. */
static void age_weighs_as_much_as_it_should(void **state)
{
    struct site *t = *state;
    publish_text(t, "Twice last month", "Kelp and kelp.", T0 - 30 * DAY);
    publish_text(t, "Twice half a year ago", "Kelp and kelp.", T0 - 180 * DAY);
    publish_text(t, "Once today", "Kelp.", T0);
    struct search_hits hits = find(t, "kelp", T0);
    assert_string_equal(headlines(t, &hits), "Twice last month, Once today, Twice half a year ago");
    publish_text(t, "Eels of ten years ago", "They swim.", T0 - 3650 * DAY);
    struct story_save in = new_story("Quiet water");
    in.text.dek = "Eels came back.";
    in.action = STORY_PUBLISH;
    in.published_at = T0;
    save(t, &in, T0);
    struct group tag = {.name = "Eels"};
    in = new_story("Clear water");
    in.text.tags = (struct groups){&tag, 1};
    in.action = STORY_PUBLISH;
    in.published_at = T0;
    save(t, &in, T0);
    hits = find(t, "eels", T0);
    assert_string_equal(headlines(t, &hits), "Clear water, Eels of ten years ago, Quiet water");
}

/* All pages of a search, with no story twice; *n counts them. */
static void walk_pages(struct site *t, struct search_query q, int64_t now, bool *seen, size_t *n)
{
    struct search_hits hits;
    *n = 0;
    do {
        hits = search_for(t, &q, now);
        for (size_t i = 0; i < hits.n; i++) {
            assert_false(seen[hits.v[i].card.id]);
            seen[hits.v[i].card.id] = true;
        }
        *n += hits.n;
        assert_true(!hits.more || hits.n == q.limit);
        assert_true(hits.more == (hits.next != NULL));
        q.after = hits.next;
    } while (hits.more);
}

static void pages_follow_each_other_without_gap_or_double(void **state)
{
    struct site *t = *state;
    enum { STORIES = 157 };
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    for (int i = 0; i < STORIES; i++) /* many of one second, out of order */
        publish_text(t, i % 3 ? "Kelp" : "Quiet", i % 5 ? "Kelp kelp." : "Kelp.",
                     T0 - i * 37 % 11 * DAY);
    publish_text(t, "Kelp of tomorrow", "Kelp.", T0 + DAY);
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
    for (int sort = 0; sort < SEARCH_SORT_MAX; sort++) {
        bool seen[STORIES + 10] = {false};
        size_t n;
        struct search_query q = {.text = "kelp", .limit = 10, .sort = (enum search_sort)sort};
        walk_pages(t, q, T0, seen, &n);
        assert_int_equal(n, STORIES);
        q.limit = 1;
        q.from = T0 - 5 * DAY;
        q.to = T0 - 3 * DAY;
        memset(seen, 0, sizeof seen);
        walk_pages(t, q, T0, seen, &n);
        assert_int_equal(n, 29);
    }
}

static void a_story_published_meanwhile_moves_no_page(void **state)
{
    struct site *t = *state;
    for (int i = 0; i < 6; i++)
        publish_text(t, "Kelp", "Grows.", T0 - i * HOUR);
    for (int sort = 0; sort < SEARCH_SORT_MAX; sort++) {
        struct search_query q = {.text = "kelp", .limit = 3, .sort = (enum search_sort)sort};
        struct search_hits first = search_for(t, &q, T0 + sort * HOUR);
        struct story_save in = new_story("Kelp again");
        in.action = STORY_PUBLISH;
        save(t, &in, T0 + sort * HOUR + MINUTE);
        q.after = first.next;
        struct search_hits second = search_for(t, &q, T0 + sort * HOUR + 2 * MINUTE);
        assert_int_equal(second.n, 3);
        for (size_t i = 0; i < 9; i++)
            assert_true(first.v[i / 3].card.id != second.v[i % 3].card.id);
    }
}

static void a_cursor_that_was_damaged_is_refused(void **state)
{
    struct site *t = *state;
    for (int i = 0; i < 3; i++)
        publish_text(t, "Kelp", "Grows.", T0 - i * HOUR);
    for (int sort = 0; sort < SEARCH_SORT_MAX; sort++) {
        struct search_query q = {.text = "kelp", .limit = 1, .sort = (enum search_sort)sort};
        const char *good = search_for(t, &q, T0).next;
        struct search_hits hits;
        assert_non_null(good);
        size_t n = strlen(good);
        assert_true(n <= 100);
        assert_int_equal(strspn(good, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                      "0123456789-_"),
                         n);
        for (size_t i = 0; i < n; i++) {
            char *bad = arena_dup(t->a, good);
            bad[i] = bad[i] == 'q' ? 'r' : 'q';
            q.after = bad;
            assert_int_equal(search_stories(t->s, t->a, &q, T0, &hits), STORE_REFUSED);
            q.after = i == 0 ? "A" : arena_dupn(t->a, good, i);
            assert_int_equal(search_stories(t->s, t->a, &q, T0, &hits), STORE_REFUSED);
        }
        const char *const beside[] = {"x", " ", "1-2-3-4-5", "q=", "\xC3\xBC", good};
        for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
            q.after = arena_printf(t->a, "%s%s", beside[i], good);
            assert_int_equal(search_stories(t->s, t->a, &q, T0, &hits), STORE_REFUSED);
            q.after = arena_printf(t->a, "%s%s", good, beside[i]);
            assert_int_equal(search_stories(t->s, t->a, &q, T0, &hits), STORE_REFUSED);
        }
        q.after = "1-2-3-4-5";
        assert_int_equal(search_stories(t->s, t->a, &q, T0, &hits), STORE_REFUSED);
        q.after = "";
        assert_int_equal(search_stories(t->s, t->a, &q, T0, &hits), STORE_OK);
    }
}

/* Whoever knows the engine may make one up. */
static void a_made_up_cursor_is_harmless(void **state)
{
    struct site *t = *state;
    publish_text(t, "Kelp", "Grows.", T0);
    publish_text(t, "Kelp tomorrow", "Grows.", T0 + DAY);
    static const int64_t big = INT64_C(9000000000000000000);
    const struct search_cursor odd[] = {
        {big, big, 0, 0, 0},
        {0, 0, 0, 0, big},
        {0, 1, 5, 0, 0},
        {1, 0, 0, 0, 0},
        {0, 0, big, 0, 0},
        {0, 5, 9, 1, 1},
        {0, 0, 1, 1, 1},
        {big, 1, 1, 1, big},
        {INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX},
    };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct search_query q = {.text = "kelp", .limit = 10};
        struct search_cursor back;
        q.after = search_cursor_pack(t->a, &odd[i]);
        assert_true(search_cursor_unpack(q.after, &back));
        assert_memory_equal(&back, &odd[i], sizeof back);
        for (int sort = 0; sort < SEARCH_SORT_MAX; sort++) {
            q.sort = (enum search_sort)sort;
            struct search_hits hits = search_for(t, &q, T0);
            for (size_t k = 0; k < hits.n; k++)
                assert_string_equal(hits.v[k].card.headline, "Kelp");
        }
    }
}

/* ---- Nothing found ------------------------------------------------------------------------- */

static void a_slip_is_set_right(void **state)
{
    struct site *t = *state;
    publish_text(t, "Hydrophones in the harbour", "Ёлка стоит.", T0);
    static const char *const cases[][2] = {
        {"hydrophnes", "hydrophones"},
        {"hydorphones", "hydrophones"},
        {"harbou", "harbour"},
        {"harbor", "harbour"},
        {"hydrophones harbuor", "hydrophones harbour"},
        {"(harbuor) -nothing", "(harbour) -nothing"},
        {"стоют", "стоит"},
        {"harbr", NULL},
        {"-nothing hydrophnes OR x", NULL},
        {"hydrophnes \"the harbour\" harbuor", "hydrophones \"the harbour\" harbour"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct search_hits hits = find(t, cases[i][0], T0);
        if (cases[i][1] == NULL) {
            assert_null(hits.suggestion);
            continue;
        }
        if (hits.suggestion == NULL)
            fail_msg("no suggestion for %s", cases[i][0]);
        assert_string_equal(hits.suggestion, cases[i][1]);
        assert_true(count(t, hits.suggestion, T0) > 0);
    }
    assert_null(find(t, "zzzzzz", T0).suggestion);
    assert_null(find(t, "harbour", T0).suggestion);
    assert_null(find(t, "東京", T0).suggestion);
}

/* ---- Opening ------------------------------------------------------------------------------- */

static void a_reader_finds_what_a_writer_wrote(void **state)
{
    struct site *t = *state;
    struct store *writer = t->s, *reader;
    assert_int_equal(store_open(t->dir, STORE_READ, &reader), STORE_OK);
    t->s = reader;
    assert_int_equal(count(t, "whales", T0), 0);
    t->s = writer;
    publish_text(t, "Quiet water", "Whales came.", T0);
    t->s = reader;
    assert_int_equal(count(t, "whales", T0), 1);
    assert_int_equal(count(t, "wha*", T0), 1);
    assert_string_equal(find(t, "whalse", T0).suggestion, "whales");
    t->s = writer;
    store_close(reader);
}

static void a_reset_index_is_filled_again_and_tidied(void **state)
{
    struct site *t = *state;
    bool left = true;
    for (int i = 0; i < 30; i++)
        publish_text(t, "Kelp", "Grows.", T0 - i * HOUR);
    publish_text(t, "Kelp", "Grows.", T0 + HOUR);
    assert_int_equal(search_reset(t->s), STORE_OK);
    assert_int_equal(search_catch_up(t->s, 10000, &left), STORE_OK);
    assert_false(left);
    assert_int_equal(count(t, "kelp", T0), 30);
    assert_int_equal(count(t, "kelp", T0 + HOUR), 31);
    assert_int_equal(count(t, "kel*", T0), 30);
    assert_int_equal(search_optimise(t->s), STORE_OK);
    assert_int_equal(search_optimise(t->s), STORE_OK);
    assert_int_equal(count(t, "kelp", T0), 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        searched(every_part_of_a_story_is_found),
        searched(anything_typed_gives_an_answer),
        searched(every_byte_pair_gives_an_answer),
        searched(hits_show_what_was_found),
        searched(pages_are_found_too),
        searched(a_draft_is_not_found),
        searched(a_scheduled_story_is_found_from_its_second_on),
        searched(words_that_wait_are_never_suggested),
        searched(a_staged_change_is_found_from_its_second_on),
        searched(an_edit_replaces_what_is_found),
        searched(a_withdrawn_story_is_not_found_until_restored),
        searched(an_unscheduled_or_moved_story_follows_its_time),
        searched(a_renamed_byline_is_found_by_its_new_name),
        searched(a_failed_batch_leaves_nothing_to_find),
        searched(section_byline_and_dates_narrow),
        searched(a_headline_weighs_more_than_a_mention),
        searched(of_equals_the_newer_comes_first),
        searched(age_weighs_as_much_as_it_should),
        searched(pages_follow_each_other_without_gap_or_double),
        searched(a_story_published_meanwhile_moves_no_page),
        searched(a_cursor_that_was_damaged_is_refused),
        searched(a_made_up_cursor_is_harmless),
        searched(a_slip_is_set_right),
        searched(a_reader_finds_what_a_writer_wrote),
        searched(a_reset_index_is_filled_again_and_tidied),
    };
    return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
