/* export_json_desk.c: what the desk keeps besides texts, as dateline export SITE json says it (docs/export.md). */
#include "export_json_private.h"

#include "db/audit.h"
#include "db/desk_record.h"

enum { LOG_PAGE = 500 };

static const char *const change_states[CHANGE_STATE_MAX] = {
    [CHANGE_OPEN] = "open", [CHANGE_TAKEN] = "taken", [CHANGE_REFUSED] = "refused"};

/* ---- Of a story ------------------------------------------------------------------------------ */

static json_t *json_guest(const struct record_guest *g)
{
    json_t *o = json_object();
    json_set_number(o, "id", g->id);
    json_set_text(o, "name", g->name);
    json_set_time(o, "created_at", g->created_at);
    json_set_number(o, "created_by", g->created_by);
    return o;
}

static json_t *json_note(const struct record_note *n)
{
    json_t *o = json_object();
    json_set_number(o, "id", n->id);
    json_set_number(o, "answers", n->thread_id);
    json_set_number(o, "by", n->user_id);
    json_set_number(o, "guest", n->guest_id);
    json_set_text(o, "place", n->place);
    json_set_text(o, "quote", n->quote);
    json_set_text(o, "words", n->words);
    json_set_time(o, "created_at", n->created_at);
    json_set_time(o, "resolved_at", n->resolved_at);
    json_set_number(o, "resolved_by", n->resolved_by);
    return o;
}

static json_t *json_change(const struct record_change *c)
{
    json_t *o = json_object();
    json_set_text(o, "field", c->field);
    json_object_set_new(o, "at", json_integer(c->at));
    json_set_text(o, "before", c->before);
    json_set_text(o, "after", c->after);
    json_set_text(o, "state", change_states[c->state]);
    json_set_time(o, "decided_at", c->decided_at);
    json_set_number(o, "decided_by", c->decided_by);
    return o;
}

static json_t *json_suggestion(const struct record_suggestion *g)
{
    json_t *o = json_object(), *changes = json_array();
    for (size_t i = 0; i < g->n; i++)
        json_array_append_new(changes, json_change(&g->v[i]));
    json_set_number(o, "id", g->id);
    json_set_number(o, "revision", g->number);
    json_set_number(o, "by", g->user_id);
    json_set_number(o, "guest", g->guest_id);
    json_set_text(o, "reason", g->reason);
    json_set_time(o, "created_at", g->created_at);
    json_object_set_new(o, "changes", changes);
    return o;
}

void json_set_said(struct json_export *w, json_t *o, int64_t story)
{
    struct desk_record r;
    json_t *guests = json_array(), *notes = json_array(), *suggestions = json_array();
    if (json_store(w, desk_record_get(w->e->s, w->a, story, &r))) {
        for (size_t i = 0; i < r.n_guests; i++)
            json_array_append_new(guests, json_guest(&r.guests[i]));
        for (size_t i = 0; i < r.n_notes; i++)
            json_array_append_new(notes, json_note(&r.notes[i]));
        for (size_t i = 0; i < r.n_suggestions; i++)
            json_array_append_new(suggestions, json_suggestion(&r.suggestions[i]));
    }
    json_object_set_new(o, "guests", guests);
    json_object_set_new(o, "notes", notes);
    json_object_set_new(o, "suggestions", suggestions);
}

/* ---- Of a picture ---------------------------------------------------------------------------- */

void json_set_medium_said(struct json_export *w, json_t *o, int64_t media)
{
    struct media_record r;
    json_t *before = json_array(), *brought = json_array();
    if (!json_store(w, media_record_get(w->e->s, w->a, media, &r)))
        r = (struct media_record){0};
    for (size_t i = 0; i < r.n_said; i++) {
        json_t *one = json_object();
        json_set_text(one, "alt", r.said[i].words.alt);
        json_set_text(one, "caption", r.said[i].words.caption);
        json_set_text(one, "credit", r.said[i].words.credit);
        json_set_time(one, "until", r.said[i].until);
        json_set_number(one, "changed_by", r.said[i].changed_by);
        json_array_append_new(before, one);
    }
    for (size_t i = 0; i < r.n_brought; i++)
        json_array_append_new(brought, json_number(r.brought[i]));
    json_object_set_new(o, "said_before", before);
    json_object_set_new(o, "brought_by", brought);
}

/* ---- Of the desk ----------------------------------------------------------------------------- */

static json_t *json_assignment(const struct record_assignment *as)
{
    json_t *o = json_object();
    json_set_number(o, "id", as->id);
    json_set_number(o, "version", as->version);
    json_set_text(o, "title", as->title);
    json_set_text(o, "note", as->note);
    json_set_number(o, "user", as->user_id);
    json_set_number(o, "words", as->words);
    json_set_time(o, "due_at", as->due_at);
    json_set_text(o, "section", as->section);
    json_set_text(o, "state", assignment_state_name(as->state));
    json_set_text(o, "said", as->said);
    json_set_time(o, "created_at", as->created_at);
    json_set_number(o, "created_by", as->created_by);
    json_set_time(o, "changed_at", as->changed_at);
    json_set_number(o, "changed_by", as->changed_by);
    json_set_number(o, "story", as->story_id);
    json_set_time(o, "closed_at", as->closed_at);
    json_set_number(o, "closed_by", as->closed_by);
    return o;
}

void json_assignments(struct json_export *w)
{
    struct record_assignment as = {0};
    enum store_status st = STORE_OK;
    json_begin_list(w, "assignments");
    while (!w->file.failed && st == STORE_OK) {
        arena_reset(w->a);
        st = assignment_record_next(w->e->s, w->a, as.id, &as);
        if (st == STORE_OK)
            json_item(w, json_assignment(&as));
    }
    if (st != STORE_MISSING)
        json_store(w, st);
    json_end_list(w);
}

static json_t *json_log_entry(const struct audit_entry *e)
{
    json_t *o = json_object();
    json_set_time(o, "at", e->at);
    json_set_number(o, "by", e->user_id);
    json_set_number(o, "story", e->story_id);
    json_set_text(o, "action", e->action);
    json_set_text(o, "detail", e->detail);
    return o;
}

void json_log(struct json_export *w)
{
    struct audit_entries page = {.n = LOG_PAGE};
    int64_t after = 0;
    json_begin_list(w, "log");
    while (page.n == LOG_PAGE && !w->file.failed) {
        arena_reset(w->a);
        page.n = 0;
        json_store(w, audit_list_from(w->e->s, w->a, after, LOG_PAGE, &page));
        for (size_t i = 0; i < page.n; i++) {
            json_item(w, json_log_entry(&page.v[i]));
            after = page.v[i].id;
        }
    }
    json_end_list(w);
}
