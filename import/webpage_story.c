/* webpage_story.c: a page as a story. What its head says counts; what only readers saw of it (the heading, a
 * <time>, the file's name) fills the gaps. */
#include "html_walk.h"
#include "lib/ascii.h"
#include "lib/language.h"
#include "lib/slug.h"
#include "lib/text.h"
#include "story_file_private.h"
#include "webpage_private.h"

#include <string.h>
#include <strings.h>

enum { NAME_SHOWN = 200 };

struct webpage_story {
    struct webpage_import *x;
    struct arena *a;
    const char *file, *name; /* name: as text */
    struct html_node *tree, *body;
    struct webpage_said said;
    struct export_item *out;
};

/* ---- Whether it is one ------------------------------------------------------------------------ */

static bool story_only_leads_on(const struct html_node *node)
{
    for (const struct html_node *child = node->first; child; child = child->next) {
        bool meta = html_is(child, " meta ") &&
                    strcasecmp(html_attribute(child, "http-equiv"), "refresh") == 0 &&
                    strcasestr(html_attribute(child, "content"), "url=");
        if (meta || (html_is(child, " head noscript ") && story_only_leads_on(child)))
            return true;
    }
    return false;
}

static bool story_is_front(const char *file)
{
    return strncasecmp(file, "index.", 6) == 0 && !strchr(file, '/');
}

/* NULL: it may be a story. */
static const char *story_why_none(const struct webpage_story *s)
{
    if (s->said.kind == WEBPAGE_ARTICLE)
        return NULL;
    if (story_only_leads_on(s->tree))
        return "it only leads to another page";
    if (s->said.kind == WEBPAGE_LIST)
        return arena_printf(s->a, "it is a list of others (%s)", note_value(s->a, s->said.type));
    return story_is_front(s->file) ? "it is the site’s front page" : NULL;
}

/* ---- What it is called ------------------------------------------------------------------------ */

static const char *story_heading(const struct webpage_story *s)
{
    const struct html_node *h1 = html_find(s->body, " h1 ");
    h1 = h1 ? h1 : html_find(s->tree, " h1 ");
    return h1 ? text_line(s->a, html_text(s->a, h1)) : "";
}

/* Open Graph's title often has the site's name behind it: the heading is what readers saw. */
static const char *story_title(struct webpage_story *s)
{
    const struct html_node *title = html_find(s->tree, " title ");
    const char *heading = story_heading(s), *said = s->said.title;
    size_t n = strlen(heading);
    if (*said && !(n > 0 && strncmp(said, heading, n) == 0))
        return said;
    if (n > 0)
        return heading;
    return *said ? said : title ? text_line(s->a, html_text(s->a, title)) : "";
}

/* The last part of its address, or of its folder's; "" when only numbers are there. */
static const char *story_slug(struct webpage_story *s, const char **date)
{
    const char *path = *s->said.address == '/' ? s->said.address : s->name;
    char *clean = arena_dupn(s->a, path, strcspn(path, "?#"));
    size_t n = strlen(clean);
    while (n > 0 && clean[n - 1] == '/')
        clean[--n] = '\0';
    const char *stem = folder_stem(s->a, story_picture_decoded(s->a, clean));
    const char *bare = folder_stem(s->a, s->name);
    *date = strlen(bare) >= 10 && dateline_is_date(arena_dupn(s->a, bare, 10)) &&
                    (!bare[10] || bare[10] == '-')
                ? arena_dupn(s->a, bare, 10)
                : "";
    if (**date && strncmp(stem, *date, 10) == 0)
        stem += strlen(stem) > 11 ? 11 : 10;
    return stem[strspn(stem, "0123456789-_")] && strcasecmp(stem, "index") != 0 ? stem : "";
}

/* ---- Times ------------------------------------------------------------------------------------ */

static int64_t story_instant(struct webpage_story *s, const char *said)
{
    int64_t ms = 0;
    bool date_only;
    if (!*said)
        return 0;
    if (dateline_from_file(s->x->stories_of->calendar, said, &ms, &date_only) != DATELINE_OK) {
        note_fault(&s->out->notes, "“%s” is not a date", note_value(s->a, said));
        return 0;
    }
    return ms == 0 ? 1 : ms;
}

/* The first <time> of the text's own header, or one that says that it is the publication's. */
static const char *story_time_in(const struct html_node *node, bool header)
{
    for (const struct html_node *child = node->first; child; child = child->next) {
        bool is = html_is(child, " time ") && (header || html_has_attribute(child, "pubdate") ||
                                               webpage_has_word(child, "class", "dt-published"));
        const char *found = is ? html_attribute(child, "datetime") : "";
        if (!*found)
            found = story_time_in(child, header || html_is(child, " header "));
        if (*found)
            return found;
    }
    return "";
}

