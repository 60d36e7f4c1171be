/* story_file.c: dates, people, pictures and addresses of a Markdown file. */
#include "story_file.h"

#include "db/upload.h"
#include "front_matter.h"
#include "lib/buf.h"
#include "lib/slug.h"
#include "lib/text.h"
#include "lib/token.h"
#include "yaml.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { DEK_MAX = 500 }; /* code points (db/story.h) */

/* One file on its way. */
struct story_file_reading {
    struct story_files *f;
    struct arena *a;
    const char *file;
    struct front_matter front;
    const char *why;
    struct buf marks; /* what beside the file's bytes decides its story: for the hash */
};

void story_files_begin(struct story_files *f)
{
    f->addresses = json_object();
    f->ignored = json_object();
}

void story_files_end(struct story_files *f)
{
    json_decref(f->addresses);
    json_decref(f->ignored);
}

/* ---- Dates ----------------------------------------------------------------------------------- */

/* The same time of day, some days on. Through the civil calendar: a day is not always 24 h. */
static int64_t story_file_shift(const struct story_files *f, int64_t ms)
{
    struct dateline_civil c;
    char local[80];
    int64_t out = ms, second;
    if (f->shift_days == 0 || ms == 0)
        return ms;
    dateline_civil(f->calendar, ms, &c);
    struct tm tm = {.tm_year = c.year - 1900,
                    .tm_mon = c.month - 1,
                    .tm_mday = c.day + f->shift_days,
                    .tm_hour = 12};
    timegm(&tm);
    snprintf(local, sizeof local, "%04d-%02d-%02dT%02d:%02d:%02d", tm.tm_year + 1900, tm.tm_mon + 1,
             tm.tm_mday, c.hour, c.minute, c.second);
    dateline_from_local(f->calendar, local, &out, &second);
    return out;
}

/* 0 for none; a fault of the file when it is not a date. */
static int64_t story_file_instant(struct story_file_reading *r, const char *key, const char *text)
{
    int64_t ms = 0;
    bool date_only;
    if (!*text)
        return 0;
    if (dateline_from_file(r->f->calendar, text, &ms, &date_only) != DATELINE_OK) {
        if (!r->why)
            r->why = arena_printf(r->a, "%s: \"%s\" is not a date", key, text);
        return 0;
    }
    return story_file_shift(r->f, ms);
}

static const char *story_file_plain_date(struct story_file_reading *r, const char *text)
{
    struct dateline_civil c;
    int64_t ms = story_file_instant(r, "price_checked", text);
    if (!*text || ms == 0)
        return text;
    dateline_civil(r->f->calendar, ms, &c);
    return arena_printf(r->a, "%04d-%02d-%02d", c.year, c.month, c.day);
}

/* The file's own name without folder, ".md" and a date before it, "2015-06-29-". */
static const char *story_file_bare_name(struct arena *a, const char *file, const char **date)
{
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    if (slash && strcmp(name, "index.md") == 0) {
        char *parent = arena_dupn(a, file, (size_t)(slash - file));
        slash = strrchr(parent, '/');
        name = slash ? slash + 1 : parent;
    }
    size_t n = strlen(name);
    if (n > 3 && strcmp(name + n - 3, ".md") == 0)
        n -= 3;
    char *bare = arena_dupn(a, name, n);
    *date = "";
    if (n > 11 && bare[10] == '-' && dateline_is_date(arena_dupn(a, bare, 10))) {
        *date = arena_dupn(a, bare, 10);
        return bare + 11;
    }
    return bare;
}

/* ---- People and subjects --------------------------------------------------------------------- */

const char *story_file_title(struct arena *a, const char *slug)
{
    char *name = arena_dup(a, slug);
    for (char *s = name; *s; s++)
        if (*s == '-' || *s == '_')
            *s = ' ';
    name[0] = (char)toupper((unsigned char)name[0]);
    return name;
}

static const char *story_file_person(struct arena *a, const char *slug)
{
    char *name = arena_dup(a, slug);
    for (char *s = name; *s; s++) {
        if (*s == '-' || *s == '_')
            *s = ' ';
        if (s == name || s[-1] == ' ')
            *s = (char)toupper((unsigned char)*s);
    }
    return name;
}

