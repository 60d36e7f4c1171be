/* test_markdown.c: a story's body, from Markdown to HTML that can do no harm. */
#include "check.h"

#include "lib/buf.h"
#include "lib/markdown.h"

/* ---- helpers ---- */

struct rendered {
    const char *html, *plain;
    struct markdown_stats stats;
    enum markdown_status status;
};

/* Knows what lies under /media/; "credited" has a credit on record, "bare" is but a file. */
static bool find_image(void *ctx, const char *src, struct markdown_image *out)
{
    (void)ctx;
    if (strncmp(src, "/media/", 7) != 0)
        return false;
    *out = (struct markdown_image){.src = src, .width = 960, .height = 640};
    if (strstr(src, "bare") == NULL) {
        out->srcset = "/media/a-480.jpg 480w, /media/a-960.jpg 960w";
        out->webp = "/media/a-480.webp 480w";
    }
    if (strstr(src, "credited") != NULL)
        out->credit = "Reuters & Sons";
    return true;
}

static struct rendered render_n(struct arena *a, const char *md, size_t n)
{
    static const struct markdown_options opt = {.image = find_image};
    struct rendered r;
    struct buf html, plain;
    buf_init(&html, 16u << 20);
    buf_init(&plain, 16u << 20);
    r.status = markdown_render(md, n, &opt, &html, &plain, &r.stats);
    r.html = arena_dupn(a, html.p, html.len);
    r.plain = arena_dupn(a, plain.p, plain.len);
    buf_free(&html);
    buf_free(&plain);
    return r;
}

static struct rendered render(struct arena *a, const char *md)
{
    struct rendered r = render_n(a, md, strlen(md));
    assert_int_equal(r.status, MARKDOWN_OK);
    return r;
}

static const char *html_of(struct arena *a, const char *md)
{
    return render(a, md).html;
}

/* The text n times over. */
static const char *repeat(struct arena *a, const char *s, size_t n)
{
    size_t len = strlen(s);
    char *out = arena_alloc(a, len * n + 1);
    for (size_t i = 0; i < n; i++)
        memcpy(out + i * len, s, len);
    return out;
}

/* ---- structure ---- */

static void paragraphs_are_numbered_in_order(void **state)
{
    struct rendered r = render(*state, "One.\n\nTwo\nlines.\n\n- a\n\n- b\n");
    assert_string_equal(r.html, "<p id=\"p-1\">One.</p>\n<p id=\"p-2\">Two\nlines.</p>\n<ul>\n"
                                "<li><p id=\"p-3\">a</p>\n</li>\n<li><p id=\"p-4\">b</p>\n</li>\n"
                                "</ul>\n");
    assert_int_equal(r.stats.paragraphs, 4);
    assert_int_equal(r.stats.words, 5);
}

static void headings_begin_below_the_headline_and_skip_no_level(void **state)
{
    assert_string_equal(
        html_of(*state, "# Why?\n\n## Why *now*?\n\n## Why\n\n##### 5\n\n###### 6\n"),
        "<h2 id=\"h-why\">Why?</h2>\n"
        "<h3 id=\"h-why-now\">Why <em>now</em>?</h3>\n"
        "<h3 id=\"h-why-2\">Why</h3>\n"
        "<h4 id=\"h-5\">5</h4>\n"
        "<h5 id=\"h-6\">6</h5>\n");
    assert_string_equal(html_of(*state, "## a\n\n#### b\n\n## c\n\n# d\n\n## e\n"),
                        "<h2 id=\"h-a\">a</h2>\n<h3 id=\"h-b\">b</h3>\n<h2 id=\"h-c\">c</h2>\n"
                        "<h2 id=\"h-d\">d</h2>\n<h3 id=\"h-e\">e</h3>\n");
}

static void a_heading_cannot_take_the_id_of_another(void **state)
{
    assert_string_equal(html_of(*state, "# p-1\n\n# a\n\n# a-2\n\n# a\n\n# \u2014\n\n# main\n"),
                        "<h2 id=\"h-p-1\">p-1</h2>\n<h2 id=\"h-a\">a</h2>\n"
                        "<h2 id=\"h-a-2\">a-2</h2>\n<h2 id=\"h-a-3\">a</h2>\n"
                        "<h2 id=\"h-section\">\u2014</h2>\n<h2 id=\"h-main\">main</h2>\n");
}

