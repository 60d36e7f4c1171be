/* test_wxr_ahead.c: an export of WordPress whose items are read in a thread: they come in their order, each with its
 * own text, and whoever has enough of them may leave. */
#include "check.h"

#include "import/wxr_export.h"
#include "lib/buf.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define ITEMS 2500 /* more than wait for anybody at a time */

struct paper {
    struct arena *a;
    struct calendar *calendar;
    struct story_files files;
    struct wxr_export *x;
    struct import_source source;
    int fd;
};

static const char head[] = "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\" "
                           "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>"
                           "<wp:base_site_url>https://paper.example</wp:base_site_url>\n";

/* Every fifth is no story, every seventh has a mark that has no form here. */
static const char *write_items(struct arena *a, int n)
{
    struct buf b;
    buf_init(&b, 16 << 20);
    buf_adds(&b, head);
    for (int i = 1; i <= n; i++)
        buf_printf(&b,
                   "<item><title>Number %d</title><content:encoded><![CDATA[<p>Text <em>%d</em>."
                   "%s</p>]]></content:encoded><wp:post_id>%d</wp:post_id>"
                   "<wp:post_date_gmt>2020-01-02 03:04:05</wp:post_date_gmt>"
                   "<wp:status>publish</wp:status><wp:post_type>%s</wp:post_type></item>\n",
                   i, i, i % 7 == 0 ? " [contact-form-7 id=\"1\"]" : "", i,
                   i % 5 == 0 ? "poll" : "post");
    buf_adds(&b, "</channel></rss>");
    const char *xml = arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return xml;
}

static int begin(void **state)
{
    struct arena *a = arena_new();
    struct paper *p = arena_alloc(a, sizeof *p);
    *p = (struct paper){.a = a, .calendar = calendar_open("Etc/UTC", "en-GB")};
    const char *xml = write_items(a, ITEMS), *file, *why = "";
    p->fd = memfd_create("wxr", MFD_CLOEXEC);
    assert_int_equal(write(p->fd, xml, strlen(xml)), (ssize_t)strlen(xml));
    struct strlist paths = {0};
    strlist_add(a, &paths, arena_printf(a, "/proc/self/fd/%d", p->fd));
    p->x = wxr_export_open(a, &paths, &(struct wxr_options){0}, &file, &why);
    if (!p->x)
        fail_msg("%s", why);
    p->files.calendar = p->calendar;
    story_files_begin(&p->files);
    wxr_export_source(p->x, &p->files, &p->source);
    *state = p;
    return 0;
}

static int end(void **state)
{
    struct paper *p = *state;
    wxr_export_close(p->x);
    story_files_end(&p->files);
    calendar_close(p->calendar);
    close(p->fd);
    arena_free(p->a);
    return 0;
}

static enum import_next next(struct paper *p, struct import_item *out)
{
    const char *name = "", *why = "";
    return p->source.next(p->source.ctx, p->a, out, &name, &why);
}

static void expect_all(struct paper *p)
{
    struct import_item item;
    for (int i = 1; i <= ITEMS; i++) {
        if (i % 5 == 0)
            continue;
        assert_int_equal(next(p, &item), IMPORT_NEXT_STORY);
        assert_string_equal(item.story.text.headline, arena_printf(p->a, "Number %d", i));
        assert_string_equal(item.story.text.body, arena_printf(p->a, "Text *%d*.", i));
    }
    assert_int_equal(next(p, &item), IMPORT_NEXT_END);
}

static void items_come_in_their_order_with_their_texts(void **state)
{
    struct paper *p = *state;
    assert_int_equal(p->source.n, ITEMS - ITEMS / 5);
    expect_all(p);
    json_t *forms = json_object_get(p->files.counts.marks, "[contact-form-7]");
    assert_int_equal(json_object_size(forms), ITEMS / 7 - ITEMS / 35);
    assert_int_equal(json_integer_value(json_object_get(forms, "post 7: Number 7")), 1);
    assert_int_equal(json_integer_value(json_object_get(p->files.others, "poll")), ITEMS / 5);
}

/* As a fetch does, which looks through all of it first. */
static void it_may_be_begun_again_in_the_middle(void **state)
{
    struct paper *p = *state;
    struct import_item item;
    for (int i = 0; i < 3; i++)
        assert_int_equal(next(p, &item), IMPORT_NEXT_STORY);
    wxr_export_source(p->x, &p->files, &p->source);
    expect_all(p);
}

static void whoever_has_enough_may_leave(void **state)
{
    struct paper *p = *state;
    struct import_item item;
    assert_int_equal(next(p, &item), IMPORT_NEXT_STORY);
}

static void a_file_that_changes_meanwhile_is_given_up(void **state)
{
    struct paper *p = *state;
    struct import_item item;
    enum import_next got = IMPORT_NEXT_STORY;
    assert_int_equal(ftruncate(p->fd, 40000), 0);
    for (int i = 0; i < ITEMS && got == IMPORT_NEXT_STORY; i++)
        got = next(p, &item);
    assert_int_equal(got, IMPORT_NEXT_BROKEN);
}

int main(void)
{
#define WITH_PAPER(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        WITH_PAPER(items_come_in_their_order_with_their_texts),
        WITH_PAPER(it_may_be_begun_again_in_the_middle),
        WITH_PAPER(whoever_has_enough_may_leave),
        WITH_PAPER(a_file_that_changes_meanwhile_is_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
