/* difference.c: two texts of a story that readers could read, word by word:
 * …/changes?from=3&to=5, when the site shows differences. Any other revision is not there. */
#include "reader.h"

#include "cgi/genre.h"

#include "lib/diff.h"
#include "lib/text.h"

#include <string.h>

/* One of the two. */
struct published_text {
    struct revision revision;
    int64_t live_from;
};

static void published_text_typeset(struct app *app, struct arena *a, struct revision *r)
{
    if (!text_blank(r->text.dek))
        r->plain = typeset_plain(app, a, r->text.lang, r->plain, r->body_html);
    typeset_revision(app, a, r);
}

static bool published_text_find(struct app *app, struct req *req, int64_t story_id,
                                const char *name, struct published_text *out, enum store_status *st)
{
    int64_t number;

    *st = STORE_MISSING;
    if (text_to_int(req_query(req, name), 1, INT32_MAX, &number))
        *st = story_published(app->store, req->arena, story_id, (int)number, req->now,
                              &out->revision, &out->live_from);
    if (*st == STORE_OK)
        published_text_typeset(app, req->arena, &out->revision);
    return *st == STORE_OK;
}

/* ---- What is compared ---------------------------------------------------------------------- */

static const char *lines(struct arena *a, const struct strlist *list)
{
    struct buf b;

    buf_init(&b, RES_BODY_MAX);
    for (size_t i = 0; i < list->n; i++) {
        buf_adds(&b, i > 0 ? "\n" : "");
        buf_adds(&b, list->v[i]);
    }
    const char *out = arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return out;
}

static const char *headline(struct page *p, const struct revision *r)
{
    (void)p;
    return r->text.headline;
}

static const char *dek(struct page *p, const struct revision *r)
{
    (void)p;
    return r->text.dek;
}

static const char *text(struct page *p, const struct revision *r)
{
    (void)p;
    return r->plain;
}

static const char *takeaways(struct page *p, const struct revision *r)
{
    return lines(p->req->arena, &r->text.takeaways);
}

static const char *verdict(struct page *p, const struct revision *r)
{
    const struct language *l = p->app->language;
    struct arena *a = p->req->arena;
    const struct review *v = &r->text.review;
    struct strlist all = {0};

    if (v->rating >= 0)
        strlist_add(a, &all,
                    language_say(l, a, "%RATING% out of %MOST%", "RATING",
                                 language_tenths(l, a, v->rating), "MOST",
                                 language_number(l, a, REVIEW_STARS), NULL));
    strlist_add(a, &all, v->verdict);
    for (size_t i = 0; i < v->pros.n; i++)
        strlist_add(a, &all, arena_printf(a, "+ %s", v->pros.v[i]));
    for (size_t i = 0; i < v->cons.n; i++)
        strlist_add(a, &all, arena_printf(a, "– %s", v->cons.v[i]));
    strlist_add(a, &all, v->price);
    return lines(a, &all);
}

static const char *genre(struct page *p, const struct revision *r)
{
    return app_word(p->app, genre_word(r->text.genre));
}

static const char *place(struct page *p, const struct revision *r)
{
    (void)p;
    return r->text.place_line;
}

/* As readers saw it, as the text is. */
static const char *reported(struct page *p, const struct revision *r)
{
    return text_strip_html(p->req->arena, r->how_html);
}

static const struct diff_part {
    const char *name; /* section of the template with its heading */
    const char *(*of)(struct page *p, const struct revision *r);
} diff_parts[] = {
    {"GENRE_IF", genre},         {"HEADLINE_IF", headline}, {"DEK_IF", dek},
    {"PLACE_IF", place},         {"TEXT_IF", text},         {"VERDICT_IF", verdict},
    {"TAKEAWAYS_IF", takeaways}, {"REPORTED_IF", reported},
};

/* ---- The page ------------------------------------------------------------------------------ */

/* A part as it is printed: paragraphs of spans. */
struct diff_output {
    struct arena *arena;
    struct tpl_dict *part;
    struct tpl_dict *paragraph; /* NULL: the next word begins one */
};

