/* query.c: what a reader typed into the search box, as words to look for. */
#include "query.h"

#include "ascii.h"
#include "text.h"
#include "tokenizer.h"

#include <string.h>

struct parse {
    struct arena *a;
    const char *s;
    size_t n, at;
    struct query *out;
    size_t terms, words;
    bool minus, either; /* what comes before the next term says of it */
};

/* ---- Characters ---------------------------------------------------------------------------- */

static size_t query_peek(const struct parse *p, size_t at, uint32_t *cp)
{
    *cp = 0;
    return text_codepoint(p->s + at, p->n - at, cp);
}

static bool query_is_quote(uint32_t cp)
{
    return cp == '"' || (cp >= 0x201C && cp <= 0x201F) || cp == 0xAB || cp == 0xBB ||
           (cp >= 0x300C && cp <= 0x300F) || cp == 0xFF02;
}

static bool query_is_minus(uint32_t cp)
{
    return cp == '-' || cp == 0x2212 || cp == 0x2013 || cp == 0xFF0D;
}

static bool query_is_gap(uint32_t cp)
{
    return cp <= ' ' || cp == 0x3000 || cp == '(' || cp == ')';
}

static bool query_is_digit(const struct parse *p, size_t at)
{
    return at < p->n && ascii_is_digit(p->s[at]);
}

/* A list typed without spaces: "wind,solar", but not "1,000". */
static bool query_is_list_mark(const struct parse *p, size_t at)
{
    if (!strchr(",;/|", p->s[at]))
        return false;
    return at == 0 || !query_is_digit(p, at - 1) || !query_is_digit(p, at + 1);
}

/* ---- Terms --------------------------------------------------------------------------------- */

struct gather {
    struct parse *p;
    struct query_term *term;
};

static bool query_gather_word(void *ctx, const struct word *w)
{
    struct gather *g = ctx;
    if (g->p->words == QUERY_WORDS_MAX) {
        g->p->out->cut = true;
        return false;
    }
    g->p->words++;
    bool sign = w->text[w->n - 1] == '+' || w->text[w->n - 1] == '#'; /* C++: a name */
    g->term->one = w->spaced && !sign && (g->term->words.n == 0 || (g->term->one && w->joined));
    strlist_add(g->p->a, &g->term->words, arena_dupn(g->p->a, w->text, w->n));
    strlist_add(g->p->a, &g->term->spelled, arena_dupn(g->p->a, w->spelled, w->n_spelled));
    g->term->spaced = w->spaced;
    return true;
}

static void query_any_add(struct arena *a, struct query_any *any, const struct query_term *term)
{
    if (!any->v)
        any->v = arena_array(a, QUERY_TERMS_MAX, sizeof *any->v);
    any->v[any->n++] = *term;
}

static void query_place(struct parse *p, const struct query_term *term)
{
    struct query *q = p->out;
    p->terms++;
    if (p->minus) {
        query_any_add(p->a, &q->none, term);
    } else if (p->either && q->n > 0) {
        query_any_add(p->a, &q->all[q->n - 1], term);
    } else {
        query_any_add(p->a, &q->all[q->n++], term);
    }
}

/* The text between from and to is a term; its signs began at `start`. */
static void query_add_term(struct parse *p, size_t start, size_t from, size_t to, bool prefix,
                           bool quoted)
{
    struct query_term term = {.quoted = quoted, .from = start, .to = p->at};
    struct gather g = {p, &term};
    if (p->terms == QUERY_TERMS_MAX) {
        p->out->cut = true;
        return;
    }
    tokenizer_each(p->s + from, to - from, TOKENIZER_QUERY, query_gather_word, &g);
    if (term.words.n == 0)
        return;
    /* Without spaces a word's beginning is found anyway. */
    term.prefix = prefix && term.spaced;
    query_place(p, &term);
    p->minus = p->either = false;
}

static bool query_is_operator(struct parse *p, const char *s, size_t n)
{
    static const struct {
        const char *text;
        bool minus, either;
    } operators[] = {{"AND", false, false}, {"OR", false, true}, {"NOT", true, false}};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (n == strlen(operators[i].text) && memcmp(s, operators[i].text, n) == 0) {
            p->minus = p->minus || operators[i].minus;
            p->either = operators[i].either;
            return true;
        }
    }
    return false;
}

static void query_read_phrase(struct parse *p, size_t start)
{
    uint32_t cp;
    size_t from = p->at, len;
    while ((len = query_peek(p, p->at, &cp)) > 0 && !query_is_quote(cp))
        p->at += len;
    size_t to = p->at;
    p->at += len;
    query_add_term(p, start, from, to, false, true);
}

static void query_read_word(struct parse *p, size_t start)
{
    uint32_t cp;
    size_t from = p->at, len;
    while ((len = query_peek(p, p->at, &cp)) > 0 && !query_is_gap(cp) && !query_is_quote(cp) &&
           !query_is_list_mark(p, p->at))
        p->at += len;
    size_t to = p->at;
    if (!query_is_operator(p, p->s + from, to - from))
        query_add_term(p, start, from, to, to > from && p->s[to - 1] == '*', false);
}

/* Reads past spaces and the signs before a term. Returns where the signs began. */
static size_t query_skip_to_term(struct parse *p)
{
    uint32_t cp;
    size_t len, start = p->at;
    while ((len = query_peek(p, p->at, &cp)) > 0) {
        if (query_is_gap(cp) || query_is_list_mark(p, p->at)) {
            if (cp == '|')
                p->either = true;
            p->at += len;
            start = p->at;
        } else if (query_is_minus(cp)) { /* "a - b" and "--" mean nothing by it */
            uint32_t next;
            size_t next_len = query_peek(p, p->at + len, &next);
            bool before_term = next_len > 0 && !query_is_gap(next) && !query_is_minus(next);
            p->minus = before_term;
            p->at += len;
            start = before_term ? p->at - len : p->at;
        } else {
            break;
        }
    }
    return start;
}

struct query query_parse(struct arena *a, const char *typed)
{
    struct query q = {.all = arena_array(a, QUERY_TERMS_MAX, sizeof *q.all)};
    char *line = text_line(a, typed);
    size_t n = strlen(line);
    if (n > QUERY_BYTES_MAX) {
        q.cut = true;
        n = text_cut_length(line, n, QUERY_BYTES_MAX);
        line[n] = '\0';
    }
    q.text = line;
    struct parse p = {.a = a, .s = line, .n = n, .out = &q};
    while (p.at < p.n) {
        size_t start = query_skip_to_term(&p);
        uint32_t cp;
        size_t len = query_peek(&p, p.at, &cp);
        if (len == 0)
            break;
        if (query_is_quote(cp)) {
            p.at += len;
            query_read_phrase(&p, start);
        } else {
            query_read_word(&p, start);
        }
    }
    return q;
}
