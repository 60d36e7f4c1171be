/* changed.c: whether a change of a text touches what it says.
 *
 * The words that differ (lib/diff.h) are looked at in their sentences. Numbers are compared as bags of
 * (number, the word behind it): a paragraph that was moved has the same, "3 killed, 5 hurt" and "5
 * killed, 3 hurt" have not. A name is what is capitalised within a sentence; quotations are compared
 * whole, by their letters. */
#include "changed.h"

#include "ascii.h"
#include "changed_private.h"
#include "diff.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#define MUCH_WORDS 50       /* so many are much in any text */
#define MUCH_OF_SHORT 12    /* and so many, if they are a fifth */
#define HEADLINE_PERCENT 60 /* of words capitalised: then all are, names or not */
#define HEADLINE_WORDS 4    /* of fewer it cannot be said */
#define ABBREVIATION 3      /* letters before a point that ends no sentence: "Mr." */

/* A word at its place in one of the two texts. */
struct word {
    const char *raw, *s; /* with and without the signs at its edges */
    size_t raw_bytes, n; /* n is 0: it has no letters and no digits, or is an address */
    size_t hunk;         /* the change that it is part of; 0: it is in both texts */
    bool starts;         /* a sentence begins with it */
    bool item;           /* the number of a list's item */
};

struct side_words {
    struct arena *arena;
    struct word *v;
    size_t n, capacity;
    bool starts, line; /* of the next word */
};

/* ---- Bags ------------------------------------------------------------------------------------ */

void changed_bag_add(struct changed_bag *b, uint64_t hash)
{
    b->v = arena_grow(b->arena, b->v, b->n, &b->capacity, sizeof *b->v);
    b->v[b->n++] = hash;
}

static int bag_order(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

static void bag_sort(struct changed_bag *b)
{
    if (b->n)
        qsort(b->v, b->n, sizeof *b->v, bag_order);
}

/* Sorts both. */
static bool changed_bag_same(struct changed_bag *a, struct changed_bag *b)
{
    bag_sort(a);
    bag_sort(b);
    return a->n == b->n && (a->n == 0 || memcmp(a->v, b->v, a->n * sizeof *a->v) == 0);
}

static bool bag_has(const struct changed_bag *b, uint64_t hash)
{
    return b->n && bsearch(&hash, b->v, b->n, sizeof *b->v, bag_order);
}

size_t changed_next(const char *s, size_t n, uint32_t *cp)
{
    size_t len = text_codepoint(s, n, cp);
    if (len == 0)
        *cp = 0xFFFD;
    return len ? len : 1;
}

static uint64_t hash_on(uint64_t h, uint32_t cp)
{
    return (h ^ cp) * 1099511628211u;
}

uint64_t changed_hash(const char *s, size_t n)
{
    uint64_t h = 0;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        i += changed_next(s + i, n - i, &cp);
        if (u_isalnum((UChar32)cp))
            h = hash_on(h ? h : 14695981039346656037u,
                        (uint32_t)u_foldCase((UChar32)cp, U_FOLD_CASE_DEFAULT));
    }
    return h;
}

/* ---- Words in their sentences ---------------------------------------------------------------- */

static bool word_is_address(const char *s, size_t n)
{
    return memmem(s, n, "://", 3) || (n > 4 && memcmp(s, "www.", 4) == 0) || (n > 1 && s[0] == '/');
}

static bool word_is_item(const char *s, size_t n)
{
    size_t digits = 0;
    while (digits < n && ascii_is_digit(s[digits]))
        digits++;
    return digits > 0 && digits + 1 == n && (s[digits] == '.' || s[digits] == ')');
}

static void word_trim(struct word *w)
{
    const char *from = NULL, *to = w->raw;
    for (size_t i = 0; i < w->raw_bytes;) {
        uint32_t cp;
        size_t len = changed_next(w->raw + i, w->raw_bytes - i, &cp);
        if (u_isalnum((UChar32)cp)) {
            from = from ? from : w->raw + i;
            to = w->raw + i + len;
        }
        i += len;
    }
    w->s = from ? from : w->raw;
    w->n = from ? (size_t)(to - from) : 0;
}

static bool word_opens_quotation(const struct word *w)
{
    uint32_t cp = 0;
    changed_next(w->raw, w->raw_bytes, &cp);
    return cp == '"' || cp == 0xAB || cp == 0x2018 || cp == 0x201C || cp == 0x201E || cp == 0x300C;
}

static bool word_ends_sentence(const struct word *w)
{
    for (const char *p = w->s + w->n; p < w->raw + w->raw_bytes;) {
        uint32_t cp;
        p += changed_next(p, (size_t)(w->raw + w->raw_bytes - p), &cp);
        if (cp == '!' || cp == '?' || cp == ':' || cp == 0x2026 || cp == 0x3002 || cp == 0x61F)
            return true;
        if (cp == '.')
            return !(w->n <= ABBREVIATION && u_isupper((UChar32)(unsigned char)*w->s));
    }
    return false;
}

