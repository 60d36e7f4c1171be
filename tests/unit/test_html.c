/* test_html.c: HTML made into Markdown, and what readers see of it. */
#include "check.h"

#include "import/html_to_markdown.h"
#include "lib/markdown.h"
#include "lib/text.h"

#include <stdio.h>
#include <string.h>

static const char *convert(struct arena *a, const char *html, enum html_lines lines,
                           struct body_counts *counts)
{
    struct buf out;
    buf_init(&out, 8 * (size_t)MARKDOWN_MAX);
    bool good = html_to_markdown(a, html, strlen(html), lines, &out, counts);
    const char *md = arena_dupn(a, out.p, out.len);
    buf_free(&out);
    return good ? md : "refused";
}

#define BECOMES(html, wanted)                                                                      \
    assert_string_equal(convert(*state, html, HTML_LINES_FLOW, &(struct body_counts){0}), wanted)

static const char *from_markdown(struct arena *a, const char *text)
{
    struct body_counts counts = {0};
    struct body_hooks hooks = {0};
    const char *md = body_convert(a, text, &hooks, &counts);
    return md ? md : "refused";
}

#define MARKDOWN_BECOMES(text, wanted) assert_string_equal(from_markdown(*state, text), wanted)
#define MARKDOWN_STAYS(text) MARKDOWN_BECOMES(text, text)

/* ---- Constructs ------------------------------------------------------------------------------ */

static void a_quotation_stays_one_and_names_its_speaker(void **state)
{
    BECOMES("<blockquote><p>x</p></blockquote>y", "> x\n\ny");
    BECOMES("<blockquote>x <q>y <q>z</q></q></blockquote>", "> x \"y 'z'\"");
    BECOMES("<blockquote><p>a<p>b</blockquote>", "> a\n>\n> b");
    BECOMES("<blockquote><ul><li>a</ul></blockquote>", "> - a");
    BECOMES("<blockquote><blockquote>a</blockquote>b</blockquote>", "> > a\n>\n> b");
    static const char *const same[] = {
        "<blockquote><p>x</p><footer>— <cite>Jane</cite></footer></blockquote>",
        "<blockquote><p>x</p><cite>Jane</cite></blockquote>",
        "<blockquote class=wp-block-quote><p>x</p>\n<cite>– Jane</cite>\n</blockquote>",
        "<blockquote><p>x<br>— Jane</p></blockquote>",
        "<blockquote><p>x<br><cite>Jane</cite></p></blockquote>",
        "<blockquote><p>x</p><p>- Jane</p></blockquote>",
        "<blockquote><p>x</p><p>-- <cite>Jane</cite></p></blockquote>",
        "<blockquote>x<br>&mdash; Jane</blockquote>",
        "<figure><blockquote><p>x</p></blockquote><figcaption>Jane</figcaption></figure>",
    };
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        BECOMES(same[i], "> x\n>\n> — Jane");
}

static void lists_keep_their_numbers_and_their_nesting(void **state)
{
    BECOMES("<ol start=5><li>a<li>b</ol>", "5. a\n6. b");
    BECOMES("<ul><li>a<ul><li>b<ol><li>c</ol></ul><li>d</ul>", "- a\n  - b\n    1. c\n- d");
    BECOMES("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b");
    BECOMES("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c");
    BECOMES("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b");
    BECOMES("<ol><li>a</ol><ol><li>b</ol>", "1. a\n\n1) b");
    BECOMES("<ul><li>a\n\n---</li><li></li><li>b</ul>", "- a ---\n- b");
    BECOMES("<ol><li>a<li><li>c</ol>", "1. a\n2.\n3. c");
    BECOMES("<ul><li><pre>x\n\ny</pre></ul>", "- ```\n  x\n\n  y\n  ```");
    BECOMES("<dl><dt>A<dd>x<dt>B<dt>C<dd><p>y<p>z</dl>",
            "- **A**\\\n  x\n\n- **B**\\\n  **C**\n\n  y\n\n  z");
}

