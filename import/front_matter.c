/* front_matter.c: front matter, as newsrooms, Hugo, Jekyll, Astro and others write it. */
#include "front_matter.h"

#include "lib/dateline.h"
#include "lib/markdown.h"
#include "lib/text.h"
#include "yaml.h"

#include <string.h>
#include <strings.h>

enum { WORDS_MAX = 500 };

static const json_t *front_value(struct front_values *w, const char *meaning)
{
    struct front_entry *e = front_nth(w, meaning, 0);
    if (e)
        e->used = true;
    return e ? e->value : NULL;
}

/* ---- Sources --------------------------------------------------------------------------------- */

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

static void front_add_source(struct front_values *w, struct front_matter *f, const char *title,
                             const char *url)
{
    if (*url && !text_is_http_url(url)) {
        note_fault(w->notes, "sources: a url must begin with http:// or https://, not “%s”",
                   note_value(w->arena, url));
        url = "";
    }
    if (!*title && !*url)
        return;
    if (!*title)
        title = front_source_host(w->arena, url);
    f->sources.v[f->sources.n++] = (struct source){.title = title, .url = url};
}

static void front_add_source_item(struct front_values *w, struct front_matter *f,
                                  const json_t *item)
{
    if (json_is_object(item)) {
        front_add_source(w, f, front_line_in(w, "sources", item, "title"),
                         front_line_in(w, "sources", item, "url"));
        return;
    }
    const char *s = front_line(w, "sources", item);
    bool url = text_is_http_url(s);
    front_add_source(w, f, url ? "" : s, url ? s : "");
}

static void front_read_sources(struct front_values *w, struct front_matter *f)
{
    const json_t *list = front_value(w, "sources"), *item;
    size_t i;
    f->sources.v = arena_array(w->arena, json_array_size(list) + 2, sizeof *f->sources.v);
    json_array_foreach(list, i, item)
    {
        front_add_source_item(w, f, item);
    }
    if (list && !json_is_array(list))
        front_add_source_item(w, f, list);
    /* A page's old home is good to know, but not worth losing the page over. */
    const char *url = front_text(w, "source_url");
    if (text_is_http_url(url))
        front_add_source(w, f, "", url);
}

/* ---- The hero -------------------------------------------------------------------------------- */

/* The first of some keys of a map that has text; "" for none. */
static const char *front_first_of(struct front_values *w, const json_t *map,
                                  const char *const *keys)
{
    for (; *keys; keys++) {
        const char *s = json_string_value(json_object_get(map, *keys));
        if (!text_blank(s))
            return text_line(w->arena, text_decode_entities(w->arena, s));
    }
    return "";
}

/* What stands beside the key, "image" and "image_alt". */
static const char *front_beside(struct front_values *w, const struct front_entry *hero,
                                const char *const *endings)
{
    for (; *endings; endings++) {
        struct front_entry *e =
            front_plain(w, arena_printf(w->arena, "%s%s", hero->plain, *endings));
        if (e && json_is_string(e->value)) {
            e->used = true;
            return front_line(w, e->key, e->value);
        }
    }
    return "";
}

/* Systems that keep their pictures' data apart name them by a word: a file's name has a dot. */
static void front_take_picture(struct front_values *w, struct front_matter *f, const char *name)
{
    name = text_line(w->arena, name);
    if (strpbrk(name, "./"))
        f->hero_file = name;
    else
        f->hero_uid = name;
}

static bool front_take_hero(struct front_values *w, struct front_matter *f,
                            const struct front_entry *e)
{
    static const char *const files[] = {"file",     "src", "url",    "path", "image",
                                        "filename", "uid", "teaser", NULL};
    static const char *const alts[] = {"alt", "image_alt", "alternative", "alttext", NULL};
    static const char *const captions[] = {"caption", "image_caption", NULL};
    static const char *const credits[] = {"credit",       "attribution", "attr",   "photographer",
                                          "image_credit", "copyright",   "author", NULL};
    const json_t *value = e->value;
    if (json_is_array(value))
        value = json_array_get(value, 0);
    if (json_is_string(value) && front_flag_of(value) == FRONT_ODD)
        front_take_picture(w, f, json_string_value(value));
    else if (json_is_object(value))
        front_take_picture(w, f, front_first_of(w, value, files));
    if (!*f->hero_file && !*f->hero_uid)
        return false;
    f->hero_alt = front_first_of(w, value, alts);
    f->hero_caption = front_first_of(w, value, captions);
    f->hero_credit = front_first_of(w, value, credits);
    if (!*f->hero_alt)
        f->hero_alt =
            front_beside(w, e, (const char *const[]){"alt", "alttext", "description", NULL});
    if (!*f->hero_caption)
        f->hero_caption = front_beside(w, e, (const char *const[]){"caption", NULL});
    if (!*f->hero_credit)
        f->hero_credit =
            front_beside(w, e, (const char *const[]){"credit", "attribution", "author", NULL});
    return true;
}

