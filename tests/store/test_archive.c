/* test_archive.c: feeds, related stories, the archive and sitemaps: what they hold, and above all
 * what they do not hold yet or any more. */
#include "store_test.h"

#include "db/archive.h"
#include "db/feed.h"
#include "db/related.h"
#include "db/sitemap.h"

/* A story with tags and a section of its own, published at `at`. */
static int64_t tagged(struct site *t, const char *headline, const char *tags, const char *section,
                      int64_t at)
{
    struct story_save in = new_story(headline);
    struct group list[4];
    struct groups all = {list, 0};
    struct strlist names = {NULL, 0};
    char *copy = arena_dup(t->a, tags), *rest = NULL;
    for (char *s = strtok_r(copy, ",", &rest); s != NULL; s = strtok_r(NULL, ",", &rest))
        strlist_add(t->a, &names, s);
    for (; all.n < names.n; all.n++)
        list[all.n] = (struct group){.name = names.v[all.n]};
    in.text.tags = all;
    in.text.section.slug = section;
    in.action = STORY_PUBLISH;
    in.published_at = at;
    return save(t, &in, T0).story_id;
}

static struct story_views full(struct site *t, int64_t now)
{
    struct story_views views;
    assert_int_equal(story_list_full(t->s, t->a, LIST_ALL, 0, 20, now, &views), STORE_OK);
    return views;
}

static void withdraw(struct site *t, int64_t id, int64_t now)
{
    forget_problems(t);
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "It was wrong.", 0, now, &t->why),
                     STORE_OK);
}

/* Stages a text for a live story. */
static void stage(struct site *t, int64_t id, const char *body, int64_t at, int64_t now)
{
    struct story_save in = next_save(t, id, now, body);
    in.action = STORY_PUBLISH;
    in.edit = EDIT_UPDATE;
    in.note = "What is new.";
    in.go_live_at = at;
    save(t, &in, now);
}

/* ---- Whole stories ------------------------------------------------------------------------- */

static void a_full_list_has_the_live_text_of_the_newest_first(void **state)
{
    struct site *t = *state;
    publish(t, "Old", T0 - DAY, T0);
    publish(t, "New", T0 - HOUR, T0);
    publish(t, "Waits", T0 + DAY, T0);
    struct story_save draft = new_story("Draft");
    save(t, &draft, T0);
    struct story_views views = full(t, T0);
    assert_int_equal(views.n, 2);
    assert_string_equal(views.v[0].revision.text.headline, "New");
    assert_string_equal(views.v[1].revision.text.headline, "Old");
    assert_non_null(strstr(views.v[0].revision.body_html, "The harbour was quiet."));
    assert_int_equal(views.v[0].revision.text.tags.n, 1);
}

static void a_staged_text_is_in_a_full_list_from_its_second_on(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Story", T0 - DAY, T0 - DAY);
    stage(t, id, "A secret until tomorrow.", T0 + DAY, T0);
    assert_null(strstr(full(t, T0 + DAY - 1).v[0].revision.body_html, "secret"));
    assert_int_equal(full(t, T0 + DAY - 1).v[0].story.updated_at, 0);
    assert_non_null(strstr(full(t, T0 + DAY).v[0].revision.body_html, "secret"));
    assert_int_equal(full(t, T0 + DAY).v[0].story.updated_at, T0 + DAY);
}

static void a_full_list_changed_when_its_text_went_live_or_a_story_went(void **state)
{
    struct site *t = *state;
    assert_int_equal(full(t, T0).changed_at, 0);
    publish(t, "First", 0, T0);
    int64_t id = publish(t, "Second", 0, T0 + HOUR);
    assert_int_equal(full(t, T0 + 2 * HOUR).changed_at, T0 + HOUR);
    stage(t, id, "Staged.", T0 + DAY, T0 + 2 * HOUR);
    assert_int_equal(full(t, T0 + DAY - 1).changed_at, T0 + HOUR);
    assert_int_equal(full(t, T0 + DAY).changed_at, T0 + DAY);
    withdraw(t, id, T0 + 2 * DAY);
    assert_int_equal(full(t, T0 + 2 * DAY).changed_at, T0 + 2 * DAY);
    assert_int_equal(full(t, T0 + 2 * DAY).n, 1);
}

/* ---- Related stories ----------------------------------------------------------------------- */

