/* test_group_merge.c: a section, byline or tag that stands for another one: everything that is read of it
 * follows, no revision changes, and it can be undone. */
#include "store_test.h"

#include "db/search.h"
#include "db/story_desk.h"
#include "db/suggest.h"

#define NOW (T0 + DAY)

static struct group found(struct site *t, enum group_kind k, const char *slug)
{
    struct group g = {0};
    assert_int_equal(group_find(t->s, t->a, k, slug, &g), STORE_OK);
    return g;
}

static size_t listed(struct site *t, enum story_list list, int64_t id)
{
    struct cards cards;
    assert_int_equal(story_list(t->s, t->a,
                                &(struct story_list_page){.list = list, .key = id, .limit = 100},
                                NOW, &cards),
                     STORE_OK);
    return cards.n;
}

static size_t hits(struct site *t, struct search_query q)
{
    struct search_hits out = {0};
    q.text = q.text ? q.text : "harbour";
    q.limit = 50;
    assert_int_equal(search_stories(t->s, t->a, &q, NOW, &out), STORE_OK);
    return out.n;
}

static struct story_saved write_story(struct site *t, const char *headline, struct groups bylines,
                                      struct groups tags, const char *section)
{
    struct story_save in = new_story(headline);
    in.action = STORY_PUBLISH;
    in.text.bylines = bylines;
    in.text.tags = tags;
    in.text.section.slug = section;
    return save(t, &in, T0);
}

static void said_nothing(void *ctx, const char *what)
{
    print_error("%s\n", what);
    ++*(int *)ctx;
}

static void is_whole(struct site *t)
{
    int trouble = 0;
    int64_t checked;
    assert_int_equal(store_verify(t->s, said_nothing, &trouble, &checked), STORE_OK);
    assert_int_equal(trouble, 0);
}

static void merge(struct site *t, enum group_kind k, const char *from, const char *into)
{
    forget_problems(t);
    assert_int_equal(group_merge(t->s, k, from, into, NULL, NOW, &t->why), STORE_OK);
    is_whole(t);
}

static void part(struct site *t, enum group_kind k, const char *slug)
{
    assert_int_equal(group_part(t->s, k, slug, NULL, NOW), STORE_OK);
    is_whole(t);
}

static struct revision newest(struct site *t, int64_t id)
{
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, 0, NOW, &v), STORE_OK);
    return v.revision;
}

/* Three stories: of the right name, of the misspelt one, of both. */
static struct group right = {.name = "Ines Okafor"}, wrong = {.name = "Inez Okafro"};
static struct group both[2];
static struct group good = {.name = "Ferries"}, slip = {.name = "Feries"};
static struct group both_tags[2];

static void three_stories(struct site *t, int64_t ids[3])
{
    both[0] = wrong;
    both[1] = right;
    both_tags[0] = slip;
    both_tags[1] = good;
    ids[0] = write_story(t, "One", (struct groups){&right, 1}, (struct groups){&good, 1}, "city")
                 .story_id;
    ids[1] = write_story(t, "Two", (struct groups){&wrong, 1}, (struct groups){&slip, 1}, "science")
                 .story_id;
    ids[2] =
        write_story(t, "Three", (struct groups){both, 2}, (struct groups){both_tags, 2}, "city")
            .story_id;
}

