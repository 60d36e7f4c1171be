/* export_json.c: dateline export SITE json FILE: all of a site that is no secret, as one JSON document with
 * a record a line (docs/export.md).
 *
 * What it takes of memory does not depend on the site's size: one revision is held at a time. Equal sites
 * give equal bytes: nothing in it is of the clock, and keys stand in one order. */
#include "export_file.h"
#include "export_value.h"

#include "db/checklist.h"
#include "db/front.h"
#include "db/group.h"
#include "db/media_replace.h"
#include "db/profile.h"
#include "db/redirect_rule.h"
#include "db/report.h"
#include "db/review.h"
#include "db/story_writer.h"
#include "db/style_rule.h"
#include "db/user.h"

#include <stdlib.h>
#include <string.h>

#define JSON_HEAD "{\"format\":\"dateline json 1\""
enum { PAGE = 200 };

struct json_export {
    struct export *e;
    struct arena *a; /* of one record */
    struct export_file file;
    bool first; /* of a list */
};

/* ---- The file -------------------------------------------------------------------------------- */

static bool json_store(struct json_export *w, enum store_status st)
{
    return export_file_store(&w->file, st);
}

static void json_put(struct json_export *w, const char *text)
{
    buf_adds(&w->file.out, text);
    export_file_spill(&w->file);
}

/* The value, which is let go. */
static void json_put_value(struct json_export *w, json_t *value)
{
    char *text = value ? json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    if (!text)
        export_file_no_memory(&w->file);
    json_put(w, text);
    free(text);
    json_decref(value);
}

static void json_begin_list(struct json_export *w, const char *key)
{
    json_put(w, arena_printf(w->a, ",\n\"%s\":[", key));
    w->first = true;
}

static void json_begin_item(struct json_export *w)
{
    json_put(w, w->first ? "\n" : ",\n");
    w->first = false;
}

static void json_item(struct json_export *w, json_t *value)
{
    json_begin_item(w);
    json_put_value(w, value);
}

static void json_end_list(struct json_export *w)
{
    json_put(w, "]");
}

/* ---- What belongs to no story ---------------------------------------------------------------- */

static void json_settings(struct json_export *w)
{
    struct settings all;
    json_t *out = json_object();
    if (json_store(w, setting_all(w->e->s, w->a, &all)))
        for (int k = 0; k < SETTING_MAX; k++)
            json_object_set_new(out, setting_name((enum setting)k), json_string(all.v[k]));
    json_put(w, ",\n\"settings\":");
    json_put_value(w, out);
}

static void json_people(struct json_export *w)
{
    struct users all = {0};
    json_begin_list(w, "people");
    json_store(w, user_list(w->e->s, w->a, &all));
    for (size_t i = 0; i < all.n; i++) {
        json_t *o = json_object();
        json_set_number(o, "id", all.v[i].id);
        json_set_text(o, "login", all.v[i].login);
        json_set_text(o, "name", all.v[i].name);
        json_set_text(o, "role", role_name(all.v[i].role));
        json_set_bool(o, "disabled", all.v[i].disabled);
        json_set_time(o, "created_at", all.v[i].created_at);
        json_item(w, o);
    }
    json_end_list(w);
}

/* What readers learn of an author beside the biography. */
static json_t *json_profile(struct json_export *w, int64_t byline)
{
    struct profile who;
    struct media m = {.name = ""};
    enum store_status st = profile_get(w->e->s, w->a, byline, &who);
    if (st == STORE_OK && who.portrait != 0)
        st = media_get(w->e->s, w->a, who.portrait, &m);
    if (st == STORE_MISSING || !json_store(w, st))
        return json_null();
    json_t *o = json_object();
    json_set_text(o, "number", who.number);
    json_set_text(o, "portrait", m.name);
    json_set_text(o, "place", who.place);
    json_object_set_new(o, "languages", json_texts(&who.languages));
    json_object_set_new(o, "beats", json_texts(&who.beats));
    json_set_text(o, "contact", who.contact);
    json_object_set_new(o, "links", json_texts(&who.links));
    return o;
}

