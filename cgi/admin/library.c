/* library.c: the pictures that there are, by words, days and what is to be done; and bringing many. /admin/media,
 * /admin/media/new */
#include "picture_words.h"

#include "db/media_library.h"
#include "db/upload.h"
#include "lib/clock.h"
#include "lib/text.h"

#include <stdio.h>
#include <string.h>

#define PICTURES_SHOWN 40

static const struct {
    enum media_view view;
    const char *label, *none;
} views[] = {
    {MEDIA_ALL, WORD("All pictures"), WORD("There are no pictures yet.")},
    {MEDIA_UNUSED, WORD("In no story"), WORD("Every picture is in a story.")},
    {MEDIA_ENDING, WORD("Rights end within 30 days"),
     WORD("No picture’s rights end within 30 days.")},
    {MEDIA_ENDED, WORD("Rights have ended"), WORD("No picture’s rights have ended.")},
};

/* What is asked for: the address of the list, too. */
struct library {
    struct media_query query;
    const char *from, *until; /* days as typed */
    const char *words;
    bool filtered;
};

/* ---- What is asked for ------------------------------------------------------------------------ */

/* The instant at which a day begins, so many days later; 0: it is none. */
static int64_t library_day(struct app *app, const char *day, int later)
{
    int year, month, d;

    if (!dateline_is_date(day) || sscanf(day, "%d-%d-%d", &year, &month, &d) != 3)
        return 0;
    return dateline_day_start(app->calendar, year, month, d + later);
}

/* The place "1767864600000.7" or "2026-01-08.7"; anything else is the start. */
static struct media_key library_after(struct req *req)
{
    struct strlist part = text_split(req->arena, req_query(req, "after"), '.');
    struct media_key k = {.day = ""};

    if (part.n != 2 || !text_to_int(part.v[1], 1, INT64_MAX, &k.id))
        return k;
    if (dateline_is_date(part.v[0]))
        k.day = part.v[0];
    else if (!text_to_int(part.v[0], 0, DATELINE_MAX, &k.at))
        k.id = 0;
    return k;
}

static const char *library_place(struct arena *a, const struct media_key *k)
{
    return *k->day ? arena_printf(a, "%s.%" PRId64, k->day, k->id)
                   : arena_printf(a, "%" PRId64 ".%" PRId64, k->at, k->id);
}

static void library_read(struct app *app, struct req *req, const struct actor *by,
                         struct library *out)
{
    enum media_view view = media_view_find(req_query(req, "view"));

    *out = (struct library){.from = req_query(req, "from"),
                            .until = req_query(req, "until"),
                            .words = text_line(req->arena, req_query(req, "q"))};
    out->query = (struct media_query){.view = view == MEDIA_VIEW_MAX ? MEDIA_ALL : view,
                                      .words = out->words,
                                      .from = library_day(app, out->from, 0),
                                      .until = library_day(app, out->until, 1),
                                      .after = library_after(req),
                                      .limit = PICTURES_SHOWN,
                                      .by = by};
    out->filtered = *out->words || out->query.view != MEDIA_ALL || *out->from || *out->until;
    bool by_day = out->query.view == MEDIA_ENDING || out->query.view == MEDIA_ENDED;
    if (out->query.after.id && by_day != (*out->query.after.day != '\0'))
        out->query.after = (struct media_key){.day = ""};
}

static const char *library_address(struct arena *a, const struct library *l,
                                   const struct media_key *after)
{
    struct buf b;

    buf_init(&b, 8192);
    buf_adds(&b, "/admin/media?view=");
    buf_adds(&b, media_view_name(l->query.view));
    const char *const parts[][2] = {{"&q=", l->words}, {"&from=", l->from}, {"&until=", l->until}};
    for (size_t i = 0; i < 3; i++) {
        if (!*parts[i][1])
            continue;
        buf_adds(&b, parts[i][0]);
        buf_add_urlencoded(&b, parts[i][1], strlen(parts[i][1]));
    }
    if (after) {
        buf_adds(&b, "&after=");
        buf_adds(&b, library_place(a, after));
    }
    const char *out = b.p && !b.failed ? arena_dupn(a, b.p, b.len) : "/admin/media";
    buf_free(&b);
    return out;
}

/* ---- Showing ---------------------------------------------------------------------------------- */

static void library_show_picture(struct page *p, const struct media *m)
{
    struct tpl_dict *d = tpl_add(p->main, "PICTURE");

    tpl_set_int(d, "PICTURE_ID", m->id);
    tpl_set(d, "NAME", picture_name(p->app, m));
    tpl_set_if(d, "CREDIT", m->credit);
    picture_show_thumb(p, d, m);
    if (*m->rights_until) {
        struct tpl_dict *until = tpl_add(d, "UNTIL");
        tpl_set(until, "UNTIL_ISO", m->rights_until);
        tpl_set(until, "UNTIL_DAY",
                dateline_date_text(p->app->calendar, p->req->arena, m->rights_until));
    }
    if (m->uses)
        tpl_set_count(tpl_add(d, "USED"), p->app->language, "USES", m->uses);
    else
        tpl_show(d, "NOT_USED");
    if (m->replaced_by)
        tpl_show(d, "REPLACED");
}