static void all_ids_differ_among_many_equal_headings(void **state)
{
    const char *html = html_of(*state, repeat(*state, "# a\n", 300));
    for (int i = 2; i <= 200; i++)
        assert_non_null(strstr(html, arena_printf(*state, "id=\"h-a-%d\"", i)));
    assert_non_null(strstr(html, "id=\"hn-201\""));
    assert_non_null(strstr(html, "id=\"hn-300\""));
}

static void an_empty_heading_or_paragraph_leaves_no_trace(void **state)
{
    assert_string_equal(html_of(*state, "#\n\n##  \n\n&nbsp;\n\n<b></b>\n\nx"),
                        "<p id=\"p-1\">x</p>\n");
}

static void inline_markup_is_rendered(void **state)
{
    assert_string_equal(html_of(*state, "*a* **b** ~~c~~ `d<e` f\\\ng  \nh"),
                        "<p id=\"p-1\"><em>a</em> <strong>b</strong> <del>c</del> "
                        "<code>d&lt;e</code> f<br>\ng<br>\nh</p>\n");
}

static void lists_nest_and_start_where_they_say(void **state)
{
    assert_string_equal(html_of(*state, "3. a\n4. b\n   - c\n"),
                        "<ol start=\"3\">\n<li>a</li>\n<li>b<ul>\n<li>c</li>\n</ul>\n</li>\n"
                        "</ol>\n");
}

static void code_is_shown_as_it_is(void **state)
{
    assert_string_equal(html_of(*state, "```c++\nif (a<b && c) {}\n\n```\n"),
                        "<pre tabindex=\"0\"><code class=\"language-c++\">if (a&lt;b &amp;&amp; c) "
                        "{}\n\n</code></pre>\n");
    assert_string_equal(html_of(*state, "    <b>\n"),
                        "<pre tabindex=\"0\"><code>&lt;b&gt;\n</code></pre>\n");
    assert_string_equal(html_of(*state, "```a\"onclick=\"x\nx\n```\n"),
                        "<pre tabindex=\"0\"><code>x\n</code></pre>\n");
}

static void a_table_scrolls_in_a_region_and_aligns_by_class(void **state)
{
    const char *html =
        html_of(*state, "|a|b|c|\n|:--|:-:|--:|\n|1|2|<b>3</b>|\n\n|x|\n|---|\n|y|\n");
    assert_non_null(strstr(html, "<div class=\"table\" tabindex=\"0\" role=\"region\" "
                                 "aria-label=\"Table\"><table>\n<thead>\n<tr>\n"
                                 "<th scope=\"col\" class=\"align-left\">a</th>\n"
                                 "<th scope=\"col\" class=\"align-center\">b</th>\n"
                                 "<th scope=\"col\" class=\"align-right\">c</th>\n</tr>\n</thead>\n"
                                 "<tbody>\n<tr>\n<td class=\"align-left\">1</td>\n"
                                 "<td class=\"align-center\">2</td>\n"
                                 "<td class=\"align-right\">3</td>\n</tr>\n</tbody>\n"
                                 "</table></div>\n"));
    assert_non_null(strstr(html, "aria-label=\"Table 2\""));
    assert_null(strstr(html, "style"));
}

static void the_last_dashed_paragraph_of_a_quotation_is_its_attribution(void **state)
{
    assert_string_equal(html_of(*state, "> Words.\n>\n> \u2014 *Ines*\n\nx"),
                        "<blockquote>\n<p id=\"p-1\">Words.</p>\n"
                        "<p id=\"p-2\" class=\"attribution\">\u2014 <em>Ines</em></p>\n"
                        "</blockquote>\n<p id=\"p-3\">x</p>\n");
    assert_string_equal(html_of(*state, "> \u2014 not yet\n>\n> Words.\n\n\u2014 no quotation"),
                        "<blockquote>\n<p id=\"p-1\">\u2014 not yet</p>\n"
                        "<p id=\"p-2\">Words.</p>\n</blockquote>\n"
                        "<p id=\"p-3\">\u2014 no quotation</p>\n");
}

/* ---- nothing gets through ---- */

static void raw_html_is_dropped_and_its_text_kept(void **state)
{
    struct rendered r = render(*state, "a <b onclick='x'>bold</b> <i>it</i>\n\n"
                                       "<div onclick=\"x\"><p>block &amp; text</p></div>\n\n"
                                       "<script>alert('x')</script>\n\n"
                                       "<style>p{}</style>\n\n<!-- note -->\n\nz");
    assert_string_equal(r.html, "<p id=\"p-1\">a bold it</p>\n"
                                "<p id=\"p-2\">block &amp; text</p>\n<p id=\"p-3\">z</p>\n");
    assert_string_equal(r.plain, "a bold it\nblock & text\nz");
    assert_int_equal(r.stats.raw_html, 8);
}

