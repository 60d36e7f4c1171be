/* story_hash.c: what makes a revision tamper-evident, and its lists as JSON.
 *
 * text_hash is over the canonical JSON of everything readers read; two revisions with equal ones
 * say the same. hash is over text_hash, the rendered HTML, the groups, saver, time and number, and
 * the hash of the revision before: change anything and every later hash is wrong. */
#include "group_private.h"
#include "lib/buf.h"
#include "lib/json.h"
#include "story_private.h"

#include <string.h>

/* Bytes of one object: all that a text has besides its body. */
#define OBJECT_MAX (8u * 1024 * 1024)

static void hash_string(struct buf *b, const char *key, const char *s)
{
    json_add_key(b, key);
    json_add_string(b, s);
}

static void hash_int(struct buf *b, const char *key, int64_t v)
{
    json_add_key(b, key);
    json_add_int(b, v);
}

static void hash_strings(struct buf *b, const char *key, const struct strlist *list)
{
    json_add_key(b, key);
    json_add_strlist(b, list);
}

static void hash_ids(struct buf *b, const char *key, const struct groups *list)
{
    json_add_key(b, key);
    buf_addc(b, '[');
    for (size_t i = 0; i < list->n; i++) {
        if (i > 0)
            buf_addc(b, ',');
        json_add_int(b, group_named(&list->v[i]));
    }
    buf_addc(b, ']');
}

static void sources_json(struct buf *b, const struct sources *list)
{
    buf_addc(b, '[');
    for (size_t i = 0; i < list->n; i++) {
        buf_adds(b, i > 0 ? ",{" : "{");
        hash_string(b, "title", list->v[i].title);
        hash_string(b, "url", list->v[i].url);
        buf_addc(b, '}');
    }
    buf_addc(b, ']');
}

static void hash_review(struct buf *b, const struct review *r)
{
    json_add_key(b, "review");
    buf_addc(b, '{');
    hash_strings(b, "cons", &r->cons);
    hash_string(b, "price", r->price);
    hash_string(b, "price_checked_on", r->price_checked_on);
    hash_string(b, "product", r->product);
    hash_strings(b, "pros", &r->pros);
    hash_int(b, "rating", r->rating);
    hash_string(b, "verdict", r->verdict);
    buf_addc(b, '}');
}

static void hash_hero(struct buf *b, const struct story_text *t)
{
    json_add_key(b, "hero");
    buf_addc(b, '{');
    hash_string(b, "alt", t->hero_alt);
    hash_string(b, "caption", t->hero_caption);
    hash_string(b, "credit", t->hero_credit);
    hash_int(b, "media", t->hero_id);
    buf_addc(b, '}');
}

/* Of a whole object, which is freed. */
static bool hash_end(struct buf *b, char out[TOKEN_HASH_SIZE])
{
    bool ok = !b->failed;
    token_sha256(b->p, b->len, out);
    buf_free(b);
    return ok;
}

/* What came later is there when it says something: what was hashed before it was known stays what it is. */
static void hash_said(struct buf *b, const char *key, const char *s)
{
    if (s && *s)
        hash_string(b, key, s);
}

/* Keys in order, here and below: the same text is the same bytes. */
bool story_hash_text(const struct story_text *t, char out[TOKEN_HASH_SIZE])
{
    char body[TOKEN_HASH_SIZE]; /* by its hash, for it is long */
    token_sha256(t->body, strlen(t->body), body);
    struct buf b;
    buf_init(&b, OBJECT_MAX);
    buf_addc(&b, '{');
    hash_int(&b, "ai", (int64_t)t->ai);
    hash_string(&b, "ai_note", t->ai_note);
    hash_string(&b, "body", body);
    hash_ids(&b, "bylines", &t->bylines);
    hash_string(&b, "dek", t->dek);
    hash_string(&b, "fact_checked_by", t->fact_checked_by);
    if (t->genre != GENRE_NEWS)
        hash_string(&b, "genre", story_genre_name(t->genre));
    hash_string(&b, "headline", t->headline);
    hash_hero(&b, t);
    hash_said(&b, "how_reported", t->how_reported);
    hash_string(&b, "lang", t->lang);
    hash_said(&b, "place_line", t->place_line);
    hash_review(&b, &t->review);
    json_add_key(&b, "sources");
    sources_json(&b, &t->sources);
    hash_strings(&b, "takeaways", &t->takeaways);
    buf_addc(&b, '}');
    return hash_end(&b, out);
}

bool story_hash_revision(int64_t story_id, const struct revision *r,
                         const struct revision_hashes *h, char out[TOKEN_HASH_SIZE])
{
    char html[TOKEN_HASH_SIZE], plain[TOKEN_HASH_SIZE], how[TOKEN_HASH_SIZE] = "";
    if (r->how_html && *r->how_html)
        token_sha256(r->how_html, strlen(r->how_html), how);
    token_sha256(r->body_html, strlen(r->body_html), html);
    token_sha256(r->plain, strlen(r->plain), plain);
    struct buf b;
    buf_init(&b, OBJECT_MAX);
    buf_addc(&b, '{');
    hash_said(&b, "how_html", how);
    hash_string(&b, "html", html);
    hash_int(&b, "number", r->number);
    hash_string(&b, "plain", plain);
    hash_string(&b, "prev", h->prev_hash);
    hash_int(&b, "saved_at", r->saved_at);
    hash_int(&b, "saved_by", r->saved_by);
    hash_int(&b, "section", group_named(&r->text.section));
    hash_int(&b, "story", story_id);
    hash_ids(&b, "tags", &r->text.tags);
    hash_string(&b, "text", h->text_hash);
    hash_int(&b, "words", r->words);
    buf_addc(&b, '}');
    return hash_end(&b, out);
}

char *sources_to_json(struct arena *a, const struct sources *list)
{
    struct buf b;
    buf_init(&b, OBJECT_MAX);
    sources_json(&b, list);
    char *text = b.failed ? arena_dup(a, "[]") : arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return text;
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