static void all_that_is_read_of_a_merged_name_is_the_others(void **state)
{
    struct site *t = *state;
    int64_t ids[3];
    three_stories(t, ids);
    const char *hashes[3];
    for (int i = 0; i < 3; i++)
        hashes[i] = newest(t, ids[i]).hash;
    for (int again = 0; again < 2; again++) {
        struct group to = found(t, GROUP_BYLINE, "ines-okafor");
        assert_int_equal(listed(t, LIST_BYLINE, to.id), 2);
        merge(t, GROUP_BYLINE, "inez-okafro", "ines-okafor");
        merge(t, GROUP_TAG, "feries", "ferries");
        for (int i = 0; i < 3; i++) {
            struct revision r = newest(t, ids[i]);
            assert_string_equal(r.hash, hashes[i]);
            assert_int_equal(r.text.bylines.n, 1);
            assert_string_equal(r.text.bylines.v[0].name, "Ines Okafor");
            assert_int_equal(r.text.tags.n, 1);
            assert_string_equal(r.text.tags.v[0].slug, "ferries");
        }
        assert_int_equal(listed(t, LIST_BYLINE, to.id), 3);
        assert_int_equal(listed(t, LIST_TAG, found(t, GROUP_TAG, "feries").id), 3);
        assert_string_equal(found(t, GROUP_BYLINE, "inez-okafro").slug, "ines-okafor");
        struct group by_name;
        assert_int_equal(group_find_name(t->s, t->a, GROUP_BYLINE, "inez OKAFRO", &by_name),
                         STORE_OK);
        assert_int_equal(by_name.id, to.id);
        struct groups all;
        assert_int_equal(group_list(t->s, t->a, GROUP_BYLINE, true, NOW, &all), STORE_OK);
        assert_int_equal(all.n, 1);
        assert_int_equal(all.v[0].stories, 3);
        struct suggestions_shown shown;
        struct actor editor = {.role = ROLE_EDITOR};
        assert_int_equal(suggest(t->s, t->a, SUGGEST_BYLINE, &editor, "inez", NOW, &shown),
                         STORE_OK);
        assert_int_equal(shown.n, 1);
        assert_string_equal(shown.v[0].title, "Ines Okafor");
        assert_int_equal(hits(t, (struct search_query){.byline_id = to.id}), 3);
        assert_int_equal(hits(t, (struct search_query){.text = "okafro"}), 0);
        assert_int_equal(hits(t, (struct search_query){.text = "okafor"}), 3);
        struct groups merged;
        assert_int_equal(group_merged(t->s, t->a, GROUP_BYLINE, to.id, &merged), STORE_OK);
        assert_int_equal(merged.n, 1);
        assert_string_equal(merged.v[0].slug, "inez-okafro");

        part(t, GROUP_BYLINE, "inez-okafro");
        part(t, GROUP_TAG, "feries");
        struct group from = found(t, GROUP_BYLINE, "inez-okafro");
        assert_string_equal(from.slug, "inez-okafro");
        assert_int_equal(listed(t, LIST_BYLINE, from.id), 2);
        assert_int_equal(listed(t, LIST_BYLINE, to.id), 2);
        assert_int_equal(listed(t, LIST_TAG, found(t, GROUP_TAG, "feries").id), 2);
        assert_int_equal(newest(t, ids[2]).text.bylines.n, 2);
        assert_int_equal(hits(t, (struct search_query){.byline_id = from.id}), 2);
        assert_int_equal(hits(t, (struct search_query){.text = "okafro"}), 2);
    }
}

static void a_chain_ends_where_its_last_ends_and_comes_apart_link_by_link(void **state)
{
    struct site *t = *state;
    static struct group names[] = {{.name = "A"}, {.name = "B"}, {.name = "C"}};
    for (int i = 0; i < 3; i++)
        write_story(t, names[i].name, (struct groups){&names[i], 1}, (struct groups){NULL, 0},
                    "city");
    merge(t, GROUP_BYLINE, "a", "b");
    merge(t, GROUP_BYLINE, "b", "c");
    struct group c = found(t, GROUP_BYLINE, "a");
    assert_string_equal(c.slug, "c");
    assert_int_equal(listed(t, LIST_BYLINE, c.id), 3);
    static const char *const loops[][2] = {{"c", "a"}, {"c", "b"}, {"c", "c"}, {"a", "c"}};
    for (size_t i = 0; i < sizeof loops / sizeof *loops; i++)
        assert_int_equal(
            group_merge(t->s, GROUP_BYLINE, loops[i][0], loops[i][1], NULL, NOW, &t->why),
            STORE_REFUSED);
    assert_int_equal(group_merge(t->s, GROUP_BYLINE, "a", "none", NULL, NOW, &t->why),
                     STORE_REFUSED);
    assert_int_equal(group_merge(t->s, GROUP_BYLINE, "none", "c", NULL, NOW, &t->why),
                     STORE_MISSING);
    part(t, GROUP_BYLINE, "b");
    assert_string_equal(found(t, GROUP_BYLINE, "a").slug, "b");
    assert_int_equal(listed(t, LIST_BYLINE, found(t, GROUP_BYLINE, "b").id), 2);
    assert_int_equal(listed(t, LIST_BYLINE, c.id), 1);
    part(t, GROUP_BYLINE, "a");
    assert_int_equal(listed(t, LIST_BYLINE, found(t, GROUP_BYLINE, "b").id), 1);
    assert_int_equal(group_part(t->s, GROUP_BYLINE, "a", NULL, NOW), STORE_MISSING);
}

