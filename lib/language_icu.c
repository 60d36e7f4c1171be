/* language_icu.c: numbers, plurals and lists of a language, by ICU. */
#include "language.h"

#include "language_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uformattedvalue.h>
#include <unicode/ulistformatter.h>
#include <unicode/unum.h>
#include <unicode/unumsys.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#define NUMBER_MAX 64 /* UTF-16 units */
#define LIST_MAX 256  /* names in a list */

struct language_icu {
    UNumberFormat *number;
    UPluralRules *plural;
    UListFormatter *list;
    char digits[32]; /* name of the numbering system: "latn", "arab" */
};

/* ---- Opening -------------------------------------------------------------------------------- */

size_t language_tags(const char *tag, char locale[ULOC_FULLNAME_CAPACITY],
                     char tags[LANGUAGE_TAGS_MAX][ULOC_FULLNAME_CAPACITY])
{
    char whole[ULOC_FULLNAME_CAPACITY], language[ULOC_LANG_CAPACITY], script[ULOC_SCRIPT_CAPACITY];
    UErrorCode e = U_ZERO_ERROR;
    int32_t used = 0;
    uloc_forLanguageTag(tag, locale, ULOC_FULLNAME_CAPACITY, &used, &e);
    if (U_FAILURE(e) || used == 0 || used != (int32_t)strlen(tag))
        return 0;
    uloc_addLikelySubtags(locale, whole, sizeof whole, &e);
    uloc_getLanguage(whole, language, sizeof language, &e);
    uloc_getScript(whole, script, sizeof script, &e);
    if (U_FAILURE(e) || language[0] == '\0')
        return 0;
    size_t n = 0;
    snprintf(tags[n++], ULOC_FULLNAME_CAPACITY, "%s", language);
    if (script[0] != '\0')
        snprintf(tags[n++], ULOC_FULLNAME_CAPACITY, "%s-%s", language, script);
    uloc_toLanguageTag(locale, tags[n], ULOC_FULLNAME_CAPACITY, false, &e);
    if (U_SUCCESS(e) && strcmp(tags[n], tags[0]) != 0 && strcmp(tags[n], tags[n - 1]) != 0)
        n++;
    return n;
}

static void icu_ask_digits(struct language_icu *icu, const char *locale, UErrorCode *e)
{
    UNumberingSystem *digits = unumsys_open(locale, e);
    if (U_FAILURE(*e))
        return;
    snprintf(icu->digits, sizeof icu->digits, "%s", unumsys_getName(digits));
    unumsys_close(digits);
}

struct language_icu *language_icu_open(const char *locale)
{
    struct language_icu *icu = calloc(1, sizeof *icu);
    if (!icu)
        return NULL;
    UErrorCode e = U_ZERO_ERROR;
    icu->number = unum_open(UNUM_DECIMAL, NULL, 0, locale, NULL, &e);
    icu->plural = uplrules_open(locale, &e);
    icu->list = ulistfmt_openForType(locale, ULISTFMT_TYPE_AND, ULISTFMT_WIDTH_WIDE, &e);
    icu_ask_digits(icu, locale, &e);
    if (U_SUCCESS(e)) {
        unum_setAttribute(icu->number, UNUM_MAX_FRACTION_DIGITS, 1);
        return icu;
    }
    language_icu_close(icu);
    return NULL;
}

void language_icu_close(struct language_icu *icu)
{
    if (!icu)
        return;
    if (icu->number)
        unum_close(icu->number);
    if (icu->plural)
        uplrules_close(icu->plural);
    if (icu->list)
        ulistfmt_close(icu->list);
    free(icu);
}

/* ---- Numbers -------------------------------------------------------------------------------- */

/* Text of ICU's in the arena; `otherwise` when it failed. */
static const char *icu_utf8(struct arena *a, const UChar *s, int32_t n, const char *otherwise)
{
    UErrorCode e = U_ZERO_ERROR;
    size_t size = (size_t)n * 3 + 1;
    char *out = arena_alloc(a, size);
    u_strToUTF8(out, (int32_t)size, NULL, s, n, &e);
    return U_SUCCESS(e) ? out : otherwise;
}

enum plural language_plural(const struct language *l, int64_t n)
{
    if (!l)
        return n == 1 ? PLURAL_ONE : PLURAL_OTHER;
    UChar wide[16];
    char name[16];
    UErrorCode e = U_ZERO_ERROR;
    uplrules_select(l->icu->plural, (double)n, wide, 16, &e);
    if (U_FAILURE(e))
        return PLURAL_OTHER;
    u_UCharsToChars(wide, name, u_strlen(wide) + 1);
    for (int p = 0; p < PLURAL_MAX; p++) {
        if (strcmp(plural_name((enum plural)p), name) == 0)
            return (enum plural)p;
    }
    return PLURAL_OTHER;
}

