/* test_prose.c: what a reporter types as prose is printed as typed; notes, headings, directions. */
#include "check.h"

#include "lib/buf.h"
#include "lib/markdown.h"

#include <string.h>

/* ---- helpers ---- */

static const struct markdown_source sources[] = {
    {"Minutes of the council", "https://example.org/minutes"},
    {"The Bridges Act, 1986", ""},
};

static bool page_is_there(void *ctx, const char *url)
{
    (void)ctx;
    return strcmp(url, "/2026/01/gone") != 0;
}

struct printed {
    const char *html, *plain;
    struct markdown_stats stats;
    enum markdown_status status;
};

static struct printed print_n(struct arena *a, const char *md, size_t n, bool rtl)
{
    struct printed out;
    const struct markdown_options opt = {
        .page = page_is_there, .sources = sources, .n_sources = 2, .rtl = rtl, .arena = a};
    struct buf html, plain;
    buf_init(&html, 16u << 20);
    buf_init(&plain, 16u << 20);
    out.status = markdown_render(md, n, &opt, &html, &plain, &out.stats);
    out.html = arena_dupn(a, html.p, html.len);
    out.plain = arena_dupn(a, plain.p, plain.len);
    buf_free(&html);
    buf_free(&plain);
    return out;
}

static struct printed print(struct arena *a, const char *md)
{
    struct printed out = print_n(a, md, strlen(md), false);
    assert_int_equal(out.status, MARKDOWN_OK);
    return out;
}

/* HTML without the paragraphs' ids, which are counted elsewhere. */
static const char *bare(struct arena *a, const char *md)
{
    const char *html = print(a, md).html;
    char *out = arena_dup(a, html), *o = out;
    while (*html != '\0') {
        if (strncmp(html, " id=\"p-", 7) == 0)
            html = strchr(html + 7, '"') + 1;
        else
            *o++ = *html++;
    }
    *o = '\0';
    return out;
}

static void assert_has(const char *html, const char *part)
{
    if (!strstr(html, part))
        fail_msg("no %s in %s", part, html);
}

static void assert_has_not(const char *html, const char *part)
{
    if (strstr(html, part))
        fail_msg("%s in %s", part, html);
}

/* ---- prose ---- */

static void prose_is_printed_as_typed(void **state)
{
    static const char *const lines[] = {
        "20~25 degrees in the north, 10~15 in the south",
        "~x~ and a~b~c",
        "snake_case_name, a_b_",
        "Leser*innen und Autor*innen",
        "B\u00FCrger*innenmeister*in",
        "2*3*4 = 24, 10*10*10 cm, H*2*O",
        "2 * 3 * 4",
        "Preis* und Menge* gerundet",
        "I <3 you, 3 < 4 > 2",
        "eggs, milk, &c.; AT&T; R&D",
        "[Anm. d. Red.] und [sic]",
        "[Roe]: No.",
        "[M\u00FCller]: Nein.",
        "[Update]: korrigiert",
        "31. Dezember war kalt",
        "1986. A good year",
        "1986. A good year\n\n12. Januar\n\n1. Juni",
        "31. Dezember\n\n1. Januar\n\n12. Januar",
        "1) One thing",
        "7. a\n\n7. b",
        "1. a\n\n3. b",
        "1. FC K\u00F6ln",
        "3. a\n\n2. b\n\n1. c",
        "* Name changed",
        "+ 3 percent",
        "- 5 degrees",
        "+++ Breaking +++",
        "\u2013 Nein, sagt sie.",
        "\u2014 Nein, sagt sie.",
        "#1 in the charts, #news",
        "C:\\temp, 5\" x 7\", $5, 50%",
        "a^b^c, x[1]",
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct strlist parts = {0};
        struct buf want;
        const char *plain = print(*state, lines[i]).plain;
        buf_init(&want, 10000);
        for (const char *s = lines[i]; *s != '\0';) {
            size_t n = (size_t)(strstr(s, "\n\n") ? strstr(s, "\n\n") - s : (long)strlen(s));
            strlist_add(*state, &parts, arena_dupn(*state, s, n));
            s += n + (s[n] == '\n' ? 2 : 0);
        }
        for (size_t k = 0; k < parts.n; k++) {
            buf_adds(&want, "<p>");
            buf_add_html(&want, parts.v[k], strlen(parts.v[k]));
            buf_adds(&want, "</p>\n");
        }
        assert_string_equal(bare(*state, lines[i]), want.p);
        buf_clear(&want);
        for (size_t k = 0; k < parts.n; k++)
            buf_printf(&want, "%s%s", k > 0 ? "\n" : "", parts.v[k]);
        assert_string_equal(plain, want.p);
        buf_free(&want);
    }
}

