/* older_words.c: see older_words.h. */
#include "older_words.h"

#include "db/audit.h"
#include "db/media_used.h"
#include "db/story_followed.h"
#include "import/body.h"
#include "lib/language.h"
#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

#define BODY_MAX (1024 * 1024)
#define CHOSEN_MAX 200

/* A text that is looked through. */
struct older_reading {
    struct arena *a;
    const struct media *m;
    const struct media_said *said;
    struct older_text *text;
};

/* What it says of the picture in one place becomes newer, if it is older. */
static bool older_take(struct older_reading *r, enum media_field field, const char **words)
{
    struct older_text *t = r->text;
    const char *to = media_newer(r->m, r->said, field, *words);
    if (!to)
        return false;
    if (t->n < OLDER_WORDS_SHOWN)
        t->v[t->n++] = (struct older_word){field, *words, to};
    *words = to;
    return true;
}

/* ---- In the text ------------------------------------------------------------------------------- */

/* Words of Markdown as they are read: a backslash goes from before a sign. */
static const char *older_plain(struct arena *a, const char *s)
{
    char *out = arena_dup(a, s), *p = out;
    for (; *s; s++) {
        if (*s == '\\' && s[1] && strchr("[]\\\"'()*_`!<>#&", s[1]))
            s++;
        *p++ = *s;
    }
    *p = '\0';
    return text_line(a, out);
}

static const char *older_escaped(struct arena *a, const char *s, const char *signs)
{
    char *out = arena_alloc(a, 2 * strlen(s) + 1), *p = out;
    for (; *s; s++) {
        if (strchr(signs, *s))
            *p++ = '\\';
        *p++ = *s;
    }
    *p = '\0';
    return out;
}

/* "A caption. Credit: Name", as the desk writes it, in two. */
static const char *older_credit(struct arena *a, const char *title, const char **caption)
{
    static const char mark[] = "Credit:";
    const char *at = NULL;
    for (const char *p = title; (p = strstr(p, mark)) != NULL; p++)
        if (p == title || p[-1] == ' ')
            at = p;
    *caption = at ? text_line(a, arena_dupn(a, title, (size_t)(at - title))) : title;
    return at ? text_line(a, at + sizeof mark - 1) : "";
}

static const char *older_picture(void *ctx, struct body_picture *p, const char **title)
{
    struct older_reading *r = ctx;
    if (!strstr(p->src, r->m->name))
        return NULL;
    const char *alt = older_plain(r->a, p->alt), *caption;
    const char *credit = older_credit(r->a, older_plain(r->a, p->title), &caption);
    bool alts = older_take(r, MEDIA_ALT, &alt), captions = older_take(r, MEDIA_CAPTION, &caption);
    bool credits = older_take(r, MEDIA_CREDIT, &credit);
    if (!alts && !captions && !credits)
        return NULL;
    if (alts)
        p->alt = older_escaped(r->a, alt, "[]\\");
    *title = p->title;
    if (captions || credits)
        *title =
            older_escaped(r->a,
                          arena_printf(r->a, "%s%s%s%s", caption, *caption && *credit ? " " : "",
                                       *credit ? "Credit: " : "", credit),
                          "\\\"");
    return p->src;
}

static void older_body(struct older_reading *r, struct story_text *t)
{
    const struct body_hooks hooks = {.ctx = r, .picture = older_picture, .own = true};
    struct body_counts counts = {0};
    struct buf out;
    size_t before = r->text->n;
    if (!strstr(t->body, r->m->name))
        return;
    buf_init(&out, BODY_MAX);
    body_replace_pictures(r->a, t->body, &hooks, &out, &counts);
    if (r->text->n > before && !out.failed)
        t->body = arena_dupn(r->a, out.p, out.len);
    buf_free(&out);
}

