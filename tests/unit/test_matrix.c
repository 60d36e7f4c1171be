/* test_matrix.c: who may do what: every row of the desk in cgi/routes.c, by every role, to stories of their own,
 * written with others, and of others, in every state. What is expected is generated from that table and from
 * db/permission.h; what is refused is refused in the desk's own design. */
#include "site.h"

#include "cgi/answer.h"
#include "cgi/http/exchange.h"
#include "cgi/http/req.h"
#include "cgi/http/router.h"
#include "db/permission.h"
#include "db/story_writer.h"

#define BASE "http://127.0.0.1:8080"
#define DAY INT64_C(86400000)

struct bench {
    char folder[SITE_FOLDER_SIZE];
    struct app app;
    struct arena *a;
    int64_t user[ROLE_MAX], stranger, boss;
    char cookie[ROLE_MAX][TOKEN_SIZE + 16];
    const char *csrf[ROLE_MAX];
    int64_t made[ROLE_MAX][3][STORY_STATE_MAX]; /* stories, one for many rows */
    /* One exchange: */
    struct fields params;
    const char *body;
    size_t read;
    struct buf out;
};

static int begin(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    struct problems why;
    int64_t section;
    setenv("DATELINE_LOG", "error", 1);
    b->a = arena_new();
    why = (struct problems){.arena = b->a};
    buf_init(&b->out, 1 << 24);
    site_make(b->folder, BASE);
    site_open(&b->app, b->folder);
    struct store *w = app_writer(&b->app, true);
    assert_int_equal(group_put(w, GROUP_SECTION, &(struct group){.slug = "city", .name = "City"}, 0,
                               dateline_now(), &section, &why),
                     STORE_OK);
    for (enum role r = ROLE_CONTRIBUTOR; r < ROLE_MAX; r++) {
        char token[TOKEN_SIZE];
        struct session s;
        b->user[r] = site_add_user(&b->app, role_name(r), r);
        assert_int_equal(session_start(w, b->user[r], "test", NULL, dateline_now(), token),
                         STORE_OK);
        assert_int_equal(session_find(w, b->a, token, dateline_now(), &s), STORE_OK);
        snprintf(b->cookie[r], sizeof b->cookie[r], "dateline=%s", token);
        b->csrf[r] = s.csrf;
    }
    b->stranger = site_add_user(&b->app, "somebody", ROLE_AUTHOR);
    b->boss = site_add_user(&b->app, "boss", ROLE_ADMIN);
    *state = b;
    return 0;
}

static int end(void **state)
{
    struct bench *b = *state;
    app_close(&b->app);
    arena_free(b->a);
    buf_free(&b->out);
    site_remove(b->folder);
    free(b);
    return 0;
}

/* ---- The client ------------------------------------------------------------------------------ */

static const char *client_param(void *ctx, const char *name)
{
    return fields_get(&((struct bench *)ctx)->params, name);
}

static long client_read(void *ctx, char *to, size_t n)
{
    struct bench *b = ctx;
    size_t left = strlen(b->body) - b->read;
    n = n < left ? n : left;
    memcpy(to, b->body + b->read, n);
    b->read += n;
    return (long)n;
}

static bool client_write(void *ctx, const char *from, size_t n, bool more)
{
    struct bench *b = ctx;
    (void)more;
    buf_add(&b->out, from, n);
    return true;
}

static int ask(struct bench *b, bool post, const char *uri, enum role r)
{
    const struct exchange_io io = {
        .param = client_param, .read = client_read, .write = client_write, .ctx = b};
    struct arena *a = arena_new();
    b->params = (struct fields){0};
    b->body = post && r ? arena_printf(b->a, "csrf=%s", b->csrf[r]) : "";
    b->read = 0;
    fields_add(b->a, &b->params, "REQUEST_METHOD", post ? "POST" : "GET");
    fields_add(b->a, &b->params, "REQUEST_URI", uri);
    fields_add(b->a, &b->params, "QUERY_STRING", "");
    fields_add(b->a, &b->params, "REMOTE_ADDR", "192.0.2.1");
    fields_add(b->a, &b->params, "HTTP_ORIGIN", BASE);
    if (r)
        fields_add(b->a, &b->params, "HTTP_COOKIE", b->cookie[r]);
    if (post) {
        fields_add(b->a, &b->params, "CONTENT_TYPE", "application/x-www-form-urlencoded");
        fields_add(b->a, &b->params, "CONTENT_LENGTH", arena_printf(b->a, "%zu", strlen(b->body)));
    }
    buf_clear(&b->out);
    (void)!exchange_serve(&answer_functions, &b->app, a, &io);
    arena_free(a);
    return atoi(b->out.p + 8);
}

