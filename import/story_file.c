/* story_file.c: dates, people, pictures and addresses of a Markdown file. */
#include "story_file.h"

#include "html_to_markdown.h"
#include "lib/ascii.h"
#include "lib/language.h"
#include "lib/slug.h"
#include "lib/text.h"
#include "lib/token.h"
#include "story_file_private.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { DEK_MAX = 500 }; /* code points (db/story.h) */

void story_files_begin(struct story_files *f)
{
    f->addresses = json_object();
    f->stored = json_object();
    f->ignored = json_object();
    f->others = json_object();
    f->counts.marks = json_object();
    own_site_read(f->folder, &f->own);
}

void story_files_end(struct story_files *f)
{
    json_decref(f->addresses);
    json_decref(f->stored);
    json_decref(f->ignored);
    json_decref(f->others);
    json_decref(f->counts.marks);
    own_site_free(&f->own);
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

/* 0 for none, and for what is no date, which is noted. The first instant of 1970 means none
 * (lib/dateline.h), so a story of that instant is a thousandth of a second younger. */
int64_t story_file_instant(struct story_file_reading *r, const char *key, const char *text)
{
    int64_t ms = 0;
    bool date_only;
    if (!*text)
        return 0;
    if (dateline_from_file(r->f->calendar, text, &ms, &date_only) != DATELINE_OK) {
        note_fault(&r->front.notes, "%s: “%s” is not a date", key, note_value(r->a, text));
        return 0;
    }
    return ms == 0 ? 1 : story_file_shift(r->f, ms);
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

const char *story_file_shown(struct arena *a, const char *file)
{
    struct buf out;
    size_t n = strlen(file), step;
    uint32_t cp;
    if (text_utf8_valid(file, n))
        return file;
    buf_init(&out, 3 * n + 1);
    for (size_t at = 0; at < n; at += step ? step : 1) {
        step = text_codepoint(file + at, n - at, &cp);
        if (step)
            buf_add(&out, file + at, step);
        else
            buf_printf(&out, "%%%02X", (unsigned char)file[at]);
    }
    const char *shown = arena_dupn(a, out.p, out.len);
    buf_free(&out);
    return shown;
}

/* The file's own name without folder, ending and a date before it, "2015-06-29-". */
static const char *story_file_bare_name(struct arena *a, const char *file, const char **date)
{
    const char *bare = folder_stem(a, story_file_shown(a, file));
    *date = "";
    if (strlen(bare) > 11 && bare[10] == '-' && dateline_is_date(arena_dupn(a, bare, 10))) {
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
                                       enum group_kind k, const char *where,
                                       const char *(*likely)(struct arena *, const char *))
{
    struct groups g = {.v = arena_array(r->a, from->n, sizeof *g.v)};
    for (size_t i = 0; i < from->n; i++) {
        const char *s = from->v[i];
        struct group *one = &g.v[g.n];
        *one = (struct group){.name = s};
        if (slug_valid(s)) {
            const char *name = r->front.own ? own_site_name(&r->f->own, k, s) : NULL;
            name = name ? name : folder_name_of(r->f->folder, where, s);
            *one = (struct group){.slug = s, .name = name ? name : likely(r->a, s)};
        }
        /* What cannot stand in an address ("???") groups nothing. */
        if (one->slug || *slug_from(r->a, s))
            g.n++;
    }
    return g;
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
    if (!text || !front_matter_parse(a, text, n, f->names, &front, &why) || front.held)
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
void story_file_settle_dek(struct story_file_reading *r, struct story_text *t)
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

/* "zh_cn" is zh-CN, whatever BCP 47 says. */
static const char *story_file_language(struct story_file_reading *r)
{
    const char *said = r->front.lang;
    const char *tag = *said ? language_tag_from(r->a, said) : "";
    if (!tag)
        note_fault(&r->front.notes, "lang: “%s” is no language that is known here",
                   note_value(r->a, said));
    else if (strcasecmp(tag, said) != 0)
        note_oddity(&r->front.notes, "lang: “%s” was read as %s", note_value(r->a, said), tag);
    return tag ? tag : "";
}

static void story_file_take_text(struct story_file_reading *r, struct story_text *t)
{
    const struct front_matter *f = &r->front;
    const char *section = r->f->section ? r->f->section : slug_from(r->a, f->section);
    *t = (struct story_text){
        .headline = f->title,
        .dek = f->dek,
        .body = r->body,
        .lang = story_file_language(r),
        .takeaways = f->takeaways,
        .sources = f->sources,
        .bylines = story_file_groups(r, &f->authors, GROUP_BYLINE, r->f->folder->authors,
                                     story_file_person),
        .tags = story_file_groups(r, &f->tags, GROUP_TAG, r->f->folder->topics, story_file_title),
        .section = {.slug = f->kind == STORY_PAGE ? ""
                            : *section || f->own  ? section
                                                  : "news",
                    .name = slug_valid(f->section) || r->f->section ? NULL : f->section},
        .review = f->review,
        .ai = f->ai,
        .ai_note = f->ai_note,
        .fact_checked_by = f->fact_checked_by,
        .genre = f->genre,
        .place_line = f->place_line,
        .how_reported = f->how_reported,
    };
    if (!f->own)
        story_file_settle_dek(r, t);
    t->review.price_checked_on = story_file_plain_date(r, f->review.price_checked_on);
    story_picture_hero(r, t);
}

static void story_file_take_corrections(struct story_file_reading *r, struct story_import *s)
{
    const struct front_matter *f = &r->front;
    s->corrections.v = arena_array(r->a, f->n_corrections, sizeof *s->corrections.v);
    for (size_t i = 0; i < f->n_corrections; i++) {
        int64_t at = story_file_instant(r, "corrections", f->corrections[i].date);
        if (at != 0)
            s->corrections.v[s->corrections.n++] = (struct correction){
                .wrong = f->corrections[i].wrong, .right = f->corrections[i].right, .at = at};
    }
}

/* ---- Old addresses --------------------------------------------------------------------------- */

/* What Jekyll's ":year" and its like stand for; NULL: something else. */
static const char *story_file_placeholder(struct story_file_reading *r, const char *name, size_t n)
{
    const struct story_import *s = &r->out->story;
    struct dateline_civil c;
    const char *date;
    dateline_civil(r->f->calendar, s->published_at, &c);
    const struct {
        const char *name, *value;
    } known[] = {
        {"year", arena_printf(r->a, "%04d", c.year)},
        {"month", arena_printf(r->a, "%02d", c.month)},
        {"day", arena_printf(r->a, "%02d", c.day)},
        {"i_month", arena_printf(r->a, "%d", c.month)},
        {"i_day", arena_printf(r->a, "%d", c.day)},
        {"short_year", arena_printf(r->a, "%02d", c.year % 100)},
        {"title", story_file_bare_name(r->a, r->file, &date)},
        {"slug", s->slug},
        {"categories", r->front.tags.n > 0 ? slug_from(r->a, r->front.tags.v[0]) : ""},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i].name) == n && strncmp(known[i].name, name, n) == 0)
            return known[i].value;
    return NULL;
}

/* "/:year/:title.html" as the address that this story had; NULL: that cannot be told. */
static const char *story_file_fill_in(struct story_file_reading *r, const char *pattern)
{
    const char *out = "";
    while (*pattern) {
        size_t plain = strcspn(pattern, ":");
        out = arena_printf(r->a, "%s%.*s", out, (int)plain, pattern);
        pattern += plain;
        if (*pattern != ':')
            break;
        size_t n = strspn(pattern + 1, "abcdefghijklmnopqrstuvwxyz_");
        const char *value =
            r->out->story.published_at != 0 ? story_file_placeholder(r, pattern + 1, n) : NULL;
        if (!value)
            return NULL;
        out = arena_printf(r->a, "%s%s", out, value);
        pattern += 1 + n;
    }
    return out;
}

/* The path of an old address, or NULL: it is none, or what it means cannot be told. */
static const char *story_file_old_path(struct story_file_reading *r, const char *address)
{
    const char *host = strstr(address, "://");
    if (host) {
        host += 3 + strcspn(host + 3, "/");
        address = *host ? host : "/";
    }
    if (strstr(address, "{{") || strstr(address, "{%") || strpbrk(address, " \t") ||
        strcmp(address, "pretty") == 0 || strcmp(address, "date") == 0 ||
        strcmp(address, "none") == 0 || strcmp(address, "ordinal") == 0)
        return NULL;
    address = arena_dupn(r->a, address, strcspn(address, "?#"));
    if (strchr(address, ':') && strlen(address) < 300)
        address = story_file_fill_in(r, address);
    if (!address)
        return NULL;
    char *path = arena_printf(r->a, "/%s", address + strspn(address, "/"));
    char *to = path;
    for (const char *s = path; *s; s++) { /* "//" is "/", and so is the end */
        if (*s == '/' && (s[1] == '/' || (s[1] == '\0' && s != path)))
            continue;
        *to++ = *s;
    }
    *to = '\0';
    return path;
}

static void story_file_take_aliases(struct story_file_reading *r, struct story_import *s)
{
    for (size_t i = 0; i < r->front.aliases.n; i++) {
        const char *said = r->front.aliases.v[i];
        const char *path = r->front.own && *said == '/' ? said : story_file_old_path(r, said);
        if (!path)
            note_oddity(&r->front.notes, "the old address “%s” is not one that can lead here",
                        note_value(r->a, r->front.aliases.v[i]));
        else if (path[1])
            strlist_add(r->a, &s->aliases, path);
    }
}

/* ---- Who may see it, and when ---------------------------------------------------------------- */

/* "_drafts/a.md" and "drafts/a.md", from the folder that is imported on; "_a.md" in Astro. */
static bool story_file_is_in_drafts(const struct story_file_reading *r)
{
    char *path = arena_printf(r->a, "%s/%s", r->f->folder->name ? r->f->folder->name : "", r->file);
    char *rest, *part = strtok_r(path, "/", &rest);
    for (char *next; part && (next = strtok_r(NULL, "/", &rest)); part = next)
        if (strcasecmp(part, "_drafts") == 0 || strcasecmp(part, "drafts") == 0)
            return true;
    return false;
}

static void story_file_hold(struct story_file_reading *r, const char *why)
{
    if (!r->front.held)
        r->front.held = why;
}

static void story_file_ask_folders(struct story_file_reading *r)
{
    const char *slash = strrchr(r->file, '/');
    if (story_file_is_in_drafts(r))
        story_file_hold(r, "it lies in a folder of drafts");
    if ((slash ? slash[1] : r->file[0]) == '_')
        story_file_hold(r, "its name begins with _, as of what is not published");
}

static void story_file_ask_expiry(struct story_file_reading *r)
{
    int64_t at = story_file_instant(r, "expiryDate", r->front.expires);
    if (*r->front.expires && at == 0)
        story_file_hold(r, "nobody knows whether it has expired");
    else if (at != 0 && at <= dateline_now() && !r->f->expired)
        story_file_hold(r, "it has expired");
    else if (at > dateline_now())
        note_oddity(&r->front.notes, "it expires on %s, which Dateline does not do by itself",
                    note_value(r->a, r->front.expires));
}

/* Published: the file's date; Hugo's publishDate when that is still to come. */
static void story_file_ask_date(struct story_file_reading *r, const char *of_name)
{
    const struct front_matter *f = &r->front;
    struct story_import *s = &r->out->story;
    const char *said = *f->date ? f->date : of_name;
    s->published_at = story_file_instant(r, "date", said);
    int64_t from = story_file_instant(r, "publishDate", f->not_before);
    if (*f->not_before && from == 0)
        story_file_hold(r, "its publishDate is not a date");
    if (from > dateline_now() && from > s->published_at)
        s->published_at = from;
    if (s->published_at == 0)
        story_file_hold(
            r, *said ? arena_printf(r->a, "its date, “%s”, is not one", note_value(r->a, said))
                     : "it has no date");
}

static void story_file_take_times(struct story_file_reading *r)
{
    const struct front_matter *f = &r->front;
    struct story_import *s = &r->out->story;
    const char *date;
    s->slug = story_file_slug(r->a, f, r->file, &date);
    story_file_ask_folders(r);
    story_file_ask_date(r, date);
    story_file_ask_expiry(r);
    s->updated_at = story_file_instant(r, "updated", f->updated);
    s->update_note = f->update_note;
    s->withdrawn_at = story_file_instant(r, "withdrawn", f->withdrawn_date);
    s->withdrawn_reason = f->withdrawn_reason;
    if (s->withdrawn_at == 0 && *f->withdrawn_date)
        story_file_hold(r, "it was withdrawn, and nobody knows when");
    story_file_take_corrections(r, s);
    story_file_take_aliases(r, s);
    if (f->own)
        own_take(r, s);
    r->out->held = f->held;
    if (f->held)
        import_item_keep_as_draft(s);
}

void import_item_keep_as_draft(struct story_import *s)
{
    s->published_at = s->updated_at = s->withdrawn_at = 0;
    s->update_note = s->withdrawn_reason = "";
    s->corrections.n = s->history.n = 0;
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
    buf_adds(&r->marks, r->f->credit);
    for (size_t i = 0; r->f->names && i < r->f->names->n; i++)
        buf_printf(&r->marks, "\n%s=%s", r->f->names->v[i].theirs, r->f->names->v[i].ours);
    if (r->f->expired && *r->front.expires)
        buf_adds(&r->marks, "\nexpired");
    token_sha256(r->marks.p, r->marks.len, hash);
    return arena_dup(r->a, hash);
}

/* What a page of HTML says of itself, where its front matter says nothing. */
static void story_file_take_page(struct story_file_reading *r, const struct html_document *d)
{
    struct front_matter *f = &r->front;
    f->title = *f->title ? f->title : d->title;
    f->lang = *f->lang ? f->lang : d->lang;
    f->dek = *f->dek ? f->dek : d->description;
    f->date = *f->date ? f->date : d->published;
    if (f->authors.n == 0 && *d->author)
        strlist_add(r->a, &f->authors, d->author);
}

/* The text as Markdown of ours. False: it nests too deep. */
static bool story_file_convert(struct story_file_reading *r)
{
    const struct body_hooks hooks = {
        .ctx = r, .reference = story_file_reference, .picture = story_picture_in_text};
    struct body_counts *counts = &r->f->counts;
    counts->file = story_file_shown(r->a, r->file);
    if (r->front.own) {
        r->body = story_picture_own_text(r, r->front.body);
        return true;
    }
    if (folder_is_html(r->file)) {
        struct html_document d;
        if (!body_convert_document(r->a, r->front.body, r->front.title, &hooks, counts, &d))
            return false;
        r->body = d.body;
        story_file_take_page(r, &d);
        return true;
    }
    r->body = body_convert(r->a, r->front.body, &hooks, counts);
    return r->body;
}

/* What nobody called by a name is called by its file's. */
static void story_file_take_title(struct story_file_reading *r)
{
    const char *date;
    if (*r->front.title || r->front.own)
        return;
    r->front.title = story_file_title(r->a, story_file_bare_name(r->a, r->file, &date));
    if (*r->front.title)
        note_fault(&r->front.notes, "it has no title; the file's name was taken");
}

static void story_file_read_mdx(struct story_file_reading *r)
{
    struct buf out;
    size_t n = strlen(r->file);
    if (n < 4 || strcasecmp(r->file + n - 4, ".mdx") != 0)
        return;
    buf_init(&out, strlen(r->front.body) + 1);
    mdx_drop_code(r->front.body, &out);
    r->front.body = arena_dupn(r->a, out.p, out.len);
    buf_free(&out);
}

/* In Jekyll's folders a text of tags is a list of words. */
static struct front_names story_file_names(const struct story_files *f, const char *file)
{
    struct front_names names = f->names ? *f->names : (struct front_names){0};
    names.words = f->folder->jekyll || strstr(file, "_posts/") || strstr(file, "_drafts/");
    return names;
}

bool story_file_read(struct story_files *f, struct arena *a, const char *file,
                     struct import_item *out, const char **why)
{
    struct story_file_reading r = {
        .f = f, .a = a, .file = file, .out = out, .find = story_picture_find};
    struct front_names names = story_file_names(f, file);
    size_t n;
    *out = (struct import_item){.notes = {.arena = a}};
    char *text = folder_read(f->folder, a, file, &n, why);
    if (text && text_blank(text)) {
        *why = "it is empty";
        return false;
    }
    if (!text || !front_matter_parse(a, text, n, &names, &r.front, why))
        return false;
    story_file_read_mdx(&r);
    buf_init(&r.marks, 2 * (size_t)FOLDER_FILE_MAX);
    if (!story_file_convert(&r)) {
        *why = "its text is too long, or its HTML or its lists are nested too deep";
        buf_free(&r.marks);
        return false;
    }
    story_file_take_title(&r);
    story_file_take_times(&r);
    struct story_import *s = &out->story;
    story_file_take_text(&r, &s->text);
    story_file_count_ignored(&r);
    s->kind = r.front.kind;
    s->key = arena_printf(a, "markdown:%s/%s", story_file_shown(a, f->folder->name),
                          story_file_shown(a, file));
    s->hash = story_file_hash(&r, text, n, s->text.section.slug ? s->text.section.slug : "");
    out->lead = r.front.lead;
    out->slug = *r.front.slug ? s->slug : "";
    out->notes = r.front.notes;
    buf_free(&r.marks);
    *why = f->strict ? note_first_fault(&out->notes) : NULL;
    return !*why;
}
