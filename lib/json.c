/* json.c: what jansson does not do by itself. */
#include "json.h"

#include <stdlib.h>
#include <string.h>

/* What must stand in place of the *width bytes at s; NULL: they may stay. */
static const char *json_script_escape(const char *s, size_t *width)
{
    *width = 1;
    switch (*s) {
    case '<':
        return "\\u003c";
    case '>':
        return "\\u003e";
    case '&':
        return "\\u0026";
    default: /* U+2028 and U+2029 are E2 80 A8 and E2 80 A9 */
        *width = 3;
        if (strncmp(s, "\xE2\x80\xA8", 3) == 0)
            return "\\u2028";
        return strncmp(s, "\xE2\x80\xA9", 3) == 0 ? "\\u2029" : NULL;
    }
}

/* Outside of strings JSON has none of these characters, so the dumped text can be escaped as a
 * whole. */
static void json_add_script_safe(struct buf *b, const char *s)
{
    for (const char *at = s + strcspn(s, "<>&\xE2"); *at != '\0'; at += strcspn(at, "<>&\xE2")) {
        size_t width;
        const char *escape = json_script_escape(at, &width);
        if (!escape) {
            at++;
            continue;
        }
        buf_add(b, s, (size_t)(at - s));
        buf_adds(b, escape);
        s = at += width;
    }
    buf_adds(b, s);
}

bool json_add_script(struct buf *b, const json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (!text)
        return false;
    json_add_script_safe(b, text);
    free(text);
    return !b->failed;
}

char *json_canonical(struct arena *a, const json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
    char *copy = arena_dup(a, text);
    free(text);
    return copy;
}

struct strlist json_to_strlist(struct arena *a, const char *text)
{
    struct strlist list = {NULL, 0};
    if (!text || strcmp(text, "[]") == 0)
        return list;
    json_t *array = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    size_t i;
    json_t *item;
    json_array_foreach(array, i, item)
    {
        if (!json_is_string(item)) {
            list = (struct strlist){NULL, 0};
            break;
        }
        strlist_add(a, &list, arena_dup(a, json_string_value(item)));
    }
    json_decref(array);
    return list;
}

char *json_from_strlist(struct arena *a, const struct strlist *list)
{
    json_t *array = json_array();
    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(array, json_string(list->v[i]));
    char *text = json_canonical(a, array);
    json_decref(array);
    return text;
}
