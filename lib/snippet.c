/* snippet.c: a text with the words that were searched for marked in it.
 *
 * The text is taken apart by tokenizer_each, as the index was made. Each place gets a set of the
 * words sought that are there, one bit each; a phrase is marked where its bits stand in a row. All
 * forms of a term that are one word share a bit. */
#include "snippet.h"

#include "text.h"
#include "tokenizer.h"

#include <stdint.h>
#include <string.h>

#define BIT_ONE QUERY_WORDS_MAX              /* from here on: forms of a term that are one word */
#define BIT_MORE (BIT_ONE + QUERY_TERMS_MAX) /* from here on: words of other forms */
#define BITS 64
_Static_assert(BIT_MORE + 16 == BITS, "a bit for each word of a query, and some for forms");
#define PART_BYTES 512u /* that are read at once */
#define SOUGHT_MAX (QUERY_WORDS_MAX + QUERY_FORMS_MAX + BITS - BIT_MORE)

/* A word that is sought. */
struct snippet_word {
    const char *text;
    size_t n;
    size_t bit;
    bool prefix;
};

/* Words that are marked where they follow each other: a term of the query, or a form of one. */
struct snippet_run {
    size_t bit, n; /* of its first word; how many */
    uint32_t term; /* a bit for the term */
};

/* A place in the text. */
struct snippet_place {
    size_t from, to; /* of the word there */
    size_t mark_to;  /* of the longest of the words sought there */
    uint64_t words;  /* those that are here */
};

struct snippet_match {
    size_t from, to;
    size_t first, last; /* places */
    uint32_t terms;
};

struct snippet_reading {
    struct arena *a;
    const char *language;
    struct snippet_word sought[SOUGHT_MAX];
    size_t n_sought;
    struct snippet_run runs[BITS];
    size_t n_runs;
    size_t typed, more; /* bits taken so far, from 0 and from BIT_MORE on */
    struct snippet_place *places;
    size_t n_places, capacity;
    struct snippet_match *marks; /* by from; never overlapping */
    size_t n_marks, marks_capacity;
    size_t read; /* bytes of the text, so far */
};

/* ---- What is sought ------------------------------------------------------------------------ */

/* One word after the other, from a bit on. */
static void snippet_seek_words(struct snippet_reading *r, const struct strlist *words, size_t bit,
                               bool prefix)
{
    for (size_t i = 0; i < words->n && r->n_sought < SOUGHT_MAX; i++)
        r->sought[r->n_sought++] = (struct snippet_word){words->v[i], strlen(words->v[i]), bit + i,
                                                         prefix && i + 1 == words->n};
}

static void snippet_add_run(struct snippet_reading *r, size_t bit, size_t n, size_t term)
{
    if (r->n_runs < BITS)
        r->runs[r->n_runs++] = (struct snippet_run){bit, n, UINT32_C(1) << term};
}

static void snippet_seek_forms(struct snippet_reading *r, const struct query_term *t, size_t term)
{
    bool one = false;
    for (size_t i = 0; i < t->n_forms; i++) {
        const struct query_form *f = &t->forms[i];
        if (f->language[0] != '\0' && strcmp(f->language, r->language) != 0)
            continue;
        if (f->words.n == 1) {
            snippet_seek_words(r, &f->words, BIT_ONE + term, false);
            one = true;
        } else if (r->more + f->words.n <= BITS - BIT_MORE) {
            snippet_seek_words(r, &f->words, BIT_MORE + r->more, false);
            snippet_add_run(r, BIT_MORE + r->more, f->words.n, term);
            r->more += f->words.n;
        }
    }
    if (one)
        snippet_add_run(r, BIT_ONE + term, 1, term);
}

static void snippet_seek(struct snippet_reading *r, const struct query *q)
{
    size_t term = 0;
    for (size_t g = 0; g < q->n; g++) {
        for (size_t i = 0; i < q->all[g].n && term < QUERY_TERMS_MAX; i++, term++) {
            const struct query_term *t = &q->all[g].v[i];
            if (r->typed + t->words.n > BIT_ONE)
                return;
            snippet_seek_words(r, &t->words, r->typed, t->prefix);
            snippet_add_run(r, r->typed, t->words.n, term);
            r->typed += t->words.n;
            snippet_seek_forms(r, t, term);
        }
    }
}

/* ---- Reading ------------------------------------------------------------------------------- */

static uint64_t snippet_word_bits(const struct snippet_reading *r, const struct word *w)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < r->n_sought; i++) {
        const struct snippet_word *want = &r->sought[i];
        bool same = want->n == w->n || (want->prefix && want->n < w->n);
        if (same && memcmp(want->text, w->text, want->n) == 0)
            bits |= UINT64_C(1) << want->bit;
    }
    return bits;
}

