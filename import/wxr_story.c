/* wxr_story.c: what an item of a WordPress export says of its story: who may see it and when, where
 * it belongs, who wrote it, what it was called. */
#include "lib/language.h"
#include "lib/slug.h"
#include "lib/text.h"
#include "shortcode.h"
#include "story_file_private.h"
#include "wxr_ahead.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAME_SHOWN = 60 };

/* One item on its way. */
struct wxr_story {
    struct wxr_export *x;
    struct story_files *f;
    struct arena *a;
    const struct wxr_item *item;
    struct export_item *out;
};

/* ---- Times ------------------------------------------------------------------------------------ */

/* 0: it says none ("0000-00-00 00:00:00"). The first instant of 1970 would mean none. */
static int64_t wxr_instant(struct wxr_story *s, const char *gmt, const char *local)
{
    int64_t ms = 0;
    bool date_only;
    const char *said = *gmt && gmt[0] != '0' ? arena_printf(s->a, "%s Z", gmt) : local;
    if (!*said || said[0] == '0')
        return 0;
    if (dateline_from_file(s->f->calendar, said, &ms, &date_only) != DATELINE_OK) {
        note_fault(&s->out->notes, "“%s” is not a date", note_value(s->a, said));
        return 0;
    }
    return ms == 0 ? 1 : ms;
}

static void wxr_take_times(struct wxr_story *s)
{
    const struct wxr_item *i = s->item;
    s->out->published_at = wxr_instant(s, i->date_gmt, i->date);
    if (s->out->published_at == 0 && strstr(i->pub_date, " -0001 ") == NULL)
        s->out->published_at = wxr_instant(s, "", i->pub_date);
    s->out->edited_at = wxr_instant(s, i->modified_gmt, i->modified);
}

/* ---- Who may see it --------------------------------------------------------------------------- */

/* Why readers must not see it; NULL: they may. What is neither public nor to be is hidden. */
static const char *wxr_held(struct wxr_story *s)
{
    const char *status = s->item->status;
    if (*s->item->password)
        return "it has a password";
    if (strcmp(status, "publish") == 0)
        return NULL;
    if (strcmp(status, "future") == 0)
        return s->out->published_at > dateline_now()
                   ? NULL
                   : "it was scheduled for a time that has passed since it was exported";
    return *status ? arena_printf(s->a, "its status is %s", note_value(s->a, status))
                   : "it has no status";
}

/* ---- Sections and tags ------------------------------------------------------------------------ */

static bool wxr_is_taxonomy(const struct wxr_term *t, const char *names)
{
    return shortcode_name_is(t->taxonomy, names);
}

/* "%d1%84" as the letters that it spells; as an address when it is one of ours, else NULL. */
static const char *wxr_slug(struct arena *a, const char *slug)
{
    slug = story_picture_decoded(a, slug);
    return slug_valid(slug) ? slug : NULL;
}

static bool wxr_same_term(const struct wxr_term *one, const struct wxr_term *other)
{
    return (*one->slug && *other->slug) ? strcmp(one->slug, other->slug) == 0
                                        : strcasecmp(one->name, other->name) == 0;
}

/* WXR 1.0 names each twice, with and without its slug. */
static bool wxr_is_again(const struct wxr_item *item, size_t i)
{
    for (size_t k = 0; k < item->n_terms; k++) {
        const struct wxr_term *t = &item->terms[i], *o = &item->terms[k];
        if (k != i && strcmp(t->taxonomy, o->taxonomy) == 0 && wxr_same_term(t, o) &&
            (k < i ? *o->slug || !*t->slug : *o->slug && !*t->slug))
            return true;
    }
    return false;
}

/* Where WordPress puts what nobody has put anywhere. */
static bool wxr_is_unsorted(const struct wxr_term *t)
{
    return shortcode_name_is(t->slug,
                             " uncategorized uncategorised non-classe sin-categoria "
                             "senza-categoria sem-categoria %e6%9c%aa%e5%88%86%e7%b1%bb ") ||
           (!*t->slug && strcasecmp(t->name, "uncategorized") == 0);
}

static const char *wxr_mapped(const struct wxr_story *s, const struct wxr_term *t)
{
    return export_mapped(s->f, t->slug, export_line(s->a, t->name));
}

static bool wxr_may_be_section(const struct wxr_story *s, const struct wxr_term *t)
{
    const char *ours = wxr_mapped(s, t);
    return ours ? *ours && strcmp(ours, "tag") != 0 : !wxr_is_unsorted(t);
}

/* The category that an editor called the first one, in one of two plugins; "" for none. */
static const char *wxr_primary_slug(const struct wxr_story *s)
{
    const char *id = wxr_meta_of(s->item, "_yoast_wpseo_primary_category");
    id = *id ? id : wxr_meta_of(s->item, "rank_math_primary_category");
    const char *slug = json_string_value(json_object_get(s->x->categories, id));
    return slug ? slug : "";
}