static void story_take_times(struct webpage_story *s, const char *of_name)
{
    const char *published = s->said.published;
    published = *published ? published : story_time_in(s->body, false);
    s->out->published_at = story_instant(s, *published ? published : of_name);
    s->out->edited_at = story_instant(s, s->said.modified);
    int64_t expires = story_instant(s, s->said.expires);
    if (*s->said.expires && (expires == 0 || expires <= dateline_now()))
        webpage_say(s->a, &s->said.held, "it has expired");
}

/* ---- Tags, section, language ------------------------------------------------------------------ */

static void story_add_groups(struct webpage_story *s, struct groups *to,
                             const struct strlist *names)
{
    to->v = arena_array(s->a, names->n + 1, sizeof *to->v);
    for (size_t i = 0; i < names->n; i++)
        if (*slug_from(s->a, names->v[i]))
            to->v[to->n++] = (struct group){.name = names->v[i]};
}

static bool story_is_no_section(const char *ours)
{
    return ours && (!*ours || strcmp(ours, "tag") == 0);
}

/* What --map calls a section, of the section that the page names or of its tags; else the page's own. */
static void story_take_groups(struct webpage_story *s)
{
    const struct story_files *f = s->x->stories_of;
    const char *named = s->said.section, *section = NULL;
    struct strlist all = {0}, left = {0};
    if (*named)
        strlist_add(s->a, &all, named);
    for (size_t i = 0; i < s->said.tags.n; i++)
        if (strcasecmp(s->said.tags.v[i], named) != 0)
            strlist_add(s->a, &all, s->said.tags.v[i]);
    for (size_t i = 0; i < all.n && !section; i++) {
        const char *ours = export_mapped(f, "", all.v[i]);
        if (ours && !story_is_no_section(ours)) {
            s->out->section = (struct group){.slug = ours};
            section = all.v[i];
        }
    }
    if (!section && *named && !story_is_no_section(export_mapped(f, "", named)) &&
        strcasecmp(named, "uncategorized") != 0) {
        s->out->section = (struct group){.name = named};
        section = named;
    }
    for (size_t i = 0; i < all.n; i++) {
        const char *ours = export_mapped(f, "", all.v[i]);
        bool nothing = (ours && !*ours) || strcasecmp(all.v[i], "uncategorized") == 0;
        if (all.v[i] != section && !nothing)
            strlist_add(s->a, &left, all.v[i]);
    }
    story_add_groups(s, &s->out->tags, &left);
    story_add_groups(s, &s->out->authors, &s->said.authors);
}

/* The site's own language goes without saying, however the page spells it. */
static const char *story_language(struct webpage_story *s)
{
    const char *said = s->said.lang, *ours = s->x->lang;
    const char *tag = *said ? language_tag_from(s->a, said) : "";
    if (!tag) {
        note_fault(&s->out->notes, "lang: “%s” is no language that is known here",
                   note_value(s->a, said));
        return "";
    }
    size_t n = strcspn(tag, "-");
    bool same = ours && n == strcspn(ours, "-") && strncasecmp(tag, ours, n) == 0;
    return same ? "" : tag;
}

/* ---- Old addresses ---------------------------------------------------------------------------- */

/* Where the file stood, "/2020/a.html" or "/2020/a/", and where the page says that it stands. */
static void story_take_aliases(struct webpage_story *s)
{
    const char *slash = strrchr(s->name, '/'), *base = slash ? slash + 1 : s->name;
    struct strlist *to = &s->out->aliases;
    bool index = strncasecmp(base, "index.", 6) == 0;
    if (index && slash)
        strlist_add(s->a, to, arena_printf(s->a, "/%.*s/", (int)(slash - s->name), s->name));
    if (!strpbrk(s->name, "?#") && !(index && !slash))
        strlist_add(s->a, to, arena_printf(s->a, "/%s", s->name));
    if (*s->said.address == '/' && s->said.address[1])
        strlist_add(s->a, to, s->said.address);
}

/* ---- The picture above the text ---------------------------------------------------------------- */

static void story_take_hero(struct webpage_story *s)
{
    struct webpage_picture *p = &s->said.picture;
    const struct export_media *m = &s->x->media;
    if (!*p->url)
        return;
    const struct html_node *img = webpage_body_picture(s->tree, p->url);
    if (img) {
        webpage_say(s->a, &p->alt, html_attribute(img, "alt"));
        webpage_say(s->a, &p->caption, webpage_body_caption(s->a, img));
    }
    const struct html_node *lead = webpage_body_picture(s->body, p->url);
    if (lead && export_media_file(m, s->a, p->url))
        webpage_body_take_lead(s->body, lead);
}

/* ---- The text --------------------------------------------------------------------------------- */

static void story_count(json_t *counts, const char *key, size_t n)
{
    json_int_t before = json_integer_value(json_object_get(counts, key));
    if (n > 0)
        json_object_set_new(counts, key, json_integer(before + (json_int_t)n));
}

