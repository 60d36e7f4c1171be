/* test_unpack.c: archives that somebody sends, and what is found in them. */
#include "check.h"

#include "import/import_open.h"
#include "import/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct given {
    const char *name, *text;
    mode_t type;      /* 0: a plain file */
    const char *link; /* where a link leads */
};

struct bench {
    struct arena *a;
    char folder[64];
    int fd;
    const char *why;
};

static int bench_begin(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    strcpy(b->folder, "/tmp/dateline-unpack-XXXXXX");
    b->a = arena_new();
    if (!mkdtemp(b->folder))
        return -1;
    b->fd = open(b->folder, O_RDONLY | O_DIRECTORY);
    *state = b;
    return 0;
}

static int bench_end(void **state)
{
    struct bench *b = *state;
    bool gone = unpack_remove(AT_FDCWD, b->folder);
    close(b->fd);
    arena_free(b->a);
    free(b);
    return gone ? 0 : -1;
}

/* An archive of these files, in a file without a name. */
static int archive_of(struct bench *b, const struct given *v, size_t n, bool zip, bool gzip)
{
    char path[] = "/tmp/dateline-archive-XXXXXX";
    int fd = mkstemp(path);
    struct archive *to = archive_write_new();
    unlink(path);
    if (zip)
        archive_write_set_format_zip(to);
    else
        archive_write_set_format_pax_restricted(to);
    if (gzip)
        archive_write_add_filter_gzip(to);
    assert_int_equal(archive_write_open_fd(to, fd), ARCHIVE_OK);
    for (size_t i = 0; i < n; i++) {
        struct archive_entry *e = archive_entry_new();
        archive_entry_set_pathname(e, v[i].name);
        archive_entry_set_filetype(e, v[i].type ? v[i].type : AE_IFREG);
        archive_entry_set_perm(e, 0777);
        archive_entry_set_size(e, v[i].text ? (la_int64_t)strlen(v[i].text) : 0);
        if (v[i].link && v[i].type == AE_IFLNK)
            archive_entry_set_symlink(e, v[i].link);
        else if (v[i].link)
            archive_entry_set_hardlink(e, v[i].link);
        archive_write_header(to, e);
        if (v[i].text)
            archive_write_data(to, v[i].text, strlen(v[i].text));
        archive_entry_free(e);
    }
    archive_write_close(to);
    archive_write_free(to);
    (void)b;
    return fd;
}

static bool lay(struct bench *b, int fd, const char *name)
{
    b->why = NULL;
    bool good = unpack_into(b->a, fd, name, b->fd, &unpack_usual, &b->why);
    close(fd);
    return good;
}