static void a_line_break_of_html_is_kept_as_one(void **state)
{
    assert_string_equal(html_of(*state, "a<br>b<BR/>c"), "<p id=\"p-1\">a<br>\nb<br>\nc</p>\n");
}

static void references_cannot_smuggle_markup(void **state)
{
    assert_string_equal(html_of(*state, "&lt;script&gt; &#60;b&#62; &amp;lt; &quot; &nosuch; &"),
                        "<p id=\"p-1\">&lt;script&gt; &lt;b&gt; &amp;lt; &quot; &amp;nosuch; "
                        "&amp;</p>\n");
}

static void links_of_allowed_kinds_are_kept(void **state)
{
    static const struct {
        const char *md, *html;
    } cases[] = {
        {"[a](https://example.com/x?a=b&c=d#e)",
         "<a href=\"https://example.com/x?a=b&amp;c=d#e\">a</a>"},
        {"[a](HTTP://example.com)", "<a href=\"HTTP://example.com\">a</a>"},
        {"[a](mailto:ines@example.com)", "<a href=\"mailto:ines@example.com\">a</a>"},
        {"[a](#h-why)", "<a href=\"#h-why\">a</a>"},
        {"[a](/2026/01/slug)", "<a href=\"/2026/01/slug\">a</a>"},
        {"[a](/)", "<a href=\"/\">a</a>"},
        {"[a](/x 'it \"is\"')", "<a href=\"/x\" title=\"it &quot;is&quot;\">a</a>"},
        {"[a](</b c>)", "<a href=\"/b%20c\">a</a>"},
        {"[a](/\u00E9?q=%C3%A9)", "<a href=\"/%C3%A9?q=%C3%A9\">a</a>"},
        {"[a][r]\n\n[r]: https://example.com/r", "<a href=\"https://example.com/r\">a</a>"},
        {"<https://example.com/>", "<a href=\"https://example.com/\">https://example.com/</a>"},
        {"https://example.com/b", "<a href=\"https://example.com/b\">https://example.com/b</a>"},
        {"ines@example.com", "<a href=\"mailto:ines@example.com\">ines@example.com</a>"},
        {"[a &#58; *b*](&#104;ttps://example.com)",
         "<a href=\"https://example.com\">a : <em>b</em></a>"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct rendered r = render(*state, cases[i].md);
        assert_string_equal(r.html, arena_printf(*state, "<p id=\"p-1\">%s</p>\n", cases[i].html));
        assert_int_equal(r.stats.links_refused, 0);
    }
}

static void other_links_keep_only_their_text(void **state)
{
    static const char *const addresses[] = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&#58;alert(1)",
        "javascript&colon;alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "&#1;javascript:alert(1)",
        "&#9;javascript:alert(1)",
        "\\javascript:alert(1)",
        "javascript&#x3A;//example.com/%0Aalert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;",
        "data:text/html;base64,PHNjcmlwdD4=",
        "file:///etc/passwd",
        "ftp://example.com/",
        "blob:https://example.com/x",
        "view-source:https://example.com",
        "//evil.example",
        "/\\evil.example",
        "\\\\\\\\evil.example",
        "/&#92;evil.example",
        "/&Tab;/evil.example",
        "/&#10;/evil.example",
        "http:evil.example",
        "https:/evil.example",
        "https:///evil.example",
        "https:\\\\evil.example",
        "https://",
        "mailto:",
        "evil.example",
        "./a",
        "../a",
        "?a=b",
        "&nbsp;javascript:alert(1)",
        "\u00A0https://example.com",
        "",
    };
    for (size_t i = 0; i < COUNT(addresses); i++) {
        struct rendered r = render(*state, arena_printf(*state, "[text](<%s>)", addresses[i]));
        if (strcmp(r.html, "<p id=\"p-1\">text</p>\n") != 0)
            fail_msg("%s: %s", addresses[i], r.html);
        assert_int_equal(r.stats.links_refused, 1);
    }
    assert_string_equal(html_of(*state, "<javascript:alert(1)>"),
                        "<p id=\"p-1\">javascript:alert(1)</p>\n");
}