static void diff_add_span(struct diff_output *out, enum diff_op op, const char *words)
{
    static const char *const shows[DIFF_OP_MAX] = {
        [DIFF_SAME] = "SAME_IF", [DIFF_DELETED] = "DELETED_IF", [DIFF_INSERTED] = "INSERTED_IF"};

    if (*words == '\0')
        return;
    if (!out->paragraph)
        out->paragraph = tpl_add(out->part, "PARAGRAPHS");
    if (op != DIFF_SAME)
        tpl_show(out->paragraph, "TOUCHED_IF");
    tpl_set(tpl_add(tpl_add(out->paragraph, "SPANS"), shows[op]), "WORDS", words);
}

/* One line of a span. The space behind its last word is neither struck out nor underlined. */
static void diff_add_line(struct diff_output *out, enum diff_op op, const char *s, size_t n)
{
    size_t words = n;

    while (op != DIFF_SAME && words > 0 && strchr(" \t\n", s[words - 1]))
        words--;
    diff_add_span(out, op, arena_dupn(out->arena, s, words));
    if (words < n && out->paragraph)
        diff_add_span(out, DIFF_SAME, " ");
}

static void diff_print_span(struct diff_output *out, const struct diff_span *span, bool replaced)
{
    for (const char *s = span->text; *s != '\0';) {
        size_t n = strcspn(s, "\n"), breaks = strspn(s + n, "\n");
        diff_add_line(out, span->op, s, n);
        s += n + breaks;
        /* What comes in the place of words at a paragraph's end is printed beside them. */
        if (breaks > 0 && !(replaced && *s == '\0'))
            out->paragraph = NULL;
        else if (breaks > 0)
            diff_add_span(out, DIFF_SAME, " ");
    }
}

static void diff_print_part(struct arena *a, struct tpl_dict *d, const char *before,
                            const char *after)
{
    struct diff_output out = {.arena = a, .part = d};
    struct diff_span *spans;
    size_t n;

    diff_words(a, before, after, &spans, &n);
    for (size_t i = 0; i < n; i++)
        diff_print_span(&out, &spans[i],
                        spans[i].op == DIFF_DELETED && i + 1 < n &&
                            spans[i + 1].op == DIFF_INSERTED);
}

static void difference_fill(struct page *p, const struct revision *from, const struct revision *to)
{
    struct arena *a = p->req->arena;
    size_t shown = 0;

    for (size_t i = 0; i < sizeof diff_parts / sizeof *diff_parts; i++) {
        const char *before = diff_parts[i].of(p, from), *after = diff_parts[i].of(p, to);
        if (strcmp(before, after) == 0)
            continue;
        struct tpl_dict *d = tpl_add(p->main, "PARTS");
        tpl_show(d, diff_parts[i].name);
        language_fill(p, d, to->text.lang);
        diff_print_part(a, d, before, after);
        shown++;
    }
    if (shown == 0)
        tpl_show(p->main, "SAME_TEXT_IF");
}

static void difference_answer(struct app *app, struct req *req, struct res *res,
                              const struct story_view *view, const struct published_text *from,
                              const struct published_text *to)
{
    const char *lang = view->revision.text.lang, *path = view->story.path;
    const char *title = typeset(app, req->arena, lang, view->revision.text.headline);
    struct page p =
        page_start(app, req, res, "reader/difference.tpl",
                   language_say(app->language, req->arena, "What changed in the text: %HEADLINE%",
                                "HEADLINE", title, NULL));

    tpl_show(p.layout, "NOINDEX"); /* the story itself is what a search is to find */
    page_sheet(&p, "css/corrections.css");
    tpl_set(p.main, "HEADLINE", title);
    tpl_set(p.main, "HREF", path);
    tpl_set(p.main, "CHANGES_HREF", arena_printf(req->arena, "%s/changes", path));
    language_fill(&p, p.main, lang);
    instant_fill(&p, tpl_add(p.main, "FROM"), from->live_from, DATELINE_CLOCK_ALWAYS);
    instant_fill(&p, tpl_add(p.main, "TO"), to->live_from, DATELINE_CLOCK_ALWAYS);
    difference_fill(&p, &from->revision, &to->revision);
    page_finish(&p);
}

void difference_get(struct app *app, struct req *req, struct res *res,
                    const struct story_view *view)
{
    struct published_text from, to;
    enum store_status st = STORE_MISSING;

    if (strcmp(app_setting(app, SETTING_SHOW_DIFFS), "1") == 0 &&
        published_text_find(app, req, view->story.id, "from", &from, &st) &&
        published_text_find(app, req, view->story.id, "to", &to, &st))
        difference_answer(app, req, res, view, &from, &to);
    else
        page_store_error(app, req, res, st, app->store);
}
