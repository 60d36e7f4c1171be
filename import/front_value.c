/* front_value.c: keys by their many names, and values as they come. */
#include "front_value.h"

#include "lib/ascii.h"
#include "lib/text.h"

#include <string.h>
#include <strings.h>

const char *const front_our_keys[] = {
    "title",        "slug",        "date",         "updated", "update_note",
    "dek",          "authors",     "tags",         "section", "kind",
    "takeaways",    "sources",     "source_url",   "hero",    "hero_alt",
    "hero_caption", "hero_credit", "ai_use",       "ai_note", "fact_checked_by",
    "kind_of_work", "place_line",  "how_reported", "lang",    "aliases",
    "draft",        NULL};

/* Each meaning, and what Hugo, Jekyll, Astro, Eleventy, Ghost and Gatsby call it, plainly spelled:
 * the first that says something counts. */
static const struct {
    const char *meaning, *names;
} table[] = {
    {"title", "title headline"},
    {"slug", "slug"},
    {"section", "section"},
    {"lang", "lang language locale"},
    {"dek", "dek deck standfirst subtitle summary description excerpt customexcerpt abstract "
            "teaser"},
    {"summary", "summary description excerpt customexcerpt abstract"},
    {"date", "date publishedat publisheddate publishedon publishedtime pubdate publishdate "
             "datepublished publicationdate postdate posted published publish createdat created "
             "datecreated"},
    {"updated", "updated"},
    {"update_note", "updatenote"},
    {"authors", "authors author bylines byline writers writer creator by"},
    {"tags", "tags tag topics topic categories category"},
    {"keywords", "keywords"},
    {"hero", "hero heroimage image images cover coverimage coverphoto featuredimage featureimage "
             "headerimage primaryimage banner thumbnail ogimage socialimage header"},
    {"hero_alt", "heroalt"},
    {"hero_caption", "herocaption"},
    {"hero_credit", "herocredit"},
    {"kind", "kind"},
    {"takeaways", "takeaways"},
    {"sources", "sources"},
    {"source_url", "sourceurl"},
    {"ai_use", "aiuse"},
    {"ai_note", "ainote"},
    {"fact_checked_by", "factcheckedby"},
    {"kind_of_work", "kindofwork"},
    {"place_line", "placeline"},
    {"how_reported", "howreported"},
    {"aliases", "aliases alias redirectfrom permalink url oldurl oldurls"},
};

static const char *front_plain_name(struct arena *a, const char *key)
{
    char *plain = arena_dup(a, key), *to = plain;
    for (const char *s = plain; *s; s++)
        if (!strchr("_- ", *s))
            *to++ = ascii_lower(*s);
    *to = '\0';
    return plain;
}

static bool front_is_word_of(const char *word, const char *words)
{
    size_t n = strlen(word);
    for (const char *s = words; *s; s += strcspn(s, " "), s += strspn(s, " "))
        if (strcspn(s, " ") == n && strncmp(s, word, n) == 0)
            return true;
    return false;
}

bool front_is_prose(const char *key)
{
    struct arena *a = arena_new();
    bool prose = front_is_word_of(
        front_plain_name(a, key),
        "title headline dek deck standfirst subtitle summary description "
        "excerpt abstract teaser caption alt credit updatenote wrong right "
        "verdict reason ainote placeline howreported name takeaways author authors tags");
    arena_free(a);
    return prose;
}

void front_values_of(struct arena *a, const json_t *map, const struct front_names *names,
                     struct notes *notes, struct front_values *out)
{
    static const struct front_names none;
    const char *key;
    json_t *value;
    *out = (struct front_values){.arena = a, .notes = notes, .names = names ? names : &none};
    out->v = arena_array(a, json_object_size(map) + 1, sizeof *out->v);
    json_object_foreach((json_t *)map, key, value)
    {
        const char *kept = arena_dup(a, key);
        struct front_entry *e = &out->v[out->n++];
        *e = (struct front_entry){.key = kept, .plain = front_plain_name(a, kept), .value = value};
        for (size_t i = 0; i < out->names->n; i++)
            e->mapped = e->mapped || strcasecmp(out->names->v[i].theirs, kept) == 0;
    }
}

/* ---- Finding --------------------------------------------------------------------------------- */

struct front_entry *front_plain(struct front_values *w, const char *plain)
{
    for (size_t i = 0; i < w->n; i++)
        if (!w->v[i].mapped && strcmp(w->v[i].plain, plain) == 0)
            return &w->v[i];
    return NULL;
}

static struct front_entry *front_nth_mapped(struct front_values *w, const char *meaning,
                                            size_t *nth)
{
    for (size_t i = 0; i < w->names->n; i++) {
        if (strcmp(w->names->v[i].ours, meaning) != 0)
            continue;
        for (size_t k = 0; k < w->n; k++)
            if (strcasecmp(w->v[k].key, w->names->v[i].theirs) == 0 && (*nth)-- == 0)
                return &w->v[k];
    }
    return NULL;
}

struct front_entry *front_nth(struct front_values *w, const char *meaning, size_t nth)
{
    const char *names = meaning;
    struct front_entry *found = front_nth_mapped(w, meaning, &nth);
    if (found)
        return found;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i].meaning, meaning) == 0)
            names = table[i].names;
    for (const char *s = names; *s; s += strcspn(s, " "), s += strspn(s, " ")) {
        struct front_entry *e = front_plain(w, arena_dupn(w->arena, s, strcspn(s, " ")));
        if (e && nth-- == 0)
            return e;
    }
    return NULL;
}

