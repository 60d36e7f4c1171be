/* linked_data.c: a tree of members and items, each a link of its parent's chain, and its printing. */
#include "linked_data.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum form { OBJECT, LIST, TEXT, LITERAL };

struct linked_data {
    enum form form;
    struct arena *arena;
    const char *key;  /* of an object's member */
    const char *text; /* of TEXT and LITERAL */
    struct linked_data *first, *last, *next;
    size_t n;
};

/* ---- Building -------------------------------------------------------------------------------- */

static struct linked_data *linked_data_new(struct arena *a, enum form form, const char *text)
{
    struct linked_data *v = arena_alloc(a, sizeof *v);
    v->form = form;
    v->arena = a;
    v->text = text;
    return v;
}

struct linked_data *linked_data_object(struct arena *a)
{
    return linked_data_new(a, OBJECT, NULL);
}

struct linked_data *linked_data_list(struct arena *a)
{
    return linked_data_new(a, LIST, NULL);
}

void linked_data_add(struct linked_data *list, struct linked_data *value)
{
    if (list->last)
        list->last->next = value;
    else
        list->first = value;
    list->last = value;
    list->n++;
}

static void linked_data_put_any(struct linked_data *o, const char *key, struct linked_data *value)
{
    value->key = key;
    linked_data_add(o, value);
}

void linked_data_put(struct linked_data *o, const char *key, const char *text)
{
    if (text && *text)
        linked_data_put_any(o, key, linked_data_new(o->arena, TEXT, text));
}

void linked_data_put_int(struct linked_data *o, const char *key, int64_t n)
{
    const char *text = arena_printf(o->arena, "%lld", (long long)n);
    linked_data_put_any(o, key, linked_data_new(o->arena, LITERAL, text));
}

void linked_data_put_tenths(struct linked_data *o, const char *key, int tenths)
{
    const char *text = arena_printf(o->arena, "%d.%d", tenths / 10, tenths % 10);
    linked_data_put_any(o, key, linked_data_new(o->arena, LITERAL, text));
}

void linked_data_put_true(struct linked_data *o, const char *key)
{
    linked_data_put_any(o, key, linked_data_new(o->arena, LITERAL, "true"));
}

void linked_data_put_value(struct linked_data *o, const char *key, struct linked_data *value)
{
    if (value && (value->form != LIST || value->n > 0))
        linked_data_put_any(o, key, value);
}

bool linked_data_has(const struct linked_data *o, const char *key)
{
    for (const struct linked_data *v = o->first; v; v = v->next) {
        if (strcmp(v->key, key) == 0)
            return true;
    }
    return false;
}

void linked_data_add_text(struct linked_data *list, const char *text)
{
    linked_data_add(list, linked_data_new(list->arena, TEXT, text));
}

size_t linked_data_count(const struct linked_data *list)
{
    return list->n;
}

struct linked_data *linked_data_first(const struct linked_data *list)
{
    return list->first;
}

/* ---- Printing -------------------------------------------------------------------------------- */

/* Bytes that may not stand as they are, and the first one of U+2028 and U+2029 (E2 80 A8, E2 80 A9). */
static bool is_plain(unsigned char c)
{
    static const bool special[UCHAR_MAX + 1] = {
        ['"'] = true, ['\\'] = true, ['<'] = true, ['>'] = true, ['&'] = true, [0xE2] = true};
    return !special[c] && c >= 0x20;
}

/* Adds what stands in place of the first bytes of s, and returns how many those are. */
static size_t escape_add(struct buf *b, const char *s)
{
    static const char short_forms[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    char escape[8];
    for (const char *f = short_forms; *f; f += 2) {
        if (*f == *s) {
            buf_add(b, (char[]){'\\', f[1]}, 2);
            return 1;
        }
    }
    if (*s == '\xE2') {
        bool ends_line = s[1] == '\x80' && (s[2] == '\xA8' || s[2] == '\xA9');
        buf_add(b, ends_line ? s[2] == '\xA8' ? "\\u2028" : "\\u2029" : s, ends_line ? 6 : 1);
        return ends_line ? 3 : 1;
    }
    snprintf(escape, sizeof escape, "\\u%04x", (unsigned char)*s);
    buf_add(b, escape, 6);
    return 1;
}

static void text_print(struct buf *b, const char *s)
{
    buf_addc(b, '"');
    while (*s) {
        const char *from = s;
        while (is_plain((unsigned char)*s))
            s++;
        buf_add(b, from, (size_t)(s - from));
        if (*s)
            s += escape_add(b, s);
    }
    buf_addc(b, '"');
}

void linked_data_print(struct buf *b, const struct linked_data *value)
{
    if (value->form == TEXT) {
        text_print(b, value->text);
        return;
    }
    if (value->form == LITERAL) {
        buf_adds(b, value->text);
        return;
    }
    buf_addc(b, value->form == OBJECT ? '{' : '[');
    for (const struct linked_data *v = value->first; v; v = v->next) {
        if (v != value->first)
            buf_addc(b, ',');
        if (value->form == OBJECT) {
            buf_addc(b, '"');
            buf_adds(b, v->key);
            buf_add(b, "\":", 2);
        }
        linked_data_print(b, v);
    }
    buf_addc(b, value->form == OBJECT ? '}' : ']');
}
