/* changes.c: a story's public history: what was updated, what was corrected, how often it was
 * tidied; and, when the site shows it, every change word by word. */
#include "reader.h"

#include "lib/diff.h"
#include "lib/text.h"

#include <string.h>

#define DIFFS_MAX 10    /* newest changes shown word by word */
#define CONTEXT_MAX 120 /* code points kept of unchanged text on either side of a change */

static void fill_change(struct page *p, const struct change *c)
{
    struct tpl_dict *d = tpl_add(p->main, "CHANGES");

    instant_fill(p, d, c->at, DATELINE_CLOCK_ALWAYS);
    switch (c->kind) {
    case EDIT_UPDATE:
        tpl_show(d, "UPDATE_IF");
        tpl_set_if(d, "NOTE", c->note);
        break;
    case EDIT_CORRECTION:
        tpl_show(d, "CORRECTION_IF");
        tpl_set(d, "WRONG", c->wrong);
        tpl_set(d, "RIGHT", c->right);
        break;
    default:
        tpl_show(d, "FIRST_IF");
        break;
    }
}

static void fill_minor(struct page *p, int minor)
{
    tpl_set_int(p->main, "MINOR", minor);
    tpl_show(p->main, minor == 0 ? "MINOR_NONE_IF" : minor == 1 ? "MINOR_ONE_IF" : "MINOR_MANY_IF");
}

/* ---- Word by word ------------------------------------------------------------------------------ */

/* What readers read of a revision, as one text. NULL: it cannot be had. */
static const char *readable(struct page *p, int64_t id, int number)
{
    struct story_view view;

    if (story_get(p->app->reader, p->req->arena, id, number, p->req->now, &view) != STORE_OK)
        return NULL;
    return arena_printf(p->req->arena, "%s\n%s\n%s", view.revision.text.headline,
                        view.revision.text.dek, view.revision.plain);
}

/* The last code points of a text, from the beginning of a word. */
static const char *tail(const char *s)
{
    size_t skip = text_length(s) > CONTEXT_MAX ? text_length(s) - CONTEXT_MAX : 0;

    for (; skip > 0; skip--) {
        do
            s++;
        while (((unsigned char)*s & 0xC0) == 0x80);
    }
    const char *space = strchr(s, ' ');
    return space ? space : s;
}

/* Unchanged text is kept near changes alone. */
static const char *shorten(struct arena *a, const char *s, bool first, bool last)
{
    if (text_length(s) <= (first || last ? CONTEXT_MAX : 2 * CONTEXT_MAX))
        return s;
    if (first)
        return arena_printf(a, "…%s", tail(s));
    if (last)
        return text_excerpt(a, s, CONTEXT_MAX);
    return arena_printf(a, "%s%s", text_excerpt(a, s, CONTEXT_MAX), tail(s));
}

static void fill_spans(struct page *p, struct tpl_dict *d, const char *before, const char *after)
{
    static const char *const shows[DIFF_OP_MAX] = {
        [DIFF_SAME] = "SAME_IF", [DIFF_DELETED] = "DELETED_IF", [DIFF_INSERTED] = "INSERTED_IF"};
    struct diff_span *spans;
    size_t n;

    diff_words(p->req->arena, before, after, &spans, &n);
    for (size_t i = 0; i < n; i++) {
        struct tpl_dict *one = tpl_add(d, "SPANS");
        const char *text = spans[i].text;
        if (spans[i].op == DIFF_SAME)
            text = shorten(p->req->arena, text, i == 0, i + 1 == n);
        tpl_show(one, shows[spans[i].op]);
        tpl_set(one, "WORDS", text);
    }
}

static void fill_diff(struct page *p, const struct story_view *view, const struct revision_row *row,
                      const char *before, const char *after)
{
    struct tpl_dict *d = tpl_add(p->main, "DIFFS");

    instant_fill(p, d, row->live_from, DATELINE_CLOCK_ALWAYS);
    tpl_show(d, row->edit == EDIT_CORRECTION ? "CORRECTION_IF"
                : row->edit == EDIT_UPDATE   ? "UPDATE_IF"
                                             : "MINOR_IF");
    language_fill(p, d, view->revision.text.lang);
    fill_spans(p, d, before, after);
}

/* Only revisions that readers could have read: a draft or a staged text stays where it is. */
static void fill_diffs(struct page *p, const struct story_view *view)
{
    struct revision_rows rows = {0};
    const struct revision_row *later = NULL;
    const char *after = NULL;
    size_t shown = 0;

    if (story_revisions(p->app->reader, p->req->arena, view->story.id, p->req->now, &rows) !=
        STORE_OK)
        return;
    for (size_t i = 0; i < rows.n && shown < DIFFS_MAX; i++) {
        const struct revision_row *row = &rows.v[i];
        if (row->edit == EDIT_KIND_MAX || row->live_from > p->req->now)
            continue;
        const char *text = readable(p, view->story.id, row->number);
        if (later && text && after && strcmp(text, after) != 0) {
            if (shown++ == 0)
                tpl_show(p->main, "DIFFS_IF");
            fill_diff(p, view, later, text, after);
        }
        later = row;
        after = text;
    }
}

/* ---- The page ----------------------------------------------------------------------------------- */

static void answer_changes(struct app *app, struct req *req, struct res *res,
                           const struct story_view *view, const struct changes *changes)
{
    const char *headline = view->revision.text.headline;
    const char *path = view->story.path;
    struct page p = page_start(app, req, res, "reader/changes.tpl",
                               arena_printf(req->arena, "What changed: %s", headline));

    page_canonical(&p, arena_printf(req->arena, "%s/changes", path));
    tpl_set(p.main, "HEADLINE", headline);
    tpl_set(p.main, "HREF", path);
    language_fill(&p, p.main, view->revision.text.lang);
    page_line(&p, p.main, view->story.published_at, view->story.updated_at);
    for (size_t i = 0; i < changes->n; i++)
        fill_change(&p, &changes->v[i]);
    fill_minor(&p, changes->minor);
    if (strcmp(app_setting(app, SETTING_SHOW_DIFFS), "1") == 0)
        fill_diffs(&p, view);
    page_finish(&p);
}

void changes_get(struct app *app, struct req *req, struct res *res)
{
    struct story_view view;
    struct changes changes;
    const char *path = arena_printf(req->arena, "/%s/%s/%s", req_param(req, "yyyy"),
                                    req_param(req, "mm"), req_param(req, "slug"));

    if (!story_find(app, req, res, path, "/changes", &view))
        return;
    enum store_status st =
        story_changes(app->reader, req->arena, view.story.id, req->now, &changes);
    if (st == STORE_OK)
        answer_changes(app, req, res, &view, &changes);
    else
        page_store_error(app, req, res, st, app->reader);
}
