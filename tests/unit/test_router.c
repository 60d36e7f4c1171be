/* test_router.c: the route table: who may ask for what, and where each address leads. */
#include "check.h"

#include "cgi/http/router.h"

/* ---- Who may ask ---------------------------------------------------------------------------- */

/* What each route is meant to be. A route that is missing here fails the tests: whoever adds one
 * says here, a second time, who may use it. */
static const struct expected {
    const char *name;
    unsigned methods;
    enum role role;
    enum cache_class cache;
    enum csrf_check csrf; /* false: none; true: the session's token */
} matrix[] = {
    {"front", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"corrections", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"robots", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"license", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"tdm", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"healthz", ROUTE_GET, ROLE_NONE, CACHE_NONE, false},
    {"metrics", ROUTE_GET, ROLE_NONE, CACHE_NONE, false},
    {"search", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"sitemap", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"sitemap-part", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"news-sitemap", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"feed", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"changes-feed", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"story-markdown", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"corrections-feed", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"tag-feed", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"author-feed", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"section-feed", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"month", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"year", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"static", ROUTE_GET, ROLE_NONE, CACHE_FOREVER, false},
    {"media", ROUTE_GET, ROLE_NONE, CACHE_PICTURE, false},
    {"tag", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"author", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"changes", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"story", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"section", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},
    {"page", ROUTE_GET, ROLE_NONE, CACHE_PAGE, false},

    {"report", ROUTE_GET | ROUTE_POST, ROLE_NONE, CACHE_NONE, CSRF_SIGNED},
    {"login", ROUTE_GET | ROUTE_POST, ROLE_NONE, CACHE_NONE, true},
    {"login-code", ROUTE_GET | ROUTE_POST, ROLE_NONE, CACHE_NONE, true},
    {"login-challenge", ROUTE_POST, ROLE_NONE, CACHE_NONE, true},
    {"login-passkey", ROUTE_POST, ROLE_NONE, CACHE_NONE, true},
    {"passkeys", ROUTE_GET | ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"link", ROUTE_GET | ROUTE_POST, ROLE_NONE, CACHE_NONE, true},
    {"second-step", ROUTE_GET | ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},

    {"desk", ROUTE_GET, ROLE_CONTRIBUTOR, CACHE_NONE, false},
    {"logout", ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"story-new", ROUTE_GET | ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"story-edit", ROUTE_GET | ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"preview", ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"history", ROUTE_GET, ROLE_CONTRIBUTOR, CACHE_NONE, false},
    {"story-discard", ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"story-bin", ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"bulk", ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"media-upload", ROUTE_GET | ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"media-new", ROUTE_GET | ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"media-words", ROUTE_GET | ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"picture", ROUTE_GET | ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"picture-file", ROUTE_GET, ROLE_CONTRIBUTOR, CACHE_NONE, false},
    {"paste", ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"story-copy", ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"story-writers", ROUTE_GET, ROLE_CONTRIBUTOR, CACHE_NONE, false},
    {"find", ROUTE_GET, ROLE_CONTRIBUTOR, CACHE_NONE, false},
    {"suggest", ROUTE_GET, ROLE_CONTRIBUTOR, CACHE_NONE, false},
    {"account", ROUTE_GET | ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},

    {"reports", ROUTE_GET, ROLE_EDITOR, CACHE_NONE, false},
    {"report-edit", ROUTE_GET | ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"guest", ROUTE_GET | ROUTE_POST, ROLE_NONE, CACHE_NONE, CSRF_SIGNED},
    {"sections", ROUTE_GET | ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"house-style", ROUTE_GET | ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"bylines", ROUTE_GET, ROLE_EDITOR, CACHE_NONE, false},
    {"tags", ROUTE_GET, ROLE_EDITOR, CACHE_NONE, false},
    {"redirects", ROUTE_GET | ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"section-edit", ROUTE_GET | ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"byline-edit", ROUTE_GET | ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"tag-edit", ROUTE_GET | ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"audit", ROUTE_GET, ROLE_ADMIN, CACHE_NONE, false},
    {"audit-csv", ROUTE_GET, ROLE_ADMIN, CACHE_NONE, false},
    {"settings", ROUTE_GET | ROUTE_POST, ROLE_ADMIN, CACHE_NONE, true},
    {"logo", ROUTE_GET | ROUTE_POST, ROLE_ADMIN, CACHE_NONE, true},
    {"status", ROUTE_GET, ROLE_ADMIN, CACHE_NONE, false},
    {"import", ROUTE_GET | ROUTE_POST, ROLE_ADMIN, CACHE_NONE, true},
    {"import-report", ROUTE_GET, ROLE_ADMIN, CACHE_NONE, false},
    {"people", ROUTE_GET | ROUTE_POST, ROLE_ADMIN, CACHE_NONE, true},
    {"person", ROUTE_GET | ROUTE_POST, ROLE_ADMIN, CACHE_NONE, true},
    {"story-notes", ROUTE_GET | ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"suggestions", ROUTE_GET | ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"story-times", ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"story-withdraw", ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"story-restore", ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"assignments", ROUTE_GET, ROLE_CONTRIBUTOR, CACHE_NONE, false},
    {"assignment-new", ROUTE_GET | ROUTE_POST, ROLE_AUTHOR, CACHE_NONE, true},
    {"assignment-edit", ROUTE_GET | ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"calendar", ROUTE_GET, ROLE_CONTRIBUTOR, CACHE_NONE, false},
    {"front-edit", ROUTE_GET | ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"front-preview", ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"prices", ROUTE_GET | ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"trust", ROUTE_GET, ROLE_EDITOR, CACHE_NONE, false},
    {"ai", ROUTE_GET, ROLE_EDITOR, CACHE_NONE, false},
    {"ai-csv", ROUTE_GET, ROLE_EDITOR, CACHE_NONE, false},
    {"story-review", ROUTE_POST, ROLE_CONTRIBUTOR, CACHE_NONE, true},
    {"story-unschedule", ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"story-take-back", ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"story-reword", ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
    {"story-lead", ROUTE_POST, ROLE_EDITOR, CACHE_NONE, true},
};
#define MATRIX_N (sizeof matrix / sizeof matrix[0])

static const struct expected *expected_of(const char *name)
{
    for (size_t i = 0; i < MATRIX_N; i++) {
        if (strcmp(matrix[i].name, name) == 0)
            return &matrix[i];
    }
    return NULL;
}

static void every_route_is_what_the_matrix_says(void **state)
{
    (void)state;
    assert_int_equal(routes_n, MATRIX_N);
    for (size_t i = 0; i < routes_n; i++) {
        const struct route *r = &routes[i];
        const struct expected *e = expected_of(r->name);
        if (!e)
            fail_msg("the route %s has no entry in the matrix", r->name);
        assert_int_equal(r->methods, e->methods);
        assert_int_equal(r->role, e->role);
        assert_int_equal(r->cache, e->cache);
        assert_int_equal(r->csrf, e->csrf);
    }
}

static void every_route_is_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < routes_n; i++) {
        const struct route *r = &routes[i];
        bool post = r->methods & ROUTE_POST;
        assert_int_equal(r->get != NULL, (r->methods & ROUTE_GET) != 0);
        assert_int_equal(r->post != NULL, post);
        assert_int_equal(r->body_max > 0, post);
        /* What changes something proves where it comes from, and is never kept. A signed form is
         * for those who have no session, and for nobody else. */
        bool signed_form = r->csrf == CSRF_SIGNED && r->role == ROLE_NONE &&
                           strncmp(r->pattern, "/admin/", 7) != 0;
        assert_true(!post || ((r->csrf == CSRF_TOKEN || signed_form) && r->cache == CACHE_NONE));
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(r->name, routes[j].name);
    }
}

