/* user_password.c: what a new password is held against: names that anybody can look up. */
#include "driver.h"
#include "group.h"
#include "lib/password.h"
#include "setting.h"
#include "user.h"

#include <string.h>

/* "www.marrowby.example" of "https://www.marrowby.example:8443/news". */
static const char *password_host(struct arena *a, const char *base_url)
{
    const char *host = strstr(base_url, "://");
    host = host ? host + 3 : base_url;
    return arena_dupn(a, host, strcspn(host, ":/"));
}

static enum store_status password_names(struct store *s, struct arena *a, struct strlist *names)
{
    struct settings set;
    struct groups sections;
    enum store_status st = setting_all(s, a, &set);
    if (st == STORE_OK)
        st = group_list(s, a, GROUP_SECTION, false, 0, &sections);
    if (st != STORE_OK)
        return st;
    strlist_add(a, names, set.v[SETTING_TITLE]);
    strlist_add(a, names, password_host(a, set.v[SETTING_BASE_URL]));
    strlist_add(a, names, set.v[SETTING_CORRECTIONS_EMAIL]);
    for (size_t i = 0; i < sections.n; i++) {
        strlist_add(a, names, sections.v[i].name);
        strlist_add(a, names, sections.v[i].slug);
    }
    return STORE_OK;
}

enum store_status user_password_weakness(struct store *s, struct arena *a, const char *password,
                                         const char *login, const char *name, const char **why)
{
    struct strlist names = {NULL, 0};
    strlist_add(a, &names, login);
    strlist_add(a, &names, name);
    enum store_status st = password_names(s, a, &names);
    *why = st == STORE_OK ? password_weakness(a, password, &names) : NULL;
    return st;
}
