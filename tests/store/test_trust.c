/* test_trust.c: what readers are told of how a paper works, and what of that is missing. */
#include "store_test.h"

#include "db/profile.h"
#include "db/trust.h"

static struct trust_items listed(struct site *t, int64_t now, size_t *stories)
{
    struct trust_items all;
    assert_int_equal(trust_list(t->s, t->a, now, &all, stories), STORE_OK);
    return all;
}

/* Items of that kind that are missing. */
static size_t missing(const struct trust_items *all, enum trust_what what)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++)
        n += all->v[i].what == what && !all->v[i].there;
    return n;
}

static const struct trust_item *item_of(const struct trust_items *all, enum trust_what what)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].what == what)
            return &all->v[i];
    fail();
    return NULL;
}

static void policy(struct site *t, const char *slug, enum story_action action, int64_t at)
{
    struct story_save in = new_story("How we do it");
    in.kind = STORY_PAGE;
    in.slug = slug;
    in.action = action;
    in.published_at = at;
    save(t, &in, T0);
}

static void a_new_paper_lacks_all_and_is_told_where_to_begin(void **state)
{
    struct site *t = *state;
    size_t stories = 9;
    struct trust_items all = listed(t, T0, &stories);
    assert_int_equal(stories, 0);
    assert_int_equal(all.n, TRUST_CONTACT + 1);
    for (size_t i = 0; i < all.n; i++) {
        assert_false(all.v[i].there);
        assert_int_equal(strncmp(trust_mend(t->a, &all.v[i]), "/admin/", 7), 0);
    }
    assert_string_equal(trust_mend(t->a, item_of(&all, TRUST_ETHICS)),
                        "/admin/story/new?kind=page&slug=ethics");
    assert_string_equal(trust_mend(t->a, item_of(&all, TRUST_CORRECTIONS_POLICY)),
                        "/admin/story/new?kind=page&slug=corrections-policy");
}

static void a_page_counts_when_readers_see_it(void **state)
{
    struct site *t = *state;
    size_t stories;
    policy(t, "ethics", STORY_KEEP, 0);
    policy(t, "fact-checking", STORY_PUBLISH, T0);
    policy(t, "mission", STORY_PUBLISH, T0 + HOUR);
    assert_int_equal(
        setting_set(t->s, SETTING_CORRECTIONS_EMAIL, "desk@paper.example", 0, T0, &t->why),
        STORE_OK);
    struct trust_items all = listed(t, T0, &stories);
    assert_int_equal(missing(&all, TRUST_ETHICS), 1);
    assert_int_equal(missing(&all, TRUST_MISSION), 1);
    assert_int_equal(missing(&all, TRUST_CONTACT), 0);
    assert_true(item_of(&all, TRUST_VERIFICATION)->there);
    assert_string_equal(item_of(&all, TRUST_VERIFICATION)->path, "/fact-checking");
    all = listed(t, T0 + HOUR, &stories);
    assert_int_equal(missing(&all, TRUST_MISSION), 0);
}

static void the_newest_stories_and_their_authors_are_looked_at(void **state)
{
    struct site *t = *state;
    size_t stories;
    struct story_save full = new_story("With its sources");
    static struct source source = {"The council", "https://council.example"};
    full.action = STORY_PUBLISH;
    full.text.sources = (struct sources){&source, 1};
    full.text.ai = STORY_AI_NONE;
    full.text.fact_checked_by = "Kai";
    full.text.how_reported = "We rode along.";
    save(t, &full, T0);
    int64_t bare = publish(t, "Quiet water", 0, T0);
    struct trust_items all = listed(t, T0, &stories);
    assert_int_equal(stories, 2);
    assert_int_equal(missing(&all, TRUST_SOURCES), 1);
    assert_int_equal(missing(&all, TRUST_AI), 1);
    assert_int_equal(missing(&all, TRUST_CHECKED), 1);
    assert_int_equal(missing(&all, TRUST_HOW), 1);
    assert_int_equal(missing(&all, TRUST_GENRE), 0);
    assert_int_equal(missing(&all, TRUST_BYLINE), 0);
    assert_int_equal(item_of(&all, TRUST_SOURCES)->story, bare);
    assert_string_equal(trust_mend(t->a, item_of(&all, TRUST_SOURCES)),
                        arena_printf(t->a, "/admin/story/%lld#group-sources", (long long)bare));
    /* One author of both, once. */
    assert_int_equal(missing(&all, TRUST_BIOGRAPHY), 1);
    assert_string_equal(trust_mend(t->a, item_of(&all, TRUST_BEATS)),
                        "/admin/byline/ines-okafor#beats");
    static const char *beats[] = {"Harbours"};
    struct profile who = {.place = "Hull", .contact = "ines@paper.example", .beats = {beats, 1}};
    struct group ines;
    struct actor by = {0};
    assert_int_equal(group_find(t->s, t->a, GROUP_BYLINE, "ines-okafor", &ines), STORE_OK);
    assert_int_equal(profile_put(t->s, t->a, ines.id, &who, &by, T0, &t->why), STORE_OK);
    all = listed(t, T0, &stories);
    assert_int_equal(missing(&all, TRUST_BEATS) + missing(&all, TRUST_AUTHOR_PLACE) +
                         missing(&all, TRUST_AUTHOR_CONTACT),
                     0);
    assert_int_equal(missing(&all, TRUST_BIOGRAPHY), 1);
    for (int i = 0; i < TRUST_STORIES; i++)
        publish(t, arena_printf(t->a, "Story %d", i), 0, T0 + SECOND);
    all = listed(t, T0 + SECOND, &stories);
    assert_int_equal(stories, TRUST_STORIES);
    assert_int_equal(missing(&all, TRUST_SOURCES), TRUST_STORIES);
}

static void an_opinion_that_does_not_say_so_is_told(void **state)
{
    struct site *t = *state;
    size_t stories;
    static struct group tag = {.name = "Opinion"};
    struct story_save in = new_story("What I think");
    in.action = STORY_PUBLISH;
    in.text.tags = (struct groups){&tag, 1};
    int64_t id = save(t, &in, T0).story_id;
    struct trust_items all = listed(t, T0, &stories);
    assert_int_equal(missing(&all, TRUST_GENRE), 1);
    assert_string_equal(trust_mend(t->a, item_of(&all, TRUST_GENRE)),
                        arena_printf(t->a, "/admin/story/%lld#genre", (long long)id));
    in = save_of(t, id, NAMED_LIVE, T0 + 1, NULL);
    in.action = STORY_PUBLISH;
    in.text.genre = GENRE_OPINION;
    save(t, &in, T0 + 1);
    all = listed(t, T0 + 1, &stories);
    assert_int_equal(missing(&all, TRUST_GENRE), 0);
}

static void each_has_a_name_and_an_indicator(void **state)
{
    (void)state;
    for (enum trust_what w = 0; w < TRUST_WHAT_MAX; w++) {
        assert_true(*trust_what_name(w));
        assert_true(trust_indicator_of(w) < TRUST_INDICATOR_MAX);
        for (enum trust_what other = 0; other < w; other++)
            assert_string_not_equal(trust_what_name(w), trust_what_name(other));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_new_paper_lacks_all_and_is_told_where_to_begin),
        sited(a_page_counts_when_readers_see_it),
        sited(the_newest_stories_and_their_authors_are_looked_at),
        sited(an_opinion_that_does_not_say_so_is_told),
        sited(each_has_a_name_and_an_indicator),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
