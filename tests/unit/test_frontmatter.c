/* test_frontmatter.c: the front matter of Markdown files, as newsrooms write it and as it goes
 * wrong. */
#include "check.h"

#include "import/front_matter.h"
#include "import/toml.h"
#include "import/yaml.h"

static bool parse(struct arena *a, const char *text, struct front_matter *f, const char **why)
{
    return front_matter_parse(a, text, strlen(text), NULL, f, why);
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

static bool has_note(const struct front_matter *f, const char *part)
{
    for (size_t i = 0; i < f->notes.n; i++)
        if (strstr(f->notes.v[i].text, part))
            return true;
    return false;
}

/* The story stays, and a fault says what was odd. */
static void expect_noted(struct arena *a, const char *text, const char *part)
{
    struct front_matter f;
    expect(a, text, &f);
    if (!note_first_fault(&f.notes) || !has_note(&f, part))
        fail_msg("%s: no note says \"%s\"", text, part);
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
    assert_null(f.held);
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
    expect_noted(*state, "---\ntitle: A\nreview: {rating: 7}\n---\n", "0 to 5");
    expect_noted(*state, "---\ntitle: A\nreview: {rating: 4.55}\n---\n", "0 to 5");
    expect_noted(*state, "---\ntitle: A\nreview: {price_checked: May}\n---\n", "price_checked");
}

static void keys_without_a_meaning_are_named(void **state)
{
    struct front_matter f;
    expect(*state, "---\ntitle: A\nweight: 3\nkicker: B\n---\n", &f);
    assert_int_equal(f.ignored.n, 2);
    assert_string_equal(f.ignored.v[0], "weight");
}

static void what_is_no_text_is_refused_in_words(void **state)
{
    expect_refused(*state, "---\ntitle: \xC3(\n---\n", "UTF-8 (byte C3 in line 2)");
    char *wide = arena_alloc(*state, 600 * 1024);
    memset(wide, 'x', 600 * 1024 - 1);
    wide[600 * 1024 - 1] = '\0';
    expect_refused(*state, wide, "512 KiB");
}

static void an_odd_value_costs_itself_and_is_noted(void **state)
{
    expect_noted(*state, "Just text.", "no front matter");
    expect_noted(*state, "---\ntitle: A\n", "no closing");
    expect_noted(*state, "---\n- a\n- b\n---\n", "keys and values");
    expect_noted(*state, "---\ntitle: A\nkind: poem\n---\n", "kind");
    expect_noted(*state, "---\ntitle: A\nai_use: much\n---\n", "ai_use");
    expect_noted(*state, "---\ntitle: [A]\n---\n", "title");
    expect_noted(*state, "---\ntitle: A\ncorrections:\n  - wrong: x\n---\n", "corrections");
    expect_noted(*state, "---\ntitle: A\nsources:\n  - url: javascript:x\n---\n", "http");
    expect_noted(*state, "---\ntitle: A\nwithdrawn: {date: 2020-01-01}\n---\n", "withdrawn");
    expect_noted(*state, "---\ntitle: A\nslug: {a: b}\n---\n", "slug");
    struct front_matter f;
    expect(*state, "---\nauthor: {name: Ines, email: x}\ntags: [{name: b}, [c]]\n---\n", &f);
    assert_string_equal(f.authors.v[0], "Ines");
    assert_int_equal(f.tags.n, 1);
}

static void a_headline_is_the_texts_first_heading_when_no_key_has_one(void **state)
{
    struct front_matter f;
    expect(*state, "# The *first* #\n\nText", &f);
    assert_string_equal(f.title, "The *first*");
    assert_string_equal(f.body, "\n\nText");
    expect(*state, "---\nslug: a\n---\nText\n\n# Later", &f);
    assert_string_equal(f.title, "");
}

static void what_the_source_hides_is_held_back(void **state)
{
    static const char *const hidden[] = {"draft: true",
                                         "draft: True",
                                         "Draft: yes",
                                         "draft: 1",
                                         "draft: \"true\"",
                                         "draft: perhaps",
                                         "draft: [x]",
                                         "published: false",
                                         "published: No",
                                         "published: 'false'",
                                         "publish: off",
                                         "published: maybe",
                                         "unlisted: true",
                                         "private: true",
                                         "hidden: true",
                                         "isDraft: true",
                                         "status: draft",
                                         "status: pending",
                                         "visibility: private",
                                         "visibility: members",
                                         "permalink: false",
                                         "password: xyz",
                                         "build: {render: never}",
                                         "_build:\n  list: false",
                                         "withdrawn: yes",
                                         "eleventyExcludeFromCollections: true"};
    static const char *const shown[] = {"draft: false",
                                        "draft:",
                                        "draft: \"\"",
                                        "draft: No",
                                        "draft: 0",
                                        "draft: ~",
                                        "published: true",
                                        "published: 2020-01-01",
                                        "publish: 2020-01-01",
                                        "status: Published",
                                        "status: publish",
                                        "visibility: public",
                                        "hidden: false",
                                        "private: no",
                                        "x: draft"};
    struct front_matter f;
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        expect(*state, arena_printf(*state, "---\ntitle: A\n%s\n---\n", hidden[i]), &f);
        if (!f.held)
            fail_msg("%s was shown", hidden[i]);
    }
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        expect(*state, arena_printf(*state, "---\ntitle: A\n%s\n---\n", shown[i]), &f);
        if (f.held)
            fail_msg("%s: %s", shown[i], f.held);
    }
}

