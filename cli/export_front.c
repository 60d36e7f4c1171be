/* export_front.c: a story's front matter, as import/front_matter.c reads it (docs/import.md).
 *
 * Every text is a YAML scalar in double quotation marks, which is a JSON string, too: nothing in it can
 * be taken for anything else. */
#include "export.h"

#include "lib/text.h"

#include <string.h>

/* ---- Values ---------------------------------------------------------------------------------- */

/* YAML has no place for these, or takes them for line ends. */
static bool front_must_escape(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 || cp == 0x2029 || cp == 0xfeff ||
           cp == 0xfffe || cp == 0xffff;
}

/* What would be read as a character reference has its "&" written as one. */
static const char *front_protected(struct arena *a, const char *s)
{
    if (!strchr(s, '&') || strcmp(text_decode_entities(a, s), s) == 0)
        return s;
    struct buf b;
    buf_init(&b, 5 * strlen(s) + 1);
    for (; *s; s++)
        if (*s == '&')
            buf_adds(&b, "&amp;");
        else
            buf_addc(&b, *s);
    const char *out = arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return out;
}

static void front_add_text(struct arena *a, struct buf *out, const char *s)
{
    uint32_t cp;
    s = front_protected(a, s ? s : "");
    buf_addc(out, '"');
    for (size_t n = strlen(s), step; n > 0; s += step, n -= step) {
        step = text_codepoint(s, n, &cp);
        if (step == 0) {
            step = 1;
            buf_adds(out, "\\ufffd");
        } else if (cp == '"' || cp == '\\') {
            buf_printf(out, "\\%c", (char)cp);
        } else if (front_must_escape(cp)) {
            buf_printf(out, "\\u%04x", (unsigned)cp);
        } else {
            buf_add(out, s, step);
        }
    }
    buf_addc(out, '"');
}

/* In the site's zone when that says it all, else in UTC to the millisecond. */
static void front_add_time(struct export *e, struct buf *out, int64_t ms)
{
    char iso[DATELINE_ISO_SIZE];
    int64_t back;
    bool date_only;
    dateline_iso(e->calendar, ms, iso);
    if (dateline_from_file(e->calendar, iso, &back, &date_only) == DATELINE_OK && back == ms) {
        buf_adds(out, iso);
        return;
    }
    struct dateline_civil c;
    int64_t rest = (ms % 1000 + 1000) % 1000;
    struct calendar *utc = calendar_open("UTC", "en-GB");
    dateline_civil(utc, ms, &c);
    calendar_close(utc);
    buf_printf(out, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", c.year, c.month, c.day, c.hour, c.minute,
               c.second, (int)rest);
}

struct front {
    struct export *e;
    struct arena *a;
    struct buf *out;
};

static void front_text_key(const struct front *f, const char *key, const char *s)
{
    if (!s || !*s)
        return;
    buf_printf(f->out, "%s: ", key);
    front_add_text(f->a, f->out, s);
    buf_addc(f->out, '\n');
}

static void front_time_key(const struct front *f, const char *key, int64_t ms)
{
    if (ms == 0)
        return;
    buf_printf(f->out, "%s: ", key);
    front_add_time(f->e, f->out, ms);
    buf_addc(f->out, '\n');
}

static void front_list_key(const struct front *f, const char *indent, const char *key,
                           const struct strlist *list)
{
    if (list->n > 0)
        buf_printf(f->out, "%s%s:\n", indent, key);
    for (size_t i = 0; i < list->n; i++) {
        buf_printf(f->out, "%s- ", indent);
        front_add_text(f->a, f->out, list->v[i]);
        buf_addc(f->out, '\n');
    }
}

static void front_groups_key(const struct front *f, const char *key, const struct groups *g)
{
    struct strlist slugs = {0};
    for (size_t i = 0; i < g->n; i++)
        strlist_add(f->a, &slugs, g->v[i].slug);
    front_list_key(f, "", key, &slugs);
}

/* ---- What happened to it --------------------------------------------------------------------- */

static void front_event(const struct front *f, const struct record_publication *p)
{
    int64_t date = p->kind == EDIT_CORRECTION ? p->corrected_at
                   : p->kind == EDIT_UPDATE   ? (p->updated_at ? p->updated_at : p->live_from)
                                              : 0;
    buf_printf(f->out, "- kind: %s\n", edit_kind_name(p->kind));
    front_time_key(f, "  date", date);
    if (p->live_from != date)
        front_time_key(f, "  live", p->live_from);
    bool first = p->kind == EDIT_FIRST;
    if (!p->carries && p->updated_at == 0 && !first)
        buf_adds(f->out, "  updated: none\n");
    else if (!p->carries && (p->kind != EDIT_UPDATE || p->updated_at != date))
        front_time_key(f, "  updated", p->updated_at);
    front_text_key(f, "  note", p->note);
    front_text_key(f, "  wrong", p->wrong);
    front_text_key(f, "  right", p->right);
}