static bool snippet_read_word(void *ctx, const struct word *w)
{
    struct snippet_reading *r = ctx;
    uint64_t bits = snippet_word_bits(r, w);
    size_t from = r->read + w->from, to = r->read + w->to;
    if (w->beside && r->n_places > 0) {
        struct snippet_place *p = &r->places[r->n_places - 1];
        if (bits != 0 && to > p->mark_to)
            p->mark_to = to;
        p->words |= bits;
        return true;
    }
    r->places = arena_grow(r->a, r->places, r->n_places, &r->capacity, sizeof *r->places);
    r->places[r->n_places++] = (struct snippet_place){from, to, bits != 0 ? to : 0, bits};
    return true;
}

/* The words of a run, from place i on. */
static bool snippet_run_at(const struct snippet_reading *r, size_t i, const struct snippet_run *run)
{
    if (run->n > r->n_places - i)
        return false;
    for (size_t k = 0; k < run->n; k++) {
        if ((r->places[i + k].words & UINT64_C(1) << (run->bit + k)) == 0)
            return false;
    }
    return true;
}

/* The longest run that begins at place i: its places, 0 for none. */
static size_t snippet_longest_at(const struct snippet_reading *r, size_t i, uint32_t *terms)
{
    size_t longest = 0;
    *terms = 0;
    for (size_t k = 0; k < r->n_runs; k++) {
        const struct snippet_run *run = &r->runs[k];
        if (!snippet_run_at(r, i, run))
            continue;
        *terms |= run->term;
        longest = run->n > longest ? run->n : longest;
    }
    return longest;
}

static void snippet_add_mark(struct snippet_reading *r, size_t i, size_t n, uint32_t terms)
{
    size_t from = r->places[i].from, to = 0;
    for (size_t k = i; k < i + n; k++)
        to = r->places[k].mark_to > to ? r->places[k].mark_to : to;
    struct snippet_match *last = r->n_marks > 0 ? &r->marks[r->n_marks - 1] : NULL;
    if (last && from <= last->to) { /* pairs of one run overlap */
        last->to = to > last->to ? to : last->to;
        last->last = i + n - 1 > last->last ? i + n - 1 : last->last;
        last->terms |= terms;
        return;
    }
    r->marks = arena_grow(r->a, r->marks, r->n_marks, &r->marks_capacity, sizeof *r->marks);
    r->marks[r->n_marks++] = (struct snippet_match){from, to, i, i + n - 1, terms};
}

static void snippet_find_marks(struct snippet_reading *r)
{
    uint32_t terms;
    r->n_marks = 0;
    for (size_t i = 0; i < r->n_places; i++) {
        size_t n = r->places[i].words == 0 ? 0 : snippet_longest_at(r, i, &terms);
        if (n > 0)
            snippet_add_mark(r, i, n, terms);
    }
}

static struct snippet_reading *snippet_begin(struct arena *a, const struct query *q,
                                             const char *language)
{
    struct snippet_reading *r = arena_alloc(a, sizeof *r);
    r->a = a;
    r->language = language;
    snippet_seek(r, q);
    return r;
}

/* Goes on reading to there: the end of the text, or a space, so that no word is parted. */
static void snippet_read_to(struct snippet_reading *r, const char *text, size_t to)
{
    tokenizer_each(text + r->read, to - r->read, TOKENIZER_INDEX, snippet_read_word, r);
    r->read = to;
}

/* The first space from at on, or the end of a text of n bytes. */
static size_t snippet_part_end(const char *text, size_t at, size_t n)
{
    while (at < n && text[at] != ' ' && text[at] != '\n')
        at++;
    return at < n ? at : n;
}

/* ---- Writing ------------------------------------------------------------------------------- */

/* A line: white space and controls become one space. */
static void snippet_add_span(struct arena *a, struct snippet *out, const char *s, size_t n,
                             bool mark)
{
    char *text = arena_alloc(a, n + 1);
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        bool space = (unsigned char)s[i] <= ' ' || s[i] == 0x7F;
        if (!space)
            text[len++] = s[i];
        else if (len == 0 || text[len - 1] != ' ')
            text[len++] = ' ';
    }
    if (len > 0)
        out->v[out->n++] = (struct snippet_span){text, mark};
    out->found = out->found || (mark && len > 0);
}

static struct snippet snippet_write_spans(const struct snippet_reading *r, const char *text,
                                          size_t from, size_t to, size_t size)
{
    struct snippet out = {.v = arena_array(r->a, r->n_marks * 2 + 3, sizeof *out.v)};
    size_t at = from;
    if (from > 0)
        out.v[out.n++] = (struct snippet_span){"… ", false};
    for (size_t i = 0; i < r->n_marks; i++) {
        const struct snippet_match *m = &r->marks[i];
        if (m->from < from || m->to > to)
            continue;
        snippet_add_span(r->a, &out, text + at, m->from - at, false);
        snippet_add_span(r->a, &out, text + m->from, m->to - m->from, true);
        at = m->to;
    }
    snippet_add_span(r->a, &out, text + at, to - at, false);
    if (to < size)
        out.v[out.n++] = (struct snippet_span){" …", false};
    return out;
}

