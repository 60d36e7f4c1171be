/* guest.c: a story's newest text for somebody without an account, who was given a link to it, and may leave
 * notes: /story/preview?link=
 *
 * Contract. The link's token is the only proof: whoever has it sees this one story and the threads that
 * began with this link, and nothing else of the desk. It is no cookie, and no session begins.
 *
 * What each check stops:
 * - the store finds links that hold alone, by a hash: what was revoked, expired or guessed is one answer;
 * - the token stands in the query, which no log of ours or of deploy/ has, and in no Referer
 *   (cgi/http/finish.c);
 * - no-store and noindex: neither a cache nor a search engine keeps the text;
 * - the signed form and the Origin: another site cannot have a guest's browser send notes;
 * - db/note.c bounds notes in size, by hour and in all. */
#include "noted.h"

#include "cgi/http/form_token.h"
#include "db/preview_link.h"
#include "db/suggestion.h"
#include "lib/language.h"
#include "lib/log.h"
#include "lib/paragraph.h"
#include "lib/text.h"
#include "lib/token.h"

#include <inttypes.h>
#include <string.h>

struct guest {
    const char *token;
    struct preview_link link;
    struct story_view view;
    struct noted_words words;
    struct noted_passage passage;
    struct noted n;
};

static enum store_status guest_read(struct app *app, struct req *req, struct guest *g)
{
    struct arena *a = req->arena;
    int64_t id = g->link.story_id;
    enum store_status st = story_get(app->store, a, id, 0, req->now, &g->view);
    if (st == STORE_OK)
        st = story_get(app->store, a, id, story_newest(&g->view.story), req->now, &g->view);
    if (st == STORE_OK)
        st = note_list(app->store, a, id, g->link.id, &g->n.notes);
    return st;
}

static const char *guest_lines(struct arena *a, const struct strlist *list)
{
    const char *all = "";
    for (size_t i = 0; i < list->n; i++)
        all = arena_printf(a, "%s%s%s", all, i ? "\n" : "", list->v[i]);
    return all;
}

/* As they were typed, before they are set for the page. */
static void guest_take_words(struct arena *a, struct guest *g, bool taken)
{
    const struct story_text *t = &g->view.revision.text;
    g->words = (struct noted_words){.base = g->view.revision.number,
                                    .headline = t->headline,
                                    .dek = t->dek,
                                    .body = t->body,
                                    .takeaways = guest_lines(a, &t->takeaways),
                                    .reason = "",
                                    .taken = taken};
    g->n.suggest = &g->words;
}

/* ---- One paragraph ---------------------------------------------------------------------------- */

static struct strlist guest_picks(struct arena *a, const struct revision *r)
{
    struct paragraphs all = paragraphs_of(a, r->body_html);
    struct paragraph_source *of = paragraph_sources(a, r->text.body, &all);
    struct strlist picks = {0};
    for (size_t i = 0; i < all.n; i++)
        if (of[i].n)
            strlist_add(a, &picks, all.v[i].id);
    return picks;
}

/* False: that revision has no such paragraph, or it does not stand there by itself. */
static bool guest_passage(struct arena *a, const struct revision *r, const char *id,
                          struct paragraph_source *out)
{
    struct paragraphs all = paragraphs_of(a, r->body_html);
    struct paragraph_source *of = paragraph_sources(a, r->text.body, &all);
    for (size_t i = 0; i < all.n; i++) {
        if (strcmp(all.v[i].id, id) != 0)
            continue;
        *out = of[i];
        return out->n > 0;
    }
    return false;
}

static void guest_take_passage(struct arena *a, struct guest *g, const char *id)
{
    const struct revision *r = &g->view.revision;
    struct paragraph_source at;
    g->n.picks = guest_picks(a, r);
    if (!*id || !guest_passage(a, r, id, &at))
        return;
    g->passage = (struct noted_passage){.base = r->number,
                                        .id = id,
                                        .words = arena_dupn(a, r->text.body + at.at, at.n),
                                        .reason = ""};
    g->n.passage = &g->passage;
}

/* ---- What is typed stays in the browser ------------------------------------------------------- */

/* A name that whoever has the link's token alone can tell, so that a link that no longer holds can have
 * what was typed there forgotten. */
static const char *guest_keep_key(struct arena *a, const char *token)
{
    char *hash = arena_alloc(a, TOKEN_HASH_SIZE);
    const char *named = arena_printf(a, "what is typed\n%s", token);
    token_sha256(named, strlen(named), hash);
    return arena_printf(a, "dateline.guest.%.16s", hash);
}

