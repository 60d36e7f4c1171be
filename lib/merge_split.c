/* merge_split.c: cuts a text into paragraphs or lines, for merging. */
#include "merge_private.h"

#include <string.h>

#define FENCE_MIN 3  /* marks that make a fence */
#define INDENT_MAX 3 /* spaces before it; with more it is indented code */

/* A line that can close a fenced code block: marks and nothing else. */
struct fence {
    const char *line;
    size_t marks;
    size_t most; /* the most marks of this line and of all that follow: what can still be closed */
};
/* The closing lines of one mark, in order; those before v[next] are behind us. */
struct fences {
    char mark;
    struct fence *v;
    size_t n, capacity, next;
};

/* Bytes of the line at s, without its line end. */
static size_t line_length(const char *s, const char *end)
{
    const char *stop = memchr(s, '\n', (size_t)(end - s));
    return (size_t)((stop ? stop : end) - s);
}

static bool line_blank(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] != ' ' && s[i] != '\t')
            return false;
    return true;
}

/* Number of marks when the line of n bytes at s begins with a fence, else 0. *after is what follows
 * them. */
static size_t fence_marks(const char *s, size_t n, char mark, struct merge_part *after)
{
    size_t indent = 0, marks = 0;
    while (indent < n && indent < INDENT_MAX && s[indent] == ' ')
        indent++;
    while (indent + marks < n && s[indent + marks] == mark)
        marks++;
    *after = (struct merge_part){s + indent + marks, n - indent - marks};
    return marks < FENCE_MIN ? 0 : marks;
}

static void fence_add(struct arena *a, struct fences *f, struct fence one)
{
    if (f->n == f->capacity) {
        f->capacity = f->capacity == 0 ? 16 : f->capacity * 2;
        struct fence *grown = arena_array(a, f->capacity, sizeof *grown);
        if (f->n > 0)
            memcpy(grown, f->v, f->n * sizeof *grown);
        f->v = grown;
    }
    f->v[f->n++] = one;
}

/* All lines that can close a block of this mark. They are found before they are needed, so that a
 * text full of fences that nothing closes is not searched to its end for each. */
static struct fences fences_of(struct arena *a, const char *s, const char *end, char mark)
{
    struct fences f = {.mark = mark};
    char three[] = {mark, mark, mark, '\0'};
    if (!strstr(s, three))
        return f;
    while (s < end) {
        struct merge_part after;
        size_t n = line_length(s, end), marks = fence_marks(s, n, mark, &after);
        if (marks > 0 && line_blank(after.p, after.n))
            fence_add(a, &f, (struct fence){.line = s, .marks = marks});
        s += n + (s + n < end);
    }
    size_t most = 0;
    for (size_t i = f.n; i-- > 0; f.v[i].most = most)
        most = f.v[i].marks > most ? f.v[i].marks : most;
    return f;
}

/* The line that closes the block which the line of n bytes at s opens; NULL when it opens none or
 * nothing closes it. To be asked in reading order. */
static const char *fence_close(struct fences *f, const char *s, size_t n)
{
    struct merge_part after;
    size_t marks = f->n == 0 ? 0 : fence_marks(s, n, f->mark, &after);
    if (marks == 0 || (f->mark == '`' && memchr(after.p, '`', after.n)))
        return NULL;
    while (f->next < f->n && f->v[f->next].line <= s)
        f->next++;
    if (f->next == f->n || f->v[f->next].most < marks)
        return NULL;
    while (f->v[f->next].marks < marks)
        f->next++;
    return f->v[f->next].line;
}

static void unit_add(struct arena *a, struct merge_text *t, struct merge_part one)
{
    if (t->n == t->capacity) {
        t->capacity = t->capacity == 0 ? 64 : t->capacity * 2;
        struct merge_part *grown = arena_array(a, (size_t)t->capacity, sizeof *grown);
        if (t->n > 0)
            memcpy(grown, t->v, (size_t)t->n * sizeof *grown);
        t->v = grown;
    }
    t->v[t->n++] = one;
}

struct merge_text merge_split(struct arena *a, const char *s, bool by_lines)
{
    const char *end = s + strlen(s);
    struct merge_text t = {.p = s, .end = end};
    struct fences backticks = {0}, tildes = {0};
    if (!by_lines) {
        backticks = fences_of(a, s, end, '`');
        tildes = fences_of(a, s, end, '~');
    }
    for (bool within = false; s < end;) {
        size_t n = line_length(s, end);
        if (line_blank(s, n)) {
            within = false;
            s += n + (s + n < end);
            continue;
        }
        if (!within)
            unit_add(a, &t, (struct merge_part){.p = s});
        const char *close = fence_close(&backticks, s, n);
        if (!close)
            close = fence_close(&tildes, s, n);
        if (close)
            n = (size_t)(close - s) + line_length(close, end);
        t.v[t.n - 1].n = (size_t)(s + n - t.v[t.n - 1].p);
        within = !by_lines;
        s += n + (s + n < end);
    }
    return t;
}
