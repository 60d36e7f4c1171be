/* role.c: what roles are called. */
#include "user.h"

#include <string.h>

static const char *const role_names[ROLE_MAX] = {
    [ROLE_NONE] = "none",     [ROLE_CONTRIBUTOR] = "contributor",
    [ROLE_AUTHOR] = "author", [ROLE_EDITOR] = "editor",
    [ROLE_ADMIN] = "admin",
};

const char *role_name(enum role r)
{
    return (unsigned)r < ROLE_MAX ? role_names[r] : "";
}

enum role role_find(const char *name)
{
    size_t i = 0;
    while (i < ROLE_MAX && (!name || strcmp(role_names[i], name) != 0))
        i++;
    return (enum role)i;
}
