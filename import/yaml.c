/* yaml.c: libyaml's events made into jansson's values, its complaints into ours. */
#include "yaml.h"

#include "lib/text.h"

#include <stdbool.h>
#include <string.h>
#include <yaml.h>

/* A mapping or sequence that is still open; key is the mapping's key that waits for its value. */
struct level {
    json_t *value; /* borrowed: its parent or `root` owns it */
    const char *key;
};

/* A value that has a name, "&name value". */
struct anchor {
    const char *name;
    json_t *value; /* owned: whoever names a value can still reach it when a key was given twice */
    bool used;
};
enum { ANCHORS_MAX = 64, COMMENTS_MAX = 50 };

struct reader {
    struct arena *arena;
    yaml_parser_t parser;
    struct level levels[YAML_DEPTH_MAX];
    int depth;
    int nodes;
    json_t *root;
    const char *seen; /* of the text: where the mark that was looked at last lies */
    size_t seen_line, seen_column;
    struct anchor anchors[ANCHORS_MAX];
    size_t n_anchors;
    int line; /* of the first line of the text */
    struct yaml_asides *asides;
    struct yaml_trouble *trouble;
};

static bool yaml_refuse(struct reader *r, const yaml_mark_t *at, enum yaml_fault fault,
                        const char *what)
{
    int line = r->line + (int)at->line;
    *r->trouble = (struct yaml_trouble){
        .fault = fault, .line = line, .why = arena_printf(r->arena, "line %d: %s", line, what)};
    return false;
}

static struct notes *yaml_notes(const struct reader *r)
{
    return r->asides ? r->asides->notes : NULL;
}

/* ---- Values ---------------------------------------------------------------------------------- */

static bool yaml_count(struct reader *r, int nodes, const yaml_mark_t *at)
{
    r->nodes += nodes;
    return r->nodes <= YAML_NODES_MAX || yaml_refuse(r, at, YAML_FAULT_SIZE, "too many entries");
}

static bool yaml_place_in(struct reader *r, struct level *top, json_t *value, const yaml_mark_t *at)
{
    if (json_is_array(top->value))
        return json_array_append_new(top->value, value) == 0;
    if (!top->key) {
        json_decref(value);
        return yaml_refuse(r, at, YAML_FAULT_OTHER, "a key must be plain text");
    }
    if (yaml_notes(r) && json_object_get(top->value, top->key))
        note_oddity(yaml_notes(r), "line %d: %s is given twice, and the last counts",
                    r->line + (int)at->line, note_value(r->arena, top->key));
    bool ok = json_object_set_new(top->value, top->key, value) == 0;
    top->key = NULL;
    return ok;
}

/* Puts a value where it belongs; takes it over. */
static bool yaml_place(struct reader *r, json_t *value, const yaml_mark_t *at)
{
    if (!value)
        return yaml_refuse(r, at, YAML_FAULT_OTHER, "out of memory");
    if (!yaml_count(r, 1, at)) {
        json_decref(value);
        return false;
    }
    if (r->depth == 0) {
        json_decref(r->root);
        r->root = value;
        return true;
    }
    if (yaml_place_in(r, &r->levels[r->depth - 1], value, at))
        return true;
    return r->trouble->fault ? false : yaml_refuse(r, at, YAML_FAULT_OTHER, "out of memory");
}

static void yaml_name(struct reader *r, const yaml_char_t *name, json_t *value)
{
    if (name && value && r->n_anchors < ANCHORS_MAX)
        r->anchors[r->n_anchors++] = (struct anchor){
            .name = arena_dup(r->arena, (const char *)name), .value = json_incref(value)};
}

static bool yaml_open_level(struct reader *r, const yaml_char_t *name, json_t *value,
                            const yaml_mark_t *at)
{
    if (r->depth == YAML_DEPTH_MAX) {
        json_decref(value);
        return yaml_refuse(r, at, YAML_FAULT_DEPTH, "nested too deeply");
    }
    yaml_name(r, name, value);
    if (!yaml_place(r, value, at))
        return false;
    r->levels[r->depth++] = (struct level){.value = value};
    return true;
}

static int yaml_nodes_of(const json_t *value)
{
    int n = 1;
    const char *key;
    json_t *item;
    size_t i;
    json_object_foreach((json_t *)value, key, item)
    {
        n += yaml_nodes_of(item);
    }
    json_array_foreach(value, i, item)
    {
        n += yaml_nodes_of(item);
    }
    return n;
}

/* Whether the value is still being read, so that a copy would hold itself. */
static bool yaml_is_open(const struct reader *r, const json_t *value)
{
    for (int i = 0; i < r->depth; i++)
        if (r->levels[i].value == value)
            return true;
    return false;
}

