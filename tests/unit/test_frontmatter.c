/* test_frontmatter.c: the front matter of Markdown files, as newsrooms write it and as it goes
 * wrong. */
#include "check.h"

#include "import/front_matter.h"
#include "import/yaml.h"

static bool parse(struct arena *a, const char *text, struct front_matter *f, const char **why)
{
    return front_matter_parse(a, text, strlen(text), f, why);
}

static void expect(struct arena *a, const char *text, struct front_matter *f)
{
    const char *why = NULL;
    if (!parse(a, text, f, &why))
        fail_msg("refused: %s", why);
}

static void expect_refused(struct arena *a, const char *text, const char *part)
{
    struct front_matter f;
    const char *why = NULL;
    assert_false(parse(a, text, &f, &why));
    if (!strstr(why, part))
        fail_msg("\"%s\" does not say \"%s\"", why, part);
}

static void a_whole_story_is_read(void **state)
{
    struct front_matter f;
    expect(*state,
           "---\ntitle: Night buses\nslug: night-buses\nsection: city\ndate: 2026-01-12 07:15\n"
           "updated: 2026-01-13 08:00\nupdate_note: Added a figure.\n"
           "dek: >-\n  Two lines\n  become one.\n"
           "authors: [Ines Okafor, Tomas Reyle]\ntags: [Harbour]\n"
           "takeaways:\n  - One.\n  - Two.\n"
           "sources:\n  - title: Minutes\n    url: https://example.org/m\n"
           "hero:\n  file: pictures/a.jpg\n  alt: A bus\n  credit: Joss\n"
           "ai_use: assisted\nai_note: Transcribed.\nfact_checked_by: Bashir\nlead: true\n"
           "---\nThe text.\n",
           &f);
    assert_string_equal(f.title, "Night buses");
    assert_string_equal(f.dek, "Two lines become one.");
    assert_string_equal(f.updated, "2026-01-13 08:00");
    assert_int_equal(f.authors.n, 2);
    assert_string_equal(f.authors.v[1], "Tomas Reyle");
    assert_int_equal(f.takeaways.n, 2);
    assert_string_equal(f.sources.v[0].url, "https://example.org/m");
    assert_string_equal(f.hero_file, "pictures/a.jpg");
    assert_int_equal(f.ai, STORY_AI_ASSISTED);
    assert_true(f.lead);
    assert_false(f.draft);
    assert_string_equal(f.body, "The text.");
    assert_int_equal(f.ignored.n, 0);
}

static void blank_lines_a_byte_order_mark_and_crlf_do_no_harm(void **state)
{
    struct front_matter f;
    expect(*state, "\xEF\xBB\xBF\r\n \n---  \r\ntitle: A\r\n---\r\nOne\r\ntwo\r\n", &f);
    assert_string_equal(f.title, "A");
    assert_string_equal(f.body, "One\ntwo");
}

static void a_rule_in_the_text_does_not_end_it(void **state)
{
    struct front_matter f;
    expect(*state, "---\ntitle: A\n---\nOne\n\n---\n\nTwo", &f);
    assert_string_equal(f.body, "One\n\n---\n\nTwo");
}

static void the_first_word_on_the_standfirst_wins(void **state)
{
    struct front_matter f;
    expect(*state, "---\ntitle: A\nsummary: Long\ndeck: Short\n---\n", &f);
    assert_string_equal(f.dek, "Short");
    assert_string_equal(f.summary, "Long");
    expect(*state, "---\ntitle: A\ndescription: Plain\ndek:\n---\n", &f);
    assert_string_equal(f.dek, "Plain");
}

static void character_references_in_a_title_become_characters(void **state)
{
    struct front_matter f;
    expect(*state, "---\ntitle: \"Q&amp;A: what&#8217;s new\"\n---\n", &f);
    assert_string_equal(f.title, "Q&A: what’s new");
}

static void authors_may_be_one_name_a_line_of_names_or_a_list(void **state)
{
    struct front_matter f;
    expect(*state, "---\ntitle: A\nauthor: Ines Okafor\n---\n", &f);
    assert_int_equal(f.authors.n, 1);
    expect(*state, "---\ntitle: A\nauthors: Ines Okafor, Tomas Reyle\n---\n", &f);
    assert_int_equal(f.authors.n, 2);
    expect(*state, "---\ntitle: A\nauthors:\n  - ines\n  -\n  - tomas\n---\n", &f);
    assert_int_equal(f.authors.n, 2);
}

static void an_old_address_becomes_a_source_named_after_its_host(void **state)
{
    struct front_matter f;
    expect(*state, "---\ntitle: A\nsource_url: https://www.example.org/a/b\n---\n", &f);
    assert_int_equal(f.sources.n, 1);
    assert_string_equal(f.sources.v[0].title, "example.org");
    expect(*state, "---\ntitle: A\nsource_url: gopher://old\n---\n", &f);
    assert_int_equal(f.sources.n, 0);
}