/* The link was revoked or has expired: its page says so, and has the browser forget. */
static void guest_gone(struct app *app, struct req *req, struct res *res, const char *token)
{
    const struct noted_keeping forget = {.key = guest_keep_key(req->arena, token)};
    struct page p;
    if (!page_error_begin(app, req, res, 403,
                          WORD("This link no longer holds. Ask whoever sent it for another."), &p))
        return;
    noted_keep(&p, &forget);
    page_finish(&p);
}

/* ---- The page --------------------------------------------------------------------------------- */

/* False: res is an answer. */
static bool guest_open(struct app *app, struct req *req, struct res *res, const char *token,
                       struct guest *g)
{
    struct arena *a = req->arena;
    *g = (struct guest){.token = token};
    res_header(res, "X-Robots-Tag", "noindex");
    enum store_status st = preview_link_find(app->store, a, token, req->now, &g->link);
    if (st == STORE_OK)
        st = guest_read(app, req, g);
    if (st == STORE_MISSING) {
        guest_gone(app, req, res, token);
        return false;
    }
    const char *proof = st == STORE_OK ? form_token_make(app_form_key(app, a), req) : NULL;
    if (!proof) {
        page_store_error(app, req, res, st == STORE_OK ? STORE_BUSY : st, app->store);
        return false;
    }
    guest_take_words(a, g, strcmp(req_query(req, "sent"), "suggestion") == 0);
    guest_take_passage(a, g, req_query(req, "passage"));
    g->n.keeping = (struct noted_keeping){.key = guest_keep_key(a, token),
                                          .until = g->link.expires_at,
                                          .sent = *req_query(req, "sent") != '\0'};
    g->n.parts = story_parts_of(a, &g->view.revision);
    g->n.action = req->path;
    g->n.proof_name = "token";
    g->n.proof = proof;
    g->n.link = token;
    g->n.guest = g->link.name;
    g->n.live = g->view.story.state == STORY_LIVE && g->view.revision.number == g->view.story.live;
    g->n.until =
        dateline_text(app->calendar, a, g->link.expires_at, req->now, DATELINE_CLOCK_ALWAYS);
    return true;
}

void guest_get(struct app *app, struct req *req, struct res *res)
{
    struct guest g;
    if (!guest_open(app, req, res, req_query(req, "link"), &g))
        return;
    /* For whoever made the link; the guest need not wait for it, nor for its failure. */
    if (preview_link_visit_is_due(&g.link, req->now) &&
        preview_link_visit(app->store, g.link.id, req->now) == STORE_FAILED)
        log_event(LOG_WARN, "store", "path", req->path, "why", store_error(app->store), NULL);
    story_preview(app, req, res, &g.view, &g.n);
}

/* ---- A note ---------------------------------------------------------------------------------- */

/* One who acts by a form alone. */
static struct actor guest_actor(const struct req *req, const struct guest *g, const char *said)
{
    struct actor by = {.role = ROLE_NONE, .form = form_number(req)};
    char *digest = arena_alloc(req->arena, TOKEN_HASH_SIZE);
    said = arena_printf(req->arena, "%" PRId64 "\n%s\n%s\n%s", g->link.id, req_form(req, "thread"),
                        req_form(req, "p"), said);
    token_sha256(said, strlen(said), digest);
    by.digest = digest;
    return by;
}

static void guest_not_taken(struct app *app, struct req *req, struct res *res, struct guest *g,
                            enum store_status st, struct problems *why, const char **problem)
{
    if (why->n == 0)
        problem_say(why, "", store_status_text(st), NULL);
    if (st == STORE_FAILED)
        log_event(LOG_ERROR, "store", "path", req->path, "why", store_error(app->store), NULL);
    page_translate(app, why);
    *problem = why->v[0].text;
    g->n.problem_field = *why->v[0].field ? why->v[0].field : NULL;
    res->status = st == STORE_REFUSED ? 422 : st == STORE_MISSING ? 404 : 503;
    story_preview(app, req, res, &g->view, &g->n);
}

