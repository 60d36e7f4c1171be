/* checklist.c: see checklist.h. */
#include "checklist_private.h"

#include "lib/accessibility.h"
#include "lib/language.h"
#include "lib/markdown.h"
#include "lib/text.h"
#include "media_rights.h"
#include "media_shown.h"
#include "review_private.h"
#include "style_rule.h"

#include <string.h>
#include <strings.h>

#define SAID_MAX 5 /* sentences of one point; the others come when these are mended */

static const char *const names[CHECK_POINT_MAX] = {
    [CHECK_SOURCES] = "sources",
    [CHECK_CREDIT] = "credit",
    [CHECK_ALT] = "alt",
    [CHECK_SECOND_READER] = "second reader",
    [CHECK_AI] = "ai",
    [CHECK_LEGAL] = "legal",
    [CHECK_STYLE] = "house style",
    [CHECK_ACCESSIBILITY] = "accessibility",
    [CHECK_RIGHTS] = "rights",
};

const char *check_point_name(enum check_point p)
{
    return (unsigned)p < CHECK_POINT_MAX ? names[p] : "";
}

enum setting check_point_setting(enum check_point p)
{
    return (enum setting)(SETTING_CHECK_SOURCES + p);
}

const char *checklist_names(struct arena *a, unsigned points)
{
    const char *out = "";
    for (int p = 0; p < CHECK_POINT_MAX; p++)
        if (points & 1u << p)
            out = arena_printf(a, "%s%s%s", out, *out ? ", " : "", names[p]);
    return out;
}

static enum store_status checklist_on(struct store *s, struct arena *a, struct checked *out)
{
    struct settings set;
    enum store_status st = setting_all(s, a, &set);
    *out = (struct checked){0};
    for (int p = 0; p < CHECK_POINT_MAX; p++) {
        out->why[p].arena = a;
        if (st == STORE_OK && strcmp(set.v[check_point_setting((enum check_point)p)], "1") == 0)
            out->on |= 1u << p;
    }
    return st;
}

enum store_status checklist_is_on(struct store *s, struct arena *a, bool *out)
{
    struct checked c;
    enum store_status st = checklist_on(s, a, &c);
    *out = (c.on & ~(1u << CHECK_RIGHTS)) != 0;
    return st;
}

static bool is_on(const struct checked *c, enum check_point p)
{
    return c->on & 1u << p;
}

static void fail(struct checked *c, enum check_point p, const char *field, const char *sentence,
                 const char *where)
{
    c->failed |= 1u << p;
    if (c->why[p].n < SAID_MAX)
        problem_say(&c->why[p], field, sentence, "WHERE", where, NULL);
}

/* ---- Pictures ---------------------------------------------------------------------------------- */

/* A credit that names nobody. */
static bool credit_is_empty(struct arena *a, const char *credit)
{
    static const char *const nobody[] = {
        "internet",   "the internet", "web",         "www",       "google",   "google images",
        "unknown",    "n/a",          "none",        "-",         "?",        "credit",
        "photo",      "picture",      "image",       "foto",      "bild",     "imagen",
        "unbekannt",  "inconnu",      "desconocido", "anonymous", "anonym",   "anonyme",
        "anónimo",    "social media", "facebook",    "twitter",   "x",        "instagram",
        "whatsapp",   "网络",         "网上",        "未知",      "الإنترنت", "مجهول",
        "screenshot", "stock",        "archive",     "archiv",    "handout",
    };
    const char *line = text_line(a, credit);
    for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
        if (strcasecmp(line, nobody[i]) == 0)
            return true;
    return false;
}

struct pictures {
    struct arena *a;
    const struct story_text *text;
    struct checked *out;
};

/* credit NULL: not asked for. */
static void check_picture(const struct pictures *p, const char *field, const char *alt,
                          const char *caption, const char *credit)
{
    const char *line = text_line(p->a, alt);
    if (credit && is_on(p->out, CHECK_CREDIT) &&
        (text_blank(credit) || credit_is_empty(p->a, credit)))
        fail(p->out, CHECK_CREDIT, field[0] == 'h' ? "hero_credit" : field,
             WORD("The credit “%WHERE%” does not say who made the picture."), credit);
    bool repeats = *line && (strcasecmp(line, text_line(p->a, caption)) == 0 ||
                             strcasecmp(line, text_line(p->a, p->text->headline)) == 0);
    if (is_on(p->out, CHECK_ALT) && (!*line || repeats))
        fail(p->out, CHECK_ALT, field[0] == 'h' ? "hero_alt" : field,
             WORD("“%WHERE%” only repeats what stands beside the picture; describe what is in it."),
             alt);
}

