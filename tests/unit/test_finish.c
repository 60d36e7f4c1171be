/* test_finish.c: what every response carries, and when a client already has it. */
#include "check.h"

#include "cgi/http/finish.h"

#include <fcntl.h>
#include <unistd.h>

struct bench {
    struct req req;
    struct res res;
};

static int start(void **state)
{
    struct arena *a = arena_new();
    struct bench *b = arena_alloc(a, sizeof *b);
    b->req = (struct req){.arena = a,
                          .method = METHOD_GET,
                          .path = "/",
                          .https = true,
                          .now = INT64_C(1767864600000) + 90000};
    res_init(&b->res);
    b->res.cache = CACHE_PAGE;
    buf_adds(&b->res.body, "<p>Hello</p>");
    setenv("DATELINE_LOG", "error", 1);
    *state = b;
    return 0;
}

static int end(void **state)
{
    struct bench *b = *state;
    res_free(&b->res);
    arena_free(b->req.arena);
    return 0;
}

static const char *header(const struct bench *b, const char *name)
{
    const struct fields f = {.v = (struct field *)b->res.headers, .n = b->res.n_headers};
    return fields_get(&f, name);
}

static void assert_header(const struct bench *b, const char *name, const char *value)
{
    const char *is = header(b, name);
    if (!is)
        fail_msg("no header %s", name);
    assert_string_equal(is, value);
}

static void finish(struct bench *b)
{
    finish_response(&b->req, &b->res);
}

static void security_headers_stand_on_pages_errors_and_uploads(void **state)
{
    static const struct {
        int status;
        bool upload;
    } cases[] = {{200, false}, {404, false}, {500, false}, {303, false}, {200, true}};
    struct bench *b = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        res_reset(&b->res);
        b->res.status = cases[i].status;
        b->res.upload = cases[i].upload;
        finish(b);
        assert_header(b, "X-Content-Type-Options", "nosniff");
        assert_header(b, "Referrer-Policy", "strict-origin-when-cross-origin");
        assert_header(b, "Cross-Origin-Opener-Policy", "same-origin");
        assert_header(b, "Cross-Origin-Resource-Policy",
                      cases[i].upload ? "cross-origin" : "same-origin");
        assert_header(b, "Strict-Transport-Security", "max-age=63072000");
        const char *csp = header(b, "Content-Security-Policy");
        assert_non_null(strstr(csp, "default-src 'none'"));
        assert_non_null(strstr(csp, "frame-ancestors 'none'"));
        assert_int_equal(strstr(csp, "sandbox") != NULL, cases[i].upload);
        assert_null(strstr(csp, "unsafe"));
    }
}

/* A one-time link stands in an address of the desk. */
static void addresses_of_the_desk_go_nowhere(void **state)
{
    struct bench *b = *state;
    b->req.path = "/admin/link";
    finish(b);
    assert_header(b, "Referrer-Policy", "strict-origin");
}

static void plain_http_promises_no_https(void **state)
{
    struct bench *b = *state;
    b->req.https = false;
    finish(b);
    assert_null(header(b, "Strict-Transport-Security"));
}

static void a_page_is_whole(void **state)
{
    struct bench *b = *state;
    b->res.last_modified = INT64_C(1767864600000);
    finish(b);
    assert_int_equal(b->res.status, 200);
    assert_header(b, "Content-Type", "text/html; charset=utf-8");
    assert_header(b, "Content-Length", "12");
    assert_header(b, "Cache-Control", "public, max-age=0, must-revalidate");
    assert_header(b, "Last-Modified", "Thu, 08 Jan 2026 09:30:00 GMT");
    assert_int_equal(strncmp(header(b, "ETag"), "W/\"", 3), 0);
}

static void cache_classes_become_headers(void **state)
{
    struct bench *b = *state;
    b->res.cache = CACHE_FOREVER;
    finish(b);
    assert_header(b, "Cache-Control", "public, max-age=31536000, immutable");
    res_reset(&b->res);
    b->res.cache = CACHE_NONE;
    finish(b);
    assert_header(b, "Cache-Control", "no-store");
    assert_null(header(b, "ETag"));
}

static void nothing_about_a_person_is_kept(void **state)
{
    struct bench *b = *state;
    struct session session = {0};
    res_header(&b->res, "Set-Cookie", "a=1");
    finish(b);
    assert_header(b, "Cache-Control", "no-store");
    assert_null(header(b, "ETag"));
    res_reset(&b->res);
    b->res.cache = CACHE_PAGE;
    b->req.session = &session;
    finish(b);
    assert_header(b, "Cache-Control", "no-store");
}

static void errors_are_not_kept_for_long(void **state)
{
    struct bench *b = *state;
    b->res.status = 404;
    b->res.cache = CACHE_FOREVER;
    finish(b);
    assert_header(b, "Cache-Control", "public, max-age=0, must-revalidate");
    res_reset(&b->res);
    b->res.status = 503;
    b->res.cache = CACHE_PAGE;
    finish(b);
    assert_header(b, "Cache-Control", "no-store");
}