const char *language_number(const struct language *l, struct arena *a, int64_t n)
{
    UChar wide[NUMBER_MAX];
    UErrorCode e = U_ZERO_ERROR;
    const char *plain = arena_printf(a, "%" PRId64, n);
    int32_t used = l ? unum_formatInt64(l->icu->number, n, wide, NUMBER_MAX, NULL, &e) : 0;
    return !l || U_FAILURE(e) ? plain : icu_utf8(a, wide, used, plain);
}

const char *language_tenths(const struct language *l, struct arena *a, int tenths)
{
    UChar wide[NUMBER_MAX];
    UErrorCode e = U_ZERO_ERROR;
    const char *plain = tenths % 10 ? arena_printf(a, "%d.%d", tenths / 10, abs(tenths % 10))
                                    : arena_printf(a, "%d", tenths / 10);
    int32_t used =
        l ? unum_formatDouble(l->icu->number, tenths / 10.0, wide, NUMBER_MAX, NULL, &e) : 0;
    return !l || U_FAILURE(e) ? plain : icu_utf8(a, wide, used, plain);
}

const char *language_named(const struct language *l, struct arena *a, const char *tag)
{
    char locale[ULOC_FULLNAME_CAPACITY], own[ULOC_FULLNAME_CAPACITY] = "en";
    UChar wide[NUMBER_MAX];
    UErrorCode e = U_ZERO_ERROR;
    uloc_forLanguageTag(tag, locale, sizeof locale, NULL, &e);
    if (l)
        uloc_forLanguageTag(language_tag(l), own, sizeof own, NULL, &e);
    int32_t used = uloc_getDisplayName(locale, own, wide, NUMBER_MAX, &e);
    return U_FAILURE(e) || used == 0 ? arena_dup(a, tag) : icu_utf8(a, wide, used, tag);
}

const char *language_digits(const struct language *l)
{
    static const struct {
        const char *system, *style;
    } styles[] = {
        {"arab", "arabic-indic"}, {"arabext", "persian"}, {"deva", "devanagari"},
        {"beng", "bengali"},      {"mymr", "myanmar"},
    };
    for (size_t i = 0; l && i < sizeof styles / sizeof *styles; i++) {
        if (strcmp(styles[i].system, l->icu->digits) == 0)
            return styles[i].style;
    }
    return NULL;
}

bool language_is_rtl(const char *tag)
{
    return uloc_isRightToLeft(tag);
}

/* ---- Lists ---------------------------------------------------------------------------------- */

/* What comes between the elements of a formatted list. False: ICU did not say. */
static bool icu_read_joints(struct arena *a, const UFormattedValue *value, size_t n,
                            const char **joints)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t length;
    const UChar *text = ufmtval_getString(value, &length, &e);
    UConstrainedFieldPosition *at = ucfpos_open(&e);
    ucfpos_constrainField(at, UFIELD_CATEGORY_LIST, ULISTFMT_ELEMENT_FIELD, &e);
    size_t found = 0;
    int32_t begin, end, last = 0;
    while (U_SUCCESS(e) && found < n && ufmtval_nextPosition(value, at, &e)) {
        ucfpos_getIndexes(at, &begin, &end, &e);
        joints[found++] = icu_utf8(a, text + last, begin - last, "");
        last = end;
    }
    ucfpos_close(at);
    return U_SUCCESS(e) && found == n;
}

/* Spanish says "Ana y Luis", but "Ana e Inés": the names themselves are asked for. */
static bool icu_format_joints(const struct language *l, struct arena *a, const char *const *names,
                              size_t n, const char **joints)
{
    const UChar **wide = arena_array(a, n, sizeof *wide);
    int32_t *lengths = arena_array(a, n, sizeof *lengths);
    UErrorCode e = U_ZERO_ERROR;
    UFormattedList *list = ulistfmt_openResult(&e);
    for (size_t i = 0; i < n; i++) {
        size_t size = strlen(names[i]) + 1;
        UChar *one = arena_array(a, size, sizeof *one);
        u_strFromUTF8(one, (int32_t)size, &lengths[i], names[i], -1, &e);
        wide[i] = one;
    }
    ulistfmt_formatStringsToResult(l->icu->list, wide, lengths, (int32_t)n, list, &e);
    const UFormattedValue *value = ulistfmt_resultAsValue(list, &e);
    bool good = U_SUCCESS(e) && icu_read_joints(a, value, n, joints);
    ulistfmt_closeResult(list);
    return good;
}

void language_joints(const struct language *l, struct arena *a, const char *const *names, size_t n,
                     const char **joints)
{
    if (l && n > 1 && n <= LIST_MAX && icu_format_joints(l, a, names, n, joints))
        return;
    for (size_t i = 0; i < n; i++)
        joints[i] = i == 0 ? "" : i + 1 == n ? " and " : ", ";
}