static void other_systems_keys_are_understood(void **state)
{
    struct front_matter f;
    expect(*state,
           "---\nTitle: A\npubDate: Jul 08 2022\nexcerpt: E\nheroImage: /a.jpg\n"
           "heroImageAlt: Alt\nimage_credit: C\nredirect_from: [/b, /c]\npermalink: /d/\n"
           "url: /e\ntags: x, y\ncategories: [z, X]\n---\n",
           &f);
    assert_string_equal(f.title, "A");
    assert_string_equal(f.date, "Jul 08 2022");
    assert_string_equal(f.dek, "E");
    assert_string_equal(f.hero_file, "/a.jpg");
    assert_string_equal(f.hero_alt, "Alt");
    assert_int_equal(f.aliases.n, 4);
    assert_int_equal(f.tags.n, 3);
    expect(*state,
           "---\ntitle: A\ncover: {image: c.png, alt: B, caption: D}\npublishedAt: x\n---\n", &f);
    assert_string_equal(f.hero_file, "c.png");
    assert_string_equal(f.hero_caption, "D");
    assert_string_equal(f.date, "x");
    expect(*state, "---\ntitle: A\nfeatured_image: {uid: u, alt: B}\n---\n", &f);
    assert_string_equal(f.hero_uid, "u");
}

static void keys_can_be_given_a_meaning(void **state)
{
    static const struct front_name names[] = {{"strap", "dek"}, {"updatedDate", "updated"}};
    const struct front_names with = {.v = names, .n = 2, .section = "categories", .words = true};
    static const char text[] = "---\ntitle: A\nstrap: S\ndek: D\nupdatedDate: 2020-01-01\n"
                               "categories: city harbour\n---\n";
    struct front_matter f;
    const char *why;
    assert_true(front_matter_parse(*state, text, strlen(text), &with, &f, &why));
    assert_string_equal(f.dek, "S");
    assert_string_equal(f.updated, "2020-01-01");
    assert_string_equal(f.section, "city");
    assert_int_equal(f.tags.n, 1);
    assert_string_equal(f.tags.v[0], "harbour");
}

/* ---- YAML as people type it ------------------------------------------------------------------ */

