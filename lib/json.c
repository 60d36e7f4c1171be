/* json.c: what jansson does not do by itself. */
#include "json.h"

#include "text.h"

#include <inttypes.h>
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

/* ---- Written by hand: as jansson writes it, so that hashes stay what they were ----------------- */

static void json_add_escape(struct buf *out, unsigned char c)
{
    static const char pairs[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (const char *p = pairs; *p; p += 2) {
        if ((unsigned char)*p == c) {
            buf_add(out, (char[]){'\\', p[1]}, 2);
            return;
        }
    }
    buf_printf(out, "\\u%04X", (unsigned)c);
}

void json_add_string(struct buf *out, const char *s)
{
    size_t n = s ? strlen(s) : 0, plain = 0;
    if (!s || !text_utf8_valid(s, n)) {
        out->failed = true;
        return;
    }
    buf_addc(out, '"');
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buf_add(out, s + plain, i - plain);
        json_add_escape(out, c);
        plain = i + 1;
    }
    buf_add(out, s + plain, n - plain);
    buf_addc(out, '"');
}

void json_add_key(struct buf *out, const char *key)
{
    if (out->len > 0 && out->p[out->len - 1] != '{')
        buf_addc(out, ',');
    json_add_string(out, key);
    buf_addc(out, ':');
}

void json_add_int(struct buf *out, int64_t v)
{
    buf_printf(out, "%" PRId64, v);
}

void json_add_strlist(struct buf *out, const struct strlist *list)
{
    buf_addc(out, '[');
    for (size_t i = 0; i < list->n; i++) {
        if (i > 0)
            buf_addc(out, ',');
        json_add_string(out, list->v[i]);
    }
    buf_addc(out, ']');
}

/* ---- Read by hand ----------------------------------------------------------------------------- */

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

#define JSON_LIST_MAX (8u * 1024 * 1024) /* bytes of a list, written */

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

/* What is no UTF-8 is left out. */
char *json_from_strlist(struct arena *a, const struct strlist *list)
{
    struct strlist good = {0};
    struct buf out;
    buf_init(&out, JSON_LIST_MAX);
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i] && text_utf8_valid(list->v[i], strlen(list->v[i])))
            strlist_add(a, &good, list->v[i]);
    json_add_strlist(&out, &good);
    char *text = out.failed ? arena_dup(a, "[]") : arena_dupn(a, out.p, out.len);
    buf_free(&out);
    return text;
}
