/* test_picture.c: pictures of strangers, through the program that decodes them. The fixtures are
 * gradients: large.jpg 2000 x 100, turned.jpg 640 x 200 lying on its side (Exif 6) and with a GPS
 * block, the small ones 120 x 80. */
#include "check.h"
#include "picture_folder.h"

#include "db/picture.h"
#include "db/picture_child.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/contain.h"
#include "lib/dateline.h"
#include "lib/image.h"
#include "lib/token.h"

#include <fts.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIXTURES "tests/fixtures/pictures/"

struct room {
    struct arena *arena;
    struct picture_folder place;
    struct buf bytes;
    struct picture made;
    const char *credit;
};

static int begin(void **state)
{
    struct room *r = calloc(1, sizeof *r);
    assert_true(token_init());
    r->arena = arena_new();
    buf_init(&r->bytes, 1 << 20);
    picture_folder_make(&r->place);
    *state = r;
    return 0;
}

static int end(void **state)
{
    struct room *r = *state;
    picture_folder_remove(&r->place);
    buf_free(&r->bytes);
    arena_free(r->arena);
    free(r);
    return 0;
}

static void load(struct room *r, const char *path)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    buf_clear(&r->bytes);
    for (int c; (c = fgetc(f)) != EOF;)
        buf_addc(&r->bytes, (char)c);
    fclose(f);
}

static enum picture_status make(struct room *r)
{
    const struct picture_source from = {
        .bytes = r->bytes.p, .n = r->bytes.len, .credit = r->credit};
    return picture_folder_store(&r->place, r->arena, &from, &r->made);
}

static size_t files_left(const struct room *r)
{
    size_t n = 0;
    char *roots[] = {(char *)r->place.path, NULL};
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    for (FTSENT *e; (e = fts_read(walk));)
        n += e->fts_info == FTS_F || (e->fts_info == FTS_D && e->fts_name[0] == '.');
    fts_close(walk);
    return n;
}

static void a_large_picture_has_three_widths_in_two_formats(void **state)
{
    static const int widths[] = {480, 960, 1600};
    struct room *r = *state;
    size_t seen = 0;
    load(r, FIXTURES "large.jpg");
    assert_int_equal(make(r), PICTURE_OK);
    assert_int_equal(r->made.n, 6);
    assert_int_equal(r->made.width, 1600);
    assert_int_equal(r->made.height, 80);
    assert_string_equal(r->made.folder, "2026/01");
    for (size_t w = 0; w < COUNT(widths); w++)
        for (size_t i = 0; i < r->made.n; i++)
            seen += r->made.files[i].width == widths[w];
    assert_int_equal(seen, 6);
    assert_int_equal(files_left(r), 6);
}

static void every_file_is_what_its_row_will_say(void **state)
{
    struct room *r = *state;
    load(r, FIXTURES "large.jpg");
    assert_int_equal(make(r), PICTURE_OK);
    for (size_t i = 0; i < r->made.n; i++) {
        const struct picture_file *f = &r->made.files[i];
        char path[200], hash[TOKEN_HASH_SIZE];
        struct stat st;
        snprintf(path, sizeof path, "%s/%s", r->place.path, f->path);
        load(r, path);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 07777, 0640);
        assert_int_equal(r->bytes.len, f->bytes);
        token_sha256(r->bytes.p, r->bytes.len, hash);
        assert_string_equal(hash, f->sha256);
        assert_int_equal(image_sniff(r->bytes.p, r->bytes.len),
                         f->format[0] == 'j' ? IMAGE_JPEG : IMAGE_WEBP);
    }
}

static void a_small_picture_is_not_blown_up(void **state)
{
    struct room *r = *state;
    static const char *const names[] = {"small.png",  "small.webp", "small.avif",
                                        "small.heic", "anim.gif",   "anim.webp"};
    for (size_t i = 0; i < COUNT(names); i++) {
        char path[100];
        snprintf(path, sizeof path, FIXTURES "%s", names[i]);
        load(r, path);
        assert_int_equal(make(r), PICTURE_OK);
        assert_int_equal(r->made.moves, strncmp(names[i], "anim", 4) == 0);
        assert_int_equal(r->made.n, 2);
        assert_int_equal(r->made.width, 120);
        assert_int_equal(r->made.height, 80);
    }
}