/* The status of the same page asked again. */
static int ask_again(struct bench *b, const char *if_none_match, const char *if_modified_since)
{
    res_reset(&b->res);
    b->res.cache = CACHE_PAGE;
    b->res.last_modified = INT64_C(1767864600999);
    buf_adds(&b->res.body, "<p>Hello</p>");
    b->req.if_none_match = if_none_match;
    b->req.if_modified_since = if_modified_since;
    finish(b);
    return b->res.status;
}

static void a_client_that_has_the_page_gets_304(void **state)
{
    struct bench *b = *state;
    ask_again(b, NULL, NULL);
    const char *etag = header(b, "ETag");
    const char *opaque = etag + 2;
    assert_int_equal(ask_again(b, etag, NULL), 304);
    assert_false(finish_has_content(&b->req, &b->res));
    assert_null(header(b, "Content-Length"));
    assert_non_null(header(b, "Content-Security-Policy"));
    assert_header(b, "ETag", etag);
    assert_int_equal(ask_again(b, opaque, NULL), 304);
    assert_int_equal(ask_again(b, arena_printf(b->req.arena, "\"x\", %s", etag), NULL), 304);
    assert_int_equal(ask_again(b, "*", NULL), 304);
    /* As web servers mark the tag of what they compressed. */
    static const char *const marks[] = {"-gzip", "--gzip", "-br", "-zstd", "-deflate", ";gzip"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        const char *marked =
            arena_printf(b->req.arena, "W/\"x\", %.*s%s\"", (int)strlen(etag) - 1, etag, marks[i]);
        assert_int_equal(ask_again(b, marked, NULL), 304);
    }
    assert_int_equal(ask_again(b, NULL, "Thu, 08 Jan 2026 09:30:00 GMT"), 304);
}

static void a_client_that_has_another_gets_the_page(void **state)
{
    struct bench *b = *state;
    assert_int_equal(ask_again(b, "W/\"0\"", NULL), 200);
    ask_again(b, NULL, NULL);
    const char *etag = header(b, "ETag");
    const char *longer = arena_printf(b->req.arena, "%.*sx\"", (int)strlen(etag) - 1, etag);
    const char *open = arena_printf(b->req.arena, "%.*s-gzip", (int)strlen(etag) - 1, etag);
    assert_int_equal(ask_again(b, longer, NULL), 200);
    assert_int_equal(ask_again(b, open, NULL), 200);
    assert_int_equal(ask_again(b, "nonsense", NULL), 200);
    assert_int_equal(ask_again(b, "\"unclosed", NULL), 200);
    assert_int_equal(ask_again(b, "", "Thu, 08 Jan 2026 09:30:00 GMT"), 200);
    assert_int_equal(ask_again(b, NULL, "Thu, 08 Jan 2026 09:29:59 GMT"), 200);
    assert_int_equal(ask_again(b, NULL, "yesterday"), 200);
    assert_int_equal(ask_again(b, NULL, "Thu, 08 Jan 2026 09:31:31 GMT"), 200); /* it is 09:31:30 */
    /* If-None-Match stands before If-Modified-Since (RFC 9110 13.2.2). */
    assert_int_equal(ask_again(b, "\"x\"", "Thu, 08 Jan 2026 09:30:00 GMT"), 200);
}

/* A picture of ten bytes, asked for with a Range. */
static int ask_part(struct bench *b, const char *range)
{
    res_reset(&b->res);
    b->res.cache = CACHE_FOREVER;
    b->res.upload = true;
    b->res.etag_seed = "picture";
    b->res.file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    b->res.file_size = 10;
    b->req.range = range;
    finish(b);
    return b->res.status;
}

static void a_part_of_a_picture_is_206(void **state)
{
    struct bench *b = *state;
    assert_int_equal(ask_part(b, "bytes=2-5"), 206);
    assert_header(b, "Content-Range", "bytes 2-5/10");
    assert_header(b, "Content-Length", "4");
    assert_header(b, "Accept-Ranges", "bytes");
    assert_header(b, "Cache-Control", "public, max-age=31536000, immutable");
    assert_non_null(header(b, "ETag"));
    assert_int_equal(lseek(b->res.file, 0, SEEK_CUR), 2);
    assert_int_equal(ask_part(b, "bytes=7-"), 206);
    assert_header(b, "Content-Range", "bytes 7-9/10");
    assert_int_equal(ask_part(b, "bytes=-3"), 206);
    assert_header(b, "Content-Range", "bytes 7-9/10");
    assert_int_equal(ask_part(b, "bytes=8-999"), 206);
    assert_header(b, "Content-Length", "2");
    assert_int_equal(ask_part(b, "bytes=-999"), 206);
    assert_header(b, "Content-Length", "10");
}

static void a_part_beyond_the_end_is_416(void **state)
{
    struct bench *b = *state;
    assert_int_equal(ask_part(b, "bytes=10-"), 416);
    assert_header(b, "Content-Range", "bytes */10");
    assert_header(b, "Cache-Control", "no-store");
    assert_int_equal(ask_part(b, "bytes=-0"), 416);
}