static void words_add(struct side_words *t, const char *s, size_t n, size_t hunk)
{
    struct word w = {.raw = s, .raw_bytes = n, .hunk = hunk};
    if (word_is_address(s, n))
        w.s = s;
    else
        word_trim(&w);
    w.starts = t->starts || word_opens_quotation(&w);
    w.item = t->line && word_is_item(s, n);
    if (w.n && !w.item) {
        t->starts = word_ends_sentence(&w);
        t->line = false;
    }
    t->v = arena_grow(t->arena, t->v, t->n, &t->capacity, sizeof *t->v);
    t->v[t->n++] = w;
}

static void words_take(struct side_words *t, const char *text, size_t hunk)
{
    for (const char *p = text; *p;) {
        const char *end = p;
        int lines = 0;
        while (*end && !ascii_is_space(*end))
            end++;
        if (end > p)
            words_add(t, p, (size_t)(end - p), hunk);
        for (p = end; ascii_is_space(*p); p++)
            lines += *p == '\n';
        t->line = t->line || lines > 0;
        t->starts = t->starts || lines > 1;
    }
}

/* ---- Numbers --------------------------------------------------------------------------------- */

/* The value of a digit of any script, or -1. */
static int number_digit(const char *s, size_t n, size_t *len)
{
    uint32_t cp = 0;
    *len = n ? changed_next(s, n, &cp) : 0;
    return n && u_charType((UChar32)cp) == U_DECIMAL_DIGIT_NUMBER ? u_charDigitValue((UChar32)cp)
                                                                  : -1;
}

static size_t number_digits(const char *s, size_t n)
{
    size_t count = 0, len;
    for (; number_digit(s, n, &len) >= 0; s += len, n -= len)
        count++;
    return count;
}

/* Whether the sign here, between digits, only parts thousands. */
static bool number_parts_thousands(const char *s, size_t n, size_t *len)
{
    uint32_t cp;
    *len = changed_next(s, n, &cp);
    return (cp == ',' || cp == '.' || cp == '\'' || cp == 0x2019 || cp == 0xA0 || cp == 0x202F) &&
           number_digits(s + *len, n - *len) == 3;
}

/* Signs that belong to a number: of money, per cent, degrees, and what stands between digits. */
static bool number_has_sign(uint32_t cp)
{
    return u_charType((UChar32)cp) == U_CURRENCY_SYMBOL || cp == '%' || cp == 0x2030 ||
           cp == 0xB0 || cp == 0x66A;
}

/* Of all digits and signs of money of the word; 0: no digit is in it. "word[^1]" has none. */
static uint64_t number_hash(const struct word *w)
{
    uint64_t h = 14695981039346656037u;
    bool any = false, inside = false;
    for (size_t i = 0, len; i < w->raw_bytes; i += len) {
        const char *s = w->raw + i;
        size_t left = w->raw_bytes - i;
        uint32_t cp;
        int digit = number_digit(s, left, &len);
        changed_next(s, left, &cp);
        if (cp == '[' && left > 1 && s[1] == '^')
            break;
        if (digit >= 0)
            h = hash_on(h, (uint32_t)('0' + digit));
        else if (inside && number_parts_thousands(s, left, &len))
            continue;
        else if (number_has_sign(cp) || (inside && number_digits(s + len, left - len) > 0))
            h = hash_on(h, cp);
        any = any || digit >= 0;
        inside = digit >= 0;
    }
    return any ? h : 0;
}

static void numbers_collect(const struct side_words *t, struct changed_bag *out)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct word *w = &t->v[i];
        if (!w->hunk || !w->n || w->item)
            continue;
        uint64_t h = number_hash(w);
        if (!h && changed_is_number_word(w->s, w->n))
            h = changed_hash(w->s, w->n);
        const struct word *next = i + 1 < t->n && !t->v[i + 1].starts ? &t->v[i + 1] : NULL;
        if (h)
            changed_bag_add(out, h * 31 + (next ? changed_hash(next->s, next->n) : 0));
    }
}

/* ---- Names ----------------------------------------------------------------------------------- */

static bool name_is_capitalised(const struct word *w)
{
    uint32_t cp = 0;
    if (w->n < 2)
        return false;
    changed_next(w->s, w->n, &cp);
    return u_isupper((UChar32)cp) || u_istitle((UChar32)cp);
}

/* "Okafor's" is Okafor. */
static uint64_t name_hash(const struct word *w)
{
    size_t n = w->n;
    if (n > 2 && w->s[n - 1] == 's' && w->s[n - 2] == '\'')
        n -= 2;
    else if (n > 4 && w->s[n - 1] == 's' && memcmp(w->s + n - 4, "\u2019", 3) == 0)
        n -= 4;
    return changed_hash(w->s, n);
}

