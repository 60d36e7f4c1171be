/* export_markdown.c: dateline export SITE markdown PATH: a file for each story, its pictures beside it,
 * and dateline.json with what belongs to no single story. dateline import reads it all back. */
#include "export.h"

#include "db/front.h"
#include "db/group.h"
#include "db/media_about.h"
#include "db/media_focus.h"
#include "db/media_held.h"
#include "db/media_shown.h"
#include "import/body.h"
#include "lib/json.h"

#include <limits.h>
#include <string.h>

#define FILE_MAX ((size_t)16 << 20)

#define WAITING_MAX 100

struct markdown {
    struct export *e;
    struct export_folder folder;
    struct arena *a; /* of one story */
    struct buf out;
    json_t *pictures; /* file → what was said of it at upload */
    bool swapped;     /* a picture of the text was replaced */
};

/* ---- Pictures -------------------------------------------------------------------------------- */

static const struct media_file *markdown_largest(const struct media *m)
{
    const struct media_file *found = NULL;
    for (int f = 0; f < MEDIA_FORMAT_MAX && !found; f++)
        found = media_best(m, (enum media_format)f, INT_MAX);
    return found;
}

/* A withdrawn story's lies apart. */
static bool markdown_copy_picture(struct markdown *w, const char *name,
                                  const struct media_file *file)
{
    static const char *const places[] = {"media", "media/" MEDIA_HELD_FOLDER};
    bool missing = true, ok = true;
    for (size_t i = 0; i < 2 && ok && missing; i++)
        ok = export_folder_copy(&w->folder, name,
                                arena_printf(w->a, "%s/%s/%s", w->e->site, places[i], file->path),
                                &missing);
    if (ok && missing)
        strlist_add(w->e->c->arena, &w->e->missing, arena_dup(w->e->c->arena, file->path));
    return ok;
}

/* What is said of it; of whose it is and how long it may be shown only what somebody said. */
static json_t *markdown_said(struct arena *a, const struct media *m)
{
    const struct media_about about = media_about_of(m);
    json_t *o = json_pack("{ss}", "original", m->original);
    for (int f = 0; f < MEDIA_FIELD_MAX; f++)
        if (f <= MEDIA_CREDIT || *about.v[f])
            json_object_set_new(o, media_field_name((enum media_field)f), json_string(about.v[f]));
    const struct media_focus focus = {m->focus_x, m->focus_y};
    if (focus.x != MEDIA_FOCUS_MIDDLE || focus.y != MEDIA_FOCUS_MIDDLE)
        json_object_set_new(o, "focus", json_string(media_focus_text(a, &focus)));
    return o;
}

/* The picture's name below the folder; "": it has no files. Copies it when it is met first. NULL: failed. */
static const char *markdown_picture(struct markdown *w, const struct media *m)
{
    const struct media_file *file = markdown_largest(m);
    if (!file)
        return "";
    const char *ending = strrchr(file->path, '.');
    const char *base = arena_printf(w->a, "%s%s", m->name, ending ? ending : "");
    const char *name = arena_printf(w->a, "media/%s/%s", m->folder, base);
    if (json_object_get(w->pictures, base))
        return name;
    json_object_set_new(w->pictures, base, markdown_said(w->a, m));
    w->e->pictures++;
    return markdown_copy_picture(w, name, file) ? name : NULL;
}

/* "../../" for "2026/01/a.md". */
static const char *markdown_up(struct markdown *w, const char *file)
{
    const char *up = "";
    for (const char *s = file; (s = strchr(s, '/')); s++)
        up = arena_printf(w->a, "%s../", up);
    return up;
}

/* The text with the addresses of its pictures leading to the files beside it. */
static bool markdown_body(struct markdown *w, const char *body, const char *up)
{
    static const char mark[] = "/media/";
    for (const char *s = body, *at; *s; s = at) {
        struct media m;
        const char *name = NULL;
        at = strstr(s, mark);
        at = at ? at : s + strlen(s);
        buf_add(&w->out, s, (size_t)(at - s));
        if (!*at)
            break;
        size_t n = sizeof mark - 1 + strcspn(at + sizeof mark - 1, " \t\n()<>[]\"'");
        bool begins = at == body || strchr(" \t\n(<\"'", at[-1]);
        if (begins && media_find_url(w->e->s, w->a, arena_dupn(w->a, at, n), &m) == STORE_OK &&
            !(name = markdown_picture(w, &m)))
            return false;
        if (name && *name)
            buf_printf(&w->out, "%s%s", up, name);
        else
            buf_add(&w->out, at, n);
        at += n;
    }
    return true;
}

