/* site_json_value.c: a record of a site's export: its keys and its values. */
#include "site_json_private.h"

#include "lib/ascii.h"
#include "lib/text.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* ---- What is wrong, and where ----------------------------------------------------------------- */

static const char *site_place(const struct site_reading *r)
{
    struct arena *a = r->why->arena;
    const char *in = r->within ? arena_printf(a, ", %s", r->within) : "";
    if (!r->part)
        return arena_printf(a, "line %lld", (long long)r->line);
    if (r->record == 0)
        return arena_printf(a, "line %lld, “%s”%s", (long long)r->line, r->part, in);
    return arena_printf(a, "line %lld, record %zu of “%s”%s", (long long)r->line, r->record,
                        r->part, in);
}

bool site_wrong(struct site_reading *r, const char *fmt, ...)
{
    va_list values;
    char said[600];
    if (r->st != STORE_OK)
        return false;
    va_start(values, fmt);
    vsnprintf(said, sizeof said, fmt, values);
    va_end(values);
    r->st = STORE_REFUSED;
    problem_add(r->why, "", "%s%s%s", r->line ? site_place(r) : "", r->line ? ": " : "",
                text_utf8_repair(r->why->arena, said, strlen(said)));
    return false;
}

bool site_store(struct site_reading *r, enum store_status st, const struct problems *why)
{
    if (r->st != STORE_OK || st == STORE_OK)
        return r->st == STORE_OK;
    if (st == STORE_REFUSED)
        return site_wrong(r, "%s", why && why->n > 0 ? why->v[0].text : "This cannot be.");
    if (st == STORE_EXISTS)
        return site_wrong(r, "Something of this number or name came already.");
    if (st == STORE_MISSING)
        return site_wrong(r, "It names something that is not in the file.");
    r->st = st;
    return false;
}

/* ---- Its keys --------------------------------------------------------------------------------- */

static bool digits(const char *s, size_t n, int *out)
{
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        if (!ascii_is_digit((unsigned char)s[i]))
            return false;
        *out = 10 * *out + s[i] - '0';
    }
    return true;
}

/* "2026-01-08T09:30:00.000Z", an instant that there is. */
static bool instant(const char *s, int64_t *ms)
{
    static const char form[] = "0000-00-00T00:00:00.000Z";
    struct tm tm = {0}, same;
    int thousandth;
    if (strlen(s) != sizeof form - 1)
        return false;
    for (size_t i = 0; form[i]; i++)
        if (form[i] != '0' && s[i] != form[i])
            return false;
    if (!digits(s, 4, &tm.tm_year) || !digits(s + 5, 2, &tm.tm_mon) ||
        !digits(s + 8, 2, &tm.tm_mday) || !digits(s + 11, 2, &tm.tm_hour) ||
        !digits(s + 14, 2, &tm.tm_min) || !digits(s + 17, 2, &tm.tm_sec) ||
        !digits(s + 20, 3, &thousandth))
        return false;
    tm.tm_year -= 1900;
    tm.tm_mon -= 1;
    same = tm;
    time_t at = timegm(&same);
    *ms = (int64_t)at * 1000 + thousandth;
    return same.tm_mon == tm.tm_mon && same.tm_mday == tm.tm_mday && same.tm_hour == tm.tm_hour &&
           same.tm_min == tm.tm_min && same.tm_sec == tm.tm_sec;
}

static bool all_are(const json_t *list, enum site_value is)
{
    const json_t *one;
    size_t i;
    json_array_foreach((json_t *)list, i, one)
    {
        if (is == SITE_TEXTS     ? !json_is_string(one)
            : is == SITE_NUMBERS ? !json_is_integer(one) || json_integer_value(one) <= 0
                                 : !json_is_object(one))
            return false;
    }
    return json_is_array(list);
}

static bool value_is(const json_t *v, enum site_value is)
{
    int64_t ms;
    switch (is) {
    case SITE_TEXT:
        return json_is_string(v);
    case SITE_TEXT_OR_NULL:
        return json_is_null(v) || json_is_string(v);
    case SITE_NUMBER:
        return json_is_null(v) || (json_is_integer(v) && json_integer_value(v) >= 0);
    case SITE_BOOL:
        return json_is_boolean(v);
    case SITE_TIME:
        return json_is_null(v) || (json_is_string(v) && instant(json_string_value(v), &ms));
    case SITE_OBJECT:
        return json_is_null(v) || json_is_object(v);
    default:
        return all_are(v, is);
    }
}