static void a_review_is_read_with_its_rating_in_tenths(void **state)
{
    struct front_matter f;
    expect(*state,
           "---\ntitle: A\nkind: review\nreview:\n  product: Kettle\n  rating: 4.5\n"
           "  pros: [Quiet]\n  cons: [Dear, Slow]\n  verdict: Buy it.\n  price: £49\n"
           "  price_checked: 2026-01-08\n---\n",
           &f);
    assert_int_equal(f.kind, STORY_REVIEW);
    assert_int_equal(f.review.rating, 45);
    assert_int_equal(f.review.cons.n, 2);
    assert_string_equal(f.review.price_checked_on, "2026-01-08");
    expect_refused(*state, "---\ntitle: A\nreview: {rating: 7}\n---\n", "0 to 5");
    expect_refused(*state, "---\ntitle: A\nreview: {rating: 4.55}\n---\n", "0 to 5");
    expect_refused(*state, "---\ntitle: A\nreview: {price_checked: May}\n---\n", "price_checked");
}

static void keys_without_a_meaning_are_named(void **state)
{
    struct front_matter f;
    expect(*state, "---\ntitle: A\nweight: 3\nexpirydate: 2025-01-01\n---\n", &f);
    assert_int_equal(f.ignored.n, 2);
    assert_string_equal(f.ignored.v[0], "weight");
}

static void what_cannot_be_a_story_is_refused_in_words(void **state)
{
    expect_refused(*state, "", "no front matter");
    expect_refused(*state, "Just text.", "no front matter");
    expect_refused(*state, "+++\ntitle = \"A\"\n+++\n", "TOML");
    expect_refused(*state, "---\ntitle: A\n", "no closing");
    expect_refused(*state, "---\n---\nText", "empty");
    expect_refused(*state, "---\nslug: a\n---\n", "no title");
    expect_refused(*state, "---\ntitle: \"  \"\n---\n", "no title");
    expect_refused(*state, "---\n- a\n- b\n---\n", "keys and values");
    expect_refused(*state, "---\ntitle: A\nkind: poem\n---\n", "kind");
    expect_refused(*state, "---\ntitle: A\nai_use: much\n---\n", "ai_use");
    expect_refused(*state, "---\ntitle: A\nlead: perhaps\n---\n", "lead");
    expect_refused(*state, "---\ntitle: [A]\n---\n", "title");
    expect_refused(*state, "---\ntitle: A\ncorrections:\n  - wrong: x\n---\n", "corrections");
    expect_refused(*state, "---\ntitle: A\nsources:\n  - url: javascript:x\n---\n", "http");
    expect_refused(*state, "---\ntitle: \xC3(\n---\n", "UTF-8");
    expect_refused(*state, "---\ntitle: \"\\xff\\0\"\n---\n", "UTF-8");
}

static void a_fault_is_told_with_the_line_of_the_file(void **state)
{
    expect_refused(*state, "\n---\ntitle: A\ndek: \"open\n---\n", "line ");
    expect_refused(*state, "---\ntitle: A\nx: *y\n---\n", "line 3: aliases");
}

static void yaml_that_would_grow_is_refused(void **state)
{
    struct arena *a = *state;
    const char *why;
    char deep[64] = "";
    memset(deep, '[', YAML_DEPTH_MAX + 1);
    assert_null(yaml_parse(a, deep, strlen(deep), 1, &why));
    assert_non_null(strstr(why, "deep"));

    size_t n = 2 * (YAML_NODES_MAX + 10);
    char *wide = arena_alloc(a, n + 2);
    wide[0] = '[';
    for (size_t i = 1; i < n; i += 2)
        memcpy(wide + i, "a,", 2);
    assert_null(yaml_parse(a, wide, n, 1, &why));
    assert_non_null(strstr(why, "many"));
}

static void of_a_key_given_twice_the_last_stands(void **state)
{
    struct front_matter f;
    expect(*state, "---\ntitle: A\ntitle: B\n---\n", &f);
    assert_string_equal(f.title, "B");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(a_whole_story_is_read),
        WITH_ARENA(blank_lines_a_byte_order_mark_and_crlf_do_no_harm),
        WITH_ARENA(a_rule_in_the_text_does_not_end_it),
        WITH_ARENA(the_first_word_on_the_standfirst_wins),
        WITH_ARENA(character_references_in_a_title_become_characters),
        WITH_ARENA(authors_may_be_one_name_a_line_of_names_or_a_list),
        WITH_ARENA(an_old_address_becomes_a_source_named_after_its_host),
        WITH_ARENA(a_review_is_read_with_its_rating_in_tenths),
        WITH_ARENA(keys_without_a_meaning_are_named),
        WITH_ARENA(what_cannot_be_a_story_is_refused_in_words),
        WITH_ARENA(a_fault_is_told_with_the_line_of_the_file),
        WITH_ARENA(yaml_that_would_grow_is_refused),
        WITH_ARENA(of_a_key_given_twice_the_last_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
