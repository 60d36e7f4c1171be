/* canary_look.h: a run of random operations, and every look that readers have at what it did. */
#ifndef DATELINE_TESTS_CANARY_LOOK_H
#define DATELINE_TESTS_CANARY_LOOK_H

#include "canary_model.h"

#include "db/card_private.h"
#include "db/feed.h"
#include "db/related.h"
#include "db/search.h"
#include "db/sitemap.h"

#include <inttypes.h>

#define PEOPLE 3
#define FORMS 6
#define LOG_LINES 24

/* A form that somebody has open. */
struct form {
    int story; /* index; -1: a new one */
    int person;
    enum named_text on;
    int base, live, waiting, draft;
    int64_t waiting_at;
    struct m_words waiting_words; /* what the form says of what waits */
    char waiting_said[TOKEN_HASH_SIZE];
    int64_t withdrawn_at;
    char hash[TOKEN_HASH_SIZE];
    struct m_text was, text;
    struct m_words words;
    enum story_action action;
    enum edit_kind edit;
    int64_t published_at, go_live_at;
    int restored;
    bool replaces, tick, confirmed;
    enum waiting_choice choice;
    int number; /* of the form; 0: it has none */
    bool page;
};

struct run {
    struct site *t;
    struct model m;
    const struct actor *people[PEOPLE];
    struct form open[FORMS], sent; /* sent: the last one that was answered with STORE_OK */
    struct story_saved answer;
    int saved; /* the story of this operation's save; -1: none */
    int forms;
    uint64_t random;
    int op, done[OUTCOME_MAX], refused, conflicts, merged, asked_in_vain, backs[7];
    char log[LOG_LINES][160];
};

/* ---- Chance, and what is said when something is wrong ----------------------------------------- */

static MAYBE_UNUSED uint32_t chance(struct run *r, uint32_t n)
{
    uint64_t z = (r->random += UINT64_C(0x9e3779b97f4a7c15)); /* splitmix64 */
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ (z >> 31)) % n);
}

__attribute__((format(printf, 2, 3))) static MAYBE_UNUSED void note(struct run *r,
                                                                    const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *line = r->log[r->op % LOG_LINES];
    int n = snprintf(line, sizeof r->log[0], "%d: +%" PRId64 " ", r->op, r->m.now - T0);
    vsnprintf(line + n, sizeof r->log[0] - (size_t)n, format, args);
    va_end(args);
}

static MAYBE_UNUSED void wrong(struct run *r, int story, const char *what)
{
    for (int i = r->op + 1; i <= r->op + LOG_LINES; i++) {
        if (r->log[i % LOG_LINES][0])
            print_error("  %s\n", r->log[i % LOG_LINES]);
    }
    fail_msg("operation %d, story %d: %s (CANARY_SEED, CANARY_OPS repeat it)", r->op, story, what);
}

/* Every token of s must be one that readers may find so. */
typedef bool token_fn(struct model *m, int token);
static MAYBE_UNUSED void scan(struct run *r, int story, const char *s, token_fn *may,
                              const char *where)
{
    int token;
    while (s && (token = token_next(&s)) != 0) {
        if (!may(&r->m, token)) {
            char word[TOKEN_LENGTH + 1];
            token_text_of(token, word);
            print_error("  %s leaks %s of story %d\n", where, word,
                        token <= r->m.tokens ? r->m.token[token].story : -1);
            wrong(r, story, where);
        }
    }
}

/* Whether it is for a story like this one. */
static MAYBE_UNUSED bool fits(const struct run *r, const struct m_story *s, int which)
{
    bool alone = !s->draft.number && !s->waiting.number, readable = m_readable(s);
    switch (which) {
    case 0:
        return s->waiting.number;
    case 1:
        return readable;
    case 2:
        return s->withdrawn_at;
    case 3:
        return s->draft.number && (s->n || s->waiting.number);
    case 4:
        return readable && alone && r->m.now - s->public[0].from <= HOUR;
    case 5:
        return !s->n && !s->waiting.number && !s->binned;
    default:
        return s->binned;
    }
}

