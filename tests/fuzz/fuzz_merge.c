/* fuzz_merge.c: three texts, parted by form feeds, are merged: no side's work is lost or made up.
 * The first byte chooses the way: odd for lines, else paragraphs. */
#include "lib/arena.h"
#include "lib/hunk.h"
#include "lib/merge.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool right)
{
    if (!right)
        abort();
}

static struct merge merged(struct arena *a, bool lines, const char *base, const char *mine,
                           const char *theirs, enum merge_favour favour)
{
    struct merge out;
    if (lines)
        merge_lines(a, base, mine, theirs, favour, &out);
    else
        merge_paragraphs(a, base, mine, theirs, favour, &out);
    return out;
}

/* Who changed nothing, or the same, is in nobody's way. */
static void check_alone(struct arena *a, bool lines, const char *x, const char *y)
{
    for (int favour = MERGE_MINE; favour <= MERGE_THEIRS; favour++) {
        bool changed = strcmp(x, y) != 0;
        struct merge m = merged(a, lines, x, y, x, favour);
        must(strcmp(m.text, y) == 0 && m.n == 0 && m.from_mine == changed && !m.from_theirs);
        m = merged(a, lines, x, x, y, favour);
        must(strcmp(m.text, y) == 0 && m.n == 0 && !m.from_mine && m.from_theirs == changed);
        m = merged(a, lines, x, y, y, favour);
        must(strcmp(m.text, y) == 0 && m.n == 0);
        must(m.from_mine == changed && m.from_theirs == changed);
    }
}

static bool same_words(const char *x, const char *y)
{
    for (;; x++, y++) {
        x += strspn(x, " \t\n");
        y += strspn(y, " \t\n");
        if (*x != *y)
            return false;
        if (*x == '\0')
            return true;
    }
}

/* All changes taken are the other text, but for white space; none taken are the first. */
static void check_hunks(struct arena *a, bool lines, const char *x, const char *y)
{
    struct hunks all = hunks_of(a, x, y, lines);
    must(same_words(hunks_take(a, x, all.v, all.n), y));
    must(strcmp(hunks_take(a, x, all.v, 0), x) == 0);
}

/* True when the n bytes at line are a line of the text. */
static bool has_line(const char *text, const char *line, size_t n)
{
    for (const char *s = text; *s != '\0'; s += strcspn(s, "\n"), s += *s == '\n')
        if (strcspn(s, "\n") == n && memcmp(s, line, n) == 0)
            return true;
    return false;
}

/* Each line of `from` is in x or in y, unless it is white space. */
static void check_lines(const char *from, const char *x, const char *y)
{
    size_t n;
    for (const char *s = from; *s != '\0'; s += n + (s[n] == '\n')) {
        n = strcspn(s, "\n");
        if (strspn(s, " \t") < n)
            must(has_line(x, s, n) || has_line(y, s, n));
    }
}

static void check_overlaps(const struct merge *m, const char *base, const char *mine,
                           const char *theirs)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct merge_overlap *o = &m->overlaps[i];
        must((base = strstr(base, o->base)) != NULL);
        must((mine = strstr(mine, o->mine)) != NULL);
        must((theirs = strstr(theirs, o->theirs)) != NULL);
        must(strcmp(o->mine, o->theirs) != 0);
        base += strlen(o->base);
        mine += strlen(o->mine);
        theirs += strlen(o->theirs);
    }
}

/* With the sides swapped, and the favour too, all is the same. */
static void check_swapped(const struct merge *m, const struct merge *swapped)
{
    must(strcmp(m->text, swapped->text) == 0 && m->n == swapped->n);
    must(m->from_mine == swapped->from_theirs && m->from_theirs == swapped->from_mine);
    for (size_t i = 0; i < m->n; i++) {
        must(strcmp(m->overlaps[i].base, swapped->overlaps[i].base) == 0);
        must(strcmp(m->overlaps[i].mine, swapped->overlaps[i].theirs) == 0);
        must(strcmp(m->overlaps[i].theirs, swapped->overlaps[i].mine) == 0);
    }
}

static void check_merge(struct arena *a, bool lines, const char *base, const char *mine,
                        const char *theirs)
{
    struct merge m = merged(a, lines, base, mine, theirs, MERGE_MINE);
    struct merge t = merged(a, lines, base, mine, theirs, MERGE_THEIRS);
    struct merge swapped = merged(a, lines, base, theirs, mine, MERGE_THEIRS);
    check_swapped(&m, &swapped);
    must(m.n == t.n);
    check_overlaps(&m, base, mine, theirs);
    check_overlaps(&t, base, mine, theirs);
    check_lines(m.text, mine, theirs);
    check_lines(t.text, mine, theirs);
    if (m.n > 0)
        return;
    must(same_words(m.text, t.text));
    check_lines(mine, m.text, base);
    check_lines(theirs, m.text, base);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n == 0 || n > 8192)
        return 0;
    struct arena *a = arena_new();
    const char *text[3] = {"", "", ""};
    char *s = arena_dupn(a, (const char *)data + 1, n - 1);
    for (int i = 0; i < 3 && s; i++) {
        text[i] = s;
        s = i < 2 ? strchr(s, '\f') : NULL;
        if (s)
            *s++ = '\0';
    }
    bool lines = data[0] % 2 == 1;
    check_alone(a, lines, text[0], text[1]);
    check_alone(a, lines, text[1], text[2]);
    check_hunks(a, lines, text[1], text[2]);
    check_merge(a, lines, text[0], text[1], text[2]);
    check_merge(a, lines, text[1], text[2], text[0]);
    arena_free(a);
    return 0;
}
