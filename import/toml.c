/* toml.c: a reader of TOML 1.0 (https://toml.io/en/v1.0.0), line by line: a line that is wrong costs
 * itself and no other. */
#include "toml.h"

#include "lib/ascii.h"
#include "lib/buf.h"
#include "lib/text.h"

#include <stdbool.h>
#include <string.h>

struct toml {
    struct arena *arena;
    const char *p;
    int line, depth, nodes;
    const char *why; /* of the line that is being read; NULL: all is well */
    json_t *root;
    json_t *table; /* where keys go; borrowed from root, NULL: nowhere */
    struct buf text;
};

static void *toml_fail(struct toml *t, const char *why)
{
    if (!t->why)
        t->why = why;
    return NULL;
}

/* ---- Blanks ---------------------------------------------------------------------------------- */

static void toml_blanks(struct toml *t)
{
    t->p += strspn(t->p, " \t\r");
}

static void toml_rest_of_line(struct toml *t)
{
    t->p += strcspn(t->p, "\n");
    if (*t->p) {
        t->p++;
        t->line++;
    }
}

/* Blanks, line breaks and comments, as arrays have them between their values. */
static void toml_gap(struct toml *t)
{
    for (toml_blanks(t); *t->p == '\n' || *t->p == '#'; toml_blanks(t))
        toml_rest_of_line(t);
}

/* ---- Strings --------------------------------------------------------------------------------- */

static void toml_codepoint(struct toml *t, int digits)
{
    uint32_t cp = 0;
    for (int i = 0; i < digits; i++) {
        int v = ascii_hex_value(*t->p);
        if (v < 0) {
            toml_fail(t, "a \\u wants four hexadecimal digits, a \\U eight");
            return;
        }
        cp = cp * 16 + (uint32_t)v;
        t->p++;
    }
    if (cp == 0)
        toml_fail(t, "a text cannot hold \\u0000");
    else
        buf_add_codepoint(&t->text, cp);
}

/* Behind a backslash. */
static void toml_escape(struct toml *t, bool many_lines)
{
    static const char names[] = "btnfre\"\\", values[] = "\b\t\n\f\r\033\"\\";
    const char *at = *t->p ? strchr(names, *t->p) : NULL;
    size_t blanks = strspn(t->p, " \t\r");
    if (at) {
        buf_addc(&t->text, values[at - names]);
        t->p++;
    } else if (*t->p == 'u' || *t->p == 'U') {
        int digits = *t->p++ == 'u' ? 4 : 8;
        toml_codepoint(t, digits);
    } else if (many_lines && t->p[blanks] == '\n') {
        for (toml_blanks(t); *t->p == '\n'; toml_blanks(t))
            toml_rest_of_line(t);
    } else {
        toml_fail(t, "a backslash in a text between \" wants another one before it");
    }
}

static json_t *toml_short_string(struct toml *t)
{
    char quote = *t->p++;
    while (!t->why && *t->p != quote) {
        if (*t->p == '\0' || *t->p == '\n')
            return toml_fail(t, "the quotation mark that opens here is never closed");
        if (*t->p == '\\' && quote == '"') {
            t->p++;
            toml_escape(t, false);
        } else {
            buf_addc(&t->text, *t->p++);
        }
    }
    t->p += !t->why;
    return t->why ? NULL : json_stringn(t->text.p, t->text.len);
}

static json_t *toml_long_string(struct toml *t)
{
    char quote = *t->p;
    t->p += 3;
    if (*t->p == '\r')
        t->p++;
    if (*t->p == '\n')
        toml_rest_of_line(t);
    while (!t->why) {
        if (*t->p == '\0')
            return toml_fail(t, "the three quotation marks that open here are never closed");
        if (*t->p == quote && t->p[1] == quote && t->p[2] == quote && t->p[3] != quote)
            break;
        if (*t->p == '\\' && quote == '"') {
            t->p++;
            toml_escape(t, true);
            continue;
        }
        t->line += *t->p == '\n';
        buf_addc(&t->text, *t->p++);
    }
    if (t->why)
        return NULL;
    t->p += 3;
    return json_stringn(t->text.p, t->text.len);
}

