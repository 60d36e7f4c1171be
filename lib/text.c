/* text.c: UTF-8, lines, numbers and addresses. Words are in text_count.c, HTML in text_html.c. */
#include "text.h"

#include "buf.h"

#include <stdio.h>
#include <string.h>

#define EMAIL_MAX 254
#define URL_MAX 2000

static bool text_in_range(unsigned c, unsigned low, unsigned high)
{
    return c >= low && c <= high;
}

/* Length of a sequence by its first byte, and the range its second byte must be in (Unicode 15,
 * table 3-7). 0 for a byte that begins nothing. */
static size_t text_sequence(unsigned char first, unsigned *low, unsigned *high)
{
    *low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    *high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (first < 0x80)
        return 1;
    if (text_in_range(first, 0xC2, 0xDF))
        return 2;
    if (text_in_range(first, 0xE0, 0xEF))
        return 3;
    return text_in_range(first, 0xF0, 0xF4) ? 4 : 0;
}

/* Length of a valid sequence, with its code point; or minus the length of the bytes that one
 * U+FFFD replaces ("maximal subpart", Unicode 15, 3.9). n > 0. */
static int text_decode(const unsigned char *p, size_t n, uint32_t *cp)
{
    static const unsigned char first_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    unsigned low, high;
    size_t len = text_sequence(p[0], &low, &high);
    if (len == 0)
        return -1;
    uint32_t value = p[0] & first_bits[len];
    for (size_t i = 1; i < len; i++, low = 0x80, high = 0xBF) {
        if (i >= n || !text_in_range(p[i], low, high))
            return -(int)i;
        value = value << 6 | (p[i] & 0x3F);
    }
    *cp = value;
    return (int)len;
}

size_t text_codepoint(const char *s, size_t n, uint32_t *cp)
{
    if (n > 0 && (unsigned char)*s < 0x80) { /* most of what is ever asked */
        *cp = (unsigned char)*s;
        return 1;
    }
    int len = n == 0 ? 0 : text_decode((const unsigned char *)s, n, cp);
    return len > 0 ? (size_t)len : 0;
}

/* Eight bytes of ASCII without a NUL. */
static bool text_is_plain_word(const char *s)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones << 7;
    uint64_t v;
    memcpy(&v, s, sizeof v);
    return (((v - ones) | v) & highs) == 0;
}

bool text_utf8_valid(const char *s, size_t n)
{
    uint32_t cp;
    for (size_t i = 0; i < n;) {
        if (n - i >= 8 && text_is_plain_word(s + i)) {
            i += 8;
            continue;
        }
        size_t len = text_codepoint(s + i, n - i, &cp);
        if (len == 0 || cp == 0)
            return false;
        i += len;
    }
    return true;
}

char *text_utf8_repair(struct arena *a, const char *s, size_t n)
{
    if (text_utf8_valid(s, n))
        return arena_dupn(a, s, n);
    char *out = arena_array(a, n + 1, 3); /* one bad byte becomes three */
    size_t o = 0;
    uint32_t cp = 0;
    for (size_t i = 0; i < n;) {
        int len = text_decode((const unsigned char *)s + i, n - i, &cp);
        if (len < 0) {
            memcpy(out + o, "\xEF\xBF\xBD", 3);
            o += 3;
        } else if (cp != 0) {
            memcpy(out + o, s + i, (size_t)len);
            o += (size_t)len;
        }
        i += (size_t)(len < 0 ? -len : len);
    }
    return out;
}

static bool text_is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

size_t text_length(const char *s)
{
    size_t n = 0;
    for (; *s != '\0'; s++)
        n += !text_is_continuation(*s);
    return n;
}

size_t text_cut_length(const char *text, size_t n, size_t max)
{
    if (n <= max)
        return n;
    for (n = max; n > 0 && text_is_continuation(text[n]); n--)
        continue;
    return n;
}

const char *text_cut_bytes(struct arena *a, const char *text, size_t max)
{
    size_t n = strlen(text), kept = text_cut_length(text, n, max);
    return kept < n ? arena_dupn(a, text, kept) : text;
}

