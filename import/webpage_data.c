/* webpage_data.c: JSON-LD in a page (JSON-LD 1.1, schema.org): objects, lists, a "@graph" of objects that
 * name each other by "@id". A context of other terms is not looked up. */
#include "lib/text.h"
#include "webpage_private.h"

#include <string.h>
#include <strings.h>

enum { SCRIPTS_MAX = 64, NAMES_MAX = 50, DEPTH_MAX = 4 };

struct webpage_data {
    struct arena *a;
    json_t *scripts; /* an array of what each <script> holds */
    const json_t *article;
    struct webpage_said *out;
};

/* ---- Values ----------------------------------------------------------------------------------- */

static const char *data_text(struct webpage_data *d, const json_t *value)
{
    const char *s = json_string_value(value);
    return s ? text_utf8_repair(d->a, s, json_string_length(value)) : "";
}

static const json_t *data_by_id(const json_t *value, const char *id, int depth)
{
    const json_t *one, *found = NULL;
    size_t i;
    if (json_is_object(value)) {
        const char *own = json_string_value(json_object_get(value, "@id"));
        if (own && strcmp(own, id) == 0 && json_object_size(value) > 1)
            return value;
        return depth > 0 ? data_by_id(json_object_get(value, "@graph"), id, depth - 1) : NULL;
    }
    json_array_foreach(value, i, one)
    {
        found = found || depth == 0 ? found : data_by_id(one, id, depth - 1);
    }
    return found;
}

/* The object that one stands for, which has its "@id" and nothing else. */
static const json_t *data_meant(struct webpage_data *d, const json_t *value)
{
    const char *id = json_string_value(json_object_get(value, "@id"));
    const json_t *found =
        id && json_object_size(value) <= 2 ? data_by_id(d->scripts, id, DEPTH_MAX) : NULL;
    return found ? found : value;
}

/* The nth of a list; any other value is a list of one. NULL: no more. */
static const json_t *data_nth(const json_t *value, size_t n)
{
    return json_is_array(value) ? json_array_get(value, n) : n == 0 ? value : NULL;
}

static const char *data_name(struct webpage_data *d, const json_t *value)
{
    value = data_meant(d, value);
    return json_is_string(value) ? data_text(d, value)
                                 : data_text(d, data_nth(json_object_get(value, "name"), 0));
}

static const char *data_said(struct webpage_data *d, const json_t *of, const char *key)
{
    const json_t *value = data_nth(json_object_get(of, key), 0);
    return json_is_object(value) ? data_text(d, json_object_get(value, "@value"))
                                 : data_text(d, value);
}

static enum webpage_kind data_kind(const json_t *object)
{
    const json_t *types = json_object_get(object, "@type"), *one;
    enum webpage_kind kind = WEBPAGE_UNSAID;
    for (size_t i = 0; i < NAMES_MAX && (one = data_nth(types, i)); i++) {
        const char *type = json_string_value(one);
        enum webpage_kind said = type ? webpage_kind_of(type) : WEBPAGE_UNSAID;
        kind = said > kind ? said : kind;
    }
    return kind;
}

/* ---- The article ------------------------------------------------------------------------------ */

/* The first object of the kind that weighs most, in any script, list or graph. */
static void data_find(struct webpage_data *d, const json_t *value, int depth)
{
    const json_t *one;
    size_t i;
    json_array_foreach(value, i, one)
    {
        if (depth > 0)
            data_find(d, one, depth - 1);
    }
    if (!json_is_object(value))
        return;
    if (data_kind(value) > d->out->kind) {
        d->out->kind = data_kind(value);
        d->article = value;
    }
    if (depth > 0) {
        data_find(d, json_object_get(value, "@graph"), depth - 1);
        data_find(d, json_object_get(value, "mainEntity"), depth - 1);
    }
}

static void data_take_authors(struct webpage_data *d)
{
    static const char *const keys[] = {"author", "creator"};
    const json_t *one;
    for (size_t k = 0; k < 2 && d->out->authors.n == 0; k++) {
        const json_t *value = json_object_get(d->article, keys[k]);
        for (size_t i = 0; i < NAMES_MAX && (one = data_nth(value, i)); i++)
            webpage_add(d->a, &d->out->authors, data_name(d, one));
    }
}

/* The first section is it; what else is there is a tag. Keywords are one text with commas, or a list. */
static void data_take_subjects(struct webpage_data *d)
{
    const json_t *sections = json_object_get(d->article, "articleSection");
    const json_t *keywords = json_object_get(d->article, "keywords"), *one;
    struct webpage_said *out = d->out;
    webpage_say(d->a, &out->section, data_name(d, data_nth(sections, 0)));
    for (size_t i = 0; i < NAMES_MAX && (one = data_nth(keywords, i)); i++) {
        struct strlist parts = text_split(d->a, data_name(d, one), ',');
        for (size_t k = 0; k < parts.n; k++)
            webpage_add(d->a, &out->tags, parts.v[k]);
    }
    for (size_t i = 1; i < NAMES_MAX && (one = data_nth(sections, i)); i++)
        webpage_add(d->a, &out->tags, data_name(d, one));
}