static void no_attribute_can_be_broken_out_of(void **state)
{
    static const char *const attacks[] = {
        "[a](https://example.com/\"onmouseover=\"alert(1))",
        "[a](https://example.com/&quot;onmouseover=&quot;alert(1))",
        "[a](<https://example.com/'onclick='x>)",
        "[a](/x '\"><script>alert(1)</script>')",
        "[a](/x \"&quot;><img src=x onerror=alert(1)>\")",
        "![\" onerror=\"alert(1)](/media/a.jpg)",
        "![a](/media/\"onerror=\"alert(1).jpg)",
        "![a](/media/a.jpg '\"><script>alert(1)</script>')",
        "![a](/media/a.jpg 'x Credit: <script>alert(1)</script>')",
        "# \"><script>alert(1)</script>",
        "```\"><script>\nx\n```",
        "|<script>alert(1)</script>|\n|---|\n|<img src=x onerror=alert(1)>|",
        "<<script>script>alert(1)<</script>/script>",
        "<div>&lt;script&gt;alert(1)&lt;/script&gt;</div>",
        "<img src=\"x\" onerror=\"alert(1)\">",
        "[<img src=x onerror=alert(1)>](/x)",
        "`<script>`",
        "&#60;script&#62;",
        "<svg><script>alert(1)</script></svg>",
        "<a href='javascript:alert(1)'>x</a>",
    };
    for (size_t i = 0; i < COUNT(attacks); i++) {
        const char *html = html_of(*state, attacks[i]);
        /* Tags are those of ours: no script, no handler right of a quote that ends a value. */
        if (strstr(html, "<script") != NULL || strstr(html, "\"on") != NULL ||
            strstr(html, "\" on") != NULL || strstr(html, "'on") != NULL ||
            strstr(html, "href=\"javascript") != NULL || strstr(html, "<img src=x") != NULL)
            fail_msg("%s: %s", attacks[i], html);
    }
}

static void tags_balance_around_addresses_that_hold_signs(void **state)
{
    assert_string_equal(
        html_of(*state, "_[a](/_l)_\n\nnext"),
        "<p id=\"p-1\"><em><a href=\"/_l\">a</a></em></p>\n<p id=\"p-2\">next</p>\n");
    assert_string_equal(html_of(*state, "**[a](/x**y)b**\n\nnext"),
                        "<p id=\"p-1\"><strong><a href=\"/x**y\">a</a>b</strong></p>\n"
                        "<p id=\"p-2\">next</p>\n");
}

/* ---- pictures ---- */

static void a_picture_on_its_own_is_a_figure(void **state)
{
    struct rendered r =
        render(*state, "![A *fine* view](/media/a.jpg \"The view. Credit: Jane Roe\")");
    assert_string_equal(
        r.html,
        "<figure id=\"p-1\"><picture><source type=\"image/webp\" srcset=\"/media/a-480.webp 480w\" "
        "sizes=\"(min-width: 45rem) 42rem, 100vw\"><img src=\"/media/a.jpg\" "
        "srcset=\"/media/a-480.jpg 480w, /media/a-960.jpg 960w\" "
        "sizes=\"(min-width: 45rem) 42rem, 100vw\" width=\"960\" height=\"640\" alt=\"A fine "
        "view\" loading=\"lazy\" decoding=\"async\"></picture><figcaption>The view. "
        "<span class=\"credit\">Credit: Jane Roe</span></figcaption></figure>\n");
    assert_string_equal(r.plain, "The view.");
    assert_int_equal(r.stats.paragraphs, 1);
    assert_int_equal(r.stats.images_missing, 0);
}

static void a_picture_without_renditions_or_caption_is_bare(void **state)
{
    assert_string_equal(html_of(*state, "![](/media/bare.jpg)"),
                        "<figure id=\"p-1\"><picture><img src=\"/media/bare.jpg\" width=\"960\" "
                        "height=\"640\" alt=\"\" loading=\"lazy\" decoding=\"async\"></picture>"
                        "</figure>\n");
}

static void the_credit_in_the_text_outranks_the_one_on_record(void **state)
{
    const char *html = html_of(*state, "![x](/media/credited.jpg \"Cap. Credit: Someone\")");
    assert_non_null(strstr(html, "<figcaption>Cap. <span class=\"credit\">Credit: Someone"
                                 "</span></figcaption>"));
    assert_null(strstr(html, "Reuters"));
    html = html_of(*state, "![x](/media/credited.jpg)");
    assert_non_null(strstr(html, "<figcaption><span class=\"credit\">Credit: Reuters"));
    html = html_of(*state, "![x](/media/bare.jpg \"Cap (credit: Jane)\")");
    assert_non_null(strstr(html, "<figcaption>Cap <span class=\"credit\">Credit: Jane</span>"));
}