static struct cards related(struct site *t, int64_t id, int64_t now, size_t *alike)
{
    struct story_view v;
    struct story st = story_now(t, id, now);
    struct cards cards;
    assert_int_equal(story_get(t->s, t->a, id, st.live, now, &v), STORE_OK);
    assert_int_equal(story_related(t->s, t->a, &v, 3, now, &cards, alike), STORE_OK);
    return cards;
}

static void related_stories_share_most_tags_then_the_section(void **state)
{
    struct site *t = *state;
    size_t alike;
    int64_t id = tagged(t, "Read", "Harbour,Energy", "city", T0 - 9 * HOUR);
    tagged(t, "Same section", "Bread", "city", T0 - HOUR);
    tagged(t, "Newest of one tag", "Energy", "science", T0 - 2 * HOUR);
    tagged(t, "Older of one tag", "Harbour", "science", T0 - 3 * HOUR);
    tagged(t, "Both tags", "Energy,Harbour", "science", T0 - 8 * HOUR);
    struct cards c = related(t, id, T0, &alike);
    assert_int_equal(c.n, 3);
    assert_int_equal(alike, 3);
    assert_string_equal(c.v[0].headline, "Both tags");
    assert_string_equal(c.v[1].headline, "Newest of one tag");
    assert_string_equal(c.v[2].headline, "Older of one tag");
}

static void a_section_fills_up_what_tags_do_not(void **state)
{
    struct site *t = *state;
    size_t alike;
    int64_t id = tagged(t, "Read", "Harbour", "city", T0 - 9 * HOUR);
    tagged(t, "By tag, in the section", "Harbour", "city", T0 - HOUR);
    tagged(t, "Elsewhere", "Bread", "science", T0 - HOUR);
    tagged(t, "In the section", "Bread", "city", T0 - 2 * HOUR);
    struct cards c = related(t, id, T0, &alike);
    assert_int_equal(c.n, 2);
    assert_int_equal(alike, 1);
    assert_string_equal(c.v[0].headline, "By tag, in the section");
    assert_string_equal(c.v[1].headline, "In the section");
}

/* Without a tag in common; the words are those of the headline alone. */
static int64_t worded(struct site *t, const char *headline, const char *section, int64_t at)
{
    struct story_save in = new_story(headline);
    in.text.dek = "";
    in.text.tags = (struct groups){NULL, 0};
    in.text.section.slug = section;
    in.action = STORY_PUBLISH;
    in.published_at = at;
    return save(t, &in, T0).story_id;
}

static void stories_with_the_same_rare_words_come_before_the_section(void **state)
{
    struct site *t = *state;
    size_t alike;
    int64_t id = worded(t, "Otterbank pensions move again", "city", T0 - 9 * HOUR);
    worded(t, "Newest of the section", "city", T0 - HOUR);
    worded(t, "One word alone: pensions", "science", T0 - HOUR);
    worded(t, "Who moved the pensions of Otterbank?", "science", T0 - 8 * HOUR);
    worded(t, "Pensions move, Otterbank says", "science", T0 - 7 * HOUR);
    struct cards c = related(t, id, T0, &alike);
    assert_int_equal(c.n, 3);
    assert_int_equal(alike, 2);
    assert_string_equal(c.v[0].headline, "Pensions move, Otterbank says");
    assert_string_equal(c.v[1].headline, "Who moved the pensions of Otterbank?");
    assert_string_equal(c.v[2].headline, "Newest of the section");
}

static void words_of_scripts_without_spaces_are_alike_too(void **state)
{
    struct site *t = *state;
    size_t alike;
    int64_t id = worded(t, "\u6E21\u8F6E\u505C\u8FD0\u4E09\u5C0F\u65F6", "city", T0 - 9 * HOUR);
    worded(t, "\u6E21\u8F6E\u505C\u8FD0", "science", T0 - HOUR);
    worded(t, "\u6C34\u58F6", "science", T0 - HOUR);
    assert_int_equal(related(t, id, T0, &alike).n, 1);
    assert_int_equal(alike, 1);
}

