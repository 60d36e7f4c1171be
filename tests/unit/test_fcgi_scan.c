/* test_fcgi_scan.c: where a FastCGI request ends. */
#include "check.h"

#include "cgi/http/fcgi_scan.h"

#include <string.h>

#define BEGIN "\1\1\0\1\0\10\0\0\0\1\1\0\0\0\0\0"
#define NO_PARAMS "\1\4\0\1\0\0\0\0"
#define NO_STDIN "\1\5\0\1\0\0\0\0"
#define PARAMS_A_B "\1\4\0\1\0\4\2\0\1\1AB\0\0"
#define BODY "\1\5\0\1\0\3\0\0a=1"

struct row {
    const char *bytes;
    size_t n;
    enum fcgi_scan_status status;
    size_t beyond; /* bytes that are not the request's */
};

#define ROW(bytes, ...)                                                                            \
    {                                                                                              \
        bytes, sizeof bytes - 1, __VA_ARGS__                                                       \
    }

static void requests_end_where_they_end(void **state)
{
    static const struct row rows[] = {
        ROW(BEGIN NO_PARAMS NO_STDIN, FCGI_SCAN_WHOLE, 0),
        ROW(BEGIN PARAMS_A_B NO_PARAMS BODY NO_STDIN, FCGI_SCAN_WHOLE, 0),
        ROW(BEGIN PARAMS_A_B NO_PARAMS BODY NO_STDIN BEGIN, FCGI_SCAN_WHOLE, sizeof BEGIN - 1),
        ROW(BEGIN PARAMS_A_B NO_PARAMS BODY, FCGI_SCAN_MORE, 0),
        ROW(BEGIN PARAMS_A_B, FCGI_SCAN_MORE, 0),
        ROW("", FCGI_SCAN_MORE, 0),
    };
    static const struct row alien[] = {
        ROW(BEGIN "\1\4\0\2\0\0\0\0", FCGI_SCAN_ALIEN, 0), /* of another request */
        ROW("\1\1\0\0\0\10\0\0", FCGI_SCAN_ALIEN, 0),      /* of none */
        ROW("GET / HTTP/1.1\r\n\r\n", FCGI_SCAN_ALIEN, 0),
        ROW(NO_PARAMS, FCGI_SCAN_ALIEN, 0),                  /* before the beginning */
        ROW(BEGIN BODY, FCGI_SCAN_ALIEN, 0),                 /* before the parameters */
        ROW(BEGIN BEGIN, FCGI_SCAN_ALIEN, 0),                /* a second time */
        ROW(BEGIN NO_PARAMS PARAMS_A_B, FCGI_SCAN_ALIEN, 0), /* after their end */
        ROW(BEGIN "\1\2\0\1\0\0\0\0", FCGI_SCAN_ALIEN, 0),   /* given up */
        ROW("\1\11\0\0\0\0\0\0", FCGI_SCAN_ALIEN, 0),        /* a question about us */
        ROW("\2\1\0\1\0\10\0\0", FCGI_SCAN_ALIEN, 0),        /* another version */
    };
    (void)state;
    for (size_t piece = 1; piece < 40; piece++) {
        for (size_t i = 0; i < COUNT(rows) + COUNT(alien); i++) {
            const struct row *r = i < COUNT(rows) ? &rows[i] : &alien[i - COUNT(rows)];
            struct fcgi_scan s = {0};
            size_t used = 0;
            while (used < r->n && s.status == FCGI_SCAN_MORE) {
                size_t n = r->n - used < piece ? r->n - used : piece;
                used += fcgi_scan_add(&s, r->bytes + used, n);
            }
            assert_int_equal(s.status, r->status);
            if (r->status != FCGI_SCAN_ALIEN)
                assert_int_equal(r->n - used, r->beyond);
            fcgi_scan_free(&s);
        }
    }
}

static void parameters_are_found_by_name(void **state)
{
    static const char bytes[] =
        BEGIN "\1\4\0\1\0\50\0\0"
              "\1\1AB\5\0EMPTY\4\200\0\0\3LONGxyz\1\177Cthe end is cut" NO_PARAMS;
    struct arena *a = arena_new();
    struct fcgi_scan s = {0}, none = {0}, one = {0};
    struct fcgi_params p;
    (void)state;
    assert_int_equal(fcgi_scan_add(&s, bytes, sizeof bytes - 1), sizeof bytes - 1);
    assert_true(s.head_whole);
    assert_false(fcgi_params_read(&s, a, &p));
    assert_string_equal(fcgi_params_find(&p, "A"), "B");
    assert_string_equal(fcgi_params_find(&p, "EMPTY"), "");
    assert_string_equal(fcgi_params_find(&p, "LONG"), "xyz");
    assert_null(fcgi_params_find(&p, "C"));
    assert_null(fcgi_params_find(&p, "LON"));
    fcgi_scan_add(&none, BEGIN NO_PARAMS, sizeof BEGIN NO_PARAMS - 1);
    assert_true(fcgi_params_read(&none, a, &p));
    assert_null(fcgi_params_find(&p, "A"));
    fcgi_scan_add(&one, BEGIN PARAMS_A_B NO_PARAMS, sizeof BEGIN PARAMS_A_B NO_PARAMS - 1);
    assert_true(fcgi_params_read(&one, a, &p));
    assert_string_equal(fcgi_params_find(&p, "A"), "B");
    fcgi_scan_free(&s);
    fcgi_scan_free(&none);
    fcgi_scan_free(&one);
    arena_free(a);
}

/* Be it that each byte comes by itself. */
static void a_request_says_whether_it_has_a_body_and_keeps_the_connection(void **state)
{
    static const char once[] = "\1\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0" NO_PARAMS BODY NO_STDIN;
    static const char keep[] = BEGIN NO_PARAMS NO_STDIN;
    (void)state;
    for (size_t piece = 1; piece <= 40; piece++) {
        struct fcgi_scan s = {0}, t = {0};
        for (size_t at = 0; at < sizeof once - 1; at += piece)
            fcgi_scan_add(&s, once + at,
                          sizeof once - 1 - at < piece ? sizeof once - 1 - at : piece);
        for (size_t at = 0; at < sizeof keep - 1; at += piece)
            fcgi_scan_add(&t, keep + at,
                          sizeof keep - 1 - at < piece ? sizeof keep - 1 - at : piece);
        assert_int_equal(s.status, FCGI_SCAN_WHOLE);
        assert_int_equal(t.status, FCGI_SCAN_WHOLE);
        assert_true(s.body && !s.keep);
        assert_true(t.keep && !t.body);
        fcgi_scan_free(&s);
        fcgi_scan_free(&t);
    }
}

static void endless_parameters_are_alien(void **state)
{
    static const unsigned char record[8 + 60000] = {1, 4, 0, 1, 60000 >> 8, 60000 & 0xff};
    struct fcgi_scan s = {0};
    (void)state;
    fcgi_scan_add(&s, BEGIN, sizeof BEGIN - 1);
    for (int i = 0; i < 4; i++)
        fcgi_scan_add(&s, record, sizeof record);
    assert_int_equal(s.status, FCGI_SCAN_MORE);
    fcgi_scan_add(&s, record, sizeof record);
    assert_int_equal(s.status, FCGI_SCAN_ALIEN);
    fcgi_scan_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_end_where_they_end),
        cmocka_unit_test(parameters_are_found_by_name),
        cmocka_unit_test(a_request_says_whether_it_has_a_body_and_keeps_the_connection),
        cmocka_unit_test(endless_parameters_are_alien),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