static const char *const sorts[SITE_VALUE_MAX] = {
    [SITE_TEXT] = "a text",
    [SITE_TEXT_OR_NULL] = "a text, or null",
    [SITE_NUMBER] = "a number, or null",
    [SITE_BOOL] = "true or false",
    [SITE_TIME] = "a time such as 2026-01-08T09:30:00.000Z, or null",
    [SITE_TEXTS] = "a list of texts",
    [SITE_NUMBERS] = "a list of numbers",
    [SITE_LIST] = "a list of objects",
    [SITE_OBJECT] = "an object, or null",
};

static const struct site_field *field_of(const struct site_field *fields, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(fields[i].key, key) == 0)
            return &fields[i];
    return NULL;
}

bool site_record(struct site_reading *r, const json_t *o, const struct site_field *fields, size_t n)
{
    const char *key;
    json_t *v;
    if (r->st != STORE_OK)
        return false;
    if (!json_is_object(o))
        return site_wrong(r, "An object should stand here.");
    for (size_t i = 0; i < n; i++)
        if (!fields[i].may_lack && !json_object_get(o, fields[i].key))
            return site_wrong(r, "“%s” is missing.", fields[i].key);
    json_object_foreach((json_t *)o, key, v)
    {
        const struct site_field *f = field_of(fields, n, key);
        if (!f)
            return site_wrong(
                r,
                "“%.60s” means nothing to this version of Dateline, and would be lost. "
                "If a newer one wrote the file, bring this one up to date first.",
                key);
        if (!value_is(v, f->is))
            return site_wrong(r, "“%s” should be %s.", key, sorts[f->is]);
    }
    return true;
}

/* ---- Its values ------------------------------------------------------------------------------- */

const char *site_text(const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s ? s : "";
}

int64_t site_number(const json_t *o, const char *key)
{
    return json_integer_value(json_object_get(o, key));
}

bool site_bool(const json_t *o, const char *key)
{
    return json_is_true(json_object_get(o, key));
}

int64_t site_time(const json_t *o, const char *key)
{
    int64_t ms = 0;
    const char *s = json_string_value(json_object_get(o, key));
    return s && instant(s, &ms) ? ms : 0;
}

struct strlist site_texts(struct arena *a, const json_t *o, const char *key)
{
    struct strlist out = {0};
    const json_t *one;
    size_t i;
    json_array_foreach(json_object_get(o, key), i, one)
    {
        strlist_add(a, &out, json_string_value(one));
    }
    return out;
}

int site_int(struct site_reading *r, const json_t *o, const char *key)
{
    int64_t n = site_number(o, key);
    if (n > INT_MAX) {
        site_wrong(r, "“%s” is too large a number.", key);
        return 0;
    }
    return (int)n;
}

int64_t site_person(struct site_reading *r, const json_t *o, const char *key)
{
    int64_t id = site_number(o, key);
    if (!site_has_person(r->s, id))
        site_wrong(r, "“%s” is the number of nobody: there is no person %lld.", key, (long long)id);
    return id;
}

int64_t site_id(struct site_reading *r, const json_t *o)
{
    int64_t id = site_number(o, "id");
    if (id == 0)
        site_wrong(r, "It has no number.");
    return id;
}

size_t site_choice(struct site_reading *r, const json_t *o, const char *key,
                   const char *(*name)(int i), size_t n)
{
    const char *said = site_text(o, key);
    for (size_t i = 0; i < n; i++)
        if (strcmp(name((int)i), said) == 0)
            return i;
    site_wrong(r, "“%.60s” is no “%s” that this version of Dateline knows.", said, key);
    return 0;
}

void site_worked(struct site_reading *r, int64_t at)
{
    if (at > r->out->worked_at && at <= r->run->now)
        r->out->worked_at = at;
}

void site_due_add(struct arena *a, struct site_dues *list, int64_t story, const char *headline,
                  int64_t at)
{
    list->v = arena_grow(a, list->v, list->n, &list->capacity, sizeof *list->v);
    list->v[list->n++] = (struct site_due){story, arena_dup(a, headline), at};
}