static void data_take_picture(struct webpage_data *d)
{
    static const char *const urls[] = {"url", "contentUrl", "@id"}, *const makers[] = {
                                                                        "creditText", "creator",
                                                                        "author",
                                                                        "copyrightNotice"};
    struct webpage_picture *p = &d->out->picture;
    const json_t *value = data_nth(json_object_get(d->article, "image"), 0);
    value = data_meant(d, value ? value : json_object_get(d->article, "thumbnailUrl"));
    webpage_say(d->a, &p->url, data_text(d, value));
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++)
        webpage_say(d->a, &p->url, data_said(d, value, urls[i]));
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
        const json_t *maker = data_nth(json_object_get(value, makers[i]), 0);
        webpage_say(d->a, &p->credit, maker ? data_name(d, maker) : "");
    }
    webpage_say(d->a, &p->caption, data_said(d, value, "caption"));
    webpage_say(d->a, &p->alt, data_said(d, value, "description"));
}

static bool data_is_no(const json_t *value)
{
    const char *s = json_string_value(value);
    return json_is_false(value) || (s && (strcasecmp(s, "false") == 0 || strcasecmp(s, "no") == 0));
}

static void data_take_gate(struct webpage_data *d)
{
    const char *status = data_said(d, d->article, "creativeWorkStatus");
    if (*status && strcasecmp(status, "published") != 0)
        d->out->held = arena_printf(d->a, "it says that it is %s", note_value(d->a, status));
    else if (data_is_no(json_object_get(d->article, "isAccessibleForFree")))
        d->out->held = "it says that not everybody may read it";
}

static void data_take_article(struct webpage_data *d)
{
    struct webpage_said *out = d->out;
    const json_t *one, *types = json_object_get(d->article, "@type");
    const json_t *entity = data_nth(json_object_get(d->article, "mainEntityOfPage"), 0);
    out->kind = WEBPAGE_UNSAID;
    for (size_t i = 0; i < NAMES_MAX && (one = data_nth(types, i)); i++)
        webpage_say_type(d->a, out, data_text(d, one));
    webpage_say(d->a, &out->title, data_said(d, d->article, "headline"));
    webpage_say(d->a, &out->title, data_said(d, d->article, "name"));
    webpage_say(d->a, &out->summary, data_said(d, d->article, "description"));
    webpage_say(d->a, &out->published, data_said(d, d->article, "datePublished"));
    webpage_say(d->a, &out->published, data_said(d, d->article, "dateCreated"));
    webpage_say(d->a, &out->modified, data_said(d, d->article, "dateModified"));
    webpage_say(d->a, &out->expires, data_said(d, d->article, "expires"));
    webpage_say(d->a, &out->lang, data_name(d, json_object_get(d->article, "inLanguage")));
    webpage_say(d->a, &out->address, data_said(d, d->article, "url"));
    webpage_say(d->a, &out->address,
                json_is_object(entity) ? data_said(d, entity, "@id") : data_text(d, entity));
    data_take_authors(d);
    data_take_subjects(d);
    data_take_picture(d);
    data_take_gate(d);
}

/* ---- The scripts ------------------------------------------------------------------------------ */

static void data_collect(struct webpage_data *d, const struct html_node *node, struct notes *notes)
{
    json_error_t e;
    bool ours = html_is(node, " script ") &&
                strncasecmp(html_attribute(node, "type"), "application/ld+json", 19) == 0;
    if (ours && json_array_size(d->scripts) < SCRIPTS_MAX) {
        const char *text = html_text(d->a, node);
        json_t *read = json_loads(text, JSON_ALLOW_NUL, &e);
        if (read)
            json_array_append_new(d->scripts, read);
        else if (!text_blank(text))
            note_fault(notes, "its JSON-LD is not well-formed JSON (line %d of the script)",
                       e.line);
    }
    for (const struct html_node *child = node->first; child && !ours; child = child->next)
        data_collect(d, child, notes);
}

void webpage_data_read(struct arena *a, const struct html_node *tree, struct notes *notes,
                       struct webpage_said *out)
{
    struct webpage_data d = {.a = a, .scripts = json_array(), .out = out};
    data_collect(&d, tree, notes);
    data_find(&d, d.scripts, DEPTH_MAX);
    if (d.article)
        data_take_article(&d);
    json_decref(d.scripts);
}
