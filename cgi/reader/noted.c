/* noted.c: see noted.h. */
#include "noted.h"

#include "cgi/http/form_token.h"
#include "cgi/note_place.h"
#include "lib/language.h"
#include "lib/paragraph.h"
#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

static bool in_body(const struct story_part *part)
{
    return part && strncmp(part->id, "p-", 2) == 0;
}

/* ---- One thread ------------------------------------------------------------------------------ */

void noted_fill_said(struct page *p, struct tpl_dict *d, const struct note *n, const char *at)
{
    struct tpl_dict *one = tpl_add(d, "SAID");
    tpl_set(one, "AUTHOR", n->author);
    tpl_set(one, "SAID_AT", at);
    tpl_set(one, "SAID_ISO", instant_iso(p->app, p->req->arena, n->created_at));
    tpl_set(one, "WORDS", n->words);
    if (n->link_id)
        tpl_show(one, "GUEST");
}

static const char *noted_when(struct page *p, int64_t at)
{
    return dateline_text(p->app->calendar, p->req->arena, at, p->req->now, DATELINE_CLOCK_ALONE);
}

static void fill_refused(struct tpl_dict *d, const struct noted *n)
{
    tpl_set(d, "TYPED", n->words);
    tpl_set_if(d, "NOTE_PROBLEM", n->problem);
    if (n->problem_field)
        tpl_show(d, "NOTE_WRONG");
}

static void fill_thread(struct page *p, struct tpl_dict *d, const struct noted *n, size_t i,
                        const struct note_places *at)
{
    const struct note *first = &n->notes.v[i];
    struct tpl_dict *one = tpl_add(d, "THREAD");
    tpl_set_int(one, "NOTE_ID", first->id);
    tpl_set(one, "AUTHOR", first->author);
    if (at->stands[i] != NOTE_WHOLE && (at->stands[i] != NOTE_STANDS || !in_body(at->part[i])))
        tpl_set(note_place_fill(p, one, at->part[i], at->stands[i]), "QUOTE", first->quote);
    noted_fill_said(p, one, first, noted_when(p, first->created_at));
    for (size_t k = i + 1; k < n->notes.n && n->notes.v[k].thread_id == first->id; k++)
        noted_fill_said(p, one, &n->notes.v[k], noted_when(p, n->notes.v[k].created_at));
    if (first->resolved_at) {
        tpl_show(one, "RESOLVED");
        tpl_set_if(one, "RESOLVED_BY", first->resolved_by_name);
    }
    if (!n->action)
        return;
    struct tpl_dict *form = tpl_add(one, "ANSWER");
    if (n->problem && n->thread_id == first->id) {
        fill_refused(form, n);
    }
    if (n->resolves)
        tpl_show(form, first->resolved_at ? "REOPENS" : "RESOLVES");
}

/* ---- Writing one ----------------------------------------------------------------------------- */

static void fill_typed(struct tpl_dict *d, const struct noted *n, const char *place)
{
    if (!n->problem || n->thread_id || strcmp(n->place, place) != 0)
        return;
    tpl_show(d, "WRITE_OPEN");
    fill_refused(d, n);
}

/* What is no paragraph can be chosen: the headline, a takeaway, the whole. */
static void fill_choices(struct page *p, struct tpl_dict *d, const struct noted *n)
{
    const struct language *l = p->app->language;
    struct arena *a = p->req->arena;
    for (size_t i = 0; i < n->parts.n; i++) {
        const struct story_part *part = &n->parts.v[i];
        if (in_body(part))
            continue;
        struct tpl_dict *one = tpl_add(d, "PLACE");
        tpl_set(one, "PLACE_ID", part->id);
        tpl_set(
            one, "PLACE_LABEL",
            language_say(l, a, part->label, "NUMBER", language_number(l, a, part->number), NULL));
        if (n->problem && !n->thread_id && strcmp(n->place, part->id) == 0) {
            tpl_show(one, "PLACE_CHOSEN");
            fill_typed(d, n, part->id);
        }
    }
    fill_typed(d, n, "");
}

static struct tpl_dict *include_notes(struct page *p, struct tpl_dict *d)
{
    const char *own = app_setting(p->app, SETTING_LOCALE);
    struct tpl_dict *in = tpl_include(d, "PASSAGE_NOTES", "reader/notes.tpl");
    tpl_set(in, "NOTES_LANG", own);
    tpl_set(in, "NOTES_DIR", page_is_rtl(own) ? "rtl" : "ltr");
    return in;
}

/* ---- One paragraph's own words ----------------------------------------------------------------- */

/* Leads to the same page with that paragraph picked; "" picks none. */
static const char *pick_href(struct arena *a, const struct noted *n, const char *id)
{
    return *id ? arena_printf(a, "%s?link=%s&passage=%s#passage", n->action, n->link, id)
               : arena_printf(a, "%s?link=%s", n->action, n->link);
}

static void fill_pick(struct page *p, struct tpl_dict *d, const struct noted *n, const char *id)
{
    for (size_t i = 0; i < n->picks.n; i++)
        if (strcmp(n->picks.v[i], id) == 0)
            tpl_set(tpl_add(d, "PICK"), "PICK_HREF", pick_href(p->req->arena, n, id));
}

static void fill_suggest_problem(struct tpl_dict *d, const struct noted *n, const char *problem)
{
    tpl_set_if(d, "SUGGEST_PROBLEM", problem);
    if (problem && n->problem_field)
        tpl_show(d, "REASON_WRONG"); /* no other field of a suggestion is refused by itself */
}