static void plain_mistakes_are_read_as_they_were_meant(void **state)
{
    static const struct {
        const char *line, *title, *note;
    } mistakes[] = {
        {"title: Mayor: no bridge", "Mayor: no bridge", "line 2: put quotation marks"},
        {"title: \"open", "open", "line 2: the quotation mark"},
        {"title: \"Mayor\" says no", "\"Mayor\" says no", "line 2: put quotation marks"},
        {"title: 'It's here'", "'It's here'", "line 2"},
        {"title: @mayor speaks", "@mayor speaks", "begins with @"},
        {"title: `code` first", "`code` first", "begins with `"},
        {"title: %s is odd", "%s is odd", "line 2"},
        {"title: *bold* claim", "*bold* claim", "line 2"},
        {"title: *bold", "*bold", "begins with *"},
        {"title: &Sons win", "&Sons win", "begins with &"},
        {"title: !important news", "!important news", "begins with !"},
        {"title: [Update bridge", "Update bridge", "line 2: the bracket"},
        {"title: A\ntitle: B", "B", "line 3: title is given twice"},
        {"title: Sale # 5", "Sale", "“# 5” is a comment"},
    };
    struct front_matter f;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        expect(*state,
               arena_printf(*state, "---\n%s\ndate: 2020-01-01 # here\n---\nX", mistakes[i].line),
               &f);
        if (strcmp(f.title, mistakes[i].title) != 0 || strncmp(f.date, "2020-01-01", 10) != 0)
            fail_msg("%s: %s, %s", mistakes[i].line, f.title, f.date);
        if (!has_note(&f, mistakes[i].note) || f.held)
            fail_msg("%s: %s", mistakes[i].line, f.notes.n ? f.notes.v[0].text : "no note");
    }
    expect(*state, "---\ntitle: A\nreview:\n\tproduct: B\n---\n", &f);
    assert_string_equal(f.review.product, "B");
    assert_true(has_note(&f, "line 4: put blanks in place of the tab"));
}

static void what_cannot_be_mended_is_read_line_by_line_and_held_back(void **state)
{
    struct front_matter f;
    expect(*state, "---\ntitle: A\n  - x: [\nfoo bar\ndate: 2020-01-01\ntags:\n- b\n- c\n---\nX",
           &f);
    assert_non_null(f.held);
    assert_string_equal(f.date, "2020-01-01");
    assert_int_equal(f.tags.n, 2);
    assert_string_equal(f.body, "X");
}

static void a_fault_is_told_with_the_line_of_the_file(void **state)
{
    const char *why;
    struct arena *a = *state;
    assert_null(yaml_parse(a, "a: b\nx: *y", 10, 7, &why));
    assert_string_equal(why, "line 8: put quotation marks around a text that begins with *");
    json_t *map = yaml_parse(a, "a: &n [b]\nx: *n", 15, 1, &why);
    assert_string_equal(json_string_value(json_array_get(json_object_get(map, "x"), 0)), "b");
    json_decref(map);
}

/* ---- TOML and JSON --------------------------------------------------------------------------- */

static void toml_is_read(void **state)
{
    static const char text[] =
        "# c\ntitle = \"A \\u00e9 \\\"b\\\"\" # c\ndate = 2016-03-01T10:00:00Z\nweight = 1_000\n"
        "draft = false\nlit = 'C:\\x'\nlong = \"\"\"\nOne \\\n   line\nTwo\"\"\"\nraw = "
        "'''a\n'b'''\n"
        "tags = [\n \"a\", # c\n 'b',\n]\npoint = { x = 1, y.z = [true] }\na.\"b c\".d = 1\n"
        "[hero]\nfile = \"h.jpg\"\n[[menu.main]]\nname = \"m\"\n[[menu.main]]\nname = \"n\"\n";
    static const char wanted[] =
        "{\"a\":{\"b c\":{\"d\":\"1\"}},\"date\":\"2016-03-01T10:00:00Z\",\"draft\":\"false\","
        "\"hero\":{\"file\":\"h.jpg\"},\"lit\":\"C:\\\\x\",\"long\":\"One line\\nTwo\","
        "\"menu\":{\"main\":[{\"name\":\"m\"},{\"name\":\"n\"}]},\"point\":{\"x\":\"1\",\"y\":"
        "{\"z\":[\"true\"]}},\"raw\":\"a\\n'b\",\"tags\":[\"a\",\"b\"],\"title\":\"A é "
        "\\\"b\\\"\",\"weight\":\"1000\"}";
    struct notes notes = {.arena = *state};
    const char *doubt;
    json_t *map = toml_read(*state, text, strlen(text), 1, &notes, &doubt);
    char *got = json_dumps(map, JSON_COMPACT | JSON_SORT_KEYS);
    assert_string_equal(got, wanted);
    assert_null(doubt);
    free(got);
    json_decref(map);
}

