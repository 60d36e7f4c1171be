/* yaml_mend.c: YAML as people type it.
 *
 * "title: Mayor: no bridge" is no YAML, and everybody sees what it says. The line that the reader
 * stumbled over is given the quotation marks that it wants, and the reader begins anew, a few times
 * at most. What is no YAML even then is taken line by line: each that begins with a key gives its
 * value, whatever there is, but nobody should be sure of it. */
#include "lib/ascii.h"
#include "lib/buf.h"
#include "lib/text.h"
#include "yaml.h"

#include <stdbool.h>
#include <string.h>

enum { MENDS_MAX = 12, ROWS_BACK = 20 };

struct row {
    const char *text; /* without its line break */
    bool mended;
};

struct mending {
    struct arena *arena;
    struct row *rows;
    size_t n;
    int line; /* number of the first row */
    struct yaml_asides *asides;
};

/* ---- Rows ------------------------------------------------------------------------------------ */

static void mend_split(struct mending *m, const char *text, size_t n)
{
    const char *end = text + n;
    size_t rows = 1;
    for (const char *s = text; s < end; s++)
        rows += *s == '\n';
    m->rows = arena_array(m->arena, rows, sizeof *m->rows);
    while (text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t length = (size_t)((stop ? stop : end) - text);
        m->rows[m->n++].text = arena_dupn(m->arena, text, length);
        text += length + 1;
    }
}

static void mend_join(const struct mending *m, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < m->n; i++)
        buf_printf(out, "%s\n", m->rows[i].text);
}

/* "  - key: value": where its key begins, its value begins, or NULL when it is no such row. */
static const char *mend_value_of(const char *row, const char **key, size_t *key_n)
{
    const char *s = row + strspn(row, " \t");
    if (s[0] == '-' && s[1] == ' ')
        s += 1 + strspn(s + 1, " ");
    size_t n = 0;
    while (ascii_is_alnum(s[n]) || (n > 0 && strchr("_-. ", s[n]) && s[n]) ||
           (n == 0 && s[n] == '_'))
        n++;
    while (n > 0 && s[n - 1] == ' ')
        n--;
    if (n == 0 || s[n] != ':' || (s[n + 1] != ' ' && s[n + 1] != '\t' && s[n + 1] != '\0'))
        return NULL;
    *key = s;
    *key_n = n;
    return s + n + 1 + strspn(s + n + 1, " \t");
}

/* A value as its author meant it: without a quotation mark that nothing closes, and without the
 * pair around the whole. */
static const char *mend_bare(struct arena *a, const char *value)
{
    char *s = arena_dup(a, value);
    size_t n = strlen(s);
    while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
        s[--n] = '\0';
    if (*s != '"' && *s != '\'')
        return s;
    const char *close = strchr(s + 1, *s);
    if (!close)
        return s + 1;
    if (close != s + n - 1)
        return s;
    s[n - 1] = '\0';
    return s + 1;
}

static void mend_quote(struct mending *m, struct row *row, const char *value)
{
    struct buf out;
    const char *bare = mend_bare(m->arena, value);
    if ((*value == '[' && !strchr(value, ']')) || (*value == '{' && !strchr(value, '}'))) {
        row->text = arena_printf(m->arena, "%s%s", row->text, *value == '[' ? "]" : "}");
        return;
    }
    buf_init(&out, YAML_BYTES_MAX);
    buf_printf(&out, "%.*s'", (int)(value - row->text), row->text);
    for (const char *s = bare; *s; s++)
        buf_adds(&out, *s == '\'' ? "''" : (const char[]){*s, '\0'});
    buf_addc(&out, '\'');
    row->text = arena_dupn(m->arena, out.p, out.len);
    buf_free(&out);
}

static void mend_tabs(struct mending *m, struct row *row)
{
    size_t blanks = strspn(row->text, " \t");
    char *out = arena_alloc(m->arena, 2 * blanks + 1);
    size_t n = 0;
    for (size_t i = 0; i < blanks; i++) {
        out[n++] = ' ';
        if (row->text[i] == '\t')
            out[n++] = ' ';
    }
    row->text = arena_printf(m->arena, "%.*s%s", (int)n, out, row->text + blanks);
}

/* ---- Mending --------------------------------------------------------------------------------- */

