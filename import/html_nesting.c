/* html_nesting.c: how deep HTML nests, before anything parses it.
 *
 * A parser of HTML looks through its open elements again and again, and copies those of formatting
 * that nobody closed into each paragraph; with a hundred thousand of them neither ends. So this
 * goes through the tags once, with a stack of its own: in doubt an element is taken as open still.
 * Nothing is looked at twice: it is linear. */
#include "html_tree.h"

#include "lib/ascii.h"

#include <string.h>
#include <strings.h>

enum { DEPTH_MAX = 512, ATTRIBUTES_MAX = 256, LOOK_BACK = 64, ALIKE_MAX = 3 };

/* A start tag that is open. */
struct nesting_tag {
    const char *s; /* at its name */
    size_t name_n, n;
};

struct nesting {
    const char *end;
    struct nesting_tag open[DEPTH_MAX];
    size_t n;
    size_t foreign; /* elements of SVG or MathML that are open */
};

static const char formatting[] = " a b big code em font i nobr s small strike strong tt u ";
static const char barriers[] = " applet object marquee template td th caption html ";
static const char parts_of_tables[] = " table tbody thead tfoot tr td th caption ";
static const char never_closed[] =
    " area base basefont bgsound br col embed frame hr image img input "
    "keygen link meta param source track wbr ";
static const char raw_text[] =
    " iframe noembed noframes plaintext script style textarea title xmp ";
/* One of these ends the one before it, when no list or table begins between them. */
static const char closed_by_next[] =
    " p li dd dt option optgroup tr td th tbody thead tfoot rt rp ";
static const char holders[] = " ul ol dl table select ";

static bool nesting_is(const struct nesting_tag *t, const char *names)
{
    return html_name_is(t->s, t->name_n, names);
}

static bool nesting_same_name(const struct nesting_tag *a, const struct nesting_tag *b)
{
    return a->name_n == b->name_n && strncasecmp(a->s, b->s, a->name_n) == 0;
}

/* Formatting that goes on behind the end of what it is in: of those that are spelled alike a parser
 * keeps three (WHATWG HTML 13.2.4.3). */
static size_t nesting_keep(struct nesting *w, size_t kept, const struct nesting_tag *t)
{
    size_t alike = 0;
    for (size_t i = kept; i > 0 && kept - i < LOOK_BACK; i--) {
        const struct nesting_tag *other = &w->open[i - 1];
        alike += other->n == t->n && memcmp(other->s, t->s, t->n) == 0;
    }
    if (alike < ALIKE_MAX)
        w->open[kept++] = *t;
    return kept;
}

/* Closes the element at index at and all in it but formatting. */
static void nesting_close(struct nesting *w, size_t at)
{
    size_t kept = at;
    for (size_t i = at; i < w->n; i++) {
        struct nesting_tag t = w->open[i];
        w->foreign -= nesting_is(&t, " svg math ") && w->foreign > 0;
        if (i > at && nesting_is(&t, formatting))
            kept = nesting_keep(w, kept, &t);
    }
    w->n = kept;
}

static void nesting_end_tag(struct nesting *w, const struct nesting_tag *t)
{
    bool of_table = nesting_is(t, parts_of_tables);
    for (size_t i = w->n; i > 0 && w->n - i < LOOK_BACK; i--) {
        if (nesting_same_name(&w->open[i - 1], t)) {
            nesting_close(w, i - 1);
            return;
        }
        if (nesting_is(&w->open[i - 1], of_table ? " table template " : barriers))
            return;
    }
}

static void nesting_close_one_before(struct nesting *w, const struct nesting_tag *t)
{
    for (size_t i = w->n; i > 0 && w->n - i < LOOK_BACK; i--) {
        if (nesting_same_name(&w->open[i - 1], t)) {
            nesting_close(w, i - 1);
            return;
        }
        if (nesting_is(&w->open[i - 1], holders) || nesting_is(&w->open[i - 1], barriers))
            return;
    }
}

