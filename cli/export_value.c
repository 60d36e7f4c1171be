/* export_value.c: see export_value.h. */
#include "export_value.h"

#include <stdio.h>
#include <time.h>

/* "2026-01-08T09:30:00.000Z"; null for none. */
static json_t *json_time(int64_t ms)
{
    char text[64];
    struct tm tm;
    int64_t rest = (ms % 1000 + 1000) % 1000;
    time_t seconds = (time_t)((ms - rest) / 1000);
    if (ms == 0 || !gmtime_r(&seconds, &tm))
        return json_null();
    size_t n = strftime(text, sizeof text - 8, "%Y-%m-%dT%H:%M:%S", &tm);
    snprintf(text + n, sizeof text - n, ".%03dZ", (int)rest);
    return json_string(text);
}

json_t *json_number(int64_t n)
{
    return n == 0 ? json_null() : json_integer((json_int_t)n);
}

void json_set_text(json_t *o, const char *key, const char *text)
{
    json_object_set_new(o, key, json_string(text ? text : ""));
}

void json_set_number(json_t *o, const char *key, int64_t n)
{
    json_object_set_new(o, key, json_number(n));
}

void json_set_bool(json_t *o, const char *key, bool yes)
{
    json_object_set_new(o, key, json_boolean(yes));
}

void json_set_time(json_t *o, const char *key, int64_t ms)
{
    json_object_set_new(o, key, json_time(ms));
}

json_t *json_texts(const struct strlist *list)
{
    json_t *out = json_array();
    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(out, json_string(list->v[i]));
    return out;
}

json_t *json_slugs(const struct groups *g)
{
    json_t *out = json_array();
    for (size_t i = 0; i < g->n; i++)
        json_array_append_new(out, json_string(g->v[i].slug));
    return out;
}
