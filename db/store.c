/* store.c: what every store says to people. */
#include "store.h"

#include "lib/language.h"

#include <stddef.h>

const char *store_status_text(enum store_status st)
{
    static const char *const texts[STORE_STATUS_MAX] = {
        [STORE_OK] = WORD("Done."),
        [STORE_MISSING] = WORD("There is no such thing here."),
        [STORE_EXISTS] = WORD("Something of that name or address is there already."),
        [STORE_CONFLICT] = WORD("Somebody else saved this in between."),
        [STORE_REFUSED] = WORD("This cannot be done as it stands."),
        [STORE_BUSY] = WORD("Another save is taking too long; try again in a moment."),
        [STORE_FULL] = WORD("The disk is full. Nothing was saved; make room and try again."),
        [STORE_NEWER] = WORD("This site was written by a newer version of Dateline; use that one."),
        [STORE_FAILED] = WORD("The site's data could not be read or written; nothing was saved."),
    };
    return (unsigned)st < STORE_STATUS_MAX ? texts[st] : texts[STORE_FAILED];
}