static void library_show_filter(struct page *p, const struct library *l)
{
    tpl_set(p->main, "WORDS", l->words);
    tpl_set(p->main, "FROM", l->from);
    tpl_set(p->main, "UNTIL", l->until);
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        struct tpl_dict *d = tpl_add(p->main, "VIEW");
        tpl_set(d, "OPTION_VALUE", media_view_name(views[i].view));
        tpl_set(d, "OPTION_LABEL", app_word(p->app, views[i].label));
        if (views[i].view == l->query.view)
            tpl_show(d, "OPTION_CHOSEN");
    }
    if (l->filtered)
        tpl_show(p->main, "FILTERED");
}

static void library_show_found(struct page *p, const struct library *l,
                               const struct media_found *found)
{
    struct arena *a = p->req->arena;
    bool plain = !*l->words && !*l->from && !*l->until && !l->query.after.id;

    for (size_t i = 0; i < found->list.n; i++)
        library_show_picture(p, &found->list.v[i]);
    if (found->list.n)
        tpl_show(p->main, "GRID");
    else
        tpl_set_if(p->main, "NONE",
                   app_word(p->app, found->more ? WORD("None among those that were looked at.")
                                    : plain     ? views[l->query.view].none
                                                : WORD("No picture matches.")));
    if (l->query.after.id)
        tpl_set_if(p->main, "FIRST", library_address(a, l, NULL));
    if (found->more)
        tpl_set_if(p->main, "NEXT", library_address(a, l, &found->next));
}

static void library_show(struct app *app, struct req *req, struct res *res, struct problems *why)
{
    struct actor by = admin_actor(req);
    struct library l;
    struct media_found found;

    library_read(app, req, &by, &l);
    enum store_status st = media_find(app->store, req->arena, &l.query, req->now, &found);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    struct page p =
        page_start_admin(app, req, res, "admin/library.tpl", app_word(app, WORD("Pictures")));
    page_sheet(&p, "css/media.css");
    admin_show_message(&p);
    page_translate(app, why);
    admin_problems(p.main, why, NULL);
    tpl_set(p.main, "TYPED_CREDIT", req_form(req, "credit"));
    if (admin_may(req, ACT_OTHERS, NULL))
        tpl_show(p.main, "ALL_OF_THEM");
    else
        tpl_show(p.main, "OWN_ONES");
    library_show_filter(&p, &l);
    library_show_found(&p, &l, &found);
    page_finish(&p);
}

void library_get(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};

    library_show(app, req, res, &why);
}

/* ---- Bringing many ---------------------------------------------------------------------------- */

/* A worker that takes longer than a minute over one request is ended. */
#define TAKING_MS 30000

static void library_refuse(struct app *app, struct problems *why, const char *message,
                           const struct upload *file, struct problems *one)
{
    page_translate(app, one);
    problem_say(why, "files", message, "FILE", file->filename, "WHY", one->n ? one->v[0].text : "",
                NULL);
}

/* One that cannot be taken is said in why, and the others are taken. */
static void library_take(struct app *app, struct req *req, struct picture_words *out,
                         struct problems *why, enum store_status *worst)
{
    struct upload_about about = {.credit = text_line(req->arena, req_form(req, "credit"))};
    int64_t begun = clock_monotonic_ms();

    for (size_t i = 0; i < req->uploads.n; i++) {
        const struct upload *file = &req->uploads.v[i];
        struct problems one = {.arena = req->arena};
        enum store_status st = STORE_OK;
        struct media m;
        if (strcmp(file->name, "files") != 0 || (!*file->filename && file->n == 0))
            continue;
        if (clock_monotonic_ms() - begun > TAKING_MS)
            library_refuse(
                app, why,
                WORD("“%FILE%” was not looked at, for the others took too long. Send it again."),
                file, &one);
        else if (admin_store_picture(app, req, file, &about, "files", &m, &one, &st))
            picture_ids_add(m.created_at == req->now ? &out->of : &out->known, m.id);
        else {
            library_refuse(app, why, WORD("“%FILE%” was not added. %WHY%"), file, &one);
            *worst = st;
        }
    }
}

/* Where somebody goes whose pictures were all taken. */
static const char *library_next(struct arena *a, const struct picture_words *w)
{
    if (w->of.n + w->known.n > 1)
        return picture_words_address(a, w);
    return w->of.n ? arena_printf(a, "/admin/media/%" PRId64 "?saved=picture-added", w->of.v[0])
                   : arena_printf(a, "/admin/media/%" PRId64 "?saved=picture-known", w->known.v[0]);
}

void library_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    enum store_status worst = STORE_REFUSED;
    struct picture_words brought = {.fresh = true};

    if (req->without_files)
        problem_say(&why, "files",
                    WORD("These pictures are more than 40 MB together, so none of them was added. "
                         "Send fewer at once."),
                    NULL);
    else
        library_take(app, req, &brought, &why, &worst);
    size_t taken = brought.of.n + brought.known.n;
    if (taken == 0 && why.n == 0)
        problem_say(&why, "files", WORD("Choose a picture first."), NULL);
    if (why.n == 0) {
        res_redirect(res, 303, library_next(req->arena, &brought));
        return;
    }
    res->status = admin_status(worst);
    if (taken == 0) {
        library_show(app, req, res, &why);
        return;
    }
    problem_say(&why, "", WORD("The others are added."), NULL);
    picture_words_show(app, req, res, &brought, &why, true);
}