static void what_is_saved_untouched_is_the_same_and_what_is_new_names_the_other(void **state)
{
    struct site *t = *state;
    int64_t ids[3];
    three_stories(t, ids);
    merge(t, GROUP_BYLINE, "inez-okafro", "ines-okafor");
    merge(t, GROUP_TAG, "feries", "ferries");
    merge(t, GROUP_SECTION, "science", "city");
    struct revision r = newest(t, ids[1]);
    struct story_save in = next_save(t, ids[1], NOW, NULL);
    in.text = r.text;
    in.action = STORY_PUBLISH;
    struct story_saved out = save(t, &in, NOW);
    assert_int_equal(out.number, r.number);
    in.text.body = "Another text of the harbour.";
    out = save(t, &in, NOW);
    is_whole(t);
    assert_int_equal(listed(t, LIST_BYLINE, found(t, GROUP_BYLINE, "ines-okafor").id), 3);
    write_story(t, "Four", (struct groups){&wrong, 1}, (struct groups){&slip, 1}, "science");
    is_whole(t);
    part(t, GROUP_BYLINE, "inez-okafro");
    assert_int_equal(listed(t, LIST_BYLINE, found(t, GROUP_BYLINE, "inez-okafro").id), 2);
    assert_int_equal(listed(t, LIST_BYLINE, found(t, GROUP_BYLINE, "ines-okafor").id), 3);
}

static void a_section_goes_with_its_stories_to_another(void **state)
{
    struct site *t = *state;
    int64_t ids[3];
    struct desk_rows rows;
    three_stories(t, ids);
    const char *hash = newest(t, ids[1]).hash;
    forget_problems(t);
    assert_int_equal(section_delete(t->s, "science", NULL, NOW, &t->why), STORE_REFUSED);
    merge(t, GROUP_SECTION, "science", "city");
    struct revision r = newest(t, ids[1]);
    assert_string_equal(r.hash, hash);
    assert_string_equal(r.text.section.slug, "city");
    assert_int_equal(listed(t, LIST_SECTION, t->city), 3);
    assert_int_equal(hits(t, (struct search_query){.section_id = t->city}), 3);
    struct desk_filter f = {
        .state = STORY_STATE_MAX, .kind = STORY_KIND_MAX, .section_id = t->city};
    assert_int_equal(story_desk(t->s, t->a, &f, (struct list_key){0}, 20, NOW, &rows), STORE_OK);
    assert_int_equal(rows.n, 3);
    assert_string_equal(found(t, GROUP_SECTION, "science").slug, "city");
    part(t, GROUP_SECTION, "science");
    assert_int_equal(listed(t, LIST_SECTION, t->science), 1);
    assert_int_equal(listed(t, LIST_SECTION, t->city), 2);
    assert_int_equal(story_desk(t->s, t->a, &f, (struct list_key){0}, 20, NOW, &rows), STORE_OK);
    assert_int_equal(rows.n, 2);
}

static void the_last_section_cannot_go(void **state)
{
    struct site *t = *state;
    struct groups all;
    assert_int_equal(group_list(t->s, t->a, GROUP_SECTION, false, NOW, &all), STORE_OK);
    for (size_t i = 0; i + 1 < all.n; i++)
        assert_int_equal(section_delete(t->s, all.v[i].slug, NULL, NOW, &t->why), STORE_OK);
    assert_int_equal(section_delete(t->s, all.v[all.n - 1].slug, NULL, NOW, &t->why),
                     STORE_REFUSED);
    assert_int_equal(group_merge(t->s, GROUP_SECTION, all.v[all.n - 1].slug, all.v[all.n - 1].slug,
                                 NULL, NOW, &t->why),
                     STORE_REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(all_that_is_read_of_a_merged_name_is_the_others),
        sited(a_chain_ends_where_its_last_ends_and_comes_apart_link_by_link),
        sited(what_is_saved_untouched_is_the_same_and_what_is_new_names_the_other),
        sited(a_section_goes_with_its_stories_to_another),
        sited(the_last_section_cannot_go),
    };
    return cmocka_run_group_tests_name("group_merge", tests, NULL, NULL);
}