static void a_picture_in_running_text_stays_in_its_paragraph(void **state)
{
    assert_string_equal(html_of(*state, "see ![x](/media/bare.jpg) here"),
                        "<p id=\"p-1\">see <img src=\"/media/bare.jpg\" width=\"960\" "
                        "height=\"640\" alt=\"x\" loading=\"lazy\" decoding=\"async\"> here</p>\n");
    const char *linked = html_of(*state, "[![x](/media/bare.jpg)](/big)");
    assert_non_null(strstr(linked, "<p id=\"p-1\"><a href=\"/big\"><img "));
    assert_non_null(strstr(linked, "></a></p>"));
}

static void a_picture_the_site_does_not_have_is_its_alt_text(void **state)
{
    struct rendered r = render(*state, "![Our &lt;office>](https://elsewhere.example/a.jpg)\n\n"
                                       "![](javascript:x)\n\nx");
    assert_string_equal(r.html, "<p id=\"p-1\">Our &lt;office&gt;</p>\n<p id=\"p-2\">x</p>\n");
    assert_int_equal(r.stats.images_missing, 2);
}

static void pictures_without_a_finder_are_all_missing(void **state)
{
    struct buf html;
    struct markdown_stats stats;
    (void)state;
    buf_init(&html, 10000);
    assert_int_equal(markdown_render("![x](/media/a.jpg)", 18, NULL, &html, NULL, &stats),
                     MARKDOWN_OK);
    assert_string_equal(html.p, "<p id=\"p-1\">x</p>\n");
    assert_int_equal(stats.images_missing, 1);
    buf_free(&html);
}

static void alt_text_is_text_whatever_is_in_it(void **state)
{
    const char *html =
        html_of(*state, "![a [b](javascript:x) ![c](/media/c.jpg) `d` <i>](/media/bare.jpg)");
    assert_non_null(strstr(html, "alt=\"a b c d\""));
    assert_null(strstr(html, "<a "));
    assert_null(strstr(html, "<code>"));
}

/* ---- plain text ---- */

static void plain_text_has_a_line_for_each_block(void **state)
{
    struct rendered r =
        render(*state, "# Head\n\nOne *two*\nthree.\n\n> Quote\n\n- a\n- b\n  - c\n\n"
                       "|x|y|\n|---|---|\n|1|2|\n\n```\ncode\n```\n\n---\n\nEnd &amp; out");
    assert_string_equal(r.plain, "Head\nOne two three.\nQuote\na\nb\nc\nx y\n1 2\ncode\nEnd & out");
}

static void output_is_added_behind_what_is_there(void **state)
{
    struct buf html, plain;
    (void)state;
    buf_init(&html, 1000);
    buf_init(&plain, 1000);
    buf_adds(&html, "before");
    buf_adds(&plain, "before ");
    assert_int_equal(markdown_render("a", 1, NULL, &html, &plain, NULL), MARKDOWN_OK);
    assert_string_equal(html.p, "before<p id=\"p-1\">a</p>\n");
    assert_string_equal(plain.p, "before a");
    buf_free(&html);
    buf_free(&plain);
}

/* ---- limits ---- */

static void a_source_past_the_limit_is_refused(void **state)
{
    char *md = arena_alloc(*state, MARKDOWN_MAX + 2);
    memset(md, 'a', MARKDOWN_MAX + 1);
    assert_int_equal(render_n(*state, md, MARKDOWN_MAX + 1).status, MARKDOWN_TOO_LONG);
    assert_int_equal(render_n(*state, md, MARKDOWN_MAX).status, MARKDOWN_OK);
    assert_int_equal(render_n(*state, "", 0).status, MARKDOWN_OK);
}

static void output_past_the_cap_of_the_buffer_is_a_failure(void **state)
{
    struct buf html;
    (void)state;
    buf_init(&html, 30);
    assert_int_equal(markdown_render("a\n\nb\n\nc\n\nd", 10, NULL, &html, NULL, NULL),
                     MARKDOWN_FAILED);
    buf_free(&html);
}

