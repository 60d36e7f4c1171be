/* slug.c: addresses from headlines. */
#include "slug.h"

#include "ascii.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

/* More of a headline can not matter to SLUG_MAX bytes; it bounds ICU's work. */
#define SOURCE_MAX 1024

/* Apostrophes vanish ("don't" is "dont"), where other punctuation separates; so do the half rings
 * and primes by which ICU writes letters that Latin lacks (U+02BF, the Arabic ayn). */
static bool slug_is_apostrophe(uint32_t cp)
{
    return cp == '\'' || cp == 0x2018 || cp == 0x2019 || (cp >= 0x02B9 && cp <= 0x02BF) ||
           cp == '`' || cp == 0xB4;
}

/* Accents on their own, and the invisible: they belong to no letter that is left. */
static bool slug_is_mark(uint32_t cp)
{
    return (cp >= 0x300 && cp <= 0x36F) || cp == 0xAD || (cp >= 0x200B && cp <= 0x200D) ||
           cp == 0xFEFF;
}

static size_t slug_source_length(const char *s)
{
    return text_cut_length(s, strnlen(s, SOURCE_MAX + 1), SOURCE_MAX);
}

/* True when letters beyond ASCII are in s, and only ICU knows how to write them. */
static bool slug_needs_icu(const char *s, size_t n)
{
    uint32_t cp;
    for (size_t i = 0, len; i < n; i += len) {
        len = text_codepoint(s + i, n - i, &cp);
        if (len == 0)
            return false;
        bool punctuation = (cp >= 0x2000 && cp <= 0x206F) || (cp > 0x7F && cp < 0xAA);
        if (cp > 0x7F && !punctuation)
            return true;
    }
    return false;
}

static UTransliterator *slug_open_latin(void)
{
    UErrorCode e = U_ZERO_ERROR;
    UTransliterator *t =
        utrans_openU(u"Any-Latin; Latin-ASCII; Lower", -1, UTRANS_FORWARD, NULL, 0, NULL, &e);
    return U_SUCCESS(e) ? t : NULL;
}

/* s in ASCII as far as ICU can, or as it is when ICU fails. */
static const char *slug_to_latin(struct arena *a, const char *s, size_t n)
{
    /* Ideographs grow most: a code unit can become a syllable of 8 or so. */
    const int32_t size = SOURCE_MAX * 8;
    UErrorCode e = U_ZERO_ERROR;
    UChar *wide = arena_array(a, (size_t)size, sizeof *wide);
    int32_t len = 0;
    u_strFromUTF8WithSub(wide, size, &len, s, (int32_t)n, 0xFFFD, NULL, &e);
    UTransliterator *t = slug_open_latin();
    int32_t limit = len;
    if (t)
        utrans_transUChars(t, wide, &len, size, 0, &limit, &e);
    utrans_close(t);

    char *out = arena_alloc(a, (size_t)size * 3 + 1);
    u_strToUTF8WithSub(out, size * 3 + 1, NULL, wide, len, 0xFFFD, NULL, &e);
    return U_SUCCESS(e) ? out : arena_dupn(a, s, n);
}

/* Ends the slug at a hyphen when there is one late enough to keep most of it. */
static void slug_cut(char *slug)
{
    slug[SLUG_MAX] = '\0';
    char *hyphen = strrchr(slug, '-');
    if (hyphen && hyphen - slug >= SLUG_MAX / 2)
        *hyphen = '\0';
}

static char slug_char(uint32_t cp)
{
    return ascii_is_alnum(cp) ? ascii_lower((char)cp) : '\0';
}

char *slug_from(struct arena *a, const char *text)
{
    size_t n = slug_source_length(text);
    if (slug_needs_icu(text, n)) {
        text = slug_to_latin(a, text, n);
        n = strlen(text);
    }
    char *slug = arena_alloc(a, SLUG_MAX + 3); /* a hyphen and a letter past the end, NUL */
    size_t o = 0;
    bool gap = false;
    uint32_t cp;
    for (size_t i = 0, len; i < n && o <= SLUG_MAX; i += len) {
        len = text_codepoint(text + i, n - i, &cp);
        if (len == 0) {
            len = 1;
            cp = 0xFFFD;
        }
        char c = slug_char(cp);
        if (c == '\0') {
            gap = gap || !(slug_is_apostrophe(cp) || slug_is_mark(cp));
            continue;
        }
        if (gap && o > 0)
            slug[o++] = '-';
        gap = false;
        slug[o++] = c;
    }
    if (o > SLUG_MAX && slug[SLUG_MAX] != '-')
        slug_cut(slug);
    slug[SLUG_MAX] = '\0';
    return slug;
}

char *slug_numbered(struct arena *a, const char *slug, int n)
{
    char *tail = arena_printf(a, "-%d", n);
    size_t len = strlen(slug), most = SLUG_MAX - strlen(tail);
    if (len > most)
        len = most;
    while (len > 0 && slug[len - 1] == '-')
        len--;
    return arena_printf(a, "%.*s%s", (int)len, slug, tail);
}

bool slug_valid(const char *s)
{
    if (!s || *s == '\0' || *s == '-' || strnlen(s, SLUG_MAX + 1) > SLUG_MAX)
        return false;
    for (; *s != '\0'; s++) {
        bool hyphen = *s == '-' && s[1] != '-' && s[1] != '\0';
        if (!hyphen && ((*s < 'a' || *s > 'z') && (*s < '0' || *s > '9')))
            return false;
    }
    return true;
}
