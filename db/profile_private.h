/* profile_private.h: what is said of an author, for whoever writes it inside a transaction. */
#ifndef DATELINE_PROFILE_PRIVATE_H
#define DATELINE_PROFILE_PRIVATE_H

#include "profile.h"

/* False: a list, a length or an address is none; why says which. */
bool profile_check(struct arena *a, const struct profile *p, struct problems *why);
/* A list as it is kept: one a line. */
const char *profile_lines(struct arena *a, const struct strlist *list);

#endif
