/* search_cursor.c: a place in the results as text, for an address.
 *
 * Five numbers, seven bits a byte, and a checksum, in the letters of base64url (RFC 4648). The
 * checksum finds what was cut or mistyped. It keeps nobody from making one up: a made-up place
 * leads to nothing that readers may not see. */
#include "fts.h"

#include <string.h>

#define NUMBERS 5
#define BYTES_MAX (NUMBERS * 9 + 2) /* 63 bits a number, and the checksum */
#define TEXT_MAX ((BYTES_MAX * 8 + 5) / 6)

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct cursor_bytes {
    unsigned char v[BYTES_MAX];
    size_t n;
};

/* FNV-1a, folded. */
static unsigned cursor_checksum(const unsigned char *v, size_t n)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ v[i]) * 16777619u;
    return (h ^ h >> 16) & 0xFFFF;
}

static void cursor_add_number(struct cursor_bytes *b, int64_t number)
{
    uint64_t left = number > 0 ? (uint64_t)number : 0;
    for (; left >= 0x80; left >>= 7)
        b->v[b->n++] = (unsigned char)(left | 0x80);
    b->v[b->n++] = (unsigned char)left;
}

/* False: there is none, or it was written longer than need be, as we never do. */
static bool cursor_take_number(const struct cursor_bytes *b, size_t *at, int64_t *out)
{
    uint64_t number = 0;
    for (int shift = 0; shift < 63 && *at < b->n; shift += 7) {
        unsigned char byte = b->v[(*at)++];
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) {
            *out = (int64_t)number;
            return byte != 0 || shift == 0;
        }
    }
    return false;
}

const char *search_cursor_pack(struct arena *a, const struct search_cursor *c)
{
    struct cursor_bytes b = {.n = 0};
    cursor_add_number(&b, c->as_of);
    cursor_add_number(&b, c->below);
    cursor_add_number(&b, c->above);
    cursor_add_number(&b, c->score);
    cursor_add_number(&b, c->row);
    unsigned sum = cursor_checksum(b.v, b.n);
    b.v[b.n++] = (unsigned char)(sum >> 8);
    b.v[b.n++] = (unsigned char)sum;
    char text[TEXT_MAX];
    size_t n = 0;
    for (size_t bit = 0; bit < b.n * 8; bit += 6) {
        unsigned pair = (unsigned)b.v[bit / 8] << 8 | (bit / 8 + 1 < b.n ? b.v[bit / 8 + 1] : 0);
        text[n++] = letters[pair >> (10 - bit % 8) & 63];
    }
    return arena_dupn(a, text, n);
}

/* False: other letters, too many, or bits behind the last byte. */
static bool cursor_read_letters(const char *text, struct cursor_bytes *out)
{
    unsigned bits = 0, held = 0;
    *out = (struct cursor_bytes){.n = 0};
    for (; *text != '\0'; text++) {
        const char *letter = strchr(letters, *text);
        if (!letter)
            return false;
        bits = bits << 6 | (unsigned)(letter - letters);
        held += 6;
        if (held < 8)
            continue;
        if (out->n == BYTES_MAX)
            return false;
        held -= 8;
        out->v[out->n++] = (unsigned char)(bits >> held);
        bits &= (1u << held) - 1;
    }
    return held < 6 && bits == 0;
}

bool search_cursor_unpack(const char *text, struct search_cursor *out)
{
    struct cursor_bytes b;
    int64_t v[NUMBERS];
    size_t at = 0;
    *out = (struct search_cursor){0};
    if (!text || text[0] == '\0')
        return true;
    if (!cursor_read_letters(text, &b) || b.n < NUMBERS + 2)
        return false;
    b.n -= 2;
    if (cursor_checksum(b.v, b.n) != ((unsigned)b.v[b.n] << 8 | b.v[b.n + 1]))
        return false;
    for (size_t i = 0; i < NUMBERS; i++) {
        if (!cursor_take_number(&b, &at, &v[i]))
            return false;
    }
    if (at != b.n)
        return false;
    *out = (struct search_cursor){v[0], v[1], v[2], v[3], v[4]};
    return true;
}
