/* test_genre.c: what sort of work a text is, where it was reported from and how: words of a revision like
 * all others, which readers see when they are published and no sooner. */
#include "texts_test.h"

#include "db/genre.h"

#include <string.h>

#define HOW "We rode along.\n\n* Two drivers\n* [The log](https://bus.example/log)"

static struct story_view read_story(struct site *t, int64_t id, int number, int64_t now)
{
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, number, now, &v), STORE_OK);
    return v;
}

static struct card listed(struct site *t, int64_t id, int64_t now)
{
    struct card c;
    assert_int_equal(story_card(t->s, t->a, id, now, &c), STORE_OK);
    return c;
}

static struct story_save opinion(const char *headline)
{
    struct story_save in = new_story(headline);
    in.text.genre = GENRE_OPINION;
    in.text.place_line = "  Berlin ";
    in.text.how_reported = "\n\n" HOW "\n";
    in.action = STORY_PUBLISH;
    return in;
}

static void each_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (enum story_genre g = GENRE_NEWS; g < GENRE_MAX; g++)
        assert_int_equal(story_genre_find(story_genre_name(g)), g);
    assert_int_equal(story_genre_find("gossip"), GENRE_MAX);
    assert_int_equal(story_genre_find(NULL), GENRE_MAX);
    assert_string_equal(story_genre_name(GENRE_MAX), "");
}

static void a_revision_says_what_was_saved(void **state)
{
    struct site *t = *state;
    struct story_save in = opinion("Quiet water");
    int64_t id = save(t, &in, T0).story_id;
    struct story_view v = read_story(t, id, 0, T0);
    assert_int_equal(v.revision.text.genre, GENRE_OPINION);
    assert_string_equal(v.revision.text.place_line, "Berlin");
    assert_string_equal(v.revision.text.how_reported, HOW);
    assert_non_null(strstr(v.revision.how_html, "<p id=\"how-p-1\">We rode along.</p>"));
    assert_non_null(strstr(v.revision.how_html, "<a href=\"https://bus.example/log\">The log</a>"));
    assert_null(strstr(v.revision.plain, "rode")); /* no part of the text */
    assert_int_equal(listed(t, id, T0).genre, GENRE_OPINION);
    assert_int_equal(verify(t), 0);
}

static void each_of_them_makes_another_text(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    for (int field = 0; field < 3; field++) {
        struct story_save in = publishing(t, NULL, id, NAMED_LIVE, T0 + HOUR, NULL);
        if (field == 0)
            in.text.genre = GENRE_ANALYSIS;
        else if (field == 1)
            in.text.place_line = "Berlin";
        else
            in.text.how_reported = HOW;
        assert_false(save(t, &in, T0 + HOUR).unchanged);
    }
    assert_int_equal(story_now(t, id, T0 + HOUR).live, 4);
    struct story_save same = publishing(t, NULL, id, NAMED_LIVE, T0 + HOUR, NULL);
    assert_true(save(t, &same, T0 + HOUR).unchanged);
    assert_int_equal(verify(t), 0);
}

static void what_waits_says_nothing_yet(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = publishing(t, NULL, id, NAMED_LIVE, T0 + 1, NULL);
    in.text.genre = GENRE_SATIRE;
    in.text.how_reported = "It is made up.";
    in.go_live_at = T0 + DAY;
    save(t, &in, T0 + 1);
    const char *path = story_now(t, id, T0 + 1).path;
    struct story_view v;
    enum story_found found;
    const char *moved;
    assert_int_equal(story_by_path(t->s, t->a, path, T0 + DAY - 1, &found, &v, &moved), STORE_OK);
    assert_int_equal(v.revision.text.genre, GENRE_NEWS);
    assert_string_equal(v.revision.how_html, "");
    assert_int_equal(listed(t, id, T0 + DAY - 1).genre, GENRE_NEWS);
    assert_int_equal(story_by_path(t->s, t->a, path, T0 + DAY, &found, &v, &moved), STORE_OK);
    assert_int_equal(v.revision.text.genre, GENRE_SATIRE);
    assert_non_null(strstr(v.revision.how_html, "made up"));
    assert_int_equal(listed(t, id, T0 + DAY).genre, GENRE_SATIRE);
}

static void a_page_is_no_piece_of_work(void **state)
{
    struct site *t = *state;
    struct story_save in = opinion("About us");
    in.kind = STORY_PAGE;
    int64_t id = save(t, &in, T0).story_id;
    struct story_view v = read_story(t, id, 0, T0);
    assert_int_equal(v.revision.text.genre, GENRE_NEWS);
    assert_string_equal(v.revision.text.place_line, "");
    assert_string_equal(v.revision.text.how_reported, "");
    assert_string_equal(v.revision.how_html, "");
}

