/* yaml.c: libyaml's events made into jansson's values. */
#include "yaml.h"

#include "lib/text.h"

#include <stdbool.h>
#include <string.h>
#include <yaml.h>

/* A mapping or sequence that is still open; key is the mapping's key that waits for its value. */
struct level {
    json_t *value; /* borrowed: its parent or `root` owns it */
    char *key;
};

struct reader {
    struct arena *arena;
    yaml_parser_t parser;
    struct level levels[YAML_DEPTH_MAX];
    int depth;
    int nodes;
    json_t *root;
    int line; /* of the first line of the text */
    const char *why;
};

static bool yaml_refuse(struct reader *r, const yaml_mark_t *at, const char *what)
{
    r->why = arena_printf(r->arena, "line %d: %s", r->line + (int)at->line, what);
    return false;
}

/* Puts a value where it belongs; takes it over. */
static bool yaml_place(struct reader *r, json_t *value, const yaml_mark_t *at)
{
    if (!value)
        return yaml_refuse(r, at, "out of memory");
    if (++r->nodes > YAML_NODES_MAX) {
        json_decref(value);
        return yaml_refuse(r, at, "too many entries");
    }
    if (r->depth == 0) {
        json_decref(r->root);
        r->root = value;
        return true;
    }
    struct level *top = &r->levels[r->depth - 1];
    if (json_is_array(top->value))
        return json_array_append_new(top->value, value) == 0 || yaml_refuse(r, at, "out of memory");
    if (!top->key) {
        json_decref(value);
        return yaml_refuse(r, at, "a key must be plain text");
    }
    bool ok = json_object_set_new(top->value, top->key, value) == 0;
    top->key = NULL;
    return ok || yaml_refuse(r, at, "out of memory");
}

static bool yaml_open_level(struct reader *r, json_t *value, const yaml_mark_t *at)
{
    if (r->depth == YAML_DEPTH_MAX) {
        json_decref(value);
        return yaml_refuse(r, at, "nested too deeply");
    }
    if (!yaml_place(r, value, at))
        return false;
    r->levels[r->depth++] = (struct level){.value = value};
    return true;
}

static bool yaml_is_null(const yaml_event_t *e)
{
    const char *s = (const char *)e->data.scalar.value;
    return e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
           (*s == '\0' || strcmp(s, "~") == 0 || strcmp(s, "null") == 0);
}

static bool yaml_take_scalar(struct reader *r, const yaml_event_t *e)
{
    const char *s = (const char *)e->data.scalar.value;
    size_t n = e->data.scalar.length;
    /* An escape ("\0") can make bytes that the file itself could not hold. */
    if (!text_utf8_valid(s, n))
        return yaml_refuse(r, &e->start_mark, "the text is not valid UTF-8");
    struct level *top = r->depth > 0 ? &r->levels[r->depth - 1] : NULL;
    if (top && json_is_object(top->value) && !top->key) {
        top->key = arena_dupn(r->arena, s, n);
        return true;
    }
    return yaml_place(r, yaml_is_null(e) ? json_null() : json_stringn(s, n), &e->start_mark);
}

/* False at the end of the document and on a fault (then why is set). */
static bool yaml_take_event(struct reader *r, const yaml_event_t *e)
{
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        return yaml_take_scalar(r, e);
    case YAML_MAPPING_START_EVENT:
        return yaml_open_level(r, json_object(), &e->start_mark);
    case YAML_SEQUENCE_START_EVENT:
        return yaml_open_level(r, json_array(), &e->start_mark);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        r->depth--;
        return true;
    case YAML_ALIAS_EVENT:
        return yaml_refuse(r, &e->start_mark, "aliases (*name) are not supported; quote the text");
    case YAML_DOCUMENT_END_EVENT:
    case YAML_STREAM_END_EVENT:
        return false;
    default:
        return true;
    }
}

static void yaml_read_events(struct reader *r)
{
    yaml_event_t e;
    bool more = true;
    while (more) {
        if (!yaml_parser_parse(&r->parser, &e)) {
            const char *problem = r->parser.problem ? r->parser.problem : "not YAML";
            yaml_refuse(r, &r->parser.problem_mark, problem);
            return;
        }
        more = yaml_take_event(r, &e);
        yaml_event_delete(&e);
    }
}

json_t *yaml_parse(struct arena *a, const char *text, size_t n, int line, const char **why)
{
    struct reader r = {.arena = a, .line = line};
    *why = NULL;
    if (n > YAML_BYTES_MAX) {
        *why = "the front matter is longer than 256 KiB";
        return NULL;
    }
    if (!yaml_parser_initialize(&r.parser)) {
        *why = "out of memory";
        return NULL;
    }
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, n);
    yaml_read_events(&r);
    yaml_parser_delete(&r.parser);
    if (r.why || !r.root) {
        *why = r.why ? r.why : "it is empty";
        json_decref(r.root);
        return NULL;
    }
    return r.root;
}

const char *yaml_text(const json_t *map, const char *key)
{
    return json_string_value(json_object_get(map, key));
}
