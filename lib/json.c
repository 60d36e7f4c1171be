/* json.c: what jansson does not do by itself. */
#include "json.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

char *json_canonical(struct arena *a, const json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
    char *copy = arena_dup(a, text);
    free(text);
    return copy;
}

/* What stands for the character behind a backslash; 0: none, or more than one. */
static char json_unescape(char c)
{
    static const char pairs[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
    for (const char *p = pairs; *p; p += 2) {
        if (*p == c)
            return p[1];
    }
    return '\0';
}

const char *json_take_string(struct arena *a, const char **at)
{
    const char *s = *at, *end;
    if (*s++ != '"')
        return NULL;
    for (end = s; *end != '"'; end++) {
        if ((unsigned char)*end < 0x20 || (*end == '\\' && json_unescape(*++end) == '\0'))
            return NULL;
    }
    char *text = arena_dupn(a, s, (size_t)(end - s)), *to = text;
    for (; s < end; s++) {
        if (*s == '\\')
            *to++ = json_unescape(*++s);
        else
            *to++ = *s;
    }
    *to = '\0';
    *at = end + 1;
    return text;
}

/* Lists that we wrote ourselves, which is nearly all there are: a page reads some. */
static bool json_take_strlist(struct arena *a, const char *at, struct strlist *out)
{
    if (*at++ != '[')
        return false;
    do {
        const char *item = json_take_string(a, &at);
        if (!item)
            return false;
        strlist_add(a, out, item);
    } while (*at++ == ',');
    return at[-1] == ']' && *at == '\0';
}

struct strlist json_to_strlist(struct arena *a, const char *text)
{
    struct strlist list = {NULL, 0};
    if (!text || strcmp(text, "[]") == 0)
        return list;
    if (json_take_strlist(a, text, &list))
        return list;
    list = (struct strlist){NULL, 0};
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
