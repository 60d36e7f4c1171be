/* buf.c: the one growable byte buffer. */
#include "buf.h"

#include "ascii.h"
#include "format.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What p points at while nothing is allocated; never written to, for size is 0 then. */
static char nothing[1];

void buf_init(struct buf *b, size_t max)
{
    *b = (struct buf){.p = nothing, .max = max};
}

void buf_free(struct buf *b)
{
    if (b->size > 0)
        free(b->p);
    buf_init(b, b->max);
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    b->failed = false;
    if (b->size > 0)
        b->p[0] = '\0';
}

bool buf_reserve(struct buf *b, size_t n)
{
    if (b->failed || b->len > b->max || n > b->max - b->len) {
        b->failed = true;
        return false;
    }
    size_t need;
    if (__builtin_add_overflow(b->len + n, 1, &need)) {
        b->failed = true;
        return false;
    }
    if (need <= b->size)
        return true;
    size_t size = b->size < 256 ? 256 : b->size;
    while (size < need)
        size = size > SIZE_MAX / 2 ? need : size * 2;
    char *p = realloc(b->size > 0 ? b->p : NULL, size);
    if (!p) {
        b->failed = true;
        return false;
    }
    b->p = p;
    b->size = size;
    return true;
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
    /* Nearly always there is room: a page is some thousands of pieces. */
    bool fits = !b->failed && n < b->size - b->len && b->len <= b->max && n <= b->max - b->len;
    if (n == 0 || (!fits && !buf_reserve(b, n)))
        return;
    memcpy(b->p + b->len, bytes, n);
    b->len += n;
    b->p[b->len] = '\0';
}

void buf_adds(struct buf *b, const char *s)
{
    if (s)
        buf_add(b, s, strlen(s));
}

void buf_addc(struct buf *b, char c)
{
    if (b->failed || b->len >= b->max || b->size < 2 || b->len > b->size - 2) {
        buf_add(b, &c, 1);
        return;
    }
    b->p[b->len++] = c;
    b->p[b->len] = '\0';
}

void buf_add_codepoint(struct buf *b, uint32_t cp)
{
    unsigned char u[4];
    size_t n;
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = 0xFFFD;
    if (cp < 0x80) {
        u[0] = (unsigned char)cp;
        n = 1;
    } else if (cp < 0x800) {
        u[0] = (unsigned char)(0xC0 | cp >> 6);
        n = 2;
    } else if (cp < 0x10000) {
        u[0] = (unsigned char)(0xE0 | cp >> 12);
        n = 3;
    } else {
        u[0] = (unsigned char)(0xF0 | cp >> 18);
        n = 4;
    }
    for (size_t i = n; i-- > 1; cp >>= 6)
        u[i] = (unsigned char)(0x80 | (cp & 0x3F));
    buf_add(b, u, n);
}

/* Into what room there is, and once more when that was too little. */
void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list args;
    size_t room = buf_reserve(b, 0) ? b->size - b->len : 0;
    va_start(args, fmt);
    int n = format_text(room > 0 ? b->p + b->len : NULL, room, fmt, args);
    va_end(args);
    bool fits = n >= 0 && buf_reserve(b, (size_t)n);
    if (fits && (size_t)n >= room) {
        va_start(args, fmt);
        format_text(b->p + b->len, (size_t)n + 1, fmt, args);
        va_end(args);
    }
    if (fits)
        b->len += (size_t)n;
    else if (room > 0)
        b->p[b->len] = '\0';
    b->failed = b->failed || n < 0;
}

static const char *buf_html_escape(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void buf_add_html(struct buf *b, const char *s, size_t n)
{
    size_t plain = 0; /* start of the run that needs no escape */
    for (size_t i = 0; i < n; i++) {
        const char *escape = buf_html_escape(s[i]);
        if (!escape)
            continue;
        buf_add(b, s + plain, i - plain);
        buf_adds(b, escape);
        plain = i + 1;
    }
    buf_add(b, s + plain, n - plain);
}

static bool buf_is_unreserved(unsigned char c)
{
    return ascii_is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

void buf_add_urlencoded(struct buf *b, const char *s, size_t n)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (buf_is_unreserved(c))
            buf_addc(b, s[i]);
        else
            buf_add(b, (char[]){'%', hex[c >> 4], hex[c & 15]}, 3);
    }
}
