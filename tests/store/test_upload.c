/* test_upload.c: how much one person, and all, may add. */
#include "store_test.h"

#include "db/media.h"
#include "db/setting.h"
#include "db/upload.h"

#define MB INT64_C(1000000)

/* A picture of so many megabytes that this user has brought. */
static void bring(struct site *t, int64_t user, int i, int64_t mb, int64_t now)
{
    struct media m = one_picture(t->a, arena_printf(t->a, "%032d", i));
    m.created_by = user;
    m.files[0].bytes = mb * MB;
    assert_int_equal(media_add(t->s, t->a, &m, now), STORE_OK);
}

static int64_t add_author(struct site *t, const char *login)
{
    int64_t id;
    assert_int_equal(
        user_add(t->s, &(struct user_new){.login = login, .name = login, .role = ROLE_AUTHOR}, NULL,
                 T0, &id, &t->why),
        STORE_OK);
    return id;
}

static void set(struct site *t, enum setting k, const char *value)
{
    assert_int_equal(setting_set(t->s, k, value, 0, T0, &t->why), STORE_OK);
}

/* One more picture, which is refused before anything is made of it. → the sentence */
static const char *refused(struct site *t, int64_t user, int64_t now)
{
    struct problems why = {.arena = t->a};
    const struct upload_about about = {.user = user};
    struct media out;
    const struct upload_picture in = {.site = t->dir, .bytes = "new", .n = 3, .about = &about};
    assert_int_equal(upload_picture(t->s, t->a, &in, now, &out, &why), STORE_REFUSED);
    assert_int_equal(why.n, 1);
    assert_string_equal(why.v[0].field, "hero");
    return why.v[0].text;
}

static void a_person_may_add_so_much_within_a_day(void **state)
{
    struct site *t = *state;
    int64_t ada = add_author(t, "ada"), ben = add_author(t, "ben");
    int64_t bytes;
    set(t, SETTING_UPLOADS_DAY, "30");
    bring(t, ada, 1, 20, T0);
    bring(t, ben, 2, 25, T0);
    bring(t, ada, 3, 10, T0 + HOUR);
    assert_non_null(strstr(refused(t, ada, T0 + 2 * HOUR), "30 MB"));
    /* ben has some left; so has ada when a day is over. */
    assert_int_equal(media_bytes_of(t->s, ben, T0 - 1, &bytes), STORE_OK);
    assert_int_equal(bytes, 25 * MB);
    assert_int_equal(media_bytes_of(t->s, ada, T0 + HOUR, &bytes), STORE_OK);
    assert_int_equal(bytes, 0);
    bring(t, ben, 4, 5, T0 + 2 * HOUR);
    assert_non_null(strstr(refused(t, ben, T0 + 3 * HOUR), "tomorrow"));
}

static void all_pictures_take_so_much(void **state)
{
    struct site *t = *state;
    int64_t ada = add_author(t, "ada"), bytes;
    set(t, SETTING_UPLOADS_DAY, "0");
    set(t, SETTING_UPLOADS_ALL, "50");
    bring(t, 0, 1, 40, T0 - 100 * DAY);
    bring(t, ada, 2, 10, T0);
    assert_int_equal(media_bytes(t->s, &bytes), STORE_OK);
    assert_int_equal(bytes, 50 * MB);
    assert_non_null(strstr(refused(t, ada, T0), "50 MB"));
    assert_int_equal(setting_set(t->s, SETTING_UPLOADS_ALL, "much", 0, T0, &t->why), STORE_REFUSED);
    assert_int_equal(setting_set(t->s, SETTING_UPLOADS_ALL, "-1", 0, T0, &t->why), STORE_REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_person_may_add_so_much_within_a_day),
        sited(all_pictures_take_so_much),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
