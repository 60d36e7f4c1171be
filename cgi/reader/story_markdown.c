/* story_markdown.c: /{yyyy}/{mm}/{slug}.md: a live story as Markdown, for programs that read: what its page says,
 * and nothing that its writers put into the source for themselves. Its page names it in a header (story.c); search engines are told to keep to the page. */
#include "reader.h"

#include "cgi/genre.h"
#include "cgi/modified.h"
#include "db/story_public.h"
#include "lib/markdown.h"

#include <string.h>

static void markdown_add_time(struct app *app, struct req *req, struct buf *out, const char *name,
                              int64_t at)
{
    if (at != 0)
        buf_printf(out, "%s %s  \n", app_word(app, name), instant_iso(app, req->arena, at));
}

static void markdown_add_bylines(struct buf *out, const struct groups *bylines)
{
    for (size_t i = 0; i < bylines->n; i++) {
        buf_adds(out, i > 0 ? ", " : "");
        markdown_add_line(out, bylines->v[i].name);
    }
    buf_adds(out, bylines->n > 0 ? "  \n" : "");
}

static void markdown_add_work(struct app *app, struct buf *out, const struct story_text *t)
{
    const char *label = genre_label(app, t->genre);
    if (label)
        buf_printf(out, "**%s**  \n", label);
    if (*t->place_line) {
        markdown_add_line(out, t->place_line);
        buf_adds(out, "  \n");
    }
}

static void markdown_add_corrections(struct app *app, struct req *req, struct buf *out,
                                     const struct corrections *list)
{
    if (list->n > 0)
        buf_printf(out, "\n## %s\n\n", app_word(app, "Corrections"));
    for (size_t i = 0; i < list->n; i++) {
        const struct correction *c = &list->v[i];
        buf_printf(out, "- %s: ~~", instant_iso(app, req->arena, c->at));
        markdown_add_line(out, c->wrong);
        buf_adds(out, "~~ ");
        markdown_add_line(out, c->right);
        buf_addc(out, '\n');
    }
}

static void markdown_fill(struct app *app, struct req *req, struct res *res,
                          const struct story_view *view, const struct public_text *text)
{
    const struct story_text *t = &view->revision.text;
    const struct story *s = &view->story;
    struct buf *out = &res->body;
    buf_adds(out, "# ");
    markdown_add_line(out, t->headline);
    buf_adds(out, "\n\n");
    if (*t->dek) {
        markdown_add_line(out, t->dek);
        buf_adds(out, "\n\n");
    }
    markdown_add_work(app, out, t);
    markdown_add_bylines(out, &t->bylines);
    markdown_add_time(app, req, out, "Published:", s->published_at);
    markdown_add_time(app, req, out, "Updated:", s->updated_at);
    buf_printf(out, "<%s>\n\n", page_absolute(app, req->arena, s->path));
    buf_adds(out, text->body);
    if (*text->how_reported)
        buf_printf(out, "\n## %s\n\n%s", app_word(app, WORD("How we reported it")),
                   text->how_reported);
    markdown_add_corrections(app, req, out, &view->corrections);
}

void story_markdown_get(struct app *app, struct req *req, struct res *res)
{
    struct story_view view;
    const char *path = arena_dupn(req->arena, req->path, strlen(req->path) - strlen(".md"));
    if (!story_find(app, req, res, path, ".md", &view))
        return;
    struct public_text text;
    enum store_status st = story_public_text(
        app->store, req->arena, &view.revision, app_setting(app, SETTING_BASE_URL),
        page_absolute(app, req->arena, view.story.path), &text);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    markdown_fill(app, req, res, &view, &text);
    res->content_type = "text/markdown; charset=utf-8"; /* RFC 7763 */
    res->last_modified = modified_at(app, req->now, view.story.live_from);
    res_header(res, "X-Robots-Tag", "noindex");
    res_header(res, "Link",
               arena_printf(req->arena, "<%s>; rel=\"canonical\"",
                            page_absolute(app, req->arena, view.story.path)));
}