struct snippet snippet_mark(struct arena *a, const struct query *q, const char *language,
                            const char *text)
{
    size_t n = strlen(text);
    struct snippet_reading *r = snippet_begin(a, q, language);
    snippet_read_to(r, text, n > SNIPPET_BYTES_MAX ? SNIPPET_BYTES_MAX : n);
    snippet_find_marks(r);
    return snippet_write_spans(r, text, 0, n, n);
}

/* ---- Cutting ------------------------------------------------------------------------------- */

static int snippet_count_bits(uint32_t v)
{
    return __builtin_popcount(v);
}

/* The mark with which the best stretch of max bytes begins. */
static size_t snippet_best_mark(const struct snippet_reading *r, size_t max)
{
    size_t best = 0;
    int best_score = -1;
    for (size_t i = 0; i < r->n_marks; i++) {
        uint32_t terms = 0;
        int n = 0;
        for (size_t k = i; k < r->n_marks && r->marks[k].to - r->marks[i].from <= max && n < 8;
             k++, n++)
            terms |= r->marks[k].terms;
        int score = snippet_count_bits(terms) * 10 + n;
        if (score > best_score) {
            best = i;
            best_score = score;
        }
    }
    return best;
}

static bool snippet_ends_sentence(const char *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (text[i] == '\n' || ((text[i] == '.' || text[i] == '!' || text[i] == '?') &&
                                i + 1 < to && text[i + 1] == ' '))
            return true;
    }
    return false;
}

/* The first place of the stretch: some words before the mark, or its sentence's beginning. */
static size_t snippet_first_place(const struct snippet_reading *r, const char *text,
                                  size_t mark_place, size_t lead)
{
    size_t i = mark_place, from = r->places[mark_place].from;
    while (i > 0 && from - r->places[i - 1].from <= lead &&
           !snippet_ends_sentence(text, r->places[i - 1].to, r->places[i].from))
        i--;
    return i;
}

/* Where a stretch ends that begins at place i. The signs after its last word belong to it. */
static size_t snippet_end(const struct snippet_reading *r, const char *text, size_t size, size_t i,
                          size_t max)
{
    size_t from = r->places[i].from, to = r->places[i].to;
    while (i < r->n_places && r->places[i].to - from <= max)
        to = r->places[i++].to;
    if (i >= r->n_places && size - to <= 8)
        return size;
    while (to < size && strchr(".,;:!?\")", text[to]))
        to++;
    return to;
}

/* Whether a stretch of max bytes has all that is sought, and ends within what was read: no other
 * would say more. */
static bool snippet_has_all(const struct snippet_reading *r, size_t max)
{
    uint32_t sought = 0, terms = 0;
    if (r->n_marks == 0)
        return false;
    for (size_t k = 0; k < r->n_runs; k++)
        sought |= r->runs[k].term;
    size_t best = snippet_best_mark(r, max * 3 / 4), from = r->marks[best].from;
    for (size_t k = best; k < r->n_marks && r->marks[k].to - from <= max * 3 / 4; k++)
        terms |= r->marks[k].terms;
    return terms == sought && from + max < r->read;
}

/* As much of a text of n bytes as is needed: most have what is sought where they begin. */
static struct snippet_reading *snippet_read_enough(struct arena *a, const struct query *q,
                                                   const char *language, const char *text, size_t n,
                                                   size_t max)
{
    struct snippet_reading *r = snippet_begin(a, q, language);
    do {
        snippet_read_to(r, text, snippet_part_end(text, r->read + PART_BYTES, n));
        snippet_find_marks(r);
    } while (r->read < n && !snippet_has_all(r, max));
    return r;
}

struct snippet snippet_cut(struct arena *a, const struct query *q, const char *language,
                           const char *text, size_t max)
{
    size_t size = strlen(text), n = text_cut_length(text, size, SNIPPET_BYTES_MAX);
    const struct snippet_reading *r = snippet_read_enough(a, q, language, text, n, max);
    if (r->n_places == 0)
        return snippet_write_spans(r, text, 0, size < max ? size : 0, size);
    size_t first = 0;
    if (r->n_marks > 0 && size > max) {
        const struct snippet_match *m = &r->marks[snippet_best_mark(r, max * 3 / 4)];
        first = snippet_first_place(r, text, m->first, max / 4);
    }
    size_t from = r->places[first].from <= 4 ? 0 : r->places[first].from;
    return snippet_write_spans(r, text, from, snippet_end(r, text, size, first, max), size);
}
