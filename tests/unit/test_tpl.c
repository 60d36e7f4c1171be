/* test_tpl.c: what the template shim lets through, and what comes out. */
#include "check.h"

#include "cgi/http/tpl.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define HTML "{{%AUTOESCAPE context=\"HTML\"}}\n"
#define NASTY "<b> & \"q\" 'x'"

struct bench {
    char ours[64], theirs[64]; /* two folders, theirs before ours */
    struct buf out, err;
    struct tpl_dict *d;
};

static int start(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    strcpy(b->ours, "/tmp/test_tpl_ours_XXXXXX");
    strcpy(b->theirs, "/tmp/test_tpl_site_XXXXXX");
    if (!mkdtemp(b->ours) || !mkdtemp(b->theirs))
        return -1;
    buf_init(&b->out, 1 << 20);
    buf_init(&b->err, 1 << 16);
    b->d = tpl_dict_new();
    setenv("DATELINE_LOG", "error", 1);
    *state = b;
    return 0;
}

static void remove_folder(const char *folder)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    assert_int_equal(system(command), 0);
}

static int end(void **state)
{
    struct bench *b = *state;
    tpl_dict_free(b->d);
    buf_free(&b->out);
    buf_free(&b->err);
    remove_folder(b->ours);
    remove_folder(b->theirs);
    free(b);
    return 0;
}

