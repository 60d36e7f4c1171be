/* export_wxr_meta.c: what WordPress has no place for, kept as the meta of a post: lists as JSON, times as
 * RFC 3339 in UTC. */
#include "export_wxr_private.h"

#include "lib/text.h"

#include <stdlib.h>
#include <string.h>

/* "" is not written. */
static void meta_text(struct wp_export *w, const char *key, const char *value)
{
    if (value && *value)
        wp_meta(w, key, value);
}

static const char *meta_iso(struct wp_export *w, int64_t ms)
{
    char iso[DATELINE_ISO_SIZE];
    dateline_iso(w->utc, ms, iso);
    return arena_dup(w->a, iso);
}

static void meta_time(struct wp_export *w, const char *key, int64_t ms)
{
    if (ms != 0)
        wp_meta(w, key, meta_iso(w, ms));
}

/* The value, which is let go; an empty list is not written. */
static void meta_json(struct wp_export *w, const char *key, json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT);
    if (!text)
        export_file_no_memory(&w->file);
    else if (!json_is_array(value) || json_array_size(value) > 0)
        wp_meta(w, key, text);
    free(text);
    json_decref(value);
}

static json_t *meta_list(const struct strlist *list)
{
    json_t *out = json_array();
    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(out, json_string(list->v[i]));
    return out;
}

static json_t *meta_sources(const struct sources *list)
{
    json_t *out = json_array();
    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(
            out, json_pack("{ssss}", "title", list->v[i].title, "url", list->v[i].url));
    return out;
}

static json_t *meta_review(const struct review *v)
{
    json_t *o = json_pack("{ssssssss}", "product", v->product, "verdict", v->verdict, "price",
                          v->price, "price_checked", v->price_checked_on);
    if (v->rating >= 0)
        json_object_set_new(o, "rating", json_integer(v->rating));
    json_object_set_new(o, "pros", meta_list(&v->pros));
    json_object_set_new(o, "cons", meta_list(&v->cons));
    return o;
}

/* Updates and corrections that readers were told of, the oldest first. */
static json_t *meta_changes(struct wp_export *w, const struct story_record *r)
{
    json_t *out = json_array();
    for (size_t i = 0; i < r->publications.n; i++) {
        const struct record_publication *p = &r->publications.v[i];
        bool corrects = p->kind == EDIT_CORRECTION;
        if (p->live_from > w->e->now || (!corrects && p->kind != EDIT_UPDATE))
            continue;
        int64_t at = corrects ? p->corrected_at : p->updated_at ? p->updated_at : p->live_from;
        json_t *one = json_pack("{ssss}", "kind", edit_kind_name(p->kind), "at", meta_iso(w, at));
        if (corrects) {
            json_object_set_new(one, "wrong", json_string(p->wrong));
            json_object_set_new(one, "right", json_string(p->right));
        } else {
            json_object_set_new(one, "note", json_string(p->note));
        }
        json_array_append_new(out, one);
    }
    return out;
}

static void meta_names(struct wp_export *w, const struct groups *bylines)
{
    struct strlist names = {0};
    for (size_t i = 0; i < bylines->n && bylines->n > 1; i++)
        strlist_add(w->a, &names, bylines->v[i].name);
    meta_json(w, "_dateline_bylines", meta_list(&names));
}

/* What is known of the story, beside the text. */
static void meta_story(struct wp_export *w, const struct story_record *r)
{
    meta_text(w, "_dateline_address", r->story.path);
    if (r->story.live != 0)
        meta_time(w, "_dateline_updated", r->story.updated_at);
    meta_json(w, "_dateline_changes", meta_changes(w, r));
    meta_time(w, "_dateline_withdrawn", r->story.withdrawn_at);
    meta_text(w, "_dateline_withdrawn_reason", r->story.withdrawn_reason);
    meta_json(w, "_dateline_old_addresses", meta_list(&r->redirects));
}

void wp_metas(struct wp_export *w, const struct story_record *record, const struct story_view *view)
{
    const struct story_text *t = &view->revision.text;
    if (view->story.kind != STORY_PAGE)
        wp_meta(w, "_dateline_kind", story_kind_name(view->story.kind));
    if (record)
        meta_story(w, record);
    meta_text(w, "_dateline_language", t->lang);
    meta_names(w, &t->bylines);
    meta_json(w, "_dateline_takeaways", meta_list(&t->takeaways));
    meta_json(w, "_dateline_sources", meta_sources(&t->sources));
    if (view->story.kind == STORY_REVIEW)
        meta_json(w, "_dateline_review", meta_review(&t->review));
    if (t->ai != STORY_AI_UNSTATED)
        wp_meta(w, "_dateline_ai_use", story_ai_name(t->ai));
    meta_text(w, "_dateline_ai_note", t->ai_note);
    meta_text(w, "_dateline_fact_checked_by", t->fact_checked_by);
    if (t->genre != GENRE_NEWS)
        wp_meta(w, "_dateline_kind_of_work", story_genre_name(t->genre));
    meta_text(w, "_dateline_place_line", t->place_line);
    meta_text(w, "_dateline_how_reported", t->how_reported);
    if (view->has_hero) {
        meta_text(w, "_dateline_picture_alt", t->hero_alt);
        meta_text(w, "_dateline_picture_caption", t->hero_caption);
        meta_text(w, "_dateline_picture_credit", t->hero_credit);
    }
}
