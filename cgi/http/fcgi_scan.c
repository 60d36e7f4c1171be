/* fcgi_scan.c: see fcgi_scan.h. */
#include "fcgi_scan.h"

#include <string.h>

/* Record types (FastCGI 1.0, 8). */
enum { BEGIN_REQUEST = 1, PARAMS = 4, STDIN = 5 };

#define VERSION 1
#define BEGIN_BYTES 8u
#define FLAGS_AT 2u /* in them */
#define KEEP_CONNECTION 1
/* Bytes of all parameters; web servers send 64 KiB at most. */
#define PARAMS_BYTES_MAX (256u * 1024)

/* ---- Records -------------------------------------------------------------------------------- */

static bool record_is_due(const struct fcgi_scan *s)
{
    switch (s->head[1]) {
    case BEGIN_REQUEST:
        return !s->begun && s->content == BEGIN_BYTES;
    case PARAMS:
        return s->begun && !s->head_whole;
    case STDIN:
        return s->head_whole;
    default:
        return false;
    }
}

/* The eight bytes of a record's head are there. */
static void record_begin(struct fcgi_scan *s)
{
    s->content = (size_t)s->head[4] << 8 | s->head[5];
    s->padding = s->head[6];
    unsigned id = (unsigned)s->head[2] << 8 | s->head[3];
    if (!s->begun)
        s->id = id;
    if (s->head[0] != VERSION || id == 0 || id != s->id || !record_is_due(s))
        s->status = FCGI_SCAN_ALIEN;
}

/* n bytes of its content have come. */
static void record_content(struct fcgi_scan *s, const unsigned char *bytes, size_t n)
{
    size_t at = BEGIN_BYTES - s->content;
    if (s->head[1] == PARAMS)
        buf_add(&s->params, bytes, n);
    else if (s->head[1] == STDIN)
        s->body = true;
    else if (at <= FLAGS_AT && FLAGS_AT < at + n)
        s->keep = bytes[FLAGS_AT - at] & KEEP_CONNECTION;
}

/* Its last byte was seen. */
static void record_end(struct fcgi_scan *s)
{
    bool empty = (s->head[4] | s->head[5]) == 0;
    s->begun = true;
    s->head_n = 0;
    if (empty && s->head[1] == STDIN)
        s->status = FCGI_SCAN_WHOLE;
    else if (empty && s->head[1] == PARAMS)
        s->head_whole = true;
}

static size_t size_min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* One step into the record; how many of the n bytes it took. */
static size_t record_add(struct fcgi_scan *s, const unsigned char *bytes, size_t n)
{
    size_t took;
    if (s->head_n < sizeof s->head) {
        took = size_min(sizeof s->head - s->head_n, n);
        memcpy(s->head + s->head_n, bytes, took);
        s->head_n += took;
        if (s->head_n < sizeof s->head)
            return took;
        record_begin(s);
    } else if (s->content > 0) {
        took = size_min(s->content, n);
        record_content(s, bytes, took);
        s->content -= took;
    } else {
        took = size_min(s->padding, n);
        s->padding -= took;
    }
    if (s->params.failed)
        s->status = FCGI_SCAN_ALIEN;
    if (s->status == FCGI_SCAN_MORE && s->content == 0 && s->padding == 0)
        record_end(s);
    return took;
}

size_t fcgi_scan_add(struct fcgi_scan *s, const void *bytes, size_t n)
{
    const unsigned char *b = bytes;
    size_t used = 0;
    if (!s->params.p)
        buf_init(&s->params, PARAMS_BYTES_MAX);
    while (used < n && s->status == FCGI_SCAN_MORE)
        used += record_add(s, b + used, n - used);
    return used;
}

void fcgi_scan_free(struct fcgi_scan *s)
{
    if (s->params.p)
        buf_free(&s->params);
    *s = (struct fcgi_scan){0};
}

/* ---- Parameters ----------------------------------------------------------------------------- */

struct bytes {
    const unsigned char *p;
    size_t n;
};

struct fcgi_pair {
    struct bytes name, value;
};

/* A length of one byte, or of four with the highest bit set (FastCGI 1.0, 3.4). */
static bool pair_length(struct bytes *b, size_t *out)
{
    if (b->n == 0)
        return false;
    size_t wide = b->p[0] >> 7 ? 4 : 1;
    if (b->n < wide)
        return false;
    *out = b->p[0] & 0x7f;
    for (size_t i = 1; i < wide; i++)
        *out = *out << 8 | b->p[i];
    b->p += wide;
    b->n -= wide;
    return true;
}

/* Takes the next pair. False: there is none, or it is cut off. */
static bool pair_next(struct bytes *b, struct bytes *name, struct bytes *value)
{
    if (!pair_length(b, &name->n) || !pair_length(b, &value->n) || name->n > b->n ||
        value->n > b->n - name->n)
        return false;
    name->p = b->p;
    value->p = b->p + name->n;
    b->p += name->n + value->n;
    b->n -= name->n + value->n;
    return true;
}

static size_t pairs_count(struct bytes left)
{
    struct bytes name, value;
    size_t n = 0;
    while (pair_next(&left, &name, &value))
        n++;
    return n;
}

bool fcgi_params_read(const struct fcgi_scan *s, struct arena *a, struct fcgi_params *out)
{
    struct bytes left = {(const unsigned char *)s->params.p, s->params.len};
    size_t n = pairs_count(left);
    *out = (struct fcgi_params){.v = arena_alloc(a, (n + 1) * sizeof *out->v), .arena = a};
    while (out->n < n && pair_next(&left, &out->v[out->n].name, &out->v[out->n].value))
        out->n++;
    return left.n == 0;
}

const char *fcgi_params_find(const struct fcgi_params *p, const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < p->n; i++) {
        const struct fcgi_pair *pair = &p->v[i];
        if (pair->name.n == n && memcmp(pair->name.p, name, n) == 0)
            return arena_dupn(p->arena, (const char *)pair->value.p, pair->value.n);
    }
    return NULL;
}
