/* ghost_story.c: what a row of Ghost's posts says of its story, with the tables around it. */
#include "ghost_private.h"
#include "lib/language.h"
#include "lib/slug.h"
#include "lib/text.h"
#include "shortcode.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAME_SHOWN = 60 };
#define SECONDS_BEFORE 100000000000 /* a number below is seconds, not milliseconds */

struct ghost_story {
    struct ghost *g;
    struct story_files *f;
    struct arena *a;
    const json_t *post, *meta; /* meta may be NULL */
    const char *id;
    struct export_item *out;
};

/* A column of the post, else of its row in posts_meta. */
static const char *story_said(const struct ghost_story *s, const char *key)
{
    const char *said = ghost_text(s->a, s->post, key);
    return *said ? said : ghost_text(s->a, s->meta, key);
}

/* ---- Times and who may see it ----------------------------------------------------------------- */

/* "2017-01-01 10:00:00" is UTC, as all of Ghost's times. */
static bool story_has_zone(const char *said)
{
    size_t n = strlen(said);
    const char *clock = strchr(said, ':');
    return n > 0 && (said[n - 1] == 'Z' || (clock && strpbrk(clock, "+-")));
}

static int64_t story_instant(struct ghost_story *s, const char *key)
{
    const json_t *value = json_object_get(s->post, key);
    int64_t ms = json_is_real(value) ? (int64_t)json_real_value(value) : json_integer_value(value);
    bool date_only;
    if (json_is_number(value))
        return ms > -SECONDS_BEFORE && ms < SECONDS_BEFORE ? ms * 1000 : ms;
    const char *said = ghost_value(s->a, value);
    if (!*said || strncmp(said, "0000", 4) == 0)
        return 0;
    const char *zoned = story_has_zone(said) ? said : arena_printf(s->a, "%s Z", said);
    if (dateline_from_file(s->f->calendar, zoned, &ms, &date_only) == DATELINE_OK)
        return ms == 0 ? 1 : ms;
    note_fault(&s->out->notes, "%s: “%s” is not a date", key, note_value(s->a, said));
    return 0;
}

/* Why readers must not see it; NULL: they may. */
static const char *story_held(const struct ghost_story *s)
{
    const char *status = ghost_text(s->a, s->post, "status");
    const char *who = ghost_text(s->a, s->post, "visibility");
    bool mail = ghost_true(json_object_get(s->post, "email_only")) ||
                ghost_true(json_object_get(s->meta, "email_only"));
    if (mail || strcmp(status, "sent") == 0)
        return "it went out by e-mail alone";
    if (*who && strcmp(who, "public") != 0)
        return arena_printf(s->a, "its visibility is %s", note_value(s->a, who));
    /* Ghost's own API gives published posts alone, and does not say so. */
    if (strcmp(status, "published") == 0 || (!*status && s->out->published_at != 0))
        return NULL;
    if (strcmp(status, "scheduled") == 0)
        return s->out->published_at > dateline_now()
                   ? NULL
                   : "it was scheduled for a time that has passed since it was exported";
    return *status ? arena_printf(s->a, "its status is %s", note_value(s->a, status))
                   : "it has no status";
}

/* ---- Tags ------------------------------------------------------------------------------------- */

/* The rows of a post's tags or authors, in order: of the table that links them, or within the post,
 * whole, as ids, or as names. */
static const json_t *story_row(const json_t *table, struct arena *a, const json_t *one)
{
    const json_t *row = json_object_get(table, ghost_id(a, one));
    return row ? row : one;
}

static const char *story_name(const struct ghost_story *s, const json_t *row)
{
    return text_line(s->a,
                     json_is_object(row) ? ghost_text(s->a, row, "name") : ghost_value(s->a, row));
}