static bool nesting_start_tag(struct nesting *w, const struct nesting_tag *t, bool empty)
{
    if (nesting_is(t, never_closed) || (empty && (w->foreign > 0 || nesting_is(t, " svg math "))))
        return true;
    if (nesting_is(t, closed_by_next))
        nesting_close_one_before(w, t);
    else if (w->n > 0 && nesting_is(t, " a ") && nesting_is(&w->open[w->n - 1], " a "))
        w->n--;
    if (w->n == DEPTH_MAX)
        return false;
    w->foreign += nesting_is(t, " svg math ");
    w->open[w->n++] = *t;
    return true;
}

/* Behind the tag whose name ends at s, or the end of all. *attributes counts what it has. */
static const char *nesting_tag_end(const struct nesting *w, const char *s, size_t *attributes)
{
    bool between = true;
    *attributes = 0;
    for (; s < w->end && *s != '>'; s++) {
        if (*s == '=' && s + 1 < w->end) {
            s++;
            while (s < w->end && ascii_is_space(*s))
                s++;
            const char *close = s < w->end && (*s == '"' || *s == '\'')
                                    ? memchr(s + 1, *s, (size_t)(w->end - s - 1))
                                    : NULL;
            if (s < w->end && (*s == '"' || *s == '\''))
                s = close ? close : w->end - 1;
            else
                s--;
            between = true;
        } else if (ascii_is_space(*s) || *s == '/') {
            between = true;
        } else {
            *attributes += between;
            between = false;
        }
    }
    return s < w->end ? s + 1 : s;
}

/* Behind the content of an element that holds nothing but text: at its end tag. */
static const char *nesting_raw_end(const struct nesting *w, const char *s,
                                   const struct nesting_tag *t)
{
    while ((s = memmem(s, (size_t)(w->end - s), "</", 2))) {
        if ((size_t)(w->end - s) > t->name_n + 2 && strncasecmp(s + 2, t->s, t->name_n) == 0)
            return s;
        s += 2;
    }
    return w->end;
}

static const char *nesting_comment_end(const struct nesting *w, const char *s)
{
    bool comment = w->end - s > 4 && memcmp(s, "<!--", 4) == 0;
    if (comment && (s[4] == '>' || memcmp(s + 4, "->", 2) == 0))
        return s + 5;
    const char *close = comment ? memmem(s + 4, (size_t)(w->end - s - 4), "-->", 3)
                                : memchr(s, '>', (size_t)(w->end - s));
    return close ? close + 1 : w->end;
}

bool html_nests_well(const char *html, size_t n)
{
    struct nesting w = {.end = html + n};
    for (const char *s = html; (s = memchr(s, '<', (size_t)(w.end - s)));) {
        bool closing = s + 1 < w.end && s[1] == '/';
        struct nesting_tag t = {.s = s + 1 + closing};
        if (s + 1 < w.end && (s[1] == '!' || s[1] == '?')) {
            s = nesting_comment_end(&w, s);
            continue;
        }
        if (t.s >= w.end || !ascii_is_letter(*t.s)) {
            s++;
            continue;
        }
        while (t.s + t.name_n < w.end && !ascii_is_space(t.s[t.name_n]) && t.s[t.name_n] != '>' &&
               t.s[t.name_n] != '/')
            t.name_n++;
        size_t attributes;
        s = nesting_tag_end(&w, t.s + t.name_n, &attributes);
        t.n = (size_t)(s - t.s);
        if (attributes > ATTRIBUTES_MAX)
            return false;
        if (closing)
            nesting_end_tag(&w, &t);
        else if (nesting_is(&t, raw_text) && w.foreign == 0)
            s = nesting_raw_end(&w, s, &t);
        else if (!nesting_start_tag(&w, &t, s >= t.s + 2 && s[-2] == '/'))
            return false;
    }
    return true;
}
