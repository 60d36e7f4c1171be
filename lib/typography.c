/* typography.c: the marks of a language, and texts set with them. */
#include "typography_private.h"

#include "text.h"

#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ulocdata.h>
#include <unicode/ustring.h>

#define EN_DASH "\u2013"
#define EM_DASH "\u2014"
#define CODE_MAX 500 /* pieces of code in a text that are told from prose */

/* ---- The marks of a language ----------------------------------------------------------------- */

static bool marks_get(ULocaleData *data, ULocaleDataDelimiterType which, char out[8])
{
    UErrorCode e = U_ZERO_ERROR;
    UChar wide[8];
    int32_t n = ulocdata_getDelimiter(data, which, wide, 8, &e);
    u_strToUTF8(out, 8, NULL, wide, n, &e);
    return U_SUCCESS(e) && n > 0 && strlen(out) < 8;
}

static bool marks_of(const char *locale, struct typography *out)
{
    UErrorCode e = U_ZERO_ERROR;
    ULocaleData *data = ulocdata_open(locale, &e);
    bool good = U_SUCCESS(e) && e != U_USING_DEFAULT_WARNING &&
                marks_get(data, ULOCDATA_QUOTATION_START, out->open[0]) &&
                marks_get(data, ULOCDATA_QUOTATION_END, out->close[0]) &&
                marks_get(data, ULOCDATA_ALT_QUOTATION_START, out->open[1]) &&
                marks_get(data, ULOCDATA_ALT_QUOTATION_END, out->close[1]);
    if (U_SUCCESS(e))
        ulocdata_close(data);
    return good;
}

/* What newspapers do otherwise than CLDR has it: Swiss ones print guillemets in German as well; in
 * French, a quotation within one is told from it. */
static void marks_mend(struct typography *t, const char *country)
{
    static const struct typography swiss_marks = {.open = {"«", "‹"}, .close = {"»", "›"}};
    static const struct typography french_marks = {.open = {"«", "“"}, .close = {"»", "”"}};
    bool french = strcmp(t->language, "fr") == 0, german = strcmp(t->language, "de") == 0;
    bool swiss = strcmp(country, "CH") == 0 || strcmp(country, "LI") == 0;
    t->spaced = french && !swiss;
    if (!french && !(german && swiss))
        return;
    const struct typography *other = swiss ? &swiss_marks : &french_marks;
    memcpy(t->open, other->open, sizeof t->open);
    memcpy(t->close, other->close, sizeof t->close);
}

static const char *marks_dash(const char *language)
{
    static const char *const em[] = {"en", "es", "pt", "ja", "ko", "ru", "uk"};
    for (size_t i = 0; i < sizeof em / sizeof *em; i++)
        if (strcmp(em[i], language) == 0)
            return EM_DASH;
    return strcmp(language, "zh") == 0 ? EM_DASH EM_DASH : EN_DASH;
}

bool typography_of(const char *lang, struct typography *out)
{
    UErrorCode e = U_ZERO_ERROR;
    char locale[ULOC_FULLNAME_CAPACITY], country[ULOC_COUNTRY_CAPACITY];
    *out = (struct typography){.spaced = false};
    uloc_forLanguageTag(lang, locale, sizeof locale, NULL, &e);
    uloc_getLanguage(locale, out->language, sizeof out->language, &e);
    uloc_getCountry(locale, country, sizeof country, &e);
    if (U_FAILURE(e) || e == U_STRING_NOT_TERMINATED_WARNING || out->language[0] == '\0' ||
        !marks_of(locale, out))
        return false;
    marks_mend(out, country);
    out->dash = marks_dash(out->language);
    return true;
}

/* ---- Texts ----------------------------------------------------------------------------------- */

bool typography_needed(const char *text)
{
    return strpbrk(text, "\"'") || strstr(text, "--");
}

static bool html_needs(const char *s)
{
    /* An apostrophe is found soonest. */
    return strstr(s, "&#39;") || strstr(s, "&quot;") || strstr(s, "--") || strchr(s, '\'');
}

static const char *typography_set(struct arena *a, struct walk *w)
{
    buf_init(&w->out, 2 * w->n + 4096); /* more marks than that are no text */
    walk_all(w);
    const char *out = w->s;
    if (w->copied > 0) {
        buf_add(&w->out, w->s + w->copied, w->n - w->copied);
        if (!w->out.failed)
            out = arena_dupn(a, w->out.p, w->out.len);
    }
    buf_free(&w->out);
    return out;
}

const char *typography_text(struct arena *a, const struct typography *t, const char *text)
{
    struct walk w = {.t = t, .s = text, .n = strlen(text)};
    return typography_needed(text) ? typography_set(a, &w) : text;
}

const char *typography_html(struct arena *a, const struct typography *t, const char *html)
{
    struct walk w = {.t = t, .s = html, .n = strlen(html), .html = true};
    return html_needs(html) ? typography_set(a, &w) : html;
}

/* ---- Code in plain text ---------------------------------------------------------------------- */

/* Finds a piece of code from `from` on, as it is or, as in a paragraph, in one line. */
static bool code_find(struct arena *a, const char *plain, size_t from, const char *code,
                      struct code_range *out)
{
    const char *line = text_line(a, code);
    const char *at = *line ? strstr(plain + from, code) : NULL;
    size_t n = strlen(code);
    if (!at && *line) {
        at = strstr(plain + from, line);
        n = strlen(line);
    }
    if (at)
        *out = (struct code_range){(size_t)(at - plain), (size_t)(at - plain) + n};
    return at != NULL;
}

static size_t code_ranges(struct arena *a, const char *plain, const char *html,
                          struct code_range *out)
{
    size_t n = 0, from = 0;
    while (n < CODE_MAX && (html = strstr(html, "<code"))) {
        const char *begin = strchr(html, '>'), *end = begin ? strstr(begin, "</code>") : NULL;
        if (!end)
            break;
        begin++;
        html = end;
        const char *code = text_decode_entities(a, arena_dupn(a, begin, (size_t)(end - begin)));
        if (typography_needed(code) && code_find(a, plain, from, code, &out[n]))
            from = out[n++].to;
    }
    return n;
}

const char *typography_plain(struct arena *a, const struct typography *t, const char *plain,
                             const char *html)
{
    struct walk w = {.t = t, .s = plain, .n = strlen(plain)};
    if (!typography_needed(plain))
        return plain;
    if (strstr(html, "<code")) {
        struct code_range *code = arena_array(a, CODE_MAX, sizeof *code);
        w.n_code = code_ranges(a, plain, html, code);
        w.code = code;
    }
    return typography_set(a, &w);
}
