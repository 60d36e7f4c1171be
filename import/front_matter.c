/* front_matter.c: YAML front matter, as newsrooms and Hugo write it. */
#include "front_matter.h"

#include "lib/dateline.h"
#include "lib/markdown.h"
#include "lib/text.h"
#include "yaml.h"

#include <string.h>

/* ---- Where it begins and ends ---------------------------------------------------------------- */

struct split {
    const char *yaml; /* first byte after the opening line */
    size_t yaml_n;
    int line; /* number of its first line */
    const char *body;
};

/* The length of a line that is only the fence and white space, with its end; 0: it is another. */
static size_t front_fence_length(const char *s, const char *fence)
{
    size_t n = strlen(fence);
    if (strncmp(s, fence, n) != 0)
        return 0;
    n += strspn(s + n, " \t");
    if (s[n] == '\n')
        return n + 1;
    return s[n] == '\0' ? n : 0;
}

static bool front_split(const char *s, struct split *out, const char **why)
{
    int line = 1;
    for (; *s == '\n' || *s == ' ' || *s == '\t'; s++)
        line += *s == '\n';
    if (front_fence_length(s, "+++")) {
        *why = "its front matter is TOML (+++), not YAML (---)";
        return false;
    }
    size_t open = front_fence_length(s, "---");
    if (!open) {
        *why = "it has no front matter";
        return false;
    }
    out->yaml = s + open;
    out->line = line + 1;
    const char *at = out->yaml;
    while (*at) {
        size_t close = front_fence_length(at, "---");
        if (close) {
            out->yaml_n = (size_t)(at - out->yaml);
            out->body = at + close;
            return true;
        }
        const char *end = strchr(at, '\n');
        at = end ? end + 1 : at + strlen(at);
    }
    *why = "its front matter has no closing ---";
    return false;
}

/* ---- Reading values -------------------------------------------------------------------------- */

struct front_matter_reading {
    struct arena *arena;
    const json_t *map;
    const char *why; /* the first fault, NULL while there is none */
};

static void front_fault(struct front_matter_reading *w, const char *key, const char *what)
{
    if (!w->why)
        w->why = arena_printf(w->arena, "%s: %s", key, what);
}

/* One line of text; entities decoded, for files that came out of other systems have them. */
static const char *front_line_of(struct arena *a, const char *s)
{
    if (!s)
        return "";
    if (strchr(s, '&'))
        s = text_decode_entities(a, s);
    return text_line(a, s);
}

static const char *front_get_line(struct front_matter_reading *w, const json_t *map,
                                  const char *key)
{
    const json_t *v = json_object_get(map, key);
    if (json_is_object(v) || json_is_array(v))
        front_fault(w, key, "must be text");
    return front_line_of(w->arena, json_string_value(v));
}

/* A list, or one text standing for a list of one. */
static struct strlist front_get_list(struct front_matter_reading *w, const json_t *map,
                                     const char *key)
{
    struct strlist list = {0};
    const json_t *v = json_object_get(map, key), *item;
    size_t i;
    if (json_is_string(v)) {
        const char *one = front_line_of(w->arena, json_string_value(v));
        if (*one)
            strlist_add(w->arena, &list, one);
    } else if (json_is_object(v)) {
        front_fault(w, key, "must be a list");
    }
    json_array_foreach(v, i, item)
    {
        const char *one = front_line_of(w->arena, json_string_value(item));
        if (json_is_object(item) || json_is_array(item))
            front_fault(w, key, "must be a list of texts");
        else if (*one)
            strlist_add(w->arena, &list, one);
    }
    return list;
}

/* "Ines Okafor, Tomas Reyle" in one string is two people. */
static struct strlist front_get_people(struct front_matter_reading *w, const char *key)
{
    const char *text = yaml_text(w->map, key);
    if (text)
        return text_split(w->arena, front_line_of(w->arena, text), ',');
    return front_get_list(w, w->map, key);
}

static const char *front_first_line(struct front_matter_reading *w, const char *const *keys)
{
    for (; *keys; keys++) {
        const char *s = front_get_line(w, w->map, *keys);
        if (*s)
            return s;
    }
    return "";
}

static struct strlist front_first_list(struct front_matter_reading *w, const char *const *keys)
{
    struct strlist list = {0};
    for (; *keys && list.n == 0; keys++)
        list = front_get_list(w, w->map, *keys);
    return list;
}

static bool front_get_flag(struct front_matter_reading *w, const char *key)
{
    const char *s = front_get_line(w, w->map, key);
    if (!*s || strcmp(s, "false") == 0 || strcmp(s, "no") == 0)
        return false;
    if (strcmp(s, "true") != 0 && strcmp(s, "yes") != 0)
        front_fault(w, key, "must be true or false");
    return true;
}

