/* test_answer.c: which store a handler is given, and whose pages are asked for. */
#include "site.h"

#include "cgi/answer.h"

struct bench {
    char folder[SITE_FOLDER_SIZE];
    struct app app;
    struct arena *arena;
};

static int begin(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    setenv("DATELINE_LOG", "error", 1);
    b->arena = arena_new();
    site_make(b->folder, "http://127.0.0.1:8080");
    site_open(&b->app, b->folder);
    *state = b;
    return 0;
}

static int end(void **state)
{
    struct bench *b = *state;
    app_close(&b->app);
    arena_free(b->arena);
    site_remove(b->folder);
    free(b);
    return 0;
}

/* ---- Handlers and rows of our own ----------------------------------------------------------- */

/* Tries to write, and says whether what it wrote is there to be read. */
static void write_get(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct settings now;
    enum store_status st =
        setting_set(app->store, SETTING_TITLE, "Another title", 0, req->now, &why);
    assert_int_equal(setting_all(app->store, req->arena, &now), STORE_OK);
    bool seen = strcmp(now.v[SETTING_TITLE], "Another title") == 0;
    buf_printf(&res->body, "%s, %s", st == STORE_OK ? "written" : "refused",
               seen ? "seen" : "not seen");
}

static void say_hello(struct app *app, struct req *req, struct res *res)
{
    (void)app;
    (void)req;
    buf_adds(&res->body, "hello");
}

static int answer(struct bench *b, const struct route *route, enum method method, struct buf *out)
{
    struct req req = {.arena = b->arena,
                      .method = method,
                      .path = "/x",
                      .raw_query = "",
                      .csrf = "",
                      .base_url = "",
                      .now = dateline_now()};
    struct routing routing = {.is = ROUTED, .route = route};
    struct res res;
    res_init(&res);
    answer_make(&b->app, &req, &res, &routing);
    int status = res.status;
    buf_clear(out);
    buf_add(out, res.body.p, res.body.len);
    res_free(&res);
    assert_ptr_equal(b->app.store, b->app.reader); /* whatever comes next starts as a reader */
    return status;
}

#define ROW .name = "x", .methods = ROUTE_GET | ROUTE_POST, .get = write_get, .post = write_get

static void a_row_that_does_not_write_is_given_a_store_that_refuses(void **state)
{
    static const struct route reads = {ROW}, posts = {ROW, .writes = ROUTE_POST};
    struct buf out;
    buf_init(&out, 1 << 20);
    assert_int_equal(answer(*state, &reads, METHOD_GET, &out), 200);
    assert_string_equal(out.p, "refused, not seen");
    assert_int_equal(answer(*state, &reads, METHOD_POST, &out), 200);
    assert_string_equal(out.p, "refused, not seen");
    /* A row whose POST writes does not for that write when it is looked at. */
    assert_int_equal(answer(*state, &posts, METHOD_GET, &out), 200);
    assert_string_equal(out.p, "refused, not seen");
    assert_int_equal(answer(*state, &posts, METHOD_HEAD, &out), 200);
    buf_free(&out);
}

static void a_row_that_writes_sees_what_it_wrote(void **state)
{
    static const struct route posts = {ROW, .writes = ROUTE_POST},
                              gets = {ROW, .writes = ROUTE_GET};
    struct buf out;
    buf_init(&out, 1 << 20);
    assert_int_equal(answer(*state, &posts, METHOD_POST, &out), 200);
    assert_string_equal(out.p, "written, seen");
    assert_int_equal(answer(*state, &gets, METHOD_GET, &out), 200);
    assert_string_equal(out.p, "written, seen");
    buf_free(&out);
}

/* No writing store can be opened below a folder that is not there. */
static void without_a_writing_store_a_row_that_writes_is_answered_503(void **state)
{
    static const struct route route = {.name = "x",
                                       .methods = ROUTE_GET | ROUTE_POST,
                                       .writes = ROUTE_POST,
                                       .get = say_hello,
                                       .post = say_hello};
    struct bench *b = *state;
    struct buf out;
    const char *site = b->app.site;
    buf_init(&out, 1 << 20);
    b->app.site = "/nowhere/at/all";
    assert_int_equal(answer(b, &route, METHOD_POST, &out), 503);
    assert_non_null(strstr(out.p, "database was replaced or removed meanwhile."));
    assert_int_equal(answer(b, &route, METHOD_GET, &out), 200);
    assert_string_equal(out.p, "hello");
    b->app.site = site;
    assert_int_equal(answer(b, &route, METHOD_POST, &out), 200);
    buf_free(&out);
}

/* ---- Whose page it is ----------------------------------------------------------------------- */

static void the_editors_pages_are_admin_and_what_is_below_it(void **state)
{
    static const struct {
        const char *path;
        bool editors;
    } cases[] = {
        {"/admin", true},           {"/admin/", true},   {"/admin/story/1", true},
        {"/administration", false}, {"/admins/", false}, {"/admi", false},
        {"/2026/01/admin/", false}, {"/", false},
    };
    struct bench *b = *state;
    char token[TOKEN_SIZE];
    struct fields cookies = {0};
    int64_t now = dateline_now(), user = site_add_user(&b->app, "ines", ROLE_EDITOR);
    assert_int_equal(session_start(app_writer(&b->app, true), user, "test", NULL, now, token),
                     STORE_OK);
    fields_add(b->arena, &cookies, "dateline", token);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct req req = {.arena = b->arena,
                          .method = METHOD_GET,
                          .path = cases[i].path,
                          .raw_query = "",
                          .base_url = "",
                          .cookies = cookies,
                          .now = now};
        struct routing routing;
        answer_begin(&b->app);
        answer_route(&b->app, &req, &routing);
        /* A reader's page is of one instant and the same for everybody; an editor's is neither. */
        if ((req.session != NULL) != cases[i].editors || b->app.snapshot == cases[i].editors)
            fail_msg("%s", cases[i].path);
        answer_release(&b->app);
        assert_false(b->app.snapshot);
    }
}

static void what_is_posted_is_not_of_one_instant(void **state)
{
    struct bench *b = *state;
    struct req req = {
        .arena = b->arena, .method = METHOD_POST, .path = "/2026/01/a/report", .raw_query = ""};
    struct routing routing;
    answer_begin(&b->app);
    answer_route(&b->app, &req, &routing);
    assert_false(b->app.snapshot);
}

#define WITH_BENCH(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BENCH(a_row_that_does_not_write_is_given_a_store_that_refuses),
        WITH_BENCH(a_row_that_writes_sees_what_it_wrote),
        WITH_BENCH(without_a_writing_store_a_row_that_writes_is_answered_503),
        WITH_BENCH(the_editors_pages_are_admin_and_what_is_below_it),
        WITH_BENCH(what_is_posted_is_not_of_one_instant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
