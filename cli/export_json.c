/* export_json.c: dateline export SITE json FILE: all of a site that is no secret, as one JSON document with
 * a record a line (docs/export.md).
 *
 * What it takes of memory does not depend on the site's size: one revision is held at a time. Equal sites
 * give equal bytes: nothing in it is of the clock, and keys stand in one order. */
#include "export_json_private.h"

#include "db/front.h"
#include "db/group.h"
#include "db/media_replace.h"
#include "db/profile.h"
#include "db/redirect_rule.h"
#include "db/report.h"
#include "db/style_rule.h"
#include "db/user.h"

#include <stdlib.h>
#include <string.h>

#define JSON_HEAD "{\"format\":\"dateline json 1\""
enum { PAGE = 200 };

/* ---- The file -------------------------------------------------------------------------------- */

bool json_store(struct json_export *w, enum store_status st)
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

void json_begin_list(struct json_export *w, const char *key)
{
    json_put(w, arena_printf(w->a, ",\n\"%s\":[", key));
    w->first = true;
}

static void json_begin_item(struct json_export *w)
{
    json_put(w, w->first ? "\n" : ",\n");
    w->first = false;
}

void json_item(struct json_export *w, json_t *value)
{
    json_begin_item(w);
    json_put_value(w, value);
}

void json_end_list(struct json_export *w)
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
        json_set_number(o, "id", all.v[i].id);
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

/* Those that stand for another one, and for none in the lists above. */
static void json_merged_names(struct json_export *w)
{
    json_begin_list(w, "merged_names");
    for (int k = 0; k < GROUP_KIND_MAX; k++) {
        struct group_merges all = {0};
        json_store(w, group_merges(w->e->s, w->a, (enum group_kind)k, &all));
        for (size_t i = 0; i < all.n && !w->file.failed; i++) {
            const struct group *g = &all.v[i].group;
            json_t *o = json_object();
            json_set_text(o, "kind", group_kind_name((enum group_kind)k));
            json_set_number(o, "id", g->id);
            json_set_text(o, "slug", g->slug);
            json_set_text(o, "name", g->name);
            json_set_text(o, "text", g->text);
            json_set_text(o, "into", all.v[i].into);
            json_set_bool(o, "hidden", g->hidden);
            if (k == GROUP_BYLINE)
                json_object_set_new(o, "profile", json_profile(w, g->id));
            json_item(w, o);
        }
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
    json_set_number(o, "id", m->id);
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
    json_set_medium_said(w, o, m->id);
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
        json_put_value(w, json_revision(w, a, &view, rows.v[i].parent));
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
    json_merged_names(w);
    json_style(w);
    json_redirect_rules(w);
    json_front(w);
    json_media(w);
    json_stories(w);
    json_assignments(w);
    if (w->e->reports)
        json_reports(w);
    if (w->e->log)
        json_log(w);
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
