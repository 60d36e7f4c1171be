/* language_tag.c: a language as people name it, made into a tag. */
#include "ascii.h"
#include "language.h"

#include <stdbool.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

enum { NAME_MAX_BYTES = 200 };

/* Whether ICU's data have the language at all: "xq" is well formed, and no language. */
static bool tag_is_known(const char *locale)
{
    char language[ULOC_LANG_CAPACITY];
    UErrorCode e = U_ZERO_ERROR;
    uloc_getLanguage(locale, language, sizeof language, &e);
    if (U_FAILURE(e) || strlen(language) < 2)
        return false;
    for (const char *const *known = uloc_getISOLanguages(); *known; known++)
        if (strcmp(*known, language) == 0)
            return true;
    return false;
}

/* "zh_cn", "pt-BR", "en_US.UTF-8". */
static const char *tag_of_code(struct arena *a, const char *text)
{
    char locale[ULOC_FULLNAME_CAPACITY], tag[ULOC_FULLNAME_CAPACITY];
    UErrorCode e = U_ZERO_ERROR;
    size_t n = strcspn(text, ".@");
    for (size_t i = 0; i < n; i++)
        if (!ascii_is_alnum((unsigned char)text[i]) && !strchr("_-", text[i]))
            return NULL;
    if (n < 2 || n > 35)
        return NULL;
    char *code = arena_dupn(a, text, n);
    uloc_canonicalize(code, locale, sizeof locale, &e);
    uloc_toLanguageTag(locale, tag, sizeof tag, true, &e);
    if (U_FAILURE(e) || e == U_STRING_NOT_TERMINATED_WARNING || !tag_is_known(locale) ||
        strcmp(tag, "und") == 0)
        return NULL;
    return arena_dup(a, tag);
}

static bool tag_is_named(const char *language, const char *in, const UChar *name)
{
    UChar shown[NAME_MAX_BYTES];
    UErrorCode e = U_ZERO_ERROR;
    uloc_getDisplayLanguage(language, in, shown, NAME_MAX_BYTES, &e);
    return U_SUCCESS(e) && e != U_USING_DEFAULT_WARNING &&
           u_strcasecmp(shown, name, U_FOLD_CASE_DEFAULT) == 0;
}

/* "English", "Deutsch", "español (México)": in English or in the language itself; what is in
 * brackets goes. */
static const char *tag_of_name(struct arena *a, const char *text)
{
    UChar name[NAME_MAX_BYTES];
    UErrorCode e = U_ZERO_ERROR;
    int32_t length;
    size_t n = strcspn(text, "(");
    while (n > 0 && text[n - 1] == ' ')
        n--;
    if (n == 0 || n >= NAME_MAX_BYTES)
        return NULL;
    u_strFromUTF8(name, NAME_MAX_BYTES, &length, text, (int32_t)n, &e);
    for (const char *const *l = uloc_getISOLanguages(); U_SUCCESS(e) && *l; l++)
        if (tag_is_named(*l, "en", name) || tag_is_named(*l, *l, name))
            return arena_dup(a, *l);
    return NULL;
}

const char *language_tag_from(struct arena *a, const char *text)
{
    const char *tag = tag_of_code(a, text);
    return tag ? tag : tag_of_name(a, text);
}
