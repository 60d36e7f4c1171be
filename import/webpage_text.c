/* webpage_text.c: what a page's bytes mean. A byte order mark, a <meta> or an XML declaration says it; what
 * says nothing is UTF-8, or refused, for a guess would garble names silently. */
#include "lib/ascii.h"
#include "lib/text.h"
#include "webpage_private.h"

#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>

enum { HEAD_BYTES = 4096, LABEL_MAX = 40 };

/* Labels that browsers know (WHATWG Encoding 4.2), those that pages have, and ICU's name of each. */
static const struct {
    const char *label, *name;
} encodings[] = {{"utf-8", ""},
                 {"utf8", ""},
                 {"unicode-1-1-utf-8", ""},
                 {"utf-16", ""}, /* a <meta> that is read at all is not UTF-16 */
                 {"utf-16le", ""},
                 {"utf-16be", ""},
                 {"ascii", "windows-1252"},
                 {"us-ascii", "windows-1252"},
                 {"latin1", "windows-1252"},
                 {"l1", "windows-1252"},
                 {"iso-8859-1", "windows-1252"},
                 {"iso8859-1", "windows-1252"},
                 {"iso_8859-1", "windows-1252"},
                 {"cp1252", "windows-1252"},
                 {"windows-1252", "windows-1252"},
                 {"x-cp1252", "windows-1252"},
                 {"windows-1250", "windows-1250"},
                 {"windows-1251", "windows-1251"},
                 {"cp1251", "windows-1251"},
                 {"windows-1253", "windows-1253"},
                 {"windows-1254", "windows-1254"},
                 {"iso-8859-9", "windows-1254"},
                 {"windows-1255", "windows-1255"},
                 {"windows-1256", "windows-1256"},
                 {"windows-1257", "windows-1257"},
                 {"windows-1258", "windows-1258"},
                 {"windows-874", "windows-874"},
                 {"tis-620", "windows-874"},
                 {"iso-8859-2", "iso-8859-2"},
                 {"iso-8859-3", "iso-8859-3"},
                 {"iso-8859-4", "iso-8859-4"},
                 {"iso-8859-5", "iso-8859-5"},
                 {"iso-8859-6", "iso-8859-6"},
                 {"iso-8859-7", "iso-8859-7"},
                 {"iso-8859-8", "iso-8859-8"},
                 {"iso-8859-8-i", "iso-8859-8"},
                 {"iso-8859-10", "iso-8859-10"},
                 {"iso-8859-13", "iso-8859-13"},
                 {"iso-8859-14", "iso-8859-14"},
                 {"iso-8859-15", "iso-8859-15"},
                 {"koi8-r", "koi8-r"},
                 {"koi8-u", "koi8-u"},
                 {"ibm866", "ibm866"},
                 {"macintosh", "macintosh"},
                 {"gb2312", "gb18030"},
                 {"gbk", "gb18030"},
                 {"gb18030", "gb18030"},
                 {"big5", "big5"},
                 {"big5-hkscs", "big5-hkscs"},
                 {"euc-jp", "euc-jp"},
                 {"shift_jis", "shift_jis"},
                 {"shift-jis", "shift_jis"},
                 {"x-sjis", "shift_jis"},
                 {"iso-2022-jp", "iso-2022-jp"},
                 {"euc-kr", "windows-949"},
                 {"ks_c_5601-1987", "windows-949"}};

/* What stands behind "charset=" or "encoding=", with or without quotation marks. */
static const char *encoding_value(struct arena *a, const char *at)
{
    at += strspn(at, " \t\r\n");
    if (*at != '=')
        return NULL;
    at++;
    at += strspn(at, " \t\r\n\"'");
    size_t n = strcspn(at, " \t\r\n\"'/>;?");
    return n > 0 && n < LABEL_MAX ? arena_dupn(a, at, n) : NULL;
}

/* In <meta charset="…">, in <meta http-equiv=… content="text/html; charset=…">, or in <?xml … ?>. A comment
 * says nothing. NULL: none of them is there. */
