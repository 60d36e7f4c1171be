/* tpl_dict.c: the values of a page. All of it is in an arena of the page's own. */
#include "tpl_dict.h"

#include "lib/arena.h"
#include "translate.h"

#include <inttypes.h>
#include <string.h>

struct tpl_root {
    struct arena *arena;
    struct tpl_dict *globals;
    struct tpl_dict page;
};

/* ---- Finding --------------------------------------------------------------------------------- */

/* Names are our own, and short; most differ in length, middle or end. */
static uint32_t name_hash(const char *name, size_t length)
{
    if (length == 0)
        return 0;
    uint32_t middle = (unsigned char)name[length / 2], end = (unsigned char)name[length - 1];
    return (uint32_t)length * 5 + (unsigned char)name[0] + middle * 3 + end * 7;
}

static struct tpl_entry *entry_find(const struct tpl_dict *d, enum tpl_kind kind, uint32_t hash,
                                    const char *name, size_t length)
{
    for (struct tpl_entry *e = d->slots[hash % TPL_SLOTS]; e; e = e->next) {
        if (e->hash == hash && e->kind == kind && e->name_length == length &&
            memcmp(e->name, name, length) == 0)
            return e;
    }
    return NULL;
}

const struct tpl_entry *tpl_find(const struct tpl_dict *d, enum tpl_kind kind, const char *name,
                                 size_t length)
{
    uint32_t hash = name_hash(name, length);
    const struct tpl_root *root = d->root;
    const struct tpl_entry *found = NULL;

    for (; d && !found; d = d->outer)
        found = entry_find(d, kind, hash, name, length);
    return found || kind != TPL_VALUE ? found : entry_find(root->globals, kind, hash, name, length);
}

/* ---- Setting --------------------------------------------------------------------------------- */

static struct tpl_dict *dict_new(struct tpl_root *root, const struct tpl_dict *outer)
{
    struct tpl_dict *d = arena_alloc(root->arena, sizeof *d);
    d->root = root;
    d->outer = outer;
    return d;
}

/* The one there is, or a new one without text and rounds, which keeps the name. */
static struct tpl_entry *entry_get(struct tpl_dict *d, enum tpl_kind kind, const char *name,
                                   size_t length)
{
    uint32_t hash = name_hash(name, length);
    struct tpl_entry *e = entry_find(d, kind, hash, name, length);
    if (e)
        return e;
    e = arena_alloc(d->root->arena, sizeof *e);
    e->next = d->slots[hash % TPL_SLOTS];
    e->hash = hash;
    e->kind = kind;
    e->name = name;
    e->name_length = length;
    d->slots[hash % TPL_SLOTS] = e;
    return e;
}

static struct tpl_dict *entry_add_round(struct tpl_dict *d, struct tpl_entry *e,
                                        const struct tpl_dict *outer)
{
    struct tpl_dict *round = dict_new(d->root, outer);
    if (e->shown) { /* it gets another: the first one needs a place in the row */
        e->shown = false;
        e->first = e->last = dict_new(d->root, d);
    }
    if (e->last)
        e->last->next = round;
    else
        e->first = round;
    return e->last = round;
}

struct tpl_dict *tpl_dict_new(void)
{
    struct arena *a = arena_new();
    struct tpl_root *root = arena_alloc(a, sizeof *root);
    root->arena = a;
    root->page.root = root;
    root->globals = dict_new(root, NULL);
    return &root->page;
}

void *tpl_dict_alloc(const struct tpl_dict *d, size_t n)
{
    return arena_alloc(d->root->arena, n);
}

void tpl_dict_free(struct tpl_dict *d)
{
    if (d)
        arena_free(d->root->arena);
}

static void set_text(struct tpl_dict *d, const char *name, const char *text, size_t length)
{
    struct tpl_entry *e = entry_get(d, TPL_VALUE, name, strlen(name));
    e->text = arena_dupn(d->root->arena, text, length);
    e->length = length;
}

void tpl_set(struct tpl_dict *d, const char *name, const char *value)
{
    set_text(d, name, value ? value : "", value ? strlen(value) : 0);
}

void tpl_set_int(struct tpl_dict *d, const char *name, int64_t value)
{
    const char *text = arena_printf(d->root->arena, "%" PRId64, value);
    set_text(d, name, text, strlen(text));
}

void tpl_set_count(struct tpl_dict *d, const struct language *language, const char *name,
                   int64_t value)
{
    char *section = arena_alloc(d->root->arena, TPL_SECTION_SIZE);
    tpl_set(d, name, language_number(language, d->root->arena, value));
    tpl_form_section(name, language_plural(language, value), section);
    tpl_show(d, section);
}

void tpl_set_global(struct tpl_dict *d, const char *name, const char *value)
{
    tpl_set(d->root->globals, name, value);
}

void tpl_show(struct tpl_dict *d, const char *section)
{
    struct tpl_entry *e = entry_get(d, TPL_SECTION, section, strlen(section));
    if (!e->first) {
        e->first = d;
        e->shown = true;
    }
}

void tpl_set_if(struct tpl_dict *d, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    size_t n = strlen(name);
    char *section = arena_alloc(d->root->arena, n + sizeof "_IF");
    memcpy(section, name, n);
    memcpy(section + n, "_IF", sizeof "_IF");
    tpl_set(d, name, value);
    tpl_show(d, section);
}

struct tpl_dict *tpl_add(struct tpl_dict *d, const char *section)
{
    return entry_add_round(d, entry_get(d, TPL_SECTION, section, strlen(section)), d);
}

/* A file sees nothing of what is around it but tpl_set_global's. */
struct tpl_dict *tpl_include(struct tpl_dict *d, const char *name, const char *file)
{
    struct tpl_entry *e = entry_get(d, TPL_FILE, name, strlen(name));
    struct tpl_dict *round = entry_add_round(d, e, NULL);
    round->file = file;
    return round;
}
