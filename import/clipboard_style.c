/* clipboard_style.c: what styles say of text. Only what Markdown can say, too, is looked at. */
#include "clipboard_private.h"

#include "lib/ascii.h"
#include "lib/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* "name: value" of a list of them. */
struct clip_declaration {
    const char *name, *value;
    size_t name_n, value_n;
};

static const char *skip_space(const char *s)
{
    while (ascii_is_space(*s))
        s++;
    return s;
}

/* The end of a value: a semicolon in quotation marks or brackets is a part of it. */
static const char *value_end(const char *s)
{
    char quote = '\0';
    size_t brackets = 0;
    for (; *s; s++) {
        if (quote)
            quote = *s == quote ? '\0' : quote;
        else if (*s == '"' || *s == '\'')
            quote = *s;
        else if (*s == '(')
            brackets++;
        else if (*s == ')')
            brackets -= brackets > 0;
        else if (*s == ';' && brackets == 0)
            break;
    }
    return s;
}

static bool declaration_next(const char **at, struct clip_declaration *d)
{
    const char *s = *at;
    for (;;) {
        while (ascii_is_space(*s) || *s == ';')
            s++;
        if (!*s)
            return false;
        d->name = s;
        d->name_n = strcspn(s, ":;");
        s += d->name_n;
        if (*s != ':')
            continue;
        while (d->name_n > 0 && ascii_is_space(d->name[d->name_n - 1]))
            d->name_n--;
        d->value = skip_space(s + 1);
        *at = value_end(d->value);
        d->value_n = (size_t)(*at - d->value);
        return true;
    }
}

static bool declares(const struct clip_declaration *d, const char *names)
{
    return html_name_is(d->name, d->name_n, names);
}

/* One of these words is in the value. */
static bool value_has(const struct clip_declaration *d, const char *words)
{
    for (size_t i = 0; i < d->value_n;) {
        size_t n = 0;
        while (i + n < d->value_n && !ascii_is_space(d->value[i + n]) && d->value[i + n] != '!')
            n++;
        if (n > 0 && html_name_is(d->value + i, n, words))
            return true;
        i += n + 1;
    }
    return false;
}

static void look_set(struct clip_look *l, unsigned flags, bool yes, bool no)
{
    l->set = yes ? l->set | flags : no ? l->set & ~flags : l->set;
    l->clear = no ? l->clear | flags : yes ? l->clear & ~flags : l->clear;
}

static void look_take(struct clip_look *l, const struct clip_declaration *d)
{
    static const char bold[] = " bold bolder 600 700 800 900 1000 ";
    static const char light[] = " normal lighter 100 200 300 400 500 ";
    static const char lines[] = " pre pre-wrap pre-line break-spaces preserve preserve-breaks ";
    static const char inherited[] = " inherit unset ";
    if (declares(d, " font-weight ")) {
        look_set(l, CLIP_BOLD, value_has(d, bold), value_has(d, light));
        l->set &= ~(unsigned)(value_has(d, inherited) ? CLIP_BOLD : 0);
    } else if (declares(d, " font-style ")) {
        look_set(l, CLIP_ITALIC, value_has(d, " italic oblique "), value_has(d, " normal "));
        l->set &= ~(unsigned)(value_has(d, inherited) ? CLIP_ITALIC : 0);
    } else if (declares(d, " font ")) {
        look_set(l, CLIP_BOLD, value_has(d, bold), false);
        look_set(l, CLIP_ITALIC, value_has(d, " italic oblique "), false);
    } else if (declares(d, " text-decoration text-decoration-line ")) {
        look_set(l, CLIP_STRUCK, value_has(d, " line-through "), false);
    } else if (declares(d, " vertical-align ")) {
        look_set(l, CLIP_RAISED, value_has(d, " super "), false);
        look_set(l, CLIP_LOWERED, value_has(d, " sub "), false);
    } else if (declares(d, " white-space white-space-collapse ")) {
        look_set(l, CLIP_LINES, value_has(d, lines), value_has(d, " normal nowrap collapse "));
    } else if (declares(d, " display mso-hide visibility ")) {
        l->hidden |= value_has(d, declares(d, " display ")    ? " none "
                                  : declares(d, " mso-hide ") ? " all "
                                                              : " hidden ");
    }
}

const char *clip_style(const struct clip *c, const struct html_node *node, const char *property)
{
    const char *at = clip_attribute(node, "style");
    struct clip_declaration d;
    while (declaration_next(&at, &d))
        if (declares(&d, property))
            return arena_dupn(c->a, d.value, d.value_n);
    return "";
}

/* ---- Classes --------------------------------------------------------------------------------- */

