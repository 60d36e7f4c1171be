/* export_item.c: an export's item made into a story: its text, pictures, old addresses, and a hash of
 * all that decides it. */
#include "export_item.h"

#include "lib/ascii.h"
#include "lib/markdown.h"
#include "lib/slug.h"
#include "lib/text.h"
#include "lib/token.h"
#include "story_file_private.h"

#include <string.h>
#include <strings.h>

enum { PART_MAX = 2 * MARKDOWN_MAX, MARKS_MAX = 8 * 1024 * 1024, TITLE_WORDS = 80 };

const char *export_line(struct arena *a, const char *html)
{
    bool plain = !strpbrk(html, "<&");
    return text_line(a, plain ? html : text_strip_html(a, html));
}

/* ---- Mappings --------------------------------------------------------------------------------- */

const char *export_mapped(const struct story_files *f, const char *slug, const char *name)
{
    for (size_t i = 0; f->names && i < f->names->n; i++) {
        const char *theirs = f->names->v[i].theirs;
        if (strcasecmp(theirs, name) == 0 || (*slug && strcmp(theirs, slug) == 0))
            return f->names->v[i].ours;
    }
    return NULL;
}

/* ---- Old addresses ---------------------------------------------------------------------------- */

/* The number in "?p=12" and its like; NULL: there is none. */
static const char *export_query_number(struct arena *a, const char *query)
{
    static const char *const keys[] = {"p=", "page_id="};
    for (const char *at = query; *at; at += strcspn(at, "&"), at += *at == '&') {
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
            size_t n = strlen(keys[i]),
                   digits = strspn(at + n * (strncmp(at, keys[i], n) == 0), "0123456789");
            if (strncmp(at, keys[i], n) == 0 && digits > 0 && strchr("&", at[n + digits]))
                return arena_dupn(a, at + n, digits);
        }
    }
    return NULL;
}

const char *export_old_path(struct arena *a, const char *address)
{
    const char *host = strstr(address, "://");
    if (host && host < address + strcspn(address, "/?#") + 1)
        address = host + 3 + strcspn(host + 3, "/?#");
    size_t n = strcspn(address, "?#");
    const char *query = address[n] == '?' ? address + n + 1 : "";
    const char *number = export_query_number(a, arena_dupn(a, query, strcspn(query, "#")));
    if (number)
        return arena_printf(a, "/?p=%s", number);
    const char *path = story_picture_decoded(a, arena_dupn(a, address, n));
    char *out = arena_printf(a, "/%s", path + strspn(path, "/")), *to = out;
    for (const char *s = out; *s; s++)
        if (*s != '/' || (s[1] != '/' && (s[1] != '\0' || s == out)))
            *to++ = *s;
    *to = '\0';
    return out[1] && text_utf8_valid(out, strlen(out)) ? out : NULL;
}

/* ---- The text --------------------------------------------------------------------------------- */

static const char *export_escaped(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, 2 * strlen(s) + 1), *to = out;
    for (; *s; s++) {
        if (strchr("[]\\", *s))
            *to++ = '\\';
        *to++ = *s;
    }
    return out;
}

void export_split_credit(struct arena *a, const char **caption, const char **credit)
{
    static const char *const marks[] = {
        "photo by ", "photo: ",  "photos: ", "photograph: ", "photograph by ", "image: ",
        "picture: ", "credit: ", "foto: ",   "bild: ",       "photo : ",       "crédit : "};
    const char *at = NULL, *behind = NULL;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        const char *found = strcasestr(*caption, marks[i]);
        if (found && (found == *caption || strchr(" (.;|/", found[-1])) && (!at || found < at)) {
            at = found;
            behind = found + strlen(marks[i]);
        }
    }
    if (!at || text_blank(behind))
        return;
    size_t n = (size_t)(at - *caption), m = strlen(behind);
    while (n > 0 && strchr(" (;|/", (*caption)[n - 1]))
        n--;
    while (m > 0 && strchr(" ).", behind[m - 1]))
        m--;
    *credit = arena_dupn(a, behind, m);
    *caption = arena_dupn(a, *caption, n);
}

