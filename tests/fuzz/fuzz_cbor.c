/* fuzz_cbor.c: any bytes in the place of CBOR. An item ends within them, is the same without what follows it, and is
 * none without its last byte. */
#include "lib/cbor.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Exactly so many bytes, so that a read past them is seen. */
static size_t length_of(const uint8_t *data, size_t n)
{
    uint8_t *some = malloc(n ? n : 1);
    if (!some)
        abort();
    memcpy(some, data, n);
    size_t length = cbor_item_length(some, n);
    free(some);
    return length;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    size_t n = cbor_item_length(data, size);
    if (n > size || (n > 0 && (length_of(data, n) != n || length_of(data, n - 1) != 0)))
        abort();
    return 0;
}