/* Names stand as they are; a slug gets the name that its own file says, else a likely one. */
static struct groups story_file_groups(struct story_file_reading *r, const struct strlist *from,
                                       const char *where,
                                       const char *(*likely)(struct arena *, const char *))
{
    struct groups g = {.v = arena_array(r->a, from->n, sizeof *g.v)};
    for (size_t i = 0; i < from->n; i++) {
        const char *s = from->v[i];
        struct group *one = &g.v[g.n];
        *one = (struct group){.name = s};
        if (slug_valid(s)) {
            const char *name = folder_name_of(r->f->folder, where, s);
            *one = (struct group){.slug = s, .name = name ? name : likely(r->a, s)};
        }
        /* What cannot stand in an address ("???") groups nothing. */
        if (one->slug || *slug_from(r->a, s))
            g.n++;
    }
    return g;
}

/* ---- Pictures -------------------------------------------------------------------------------- */

static bool story_file_read_picture(struct arena *a, const char *path, char **bytes, size_t *n)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fstat(fd, &st) == 0 && st.st_size <= (off_t)PICTURE_BYTES_MAX;
    if (ok) {
        *n = (size_t)st.st_size;
        *bytes = arena_alloc(a, *n + 1);
        ok = read(fd, *bytes, *n) == st.st_size;
    }
    if (fd >= 0)
        close(fd);
    return ok;
}

/* Stores the file at path. False: counted as missing (a trial counts it as there). */
static bool story_file_store_picture(struct story_file_reading *r, const char *path,
                                     struct upload_about *about, struct media *out)
{
    struct story_files *f = r->f;
    struct problems why = {.arena = r->a};
    struct arena *a = arena_new(); /* a picture's bytes do not wait for the batch's end */
    char *bytes;
    size_t n;
    bool ok = story_file_read_picture(a, path, &bytes, &n);
    if (ok) {
        char hash[TOKEN_HASH_SIZE];
        token_sha256(bytes, n, hash);
        buf_adds(&r->marks, hash);
    }
    if (ok && f->store) {
        const char *slash = strrchr(path, '/');
        about->original = slash ? slash + 1 : path;
        ok = upload_picture(f->store, r->a, f->site, f->helper, bytes, n, about, dateline_now(),
                            out, &why) == STORE_OK;
        if (!ok && why.n > 0 && !r->why)
            r->why = arena_printf(r->a, "%s: %s", about->original, why.v[0].text);
    }
    arena_free(a);
    f->pictures += ok;
    f->counts.pictures_missing += !ok;
    return ok;
}

/* A featured picture by its name in data/images; where its file lies only --media-dir can tell. */
static const char *story_file_featured(struct story_file_reading *r, const char *uid)
{
    static const char *const extensions[] = {"jpg", "jpeg", "png", "webp", "gif", "avif"};
    struct stat st;
    if (!*uid || !r->f->media_dir || strchr(uid, '/'))
        return NULL;
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++) {
        const char *path = arena_printf(r->a, "%s/%s.%s", r->f->media_dir, uid, extensions[i]);
        if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
            return path;
    }
    return NULL;
}

static const char *story_file_or_else(const char *one, const char *other)
{
    return *one || !other ? one : other;
}

static void story_file_take_hero(struct story_file_reading *r, struct story_text *t)
{
    struct front_matter *f = &r->front;
    const char *path = *f->hero_file ? folder_beside(r->f->folder, r->a, r->file, f->hero_file)
                                     : story_file_featured(r, f->hero_uid);
    json_t *said = *f->hero_uid ? folder_picture(r->f->folder, r->a, f->hero_uid) : NULL;
    if (said) {
        f->hero_alt = arena_dup(r->a, story_file_or_else(f->hero_alt, yaml_text(said, "alt")));
        f->hero_caption =
            arena_dup(r->a, story_file_or_else(f->hero_caption, yaml_text(said, "caption")));
        f->hero_credit =
            arena_dup(r->a, story_file_or_else(f->hero_credit, yaml_text(said, "credit")));
        json_decref(said);
    }
    /* Another system's record need not say what our readers must know: alt text and credit. */
    if (*f->hero_uid && !*f->hero_file && (!*f->hero_alt || !*f->hero_credit))
        path = NULL;
    if (!path) {
        r->f->counts.pictures_missing += *f->hero_file || *f->hero_uid;
        return;
    }
    struct upload_about about = {
        .alt = f->hero_alt, .caption = f->hero_caption, .credit = f->hero_credit};
    struct media m = {0};
    if (!story_file_store_picture(r, path, &about, &m))
        return;
    t->hero_id = m.id;
    t->hero_alt = f->hero_alt;
    t->hero_caption = f->hero_caption;
    t->hero_credit = f->hero_credit;
}

