/* format.c: the common directives by hand, all others by vsnprintf. */
#include "format.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum directive { OTHER, PERCENT, TEXT, INT, LONG, LONG_LONG, SIZE };

/* The directive at s, behind its %, and its length. OTHER: vsnprintf has to do it. */
static enum directive directive_read(const char *s, size_t *length)
{
    *length = 1;
    switch (s[0]) {
    case 's':
        return TEXT;
    case 'd':
        return INT;
    case '%':
        return PERCENT;
    case 'z':
        *length = 2;
        return s[1] == 'u' ? SIZE : OTHER;
    case 'l':
        *length = s[1] == 'l' ? 3 : 2;
        return s[*length - 1] != 'd' ? OTHER : s[1] == 'l' ? LONG_LONG : LONG;
    default:
        return OTHER;
    }
}

struct output {
    char *p;
    size_t room, length; /* what would be written, of which room - 1 bytes are */
};

static void output_add(struct output *o, const char *s, size_t n)
{
    if (o->length < o->room) {
        size_t fits = o->room - o->length;
        memcpy(o->p + o->length, s, n < fits ? n : fits);
    }
    o->length += n;
}

static void output_add_number(struct output *o, bool negative, uint64_t n)
{
    char digits[24], *at = digits + sizeof digits;
    do {
        *--at = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    if (negative)
        *--at = '-';
    output_add(o, at, (size_t)(digits + sizeof digits - at));
}

static void output_add_signed(struct output *o, int64_t n)
{
    output_add_number(o, n < 0, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}

static void output_add_text(struct output *o, const char *s)
{
    if (!s)
        s = "(null)"; /* as glibc does */
    output_add(o, s, strlen(s));
}

int format_text(char *out, size_t room, const char *fmt, va_list args)
{
    struct output o = {out, room, 0};
    va_list again;
    va_copy(again, args);
    for (const char *s = fmt; *s;) {
        size_t n = (size_t)(strchrnul(s, '%') - s);
        output_add(&o, s, n);
        s += n;
        if (*s == '\0')
            break;
        enum directive d = directive_read(s + 1, &n);
        if (d == OTHER) {
            int whole = vsnprintf(out, room, fmt, again);
            va_end(again);
            return whole;
        }
        s += 1 + n;
        if (d == TEXT)
            output_add_text(&o, va_arg(args, const char *));
        else if (d == INT)
            output_add_signed(&o, va_arg(args, int));
        else if (d == LONG)
            output_add_signed(&o, va_arg(args, long));
        else if (d == LONG_LONG)
            output_add_signed(&o, va_arg(args, long long));
        else if (d == SIZE)
            output_add_number(&o, false, va_arg(args, size_t));
        else
            output_add(&o, "%", 1);
    }
    va_end(again);
    if (room > 0)
        out[o.length < room ? o.length : room - 1] = '\0';
    return o.length > INT_MAX ? -1 : (int)o.length;
}
