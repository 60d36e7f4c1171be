/* snippet.c: a text with the words that were searched for marked in it.
 *
 * The text is taken apart by tokenizer_each, as the index was made. Each place gets a set of the
 * query's words that are there, one bit each; a phrase is marked where its bits stand in a row. */
#include "snippet.h"

#include "text.h"
#include "tokenizer.h"

#include <stdint.h>
#include <string.h>

_Static_assert(QUERY_WORDS_MAX <= 32, "a bit for each word of a query");

/* A word of the query. */
struct snippet_word {
    const char *text;
    size_t n;
    bool prefix;
};

/* A place in the text. */
struct snippet_place {
    size_t from, to; /* of the word there */
    size_t mark_to;  /* of the longest of the query's words there */
    uint32_t words;  /* those of the query that are here */
};

struct snippet_match {
    size_t from, to;
    size_t first, last; /* places */
    uint32_t words;
};

struct snippet_reading {
    struct arena *a;
    struct snippet_word query_words[QUERY_WORDS_MAX];
    size_t n_query_words;
    struct snippet_place *places;
    size_t n_places, capacity;
    struct snippet_match *marks; /* by from; never overlapping */
    size_t n_marks;
};

/* ---- Reading ------------------------------------------------------------------------------- */

static void snippet_collect_words(struct snippet_reading *r, const struct query *q)
{
    for (size_t g = 0; g < q->n; g++) {
        for (size_t t = 0; t < q->all[g].n; t++) {
            const struct query_term *term = &q->all[g].v[t];
            for (size_t w = 0; w < term->words.n && r->n_query_words < QUERY_WORDS_MAX; w++)
                r->query_words[r->n_query_words++] =
                    (struct snippet_word){term->words.v[w], strlen(term->words.v[w]),
                                          term->prefix && w + 1 == term->words.n};
        }
    }
}

static uint32_t snippet_word_bits(const struct snippet_reading *r, const struct word *w)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < r->n_query_words; i++) {
        const struct snippet_word *want = &r->query_words[i];
        bool same = want->n == w->n || (want->prefix && want->n < w->n);
        if (same && memcmp(want->text, w->text, want->n) == 0)
            bits |= UINT32_C(1) << i;
    }
    return bits;
}

static bool snippet_read_word(void *ctx, const struct word *w)
{
    struct snippet_reading *r = ctx;
    uint32_t bits = snippet_word_bits(r, w);
    if (w->beside && r->n_places > 0) {
        struct snippet_place *p = &r->places[r->n_places - 1];
        if (bits != 0 && w->to > p->mark_to)
            p->mark_to = w->to;
        p->words |= bits;
        return true;
    }
    r->places = arena_grow(r->a, r->places, r->n_places, &r->capacity, sizeof *r->places);
    r->places[r->n_places++] = (struct snippet_place){w->from, w->to, bits != 0 ? w->to : 0, bits};
    return true;
}

/* A term of n words, the first of which has bit `bit`, at place i. */
static bool snippet_term_at(const struct snippet_reading *r, size_t i, size_t bit, size_t n)
{
    if (n > r->n_places - i)
        return false;
    for (size_t k = 0; k < n; k++) {
        if ((r->places[i + k].words & UINT32_C(1) << (bit + k)) == 0)
            return false;
    }
    return true;
}

/* The longest term that begins at place i: its places, 0 for none. */
static size_t snippet_longest_at(const struct snippet_reading *r, const struct query *q, size_t i,
                                 uint32_t *words)
{
    size_t bit = 0, longest = 0;
    *words = 0;
    for (size_t g = 0; g < q->n; g++) {
        for (size_t t = 0; t < q->all[g].n; t++) {
            size_t n = q->all[g].v[t].words.n;
            if (bit + n > r->n_query_words)
                return longest;
            if (snippet_term_at(r, i, bit, n)) {
                *words |= UINT32_C(1) << bit;
                longest = n > longest ? n : longest;
            }
            bit += n;
        }
    }
    return longest;
}

static void snippet_add_mark(struct snippet_reading *r, size_t i, size_t n, uint32_t words)
{
    size_t from = r->places[i].from, to = 0;
    for (size_t k = i; k < i + n; k++)
        to = r->places[k].mark_to > to ? r->places[k].mark_to : to;
    struct snippet_match *last = r->n_marks > 0 ? &r->marks[r->n_marks - 1] : NULL;
    if (last && from <= last->to) { /* pairs of one run overlap */
        last->to = to > last->to ? to : last->to;
        last->last = i + n - 1 > last->last ? i + n - 1 : last->last;
        last->words |= words;
        return;
    }
    r->marks[r->n_marks++] = (struct snippet_match){from, to, i, i + n - 1, words};
}

static void snippet_find_marks(struct snippet_reading *r, const struct query *q)
{
    uint32_t words;
    r->marks = arena_array(r->a, r->n_places, sizeof *r->marks);
    for (size_t i = 0; i < r->n_places; i++) {
        size_t n = r->places[i].words == 0 ? 0 : snippet_longest_at(r, q, i, &words);
        if (n > 0)
            snippet_add_mark(r, i, n, words);
    }
}

static struct snippet_reading snippet_read_text(struct arena *a, const struct query *q,
                                                const char *text, size_t n)
{
    struct snippet_reading r = {.a = a};
    snippet_collect_words(&r, q);
    tokenizer_each(text, n, TOKENIZER_INDEX, snippet_read_word, &r);
    snippet_find_marks(&r, q);
    return r;
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

struct snippet snippet_mark(struct arena *a, const struct query *q, const char *text)
{
    size_t n = strlen(text);
    struct snippet_reading r =
        snippet_read_text(a, q, text, n > SNIPPET_BYTES_MAX ? SNIPPET_BYTES_MAX : n);
    return snippet_write_spans(&r, text, 0, n, n);
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
        uint32_t words = 0;
        int n = 0;
        for (size_t k = i; k < r->n_marks && r->marks[k].to - r->marks[i].from <= max && n < 8;
             k++, n++)
            words |= r->marks[k].words;
        int score = snippet_count_bits(words) * 10 + n;
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

struct snippet snippet_cut(struct arena *a, const struct query *q, const char *text, size_t max)
{
    size_t size = strlen(text), n = text_cut_length(text, size, SNIPPET_BYTES_MAX);
    struct snippet_reading r = snippet_read_text(a, q, text, n);
    if (r.n_places == 0)
        return snippet_write_spans(&r, text, 0, size < max ? size : 0, size);
    size_t first = 0;
    if (r.n_marks > 0 && size > max) {
        const struct snippet_match *m = &r.marks[snippet_best_mark(&r, max * 3 / 4)];
        first = snippet_first_place(&r, text, m->first, max / 4);
    }
    size_t from = r.places[first].from <= 4 ? 0 : r.places[first].from;
    return snippet_write_spans(&r, text, from, snippet_end(&r, text, size, first, max), size);
}