static void front_read_hero(struct front_values *w, struct front_matter *f)
{
    struct front_entry *e;
    bool taken = false;
    for (size_t i = 0; !taken && (e = front_nth(w, "hero", i)); i++)
        e->used = taken = front_take_hero(w, f, e);
    const char *alt = front_text(w, "hero_alt"), *caption = front_text(w, "hero_caption"),
               *credit = front_text(w, "hero_credit");
    f->hero_alt = *alt ? alt : f->hero_alt;
    f->hero_caption = *caption ? caption : f->hero_caption;
    f->hero_credit = *credit ? credit : f->hero_credit;
}

/* ---- Reviews, corrections, kinds ------------------------------------------------------------- */

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

static void front_read_review(struct front_values *w, struct front_matter *f)
{
    struct front_entry *e = front_plain(w, "review");
    const json_t *r = e ? e->value : NULL;
    f->review = (struct review){.rating = -1};
    if (e)
        e->used = true;
    f->review.product = front_line_in(w, "review", r, "product");
    f->review.pros = front_list(w, "review: pros", json_object_get(r, "pros"), 0);
    f->review.cons = front_list(w, "review: cons", json_object_get(r, "cons"), 0);
    f->review.verdict = front_line_in(w, "review", r, "verdict");
    f->review.price = front_line_in(w, "review", r, "price");
    f->review.price_checked_on = front_line_in(w, "review", r, "price_checked");
    if (*f->review.price_checked_on && !dateline_is_date(f->review.price_checked_on)) {
        note_fault(w->notes, "review: price_checked must be a date such as 2026-01-08, not “%s”",
                   note_value(w->arena, f->review.price_checked_on));
        f->review.price_checked_on = "";
    }
    const char *rating = front_line_in(w, "review", r, "rating");
    if (*rating && (f->review.rating = front_rating(rating)) < 0)
        note_fault(w->notes,
                   "review: the rating must be from 0 to 5, with at most one decimal, not “%s”",
                   note_value(w->arena, rating));
}

static void front_read_corrections(struct front_values *w, struct front_matter *f)
{
    struct front_entry *e = front_plain(w, "corrections");
    const json_t *list = e ? e->value : NULL, *item;
    size_t i;
    if (e)
        e->used = true;
    if (list && !json_is_null(list) && !json_is_array(list))
        note_fault(w->notes, "corrections must be a list of date, wrong and right");
    f->corrections = arena_array(w->arena, json_array_size(list) + 1, sizeof *f->corrections);
    json_array_foreach(list, i, item)
    {
        struct front_matter_correction *c = &f->corrections[f->n_corrections];
        c->date = front_line_in(w, "corrections", item, "date");
        c->wrong = front_line_in(w, "corrections", item, "wrong");
        c->right = front_line_in(w, "corrections", item, "right");
        if (*c->date && *c->wrong && *c->right)
            f->n_corrections++;
        else
            note_fault(w->notes,
                       "corrections: each needs date, wrong and right; entry %zu is left "
                       "out",
                       i + 1);
    }
}

/* The place of a word among some, 0 for none. */
static int front_choice(struct front_values *w, const char *meaning, const char *const *words,
                        int n, const char *else_said)
{
    const char *s = front_text(w, meaning);
    for (int i = 0; i < n; i++)
        if (strcasecmp(s, words[i]) == 0)
            return i;
    if (*s)
        note_fault(w->notes, "%s: “%s” is none of %s", meaning, note_value(w->arena, s), else_said);
    return 0;
}