static void the_editors_pages_are_closed_to_strangers(void **state)
{
    (void)state;
    for (size_t i = 0; i < routes_n; i++) {
        const struct route *r = &routes[i];
        bool editors = strncmp(r->pattern, "/admin/", 7) == 0;
        bool door = strncmp(r->name, "login", 5) == 0 || strcmp(r->name, "link") == 0;
        bool first = strcmp(r->name, "logout") == 0 || strcmp(r->name, "second-step") == 0 ||
                     strcmp(r->name, "passkeys") == 0;
        assert_int_equal(r->before_code, first);
        assert_int_equal(r->role > ROLE_NONE, editors && !door);
        bool machine = strcmp(r->name, "healthz") == 0 || strcmp(r->name, "metrics") == 0;
        assert_int_equal(r->cache == CACHE_NONE, editors || machine || r->csrf == CSRF_SIGNED);
    }
}

static void what_is_posted_writes_and_what_is_read_does_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < routes_n; i++) {
        const struct route *r = &routes[i];
        bool shows_only = strcmp(r->name, "preview") == 0 || strcmp(r->name, "paste") == 0 ||
                          strcmp(r->name, "front-preview") == 0;
        /* Readers' e-mails that are too old; a guest's visit. */
        bool wipes = strcmp(r->name, "reports") == 0 || strcmp(r->name, "guest") == 0;
        assert_int_equal((r->writes & ROUTE_POST) != 0, (r->methods & ROUTE_POST) && !shows_only);
        assert_int_equal((r->writes & ROUTE_GET) != 0, wipes);
        /* What is shown again by its own handler has a session, and a page. */
        assert_true(!r->shown_again || (r->resume_form && (r->writes & ROUTE_POST) && !r->slow &&
                                        r->role > ROLE_NONE));
    }
}

