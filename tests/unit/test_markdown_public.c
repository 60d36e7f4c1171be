/* test_markdown_public.c: the Markdown that programs get says what the page says, and nothing besides. */
#include "check.h"

#include "lib/buf.h"
#include "lib/markdown.h"
#include "lib/text.h"

/* ---- helpers ---- */

/* "there" is on the site, and "other" stands for it where "stood-for" is asked for. */
static bool find_image(void *ctx, const char *src, struct markdown_image *out)
{
    (void)ctx;
    if (strcmp(src, "/media/there.jpg") == 0)
        *out = (struct markdown_image){.src = "/media/there-960.jpg"};
    else if (strcmp(src, "/media/stood-for.jpg") == 0)
        *out = (struct markdown_image){.src = "/media/other-960.jpg",
                                       .alt = "A heron",
                                       .caption = "By the lake",
                                       .credit = "Ann"};
    else
        return false;
    return true;
}

static const struct markdown_options options = {.image = find_image};

static const char *public_of(struct arena *a, const char *md, const char *notes)
{
    const struct markdown_public where = {
        .site = "https://p.example", .page = "https://p.example/2026/01/s", .notes = notes};
    struct buf out;
    buf_init(&out, 4u << 20);
    assert_int_equal(markdown_public(md, strlen(md), &options, &where, &out), MARKDOWN_OK);
    const char *text = arena_dupn(a, out.p ? out.p : "", out.len);
    buf_free(&out);
    return text;
}

static const char *plain_of(struct arena *a, const char *md)
{
    struct buf html, plain;
    buf_init(&html, 4u << 20);
    buf_init(&plain, 4u << 20);
    assert_int_equal(markdown_render(md, strlen(md), &options, &html, &plain, NULL), MARKDOWN_OK);
    const char *text = arena_dupn(a, plain.p ? plain.p : "", plain.len);
    buf_free(&html);
    buf_free(&plain);
    return text;
}

/* ---- tests ---- */

/* What no page shows: HIDDEN. What it shows: SHOWN. */
static void what_the_page_hides_is_not_there(void **state)
{
    static const char *const sources[] = {
        "SHOWN <!-- HIDDEN --> text",
        "SHOWN\n\n<!-- HIDDEN\n\nHIDDEN -->\n",
        "SHOWN <span data-note=\"HIDDEN\">text</span>",
        "<div title=\"HIDDEN\">SHOWN</div>",
        "SHOWN\n\n<script>HIDDEN</script>\n",
        "SHOWN <?php HIDDEN ?> and <![CDATA[HIDDEN]]> and <!DOCTYPE HIDDEN> end",
        "SHOWN\n\n[//]: # (HIDDEN)\n",
        "SHOWN\n\n[HIDDEN]: https://example.com/HIDDEN \"HIDDEN\"\n",
        "SHOWN [a][b]\n\n[b]: /SHOWN\n[b]: /HIDDEN\n",
        "SHOWN\n\n[^1]: HIDDEN, for nothing refers to it\n",
        "SHOWN[^1]\n\n[^1]: SHOWN\n[^1]: HIDDEN, the second\n",
        "SHOWN[^1]\n\n[^1]: SHOWN <!-- HIDDEN -->\n",
        "SHOWN ![alt[^1]](/elsewhere.jpg)\n\n[^1]: HIDDEN, for its picture is not there\n",
        "![SHOWN](https://example.com/HIDDEN.jpg \"HIDDEN\")",
        "SHOWN ![a cat](/media/stood-for.jpg \"HIDDEN Credit: HIDDEN\")",
        "SHOWN ![a cat](/media/there.jpg \"HIDDEN\") within a line",
        "SHOWN\n\n![](/media/there.jpg)\n\n<!-- HIDDEN -->",
        "- SHOWN ![a cat](/media/there.jpg \"HIDDEN\")",
        "[SHOWN[^1]](/x)\n\n[^1]: HIDDEN, for the number in a link leads nowhere\n",
        "[SHOWN[^1]](javascript:x)\n\n[^1]: HIDDEN\n",
        "[SHOWN](javascript:HIDDEN)",
        "```c HIDDEN\nSHOWN\n```",
        "```{.HIDDEN}\nSHOWN\n```",
        "> SHOWN\n>\n> [//]: # (HIDDEN)\n",
        "- SHOWN\n\n  <!-- HIDDEN -->\n- <!-- HIDDEN -->\n",
        "| SHOWN | <!-- HIDDEN --> |\n|---|---|\n| a | b | HIDDEN |\n",
    };
    struct arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        const char *text = public_of(a, sources[i], "");
        if (strstr(text, "HIDDEN") || !strstr(text, "SHOWN"))
            fail_msg("%s\nbecame\n%s", sources[i], text);
    }
    arena_free(a);
}