static void tables_stay_tables(void **state)
{
    BECOMES("<table><tr><th>a|b<th>c<tr><td>1<td>2<br>3</table>",
            "| a\\|b | c |\n| --- | --- |\n| 1 | 2<br>3 |");
    BECOMES("<table><tr><td>a<td align=right>b<tr><td colspan=2>c</table>",
            "| | |\n| --- | --- |\n| a | b |\n| c | |");
    BECOMES("<table><caption>T</caption><thead><tr><td>h<td style='text-align: right'>i</thead>"
            "<tfoot><tr><td>f<td>g</tfoot><tbody><tr><th>a<td style='text-align: right'>1</table>",
            "**T**\n\n| h | i |\n| --- | --: |\n| **a** | 1 |\n| f | g |");
    BECOMES("<table><tr><th>a<th>b<tr><td rowspan=2>1<td>2<tr><td>3</table>",
            "| a | b |\n| --- | --- |\n| 1 | 2 |\n| | 3 |");
    BECOMES("<table><tr><th>a<th>b<tr><td><ul><li>x<li>y</ul><td><code>|</code></table>",
            "| a | b |\n| --- | --- |\n| • x<br>• y | `\\|` |");
    BECOMES("<table><tr><td><h2>a</h2><p>b</table>", "## a\n\nb");
}

static void raised_and_lowered_digits_are_characters(void **state)
{
    BECOMES("10<sup>6</sup> H<sub>2</sub>O x<sup>-n</sup>", "10⁶ H₂O x⁻ⁿ");
    BECOMES("1<sup>st</sup> 2<sup>e</sup> N<sup>o</sup> X<sup>TM</sup>", "1st 2e No X™");
    BECOMES("e<sup>xy</sup> a<sub>max</sub>", "e^(xy) a\\_(max)");
    BECOMES("word<sup><a href=#n1>1</a></sup>", "word[¹](#n1)");
    MARKDOWN_BECOMES("10<sup>6</sup>*x*", "10⁶*x*");
}

static void text_is_never_markup(void **state)
{
    BECOMES("<p># apt-get<p>1986. A good year<p>1) x<p>- x<p>+ x<p>* x<p>&gt; x",
            "\\# apt-get\n\n1986\\. A good year\n\n1\\) x\n\n\\- x\n\n\\+ x\n\n\\* x\n\n\\> x");
    BECOMES("<p>a<br>===<br>---<p>snake_case AT&amp;T &amp;amp; 1 &lt; 2",
            "a\\\n===\\\n\\---\n\nsnake_case AT&T \\&amp; 1 < 2");
    MARKDOWN_BECOMES("Dear <name>, <b>x</b>", "Dear \\<name>, **x**");
    MARKDOWN_BECOMES("<p>x <https://e.org/></p>", "x <https://e.org/>");
    BECOMES("<h2>C #</h2><p>!<a href=/x>y</a>", "## C \\#\n\n\\![y](/x)");
}

static void emphasis_works_beside_any_character(void **state)
{
    BECOMES("a<b>b</b>c <b> d </b>e <i></i>f", "a**b**c **d** e f");
    BECOMES("<b>Note:</b>text x<b>\"y\"</b>z", "**Note**:text x\"**y**\"z");
    BECOMES("<b>a</b><b>b</b> <b><b>c</b></b>", "**ab** **c**");
    BECOMES("<b><i>x</i> y</b> <s>z</s>", "***x* y** ~~z~~");
    BECOMES("x<b><a href=/y>z</a></b>w", "&#120;**[z](/y)**&#119;");
    BECOMES("done<b>.</b>", "done.");
    BECOMES("<b><p>a</p><p>b</p></b>", "**a**\n\n**b**");
    BECOMES("a<b><br>b<br></b>c", "a\\\n**b**\\\nc");
}

static void links_and_pictures_keep_their_addresses(void **state)
{
    BECOMES("<a href='/a b'>x</a> <a href='/a(b)'>y</a> <a href=//e.org/>z</a>",
            "[x](</a b>) [y](</a(b)>) [z](https://e.org/)");
    BECOMES("<a href=https://e.org/>https://e.org/</a>", "<https://e.org/>");
    BECOMES("<a href='/?a=1&amp;copy;=2&b=`'>x</a>", "[x](/?a=1&amp;copy;=2&b=%60)");
    BECOMES("<a href=/x><img src=a.jpg alt='[b]'></a>", "[![\\[b\\]](a.jpg)](/x)");
    BECOMES("<figure><a href=/x><img src=a.jpg></a><figcaption>C \"d\"</figcaption></figure>",
            "[![](a.jpg \"C \\\"d\\\"\")](/x)");
    BECOMES("<img data-src=b.png src=data:image/gif;x alt>", "![](b.png)");
    BECOMES("<a href=/x><h3>h</h3><p>p</a>", "### [h](/x)\n\n[p](/x)");
    BECOMES("<a href=javascript:x()>y</a> <a href=tel:+1>t</a>", "y [t](tel:+1)");
}

