/* import_json.h: what an import did, for machines and for whoever shows it later. */
#ifndef DATELINE_IMPORT_JSON_H
#define DATELINE_IMPORT_JSON_H

#include "import.h"

#include <jansson.h>

/* took: milliseconds. Owned by the caller. NULL: out of memory. */
json_t *import_report_json(const struct import_report *r, int64_t took);

#endif