/* ---- Where addresses lead ------------------------------------------------------------------- */

struct found {
    enum routed is;
    const struct route *route;
    const char *location, *allow;
    struct req req;
};

static struct found find(void **state, enum method method, const char *path, const char *query)
{
    struct found f = {.req = {.arena = *state, .method = method, .path = path, .raw_query = query}};
    f.is = route_find(&f.req, &f.route, &f.location, &f.allow);
    return f;
}

static void paths_lead_to_their_routes(void **state)
{
    static const struct {
        const char *path, *route;
    } cases[] = {
        {"/", "front"},
        {"/corrections", "corrections"},
        {"/robots.txt", "robots"},
        {"/license.xml", "license"},
        {"/.well-known/tdmrep.json", "tdm"},
        {"/healthz", "healthz"},
        {"/metrics", "metrics"},
        {"/static/0badc0de/css/site.css", "static"},
        {"/media/2026/01/a-960.jpg", "media"},
        {"/tag/sea-level/", "tag"},
        {"/author/ines-okafor/", "author"},
        {"/2026/01/high-tide", "story"},
        {"/2026/12/high-tide/changes", "changes"},
        {"/2026/12/high-tide/report", "report"},
        {"/admin/reports", "reports"},
        {"/admin/report/7", "report-edit"},
        {"/admin/sections", "sections"},
        {"/admin/style", "house-style"},
        {"/admin/redirects", "redirects"},
        {"/admin/assignments", "assignments"},
        {"/admin/assignment/new", "assignment-new"},
        {"/admin/assignment/7", "assignment-edit"},
        {"/admin/calendar", "calendar"},
        {"/admin/front", "front-edit"},
        {"/admin/prices", "prices"},
        {"/admin/media", "media-upload"},
        {"/admin/media/new", "media-new"},
        {"/admin/media/words", "media-words"},
        {"/admin/media/7", "picture"},
        {"/admin/media/7/file", "picture-file"},
        {"/admin/section/news", "section-edit"},
        {"/admin/bylines", "bylines"},
        {"/admin/byline/ines-okafor", "byline-edit"},
        {"/admin/tags", "tags"},
        {"/admin/tag/ferry", "tag-edit"},
        {"/admin/audit", "audit"},
        {"/admin/audit.csv", "audit-csv"},
        {"/admin/settings", "settings"},
        {"/admin/logo", "logo"},
        {"/admin/trust", "trust"},
        {"/admin/people", "people"},
        {"/admin/status", "status"},
        {"/admin/import", "import"},
        {"/admin/import/report.json", "import-report"},
        {"/admin/login/code", "login-code"},
        {"/admin/account/second-step", "second-step"},
        {"/admin/account/passkeys", "passkeys"},
        {"/admin/person/7", "person"},
        {"/politics/", "section"},
        {"/2026/", "year"},
        {"/2026/01/", "month"},
        {"/feed.atom", "feed"},
        {"/changes.atom", "changes-feed"},
        {"/2026/01/high-tide.md", "story-markdown"},
        {"/corrections/feed.rss", "corrections-feed"},
        {"/tag/sea-level/feed.json", "tag-feed"},
        {"/author/ines-okafor/feed.rss", "author-feed"},
        {"/politics/feed.atom", "section-feed"},
        {"/sitemap.xml", "sitemap"},
        {"/sitemap-12.xml", "sitemap-part"},
        {"/news-sitemap.xml", "news-sitemap"},
        {"/about", "page"},
        {"/admin/", "desk"},
        {"/admin/login", "login"},
        {"/admin/story/new", "story-new"},
        {"/admin/story/7", "story-edit"},
        {"/admin/story/9223372036854775807", "story-edit"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct found f = find(state, METHOD_GET, cases[i].path, "");
        if (f.is != ROUTED)
            fail_msg("%s leads nowhere", cases[i].path);
        assert_string_equal(f.route->name, cases[i].route);
    }
}

static void names_in_the_path_become_parameters(void **state)
{
    struct found f = find(state, METHOD_GET, "/2026/01/high-tide/changes", "");
    assert_string_equal(req_param(&f.req, "yyyy"), "2026");
    assert_string_equal(req_param(&f.req, "mm"), "01");
    assert_string_equal(req_param(&f.req, "slug"), "high-tide");
    f = find(state, METHOD_GET, "/static/css/site.css", "");
    assert_string_equal(req_param(&f.req, "rest"), "css/site.css");
    f = find(state, METHOD_POST, "/admin/story/42/times", "");
    assert_string_equal(req_param(&f.req, "id"), "42");
    f = find(state, METHOD_GET, "/sitemap-12.xml", "");
    assert_string_equal(req_param(&f.req, "id"), "12");
    f = find(state, METHOD_GET, "/politics/feed.atom", "");
    assert_string_equal(req_param(&f.req, "section"), "politics");
    assert_string_equal(req_param(&f.req, "format"), "atom");
}

static void what_is_not_in_the_table_is_not_found(void **state)
{
    static const char *const paths[] = {
        "/2026/13/slug",
        "/2026/00/slug",
        "/2026/1/slug",
        "/26/01/slug",
        "/static/",
        "/media/",
        "/admin/story/0",
        "/admin/story/",
        "/admin/x",
        "/a/b",
        "/2026/01/sl_ug",
        "/admin/story/-1",
        "//about/",
        "//about",
        "/a//b",
        "/tag/",
        "/admin/story/07",
        "/search/x/",
        "/.git",
        "/admin/story/7/x",
        "/admin/story/9223372036854775808",
        "/2026/01/slug/changes/x",
        "/sitemap-0.xml",
        "/sitemap-.xml",
        "/sitemap-1.xm",
        "/sitemap-01.xml",
        "/sitemap-a.xml",
        "/feed.",
        "/feed.a.b",
        "/2026/feed.atom",
        "/2026/01/feed.atom",
        "/admin/feed.atom",
        "/2026/13/",
    };
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct found f = find(state, METHOD_GET, paths[i], "");
        if (f.is != ROUTED_NOT_FOUND)
            fail_msg("%s leads somewhere", paths[i]);
    }
}