/* ---- Stories --------------------------------------------------------------------------------- */

enum whose { OWN, SHARED, OTHERS, WHOSE_MAX };
static const char *const whose_names[] = {"own", "co-written", "other's"};

static int64_t save(struct bench *b, int64_t id, const struct actor *by, enum story_action action,
                    int64_t at)
{
    struct store *w = app_writer(&b->app, true);
    struct story_save in = {
        .kind = STORY_NEWS,
        .slug = "",
        .text = {.headline = "A story", .body = "Words.", .section = {.slug = "city"}}};
    struct story_saved out;
    struct problems why = {.arena = b->a};
    if (id)
        assert_int_equal(story_save_begin(w, b->a, id, NAMED_DRAFT, dateline_now(), &in), STORE_OK);
    in.by = by;
    in.action = action;
    in.published_at = at;
    in.others_read = true;
    enum store_status st = story_save(w, b->a, &in, dateline_now(), &out, &why);
    if (st != STORE_OK)
        fail_msg("%s", why.n ? why.v[0].text : store_error(w));
    return out.story_id;
}

static int64_t make_story(struct bench *b, enum role r, enum whose whose, enum story_state state)
{
    struct store *w = app_writer(&b->app, true);
    struct problems why = {.arena = b->a};
    const struct actor boss = {.user = b->boss, .role = ROLE_ADMIN};
    const struct actor begun = {.user = whose == OWN ? b->user[r] : b->stranger,
                                .role = whose == OWN ? r : ROLE_AUTHOR};
    int64_t id = save(b, 0, &begun, STORY_KEEP, 0), now = dateline_now();
    if (whose == SHARED)
        assert_int_equal(story_writer_add(w, id, role_name(r), &boss, now, &why), STORE_OK);
    if (state == STORY_IN_REVIEW)
        save(b, id, &boss, STORY_SUBMIT, 0);
    if (state == STORY_BINNED)
        assert_int_equal(story_bin(w, id, 0, &boss, now, &why), STORE_OK);
    if (state == STORY_SCHEDULED || state == STORY_LIVE || state == STORY_WITHDRAWN)
        save(b, id, &boss, STORY_PUBLISH, state == STORY_SCHEDULED ? now + DAY : 0);
    if (state == STORY_WITHDRAWN)
        assert_int_equal(story_withdraw(w, id, TIME_ANY, "Wrong.", &boss, dateline_now(), &why),
                         STORE_OK);
    return id;
}

/* ---- The matrix ------------------------------------------------------------------------------ */

struct counted {
    int cells, unexpected;
};

static void expect(struct bench *b, struct counted *n, bool may, int status, const char *what)
{
    bool desk = strstr(b->out.p, "/css/admin.css") != NULL;
    bool good = may ? status != 403 && status < 500 : status == 403 && desk;
    n->cells++;
    n->unexpected += !good;
    if (!good)
        print_error("%s: %d, and %s was expected\n", what, status, may ? "yes" : "the desk's 403");
}

/* One in that state: another where the last row did something to it. */
static int64_t story_of(struct bench *b, enum role r, enum whose whose, enum story_state state,
                        struct story_view *view)
{
    struct store *w = app_writer(&b->app, true);
    int64_t *id = &b->made[r][whose][state];
    if (*id)
        assert_int_equal(story_get(w, b->a, *id, 0, dateline_now(), view), STORE_OK);
    if (*id && view->story.state == state)
        return *id;
    *id = make_story(b, r, whose, state);
    assert_int_equal(story_get(w, b->a, *id, 0, dateline_now(), view), STORE_OK);
    assert_int_equal(view->story.state, state);
    return *id;
}