static bool yaml_take_alias(struct reader *r, const yaml_event_t *e)
{
    const char *name = (const char *)e->data.alias.anchor;
    struct level *top = r->depth > 0 ? &r->levels[r->depth - 1] : NULL;
    for (size_t i = r->n_anchors; i-- > 0;) {
        struct anchor *named = &r->anchors[i];
        if (strcmp(named->name, name) != 0 || yaml_is_open(r, named->value))
            continue;
        named->used = true;
        if (r->depth >= YAML_DEPTH_MAX && !json_is_string(named->value))
            return yaml_refuse(r, &e->start_mark, YAML_FAULT_DEPTH, "nested too deeply");
        if (top && json_is_object(top->value) && !top->key)
            break;
        return yaml_count(r, yaml_nodes_of(named->value), &e->start_mark) &&
               yaml_place(r, json_deep_copy(named->value), &e->start_mark);
    }
    return yaml_refuse(r, &e->start_mark, YAML_FAULT_ALIAS,
                       "put quotation marks around a text that begins with *");
}

/* ---- Comments -------------------------------------------------------------------------------- */

/* What stands on the line behind a mark, whose column counts characters. Marks come in order, so
 * that the text is walked once. */
static const char *yaml_behind(struct reader *r, const yaml_mark_t *at)
{
    for (; *r->seen && r->seen_line < at->line; r->seen++)
        if (*r->seen == '\n') {
            r->seen_line++;
            r->seen_column = 0;
        }
    while (*r->seen && *r->seen != '\n' && r->seen_column < at->column) {
        do
            r->seen++;
        while (((unsigned char)*r->seen & 0xC0) == 0x80);
        r->seen_column++;
    }
    return r->seen_line == at->line && r->seen_column == at->column ? r->seen : "";
}

static const char *yaml_current_key(const struct reader *r)
{
    for (int i = r->depth; i-- > 0;)
        if (r->levels[i].key)
            return r->levels[i].key;
    return "";
}

static void yaml_look_for_comment(struct reader *r, const yaml_event_t *e)
{
    struct yaml_asides *to = r->asides;
    if (!to || to->n_comments == COMMENTS_MAX || e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE ||
        e->data.scalar.length == 0)
        return;
    const char *s = yaml_behind(r, &e->end_mark);
    size_t blanks = strspn(s, " \t");
    if (blanks == 0 || s[blanks] != '#')
        return;
    s += blanks;
    if (!to->comments)
        to->comments = arena_array(r->arena, COMMENTS_MAX, sizeof *to->comments);
    to->comments[to->n_comments++] = (struct yaml_comment){
        .key = yaml_current_key(r),
        .text = text_line(r->arena, arena_dupn(r->arena, s, strcspn(s, "\n"))),
        .line = r->line + (int)e->end_mark.line};
}

/* ---- Events ---------------------------------------------------------------------------------- */

static bool yaml_is_null(const yaml_event_t *e)
{
    const char *s = (const char *)e->data.scalar.value;
    return e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
           (*s == '\0' || strcmp(s, "~") == 0 || strcmp(s, "null") == 0);
}

/* "!important thing" is a text to whoever wrote it, and a tag before a value to YAML. */
static json_t *yaml_scalar(struct reader *r, const yaml_event_t *e)
{
    const char *s = (const char *)e->data.scalar.value, *tag = (const char *)e->data.scalar.tag;
    if (e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && tag && tag[0] == '!' && tag[1]) {
        s = arena_printf(r->arena, "%s %s", tag, s);
        if (yaml_notes(r))
            note_oddity(yaml_notes(r),
                        "line %d: a text that begins with ! needs quotation marks around it; it "
                        "was read as “%s”",
                        r->line + (int)e->start_mark.line, note_value(r->arena, s));
        return json_string(s);
    }
    return yaml_is_null(e) ? json_null() : json_stringn(s, e->data.scalar.length);
}

static bool yaml_take_scalar(struct reader *r, const yaml_event_t *e)
{
    const char *s = (const char *)e->data.scalar.value;
    size_t n = e->data.scalar.length;
    /* An escape ("\0") can make bytes that the file itself could not hold. */
    if (!text_utf8_valid(s, n))
        return yaml_refuse(r, &e->start_mark, YAML_FAULT_OTHER, "the text is not valid UTF-8");
    struct level *top = r->depth > 0 ? &r->levels[r->depth - 1] : NULL;
    if (top && json_is_object(top->value) && !top->key) {
        top->key = arena_dupn(r->arena, s, n);
        return true;
    }
    yaml_look_for_comment(r, e);
    json_t *value = yaml_scalar(r, e);
    yaml_name(r, e->data.scalar.anchor, value);
    return yaml_place(r, value, &e->start_mark);
}

