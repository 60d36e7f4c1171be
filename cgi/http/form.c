/* form.c: what browsers encode into queries, form bodies, cookies and paths. */
#include "form.h"

#include "lib/buf.h"
#include "lib/text.h"

#include <string.h>

#define COOKIES_MAX 100
#define ENCODED_MAX (16u * 1024 * 1024) /* bytes that form_encode makes at most */

static int form_hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The byte of "%41" at s, or -1 when the n bytes there are no such escape. */
static int percent_byte(const char *s, size_t n)
{
    if (n < 3 || s[0] != '%')
        return -1;
    int high = form_hex_digit(s[1]), low = form_hex_digit(s[2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* "a+b%20c" becomes "a b c". A stray percent sign is itself, as in browsers. *sound: it is UTF-8
 * without NUL; what is not is put right as browsers do, with U+FFFD. */
static const char *form_decode(struct arena *a, const char *s, size_t n, bool *sound)
{
    char *out = arena_alloc(a, n + 1);
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        int byte = percent_byte(s + i, n - i);
        if (byte >= 0) {
            out[len++] = (char)byte;
            i += 2;
        } else {
            out[len++] = s[i] == '+' ? ' ' : s[i];
        }
    }
    if (text_utf8_valid(out, len))
        return out;
    *sound = false;
    for (char *nul; (nul = memchr(out, '\0', len));)
        *nul = '\xff'; /* it would be dropped, and "1%00" be 1 */
    return text_utf8_repair(a, out, len);
}

/* One "name=value" of n bytes. False: it is not UTF-8 (*f is what could be read). */
static bool form_decode_field(struct arena *a, const char *s, size_t n, struct field *f)
{
    const char *equals = memchr(s, '=', n);
    const char *name_end = equals ? equals : s + n;
    const char *value = equals ? equals + 1 : s + n;
    bool sound = true;
    f->name = form_decode(a, s, (size_t)(name_end - s), &sound);
    f->value = form_decode(a, value, (size_t)(s + n - value), &sound);
    return sound;
}

enum form_status form_parse(struct arena *a, const char *s, size_t n, struct fields *out)
{
    *out = (struct fields){0};
    const char *end = s + n;
    while (s < end) {
        const char *stop = memchr(s, '&', (size_t)(end - s));
        struct field f;
        if (!stop)
            stop = end;
        if (stop > s) {
            if (out->n == FORM_FIELDS_MAX)
                return FORM_TOO_MANY;
            if (!form_decode_field(a, s, (size_t)(stop - s), &f))
                return FORM_NOT_UTF8;
            fields_add(a, out, f.name, f.value);
        }
        s = stop + 1;
    }
    return FORM_OK;
}

void form_parse_query(struct arena *a, const char *s, struct fields *out, struct fields *garbled)
{
    *out = *garbled = (struct fields){0};
    while (*s) {
        size_t n = strcspn(s, "&");
        struct field f;
        if (n > 0) {
            if (!form_decode_field(a, s, n, &f))
                fields_add(a, garbled, f.name, f.value);
            fields_add(a, out, f.name, f.value);
        }
        s += n;
        s += *s == '&';
    }
}

const char *form_clean_query(struct arena *a, const char *s)
{
    static const char hex[] = "0123456789ABCDEF";
    char *out = arena_array(a, strlen(s) + 1, 3);
    size_t n = 0;
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c > ' ' && c < 0x7f) {
            out[n++] = (char)c;
        } else {
            out[n++] = '%';
            out[n++] = hex[c >> 4];
            out[n++] = hex[c & 15];
        }
    }
    return out;
}

/* Printable ASCII without what RFC 6265 4.1.1 bars from cookie names and values. */
static bool cookie_chars(const char *s, size_t n, const char *barred)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] <= ' ' || s[i] == 0x7f || strchr(barred, s[i]))
            return false;
    }
    return true;
}

void cookies_parse(struct arena *a, const char *header, struct fields *out)
{
    *out = (struct fields){0};
    const char *s = header ? header : "";
    while (*s && out->n < COOKIES_MAX) {
        s += strspn(s, " \t;");
        size_t n = strcspn(s, ";");
        const char *next = s + n;
        while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
            n--;
        const char *equals = memchr(s, '=', n);
        size_t name_n = equals ? (size_t)(equals - s) : 0;
        size_t value_n = equals ? n - name_n - 1 : 0;
        if (name_n > 0 && cookie_chars(s, name_n, "\"(),/:;<=>?@[\\]{}") &&
            cookie_chars(equals + 1, value_n, "\",;\\"))
            fields_add(a, out, arena_dupn(a, s, name_n), arena_dupn(a, equals + 1, value_n));
        s = next;
    }
}

/* No segment may be "." or "..": what follows trusts that a path only goes down. */
static bool only_goes_down(const char *path)
{
    for (const char *s = path; *s;) {
        s += strspn(s, "/");
        size_t n = strcspn(s, "/");
        if ((n == 1 && s[0] == '.') || (n == 2 && s[0] == '.' && s[1] == '.'))
            return false;
        s += n;
    }
    return true;
}

const char *path_decode(struct arena *a, const char *raw)
{
    if (raw[0] != '/')
        return NULL;
    size_t n = strlen(raw), len = 0;
    char *out = arena_alloc(a, n + 1);
    for (size_t i = 0; i < n; i++) {
        int c = (unsigned char)raw[i];
        if (c == '%') {
            c = percent_byte(raw + i, n - i);
            i += 2;
            /* An encoded slash would be another address under the same name. */
            if (c < 0 || c == '/')
                return NULL;
        }
        if (c < 0x20 || c == 0x7f)
            return NULL;
        out[len++] = (char)c;
    }
    if (len >= 2 && out[len - 1] == '.' && out[len - 2] == '/')
        out[--len] = '\0'; /* "/city/." is "/city/" (RFC 3986 5.2.4), often a sentence's end */
    return text_utf8_valid(out, len) && only_goes_down(out) ? out : NULL;
}

char *form_encode(struct arena *a, const struct fields *f)
{
    struct buf b;
    buf_init(&b, ENCODED_MAX);
    for (size_t i = 0; i < f->n; i++) {
        if (i > 0)
            buf_addc(&b, '&');
        buf_add_urlencoded(&b, f->v[i].name, strlen(f->v[i].name));
        buf_addc(&b, '=');
        buf_add_urlencoded(&b, f->v[i].value, strlen(f->v[i].value));
    }
    char *out = arena_dupn(a, b.failed ? "" : b.p, b.failed ? 0 : b.len);
    buf_free(&b);
    return out;
}
