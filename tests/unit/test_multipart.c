/* test_multipart.c: forms with files (RFC 7578). */
#include "check.h"

#include "cgi/http/multipart.h"

#define TYPE "multipart/form-data; boundary=XyZ"
#define DISPOSITION "Content-Disposition: form-data; "

struct parsed {
    struct fields form;
    struct uploads files;
};

static enum form_status parse_n(void **state, const char *type, const char *body, size_t n,
                                struct parsed *out)
{
    return multipart_parse(*state, type, body, n, &out->form, &out->files);
}

static enum form_status parse(void **state, const char *body, struct parsed *out)
{
    return parse_n(state, TYPE, body, strlen(body), out);
}

static void values_and_files_are_told_apart(void **state)
{
    struct parsed p;
    const char *body = "--XyZ\r\n" DISPOSITION "name=\"headline\"\r\n\r\nOne\r\ntwo\r\n"
                       "--XyZ\r\n" DISPOSITION "name=\"hero\"; filename=\"a.jpg\"\r\n"
                       "Content-Type: image/jpeg\r\n\r\n\xff\xd8\r\n--Xy\r\n"
                       "--XyZ--\r\n";
    assert_int_equal(parse(state, body, &p), FORM_OK);
    assert_int_equal(p.form.n, 1);
    assert_string_equal(fields_get(&p.form, "headline"), "One\r\ntwo");
    assert_int_equal(p.files.n, 1);
    assert_string_equal(p.files.v[0].name, "hero");
    assert_string_equal(p.files.v[0].filename, "a.jpg");
    assert_int_equal(p.files.v[0].n, 8);
    assert_memory_equal(p.files.v[0].bytes, "\xff\xd8\r\n--Xy", 8);
}

static void empty_values_are_kept_and_empty_file_fields_are_not(void **state)
{
    struct parsed p;
    const char *body = "--XyZ\r\n" DISPOSITION "name=a\r\n\r\n\r\n"
                       "--XyZ\r\n" DISPOSITION "name=\"f\"; filename=\"\"\r\n"
                       "Content-Type: application/octet-stream\r\n\r\n\r\n"
                       "--XyZ--";
    assert_int_equal(parse(state, body, &p), FORM_OK);
    assert_int_equal(p.form.n, 1);
    assert_string_equal(fields_get(&p.form, "a"), "");
    assert_int_equal(p.files.n, 0);
}

static void an_empty_form_is_a_form(void **state)
{
    struct parsed p;
    assert_int_equal(parse(state, "--XyZ--\r\n", &p), FORM_OK);
    assert_int_equal(p.form.n + p.files.n, 0);
}

static void text_before_the_first_part_is_skipped(void **state)
{
    struct parsed p;
    const char *body = "preamble\r\n--XyZ\r\n" DISPOSITION "name=\"a\"\r\n\r\n1\r\n--XyZ--";
    assert_int_equal(parse(state, body, &p), FORM_OK);
    assert_string_equal(fields_get(&p.form, "a"), "1");
}

static void a_line_that_only_begins_like_the_boundary_is_content(void **state)
{
    struct parsed p;
    const char *body = "--XyZ\r\n" DISPOSITION "name=\"a\"\r\n\r\nx\r\n--XyZZ\r\ny\r\n--XyZ--";
    assert_int_equal(parse(state, body, &p), FORM_OK);
    assert_string_equal(fields_get(&p.form, "a"), "x\r\n--XyZZ\r\ny");
}

static void folders_are_cut_from_file_names(void **state)
{
    struct parsed p;
    const char *body =
        "--XyZ\r\n" DISPOSITION "name=\"f\"; filename=\"C:\\\\up\\\\a %22b%22.png\"\r\n\r\n1\r\n"
        "--XyZ\r\n" DISPOSITION "name=\"g\"; filename=\"../../etc/passwd\"\r\n\r\n1\r\n--XyZ--";
    assert_int_equal(parse(state, body, &p), FORM_OK);
    assert_string_equal(p.files.v[0].filename, "a \"b\".png");
    assert_string_equal(p.files.v[1].filename, "passwd");
}

static void a_file_name_is_not_taken_for_the_name(void **state)
{
    struct parsed p;
    const char *body =
        "--XyZ\r\n" DISPOSITION "filename=\"x; name=y\"; name=\"z\"\r\n\r\n1\r\n--XyZ--";
    assert_int_equal(parse(state, body, &p), FORM_OK);
    assert_string_equal(p.files.v[0].name, "z");
    assert_string_equal(p.files.v[0].filename, "x; name=y");
}