static void nesting_beyond_reason_is_refused(void **state)
{
    assert_int_equal(render_n(*state, repeat(*state, ">", 90), 90).status, MARKDOWN_OK);
    assert_int_equal(render_n(*state, repeat(*state, ">", 100000), 100000).status, MARKDOWN_FAILED);
    const char *list = arena_printf(*state, "%sa", repeat(*state, "- ", 100000));
    assert_int_equal(render_n(*state, list, strlen(list)).status, MARKDOWN_FAILED);
}

static void a_few_bytes_that_ask_for_megabytes_are_refused(void **state)
{
    const char *md = arena_printf(*state, "[a]: /%s\n\n%s", repeat(*state, "y", 5000),
                                  repeat(*state, "[a] ", 100000));
    assert_int_equal(render_n(*state, md, strlen(md)).status, MARKDOWN_FAILED);
    md = arena_printf(*state, "|%s\n|%s\n%s", repeat(*state, "a|", 5000),
                      repeat(*state, "---|", 5000), repeat(*state, "|\n", 100000));
    assert_int_equal(render_n(*state, md, strlen(md)).status, MARKDOWN_FAILED);
}

static void hostile_sources_are_rendered_or_refused_in_good_time(void **state)
{
    static const char *const pieces[] = {
        "[",     "[a](",  "![",      "*a ",    "*",        "a**b",     "<",      "<a ",
        "<!--",  "<?",    "&",       "&lt;",   "`",        "~~a ",     "\\",     "[a]: /x\n",
        "#\n",   "# a\n", "http://", "a@",     "a.a@b.",   "[a](b \"", "[a](<b", "<div>\n\n",
        "a|b\n", "[[]]",  "1. a\n",  "\u65E5", "<script>", "> - ",     "    ",   "|",
    };
    for (size_t i = 0; i < COUNT(pieces); i++) {
        size_t n = 200000 / strlen(pieces[i]);
        const char *md = repeat(*state, pieces[i], n);
        (void)render_n(*state, md, n * strlen(pieces[i])); /* a quadratic one would take minutes */
        arena_reset(*state);
    }
}

/* Many texts in one line before one bracket, or before none: each byte is looked at once more at most. */
static void no_byte_is_looked_at_often_for_brackets(void **state)
{
    static const char *const pieces[] = {"**a[",  "**&#91;",   "~~a&#93;",      "[a]**",
                                         "\\[**", "<b>&#91;x", "http://a.b/[ ", "`a`` [",
                                         "[^a] ", "[a][b]*"};
    static const char *const ends[] = {"", "]", "\n\n[", "\\]"};
    for (size_t i = 0; i < COUNT(pieces); i++)
        for (size_t k = 0; k < COUNT(ends); k++) {
            const char *md = arena_printf(*state, "%s%s", repeat(*state, pieces[i], 3000), ends[k]);
            size_t n = strlen(md);
            struct rendered r = render_n(*state, md, n);
            if (r.stats.looked > n + 1)
                fail_msg("%s%s: %zu of %zu", pieces[i], ends[k], r.stats.looked, n);
            arena_reset(*state);
        }
}

static void nul_bytes_become_replacement_characters(void **state)
{
    struct rendered r = render_n(*state, "a\0b", 3);
    assert_int_equal(r.status, MARKDOWN_OK);
    assert_string_equal(r.html, "<p id=\"p-1\">a\uFFFDb</p>\n");
}