static void a_turned_picture_stands_upright_and_says_nothing_of_where_it_was_taken(void **state)
{
    struct room *r = *state;
    load(r, FIXTURES "turned.jpg");
    assert_non_null(memmem(r->bytes.p, r->bytes.len, "Exif", 4));
    assert_int_equal(make(r), PICTURE_OK);
    assert_int_equal(r->made.width, 200);
    assert_int_equal(r->made.height, 640);
    for (size_t i = 0; i < r->made.n; i++) {
        char path[200];
        snprintf(path, sizeof path, "%s/%s", r->place.path, r->made.files[i].path);
        load(r, path);
        assert_null(memmem(r->bytes.p, r->bytes.len, "Exif", 4));
        assert_null(memmem(r->bytes.p, r->bytes.len, "EXIF", 4));
        assert_null(memmem(r->bytes.p, r->bytes.len, "XMP", 3));
    }
}

/* What the renditions say of themselves. */
static void assert_written(struct room *r, enum photo_property property, const char *value)
{
    for (size_t i = 0; i < r->made.n; i++) {
        char path[200];
        struct photo p = {{NULL}};
        snprintf(path, sizeof path, "%s/%s", r->place.path, r->made.files[i].path);
        load(r, path);
        photo_find_xmp(r->arena, r->bytes.p, r->bytes.len, &p);
        assert_string_equal(p.v[property] ? p.v[property] : "nothing", value);
        static const char *const secrets[] = {"S3R1AL", "Canon", "R5",   "GPS",
                                              "Exif",   "EXIF",  "8BIM", "Portree"};
        for (size_t j = 0; j < COUNT(secrets); j++)
            if (memmem(r->bytes.p, r->bytes.len, secrets[j], strlen(secrets[j])))
                fail_msg("%s has %s", path, secrets[j]);
    }
}

/* rights.jpg says all of it in XMP, other things in IIM and Exif, and where and with what it was
 * taken. */
static void a_picture_keeps_its_maker_and_rights_and_loses_place_and_camera(void **state)
{
    static const char *const said[PHOTO_PROPERTY_MAX] = {
        [PHOTO_CREATOR] = "J\u00F6ss Pellew",
        [PHOTO_CREDIT] = "Pellew & Co/AFP",
        [PHOTO_COPYRIGHT] = "\u00A9 2026 Pellew",
        [PHOTO_LICENSE] = "https://example.org/licence?a=1&b=2",
        [PHOTO_ACQUIRE] = "https://example.org/buy",
        [PHOTO_SOURCE] = "trainedAlgorithmicMedia",
        [PHOTO_CAPTION] = "A harbour at dawn.",
        [PHOTO_ALT] = "Boats at a quay",
    };
    struct room *r = *state;
    load(r, FIXTURES "rights.jpg");
    assert_non_null(memmem(r->bytes.p, r->bytes.len, "S3R1AL", 6));
    assert_int_equal(make(r), PICTURE_OK);
    assert_int_equal(r->made.n, 2);
    for (int i = 0; i < PHOTO_PROPERTY_MAX; i++)
        assert_string_equal(r->made.photo.v[i] ? r->made.photo.v[i] : "nothing", said[i]);
    for (int i = 0; i < PHOTO_CAPTION; i++)
        assert_written(r, (enum photo_property)i, said[i]);
}

static void the_editors_credit_goes_into_the_renditions_in_place_of_the_files(void **state)
{
    struct room *r = *state;
    load(r, FIXTURES "rights.jpg");
    r->credit = " \"Reuters\"\n& Co ";
    assert_int_equal(make(r), PICTURE_OK);
    assert_string_equal(r->made.photo.v[PHOTO_CREDIT], "Pellew & Co/AFP");
    assert_written(r, PHOTO_CREDIT, "\"Reuters\" & Co");
    load(r, FIXTURES "small.heic");
    assert_int_equal(make(r), PICTURE_OK);
    assert_written(r, PHOTO_CREDIT, "\"Reuters\" & Co");
}