static void put(const char *folder, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    assert_true(mkdir(path, 0700) == 0 || errno == EEXIST);
    *slash = '/';
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static struct tpl_set *load(struct bench *b)
{
    const char *folders[] = {b->theirs, b->ours};
    buf_clear(&b->err);
    return tpl_load(folders, 2, NULL, &b->err);
}

/* The one template's text expanded with b->d. */
static const char *expand(struct bench *b, const char *text)
{
    put(b->ours, "page.tpl", text);
    struct tpl_set *set = load(b);
    if (!set)
        fail_msg("%s", b->err.p);
    buf_clear(&b->out);
    assert_true(tpl_render(set, "page.tpl", b->d, &b->out));
    tpl_unload(set);
    return b->out.p;
}

static void values_are_escaped_in_text_and_attributes(void **state)
{
    struct bench *b = *state;
    tpl_set(b->d, "V", NASTY);
    assert_string_equal(expand(b, HTML "<p title=\"{{V}}\">{{V}}</p>\n"),
                        "<p title=\"&lt;b&gt; &amp; &quot;q&quot; &#39;x&#39;\">"
                        "&lt;b&gt; &amp; &quot;q&quot; &#39;x&#39;</p>\n");
}

/* A site's own card may say what ours does not, and must get it. */
static void a_template_says_which_names_it_has(void **state)
{
    struct bench *b = *state;
    put(b->ours, "partials/card.tpl",
        HTML "{{#A_IF}}<b title=\"{{A:h}}\">{{>STARS}}</b>{{/A_IF}}\n");
    put(b->theirs, "partials/line.tpl", HTML "<i>{{_\"By %NAMES%\"}}</i>\n");
    struct tpl_set *set = load(b);
    assert_non_null(set);
    static const char *const has[] = {"A", "A_IF", "STARS"};
    for (size_t i = 0; i < COUNT(has); i++)
        assert_true(tpl_names(set, "partials/card.tpl", has[i]));
    assert_true(tpl_names(set, "partials/line.tpl", "NAMES"));
    assert_false(tpl_names(set, "partials/line.tpl", "A"));
    assert_false(tpl_names(set, "partials/card.tpl", "a_IF"));
    assert_false(tpl_names(set, "partials/none.tpl", "A"));
    tpl_unload(set);
}

static void names_are_looked_for_around_but_not_past_a_file(void **state)
{
    struct bench *b = *state;
    put(b->ours, "part.tpl", HTML "({{V}}{{G}}{{#S}}s{{/S}})\n");
    tpl_set(b->d, "V", "first");
    tpl_set(b->d, "V", "outer");
    tpl_set_global(b->d, "G", "global");
    tpl_show(b->d, "S");
    tpl_show(b->d, "S");
    tpl_set(tpl_add(b->d, "ROUND"), "V", "inner");
    tpl_show(tpl_add(b->d, "ROUND"), "S");
    tpl_set(tpl_include(b->d, "PART", "part.tpl"), "W", "x");
    tpl_set(tpl_include(b->d, "PART", "part.tpl"), "V", "own");
    /* A section that is shown outside shows what stands there. */
    assert_string_equal(expand(b, HTML "{{V}}{{G}}:{{#ROUND}}{{V}}{{#S}}[{{V}}]{{/S}},{{/ROUND}}"
                                       "{{#NO}}no{{/NO}}{{>PART}}{{>NO}}{{W}}\n"),
                        "outerglobal:inner[outer],outer[outer],(global)\n(ownglobal)\n\n");
}

static void a_section_that_was_shown_may_get_more_rounds(void **state)
{
    struct bench *b = *state;
    tpl_set(b->d, "V", "outer");
    tpl_show(b->d, "S");
    tpl_set(tpl_add(b->d, "S"), "V", "second");
    tpl_show(b->d, "S");
    tpl_add(b->d, "S");
    assert_string_equal(expand(b, HTML "{{#S}}({{V}}){{/S}}\n"), "(outer)(second)(outer)\n");
}

static void a_textarea_keeps_its_line_breaks_by_p(void **state)
{
    struct bench *b = *state;
    tpl_set(b->d, "V", "\n one\n\n\n  two <b>\n");
    assert_string_equal(expand(b, HTML "<textarea>\n{{V:p}}</textarea>\n"),
                        "<textarea>\n\n one\n\n\n  two &lt;b&gt;\n</textarea>\n");
}

static void addresses_of_other_schemes_are_dropped(void **state)
{
    struct bench *b = *state;
    tpl_set(b->d, "V", "javascript:alert(1)");
    assert_string_equal(expand(b, HTML "<a href=\"{{V}}\">x</a>\n"), "<a href=\"#\">x</a>\n");
    assert_string_equal(expand(b, HTML "<a href=\"{{V:h}}\">x</a>\n"), "<a href=\"#\">x</a>\n");
    tpl_set(b->d, "V", "/a?b=1&c=2");
    assert_string_equal(expand(b, HTML "<a href=\"{{V}}\">x</a>\n"),
                        "<a href=\"/a?b=1&amp;c=2\">x</a>\n");
    tpl_set(b->d, "V", "ines@example.org");
    assert_string_equal(expand(b, HTML "<a href=\"mailto:{{V}}\">x</a>\n"),
                        "<a href=\"mailto:ines@example.org\">x</a>\n");
}

static void the_bodys_html_and_json_ld_stand_as_they_are(void **state)
{
    struct bench *b = *state;
    tpl_set(b->d, "BODY_HTML", "<p>One\n\n\n<b>two</b></p>");
    tpl_set(b->d, "JSON_LD", "{\"a\":\"\\u003c\"}");
    assert_string_equal(expand(b, HTML
                               "{{BODY_HTML:none}}\n"
                               "<script type=\"application/ld+json\">{{JSON_LD:none}}</script>\n"),
                        "<p>One\n\n\n<b>two</b></p>\n"
                        "<script type=\"application/ld+json\">{\"a\":\"\\u003c\"}</script>\n");
}

static void sections_and_includes_take_their_values(void **state)
{
    struct bench *b = *state;
    put(b->ours, "partials/row.tpl", HTML "[{{V}}|{{ALL}}|{{OUTER}}]");
    tpl_set(b->d, "OUTER", "o");
    tpl_set_global(b->d, "ALL", "<g>");
    tpl_set_if(b->d, "DEK", "d");
    tpl_set_if(b->d, "NONE", "");
    tpl_set(tpl_add(b->d, "ROW"), "V", "1");
    tpl_set_int(tpl_add(b->d, "ROW"), "V", INT64_C(9007199254740993));
    tpl_set(tpl_include(b->d, "MORE", "partials/row.tpl"), "V", "i");
    tpl_set(tpl_include(b->d, "MORE", "partials/row.tpl"), "V", NULL);
    assert_string_equal(expand(b,
                               HTML "{{#ROW}}({{V}}{{OUTER}}){{/ROW}}{{#DEK_IF}}{{DEK}}{{/DEK_IF}}"
                                    "{{#NONE_IF}}never{{/NONE_IF}}{{>MORE}}\n"),
                        "(1o)(9007199254740993o)d[i|&lt;g&gt;|][|&lt;g&gt;|]\n");
}

static void a_sites_template_stands_before_ours(void **state)
{
    struct bench *b = *state;
    put(b->ours, "sub/x.tpl", HTML "ours");
    put(b->ours, "sub/y.tpl", HTML "ours too");
    put(b->theirs, "sub/x.tpl", HTML "theirs");
    tpl_include(b->d, "X", "sub/x.tpl");
    tpl_include(b->d, "X", "sub/y.tpl");
    assert_string_equal(expand(b, HTML "{{>X}}\n"), "theirsours too");
}

static void a_set_never_changes_after_loading(void **state)
{
    struct bench *b = *state;
    put(b->ours, "page.tpl", HTML "old\n");
    struct tpl_set *set = load(b);
    put(b->ours, "page.tpl", HTML "new\n");
    put(b->ours, "more.tpl", HTML "more\n");
    assert_true(tpl_render(set, "page.tpl", b->d, &b->out));
    assert_string_equal(b->out.p, "old\n");
    assert_false(tpl_render(set, "more.tpl", b->d, &b->out));
    tpl_unload(set);
}

static void a_missing_template_or_include_is_false(void **state)
{
    struct bench *b = *state;
    put(b->ours, "page.tpl", HTML "{{>X}}\n");
    struct tpl_set *set = load(b);
    assert_false(tpl_render(set, "none.tpl", b->d, &b->out));
    tpl_include(b->d, "X", "../../etc/passwd");
    assert_false(tpl_render(set, "page.tpl", b->d, &b->out));
    tpl_unload(set);
}

/* They are parsed when first included, and no sooner; what was proved at loading is what is parsed. */
static void included_templates_come_as_they_were_at_loading(void **state)
{
    struct bench *b = *state;
    put(b->ours, "page.tpl", HTML "{{#R}}[{{>X}}]{{/R}}\n");
    put(b->ours, "one.tpl", HTML "one {{V}}");
    put(b->ours, "two.tpl", HTML "two");
    struct tpl_set *set = load(b);
    put(b->ours, "one.tpl", HTML "{{#broken}}");
    for (int i = 0; i < 3; i++) {
        struct tpl_dict *round = tpl_add(b->d, "R");
        tpl_set(tpl_include(round, "X", i == 1 ? "two.tpl" : "one.tpl"), "V", "<");
        tpl_include(round, "X", "two.tpl");
    }
    for (int i = 0; i < 2; i++) {
        buf_clear(&b->out);
        assert_true(tpl_render(set, "page.tpl", b->d, &b->out));
        assert_string_equal(b->out.p, "[one &lt;two][twotwo][one &lt;two]\n");
    }
    tpl_unload(set);
}

static void a_page_that_does_not_fit_is_false(void **state)
{
    struct bench *b = *state;
    put(b->ours, "page.tpl", HTML "0123456789\n");
    struct tpl_set *set = load(b);
    struct buf small;
    buf_init(&small, 5);
    assert_false(tpl_render(set, "page.tpl", b->d, &small));
    buf_free(&small);
    tpl_unload(set);
}

static void faulty_templates_are_refused_by_name(void **state)
{
    static const struct {
        const char *text, *why;
    } bad[] = {
        {"<p>{{V}}</p>", "AUTOESCAPE"},
        {"\n" HTML "<p>{{V}}</p>", "AUTOESCAPE"},
        {"{{%AUTOESCAPE context=\"JAVASCRIPT\"}}\n{{V}}", "AUTOESCAPE"},
        {"{{%AUTOESCAPE context=\"HTML\" state=\"IN_TAG\"}}\n{{V}}", "AUTOESCAPE"},
        {HTML "{{%AUTOESCAPE context=\"JSON\"}}", "first line"},
        {HTML "{{V:none}}", "none"},
        {HTML "{{V:h:none}}", "none"},
        {HTML "{{BODY_HTML:raw}}", "raw"},
        {HTML "{{V:j}}", "modifier"},
        {HTML "{{V:x-own=1}}", "modifier"},
        {HTML "{{=[ ]=}}[V:none]", "delimiters"},
        {HTML "{{>V:none}}", "name"},
        {HTML "{{v}}", "name"},
        {HTML "{{}}", "empty"},
        {HTML "{{V", "closed"},
        {HTML "{{#A}}{{V}}", "parse"},
        {HTML "{{#A}}{{/B}}", "parse"},
        {"", "AUTOESCAPE"},
    };
    struct bench *b = *state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        put(b->theirs, "page.tpl", bad[i].text);
        struct tpl_set *set = load(b);
        if (set)
            fail_msg("taken: %s", bad[i].text);
        assert_non_null(strstr(b->err.p, "page.tpl"));
        if (!strstr(b->err.p, bad[i].why))
            fail_msg("%s: not about %s", b->err.p, bad[i].why);
    }
}

