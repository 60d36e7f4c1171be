/* clipboard_flat.c: lists, quotations and headings that a word processor writes as paragraphs.
 *
 * Word says in a style which list a paragraph belongs to and how deep it is in it, and puts its number
 * before it as text; Word on the web has a list of its own for each item. Both become one list. */
#include "clipboard_private.h"

#include "lib/ascii.h"
#include "lib/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LEVELS_MAX = 9 };

/* An item on its way into a list. */
struct flat_item {
    struct html_node *node;
    int level; /* from 1 */
    int list;  /* which one; 0: not said */
    int number;
    bool ordered;
};

struct flat_level {
    struct html_node *list, **end;      /* and where its next item goes */
    struct html_node *last, **last_end; /* its last item, and where more of that goes */
    int level, id;
    bool ordered;
};

/* The blocks that are written, and the list or quotation that is open at their end. */
struct flat {
    struct clip *c;
    struct html_node *parent, **end;
    struct flat_level open[LEVELS_MAX];
    size_t n_open;
    struct html_node *quotation, **quotation_end;
};

static void append(struct html_node *parent, struct html_node ***end, struct html_node *node)
{
    node->parent = parent;
    node->next = NULL;
    **end = node;
    *end = &node->next;
}

/* ---- Lists ----------------------------------------------------------------------------------- */

static struct html_node **last_child(struct html_node *node)
{
    struct html_node **end = &node->first;
    while (*end)
        end = &(*end)->next;
    return end;
}

static void open_list(struct flat *f, const struct flat_item *item)
{
    struct html_node *list = clip_node(f->c, item->ordered ? "ol" : "ul", NULL);
    list->holds_block = list->holds_block_inside = true;
    if (item->ordered && item->number > 1)
        clip_say(f->c, list, "start", arena_printf(f->c->a, "%d", item->number));
    if (f->n_open > 0) {
        struct flat_level *above = &f->open[f->n_open - 1];
        append(above->last, &above->last_end, list);
        above->last->holds_block_inside = true;
    } else {
        append(f->parent, &f->end, list);
    }
    f->open[f->n_open++] = (struct flat_level){.list = list,
                                               .end = &list->first,
                                               .level = item->level,
                                               .id = item->list,
                                               .ordered = item->ordered};
}

static void add_item(struct flat *f, const struct flat_item *item)
{
    while (f->n_open > 0 && f->open[f->n_open - 1].level > item->level)
        f->n_open--;
    struct flat_level *top = f->n_open > 0 ? &f->open[f->n_open - 1] : NULL;
    bool other = top && top->level == item->level &&
                 (top->ordered != item->ordered || top->id != item->list);
    f->n_open -= other;
    if (f->n_open == 0 || f->open[f->n_open - 1].level < item->level)
        open_list(f, item);
    top = &f->open[f->n_open - 1];
    item->node->name = "li";
    append(top->list, &top->end, item->node);
    top->last = item->node;
    top->last_end = last_child(item->node);
    f->quotation = NULL;
}

/* ---- Markers --------------------------------------------------------------------------------- */

/* Takes n bytes off the begin of the text below a node. */
static void text_consume(struct html_node *node, size_t *n)
{
    size_t here = strlen(node->text), taken = here < *n ? here : *n;
    node->text += taken;
    *n -= taken;
    for (struct html_node *child = node->first; child && *n > 0; child = child->next)
        text_consume(child, n);
}

/* Takes out what Word says is a marker. Its text, or NULL. In the arena. */
static const char *take_ignored(struct clip *c, struct html_node *node)
{
    for (struct html_node *child = node->first; child; child = child->next) {
        if (!*child->name)
            continue;
        if (strcasecmp(clip_style(c, child, " mso-list "), "ignore") == 0) {
            const char *text = html_text(c->a, child);
            clip_blank(child);
            return text;
        }
        const char *below = take_ignored(c, child);
        if (below)
            return below;
    }
    return NULL;
}

static size_t blank_length(const char *s)
{
    size_t n = 0;
    for (;; n++) {
        if (strncmp(s + n, "\xC2\xA0", 2) == 0)
            n++;
        else if (!ascii_is_space(s[n]))
            return n;
    }
}

/* What the digits at s say; 0 when there are none. */
static int leading_number(const char *s)
{
    int n = 0;
    for (; ascii_is_digit(*s) && n < 100000; s++)
        n = n * 10 + (*s - '0');
    return n;
}

