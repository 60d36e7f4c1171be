/* front_split.c: where front matter begins and ends, and what it is written in. */
#include "front_matter.h"

#include "lib/text.h"
#include "toml.h"
#include "yaml.h"

#include <stdio.h>
#include <string.h>

enum { JSON_DEPTH_MAX = 8, JSON_NODES_MAX = 20000 };

struct split {
    struct arena *arena;
    struct notes *notes;
    const char *all;  /* the whole text */
    const char *from; /* first byte after the opening line */
    size_t n;
    int line; /* number of its first line */
    const char *body;
    const char *doubt;
};

/* The length of a line that is only the fence and white space, with its end; 0: it is another. */
static size_t split_fence(const char *s, const char *fence)
{
    size_t n = strlen(fence);
    if (strncmp(s, fence, n) != 0)
        return 0;
    n += strspn(s + n, " \t");
    if (s[n] == '\n')
        return n + 1;
    return s[n] == '\0' ? n : 0;
}

/* Up to a line that is the fence; without one, up to the first blank line, in doubt. */
static void split_find_end(struct split *s, const char *fence, const char *other)
{
    const char *blank = NULL;
    for (const char *at = s->from; *at;) {
        size_t close = split_fence(at, fence);
        if (!close && other)
            close = split_fence(at, other);
        if (close) {
            s->n = (size_t)(at - s->from);
            s->body = at + close;
            return;
        }
        if (!blank && at[strspn(at, " \t")] == '\n')
            blank = at;
        const char *end = strchr(at, '\n');
        at = end ? end + 1 : at + strlen(at);
    }
    s->body = blank ? blank : s->from + strlen(s->from);
    s->n = (size_t)(s->body - s->from);
    s->doubt = arena_printf(s->arena, "its front matter has no closing %s", fence);
    note_fault(s->notes, "%s", s->doubt);
}

/* ---- Formats --------------------------------------------------------------------------------- */

static void split_note_comments(struct split *s, const struct yaml_asides *asides)
{
    for (size_t i = 0; i < asides->n_comments; i++) {
        const struct yaml_comment *c = &asides->comments[i];
        if (front_is_prose(c->key))
            note_oddity(s->notes,
                        "line %d: “%s” is a comment in YAML and left out of %s; put quotation "
                        "marks around the whole text to keep it",
                        c->line, note_value(s->arena, c->text), c->key);
    }
}

static json_t *split_yaml(struct split *s)
{
    struct yaml_asides asides = {.notes = s->notes};
    const char *doubt;
    json_t *map = yaml_read_mended(s->arena, s->from, s->n, s->line, &asides, &doubt);
    if (doubt) {
        note_fault(s->notes, "%s", doubt);
        s->doubt = s->doubt ? s->doubt : doubt;
    }
    split_note_comments(s, &asides);
    return map;
}

static json_t *split_toml(struct split *s)
{
    const char *doubt;
    json_t *map = toml_read(s->arena, s->from, s->n, s->line, s->notes, &doubt);
    s->doubt = s->doubt ? s->doubt : doubt;
    return map;
}

/* Numbers and the like as YAML has them: as texts. Takes value over; NULL beyond the limits. */
static json_t *split_as_texts(json_t *value, int depth, int *nodes)
{
    json_t *out = NULL, *item;
    const char *key;
    size_t i;
    char number[40];
    if (++*nodes > JSON_NODES_MAX || depth > JSON_DEPTH_MAX)
        return json_null();
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        out = json_object();
        json_object_foreach(value, key, item)
        {
            json_object_set_new(out, key, split_as_texts(item, depth + 1, nodes));
        }
        return out;
    case JSON_ARRAY:
        out = json_array();
        json_array_foreach(value, i, item)
        {
            json_array_append_new(out, split_as_texts(item, depth + 1, nodes));
        }
        return out;
    case JSON_INTEGER:
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        return json_string(number);
    case JSON_REAL:
        snprintf(number, sizeof number, "%.15g", json_real_value(value));
        return json_string(number);
    case JSON_TRUE:
    case JSON_FALSE:
        return json_string(json_is_true(value) ? "true" : "false");
    default:
        return json_incref(value);
    }
}

/* From s->from, which is at the brace, to the one that closes it. */
static json_t *split_json(struct split *s)
{
    json_error_t e;
    int nodes = 0;
    json_t *read = json_loadb(s->from, strlen(s->from), JSON_DISABLE_EOF_CHECK, &e);
    if (!read) {
        const char *end = strstr(s->from, "\n}\n");
        s->body = end ? end + 3 : "";
        s->doubt = arena_printf(s->arena, "line %d: this is not JSON", s->line + e.line - 1);
        note_fault(s->notes, "%s", s->doubt);
        return json_object();
    }
    s->body = s->from + e.position;
    json_t *map = split_as_texts(read, 0, &nodes);
    json_decref(read);
    return map;
}

/* JSON begins with a brace and a key; "{{< … >}}" and "{% … %}" are other things. */
static bool split_is_json(const char *s)
{
    const char *first = *s == '{' ? s + 1 + strspn(s + 1, " \t\n") : "";
    return *first == '"' || *first == '}';
}

static json_t *split_open(struct split *s)
{
    const char *at = s->all;
    for (s->line = 1; *at && strchr("\n \t", *at); at++)
        s->line += *at == '\n';
    static const struct {
        const char *open, *close, *other;
        json_t *(*read)(struct split *);
    } fences[] = {
        {"---", "---", "...", split_yaml},     {"+++", "+++", NULL, split_toml},
        {"---yaml", "---", "...", split_yaml}, {"---toml", "---", NULL, split_toml},
        {"---json", "---", NULL, split_json},
    };
    for (size_t i = 0; i < sizeof fences / sizeof *fences; i++) {
        size_t open = split_fence(at, fences[i].open);
        if (!open)
            continue;
        s->from = at + open;
        s->line++;
        split_find_end(s, fences[i].close, fences[i].other);
        const char *body = s->body;
        json_t *map = fences[i].read(s);
        s->body = body;
        return map;
    }
    s->from = at;
    return split_is_json(at) ? split_json(s) : NULL;
}

/* Which byte of a text is no text, for a person who has to find it. */
static const char *split_why_no_text(struct arena *a, const char *text, size_t n)
{
    int line = 1;
    uint32_t cp;
    if (n >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0))
        return "it is UTF-16, not UTF-8";
    for (size_t at = 0, step; at < n; at += step) {
        step = text_codepoint(text + at, n - at, &cp);
        if (step == 0 || text[at] == '\0')
            return arena_printf(a, "it is not valid UTF-8 (byte %02X in line %d)",
                                (unsigned char)text[at], line);
        line += text[at] == '\n';
    }
    return "it is not valid UTF-8";
}

bool front_matter_split(struct arena *a, const char *text, size_t n, struct notes *notes,
                        struct front_block *out, const char **why)
{
    struct split s = {.arena = a, .notes = notes};
    if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        n -= 3;
    }
    if (!text_utf8_valid(text, n)) {
        *why = split_why_no_text(a, text, n);
        return false;
    }
    s.all = text_lines(a, arena_dupn(a, text, n));
    json_t *map = split_open(&s);
    if (map && !json_is_object(map)) {
        note_fault(notes, "its front matter is not a list of keys and values");
        json_decref(map);
        map = NULL;
    } else if (!map) {
        note_fault(notes, "it has no front matter");
    }
    *out = map ? (struct front_block){map, s.body, s.doubt}
               : (struct front_block){json_object(), s.all, NULL};
    return true;
}