/* The pictures in the text as they were rendered (markdown_inline.c): <img alt="…"> and what their figures
 * say. */
static void check_pictures_in(const struct pictures *p, const char *html)
{
    struct arena *a = p->a;
    for (const char *at = html; (at = strstr(at, "<img ")) != NULL; at++) {
        const char *alt = strstr(at, " alt=\""), *end = strchr(at, '>');
        const char *figure = end ? strstr(end, "</figure>") : NULL;
        const char *next = end ? strstr(end, "<img ") : NULL;
        if (!alt || !end || alt > end)
            continue;
        alt = text_decode_entities(a, arena_dupn(a, alt + 6, strcspn(alt + 6, "\"")));
        if (!figure ||
            (next && next < figure)) { /* within a line: its credit was asked for already */
            check_picture(p, "body", alt, "", NULL);
            continue;
        }
        const char *rest = arena_dupn(a, end + 1, (size_t)(figure - end - 1));
        const char *mark = strstr(rest, MARKDOWN_CREDIT MARKDOWN_CREDIT_LABEL);
        const char *credit = mark ? mark + strlen(MARKDOWN_CREDIT MARKDOWN_CREDIT_LABEL) : "";
        credit = text_decode_entities(a, arena_dupn(a, credit, strcspn(credit, "<")));
        const char *caption = mark ? arena_dupn(a, rest, (size_t)(mark - rest)) : rest;
        check_picture(p, "body", alt, text_strip_html(a, caption), credit);
    }
}

/* Those that may not be shown. */
static enum store_status check_rights_of(struct store *s, struct arena *a,
                                         const struct check_text *what, const char *field,
                                         struct media *m, struct checked *out)
{
    struct problems *why = &out->why[CHECK_RIGHTS];
    size_t before = why->n;
    struct media_words words;
    if (before >= SAID_MAX)
        return STORE_OK;
    enum store_status st = media_shown(s, a, m, &words);
    if (st == STORE_OK || st == STORE_MISSING)
        st = media_rights_say(s, a, m, what->story_id, what->at, field, why);
    if (why->n > before)
        out->failed |= 1u << CHECK_RIGHTS;
    return st;
}