/* A picture of the text, with what the export says of it where the text says nothing. */
static const char *export_picture(void *ctx, struct body_picture *p, const char **caption)
{
    struct story_file_reading *r = ctx;
    const struct export_picture *said = export_media_at(r->media, r->a, p->src);
    if (said && text_blank(p->alt))
        p->alt = export_escaped(r->a, said->alt);
    const char *credit = said ? said->credit : "", *title = p->title;
    if (!strstr(p->title, "Credit:")) {
        export_split_credit(r->a, &title, &credit);
        if (*credit)
            p->title = arena_printf(r->a, "%s%sCredit: %s", title, *title ? " " : "", credit);
    }
    return story_picture_in_text(r, p, caption);
}

static const char *export_find(struct story_file_reading *r, const char *src)
{
    return export_media_file(r->media, r->a, src);
}

void export_make_part(struct arena *a, const struct export_part *part, enum body_marks marks,
                      struct export_made *out)
{
    const struct body_hooks hooks = {.marks = marks};
    if (strlen(part->text) <= PART_MAX)
        out->text = body_html_to_markdown(a, part->text, part->form == EXPORT_HTML_LINES, &hooks,
                                          &out->counts);
}

static const char *export_settle_made(struct story_file_reading *r, const struct export_made *made,
                                      const struct body_hooks *hooks)
{
    body_counts_add(&r->f->counts, &made->counts);
    return made->text
               ? body_settle_pictures(r->a, arena_dup(r->a, made->text), hooks, &r->f->counts)
               : NULL;
}

static const char *export_convert_part(struct story_file_reading *r, const struct export_part *part,
                                       const struct body_hooks *hooks)
{
    if (strlen(part->text) > PART_MAX)
        return NULL;
    if (part->made)
        return export_settle_made(r, part->made, hooks);
    if (part->form == EXPORT_CLEAN)
        return body_settle_pictures(r->a, part->text, hooks, &r->f->counts);
    if (part->form == EXPORT_MARKDOWN)
        return body_convert(r->a, part->text, hooks, &r->f->counts);
    return body_convert_html(r->a, part->text, part->form == EXPORT_HTML_LINES, hooks,
                             &r->f->counts);
}

/* False: *why. */
static bool export_convert(struct story_file_reading *r, const struct export_item *in,
                           const char **why)
{
    const struct body_hooks hooks = {.ctx = r, .marks = in->marks, .picture = export_picture};
    struct buf all;
    bool good = true;
    r->f->counts.file = in->name;
    buf_init(&all, MARKDOWN_MAX);
    for (size_t i = 0; i < in->n_parts && good; i++) {
        const char *text = export_convert_part(r, &in->parts[i], &hooks);
        good = text;
        if (!text)
            *why = strlen(in->parts[i].text) > PART_MAX
                       ? "its text is longer than 512 KiB"
                       : "its text is too long, or its HTML or its lists are nested too deep";
        else if (!text_blank(text))
            buf_printf(&all, "%s%s", all.len > 0 ? "\n\n" : "", text);
    }
    if (good && all.failed) {
        *why = "its text is longer than 512 KiB";
        good = false;
    }
    r->body = arena_dupn(r->a, all.p, all.len);
    buf_free(&all);
    return good;
}

/* ---- The whole -------------------------------------------------------------------------------- */

/* What nobody gave a headline is called by its first words, or by its address. */
static const char *export_title(struct story_file_reading *r, const struct export_item *in)
{
    if (!text_blank(in->title))
        return text_line(r->a, in->title);
    for (size_t i = 0; i < in->n_parts; i++) {
        const char *words = text_excerpt(r->a, export_line(r->a, in->parts[i].text), TITLE_WORDS);
        if (in->parts[i].form >= EXPORT_MARKDOWN || !*words)
            continue;
        note_fault(&r->front.notes, "it has no title; the text's first words were taken");
        return words;
    }
    if (*in->slug)
        note_fault(&r->front.notes, "it has no title; its address was taken");
    return story_file_title(r->a, *in->slug ? in->slug : in->id);
}

static struct group export_section(struct story_file_reading *r, const struct export_item *in)
{
    if (in->kind == STORY_PAGE)
        return (struct group){.slug = ""};
    if (r->f->section)
        return (struct group){.slug = r->f->section};
    const char *name = in->section.name ? in->section.name : "";
    const char *slug =
        in->section.slug && slug_valid(in->section.slug) ? in->section.slug : slug_from(r->a, name);
    return (struct group){.slug = *slug ? slug : "news", .name = *slug && *name ? name : NULL};
}