static void a_wrong_line_of_toml_costs_itself_alone(void **state)
{
    static const char *const lines[] = {"b = x y",
                                        "b = \"open",
                                        "b",
                                        "= 1",
                                        "b = [1 2]",
                                        "[a",
                                        "b = ",
                                        "b = \"\\q\"",
                                        "b = 1 2 = 3",
                                        "b = {x = 1",
                                        "b = [[[[[[[[[1]]]]]]]]]",
                                        "b = ''' open"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct front_matter f;
        const char *text =
            arena_printf(*state, "+++\ntitle = 'A'\n%s\n[z]\nc = 1\n+++\nX", lines[i]);
        expect(*state, text, &f);
        assert_string_equal(f.title, "A");
        if (!f.held || !has_note(&f, "line 3: "))
            fail_msg("%s: %s", lines[i], f.notes.n ? f.notes.v[0].text : "no note");
    }
}

static void json_is_read(void **state)
{
    struct front_matter f;
    expect(*state, "{\n\"title\": \"A\", \"draft\": true, \"weight\": 3.5\n}\nText", &f);
    assert_string_equal(f.title, "A");
    assert_non_null(f.held);
    assert_string_equal(f.body, "\nText");
    expect(*state, "{{< figure src=x >}}", &f);
    assert_string_equal(f.body, "{{< figure src=x >}}");
    expect(*state, "{\n\"title\": A\n}\nText", &f);
    assert_true(has_note(&f, "line 2: this is not JSON"));
    assert_string_equal(f.body, "Text");
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

static void what_dateline_export_wrote_is_taken_letter_by_letter(void **state)
{
    struct front_matter f;
    expect(*state,
           "---\ntitle: \"\"\nformat: dateline 1\naddress: \"/2020/01/a\"\nin_review: true\n"
           "history:\n- kind: first\n  live: 2020-01-01\n- kind: correction\n  date: 2020-01-02\n"
           "  updated: none\n  wrong: \"a\"\n  right: \"b\"\n---\n\n# Not a title\n\n",
           &f);
    assert_true(f.own);
    assert_string_equal(f.title, "");
    assert_string_equal(f.body, "# Not a title");
    assert_string_equal(f.address, "/2020/01/a");
    assert_true(f.in_review);
    assert_int_equal(f.n_history, 2);
    assert_string_equal(f.history[1].updated, "none");
    assert_int_equal(f.ignored.n, 0);
    expect_noted(*state,
                 "---\ntitle: A\nformat: dateline 1\nhistory:\n- kind: odd\n  date: 2020\n---\n",
                 "history: entry 1");
    /* Another's words for another thing. */
    expect(*state, "---\ntitle: A\nformat: video\naddress: 1 High St\nhistory: long\n---\nB\n", &f);
    assert_false(f.own);
    assert_string_equal(f.address, "");
    assert_int_equal(f.ignored.n, 3);
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
        WITH_ARENA(what_is_no_text_is_refused_in_words),
        WITH_ARENA(an_odd_value_costs_itself_and_is_noted),
        WITH_ARENA(a_headline_is_the_texts_first_heading_when_no_key_has_one),
        WITH_ARENA(what_the_source_hides_is_held_back),
        WITH_ARENA(other_systems_keys_are_understood),
        WITH_ARENA(keys_can_be_given_a_meaning),
        WITH_ARENA(plain_mistakes_are_read_as_they_were_meant),
        WITH_ARENA(what_cannot_be_mended_is_read_line_by_line_and_held_back),
        WITH_ARENA(toml_is_read),
        WITH_ARENA(a_wrong_line_of_toml_costs_itself_alone),
        WITH_ARENA(json_is_read),
        WITH_ARENA(a_fault_is_told_with_the_line_of_the_file),
        WITH_ARENA(yaml_that_would_grow_is_refused),
        WITH_ARENA(of_a_key_given_twice_the_last_stands),
        WITH_ARENA(what_dateline_export_wrote_is_taken_letter_by_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
