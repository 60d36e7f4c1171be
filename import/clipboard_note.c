/* clipboard_note.c: footnotes and their numbers.
 *
 * All programs agree in one thing: the number leads to the note by its id, and the note leads back. A
 * pair of such links is a footnote, whatever else stands around it. */
#include "clipboard_private.h"

#include "lib/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    NUMBER_MAX = 6, /* code points of a note's number, with its brackets */
    STEPS_MAX = 1000000
};

struct note_target {
    const char *id;
    struct html_node *node;
};

struct note_index {
    struct clip *c;
    struct note_target *v; /* by id */
    size_t n, capacity;
    size_t steps; /* that are left for looking for ways back */
};

static const char note_label[] = "dateline-note";

static int target_compare(const void *a, const void *b)
{
    return strcmp(((const struct note_target *)a)->id, ((const struct note_target *)b)->id);
}

static void index_add(struct note_index *x, const char *id, struct html_node *node)
{
    if (!*id)
        return;
    x->v = arena_grow(x->c->a, x->v, x->n, &x->capacity, sizeof *x->v);
    x->v[x->n++] = (struct note_target){id, node};
}

static void index_all(struct note_index *x, struct html_node *node)
{
    if (*node->name) {
        index_add(x, html_attribute(node, "id"), node);
        if (html_is(node, " a "))
            index_add(x, html_attribute(node, "name"), node);
    }
    for (struct html_node *child = node->first; child; child = child->next)
        index_all(x, child);
}

static const char *fragment(const struct html_node *a)
{
    const char *href = html_is(a, " a ") ? strrchr(html_attribute(a, "href"), '#') : NULL;
    return href ? href + 1 : "";
}

static struct html_node *index_find(const struct note_index *x, const char *id)
{
    struct note_target wanted = {.id = id};
    const struct note_target *t =
        *id && x->n > 0 ? bsearch(&wanted, x->v, x->n, sizeof *x->v, target_compare) : NULL;
    return t ? t->node : NULL;
}

static bool is_number(const struct clip *c, const struct html_node *a)
{
    const char *text = text_line(c->a, html_text(c->a, a));
    return *text && text_length(text) <= NUMBER_MAX;
}

static bool is_below(const struct html_node *node, const struct html_node *top, int levels)
{
    for (; node && levels > 0; node = node->parent, levels--)
        if (node == top)
            return true;
    return false;
}

/* What the note is that has this place in it; NULL: none. */
static struct html_node *note_around(const struct clip *c, struct html_node *target)
{
    struct html_node *block = target;
    while (block && !block->holds_block)
        block = block->parent;
    if (!block || !html_is(block, " p div li dd aside "))
        return NULL;
    struct html_node *above = block;
    for (int i = 0; i < 3 && above; i++, above = above->parent) {
        const char *id = html_attribute(above, "id"), *kind = clip_style(c, above, " mso-element ");
        if (strcasecmp(kind, "footnote") == 0 || strcasecmp(kind, "endnote") == 0 ||
            (html_is(above, " div li ") &&
             (strncmp(id, "sdfootnote", 10) == 0 || strncmp(id, "sdendnote", 9) == 0)))
            return above;
    }
    return block;
}

/* A link in the note that leads back to its number. */
static bool leads_back(struct note_index *x, const struct html_node *note,
                       const struct html_node *ref)
{
    for (const struct html_node *child = note->first; child && x->steps > 0; child = child->next) {
        x->steps--;
        const struct html_node *to = index_find(x, fragment(child));
        if (to && (is_below(ref, to, 4) || is_below(to, ref, 4)))
            return true;
        if (leads_back(x, child, ref))
            return true;
    }
    return false;
}

/* The ways back go, and what held nothing else. */
static void drop_ways_back(const struct note_index *x, struct html_node *node)
{
    for (struct html_node *child = node->first; child; child = child->next) {
        bool way = *fragment(child) && is_number(x->c, child) && index_find(x, fragment(child));
        if (way) {
            clip_blank(child);
            continue;
        }
        if (!*child->name)
            continue;
        drop_ways_back(x, child);
        if (html_is(child, " sup "))
            child->name = "span";
    }
}

static void put_label(const struct clip *c, struct html_node *ref, const char *label)
{
    struct html_piece *piece = arena_alloc(c->a, sizeof *piece);
    piece->text = arena_printf(c->a, "[^%s]", label);
    piece->text_n = strlen(piece->text);
    ref->piece = piece;
    ref->first = NULL;
    ref->name = "span";
}

/* Takes the note out of the tree. Its label. */
static const char *take_note(struct note_index *x, struct html_node *note)
{
    struct clip *c = x->c;
    struct html_node *own = arena_alloc(c->a, sizeof *own);
    *own = *note;
    own->name = "div";
    own->next = own->parent = NULL;
    for (struct html_node *child = own->first; child; child = child->next)
        child->parent = own;
    clip_blank(note);
    drop_ways_back(x, own);
    const char *label = arena_printf(c->a, "%" PRId64, c->place->notes + (int64_t)c->n_notes + 1);
    clip_say(c, note, note_label, label);
    clip_say(c, own, note_label, label);
    c->notes = arena_grow(c->a, c->notes, c->n_notes, &c->notes_capacity, sizeof *c->notes);
    c->notes[c->n_notes++] = (struct html_note){label, own};
    return label;
}

/* Its number stands above the line: without its note it says nothing. */
static bool is_lost_number(const struct clip *c, const struct html_node *a)
{
    const char *text = text_line(c->a, html_text(c->a, a));
    size_t from = strspn(text, "[("), n = strspn(text + from, "0123456789");
    if (n == 0 || n > 3 || text[from + n + strspn(text + from + n, "])")])
        return false;
    const struct html_node *node = a;
    for (int i = 0; i < 4 && node && !node->holds_block; i++, node = node->parent)
        if ((clip_look(c, node).set & CLIP_RAISED) || *clip_style(c, node, " mso-footnote-id "))
            return true;
    return clip_has_class(a, "footnote");
}

static void take_ref(struct note_index *x, struct html_node *a)
{
    if (!is_number(x->c, a))
        return;
    struct html_node *target = index_find(x, fragment(a)), *note = NULL;
    const char *label = target ? html_attribute(target, note_label) : "";
    if (target && !*label && (note = note_around(x->c, target)))
        label = html_attribute(note, note_label);
    if (note && !*label && !is_below(a, note, 1000) && leads_back(x, note, a) &&
        !clip_is_empty(note))
        label = take_note(x, note);
    if (*label)
        put_label(x->c, a, label);
    else if (!target && is_lost_number(x->c, a))
        clip_blank(a);
}

static void take_refs(struct note_index *x, struct html_node *node)
{
    for (struct html_node *child = node->first; child; child = child->next) {
        if (*fragment(child))
            take_ref(x, child);
        if (*child->name)
            take_refs(x, child);
    }
}

void clip_take_notes(struct clip *c, struct html_node *tree)
{
    struct note_index x = {.c = c, .steps = STEPS_MAX};
    index_all(&x, tree);
    if (x.n > 0)
        qsort(x.v, x.n, sizeof *x.v, target_compare);
    take_refs(&x, tree);
}