/* The one that --map names, else the primary one, else the first. */
static const struct wxr_term *wxr_section_of(const struct wxr_story *s)
{
    const struct wxr_item *item = s->item;
    const struct wxr_term *first = NULL, *mapped = NULL;
    const char *primary = wxr_primary_slug(s);
    for (size_t i = 0; i < item->n_terms; i++) {
        const struct wxr_term *t = &item->terms[i];
        if (!wxr_is_taxonomy(t, " category ") || wxr_is_again(item, i) || !wxr_may_be_section(s, t))
            continue;
        bool is_primary = *primary && strcmp(t->slug, primary) == 0;
        if (wxr_mapped(s, t) && (!mapped || is_primary))
            mapped = t;
        if (!first || is_primary)
            first = t;
    }
    return mapped ? mapped : first;
}

static void wxr_take_section(struct wxr_story *s, const struct wxr_term *t)
{
    const char *ours = t ? wxr_mapped(s, t) : NULL;
    if (ours)
        s->out->section = (struct group){.slug = ours};
    else if (t)
        s->out->section =
            (struct group){.slug = wxr_slug(s->a, t->slug), .name = export_line(s->a, t->name)};
}

static void wxr_add_group(struct wxr_story *s, struct groups *to, const char *slug,
                          const char *name)
{
    name = export_line(s->a, name);
    if (!*slug_from(s->a, name) && !slug)
        return; /* what cannot stand in an address ("???") groups nothing */
    for (size_t i = 0; i < to->n; i++)
        if (strcasecmp(to->v[i].name, name) == 0)
            return;
    to->v[to->n++] = (struct group){.slug = slug, .name = name};
}

static void wxr_take_tags(struct wxr_story *s, const struct wxr_term *section)
{
    const struct wxr_item *item = s->item;
    s->out->tags.v = arena_array(s->a, item->n_terms + 1, sizeof *s->out->tags.v);
    for (size_t i = 0; i < item->n_terms; i++) {
        const struct wxr_term *t = &item->terms[i];
        const char *ours = wxr_mapped(s, t), *all = export_mapped(s->f, "", t->taxonomy);
        bool category = wxr_is_taxonomy(t, " category "),
             tag = wxr_is_taxonomy(t, " tag post_tag ");
        if (t == section || wxr_is_again(item, i) || !*t->name || (ours && !*ours) ||
            (category && !ours && wxr_is_unsorted(t)))
            continue;
        if (category || tag || (all && strcmp(all, "tag") == 0))
            wxr_add_group(s, &s->out->tags, wxr_slug(s->a, t->slug), t->name);
    }
}

/* ---- People ----------------------------------------------------------------------------------- */

static const char *wxr_person(const struct wxr_story *s, const char *key)
{
    const char *name = json_string_value(json_object_get(s->x->guests, key));
    return name ? name : json_string_value(json_object_get(s->x->authors, key));
}

/* A guest author's slug is "cap-" and a login's; the term is called by the login, too. */
static const char *wxr_coauthor(const struct wxr_story *s, const struct wxr_term *t)
{
    const char *bare = strncmp(t->slug, "cap-", 4) == 0 ? t->slug + 4 : t->slug;
    const char *keys[] = {t->slug, bare, t->name}; /* names are kept as HTML */
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const char *name = *keys[i] ? wxr_person(s, keys[i]) : NULL;
        if (name)
            return name;
    }
    return t->name;
}

static void wxr_take_authors(struct wxr_story *s)
{
    const struct wxr_item *item = s->item;
    struct groups *to = &s->out->authors;
    to->v = arena_array(s->a, item->n_terms + 1, sizeof *to->v);
    for (size_t i = 0; i < item->n_terms; i++)
        if (wxr_is_taxonomy(&item->terms[i], " author "))
            wxr_add_group(s, to, NULL, wxr_coauthor(s, &item->terms[i]));
    const char *creator = text_line(s->a, item->creator);
    const char *name = wxr_person(s, creator);
    if (to->n == 0 && *creator)
        wxr_add_group(s, to, NULL, name ? name : creator);
}

/* ---- Pictures, addresses, descriptions -------------------------------------------------------- */

/* What dateline export says of this story alone, or what the export says of it as any. */
static const char *wxr_or(const struct wxr_story *s, const char *key, const char *other)
{
    const char *said = text_line(s->a, wxr_meta_of(s->item, key));
    return *said ? said : other;
}

static void wxr_take_hero(struct wxr_story *s)
{
    const char *id = wxr_meta_of(s->item, "_thumbnail_id");
    const struct export_picture *p = export_media_by_id(&s->x->media, id);
    if (!*id || strcmp(id, "0") == 0)
        return;
    s->out->hero = p ? p->path : arena_printf(s->a, "attachment %s", id);
    s->out->hero_alt = wxr_or(s, "_dateline_picture_alt", p ? p->alt : "");
    s->out->hero_caption = wxr_or(s, "_dateline_picture_caption", p ? p->caption : "");
    s->out->hero_credit = wxr_or(s, "_dateline_picture_credit", p ? p->credit : "");
}