static void a_telephones_picture_that_cannot_be_read_is_named_as_one(void **state)
{
    struct room *r = *state;
    load(r, FIXTURES "small.heic");
    r->bytes.len /= 2;
    assert_int_equal(make(r), PICTURE_HEIC);
    assert_int_equal(files_left(r), 0);
}

static void a_picture_with_a_page_behind_it_loses_the_page(void **state)
{
    struct room *r = *state;
    load(r, FIXTURES "large.jpg");
    buf_adds(&r->bytes, "<!DOCTYPE html><script>alert(1)</script>");
    assert_int_equal(make(r), PICTURE_OK);
    for (size_t i = 0; i < r->made.n; i++) {
        char path[200];
        snprintf(path, sizeof path, "%s/%s", r->place.path, r->made.files[i].path);
        load(r, path);
        assert_null(memmem(r->bytes.p, r->bytes.len, "<script", 7));
    }
}

static void what_is_no_picture_is_refused_and_leaves_nothing(void **state)
{
    struct room *r = *state;
    static const char *const texts[] = {
        "Just a text.",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>",
        "%PDF-1.7\n",
        "GIF89a and then nothing of the kind",
        "\xFF\xD8\xFF\xE0 a lie",
        "\x89PNG\r\n\x1A\n a lie",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        buf_clear(&r->bytes);
        buf_adds(&r->bytes, texts[i]);
        assert_int_equal(make(r), PICTURE_NOT_A_PICTURE);
    }
    buf_clear(&r->bytes);
    assert_int_equal(make(r), PICTURE_NOT_A_PICTURE);
    assert_int_equal(files_left(r), 0);
}

static void a_file_cut_short_is_refused(void **state)
{
    struct room *r = *state;
    static const char *const names[] = {"large.jpg", "small.png", "small.webp", "small.avif"};
    for (size_t i = 0; i < COUNT(names); i++) {
        char path[100];
        snprintf(path, sizeof path, FIXTURES "%s", names[i]);
        load(r, path);
        r->bytes.len /= 2;
        assert_int_equal(make(r), PICTURE_NOT_A_PICTURE);
    }
    assert_int_equal(files_left(r), 0);
}

