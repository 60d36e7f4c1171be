/* ghost_mobiledoc.c: texts of Ghost's older editor.
 *
 *     {"version": "0.3.1", "atoms": [["soft-return", "", {}]], "cards": [["image", {…}]],
 *      "markups": [["a", ["href", "…"]]],
 *      "sections": [[1, "p", [[0, [0], 1, "text"]]], [10, 0]]}
 *
 * A section is marked-up text (1), a picture (2), a list (3) or a card (10); a marker is its kind (text
 * 0, atom 1), the markups that it opens, how many it closes, and the text or the atom's number.
 * https://github.com/bustle/mobiledoc-kit/blob/master/MOBILEDOC.md */
#include "ghost_private.h"

#include "lib/text.h"
#include "shortcode.h"

#include <string.h>

enum { SECTION_TEXT = 1, SECTION_PICTURE = 2, SECTION_LIST = 3, SECTION_CARD = 10, OPEN_MAX = 32 };

struct mobiledoc {
    struct ghost_writer *w;
    const json_t *markups, *atoms, *cards;
    const char *open[OPEN_MAX]; /* tags */
    size_t n_open;
};

static const char *mobiledoc_tag(const json_t *name)
{
    static const char known[] = " a strong b em i s del u sub sup code mark ";
    const char *tag = json_string_value(name);
    return tag && shortcode_name_is(tag, known) ? tag : "span";
}

static void mobiledoc_open(struct mobiledoc *m, const json_t *markup)
{
    struct ghost_writer *w = m->w;
    const json_t *attributes = json_array_get(markup, 1);
    const char *tag = mobiledoc_tag(json_array_get(markup, 0));
    if (m->n_open == OPEN_MAX)
        return;
    m->open[m->n_open++] = tag;
    ghost_raw(w, arena_printf(w->a, "<%s", tag));
    for (size_t i = 0; i + 1 < json_array_size(attributes); i += 2) {
        const char *name = json_string_value(json_array_get(attributes, i));
        if (name && strcmp(name, "href") == 0) {
            ghost_raw(w, " href=\"");
            ghost_escaped(w, ghost_value(w->a, json_array_get(attributes, i + 1)));
            ghost_raw(w, "\"");
        }
    }
    ghost_raw(w, ">");
}

static void mobiledoc_close(struct mobiledoc *m, json_int_t n)
{
    for (; n > 0 && m->n_open > 0; n--)
        ghost_raw(m->w, arena_printf(m->w->a, "</%s>", m->open[--m->n_open]));
}

static void mobiledoc_atom(struct mobiledoc *m, const json_t *number)
{
    const json_t *atom = json_array_get(m->atoms, (size_t)json_integer_value(number));
    const char *name = ghost_value(m->w->a, json_array_get(atom, 0));
    if (strcmp(name, "soft-return") == 0)
        ghost_raw(m->w, "<br>");
    else
        ghost_escaped(m->w, ghost_value(m->w->a, json_array_get(atom, 1)));
}

static void mobiledoc_markers(struct mobiledoc *m, const json_t *markers)
{
    const json_t *marker, *opened;
    size_t i, k;
    json_array_foreach(markers, i, marker)
    {
        json_array_foreach(json_array_get(marker, 1), k, opened)
        {
            mobiledoc_open(m, json_array_get(m->markups, (size_t)json_integer_value(opened)));
        }
        const json_t *value = json_array_get(marker, 3);
        if (json_integer_value(json_array_get(marker, 0)) == 1)
            mobiledoc_atom(m, value);
        else
            ghost_escaped(m->w, ghost_value(m->w->a, value));
        mobiledoc_close(m, json_integer_value(json_array_get(marker, 2)));
    }
    mobiledoc_close(m, OPEN_MAX);
}

static void mobiledoc_text(struct mobiledoc *m, const json_t *section)
{
    static const char known[] = " p h1 h2 h3 h4 h5 h6 blockquote ";
    struct ghost_writer *w = m->w;
    const char *tag = ghost_value(w->a, json_array_get(section, 1));
    if (strcmp(tag, "aside") == 0)
        tag = "blockquote";
    else if (!shortcode_name_is(tag, known))
        tag = "p";
    ghost_raw(w, arena_printf(w->a, "<%s>", tag));
    mobiledoc_markers(m, json_array_get(section, 2));
    ghost_raw(w, arena_printf(w->a, "</%s>", tag));
}

static void mobiledoc_list(struct mobiledoc *m, const json_t *section)
{
    const char *tag = ghost_value(m->w->a, json_array_get(section, 1));
    bool numbers = strcmp(tag, "ol") == 0;
    const json_t *item;
    size_t i;
    ghost_raw(m->w, numbers ? "<ol>" : "<ul>");
    json_array_foreach(json_array_get(section, 2), i, item)
    {
        ghost_raw(m->w, "<li>");
        mobiledoc_markers(m, item);
        ghost_raw(m->w, "</li>");
    }
    ghost_raw(m->w, numbers ? "</ol>" : "</ul>");
}

static void mobiledoc_section(struct mobiledoc *m, const json_t *section)
{
    const json_t *first = json_array_get(section, 1);
    switch (json_integer_value(json_array_get(section, 0))) {
    case SECTION_TEXT:
        mobiledoc_text(m, section);
        break;
    case SECTION_PICTURE: {
        json_t *card = json_pack("{s:O}", "src", first);
        ghost_card_add(m->w, "image", card);
        json_decref(card);
        break;
    }
    case SECTION_LIST:
        mobiledoc_list(m, section);
        break;
    case SECTION_CARD: {
        const json_t *card = json_array_get(m->cards, (size_t)json_integer_value(first));
        const char *name = json_string_value(json_array_get(card, 0));
        if (name)
            ghost_card_add(m->w, name, json_array_get(card, 1));
        break;
    }
    default:
        body_count(m->w->counts, "section of a mobiledoc");
    }
}

bool ghost_mobiledoc_add(struct ghost_writer *w, const json_t *document)
{
    struct mobiledoc m = {.w = w,
                          .markups = json_object_get(document, "markups"),
                          .atoms = json_object_get(document, "atoms"),
                          .cards = json_object_get(document, "cards")};
    const json_t *sections = json_object_get(document, "sections"), *section;
    size_t i;
    if (!json_is_array(sections))
        return false;
    json_array_foreach(sections, i, section)
    {
        mobiledoc_section(&m, section);
    }
    return true;
}
