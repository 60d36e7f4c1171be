/* json.c: what jansson does not do by itself. */
#include "json.h"

#include <stdlib.h>
#include <string.h>

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
