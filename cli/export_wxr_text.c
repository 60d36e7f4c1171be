/* export_wxr_text.c: what a story says, as the text of a post of WordPress's.
 *
 * WordPress has no fields for takeaways, sources, corrections and the like, so readers see them in the text,
 * in the words of the site's language (templates/export/wordpress.tpl). A "[" would begin a shortcode
 * there, so all are written as references. */
#include "export_wxr_private.h"

#include "cgi/genre.h"
#include "lib/text.h"

#include <string.h>

#define TEXT_MAX ((size_t)16 << 20)
enum { RATING_MOST = 5 };

static void text_list(struct wp_export *w, struct tpl_dict *d, const char *section,
                      const struct strlist *list)
{
    for (size_t i = 0; i < list->n; i++)
        tpl_set(tpl_add(d, section), "ITEM", list->v[i]);
    if (list->n > 0)
        tpl_show(d, arena_printf(w->a, "%s_IF", section));
}

static void text_review(struct wp_export *w, struct tpl_dict *d, const struct review *r)
{
    struct tpl_dict *one = tpl_add(d, "REVIEW_IF");
    tpl_set(one, "PRODUCT", r->product);
    if (r->rating >= 0) {
        tpl_set(one, "RATING", language_tenths(w->app.language, w->a, r->rating));
        tpl_set(one, "MOST", language_number(w->app.language, w->a, RATING_MOST));
        tpl_show(one, "RATING_IF");
    }
    tpl_set_if(one, "VERDICT", r->verdict);
    text_list(w, one, "PROS", &r->pros);
    text_list(w, one, "CONS", &r->cons);
    tpl_set_if(one, "PRICE", r->price);
    if (*r->price_checked_on)
        tpl_set_if(one, "PRICE_DATE",
                   dateline_date_text(w->e->calendar, w->a, r->price_checked_on));
}

static void text_sources(struct wp_export *w, struct tpl_dict *d, const struct sources *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct source *source = &list->v[i];
        struct tpl_dict *one = tpl_add(d, "SOURCES");
        tpl_set(one, "SOURCE", *source->title ? source->title : source->url);
        tpl_set(one, "SOURCE_HREF", source->url);
        tpl_set(one, "SOURCE_ID", arena_printf(w->a, "source-%zu", i + 1));
        tpl_show(one, *source->url ? "LINKED_IF" : "UNLINKED_IF");
    }
    if (list->n > 0)
        tpl_show(d, "SOURCES_IF");
}

/* WordPress names one author; of several, the text does. */
static void text_bylines(struct wp_export *w, struct tpl_dict *d, const struct groups *bylines)
{
    const char **names = arena_array(w->a, bylines->n + 1, sizeof *names);
    const char **joints = arena_array(w->a, bylines->n + 1, sizeof *joints);
    for (size_t i = 0; i < bylines->n; i++)
        names[i] = bylines->v[i].name;
    if (bylines->n < 2)
        return;
    language_joints(w->app.language, w->a, names, bylines->n, joints);
    for (size_t i = 0; i < bylines->n; i++) {
        struct tpl_dict *one = tpl_add(d, "BYLINES");
        tpl_set(one, "JOINT", joints[i]);
        tpl_set(one, "BYLINE", names[i]);
    }
    tpl_show(d, "BYLINES_IF");
}

static void text_changes(struct wp_export *w, struct tpl_dict *d, const struct story_record *record,
                         const struct corrections *corrections)
{
    bool updated = false;
    for (size_t i = 0; i < corrections->n; i++) {
        struct tpl_dict *one = tpl_add(d, "CORRECTIONS");
        tpl_set(one, "AT", dateline_long_text(w->e->calendar, w->a, corrections->v[i].at));
        tpl_set(one, "WRONG", corrections->v[i].wrong);
        tpl_set(one, "RIGHT", corrections->v[i].right);
    }
    for (size_t i = record->publications.n; i-- > 0;) { /* the newest first, as the corrections */
        const struct record_publication *p = &record->publications.v[i];
        if (p->kind != EDIT_UPDATE || p->live_from > w->e->now || text_blank(p->note))
            continue;
        struct tpl_dict *one = tpl_add(d, "UPDATES");
        tpl_set(
            one, "AT",
            dateline_long_text(w->e->calendar, w->a, p->updated_at ? p->updated_at : p->live_from));
        tpl_set(one, "NOTE", p->note);
        updated = true;
    }
    if (updated)
        tpl_show(d, "UPDATES_IF");
}

