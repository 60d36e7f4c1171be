/* paste.c: what lies on an editor's clipboard, as a story's Markdown. /admin/paste
 *
 * For the script of the story form. Nothing is written, here or in the store. */
#include "admin_private.h"

#include "import/clipboard.h"
#include "lib/clean_url.h"
#include "lib/json.h"
#include "lib/markdown.h"
#include "lib/text.h"

#include <string.h>
#include <strings.h>

static void paste_answer(struct req *req, struct res *res, int status, json_t *o)
{
    char *text = o ? json_canonical(req->arena, o) : NULL;
    json_decref(o);
    res->status = text ? status : 500;
    res->content_type = "application/json";
    buf_adds(&res->body, text ? text : "{}");
}

static void paste_refuse(struct app *app, struct req *req, struct res *res, const char *why)
{
    paste_answer(req, res, 422, json_pack("{s:s}", "problem", app_word(app, why)));
}

/* {"address": "…"}: without what senders hang around it; the site's own without the site. */
static void paste_address(struct req *req, struct res *res, const char *typed)
{
    const char *url = clean_url(req->arena, text_line(req->arena, typed));
    size_t base = strlen(req->base_url);
    if (strncasecmp(url, req->base_url, base) == 0 && url[base] == '/')
        url += base;
    paste_answer(req, res, 200, json_pack("{s:s}", "address", url));
}

/* {"markdown": "…", "says": "…"} */
static void paste_html(struct app *app, struct req *req, struct res *res, const char *html)
{
    struct clipboard_place place = {.base_url = req->base_url};
    struct buf md;
    size_t left_out;
    if (!text_to_int(req_form(req, "notes"), 0, 1000000, &place.notes))
        place.notes = 0;
    buf_init(&md, MARKDOWN_MAX);
    bool good = clipboard_to_markdown(req->arena, html, strlen(html), &place, &md, &left_out);
    if (!good || md.failed || md.len == 0)
        paste_refuse(app, req, res, WORD("The formatting could not be read; the words are there."));
    else
        paste_answer(req, res, 200,
                     json_pack("{s:s s:s}", "markdown", md.p, "says",
                               left_out == 0
                                   ? ""
                                   : app_word(app, WORD("Pictures are not pasted with a "
                                                        "text: drop their files on it."))));
    buf_free(&md);
}

void paste_post(struct app *app, struct req *req, struct res *res)
{
    const char *url = req_form(req, "url");
    if (*url)
        paste_address(req, res, url);
    else
        paste_html(app, req, res, req_form(req, "html"));
}
