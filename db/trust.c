/* trust.c: see trust.h. It reads what readers see, and nothing else: a draft mends nothing yet. */
#include "trust.h"

#include "driver.h"
#include "lib/text.h"
#include "profile.h"
#include "setting.h"
#include "story.h"

#include <inttypes.h>
#include <string.h>

const struct trust_policy trust_policies[] = {
    {"/corrections-policy", "correctionsPolicy"},
    {TRUST_CORRECTIONS, "correctionsPolicy"},
    {"/how-we-work", "publishingPrinciples"},
    {"/ethics", "ethicsPolicy"},
    {"/verification", "verificationFactCheckingPolicy"},
    {"/fact-checking", "verificationFactCheckingPolicy"},
    {"/ownership", "ownershipFundingInfo"},
    {"/masthead", "masthead"},
    {"/mission", "missionCoveragePrioritiesPolicy"},
    {"/diversity", "diversityPolicy"},
    {"/unnamed-sources", "unnamedSourcesPolicy"},
    {"/feedback", "actionableFeedbackPolicy"},
    {NULL, NULL},
};

static const struct {
    const char *name;
    enum trust_indicator indicator;
    const char *property; /* of a page that says it; NULL: no page does */
} whats[TRUST_WHAT_MAX] = {
    [TRUST_PRINCIPLES] = {"principles", TRUST_STANDARDS, "publishingPrinciples"},
    [TRUST_ETHICS] = {"ethics", TRUST_STANDARDS, "ethicsPolicy"},
    [TRUST_CORRECTIONS_POLICY] = {"corrections", TRUST_STANDARDS, "correctionsPolicy"},
    [TRUST_VERIFICATION] = {"verification", TRUST_STANDARDS, "verificationFactCheckingPolicy"},
    [TRUST_OWNERSHIP] = {"ownership", TRUST_STANDARDS, "ownershipFundingInfo"},
    [TRUST_MASTHEAD] = {"masthead", TRUST_EXPERTISE, "masthead"},
    [TRUST_MISSION] = {"mission", TRUST_STANDARDS, "missionCoveragePrioritiesPolicy"},
    [TRUST_DIVERSITY] = {"diversity", TRUST_VOICES, "diversityPolicy"},
    [TRUST_UNNAMED] = {"unnamed-sources", TRUST_REFERENCES, "unnamedSourcesPolicy"},
    [TRUST_FEEDBACK_POLICY] = {"feedback", TRUST_FEEDBACK, "actionableFeedbackPolicy"},
    [TRUST_CONTACT] = {"contact", TRUST_FEEDBACK, NULL},
    [TRUST_BIOGRAPHY] = {"biography", TRUST_EXPERTISE, NULL},
    [TRUST_BEATS] = {"beats", TRUST_EXPERTISE, NULL},
    [TRUST_AUTHOR_CONTACT] = {"author-contact", TRUST_FEEDBACK, NULL},
    [TRUST_AUTHOR_PLACE] = {"author-place", TRUST_LOCAL, NULL},
    [TRUST_BYLINE] = {"byline", TRUST_EXPERTISE, NULL},
    [TRUST_SOURCES] = {"sources", TRUST_REFERENCES, NULL},
    [TRUST_CHECKED] = {"fact-check", TRUST_METHODS, NULL},
    [TRUST_AI] = {"ai", TRUST_METHODS, NULL},
    [TRUST_HOW] = {"how-reported", TRUST_METHODS, NULL},
    [TRUST_GENRE] = {"kind-of-work", TRUST_LABELS, NULL},
};

const char *trust_indicator_name(enum trust_indicator i)
{
    static const char *const names[TRUST_INDICATOR_MAX] = {
        "standards", "expertise", "references", "methods", "labels", "local", "voices", "feedback",
    };
    return i < TRUST_INDICATOR_MAX ? names[i] : "";
}

const char *trust_what_name(enum trust_what w)
{
    return w < TRUST_WHAT_MAX ? whats[w].name : "";
}

enum trust_indicator trust_indicator_of(enum trust_what w)
{
    return w < TRUST_WHAT_MAX ? whats[w].indicator : TRUST_INDICATOR_MAX;
}