static void slips_of_slash_and_letter_case_redirect(void **state)
{
    static const struct {
        const char *path, *query, *to;
    } cases[] = {
        {"/2026/01/High-Tide", "", "/2026/01/high-tide"},
        {"/2026/01/high-tide/", "", "/2026/01/high-tide"},
        {"/2026/01/HIGH-TIDE/", "a=1&b", "/2026/01/high-tide?a=1&b"},
        {"/tag/sea-level", "", "/tag/sea-level/"},
        {"/corrections/", "", "/corrections"},
        {"/admin", "", "/admin/"},
        {"/Admin/Login", "next=%2Fadmin%2F", "/admin/login?next=%2Fadmin%2F"},
        {"/About", "", "/about"},
        {"//", "", "/"},
        {"/2026", "", "/2026/"},
        {"/2026/01", "", "/2026/01/"},
        {"/Feed.RSS", "", "/feed.rss"},
        {"/City/Feed.atom/", "", "/city/feed.atom"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct found f = find(state, METHOD_HEAD, cases[i].path, cases[i].query);
        if (f.is != ROUTED_REDIRECT)
            fail_msg("%s does not redirect", cases[i].path);
        assert_string_equal(f.location, cases[i].to);
    }
}

static void a_slip_never_redirects_a_form_or_a_file(void **state)
{
    assert_int_equal(find(state, METHOD_POST, "/admin/login/", "").is, ROUTED_NOT_FOUND);
    struct found f = find(state, METHOD_GET, "/static/css/Site.css", "");
    assert_int_equal(f.is, ROUTED);
    assert_string_equal(req_param(&f.req, "rest"), "css/Site.css");
}

static void a_wrong_method_names_the_right_ones(void **state)
{
    struct found f = find(state, METHOD_POST, "/corrections", "");
    assert_int_equal(f.is, ROUTED_METHOD);
    assert_string_equal(f.allow, "GET, HEAD");
    f = find(state, METHOD_GET, "/admin/logout", "");
    assert_int_equal(f.is, ROUTED_METHOD);
    assert_string_equal(f.allow, "POST");
    f = find(state, METHOD_OTHER, "/admin/login", "");
    assert_int_equal(f.is, ROUTED_METHOD);
    assert_string_equal(f.allow, "GET, HEAD, POST");
    assert_int_equal(find(state, METHOD_OTHER, "/a/b/c", "").is, ROUTED_NOT_FOUND);
}

static void strangers_may_not_send_pictures(void **state)
{
    struct found f = find(state, METHOD_POST, "/admin/story/new", "");
    struct session session = {.user = {.role = ROLE_AUTHOR}};
    assert_int_equal(route_body_max(f.route, &f.req), ROUTE_STRANGER_MAX);
    f.req.known_address = true;
    assert_int_equal(route_body_max(f.route, &f.req), ROUTE_SIGNED_OUT_MAX);
    f.req.session = &session;
    assert_true(route_body_max(f.route, &f.req) > 40u * 1024 * 1024);
    f = find(state, METHOD_POST, "/admin/login", "");
    assert_int_equal(route_body_max(f.route, &f.req), ROUTE_STRANGER_MAX);
    f.req.known_address = true;
    assert_int_equal(route_body_max(f.route, &f.req), ROUTE_SIGNED_OUT_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_is_what_the_matrix_says),
        cmocka_unit_test(every_route_is_whole),
        cmocka_unit_test(the_editors_pages_are_closed_to_strangers),
        cmocka_unit_test(what_is_posted_writes_and_what_is_read_does_not),
        WITH_ARENA(paths_lead_to_their_routes),
        WITH_ARENA(names_in_the_path_become_parameters),
        WITH_ARENA(what_is_not_in_the_table_is_not_found),
        WITH_ARENA(slips_of_slash_and_letter_case_redirect),
        WITH_ARENA(a_slip_never_redirects_a_form_or_a_file),
        WITH_ARENA(a_wrong_method_names_the_right_ones),
        WITH_ARENA(strangers_may_not_send_pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