/* False at the end of the document and on a fault (then trouble is set). */
static bool yaml_take_event(struct reader *r, const yaml_event_t *e)
{
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        return yaml_take_scalar(r, e);
    case YAML_MAPPING_START_EVENT:
        return yaml_open_level(r, e->data.mapping_start.anchor, json_object(), &e->start_mark);
    case YAML_SEQUENCE_START_EVENT:
        return yaml_open_level(r, e->data.sequence_start.anchor, json_array(), &e->start_mark);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        r->depth--;
        return true;
    case YAML_ALIAS_EVENT:
        return yaml_take_alias(r, e);
    case YAML_DOCUMENT_END_EVENT:
    case YAML_STREAM_END_EVENT:
        return false;
    default:
        return true;
    }
}

/* libyaml's words for what people get wrong, and ours. */
static void yaml_explain(struct reader *r)
{
    const yaml_parser_t *p = &r->parser;
    const char *problem = p->problem ? p->problem : "", *context = p->context ? p->context : "";
    const yaml_mark_t *at = &p->problem_mark;
    const char *here = yaml_behind(r, at);
    if (strstr(context, "quoted scalar"))
        yaml_refuse(r, &p->context_mark, YAML_FAULT_UNCLOSED,
                    "the quotation mark that opens here is never closed");
    else if (strstr(context, "flow"))
        yaml_refuse(r, &p->context_mark, YAML_FAULT_UNCLOSED,
                    "the bracket that opens here is never closed");
    else if (*here == '\t' || strstr(problem, "tab character"))
        yaml_refuse(r, at, YAML_FAULT_TAB, "put blanks in place of the tab");
    else if (strstr(problem, "mapping values are not allowed"))
        yaml_refuse(r, at, YAML_FAULT_COLON,
                    "put quotation marks around a text with a colon and a blank in it");
    else if (strstr(problem, "cannot start any token"))
        yaml_refuse(
            r, at, YAML_FAULT_CHARACTER,
            arena_printf(r->arena, "put quotation marks around a text that begins with %c", *here));
    else if (strstr(problem, "alphabetic or numeric") || strstr(problem, "tag") ||
             strstr(problem, "directive") || strstr(problem, "block scalar"))
        yaml_refuse(r, at, YAML_FAULT_CHARACTER,
                    "put quotation marks around a text that begins with *, &, !, %, | or >");
    else if (strstr(problem, "expected key"))
        yaml_refuse(r, at, YAML_FAULT_BEHIND,
                    "put quotation marks around the whole text, or begin the line with a key and a "
                    "colon");
    else
        yaml_refuse(r, at, YAML_FAULT_OTHER,
                    "this is not written as a key, a colon, a blank and a value");
}

static void yaml_read_events(struct reader *r)
{
    yaml_event_t e;
    bool more = true;
    while (more) {
        if (!yaml_parser_parse(&r->parser, &e)) {
            yaml_explain(r);
            return;
        }
        more = yaml_take_event(r, &e);
        yaml_event_delete(&e);
    }
}

/* "&Foo bar" is a text, unless something refers to Foo. */
static void yaml_settle_anchors(struct reader *r)
{
    for (size_t i = 0; i < r->n_anchors; i++) {
        struct anchor *named = &r->anchors[i];
        if (!named->used && json_is_string(named->value) && !r->trouble->fault) {
            const char *s =
                arena_printf(r->arena, "&%s %s", named->name, json_string_value(named->value));
            json_string_set(named->value, s);
            if (yaml_notes(r))
                note_oddity(yaml_notes(r),
                            "a text that begins with & needs quotation marks around it; it was "
                            "read as “%s”",
                            note_value(r->arena, s));
        }
        json_decref(named->value);
    }
}

json_t *yaml_read(struct arena *a, const char *text, size_t n, int line, struct yaml_asides *asides,
                  struct yaml_trouble *trouble)
{
    struct reader r = {.arena = a, .line = line, .asides = asides, .trouble = trouble};
    *trouble = (struct yaml_trouble){0};
    if (n > YAML_BYTES_MAX) {
        *trouble =
            (struct yaml_trouble){YAML_FAULT_SIZE, line, "the front matter is longer than 256 KiB"};
        return NULL;
    }
    if (!yaml_parser_initialize(&r.parser)) {
        *trouble = (struct yaml_trouble){YAML_FAULT_OTHER, line, "out of memory"};
        return NULL;
    }
    r.seen = arena_dupn(a, text, n);
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, n);
    yaml_read_events(&r);
    yaml_settle_anchors(&r);
    yaml_parser_delete(&r.parser);
    if (!trouble->fault && !r.root)
        *trouble = (struct yaml_trouble){YAML_FAULT_EMPTY, line, "it is empty"};
    if (trouble->fault) {
        json_decref(r.root);
        return NULL;
    }
    return r.root;
}

json_t *yaml_parse(struct arena *a, const char *text, size_t n, int line, const char **why)
{
    struct yaml_trouble trouble;
    json_t *value = yaml_read(a, text, n, line, NULL, &trouble);
    *why = trouble.why;
    return value;
}

const char *yaml_text(const json_t *map, const char *key)
{
    return json_string_value(json_object_get(map, key));
}