static void text_making(struct tpl_dict *d, const struct story_text *t)
{
    static const char *const ai[STORY_AI_MAX] = {
        [STORY_AI_NONE] = "AI_NONE_IF",
        [STORY_AI_ASSISTED] = "AI_ASSISTED_IF",
        [STORY_AI_GENERATED] = "AI_GENERATED_IF",
        [STORY_AI_UNREVIEWED] = "AI_GENERATED_IF",
    };
    if (t->ai == STORY_AI_UNREVIEWED)
        tpl_show(d, "AI_LABEL");
    if (t->ai < STORY_AI_MAX && ai[t->ai])
        tpl_show(d, ai[t->ai]);
    tpl_set_if(d, "AI_NOTE", t->ai_note);
    tpl_set_if(d, "CHECKED_BY", t->fact_checked_by);
    if (t->ai != STORY_AI_UNSTATED || *t->ai_note || *t->fact_checked_by)
        tpl_show(d, "MAKING_IF");
}

static const char *text_picture(void *ctx, const char *src)
{
    struct wp_export *w = ctx;
    struct media m;
    enum store_status st = media_find_url(w->e->s, w->a, src, &m);
    if (st == STORE_MISSING || !export_file_store(&w->file, st))
        return NULL;
    return wp_meet_picture(w, &m);
}

static void text_body(struct wp_export *w, struct tpl_dict *d, const char *html)
{
    const struct export_blocks blocks = {
        .a = w->a, .language = w->app.language, .ctx = w, .picture = text_picture};
    struct buf out;
    buf_init(&out, TEXT_MAX);
    export_blocks_add(&blocks, html, &out);
    if (out.failed)
        export_file_no_memory(&w->file);
    tpl_set(d, "BODY_HTML", out.p);
    buf_free(&out);
}

static void text_work(struct wp_export *w, struct tpl_dict *d, const struct revision *r)
{
    const struct story_text *t = &r->text;
    const char *label = genre_label(&w->app, t->genre);
    tpl_set_if(d, "GENRE", label);
    tpl_set_if(d, "PLACE", t->place_line);
    if (label && *t->place_line)
        tpl_show(d, "BOTH_IF");
    if (label || *t->place_line)
        tpl_show(d, "WORK_IF");
    if (*r->how_html)
        text_body(w, tpl_add(d, "REPORTED"), r->how_html);
}

static const char *text_without_codes(struct wp_export *w, const char *text)
{
    struct buf out;
    buf_init(&out, TEXT_MAX);
    for (size_t n; *text; text += n) {
        n = strcspn(text, "[");
        buf_add(&out, text, n);
        if (text[n] == '[') {
            buf_adds(&out, "&#91;");
            n++;
        }
    }
    if (out.failed)
        export_file_no_memory(&w->file);
    const char *kept = arena_dupn(w->a, out.p, out.len);
    buf_free(&out);
    return kept;
}

const char *wp_text(struct wp_export *w, const struct story_record *record,
                    const struct story_view *view)
{
    const struct story_text *t = &view->revision.text;
    struct tpl_dict *d = tpl_dict_new();
    struct buf out;
    buf_init(&out, TEXT_MAX);
    text_work(w, d, &view->revision);
    text_bylines(w, d, &t->bylines);
    if (record)
        text_changes(w, d, record, &view->corrections);
    text_body(w, d, view->revision.body_html);
    if (view->story.kind == STORY_REVIEW)
        text_review(w, d, &t->review);
    text_list(w, d, "TAKEAWAYS", &t->takeaways);
    text_sources(w, d, &t->sources);
    text_making(d, t);
    if (!tpl_render(w->app.templates, "export/wordpress.tpl", d, &out))
        export_file_no_memory(&w->file);
    const char *text = text_without_codes(w, out.p);
    buf_free(&out);
    tpl_dict_free(d);
    return text;
}