/* A description that is no more than the begin of the text, or breaks off, is no standfirst. */
static const char *story_summary(struct webpage_story *s)
{
    const char *summary = s->said.summary, *text = text_line(s->a, html_text(s->a, s->body));
    size_t n = strlen(summary);
    bool cut =
        (n >= 3 && (strcmp(summary + n - 3, "…") == 0 || strcmp(summary + n - 3, "...") == 0)) ||
        (n >= 5 && strcmp(summary + n - 5, "[...]") == 0);
    return cut || strncmp(text, summary, n) == 0 ? "" : summary;
}

/* False: it nests too deep. */
static bool story_take_text(struct webpage_story *s)
{
    struct story_files *f = s->x->stories_of;
    struct buf out;
    size_t comments = 0;
    webpage_body_clear(s->a, s->body, s->out->title, &comments);
    story_take_hero(s);
    story_count(f->others, "comment", comments);
    s->out->dek = "";
    s->out->summary = story_summary(s);
    f->counts.file = s->out->name;
    buf_init(&out, 2 * (size_t)FOLDER_FILE_MAX);
    bool good = html_tree_to_markdown(s->a, s->body, NULL, 0, &out, &f->counts);
    s->out->parts = arena_alloc(s->a, sizeof *s->out->parts);
    *s->out->parts = (struct export_part){.form = EXPORT_CLEAN,
                                          .text = good ? arena_dupn(s->a, out.p, out.len) : ""};
    s->out->n_parts = 1;
    buf_free(&out);
    return good;
}

/* ---- The whole -------------------------------------------------------------------------------- */

static void story_take(struct webpage_story *s)
{
    const char *date;
    struct export_item *out = s->out;
    out->kind = s->said.kind == WEBPAGE_PAGE ? STORY_PAGE : STORY_NEWS;
    out->title = story_title(s);
    out->slug = story_slug(s, &date);
    out->lang = story_language(s);
    story_take_times(s, date);
    story_take_groups(s);
    story_take_aliases(s);
}

static void story_resolve(struct webpage_story *s)
{
    const struct export_media *m = &s->x->media;
    const char *base = arena_printf(s->a, "/%s", s->file);
    struct webpage_said *said = &s->said;
    webpage_body_resolve(s->a, m, s->tree, s->file);
    if (*said->address)
        said->address = webpage_resolved(s->a, m, base, said->address);
    if (*said->picture.url)
        said->picture.url = webpage_resolved(s->a, m, base, said->picture.url);
}

static bool story_has_front_matter(const char *text)
{
    text += strspn(text, " \t\r\n");
    size_t n = strcspn(text, "\r\n");
    return (n >= 3 && n < 10) && (strncmp(text, "---", 3) == 0 || strncmp(text, "+++", 3) == 0);
}

/* What --map says is of sections, and means no key of a front matter. */
static enum import_next story_by_front_matter(struct webpage_import *x, struct arena *a,
                                              const char *file, struct import_item *out,
                                              const char **why)
{
    struct story_files *f = x->stories_of;
    const struct front_names *names = f->names;
    f->names = NULL;
    bool good = story_file_read(f, a, file, out, why);
    f->names = names;
    return good ? IMPORT_NEXT_STORY : IMPORT_NEXT_LEFT_OUT;
}

enum import_next webpage_story_take(struct webpage_import *x, struct arena *a, const char *file,
                                    const char *text, struct import_item *out, const char **name,
                                    const char **why)
{
    const char *shown = story_file_shown(a, file);
    struct export_item made = {
        .name = shown,
        .key = arena_printf(a, "html:%s/%s", story_file_shown(a, x->folder.name), shown),
        .id = shown,
        .hero_credit = "",
        .marks = BODY_MARKS_NONE,
        .notes = {.arena = a}};
    struct webpage_story s = {.x = x, .a = a, .file = file, .name = shown, .out = &made};
    *name = shown;
    if (text_blank(text)) {
        *why = "it is empty";
        return IMPORT_NEXT_LEFT_OUT;
    }
    if (x->opened && story_has_front_matter(text))
        return story_by_front_matter(x, a, file, out, why);
    s.tree = html_parse(a, text, strlen(text), true, NULL, 0);
    *why = "its HTML nests too deep";
    if (!s.tree)
        return IMPORT_NEXT_LEFT_OUT;
    s.body = webpage_body_find(s.tree);
    s.said = webpage_said_by(a, s.tree, &made.notes);
    const char *none = story_why_none(&s);
    if (none) {
        *why = none;
        return IMPORT_NEXT_LEFT_OUT;
    }
    story_resolve(&s);
    story_take(&s);
    if (!story_take_text(&s))
        return IMPORT_NEXT_LEFT_OUT;
    made.held = *s.said.held ? s.said.held : NULL;
    made.hero = s.said.picture.url;
    made.hero_alt = s.said.picture.alt;
    made.hero_caption = s.said.picture.caption;
    made.hero_credit = s.said.picture.credit;
    return export_item_take(x->stories_of, &x->media, a, &made, out, why) ? IMPORT_NEXT_STORY
                                                                          : IMPORT_NEXT_LEFT_OUT;
}
