/* site.h: an empty site in a folder of its own, for tests that need a store and templates. */
#ifndef DATELINE_TESTS_SITE_H
#define DATELINE_TESTS_SITE_H

#include "check.h"

#include "cgi/app.h"
#include "db/user.h"
#include "lib/log.h"
#include "lib/token.h"

#include <stdio.h>

#define SITE_FOLDER_SIZE 64

/* Makes /tmp/dateline-test-XXXXXX with a database in it. */
static inline void site_make(char folder[SITE_FOLDER_SIZE], const char *base_url)
{
    struct store *s;
    struct arena *a = arena_new();
    struct problems why = {.arena = a};
    strcpy(folder, "/tmp/dateline-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
    assert_true(token_init());
    assert_int_equal(store_open(folder, STORE_CREATE, &s), STORE_OK);
    assert_int_equal(setting_set(s, SETTING_BASE_URL, base_url, 0, dateline_now(), &why), STORE_OK);
    store_close(s);
    arena_free(a);
}

static inline void site_open(struct app *app, const char *folder)
{
    struct buf err;
    struct arena *a = arena_new();
    buf_init(&err, 4096);
    if (!app_open(app, folder, app_data_folder(a), &err))
        fail_msg("%s", err.p);
    buf_free(&err);
    arena_free(a);
}

/* Somebody of that role. */
static inline int64_t site_add_user(struct app *app, const char *login, enum role role)
{
    struct arena *a = arena_new();
    struct problems why = {.arena = a};
    int64_t id = 0;
    assert_int_equal(user_add(app_writer(app, true),
                              &(struct user_new){.login = login, .name = login, .role = role}, NULL,
                              dateline_now(), &id, &why),
                     STORE_OK);
    arena_free(a);
    return id;
}

static inline void site_remove(const char *folder)
{
    char command[SITE_FOLDER_SIZE + 16];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    assert_int_equal(system(command), 0);
}

#endif