static void fill_picked(struct page *p, struct tpl_dict *d, const struct noted *n)
{
    const struct noted_passage *w = n->passage;
    d = tpl_add(d, "PICKED");
    tpl_set_int(d, "BASE", w->base);
    tpl_set(d, "PLACE_ID", w->id);
    tpl_set(d, "PICKED_WORDS", w->words);
    tpl_set(d, "SUGGEST_REASON", w->reason);
    tpl_set(d, "PICK_HREF", pick_href(p->req->arena, n, ""));
    fill_suggest_problem(d, n, w->problem);
}

/* ---- The page ---------------------------------------------------------------------------------- */

/* What is said of one paragraph, below it. */
static void fill_paragraph(struct page *p, struct tpl_dict *d, const struct noted *n,
                           const struct note_places *at, const char *id, bool *picked)
{
    struct tpl_dict *in = NULL;
    for (size_t i = 0; i < n->notes.n; i++) {
        if (n->notes.v[i].thread_id || !at->part[i] || strcmp(at->part[i]->id, id) != 0)
            continue;
        in = in ? in : include_notes(p, d);
        fill_thread(p, in, n, i, at);
    }
    if (!n->action)
        return;
    in = in ? in : include_notes(p, d);
    struct tpl_dict *write = tpl_add(in, "WRITE");
    tpl_set(write, "PLACE_ID", id);
    tpl_show(write, "WRITE_PARAGRAPH");
    fill_typed(write, n, id);
    if (!n->passage || strcmp(n->passage->id, id) != 0) {
        fill_pick(p, in, n, id);
        return;
    }
    fill_picked(p, in, n);
    *picked = true;
}

static void fill_suggest(struct page *p, struct tpl_dict *d, const struct noted *n)
{
    const struct noted_words *w = n->suggest;
    const char *own = app_setting(p->app, SETTING_LOCALE);
    d = tpl_include(d, "SUGGEST", "reader/suggest.tpl");
    tpl_set(d, "NOTES_LANG", own);
    tpl_set(d, "NOTES_DIR", page_is_rtl(own) ? "rtl" : "ltr");
    tpl_set_int(d, "BASE", w->base);
    tpl_set(d, "HEADLINE", w->headline);
    tpl_set(d, "DEK", w->dek);
    tpl_set(d, "BODY", w->body);
    tpl_set(d, "TAKEAWAYS", w->takeaways);
    tpl_set(d, "SUGGEST_REASON", w->reason);
    fill_suggest_problem(d, n, w->problem);
    if (w->taken)
        tpl_show(d, "SUGGEST_TAKEN");
}

static void fill_rest(struct page *p, const struct noted *n, const struct note_places *at,
                      bool picked)
{
    struct tpl_dict *rest = NULL, *in = NULL;
    for (size_t i = 0; i < n->notes.n; i++) {
        if (n->notes.v[i].thread_id || in_body(at->part[i]))
            continue;
        rest = rest ? rest : tpl_add(p->main, "NOTES_REST");
        in = in ? in : include_notes(p, rest);
        fill_thread(p, in, n, i, at);
    }
    if (!n->action)
        return;
    rest = rest ? rest : tpl_add(p->main, "NOTES_REST");
    in = in ? in : include_notes(p, rest);
    struct tpl_dict *write = tpl_add(in, "WRITE");
    tpl_show(write, "WRITE_REST");
    fill_choices(p, write, n);
    if (n->passage && !picked) /* the text has changed there: what was typed stays, all the same */
        fill_picked(p, in, n);
    if (n->suggest)
        fill_suggest(p, rest, n);
}

static void fill_proofs(struct page *p, const struct noted *n)
{
    tpl_set_global(p->main, "NOTES_ACTION", n->action);
    tpl_set_global(p->main, "NOTES_PROOF_NAME", n->proof_name);
    tpl_set_global(p->main, "NOTES_PROOF", n->proof);
    tpl_set_global(p->main, "NOTES_LINK", n->link ? n->link : "");
    tpl_set_global(p->main, "NOTES_FORM", form_number_make(p->req->arena));
    tpl_set_global(p->main, "NOTES_MAX", arena_printf(p->req->arena, "%d", NOTE_WORDS_MAX));
}

void noted_keep(struct page *p, const struct noted_keeping *k)
{
    if (!k->key)
        return;
    tpl_set_if(p->layout, "SCRIPT", page_asset(p->app, p->req->arena, "js/notes.js"));
    struct tpl_dict *d = tpl_add(p->layout, "KEPT");
    tpl_set(d, "KEEP_KEY", k->key);
    tpl_set_int(d, "KEEP_UNTIL", k->until);
    if (k->sent)
        tpl_show(d, "KEEP_SENT");
}

void noted_fill(struct page *p, const struct noted *n, const char *html)
{
    struct arena *a = p->req->arena;
    const char *body = body_words(p, html);
    struct paragraphs all = paragraphs_of(a, body);
    const struct note_places at = note_places_find(a, &n->parts, &n->notes);
    size_t from = 0;
    bool picked = false;
    page_sheet(p, "css/notes.css");
    if (n->action)
        fill_proofs(p, n);
    noted_keep(p, &n->keeping);
    for (size_t i = 0; i < all.n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "BODY_PART");
        tpl_set(d, "BODY_HTML", arena_dupn(a, body + from, all.v[i].end - from));
        fill_paragraph(p, d, n, &at, all.v[i].id, &picked);
        from = all.v[i].end;
    }
    tpl_set(tpl_add(p->main, "BODY_PART"), "BODY_HTML", body + from);
    fill_rest(p, n, &at, picked);
}
