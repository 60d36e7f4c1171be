/* test_accessibility.c: what some readers would stumble over, as tests/web/tools.test.mjs asks the desk's
 * script for the same texts. */
#include "check.h"

#include "lib/accessibility.h"
#include "lib/buf.h"
#include "lib/markdown.h"

#include <string.h>

static struct access_places find(struct arena *a, const char *body)
{
    struct markdown_options opt = {.arena = a};
    struct markdown_stats stats = {0};
    struct buf html, plain;
    buf_init(&html, 1u << 20);
    buf_init(&plain, 1u << 20);
    assert_int_equal(markdown_render(body, strlen(body), &opt, &html, &plain, &stats), MARKDOWN_OK);
    struct access_places all = access_find(a, body, arena_dupn(a, html.p ? html.p : "", html.len));
    buf_free(&html);
    buf_free(&plain);
    return all;
}

static const struct {
    const char *body, *found; /* "kind: words|kind: words" */
} cases[] = {
    {"## A\n\n### B\n\n## C", ""},
    {"#### A", "level: A"},
    {"## A\n\n#### B", "level: B"},
    {"```\n#### A\n```", ""},
    {"a\n\n**Bold line**\n\nb", "bold: Bold line"},
    {"a **bold** word", ""},
    {"**Bold** and **bold**", ""},
    {"- **an item**\n- more", ""},
    {"[here](/x) [Click here »](/x) [**hier**](/x) [Weiterlesen …](/x)",
     "vague: here|vague: Click here »|vague: hier|vague: Weiterlesen …"},
    {"[aquí](/x) [en savoir plus](/x) [هنا](/x) [点击这里](/x) [here][1]\n\n[1]: "
     "https://x.example/",
     "vague: aquí|vague: en savoir plus|vague: هنا|vague: 点击这里|vague: here"},
    {"[the report](/x) [Here is the report](/x) [](https://y.example/)",
     "wordless: https://y.example/"},
    {"A note.[^1]\n\n[^1]: See the report.", ""},
    {"| a |\n| --- |\n| 1 |", ""},
    {"|  |  |\n| --- | --- |\n| 1 | 2 |", "table: "},
    {"| 1 | 2 |\n| 3 | 4 |", "table: | 1 | 2 | | 3 | 4 |"},
    {"NATO, UNESCO and the EU", ""},
    {"a VERY IMPORTANT day, UNBELIEVABLE", "capitals: VERY IMPORTANT|capitals: UNBELIEVABLE"},
    {"`ABCDEFGHIJKL` https://x.org/ABCDEFGHIJKL [a](/ABCDEFGHIJKL)", ""},
    {"ABCDEFGHIJKL2 abCDEFGHIJKL", ""},
};

static void each_text_has_its_places(void **state)
{
    static const char *const kinds[ACCESS_KIND_MAX] = {
        [ACCESS_LEVEL] = "level",       [ACCESS_BOLD] = "bold",   [ACCESS_VAGUE] = "vague",
        [ACCESS_WORDLESS] = "wordless", [ACCESS_TABLE] = "table", [ACCESS_CAPITALS] = "capitals",
        [ACCESS_LONG] = "long",
    };
    struct arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct access_places all = find(a, cases[i].body);
        const char *said = "";
        for (size_t k = 0; k < all.n; k++)
            said = arena_printf(a, "%s%s%s: %s", said, k ? "|" : "", kinds[all.v[k].kind],
                                all.v[k].where);
        if (strcmp(said, cases[i].found) != 0)
            fail_msg("%s\n  found  %s\n  wanted %s", cases[i].body, said, cases[i].found);
    }
    arena_free(a);
}

static void a_long_paragraph_is_one_and_an_endless_text_ends(void **state)
{
    static char text[300000];
    struct arena *a = arena_new();
    (void)state;
    for (int i = 0; i < 501; i++)
        strcat(text, "字");
    assert_int_equal(find(a, text).n, 1);
    assert_int_equal(find(a, text).v[0].kind, ACCESS_LONG);
    text[0] = '\0';
    for (size_t n = 0, i = 0; i < 20000; i++, n += 11)
        memcpy(text + n, "[here](/x) ", 12);
    assert_int_equal(find(a, text).n, ACCESS_PLACES_MAX);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_text_has_its_places),
        cmocka_unit_test(a_long_paragraph_is_one_and_an_endless_text_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