/* ---- Words ---------------------------------------------------------------------------------- */

/* The template in a language of which `words` is the catalogue. */
static const char *expand_in(struct bench *b, const char *tag, const char *words, const char *text)
{
    const char *folders[] = {b->theirs, b->ours};
    char name[64];
    snprintf(name, sizeof name, "%s.json", tag);
    put(b->ours, name, words);
    struct language *l = language_open(tag, folders + 1, 1, &b->err);
    if (!l)
        fail_msg("%s", b->err.p);
    put(b->ours, "page.tpl", text);
    struct tpl_set *set = tpl_load(folders, 2, l, &b->err);
    if (!set)
        fail_msg("%s", b->err.p);
    buf_clear(&b->out);
    assert_true(tpl_render(set, "page.tpl", b->d, &b->out));
    tpl_unload(set);
    language_close(l);
    return b->out.p;
}

static void words_stand_in_english_without_a_language(void **state)
{
    struct bench *b = *state;
    tpl_set(b->d, "WHO", NASTY);
    assert_string_equal(expand(b, HTML "<p title=\"{{_\"Pros & cons\"}}\">{{_\"By %WHO%\"}}</p>\n"),
                        "<p title=\"Pros &#38; cons\">"
                        "By &lt;b&gt; &amp; &quot;q&quot; &#39;x&#39;</p>\n");
}