static void json_groups(struct json_export *w, enum group_kind k, const char *key)
{
    struct groups all = {0}, merged = {0};
    json_begin_list(w, key);
    json_store(w, group_list(w->e->s, w->a, k, false, w->e->now, &all));
    for (size_t i = 0; i < all.n && !w->file.failed; i++) {
        json_t *o = json_object();
        json_store(w, group_merged(w->e->s, w->a, k, all.v[i].id, &merged));
        json_set_text(o, "slug", all.v[i].slug);
        json_set_text(o, "name", all.v[i].name);
        json_set_text(o, "text", all.v[i].text);
        if (k == GROUP_SECTION)
            json_set_bool(o, "hidden", all.v[i].hidden);
        json_object_set_new(o, "merged", json_slugs(&merged));
        if (k == GROUP_BYLINE)
            json_object_set_new(o, "profile", json_profile(w, all.v[i].id));
        json_item(w, o);
    }
    json_end_list(w);
}

static json_t *json_media_files(const struct media *m)
{
    static const char *const formats[] = {
        [MEDIA_JPEG] = "jpeg", [MEDIA_WEBP] = "webp", [MEDIA_AVIF] = "avif"};
    json_t *out = json_array();
    for (size_t i = 0; i < m->n_files; i++) {
        const struct media_file *f = &m->files[i];
        json_t *o = json_object();
        json_set_text(o, "format", formats[f->format]);
        json_set_number(o, "width", f->width);
        json_set_number(o, "height", f->height);
        json_set_number(o, "bytes", f->bytes);
        json_set_text(o, "path", f->path);
        json_set_text(o, "sha256", f->sha256);
        json_array_append_new(out, o);
    }
    return out;
}

/* null for none. */
static json_t *json_medium_name(struct json_export *w, int64_t id)
{
    struct media m = {.name = ""};
    enum store_status st = id != 0 ? media_get(w->e->s, w->a, id, &m) : STORE_MISSING;
    return st != STORE_MISSING && json_store(w, st) ? json_string(m.name) : json_null();
}

/* What readers are told of the one that stands for it; null: none does. */
static json_t *json_replacement(struct json_export *w, const struct media *m)
{
    struct media_replacement r;
    enum store_status st = media_replacement(w->e->s, w->a, m->id, &r);
    if (st == STORE_MISSING || !json_store(w, st))
        return json_null();
    json_t *o = json_object();
    json_set_text(o, "alt", r.words.alt);
    json_set_text(o, "caption", r.words.caption);
    json_set_text(o, "credit", r.words.credit);
    json_set_time(o, "at", r.at);
    json_set_number(o, "user", r.user_id);
    return o;
}

static json_t *json_medium(struct json_export *w, const struct media *m)
{
    json_t *o = json_object();
    json_set_text(o, "name", m->name);
    json_set_text(o, "original", m->original);
    json_set_text(o, "source_sha256", m->source_sha256);
    json_set_number(o, "width", m->width);
    json_set_number(o, "height", m->height);
    json_set_text(o, "alt", m->alt);
    json_set_text(o, "caption", m->caption);
    json_set_text(o, "credit", m->credit);
    json_set_text(o, "creator", m->creator);
    json_set_text(o, "copyright", m->copyright);
    json_set_text(o, "license", m->license);
    json_set_text(o, "acquire", m->acquire);
    json_set_text(o, "source_type", m->source_type);
    json_set_text(o, "source", m->source);
    json_set_text(o, "rights_from", m->rights_from);
    json_set_text(o, "rights_until", m->rights_until);
    json_set_bool(o, "not_again", m->not_again);
    json_set_bool(o, "moves", m->moves);
    json_set_time(o, "brought_at", m->brought_at);
    json_object_set_new(o, "replaced_by", json_medium_name(w, m->replaced_by));
    json_object_set_new(o, "replacement", json_replacement(w, m));
    json_set_number(o, "focus_x", m->focus_x);
    json_set_number(o, "focus_y", m->focus_y);
    json_set_time(o, "created_at", m->created_at);
    json_set_number(o, "created_by", m->created_by);
    json_object_set_new(o, "files", json_media_files(m));
    return o;
}

static void json_media(struct json_export *w)
{
    int64_t before = 0;
    struct media_list page = {.n = PAGE};
    json_begin_list(w, "media");
    while (page.n == PAGE && !w->file.failed) {
        arena_reset(w->a);
        page.n = 0;
        json_store(w, media_every(w->e->s, w->a, before, PAGE, &page));
        for (size_t i = 0; i < page.n; i++) {
            json_item(w, json_medium(w, &page.v[i]));
            before = page.v[i].id;
        }
    }
    json_end_list(w);
}