/* ---- Values ---------------------------------------------------------------------------------- */

/* Entities are decoded, for files that came out of other systems have them. */
static const char *front_plain_text(struct arena *a, const char *s)
{
    return strchr(s, '&') ? text_decode_entities(a, s) : s;
}

static const char *front_decoded(struct arena *a, const char *s)
{
    return s ? text_line(a, front_plain_text(a, s)) : "";
}

/* The text of a map that stands for one: "author: {name: Ines, email: …}". */
static const char *front_text_of_map(const json_t *map)
{
    static const char *const keys[] = {"name",  "displayname", "display_name", "title", "text",
                                       "value", "rendered",    "label",        "raw",   "slug",
                                       "id"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *s = json_string_value(json_object_get(map, keys[i]));
        if (!text_blank(s))
            return s;
    }
    return NULL;
}

static const char *front_item(struct front_values *w, const json_t *value)
{
    const char *first = json_string_value(json_object_get(value, "first_name"));
    const char *last = json_string_value(json_object_get(value, "last_name"));
    const char *s = json_is_object(value) ? front_text_of_map(value) : json_string_value(value);
    if (!s && (first || last))
        s = arena_printf(w->arena, "%s %s", first ? first : "", last ? last : "");
    return front_decoded(w->arena, s);
}

const char *front_line(struct front_values *w, const char *where, const json_t *value)
{
    if (!json_is_array(value)) {
        const char *s = front_item(w, value);
        if (json_is_object(value) && *s)
            note_fault(w->notes, "%s is a list of keys; “%s” of it was taken", where,
                       note_value(w->arena, s));
        else if (json_is_object(value) && json_object_size(value) > 0)
            note_fault(w->notes, "%s must be text, not a list of keys; it is left out", where);
        return s;
    }
    const json_t *item;
    size_t i;
    const char *all = "";
    json_array_foreach(value, i, item)
    {
        const char *s = front_item(w, item);
        if (*s && strlen(all) < 10000)
            all = *all ? arena_printf(w->arena, "%s, %s", all, s) : s;
    }
    if (json_array_size(value) > 0)
        note_fault(w->notes, "%s must be text, not a list; it was read as “%s”", where,
                   note_value(w->arena, all));
    return all;
}

const char *front_text(struct front_values *w, const char *meaning)
{
    struct front_entry *e;
    for (size_t i = 0; (e = front_nth(w, meaning, i)); i++) {
        const char *s = front_line(w, e->key, e->value);
        e->used = true;
        if (*s)
            return s;
    }
    return "";
}

const char *front_prose(struct front_values *w, const char *meaning)
{
    struct front_entry *e = front_nth(w, meaning, 0);
    const char *s = e ? json_string_value(e->value) : NULL;
    if (!s)
        return front_text(w, meaning);
    e->used = true;
    return text_lines(w->arena, front_plain_text(w->arena, s));
}

const char *front_line_in(struct front_values *w, const char *where, const json_t *map,
                          const char *key)
{
    const json_t *value = json_object_get(map, key);
    return value ? front_line(w, arena_printf(w->arena, "%s: %s", where, key), value) : "";
}

struct strlist front_list(struct front_values *w, const char *where, const json_t *value,
                          char separator)
{
    struct strlist list = {0};
    const json_t *item;
    size_t i;
    if (json_is_string(value) || json_is_object(value)) {
        const char *one = front_item(w, value);
        if (separator && json_is_string(value))
            return text_split(w->arena, one, separator);
        if (*one)
            strlist_add(w->arena, &list, one);
        else if (json_object_size(value) > 0)
            note_fault(w->notes, "%s must be a list; it is left out", where);
    }
    json_array_foreach(value, i, item)
    {
        const char *one = front_item(w, item);
        if (*one)
            strlist_add(w->arena, &list, one);
        else if (json_is_object(item) || json_is_array(item))
            note_fault(w->notes, "%s must be a list of texts; entry %zu is left out", where, i + 1);
    }
    return list;
}

struct strlist front_first_list(struct front_values *w, const char *meaning, char separator)
{
    struct strlist list = {0};
    struct front_entry *e;
    for (size_t i = 0; list.n == 0 && (e = front_nth(w, meaning, i)); i++) {
        list = front_list(w, e->key, e->value, separator);
        e->used = true;
    }
    return list;
}

enum front_flag front_flag_of(const json_t *value)
{
    static const char yes[] = "true yes on 1 y t", no[] = "false no off 0 n f";
    const char *s = json_string_value(value);
    char word[8];
    if (!value || json_is_null(value) || (s && text_blank(s)))
        return FRONT_ABSENT;
    s = s ? s + strspn(s, " \t\n") : "";
    size_t n = strcspn(s, " \t\n");
    if (n == 0 || n >= sizeof word || s[n + strspn(s + n, " \t\n")] != '\0')
        return FRONT_ODD;
    for (size_t i = 0; i < n; i++)
        word[i] = ascii_lower(s[i]);
    word[n] = '\0';
    if (front_is_word_of(word, yes))
        return FRONT_YES;
    return front_is_word_of(word, no) ? FRONT_NO : FRONT_ODD;
}
