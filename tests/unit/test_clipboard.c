/* test_clipboard.c: what programs put on the clipboard, and the Markdown it gives. Each pair of files
 * NAME.html and NAME.md below tests/fixtures/clipboards/ is one case. */
#include "check.h"

#include "import/clipboard.h"
#include "lib/markdown.h"
#include "lib/text.h"

#include <dirent.h>
#include <stdio.h>

#define FOLDER "tests/fixtures/clipboards/"

static const struct clipboard_place here = {.base_url = "https://paper.example"};

static const char *read_file(struct arena *a, const char *name, const char *end)
{
    FILE *f = fopen(arena_printf(a, FOLDER "%s%s", name, end), "rb");
    char *text = arena_alloc(a, 65536);
    assert_non_null(f);
    size_t n = fread(text, 1, 65535, f);
    assert_true(n > 0 && n < 65535);
    fclose(f);
    return text;
}

static const char *convert(struct arena *a, const char *html, const struct clipboard_place *place,
                           size_t *left_out)
{
    struct buf out;
    buf_init(&out, MARKDOWN_MAX);
    bool good = clipboard_to_markdown(a, html, strlen(html), place, &out, left_out);
    const char *md = good ? arena_dupn(a, out.p, out.len) : "refused";
    buf_free(&out);
    return md;
}

#define BECOMES(html, wanted)                                                                      \
    assert_string_equal(convert(*state, html, &here, &(size_t){0}), wanted)

static void must_render(const char *md)
{
    struct buf html;
    struct markdown_stats stats;
    buf_init(&html, SIZE_MAX - 1);
    assert_int_equal(markdown_render(md, strlen(md), NULL, &html, NULL, &stats), MARKDOWN_OK);
    assert_int_equal(stats.links_refused, 0);
    buf_free(&html);
}

static void each_clipboard_gives_its_markdown(void **state)
{
    struct dirent *entry;
    size_t n = 0, bad = 0;
    DIR *folder = opendir(FOLDER);
    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        const char *end = strstr(entry->d_name, ".html");
        if (!end)
            continue;
        const char *name = arena_dupn(*state, entry->d_name, (size_t)(end - entry->d_name));
        const char *got = convert(*state, read_file(*state, name, ".html"), &here, &(size_t){0});
        n++;
        must_render(got);
        if (strcmp(arena_printf(*state, "%s\n", got), read_file(*state, name, ".md")) == 0)
            continue;
        bad++;
        print_error("%s gives:\n%s\n", name, got);
    }
    closedir(folder);
    assert_int_equal(bad, 0);
    assert_true(n >= 25);
}

static void notes_are_numbered_behind_those_of_the_text(void **state)
{
    static const char html[] = "<p>a<a id=r href=#n>[*]</a></p><div id=n>b <a href=#r>^</a></div>";
    struct clipboard_place place = {.base_url = "", .notes = 7};
    assert_string_equal(convert(*state, html, &place, &(size_t){0}), "a[^8]\n\n[^8]: b");
    BECOMES(html, "a[^1]\n\n[^1]: b");
    /* twice the same note, and two notes of which only one leads back */
    BECOMES("<p>a<a id=r href=#n>1</a> b<a href=#n>1</a><p id=n><a href=#r>1</a> c",
            "a[^1] b[^1]\n\n[^1]: c");
    BECOMES("<p><a href=#n>1</a><p id=n>c", "1\n\nc");
    BECOMES("<p>see <a id=t href=#s>part two</a><h2 id=s>Two <a href=#t>back to the top</a></h2>",
            "see part two\n\n## Two back to the top");
}

static void pictures_that_are_left_out_are_counted(void **state)
{
    size_t n;
    convert(*state,
            "<img src=data:image/png;base64,x><img src=https://e.org/a.jpg><img src=file:///a.png>"
            "<img width=1 height=1 src=https://e.org/count.gif><img src=/media/2026/01/a.jpg>"
            "<img src=https://paper.example/media/2026/01/b.jpg><img alt=⛵ src=https://e.org/b>",
            &here, &n);
    assert_int_equal(n, 3);
}

static void hostile_clipboards_are_refused_or_bounded(void **state)
{
    static const char *const repeated[] = {
        "<b>",
        "<b>a</b>",
        "<p>a",
        "<a href=#x>1</a>",
        "<code>a</code>",
        "<table><tr><td>",
        "<blockquote>",
        "<p class=MsoQuote>a",
        "<p style='mso-list:l0 level9'>a",
        "&nbsp;",
        "<br>",
    };
    for (size_t i = 0; i < COUNT(repeated); i++) {
        struct arena *a = arena_new();
        size_t n = strlen(repeated[i]), times = 200000 / n;
        char *html = arena_alloc(a, times * n + 1);
        for (size_t k = 0; k < times; k++)
            memcpy(html + k * n, repeated[i], n);
        const char *md = convert(a, html, &here, &(size_t){0});
        assert_true(strlen(md) < MARKDOWN_MAX);
        arena_free(a);
    }
    (void)state;
}

static void shapes_between_programs(void **state)
{
    BECOMES("<p>a<b style='font-weight:normal'>b<b>c</b></b></p>", "ab**c**");
    BECOMES("<p style='font: bold 12px x'>a</p>", "**a**");
    BECOMES("<style>.x{font-weight:700}</style><span class='y x'>a</span><p class=x>b",
            "**a**\n\nb");
    BECOMES("<p style='mso-bidi-font-weight:bold'>a", "a");
    BECOMES("<p>a<span style='display:none'>b</span><span hidden>c</span>d", "ad");
    BECOMES("<h2><b>a</b> b</h2><h2><b>c</b></h2>", "## **a** b\n\n## c");
    BECOMES("<p>• a<p>• b<p>c", "- a\n- b\n\nc");
    BECOMES("<p>a<span style='white-space:pre-wrap'>b\nc\n\nd</span>", "ab\\\nc\n\nd");
    BECOMES("<p>a&#x2028;b", "a\\\nb");
    BECOMES("<p>a<a href='https://www.google.com/url?q=https%3A%2F%2Fe.org%2Fx'>b</a>",
            "a[b](https://e.org/x)");
    BECOMES("<a href=https://e.org/><p>a</p></a>", "[a](https://e.org/)");
    BECOMES("<table><tr><td><p>a</p></td></tr></table>", "a");
    BECOMES("<table><tr><td>a<td>b<tr><td> <td>&nbsp;<tr><td>1<td>2</table>",
            "| a | b |\n| --- | --- |\n| 1 | 2 |");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(each_clipboard_gives_its_markdown),
        WITH_ARENA(notes_are_numbered_behind_those_of_the_text),
        WITH_ARENA(pictures_that_are_left_out_are_counted),
        WITH_ARENA(hostile_clipboards_are_refused_or_bounded),
        WITH_ARENA(shapes_between_programs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