static void export_take_text(struct story_file_reading *r, const struct export_item *in)
{
    struct story_text *t = &r->out->story.text;
    const char *dek = export_line(r->a, in->dek);
    r->front.summary = export_line(r->a, in->summary);
    *t = (struct story_text){.headline = export_title(r, in),
                             .dek = *dek ? dek : r->front.summary,
                             .body = r->body,
                             .lang = in->lang,
                             .bylines = in->authors,
                             .tags = in->tags,
                             .section = export_section(r, in),
                             .review = {.rating = -1},
                             .ai_note = "",
                             .fact_checked_by = "",
                             .place_line = "",
                             .how_reported = ""};
    story_file_settle_dek(r, t);
    story_picture_hero(r, t);
}

static void export_take_aliases(struct story_file_reading *r, const struct export_item *in)
{
    struct strlist *out = &r->out->story.aliases;
    for (size_t i = 0; i < in->aliases.n; i++) {
        const char *path = export_old_path(r->a, in->aliases.v[i]);
        bool known = !path;
        for (size_t k = 0; k < out->n && !known; k++)
            known = strcmp(out->v[k], path) == 0;
        if (!known)
            strlist_add(r->a, out, path);
    }
}

static void export_mark_groups(struct buf *b, const struct groups *g)
{
    for (size_t i = 0; i < g->n; i++)
        buf_printf(b, "\n%s=%s", g->v[i].slug ? g->v[i].slug : "", g->v[i].name);
    buf_addc(b, '\n');
}

/* Of all that the export and the options say: the same again is left alone. */
static const char *export_hash(struct story_file_reading *r, const struct export_item *in)
{
    const char *section = r->out->story.text.section.slug;
    const char *const said[] = {in->title,
                                in->slug,
                                in->lang,
                                in->dek,
                                in->summary,
                                in->hero,
                                in->hero_alt,
                                in->hero_caption,
                                in->hero_credit,
                                section,
                                in->held ? in->held : "",
                                r->f->credit ? r->f->credit : ""};
    char hash[TOKEN_HASH_SIZE];
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        buf_add(&r->marks, said[i], strlen(said[i]) + 1);
    for (size_t i = 0; i < in->n_parts; i++)
        buf_add(&r->marks, in->parts[i].text, strlen(in->parts[i].text) + 1);
    buf_printf(&r->marks, "%lld", (long long)in->published_at);
    export_mark_groups(&r->marks, &in->authors);
    export_mark_groups(&r->marks, &in->tags);
    for (size_t i = 0; i < in->aliases.n; i++)
        buf_adds(&r->marks, in->aliases.v[i]);
    token_sha256(r->marks.p, r->marks.len, hash);
    return arena_dup(r->a, hash);
}

static void export_take_story(struct story_file_reading *r, const struct export_item *in)
{
    struct story_import *s = &r->out->story;
    export_take_text(r, in);
    export_take_aliases(r, in);
    const char *slug = slug_from(r->a, in->slug);
    s->key = in->key;
    s->kind = in->kind;
    s->slug = *slug ? slug : slug_from(r->a, s->text.headline);
    s->published_at = in->published_at;
    s->edited_at = in->edited_at;
    s->update_note = s->withdrawn_reason = "";
    r->out->held = in->held ? in->held : in->published_at == 0 ? "it has no date" : NULL;
    if (r->out->held)
        import_item_keep_as_draft(s);
    s->hash = export_hash(r, in);
    r->out->slug = *slug ? slug : "";
    r->out->lead = in->lead && !r->out->held;
    r->out->notes = r->front.notes;
}

bool export_item_take(struct story_files *f, const struct export_media *media, struct arena *a,
                      const struct export_item *in, struct import_item *out, const char **why)
{
    const char *caption = in->hero_caption, *credit = in->hero_credit;
    export_split_credit(a, &caption, &credit);
    struct story_file_reading r = {.f = f,
                                   .a = a,
                                   .file = in->name,
                                   .out = out,
                                   .find = export_find,
                                   .media = media,
                                   .front = {.notes = in->notes,
                                             .hero_file = in->hero,
                                             .hero_uid = "",
                                             .hero_alt = in->hero_alt,
                                             .hero_caption = caption,
                                             .hero_credit = credit}};
    *out = (struct import_item){.notes = {.arena = a}};
    buf_init(&r.marks, MARKS_MAX);
    bool good = export_convert(&r, in, why);
    if (good)
        export_take_story(&r, in);
    buf_free(&r.marks);
    return good;
}
