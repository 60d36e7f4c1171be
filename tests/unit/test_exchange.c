/* test_exchange.c: whole exchanges: what is refused, how much of a body is read, who gets in. */
#include "site.h"

#include "cgi/answer.h"
#include "cgi/http/exchange.h"
#include "cgi/http/req.h"

#define BASE "http://127.0.0.1:8080"
#define FORM_TYPE "application/x-www-form-urlencoded"

struct bench {
    char folder[SITE_FOLDER_SIZE];
    struct app app;
    struct arena *arena;
    int64_t author, admin;
    char cookie[TOKEN_SIZE + 16]; /* of whoever is signed in, "" */
    const char *csrf;
    /* One exchange: */
    struct fields params;
    const char *body;
    size_t body_n, body_read; /* bytes the client sends, and those taken */
    size_t endless;           /* bytes of 'x' that follow the body */
    bool breaks_off;
    struct buf out;
    bool more; /* … is to come */
    bool kept;
};

static int begin(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    setenv("DATELINE_LOG", "error", 1);
    b->arena = arena_new();
    buf_init(&b->out, 1 << 24);
    site_make(b->folder, BASE);
    site_open(&b->app, b->folder);
    b->author = site_add_user(&b->app, "tomas", ROLE_AUTHOR);
    b->admin = site_add_user(&b->app, "ines", ROLE_ADMIN);
    *state = b;
    return 0;
}

static int end(void **state)
{
    struct bench *b = *state;
    app_close(&b->app);
    arena_free(b->arena);
    buf_free(&b->out);
    site_remove(b->folder);
    free(b);
    return 0;
}

/* ---- The client ----------------------------------------------------------------------------- */

static const char *client_param(void *ctx, const char *name)
{
    struct bench *b = ctx;
    return fields_get(&b->params, name);
}

static long client_read(void *ctx, char *to, size_t n)
{
    struct bench *b = ctx;
    size_t left = b->body_n + b->endless - b->body_read;
    if (left == 0)
        return b->breaks_off ? -1 : 0;
    if (n > left)
        n = left;
    if (n > 1000)
        n = 1000;
    for (size_t i = 0; i < n; i++, b->body_read++)
        to[i] = b->body_read < b->body_n ? b->body[b->body_read] : 'x';
    return (long)n;
}

static bool client_write(void *ctx, const char *from, size_t n, bool more)
{
    struct bench *b = ctx;
    b->more = more;
    buf_add(&b->out, from, n);
    return true;
}

static void param(struct bench *b, const char *name, const char *value)
{
    fields_add(b->arena, &b->params, name, value);
}

/* Starts a request; more params may follow before go. */
static void ask(struct bench *b, const char *method, const char *uri)
{
    b->params = (struct fields){0};
    b->body = "";
    b->body_n = b->body_read = b->endless = 0;
    b->breaks_off = false;
    const char *query = strchr(uri, '?');
    param(b, "REQUEST_METHOD", method);
    param(b, "REQUEST_URI", uri);
    param(b, "QUERY_STRING", query ? query + 1 : "");
    param(b, "REMOTE_ADDR", "192.0.2.1");
    if (*b->cookie)
        param(b, "HTTP_COOKIE", b->cookie);
}

static void send_body(struct bench *b, const char *type, const char *body)
{
    b->body = body;
    b->body_n = strlen(body);
    param(b, "CONTENT_TYPE", type);
    param(b, "CONTENT_LENGTH", arena_printf(b->arena, "%zu", b->body_n));
}

/* The status of the answer. */
static int go(struct bench *b)
{
    const struct exchange_io w = {
        .param = client_param, .read = client_read, .write = client_write, .ctx = b};
    struct arena *a = arena_new();
    buf_clear(&b->out);
    b->kept = exchange_serve(&answer_functions, &b->app, a, &w);
    arena_free(a);
    assert_int_equal(strncmp(b->out.p, "Status: ", 8), 0);
    assert_false(b->more); /* the last piece says that it is the last */
    /* Whatever it is, it carries these. */
    assert_non_null(strstr(b->out.p, "\r\nX-Content-Type-Options: nosniff\r\n"));
    assert_non_null(strstr(b->out.p, "\r\nContent-Security-Policy: "));
    assert_non_null(strstr(b->out.p, "\r\nCache-Control: "));
    return atoi(b->out.p + 8);
}