/* The header of a PNG of 30,000 x 30,000 pixels (PNG 3rd edition, 11.2.1), checksum and all. */
static void a_picture_of_too_many_pixels_is_refused_by_its_header(void **state)
{
    struct room *r = *state;
    static const char head[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x01\0\0\0\0"
                               "\x4E\x5C\xC5\x17"
                               "\0\0\0\x09"
                               "IDAT\x78\x9C\x63\0\0\0\x01\0\x01";
    buf_clear(&r->bytes);
    buf_add(&r->bytes, head, sizeof head - 1);
    int64_t before = dateline_now();
    assert_int_equal(make(r), PICTURE_TOO_LARGE);
    assert_true(dateline_now() - before < 3000);
    assert_int_equal(files_left(r), 0);
}

static void without_its_helper_it_fails_and_says_so(void **state)
{
    struct room *r = *state;
    load(r, FIXTURES "small.png");
    snprintf(r->place.helper, sizeof r->place.helper, "/nonexistent/dateline-image");
    assert_int_equal(make(r), PICTURE_FAILED);
    assert_int_equal(files_left(r), 0);
}

/* The stand-in, told what to do. */
static enum picture_status stand_in(struct room *r, const char *task)
{
    load(r, FIXTURES "small.png");
    picture_folder_stand_in(&r->place);
    r->credit = task;
    return make(r);
}

static void a_helper_that_lies_is_not_believed(void **state)
{
    struct room *r = *state;
    static const char *const lies[] = {"say jpeg 960 540",  "say jpeg ../x 1", "say jpeg 99999 1",
                                       "say tiff 1 1",      "say jpeg 1",      "say ",
                                       "say about price 1", "say about",       "say moves"};
    for (size_t i = 0; i < COUNT(lies); i++) {
        enum picture_status st = stand_in(r, lies[i]);
        assert_true(st == PICTURE_FAILED || st == PICTURE_DISK);
        assert_int_equal(files_left(r), 0);
    }
}

static void a_helper_that_says_too_much_ends_before_its_time_is_over(void **state)
{
    struct room *r = *state;
    int64_t start = clock_monotonic_ms();
    assert_int_equal(stand_in(r, "flood"), PICTURE_FAILED);
    assert_true(clock_monotonic_ms() - start < PICTURE_WALL_MS / 2);
    assert_int_equal(files_left(r), 0);
}

static void a_helper_that_reaches_a_limit_was_too_costly(void **state)
{
    struct room *r = *state;
    r->place.limits = (struct picture_limits){.wall_ms = 300};
    assert_int_equal(stand_in(r, "sleep"), PICTURE_TOO_COSTLY);
    r->place.limits = (struct picture_limits){.cpu_seconds = 1};
    assert_int_equal(stand_in(r, "spin"), PICTURE_TOO_COSTLY);
    assert_int_equal(files_left(r), 0);
}

/* What the stand-in said: how many of its ways out were closed, and which were not. */
static void assert_denied(struct room *r, const char *task, const char *all)
{
    assert_int_equal(stand_in(r, task), PICTURE_OK);
    assert_string_equal(r->made.photo.v[PHOTO_ALT], all);
    assert_null(r->made.photo.v[PHOTO_CAPTION]);
}

static void a_helper_that_was_taken_over_gets_at_no_file(void **state)
{
    struct room *r = *state;
    if (contain_lacks() && strstr(contain_lacks(), "Landlock"))
        skip();
    FILE *f = fopen(arena_printf(r->arena, "%s/dateline.db", r->place.path), "w");
    fclose(f);
    assert_int_equal(mkdir(arena_printf(r->arena, "%s/folder", r->place.path), 0700), 0);
    assert_denied(r, "files", "19 of 19 denied.");
}

static void a_helper_that_was_taken_over_gets_at_no_process_and_no_network(void **state)
{
    struct room *r = *state;
    if (contain_lacks() && strstr(contain_lacks(), "seccomp"))
        skip();
    FILE *f = fopen(arena_printf(r->arena, "%s/dateline.db", r->place.path), "w");
    fclose(f);
    assert_denied(r, "calls", "56 of 56 denied.");
}

static void a_made_picture_can_be_taken_away_again(void **state)
{
    struct room *r = *state;
    load(r, FIXTURES "small.png");
    assert_int_equal(make(r), PICTURE_OK);
    picture_remove(r->place.fd, &r->made);
    assert_int_equal(files_left(r), 0);
}

#define IN_A_ROOM(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_ROOM(a_large_picture_has_three_widths_in_two_formats),
        IN_A_ROOM(every_file_is_what_its_row_will_say),
        IN_A_ROOM(a_small_picture_is_not_blown_up),
        IN_A_ROOM(a_turned_picture_stands_upright_and_says_nothing_of_where_it_was_taken),
        IN_A_ROOM(a_picture_keeps_its_maker_and_rights_and_loses_place_and_camera),
        IN_A_ROOM(the_editors_credit_goes_into_the_renditions_in_place_of_the_files),
        IN_A_ROOM(a_telephones_picture_that_cannot_be_read_is_named_as_one),
        IN_A_ROOM(a_picture_with_a_page_behind_it_loses_the_page),
        IN_A_ROOM(what_is_no_picture_is_refused_and_leaves_nothing),
        IN_A_ROOM(a_file_cut_short_is_refused),
        IN_A_ROOM(a_picture_of_too_many_pixels_is_refused_by_its_header),
        IN_A_ROOM(without_its_helper_it_fails_and_says_so),
        IN_A_ROOM(a_helper_that_lies_is_not_believed),
        IN_A_ROOM(a_helper_that_says_too_much_ends_before_its_time_is_over),
        IN_A_ROOM(a_helper_that_reaches_a_limit_was_too_costly),
        IN_A_ROOM(a_helper_that_was_taken_over_gets_at_no_file),
        IN_A_ROOM(a_helper_that_was_taken_over_gets_at_no_process_and_no_network),
        IN_A_ROOM(a_made_picture_can_be_taken_away_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