/* ---- Pictures that others stand for ------------------------------------------------------------ */

/* Brackets end a description in Markdown. */
static const char *markdown_alt(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, 2 * strlen(s) + 1), *p = out;
    for (; *s; s++) {
        if (strchr("[]\\", *s))
            *p++ = '\\';
        *p++ = *s;
    }
    *p = '\0';
    return out;
}

/* What readers see in the place of a picture of the text; NULL: that picture. */
static const char *markdown_shown(void *ctx, struct body_picture *p, const char **caption)
{
    struct markdown *w = ctx;
    struct media m;
    struct media_words words;
    if (media_find_url(w->e->s, w->a, p->src, &m) != STORE_OK ||
        media_shown(w->e->s, w->a, &m, &words) != STORE_OK)
        return NULL;
    const struct media_file *file = markdown_largest(&m);
    const char *credit = *words.credit ? arena_printf(w->a, "Credit: %s", words.credit) : "";
    p->alt = markdown_alt(w->a, words.alt);
    *caption =
        arena_printf(w->a, "%s%s%s", words.caption, *words.caption && *credit ? " " : "", credit);
    w->swapped = true;
    return file ? media_url(w->a, file) : NULL;
}

/* The text with the pictures that readers see. */
static const char *markdown_shown_body(struct markdown *w, const char *body)
{
    const struct body_hooks hooks = {.ctx = w, .picture = markdown_shown, .own = true};
    struct body_counts counts = {0};
    struct buf out;
    buf_init(&out, FILE_MAX);
    w->swapped = false;
    body_replace_pictures(w->a, body, &hooks, &out, &counts);
    if (w->swapped && !out.failed)
        body = arena_dupn(w->a, out.p, out.len);
    buf_free(&out);
    return body;
}

/* ---- A story --------------------------------------------------------------------------------- */

/* Where one of its texts goes: "2026/01/slug.md", "pages/about.md", "drafts/17-slug.md". */
static const char *markdown_file(struct markdown *w, const struct story *s, enum named_text named)
{
    if (named == NAMED_MAX && s->published_at != 0)
        return arena_printf(w->a, "%s%s.md", s->kind == STORY_PAGE ? "pages/" : "", s->path + 1);
    return arena_printf(w->a, "drafts/%lld%s%s%s%s.md", (long long)s->id, *s->slug ? "-" : "",
                        s->slug, named != NAMED_MAX ? "--" : "",
                        named != NAMED_MAX ? named_text_name(named) : "");
}

static bool markdown_text(void *ctx, const struct story_record *r, int number,
                          enum named_text named)
{
    struct markdown *w = ctx;
    struct story_view view;
    enum store_status st = story_get(w->e->s, w->a, r->story.id, number, w->e->now, &view);
    if (st == STORE_OK)
        st = media_show_view(w->e->s, w->a, &view);
    if (st != STORE_OK)
        return cli_store_fail(w->e->c, w->e->s, st, NULL), false;
    const char *file = markdown_file(w, &r->story, named), *up = markdown_up(w, file);
    const char *hero = view.has_hero ? markdown_picture(w, &view.hero) : "";
    if (!hero)
        return false;
    struct export_front front = {.record = r,
                                 .text = &view.revision.text,
                                 .named = named,
                                 .hero_file = *hero ? arena_printf(w->a, "%s%s", up, hero) : ""};
    buf_clear(&w->out);
    export_front_write(w->e, w->a, &front, &w->out);
    buf_addc(&w->out, '\n');
    if (!markdown_body(w, markdown_shown_body(w, view.revision.text.body), up))
        return false;
    buf_addc(&w->out, '\n');
    if (w->out.failed)
        return cli_fail(w->e->c, "Story %lld is too long.", (long long)r->story.id), false;
    return export_folder_write(&w->folder, file, w->out.p, w->out.len);
}

static bool markdown_stories(struct markdown *w)
{
    struct cli_progress progress;
    struct story_record r;
    enum store_status st;
    int64_t all = 0, after = 0;
    bool ok = story_record_count(w->e->s, &all) == STORE_OK;
    cli_progress_start(&progress);
    for (size_t n = 1; (st = story_record_next(w->e->s, w->a, after, w->e->now, &r)) == STORE_OK;
         n++) {
        if (!ok || !(ok = export_story_texts(w->e, &r, markdown_text, w)))
            break;
        after = r.story.id;
        arena_reset(w->a);
        cli_progress_step(&progress, "Exporting", n, (size_t)all);
    }
    cli_progress_end(&progress);
    if (ok && st != STORE_MISSING)
        cli_store_fail(w->e->c, w->e->s, st, NULL);
    return ok && st == STORE_MISSING;
}

