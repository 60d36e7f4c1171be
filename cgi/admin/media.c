/* media.c: pictures from the editors' browsers. /admin/media */
#include "admin_private.h"

#include "db/upload.h"
#include "lib/json.h"
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
    *st = upload_picture(app->store, req->arena, app->site, picture_helper(req->arena), file->bytes,
                         file->n, &all, req->now, m, why);
    for (size_t i = before; i < why->n; i++)
        why->v[i].field = field;
    if (*st != STORE_OK && why->n == before)
        problem_say(why, field, "The picture was not stored. %WHY%", "WHY",
                    app_word(app, store_status_text(*st)), NULL);
    return *st == STORE_OK;
}

/* Brackets end a description in Markdown. */
static const char *media_escape_brackets(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, 2 * strlen(s) + 1), *p = out;

    for (; *s; s++) {
        if (*s == '[' || *s == ']' || *s == '\\')
            *p++ = '\\';
        *p++ = *s;
    }
    return out;
}

const char *admin_picture_code(struct arena *a, const struct media *m, const char *alt)
{
    const struct media_file *file = media_best(m, MEDIA_JPEG, 960);

    return arena_printf(a, "![%s](%s)", media_escape_brackets(a, alt && *alt ? alt : "Description"),
                        file ? media_url(a, file) : "");
}

static void media_answer(struct res *res, struct arena *a, int status, const char *key,
                         const char *value)
{
    json_t *o = json_pack("{s:s}", key, value);
    char *text = o ? json_canonical(a, o) : NULL;

    json_decref(o);
    res->status = text ? status : 500;
    res->content_type = "application/json";
    buf_adds(&res->body, text ? text : "{}");
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
        const char *alt = *about.alt ? about.alt : app_word(app, "Description");
        media_answer(res, req->arena, 200, "code", admin_picture_code(req->arena, &m, alt));
        return;
    }
    page_translate(app, &why);
    media_answer(res, req->arena, admin_status(st), "problem", why.v[0].text);
}
