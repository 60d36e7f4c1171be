/* cbor.c: see cbor.h. */
#include "cbor.h"

#include <stdbool.h>
#include <stdint.h>

enum { DEPTH_MAX = 8 };
enum major { UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG, SIMPLE };

struct cbor {
    const unsigned char *v;
    size_t n, at;
};

/* The head of an item (RFC 8949, 3): what it is, and its number. */
static bool cbor_head(struct cbor *c, enum major *major, uint64_t *number)
{
    if (c->at >= c->n)
        return false;
    unsigned char first = c->v[c->at++];
    unsigned more = first & 31;
    *major = (enum major)(first >> 5);
    *number = more;
    if (more < 24)
        return true;
    size_t bytes = more < 28 ? (size_t)1 << (more - 24) : 0;
    if (bytes == 0 || c->n - c->at < bytes)
        return false;
    *number = 0;
    for (size_t i = 0; i < bytes; i++)
        *number = *number << 8 | c->v[c->at++];
    return true;
}

static bool cbor_item(struct cbor *c, int depth);

static bool cbor_items(struct cbor *c, uint64_t items, int depth)
{
    if (depth == DEPTH_MAX || items > c->n - c->at)
        return false;
    for (uint64_t i = 0; i < items; i++)
        if (!cbor_item(c, depth + 1))
            return false;
    return true;
}

static bool cbor_item(struct cbor *c, int depth)
{
    enum major major;
    uint64_t number;
    if (!cbor_head(c, &major, &number))
        return false;
    switch (major) {
    case BYTES:
    case TEXT:
        if (number > c->n - c->at)
            return false;
        c->at += (size_t)number;
        return true;
    case ARRAY:
        return cbor_items(c, number, depth);
    case MAP:
        return number <= c->n && cbor_items(c, 2 * number, depth);
    case TAG:
        return cbor_items(c, 1, depth);
    default:
        return true;
    }
}

size_t cbor_item_length(const unsigned char *v, size_t n)
{
    struct cbor c = {.v = v, .n = n};
    return cbor_item(&c, 0) ? c.at : 0;
}