/* ---- Its parts ------------------------------------------------------------------------------- */

/* "https://www.example.org/a" as "example.org", the title of a source that has none. */
static const char *front_source_host(struct arena *a, const char *url)
{
    const char *s = strstr(url, "://");
    s = s ? s + 3 : url;
    if (strncmp(s, "www.", 4) == 0)
        s += 4;
    size_t n = strcspn(s, "/?#:");
    return n > 0 ? arena_dupn(a, s, n) : "Original";
}

static void front_add_source(struct front_matter_reading *w, struct front_matter *f,
                             const char *title, const char *url)
{
    if (*url && !text_is_http_url(url)) {
        front_fault(w, "sources", "a url must begin with http:// or https://");
        return;
    }
    if (!*title)
        title = front_source_host(w->arena, url);
    f->sources.v[f->sources.n++] = (struct source){.title = title, .url = url};
}

static void front_read_sources(struct front_matter_reading *w, struct front_matter *f)
{
    const json_t *list = json_object_get(w->map, "sources"), *item;
    size_t i;
    f->sources.v = arena_array(w->arena, json_array_size(list) + 1, sizeof *f->sources.v);
    json_array_foreach(list, i, item)
    {
        if (json_is_string(item)) {
            const char *s = front_line_of(w->arena, json_string_value(item));
            bool url = text_is_http_url(s);
            front_add_source(w, f, url ? "" : s, url ? s : "");
        } else if (json_is_object(item)) {
            const char *title = front_get_line(w, item, "title"),
                       *url = front_get_line(w, item, "url");
            if (*title || *url)
                front_add_source(w, f, title, url);
        }
    }
    /* A page's old home is good to know, but not worth losing the page over. */
    const char *url = front_get_line(w, w->map, "source_url");
    if (text_is_http_url(url))
        front_add_source(w, f, "", url);
}

static void front_read_hero(struct front_matter_reading *w, struct front_matter *f)
{
    const json_t *hero = json_object_get(w->map, "hero");
    const json_t *featured = json_object_get(w->map, "featured_image");
    if (json_is_string(hero)) {
        f->hero_file = json_string_value(hero);
    } else {
        f->hero_file = front_get_line(w, hero, "file");
        f->hero_alt = front_get_line(w, hero, "alt");
        f->hero_caption = front_get_line(w, hero, "caption");
        f->hero_credit = front_get_line(w, hero, "credit");
    }
    f->hero_file = arena_dup(w->arena, f->hero_file);
    f->hero_uid = front_get_line(w, w->map, "primary_image");
    if (json_is_object(featured)) {
        f->hero_uid = front_get_line(w, featured, "uid");
        if (!*f->hero_alt)
            f->hero_alt = front_get_line(w, featured, "alt");
    }
}

/* "4.5" as 45 tenths; -1 when it is not a rating of 0 to 5. */
static int front_rating(const char *s)
{
    if (s[0] < '0' || s[0] > '5')
        return -1;
    int tenths = (s[0] - '0') * 10;
    if (s[1] == '.' && s[2] >= '0' && s[2] <= '9' && s[3] == '\0')
        tenths += s[2] - '0';
    else if (s[1] != '\0')
        return -1;
    return tenths <= 50 ? tenths : -1;
}

static void front_read_review(struct front_matter_reading *w, struct front_matter *f)
{
    const json_t *r = json_object_get(w->map, "review");
    f->review.product = front_get_line(w, r, "product");
    f->review.pros = front_get_list(w, r, "pros");
    f->review.cons = front_get_list(w, r, "cons");
    f->review.verdict = front_get_line(w, r, "verdict");
    f->review.price = front_get_line(w, r, "price");
    f->review.price_checked_on = front_get_line(w, r, "price_checked");
    if (*f->review.price_checked_on && !dateline_is_date(f->review.price_checked_on))
        front_fault(w, "review", "price_checked must be a date such as 2026-01-08");
    const char *rating = front_get_line(w, r, "rating");
    f->review.rating = -1;
    if (*rating && (f->review.rating = front_rating(rating)) < 0)
        front_fault(w, "review", "the rating must be from 0 to 5, with at most one decimal");
}

static void front_read_corrections(struct front_matter_reading *w, struct front_matter *f)
{
    const json_t *list = json_object_get(w->map, "corrections"), *item;
    size_t i;
    f->corrections = arena_array(w->arena, json_array_size(list), sizeof *f->corrections);
    json_array_foreach(list, i, item)
    {
        struct front_matter_correction *c = &f->corrections[f->n_corrections++];
        c->date = front_get_line(w, item, "date");
        c->wrong = front_get_line(w, item, "wrong");
        c->right = front_get_line(w, item, "right");
        if (!*c->date || !*c->wrong || !*c->right)
            front_fault(w, "corrections", "each needs date, wrong and right");
    }
}

