/* store.c: what every store says to people. */
#include "store.h"

#include <stddef.h>

const char *store_status_text(enum store_status st)
{
    static const char *const texts[STORE_STATUS_MAX] = {
        [STORE_OK] = "Done.",
        [STORE_MISSING] = "There is no such thing here.",
        [STORE_EXISTS] = "Something of that name or address is there already.",
        [STORE_CONFLICT] = "Somebody else saved this in between.",
        [STORE_REFUSED] = "This cannot be done as it stands.",
        [STORE_BUSY] = "Another save is taking too long; try again in a moment.",
        [STORE_FULL] = "The disk is full. Nothing was saved; make room and try again.",
        [STORE_NEWER] = "This site was written by a newer version of Dateline; use that one.",
        [STORE_FAILED] = "The site's data could not be read or written; nothing was saved.",
    };
    return (unsigned)st < STORE_STATUS_MAX ? texts[st] : texts[STORE_FAILED];
}