/* A paragraph that is a video's address, or a link to one, is a card; anything more is text as ever. */
static void the_address_of_a_video_is_a_card_that_loads_nothing(void **state)
{
    static const char *const cards[][2] = {
        {"https://www.youtube.com/watch?v=a_b_c&t=1", "youtube.com"},
        {"<https://youtu.be/abc>", "youtu.be"},
        {"https://m.youtube.com/shorts/a_b", "m.youtube.com"},
        {"https://vimeo.com/123", "vimeo.com"},
        {"https://www.ardmediathek.de/video/x/y", "ardmediathek.de"},
        {"https://www.zdf.de/play/reportagen/x-100", "zdf.de"},
        {"https://www.arte.tv/de/videos/1-000-A/x/", "arte.tv"},
        {"https://tube.example/w/9c9de5e8-0000", NULL},
        {"https://tube.example/w/9c9De5e8aaBB11cc22DD33", "tube.example"},
        {"https://tube.example/videos/watch/9c9de5e8-0a1e", "tube.example"},
        {"https://example.org/a/film.MP4?x=1", "example.org"},
        {"https://example.org/a/.mp4", NULL},
        {"https://wiki.example/w/index.php?title=A", NULL},
        {"https://www.youtube.com/", NULL},
        {"https://www.youtube.com/@somebody", NULL},
        {"https://notyoutube.com/watch?v=a", NULL},
        {"https://youtube.com.example/watch?v=a", NULL},
        {"https://youtube.com@evil.example/watch?v=a", NULL},
        {"https://vimeo.com:444/1", NULL},
        {"http://vimeo.com/123", NULL},
        {"https://vimeo.com/123 is a video.", NULL},
        {"See https://vimeo.com/123", NULL},
        {"https://vimeo.com/123\nand more", NULL},
        {"- https://vimeo.com/123", NULL},
        {"> https://vimeo.com/123", NULL},
        {"# https://vimeo.com/123", NULL},
        {"`https://vimeo.com/123`", NULL},
        {"[a](https://vimeo.com/1) [b](https://vimeo.com/2)", NULL},
    };
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT(cards); i++) {
        const char *html = html_of(a, cards[i][0]), *host = cards[i][1];
        if (!host)
            host = "never";
        const char *want = arena_printf(a, ">%s</a></p>\n", host);
        bool card =
            strstr(html, "<p id=\"p-1\" class=\"video\"><span class=\"kind\">Video:</span> <a "
                         "href=\"https://") == html;
        if (card != (cards[i][1] != NULL) || (card && !strstr(html, want)))
            fail_msg("%s: %s", cards[i][0], html);
    }
    assert_string_equal(
        html_of(a, "One.\n\n[The *last* ferry < all](https://youtu.be/a\"b)\n\nTwo."),
        "<p id=\"p-1\">One.</p>\n"
        "<p id=\"p-2\" class=\"video\"><span class=\"kind\">Video:</span> "
        "<a href=\"https://youtu.be/a%22b\">The last ferry &lt; all</a> "
        "<span class=\"host\" dir=\"ltr\">(youtu.be)</span></p>\n"
        "<p id=\"p-3\">Two.</p>\n");
    assert_null(strstr(html_of(a, "[x](https://vimeo.com/1)"), "iframe"));
    assert_string_equal(render(a, "[The ferry](https://vimeo.com/1)").plain, "The ferry");
    arena_free(a);
}

/* ---- Other pictures in their places --------------------------------------------------------------- */

static bool knows_all(void *ctx, const char *src, struct markdown_image *out)
{
    (void)ctx;
    *out = (struct markdown_image){.src = src, .width = 96, .height = 54};
    return true;
}

/* Of "/media/a.jpg" alone. */
static bool swap_a(void *ctx, const char *src, struct markdown_swap *out)
{
    ++*(int *)ctx;
    *out = (struct markdown_swap){.image = {.src = "/media/b.jpg",
                                            .webp = "/media/b.webp 96w",
                                            .width = 48,
                                            .height = 27,
                                            .credit = "B. & See"},
                                  .alt = "A \"ferry\"",
                                  .caption = "مرفأ قديم"};
    return strcmp(src, "/media/a.jpg") == 0;
}

static void other_pictures_take_the_places_of_those_in_html(void **state)
{
    (void)state;
    static const char md[] =
        "One ![within](/media/a.jpg) line.\n\n![old](/media/a.jpg \"Old. Credit: A\")\n\n"
        "![kept](/media/c.jpg)\n\n> ![cited](/media/a.jpg)\n\nEnd.";
    struct markdown_options opt = {.image = knows_all};
    struct markdown_stats stats = {0};
    struct buf html, out;
    int asked = 0;
    buf_init(&html, 65536);
    buf_init(&out, 65536);
    assert_int_equal(markdown_render(md, strlen(md), &opt, &html, NULL, &stats), MARKDOWN_OK);
    assert_int_equal(markdown_swap_pictures(html.p, false, swap_a, &asked, &out), 3);
    assert_int_equal(asked, 4);
    static const char figure[] =
        "<picture><source type=\"image/webp\" srcset=\"/media/b.webp 96w\" sizes=\"(min-width: "
        "45rem) 42rem, "
        "100vw\"><img src=\"/media/b.jpg\" width=\"48\" height=\"27\" alt=\"A &quot;ferry&quot;\" "
        "loading=\"lazy\" decoding=\"async\"></picture><figcaption dir=\"auto\">مرفأ قديم <span "
        "class=\"credit\">Credit: B. &amp; See</span></figcaption></figure>\n";
    assert_non_null(strstr(
        out.p, "<p id=\"p-1\">One <img src=\"/media/b.jpg\" width=\"48\" height=\"27\" "
               "alt=\"A &quot;ferry&quot;\" loading=\"lazy\" decoding=\"async\"> line.</p>"));
    const char *second = strstr(out.p, "<figure id=\"p-2\">");
    assert_non_null(second);
    assert_memory_equal(second + 17, figure, sizeof figure - 1);
    assert_non_null(strstr(out.p, "<img src=\"/media/c.jpg\""));
    assert_null(strstr(out.p, "/media/a.jpg"));
    assert_null(strstr(out.p, "Old."));
    assert_non_null(strstr(out.p, "End.</p>"));
    buf_free(&out);
    buf_free(&html);
}