static bool there(struct bench *b, const char *name)
{
    return faccessat(b->fd, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static bool finds(struct bench *b, struct import_found *out)
{
    return import_find(b->a, b->folder, out, &b->why);
}

static int plain_file(const char *text)
{
    char path[] = "/tmp/dateline-plain-XXXXXX";
    int fd = mkstemp(path);
    unlink(path);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    return fd;
}

static void an_archive_of_pages_is_laid_into_a_folder_of_its_name(void **state)
{
    struct bench *b = *state;
    struct import_found found;
    const struct given v[] = {{.name = "site/", .type = AE_IFDIR},
                              {.name = "site/2020/a.html", .text = "<p>a"},
                              {.name = "./site/img/b.jpg", .text = "b"},
                              {.name = "site/.git/config", .text = "secret"},
                              {.name = "__MACOSX/site/a.html", .text = "x"}};
    for (int zip = 0; zip < 2; zip++) {
        assert_true(
            lay(b, archive_of(b, v, 5, zip, !zip), zip ? "My paper.ZIP" : "My paper.tar.gz"));
        assert_true(there(b, "My paper/site/2020/a.html"));
        assert_true(there(b, "My paper/site/img/b.jpg"));
        assert_false(there(b, "My paper/site/.git"));
        assert_false(there(b, "My paper/__MACOSX"));
        assert_true(finds(b, &found));
        assert_int_equal(found.form, IMPORT_HTML);
        assert_string_equal(found.root + strlen(b->folder), "/My paper/site");
        assert_true(unpack_remove(b->fd, "My paper"));
        assert_false(there(b, "My paper"));
    }
}

static void nothing_leads_out_of_the_folder(void **state)
{
    struct bench *b = *state;
    const struct given bad[][2] = {
        {{.name = "../a.md", .text = "x"}},
        {{.name = "a/../../b.md", .text = "x"}},
        {{.name = "/tmp/dateline-out.md", .text = "x"}},
        {{.name = "a", .type = AE_IFLNK, .link = "/etc"}, {.name = "a/passwd", .text = "x"}},
        {{.name = "a.md", .text = "x"}, {.name = "b.md", .link = "a.md"}},
        {{.name = "a.md", .text = "x"}, {.name = "a.md", .text = "y"}},
        {{.name = "a", .text = "x"}, {.name = "a/b.md", .text = "y"}},
        {{.name = "f", .type = AE_IFIFO}},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(lay(b, archive_of(b, bad[i], bad[i][1].name ? 2 : 1, false, false), "x.tar"));
        assert_non_null(b->why);
        assert_false(there(b, "../a.md"));
        assert_false(there(b, "../b.md"));
        assert_true(unpack_remove(b->fd, "x"));
    }
    assert_int_equal(access("/tmp/dateline-out.md", F_OK), -1);
}

static void an_archive_is_no_larger_than_it_may_be(void **state)
{
    struct bench *b = *state;
    char *zeros = calloc(1, 3 << 20);
    memset(zeros, 'a', (3 << 20) - 1);
    const struct given v[] = {{.name = "a.md", .text = zeros}, {.name = "b.md", .text = "b"}};
    struct unpack_limits small = {.bytes = 1 << 20, .files = 10};
    int fd = archive_of(b, v, 2, true, false);
    assert_false(unpack_into(b->a, fd, "a.zip", b->fd, &small, &b->why));
    assert_string_equal(b->why, "it is larger than 1 MB when it is unpacked");
    assert_true(unpack_remove(b->fd, "a"));
    small = (struct unpack_limits){.bytes = 8 << 20, .files = 1};
    assert_false(unpack_into(b->a, fd, "a.zip", b->fd, &small, &b->why));
    assert_string_equal(b->why, "the archive holds more than 1 files");
    assert_true(unpack_remove(b->fd, "a"));
    small = (struct unpack_limits){.bytes = 8 << 20, .files = 10, .room = INT64_MAX / 4};
    assert_false(unpack_into(b->a, fd, "a.zip", b->fd, &small, &b->why));
    assert_string_equal(b->why, "there is not enough room on the disk");
    close(fd);
    free(zeros);
}

static void a_file_is_known_by_its_bytes(void **state)
{
    struct bench *b = *state;
    struct import_found found;
    const struct {
        const char *name, *text;
        enum import_form form;
    } files[] = {
        {"a.xml", "<?xml version='1.0'?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">",
         IMPORT_WORDPRESS},
        {"a.json", "{\"db\": [{}]}", IMPORT_GHOST},
        {"../b.json", "{\"version\": \"https://jsonfeed.org/version/1\"}", IMPORT_FEED},
        {"feed", "<feed xmlns=\"http://www.w3.org/2005/Atom\">", IMPORT_FEED},
        {".md", "# A", IMPORT_FORM_MAX},
        {"a.md", "# A", IMPORT_MARKDOWN},
        {"a.xml", "<html></html>", IMPORT_FORM_MAX},
        {"a.jpg", "<rss>", IMPORT_FORM_MAX},
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        assert_true(lay(b, plain_file(files[i].text), files[i].name));
        bool found_one = finds(b, &found);
        assert_int_equal(found_one ? found.form : IMPORT_FORM_MAX, files[i].form);
        const char *names[] = {"a.xml", "a.json", "b.json", "feed", "md", "a.md", "a.jpg"};
        for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
            assert_true(unpack_remove(b->fd, names[k]));
    }
}

static void a_damaged_archive_is_refused(void **state)
{
    struct bench *b = *state;
    const struct given v[] = {{.name = "a.md", .text = "some text that is long enough to be cut"}};
    for (int gzip = 0; gzip < 2; gzip++) {
        int fd = archive_of(b, v, 1, !gzip, gzip);
        off_t n = lseek(fd, 0, SEEK_END);
        assert_int_equal(ftruncate(fd, gzip ? 40 : n / 3), 0);
        assert_false(lay(b, fd, "a.zip"));
        assert_true(unpack_remove(b->fd, "a"));
    }
    assert_false(lay(b, plain_file("PK\3\4 and no more"), "a.zip"));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, bench_begin, bench_end)
    const struct CMUnitTest tests[] = {
        T(an_archive_of_pages_is_laid_into_a_folder_of_its_name),
        T(nothing_leads_out_of_the_folder),
        T(an_archive_is_no_larger_than_it_may_be),
        T(a_file_is_known_by_its_bytes),
        T(a_damaged_archive_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