/* As it grows. */
struct trust_list {
    struct arena *a;
    struct trust_items *items;
    size_t capacity;
    struct groups authors; /* of the stories so far, each once */
    size_t authors_capacity;
};

static struct trust_item *trust_add(struct trust_list *l, enum trust_what what, bool there)
{
    l->items->v = arena_grow(l->a, l->items->v, l->items->n, &l->capacity, sizeof *l->items->v);
    struct trust_item *item = &l->items->v[l->items->n++];
    *item = (struct trust_item){what, there, "", 0, "", "", ""};
    return item;
}

/* ---- The paper ---------------------------------------------------------------------------------- */

static bool trust_has_page(const struct cards *pages, const char *path)
{
    for (size_t i = 0; i < pages->n; i++)
        if (strcmp(pages->v[i].path, path) == 0)
            return true;
    return false;
}

/* The page that says it, or where it would be looked for first. */
static void trust_add_page(struct trust_list *l, enum trust_what what, const struct cards *pages)
{
    const char *first = NULL;
    for (const struct trust_policy *t = trust_policies; t->path; t++) {
        if (strcmp(t->property, whats[what].property) != 0 ||
            strcmp(t->path, TRUST_CORRECTIONS) == 0)
            continue;
        first = first ? first : t->path;
        if (trust_has_page(pages, t->path)) {
            trust_add(l, what, true)->path = t->path;
            return;
        }
    }
    trust_add(l, what, false)->path = first ? first : "";
}

static enum store_status trust_add_paper(struct store *s, struct trust_list *l, int64_t now)
{
    struct cards pages = {0};
    struct settings set;
    enum store_status st = story_list_pages(s, l->a, now, &pages);
    if (st == STORE_OK)
        st = setting_all(s, l->a, &set);
    if (st != STORE_OK)
        return st;
    for (enum trust_what w = 0; w < TRUST_WHAT_MAX; w++)
        if (whats[w].property)
            trust_add_page(l, w, &pages);
    trust_add(l, TRUST_CONTACT, *set.v[SETTING_CORRECTIONS_EMAIL]);
    return STORE_OK;
}

/* ---- Its stories and their authors ---------------------------------------------------------------- */

static void trust_note_author(struct trust_list *l, const struct group *byline)
{
    for (size_t i = 0; i < l->authors.n; i++)
        if (l->authors.v[i].id == byline->id)
            return;
    l->authors.v =
        arena_grow(l->a, l->authors.v, l->authors.n, &l->authors_capacity, sizeof *l->authors.v);
    l->authors.v[l->authors.n++] = *byline;
}

static void trust_miss_story(struct trust_list *l, const struct story_view *view,
                             enum trust_what what, bool there)
{
    if (there)
        return;
    struct trust_item *item = trust_add(l, what, false);
    item->story = view->story.id;
    item->headline = view->revision.text.headline;
}

/* Slugs of sections and tags, in the languages that Dateline speaks, whose stories are no plain reporting. Whoever
 * puts a story there says so to editors, and not yet to readers who come by a link. */
static bool trust_slug_is_labelled(const char *slug)
{
    static const char *const slugs[] = {
        "advertorial",   "advertorials",   "analyse",          "analysen",
        "analyses",      "analisis",       "analysis",         "anzeige",
        "anzeigen",      "chronique",      "chroniques",       "column",
        "columns",       "comment",        "comments",         "commentary",
        "editorial",     "editoriales",    "editorials",       "glosse",
        "kommentar",     "kommentare",     "leitartikel",      "meinung",
        "op-ed",         "opinion",        "opiniones",        "opinions",
        "press-release", "press-releases", "pressemitteilung", "pressemitteilungen",
        "satira",        "satire",         "sponsored",        "tribune",
        "tribunes",
    };
    for (size_t i = 0; i < sizeof slugs / sizeof *slugs; i++)
        if (strcmp(slug, slugs[i]) == 0)
            return true;
    return false;
}

static bool trust_asks_label(const struct story_text *t)
{
    bool asks = trust_slug_is_labelled(t->section.slug);
    for (size_t i = 0; i < t->tags.n; i++)
        asks = asks || trust_slug_is_labelled(t->tags.v[i].slug);
    return asks;
}

