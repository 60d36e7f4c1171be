/* export_json_story.c: a story and its revisions, as dateline export SITE json says them (docs/export.md). */
#include "export_json_private.h"

#include "db/checklist.h"
#include "db/review.h"
#include "db/story_writer.h"

static json_t *json_publication(const struct record_publication *p)
{
    json_t *o = json_object();
    json_set_number(o, "id", p->id);
    json_set_number(o, "revision", p->number);
    json_set_text(o, "kind", edit_kind_name(p->kind));
    json_set_time(o, "live_from", p->live_from);
    json_set_bool(o, "keeps_updated", p->carries);
    json_set_time(o, "updated_at", p->updated_at);
    json_set_text(o, "note", p->note);
    if (p->kind == EDIT_CORRECTION) {
        json_set_text(o, "wrong", p->wrong);
        json_set_text(o, "right", p->right);
        json_set_time(o, "corrected_at", p->corrected_at);
    }
    json_set_time(o, "reworded_at", p->reworded_at);
    json_set_number(o, "follows", p->follows);
    json_set_time(o, "created_at", p->created_at);
    json_set_number(o, "created_by", p->user);
    return o;
}

static json_t *json_sources(const struct sources *list)
{
    json_t *out = json_array();
    for (size_t i = 0; i < list->n; i++) {
        json_t *o = json_object();
        json_set_text(o, "title", list->v[i].title);
        json_set_text(o, "url", list->v[i].url);
        json_array_append_new(out, o);
    }
    return out;
}

static json_t *json_review(const struct review *v)
{
    json_t *o = json_object();
    json_set_text(o, "product", v->product);
    json_object_set_new(o, "rating", v->rating < 0 ? json_null() : json_integer(v->rating));
    json_object_set_new(o, "pros", json_texts(&v->pros));
    json_object_set_new(o, "cons", json_texts(&v->cons));
    json_set_text(o, "verdict", v->verdict);
    json_set_text(o, "price", v->price);
    json_set_text(o, "price_checked", v->price_checked_on);
    return o;
}

/* Also of a text from before the story was something else. */
static bool json_is_review(const struct review *v)
{
    return v->rating >= 0 || v->pros.n > 0 || v->cons.n > 0 || *v->product || *v->verdict ||
           *v->price || *v->price_checked_on;
}

static json_t *json_hero(const struct story_view *view)
{
    const struct story_text *t = &view->revision.text;
    if (!view->has_hero)
        return json_null();
    json_t *o = json_object();
    json_set_text(o, "media", view->hero.name);
    json_set_text(o, "alt", t->hero_alt);
    json_set_text(o, "caption", t->hero_caption);
    json_set_text(o, "credit", t->hero_credit);
    return o;
}

/* Those that the text itself names, where one of them stands for another by now; else nothing. */
static void json_set_named(json_t *o, const struct record_names *names)
{
    if (!names->merged)
        return;
    json_t *named = json_object();
    json_set_text(named, "section", names->section);
    json_object_set_new(named, "bylines", json_texts(&names->bylines));
    json_object_set_new(named, "tags", json_texts(&names->tags));
    json_object_set_new(o, "named", named);
}

json_t *json_revision(struct json_export *w, struct arena *a, const struct story_view *view,
                      int parent)
{
    const struct revision *r = &view->revision;
    const struct story_text *t = &r->text;
    struct record_names names;
    json_store(w, story_record_names(w->e->s, a, view->story.id, r->number, &names));
    json_t *o = json_object();
    json_set_number(o, "number", r->number);
    json_set_number(o, "parent", parent);
    json_set_time(o, "saved_at", r->saved_at);
    json_set_number(o, "saved_by", r->saved_by);
    json_set_text(o, "hash", r->hash);
    json_set_text(o, "text_hash", names.text_hash);
    json_set_number(o, "words", r->words);
    json_set_text(o, "headline", t->headline);
    json_set_text(o, "dek", t->dek);
    json_set_text(o, "lang", t->lang);
    json_set_text(o, "section", t->section.slug);
    json_object_set_new(o, "bylines", json_slugs(&t->bylines));
    json_object_set_new(o, "tags", json_slugs(&t->tags));
    json_set_named(o, &names);
    json_object_set_new(o, "takeaways", json_texts(&t->takeaways));
    json_object_set_new(o, "sources", json_sources(&t->sources));
    json_object_set_new(o, "hero", json_hero(view));
    if (view->story.kind == STORY_REVIEW || json_is_review(&t->review))
        json_object_set_new(o, "review", json_review(&t->review));
    json_set_text(o, "ai_use", story_ai_name(t->ai));
    json_set_text(o, "ai_note", t->ai_note);
    json_set_text(o, "fact_checked_by", t->fact_checked_by);
    json_set_text(o, "kind_of_work", story_genre_name(t->genre));
    json_set_text(o, "place_line", t->place_line);
    json_set_text(o, "how_reported", t->how_reported);
    json_set_text(o, "body", t->body);
    return o;
}

