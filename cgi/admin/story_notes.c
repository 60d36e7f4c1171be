/* story_notes.c: the notes on a story, in a group beside its form. Their buttons send the whole form, so
 * that what was typed comes back with the page. */
#include "story_form.h"

#include "cgi/note_place.h"
#include "cgi/reader/noted.h"
#include "lib/text.h"

#include <string.h>

#define PLACE_EXCERPT 60  /* code points of a paragraph in the list of places */
#define QUOTE_EXCERPT 160 /* … of what a note is about */

/* ---- Buttons --------------------------------------------------------------------------------- */

/* "note", "note-answer-12", … */
static enum note_does notes_pressed(const char *button, int64_t *thread)
{
    static const struct {
        const char *head;
        enum note_does does;
    } heads[] = {
        {"note-answer-", NOTE_SAY}, {"note-resolve-", NOTE_RESOLVE}, {"note-reopen-", NOTE_REOPEN}};
    *thread = 0;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        size_t n = strlen(heads[i].head);
        if (strncmp(button, heads[i].head, n) == 0 && text_to_int(button + n, 1, INT64_MAX, thread))
            return heads[i].does;
    }
    return NOTE_SAY;
}

static const char *answer_field(struct arena *a, int64_t thread)
{
    return arena_printf(a, "note_answer_%" PRId64, thread);
}

static struct story_parts notes_parts(struct app *app, struct req *req, const struct story_form *f)
{
    struct story_view view;
    if (story_get(app->store, req->arena, f->story.id, f->shown.base, req->now, &view) != STORE_OK)
        return (struct story_parts){0};
    return story_parts_of(req->arena, &view.revision);
}

enum store_status story_notes_press(struct app *app, struct req *req, struct story_form *f)
{
    struct arena *a = req->arena;
    struct story_parts parts = notes_parts(app, req, f);
    struct note_press press = {.story_id = f->story.id};
    int64_t id;
    press.does = notes_pressed(admin_field(&f->typed, "action"), &press.thread_id);
    const char *field = press.thread_id ? answer_field(a, press.thread_id) : "note_words";
    press.words = admin_field(&f->typed, field);
    press.part = story_part_find(&parts, admin_field(&f->typed, "note_place"));
    enum store_status st = story_note_take(app, req, &press, &id, &f->why);
    if (st != STORE_OK) {
        if (f->why.n == 0)
            admin_store_problem(&f->why, st, app->store);
        return st;
    }
    admin_field_put(a, &f->typed, field, "");
    if (!press.thread_id)
        admin_field_put(a, &f->typed, "note_place", "");
    f->message = press.does == NOTE_SAY       ? WORD("The note is kept.")
                 : press.does == NOTE_RESOLVE ? WORD("The note is resolved.")
                                              : WORD("The note is open again.");
    return STORE_OK;
}

/* ---- Showing --------------------------------------------------------------------------------- */

static void notes_show_said(struct page *p, struct tpl_dict *d, const struct note *n)
{
    noted_fill_said(p, d, n, admin_when(p->app, p->req, n->created_at));
}

static void notes_show_thread(struct page *p, struct tpl_dict *d, const struct story_form *f,
                              const struct notes *all, size_t i, const struct note_places *at)
{
    const struct note *first = &all->v[i];
    bool open = first->resolved_at == 0;
    d = tpl_add(d, open ? "THREAD" : "OLD_THREAD");
    tpl_set_int(d, "NOTE_ID", first->id);
    tpl_set(d, "AUTHOR", first->author);
    if (at->stands[i] != NOTE_WHOLE)
        tpl_set(note_place_fill(p, d, at->part[i], at->stands[i]), "QUOTE",
                text_excerpt(p->req->arena, first->quote, QUOTE_EXCERPT));
    notes_show_said(p, d, first);
    for (size_t k = i + 1; k < all->n && all->v[k].thread_id == first->id; k++)
        notes_show_said(p, d, &all->v[k]);
    tpl_set(d, "TYPED", admin_field(&f->typed, answer_field(p->req->arena, first->id)));
    if (!open)
        tpl_set_if(d, "RESOLVED_BY", first->resolved_by_name);
}

static void notes_show_places(struct page *p, struct tpl_dict *d, const struct story_form *f,
                              const struct story_parts *parts)
{
    const struct language *l = p->app->language;
    struct arena *a = p->req->arena;
    const char *chosen = admin_field(&f->typed, "note_place");
    for (size_t i = 0; i < parts->n; i++) {
        const struct story_part *part = &parts->v[i];
        struct tpl_dict *one = tpl_add(d, "PLACE");
        tpl_set(one, "PLACE_ID", part->id);
        tpl_set(one, "PLACE_LABEL",
                *part->label ? language_say(l, a, part->label, "NUMBER",
                                            language_number(l, a, part->number), NULL)
                             : text_excerpt(a, part->text, PLACE_EXCERPT));
        if (strcmp(part->id, chosen) == 0)
            tpl_show(one, "PLACE_CHOSEN");
    }
}

void story_notes_show(struct page *p, const struct story_form *f)
{
    struct notes all;
    int64_t open = 0, closed = 0;
    if (!f->story.id || f->story.state == STORY_BINNED ||
        note_list(p->app->store, p->req->arena, f->story.id, 0, &all) != STORE_OK)
        return;
    struct tpl_dict *d = tpl_include(p->main, "NOTES", "admin/story_notes.tpl");
    struct story_parts parts = notes_parts(p->app, p->req, f);
    struct note_places at = note_places_find(p->req->arena, &parts, &all);
    struct tpl_dict *resolved = NULL;
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].thread_id == 0) {
            bool is_open = all.v[i].resolved_at == 0;
            if (!is_open && !resolved)
                resolved = tpl_add(d, "RESOLVED_ONES");
            notes_show_thread(p, is_open ? d : resolved, f, &all, i, &at);
            *(is_open ? &open : &closed) += 1;
        }
    if (open)
        tpl_set_count(tpl_add(d, "ANY_OPEN"), p->app->language, "NOTES_OPEN", open);
    if (!open)
        tpl_show(d, closed ? "ALL_RESOLVED" : "NO_NOTES");
    tpl_set(d, "NOTES_HREF",
            arena_printf(p->req->arena, "/admin/story/%" PRId64 "/notes", f->story.id));
    tpl_set(d, "TYPED_NOTE", admin_field(&f->typed, "note_words"));
    tpl_set_if(d, "NOTE_PROBLEM", problem_of(&f->why, "note_words"));
    tpl_set_int(d, "NOTES_MAX", NOTE_WORDS_MAX);
    notes_show_places(p, d, f, &parts);
    story_links_show(p, d, f);
    story_suggest_show(p, d, f);
    if (story_notes_is_button(admin_field(&f->typed, "action")) ||
        story_links_is_button(admin_field(&f->typed, "action")) ||
        problem_of(&f->why, "suggest_reason"))
        tpl_show(d, "NOTES_UNFOLDED");
}