/* "1.", "a)", "iv." at s: its length, or 0; what it counts to, 1 for letters. */
static size_t number_length(const char *s, int *number)
{
    size_t digits = strspn(s, "0123456789"), letters = strspn(s, "ivxlcdmIVXLCDM");
    size_t n = digits > 0                                  ? digits
               : letters > 1                               ? letters
               : ascii_is_letter(*s) && strchr(".)", s[1]) ? 1
                                                           : 0;
    *number = digits > 0 ? leading_number(s) : 1;
    return n > 0 && s[n] && strchr(".)", s[n]) ? n + 1 : 0;
}

static size_t bullet_length(const char *s, const char *const *bullets, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(s, bullets[i], strlen(bullets[i])) == 0)
            return strlen(bullets[i]);
    return 0;
}

/* ---- What is an item ------------------------------------------------------------------------- */

static bool word_item(struct clip *c, struct html_node *p, struct flat_item *item)
{
    const char *said = clip_style(c, p, " mso-list "), *level = strstr(said, "level");
    if (!level || *said != 'l' || !html_is(p, " p "))
        return false;
    const char *marker = take_ignored(c, p);
    marker = marker ? marker + blank_length(marker) : "";
    int depth = leading_number(level + strlen("level"));
    *item = (struct flat_item){.node = p,
                               .list = leading_number(said + 1) + 1,
                               .level = depth < 1            ? 1
                                        : depth > LEVELS_MAX ? LEVELS_MAX
                                                             : depth};
    /* "1.2." counts in its last part */
    for (const char *dot;
         ascii_is_digit(*marker) && (dot = strchr(marker, '.')) && ascii_is_digit(dot[1]);)
        marker = dot + 1;
    item->ordered = number_length(marker, &item->number) > 0;
    return true;
}

/* As deep as its margin says: each level has half an inch. */
static int margin_level(const struct clip *c, const struct html_node *p)
{
    const char *said = clip_style(c, p, " margin-left ");
    char *unit;
    double n = strtod(said, &unit);
    n *= strncmp(unit, "in", 2) == 0   ? 2
         : strncmp(unit, "cm", 2) == 0 ? 1 / 1.27
         : strncmp(unit, "px", 2) == 0 ? 1.0 / 48
                                       : 1.0 / 36;
    return n >= LEVELS_MAX ? LEVELS_MAX : n >= 1 ? (int)(n + 0.5) : 1;
}

/* A paragraph whose marker is a part of its text: Word's, from a program that dropped its styles, and
 * whoever typed bullets. */
static bool typed_item(struct clip *c, struct html_node *p, struct flat_item *item)
{
    static const char *const typed[] = {"•", "◦", "▪", "‣", "●"};
    static const char *const drawn[] = {"·", "o", "§", "-", "–", "■", "□", "➢", "✓", "Ø", "•", "▪"};
    bool word = clip_has_class(p, "MsoListParagraph");
    if (!html_is(p, " p div ") || p->holds_block_inside)
        return false;
    const char *text = html_text(c->a, p);
    size_t from = blank_length(text), n = bullet_length(text + from, typed, 5);
    *item = (struct flat_item){.node = p, .level = 1};
    if (n == 0 && word) {
        n = bullet_length(text + from, drawn, sizeof drawn / sizeof drawn[0]);
        size_t number = n == 0 ? number_length(text + from, &item->number) : 0;
        item->ordered = number > 0;
        n += number;
        if (strncmp(text + from + n, "\xC2\xA0", 2) != 0)
            return false;
        item->level = margin_level(c, p);
    }
    if (n == 0 || blank_length(text + from + n) == 0 || text_blank(text + from + n))
        return false;
    n += from;
    text_consume(p, &n);
    return true;
}

/* Word on the web: a list around each item, which says how deep it is. */
static bool add_web_list(struct flat *f, struct html_node *list)
{
    if (!html_is(list, " ul ol ") ||
        (!clip_has_class(list, "BulletListStyle") && !clip_has_class(list, "NumberListStyle")))
        return false;
    int64_t number = 1, level;
    if (!text_to_int(html_attribute(list, "start"), 1, 9999, &number))
        number = 1;
    for (struct html_node *li = list->first, *next; li; li = next) {
        next = li->next;
        if (!html_is(li, " li "))
            continue;
        const char *said = html_attribute(li, "data-aria-level");
        if (!text_to_int(*said ? said : html_attribute(li, "aria-level"), 1, LEVELS_MAX, &level))
            level = 1;
        add_item(f, &(struct flat_item){.node = li,
                                        .level = (int)level,
                                        .number = (int)number,
                                        .ordered = html_is(list, " ol ")});
        number++;
    }
    return true;
}

