/* feed_story.c: what an entry of a feed says of its story: its text, when there is one, its times, and
 * the old addresses that shall lead to it. */
#include "feed_entry.h"
#include "lib/ascii.h"
#include "lib/language.h"
#include "lib/slug.h"
#include "lib/text.h"
#include "story_file_private.h"

#include <string.h>
#include <strings.h>

enum { NAME_SHOWN = 60 };

struct feed_story {
    struct feed_import *x;
    struct arena *a;
    const struct feed_entry *entry;
    struct export_item *out;
};

/* ---- Addresses -------------------------------------------------------------------------------- */

/* "https://www.Paper.example/a" as "paper.example"; "" for an address without a host. */
static const char *feed_host(struct arena *a, const char *url)
{
    const char *at = text_is_http_url(url) ? strstr(url, "://") : NULL;
    char *host = at ? arena_dupn(a, at + 3, strcspn(at + 3, "/?#")) : arena_dup(a, "");
    for (char *c = host; *c; c++)
        *c = ascii_lower(*c);
    return strncmp(host, "www.", 4) == 0 ? host + 4 : host;
}

static const char *feed_link(const struct feed_entry *e)
{
    return *e->origin ? e->origin : e->link;
}

/* Whole addresses, "tag:" and "urn:" are one in the world; anything else is of its own site. http and
 * https are the same place. */
const char *feed_entry_key(struct arena *a, const struct feed_entry *e)
{
    const char *id = *e->id ? e->id : feed_link(e), *scheme = strstr(id, "://");
    if (text_is_http_url(id))
        return arena_printf(a, "feed:%s", scheme + 3);
    if (strncasecmp(id, "tag:", 4) == 0 || strncasecmp(id, "urn:", 4) == 0)
        return arena_printf(a, "feed:%s", id);
    if (!*id)
        id = arena_printf(a, "%s %s", e->published, e->title);
    return arena_printf(a, "feed:%s %s", feed_host(a, e->feed->home), id);
}

/* What counts readers, and does not say which page it is. */
static bool feed_query_counts(const char *query)
{
    for (; *query; query += strcspn(query, "&"), query += *query == '&')
        if (strncmp(query, "utm_", 4) != 0)
            return false;
    return true;
}

/* Of this site alone; an address whose page only its query tells cannot lead anywhere. */
static void feed_add_alias(struct feed_story *s, const char *address)
{
    const char *home = feed_host(s->a, s->entry->feed->home), *host = feed_host(s->a, address);
    bool path = *address == '/';
    if ((!path && !*host) || (*home && *host && strcmp(home, host) != 0) || strchr(address, '#'))
        return;
    const char *old = export_old_path(s->a, address), *query = strchr(address, '?');
    if (query && old && strncmp(old, "/?p=", 4) != 0 && !feed_query_counts(query + 1))
        note_oddity(&s->out->notes,
                    "its old address, “%s”, has a query, so nothing leads from there",
                    note_value(s->a, address));
    else if (old)
        strlist_add(s->a, &s->out->aliases, address);
}

static void feed_take_aliases(struct feed_story *s)
{
    const struct feed_entry *e = s->entry;
    feed_add_alias(s, feed_link(e));
    if (strcmp(e->id, feed_link(e)) != 0)
        feed_add_alias(s, e->id);
}

/* "/2020/flood-on-the-wye.html" as "flood-on-the-wye"; "" when a number alone is there. */
static const char *feed_slug(struct feed_story *s)
{
    const char *link = feed_link(s->entry);
    const char *path = export_old_path(s->a, link);
    if (!path || strchr(path, '?') || strchr(link, '?'))
        return "";
    char *last = arena_dup(s->a, path);
    size_t n = strlen(last);
    while (n > 0 && last[n - 1] == '/')
        last[--n] = '\0';
    last = strrchr(last, '/') ? strrchr(last, '/') + 1 : last;
    char *dot = strrchr(last, '.');
    if (dot)
        *dot = '\0';
    return last[strspn(last, "0123456789-_")] ? last : "";
}

/* ---- Times ------------------------------------------------------------------------------------ */

static int64_t feed_instant(struct feed_story *s, const char *said)
{
    int64_t ms = 0;
    if (*said && !feed_date_read(s->x->stories_of->calendar, s->a, said, &ms)) {
        note_fault(&s->out->notes, "“%s” is not a date", note_value(s->a, said));
        return 0;
    }
    return ms;
}

/* Atom requires the time of the last change alone. */
static void feed_take_times(struct feed_story *s)
{
    const struct feed_entry *e = s->entry;
    s->out->published_at = feed_instant(s, *e->published ? e->published : e->updated);
    s->out->edited_at = *e->published ? feed_instant(s, e->updated) : 0;
}

/* ---- Tags, authors, language ------------------------------------------------------------------ */

static void feed_add_groups(struct feed_story *s, struct groups *to, const struct strlist *names)
{
    to->v = arena_array(s->a, names->n + 1, sizeof *to->v);
    for (size_t i = 0; i < names->n; i++)
        if (*slug_from(s->a, names->v[i]))
            to->v[to->n++] = (struct group){.name = names->v[i]};
}

/* One that --map calls a section goes before the first, which is one with --section-from. NULL: none
 * is. */
static const char *feed_section(struct feed_story *s)
{
    const struct story_files *f = s->x->stories_of;
    const struct strlist *tags = &s->entry->tags;
    const char *first = NULL;
    for (size_t i = 0; i < tags->n; i++) {
        const char *ours = export_mapped(f, "", tags->v[i]);
        bool tag = ours && (!*ours || strcmp(ours, "tag") == 0);
        if (ours && !tag) {
            s->out->section = (struct group){.slug = ours};
            return tags->v[i];
        }
        first = first || tag ? first : tags->v[i];
    }
    if (!first || !f->names || !f->names->section)
        return NULL;
    s->out->section = (struct group){.name = first};
    return first;
}