static int get(struct bench *b, const char *uri)
{
    ask(b, "GET", uri);
    return go(b);
}

static int post(struct bench *b, const char *uri, const char *body)
{
    ask(b, "POST", uri);
    send_body(b, FORM_TYPE, body);
    return go(b);
}

static bool says(const struct bench *b, const char *text)
{
    return strstr(b->out.p, text) != NULL;
}

static void sign_in(struct bench *b, int64_t user)
{
    char token[TOKEN_SIZE];
    struct session s;
    struct store *w = app_writer(&b->app, true);
    int64_t now = dateline_now();
    assert_int_equal(session_start(w, user, "test", NULL, now, token), STORE_OK);
    assert_int_equal(session_find(w, b->arena, token, now, &s), STORE_OK);
    snprintf(b->cookie, sizeof b->cookie, "dateline=%s", token);
    b->csrf = s.csrf;
}

/* ---- Bodies --------------------------------------------------------------------------------- */

static void a_body_must_be_as_long_as_it_says(void **state)
{
    struct bench *b = *state;
    assert_int_equal(post(b, "/admin/login", "a=1"), 403); /* whole, but not from our form */
    assert_true(b->kept);
    ask(b, "POST", "/admin/login");
    send_body(b, FORM_TYPE, "a=1");
    b->body_n = 2;
    assert_int_equal(go(b), 400);
    assert_false(b->kept);
    ask(b, "POST", "/admin/login");
    send_body(b, FORM_TYPE, "a=1");
    b->endless = 1;
    assert_int_equal(go(b), 400);
    assert_false(b->kept);
    ask(b, "POST", "/admin/login");
    send_body(b, FORM_TYPE, "a=1");
    b->breaks_off = true;
    assert_int_equal(go(b), 400);
    assert_false(b->kept);
}

static void a_body_without_a_length_is_411(void **state)
{
    static const char *const lengths[] = {"-2", "x", "1x", "99999999999999999999"};
    struct bench *b = *state;
    ask(b, "POST", "/admin/login");
    param(b, "CONTENT_TYPE", FORM_TYPE);
    assert_int_equal(go(b), 411);
    ask(b, "POST", "/admin/login");
    param(b, "CONTENT_LENGTH", "-1"); /* Caddy's word for it */
    assert_int_equal(go(b), 411);
    for (size_t i = 0; i < COUNT(lengths); i++) {
        ask(b, "POST", "/admin/login");
        param(b, "CONTENT_LENGTH", lengths[i]);
        assert_int_equal(go(b), 400);
        assert_false(b->kept);
    }
}

static void refused_bodies_are_read_to_their_end(void **state)
{
    struct bench *b = *state;
    ask(b, "POST", "/corrections");
    b->endless = 300000;
    assert_int_equal(go(b), 405);
    assert_true(says(b, "\r\nAllow: GET, HEAD\r\n"));
    assert_int_equal(b->body_read, 300000);
    assert_true(b->kept);
    ask(b, "GET", "/corrections");
    b->endless = 300000;
    assert_int_equal(go(b), 200);
    assert_int_equal(b->body_read, 300000);
    assert_true(b->kept);
    ask(b, "POST", "/nowhere/at/all");
    b->endless = (size_t)100 * 1024 * 1024;
    assert_int_equal(go(b), 404);
    assert_false(b->kept); /* there is an end to patience */
}

static void strangers_may_send_little_and_editors_pictures(void **state)
{
    struct bench *b = *state;
    size_t three = (size_t)3 * 1024 * 1024;
    ask(b, "POST", "/admin/story/new");
    param(b, "CONTENT_LENGTH", arena_printf(b->arena, "%zu", three));
    param(b, "CONTENT_TYPE", FORM_TYPE);
    b->endless = three;
    assert_int_equal(go(b), 413);
    assert_int_equal(b->body_read, three);
    assert_true(b->kept);
    sign_in(b, b->admin);
    ask(b, "POST", "/admin/story/new");
    param(b, "CONTENT_LENGTH", arena_printf(b->arena, "%zu", three));
    param(b, "CONTENT_TYPE", FORM_TYPE);
    b->endless = three;
    assert_int_equal(go(b), 403); /* no token, but it was read */
}