static void a_text_that_readers_do_not_see_makes_no_story_alike(void **state)
{
    struct site *t = *state;
    size_t alike;
    int64_t id = worded(t, "Otterbank pensions move", "city", T0 - 9 * HOUR);
    int64_t other = worded(t, "A kettle", "science", T0 - HOUR);
    worded(t, "Otterbank pensions tomorrow", "science", T0 + DAY);
    int64_t gone = worded(t, "Otterbank pensions yesterday", "science", T0 - HOUR);
    withdraw(t, gone, T0);
    struct story_save in = next_save(t, other, T0, "Another body.");
    in.text.headline = "Otterbank pensions boil";
    in.action = STORY_PUBLISH;
    in.edit = EDIT_MINOR;
    in.go_live_at = T0 + DAY;
    save(t, &in, T0);
    assert_int_equal(related(t, id, T0 + 1, &alike).n, 0);
    struct cards later = related(t, id, T0 + DAY, &alike);
    assert_int_equal(later.n, 2);
    in = next_save(t, other, T0 + 2 * DAY, "A third body.");
    in.text.headline = "A kettle again";
    in.action = STORY_PUBLISH;
    in.edit = EDIT_MINOR;
    save(t, &in, T0 + 2 * DAY);
    assert_int_equal(related(t, id, T0 + 2 * DAY, &alike).n, 1);
}

static void related_stories_are_live_ones(void **state)
{
    struct site *t = *state;
    size_t alike;
    int64_t id = tagged(t, "Read", "Harbour", "city", T0 - 9 * HOUR);
    tagged(t, "Tomorrow", "Harbour", "city", T0 + DAY);
    int64_t gone = tagged(t, "Gone", "Harbour", "city", T0 - HOUR);
    int64_t moves = tagged(t, "Moves here", "Bread", "science", T0 - HOUR);
    withdraw(t, gone, T0);
    struct story_save in = next_save(t, moves, T0, "Of the harbour now.");
    in.text.tags = (struct groups){&one_tag, 1};
    in.action = STORY_PUBLISH;
    in.edit = EDIT_MINOR;
    in.go_live_at = T0 + DAY;
    save(t, &in, T0);
    assert_int_equal(related(t, id, T0 + 1, &alike).n, 0);
    assert_int_equal(related(t, id, T0 + DAY, &alike).n, 2);
}

/* ---- Years, months, days ------------------------------------------------------------------- */

static void counts_are_of_live_stories_in_half_open_stretches(void **state)
{
    struct site *t = *state;
    int64_t bounds[] = {T0, T0 + DAY, T0 + 2 * DAY, T0 + 3 * DAY}, counts[3];
    int64_t now = T0 + 2 * DAY + HOUR, later = T0 + 9 * DAY;
    publish(t, "At the start", T0, now);
    int64_t id = publish(t, "Before the end", T0 + DAY - 1, now);
    publish(t, "At the next start", T0 + DAY, now);
    publish(t, "Waits", T0 + 2 * DAY + 2 * HOUR, now);
    stage(t, id, "A second list row.", later, now);
    assert_int_equal(story_counts(t->s, bounds, 4, now, counts), STORE_OK);
    assert_int_equal(counts[0], 2);
    assert_int_equal(counts[1], 1);
    assert_int_equal(counts[2], 0);
    assert_int_equal(story_counts(t->s, bounds, 4, T0 + 2 * DAY + 2 * HOUR, counts), STORE_OK);
    assert_int_equal(counts[2], 1);
    withdraw(t, id, now);
    assert_int_equal(story_counts(t->s, bounds, 4, later, counts), STORE_OK);
    assert_int_equal(counts[0], 1);
}

static void the_nearest_story_is_a_live_one(void **state)
{
    struct site *t = *state;
    int64_t at = 0;
    assert_int_equal(story_before(t->s, T0, T0, &at), STORE_MISSING);
    publish(t, "Old", T0 - 5 * DAY, T0);
    publish(t, "Newer", T0 - 3 * DAY, T0);
    publish(t, "Waits", T0 + DAY, T0);
    assert_int_equal(story_before(t->s, T0, T0, &at), STORE_OK);
    assert_int_equal(at, T0 - 3 * DAY);
    assert_int_equal(story_before(t->s, T0 - 3 * DAY, T0, &at), STORE_OK);
    assert_int_equal(at, T0 - 5 * DAY);
    assert_int_equal(story_after(t->s, T0 - 5 * DAY + 1, T0, &at), STORE_OK);
    assert_int_equal(at, T0 - 3 * DAY);
    assert_int_equal(story_after(t->s, T0 - 3 * DAY, T0, &at), STORE_OK);
    assert_int_equal(at, T0 - 3 * DAY);
    assert_int_equal(story_after(t->s, T0, T0, &at), STORE_MISSING);
    assert_int_equal(story_after(t->s, T0, T0 + DAY, &at), STORE_OK);
}

/* ---- Sitemaps ------------------------------------------------------------------------------ */