static void a_translation_takes_the_place_of_the_words(void **state)
{
    struct bench *b = *state;
    assert_string_equal(expand_in(b, "de", "{\"Latest\": \"Das Neueste\"}",
                                  HTML "<p>{{_\"Latest\"}} {{_\"Oldest\"}}</p>\n"),
                        "<p>Das Neueste Oldest</p>\n");
}

static void a_translation_is_text_and_never_markup_or_marker(void **state)
{
    struct bench *b = *state;
    tpl_set(b->d, "BODY_HTML", "never");
    assert_string_equal(
        expand_in(b, "de", "{\"a\": \"<b>\\\"x\\\" & 'y'</b>{{BODY_HTML:none}} {{#X}} {{_}} }}\"}",
                  HTML "<p title=\"{{_\"a\"}}\">{{_\"a\"}}</p>\n"),
        "<p title=\"&#60;b&#62;&#34;x&#34; &#38; &#39;y&#39;&#60;/b&#62;"
        "&#123;&#123;BODY_HTML:none&#125;&#125; &#123;&#123;#X&#125;&#125; "
        "&#123;&#123;_&#125;&#125; &#125;&#125;\">"
        "&#60;b&#62;&#34;x&#34; &#38; &#39;y&#39;&#60;/b&#62;"
        "&#123;&#123;BODY_HTML:none&#125;&#125; &#123;&#123;#X&#125;&#125; "
        "&#123;&#123;_&#125;&#125; &#125;&#125;</p>\n");
}

static void the_translation_orders_a_messages_names_and_parts(void **state)
{
    struct bench *b = *state;
    tpl_set(b->d, "A", "1");
    tpl_set(b->d, "B", "2");
    assert_string_equal(
        expand_in(b, "de",
                  "{\"%A% then %B%\": \"%B% nach %A%\", \"of %LIST%\": \"%LIST%-Teil\", "
                  "\"all\": \"alle\"}",
                  HTML
                  "{{_\"%A% then %B%\"}}\n"
                  "{{_\"%A% then %B%\"}}{{_A}}<i>{{A}}</i>{{_B}}<b>{{B}}</b>{{_}}\n"
                  "{{_\"of %LIST%\"}}{{_LIST}}<a href=\"/x\">{{_\"all\"}} {{_\"%A% then %B%\"}}"
                  "{{_A}}<u>{{A}}</u>{{_}}</a>{{_}}\n"),
        "2 nach 1\n"
        "<b>2</b> nach <i>1</i>\n"
        "<a href=\"/x\">alle 2 nach <u>1</u></a>-Teil\n");
}

static void a_number_takes_its_form(void **state)
{
    static const char template[] = HTML "{{#R}}{{_N \"one story|%N% stories\"}};{{/R}}\n";
    static const char words[] = "{\"one story|%N% stories\": {\"one\": \"1 <x>\", \"few\": "
                                "\"%N% few\", \"many\": \"%N% many\", \"other\": \"%N%\"}}";
    static const int64_t n[] = {1, 3, 5, 21};
    struct bench *b = *state;
    const char *none[] = {b->ours};
    struct language *ru = language_open("ru", none, 0, NULL),
                    *en = language_open("en", none, 0, NULL);
    for (size_t i = 0; i < COUNT(n); i++)
        tpl_set_count(tpl_add(b->d, "R"), ru, "N", n[i]);
    assert_string_equal(expand_in(b, "ru", words, template),
                        "1 &#60;x&#62;;3 few;5 many;1 &#60;x&#62;;\n");
    tpl_dict_free(b->d);
    b->d = tpl_dict_new();
    tpl_set_count(tpl_add(b->d, "R"), en, "N", 1);
    tpl_set_count(tpl_add(b->d, "R"), NULL, "N", 1234);
    tpl_set_count(tpl_add(b->d, "R"), en, "N", 1234);
    assert_string_equal(expand(b, template), "one story;1234 stories;1,234 stories;\n");
    language_close(ru);
    language_close(en);
}