static void json_style(struct json_export *w)
{
    struct style_rules all = {0};
    json_begin_list(w, "style_rules");
    json_store(w, style_rule_list(w->e->s, w->a, &all));
    for (size_t i = 0; i < all.n; i++) {
        json_t *o = json_object();
        json_set_text(o, "pattern", all.v[i].pattern);
        json_set_bool(o, "is_regex", all.v[i].is_regex);
        json_set_text(o, "replacement", all.v[i].replacement);
        json_set_text(o, "advice", all.v[i].advice);
        json_item(w, o);
    }
    json_end_list(w);
}

static void json_redirect_rules(struct json_export *w)
{
    struct redirect_rules all = {0};
    json_begin_list(w, "redirect_rules");
    json_store(w, redirect_rule_list(w->e->s, w->a, &all));
    for (size_t i = 0; i < all.n; i++)
        json_item(w, json_pack("{ssss}", "path", all.v[i].path, "target", all.v[i].target));
    json_end_list(w);
}

static json_t *json_arrangement(const struct front *f)
{
    json_t *o = json_object(), *stories = json_array(), *sections = json_array();
    for (size_t i = 0; i < f->n_pins; i++) {
        json_t *one = json_object();
        json_set_number(one, "place", f->pins[i].place);
        json_set_number(one, "story", f->pins[i].story_id);
        json_set_time(one, "until", f->pins[i].until);
        json_array_append_new(stories, one);
    }
    for (size_t i = 0; i < f->n_bands; i++) {
        json_t *one = json_object();
        json_set_text(one, "slug", f->bands[i].slug);
        json_set_bool(one, "hidden", f->bands[i].hidden);
        json_array_append_new(sections, one);
    }
    json_set_number(o, "id", f->id);
    json_set_time(o, "live_from", f->live_from);
    json_set_time(o, "saved_at", f->saved_at);
    json_set_number(o, "saved_by", f->saved_by);
    json_set_time(o, "cancelled_at", f->cancelled_at);
    json_object_set_new(o, "stories", stories);
    json_object_set_new(o, "sections", sections);
    return o;
}

/* All arrangements of the front page, saved last first. */
static void json_front(struct json_export *w)
{
    int64_t before = 0;
    struct fronts page = {.more = true};
    json_begin_list(w, "front");
    while (page.more && !w->file.failed) {
        arena_reset(w->a);
        page = (struct fronts){0};
        json_store(w, front_history(w->e->s, w->a, before, PAGE, &page));
        for (size_t i = 0; i < page.n; i++) {
            json_item(w, json_arrangement(&page.v[i]));
            before = page.v[i].id;
        }
    }
    json_end_list(w);
}

static json_t *json_report(const struct report *r)
{
    json_t *o = json_object();
    json_set_number(o, "id", r->id);
    json_set_number(o, "story", r->story_id);
    json_set_number(o, "revision", r->revision);
    json_set_text(o, "passage", r->passage);
    json_set_text(o, "quote", r->quote);
    json_set_text(o, "message", r->message);
    json_set_time(o, "created_at", r->created_at);
    json_set_text(o, "state", report_state_name(r->state));
    json_set_text(o, "note", r->note);
    json_set_time(o, "closed_at", r->closed_at);
    return o;
}

/* Without the senders' addresses, which are theirs. */
static void json_reports(struct json_export *w)
{
    struct report_key before = {0};
    struct reports page = {.more = true};
    json_begin_list(w, "reports");
    while (page.more && !w->file.failed) {
        arena_reset(w->a);
        page = (struct reports){0};
        json_store(w, report_list(w->e->s, w->a, before, PAGE, w->e->now, &page));
        for (size_t i = 0; i < page.n; i++) {
            const struct report *r = &page.v[i];
            json_item(w, json_report(r));
            before = (struct report_key){r->state != REPORT_OPEN, r->created_at, r->id};
        }
    }
    json_end_list(w);
}

/* ---- Stories --------------------------------------------------------------------------------- */

