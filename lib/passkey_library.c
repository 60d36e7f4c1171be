/* passkey_library.c: see passkey_library.h. */
#include "passkey_library.h"

#include "log.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

/* The version whose declarations we were compiled with, as Debian 12 and 13 name it. */
#define LIBRARY "libfido2.so.1"

struct library_entry {
    const char *name;
    size_t at; /* in struct passkey_library */
};

static const struct library_entry entries[] = {
#define X(name) {#name, offsetof(struct passkey_library, name)},
    PASSKEY_LIBRARY(X)
#undef X
};

bool passkey_library_load(struct passkey_library *out)
{
    void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    bool whole = library != NULL;
    for (size_t i = 0; whole && i < sizeof entries / sizeof *entries; i++) {
        void *function = dlsym(library, entries[i].name);
        /* POSIX has an object pointer hold a function's; C knows no such conversion. */
        memcpy((char *)out + entries[i].at, &function, sizeof function);
        whole = function != NULL;
    }
    if (!whole)
        log_event(LOG_ERROR, "passkey_library", "why", dlerror(), NULL);
    return whole;
}