/* "One blade on the slip. Credit: Joss Pellew" into caption and credit. */
static void story_file_split_credit(struct arena *a, const char *title, const char **caption,
                                    const char **credit)
{
    static const char mark[] = "Credit:";
    const char *at = strstr(title, mark);
    *credit = at ? text_line(a, at + sizeof mark - 1) : "";
    *caption = text_line(a, arena_dupn(a, title, at ? (size_t)(at - title) : strlen(title)));
}

static const char *story_file_body_picture(void *ctx, const struct body_picture *p,
                                           const char **caption)
{
    struct story_file_reading *r = ctx;
    const char *credit;
    if (strstr(p->src, "://"))
        return NULL;
    const char *path = folder_beside(r->f->folder, r->a, r->file, p->src);
    story_file_split_credit(r->a, p->title, caption, &credit);
    struct upload_about about = {.alt = p->alt, .caption = *caption, .credit = credit};
    struct media m = {0};
    if (!path || !story_file_store_picture(r, path, &about, &m))
        return NULL;
    const struct media_file *file = media_best(&m, MEDIA_JPEG, 960);
    return file ? media_url(r->a, file) : "/media/trial.jpg";
}

/* ---- References ------------------------------------------------------------------------------ */

static const char *story_file_slug(struct arena *a, const struct front_matter *f, const char *file,
                                   const char **date)
{
    const char *name = story_file_bare_name(a, file, date);
    const char *slug = slug_from(a, *f->slug ? f->slug : name);
    return *slug ? slug : slug_from(a, f->title);
}

/* The permalink that a file of this import gets: what its front matter says decides it. */
static const char *story_file_address(struct story_files *f, struct arena *a, const char *file)
{
    struct front_matter front;
    struct dateline_civil c;
    const char *why, *date;
    int64_t ms;
    bool date_only;
    size_t n;
    char *text = folder_read(f->folder, a, file, &n, &why);
    if (!text || !front_matter_parse(a, text, n, &front, &why) || front.draft)
        return NULL;
    const char *slug = story_file_slug(a, &front, file, &date);
    if (front.kind == STORY_PAGE)
        return arena_printf(a, "/%s", slug);
    if (dateline_from_file(f->calendar, *front.date ? front.date : date, &ms, &date_only) !=
        DATELINE_OK)
        return NULL;
    dateline_civil(f->calendar, story_file_shift(f, ms), &c);
    return arena_printf(a, "/%04d/%02d/%s", c.year, c.month, slug);
}

static const char *story_file_reference(void *ctx, const char *target)
{
    struct story_file_reading *r = ctx;
    const char *file = folder_find(r->f->folder, target);
    if (!file)
        return NULL;
    json_t *known = json_object_get(r->f->addresses, file);
    if (!known) {
        struct arena *a = arena_new();
        const char *address = story_file_address(r->f, a, file);
        known = address ? json_string(address) : json_null();
        json_object_set_new(r->f->addresses, file, known);
        arena_free(a);
    }
    return json_string_value(known);
}

/* ---- The whole ------------------------------------------------------------------------------- */

/* A pointer to another site's article has its summary for a text; a standfirst that is longer than
 * ours may be is the text's first paragraph. Nothing is lost either way. */
static void story_file_settle_dek(struct story_file_reading *r, struct story_text *t)
{
    if (text_blank(t->body)) {
        t->body = *r->front.summary ? r->front.summary : t->dek;
        if (strcmp(t->body, t->dek) == 0)
            t->dek = "";
    }
    if (text_length(t->dek) > DEK_MAX) {
        t->body = arena_printf(r->a, "%s\n\n%s", t->dek, t->body);
        t->dek = "";
    }
}

static void story_file_take_text(struct story_file_reading *r, struct story_text *t)
{
    const struct front_matter *f = &r->front;
    const struct body_hooks hooks = {
        .ctx = r, .reference = story_file_reference, .picture = story_file_body_picture};
    const char *section = r->f->section ? r->f->section : slug_from(r->a, f->section);
    *t = (struct story_text){
        .headline = f->title,
        .dek = f->dek,
        .body = body_convert(r->a, f->body, &hooks, &r->f->counts),
        .lang = f->lang,
        .takeaways = f->takeaways,
        .sources = f->sources,
        .bylines = story_file_groups(r, &f->authors, r->f->folder->authors, story_file_person),
        .tags = story_file_groups(r, &f->tags, r->f->folder->topics, story_file_title),
        .section = {.slug = f->kind == STORY_PAGE ? ""
                            : *section            ? section
                                                  : "news",
                    .name = slug_valid(f->section) || r->f->section ? NULL : f->section},
        .review = f->review,
        .ai = f->ai,
        .ai_note = f->ai_note,
        .fact_checked_by = f->fact_checked_by,
    };
    story_file_settle_dek(r, t);
    t->review.price_checked_on = story_file_plain_date(r, f->review.price_checked_on);
    story_file_take_hero(r, t);
}