static const char *encoding_label(struct arena *a, const char *bytes, size_t n)
{
    const char *head = arena_dupn(a, bytes, n < HEAD_BYTES ? n : HEAD_BYTES);
    for (const char *at = head; (at = strchr(at, '<')); at++) {
        bool xml = strncasecmp(at, "<?xml", 5) == 0;
        const char *close = strchr(at, '>'), *end;
        if (strncmp(at, "<!--", 4) == 0) {
            if (!(end = strstr(at + 4, "-->")))
                return NULL;
            at = end;
            continue;
        }
        if (!close || (!xml && strncasecmp(at, "<meta", 5) != 0))
            continue;
        const char *tag = arena_dupn(a, at, (size_t)(close - at) + 1);
        const char *key = strcasestr(tag, xml ? "encoding" : "charset");
        const char *value = key ? encoding_value(a, key + (xml ? 8 : 7)) : NULL;
        if (value)
            return value;
    }
    return NULL;
}

static int text_line_of(const char *bytes, size_t at)
{
    int line = 1;
    for (size_t i = 0; i < at; i++)
        line += bytes[i] == '\n';
    return line;
}

/* Where what is no UTF-8 begins; n: nowhere. */
static size_t text_first_odd(const char *s, size_t n)
{
    uint32_t cp;
    size_t at = 0, step;
    while (at < n && s[at] && (step = text_codepoint(s + at, n - at, &cp)) > 0)
        at += step;
    return at;
}

static const char *text_as_is(struct arena *a, const char *bytes, size_t n, bool said,
                              const char **why)
{
    size_t odd = text_first_odd(bytes, n);
    if (odd == n)
        return arena_dupn(a, bytes, n);
    *why = arena_printf(a, "line %d: byte %02X is not UTF-8%s", text_line_of(bytes, odd),
                        (unsigned char)bytes[odd],
                        said ? "" : ", and the page does not say what it is in");
    return NULL;
}

/* Stops at the first byte that means nothing in that encoding. */
static const char *text_converted(struct arena *a, const char *name, const char *bytes, size_t n,
                                  const char **why)
{
    UErrorCode e = U_ZERO_ERROR;
    UConverter *from = ucnv_open(name, &e), *to = ucnv_open("utf-8", &e);
    size_t room = 3 * n + 16;
    char *out = arena_alloc(a, room + 1), *at = out;
    const char *in = bytes;
    *why = arena_printf(a, "it is in %s, which is not known here", name);
    if (U_SUCCESS(e)) {
        UChar pivot[1024], *begin = pivot, *end = pivot;
        ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &e);
        ucnv_convertEx(to, from, &at, out + room, &in, bytes + n, pivot, &begin, &end,
                       pivot + sizeof pivot / sizeof pivot[0], true, true, &e);
        *why = arena_printf(a, "line %d: this is not %s", text_line_of(bytes, (size_t)(in - bytes)),
                            name);
    }
    ucnv_close(from);
    ucnv_close(to);
    *at = '\0';
    bool good = U_SUCCESS(e) && text_utf8_valid(out, (size_t)(at - out));
    return good ? out : NULL;
}

static const char *text_by_label(struct arena *a, const char *label, const char *bytes, size_t n,
                                 const char **why)
{
    for (size_t i = 0; label && i < sizeof encodings / sizeof encodings[0]; i++)
        if (strcasecmp(encodings[i].label, label) == 0)
            return *encodings[i].name ? text_converted(a, encodings[i].name, bytes, n, why)
                                      : text_as_is(a, bytes, n, true, why);
    if (!label)
        return text_as_is(a, bytes, n, false, why);
    *why = arena_printf(a, "it says that it is in “%s”, which is not known here",
                        note_value(a, text_utf8_repair(a, label, strlen(label))));
    return NULL;
}

const char *webpage_text(struct arena *a, const char *bytes, size_t n, const char **why)
{
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        return text_as_is(a, bytes + 3, n - 3, true, why);
    if (n >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
        return text_converted(a, "utf-16le", bytes + 2, n - 2, why);
    if (n >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
        return text_converted(a, "utf-16be", bytes + 2, n - 2, why);
    return text_by_label(a, encoding_label(a, bytes, n), bytes, n, why);
}