/* White_Space of the Unicode character database, and the controls. */
static bool text_is_space_or_control(uint32_t cp)
{
    if (cp > 0x20 && cp < 0x7F)
        return false;
    return cp <= 0x20 || text_in_range(cp, 0x7F, 0xA0) || cp == 0x1680 ||
           text_in_range(cp, 0x2000, 0x200A) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F ||
           cp == 0x205F || cp == 0x3000;
}

/* As text_codepoint, but walks over an invalid byte as if it were a character. n > 0. */
static size_t text_step(const char *s, size_t n, uint32_t *cp)
{
    if ((unsigned char)*s < 0x80) {
        *cp = (unsigned char)*s;
        return 1;
    }
    size_t len = text_codepoint(s, n, cp);
    if (len > 0)
        return len;
    *cp = 0xFFFD;
    return 1;
}

/* One character; nearly always one byte. */
static void text_put(char *out, size_t *o, const char *s, size_t len)
{
    if (len == 1)
        out[*o] = *s;
    else
        memcpy(out + *o, s, len);
    *o += len;
}

static bool text_is_dark(char c)
{
    return text_in_range((unsigned char)c, 0x21, 0x7E);
}

static char *text_line_of(struct arena *a, const char *s, size_t n)
{
    char *out = arena_alloc(a, n + 1);
    size_t o = 0;
    bool gap = false;
    uint32_t cp;
    for (size_t i = 0, len; i < n; i += len) {
        len = text_step(s + i, n - i, &cp);
        if (text_is_space_or_control(cp)) {
            gap = o > 0;
            continue;
        }
        if (gap)
            out[o++] = ' ';
        gap = false;
        text_put(out, &o, s + i, len);
        for (; i + len < n && text_is_dark(s[i + len]); i++)
            out[o++] = s[i + len];
    }
    return out;
}

/* Bytes from s on that stand in a text as they are: ASCII without controls, tabs, line ends. */
static size_t text_plain_run(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n &&
           (text_in_range((unsigned char)s[i], 0x20, 0x7E) || s[i] == '\n' || s[i] == '\t'))
        i++;
    return i;
}

char *text_line(struct arena *a, const char *s)
{
    return text_line_of(a, s, strlen(s));
}

char *text_lines(struct arena *a, const char *s)
{
    size_t n = strlen(s), o = 0;
    char *out = arena_alloc(a, n + 1);
    uint32_t cp;
    for (size_t i = 0, len; i < n; i += len) {
        len = text_plain_run(s + i, n - i);
        if (len > 0) {
            text_put(out, &o, s + i, len);
            continue;
        }
        len = text_step(s + i, n - i, &cp);
        if (cp == '\r') {
            len += s[i + 1] == '\n';
            out[o++] = '\n';
        } else if (cp > 0x9F) {
            text_put(out, &o, s + i, len);
        }
    }
    while (o > 0 && (out[o - 1] == ' ' || out[o - 1] == '\n' || out[o - 1] == '\t'))
        out[--o] = '\0';
    return out;
}

bool text_is_steering(uint32_t cp)
{
    return cp < 0x20 || text_in_range(cp, 0x7F, 0x9F) || text_in_range(cp, 0x2028, 0x202E) ||
           text_in_range(cp, 0x2066, 0x2069);
}

char *text_for_terminal(struct arena *a, const char *s, bool lines)
{
    size_t n = strlen(s), o = 0, most = 4 * n + 1; /* one byte becomes four, three become six */
    char *out = arena_alloc(a, most);
    uint32_t cp = 0;
    for (size_t i = 0, len; i<n; i += len> 0 ? len : 1) {
        len = text_codepoint(s + i, n - i, &cp);
        if (len == 0)
            cp = (unsigned char)s[i];
        bool shown = !text_is_steering(cp) || (lines && (cp == '\n' || cp == '\t'));
        if (len > 0 && shown)
            text_put(out, &o, s + i, len);
        else
            o += (size_t)snprintf(out + o, most - o, cp > 0xFF ? "\\u%04x" : "\\x%02x",
                                  (unsigned)cp);
    }
    out[o] = '\0';
    return out;
}

static void text_add_part(struct arena *a, struct strlist *list, const char *s, size_t n)
{
    const char *part = text_line_of(a, s, n);
    if (*part != '\0')
        strlist_add(a, list, part);
}