/* The permalink, "?p=12" that always leads to it, and its former names in the same place. */
static void wxr_take_aliases(struct wxr_story *s)
{
    const struct wxr_item *item = s->item;
    struct strlist *out = &s->out->aliases;
    if (*item->id)
        strlist_add(s->a, out, arena_printf(s->a, "/?p=%s", item->id));
    if (*item->link)
        strlist_add(s->a, out, item->link);
    const char *path = export_old_path(s->a, item->link);
    const char *slash = path && !strchr(path, '?') ? strrchr(path, '/') : NULL;
    for (size_t i = 0; i < item->n_meta && slash; i++)
        if (strcmp(item->meta[i].key, "_wp_old_slug") == 0 && *item->meta[i].value)
            strlist_add(
                s->a, out,
                arena_printf(s->a, "%.*s/%s", (int)(slash - path), path, item->meta[i].value));
}

/* What search engines are told, unless a plugin was to fill it in ("%%excerpt%%"). */
static const char *wxr_description(const struct wxr_item *item)
{
    static const char *const keys[] = {"_yoast_wpseo_metadesc", "rank_math_description",
                                       "_aioseo_description", "_aioseop_description",
                                       "_genesis_description"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const char *said = wxr_meta_of(item, keys[i]);
        const char *mark = strchr(said, '%');
        bool template = mark && strchr("%abcdefghijklmnopqrstuvwxyz", mark[1]) && mark[1];
        if (!text_blank(said) && !template)
            return said;
    }
    return "";
}

/* Fields that somebody has made, and taxonomies that are neither categories nor tags. */
static void wxr_count_ignored(struct wxr_story *s)
{
    static const char known[] = " rank_math_description rank_math_primary_category media_credit ";
    const struct wxr_item *item = s->item;
    json_t *ignored = s->f->ignored;
    for (size_t i = 0; i < item->n_meta; i++) {
        const char *key = item->meta[i].key;
        if (*key && *key != '_' && !shortcode_name_is(key, known))
            json_object_set_new(
                ignored, key, json_integer(json_integer_value(json_object_get(ignored, key)) + 1));
    }
    for (size_t i = 0; i < item->n_terms; i++) {
        const char *key = item->terms[i].taxonomy;
        if (!wxr_is_taxonomy(&item->terms[i], " category tag post_tag author ") &&
            !export_mapped(s->f, "", key))
            json_object_set_new(
                ignored, key, json_integer(json_integer_value(json_object_get(ignored, key)) + 1));
    }
}

/* ---- The whole -------------------------------------------------------------------------------- */

bool wxr_story_take(struct wxr_export *x, struct arena *a, struct wxr_ready *ready,
                    struct import_item *out, const char **name, const char **why)
{
    const struct wxr_item *item = ready->item;
    const char *title = export_line(a, item->title);
    const char *lang = language_tag_from(a, wxr_meta_of(item, "_dateline_language"));
    bool page = ready->kind == WXR_PAGE;
    struct export_item made = {.kind = page ? STORY_PAGE : STORY_NEWS,
                               .key = arena_printf(a, "wordpress:%s/?p=%s", x->site, item->id),
                               .id = arena_dup(a, item->id),
                               .title = title,
                               .slug = story_picture_decoded(a, item->slug),
                               .lang = lang ? lang : "",
                               .dek = item->excerpt,
                               .summary = wxr_description(item),
                               .hero = "",
                               .hero_alt = "",
                               .hero_caption = "",
                               .hero_credit = "",
                               .parts = &ready->part,
                               .n_parts = 1,
                               .marks = BODY_MARKS_WORDPRESS,
                               .lead = strcmp(item->sticky, "1") == 0,
                               .notes = {.arena = a}};
    struct wxr_story s = {.x = x, .f = x->stories_of, .a = a, .item = item, .out = &made};
    made.name = *name = arena_printf(a, "%s %s: %s", page ? "page" : "post", item->id,
                                     text_excerpt(a, *title ? title : item->slug, NAME_SHOWN));
    if (item->too_long || !*item->id) {
        *why = item->too_long ? "its text is longer than 512 KiB" : "it has no number of its own";
        return false;
    }
    wxr_take_times(&s);
    made.held = wxr_held(&s);
    const struct wxr_term *section = page ? NULL : wxr_section_of(&s);
    wxr_take_section(&s, section);
    wxr_take_tags(&s, section);
    wxr_take_authors(&s);
    wxr_take_hero(&s);
    wxr_take_aliases(&s);
    wxr_count_ignored(&s);
    return export_item_take(x->stories_of, &x->media, a, &made, out, why);
}