static void front_read_kinds(struct front_values *w, struct front_matter *f)
{
    static const char *const kinds[] = {
        [STORY_NEWS] = "news", [STORY_REVIEW] = "review", [STORY_PAGE] = "page"};
    static const char *const ai[] = {[STORY_AI_UNSTATED] = "",
                                     [STORY_AI_NONE] = "none",
                                     [STORY_AI_ASSISTED] = "assisted",
                                     [STORY_AI_GENERATED] = "generated",
                                     [STORY_AI_UNREVIEWED] = "unreviewed"};
    static const char *const genres[] = {"news",          "analysis",  "opinion", "satire",
                                         "press-release", "sponsored", "agency"};
    _Static_assert(sizeof genres / sizeof *genres == GENRE_MAX, "each has its word");
    f->genre = (enum story_genre)front_choice(
        w, "kind_of_work", genres, GENRE_MAX,
        "news, analysis, opinion, satire, press-release, sponsored and agency");
    f->kind = (enum story_kind)front_choice(w, "kind", kinds, 3, "news, review and page");
    f->ai = (enum story_ai)front_choice(w, "ai_use", ai, STORY_AI_MAX,
                                        "none, assisted, generated and unreviewed");
}

/* ---- Dates, lists, addresses ----------------------------------------------------------------- */

/* "published: true" is no date. With a date beside it, Hugo's publishDate only holds back. */
static void front_read_dates(struct front_values *w, struct front_matter *f)
{
    struct front_entry *e;
    for (size_t i = 0; !*f->date && (e = front_nth(w, "date", i)); i++) {
        enum front_flag flag = front_flag_of(e->value);
        if (flag == FRONT_ODD || (flag != FRONT_ABSENT && strncmp(e->plain, "publish", 7) != 0)) {
            f->date = front_line(w, e->key, e->value);
            e->used = true;
        }
    }
    e = front_plain(w, "publishdate");
    if (e && !e->used) {
        f->not_before = front_line(w, e->key, e->value);
        e->used = true;
    }
    for (size_t i = 0; (e = front_nth(w,
                                      "expirydate expires expiresat expiry unpublishdate "
                                      "unpublishat",
                                      i));
         i++) {
        e->used = true;
        f->expires = *f->expires ? f->expires : front_line(w, e->key, e->value);
    }
    f->updated = front_text(w, "updated");
    f->update_note = front_text(w, "update_note");
}

static void front_add_new(struct front_values *w, struct strlist *to, const char *s)
{
    for (size_t i = 0; i < to->n; i++)
        if (strcasecmp(to->v[i], s) == 0)
            return;
    if (to->n < WORDS_MAX)
        strlist_add(w->arena, to, s);
    else
        note_fault(w->notes, "it has more than %d tags or old addresses; the others are left out",
                   WORDS_MAX);
}

/* "a, b" is a list of two; "a b" is one in Jekyll alone. */
static struct strlist front_words(struct front_values *w, const struct front_entry *e)
{
    const char *s = json_string_value(e->value);
    bool words = w->names->words && s && !strchr(s, ',') && e->plain[strlen(e->plain) - 1] == 's';
    return front_list(w, e->key, e->value, words ? ' ' : ',');
}

/* The first value of a key, which is then the section and no tag. */
static const char *front_section_from(struct front_values *w, const struct front_entry *e)
{
    struct strlist list = front_words(w, e);
    return list.n > 0 ? list.v[0] : "";
}

static void front_read_section(struct front_values *w, struct front_matter *f)
{
    for (size_t i = 0; w->names->section && i < w->n && !*f->section; i++)
        if (strcasecmp(w->v[i].key, w->names->section) == 0) {
            f->section = front_section_from(w, &w->v[i]);
            w->v[i].used = true;
        }
    if (!*f->section)
        f->section = front_text(w, "section");
}

static void front_read_tags(struct front_values *w, struct front_matter *f)
{
    struct front_entry *e;
    for (size_t i = 0; (e = front_nth(w, "tags", i)); i++) {
        struct strlist list = front_words(w, e);
        bool section = w->names->section && strcasecmp(e->key, w->names->section) == 0;
        for (size_t k = section ? 1 : 0; k < list.n; k++)
            front_add_new(w, &f->tags, list.v[k]);
        e->used = true;
    }
    if (f->tags.n == 0)
        f->tags = front_first_list(w, "keywords", ',');
}

static void front_read_addresses(struct front_values *w, struct front_matter *f)
{
    struct front_entry *e;
    for (size_t i = 0; (e = front_nth(w, "aliases", i)); i++) {
        e->used = true;
        if (front_flag_of(e->value) == FRONT_NO)
            continue;
        struct strlist list = front_list(w, e->key, e->value, 0);
        for (size_t k = 0; k < list.n; k++)
            front_add_new(w, &f->aliases, list.v[k]);
    }
}