/* nouns: all of them are capitalised in this language. */
static bool name_is_one(const struct side_words *t, size_t i, bool nouns)
{
    const struct word *w = &t->v[i];
    if (!name_is_capitalised(w) || word_is_item(w->raw, w->raw_bytes))
        return false;
    bool before = i > 0 && !w->starts && !t->v[i - 1].starts && name_is_capitalised(&t->v[i - 1]);
    bool after = i + 1 < t->n && !t->v[i + 1].starts && name_is_capitalised(&t->v[i + 1]);
    if (w->starts)
        return after && !changed_is_function_word(w->s, w->n) && !nouns;
    return nouns ? before || after : true;
}

static bool names_all_capitals(const struct side_words *t)
{
    size_t words = 0, capitals = 0;
    for (size_t i = 0; i < t->n; i++) {
        words += t->v[i].n > 1;
        capitals += name_is_capitalised(&t->v[i]);
    }
    return words >= HEADLINE_WORDS && capitals * 100 >= words * HEADLINE_PERCENT;
}

/* Names of each change as a sum, and whether one is nowhere in the other text. */
static bool names_new(const struct side_words *t, const struct changed_bag *other, bool nouns,
                      uint64_t *sums)
{
    bool found = false;
    for (size_t i = 0; i < t->n; i++) {
        if (!t->v[i].hunk || !name_is_one(t, i, nouns))
            continue;
        uint64_t h = name_hash(&t->v[i]);
        sums[t->v[i].hunk] += h;
        found = found || !bag_has(other, h);
    }
    return found;
}

static void names_all(const struct side_words *t, struct changed_bag *out)
{
    for (size_t i = 0; i < t->n; i++)
        changed_bag_add(out, name_hash(&t->v[i]));
    bag_sort(out);
}

static bool names_differ(struct arena *a, const struct side_words *x, const struct side_words *y,
                         size_t hunks, const char *lang)
{
    struct changed_bag in_x = {.arena = a}, in_y = {.arena = a};
    bool nouns = strncmp(lang, "de", 2) == 0 || strncmp(lang, "lb", 2) == 0;
    uint64_t *sums = arena_array(a, (hunks + 1) * 2, sizeof *sums);
    uint64_t *x_sums = sums, *y_sums = sums + hunks + 1;
    if (names_all_capitals(x) || names_all_capitals(y))
        return false;
    names_all(x, &in_x);
    names_all(y, &in_y);
    if (names_new(x, &in_y, nouns, x_sums) || names_new(y, &in_x, nouns, y_sums))
        return true;
    for (size_t i = 1; i <= hunks; i++)
        if (x_sums[i] && y_sums[i] && x_sums[i] != y_sums[i])
            return true;
    return false;
}

/* ---- Together -------------------------------------------------------------------------------- */

static bool quotations_differ(struct arena *a, const char *before, const char *after)
{
    struct changed_bag x = {.arena = a}, y = {.arena = a};
    changed_quotations(before, &x);
    changed_quotations(after, &y);
    return !changed_bag_same(&x, &y);
}

static size_t words_changed(const struct side_words *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        n += t->v[i].hunk && t->v[i].n;
    return n;
}

void changed_add(struct arena *a, const char *before, const char *after, const char *lang,
                 struct changed *sum)
{
    struct side_words x = {.arena = a, .starts = true, .line = true}, y = x;
    struct changed_bag numbers = {.arena = a}, others = {.arena = a};
    struct diff_span *spans;
    size_t n, hunks = 0;
    const char *was = changed_plain(a, before), *is = changed_plain(a, after);
    diff_words(a, was, is, &spans, &n);
    for (size_t i = 0; i < n; i++) {
        bool same = spans[i].op == DIFF_SAME;
        if (!same && (i == 0 || spans[i - 1].op == DIFF_SAME))
            hunks++;
        if (spans[i].op != DIFF_INSERTED)
            words_take(&x, spans[i].text, same ? 0 : hunks);
        if (spans[i].op != DIFF_DELETED)
            words_take(&y, spans[i].text, same ? 0 : hunks);
    }
    sum->of += x.n;
    if (hunks == 0)
        return;
    numbers_collect(&x, &numbers);
    numbers_collect(&y, &others);
    sum->numbers = sum->numbers || !changed_bag_same(&numbers, &others);
    sum->names = sum->names || names_differ(a, &x, &y, hunks, lang);
    sum->quotations = sum->quotations || quotations_differ(a, was, is);
    size_t gone = words_changed(&x), new = words_changed(&y);
    sum->words += gone > new ? gone : new;
}

bool changed_much(const struct changed *c)
{
    return c->words >= MUCH_WORDS || (c->words >= MUCH_OF_SHORT && c->words * 5 >= c->of);
}
