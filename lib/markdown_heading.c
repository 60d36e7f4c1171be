/* markdown_heading.c: ids of headings, and the names they are linked by.
 *
 * Our ids are "h-" and a slug. Writers link to headings as the system names them that they write
 * for, or came from: GitHub keeps letters of all scripts, Hugo drops their marks, Blackfriday (the
 * older Hugo) puts one hyphen for all else, Kramdown (Jekyll) begins at the first letter. All of
 * them number repeats from "-1". The names are looked up in that order. */
#include "markdown_private.h"

#include "ascii.h"
#include "slug.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

/* Headings past these get numbers for ids, and no other names: making an id unique compares it with
 * those before. */
#define HEADING_IDS_MAX 200
#define NAME_BYTES_MAX 600

enum name_kind { OWN, GITHUB, HUGO, BLACKFRIDAY, KRAMDOWN, SLUG, NAME_KIND_MAX };

/* ---- Ids ------------------------------------------------------------------------------------ */

static bool heading_id_taken(const struct strlist *ids, const char *id)
{
    for (size_t i = 0; i < ids->n; i++)
        if (strcmp(ids->v[i], id) == 0)
            return true;
    return false;
}

/* "h-" keeps headings apart from the paragraphs' ids and from the page's own. */
static const char *heading_id(struct md_render *r, struct strlist *ids, size_t number,
                              const char *text)
{
    if (number > HEADING_IDS_MAX)
        return arena_printf(r->arena, "%shn-%zu", md_ids(r), number);
    const char *slug = slug_from(r->arena, text);
    const char *base =
        arena_printf(r->arena, "%sh-%s", md_ids(r), *slug == '\0' ? "section" : slug);
    const char *id = base;
    for (int n = 2; heading_id_taken(ids, id); n++)
        id = arena_printf(r->arena, "%s-%d", base, n);
    strlist_add(r->arena, ids, id);
    return id;
}

/* ---- Names ---------------------------------------------------------------------------------- */

static bool name_is_mark(uint32_t cp)
{
    int8_t t = u_charType((UChar32)cp);
    return t == U_NON_SPACING_MARK || t == U_COMBINING_SPACING_MARK || t == U_ENCLOSING_MARK;
}

static bool name_keeps(enum name_kind kind, uint32_t cp)
{
    int8_t t = u_charType((UChar32)cp);
    if (u_isalpha((UChar32)cp) || t == U_DECIMAL_DIGIT_NUMBER || t == U_LETTER_NUMBER)
        return true;
    if (kind == BLACKFRIDAY)
        return false;
    return cp == '-' || t == U_CONNECTOR_PUNCTUATION || (kind != HUGO && name_is_mark(cp));
}

static char *heading_name(struct arena *a, enum name_kind kind, const char *text)
{
    struct buf out;
    size_t n = strlen(text), len;
    uint32_t cp = 0;
    bool gap = false;
    buf_init(&out, NAME_BYTES_MAX);
    for (size_t i = 0; i < n; i += len) {
        len = text_codepoint(text + i, n - i, &cp);
        if (len == 0)
            break;
        if (kind == KRAMDOWN && out.len == 0 && !u_isalpha((UChar32)cp))
            continue;
        if (name_keeps(kind, cp)) {
            if (gap)
                buf_addc(&out, '-');
            gap = false;
            buf_add_codepoint(&out, (uint32_t)u_tolower((UChar32)cp));
        } else if (kind == BLACKFRIDAY) {
            gap = out.len > 0;
        } else if (cp == ' ') {
            buf_addc(&out, '-');
        }
    }
    char *name = arena_dupn(a, out.p, out.len);
    buf_free(&out);
    return name;
}

static int name_compare(const void *a, const void *b)
{
    const struct md_name *one = a, *other = b;
    int order = strcmp(one->name, other->name);
    if (order == 0)
        order = one->kind - other->kind;
    return order != 0 ? order : (one->order > other->order) - (one->order < other->order);
}

/* Repeats of a name, which now stand side by side, get their numbers. */
static void names_number(struct md_render *r)
{
    size_t n = r->n_names, first = 0;
    for (size_t i = 1; i < n; i++) {
        struct md_name *name = &r->names[i];
        if (strcmp(name->name, r->names[first].name) != 0 || name->kind != r->names[first].kind)
            first = i;
        else if (name->kind != OWN && name->kind != SLUG)
            name->name = arena_printf(r->arena, "%s-%zu", r->names[first].name, i - first);
    }
    if (n > 0)
        qsort(r->names, n, sizeof *r->names, name_compare);
}

static bool heading_has_content(cmark_node *heading, const char *text)
{
    bool picture = false;
    for (cmark_node *n = cmark_node_first_child(heading); n && !picture; n = cmark_node_next(n))
        picture = cmark_node_get_type(n) == CMARK_NODE_IMAGE;
    return picture || !text_blank(text);
}

static void heading_add_names(struct md_render *r, size_t *capacity, const char *id,
                              const char *text, size_t order)
{
    for (enum name_kind k = OWN; k < NAME_KIND_MAX; k++) {
        const char *name = k == OWN    ? id
                           : k == SLUG ? id + strlen(md_ids(r)) + strlen("h-")
                                       : heading_name(r->arena, k, text);
        r->names = arena_grow(r->arena, r->names, r->n_names, capacity, sizeof *r->names);
        r->names[r->n_names++] = (struct md_name){name, id, (int)k, order};
    }
}

void md_name_headings(struct md_render *r, cmark_node *doc)
{
    struct strlist ids = {0};
    size_t capacity = 0, headings = 0;
    cmark_iter *it = cmark_iter_new(doc);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(it);
        if (e != CMARK_EVENT_ENTER || cmark_node_get_type(node) != CMARK_NODE_HEADING)
            continue;
        const char *text = md_node_text(r, node);
        if (!heading_has_content(node, text))
            continue;
        const char *id = heading_id(r, &ids, ++headings, text);
        cmark_node_set_user_data(node, (void *)id);
        if (headings <= HEADING_IDS_MAX)
            heading_add_names(r, &capacity, id, text, headings);
    }
    cmark_iter_free(it);
    if (r->n_names > 0)
        qsort(r->names, r->n_names, sizeof *r->names, name_compare);
    names_number(r);
}

static const char *heading_find(const struct md_render *r, const char *name)
{
    size_t low = 0, high = r->n_names;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (strcmp(r->names[mid].name, name) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low < r->n_names && strcmp(r->names[low].name, name) == 0 ? r->names[low].id : NULL;
}

/* Escapes of bytes, as a browser's address bar has them. */
static char *heading_decode(struct arena *a, const char *s)
{
    char *out = arena_dup(a, s), *o = out;
    for (; *s != '\0'; s++) {
        int high = *s == '%' ? ascii_hex_value(s[1]) : -1;
        int low = high >= 0 ? ascii_hex_value(s[2]) : -1;
        if (low >= 0)
            s += 2;
        *o++ = low >= 0 ? (char)(high * 16 + low) : *s;
    }
    *o = '\0';
    return out;
}

const char *md_heading_named(struct md_render *r, const char *name)
{
    const char *decoded = heading_decode(r->arena, name);
    if (*decoded == '\0' || !text_utf8_valid(decoded, strlen(decoded)))
        return NULL;
    const char *id = heading_find(r, decoded);
    return id ? id : heading_find(r, heading_name(r->arena, GITHUB, decoded));
}
