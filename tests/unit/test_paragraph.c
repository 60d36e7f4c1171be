/* test_paragraph.c: the paragraphs that a reader can point at, from what the renderer writes. */
#include "check.h"

#include "lib/markdown.h"
#include "lib/paragraph.h"

static bool one_picture(void *ctx, const char *src, struct markdown_image *out)
{
    (void)ctx;
    *out = (struct markdown_image){.src = src, .width = 10, .height = 10};
    return strncmp(src, "/media/", 7) == 0;
}

static const char *render(struct arena *a, const char *md)
{
    const struct markdown_options opt = {.image = one_picture};
    struct buf html;
    buf_init(&html, 1 << 20);
    assert_int_equal(markdown_render(md, strlen(md), &opt, &html, NULL, NULL), MARKDOWN_OK);
    const char *out = arena_dup(a, html.p);
    buf_free(&html);
    return out;
}

static void each_paragraph_has_its_id_and_its_words(void **state)
{
    struct paragraphs p = paragraphs_of(
        *state, render(*state, "One *two* & <b>three</b>\nfour.\n\n## A heading\n\n> Quoted.\n\n"
                               "- item\n- other\n\n1 > 0 [link](https://e.org/?a=1&b=2).\n"));
    assert_int_equal(p.n, 3);
    assert_string_equal(p.v[0].id, "p-1");
    assert_string_equal(p.v[0].text, "One two & three four.");
    assert_string_equal(p.v[1].id, "p-2");
    assert_string_equal(p.v[1].text, "Quoted.");
    assert_string_equal(p.v[2].id, "p-3");
    assert_string_equal(p.v[2].text, "1 > 0 link.");
}

static void a_picture_goes_by_its_caption_or_else_its_description(void **state)
{
    struct paragraphs p = paragraphs_of(
        *state, render(*state, "![A \"crane\" > b](/media/a.jpg \"The crane\")\n\n"
                               "![Two &amp; ships](/media/b.jpg)\n\n![](/media/c.jpg)\n\nEnd.\n"));
    assert_int_equal(p.n, 3);
    assert_string_equal(p.v[0].text, "The crane");
    assert_string_equal(p.v[1].text, "Two & ships");
    assert_string_equal(p.v[2].id, "p-4");
    assert_string_equal(p.v[2].text, "End.");
}

static void what_is_typed_cannot_pass_for_a_paragraph(void **state)
{
    struct paragraphs p =
        paragraphs_of(*state, render(*state, "`<p id=\"p-9\">no</p>` <p id=\"p-8\">yes</p>\n"));
    assert_int_equal(p.n, 1);
    assert_string_equal(p.v[0].id, "p-1");
    assert_string_equal(p.v[0].text, "<p id=\"p-9\">no</p> yes");
}

static void broken_html_gives_what_there_is(void **state)
{
    static const char *const broken[] = {
        "",
        "<",
        "<p id=\"p-1\"",
        "<p id=\"p-1\">open",
        "<p id=\"p-\">x</p>",
        "<p id=\"",
        "<p>x</p>",
        "<figure id=\"p-1\"></p>",
        "<p id=\"p-1\"></p>",
        "<p id=\"x\">x</p>",
        "<p id=\"p-12345678901\">x</p>",
    };
    for (size_t i = 0; i < COUNT(broken); i++)
        assert_int_equal(paragraphs_of(*state, broken[i]).n, 0);
}

static void assert_source(struct arena *a, const char *md, const char *id, const char *want)
{
    struct paragraphs all = paragraphs_of(a, render(a, md));
    struct paragraph_source *of = paragraph_sources(a, md, &all);
    for (size_t i = 0; i < all.n; i++) {
        if (strcmp(all.v[i].id, id) != 0)
            continue;
        if (want)
            assert_string_equal(arena_dupn(a, md + of[i].at, of[i].n), want);
        else
            assert_int_equal(of[i].n, 0);
        return;
    }
    fail_msg("no %s", id);
}

static void a_paragraph_is_found_in_the_text_that_it_was_made_of(void **state)
{
    const char *md =
        "One *two*\nthree.\n\n## A heading\n\n> Quoted.\n\n- item\n\n- other\n\n"
        "Same.\n\n```\nSame.\n\nSame.\n```\n\nSame.\n\nSee [it][x].\n\n[x]: https://e.org";
    assert_source(*state, md, "p-1", "One *two*\nthree.");
    assert_source(*state, md, "p-2", "> Quoted.");
    assert_source(*state, md, "p-3", NULL); /* of a list */
    assert_source(*state, md, "p-5", "Same.");
    assert_source(*state, md, "p-6", "Same.");
    assert_source(*state, md, "p-7", NULL); /* leans on a definition */
    struct paragraphs all = paragraphs_of(*state, render(*state, md));
    struct paragraph_source *of = paragraph_sources(*state, md, &all);
    assert_true(of[5].at > of[4].at + 20); /* the one behind the code, none in it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(each_paragraph_has_its_id_and_its_words),
        WITH_ARENA(a_picture_goes_by_its_caption_or_else_its_description),
        WITH_ARENA(what_is_typed_cannot_pass_for_a_paragraph),
        WITH_ARENA(broken_html_gives_what_there_is),
        WITH_ARENA(a_paragraph_is_found_in_the_text_that_it_was_made_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