static struct sitemap_entries places_at(struct site *t, int64_t now)
{
    struct sitemap_entries p;
    enum store_status st = sitemap_list(t->s, t->a, 1, now, &p);
    assert_true(st == STORE_OK || (st == STORE_MISSING && p.n == 0));
    return p;
}

static void a_sitemap_has_live_stories_and_pages_with_what_readers_were_told(void **state)
{
    struct site *t = *state;
    assert_int_equal(places_at(t, T0).n, 0);
    int64_t id = publish(t, "Story", 0, T0);
    struct story_save page = new_story("About");
    page.kind = STORY_PAGE;
    page.action = STORY_PUBLISH;
    save(t, &page, T0);
    int64_t gone = publish(t, "Gone", 0, T0);
    publish(t, "Waits", T0 + DAY, T0);
    withdraw(t, gone, T0 + 1);
    struct story_save fix = next_save(t, id, T0 + HOUR, "A comma put right.");
    fix.action = STORY_PUBLISH;
    fix.edit = EDIT_MINOR;
    save(t, &fix, T0 + HOUR);
    struct sitemap_entries p = places_at(t, T0 + 2 * HOUR);
    assert_int_equal(p.n, 2);
    assert_string_equal(p.v[0].path, "/2026/01/story");
    assert_int_equal(p.v[0].published_at, T0);
    assert_int_equal(p.v[0].updated_at, 0);
    assert_string_equal(p.v[1].path, "/about");
    stage(t, id, "New.", T0 + DAY, T0 + 2 * HOUR);
    assert_int_equal(places_at(t, T0 + DAY - 1).v[0].updated_at, 0);
    assert_int_equal(places_at(t, T0 + DAY).v[0].updated_at, T0 + DAY);
    assert_int_equal(places_at(t, T0 + DAY).n, 3);
}

static void a_stretch_is_dated_by_the_newest_that_readers_were_told(void **state)
{
    struct site *t = *state;
    struct sitemap_parts all;
    assert_int_equal(sitemap_parts(t->s, t->a, T0, &all), STORE_OK);
    assert_int_equal(all.n, 0);
    struct story_save draft = new_story("Draft");
    save(t, &draft, T0);
    assert_int_equal(sitemap_parts(t->s, t->a, T0, &all), STORE_OK);
    assert_int_equal(all.n, 0);
    int64_t id = publish(t, "Story", 0, T0);
    publish(t, "Waits", T0 + 2 * DAY, T0);
    stage(t, id, "New.", T0 + DAY, T0 + HOUR);
    assert_int_equal(sitemap_parts(t->s, t->a, T0 + DAY - 1, &all), STORE_OK);
    assert_int_equal(all.n, 1);
    assert_int_equal(all.v[0].number, 1);
    assert_int_equal(all.v[0].changed_at, T0);
    assert_int_equal(sitemap_parts(t->s, t->a, T0 + DAY, &all), STORE_OK);
    assert_int_equal(all.v[0].changed_at, T0 + DAY);
    assert_int_equal(sitemap_parts(t->s, t->a, T0 + 2 * DAY, &all), STORE_OK);
    assert_int_equal(all.v[0].changed_at, T0 + 2 * DAY);
}

static void import_one(struct site *t, int i, int64_t published_at, int64_t updated_at)
{
    enum import_outcome outcome;
    int64_t id;
    struct story_import in = {
        .key = arena_printf(t->a, "test:%d", i),
        .hash = "1",
        .slug = arena_printf(t->a, "story-%d", i),
        .text = new_story(arena_printf(t->a, "Story %d", i)).text,
        .published_at = published_at,
        .updated_at = updated_at,
    };
    forget_problems(t);
    assert_int_equal(story_import(t->s, t->a, &in, T0, &outcome, &id, &t->why), STORE_OK);
}