static struct strlist text_split_at(struct arena *a, const char *s, const char *separators)
{
    struct strlist list = {NULL, 0};
    while (*s != '\0') {
        size_t n = strcspn(s, separators);
        text_add_part(a, &list, s, n);
        s += n;
        if (*s != '\0')
            s++;
    }
    return list;
}

struct strlist text_split_lines(struct arena *a, const char *s)
{
    return text_split_at(a, s, "\r\n");
}

struct strlist text_split(struct arena *a, const char *s, char separator)
{
    return text_split_at(a, s, (char[]){separator, '\0'});
}

bool text_blank(const char *s)
{
    size_t n = s ? strlen(s) : 0;
    uint32_t cp;
    for (size_t i = 0; i < n;) {
        i += text_step(s + i, n - i, &cp);
        if (!text_is_space_or_control(cp))
            return false;
    }
    return true;
}

static bool text_is_xml_character(uint32_t cp)
{
    if (cp < 0x20)
        return cp == '\t' || cp == '\n' || cp == '\r';
    return cp != 0xFFFE && cp != 0xFFFF;
}

const char *text_for_xml(struct arena *a, const char *s)
{
    size_t n = strlen(s), used = 0, i = 0, bytes;
    uint32_t cp;
    while (i < n && (bytes = text_step(s + i, n - i, &cp), text_is_xml_character(cp)))
        i += bytes;
    if (i == n)
        return s;
    char *out = arena_alloc(a, n * 3 + 1); /* a control of one byte becomes U+FFFD of three */
    for (i = 0; i < n; i += bytes) {
        bytes = text_step(s + i, n - i, &cp);
        bool good = text_is_xml_character(cp);
        memcpy(out + used, good ? s + i : "\xEF\xBF\xBD", good ? bytes : 3);
        used += good ? bytes : 3;
    }
    return out;
}

bool text_to_int(const char *s, int64_t min, int64_t max, int64_t *out)
{
    if (!s)
        return false;
    bool negative = *s == '-';
    s += negative;
    if (*s == '\0')
        return false;
    int64_t value = 0;
    for (; *s != '\0'; s++) {
        if (!text_in_range((unsigned char)*s, '0', '9'))
            return false;
        int digit = negative ? '0' - *s : *s - '0';
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, digit, &value))
            return false;
    }
    if (value < min || value > max)
        return false;
    *out = value;
    return true;
}

/* No white space, no controls, none of the characters in `refused`, at most max bytes. */
static bool text_is_tight(const char *s, size_t max, const char *refused)
{
    size_t n = strnlen(s, max + 1);
    if (n == 0 || n > max)
        return false;
    uint32_t cp;
    for (size_t i = 0, len; i < n; i += len) {
        len = text_codepoint(s + i, n - i, &cp);
        if (len == 0 || text_is_space_or_control(cp) || (cp < 0x80 && strchr(refused, (int)cp)))
            return false;
    }
    return true;
}

bool text_is_email(const char *s)
{
    /* The refused characters are legal in places, but mean something in a mailto link. */
    if (!s || !text_is_tight(s, EMAIL_MAX, "\"()<>[],:;\\?&#%"))
        return false;
    const char *at = strchr(s, '@');
    if (!at || at == s || strchr(at + 1, '@'))
        return false;
    const char *domain = at + 1, *dot = strrchr(domain, '.');
    return dot && domain[0] != '.' && dot[1] != '\0' && !strstr(domain, "..");
}

bool text_is_http_url(const char *s)
{
    if (!s || !text_is_tight(s, URL_MAX, "\"<>\\^`{|}"))
        return false;
    if (strncasecmp(s, "https://", 8) == 0)
        s += 8;
    else if (strncasecmp(s, "http://", 7) == 0)
        s += 7;
    else
        return false;
    /* A user name before the host is only ever used to deceive. */
    size_t host = strcspn(s, "/?#");
    return host > 0 && s[0] != ':' && s[0] != '.' && !memchr(s, '@', host);
}

void text_hex(const unsigned char *bytes, size_t n, char *out)
{
    static const char hex[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = hex[bytes[i] >> 4];
        out[2 * i + 1] = hex[bytes[i] & 15];
    }
    out[2 * n] = '\0';
}
