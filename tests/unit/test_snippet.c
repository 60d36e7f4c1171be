/* test_snippet.c: a text with the words that were searched for marked in it. */
#include "check.h"

#include "lib/buf.h"
#include "lib/snippet.h"

static const char *print(struct arena *a, const struct snippet *s)
{
    const char *out = "";
    for (size_t i = 0; i < s->n; i++)
        out = arena_printf(a, s->v[i].mark ? "%s[%s]" : "%s%s", out, s->v[i].text);
    return out;
}

static void check(struct arena *a, const char *typed, const char *text, const char *expected)
{
    struct query q = query_parse(a, typed);
    struct snippet s = snippet_mark(a, &q, "", text);
    assert_string_equal(print(a, &s), expected);
}

static void words_are_marked_as_they_are_found(void **state)
{
    check(*state, "cafe water", "Café by the WATER, waterfall", "[Café] by the [WATER], waterfall");
    check(*state, "wat*", "water at the waterfall", "[water] at the [waterfall]");
    check(*state, "c++", "Learn C++ or C", "Learn [C++] or C");
    check(*state, "c", "Learn C++ or C", "Learn [C]++ or [C]");
    check(*state, "nothing", "Quiet water", "Quiet water");
    check(*state, "quiet -water", "Quiet water", "[Quiet] water");
}

static void a_phrase_is_marked_only_whole(void **state)
{
    check(*state, "\"quiet water\"", "Quiet, quiet water; water", "Quiet, [quiet water]; water");
    check(*state, "it's", "It's so; it is", "[It's] so; it is");
}

static void forms_are_marked_in_their_language(void **state)
{
    struct arena *a = *state;
    const char *one[] = {"bridges"}, *two[] = {"e", "mail"}, *three[] = {"die"};
    struct query_form forms[] = {
        {{one, 1}, "en"}, {{two, 2}, ""}, {{three, 1}, "de"}, {{two, 1}, "fr"}};
    struct query q = query_parse(a, "bridge water");
    q.all[0].v[0].forms = forms;
    q.all[0].v[0].n_forms = COUNT(forms);
    const char *text = "Bridges, e-mail, die bridge, mail e; water";
    struct snippet s = snippet_mark(a, &q, "en", text);
    assert_string_equal(print(a, &s), "[Bridges], [e-mail], die [bridge], mail e; [water]");
    s = snippet_mark(a, &q, "de", text);
    assert_string_equal(print(a, &s), "Bridges, [e-mail], [die] [bridge], mail e; [water]");
    s = snippet_cut(a, &q, "fr", text, 1000);
    assert_string_equal(print(a, &s), "Bridges, [e-mail], die [bridge], mail [e]; [water]");
}

static void scripts_without_spaces_are_marked(void **state)
{
    check(*state, "京都", "東京都と京都府", "東[京都]と[京都]府");
    check(*state, "東京都", "東京都と京都府", "[東京都]と京都府");
    check(*state, "都", "東京都", "東京[都]");
}

static void marks_that_overlap_or_touch_are_one(void **state)
{
    check(*state, "東京 京都", "東京都の", "[東京都]の");
    check(*state, "東京 京都", "東京京都の", "[東京京都]の");
    check(*state, "\"quiet cold water\" cold", "Quiet cold water, cold",
          "[Quiet cold water], [cold]");
}

static void markup_in_a_text_stays_text(void **state)
{
    check(*state, "b", "<b>&\n\t\"b\"", "<[b]>& \"[b]\"");
}

static void a_stretch_has_most_of_what_was_sought(void **state)
{
    struct arena *a = *state;
    const char *text =
        "One harbour here. Many other words follow it, and they go on and on without "
        "an end in sight. Then the kelp of the harbour comes, at last, and more words "
        "after that, on and on.";
    struct query q = query_parse(a, "harbour kelp");
    struct snippet s = snippet_cut(a, &q, "", text, 80);
    assert_string_equal(
        print(a, &s),
        "… Then the [kelp] of the [harbour] comes, at last, and more words after that, "
        "on and …");
    assert_true(s.found);
}