static json_t *toml_string(struct toml *t)
{
    buf_clear(&t->text);
    bool three = t->p[1] == *t->p && t->p[2] == *t->p;
    json_t *s = three ? toml_long_string(t) : toml_short_string(t);
    return s || t->why ? s : toml_fail(t, "the text is not valid UTF-8");
}

/* ---- Values ---------------------------------------------------------------------------------- */

static json_t *toml_value(struct toml *t);
static void toml_pair(struct toml *t, json_t *table);

static bool toml_deeper(struct toml *t)
{
    if (++t->depth <= TOML_DEPTH_MAX)
        return true;
    toml_fail(t, "nested too deeply");
    return false;
}

static json_t *toml_array(struct toml *t)
{
    json_t *list = json_array();
    t->p++;
    bool more = toml_deeper(t);
    for (toml_gap(t); more && !t->why && *t->p != ']'; toml_gap(t)) {
        json_t *item = toml_value(t);
        if (!item)
            break;
        json_array_append_new(list, item);
        toml_gap(t);
        if (*t->p == ',')
            t->p++;
        else if (*t->p != ']')
            toml_fail(t, "the values of a list want commas between them and a ] behind the last");
    }
    t->depth--;
    if (!t->why) {
        t->p++;
        return list;
    }
    json_decref(list);
    return NULL;
}

static json_t *toml_inline_table(struct toml *t)
{
    json_t *table = json_object();
    t->p++;
    bool more = toml_deeper(t);
    for (toml_gap(t); more && !t->why && *t->p != '}'; toml_gap(t)) {
        toml_pair(t, table);
        toml_gap(t);
        if (*t->p == ',')
            t->p++;
        else if (*t->p != '}')
            toml_fail(t, "the values of a table want commas between them and a } behind the last");
    }
    t->depth--;
    if (!t->why) {
        t->p++;
        return table;
    }
    json_decref(table);
    return NULL;
}

/* A number, true, false or a date: what stands there, up to where a value ends. */
static json_t *toml_bare_value(struct toml *t)
{
    size_t n = strcspn(t->p, ",]}#\n");
    while (n > 0 && strchr(" \t\r", t->p[n - 1]))
        n--;
    if (n == 0)
        return toml_fail(t, "there is no value behind the =");
    bool date = n > 10 && t->p[4] == '-' && t->p[7] == '-'; /* "1979-05-27 07:32" has a blank */
    for (size_t i = 0; i < n; i++)
        if (!ascii_is_alnum((unsigned char)t->p[i]) && !strchr("+-_.:", t->p[i]) &&
            !(date && i == 10))
            return toml_fail(t, "put quotation marks around the text");
    const char *s = arena_dupn(t->arena, t->p, n);
    bool number = ascii_is_digit((unsigned char)s[0]) || strchr("+-", s[0]);
    if (!number && strcmp(s, "true") != 0 && strcmp(s, "false") != 0 && strcmp(s, "inf") != 0 &&
        strcmp(s, "nan") != 0)
        return toml_fail(t, "put quotation marks around the text");
    buf_clear(&t->text);
    for (const char *c = s; *c; c++)
        if (*c != '_')
            buf_addc(&t->text, *c);
    t->p += n;
    return json_stringn(t->text.p, t->text.len);
}

static json_t *toml_value(struct toml *t)
{
    toml_blanks(t);
    if (++t->nodes > TOML_NODES_MAX)
        return toml_fail(t, "too many entries");
    switch (*t->p) {
    case '"':
    case '\'':
        return toml_string(t);
    case '[':
        return toml_array(t);
    case '{':
        return toml_inline_table(t);
    default:
        return toml_bare_value(t);
    }
}

/* ---- Keys ------------------------------------------------------------------------------------ */

/* One part of a dotted key, NULL: there is none. */
static const char *toml_key(struct toml *t)
{
    toml_blanks(t);
    if (*t->p == '"' || *t->p == '\'') {
        json_t *s = toml_string(t);
        const char *key = s ? arena_dup(t->arena, json_string_value(s)) : NULL;
        json_decref(s);
        return key;
    }
    size_t n = 0;
    while (ascii_is_alnum((unsigned char)t->p[n]) || (t->p[n] && strchr("_-", t->p[n])))
        n++;
    if (n == 0)
        return toml_fail(t, "this is not written as a key, = and a value");
    t->p += n;
    return arena_dupn(t->arena, t->p - n, n);
}

