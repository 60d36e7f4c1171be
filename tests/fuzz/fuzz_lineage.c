/* fuzz_lineage.c: any page of a file that says it is our database. */
#include "db/sqlite/conn.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct lineage l;
    if (lineage_parse(data, n, &l) && n < 15) /* no record is so short */
        abort();
    return 0;
}
