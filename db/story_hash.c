/* story_hash.c: what makes a revision tamper-evident, and its lists as JSON.
 *
 * text_hash is over the canonical JSON of everything readers read; two revisions with equal ones
 * say the same. hash is over text_hash, the rendered HTML, the groups, saver, time and number, and
 * the hash of the revision before: change anything and every later hash is wrong. */
#include "group_private.h"
#include "lib/json.h"
#include "story_private.h"

#include <string.h>

/* Puts v under key and remembers a failure; v is given away. */
static void hash_put(json_t *object, const char *key, json_t *v, bool *ok)
{
    if (json_object_set_new(object, key, v) != 0)
        *ok = false;
}

static json_t *hash_strings(const struct strlist *list, bool *ok)
{
    json_t *array = json_array();
    for (size_t i = 0; i < list->n; i++) {
        if (json_array_append_new(array, json_string(list->v[i])) != 0)
            *ok = false;
    }
    return array;
}

static json_t *hash_ids(const struct groups *list, bool *ok)
{
    json_t *array = json_array();
    for (size_t i = 0; i < list->n; i++) {
        if (json_array_append_new(array, json_integer(group_named(&list->v[i]))) != 0)
            *ok = false;
    }
    return array;
}

static json_t *sources_json(const struct sources *list, bool *ok)
{
    json_t *array = json_array();
    for (size_t i = 0; i < list->n; i++) {
        json_t *one = json_object();
        hash_put(one, "title", json_string(list->v[i].title), ok);
        hash_put(one, "url", json_string(list->v[i].url), ok);
        if (json_array_append_new(array, one) != 0)
            *ok = false;
    }
    return array;
}

static json_t *review_json(const struct review *r, bool *ok)
{
    json_t *v = json_object();
    hash_put(v, "product", json_string(r->product), ok);
    hash_put(v, "rating", json_integer(r->rating), ok);
    hash_put(v, "verdict", json_string(r->verdict), ok);
    hash_put(v, "price", json_string(r->price), ok);
    hash_put(v, "price_checked_on", json_string(r->price_checked_on), ok);
    hash_put(v, "pros", hash_strings(&r->pros, ok), ok);
    hash_put(v, "cons", hash_strings(&r->cons, ok), ok);
    return v;
}

static json_t *hero_json(const struct story_text *t, bool *ok)
{
    json_t *v = json_object();
    hash_put(v, "media", json_integer(t->hero_id), ok);
    hash_put(v, "alt", json_string(t->hero_alt), ok);
    hash_put(v, "caption", json_string(t->hero_caption), ok);
    hash_put(v, "credit", json_string(t->hero_credit), ok);
    return v;
}

/* v is given away. */
static bool hash_json(struct arena *a, json_t *v, bool ok, char out[TOKEN_HASH_SIZE])
{
    char *text = ok ? json_canonical(a, v) : NULL;
    json_decref(v);
    if (!text)
        return false;
    token_sha256(text, strlen(text), out);
    return true;
}

bool story_hash_text(struct arena *a, const struct story_text *t, char out[TOKEN_HASH_SIZE])
{
    char body[TOKEN_HASH_SIZE]; /* by its hash, for it is long */
    token_sha256(t->body, strlen(t->body), body);
    bool ok = true;
    json_t *v = json_object();
    hash_put(v, "headline", json_string(t->headline), &ok);
    hash_put(v, "dek", json_string(t->dek), &ok);
    hash_put(v, "body", json_string(body), &ok);
    hash_put(v, "lang", json_string(t->lang), &ok);
    hash_put(v, "takeaways", hash_strings(&t->takeaways, &ok), &ok);
    hash_put(v, "sources", sources_json(&t->sources, &ok), &ok);
    hash_put(v, "bylines", hash_ids(&t->bylines, &ok), &ok);
    hash_put(v, "hero", hero_json(t, &ok), &ok);
    hash_put(v, "review", review_json(&t->review, &ok), &ok);
    hash_put(v, "ai", json_integer(t->ai), &ok);
    hash_put(v, "ai_note", json_string(t->ai_note), &ok);
    hash_put(v, "fact_checked_by", json_string(t->fact_checked_by), &ok);
    return hash_json(a, v, ok, out);
}

bool story_hash_revision(struct arena *a, int64_t story_id, const struct revision *r,
                         const struct revision_hashes *h, char out[TOKEN_HASH_SIZE])
{
    char html[TOKEN_HASH_SIZE], plain[TOKEN_HASH_SIZE];
    token_sha256(r->body_html, strlen(r->body_html), html);
    token_sha256(r->plain, strlen(r->plain), plain);
    bool ok = true;
    json_t *v = json_object();
    hash_put(v, "story", json_integer(story_id), &ok);
    hash_put(v, "number", json_integer(r->number), &ok);
    hash_put(v, "saved_at", json_integer(r->saved_at), &ok);
    hash_put(v, "saved_by", json_integer(r->saved_by), &ok);
    hash_put(v, "section", json_integer(group_named(&r->text.section)), &ok);
    hash_put(v, "tags", hash_ids(&r->text.tags, &ok), &ok);
    hash_put(v, "text", json_string(h->text_hash), &ok);
    hash_put(v, "html", json_string(html), &ok);
    hash_put(v, "plain", json_string(plain), &ok);
    hash_put(v, "words", json_integer(r->words), &ok);
    hash_put(v, "prev", json_string(h->prev_hash), &ok);
    return hash_json(a, v, ok, out);
}

char *sources_to_json(struct arena *a, const struct sources *list)
{
    bool ok = true;
    json_t *v = sources_json(list, &ok);
    char *text = ok ? json_canonical(a, v) : NULL;
    json_decref(v);
    return !text ? arena_dup(a, "[]") : text;
}

static bool take(const char **at, const char *word)
{
    size_t n = strlen(word);
    bool there = strncmp(*at, word, n) == 0;
    *at += there ? n : 0;
    return there;
}

/* As sources_to_json writes them: jansson need not be asked. */
static bool sources_take(struct arena *a, const char *at, struct sources *out)
{
    size_t capacity = 0;
    const char *title, *url;
    if (!take(&at, "["))
        return false;
    do {
        if (!take(&at, "{\"title\":") || !(title = json_take_string(a, &at)) ||
            !take(&at, ",\"url\":") || !(url = json_take_string(a, &at)) || !take(&at, "}"))
            return false;
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = (struct source){title, url};
    } while (take(&at, ","));
    return take(&at, "]") && *at == '\0';
}

struct sources sources_from_json(struct arena *a, const char *text)
{
    struct sources out = {0};
    if (strcmp(text, "[]") == 0)
        return out;
    if (sources_take(a, text, &out))
        return out;
    out = (struct sources){0};
    json_t *v = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    out.v = arena_array(a, json_array_size(v), sizeof *out.v);
    for (size_t i = 0; i < json_array_size(v); i++) {
        const json_t *one = json_array_get(v, i);
        const char *title = json_string_value(json_object_get(one, "title"));
        const char *url = json_string_value(json_object_get(one, "url"));
        out.v[out.n++] = (struct source){arena_dup(a, title == NULL ? "" : title),
                                         arena_dup(a, url == NULL ? "" : url)};
    }
    json_decref(v);
    return out;
}