/* Mends the row that the trouble is about, or the nearest one before it that has a value. */
static bool mend_once(struct mending *m, const struct yaml_trouble *trouble)
{
    size_t at = (size_t)(trouble->line - m->line);
    const char *key, *value;
    size_t key_n;
    if (trouble->fault == YAML_FAULT_DEPTH || trouble->fault == YAML_FAULT_SIZE || at >= m->n)
        return false;
    if (trouble->fault == YAML_FAULT_TAB && !m->rows[at].mended &&
        memchr(m->rows[at].text, '\t', strspn(m->rows[at].text, " \t"))) {
        mend_tabs(m, &m->rows[at]);
        m->rows[at].mended = true;
        note_oddity(m->asides->notes, "%s; it was read as if it had blanks", trouble->why);
        return true;
    }
    for (size_t back = 0; back <= at && back < ROWS_BACK; back++) {
        struct row *row = &m->rows[at - back];
        value = mend_value_of(row->text, &key, &key_n);
        if (!value || row->mended || *value == '\0' || strchr("|>", *value))
            continue;
        const char *bare = mend_bare(m->arena, value);
        mend_quote(m, row, value);
        row->mended = true;
        note_oddity(m->asides->notes, "%s; %.*s was read as “%s”", trouble->why, (int)key_n, key,
                    note_value(m->arena, bare));
        return true;
    }
    return false;
}

/* ---- Line by line ---------------------------------------------------------------------------- */

/* What has been read of the current key. */
struct gathering {
    struct arena *arena;
    json_t *map;
    const char *key; /* NULL: none yet */
    struct buf text;
    json_t *list; /* of "- " rows; NULL: none */
};

static void mend_put(struct gathering *g)
{
    if (g->key && g->list && g->text.len == 0)
        json_object_set_new(g->map, g->key, json_incref(g->list));
    else if (g->key)
        json_object_set_new(g->map, g->key, json_stringn(g->text.p, g->text.len));
    buf_clear(&g->text);
    json_decref(g->list);
    g->list = NULL;
}

static void mend_gather(struct gathering *g, const char *row)
{
    const char *s = row + strspn(row, " \t");
    if (s[0] == '-' && s[1] == ' ') {
        if (!g->list)
            g->list = json_array();
        json_array_append_new(g->list,
                              json_string(mend_bare(g->arena, s + 1 + strspn(s + 1, " "))));
    } else if (*s) {
        if (g->text.len <= 2 && g->text.len > 0 && strchr("|>", g->text.p[0]))
            buf_clear(&g->text);
        if (g->text.len > 0)
            buf_addc(&g->text, ' ');
        buf_adds(&g->text, s);
    }
}

static json_t *mend_line_by_line(const struct mending *m)
{
    struct gathering g = {.arena = m->arena, .map = json_object()};
    buf_init(&g.text, 2 * (size_t)YAML_BYTES_MAX);
    for (size_t i = 0; i < m->n; i++) {
        const char *row = m->rows[i].text, *key;
        size_t key_n;
        const char *value = *row && strchr(" \t-", *row) ? NULL : mend_value_of(row, &key, &key_n);
        if (value) {
            mend_put(&g);
            g.key = arena_dupn(m->arena, key, key_n);
            buf_adds(&g.text, mend_bare(m->arena, value));
        } else if (g.key) {
            mend_gather(&g, row);
        }
    }
    mend_put(&g);
    buf_free(&g.text);
    return g.map;
}

json_t *yaml_read_mended(struct arena *a, const char *text, size_t n, int line,
                         struct yaml_asides *asides, const char **doubt)
{
    struct mending m = {.arena = a, .line = line, .asides = asides};
    struct yaml_trouble trouble;
    json_t *map = yaml_read(a, text, n, line, asides, &trouble);
    *doubt = NULL;
    if (map || trouble.fault == YAML_FAULT_EMPTY)
        return map ? map : json_object();
    n = text_cut_length(text, n, YAML_BYTES_MAX);
    mend_split(&m, text, n);
    struct buf joined;
    struct yaml_trouble first = trouble;
    size_t noted = asides->notes->n;
    buf_init(&joined, 4 * (size_t)YAML_BYTES_MAX);
    for (int i = 0; i < MENDS_MAX && !map && mend_once(&m, &trouble); i++) {
        mend_join(&m, &joined);
        asides->n_comments = 0;
        map = yaml_read(a, joined.p, joined.len, line, asides, &trouble);
    }
    buf_free(&joined);
    if (map)
        return map;
    asides->notes->n = noted; /* what was tried in vain */
    m.n = 0;
    mend_split(&m, text, n);
    *doubt = first.why;
    return mend_line_by_line(&m);
}