static void story_add_group(const struct ghost_story *s, struct groups *to, const json_t *row)
{
    const char *name = story_name(s, row), *slug = ghost_text(s->a, row, "slug");
    slug = slug_valid(slug) ? slug : NULL;
    if (!*name || (!slug && !*slug_from(s->a, name)) || to->n == EXPORT_NAMES_MAX)
        return;
    for (size_t i = 0; i < to->n; i++)
        if (strcasecmp(to->v[i].name, name) == 0)
            return;
    to->v[to->n++] = (struct group){.slug = slug, .name = name};
}

/* "#newsletter" is for the editors alone. */
static bool story_tag_is_internal(const struct ghost_story *s, const json_t *row)
{
    return *story_name(s, row) == '#' ||
           strcmp(ghost_text(s->a, row, "visibility"), "internal") == 0 ||
           strncmp(ghost_text(s->a, row, "slug"), "hash-", 5) == 0;
}

/* One that --map calls a section is it; --section-from tags: the first is. */
static bool story_is_section(struct ghost_story *s, const json_t *row)
{
    const char *name = story_name(s, row), *slug = ghost_text(s->a, row, "slug");
    const char *ours = export_mapped(s->f, slug, name);
    bool taken = s->out->section.slug || s->out->section.name;
    if (taken || (ours && (!*ours || strcmp(ours, "tag") == 0)))
        return false;
    if (ours)
        s->out->section = (struct group){.slug = ours};
    else if (s->f->names && s->f->names->section)
        s->out->section = (struct group){.slug = slug_valid(slug) ? slug : NULL, .name = name};
    return ours || (s->f->names && s->f->names->section);
}

/* A tag that is mapped goes before the first. */
static const json_t *story_section(struct ghost_story *s, const json_t *list)
{
    for (int mapped = 1; mapped >= 0; mapped--)
        for (size_t i = 0; i < json_array_size(list); i++) {
            const json_t *one = json_array_get(list, i), *row = story_row(s->g->tags, s->a, one);
            const char *ours =
                export_mapped(s->f, ghost_text(s->a, row, "slug"), story_name(s, row));
            if ((ours || !mapped) && !story_tag_is_internal(s, row) && story_is_section(s, row))
                return one;
        }
    return NULL;
}

static void story_take_tags(struct ghost_story *s)
{
    const json_t *list = json_object_get(s->g->tags_of, s->id), *one;
    size_t i;
    if (!list)
        list = json_object_get(s->post, "tags");
    const json_t *section = story_section(s, list);
    s->out->tags.v = arena_array(s->a, json_array_size(list) + 1, sizeof *s->out->tags.v);
    json_array_foreach(list, i, one)
    {
        const json_t *row = story_row(s->g->tags, s->a, one);
        const char *ours = export_mapped(s->f, ghost_text(s->a, row, "slug"), story_name(s, row));
        if (story_tag_is_internal(s, row))
            json_object_set_new(
                s->f->others, "internal tag",
                json_integer(json_integer_value(json_object_get(s->f->others, "internal tag")) +
                             1));
        else if (one != section && !(ours && !*ours))
            story_add_group(s, &s->out->tags, row);
    }
}

/* ---- Authors ---------------------------------------------------------------------------------- */

static void story_take_authors(struct ghost_story *s)
{
    static const char *const single[] = {"primary_author", "author", "author_id"};
    const json_t *list = json_object_get(s->g->authors_of, s->id), *one;
    struct groups *to = &s->out->authors;
    size_t i;
    if (!list)
        list = json_object_get(s->post, "authors");
    to->v = arena_array(s->a, json_array_size(list) + 4, sizeof *to->v);
    json_array_foreach(list, i, one)
    {
        story_add_group(s, to, story_row(s->g->users, s->a, one));
    }
    for (i = 0; i < 3 && to->n == 0; i++) {
        one = json_object_get(s->post, single[i]);
        const json_t *row = story_row(s->g->users, s->a, one);
        if (row != one || json_is_object(row) || (json_is_string(row) && i < 2))
            story_add_group(s, to, row);
    }
}

/* ---- Addresses -------------------------------------------------------------------------------- */