static void faulty_messages_are_refused_by_name(void **state)
{
    static const struct {
        const char *text, *why;
    } bad[] = {
        {HTML "{{_\"a}}", "begins no message"},
        {HTML "{{_\"a", "begins no message"},
        {HTML "{{_\"\"}}", "begins no message"},
        {HTML "{{_\"a\nb\"}}", "begins no message"},
        {HTML "{{_a \"b\"}}", "begins no message"},
        {HTML "{{_\"a\" b}}", "begins no message"},
        {HTML "{{_}}", "belongs to no message"},
        {HTML "{{_A}}x{{_}}", "belongs to no message"},
        {HTML "{{_\"a %B%\"}}{{_C}}x{{_}}", "is no name in"},
        {HTML "{{_\"a %B%\"}}{{_B}}x", "should end"},
        {HTML "{{_\"one|many\"}}", "without a name"},
        {HTML "{{_N \"many\"}}", "without forms"},
        {HTML "{{_\"a %B%\"}}{{_B}}{{X:none}}{{_}}", "none"},
    };
    struct bench *b = *state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        put(b->theirs, "page.tpl", bad[i].text);
        struct tpl_set *set = load(b);
        if (set)
            fail_msg("taken: %s", bad[i].text);
        assert_non_null(strstr(b->err.p, "page.tpl"));
        if (!strstr(b->err.p, bad[i].why))
            fail_msg("%s: not about %s", b->err.p, bad[i].why);
    }
}

static void comments_xml_and_json_are_templates_too(void **state)
{
    struct bench *b = *state;
    tpl_set(b->d, "V", "<a>");
    assert_string_equal(expand(b, "{{%AUTOESCAPE context=\"XML\"}}\n{{! {{V:none }}<x>{{V}}</x>\n"),
                        "<x>&lt;a&gt;</x>\n");
}

static void folders_without_templates_are_an_error(void **state)
{
    struct bench *b = *state;
    assert_null(load(b));
    assert_non_null(strstr(b->err.p, "no templates"));
    const char *folders[] = {"/nonexistent/folder"};
    assert_null(tpl_load(folders, 1, NULL, &b->err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values_are_escaped_in_text_and_attributes, start, end),
        cmocka_unit_test_setup_teardown(a_template_says_which_names_it_has, start, end),
        cmocka_unit_test_setup_teardown(names_are_looked_for_around_but_not_past_a_file, start,
                                        end),
        cmocka_unit_test_setup_teardown(a_section_that_was_shown_may_get_more_rounds, start, end),
        cmocka_unit_test_setup_teardown(a_textarea_keeps_its_line_breaks_by_p, start, end),
        cmocka_unit_test_setup_teardown(addresses_of_other_schemes_are_dropped, start, end),
        cmocka_unit_test_setup_teardown(the_bodys_html_and_json_ld_stand_as_they_are, start, end),
        cmocka_unit_test_setup_teardown(sections_and_includes_take_their_values, start, end),
        cmocka_unit_test_setup_teardown(a_sites_template_stands_before_ours, start, end),
        cmocka_unit_test_setup_teardown(a_set_never_changes_after_loading, start, end),
        cmocka_unit_test_setup_teardown(a_missing_template_or_include_is_false, start, end),
        cmocka_unit_test_setup_teardown(included_templates_come_as_they_were_at_loading, start,
                                        end),
        cmocka_unit_test_setup_teardown(a_page_that_does_not_fit_is_false, start, end),
        cmocka_unit_test_setup_teardown(faulty_templates_are_refused_by_name, start, end),
        cmocka_unit_test_setup_teardown(words_stand_in_english_without_a_language, start, end),
        cmocka_unit_test_setup_teardown(a_translation_takes_the_place_of_the_words, start, end),
        cmocka_unit_test_setup_teardown(a_translation_is_text_and_never_markup_or_marker, start,
                                        end),
        cmocka_unit_test_setup_teardown(the_translation_orders_a_messages_names_and_parts, start,
                                        end),
        cmocka_unit_test_setup_teardown(a_number_takes_its_form, start, end),
        cmocka_unit_test_setup_teardown(faulty_messages_are_refused_by_name, start, end),
        cmocka_unit_test_setup_teardown(comments_xml_and_json_are_templates_too, start, end),
        cmocka_unit_test_setup_teardown(folders_without_templates_are_an_error, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