static void only_a_picture_of_one_pixel_is_none(void **state)
{
    static const char *const pixels[] = {"1", "0", "1px"}, *const widths[] = {"10",   "100", "1600",
                                                                              "100%", "1em", ""};
    struct arena *a = *state;
    for (size_t i = 0; i < sizeof pixels / sizeof *pixels; i++)
        BECOMES(arena_printf(a, "<img src=/a.png alt=A width=\"%s\">", pixels[i]), "");
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        BECOMES(arena_printf(a,
                             "<figure><img src=/a.png alt=A width=\"%s\"><figcaption>C"
                             "</figcaption></figure>",
                             widths[i]),
                "![A](/a.png \"C\")");
}

static void code_stays_code(void **state)
{
    BECOMES("<code>a</code><b><code>b</code></b> <code>c<s>\xC2\xA3<img></s></code>",
            "`a`**`b`** `c`~~`\xC2\xA3`~~");
    BECOMES("<code>a</code><b></b><code>b</code>", "`ab`");
    BECOMES("<pre><code class=language-go>a `b`\n```</code></pre>", "````go\na `b`\n```\n````");
    BECOMES("<code>a`b</code><code>c</code> <kbd>^C</kbd>", "``a`bc`` `^C`");
    BECOMES("<code><a href=/x>f()</a></code>", "[`f()`](/x)");
    BECOMES("<blockquote><pre>a\n\nb</pre></blockquote>", "> ```\n> a\n>\n> b\n> ```");
}

static void blank_lines_part_the_paragraphs_of_a_text_without_tags(void **state)
{
    static const char text[] = "One <b>two</b>\nthree\n\nFour\n<ul><li>five\n\nsix</ul>\nSeven";
    BECOMES(text, "One **two** three\n\nFour\n\n- five six\n\nSeven");
    assert_string_equal(convert(*state, text, HTML_LINES_BREAK, &(struct body_counts){0}),
                        "One **two**\\\nthree\n\nFour\n\n- five six\n\nSeven");
    BECOMES("a<br><br>b<br>c", "a\n\nb\\\nc");
}

static void what_could_run_is_gone_and_counted(void **state)
{
    struct body_counts n = {.marks = json_object(), .file = "a.md"};
    assert_string_equal(convert(*state,
                                "a<script>x()</script><style>p{}</style><form><input>b</form>",
                                HTML_LINES_FLOW, &n),
                        "a\n\nb");
    assert_int_equal(json_object_size(n.marks), 4);
    assert_int_equal(
        json_integer_value(json_object_get(json_object_get(n.marks, "<script>"), "a.md")), 1);
    json_decref(n.marks);
    BECOMES("<iframe src=https://www.youtube.com/embed/ID?x></iframe>",
            "[YouTube](https://www.youtube.com/watch?v=ID)");
    BECOMES("<video src=//e.org/a.mp4></video>", "<https://e.org/a.mp4>");
}

/* ---- Markdown with HTML in it ---------------------------------------------------------------- */

static void markdown_around_html_stays_byte_for_byte(void **state)
{
    MARKDOWN_STAYS("a `<b>` <https://e.org/> <x@e.org> \\<i> 1 <2\n\n    <main>\n\n* __x__\n");
    MARKDOWN_STAYS("- a\n  - b\n\n    ```\n    '<main>'\n    ```\n\n    c\n");
    MARKDOWN_BECOMES("* a  \n* b\n\n<hr>\n\n+ c\n", "* a  \n* b\n\n---\n\n+ c");
    MARKDOWN_BECOMES("__x__ <b>y *z*</b> `<i>`", "__x__ **y *z*** `<i>`");
    MARKDOWN_BECOMES("`` ` `` [a <b>b</b>](/c) <a href=\"/x\">`d`</a>",
                     "`` ` `` [a **b**](/c) [`d`](/x)");
}

static void html_that_stays_open_holds_the_markdown_in_it(void **state)
{
    MARKDOWN_BECOMES("<blockquote>\n\n*a*\n\n- b\n\n</blockquote>\n\nc", "> *a*\n>\n> - b\n\nc");
    MARKDOWN_BECOMES("<div>\n\n# a\n\n</div>", "# a");
    MARKDOWN_BECOMES("<ul>\n    <li>a</li>\n\n    <li>b</li>\n</ul>", "- a\n- b");
    MARKDOWN_BECOMES("<table><tr><th>a<th>b<tr><td>\n\n*c*\n\n</td><td>d</td></tr></table>",
                     "| a | b |\n| --- | --- |\n| *c* | d |");
    /* A parser would swallow or move these: each is converted by itself. */
    MARKDOWN_BECOMES("<iframe src=\"https://e.org/\">\n\n*a*\n", "<https://e.org/>\n\n*a*\n");
    MARKDOWN_BECOMES("<table>\n\n*a*\n\n<tr><td>b</table>\n\nc", "*a*\n\nb\n\nc");
}