static void trust_add_story(struct trust_list *l, const struct story_view *view)
{
    const struct story_text *t = &view->revision.text;
    trust_miss_story(l, view, TRUST_BYLINE, t->bylines.n > 0);
    trust_miss_story(l, view, TRUST_SOURCES, t->sources.n > 0);
    trust_miss_story(l, view, TRUST_CHECKED, *t->fact_checked_by);
    trust_miss_story(l, view, TRUST_AI, t->ai != STORY_AI_UNSTATED);
    trust_miss_story(l, view, TRUST_HOW, *t->how_reported);
    trust_miss_story(l, view, TRUST_GENRE, t->genre != GENRE_NEWS || !trust_asks_label(t));
    for (size_t i = 0; i < t->bylines.n; i++)
        trust_note_author(l, &t->bylines.v[i]);
}

static enum store_status trust_add_stories(struct store *s, struct trust_list *l, int64_t now,
                                           size_t *n)
{
    struct cards cards = {0};
    enum store_status st = story_list_newest(s, l->a, LIST_ALL, 0, TRUST_STORIES, now, &cards);
    for (size_t i = 0; st == STORE_OK && i < cards.n; i++) {
        struct story_view view;
        enum story_found found;
        const char *moved;
        st = story_by_path(s, l->a, cards.v[i].path, now, &found, &view, &moved);
        if (st == STORE_OK && found == STORY_FOUND) {
            trust_add_story(l, &view);
            ++*n;
        }
        st = st == STORE_MISSING ? STORE_OK : st; /* withdrawn in between */
    }
    return st;
}

static void trust_miss_author(struct trust_list *l, const struct group *who, enum trust_what what,
                              bool there)
{
    if (there)
        return;
    struct trust_item *item = trust_add(l, what, false);
    item->author = who->slug;
    item->name = who->name;
}

static enum store_status trust_add_authors(struct store *s, struct trust_list *l)
{
    for (size_t i = 0; i < l->authors.n; i++) {
        const struct group *who = &l->authors.v[i];
        struct profile profile = {.place = "", .contact = ""};
        enum store_status st = profile_get(s, l->a, who->id, &profile);
        if (st != STORE_OK && st != STORE_MISSING)
            return st;
        trust_miss_author(l, who, TRUST_BIOGRAPHY, !text_blank(who->text));
        trust_miss_author(l, who, TRUST_BEATS, profile.beats.n > 0);
        trust_miss_author(l, who, TRUST_AUTHOR_CONTACT, *profile.contact || profile.links.n > 0);
        trust_miss_author(l, who, TRUST_AUTHOR_PLACE, *profile.place);
    }
    return STORE_OK;
}

enum store_status trust_list(struct store *s, struct arena *a, int64_t now, struct trust_items *out,
                             size_t *stories)
{
    struct trust_list l = {.a = a, .items = out};
    *out = (struct trust_items){0};
    *stories = 0;
    db_read(s);
    enum store_status st = trust_add_paper(s, &l, now);
    if (st == STORE_OK)
        st = trust_add_stories(s, &l, now, stories);
    if (st == STORE_OK)
        st = trust_add_authors(s, &l);
    db_read_done(s);
    return st;
}

/* ---- Mending -------------------------------------------------------------------------------------- */

const char *trust_mend(struct arena *a, const struct trust_item *item)
{
    static const char *const fields[TRUST_WHAT_MAX] = {
        [TRUST_BIOGRAPHY] = "text",          [TRUST_BEATS] = "beats",
        [TRUST_AUTHOR_CONTACT] = "contact",  [TRUST_AUTHOR_PLACE] = "place",
        [TRUST_BYLINE] = "bylines",          [TRUST_SOURCES] = "group-sources",
        [TRUST_CHECKED] = "fact_checked_by", [TRUST_AI] = "group-making",
        [TRUST_HOW] = "how_reported",        [TRUST_GENRE] = "genre",
    };
    if (item->what == TRUST_CONTACT)
        return "/admin/settings#corrections_email";
    if (item->story)
        return arena_printf(a, "/admin/story/%" PRId64 "#%s", item->story, fields[item->what]);
    if (*item->author)
        return arena_printf(a, "/admin/byline/%s#%s", item->author, fields[item->what]);
    return arena_printf(a, "/admin/story/new?kind=page&slug=%s", item->path + 1);
}
