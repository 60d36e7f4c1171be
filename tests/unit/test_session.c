/* test_session.c: cookies, and whether a form came from us. */
#include "site.h"

#include "cgi/http/session.h"

#define BASE "https://news.example.org"

struct bench {
    char folder[SITE_FOLDER_SIZE];
    struct app app;
    struct store *store; /* for writing */
    struct arena *arena;
    struct req req;
    struct res res;
    int64_t user;
};

static int begin(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    setenv("DATELINE_LOG", "error", 1);
    b->arena = arena_new();
    site_make(b->folder, BASE);
    site_open(&b->app, b->folder);
    b->store = app_writer(&b->app, true);
    b->user = site_add_user(&b->app, "ines", ROLE_EDITOR);
    res_init(&b->res);
    *state = b;
    return 0;
}

static int end(void **state)
{
    struct bench *b = *state;
    res_free(&b->res);
    app_close(&b->app);
    arena_free(b->arena);
    site_remove(b->folder);
    free(b);
    return 0;
}

/* A new request, with that Cookie header, and a new response. */
static void ask(struct bench *b, const char *cookie, int64_t now)
{
    b->req =
        (struct req){.arena = b->arena,
                     .method = METHOD_POST,
                     .path = "/admin/",
                     .raw_query = "",
                     .csrf = "",
                     .agent = "test",
                     .address = "192.0.2.1",
                     .base_url = app_setting(&b->app, SETTING_BASE_URL),
                     .https = strncmp(app_setting(&b->app, SETTING_BASE_URL), "https:", 6) == 0,
                     .now = now};
    res_free(&b->res);
    res_init(&b->res);
    b->res.cache = CACHE_PAGE;
    struct fields cookies = {0};
    if (cookie) {
        size_t n = strcspn(cookie, "=");
        size_t value_n = strcspn(cookie + n + 1, ";");
        fields_add(b->arena, &cookies, arena_dupn(b->arena, cookie, n),
                   arena_dupn(b->arena, cookie + n + 1, value_n));
    }
    b->req.cookies = cookies;
    session_load(b->app.store, &b->req);
    if (session_visit_is_due(&b->req))
        session_visit(b->store, &b->req);
}

static const char *set_cookie(const struct bench *b)
{
    for (size_t i = 0; i < b->res.n_headers; i++) {
        if (strcmp(b->res.headers[i].name, "Set-Cookie") == 0)
            return b->res.headers[i].value;
    }
    return NULL;
}

static const char *sign_in(struct bench *b, int64_t now)
{
    ask(b, NULL, now);
    assert_int_equal(session_begin(b->store, &b->req, &b->res, b->user), STORE_OK);
    return set_cookie(b);
}

static void put_form(struct bench *b, const char *csrf)
{
    b->req.form = (struct fields){0};
    fields_add(b->arena, &b->req.form, "csrf", csrf);
}

static void a_session_begins_with_a_guarded_cookie(void **state)
{
    struct bench *b = *state;
    const char *cookie = sign_in(b, dateline_now());
    assert_int_equal(strncmp(cookie, "__Host-dateline=", 16), 0);
    assert_non_null(strstr(cookie, "; Path=/;"));
    assert_non_null(strstr(cookie, "; Secure"));
    assert_non_null(strstr(cookie, "; HttpOnly"));
    assert_non_null(strstr(cookie, "; SameSite=Lax"));
    assert_int_equal(b->res.cache, CACHE_NONE);
    assert_non_null(b->req.session);
    assert_int_equal(req_role(&b->req), ROLE_EDITOR);
}

static void the_cookie_brings_the_session_back(void **state)
{
    struct bench *b = *state;
    int64_t now = dateline_now();
    const char *cookie = sign_in(b, now);
    ask(b, cookie, now + 1000);
    assert_non_null(b->req.session);
    assert_string_equal(b->req.session->user.login, "ines");
    assert_string_equal(b->req.csrf, b->req.session->csrf);
}

static void sessions_end_when_idle_and_live_when_used(void **state)
{
    struct bench *b = *state;
    int64_t now = dateline_now();
    const char *cookie = sign_in(b, now);
    ask(b, cookie, now + SESSION_IDLE_MS - 1000);
    assert_non_null(b->req.session);
    /* That visit was written down, so another span begins. */
    ask(b, cookie, now + 2 * SESSION_IDLE_MS - 10000);
    assert_non_null(b->req.session);
    ask(b, cookie, now + 4 * SESSION_IDLE_MS);
    assert_null(b->req.session);
}

static void foreign_cookies_are_nobody(void **state)
{
    static const char *const cookies[] = {
        "__Host-dateline=",
        "__Host-dateline=x",
        "__Host-dateline=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "dateline=x",
        "__Host-dateline=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'",
    };
    struct bench *b = *state;
    for (size_t i = 0; i < COUNT(cookies); i++) {
        ask(b, cookies[i], dateline_now());
        assert_null(b->req.session);
        assert_int_equal(req_role(&b->req), ROLE_NONE);
    }
}

static void closing_ends_the_session_for_good(void **state)
{
    struct bench *b = *state;
    int64_t now = dateline_now();
    const char *cookie = sign_in(b, now);
    ask(b, cookie, now);
    assert_int_equal(session_close(b->store, &b->req, &b->res), STORE_OK);
    assert_null(b->req.session);
    assert_non_null(strstr(set_cookie(b), "Max-Age=0"));
    ask(b, cookie, now);
    assert_null(b->req.session);
}