static void ask_of_story(struct bench *b, struct counted *n, const struct route *row, bool post,
                         enum role r, enum whose whose, enum story_state state)
{
    const struct actor by = {.user = b->user[r], .role = r};
    struct story_view view;
    int64_t id = story_of(b, r, whose, state, &view);
    int act = post ? row->post_act : row->get_act;
    bool may = r >= row->role && permission_may(&by, (enum act)(act - 1), &view.story);
    const char *rest = strchr(row->pattern, '}') + 1;
    int status = ask(b, post, arena_printf(b->a, "/admin/story/%lld%s", (long long)id, rest), r);
    expect(b, n, may, status,
           arena_printf(b->a, "%s %s by %s on %s story, %s", post ? "POST" : "GET", row->name,
                        role_name(r), whose_names[whose], story_state_name(state)));
}

static bool is_of_story(const struct route *row)
{
    return strncmp(row->pattern, "/admin/story/{id}", strlen("/admin/story/{id}")) == 0;
}

static void every_row_of_a_story_asks_the_table_of_permissions(void **state)
{
    struct bench *b = *state;
    struct counted n = {0};
    for (size_t i = 0; i < routes_n; i++) {
        const struct route *row = &routes[i];
        for (int post = 0; post <= 1 && is_of_story(row); post++) {
            if (!(row->methods & (post ? ROUTE_POST : ROUTE_GET)))
                continue;
            if (!(post ? row->post_act : row->get_act))
                fail_msg("%s does not say what it takes", row->name);
            for (enum role r = ROLE_CONTRIBUTOR; r < ROLE_MAX; r++)
                for (int whose = OWN; whose < WHOSE_MAX; whose++)
                    for (int st = STORY_DRAFT; st < STORY_STATE_MAX; st++)
                        ask_of_story(b, &n, row, post, r, (enum whose)whose, (enum story_state)st);
        }
    }
    print_message("%d cells, %d unexpected\n", n.cells, n.unexpected);
    assert_true(n.cells > 1000);
    assert_int_equal(n.unexpected, 0);
}

/* "/admin/person/{id}" → "/admin/person/1". */
static const char *address_of(struct bench *b, const char *pattern)
{
    const char *out = "";
    for (const char *at = pattern; *at;) {
        size_t n = strcspn(at, "{");
        out = arena_printf(b->a, "%s%.*s%s", out, (int)n, at, at[n] ? "1" : "");
        at += n;
        at += *at ? strcspn(at, "}") + 1 : 0;
    }
    return out;
}

static void every_other_row_of_the_desk_asks_for_its_role(void **state)
{
    struct bench *b = *state;
    struct counted n = {0};
    for (size_t i = 0; i < routes_n; i++) {
        const struct route *row = &routes[i];
        if (strncmp(row->pattern, "/admin/", 7) != 0 || row->role == ROLE_NONE ||
            is_of_story(row) || strcmp(row->name, "logout") == 0)
            continue;
        for (int post = 0; post <= 1; post++)
            for (enum role r = ROLE_CONTRIBUTOR; r < ROLE_MAX; r++) {
                if (!(row->methods & (post ? ROUTE_POST : ROUTE_GET)))
                    continue;
                int status = ask(b, post, address_of(b, row->pattern), r);
                expect(b, &n, r >= row->role, status,
                       arena_printf(b->a, "%s %s by %s", post ? "POST" : "GET", row->name,
                                    role_name(r)));
            }
    }
    print_message("%d cells, %d unexpected\n", n.cells, n.unexpected);
    assert_int_equal(n.unexpected, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_row_of_a_story_asks_the_table_of_permissions, begin,
                                        end),
        cmocka_unit_test_setup_teardown(every_other_row_of_the_desk_asks_for_its_role, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