/* Three stretches; the last is so large with new stories that the first cannot be dated by them. */
static void many_stories_are_in_several_stretches_and_each_story_is_in_one(void **state)
{
    struct site *t = *state;
    int n = 2 * SITEMAP_ENTRIES_MAX + 100;
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    for (int i = 0; i < n; i++)
        import_one(t, i, T0 - (int64_t)(n - i) * MINUTE, i == 5 ? T0 - SECOND : 0);
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
    struct sitemap_parts all;
    struct sitemap_entries p;
    assert_int_equal(sitemap_parts(t->s, t->a, T0, &all), STORE_OK);
    assert_int_equal(all.n, 3);
    int64_t last = 0, found = 0;
    for (size_t i = 0; i < all.n; i++) {
        assert_int_equal(sitemap_list(t->s, t->a, all.v[i].number, T0, &p), STORE_OK);
        assert_true(p.n <= SITEMAP_ENTRIES_MAX);
        assert_true(p.v[0].id > last);
        last = p.v[p.n - 1].id;
        found += (int64_t)p.n;
    }
    assert_int_equal(found, n);
    assert_int_equal(sitemap_list(t->s, t->a, 4, T0, &p), STORE_MISSING);
    assert_int_equal(sitemap_list(t->s, t->a, INT64_MAX, T0, &p), STORE_MISSING);
    /* The first was dated by its update, the last two by their newest story. */
    assert_int_equal(all.v[0].changed_at, T0 - SECOND);
    assert_int_equal(all.v[1].changed_at, T0 - 101 * MINUTE);
    assert_int_equal(all.v[2].changed_at, T0 - MINUTE);
    forget_problems(t);
    assert_int_equal(story_set_updated(t->s, 6, 0, TIME_ANY, 0, T0, &t->why), STORE_OK);
    assert_int_equal(sitemap_parts(t->s, t->a, T0, &all), STORE_OK);
    assert_int_equal(all.v[0].changed_at, 0); /* nobody looked so far back: no date, no wrong one */
}

static void news_are_those_published_lately(void **state)
{
    struct site *t = *state;
    struct sitemap_entries p;
    publish(t, "Old", T0 - 3 * DAY, T0);
    int64_t id = publish(t, "New", T0 - DAY, T0);
    publish(t, "Waits", T0 + HOUR, T0);
    struct story_save page = new_story("About");
    page.kind = STORY_PAGE;
    page.action = STORY_PUBLISH;
    save(t, &page, T0);
    stage(t, id, "A second list row.", T0 + DAY, T0);
    assert_int_equal(sitemap_list_news(t->s, t->a, T0 - 2 * DAY, 1000, T0, &p), STORE_OK);
    assert_int_equal(p.n, 1);
    assert_string_equal(p.v[0].headline, "New");
    assert_string_equal(p.v[0].path, "/2026/01/new");
    assert_int_equal(sitemap_list_news(t->s, t->a, T0 - 2 * DAY, 1000, T0 + HOUR, &p), STORE_OK);
    assert_int_equal(p.n, 2);
    assert_string_equal(p.v[0].headline, "Waits");
    assert_int_equal(sitemap_list_news(t->s, t->a, T0 - 2 * DAY, 1, T0 + HOUR, &p), STORE_OK);
    assert_int_equal(p.n, 1);
}

static void a_month_pages_by_key(void **state)
{
    struct site *t = *state;
    struct cards c;
    for (int i = 0; i < 5; i++)
        publish(t, "Story", T0 - (int64_t)i * HOUR, T0);
    assert_int_equal(
        story_list(t->s, t->a,
                   &(struct story_list_page){.from = T0 - DAY, .to = T0 + DAY, .limit = 3}, T0, &c),
        STORE_OK);
    assert_int_equal(c.n, 3);
    assert_true(c.more);
    struct list_key next = {c.v[2].published_at, c.v[2].id};
    assert_int_equal(story_list(t->s, t->a,
                                &(struct story_list_page){
                                    .from = T0 - DAY, .to = T0 + DAY, .before = next, .limit = 3},
                                T0, &c),
                     STORE_OK);
    assert_int_equal(c.n, 2);
    assert_false(c.more);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_full_list_has_the_live_text_of_the_newest_first),
        sited(a_staged_text_is_in_a_full_list_from_its_second_on),
        sited(a_full_list_changed_when_its_text_went_live_or_a_story_went),
        sited(related_stories_share_most_tags_then_the_section),
        sited(a_section_fills_up_what_tags_do_not),
        sited(stories_with_the_same_rare_words_come_before_the_section),
        sited(words_of_scripts_without_spaces_are_alike_too),
        sited(a_text_that_readers_do_not_see_makes_no_story_alike),
        sited(related_stories_are_live_ones),
        sited(counts_are_of_live_stories_in_half_open_stretches),
        sited(the_nearest_story_is_a_live_one),
        sited(a_sitemap_has_live_stories_and_pages_with_what_readers_were_told),
        sited(a_stretch_is_dated_by_the_newest_that_readers_were_told),
        sited(many_stories_are_in_several_stretches_and_each_story_is_in_one),
        sited(news_are_those_published_lately),
        sited(a_month_pages_by_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
