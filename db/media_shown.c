/* media_shown.c: see media_shown.h. */
#include "media_shown.h"

#include "lib/buf.h"
#include "lib/language.h"
#include "lib/markdown.h"
#include "media_private.h"
#include "setting.h"

#include <string.h>

enum { SHOWN, MEDIA_SHOWN_SQL_MAX };

static const char *const sql[MEDIA_SHOWN_SQL_MAX] = {
    [SHOWN] = "SELECT p.shows, w.alt, w.caption, w.credit FROM media_replacement p" SQL_JOIN
              "media_replacement w ON w.media_id = p.words_of WHERE p.media_id = ?1",
};
const struct statements media_shown_statements = {SET_MEDIA_SHOWN, sql, MEDIA_SHOWN_SQL_MAX};

#define HTML_MAX (12u * 1024 * 1024)
#define INLINE_WIDTH 960 /* as a save has it */

enum store_status media_shown(struct store *s, struct arena *a, struct media *m,
                              struct media_words *words)
{
    if (m->replaced_by == 0)
        return STORE_MISSING;
    struct statement *q = db_stmt(s, &media_shown_statements, SHOWN);
    db_bind_int(q, 1, m->id);
    enum store_status st = db_row(s, q);
    int64_t id = 0;
    if (st == STORE_OK) {
        id = db_int(q, 0);
        *words = (struct media_words){db_text(a, q, 1), db_text(a, q, 2), db_text(a, q, 3)};
    }
    db_reset(q);
    return st == STORE_OK ? media_get(s, a, id, m) : st;
}

/* ---- A text ------------------------------------------------------------------------------------ */

struct shown_text {
    struct store *s;
    struct arena *a;
    enum store_status st;
};

static bool shown_swap(void *ctx, const char *src, struct markdown_swap *out)
{
    struct shown_text *t = ctx;
    struct media m;
    struct media_words words;
    const struct media_file *file = NULL;
    if (t->st != STORE_OK)
        return false;
    enum store_status st = media_find_url(t->s, t->a, src, &m);
    if (st == STORE_OK)
        st = media_shown(t->s, t->a, &m, &words);
    if (st != STORE_OK) {
        t->st = st == STORE_MISSING ? STORE_OK : st;
        return false;
    }
    for (int f = 0; f < MEDIA_FORMAT_MAX && file == NULL; f++)
        file = media_best(&m, (enum media_format)f, INLINE_WIDTH);
    if (file == NULL)
        return false;
    *out = (struct markdown_swap){
        .image = {.src = media_url(t->a, file),
                  .srcset = media_srcset(t->a, &m, MEDIA_JPEG),
                  .webp = media_srcset(t->a, &m, MEDIA_WEBP),
                  .width = file->width,
                  .height = file->height,
                  .credit = *words.credit ? words.credit : NULL},
        .alt = words.alt,
        .caption = words.caption,
    };
    return true;
}

static enum store_status shown_html(struct store *s, struct arena *a, struct revision *r)
{
    struct shown_text t = {.s = s, .a = a, .st = STORE_OK};
    const char *locale = r->text.lang;
    struct settings set;
    if (!strstr(r->body_html, "<img src=\"/media/"))
        return STORE_OK;
    if (*locale == '\0') {
        enum store_status st = setting_all(s, a, &set);
        if (st != STORE_OK)
            return st;
        locale = set.v[SETTING_LOCALE];
    }
    struct buf out;
    buf_init(&out, HTML_MAX);
    size_t n = markdown_swap_pictures(r->body_html, language_is_rtl(locale), shown_swap, &t, &out);
    if (n > 0 && !out.failed)
        r->body_html = arena_dupn(a, out.p, out.len);
    buf_free(&out);
    return t.st;
}

static enum store_status shown_hero(struct store *s, struct arena *a, struct story_view *view)
{
    struct media_words words;
    struct story_text *t = &view->revision.text;
    enum store_status st = media_shown(s, a, &view->hero, &words);
    if (st != STORE_OK)
        return st == STORE_MISSING ? STORE_OK : st;
    t->hero_alt = words.alt;
    t->hero_caption = words.caption;
    t->hero_credit = words.credit;
    return STORE_OK;
}

enum store_status media_show_view(struct store *s, struct arena *a, struct story_view *view)
{
    enum store_status st = view->has_hero ? shown_hero(s, a, view) : STORE_OK;
    return st == STORE_OK ? shown_html(s, a, &view->revision) : st;
}