static void only_text_forms_are_taken(void **state)
{
    struct bench *b = *state;
    assert_int_equal(post(b, "/admin/login", "a=%ff"), 400);
    assert_int_equal(post(b, "/admin/login", "a=\xff"), 400);
    ask(b, "POST", "/admin/login");
    send_body(b, "application/json", "{}");
    assert_int_equal(go(b), 415);
    ask(b, "POST", "/admin/login");
    send_body(b, "multipart/form-data; boundary=X", "--X\r\n");
    assert_int_equal(go(b), 400);
}

/* ---- Addresses ------------------------------------------------------------------------------ */

static void addresses_that_are_none_are_400(void **state)
{
    static const char *const bad[] = {"/a%2fb", "/%ff", "/../x", "/search?q=%ff", "x", "*"};
    struct bench *b = *state;
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_int_equal(get(b, bad[i]), 400);
    char *longest = arena_alloc(b->arena, 3002);
    memset(longest, 'a', 3000);
    longest[0] = '/';
    assert_int_equal(get(b, longest), 414);
}

/* Others write queries too. What none of a page's own fields holds changes nothing of it. */
static const char *const junk[] = {
    "utm_campaign=caf%e9", "utm=caf\xe9",   "%ff=1",       "a=%00&b=%",  "a=%zz",
    "a=\x01\x7f b",        "fbclid=%c3%28", "=&&&=",       "?",          "a=1&a=2&a=3",
    "a=%ed%a0%80",         "a[]=1;b=<i>\"", "%26%3D%2B=%", "utm=%E2%80", "\xff\xfe",
};

static const char *junk_or_many(struct bench *b, size_t i)
{
    struct buf q;
    if (i < COUNT(junk))
        return junk[i];
    buf_init(&q, 8192);
    for (int n = 0; n < 600; n++)
        buf_printf(&q, "k%d=%%ff&", n);
    const char *many = arena_dup(b->arena, q.p);
    buf_free(&q);
    return many;
}

static void a_query_that_a_page_does_not_use_changes_nothing(void **state)
{
    static const char *const pages[] = {"/",
                                        "/corrections",
                                        "/robots.txt",
                                        "/search",
                                        "/sitemap.xml",
                                        "/feed.json",
                                        "/feed.atom",
                                        "/news-sitemap.xml",
                                        "/nothing",
                                        "/static/x.css",
                                        "/media/x.jpg",
                                        "/2026/",
                                        "/2026/01/",
                                        "/tag/a/",
                                        "/author/b/",
                                        "/admin/login"};
    struct bench *b = *state;
    for (size_t i = 0; i < COUNT(pages); i++) {
        int status = get(b, pages[i]);
        const char *etag = strstr(b->out.p, "\r\nETag: ");
        char *tag = arena_dupn(b->arena, etag ? etag : "", etag ? strcspn(etag + 2, "\r") + 2 : 0);
        for (size_t j = 0; j <= COUNT(junk); j++) {
            const char *uri = arena_printf(b->arena, "%s?%s", pages[i], junk_or_many(b, j));
            if (get(b, uri) != status)
                fail_msg("%s is %.30s, not %d", uri, b->out.p, status);
            assert_true(!*tag || says(b, tag)); /* the same bytes */
        }
    }
}

static void a_redirect_keeps_the_query_whatever_it_is(void **state)
{
    struct bench *b = *state;
    for (size_t j = 0; j <= COUNT(junk); j++) {
        assert_int_equal(get(b, arena_printf(b->arena, "/CORRECTIONS?%s", junk_or_many(b, j))),
                         301);
        const char *to = strstr(b->out.p, "\r\nLocation: ") + 12;
        size_t n = strcspn(to, "\r");
        assert_int_equal(strncmp(to, "/corrections?", 13), 0);
        for (size_t i = 0; i < n; i++)
            assert_true(to[i] > ' ' && to[i] < 0x7f);
    }
    assert_int_equal(get(b, "/CORRECTIONS?a=caf%e9&b=\xe9 x"), 301);
    assert_true(says(b, "\r\nLocation: /corrections?a=caf%e9&b=%E9%20x\r\n"));
}