/* Those whose time has come; left out when Published and Updated say it all. */
static void front_history(const struct front *f, const struct story_record *r)
{
    size_t n = 0;
    while (n < r->publications.n && r->publications.v[n].live_from <= f->e->now)
        n++;
    if (n == 0 || (n == 1 && r->publications.v[0].live_from == r->story.published_at))
        return;
    buf_adds(f->out, "history:\n");
    for (size_t i = 0; i < n; i++)
        front_event(f, &r->publications.v[i]);
}

static void front_times(const struct front *f, const struct story_record *r)
{
    const struct story *s = &r->story;
    front_text_key(f, "address", s->path);
    front_time_key(f, "date", s->published_at);
    if (s->live != 0)
        front_time_key(f, "updated", s->updated_at);
    front_history(f, r);
    if (s->withdrawn_at != 0) {
        buf_adds(f->out, "withdrawn:\n");
        front_time_key(f, "  date", s->withdrawn_at);
        front_text_key(f, "  reason", s->withdrawn_reason);
    }
    front_list_key(f, "", "aliases", &r->redirects);
}

/* A text besides the one that stands in the story's own file. */
static void front_besides(const struct front *f, const struct story_record *r,
                          enum named_text named)
{
    buf_adds(f->out, "draft: true\n");
    front_text_key(f, "draft_of", r->story.path);
    if (named == NAMED_WAITING)
        front_time_key(f, "goes_live", r->story.staged_at);
}

static void front_state(const struct front *f, const struct export_front *of)
{
    const struct story_record *r = of->record;
    if (of->named != NAMED_MAX) {
        front_besides(f, r, of->named);
        return;
    }
    if (r->story.published_at != 0) {
        front_times(f, r);
        return;
    }
    buf_adds(f->out, "draft: true\n");
    if (r->in_review)
        buf_adds(f->out, "in_review: true\n");
    if (!r->slug_auto)
        front_text_key(f, "slug", r->story.slug);
    front_list_key(f, "", "aliases", &r->redirects);
}

/* ---- What it says ---------------------------------------------------------------------------- */

static void front_sources(const struct front *f, const struct sources *list)
{
    if (list->n > 0)
        buf_adds(f->out, "sources:\n");
    for (size_t i = 0; i < list->n; i++) {
        buf_adds(f->out, "- title: ");
        front_add_text(f->a, f->out, list->v[i].title);
        buf_addc(f->out, '\n');
        front_text_key(f, "  url", list->v[i].url);
    }
}

static void front_hero(const struct front *f, const struct export_front *of)
{
    const struct story_text *t = of->text;
    if (!*of->hero_file)
        return;
    buf_adds(f->out, "hero:\n");
    front_text_key(f, "  file", of->hero_file);
    front_text_key(f, "  alt", t->hero_alt);
    front_text_key(f, "  caption", t->hero_caption);
    front_text_key(f, "  credit", t->hero_credit);
}

static void front_review(const struct front *f, const struct review *v)
{
    buf_adds(f->out, "review:\n");
    buf_adds(f->out, "  product: ");
    front_add_text(f->a, f->out, v->product);
    buf_addc(f->out, '\n');
    if (v->rating >= 0)
        buf_printf(f->out, "  rating: %d.%d\n", v->rating / 10, v->rating % 10);
    front_list_key(f, "  ", "pros", &v->pros);
    front_list_key(f, "  ", "cons", &v->cons);
    front_text_key(f, "  verdict", v->verdict);
    front_text_key(f, "  price", v->price);
    front_text_key(f, "  price_checked", v->price_checked_on);
}

void export_front_write(struct export *e, struct arena *a, const struct export_front *of,
                        struct buf *out)
{
    const struct front f = {e, a, out};
    const struct story_text *t = of->text;
    const struct story *s = &of->record->story;
    buf_adds(out, "---\ntitle: ");
    front_add_text(a, out, t->headline);
    buf_adds(out, "\nformat: dateline 1\n");
    if (s->kind != STORY_NEWS)
        buf_printf(out, "kind: %s\n", story_kind_name(s->kind));
    front_state(&f, of);
    front_text_key(&f, "section", t->section.slug);
    front_text_key(&f, "lang", t->lang);
    front_text_key(&f, "dek", t->dek);
    front_groups_key(&f, "authors", &t->bylines);
    front_groups_key(&f, "tags", &t->tags);
    front_list_key(&f, "", "takeaways", &t->takeaways);
    front_sources(&f, &t->sources);
    front_hero(&f, of);
    if (s->kind == STORY_REVIEW)
        front_review(&f, &t->review);
    if (t->ai != STORY_AI_UNSTATED)
        buf_printf(out, "ai_use: %s\n", story_ai_name(t->ai));
    front_text_key(&f, "ai_note", t->ai_note);
    front_text_key(&f, "fact_checked_by", t->fact_checked_by);
    if (t->genre != GENRE_NEWS)
        buf_printf(out, "kind_of_work: %s\n", story_genre_name(t->genre));
    front_text_key(&f, "place_line", t->place_line);
    front_text_key(&f, "how_reported", t->how_reported);
    buf_adds(out, "---\n");
}