static void front_read_withdrawn(struct front_values *w, struct front_matter *f)
{
    struct front_entry *e = front_plain(w, "withdrawn");
    if (!e || front_flag_of(e->value) == FRONT_NO || front_flag_of(e->value) == FRONT_ABSENT) {
        f->withdrawn_date = f->withdrawn_reason = "";
        return;
    }
    e->used = true;
    f->withdrawn_date = front_line_in(w, "withdrawn", e->value, "date");
    f->withdrawn_reason = front_line_in(w, "withdrawn", e->value, "reason");
    if (*f->withdrawn_date && *f->withdrawn_reason)
        return;
    note_fault(w->notes, "withdrawn: needs date and reason; the story stays a draft");
    f->held = f->held ? f->held : "it says withdrawn, without date or reason";
    f->withdrawn_date = f->withdrawn_reason = "";
}

/* ---- The whole ------------------------------------------------------------------------------- */

/* A text that begins with a heading has a headline, where its keys have none. */
static void front_read_title(struct front_values *w, struct front_matter *f)
{
    f->title = front_text(w, "title");
    if (*f->title || f->own)
        return;
    const char *s = f->body + strspn(f->body, "\n");
    if (s[0] != '#' || (s[1] != ' ' && s[1] != '\t'))
        return;
    size_t n = strcspn(s, "\n");
    char *line = arena_dupn(w->arena, s + 1, n - 1);
    size_t length = strlen(line);
    while (length > 0 && strchr("# \t", line[length - 1]))
        line[--length] = '\0';
    f->title = text_line(w->arena, line);
    if (!*f->title)
        return;
    f->body = s + n;
    note_oddity(w->notes, "it has no title; the heading that its text begins with was taken");
}

static void front_read_lead(struct front_values *w, struct front_matter *f)
{
    struct front_entry *e = front_plain(w, "lead");
    enum front_flag flag = e ? front_flag_of(e->value) : FRONT_ABSENT;
    if (e && flag != FRONT_ODD)
        e->used = true;
    f->lead = flag == FRONT_YES;
}

static void front_read_all(struct front_values *w, struct front_matter *f)
{
    f->own = front_matter_is_own(w);
    f->held = front_matter_gate(w);
    front_read_title(w, f);
    f->slug = front_text(w, "slug");
    f->dek = front_text(w, "dek");
    f->summary = front_text(w, "summary");
    front_read_section(w, f);
    f->lang = front_text(w, "lang");
    front_read_dates(w, f);
    f->ai_note = front_text(w, "ai_note");
    f->fact_checked_by = front_text(w, "fact_checked_by");
    f->place_line = front_text(w, "place_line");
    f->how_reported = front_prose(w, "how_reported");
    f->authors = front_first_list(w, "authors", ',');
    front_read_tags(w, f);
    f->takeaways = front_first_list(w, "takeaways", 0);
    front_read_addresses(w, f);
    front_read_kinds(w, f);
    front_read_sources(w, f);
    front_read_hero(w, f);
    front_read_review(w, f);
    front_read_corrections(w, f);
    front_read_withdrawn(w, f);
    front_read_lead(w, f);
    if (f->own)
        front_matter_read_own(w, f);
    for (size_t i = 0; i < w->n; i++)
        if (!w->v[i].used)
            strlist_add(w->arena, &f->ignored, w->v[i].key);
}

bool front_matter_parse(struct arena *a, const char *text, size_t n,
                        const struct front_names *names, struct front_matter *out, const char **why)
{
    struct front_block block;
    struct front_values w;
    *out = (struct front_matter){.notes = {.arena = a},
                                 .section = "",
                                 .date = "",
                                 .not_before = "",
                                 .expires = "",
                                 .hero_file = "",
                                 .hero_uid = "",
                                 .hero_alt = "",
                                 .hero_caption = "",
                                 .hero_credit = "",
                                 .address = ""};
    if (!front_matter_split(a, text, n, &out->notes, &block, why))
        return false;
    out->body = block.body;
    front_values_of(a, block.map, names, &out->notes, &w);
    front_read_all(&w, out);
    json_decref(block.map);
    if (out->own)
        out->body = front_matter_own_body(a, out->body);
    if (block.doubt && !out->held)
        out->held = block.doubt;
    *why = strlen(out->body) > MARKDOWN_MAX ? "its text is longer than 512 KiB" : NULL;
    return !*why;
}
