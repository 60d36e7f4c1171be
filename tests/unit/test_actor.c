/* test_actor.c: what a desk's form is known by when it comes again. */
#include "check.h"

#include "cgi/admin/admin_private.h"
#include "lib/token.h"

static struct req *posted(struct arena *a, const char *number, const char *password,
                          const char *note)
{
    struct req *req = arena_alloc(a, sizeof *req);
    *req = (struct req){.arena = a, .method = METHOD_POST, .path = "/admin/account"};
    fields_add(a, &req->form, "csrf", password);
    fields_add(a, &req->form, "form", number);
    fields_add(a, &req->form, "current", password);
    fields_add(a, &req->form, "password", password);
    fields_add(a, &req->form, "again", password);
    fields_add(a, &req->form, "note", note);
    return req;
}

static void a_form_is_known_by_all_that_it_says(void **state)
{
    struct arena *a = *state;
    struct actor one = admin_actor(posted(a, "n1", "p", "words"));
    struct actor same = admin_actor(posted(a, "n1", "p", "words"));
    struct actor other = admin_actor(posted(a, "n1", "p", "other words"));
    assert_string_equal(one.form, "n1");
    assert_string_equal(one.digest, same.digest);
    assert_string_not_equal(one.digest, other.digest);
}

static void no_password_is_part_of_what_is_kept_of_a_form(void **state)
{
    struct arena *a = *state;
    struct actor one = admin_actor(posted(a, "n1", "correct horse battery", "words"));
    struct actor other = admin_actor(posted(a, "n1", "another long one 7", "words"));
    assert_string_equal(one.digest, other.digest);
}

static void a_number_that_is_none_of_ours_is_none(void **state)
{
    static const char *const bad[] = {
        "",  "a b", "a'b",
        "ä", "a/b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    struct arena *a = *state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct actor by = admin_actor(posted(a, bad[i], "p", "words"));
        assert_null(by.form);
        assert_null(by.digest);
    }
}

static int begin(void **state)
{
    *state = arena_new();
    return token_init() ? 0 : -1;
}

static int end(void **state)
{
    arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_is_known_by_all_that_it_says),
        cmocka_unit_test(no_password_is_part_of_what_is_kept_of_a_form),
        cmocka_unit_test(a_number_that_is_none_of_ours_is_none),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