static void story_take_aliases(struct ghost_story *s, bool page)
{
    const char *slug = ghost_text(s->a, s->post, "slug");
    const char *url = ghost_text(s->a, s->post, "url");
    struct strlist *out = &s->out->aliases;
    struct dateline_civil c = {0};
    dateline_civil(s->f->calendar, s->out->published_at, &c);
    if (*slug && !page && s->out->published_at != 0)
        ghost_addresses(s->g, s->a, s->post, &c, out);
    if (*slug && out->n == 0)
        strlist_add(s->a, out, arena_printf(s->a, "/%s/", slug));
    if (*url)
        strlist_add(s->a, out, url);
}

/* ---- The whole -------------------------------------------------------------------------------- */

/* False: it is too long. */
static bool story_take_text(struct ghost_story *s)
{
    struct ghost_writer w = {.a = s->a, .counts = &s->f->counts, .notes = &s->out->notes};
    s->f->counts.file = s->out->name;
    ghost_text_take(&w, s->post);
    s->out->parts = w.parts;
    s->out->n_parts = w.n_parts;
    s->out->marks = BODY_MARKS_NONE;
    return !w.too_long;
}

static const char *story_language(struct ghost_story *s)
{
    const char *said = ghost_text(s->a, s->post, "locale");
    const char *tag = *said ? language_tag_from(s->a, said) : "";
    if (!tag)
        note_fault(&s->out->notes, "locale: “%s” is no language that is known here",
                   note_value(s->a, said));
    return tag ? tag : "";
}

static const char *story_key(const struct ghost_story *s)
{
    const char *uuid = ghost_text(s->a, s->post, "uuid");
    const char *slug = ghost_text(s->a, s->post, "slug");
    return arena_printf(s->a, "ghost:%s", *uuid ? uuid : *s->id ? s->id : slug);
}

bool ghost_story_take(struct ghost *g, struct arena *a, const json_t *post, struct import_item *out,
                      const char **name, const char **why)
{
    const char *id = ghost_text(a, post, "id"), *slug = ghost_text(a, post, "slug");
    const char *title = text_line(a, ghost_text(a, post, "title"));
    bool page = strcmp(ghost_text(a, post, "type"), "page") == 0 ||
                ghost_true(json_object_get(post, "page"));
    struct export_item made = {.kind = page ? STORY_PAGE : STORY_NEWS,
                               .id = id,
                               .title = title,
                               .slug = slug,
                               .notes = {.arena = a}};
    struct ghost_story s = {.g = g,
                            .f = g->stories_of,
                            .a = a,
                            .post = post,
                            .meta = json_object_get(g->metas, id),
                            .id = id,
                            .out = &made};
    made.name = *name = arena_printf(a, "%s: %s", page ? "page" : "post",
                                     text_excerpt(a, *title ? title : slug, NAME_SHOWN));
    *why = "it has neither a number nor an address";
    if (!*id && !*slug && !*ghost_text(a, post, "uuid"))
        return false;
    made.key = story_key(&s);
    made.lang = story_language(&s);
    made.dek = story_said(&s, "custom_excerpt");
    made.summary = story_said(&s, "meta_description");
    made.hero = story_said(&s, "feature_image");
    made.hero = *made.hero ? made.hero : ghost_text(a, post, "image"); /* before 1.0 */
    made.hero_alt = export_line(a, story_said(&s, "feature_image_alt"));
    made.hero_caption = export_line(a, story_said(&s, "feature_image_caption"));
    made.hero_credit = "";
    made.published_at = story_instant(&s, "published_at");
    made.edited_at = story_instant(&s, "updated_at");
    made.held = story_held(&s);
    story_take_tags(&s);
    story_take_authors(&s);
    story_take_aliases(&s, page);
    if (!story_take_text(&s)) {
        *why = "its text is longer than 512 KiB";
        return false;
    }
    return export_item_take(g->stories_of, &g->media, a, &made, out, why);
}