/* ---- Paragraphs with a style ------------------------------------------------------------------- */

static bool has_style_name(const struct html_node *p, const char *name)
{
    if (strcasecmp(html_attribute(p, "data-ccp-parastyle"), name) == 0)
        return true;
    for (const struct html_node *child = p->first; child; child = child->next)
        if (*child->name && strcasecmp(html_attribute(child, "data-ccp-parastyle"), name) == 0)
            return true;
    return false;
}

static bool is_quotation(const struct html_node *p)
{
    return html_is(p, " p ") &&
           (clip_has_class(p, "MsoQuote") || clip_has_class(p, "MsoIntenseQuote") ||
            has_style_name(p, "Quote") || has_style_name(p, "Intense Quote"));
}

static void mend_heading(struct html_node *p)
{
    static const char *const names[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    int64_t level;
    if (!html_is(p, " p div ") || p->holds_block_inside)
        return;
    if (clip_has_class(p, "MsoTitle"))
        p->name = names[0];
    else if (strcmp(html_attribute(p, "role"), "heading") == 0)
        p->name = names[text_to_int(html_attribute(p, "aria-level"), 1, 6, &level) ? level - 1 : 1];
}

/* The mail that a mail answers, with a line at its left. */
static bool is_answered_mail(const struct clip *c, const struct html_node *div)
{
    return html_is(div, " div ") && strncmp(clip_style(c, div, " border "), "none", 4) == 0 &&
           strncmp(clip_style(c, div, " border-left "), "solid", 5) == 0;
}

static void add_quotation(struct flat *f, struct html_node *p)
{
    if (!f->quotation) {
        f->quotation = clip_node(f->c, "blockquote", NULL);
        f->quotation->holds_block = f->quotation->holds_block_inside = true;
        f->quotation_end = &f->quotation->first;
        append(f->parent, &f->end, f->quotation);
    }
    append(f->quotation, &f->quotation_end, p);
    f->n_open = 0;
}

/* ---- All of them ----------------------------------------------------------------------------- */

static void take_children(struct flat *f, struct html_node *child);

static void take_block(struct flat *f, struct html_node *child)
{
    struct clip *c = f->c;
    struct flat_item item;
    if (html_is(child, " div ") && clip_has_class(child, "ListContainerWrapper")) {
        take_children(f, child->first);
    } else if (word_item(c, child, &item) || typed_item(c, child, &item)) {
        add_item(f, &item);
    } else if (f->n_open > 0 && clip_has_class(child, "MsoListParagraph")) {
        int depth = margin_level(c, child);
        while (f->n_open > 1 && f->open[f->n_open - 1].level > depth)
            f->n_open--;
        struct flat_level *level = &f->open[f->n_open - 1];
        append(level->last, &level->last_end, child);
        level->last->holds_block_inside = true;
    } else if (is_quotation(child)) {
        add_quotation(f, child);
    } else if (!add_web_list(f, child)) {
        f->n_open = 0;
        f->quotation = NULL;
        mend_heading(child);
        if (is_answered_mail(c, child))
            child->name = "blockquote";
        append(f->parent, &f->end, child);
        if (child->holds_block_inside)
            clip_build_blocks(c, child);
    }
}

static void take_children(struct flat *f, struct html_node *child)
{
    for (struct html_node *next; child; child = next) {
        next = child->next;
        if (child->holds_block) {
            take_block(f, child);
            continue;
        }
        bool between = (f->n_open > 0 || f->quotation) && clip_is_empty(child);
        if (between)
            continue;
        f->n_open = 0;
        f->quotation = NULL;
        append(f->parent, &f->end, child);
    }
}

void clip_build_blocks(struct clip *c, struct html_node *parent)
{
    struct flat f = {.c = c, .parent = parent, .end = &parent->first};
    struct html_node *first = parent->first;
    parent->first = NULL;
    take_children(&f, first);
}
