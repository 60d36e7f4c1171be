/* test_suggest.c: what is offered for the letters typed so far, and to whom. */
#include "texts_test.h"

#include "db/suggest.h"

/* What is offered, as "title url state; …" for stories, "title url; …" else. */
static const char *offered(struct site *t, enum suggest_kind k, const struct actor *by,
                           const char *typed)
{
    struct suggestions_shown found;
    const char *all = "";
    assert_int_equal(suggest(t->s, t->a, k, by, typed, T0 + HOUR, &found), STORE_OK);
    for (size_t i = 0; i < found.n; i++)
        all =
            arena_printf(t->a, "%s%s%s%s%s%s%s", all, i ? "; " : "", found.v[i].title,
                         *found.v[i].url ? " " : "", found.v[i].url, k == SUGGEST_STORY ? " " : "",
                         k == SUGGEST_STORY ? story_state_name(found.v[i].state) : "");
    return all;
}

static void offers(struct site *t, enum suggest_kind k, const struct actor *by, const char *typed,
                   const char *want)
{
    assert_string_equal(offered(t, k, by, typed), want);
}

static int64_t written(struct site *t, const struct actor *by, const char *headline,
                       const char *byline, const char *tag, const char *source, int64_t at)
{
    struct group bylines[] = {{.name = byline}}, tags[] = {{.name = tag}};
    struct source sources[] = {{source, arena_printf(t->a, "https://www.%s.example/a", source)}};
    struct story_save in = new_story(headline);
    struct story_saved out;
    in.by = by;
    in.text.bylines = (struct groups){bylines, 1};
    in.text.tags = (struct groups){tags, 1};
    in.text.sources = (struct sources){sources, 1};
    if (at) {
        in.action = STORY_PUBLISH;
        in.published_at = at;
    }
    assert_int_equal(try_save(t, &in, T0, &out), STORE_OK);
    return out.story_id;
}

static void stories_are_found_by_words_and_those_that_nobody_sees_yet_are_marked(void **state)
{
    struct site *t = *state;
    struct actor *ed = editor(t), *own = author(t);
    written(t, ed, "Ferry late again", "Zoë Lund", "Ferries", "minutes", T0);
    written(t, ed, "Night ferry ends", "Zoë Lund", "Ferries", "minutes", T0 + DAY);
    written(t, ed, "The ferry nobody knows", "Secret Name", "Secret", "leak", 0);
    written(t, own, "My own ferry", "Ada", "Oars", "mine", 0);
    int64_t gone = written(t, ed, "Ferry withdrawn", "Zoë Lund", "Ferries", "minutes", T0);
    assert_int_equal(story_withdraw(t->s, gone, TIME_ANY, "Wrong.", ed, T0 + 1, &t->why), STORE_OK);

    offers(t, SUGGEST_STORY, ed, "fer",
           "My own ferry draft; The ferry nobody knows draft; "
           "Night ferry ends /2026/01/night-ferry-ends scheduled; "
           "Ferry late again /2026/01/ferry-late-again live");
    offers(t, SUGGEST_STORY, own, "fer",
           "My own ferry draft; Ferry late again /2026/01/ferry-late-again live");
    offers(t, SUGGEST_STORY, own, "late fer", "Ferry late again /2026/01/ferry-late-again live");
    offers(t, SUGGEST_STORY, ed, "erry", "");
    offers(t, SUGGEST_STORY, ed, "  ", "");
}

static void names_and_sources_of_others_that_nobody_has_published_are_not_offered_to_an_author(
    void **state)
{
    struct site *t = *state;
    struct actor *ed = editor(t), *own = author(t);
    written(t, ed, "One", "Zoë Lund", "Zebras", "zminutes", T0);
    written(t, ed, "Two", "Zara Secret", "Zsecret", "zleak", 0);
    written(t, ed, "Later", "Zelda Later", "Zlater", "zlater", T0 + DAY);
    written(t, own, "Three", "Zac Own", "Zown", "zown", 0);
    offers(t, SUGGEST_BYLINE, ed, "z", "Zac Own; Zara Secret; Zelda Later; Zoë Lund");
    offers(t, SUGGEST_BYLINE, own, "z", "Zac Own; Zoë Lund");
    offers(t, SUGGEST_BYLINE, own, "LUND", "Zoë Lund");
    offers(t, SUGGEST_TAG, ed, "z", "Zebras; Zlater; Zown; Zsecret");
    offers(t, SUGGEST_TAG, own, "z", "Zebras; Zown");
    offers(t, SUGGEST_SOURCE, own, "z",
           "zown https://www.zown.example/a; zminutes https://www.zminutes.example/a");
    offers(t, SUGGEST_SOURCE, own, "zleak.ex", "");
    offers(t, SUGGEST_SOURCE, ed, "zleak.ex", "zleak https://www.zleak.example/a");
    offers(t, SUGGEST_SOURCE, ed, "https://www.zle", "zleak https://www.zleak.example/a");
}

static void no_more_than_fit_and_the_unseen_leave_room_for_the_seen(void **state)
{
    struct site *t = *state;
    struct suggestions_shown found;
    for (int i = 0; i < 10; i++)
        keep_new(t, editor(t), arena_printf(t->a, "Draft of a ferry %d", i), T0);
    publish(t, "Ferry live", 0, T0);
    assert_int_equal(suggest(t->s, t->a, SUGGEST_STORY, editor(t), "ferry", T0 + 1, &found),
                     STORE_OK);
    assert_int_equal(found.n, SUGGEST_MAX / 2 + 1);
    assert_string_equal(found.v[found.n - 1].title, "Ferry live");
    char *long_one = arena_alloc(t->a, SUGGEST_TYPED_MAX + 2);
    memset(long_one, 'f', SUGGEST_TYPED_MAX + 1);
    long_one[SUGGEST_TYPED_MAX + 1] = '\0';
    offers(t, SUGGEST_STORY, editor(t), long_one, "");
    assert_int_equal(suggest_kind_find("tag"), SUGGEST_TAG);
    assert_int_equal(suggest_kind_find("user"), SUGGEST_KIND_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(stories_are_found_by_words_and_those_that_nobody_sees_yet_are_marked),
        sited(names_and_sources_of_others_that_nobody_has_published_are_not_offered_to_an_author),
        sited(no_more_than_fit_and_the_unseen_leave_room_for_the_seen),
    };
    return cmocka_run_group_tests_name("suggestions", tests, NULL, NULL);
}