static void slips_redirect_and_keep_the_query(void **state)
{
    struct bench *b = *state;
    assert_int_equal(get(b, "/Corrections/?before=1"), 301);
    assert_true(says(b, "\r\nLocation: /corrections?before=1\r\n"));
    assert_int_equal(get(b, "/2026/01/no-such-story/"), 404);
    assert_int_equal(get(b, "/nowhere/at/all"), 404);
}

static void head_is_get_without_content(void **state)
{
    struct bench *b = *state;
    ask(b, "HEAD", "/corrections");
    assert_int_equal(go(b), 200);
    assert_string_equal(b->out.p + b->out.len - 4, "\r\n\r\n");
    assert_true(says(b, "\r\nContent-Length: "));
    ask(b, "OPTIONS", "/corrections");
    assert_int_equal(go(b), 405);
    ask(b, "get", "/corrections");
    assert_int_equal(go(b), 405);
}

static void the_path_may_come_without_request_uri(void **state)
{
    struct bench *b = *state;
    ask(b, "GET", "");
    param(b, "SCRIPT_NAME", "");
    param(b, "PATH_INFO", "/corrections");
    assert_int_equal(go(b), 200);
}

/* ---- Who gets in ---------------------------------------------------------------------------- */

static void strangers_are_sent_to_the_sign_in_page_and_back(void **state)
{
    struct bench *b = *state;
    assert_int_equal(get(b, "/admin/story/7/history?x=1"), 303);
    assert_true(
        says(b, "\r\nLocation: /admin/login?next=%2Fadmin%2Fstory%2F7%2Fhistory%3Fx%3D1\r\n"));
    assert_true(says(b, "no-store"));
    assert_int_equal(get(b, "/admin/"), 303);
    assert_true(says(b, "\r\nLocation: /admin/login\r\n"));
    assert_int_equal(get(b, "/admin/login"), 200);
    assert_int_equal(post(b, "/admin/logout", ""), 303);
}

static void a_strangers_story_comes_back_after_the_sign_in(void **state)
{
    struct bench *b = *state;
    assert_int_equal(post(b, "/admin/story/new", "headline=Night+ferries&body=One%0D%0ATwo"), 403);
    assert_true(says(b, "/admin/login"));
    assert_true(says(b, "Night%20ferries"));
    assert_true(says(b, "no-store"));
    ask(b, "POST", "/admin/story/new");
    param(b, "HTTP_ORIGIN", "https://evil.example");
    send_body(b, FORM_TYPE, "headline=Night+ferries");
    go(b);
    assert_false(says(b, "Night%20ferries"));
}

static void a_role_opens_what_it_opens(void **state)
{
    struct bench *b = *state;
    sign_in(b, b->author);
    assert_int_equal(get(b, "/admin/"), 200);
    assert_true(says(b, "no-store"));
    const char *form = arena_printf(b->arena, "csrf=%s", b->csrf);
    assert_int_equal(post(b, "/admin/story/7/lead", form), 403);
    sign_in(b, b->admin);
    form = arena_printf(b->arena, "csrf=%s", b->csrf);
    assert_int_not_equal(post(b, "/admin/story/7/lead", form), 403);
}

static void a_form_needs_its_token_and_our_origin(void **state)
{
    struct bench *b = *state;
    sign_in(b, b->author);
    const char *form = arena_printf(b->arena, "csrf=%s", b->csrf);
    assert_int_equal(post(b, "/admin/logout", ""), 403);
    assert_int_equal(post(b, "/admin/logout", "csrf=x"), 403);
    ask(b, "POST", "/admin/logout");
    param(b, "HTTP_ORIGIN", "https://evil.example");
    send_body(b, FORM_TYPE, form);
    assert_int_equal(go(b), 403);
    ask(b, "POST", "/admin/logout");
    param(b, "HTTP_SEC_FETCH_SITE", "cross-site");
    send_body(b, FORM_TYPE, form);
    assert_int_equal(go(b), 403);
    assert_int_equal(get(b, "/admin/"), 200); /* still signed in */
    ask(b, "POST", "/admin/logout");
    param(b, "HTTP_ORIGIN", BASE);
    param(b, "HTTP_SEC_FETCH_SITE", "same-origin");
    send_body(b, FORM_TYPE, form);
    assert_int_equal(go(b), 303);
    assert_int_equal(get(b, "/admin/"), 303);
}