static void guest_note(struct app *app, struct req *req, struct res *res, struct guest *g)
{
    struct problems why = {.arena = req->arena};
    const struct story_part *part = story_part_find(&g->n.parts, req_form(req, "p"));
    struct note_new in = {.story_id = g->link.story_id,
                          .link_id = g->link.id,
                          .place = part ? part->id : "",
                          .quote = part ? part->text : "",
                          .words = req_form(req, "note_words")};
    const struct actor by = guest_actor(req, g, in.words);
    int64_t id = 0;
    text_to_int(req_form(req, "thread"), 1, INT64_MAX, &in.thread_id);
    enum store_status st = note_add(app->store, &in, &by, req->now, &id, &why);
    if (st == STORE_OK) {
        id = in.thread_id ? in.thread_id : id;
        res_redirect(res, 303,
                     arena_printf(req->arena, "%s?link=%s&sent=note%s", req->path, g->token,
                                  id ? arena_printf(req->arena, "#note-%" PRId64, id) : ""));
        return;
    }
    g->n.words = in.words;
    g->n.place = in.place;
    g->n.thread_id = in.thread_id;
    guest_not_taken(app, req, res, g, st, &why, &g->n.problem);
}

/* ---- Other words ----------------------------------------------------------------------------- */

/* Into the text that it began from: one paragraph's, or all that can be suggested. */
static bool guest_put_words(struct arena *a, const struct guest *g, const struct revision *base,
                            struct story_text *text)
{
    const struct noted_passage *one = g->n.passage;
    struct paragraph_source at;
    if (!one) {
        text->headline = g->words.headline;
        text->dek = g->words.dek;
        text->body = g->words.body;
        text->takeaways = text_split_lines(a, g->words.takeaways);
        return true;
    }
    if (!guest_passage(a, base, one->id, &at))
        return false;
    text->body =
        arena_printf(a, "%.*s%s%s", (int)at.at, text->body, one->words, text->body + at.at + at.n);
    return true;
}

static enum store_status guest_suggest_typed(struct app *app, struct req *req, struct guest *g,
                                             struct problems *why)
{
    struct arena *a = req->arena;
    struct story_view base;
    int64_t number = g->words.base, id;
    text_to_int(req_form(req, "base"), 1, INT32_MAX, &number);
    enum store_status st = story_get(app->store, a, g->link.story_id, (int)number, req->now, &base);
    if (st != STORE_OK)
        return st;
    struct story_text text = base.revision.text;
    if (!guest_put_words(a, g, &base.revision, &text))
        return STORE_MISSING;
    const struct suggestion_new in = {.story_id = g->link.story_id,
                                      .base = (int)number,
                                      .link_id = g->link.id,
                                      .text = &text,
                                      .reason = req_form(req, "suggest_reason")};
    const struct actor by =
        guest_actor(req, g,
                    arena_printf(a, "%s\n%s\n%s\n%s\n%s", text.headline, text.dek, text.body,
                                 guest_lines(a, &text.takeaways), in.reason));
    g->words.base = g->passage.base = (int)number;
    return suggestion_add(app->store, a, &in, &by, req->now, &id, why);
}

/* As it was typed. → where the reason is said for which it was not taken */
static const char **guest_take_typed(struct req *req, struct guest *g)
{
    struct arena *a = req->arena;
    const char *body = text_lines(a, req_form(req, "body"));
    const char *passage = req_form(req, "passage"), *reason = req_form(req, "suggest_reason");
    if (*passage) {
        g->passage = (struct noted_passage){.id = passage, .words = body, .reason = reason};
        g->n.passage = &g->passage;
        return &g->passage.problem;
    }
    g->words.headline = text_line(a, req_form(req, "headline"));
    g->words.dek = text_line(a, req_form(req, "dek"));
    g->words.body = body;
    g->words.takeaways = text_lines(a, req_form(req, "takeaways"));
    g->words.reason = reason;
    return &g->words.problem;
}

static void guest_suggest(struct app *app, struct req *req, struct res *res, struct guest *g)
{
    struct problems why = {.arena = req->arena};
    const char **problem = guest_take_typed(req, g);
    enum store_status st = guest_suggest_typed(app, req, g, &why);
    if (st == STORE_OK)
        res_redirect(
            res, 303,
            arena_printf(req->arena, "%s?link=%s&sent=suggestion#suggest", req->path, g->token));
    else
        guest_not_taken(app, req, res, g, st, &why, problem);
}

void guest_post(struct app *app, struct req *req, struct res *res)
{
    struct guest g;
    if (!guest_open(app, req, res, req_form(req, "link"), &g))
        return;
    if (strcmp(req_form(req, "do"), "suggest") == 0)
        guest_suggest(app, req, res, &g);
    else
        guest_note(app, req, res, &g);
}