static void broken_bodies_are_malformed(void **state)
{
    static const char *const bad[] = {
        "",
        "--XyZ",
        "--XyZ\r\n",
        "--Other\r\n\r\n",
        "--XyZ\r\n" DISPOSITION "name=\"a\"\r\n\r\n1",              /* never ends */
        "--XyZ\r\n" DISPOSITION "name=\"a\"\r\n\r\n1\r\n--XyZ\r\n", /* nor this */
        "--XyZ\r\nContent-Type: text/plain\r\n\r\n1\r\n--XyZ--",    /* no name */
        "--XyZ\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--XyZ--",
        "--XyZ\r\n" DISPOSITION "name=\"a\r\n\r\n1\r\n--XyZ--", /* open quote */
        "--XyZ\r\n" DISPOSITION "name=\"a\"",                   /* headers never end */
    };
    struct parsed p;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(parse(state, bad[i], &p), FORM_MALFORMED);
}

static void boundaries_are_checked(void **state)
{
    static const char *const bad[] = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=a<b",
        "multipart/form-data; boundary=\"a ",
        "multipart/form-data; boundary=0123456789012345678901234567890123456789"
        "0123456789012345678901234567890",
    };
    struct parsed p;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(parse_n(state, bad[i], "--\r\n", 4, &p), FORM_MALFORMED);
    assert_int_equal(
        parse_n(state, "multipart/form-data; charset=utf-8; Boundary=\"a b\"", "--a b--", 7, &p),
        FORM_OK);
}

static void values_must_be_text_and_files_need_not(void **state)
{
    struct parsed p;
    assert_int_equal(parse(state, "--XyZ\r\n" DISPOSITION "name=\"a\"\r\n\r\n\xff\r\n--XyZ--", &p),
                     FORM_NOT_UTF8);
    assert_int_equal(parse(state, "--XyZ\r\n" DISPOSITION "name=\"\xff\"\r\n\r\n1\r\n--XyZ--", &p),
                     FORM_NOT_UTF8);
    static const char nul[] = "--XyZ\r\n" DISPOSITION "name=\"a\"\r\n\r\n1\0"
                              "2\r\n--XyZ--";
    assert_int_equal(parse_n(state, TYPE, nul, sizeof nul - 1, &p), FORM_NOT_UTF8);
}

/* A body of that many fields, files and file fields that were left empty, in this order. */
static enum form_status parse_many(void **state, size_t fields, size_t files, size_t empty)
{
    struct buf body;
    struct parsed p;
    buf_init(&body, 1 << 20);
    for (size_t i = 0; i < fields; i++)
        buf_adds(&body, "--XyZ\r\n" DISPOSITION "name=\"a\"\r\n\r\n1\r\n");
    for (size_t i = 0; i < files; i++)
        buf_adds(&body, "--XyZ\r\n" DISPOSITION "name=\"f\"; filename=\"x.png\"\r\n\r\n1\r\n");
    for (size_t i = 0; i < empty; i++)
        buf_adds(&body, "--XyZ\r\n" DISPOSITION "name=\"f\"; filename=\"\"\r\n\r\n\r\n");
    buf_adds(&body, "--XyZ--");
    assert_false(body.failed);
    enum form_status st = parse_n(state, TYPE, body.p, body.len, &p);
    if (st == FORM_OK) {
        assert_int_equal(p.form.n, fields);
        assert_int_equal(p.files.n, files);
    }
    buf_free(&body);
    return st;
}

static void five_hundred_parts_are_taken_and_not_one_more(void **state)
{
    assert_int_equal(MULTIPART_PARTS_MAX, 500);
    assert_int_equal(parse_many(state, 500, 0, 0), FORM_OK);
    assert_int_equal(parse_many(state, 501, 0, 0), FORM_TOO_MANY);
    assert_int_equal(parse_many(state, 0, 500, 0), FORM_OK);
    assert_int_equal(parse_many(state, 0, 501, 0), FORM_TOO_MANY);
    assert_int_equal(parse_many(state, 200, 200, 100), FORM_OK);
    assert_int_equal(parse_many(state, 300, 201, 0), FORM_TOO_MANY);
    assert_int_equal(parse_many(state, 200, 200, 101), FORM_TOO_MANY);
    assert_int_equal(parse_many(state, 0, 0, 501), FORM_TOO_MANY);
}

/* ---- Without its files ----------------------------------------------------------------------- */

/* The body in pieces of that size, its text capped. */
static bool thinned(void **state, const char *body, size_t n, size_t piece, size_t cap,
                    struct parsed *out)
{
    struct buf text;
    buf_init(&text, cap);
    struct multipart_strip *t = multipart_strip_new(*state, TYPE, &text);
    for (size_t at = 0; at < n; at += piece)
        multipart_strip_add(t, body + at, n - at < piece ? n - at : piece);
    bool done = multipart_strip_end(t);
    char *kept = arena_dupn(*state, text.p, text.len);
    if (done)
        assert_int_equal(parse_n(state, TYPE, kept, text.len, out), FORM_OK);
    buf_free(&text);
    return done;
}