static void other_ranges_are_the_whole_picture(void **state)
{
    static const char *const whole[] = {
        NULL,      "bytes=5-2", "bytes=0-1,4-5", "lines=1-2",   "bytes=",
        "bytes=-", "bytes=a-b", "bytes=1-2x",    "bytes= 1-2x", "bytes=99999999999999999999-"};
    struct bench *b = *state;
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        assert_int_equal(ask_part(b, whole[i]), 200);
        assert_header(b, "Content-Length", "10");
    }
    b->req.method = METHOD_HEAD;
    assert_int_equal(ask_part(b, "bytes=0-1"), 200);
}

static void head_has_the_headers_of_get_and_no_content(void **state)
{
    struct bench *b = *state;
    b->req.method = METHOD_HEAD;
    finish(b);
    assert_header(b, "Content-Length", "12");
    assert_false(finish_has_content(&b->req, &b->res));
}

static void line_breaks_in_headers_are_refused(void **state)
{
    static const char *const bad[] = {"/x\r\nSet-Cookie: a=1", "/x\ny", "/x\ry", "/\x01", "/\x7f"};
    struct bench *b = *state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct buf out;
        res_reset(&b->res);
        res_redirect(&b->res, 301, bad[i]);
        finish(b);
        assert_int_equal(b->res.status, 500);
        assert_null(header(b, "Location"));
        assert_header(b, "Cache-Control", "no-store");
        assert_header(b, "X-Content-Type-Options", "nosniff");
        buf_init(&out, 10000);
        finish_print_head(&b->res, &out);
        assert_null(strstr(out.p, "Set-Cookie"));
        buf_free(&out);
    }
    res_reset(&b->res);
    res_header(&b->res, "X: y", "z");
    finish(b);
    assert_int_equal(b->res.status, 500);
}

static void too_many_headers_are_an_error_and_none_is_lost_silently(void **state)
{
    struct bench *b = *state;
    for (int i = 0; i < RES_HEADERS_MAX; i++)
        res_header(&b->res, "X-Many", "1");
    finish(b);
    assert_int_equal(b->res.status, 500);
    assert_header(b, "X-Content-Type-Options", "nosniff");
}

static void a_page_that_did_not_fit_is_an_error(void **state)
{
    struct bench *b = *state;
    b->res.body.failed = true;
    finish(b);
    assert_int_equal(b->res.status, 500);
}

static void redirects_stay_on_the_site(void **state)
{
    static const char *const bad[] = {"https://evil.example/", "//evil.example", "/\\evil.example",
                                      "evil", ""};
    struct bench *b = *state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        res_reset(&b->res);
        res_redirect(&b->res, 303, bad[i]);
        assert_header(b, "Location", "/");
    }
    res_reset(&b->res);
    res_redirect(&b->res, 303, "/admin/?x=1");
    assert_header(b, "Location", "/admin/?x=1");
}

static void the_head_is_printed_as_cgi_wants_it(void **state)
{
    struct bench *b = *state;
    struct buf out;
    finish(b);
    buf_init(&out, 10000);
    finish_print_head(&b->res, &out);
    assert_int_equal(strncmp(out.p, "Status: 200 OK\r\n", 16), 0);
    assert_non_null(strstr(out.p, "\r\nContent-Length: 12\r\n"));
    assert_string_equal(out.p + out.len - 4, "\r\n\r\n");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(security_headers_stand_on_pages_errors_and_uploads, start,
                                        end),
        cmocka_unit_test_setup_teardown(addresses_of_the_desk_go_nowhere, start, end),
        cmocka_unit_test_setup_teardown(plain_http_promises_no_https, start, end),
        cmocka_unit_test_setup_teardown(a_page_is_whole, start, end),
        cmocka_unit_test_setup_teardown(cache_classes_become_headers, start, end),
        cmocka_unit_test_setup_teardown(nothing_about_a_person_is_kept, start, end),
        cmocka_unit_test_setup_teardown(errors_are_not_kept_for_long, start, end),
        cmocka_unit_test_setup_teardown(a_client_that_has_the_page_gets_304, start, end),
        cmocka_unit_test_setup_teardown(a_client_that_has_another_gets_the_page, start, end),
        cmocka_unit_test_setup_teardown(a_part_of_a_picture_is_206, start, end),
        cmocka_unit_test_setup_teardown(a_part_beyond_the_end_is_416, start, end),
        cmocka_unit_test_setup_teardown(other_ranges_are_the_whole_picture, start, end),
        cmocka_unit_test_setup_teardown(head_has_the_headers_of_get_and_no_content, start, end),
        cmocka_unit_test_setup_teardown(line_breaks_in_headers_are_refused, start, end),
        cmocka_unit_test_setup_teardown(too_many_headers_are_an_error_and_none_is_lost_silently,
                                        start, end),
        cmocka_unit_test_setup_teardown(a_page_that_did_not_fit_is_an_error, start, end),
        cmocka_unit_test_setup_teardown(redirects_stay_on_the_site, start, end),
        cmocka_unit_test_setup_teardown(the_head_is_printed_as_cgi_wants_it, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
