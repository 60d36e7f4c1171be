/* house_style.c: see house_style.h. Expressions come from the paper's editors: their time and their stack
 * are bounded all the same. */
#include "house_style.h"

#include "buf.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>

#define STACK_MAX (1024 * 1024) /* bytes of a match's stack */
#define TIME_STEPS 10           /* of ICU's clock in a millisecond, about: it counts steps */
#define HITS_MAX 200            /* in one text, of all rules */
#define SLOW_MAX 4              /* rules that may take too long; those behind them are not asked */

/* UTF-16, in the arena; NULL: it is no UTF-8. */
static UChar *style_wide(struct arena *a, const char *s, int32_t *n)
{
    UErrorCode e = U_ZERO_ERROR;
    size_t room = strlen(s) + 1;
    UChar *out = arena_array(a, room, sizeof *out);
    u_strFromUTF8(out, (int32_t)room, n, s, -1, &e);
    return U_SUCCESS(e) ? out : NULL;
}

static const char *style_narrow(struct arena *a, const UChar *s, int32_t n)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t room = 3 * n + 1, len = 0;
    char *out = arena_alloc(a, (size_t)room);
    u_strToUTF8(out, room, &len, s, n, &e);
    return U_SUCCESS(e) ? out : "";
}

static bool style_has_capital(const UChar *s, int32_t n)
{
    for (int32_t i = 0; i < n;) {
        UChar32 cp;
        U16_NEXT(s, i, n, cp);
        if (u_isupper(cp))
            return true;
    }
    return false;
}

/* Letters on both sides would make it part of another word; scripts without spaces have none. */
static UChar *style_whole_words(struct arena *a, const char *words, int32_t *n)
{
    struct buf b;
    buf_init(&b, 4096);
    buf_adds(&b, "(?<![\\p{Alphabetic}\\p{Nd}&&[^\\p{Han}\\p{Hiragana}\\p{Katakana}\\p{Thai}]])");
    for (const char *p = words; *p; p++) {
        if (strchr("\\^$.|?*+()[]{}-&#", *p))
            buf_addc(&b, '\\');
        if (*p == ' ')
            buf_adds(&b, "\\s+");
        else
            buf_addc(&b, *p);
    }
    buf_adds(&b, "(?![\\p{Alphabetic}\\p{Nd}&&[^\\p{Han}\\p{Hiragana}\\p{Katakana}\\p{Thai}]])");
    UChar *out = b.failed ? NULL : style_wide(a, b.p, n);
    buf_free(&b);
    return out;
}

/* NULL: it cannot be used. */
static URegularExpression *style_compile(struct arena *a, const char *pattern, bool is_regex)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t n = 0, plain_n = 0;
    UChar *plain = style_wide(a, pattern, &plain_n);
    if (!plain || plain_n == 0)
        return NULL;
    UChar *wide = is_regex ? plain : style_whole_words(a, pattern, &n);
    if (!wide)
        return NULL;
    uint32_t flags = UREGEX_MULTILINE;
    if (!is_regex && !style_has_capital(plain, plain_n))
        flags |= UREGEX_CASE_INSENSITIVE;
    URegularExpression *re = uregex_open(wide, is_regex ? plain_n : n, flags, NULL, &e);
    uregex_setTimeLimit(re, HOUSE_STYLE_MS * TIME_STEPS, &e);
    uregex_setStackLimit(re, STACK_MAX, &e);
    if (U_SUCCESS(e))
        return re;
    uregex_close(re);
    return NULL;
}

bool house_style_usable(const char *pattern, bool is_regex)
{
    static const UChar nothing[] = {'x', 0};
    UErrorCode e = U_ZERO_ERROR;
    struct arena *a = arena_new();
    URegularExpression *re = style_compile(a, pattern, is_regex);
    bool usable = re != NULL;
    if (re) {
        uregex_setText(re, nothing, 0, &e);
        usable = !uregex_find(re, 0, &e) && U_SUCCESS(e);
    }
    uregex_close(re);
    arena_free(a);
    return usable;
}

/* ---- Finding ----------------------------------------------------------------------------------- */

static void style_add_group(struct arena *a, URegularExpression *re, int32_t group, struct buf *out)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t n = uregex_end(re, group, &e) - uregex_start(re, group, &e);
    if (U_FAILURE(e) || n <= 0)
        return;
    UChar *wide = arena_array(a, (size_t)n + 1, sizeof *wide);
    uregex_group(re, group, wide, n + 1, &e);
    if (U_SUCCESS(e))
        buf_adds(out, style_narrow(a, wide, n));
}

static const char *style_group(struct arena *a, URegularExpression *re, int32_t group)
{
    struct buf b;
    buf_init(&b, 1u << 20);
    style_add_group(a, re, group, &b);
    const char *out = arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return out;
}

/* With $1 … $9; "$$" is a dollar. */
static const char *style_put(struct arena *a, URegularExpression *re, const struct style_rule *r)
{
    struct buf b;
    if (!r->is_regex)
        return r->replacement;
    buf_init(&b, 1u << 20);
    for (const char *p = r->replacement; *p; p++) {
        if (p[0] == '$' && p[1] >= '0' && p[1] <= '9')
            style_add_group(a, re, *++p - '0', &b);
        else
            buf_addc(&b, *p), p += p[0] == '$' && p[1] == '$';
    }
    const char *out = arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return out;
}

/* Whether it took too long. */
static bool style_find_rule(struct arena *a, const struct style_rule *r, const UChar *text,
                            int32_t n, struct style_hits *out)
{
    UErrorCode e = U_ZERO_ERROR;
    size_t of_rule = 0;
    URegularExpression *re = style_compile(a, r->pattern, r->is_regex);
    if (!re)
        return false;
    uregex_setText(re, text, n, &e);
    while (of_rule < HOUSE_STYLE_HITS_MAX && out->n < HITS_MAX && uregex_findNext(re, &e)) {
        const char *found = style_group(a, re, 0), *put = style_put(a, re, r);
        /* A rule that says of a word how it is spelled finds it as it should be, too. */
        if (*found == '\0' || strcmp(found, put) == 0)
            continue;
        out->v[out->n++] = (struct style_hit){r, found, put};
        of_rule++;
    }
    out->slow |= U_FAILURE(e);
    uregex_close(re);
    return U_FAILURE(e);
}

struct style_hits house_style_find(struct arena *a, const struct style_rules *rules,
                                   const char *text)
{
    struct style_hits out = {.v = arena_array(a, HITS_MAX, sizeof *out.v)};
    int32_t n = 0;
    const UChar *wide = rules->n ? style_wide(a, text, &n) : NULL;
    for (size_t i = 0, slow = 0; wide && i < rules->n && slow < SLOW_MAX; i++)
        slow += style_find_rule(a, &rules->v[i], wide, n, &out);
    return out;
}