/* ---- What readers get ------------------------------------------------------------------------ */

static MAYBE_UNUSED void check_page(struct run *r, int i, const char *path)
{
    struct site *t = r->t;
    struct m_story *s = &r->m.story[i];
    enum story_found found = STORY_MOVED;
    struct story_view v;
    const char *moved;
    enum store_status st = story_by_path(t->s, t->a, path, r->m.now, &found, &v, &moved);
    if (!s->n) {
        if (st != STORE_MISSING)
            wrong(r, i, "readers find a story that never was live");
        return;
    }
    if (st != STORE_OK || found != (s->withdrawn_at ? STORY_GONE : STORY_FOUND))
        wrong(r, i, "the page is not there, or not gone");
    struct m_text got = text_of_store(&v.revision.text);
    if (s->withdrawn_at) {
        struct m_text left = {{[HEADLINE] = m_live(s)->text.token[HEADLINE]}};
        if (!text_equal(&got, &left))
            wrong(r, i, "the notice tells more than the headline");
        return;
    }
    if (!text_equal(&got, &m_live(s)->text) || v.revision.number != m_live(s)->number)
        wrong(r, i, "the page has another text");
    scan(r, i, v.revision.body_html, m_shown, "the page's HTML");
    for (size_t c = 0; c < v.corrections.n; c++) {
        scan(r, i, v.corrections.v[c].wrong, m_told, "a correction on the page");
        scan(r, i, v.corrections.v[c].right, m_told, "a correction on the page");
    }
}

static MAYBE_UNUSED void scan_card(struct run *r, const struct card *c, int i)
{
    scan(r, i, c->headline, m_shown, "a card's headline");
    scan(r, i, c->dek, m_shown, "a card's standfirst");
    const char *told;
    assert_int_equal(card_update_note(r->t->s, r->t->a, c, r->m.now, &told), STORE_OK);
    scan(r, i, told, m_told, "a card's note");
    scan(r, i, c->path, m_addressed, "a card's address");
}

static MAYBE_UNUSED void check_card(struct run *r, int i)
{
    struct card card;
    enum store_status st = story_card(r->t->s, r->t->a, r->m.story[i].id, r->m.now, &card);
    if ((st == STORE_OK) != m_readable(&r->m.story[i]))
        wrong(r, i, "a card is there that should not be, or is not");
    if (st == STORE_OK)
        scan_card(r, &card, i);
}

static MAYBE_UNUSED bool was_public(const struct m_story *s, int number)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->public[i].number == number)
            return m_readable(s);
    }
    return false;
}

static MAYBE_UNUSED void check_history(struct run *r, int i)
{
    struct site *t = r->t;
    struct m_story *s = &r->m.story[i];
    struct changes c = {0};
    enum store_status st = story_changes(t->s, t->a, s->id, r->m.now, &c);
    if ((st == STORE_OK) != m_readable(s))
        wrong(r, i, "the history is there and should not be, or is not");
    for (size_t k = 0; st == STORE_OK && k < c.n; k++) {
        scan(r, i, c.v[k].note, m_told, "the history");
        scan(r, i, c.v[k].wrong, m_told, "the history");
        scan(r, i, c.v[k].right, m_told, "the history");
    }
    for (int k = 0; k < 3; k++) {
        int number = k < 1 ? s->head : 1 + (int)chance(r, (uint32_t)s->head);
        struct revision got;
        int64_t since;
        st = story_published(t->s, t->a, s->id, number, r->m.now, &got, &since);
        if ((st == STORE_OK) != was_public(s, number))
            wrong(r, i, "an unpublished revision is readable, or a published one is not");
        if (st != STORE_OK)
            continue;
        struct m_text text = text_of_store(&got.text);
        if (!text_equal(&text, &s->revisions[number]))
            wrong(r, i, "a revision's text is another");
    }
}

