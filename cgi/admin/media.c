/* media.c: pictures from the editors' browsers. /admin/media */
#include "admin_private.h"

#include "db/media_rights.h"
#include "db/upload.h"
#include "lib/alt_text.h"
#include "lib/json.h"
#include "lib/log.h"
#include "lib/text.h"

#include <string.h>

bool admin_store_picture(struct app *app, struct req *req, const struct upload *file,
                         const struct upload_about *about, const char *field, struct media *m,
                         struct problems *why, enum store_status *st)
{
    struct upload_about all = *about;
    size_t before = why->n;

    if (req->without_files) {
        *st = STORE_REFUSED;
        problem_say(why, field, picture_status_text(PICTURE_TOO_LARGE), NULL);
        return false;
    }
    all.original = file->filename;
    all.user = req->session->user.id;
    const struct picture_maker asked = {.starter = app->starter};
    const struct picture_maker *by = app->starter < 0 ? picture_maker_here(req->arena) : &asked;
    const struct upload_picture in = {
        .site = app->site, .by = by, .bytes = file->bytes, .n = file->n, .about = &all};
    *st = upload_picture(app->store, req->arena, &in, req->now, m, why);
    for (size_t i = before; i < why->n; i++)
        why->v[i].field = field;
    if (*st != STORE_OK && why->n == before)
        problem_say(why, field, "The picture was not stored. %WHY%", "WHY",
                    app_word(app, store_status_text(*st)), NULL);
    if (*st != STORE_OK)
        log_event(LOG_WARN, "upload_refused", "user", req->session->user.login, "why",
                  why->n > before ? why->v[why->n - 1].text : store_status_text(*st), NULL);
    return *st == STORE_OK;
}

/* Brackets end a description in Markdown, and a quotation mark a title. */
static const char *media_escape(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, 2 * strlen(s) + 1), *p = out;

    for (; *s; s++) {
        if (strchr("[]\\\"", *s))
            *p++ = '\\';
        *p++ = *s;
    }
    return out;
}

static const char *media_said(const char *said, const char *known)
{
    return text_blank(said) ? known : said;
}

const char *admin_picture_code(struct app *app, struct arena *a, const struct media *m,
                               const struct upload_about *about)
{
    const struct media_file *file = media_best(m, MEDIA_JPEG, 960);
    const char *alt = media_said(about->alt, m->alt), *caption = m->caption;
    const char *credit = media_said(about->credit, m->credit), *title = caption;

    if (*credit)
        title = arena_printf(a, "%s%sCredit: %s", caption, *caption ? " " : "", credit);
    if (*title)
        title = arena_printf(a, " \"%s\"", media_escape(a, title));
    return arena_printf(a, "![%s](%s%s)",
                        media_escape(a, *alt ? alt : app_word(app, WORD("Description"))),
                        file ? media_url(a, file) : "", title);
}

static void media_answer(struct res *res, struct arena *a, int status, json_t *o)
{
    char *text = o ? json_canonical(a, o) : NULL;

    json_decref(o);
    res->status = text ? status : 500;
    res->content_type = "application/json";
    buf_adds(&res->body, text ? text : "{}");
}

/* In one line, for the place below the button. */
static const char *media_says(struct app *app, struct req *req, const struct media *m)
{
    struct arena *a = req->arena;
    struct problems remarks = {.arena = a};
    const char *all = "";

    media_remark(&remarks, m, MEDIA_PLACE_TEXT);
    if (media_warn(app->store, a, m, 0, req->now, &remarks) != STORE_OK)
        log_event(LOG_WARN, "media.warn", "why", store_error(app->store), NULL);
    page_translate(app, &remarks);
    for (size_t i = 0; i < remarks.n; i++)
        all = arena_printf(a, "%s%s%s", all, i ? " " : "", remarks.v[i].text);
    return all;
}

/* {"code": "![…](…)", "says": "…", "src": "/media/…", …}: what the script puts into the text, and what
 * it asks the editor about, with the words that there are. */
static json_t *media_stored(struct app *app, struct req *req, const struct media *m,
                            const struct upload_about *about)
{
    struct arena *a = req->arena;
    const struct media_file *file = media_best(m, MEDIA_JPEG, 960),
                            *thumb = media_best(m, MEDIA_JPEG, 480);
    const char *alt = media_said(about->alt, m->alt);

    return json_pack("{s:s s:s s:I s:s s:s s:s s:s s:s s:s}", "code",
                     admin_picture_code(app, a, m, about), "says", media_says(app, req, m), "id",
                     (json_int_t)m->id, "name", m->original, "src", file ? media_url(a, file) : "",
                     "thumb", thumb ? media_url(a, thumb) : "", "alt",
                     alt_text_describes(alt, m->original) ? alt : "", "caption", m->caption,
                     "credit", media_said(about->credit, m->credit));
}

/* For the script of the story form, which puts the code where the cursor is. Without it the
 * form itself brings the picture (story.c). */
void media_upload_post(struct app *app, struct req *req, struct res *res)
{
    const struct upload *file = req_upload(req, "inline_file");
    struct problems why = {.arena = req->arena};
    struct upload_about about = {.alt = text_line(req->arena, req_form(req, "inline_alt")),
                                 .credit = text_line(req->arena, req_form(req, "inline_credit"))};
    enum store_status st = STORE_REFUSED;
    struct media m;

    if (!file)
        problem_say(&why, "inline_file", "Choose a picture first.", NULL);
    else if (admin_store_picture(app, req, file, &about, "inline_file", &m, &why, &st)) {
        media_answer(res, req->arena, 200, media_stored(app, req, &m, &about));
        return;
    }
    page_translate(app, &why);
    media_answer(res, req->arena, admin_status(st),
                 json_pack("{s:s s:s}", "problem", why.v[0].text, "says", ""));
}