static void front_read_kinds(struct front_matter_reading *w, struct front_matter *f)
{
    const char *kind = front_get_line(w, w->map, "kind"), *ai = front_get_line(w, w->map, "ai_use");
    f->kind = *kind ? story_kind_find(kind) : STORY_NEWS;
    if (f->kind == STORY_KIND_MAX)
        front_fault(w, "kind", "must be news, review or page");
    f->ai = *ai ? story_ai_find(ai) : STORY_AI_UNSTATED;
    if (f->ai == STORY_AI_MAX)
        front_fault(w, "ai_use", "must be none, assisted, generated or unstated");
}

/* Keys that are read; the others are counted, so that nothing is lost without a word. */
static const char *const known[] = {
    "title",
    "slug",
    "date",
    "updated",
    "update_note",
    "dek",
    "deck",
    "summary",
    "description",
    "authors",
    "author",
    "tags",
    "topics",
    "categories",
    "section",
    "sources",
    "source_url",
    "takeaways",
    "hero",
    "featured_image",
    "primary_image",
    "kind",
    "review",
    "ai_use",
    "ai_note",
    "fact_checked_by",
    "lang",
    "corrections",
    "withdrawn",
    "aliases",
    "lead",
    "draft",
    NULL,
};

static void front_read_ignored(struct front_matter_reading *w, struct front_matter *f)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)w->map, key, value)
    {
        size_t i = 0;
        while (known[i] && strcmp(known[i], key) != 0)
            i++;
        if (!known[i])
            strlist_add(w->arena, &f->ignored, arena_dup(w->arena, key));
    }
}

static void front_read_texts(struct front_matter_reading *w, struct front_matter *f)
{
    f->title = front_get_line(w, w->map, "title");
    f->slug = front_get_line(w, w->map, "slug");
    f->dek =
        front_first_line(w, (const char *const[]){"dek", "deck", "summary", "description", NULL});
    f->summary = front_first_line(w, (const char *const[]){"summary", "description", NULL});
    f->section = front_get_line(w, w->map, "section");
    f->lang = front_get_line(w, w->map, "lang");
    f->date = front_get_line(w, w->map, "date");
    f->updated = front_get_line(w, w->map, "updated");
    f->update_note = front_get_line(w, w->map, "update_note");
    f->ai_note = front_get_line(w, w->map, "ai_note");
    f->fact_checked_by = front_get_line(w, w->map, "fact_checked_by");
}

static void front_read_all(struct front_matter_reading *w, struct front_matter *f)
{
    front_read_texts(w, f);
    f->authors = front_get_people(w, "authors");
    if (f->authors.n == 0)
        f->authors = front_get_people(w, "author");
    f->tags = front_first_list(w, (const char *const[]){"tags", "topics", "categories", NULL});
    f->takeaways = front_get_list(w, w->map, "takeaways");
    f->aliases = front_get_list(w, w->map, "aliases");
    front_read_kinds(w, f);
    front_read_sources(w, f);
    front_read_hero(w, f);
    front_read_review(w, f);
    front_read_corrections(w, f);
    const json_t *gone = json_object_get(w->map, "withdrawn");
    f->withdrawn_date = front_get_line(w, gone, "date");
    f->withdrawn_reason = front_get_line(w, gone, "reason");
    f->lead = front_get_flag(w, "lead");
    f->draft = front_get_flag(w, "draft");
    front_read_ignored(w, f);
}

json_t *front_matter_map(struct arena *a, const char *text, size_t n, const char **body,
                         const char **why)
{
    struct split parts;
    if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        n -= 3;
    }
    if (!text_utf8_valid(text, n)) {
        *why = "it is not valid UTF-8";
        return NULL;
    }
    if (!front_split(text_lines(a, arena_dupn(a, text, n)), &parts, why))
        return NULL;
    json_t *map = yaml_parse(a, parts.yaml, parts.yaml_n, parts.line, why);
    if (map && !json_is_object(map)) {
        *why = "its front matter is not a list of keys and values";
        json_decref(map);
        return NULL;
    }
    *body = parts.body;
    return map;
}

bool front_matter_parse(struct arena *a, const char *text, size_t n, struct front_matter *out,
                        const char **why)
{
    *out = (struct front_matter){.hero_alt = "", .hero_caption = "", .hero_credit = ""};
    json_t *map = front_matter_map(a, text, n, &out->body, why);
    if (!map)
        return false;
    struct front_matter_reading w = {.arena = a, .map = map};
    front_read_all(&w, out);
    json_decref(map);
    if (!w.why && !*out->title)
        w.why = "it has no title";
    if (!w.why && strlen(out->body) > MARKDOWN_MAX)
        w.why = "its text is longer than 512 KiB";
    *why = w.why;
    return !w.why;
}
