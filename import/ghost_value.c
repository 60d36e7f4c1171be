/* ghost_value.c: values of Ghost's rows, whatever type a version has given them. */
#include "ghost_private.h"
#include "lib/text.h"

#include <string.h>

/* "__GHOST_URL__/about/" as "/about/"; "__GHOST_URL__" alone is "/". */
static const char *ghost_local(struct arena *a, const char *s)
{
    static const char mark[] = "__GHOST_URL__";
    size_t n = sizeof mark - 1;
    if (!strstr(s, mark))
        return s;
    char *out = arena_alloc(a, strlen(s) + 1), *to = out;
    for (const char *at; (at = strstr(s, mark)); s = at + n) {
        memcpy(to, s, (size_t)(at - s));
        to += at - s;
        if (at[n] != '/')
            *to++ = '/';
    }
    memcpy(to, s, strlen(s) + 1);
    return out;
}

const char *ghost_value(struct arena *a, const json_t *value)
{
    const char *s = json_string_value(value);
    if (!s)
        return json_is_integer(value)
                   ? arena_printf(a, "%" JSON_INTEGER_FORMAT, json_integer_value(value))
                   : "";
    size_t n = json_string_length(value);
    return ghost_local(a, strlen(s) == n ? arena_dupn(a, s, n) : text_utf8_repair(a, s, n));
}

const char *ghost_text(struct arena *a, const json_t *row, const char *key)
{
    return ghost_value(a, json_object_get(row, key));
}

const char *ghost_id(struct arena *a, const json_t *value)
{
    return ghost_value(a, json_is_object(value) ? json_object_get(value, "id") : value);
}

bool ghost_true(const json_t *value)
{
    const char *s = json_string_value(value);
    return json_is_true(value) || json_integer_value(value) != 0 ||
           (s && (strcmp(s, "1") == 0 || strcmp(s, "true") == 0));
}