static void a_mark_of_several_words_counts_as_all_of_them(void **state)
{
    struct arena *a = *state;
    const char *text = "Kelp, kelp. Many other words follow, and they go on for a while without an "
                       "end, until at last we come to 東京都 and to what is behind it.";
    struct query q = query_parse(a, "東京 京都 kelp");
    struct snippet s = snippet_cut(a, &q, "", text, 60);
    assert_non_null(strstr(print(a, &s), "[東京都]"));
}

/* size bytes of sentences in which nothing is sought, with words put at an offset. */
static char *filled(struct arena *a, size_t size, const char *words, size_t at)
{
    static const char filler[] = "Many other words go on and on. ";
    char *text = arena_alloc(a, size + 1);
    for (size_t i = 0; i < size; i++)
        text[i] = filler[i % (sizeof filler - 1)];
    memcpy(text + at, words, strlen(words));
    return text;
}

/* However far in a text: it is read in parts, each larger than the one before. */
static void a_stretch_is_found_far_in_a_long_text(void **state)
{
    struct arena *a = *state;
    const char *both = ". The kelp of the harbour comes. ";
    static const size_t places[] = {980,  1000, 1010,  1024,  1100, 4060,
                                    4090, 4100, 16370, 16400, 40000};
    struct query q = query_parse(a, "harbour kelp");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char *text = filled(a, 47000, both, places[i]);
        memcpy(text, "One harbour here", 16);
        struct snippet s = snippet_cut(a, &q, "", text, 80);
        assert_non_null(strstr(print(a, &s), "[kelp] of the [harbour] comes. "));
        text[places[i] + strlen(both) - 1] = '\0'; /* the same at the end of a text */
        s = snippet_cut(a, &q, "", text, 80);
        assert_non_null(strstr(print(a, &s), "[kelp] of the [harbour] comes."));
    }
}

static void a_text_without_a_match_shows_its_beginning(void **state)
{
    struct arena *a = *state;
    struct query q = query_parse(a, "kelp");
    struct snippet s = snippet_cut(a, &q, "", "Quiet water, and nobody knew why it was so.", 20);
    assert_string_equal(print(a, &s), "Quiet water, and …");
    assert_false(s.found);
    s = snippet_cut(a, &q, "", "Quiet water.", 20);
    assert_string_equal(print(a, &s), "Quiet water.");
    s = snippet_cut(a, &q, "", "", 20);
    assert_int_equal(s.n, 0);
}

static void a_huge_text_is_cut_soon(void **state)
{
    struct arena *a = *state;
    size_t n = 3u * 1000 * 1000;
    char *text = arena_alloc(a, n + 8);
    for (size_t i = 0; i < n; i += 3)
        memcpy(text + i, "\xE6\x9D\xB1", 3);
    memcpy(text + n, " kelp", 6);
    struct query q = query_parse(a, "kelp");
    struct snippet s = snippet_cut(a, &q, "", text, 60);
    assert_false(s.found);
    assert_true(s.n > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(words_are_marked_as_they_are_found),
        WITH_ARENA(a_phrase_is_marked_only_whole),
        WITH_ARENA(forms_are_marked_in_their_language),
        WITH_ARENA(scripts_without_spaces_are_marked),
        WITH_ARENA(marks_that_overlap_or_touch_are_one),
        WITH_ARENA(markup_in_a_text_stays_text),
        WITH_ARENA(a_stretch_has_most_of_what_was_sought),
        WITH_ARENA(a_mark_of_several_words_counts_as_all_of_them),
        WITH_ARENA(a_stretch_is_found_far_in_a_long_text),
        WITH_ARENA(a_text_without_a_match_shows_its_beginning),
        WITH_ARENA(a_huge_text_is_cut_soon),
    };
    return cmocka_run_group_tests_name("snippet", tests, NULL, NULL);
}