static void what_is_too_long_or_too_deep_is_refused_beside_its_field(void **state)
{
    struct site *t = *state;
    char many[2100], deep[400];
    struct story_saved out;
    memset(many, 'a', sizeof many - 1);
    many[sizeof many - 1] = '\0';
    memset(deep, '>', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    struct story_save in = opinion("Quiet water");
    in.text.how_reported = many;
    in.text.place_line = many;
    assert_int_equal(try_save(t, &in, T0, &out), STORE_REFUSED);
    assert_problem(t, "how_reported");
    assert_problem(t, "place_line");
    in = opinion("Quiet water");
    in.text.how_reported = deep;
    assert_refused(t, &in, T0, "how_reported");
    in = opinion("Quiet water");
    in.text.genre = GENRE_MAX;
    assert_refused(t, &in, T0, "genre");
}

static void links_of_what_was_paid_for_say_so_and_none_of_the_papers_own(void **state)
{
    struct site *t = *state;
    struct story_save in = opinion("Quiet water");
    in.text.body = "[Buy](https://shop.example/a) https://shop.example/b [us](/news/)"
                   " [about](https://news.example.org/about) <mailto:a@shop.example>";
    int64_t id = save(t, &in, T0).story_id;
    const char *free_of = read_story(t, id, 0, T0).revision.body_html;
    assert_null(strstr(free_of, "rel="));
    in = publishing(t, NULL, id, NAMED_LIVE, T0 + 1, NULL);
    in.text.genre = GENRE_SPONSORED;
    save(t, &in, T0 + 1);
    struct story_view v = read_story(t, id, 0, T0 + 1);
    const char *html = v.revision.body_html;
    assert_non_null(strstr(html, "<a href=\"https://shop.example/a\" rel=\"sponsored\">Buy</a>"));
    assert_non_null(strstr(html, "<a href=\"https://shop.example/b\" rel=\"sponsored\">"));
    assert_non_null(strstr(html, "<a href=\"/news/\">us</a>"));
    assert_non_null(strstr(html, "<a href=\"mailto:a@shop.example\">"));
    assert_non_null(strstr(v.revision.how_html, "/log\" rel=\"sponsored\">"));
}

static void a_note_and_a_heading_beside_the_text_have_ids_of_their_own(void **state)
{
    struct site *t = *state;
    struct story_save in = opinion("Quiet water");
    in.text.body = "A text.[^1]\n\n## More\n\n[^1]: A note.";
    in.text.how_reported = "A word.[^1]\n\n## More\n\n[up](#more)\n\n[^1]: Another.";
    int64_t id = save(t, &in, T0).story_id;
    const char *html = read_story(t, id, 0, T0).revision.how_html;
    assert_non_null(strstr(html, "href=\"#how-fn-1\" id=\"how-fnref-1\""));
    assert_non_null(strstr(html, "<li id=\"how-fn-1\">"));
    assert_non_null(strstr(html, "href=\"#how-fnref-1\""));
    assert_non_null(strstr(html, "<h2 id=\"how-h-more\">"));
    assert_non_null(strstr(html, "href=\"#how-h-more\""));
    assert_null(strstr(html, "\"p-"));
}

static void a_link_there_that_leads_nowhere_is_named(void **state)
{
    struct site *t = *state;
    struct story_text text = {
        .lang = "", .body = "[a](/2026/01/gone)", .how_reported = "[b](/2026/01/gone-too)"};
    struct strlist nowhere;
    assert_int_equal(story_links_nowhere(t->s, t->a, &text, &nowhere), STORE_OK);
    assert_int_equal(nowhere.n, 2);
    assert_string_equal(nowhere.v[1], "/2026/01/gone-too");
}

static void how_far_a_draft_is_counts_its_words_too(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = save_of(t, id, NAMED_LIVE, T0 + 1, NULL);
    in.by = by;
    in.text.how_reported = "We rode along.";
    save(t, &in, T0 + 1);
    assert_int_equal(texts_of(t, id, by, T0 + 1).v[NAMED_DRAFT].words, 3);
    int words;
    assert_int_equal(story_words_ahead(t->s, t->a, id, &in.text, T0 + 1, &words), STORE_OK);
    assert_int_equal(words, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(each_has_a_name_of_its_own),
        sited(a_revision_says_what_was_saved),
        sited(each_of_them_makes_another_text),
        sited(what_waits_says_nothing_yet),
        sited(a_page_is_no_piece_of_work),
        sited(what_is_too_long_or_too_deep_is_refused_beside_its_field),
        sited(links_of_what_was_paid_for_say_so_and_none_of_the_papers_own),
        sited(a_note_and_a_heading_beside_the_text_have_ids_of_their_own),
        sited(a_link_there_that_leads_nowhere_is_named),
        sited(how_far_a_draft_is_counts_its_words_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