/* STORE_MISSING: there is no such text, or it says no older words. */
static enum store_status older_read(struct store *s, struct older_reading *r, int64_t id,
                                    enum named_text on, int64_t now)
{
    struct older_text *t = r->text;
    struct story_text *text = &t->save.text;
    t->n = 0;
    t->on = on;
    struct story_view view;
    enum store_status st = story_get(s, r->a, id, 0, now, &view);
    if (st == STORE_OK)
        st = story_save_begin(s, r->a, id, on, now, &t->save);
    if (st != STORE_OK)
        return st;
    t->story = view.story;
    t->headline = text->headline;
    if (text->hero_id == r->m->id) {
        older_take(r, MEDIA_ALT, &text->hero_alt);
        older_take(r, MEDIA_CAPTION, &text->hero_caption);
        older_take(r, MEDIA_CREDIT, &text->hero_credit);
    }
    older_body(r, text);
    return t->n > 0 ? STORE_OK : STORE_MISSING;
}

/* ---- Finding ----------------------------------------------------------------------------------- */

static enum store_status find_in(struct store *s, struct older_reading *r,
                                 const struct media_user_row *row, int64_t now,
                                 struct older_texts *out)
{
    const bool has[NAMED_MAX] = {
        [NAMED_LIVE] = row->shows[NAMED_LIVE] && row->story.state == STORY_LIVE,
        [NAMED_DRAFT] = row->shows[NAMED_DRAFT] && row->story.state != STORY_BINNED};
    for (int on = 0; on < NAMED_MAX; on++) {
        if (!has[on])
            continue;
        r->text = &out->v[out->n];
        enum store_status st = older_read(s, r, row->story.id, (enum named_text)on, now);
        if (st == STORE_OK)
            out->n++;
        else if (st != STORE_MISSING)
            return st;
    }
    return STORE_OK;
}

enum store_status older_words_find(struct store *s, struct arena *a, const struct media *m,
                                   int64_t before, size_t limit, int64_t now,
                                   struct older_texts *out)
{
    struct media_said said;
    struct media_user_rows rows;
    *out = (struct older_texts){0};
    enum store_status st = media_said_before(s, a, m->id, &said);
    if (st != STORE_OK || said.n == 0 || m->replaced_by)
        return st;
    st = media_used(s, a, m, before, limit, now, &rows);
    if (st != STORE_OK)
        return st;
    struct older_reading r = {.a = a, .m = m, .said = &said};
    out->v = arena_array(a, 2 * rows.n + 1, sizeof *out->v);
    out->more = rows.more;
    out->last = rows.n ? rows.v[rows.n - 1].story.id : 0;
    for (size_t i = 0; i < rows.n && st == STORE_OK; i++)
        st = find_in(s, &r, &rows.v[i], now, out);
    return st;
}

/* ---- Applying ---------------------------------------------------------------------------------- */

const char *older_text_name(struct arena *a, const struct older_text *t)
{
    return arena_printf(a, "%" PRId64 ".%s.%s", t->story.id, named_text_name(t->on), t->save.hash);
}

static bool older_text_find(struct arena *a, const char *name, int64_t *id, enum named_text *on,
                            const char **hash)
{
    struct strlist part = text_split(a, name, '.');
    if (part.n != 3 || !text_to_int(part.v[0], 1, INT64_MAX, id))
        return false;
    bool live = strcmp(part.v[1], named_text_name(NAMED_LIVE)) == 0;
    *on = live ? NAMED_LIVE : NAMED_DRAFT;
    *hash = part.v[2];
    return live || strcmp(part.v[1], named_text_name(NAMED_DRAFT)) == 0;
}

struct older_work {
    struct store *s;
    struct arena *a;
    const struct media *m;
    const struct media_said *said;
    const struct older_press *in;
    int64_t now;
    struct older_result *out;
    const char *stories; /* that say it, for the log */
};

/* Says why that one keeps its words; NULL: the save did. */
static struct problems *older_left(struct older_work *w, const char *headline, const char *sentence)
{
    struct older_left *left = &w->out->left[w->out->n_left++];
    *left = (struct older_left){.headline = arena_dup(w->a, headline), .why = {.arena = w->a}};
    if (sentence)
        problem_say(&left->why, "older", sentence, NULL);
    return &left->why;
}

static const char *const changed =
    WORD("It has changed since this page was shown. Look at it first.");