static int rule_compare(const void *a, const void *b)
{
    return strcmp(((const struct clip_rule *)a)->name, ((const struct clip_rule *)b)->name);
}

/* "td.xl65", ".s1": the class; NULL: another kind of selector. */
static const char *selector_class(struct arena *a, const char *s, size_t n)
{
    while (n > 0 && ascii_is_space(s[n - 1]))
        n--;
    const char *dot = memchr(s, '.', n);
    if (!dot)
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (!ascii_is_alnum(s[i]) && !strchr("-_", s[i]) && s + i != dot)
            return NULL;
    return arena_dupn(a, dot + 1, n - (size_t)(dot + 1 - s));
}

/* A selector and what is between its braces. */
static void rules_add(struct clip *c, const char *selectors, size_t n, const struct clip_look *look)
{
    for (const char *s = selectors, *end = s + n; s < end;) {
        const char *comma = memchr(s, ',', (size_t)(end - s)), *stop = comma ? comma : end;
        while (s < stop && ascii_is_space(*s))
            s++;
        const char *name = selector_class(c->a, s, (size_t)(stop - s));
        if (name && *name) {
            c->rules = arena_grow(c->a, c->rules, c->n_rules, &c->rules_capacity, sizeof *c->rules);
            c->rules[c->n_rules++] = (struct clip_rule){name, *look};
        }
        s = stop + 1;
    }
}

static const char *skip_comments(const char *s)
{
    for (;;) {
        const char *end = NULL;
        s = skip_space(s);
        if (strncmp(s, "<!--", 4) == 0)
            end = s + 4;
        else if (strncmp(s, "-->", 3) == 0)
            end = s + 3;
        else if (strncmp(s, "/*", 2) == 0)
            end = (end = strstr(s, "*/")) ? end + 2 : s + strlen(s);
        if (!end)
            return s;
        s = end;
    }
}

static void rules_take(struct clip *c, const char *sheet)
{
    for (const char *s = skip_comments(sheet), *open; (open = strchr(s, '{'));
         s = skip_comments(s)) {
        size_t n = strcspn(open + 1, "}");
        struct clip_look look = {0};
        struct clip_declaration d;
        const char *at = arena_dupn(c->a, open + 1, n);
        while (declaration_next(&at, &d))
            look_take(&look, &d);
        look.hidden = false; /* it is of the page that this was a part of */
        if (*s != '@' && (look.set || look.clear))
            rules_add(c, s, (size_t)(open - s), &look);
        s = open + 1 + n;
        s += *s == '}';
    }
}

static void rules_find(struct clip *c, const struct html_node *node)
{
    if (html_is(node, " style "))
        for (const struct html_node *text = node->first; text; text = text->next)
            rules_take(c, text->text);
    for (const struct html_node *child = node->first; child; child = child->next)
        rules_find(c, child);
}

void clip_take_rules(struct clip *c, const struct html_node *tree)
{
    rules_find(c, tree);
    if (c->n_rules > 0)
        qsort(c->rules, c->n_rules, sizeof *c->rules, rule_compare);
}

static void look_take_classes(const struct clip *c, const struct html_node *node,
                              struct clip_look *l)
{
    const char *s = c->n_rules > 0 ? clip_attribute(node, "class") : "";
    while (*(s = skip_space(s))) {
        size_t n = strcspn(s, " \t\r\n\f");
        struct clip_rule wanted = {.name = arena_dupn(c->a, s, n)};
        const struct clip_rule *r =
            bsearch(&wanted, c->rules, c->n_rules, sizeof *c->rules, rule_compare);
        if (r) {
            look_set(l, r->look.set, true, false);
            look_set(l, r->look.clear, false, true);
        }
        s += n;
    }
}

/* ---- Elements -------------------------------------------------------------------------------- */

static unsigned element_flags(const struct html_node *node)
{
    return html_is(node, " b strong ")       ? CLIP_BOLD
           : html_is(node, " i em dfn var ") ? CLIP_ITALIC
           : html_is(node, " s strike del ") ? CLIP_STRUCK
           : html_is(node, " sup ")          ? CLIP_RAISED
           : html_is(node, " sub ")          ? CLIP_LOWERED
                                             : 0;
}

struct clip_look clip_look(const struct clip *c, const struct html_node *node)
{
    struct clip_look l = {.set = element_flags(node)};
    struct clip_declaration d;
    /* A paragraph's classes say what its kind of paragraph looks like, which is not meant here. */
    if (html_is(node, " span font td b i a "))
        look_take_classes(c, node, &l);
    const char *at = clip_attribute(node, "style");
    while (declaration_next(&at, &d))
        look_take(&l, &d);
    return l;
}