/* The parser would lose "bc" and "d". */
static void what_begins_like_a_note_loses_no_word(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    assert_string_equal(html_of(a, "One [^abc\nd] two"), "<p id=\"p-1\">One [^abc\nd] two</p>\n");
    assert_string_equal(html_of(a, "[^a b] and [^*c*\nd] and [^"),
                        "<p id=\"p-1\">[^a b] and [^<em>c</em>\nd] and [^</p>\n");
    assert_string_equal(html_of(a, "> [^ab\n> c]"),
                        "<blockquote>\n<p id=\"p-1\">[^ab\nc]</p>\n</blockquote>\n");
    assert_string_equal(html_of(a, "[^a b](/x)"), "<p id=\"p-1\"><a href=\"/x\">^a b</a></p>\n");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(paragraphs_are_numbered_in_order),
        WITH_ARENA(headings_begin_below_the_headline_and_skip_no_level),
        WITH_ARENA(a_heading_cannot_take_the_id_of_another),
        WITH_ARENA(all_ids_differ_among_many_equal_headings),
        WITH_ARENA(an_empty_heading_or_paragraph_leaves_no_trace),
        WITH_ARENA(inline_markup_is_rendered),
        WITH_ARENA(lists_nest_and_start_where_they_say),
        WITH_ARENA(code_is_shown_as_it_is),
        WITH_ARENA(a_table_scrolls_in_a_region_and_aligns_by_class),
        WITH_ARENA(the_last_dashed_paragraph_of_a_quotation_is_its_attribution),
        WITH_ARENA(raw_html_is_dropped_and_its_text_kept),
        WITH_ARENA(a_line_break_of_html_is_kept_as_one),
        WITH_ARENA(references_cannot_smuggle_markup),
        WITH_ARENA(links_of_allowed_kinds_are_kept),
        WITH_ARENA(other_links_keep_only_their_text),
        WITH_ARENA(no_attribute_can_be_broken_out_of),
        WITH_ARENA(tags_balance_around_addresses_that_hold_signs),
        WITH_ARENA(a_picture_on_its_own_is_a_figure),
        WITH_ARENA(a_picture_without_renditions_or_caption_is_bare),
        WITH_ARENA(the_credit_in_the_text_outranks_the_one_on_record),
        WITH_ARENA(a_picture_in_running_text_stays_in_its_paragraph),
        WITH_ARENA(a_picture_the_site_does_not_have_is_its_alt_text),
        cmocka_unit_test(pictures_without_a_finder_are_all_missing),
        WITH_ARENA(alt_text_is_text_whatever_is_in_it),
        WITH_ARENA(plain_text_has_a_line_for_each_block),
        cmocka_unit_test(output_is_added_behind_what_is_there),
        WITH_ARENA(a_source_past_the_limit_is_refused),
        cmocka_unit_test(output_past_the_cap_of_the_buffer_is_a_failure),
        cmocka_unit_test(the_address_of_a_video_is_a_card_that_loads_nothing),
        WITH_ARENA(nesting_beyond_reason_is_refused),
        WITH_ARENA(a_few_bytes_that_ask_for_megabytes_are_refused),
        WITH_ARENA(hostile_sources_are_rendered_or_refused_in_good_time),
        WITH_ARENA(no_byte_is_looked_at_often_for_brackets),
        WITH_ARENA(nul_bytes_become_replacement_characters),
        cmocka_unit_test(other_pictures_take_the_places_of_those_in_html),
        cmocka_unit_test(what_begins_like_a_note_loses_no_word),
    };
    return cmocka_run_group_tests_name("markdown", tests, NULL, NULL);
}