static MAYBE_UNUSED void check_search(struct run *r, int token)
{
    struct site *t = r->t;
    struct search_hits hits;
    const struct search_query q = {.text = token_word(t->a, token), .limit = 5};
    int story = r->m.token[token].story;
    assert_int_equal(search_stories(t->s, t->a, &q, r->m.now, &hits), STORE_OK);
    bool shown = m_shown(&r->m, token);
    if (hits.n != shown || (shown && hits.v[0].card.id != r->m.story[story].id)) {
        print_error("  searched %s, found %zu\n", q.text, hits.n);
        wrong(r, story, "search finds what it should not, or does not what it should");
    }
    scan(r, story, hits.suggestion, m_shown, "a suggestion");
    for (size_t i = 0; i < hits.n; i++) {
        scan_card(r, &hits.v[i].card, story);
        for (size_t k = 0; k < hits.v[i].text.n; k++)
            scan(r, story, hits.v[i].text.v[k].text, m_shown, "a snippet");
    }
}

static MAYBE_UNUSED void check_searches(struct run *r, int i)
{
    struct m_story *s = &r->m.story[i];
    enum named_text on = (enum named_text)chance(r, NAMED_MAX);
    if (m_number(s, on))
        check_search(r, m_text_of(s, on)->token[chance(r, SLOTS)]);
    check_search(r, 1 + (int)chance(r, (uint32_t)r->m.tokens));
}

static MAYBE_UNUSED void check_named(struct run *r, int i, const struct story *now)
{
    struct site *t = r->t;
    struct m_story *s = &r->m.story[i];
    for (int n = 0; n < NAMED_MAX; n++) {
        enum named_text on = (enum named_text)n;
        struct story_view v;
        if (story_number(now, on) != m_number(s, on)) {
            print_error("  the %s text is %d, not %d\n", named_text_name(on), story_number(now, on),
                        m_number(s, on));
            wrong(r, i, "a named text is another");
        }
        if (!m_number(s, on))
            continue;
        assert_int_equal(story_get(t->s, t->a, s->id, m_number(s, on), r->m.now, &v), STORE_OK);
        struct m_text got = text_of_store(&v.revision.text);
        if (!text_equal(&got, m_text_of(s, on)))
            wrong(r, i, "a named text's words are others");
    }
    if (now->staged && now->staged_at != s->waiting_at)
        wrong(r, i, "what waits has another time");
}

static MAYBE_UNUSED void check_listed(struct run *r, const struct cards *cards, size_t live)
{
    if (cards->n != live)
        wrong(r, -1, "a list is too long or too short");
    for (size_t i = 0; i < cards->n; i++)
        scan_card(r, &cards->v[i], -1);
}

/* What is offered beside a story. */
static MAYBE_UNUSED void check_around(struct run *r, const struct story_view *v)
{
    struct site *t = r->t;
    struct cards cards;
    size_t alike;
    struct card older, newer;
    const struct list_key key = {v->story.published_at, v->story.id};
    if (chance(r, 8))
        return;
    assert_int_equal(story_related(t->s, t->a, v, 5, r->m.now, &cards, &alike), STORE_OK);
    for (size_t i = 0; i < cards.n; i++)
        scan_card(r, &cards.v[i], -1);
    assert_int_equal(story_neighbours(t->s, t->a, t->city, key, r->m.now, &older, &newer),
                     STORE_OK);
    scan_card(r, &older, -1);
    scan_card(r, &newer, -1);
}

/* The tag of one of the story's texts lists the story if readers see that text. */
static MAYBE_UNUSED void check_tag(struct run *r, int i)
{
    struct site *t = r->t;
    struct m_story *s = &r->m.story[i];
    enum named_text on = (enum named_text)chance(r, NAMED_MAX);
    struct group tag;
    struct cards cards;
    if (!m_number(s, on))
        return;
    int token = m_text_of(s, on)->token[TAG];
    assert_int_equal(group_find(t->s, t->a, GROUP_TAG, token_word(t->a, token), &tag), STORE_OK);
    assert_int_equal(
        story_list(t->s, t->a,
                   &(struct story_list_page){.list = LIST_TAG, .key = tag.id, .limit = 5}, r->m.now,
                   &cards),
        STORE_OK);
    check_listed(r, &cards, m_shown(&r->m, token) && !s->page);
}