static void a_form_without_its_files_has_the_same_text(void **state)
{
    static const char body[] =
        "--XyZ\r\n" DISPOSITION "name=\"headline\"\r\n\r\nOne\r\n--Xy\r\ntwo\r\n"
        "--XyZ\r\n" DISPOSITION "name=\"hero\"; filename=\"a.jpg\"\r\n"
        "Content-Type: image/jpeg\r\n\r\n\xff\xd8\0\r\n--Xy\r\n\r\n\r\n--Xy\r\n"
        "--XyZ\r\n" DISPOSITION "name=\"empty\"\r\n\r\n\r\n"
        "--XyZ\r\n" DISPOSITION "name=\"none\"; filename=\"\"\r\n\r\n\r\n"
        "--XyZ\r\n" DISPOSITION "name=\"body\"\r\n\r\nName a filename=\"x\" here.\r\n"
        "--XyZ--\r\n";
    for (size_t piece = 1; piece <= sizeof body; piece++) {
        struct parsed p;
        assert_true(thinned(state, body, sizeof body - 1, piece, 4096, &p));
        assert_int_equal(p.form.n, 3);
        assert_string_equal(fields_get(&p.form, "headline"), "One\r\n--Xy\r\ntwo");
        assert_string_equal(fields_get(&p.form, "empty"), "");
        assert_string_equal(fields_get(&p.form, "body"), "Name a filename=\"x\" here.");
        assert_int_equal(p.files.n, 1);
        assert_string_equal(p.files.v[0].filename, "a.jpg");
        assert_int_equal(p.files.v[0].n, 0);
    }
}

static void only_the_text_counts_against_the_cap(void **state)
{
    static const char noise[] = "\r\n--XyY\0 of a picture\r";
    struct buf b;
    struct parsed p;
    buf_init(&b, 8u << 20);
    buf_adds(&b, "--XyZ\r\n" DISPOSITION "name=\"a\"\r\n\r\ntext\r\n"
                 "--XyZ\r\n" DISPOSITION "name=\"f\"; filename=\"a.jpg\"\r\n\r\n");
    for (int i = 0; i < 100000; i++)
        buf_add(&b, noise, sizeof noise - 1);
    buf_adds(&b, "\r\n--XyZ\r\n" DISPOSITION "name=\"b\"\r\n\r\nmore\r\n--XyZ--\r\n");
    assert_true(thinned(state, b.p, b.len, 8192, 1000, &p));
    assert_string_equal(fields_get(&p.form, "a"), "text");
    assert_string_equal(fields_get(&p.form, "b"), "more");
    assert_false(thinned(state, b.p, b.len, 8192, 100, &p));
    buf_free(&b);
}

static void what_breaks_off_or_is_no_form_is_not_made_one(void **state)
{
    struct parsed p;
    const char *whole = "--XyZ\r\n" DISPOSITION "name=\"f\"; filename=\"a\"\r\n\r\n12345";
    struct buf long_head;
    assert_false(thinned(state, whole, strlen(whole), 10, 4096, &p));
    assert_false(thinned(state, "--XyZ\r\nno header", 16, 3, 4096, &p));
    const char *two_heads = "--XyZ\r\n" DISPOSITION "name=\"f\"; filename=\"a\"\r\n"
                            "Content-Disposition: nonsense\r\n\r\n1\r\n--XyZ--";
    assert_false(thinned(state, two_heads, strlen(two_heads), 10, 4096, &p));
    buf_init(&long_head, 100000);
    buf_adds(&long_head, "--XyZ\r\n");
    for (int i = 0; i < 20000; i++)
        buf_addc(&long_head, 'x');
    assert_false(thinned(state, long_head.p, long_head.len, 8192, 65536, &p));
    buf_free(&long_head);
    assert_null(multipart_strip_new(*state, "multipart/form-data", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(values_and_files_are_told_apart),
        WITH_ARENA(empty_values_are_kept_and_empty_file_fields_are_not),
        WITH_ARENA(an_empty_form_is_a_form),
        WITH_ARENA(text_before_the_first_part_is_skipped),
        WITH_ARENA(a_line_that_only_begins_like_the_boundary_is_content),
        WITH_ARENA(folders_are_cut_from_file_names),
        WITH_ARENA(a_file_name_is_not_taken_for_the_name),
        WITH_ARENA(broken_bodies_are_malformed),
        WITH_ARENA(boundaries_are_checked),
        WITH_ARENA(values_must_be_text_and_files_need_not),
        WITH_ARENA(five_hundred_parts_are_taken_and_not_one_more),
        WITH_ARENA(a_form_without_its_files_has_the_same_text),
        WITH_ARENA(only_the_text_counts_against_the_cap),
        WITH_ARENA(what_breaks_off_or_is_no_form_is_not_made_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