static json_t *json_publication(const struct record_publication *p)
{
    json_t *o = json_object();
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

static json_t *json_revision(const struct story_view *view, int parent)
{
    const struct revision *r = &view->revision;
    const struct story_text *t = &r->text;
    json_t *o = json_object();
    json_set_number(o, "number", r->number);
    json_set_number(o, "parent", parent);
    json_set_time(o, "saved_at", r->saved_at);
    json_set_number(o, "saved_by", r->saved_by);
    json_set_text(o, "hash", r->hash);
    json_set_number(o, "words", r->words);
    json_set_text(o, "headline", t->headline);
    json_set_text(o, "dek", t->dek);
    json_set_text(o, "lang", t->lang);
    json_set_text(o, "section", t->section.slug);
    json_object_set_new(o, "bylines", json_slugs(&t->bylines));
    json_object_set_new(o, "tags", json_slugs(&t->tags));
    json_object_set_new(o, "takeaways", json_texts(&t->takeaways));
    json_object_set_new(o, "sources", json_sources(&t->sources));
    json_object_set_new(o, "hero", json_hero(view));
    if (view->story.kind == STORY_REVIEW)
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

/* All but its revisions. Nothing that the clock decides: what is live, publications say. */
static json_t *json_story_head(struct json_export *w, const struct story_record *r)
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
    json_set_time(o, "published_at", s->published_at);
    json_set_time(o, "withdrawn_at", s->withdrawn_at);
    json_set_text(o, "withdrawn_reason", s->withdrawn_reason);
    json_set_bool(o, "in_review", r->in_review);
    json_set_time(o, "binned_at", s->binned_at);
    json_set_number(o, "draft", s->draft);
    json_set_number(o, "draft_follows", s->draft_follows);
    json_object_set_new(o, "redirects", json_texts(&r->redirects));
    json_object_set_new(o, "writers", json_writers(w, s->id));
    json_object_set_new(o, "steps", json_steps(w, s->id));
    json_object_set_new(o, "publications", publications);
    return o;
}

static void json_story(struct json_export *w, const struct story_record *r)
{
    struct arena *a = arena_new(); /* of one revision */
    struct revision_rows rows = {0};
    json_t *head = json_story_head(w, r);
    char *text = json_dumps(head, JSON_COMPACT);
    json_begin_item(w);
    if (text) /* its last brace waits for the revisions */
        buf_add(&w->file.out, text, strlen(text) - 1);
    free(text);
    json_decref(head);
    json_put(w, ",\"revisions\":[");
    json_store(w, story_revisions(w->e->s, w->a, r->story.id, w->e->now, &rows));
    for (size_t i = rows.n; i-- > 0 && !w->file.failed;) { /* they come newest first */
        struct story_view view;
        arena_reset(a);
        if (!json_store(w, story_get(w->e->s, a, r->story.id, rows.v[i].number, w->e->now, &view)))
            break;
        json_put(w, i + 1 < rows.n ? "," : "");
        json_put_value(w, json_revision(&view, rows.v[i].parent));
    }
    json_put(w, "]}");
    w->e->stories[r->story.state]++;
    arena_free(a);
}

static void json_stories(struct json_export *w)
{
    struct cli_progress progress;
    struct story_record r;
    enum store_status st = STORE_OK;
    int64_t all = 0, after = 0;
    json_store(w, story_record_count(w->e->s, &all));
    json_begin_list(w, "stories");
    cli_progress_start(&progress);
    for (size_t n = 1; !w->file.failed && st == STORE_OK; n++) {
        arena_reset(w->a);
        st = story_record_next(w->e->s, w->a, after, w->e->now, &r);
        if (st == STORE_OK)
            json_story(w, &r);
        after = st == STORE_OK ? r.story.id : after;
        cli_progress_step(&progress, "Exporting", n, (size_t)all);
    }
    cli_progress_end(&progress);
    if (st != STORE_MISSING)
        json_store(w, st);
    json_end_list(w);
}

/* ---- The whole ------------------------------------------------------------------------------- */

static void json_write(struct json_export *w)
{
    json_settings(w);
    json_people(w);
    json_groups(w, GROUP_SECTION, "sections");
    json_groups(w, GROUP_BYLINE, "bylines");
    json_groups(w, GROUP_TAG, "tags");
    json_style(w);
    json_redirect_rules(w);
    json_front(w);
    json_media(w);
    json_stories(w);
    if (w->e->reports)
        json_reports(w);
    json_put(w, "}\n");
}

bool export_json(struct export *e)
{
    struct json_export w = {.e = e, .a = arena_new()};
    if (export_file_begin(e, JSON_HEAD, &w.file))
        json_write(&w);
    bool ok = export_file_end(&w.file);
    arena_free(w.a);
    return ok;
}