/* Who writes it besides whoever began it. */
static json_t *json_writers(struct json_export *w, int64_t story)
{
    struct users all = {0};
    json_t *out = json_array();
    json_store(w, story_writers(w->e->s, w->a, story, &all));
    for (size_t i = 0; i < all.n; i++)
        json_array_append_new(out, json_number(all.v[i].id));
    return out;
}

static json_t *json_step(const struct review_step *step)
{
    json_t *o = json_object(), *points = json_array();
    for (int p = 0; p < CHECK_POINT_MAX; p++)
        if (step->points & 1u << p)
            json_array_append_new(points, json_string(check_point_name((enum check_point)p)));
    json_set_text(o, "kind", review_kind_name(step->kind));
    json_set_number(o, "revision", step->number);
    json_set_time(o, "at", step->at);
    json_set_number(o, "by", step->user_id);
    json_set_text(o, "name", step->name);
    json_set_text(o, "words", step->words);
    json_object_set_new(o, "points", points);
    return o;
}

/* Between its writer and its readers, from the first. */
static json_t *json_steps(struct json_export *w, int64_t story)
{
    struct review_steps all = {0};
    json_t *out = json_array();
    json_store(w, review_list(w->e->s, w->a, story, SIZE_MAX, &all));
    for (size_t i = all.n; i-- > 0;)
        json_array_append_new(out, json_step(&all.v[i]));
    return out;
}

/* Who reads it, and what is asked of it, now; null: nothing of that. */
static json_t *json_in_hands(struct json_export *w, int64_t story)
{
    struct review_now now;
    if (!json_store(w, review_load(w->e->s, w->a, story, &now)) ||
        (!now.held_by && !now.returned && !now.legal_needed))
        return json_null();
    json_t *o = json_object();
    json_set_number(o, "held_by", now.held_by);
    json_set_time(o, "held_at", now.held_at);
    json_set_bool(o, "returned", now.returned);
    json_set_bool(o, "legal_needed", now.legal_needed);
    return o;
}

/* Where an import found it, so that the next one knows it again; null: it was written here. */
static json_t *json_imported(const struct story_record *r)
{
    if (*r->import_key == '\0')
        return json_null();
    json_t *o = json_object();
    json_set_text(o, "key", r->import_key);
    json_set_text(o, "hash", r->import_hash);
    json_set_number(o, "revision", r->import_number);
    return o;
}

json_t *json_story_head(struct json_export *w, const struct story_record *r)
{
    const struct story *s = &r->story;
    json_t *o = json_object(), *publications = json_array();
    for (size_t i = 0; i < r->publications.n; i++)
        json_array_append_new(publications, json_publication(&r->publications.v[i]));
    json_set_number(o, "id", s->id);
    json_set_text(o, "kind", story_kind_name(s->kind));
    json_set_text(o, "path", s->path);
    json_set_text(o, "slug", s->slug);
    json_set_bool(o, "slug_follows_headline", r->slug_auto);
    json_set_time(o, "created_at", s->created_at);
    json_set_number(o, "created_by", s->created_by);
    json_set_time(o, "edited_at", s->edited_at);
    json_set_number(o, "edited_by", r->edited_by);
    json_set_time(o, "published_at", s->published_at);
    json_set_time(o, "withdrawn_at", s->withdrawn_at);
    json_set_text(o, "withdrawn_reason", s->withdrawn_reason);
    json_set_bool(o, "in_review", r->in_review);
    json_set_time(o, "binned_at", s->binned_at);
    json_set_number(o, "draft", s->draft);
    json_set_number(o, "draft_follows", s->draft_follows);
    json_object_set_new(o, "imported", json_imported(r));
    json_object_set_new(o, "redirects", json_texts(&r->redirects));
    json_object_set_new(o, "writers", json_writers(w, s->id));
    json_object_set_new(o, "steps", json_steps(w, s->id));
    json_object_set_new(o, "in_hands", json_in_hands(w, s->id));
    json_set_said(w, o, s->id);
    json_object_set_new(o, "publications", publications);
    return o;
}