static MAYBE_UNUSED void check_story(struct run *r, int i)
{
    struct story now = story_now(r->t, r->m.story[i].id, r->m.now);
    if (now.head != r->m.story[i].head)
        wrong(r, i, "there are revisions that nobody made");
    check_named(r, i, &now);
    check_page(r, i, now.path);
    check_card(r, i);
    check_history(r, i);
    check_searches(r, i);
    check_tag(r, i);
}

static MAYBE_UNUSED void check_lists(struct run *r)
{
    struct site *t = r->t;
    int stale = 0;
    int64_t checked = 0;
    assert_int_equal(cards_verify(t->s, count_trouble, &stale, &checked), STORE_OK);
    if (stale > 0)
        wrong(r, 0, "what lists show of a story is not what it says");
    struct cards cards;
    struct story_views full;
    struct sitemap_entries map = {0}, news;
    struct corrections fixes;
    size_t live = 0, pages = 0;
    int64_t now = r->m.now;
    for (int i = 0; i < r->m.stories; i++)
        *(r->m.story[i].page ? &pages : &live) += m_readable(&r->m.story[i]);
    assert_int_equal(story_list(t->s, t->a,
                                &(struct story_list_page){.list = LIST_ALL, .limit = 50}, now,
                                &cards),
                     STORE_OK);
    check_listed(r, &cards, live);
    assert_int_equal(
        story_list(t->s, t->a,
                   &(struct story_list_page){.list = LIST_SECTION, .key = t->city, .limit = 50},
                   now, &cards),
        STORE_OK);
    check_listed(r, &cards, live);
    assert_int_equal(story_list_pages(t->s, t->a, now, &cards), STORE_OK);
    check_listed(r, &cards, pages);
    assert_int_equal(story_list(t->s, t->a,
                                &(struct story_list_page){.from = 0, .to = now + DAY, .limit = 50},
                                now, &cards),
                     STORE_OK);
    check_listed(r, &cards, live);
    assert_int_equal(story_list_updated(t->s, t->a, 50, now, &cards), STORE_OK);
    for (size_t i = 0; i < cards.n; i++)
        scan_card(r, &cards.v[i], -1);
    assert_int_equal(story_list_full(t->s, t->a, LIST_ALL, 0, 50, now, &full), STORE_OK);
    assert_int_equal(full.n, live);
    for (size_t i = 0; i < full.n; i++) {
        scan(r, -1, full.v[i].revision.text.headline, m_shown, "a feed");
        scan(r, -1, full.v[i].revision.plain, m_shown, "a feed");
        check_around(r, &full.v[i]);
    }
    enum store_status st = sitemap_list(t->s, t->a, 1, now, &map);
    assert_int_equal(st, live + pages ? STORE_OK : STORE_MISSING);
    assert_int_equal(map.n, live + pages);
    for (size_t i = 0; i < map.n; i++)
        scan(r, -1, map.v[i].path, m_addressed, "the sitemap");
    assert_int_equal(sitemap_list_news(t->s, t->a, 0, 50, now, &news), STORE_OK);
    for (size_t i = 0; i < news.n; i++)
        scan(r, -1, news.v[i].headline, m_shown, "the news sitemap");
    assert_int_equal(correction_list(t->s, t->a, (struct list_key){INT64_MAX, 0}, 50, now, &fixes),
                     STORE_OK);
    for (size_t i = 0; i < fixes.n; i++) {
        scan(r, -1, fixes.v[i].wrong, m_told, "the corrections");
        scan(r, -1, fixes.v[i].right, m_told, "the corrections");
        scan(r, -1, fixes.v[i].headline, m_shown, "the corrections");
    }
}

#endif
