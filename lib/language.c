/* language.c: catalogues of words: reading, checking, finding, putting values in. */
#include "language.h"

#include "language_private.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX ((size_t)1024 * 1024) /* bytes of a message with its values */

static const char *const plurals[PLURAL_MAX] = {
    [PLURAL_ZERO] = "zero", [PLURAL_ONE] = "one",   [PLURAL_TWO] = "two",
    [PLURAL_FEW] = "few",   [PLURAL_MANY] = "many", [PLURAL_OTHER] = "other",
};

const char *plural_name(enum plural p)
{
    return (unsigned)p < PLURAL_MAX ? plurals[p] : "";
}

/* ---- Names in a text ------------------------------------------------------------------------ */

size_t language_name(const char *s)
{
    size_t n = *s == '%' ? strspn(s + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") : 0;
    return n > 0 && s[1 + n] == '%' ? n : 0;
}

static bool message_has_name(const char *text, const char *name, size_t n)
{
    for (const char *s = strchr(text, '%'); s; s = strchr(s + 1, '%')) {
        if (language_name(s) == n && strncmp(s + 1, name, n) == 0)
            return true;
    }
    return false;
}

/* A name of `text` that `other` lacks, with its length; NULL: there is none. */
static const char *message_name_lacking(const char *text, const char *other, size_t *n)
{
    for (const char *s = strchr(text, '%'); s; s = strchr(s, '%')) {
        *n = language_name(s);
        if (*n > 0 && !message_has_name(other, s + 1, *n))
            return s + 1;
        s += *n > 0 ? *n + 2 : 1;
    }
    return NULL;
}

/* ---- Checking a catalogue ------------------------------------------------------------------- */

/* A file being read, for what may be wrong with it. */
struct catalogue_reading {
    const char *path;
    struct buf *err;
};

static bool catalogue_refuse(const struct catalogue_reading *r, const char *english,
                             const char *what)
{
    if (r->err)
        buf_printf(r->err, "%s: \"%.60s\" %s", r->path, english, what);
    return false;
}

/* Every name of the English is in the translation, and no other. whole false: some may be left
 * out, as in "one story". */
static bool catalogue_check_names(const struct catalogue_reading *r, const char *english,
                                  const char *translation, bool whole)
{
    size_t n = 0;
    const char *name = message_name_lacking(translation, english, &n);
    if (name) {
        if (r->err)
            buf_printf(r->err, "%s: \"%.60s\" has no %%%.*s%%", r->path, english, (int)n, name);
        return false;
    }
    name = whole ? message_name_lacking(english, translation, &n) : NULL;
    if (name && r->err)
        buf_printf(r->err, "%s: the translation of \"%.60s\" lacks %%%.*s%%", r->path, english,
                   (int)n, name);
    return !name;
}

static bool is_plural_form(const char *name)
{
    for (int p = 0; p < PLURAL_MAX; p++) {
        if (strcmp(plurals[p], name) == 0)
            return true;
    }
    return false;
}

static bool catalogue_check_forms(const struct catalogue_reading *r, const char *english,
                                  json_t *forms)
{
    if (!strchr(english, '|'))
        return catalogue_refuse(r, english, "counts nothing: its translation must be one text");
    if (!json_object_get(forms, "other"))
        return catalogue_refuse(r, english, "lacks the form \"other\"");
    const char *name;
    json_t *value;
    json_object_foreach(forms, name, value)
    {
        if (!is_plural_form(name) || !json_is_string(value))
            return catalogue_refuse(
                r, english, "has a form that is not a text or not one of CLDR's categories");
        if (!catalogue_check_names(r, english, json_string_value(value),
                                   strcmp(name, "other") == 0))
            return false;
    }
    return true;
}

static bool catalogue_check_word(const struct catalogue_reading *r, const char *english,
                                 json_t *value)
{
    if (json_is_object(value))
        return catalogue_check_forms(r, english, value);
    if (!json_is_string(value))
        return catalogue_refuse(r, english, "has a translation that is not a text");
    if (strchr(english, '|'))
        return catalogue_refuse(r, english, "counts and takes an object of forms");
    return catalogue_check_names(r, english, json_string_value(value), true);
}

/* ---- Reading -------------------------------------------------------------------------------- */

/* NULL with *missing: there is no such file. */
static json_t *catalogue_read_json(const struct catalogue_reading *r, bool *missing)
{
    FILE *f = fopen(r->path, "r");
    *missing = !f && errno == ENOENT;
    if (!f) {
        if (!*missing && r->err)
            buf_printf(r->err, "%s: %s", r->path, strerror(errno));
        return NULL;
    }
    json_t *o = NULL;
    json_error_t why = {.text = "cannot be read, or is larger than 256 KiB"};
    char *text = malloc(LANGUAGE_FILE_MAX + 1);
    size_t n = text ? fread(text, 1, LANGUAGE_FILE_MAX + 1, f) : 0;
    if (text && !ferror(f) && n <= LANGUAGE_FILE_MAX)
        o = json_loadb(text, n, JSON_REJECT_DUPLICATES, &why);
    if (!o && r->err)
        buf_printf(r->err, "%s:%d: %s", r->path, why.line > 0 ? why.line : 1, why.text);
    free(text);
    fclose(f);
    return o;
}

/* Adds a file's words to `all`. A file that does not exist adds none. */
static bool catalogue_read_file(json_t *all, const char *path, struct buf *err)
{
    const struct catalogue_reading r = {path, err};
    bool missing;
    json_t *o = catalogue_read_json(&r, &missing);
    if (!o)
        return missing;
    bool good = json_is_object(o);
    if (!good && err)
        buf_printf(err, "%s: must be an object of English texts and their translations", path);
    const char *english;
    json_t *value;
    json_object_foreach(o, english, value)
    {
        if (good && !catalogue_check_word(&r, english, value))
            good = false;
    }
    if (good)
        good = json_object_update(all, o) == 0;
    json_decref(o);
    return good;
}

static bool catalogue_read_folders(json_t *all, const char *const *folders, size_t n,
                                   char tags[LANGUAGE_TAGS_MAX][ULOC_FULLNAME_CAPACITY],
                                   size_t n_tags, struct buf *err)
{
    struct arena *a = arena_new();
    bool good = true;
    for (size_t i = 0; good && i < n; i++) {
        for (size_t k = 0; good && k < n_tags; k++)
            good =
                catalogue_read_file(all, arena_printf(a, "%s/%s.json", folders[i], tags[k]), err);
    }
    arena_free(a);
    return good;
}

struct language *language_open(const char *tag, const char *const *folders, size_t n,
                               struct buf *err)
{
    char locale[ULOC_FULLNAME_CAPACITY];
    char tags[LANGUAGE_TAGS_MAX][ULOC_FULLNAME_CAPACITY];
    size_t n_tags = language_tags(tag, locale, tags);
    struct language *l = n_tags > 0 ? calloc(1, sizeof *l) : NULL;
    if (l) {
        l->words = json_object();
        l->icu = language_icu_open(locale);
        snprintf(l->tag, sizeof l->tag, "%s", tag);
    }
    if (!l || !l->words || !l->icu) {
        if (err)
            buf_printf(err, "\"%s\" is not a language that this system knows", tag);
        language_close(l);
        return NULL;
    }
    if (!catalogue_read_folders(l->words, folders, n, tags, n_tags, err)) {
        language_close(l);
        return NULL;
    }
    return l;
}

void language_close(struct language *l)
{
    if (!l)
        return;
    json_decref(l->words);
    language_icu_close(l->icu);
    free(l);
}

/* ---- Finding -------------------------------------------------------------------------------- */

const char *language_tag(const struct language *l)
{
    return l->tag;
}

bool language_has_words(const struct language *l)
{
    return l && json_object_size(l->words) > 0;
}

const char *language_find(const struct language *l, const char *english)
{
    return l ? json_string_value(json_object_get(l->words, english)) : NULL;
}

const char *language_word(const struct language *l, const char *english)
{
    const char *found = language_find(l, english);
    return found ? found : english;
}

const char *language_form(const struct language *l, struct arena *a, const char *english,
                          enum plural form)
{
    const json_t *forms = l ? json_object_get(l->words, english) : NULL;
    const json_t *found = forms ? json_object_get(forms, plural_name(form)) : NULL;
    if (forms && !found)
        found = json_object_get(forms, "other");
    if (found)
        return arena_dup(a, json_string_value(found));
    const char *bar = strchr(english, '|');
    if (!bar)
        return english;
    return form == PLURAL_ONE ? arena_dupn(a, english, (size_t)(bar - english))
                              : arena_dup(a, bar + 1);
}

/* ---- Putting values in ---------------------------------------------------------------------- */

static const char *message_value(const struct strlist *values, const char *name, size_t n)
{
    for (size_t i = 0; i + 1 < values->n; i += 2) {
        if (strlen(values->v[i]) == n && strncmp(values->v[i], name, n) == 0)
            return values->v[i + 1];
    }
    return NULL;
}

const char *language_put(struct arena *a, const char *text, const struct strlist *values)
{
    struct buf b;
    buf_init(&b, TEXT_MAX);
    for (const char *s = text; *s;) {
        size_t n = language_name(s);
        const char *value = n > 0 ? message_value(values, s + 1, n) : NULL;
        if (value) {
            buf_adds(&b, value);
            s += n + 2;
        } else {
            buf_addc(&b, *s++);
        }
    }
    const char *out = arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return out;
}

const char *language_say(const struct language *l, struct arena *a, const char *english, ...)
{
    struct strlist values = {0};
    va_list ap;
    va_start(ap, english);
    const char *s;
    while ((s = va_arg(ap, const char *)) != NULL)
        strlist_add(a, &values, s);
    va_end(ap);
    return language_put(a, language_word(l, english), &values);
}

const char *language_count(const struct language *l, struct arena *a, const char *english,
                           int64_t n)
{
    struct strlist values = {0};
    strlist_add(a, &values, "COUNT");
    strlist_add(a, &values, language_number(l, a, n));
    return language_put(a, language_form(l, a, english, language_plural(l, n)), &values);
}
