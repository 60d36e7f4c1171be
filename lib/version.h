/* version.h: what this program is, and what it is linked with. */
#ifndef DATELINE_VERSION_H
#define DATELINE_VERSION_H

#include "arena.h"

#include <stddef.h>

/* "0.1.0" */
const char *version_program(void);

struct version_library {
    const char *name;                   /* "ICU" */
    const char *(*is)(struct arena *a); /* the version that is loaded: "72.1"; in the arena */
};
/* Those that say theirs; what is security's concern first. */
extern const struct version_library version_libraries[];
extern const size_t version_libraries_n;

#endif