static void story_file_take_corrections(struct story_file_reading *r, struct story_import *s)
{
    const struct front_matter *f = &r->front;
    s->corrections.v = arena_array(r->a, f->n_corrections, sizeof *s->corrections.v);
    s->corrections.n = f->n_corrections;
    for (size_t i = 0; i < f->n_corrections; i++)
        s->corrections.v[i] = (struct correction){
            .wrong = f->corrections[i].wrong,
            .right = f->corrections[i].right,
            .at = story_file_instant(r, "corrections", f->corrections[i].date),
        };
}

static void story_file_take_aliases(struct story_file_reading *r, struct story_import *s)
{
    for (size_t i = 0; i < r->front.aliases.n; i++) {
        char *path = arena_dup(r->a, r->front.aliases.v[i]);
        size_t n = strlen(path);
        while (n > 1 && path[n - 1] == '/')
            path[--n] = '\0';
        if (path[0] == '/' && n > 1)
            strlist_add(r->a, &s->aliases, path);
    }
}

static void story_file_take_times(struct story_file_reading *r, struct story_file *out)
{
    const struct front_matter *f = &r->front;
    struct story_import *s = &out->story;
    const char *date;
    s->slug = story_file_slug(r->a, f, r->file, &date);
    if (f->draft)
        return;
    s->published_at = story_file_instant(r, "date", *f->date ? f->date : date);
    if (s->published_at == 0) {
        out->no_date = true;
        return;
    }
    s->updated_at = story_file_instant(r, "updated", f->updated);
    s->update_note = f->update_note;
    s->withdrawn_at = story_file_instant(r, "withdrawn", f->withdrawn_date);
    s->withdrawn_reason = f->withdrawn_reason;
    if (s->withdrawn_at == 0 && *f->withdrawn_reason && !r->why)
        r->why = "withdrawn: needs date and reason";
    story_file_take_corrections(r, s);
}

static void story_file_count_ignored(struct story_file_reading *r)
{
    for (size_t i = 0; i < r->front.ignored.n; i++) {
        const char *key = r->front.ignored.v[i];
        json_int_t n = json_integer_value(json_object_get(r->f->ignored, key));
        json_object_set_new(r->f->ignored, key, json_integer(n + 1));
    }
}

/* The same file under other options is another story text: so both are in the hash. */
static const char *story_file_hash(struct story_file_reading *r, const char *text, size_t n,
                                   const char *section)
{
    char hash[TOKEN_HASH_SIZE];
    buf_add(&r->marks, text, n);
    buf_addc(&r->marks, '\0');
    buf_adds(&r->marks, section);
    token_sha256(r->marks.p, r->marks.len, hash);
    return arena_dup(r->a, hash);
}

bool story_file_read(struct story_files *f, struct arena *a, const char *file,
                     struct story_file *out, const char **why)
{
    struct story_file_reading r = {.f = f, .a = a, .file = file};
    size_t n;
    *out = (struct story_file){0};
    char *text = folder_read(f->folder, a, file, &n, why);
    if (!text || !front_matter_parse(a, text, n, &r.front, why))
        return false;
    buf_init(&r.marks, 2 * (size_t)FOLDER_FILE_MAX);
    story_file_take_times(&r, out);
    struct story_import *s = &out->story;
    if (!r.why)
        story_file_take_text(&r, &s->text);
    story_file_take_aliases(&r, s);
    story_file_count_ignored(&r);
    s->kind = r.front.kind;
    s->key = arena_printf(a, "markdown:%s/%s", f->folder->name, file);
    s->hash = story_file_hash(&r, text, n, s->text.section.slug ? s->text.section.slug : "");
    out->lead = r.front.lead;
    out->slug = *r.front.slug ? s->slug : "";
    buf_free(&r.marks);
    *why = r.why;
    return !r.why;
}