static void signing_in_anew_ends_the_session_there_was(void **state)
{
    struct bench *b = *state;
    int64_t now = dateline_now();
    const char *first = sign_in(b, now);
    ask(b, first, now);
    assert_int_equal(session_begin(b->store, &b->req, &b->res, b->user), STORE_OK);
    const char *second = set_cookie(b);
    assert_string_not_equal(first, second);
    ask(b, first, now);
    assert_null(b->req.session);
    ask(b, second, now);
    assert_non_null(b->req.session);
}

static void a_form_that_comes_twice_begins_one_session(void **state)
{
    struct bench *b = *state;
    int64_t now = dateline_now();
    const char *cookies[3], *numbers[] = {"n1", "n1", "n2"};
    for (size_t i = 0; i < 3; i++) {
        ask(b, NULL, now);
        put_form(b, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        fields_add(b->arena, &b->req.form, "form", numbers[i]);
        assert_int_equal(session_begin(b->store, &b->req, &b->res, b->user), STORE_OK);
        cookies[i] = set_cookie(b);
    }
    assert_string_equal(cookies[0], cookies[1]);
    assert_string_not_equal(cookies[0], cookies[2]);
    ask(b, cookies[0], now);
    assert_non_null(b->req.session);
}

static void a_form_needs_the_sessions_token(void **state)
{
    struct bench *b = *state;
    int64_t now = dateline_now();
    ask(b, sign_in(b, now), now);
    assert_false(session_form_is_ours(&b->req));
    put_form(b, "");
    assert_false(session_form_is_ours(&b->req));
    put_form(b, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assert_false(session_form_is_ours(&b->req));
    put_form(b, b->req.session->csrf);
    assert_true(session_form_is_ours(&b->req));
    b->req.origin = "https://evil.example";
    assert_false(session_form_is_ours(&b->req));
}

static void the_sign_in_form_carries_its_cookies_token(void **state)
{
    struct bench *b = *state;
    ask(b, NULL, dateline_now());
    put_form(b, "");
    assert_false(session_form_is_ours(&b->req));
    session_prepare_form(&b->req, &b->res);
    const char *cookie = set_cookie(b), *token = b->req.csrf;
    assert_int_equal(strncmp(cookie, "__Host-dateline-form=", 21), 0);
    assert_int_equal(b->res.cache, CACHE_NONE);
    ask(b, cookie, dateline_now());
    assert_string_equal(b->req.csrf, token);
    put_form(b, token);
    assert_true(session_form_is_ours(&b->req));
    put_form(b, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assert_false(session_form_is_ours(&b->req));
    /* Shown a second time, the form keeps its token. */
    session_prepare_form(&b->req, &b->res);
    assert_null(set_cookie(b));
}

static void origins_are_compared_as_browsers_write_them(void **state)
{
    static const struct {
        const char *base, *origin, *fetch_site;
        bool ours;
    } cases[] = {
        {BASE, NULL, NULL, true},
        {BASE, BASE, NULL, true},
        {BASE, "https://NEWS.example.org", "same-origin", true},
        {BASE, "https://news.example.org:443", NULL, true},
        {BASE, NULL, "none", true},
        {BASE, NULL, "cross-site", false},
        {BASE, NULL, "same-site", false},
        {BASE, BASE, "cross-site", false},
        {BASE, "null", NULL, false},
        {BASE, "", NULL, false},
        {BASE, "http://news.example.org", NULL, false},
        {BASE, "https://news.example.org:8443", NULL, false},
        {BASE, "https://news.example.org.evil.example", NULL, false},
        {BASE, "https://evil.example", "same-origin", false},
        {BASE, "https://news.example.org/x", NULL, false},
        {BASE, "https://localhost", NULL, false},
        {"http://127.0.0.1:8080", "http://localhost:8080", NULL, true},
        {"http://127.0.0.1:8080", "http://[::1]:8080", NULL, true},
        {"http://127.0.0.1:8080", "http://localhost:8081", NULL, false},
        {"http://127.0.0.1:8080", "http://127.0.0.1.evil.example:8080", NULL, false},
        {"http://127.0.0.1:8080", "http://127.0.0.1", NULL, false},
    };
    struct bench *b = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        b->app.settings.v[SETTING_BASE_URL] = cases[i].base;
        ask(b, NULL, dateline_now());
        b->req.origin = cases[i].origin;
        b->req.sec_fetch_site = cases[i].fetch_site;
        if (session_origin_is_ours(&b->req) != cases[i].ours)
            fail_msg("case %zu: %s", i, cases[i].origin ? cases[i].origin : "no Origin");
    }
}

static void a_loopback_site_has_plain_cookies(void **state)
{
    struct bench *b = *state;
    b->app.settings.v[SETTING_BASE_URL] = "http://127.0.0.1:8080";
    const char *cookie = sign_in(b, dateline_now());
    assert_int_equal(strncmp(cookie, "dateline=", 9), 0);
    assert_null(strstr(cookie, "Secure"));
}

#define WITH_BENCH(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BENCH(a_session_begins_with_a_guarded_cookie),
        WITH_BENCH(the_cookie_brings_the_session_back),
        WITH_BENCH(sessions_end_when_idle_and_live_when_used),
        WITH_BENCH(foreign_cookies_are_nobody),
        WITH_BENCH(closing_ends_the_session_for_good),
        WITH_BENCH(signing_in_anew_ends_the_session_there_was),
        WITH_BENCH(a_form_that_comes_twice_begins_one_session),
        WITH_BENCH(a_form_needs_the_sessions_token),
        WITH_BENCH(the_sign_in_form_carries_its_cookies_token),
        WITH_BENCH(origins_are_compared_as_browsers_write_them),
        WITH_BENCH(a_loopback_site_has_plain_cookies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