/* Read again, it is the same text. */
static void what_the_page_shows_is_there(void **state)
{
    static const char *const sources[] = {
        "One *two* **three** ~~four~~ `five` six\\\nseven\neight",
        "## Heading\n\nText\n\n### Another\n\n***\n\nEnd",
        "> A quotation\n>\n> — Ann\n\n> Another",
        "- one\n- two\n  - three\n\n    four\n- five",
        "3. three\n4. four\n\n1. one\n2. two",
        "31. Dezember\n\n1. Januar\n\n* Name changed",
        "5*4 = 20, a_b_c, 2 < 3 & 4 > 1, \\*no\\*, 1\\. no list, \\# no heading, &amp;amp; "
        "[no](link",
        "| a | b |\n|:--|--:|\n| 1 \\| 2 | **3** |\n",
        "```c\nint *x; // <b> & `y`\n```",
        "Bare https://example.com/a_b_c?d=e&f=g and <mailto:a@b.example>.",
        "A note[^1], another[^long].\n\n[^1]: First.\n\n    Its second paragraph.\n[^long]: "
        "*Second*.",
        "Wow![a link](https://example.com/x_(y) \"A \\\"title\\\"\")",
        "\u0645\u0631\u062d\u0628\u0627 **\u0628\u0643\u0645** hello",
    };
    struct arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        const char *text = public_of(a, sources[i], "");
        if (strcmp(plain_of(a, text), plain_of(a, sources[i])) != 0)
            fail_msg("%s\nbecame\n%s", sources[i], text);
    }
    arena_free(a);
}

static void addresses_lead_there_from_anywhere(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    assert_string_equal(public_of(a, "[a](/city/) [b](#p-2) [c](https://example.com/) `](/x)`", ""),
                        "[a](https://p.example/city/) [b](https://p.example/2026/01/s#p-2) "
                        "[c](https://example.com/) `](/x)`\n");
    assert_string_equal(
        public_of(a, "![A cat](/media/there.jpg \"In town. Credit: Bob\")", ""),
        "![A cat](https://p.example/media/there-960.jpg \"In town. Credit: Bob\")\n");
    arena_free(a);
}

static void another_picture_comes_with_its_words(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    assert_string_equal(
        public_of(a, "![A cat](/media/stood-for.jpg \"In town. Credit: Bob\")", ""),
        "![A heron](https://p.example/media/other-960.jpg \"By the lake Credit: Ann\")\n");
    arena_free(a);
}

/* Two texts of one page, each with a note 1. */
static void notes_of_a_second_text_are_told_apart(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    assert_string_equal(public_of(a, "We asked.[^a]\n\n[^a]: In May.", "how-"),
                        "We asked.[^how-1]\n\n[^how-1]:\n    In May.\n");
    arena_free(a);
}

/* What many pieces cost grows with their number, not with its square; a long list goes on counting. */
static void many_pieces_cost_their_number(void **state)
{
    static const struct {
        const char *begin, *piece, *end;
    } texts[] = {
        {"![", "a *b* ", "](/media/there.jpg)"},
        {"", "1. a\n", ""},
        {"", "- a\n", ""},
        {"", "*a* `b` ", ""},
        {"", "x[^1] ", "\n\n[^1]: y"},
        {"", "> a\n\n", ""},
    };
    struct arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buf md;
        buf_init(&md, MARKDOWN_MAX);
        buf_adds(&md, texts[i].begin);
        for (int n = 0; n < 20000; n++)
            buf_adds(&md, texts[i].piece);
        buf_adds(&md, texts[i].end);
        assert_false(md.failed);
        const char *text = public_of(a, md.p, "");
        assert_true(strlen(text) > 20000);
        assert_true(i != 1 || strstr(text, "1000. a\n\n<!-- end list -->\n\n1001. a\n"));
        buf_free(&md);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_page_hides_is_not_there),
        cmocka_unit_test(what_the_page_shows_is_there),
        cmocka_unit_test(addresses_lead_there_from_anywhere),
        cmocka_unit_test(another_picture_comes_with_its_words),
        cmocka_unit_test(notes_of_a_second_text_are_told_apart),
        cmocka_unit_test(many_pieces_cost_their_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