static void html_in_lists_and_quotations_stays_in_them(void **state)
{
    MARKDOWN_BECOMES("- a\n  <blockquote>b<p>c</blockquote>\n- d",
                     "- a\n  \n  > b\n  >\n  > c\n- d");
    MARKDOWN_BECOMES("> a <br> b\n> c", "> a \\\nb\n> c");
    MARKDOWN_BECOMES("- a<br>- b<br>\n  c", "- a\\\n\\- b\\\n  c");
    MARKDOWN_BECOMES("> x <p>y</p> z\n> w", "> x\n>\n> y\n>\n> z\n> w");
}

static void text_behind_closed_html_is_markdown(void **state)
{
    MARKDOWN_BECOMES("<p>a</p>_b_ [c](/d)", "a\n\n_b_ [c](/d)");
    MARKDOWN_BECOMES("<p>a</p>\n* b\n* c", "a\n\n* b\n* c");
    MARKDOWN_BECOMES("<div markdown=\"1\">\n*a*\n</div>", "*a*");
    MARKDOWN_BECOMES("<p>a [b](https://e.org/) **c** * d</p>", "a [b](https://e.org/) **c** \\* d");
    MARKDOWN_BECOMES("x <img alt=\"a \"b\" c\" src=\"/media/d.jpg\"> y", "x ![a](/media/d.jpg) y");
}

/* ---- Documents ------------------------------------------------------------------------------- */

static void a_document_gives_its_title_and_its_article(void **state)
{
    static const char html[] =
        "<!doctype html><html lang=de><head><title>T | Paper</title><meta name=description "
        "content=D></head><body><nav>n</nav><article><h1>H</h1><p>a</article><footer>f";
    struct body_counts n = {0};
    struct html_document d;
    assert_true(html_read_document(*state, html, strlen(html), "", &d, &n));
    assert_string_equal(d.title, "H");
    assert_string_equal(d.lang, "de");
    assert_string_equal(d.description, "D");
    assert_string_equal(d.body, "a");
    assert_true(html_read_document(*state, html, strlen(html), "Other", &d, &n));
    assert_string_equal(d.body, "# H\n\na");
    assert_true(html_read_document(*state, "<title>T</title>a<nav>b</nav><p>c", 33, "", &d, &n));
    assert_string_equal(d.title, "T");
    assert_string_equal(d.body, "a\n\nc");
}

/* ---- Limits ---------------------------------------------------------------------------------- */

static char *repeat(struct arena *a, const char *s, size_t times)
{
    size_t n = strlen(s);
    char *all = arena_alloc(a, n * times + 1);
    for (size_t i = 0; i < times; i++)
        memcpy(all + i * n, s, n);
    return all;
}