static enum store_status check_rights(struct store *s, struct arena *a,
                                      const struct check_text *what, struct checked *out)
{
    struct media m;
    enum store_status st = STORE_OK;
    if (what->text->hero_id != 0)
        st = media_get(s, a, what->text->hero_id, &m);
    if (st == STORE_OK && what->text->hero_id != 0)
        st = check_rights_of(s, a, what, "hero_id", &m, out);
    for (const char *at = what->html; (st == STORE_OK || st == STORE_MISSING) &&
                                      (at = strstr(at, "<img src=\"/media/")) != NULL;) {
        at += strlen("<img src=\"");
        st = media_find_url(s, a, arena_dupn(a, at, strcspn(at, "\"")), &m);
        if (st == STORE_OK)
            st = check_rights_of(s, a, what, "body", &m, out);
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

/* ---- Words ------------------------------------------------------------------------------------- */

static enum store_status check_style(struct store *s, struct arena *a, const struct story_text *t,
                                     struct checked *out)
{
    struct style_rules rules;
    enum store_status st = style_rule_list(s, a, &rules);
    if (st != STORE_OK)
        return st;
    struct style_hits hits = style_rule_hits(a, &rules, t);
    for (size_t i = 0; i < hits.n; i++) {
        const struct style_hit *h = &hits.v[i];
        out->failed |= 1u << CHECK_STYLE;
        if (out->why[CHECK_STYLE].n == SAID_MAX)
            break;
        problem_say(&out->why[CHECK_STYLE], "house_style",
                    *h->put ? WORD("House style: write “%PUT%” instead of “%FOUND%”.")
                            : WORD("House style: look at “%FOUND%”."),
                    "PUT", h->put, "FOUND", h->found, NULL);
    }
    return STORE_OK;
}

static void check_accessibility(struct arena *a, const struct story_text *t, const char *html,
                                struct checked *out)
{
    static const char *const sentences[ACCESS_KIND_MAX] = {
        [ACCESS_LEVEL] = WORD("The heading “%WHERE%” skips a level."),
        [ACCESS_BOLD] = WORD("The line “%WHERE%” is in bold, and no heading; make it one."),
        [ACCESS_VAGUE] = WORD("The words “%WHERE%” do not say where their link leads."),
        [ACCESS_WORDLESS] = WORD("The link to %WHERE% has no words."),
        [ACCESS_TABLE] = WORD("A table in the text has no head row."),
        [ACCESS_CAPITALS] =
            WORD("“%WHERE%” is in capitals, which are hard to read, and spelled out "
                 "by some voices."),
        [ACCESS_LONG] = WORD("The paragraph “%WHERE%” is very long; part it."),
    };
    struct access_places all = access_find(a, t->body, html);
    for (size_t i = 0; i < all.n; i++)
        fail(out, CHECK_ACCESSIBILITY, "body", sentences[all.v[i].kind], all.v[i].where);
}

static bool names_a_source(const struct sources *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (!text_blank(list->v[i].title) || !text_blank(list->v[i].url))
            return true;
    return false;
}

enum store_status checklist_text(struct store *s, struct arena *a, const struct check_text *what,
                                 struct checked *out)
{
    const struct story_text *t = what->text;
    const char *html = what->html;
    enum store_status st = checklist_on(s, a, out);
    if (st == STORE_OK && is_on(out, CHECK_RIGHTS))
        st = check_rights(s, a, what, out);
    if (st != STORE_OK || (out->on & ~(1u << CHECK_RIGHTS)) == 0)
        return st;
    const struct pictures pictures = {a, t, out};
    bool page = what->kind == STORY_PAGE;
    if (is_on(out, CHECK_SOURCES) && !page && !names_a_source(&t->sources))
        fail(out, CHECK_SOURCES, "sources", WORD("Name at least one source."), "");
    if (t->hero_id != 0)
        check_picture(&pictures, "hero", t->hero_alt, t->hero_caption, t->hero_credit);
    check_pictures_in(&pictures, html);
    if (is_on(out, CHECK_AI) && !page && t->ai == STORY_AI_UNSTATED)
        fail(out, CHECK_AI, "ai", WORD("Say how AI was used, or that it was not."), "");
    if (is_on(out, CHECK_ACCESSIBILITY))
        check_accessibility(a, t, html, out);
    return is_on(out, CHECK_STYLE) ? check_style(s, a, t, out) : STORE_OK;
}

/* ---- Hands ------------------------------------------------------------------------------------- */

enum store_status checklist_hands(struct store *s, struct arena *a, const struct check_hands *h,
                                  struct checked *out)
{
    struct review_said said = {0};
    struct review_now now = {0};
    const char *anchor = h->story_id ? "second_reader" : "";
    enum store_status st = STORE_OK;
    if ((out->on & ~(1u << CHECK_RIGHTS)) == 0 && out->failed == 0)
        return st;
    if (h->story_id != 0)
        st = review_said_of(s, h->story_id, h->text_hash, h->saved_by, &said);
    if (st == STORE_OK && h->story_id != 0)
        st = review_load(s, a, h->story_id, &now);
    bool read = said.read || h->merged || (h->by != 0 && h->by != h->saved_by);
    if (is_on(out, CHECK_SECOND_READER) && !read)
        fail(out, CHECK_SECOND_READER, anchor,
             WORD("Somebody else than who saved this text has to read it first, as it is."), "");
    if (is_on(out, CHECK_LEGAL) && now.legal_needed && !said.legal_seen)
        fail(out, CHECK_LEGAL, "legal", WORD("A lawyer has to see this text first, as it is."), "");
    out->failed &= ~said.overridden;
    return st;
}

void checklist_say(const struct checked *c, struct problems *why)
{
    for (int p = 0; p < CHECK_POINT_MAX; p++)
        for (size_t i = 0; (c->failed & 1u << p) && i < c->why[p].n; i++) {
            const struct problem *one = &c->why[p].v[i];
            problem_say(why, one->field, "", NULL);
            why->v[why->n - 1] = *one;
        }
}

enum store_status checklist_revision(struct store *s, struct arena *a, const struct story *story,
                                     int number, int64_t by, int64_t at, struct problems *why)
{
    struct revision r = {0};
    struct revision_hashes hashes = {0};
    struct checked found = {0};
    enum store_status st = revision_load(s, a, story->id, number, &r, &hashes);
    if (st == STORE_OK)
        st = checklist_text(s, why->arena,
                            &(struct check_text){story->id, story->kind, &r.text, r.body_html, at},
                            &found);
    const struct check_hands hands = {story->id, hashes.text_hash, r.saved_by, by, false};
    if (st == STORE_OK)
        st = checklist_hands(s, why->arena, &hands, &found);
    if (st != STORE_OK || found.failed == 0)
        return st;
    checklist_say(&found, why);
    problem_say(
        why, "",
        WORD("To let it out all the same, open the text and publish it from there: an editor "
             "is asked for a reason."),
        NULL);
    return STORE_REFUSED;
}