/* ---- What belongs to no story ---------------------------------------------------------------- */

static json_t *markdown_groups(struct markdown *w, enum group_kind k)
{
    struct groups list;
    enum store_status st = group_list(w->e->s, w->a, k, false, w->e->now, &list);
    json_t *out = json_array();
    if (st != STORE_OK) {
        cli_store_fail(w->e->c, w->e->s, st, NULL);
        json_decref(out);
        return NULL;
    }
    for (size_t i = 0; i < list.n; i++) {
        json_t *one = json_pack("{ssssss}", "slug", list.v[i].slug, "name", list.v[i].name, "text",
                                list.v[i].text);
        if (list.v[i].hidden)
            json_object_set_new(one, "hidden", json_true());
        json_array_append_new(out, one);
    }
    return out;
}

static json_t *markdown_time(struct markdown *w, int64_t ms)
{
    char iso[DATELINE_ISO_SIZE];
    dateline_iso(w->e->calendar, ms, iso);
    return json_string(iso);
}

static json_t *markdown_places(struct markdown *w, const struct front *f)
{
    json_t *out = json_array();
    for (size_t i = 0; i < f->n_pins; i++) {
        struct front_story s;
        if (front_story(w->e->s, w->a, f->pins[i].story_id, w->e->now, &s) != STORE_OK ||
            s.story.state == STORY_BINNED)
            continue;
        json_t *one = json_pack("{siss}", "place", f->pins[i].place, "file",
                                markdown_file(w, &s.story, NAMED_MAX));
        if (f->pins[i].until)
            json_object_set_new(one, "until", markdown_time(w, f->pins[i].until));
        json_array_append_new(out, one);
    }
    return out;
}

static json_t *markdown_arrangement(struct markdown *w, const struct front *f)
{
    json_t *bands = json_array(), *out;
    for (size_t i = 0; i < f->n_bands; i++)
        json_array_append_new(
            bands, json_pack("{sssb}", "slug", f->bands[i].slug, "hidden", f->bands[i].hidden));
    out = json_pack("{soso}", "stories", markdown_places(w, f), "sections", bands);
    if (f->live_from > w->e->now)
        json_object_set_new(out, "live_from", markdown_time(w, f->live_from));
    return out;
}

/* What readers see, then what waits; none: nobody has arranged the front page. */
static json_t *markdown_front(struct markdown *w)
{
    struct front now;
    struct fronts waiting = {0};
    json_t *out = json_array();
    enum store_status st = front_now(w->e->s, w->a, w->e->now, &now, NULL);
    if (st == STORE_OK)
        st = front_waiting(w->e->s, w->a, WAITING_MAX, w->e->now, &waiting);
    if (st == STORE_OK && now.id)
        json_array_append_new(out, markdown_arrangement(w, &now));
    for (size_t i = 0; st == STORE_OK && i < waiting.n; i++)
        json_array_append_new(out, markdown_arrangement(w, &waiting.v[i]));
    if (st == STORE_OK)
        return out;
    json_decref(out);
    cli_store_fail(w->e->c, w->e->s, st, NULL);
    return NULL;
}

static bool markdown_site(struct markdown *w)
{
    json_t *all = json_pack("{sssosososOso}", "format", "dateline 1", "sections",
                            markdown_groups(w, GROUP_SECTION), "bylines",
                            markdown_groups(w, GROUP_BYLINE), "tags", markdown_groups(w, GROUP_TAG),
                            "pictures", w->pictures, "front", markdown_front(w));
    char *text = all ? json_dumps(all, JSON_INDENT(1) | JSON_SORT_KEYS) : NULL;
    bool ok = text && export_folder_write(&w->folder, "dateline.json", text, strlen(text));
    free(text);
    json_decref(all);
    return ok;
}

bool export_markdown(struct export *e)
{
    struct markdown w = {.e = e, .a = arena_new(), .pictures = json_object()};
    buf_init(&w.out, FILE_MAX);
    bool ok = export_folder_begin(e->c, e->path, "markdown", true, &w.folder) &&
              markdown_stories(&w) && markdown_site(&w) && export_folder_finish(&w.folder);
    export_take_counts(e, &w.folder);
    export_folder_end(&w.folder);
    buf_free(&w.out);
    json_decref(w.pictures);
    arena_free(w.a);
    return ok;
}