static void hostile_html_is_refused_soon(void **state)
{
    static const struct {
        const char *part;
        size_t times;
        bool refused;
    } cases[] = {
        {"<div>", 400, false},       {"<div>", 20000, true},
        {"<blockquote>", 40, false}, {"<blockquote>", 60, true},
        {"<ul><li>", 20000, true},   {"<p>", 20000, false},
        {"<b>", 20000, true},        {"<p><font size=2>a", 20000, false},
        {"</b>", 20000, false},      {"<table>", 20000, true},
        {"<!--", 20000, false},      {"<a href=\"", 10000, true},
        {"<svg/>", 20000, false},    {"<div/>", 20000, true},
        {"<br>", 20000, false},      {"`<b>`", 10000, true},
        {"<td>", 20000, false},      {"<li>a", 20000, false},
        {"<i><b></i>", 20000, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *html = repeat(*state, cases[i].part, cases[i].times);
        const char *md = convert(*state, html, HTML_LINES_FLOW, &(struct body_counts){0});
        if (cases[i].refused != (strcmp(md, "refused") == 0))
            fail_msg("%s, %zu times", cases[i].part, cases[i].times);
        from_markdown(*state, html);
    }
}

/* ---- What readers see ------------------------------------------------------------------------ */

static const char *seen(struct arena *a, const char *md)
{
    struct buf html, plain;
    buf_init(&html, 64 * (size_t)MARKDOWN_MAX);
    buf_init(&plain, 64 * (size_t)MARKDOWN_MAX);
    enum markdown_status st = markdown_render(md, strlen(md), NULL, &html, &plain, NULL);
    const char *text = text_line(a, plain.p);
    buf_free(&html);
    buf_free(&plain);
    return st == MARKDOWN_OK ? text : "refused";
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

/* Text of all that Markdown could take for its own. */
static const char *random_text(struct arena *a, uint32_t *seed)
{
    static const char *const parts[] = {
        "a",    "b ",    " ",  "1",  "1. ", "12) ", "- ",  "+ ",
        "* ",   "*",     "**", "_",  "__",  "`",    "``",  "[",
        "]",    "(",     ")",  "![", "](",  "<",    ">",   "&",
        ";",    "&amp;", "#",  "# ", "~",   "~~",   "|",   ":",
        "---",  "===",   "\\", "!",  "://", "@",    ".",   "\"",
        "'",    "é",     "中", "，", "“",   "…",    "<b>", "http://e.org/",
        "[^1]", "[ ] ",  "{",  "}",  "$",   "^",
    };
    struct buf out;
    buf_init(&out, 4096);
    for (uint32_t n = 1 + next_random(seed) % 12; n > 0; n--)
        buf_adds(&out, parts[next_random(seed) % (sizeof parts / sizeof parts[0])]);
    const char *text = text_line(a, out.p);
    buf_free(&out);
    return text;
}

static void any_text_is_seen_as_it_was(void **state)
{
    static const struct {
        const char *before, *between, *after;
    } around[] = {
        {"<p>", "<p>", "</p>"},
        {"<ul><li>", "<li>", "</ul>"},
        {"<table><tr><th>x<th>", "<tr><td>y<td>", "</table>"},
        {"<h2>", "</h2><p>", ""},
        {"<blockquote>", "<p>", "<p>z</blockquote>"},
        {"<p>x <b>", "</b> y <i>", "</i> z"},
        {"<p><a href=/x>", "</a><b>w ", "</b>"},
        {"<dl><dt>", "<dd>", "</dl>"},
    };
    uint32_t seed = 1;
    for (size_t i = 0; i < 1600; i++) {
        struct arena *a = arena_new();
        size_t k = i % (sizeof around / sizeof around[0]);
        const char *one = random_text(a, &seed), *two = random_text(a, &seed);
        struct buf html;
        buf_init(&html, 65536);
        buf_adds(&html, around[k].before);
        buf_add_html(&html, one, strlen(one));
        buf_adds(&html, around[k].between);
        buf_add_html(&html, two, strlen(two));
        buf_adds(&html, around[k].after);
        const char *md = convert(a, html.p, HTML_LINES_FLOW, &(struct body_counts){0});
        const char *wanted = text_line(a, text_strip_html(a, html.p)), *got = seen(a, md);
        char *packed_wanted = arena_dup(a, wanted), *packed_got = arena_dup(a, got);
        for (char **s = (char *[]){packed_wanted, packed_got, NULL}; *s; s++) {
            char *to = *s;
            for (char *from = *s; *from; from++)
                if (*from != ' ')
                    *to++ = *from;
            *to = '\0';
        }
        if (strcmp(packed_wanted, packed_got) != 0)
            fail_msg("%s\n  became\n%s\n  and is seen as\n%s", html.p, md, got);
        buf_free(&html);
        arena_free(a);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(a_quotation_stays_one_and_names_its_speaker),
        WITH_ARENA(lists_keep_their_numbers_and_their_nesting),
        WITH_ARENA(tables_stay_tables),
        WITH_ARENA(raised_and_lowered_digits_are_characters),
        WITH_ARENA(text_is_never_markup),
        WITH_ARENA(emphasis_works_beside_any_character),
        WITH_ARENA(links_and_pictures_keep_their_addresses),
        WITH_ARENA(only_a_picture_of_one_pixel_is_none),
        WITH_ARENA(code_stays_code),
        WITH_ARENA(blank_lines_part_the_paragraphs_of_a_text_without_tags),
        WITH_ARENA(what_could_run_is_gone_and_counted),
        WITH_ARENA(markdown_around_html_stays_byte_for_byte),
        WITH_ARENA(html_that_stays_open_holds_the_markdown_in_it),
        WITH_ARENA(html_in_lists_and_quotations_stays_in_them),
        WITH_ARENA(text_behind_closed_html_is_markdown),
        WITH_ARENA(a_document_gives_its_title_and_its_article),
        WITH_ARENA(hostile_html_is_refused_soon),
        WITH_ARENA(any_text_is_seen_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