static void readers_pages_do_not_look_at_cookies(void **state)
{
    struct bench *b = *state;
    assert_int_equal(get(b, "/corrections"), 200);
    char *before = arena_dup(b->arena, b->out.p);
    sign_in(b, b->admin);
    assert_int_equal(get(b, "/corrections"), 200);
    assert_string_equal(b->out.p, before);
    assert_true(says(b, "\r\nCache-Control: public, max-age=0, must-revalidate\r\n"));
    assert_false(says(b, "Set-Cookie"));
}

/* ---- Files ---------------------------------------------------------------------------------- */

static void put_file(struct bench *b, const char *path, const char *text)
{
    char command[256];
    snprintf(command, sizeof command, "mkdir -p \"$(dirname '%s/%s')\"", b->folder, path);
    assert_int_equal(system(command), 0);
    FILE *f = fopen(arena_printf(b->arena, "%s/%s", b->folder, path), "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void pictures_are_sent_in_a_sandbox_and_kept(void **state)
{
    struct bench *b = *state;
    put_file(b, "media/2026/01/0a-960.jpg", "JPEG");
    assert_int_equal(get(b, "/media/2026/01/0a-960.jpg"), 200);
    assert_true(says(b, "\r\nContent-Type: image/jpeg\r\n"));
    assert_true(says(b, "\r\nContent-Security-Policy: sandbox; default-src 'none'"));
    assert_true(says(b, "immutable"));
    assert_string_equal(b->out.p + b->out.len - 8, "\r\n\r\nJPEG");
}

static void nothing_but_pictures_comes_out_of_media(void **state)
{
    static const char *const bad[] = {
        "/media/2026/01/a.html", "/media/2026/01/a.svg",      "/media/2026/01/link.jpg",
        "/media/2026/01/.a.jpg", "/media/2026/01/a.jpg.html", "/media/2026/01/none.jpg",
        "/media/dateline.db",    "/media/2026/01/",           "/media/2026/01/a/b.jpg",
    };
    struct bench *b = *state;
    put_file(b, "media/2026/01/a.html", "x");
    put_file(b, "media/2026/01/a.svg", "x");
    put_file(b, "media/2026/01/.a.jpg", "x");
    put_file(b, "media/2026/01/a/b.jpg", "x");
    assert_int_equal(
        system(arena_printf(b->arena, "ln -s /etc/passwd '%s/media/2026/01/link.jpg'", b->folder)),
        0);
    for (size_t i = 0; i < COUNT(bad); i++) {
        if (get(b, bad[i]) != 404)
            fail_msg("%s came out", bad[i]);
    }
}

static void static_files_are_kept_only_under_their_hash(void **state)
{
    struct bench *b = *state;
    struct buf err;
    char hash[TOKEN_HASH_SIZE];
    put_file(b, "static/css/own.css", "p{}");
    buf_init(&err, 1000);
    assert_true(app_reload(&b->app, &err));
    buf_free(&err);
    token_sha256("p{}", 3, hash);
    assert_int_equal(get(b, arena_printf(b->arena, "/static/%.8s/css/own.css", hash)), 200);
    assert_true(says(b, "\r\nContent-Type: text/css; charset=utf-8\r\n"));
    assert_true(says(b, "immutable"));
    assert_int_equal(get(b, "/static/css/own.css"), 200);
    assert_false(says(b, "immutable"));
    assert_int_equal(get(b, "/static/00000000/css/own.css"), 200);
    assert_false(says(b, "immutable"));
    put_file(b, "static/css/own.css", "p{color:red}");
    assert_int_equal(get(b, arena_printf(b->arena, "/static/%.8s/css/own.css", hash)), 200);
    assert_false(says(b, "immutable"));
    assert_int_equal(get(b, "/static/css/none.css"), 404);
    assert_int_equal(get(b, "/static/css"), 404);
}

/* ---- The site ------------------------------------------------------------------------------- */

static void a_changed_setting_shows_at_the_next_request(void **state)
{
    struct bench *b = *state;
    struct problems why = {.arena = b->arena};
    assert_int_equal(get(b, "/corrections"), 200);
    assert_false(says(b, "Strict-Transport-Security"));
    assert_int_equal(setting_set(app_writer(&b->app, true), SETTING_BASE_URL,
                                 "https://news.example.org", 0, dateline_now(), &why),
                     STORE_OK);
    assert_int_equal(get(b, "/corrections"), 200);
    assert_true(says(b, "Strict-Transport-Security"));
}

static void a_faulty_template_is_refused_and_the_old_ones_serve(void **state)
{
    struct bench *b = *state;
    struct buf err;
    put_file(b, "templates/layout.tpl", "<p>{{X}}");
    buf_init(&err, 1000);
    assert_false(app_reload(&b->app, &err));
    assert_non_null(strstr(err.p, "layout.tpl"));
    buf_free(&err);
    assert_int_equal(get(b, "/corrections"), 200);
}

static void another_locale_brings_its_words_with_the_next_request(void **state)
{
    struct bench *b = *state;
    struct problems why = {.arena = b->arena};
    assert_int_equal(get(b, "/corrections"), 200);
    assert_true(says(b, "<h1>Corrections</h1>"));
    assert_int_equal(
        setting_set(app_writer(&b->app, true), SETTING_LOCALE, "de-AT", 0, dateline_now(), &why),
        STORE_OK);
    assert_int_equal(get(b, "/corrections"), 200);
    assert_true(says(b, "<h1>Korrekturen</h1>"));
    assert_true(says(b, "<html lang=\"de-AT\" dir=\"ltr\">"));
}

static void faulty_words_are_refused_and_the_old_ones_serve(void **state)
{
    struct bench *b = *state;
    struct problems why = {.arena = b->arena};
    struct buf err;
    put_file(b, "templates/translations/de.json",
             "{\"More from %SECTION%\": \"Mehr aus %RESSORT%\"}");
    assert_int_equal(
        setting_set(app_writer(&b->app, true), SETTING_LOCALE, "de", 0, dateline_now(), &why),
        STORE_OK);
    assert_int_equal(get(b, "/corrections"), 200);
    assert_true(says(b, "<h1>Corrections</h1>"));
    buf_init(&err, 1000);
    assert_false(app_reload(&b->app, &err));
    assert_non_null(strstr(err.p, "templates/translations/de.json"));
    buf_clear(&err);
    put_file(b, "templates/translations/de.json", "{\"Corrections\": \"Berichtigungen\"}");
    assert_true(app_reload(&b->app, &err));
    buf_free(&err);
    assert_int_equal(get(b, "/corrections"), 200);
    assert_true(says(b, "<h1>Berichtigungen</h1>"));
}

#define WITH_BENCH(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BENCH(a_body_must_be_as_long_as_it_says),
        WITH_BENCH(a_body_without_a_length_is_411),
        WITH_BENCH(refused_bodies_are_read_to_their_end),
        WITH_BENCH(strangers_may_send_little_and_editors_pictures),
        WITH_BENCH(only_text_forms_are_taken),
        WITH_BENCH(addresses_that_are_none_are_400),
        WITH_BENCH(a_query_that_a_page_does_not_use_changes_nothing),
        WITH_BENCH(a_redirect_keeps_the_query_whatever_it_is),
        WITH_BENCH(slips_redirect_and_keep_the_query),
        WITH_BENCH(head_is_get_without_content),
        WITH_BENCH(the_path_may_come_without_request_uri),
        WITH_BENCH(strangers_are_sent_to_the_sign_in_page_and_back),
        WITH_BENCH(a_strangers_story_comes_back_after_the_sign_in),
        WITH_BENCH(a_role_opens_what_it_opens),
        WITH_BENCH(a_form_needs_its_token_and_our_origin),
        WITH_BENCH(readers_pages_do_not_look_at_cookies),
        WITH_BENCH(pictures_are_sent_in_a_sandbox_and_kept),
        WITH_BENCH(nothing_but_pictures_comes_out_of_media),
        WITH_BENCH(static_files_are_kept_only_under_their_hash),
        WITH_BENCH(a_changed_setting_shows_at_the_next_request),
        WITH_BENCH(a_faulty_template_is_refused_and_the_old_ones_serve),
        WITH_BENCH(another_locale_brings_its_words_with_the_next_request),
        WITH_BENCH(faulty_words_are_refused_and_the_old_ones_serve),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