static void feed_take_tags(struct feed_story *s)
{
    const struct strlist *tags = &s->entry->tags;
    const char *section = feed_section(s);
    struct strlist left = {0};
    for (size_t i = 0; i < tags->n; i++) {
        const char *ours = export_mapped(s->x->stories_of, "", tags->v[i]);
        if (tags->v[i] != section && !(ours && !*ours) &&
            strcasecmp(tags->v[i], "uncategorized") != 0)
            strlist_add(s->a, &left, tags->v[i]);
    }
    feed_add_groups(s, &s->out->tags, &left);
}

/* The site's own language goes without saying, however the feed spells it. */
static const char *feed_language(struct feed_story *s)
{
    const struct feed_entry *e = s->entry;
    const char *said = *e->lang ? e->lang : e->feed->lang, *ours = s->x->lang;
    const char *tag = *said ? language_tag_from(s->a, said) : "";
    if (!tag) {
        note_fault(&s->out->notes, "language: “%s” is no language that is known here",
                   note_value(s->a, said));
        return "";
    }
    size_t n = strcspn(tag, "-");
    bool same = ours && n == strcspn(ours, "-") && strncasecmp(tag, ours, n) == 0;
    return same ? "" : tag;
}

/* ---- The text --------------------------------------------------------------------------------- */

static const char *feed_line_of(struct arena *a, const struct feed_text *t)
{
    return t->form == FEED_PLAIN ? text_line(a, t->text) : export_line(a, t->text);
}

static bool feed_ends_with(const char *s, const char *const *endings)
{
    for (; *endings; endings++) {
        size_t n = strlen(s), m = strlen(*endings);
        if (n >= m && strcmp(s + n - m, *endings) == 0)
            return true;
    }
    return false;
}

/* The text goes on elsewhere, and the feed says so. */
static bool feed_is_cut(const char *line)
{
    static const char *const cut[] = {"[…]", "[...]", "[ … ]", NULL};
    return feed_ends_with(line, cut);
}

/* A summary that is no more than the begin of the text is no standfirst. */
static void feed_take_dek(struct feed_story *s)
{
    static const char *const open[] = {"…", "...", NULL};
    const struct feed_entry *e = s->entry;
    const char *summary = feed_line_of(s->a, &e->summary);
    const char *text = feed_line_of(s->a, &e->content);
    if (!feed_is_cut(summary) && !feed_ends_with(summary, open) &&
        strncmp(text, summary, strlen(summary)) != 0)
        s->out->dek = feed_html_of(s->a, summary);
}

/* Why readers must not see it; NULL: they may. */
static const char *feed_held(struct feed_story *s, const struct feed_text *text)
{
    const struct feed_entry *e = s->entry;
    if (text->form == FEED_NOTHING)
        return "the feed has no text of it";
    if (e->content.form == FEED_NOTHING && !s->x->whole)
        return "the feed has only a summary of it";
    return feed_is_cut(feed_line_of(s->a, text)) ? "its text breaks off in the feed" : NULL;
}

static void feed_take_text(struct feed_story *s)
{
    const struct feed_entry *e = s->entry;
    const struct feed_text *text = e->content.form == FEED_NOTHING ? &e->summary : &e->content;
    bool plain = text->form == FEED_PLAIN;
    s->out->held = feed_held(s, text);
    s->out->parts = arena_alloc(s->a, sizeof *s->out->parts);
    *s->out->parts =
        (struct export_part){.form = plain ? EXPORT_HTML_LINES : EXPORT_HTML,
                             .text = plain ? feed_html_of(s->a, text->text) : text->text};
    s->out->n_parts = text->form != FEED_NOTHING;
    s->out->marks = BODY_MARKS_NONE;
    if (text == &e->content)
        feed_take_dek(s);
}

/* ---- The whole -------------------------------------------------------------------------------- */

static void feed_count_unused(struct feed_story *s)
{
    json_t *ignored = s->x->stories_of->ignored;
    for (size_t i = 0; i < s->entry->unused.n; i++) {
        const char *key = s->entry->unused.v[i];
        json_int_t n = json_integer_value(json_object_get(ignored, key));
        json_object_set_new(ignored, key, json_integer(n + 1));
    }
}

bool feed_story_take(struct feed_import *x, struct arena *a, const struct feed_entry *e,
                     struct import_item *out, const char **name, const char **why)
{
    struct export_item made = {.kind = STORY_NEWS,
                               .key = feed_entry_key(a, e),
                               .id = e->id,
                               .title = e->title,
                               .dek = "",
                               .summary = "",
                               .hero = e->picture.url,
                               .hero_alt = e->picture.alt,
                               .hero_caption = "",
                               .hero_credit = e->picture.credit,
                               .notes = {.arena = a}};
    struct feed_story s = {.x = x, .a = a, .entry = e, .out = &made};
    const char *called = *e->title ? e->title : feed_link(e);
    made.name = *name =
        arena_printf(a, "entry %zu: %s", e->number, text_excerpt(a, called, NAME_SHOWN));
    *why = "it has neither an address, nor an id, nor a title";
    if (!*e->id && !*feed_link(e) && !*e->title)
        return false;
    made.lang = feed_language(&s);
    made.slug = feed_slug(&s);
    feed_take_times(&s);
    feed_take_tags(&s);
    feed_add_groups(&s, &made.authors, e->authors.n > 0 ? &e->authors : &e->feed->authors);
    feed_take_aliases(&s);
    feed_take_text(&s);
    feed_count_unused(&s);
    return export_item_take(x->stories_of, &x->media, a, &made, out, why);
}
