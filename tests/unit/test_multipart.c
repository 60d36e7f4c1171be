/* test_multipart.c: forms with files (RFC 7578). */
#include "check.h"

#include "cgi/multipart.h"

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

static void the_number_of_parts_is_bounded(void **state)
{
    static const char part[] = "--XyZ\r\n" DISPOSITION "name=\"a\"\r\n\r\n1\r\n";
    size_t n = sizeof part - 1;
    char *body = arena_alloc(*state, n * (MULTIPART_PARTS_MAX + 1) + 8);
    struct parsed p;
    for (size_t i = 0; i <= MULTIPART_PARTS_MAX; i++)
        memcpy(body + i * n, part, n);
    memcpy(body + n * (MULTIPART_PARTS_MAX + 1), "--XyZ--", 8);
    assert_int_equal(parse(state, body, &p), FORM_TOO_MANY);
    memcpy(body + n * MULTIPART_PARTS_MAX, "--XyZ--", 8);
    assert_int_equal(parse(state, body, &p), FORM_OK);
    assert_int_equal(p.form.n, MULTIPART_PARTS_MAX);
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
        WITH_ARENA(the_number_of_parts_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