/* The table of that name in another, made when it is missing; of an array of tables its last. */
static json_t *toml_table_in(struct toml *t, json_t *table, const char *key)
{
    json_t *found = json_object_get(table, key);
    if (json_is_array(found) && json_array_size(found) > 0)
        found = json_array_get(found, json_array_size(found) - 1);
    if (!found) {
        found = json_object();
        json_object_set_new(table, key, found);
        t->nodes++;
    }
    return json_is_object(found) ? found : toml_fail(t, "this key has a value already");
}

/* "a.b.c": the table that holds c; *last is c. */
static json_t *toml_place(struct toml *t, json_t *table, const char **last)
{
    *last = toml_key(t);
    for (int parts = 1; *last && table; parts++) {
        toml_blanks(t);
        if (*t->p != '.')
            return table;
        t->p++;
        if (parts == TOML_DEPTH_MAX)
            return toml_fail(t, "nested too deeply");
        table = toml_table_in(t, table, *last);
        *last = toml_key(t);
    }
    return NULL;
}

static void toml_pair(struct toml *t, json_t *table)
{
    const char *key;
    table = toml_place(t, table, &key);
    if (!table)
        return;
    if (*t->p != '=') {
        toml_fail(t, "this is not written as a key, = and a value");
        return;
    }
    t->p++;
    json_t *value = toml_value(t);
    if (value)
        json_object_set_new(table, key, value);
}

/* "[table]" or "[[table]]". */
static void toml_header(struct toml *t)
{
    const char *key;
    bool many = t->p[1] == '[';
    t->p += many ? 2 : 1;
    json_t *parent = toml_place(t, t->root, &key);
    t->table = NULL;
    if (!parent || strncmp(t->p, many ? "]]" : "]", many ? 2 : 1) != 0) {
        toml_fail(t, "a table's name stands between [ and ]");
        return;
    }
    t->p += many ? 2 : 1;
    json_t *list = many ? json_object_get(parent, key) : NULL;
    if (many && !list) {
        list = json_array();
        json_object_set_new(parent, key, list);
    }
    if (many && !json_is_array(list))
        toml_fail(t, "this key has a value already");
    else if (many)
        json_array_append_new(list, json_object());
    if (++t->nodes > TOML_NODES_MAX)
        toml_fail(t, "too many entries");
    if (!t->why)
        t->table = toml_table_in(t, parent, key);
}

static void toml_line(struct toml *t)
{
    json_t *nowhere = NULL;
    if (*t->p == '[')
        toml_header(t);
    else
        toml_pair(t, t->table ? t->table : (nowhere = json_object()));
    json_decref(nowhere);
    toml_blanks(t);
    if (!t->why && *t->p != '\n' && *t->p != '#' && *t->p != '\0')
        toml_fail(t, "there is more than one value on this line");
}

json_t *toml_read(struct arena *a, const char *text, size_t n, int line, struct notes *notes,
                  const char **doubt)
{
    const char *all = arena_dupn(a, text, text_cut_length(text, n, TOML_BYTES_MAX));
    struct toml t = {.arena = a, .p = all, .line = line, .root = json_object()};
    t.table = t.root;
    *doubt = NULL;
    buf_init(&t.text, TOML_BYTES_MAX + 1);
    for (toml_gap(&t); *t.p && t.nodes <= TOML_NODES_MAX; toml_gap(&t)) {
        const char *from = t.p;
        int at = t.line;
        t.why = NULL;
        t.depth = 0;
        toml_line(&t);
        if (t.why) { /* go on behind the line that it began in */
            const char *said = arena_printf(a, "line %d: %s", at, t.why);
            note_fault(notes, "%s", said);
            *doubt = *doubt ? *doubt : said;
            t.p = from;
            t.line = at;
        }
        toml_rest_of_line(&t);
    }
    buf_free(&t.text);
    return t.root;
}