static void a_list_is_one_when_its_numbers_count_up(void **state)
{
    static const struct {
        const char *md, *html;
    } cases[] = {
        {"1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"},
        {"1. a\n1. b\n1. c", "<ol>\n<li>a</li>\n<li>b</li>\n<li>c</li>\n</ol>\n"},
        {"0. a\n0. b", "<ol start=\"0\">\n<li>a</li>\n<li>b</li>\n</ol>\n"},
        {"5) a\n6) b", "<ol start=\"5\">\n<li>a</li>\n<li>b</li>\n</ol>\n"},
        {"1. a\n2. b\n\n1. c\n2. d", "<ol>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n"
                                     "<ol>\n<li><p>c</p>\n</li>\n<li><p>d</p>\n</li>\n</ol>\n"},
        {"- a\n  1. b\n- c", "<ul>\n<li>a<ol>\n<li>b</li>\n</ol>\n</li>\n<li>c</li>\n</ul>\n"},
        {"- a\n\n  31. b\n\n  1. c",
         "<ul>\n<li><p>a</p>\n<p>31. b</p>\n<p>1. c</p>\n</li>\n</ul>\n"},
        {"> 31. a\n>\n> 1. b", "<blockquote>\n<p>31. a</p>\n<p>1. b</p>\n</blockquote>\n"},
        {"31. a\n1. b", "<p>31. a</p>\n<p>1. b</p>\n"},
        {"31. a\n    - x\n    - y\n\n1. b",
         "<p>31. a</p>\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n<p>1. b</p>\n"},
        {"31. *a*\n\n1. # b", "<p>31. <em>a</em></p>\n<h2 id=\"h-1-b\">1. b</h2>\n"},
        {"31.\n\n1. b", "<p>31. </p>\n<p>1. b</p>\n"},
        {"- a", "<ul>\n<li>a</li>\n</ul>\n"},
        {"* a\n* b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"},
        {"- 5\n- 6", "<ul>\n<li>5</li>\n<li>6</li>\n</ul>\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(bare(*state, cases[i].md), cases[i].html);
}

static void emphasis_works_where_words_are_not_parted_by_spaces(void **state)
{
    static const struct {
        const char *md, *html;
    } cases[] = {
        {"**重要。**次", "<strong>重要。</strong>次"},
        {"これは**「重要」**です", "これは<strong>「重要」</strong>です"},
        {"*注意！*请看", "<em>注意！</em>请看"},
        {"他说：**重要**的", "他说：<strong>重要</strong>的"},
        {"**（一）**首先**「二」**再", "<strong>（一）</strong>首先<strong>「二」</strong>再"},
        {"한국은 **\"서울\"**이다", "한국은 <strong>&quot;서울&quot;</strong>이다"},
        {"~~删除。~~后", "<del>删除。</del>后"},
        {"这是*重要*的", "这是<em>重要</em>的"},
        {"**[链接](/a)**。次", "<strong><a href=\"/a\">链接</a></strong>。次"},
        {"`**重要。**次`", "<code>**重要。**次</code>"},
        {"[x](/a**。b)次", "<a href=\"/a**%E3%80%82b\">x</a>次"},
        {"`2*3*4`", "<code>2*3*4</code>"},
        {"[x](/2*3*4)", "<a href=\"/2*3*4\">x</a>"},
        {"*un*believable, *Leser*innen sind da*",
         "<em>un</em>believable, <em>Leser*innen sind da</em>"},
        {"**bold**ly, ***a***, *a **b** c*",
         "<strong>bold</strong>ly, <em><strong>a</strong></em>, <em>a <strong>b</strong> c</em>"},
        {"\\*\\*重要。\\*\\*次", "**重要。**次"},
        {"a\uFDD0b\uFDD1c", "abc"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(bare(*state, cases[i].md),
                            arena_printf(*state, "<p>%s</p>\n", cases[i].html));
    assert_string_equal(bare(*state, "```\n**重要。**次 2*3*4\n```"),
                        "<pre tabindex=\"0\"><code>**重要。**次 2*3*4\n</code></pre>\n");
}

static void bare_addresses_become_links(void **state)
{
    static const struct {
        const char *md, *url, *rest;
    } cases[] = {
        {"https://example.org/a.", "https://example.org/a", "."},
        {"https://example.org/a(b))", "https://example.org/a(b)", ")"},
        {"https://example.org/a_b_c?x=1", "https://example.org/a_b_c?x=1", ""},
        {"http://例子.测试/x。", "http://例子.测试/x", "。"},
        {"http://example.com网站", "http://example.com", "网站"},
        {"https://de.wikipedia.org/wiki/K\u00F6ln!", "https://de.wikipedia.org/wiki/K\u00F6ln",
         "!"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_has(print(*state, cases[i].md).html,
                   arena_printf(*state, ">%s</a>%s</p>", cases[i].url, cases[i].rest));
    assert_has_not(print(*state, "xhttp://a.b http:// http://. a@b @ a@b.").html, "<a");
    assert_has(print(*state, "(ines.o+x@example.org)").html,
               "(<a href=\"mailto:ines.o+x@example.org\">ines.o+x@example.org</a>)");
    assert_has_not(print(*state, "[see http://example.org](/x)").html, "href=\"http");
}

/* ---- footnotes ---- */

static void a_note_leads_to_its_end_and_back(void **state)
{
    struct printed r = print(*state, "A[^1] b[^long-name].\n\n[^1]: One *note*.\n\n    More.\n\n"
                                     "[^long-name]: Two.\n\nEnd[^1].");
    assert_string_equal(
        r.html,
        "<p id=\"p-1\">A<sup class=\"noteref\"><a href=\"#fn-1\" id=\"fnref-1\" "
        "role=\"doc-noteref\">1</a></sup> b<sup class=\"noteref\"><a href=\"#fn-2\" id=\"fnref-2\" "
        "role=\"doc-noteref\">2</a></sup>.</p>\n"
        "<p id=\"p-2\">End<sup class=\"noteref\"><a href=\"#fn-1\" id=\"fnref-1-2\" "
        "role=\"doc-noteref\">1</a></sup>.</p>\n"
        "<section class=\"endnotes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol>\n"
        "<li id=\"fn-1\"><p id=\"p-3\">One <em>note</em>.</p>\n<p id=\"p-4\">More. "
        "<a href=\"#fnref-1\" role=\"doc-backlink\" aria-label=\"Back to the text 1\">\u2191</a> "
        "<a href=\"#fnref-1-2\" role=\"doc-backlink\" aria-label=\"Back to the text 2\">\u2191</a>"
        "</p>\n</li>\n<li id=\"fn-2\"><p id=\"p-5\">Two. "
        "<a href=\"#fnref-2\" role=\"doc-backlink\" aria-label=\"Back to the "
        "text\">\u2191</a></p>\n"
        "</li>\n</ol>\n</section>\n");
    assert_string_equal(r.plain, "A b.\nEnd.\nOne note.\nMore.\nTwo.");
    assert_int_equal(r.stats.nowhere_n, 0);
}

static void a_note_may_stand_in_a_quotation_a_table_or_a_list(void **state)
{
    const char *html = print(*state, "> q[^q]\n>\n> [^q]: In it.\n>\n>     More in it.\n\n"
                                     "|a|\n|---|\n|b[^t]|\n\n- c[^l]\n\n[^t]: T\n[^l]: - x\n")
                           .html;
    assert_has(html, "<p id=\"p-1\">q<sup class=\"noteref\"><a href=\"#fn-1\"");
    assert_has(html, ">More in it. <a href=\"#fnref-1\"");
    assert_has(html, "<td>b<sup class=\"noteref\"><a href=\"#fn-2\"");
    assert_has(html, "<li>c<sup class=\"noteref\"><a href=\"#fn-3\"");
    assert_has(html, "</ul>\n<p><a href=\"#fnref-3\"");
}

static void a_note_that_is_a_source_leads_to_it(void **state)
{
    static const char *const same[] = {
        "https://example.org/minutes",
        "<https://example.org/minutes>",
        "[The minutes](https://example.org/minutes).",
        "Minutes of the council",
        "Minutes of the council, https://example.org/minutes",
        "[Minutes of the council](https://example.org/minutes)",
    };
    for (size_t i = 0; i < COUNT(same); i++) {
        struct printed r = print(*state, arena_printf(*state, "A[^m]\n\n[^m]: %s\n", same[i]));
        assert_string_equal(r.html, "<p id=\"p-1\">A<sup class=\"noteref\"><a href=\"#source-1\" "
                                    "id=\"fnref-1\" role=\"doc-noteref\">1</a></sup></p>\n");
    }
    struct printed r = print(*state, "A[^a] b[^b] c[^c] d[^b]\n\n[^a]: Own.\n\n[^b]: The Bridges "
                                     "Act, 1986.\n\n[^c]: Minutes of the council, page 4\n");
    assert_has(r.html, "href=\"#source-2\" id=\"fnref-2\"");
    assert_has(r.html, "<li id=\"fn-3\" value=\"3\">");
    struct markdown_place places[4];
    assert_int_equal(markdown_source_notes(r.html, 1, places, 4), 0);
    assert_int_equal(markdown_source_notes(r.html, 2, places, 4), 2);
    assert_int_equal(places[1].number, 2);
    assert_int_equal(strncmp(places[1].id, "fnref-2-2\"", places[1].id_length + 1), 0);
    assert_int_equal(markdown_source_notes(r.html, 2, places, 1), 1);
}

static void no_link_stands_in_a_link_because_of_a_note(void **state)
{
    assert_has(print(*state, "[a[^1]](/x)\n\n[^1]: n").html,
               "<a href=\"/x\">a<sup class=\"noteref\">1</sup></a>");
}

/* ---- links ---- */

static void a_heading_is_reached_by_the_names_of_other_systems(void **state)
{
    static const struct {
        const char *heading, *name, *id;
    } cases[] = {
        {"Über uns & mehr!", "über-uns--mehr", "h-uber-uns-mehr"}, /* GitHub, Hugo */
        {"Über uns & mehr!", "%C3%BCber-uns--mehr", "h-uber-uns-mehr"},
        {"Über uns & mehr!", "über-uns-mehr", "h-uber-uns-mehr"}, /* Blackfriday */
        {"Über uns & mehr!", "uber-uns-mehr", "h-uber-uns-mehr"}, /* ASCII */
        {"Über uns & mehr!", "Über-uns--mehr", "h-uber-uns-mehr"},
        {"2. Stock", "2-stock", "h-2-stock"},
        {"2. Stock", "stock", "h-2-stock"}, /* Kramdown */
        {"`code` and *more*", "code-and-more", "h-code-and-more"},
        {"snake_case", "snake_case", "h-snake-case"},
        {"总结。第一", "总结第一", "h-zong-jie-di-yi"},
        {"مقدمة قصيرة", "مقدمة-قصيرة", "h-mqdmt-qsyrt"},
        {"हिन्दी", "हिन्दी", "h-hindi"},
        {"हिन्दी", "हनद", "h-hindi"}, /* Hugo drops the marks */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct printed r = print(
            *state, arena_printf(*state, "[x](#%s)\n\n# %s\n", cases[i].name, cases[i].heading));
        assert_has(r.html, arena_printf(*state, "<a href=\"#%s\">x</a>", cases[i].id));
        assert_has(r.html, arena_printf(*state, " id=\"%s\"", cases[i].id));
        assert_int_equal(r.stats.nowhere_n, 0);
    }
    struct printed r = print(*state, "[x](#a-1) [y](#a-2) [z](#h-a-2)\n\n# a\n\n# a\n\n# A\n");
    assert_has(r.html,
               "<a href=\"#h-a-2\">x</a> <a href=\"#h-a-3\">y</a> <a href=\"#h-a-2\">z</a>");
}

static void telephone_numbers_are_links(void **state)
{
    assert_has(print(*state, "[x](tel:+49-30-1234;ext=5)").html, "href=\"tel:+49-30-1234;ext=5\"");
    assert_has(print(*state, "[x](TEL:110)").html, "href=\"TEL:110\"");
    assert_has_not(print(*state, "[x](tel:) [x](tel:call)[x](<tel:1\">)").html, "<a");
}

static void links_that_lead_nowhere_are_told(void **state)
{
    static const struct {
        const char *md, *told;
    } cases[] = {
        {"[x]()", "[x]()"},
        {"[x](<>)", "[x]()"},
        {"[*x* y][missing]", "[x y][missing]"},
        {"see [x][Missing one].", "[x][Missing one]"},
        {"[x](#missing)", "#missing"},
        {"[x](foo.html)", "foo.html"},
        {"[x](../a/)", "../a/"},
        {"[x](http://)", "http://"},
        {"[x](javascript:alert(1))", "javascript:alert(1)"},
        {"[x](ftp://example.org/)", "ftp://example.org/"},
        {"[x](/2026/01/gone)", "/2026/01/gone"},
        {"a[^none]", "[^none]"},
        {"a\n\n[^unused]: b", "[^unused]:"},
        {"# [x](gone)", "gone"},
        {"- [x](gone)", "gone"},
        {"- [x][gone]", "[x][gone]"},
        {"|[x][gone]|\n|---|", "[x][gone]"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct printed r = print(*state, cases[i].md);
        if (r.stats.nowhere.n != 1)
            fail_msg("%s: %zu told", cases[i].md, r.stats.nowhere.n);
        assert_string_equal(r.stats.nowhere.v[0], cases[i].told);
    }
    static const char *const fine[] = {
        "[x](/2026/01/there)",
        "[x](#p-1)",
        "\\[x\\]\\[y\\]",
        "`[x][y]`",
        "[x]",
        "a[1][2], [1][2], f[i][j]",
        "[x][y]\n\n[y]: /y",
        "[a][]\n\n[a]: /",
        "    [x][y]",
        "```\n[^a]: [x][y]\n\n[^a]\n```",
        "[x](#top)",
    };
    for (size_t i = 0; i < COUNT(fine); i++)
        if (print(*state, fine[i]).stats.nowhere_n != 0)
            fail_msg("%s", fine[i]);
}

/* ---- direction ---- */

static void a_paragraph_in_another_direction_says_so(void **state)
{
    struct arena *a = *state;
    assert_string_equal(bare(a, "مرحبا\n\nhello مرحبا\n\n12"),
                        "<p dir=\"auto\">مرحبا</p>\n<p>hello مرحبا</p>\n<p>12</p>\n");
    assert_string_equal(bare(a, "- مرحبا\n- hello\n\n> مرحبا\n>\n> hello"),
                        "<ul dir=\"auto\">\n<li>مرحبا</li>\n<li dir=\"auto\">hello</li>\n</ul>\n"
                        "<blockquote dir=\"auto\">\n<p>مرحبا</p>\n<p dir=\"auto\">hello</p>\n"
                        "</blockquote>\n");
    assert_has(bare(a, "# مرحبا\n\n|a|مرحبا|\n|---|---|\n"), "<h2 id=\"h-mrhba\" dir=\"auto\">");
    const char *rtl = print_n(a, "مرحبا\n\nhello", strlen("مرحبا\n\nhello"), true).html;
    assert_string_equal(rtl, "<p id=\"p-1\">مرحبا</p>\n<p id=\"p-2\" dir=\"auto\">hello</p>\n");
}

/* ---- limits ---- */

static void what_costs_too_much_is_refused_with_its_reason(void **state)
{
    static const struct {
        const char *head, *piece;
        size_t n;
        enum markdown_fault fault;
    } cases[] = {
        {"", ">", 101, MARKDOWN_FAULT_DEPTH},
        {"", "- ", 101, MARKDOWN_FAULT_DEPTH},
        {"", "> - ", 60, MARKDOWN_FAULT_DEPTH},
        {"", "*a **b ", 10, MARKDOWN_FAULT_NONE},
        {"a|\n", "-|", 66, MARKDOWN_FAULT_COLUMNS},
        {"", "![[]()", 80000, MARKDOWN_FAULT_OUTPUT},
        {"|a|b|c|\n|-|-|-|\n", "|\n", 200000, MARKDOWN_FAULT_OUTPUT},
        {"", "https://example.org/a ", 20000, MARKDOWN_FAULT_NONE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t head = strlen(cases[i].head), piece = strlen(cases[i].piece);
        char *md = arena_alloc(*state, head + piece * cases[i].n + 1);
        memcpy(md, cases[i].head, head);
        for (size_t k = 0; k < cases[i].n; k++)
            memcpy(md + head + k * piece, cases[i].piece, piece);
        struct printed r = print_n(*state, md, strlen(md), false);
        if (r.stats.fault != cases[i].fault)
            fail_msg("%s%s…: %d", cases[i].head, cases[i].piece, (int)r.stats.fault);
        assert_int_equal(r.status == MARKDOWN_OK, cases[i].fault == MARKDOWN_FAULT_NONE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(prose_is_printed_as_typed),
        WITH_ARENA(a_list_is_one_when_its_numbers_count_up),
        WITH_ARENA(emphasis_works_where_words_are_not_parted_by_spaces),
        WITH_ARENA(bare_addresses_become_links),
        WITH_ARENA(a_note_leads_to_its_end_and_back),
        WITH_ARENA(a_note_may_stand_in_a_quotation_a_table_or_a_list),
        WITH_ARENA(a_note_that_is_a_source_leads_to_it),
        WITH_ARENA(no_link_stands_in_a_link_because_of_a_note),
        WITH_ARENA(a_heading_is_reached_by_the_names_of_other_systems),
        WITH_ARENA(telephone_numbers_are_links),
        WITH_ARENA(links_that_lead_nowhere_are_told),
        WITH_ARENA(a_paragraph_in_another_direction_says_so),
        WITH_ARENA(what_costs_too_much_is_refused_with_its_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