static enum store_status older_save(struct older_work *w, struct arena *a, struct older_text *t)
{
    struct problems why = {.arena = w->a};
    struct story_saved saved;
    struct actor by = w->in->by ? *w->in->by : (struct actor){0};
    struct story_save *save = &t->save;
    if (by.form && *by.form)
        by.form = arena_printf(a, "%s.%" PRId64 ".%d", by.form, t->story.id, (int)t->on);
    save->by = w->in->by ? &by : NULL;
    save->slug_left = true;
    save->action = t->on == NAMED_LIVE ? STORY_PUBLISH : STORY_KEEP;
    save->edit = EDIT_MINOR;
    save->names = NAMES_ASK;
    story_save_as_followed(&t->story, save);
    enum store_status st = story_save(w->s, a, save, w->now, &saved, &why);
    if (st == STORE_CONFLICT)
        older_left(w, t->headline,
                   saved.conflict == CONFLICT_OVERLAP
                       ? WORD("The change that waits says something else there.")
                       : changed);
    else if (st == STORE_REFUSED)
        *older_left(w, t->headline, NULL) = why;
    return st;
}

/* One that says the newer words by now, or is not there, needs nothing: a form's second arrival finds them so. */
static enum store_status older_one(struct older_work *w, struct arena *a, const char *name)
{
    struct older_text t;
    struct older_reading r = {.a = a, .m = w->m, .said = w->said, .text = &t};
    const char *hash;
    int64_t id;
    enum named_text on;
    if (!older_text_find(a, name, &id, &on, &hash))
        return STORE_MISSING;
    enum store_status st = older_read(w->s, &r, id, on, w->now);
    if (st != STORE_OK)
        return st;
    if (strcmp(hash, t.save.hash) != 0 || (on == NAMED_LIVE && t.story.state != STORY_LIVE)) {
        older_left(w, t.headline, changed);
        return STORE_CONFLICT;
    }
    st = older_save(w, a, &t);
    if (st != STORE_OK)
        return st;
    w->out->done++;
    w->stories = arena_printf(w->a, "%s%s%" PRId64 "%s", w->stories, *w->stories ? ", " : "", id,
                              on == NAMED_LIVE ? "" : " (draft)");
    return st;
}

static enum store_status older_all(struct older_work *w)
{
    for (size_t i = 0; i < w->in->texts.n; i++) {
        struct arena *a = arena_new();
        enum store_status st = older_one(w, a, w->in->texts.v[i]);
        arena_free(a);
        if (st != STORE_OK && st != STORE_MISSING && st != STORE_REFUSED && st != STORE_CONFLICT)
            return st;
    }
    if (w->out->done == 0)
        return STORE_OK;
    return audit_add(
        w->s, w->in->by ? w->in->by->user : 0, 0, "media.apply",
        arena_printf(w->a, "%" PRId64 ": %s", w->m->id, text_excerpt(w->a, w->stories, 400)),
        w->now);
}

static enum store_status older_try(struct older_work *w)
{
    const size_t n = w->in->texts.n;
    *w->out = (struct older_result){.left = arena_array(w->a, n, sizeof *w->out->left)};
    w->stories = "";
    enum store_status st = store_batch_begin(w->s);
    return st == STORE_OK ? store_batch_end(w->s, older_all(w)) : st;
}

static enum store_status older_check(struct arena *a, const struct media *m,
                                     const struct older_press *in, struct problems *why)
{
    if (strcmp(in->words, media_words_hash(a, m)) != 0) {
        problem_say(why, "older",
                    WORD("Something else is said of the picture by now. Look again, and press once "
                         "more."),
                    NULL);
        return STORE_CONFLICT;
    }
    if (in->texts.n > 0 && in->texts.n <= CHOSEN_MAX)
        return STORE_OK;
    problem_say(why, "older", WORD("Tick the stories first."), NULL);
    return STORE_REFUSED;
}

enum store_status older_words_apply(struct store *s, struct arena *a, const struct media *m,
                                    const struct older_press *in, int64_t now,
                                    struct older_result *out, struct problems *why)
{
    struct media_said said;
    *out = (struct older_result){0};
    enum store_status st = older_check(a, m, in, why);
    if (st == STORE_OK)
        st = media_said_before(s, a, m->id, &said);
    if (st != STORE_OK)
        return st;
    struct older_work w = {.s = s, .a = a, .m = m, .said = &said, .in = in, .now = now, .out = out};
    st = older_try(&w);
    return st == STORE_UNSEARCHABLE ? older_try(&w) : st; /* once more without the index */
}
