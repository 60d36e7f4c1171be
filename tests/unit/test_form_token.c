/* test_form_token.c: which readers' forms are taken for ours. */
#include "site.h"

#include "cgi/http/form_token.h"

#define URL "https://paper.example"

struct world {
    char folder[SITE_FOLDER_SIZE];
    struct app app;
    struct arena *a;
    const char *key;
};

static int begin(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    site_make(w->folder, URL);
    site_open(&w->app, w->folder);
    w->a = arena_new();
    w->key = app_form_key(&w->app, w->a);
    assert_non_null(w->key);
    *state = w;
    return 0;
}

static int end(void **state)
{
    struct world *w = *state;
    app_close(&w->app);
    arena_free(w->a);
    site_remove(w->folder);
    free(w);
    return 0;
}

static struct req request(struct world *w, const char *path, const char *token)
{
    struct req r = {
        .arena = w->a, .method = METHOD_POST, .path = path, .base_url = URL, .now = dateline_now()};
    if (token)
        fields_add(w->a, &r.form, "token", token);
    return r;
}

#define PATH "/2026/01/a/report"

static const char *token_for(struct world *w, const char *path)
{
    struct req r = request(w, path, NULL);
    const char *t = form_token_make(w->key, &r);
    assert_non_null(t);
    return t;
}

static void a_form_of_ours_is_taken_and_tells_its_age(void **state)
{
    struct world *w = *state;
    struct req r = request(w, PATH, token_for(w, PATH));
    assert_true(form_token_is_ours(w->key, &r));
    assert_in_range(r.now - form_token_made_at(w->key, &r), 0, 60000);
    r.now += 100000;
    assert_in_range(r.now - form_token_made_at(w->key, &r), 100000, 160000);
}

static void a_token_is_good_for_its_own_path_alone(void **state)
{
    struct world *w = *state;
    struct req r = request(w, "/2026/01/b/report", token_for(w, PATH));
    assert_false(form_token_is_ours(w->key, &r));
    assert_int_equal(form_token_made_at(w->key, &r), 0);
}

static void a_token_that_was_touched_is_refused(void **state)
{
    struct world *w = *state;
    const char *good = token_for(w, PATH);
    size_t n = strlen(good);
    for (size_t i = 0; i < n; i++) {
        char *bad = arena_dup(w->a, good);
        bad[i] = bad[i] == '1' ? '2' : '1';
        struct req r = request(w, PATH, bad);
        assert_false(form_token_is_ours(w->key, &r));
        r = request(w, PATH, arena_dupn(w->a, good, i));
        assert_false(form_token_is_ours(w->key, &r));
    }
    static const char *const others[] = {"", "-", "1-", "0-", "-1-abc", "9223372036854775807-ab"};
    for (size_t i = 0; i < COUNT(others); i++) {
        struct req r = request(w, PATH, others[i]);
        assert_false(form_token_is_ours(w->key, &r));
    }
    struct req none = request(w, PATH, NULL);
    assert_false(form_token_is_ours(w->key, &none));
}

static void without_a_key_no_form_is_ours(void **state)
{
    struct world *w = *state;
    struct req r = request(w, PATH, token_for(w, PATH));
    assert_null(form_token_make(NULL, &r));
    assert_false(form_token_is_ours(NULL, &r));
    r = request(w, PATH, "");
    assert_false(form_token_is_ours(NULL, &r));
}

static void the_key_is_made_once(void **state)
{
    struct world *w = *state;
    assert_string_equal(app_form_key(&w->app, w->a), w->key);
}

static void a_form_from_the_future_is_refused(void **state)
{
    struct world *w = *state;
    struct req r = request(w, PATH, token_for(w, PATH));
    r.now -= 120000;
    assert_false(form_token_is_ours(w->key, &r));
}

static void another_site_cannot_send_our_form(void **state)
{
    struct world *w = *state;
    struct req r = request(w, PATH, token_for(w, PATH));
    r.origin = "https://evil.example";
    assert_false(form_token_is_ours(w->key, &r));
    r.origin = "null";
    assert_false(form_token_is_ours(w->key, &r));
    r.origin = URL;
    assert_true(form_token_is_ours(w->key, &r));
    r.sec_fetch_site = "cross-site";
    assert_false(form_token_is_ours(w->key, &r));
    r.sec_fetch_site = "same-origin";
    assert_true(form_token_is_ours(w->key, &r));
}

#define WORLD(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD(a_form_of_ours_is_taken_and_tells_its_age),
        WORLD(a_token_is_good_for_its_own_path_alone),
        WORLD(a_token_that_was_touched_is_refused),
        WORLD(without_a_key_no_form_is_ours),
        WORLD(the_key_is_made_once),
        WORLD(a_form_from_the_future_is_refused),
        WORLD(another_site_cannot_send_our_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
