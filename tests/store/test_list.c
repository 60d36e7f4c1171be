/* test_list.c: what readers find, and above all what they do not find yet or any more. */
#include "store_test.h"

#include "db/story_desk.h"

/* A minor fix that gives a live story another address. */
static enum store_status change_slug(struct site *t, int64_t id, const char *slug, int64_t now)
{
    struct story_saved out;
    struct story_save in = next_save(t, id, now, NULL);
    in.slug = slug;
    in.action = STORY_PUBLISH;
    return try_save(t, &in, now, &out);
}

/* Every way in which a story could show itself to a reader at `now`. */
static size_t sightings(struct site *t, int64_t id, int64_t now)
{
    struct story st = story_now(t, id, now);
    struct group byline, tag;
    struct cards cards;
    struct card card, older, newer;
    struct changes changes;
    struct corrections corrections;
    struct story_view view;
    enum story_found found;
    const char *moved;
    assert_int_equal(group_find(t->s, t->a, GROUP_BYLINE, "ines-okafor", &byline), STORE_OK);
    assert_int_equal(group_find(t->s, t->a, GROUP_TAG, "harbour", &tag), STORE_OK);
    size_t n = count_list(t, LIST_ALL, 0, now) + count_list(t, LIST_SECTION, t->city, now) +
               count_list(t, LIST_TAG, tag.id, now) + count_list(t, LIST_BYLINE, byline.id, now) +
               count_list(t, LIST_REVIEWS, 0, now);
    assert_int_equal(story_list(t->s, t->a,
                                &(struct story_list_page){
                                    .from = T0 - 900 * DAY, .to = T0 + 900 * DAY, .limit = 50},
                                now, &cards),
                     STORE_OK);
    n += cards.n;
    assert_int_equal(story_list_updated(t->s, t->a, 50, now, &cards), STORE_OK);
    n += cards.n;
    assert_int_equal(correction_list(t->s, t->a, (struct list_key){0, 0}, 50, now, &corrections),
                     STORE_OK);
    n += corrections.n;
    n += story_card(t->s, t->a, id, now, &card) == STORE_OK;
    n += story_changes(t->s, t->a, id, now, &changes) == STORE_OK;
    if (st.path[0] != '\0')
        n += story_by_path(t->s, t->a, st.path, now, &found, &view, &moved) == STORE_OK &&
             found == STORY_FOUND;
    assert_int_equal(story_neighbours(t->s, t->a, t->city, (struct list_key){T0 - 800 * DAY, 0},
                                      now, &older, &newer),
                     STORE_OK);
    n += newer.path != NULL;
    assert_int_equal(
        story_neighbours(t->s, t->a, 0, (struct list_key){T0 + 800 * DAY, 0}, now, &older, &newer),
        STORE_OK);
    n += older.path != NULL;
    struct groups groups;
    assert_int_equal(group_list(t->s, t->a, GROUP_SECTION, true, now, &groups), STORE_OK);
    n += (size_t)groups.v[0].stories;
    return n;
}

/* all, section, tag, byline, between, card, changes, path, newer, older, count */
#define SIGHTINGS 11

static void a_draft_is_nowhere(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Quiet water");
    int64_t id = save(t, &in, T0).story_id;
    assert_int_equal(sightings(t, id, T0 + 1), 0);
    in = next_save(t, id, T0, NULL);
    in.action = STORY_SUBMIT;
    save(t, &in, T0 + 1);
    assert_int_equal(sightings(t, id, T0 + DAY), 0);
}

static void a_scheduled_story_is_nowhere_before_its_second_and_everywhere_from_it_on(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Tomorrow", T0 + DAY, T0);
    assert_int_equal(sightings(t, id, T0), 0);
    assert_int_equal(sightings(t, id, T0 + DAY - 1), 0);
    assert_int_equal(sightings(t, id, T0 + DAY), SIGHTINGS);
}

static void a_scheduled_story_that_is_edited_comes_out_no_sooner(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Tomorrow", T0 + DAY, T0);
    struct story_save in = next_save(t, id, T0, "Changed.");
    in.action = STORY_PUBLISH;
    save(t, &in, T0 + 1);
    assert_int_equal(sightings(t, id, T0 + DAY - 1), 0);
    assert_int_equal(sightings(t, id, T0 + DAY), SIGHTINGS);
}

static void a_withdrawn_story_is_nowhere_but_its_address_says_gone(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    assert_int_equal(sightings(t, id, T0), SIGHTINGS);
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "A hoax.", 0, T0 + 1, &t->why), STORE_OK);
    assert_int_equal(sightings(t, id, T0 + 2), 0);
    enum story_found found;
    struct story_view v;
    const char *moved;
    assert_int_equal(story_by_path(t->s, t->a, "/2026/01/quiet-water", T0 + 2, &found, &v, &moved),
                     STORE_OK);
    assert_int_equal(found, STORY_GONE);
    assert_string_equal(v.revision.text.headline, "Quiet water");
    assert_string_equal(v.revision.body_html, "");
    assert_string_equal(v.revision.text.body, "");
    assert_string_equal(v.revision.text.dek, "");
    assert_string_equal(v.story.withdrawn_reason, "A hoax.");
}

static void a_staged_correction_is_told_at_its_second(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = next_save(t, id, T0, "It was Tuesday.");
    in.text.headline = "Secret headline";
    in.text.section.slug = "science";
    in.action = STORY_PUBLISH;
    in.edit = EDIT_CORRECTION;
    in.wrong = "Monday";
    in.right = "Tuesday";
    in.go_live_at = T0 + DAY;
    save(t, &in, T0 + 1);
    struct corrections c;
    struct cards cards;
    struct card card;
    struct list_key start = {0, 0};
    int64_t before = T0 + DAY - 1;
    assert_int_equal(correction_list(t->s, t->a, start, 9, before, &c), STORE_OK);
    assert_int_equal(c.n, 0);
    assert_int_equal(story_list_updated(t->s, t->a, 9, before, &cards), STORE_OK);
    assert_int_equal(cards.n, 0);
    assert_int_equal(story_card(t->s, t->a, id, before, &card), STORE_OK);
    assert_string_equal(card.headline, "Quiet water");
    assert_int_equal(card.updated_at, 0);
    assert_false(card.corrected);
    assert_int_equal(count_list(t, LIST_SECTION, t->science, before), 0);
    assert_int_equal(count_list(t, LIST_SECTION, t->city, before), 1);
    struct story_view v;
    enum story_found found;
    const char *moved;
    assert_int_equal(story_by_path(t->s, t->a, "/2026/01/quiet-water", before, &found, &v, &moved),
                     STORE_OK);
    assert_int_equal(v.corrections.n, 0);
    assert_string_equal(v.revision.text.headline, "Quiet water");

    int64_t at = T0 + DAY;
    assert_int_equal(correction_list(t->s, t->a, start, 9, at, &c), STORE_OK);
    assert_int_equal(c.n, 1);
    assert_string_equal(c.v[0].headline, "Secret headline");
    assert_string_equal(c.v[0].path, "/2026/01/quiet-water");
    assert_int_equal(c.v[0].at, at);
    assert_int_equal(story_list_updated(t->s, t->a, 9, at, &cards), STORE_OK);
    assert_int_equal(cards.n, 1);
    assert_int_equal(cards.v[0].updated_at, at);
    assert_true(cards.v[0].corrected);
    assert_int_equal(count_list(t, LIST_ALL, 0, at), 1);
    assert_int_equal(count_list(t, LIST_SECTION, t->science, at), 1);
    assert_int_equal(count_list(t, LIST_SECTION, t->city, at), 0);
}

static void an_old_revision_leaves_the_lists_it_was_in(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = next_save(t, id, T0, "Moved.");
    in.text.section.slug = "science";
    in.text.tags = (struct groups){0};
    in.action = STORY_PUBLISH;
    save(t, &in, T0 + 1);
    struct group tag;
    assert_int_equal(group_find(t->s, t->a, GROUP_TAG, "harbour", &tag), STORE_OK);
    assert_int_equal(count_list(t, LIST_SECTION, t->city, T0 + 1), 0);
    assert_int_equal(count_list(t, LIST_SECTION, t->science, T0 + 1), 1);
    assert_int_equal(count_list(t, LIST_TAG, tag.id, T0 + 1), 0);
    assert_int_equal(count_list(t, LIST_ALL, 0, T0 + 1), 1);
}

static void kept_revisions_do_not_show(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = next_save(t, id, T0, "Kept.");
    in.text.headline = "Secret headline";
    save(t, &in, T0 + 1);
    struct card card;
    assert_int_equal(story_card(t->s, t->a, id, T0 + DAY, &card), STORE_OK);
    assert_string_equal(card.headline, "Quiet water");
    assert_int_equal(sightings(t, id, T0 + DAY), SIGHTINGS);
}

/* ---- Order and pages ----------------------------------------------------------------------- */

static void lists_page_by_key_over_equal_times(void **state)
{
    struct site *t = *state;
    for (int i = 0; i < 11; i++)
        publish(t, arena_printf(t->a, "Story %d", i), T0 - (i / 4) * HOUR, T0);
    struct list_key key = {0, 0};
    size_t seen = 0;
    int64_t last_at = INT64_MAX, last_id = INT64_MAX;
    struct cards cards;
    do {
        assert_int_equal(
            story_list(t->s, t->a,
                       &(struct story_list_page){.list = LIST_ALL, .before = key, .limit = 3}, T0,
                       &cards),
            STORE_OK);
        for (size_t i = 0; i < cards.n; i++) {
            const struct card *c = &cards.v[i];
            assert_true(c->published_at < last_at ||
                        (c->published_at == last_at && c->id < last_id));
            last_at = c->published_at;
            last_id = c->id;
            seen++;
        }
        key = (struct list_key){last_at, last_id};
    } while (cards.more);
    assert_int_equal(seen, 11);
    assert_int_equal(
        story_list(t->s, t->a,
                   &(struct story_list_page){.list = LIST_ALL, .before = key, .limit = 3}, T0,
                   &cards),
        STORE_OK);
    assert_int_equal(cards.n, 0);
}

static void a_key_in_the_future_shows_nothing_of_it(void **state)
{
    struct site *t = *state;
    publish(t, "Now", 0, T0);
    publish(t, "Tomorrow", T0 + DAY, T0);
    struct cards cards;
    assert_int_equal(
        story_list(t->s, t->a,
                   &(struct story_list_page){
                       .list = LIST_ALL, .before = (struct list_key){T0 + 9 * DAY, 5}, .limit = 9},
                   T0, &cards),
        STORE_OK);
    assert_int_equal(cards.n, 1);
    assert_int_equal(
        story_list(t->s, t->a,
                   &(struct story_list_page){.from = T0,
                                             .to = T0 + 9 * DAY,
                                             .before = (struct list_key){T0 + 9 * DAY, 5},
                                             .limit = 9},
                   T0, &cards),
        STORE_OK);
    assert_int_equal(cards.n, 1);
}

static void the_archive_is_half_open(void **state)
{
    struct site *t = *state;
    publish(t, "First", T0 - 2 * DAY, T0);
    publish(t, "Second", T0 - DAY, T0);
    publish(t, "Third", T0, T0);
    struct cards cards;
    assert_int_equal(
        story_list(t->s, t->a,
                   &(struct story_list_page){.from = T0 - 2 * DAY, .to = T0, .limit = 9}, T0,
                   &cards),
        STORE_OK);
    assert_int_equal(cards.n, 2);
    assert_string_equal(cards.v[0].headline, "Second");
    assert_string_equal(cards.v[1].headline, "First");
}

static void a_card_has_all_that_a_list_prints(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("The kettle");
    in.kind = STORY_REVIEW;
    in.action = STORY_PUBLISH;
    in.text.review = (struct review){.product = "Kettle 3",
                                     .rating = 45,
                                     .verdict = "Buy it.",
                                     .price = "£40",
                                     .price_checked_on = "2026-01-02"};
    int64_t id = save(t, &in, T0).story_id;
    in = next_save(t, id, T0, "New kettle.");
    in.action = STORY_PUBLISH;
    in.edit = EDIT_UPDATE;
    in.note = "Tested for longer.";
    save(t, &in, T0 + HOUR);
    struct cards cards;
    assert_int_equal(story_list(t->s, t->a,
                                &(struct story_list_page){.list = LIST_REVIEWS, .limit = 9},
                                T0 + HOUR, &cards),
                     STORE_OK);
    assert_int_equal(cards.n, 1);
    const struct card *c = &cards.v[0];
    assert_int_equal(c->kind, STORY_REVIEW);
    assert_int_equal(c->rating, 45);
    assert_string_equal(c->product, "Kettle 3");
    assert_string_equal(c->path, "/2026/01/the-kettle");
    assert_int_equal(c->section_id, t->city);
    struct groups bylines;
    assert_int_equal(card_bylines(t->s, t->a, c, &bylines), STORE_OK);
    assert_string_equal(bylines.v[0].name, "Ines Okafor");
    assert_int_equal(c->updated_at, T0 + HOUR);
    const char *note;
    assert_int_equal(card_update_note(t->s, t->a, c, T0 + HOUR, &note), STORE_OK);
    assert_string_equal(note, "Tested for longer.");
    assert_int_equal(card_update_note(t->s, t->a, c, T0 + HOUR - 1, &note), STORE_OK);
    assert_string_equal(note, "");
    assert_false(c->corrected);
    struct media hero;
    assert_int_equal(card_hero(t->s, t->a, c, &hero), STORE_MISSING);
}

static void pages_stand_in_their_own_list_alone(void **state)
{
    struct site *t = *state;
    const char *names[] = {"imprint", "About"};
    for (size_t i = 0; i < 2; i++) {
        struct story_save in = new_story(names[i]);
        in.kind = STORY_PAGE;
        in.action = STORY_PUBLISH;
        save(t, &in, T0);
    }
    struct cards cards;
    assert_int_equal(count_list(t, LIST_ALL, 0, T0), 0);
    assert_int_equal(count_list(t, LIST_SECTION, t->city, T0), 0);
    assert_int_equal(story_list_pages(t->s, t->a, T0 - 1, &cards), STORE_OK);
    assert_int_equal(cards.n, 0);
    assert_int_equal(story_list_pages(t->s, t->a, T0, &cards), STORE_OK);
    assert_int_equal(cards.n, 2);
    assert_string_equal(cards.v[0].headline, "About");
    assert_string_equal(cards.v[1].path, "/imprint");
}

static void it_is_known_when_the_list_of_pages_changes_by_itself(void **state)
{
    struct site *t = *state;
    int64_t until;
    assert_int_equal(story_list_pages_until(t->s, T0, &until), STORE_OK);
    assert_true(until == INT64_MAX);
    struct story_save in = new_story("About");
    in.kind = STORY_PAGE;
    in.action = STORY_PUBLISH;
    in.published_at = T0 + HOUR;
    save(t, &in, T0);
    publish(t, "A story is no page", T0 + MINUTE, T0);
    assert_int_equal(story_list_pages_until(t->s, T0, &until), STORE_OK);
    assert_int_equal(until, T0 + HOUR);
    assert_int_equal(story_list_pages_until(t->s, T0 + HOUR, &until), STORE_OK);
    assert_true(until == INT64_MAX);
}

static void a_snapshot_shows_one_instant_and_the_next_the_newer(void **state)
{
    struct site *t = *state;
    struct store *reader;
    struct groups list;
    assert_int_equal(store_open(t->dir, STORE_READ, &reader), STORE_OK);
    store_snapshot_begin(reader);
    int64_t generation = store_generation(reader);
    assert_int_equal(group_list(reader, t->a, GROUP_SECTION, false, T0, &list), STORE_OK);
    size_t n = list.n;
    assert_int_equal(group_put(t->s, GROUP_SECTION,
                               &(struct group){.slug = "tides", .name = "Tides"}, 0, T0, NULL,
                               &t->why),
                     STORE_OK);
    assert_int_equal(group_list(reader, t->a, GROUP_SECTION, false, T0, &list), STORE_OK);
    assert_int_equal(list.n, n);
    assert_int_equal(store_generation(reader), generation);
    store_snapshot_end(reader);
    assert_int_equal(group_list(reader, t->a, GROUP_SECTION, false, T0, &list), STORE_OK);
    assert_int_equal(list.n, n + 1);
    assert_true(store_generation(reader) > generation);
    store_close(reader);
}

static void neighbours_are_the_next_in_time_of_the_section(void **state)
{
    struct site *t = *state;
    publish(t, "One", T0 - 3 * HOUR, T0);
    int64_t two = publish(t, "Two", T0 - 2 * HOUR, T0);
    publish(t, "Three", T0 - HOUR, T0);
    publish(t, "Later", T0 + HOUR, T0);
    struct card older, newer;
    assert_int_equal(story_neighbours(t->s, t->a, t->city, (struct list_key){T0 - 2 * HOUR, two},
                                      T0, &older, &newer),
                     STORE_OK);
    assert_string_equal(older.headline, "One");
    assert_string_equal(newer.headline, "Three");
    assert_int_equal(story_neighbours(t->s, t->a, t->city, (struct list_key){T0 - HOUR, two + 1},
                                      T0, &older, &newer),
                     STORE_OK);
    assert_string_equal(older.headline, "Two");
    assert_null(newer.path);
}

static void the_updated_list_is_by_updated_and_has_no_others(void **state)
{
    struct site *t = *state;
    int64_t a = publish(t, "A", 0, T0), b = publish(t, "B", 0, T0 + 1);
    publish(t, "Never", 0, T0 + 2);
    assert_int_equal(story_set_updated(t->s, b, T0 + HOUR, TIME_ANY, 0, T0 + DAY, &t->why),
                     STORE_OK);
    assert_int_equal(story_set_updated(t->s, a, T0 + 2 * HOUR, TIME_ANY, 0, T0 + DAY, &t->why),
                     STORE_OK);
    struct story_save in = next_save(t, a, T0 + DAY, "A minor fix.");
    in.action = STORY_PUBLISH;
    save(t, &in, T0 + DAY);
    struct cards cards;
    assert_int_equal(story_list_updated(t->s, t->a, 9, T0 + DAY, &cards), STORE_OK);
    assert_int_equal(cards.n, 2);
    assert_int_equal(cards.v[0].id, a);
    assert_int_equal(cards.v[0].updated_at, T0 + 2 * HOUR);
    assert_int_equal(cards.v[1].id, b);
    assert_int_equal(story_set_updated(t->s, a, 0, TIME_ANY, 0, T0 + DAY, &t->why), STORE_OK);
    assert_int_equal(story_list_updated(t->s, t->a, 9, T0 + DAY, &cards), STORE_OK);
    assert_int_equal(cards.n, 1);
}

static void the_desk_shows_everything_by_last_edit_and_filters(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Ünfinished business");
    int64_t draft = save(t, &in, T0).story_id;
    int64_t live = publish(t, "Live", 0, T0 + 1);
    int64_t later = publish(t, "Later", T0 + DAY, T0 + 2);
    struct desk_filter f = {.state = STORY_STATE_MAX, .kind = STORY_KIND_MAX};
    struct desk_rows rows;
    struct list_key start = {0, 0};
    assert_int_equal(story_desk(t->s, t->a, &f, start, 2, T0 + 3, &rows), STORE_OK);
    assert_int_equal(rows.n, 2);
    assert_true(rows.more);
    assert_int_equal(rows.v[0].story.id, later);
    assert_int_equal(rows.v[0].story.state, STORY_SCHEDULED);
    assert_string_equal(rows.v[0].bylines, "Ines Okafor");
    assert_string_equal(rows.v[0].section.name, "City");
    struct list_key next = {rows.v[1].story.edited_at, rows.v[1].story.id};
    assert_int_equal(story_desk(t->s, t->a, &f, next, 2, T0 + 3, &rows), STORE_OK);
    assert_int_equal(rows.n, 1);
    assert_int_equal(rows.v[0].story.id, draft);
    const int64_t by_state[STORY_STATE_MAX] = {
        [STORY_DRAFT] = draft, [STORY_SCHEDULED] = later, [STORY_LIVE] = live};
    for (int st = 0; st < STORY_STATE_MAX; st++) {
        f.state = (enum story_state)st;
        assert_int_equal(story_desk(t->s, t->a, &f, start, 9, T0 + 3, &rows), STORE_OK);
        assert_int_equal(rows.n, by_state[st] == 0 ? 0 : 1);
        if (rows.n == 1)
            assert_int_equal(rows.v[0].story.id, by_state[st]);
    }
    f.state = STORY_STATE_MAX;
    f.text = "üNFINISHED";
    assert_int_equal(story_desk(t->s, t->a, &f, start, 9, T0 + 3, &rows), STORE_OK);
    assert_int_equal(rows.n, 1);
    f.text = "%";
    assert_int_equal(story_desk(t->s, t->a, &f, start, 9, T0 + 3, &rows), STORE_OK);
    assert_int_equal(rows.n, 0);
    f.text = NULL;
    f.created_by = 42;
    assert_int_equal(story_desk(t->s, t->a, &f, start, 9, T0 + 3, &rows), STORE_OK);
    assert_int_equal(rows.n, 0);
}

/* ---- Addresses ----------------------------------------------------------------------------- */

static enum story_found look(struct site *t, const char *path, int64_t now, const char **moved)
{
    enum story_found found = STORY_GONE;
    struct story_view v;
    if (story_by_path(t->s, t->a, path, now, &found, &v, moved) != STORE_OK)
        return (enum story_found)99;
    return found;
}

static void a_changed_slug_leaves_a_redirect_and_chains_are_flat(void **state)
{
    struct site *t = *state;
    const char *moved;
    int64_t id = publish(t, "One", 0, T0);
    assert_int_equal(change_slug(t, id, "two", T0 + 1), STORE_OK);
    assert_int_equal(change_slug(t, id, "three", T0 + 2), STORE_OK);
    assert_int_equal(look(t, "/2026/01/one", T0 + 3, &moved), STORY_MOVED);
    assert_string_equal(moved, "/2026/01/three");
    assert_int_equal(look(t, "/2026/01/two", T0 + 3, &moved), STORY_MOVED);
    assert_string_equal(moved, "/2026/01/three");
    assert_int_equal(change_slug(t, id, "one", T0 + 4), STORE_OK);
    assert_int_equal(look(t, "/2026/01/one", T0 + 5, &moved), STORY_FOUND);
    assert_int_equal(look(t, "/2026/01/three", T0 + 5, &moved), STORY_MOVED);
    assert_string_equal(moved, "/2026/01/one");
    assert_int_equal(count_audit(t, id, "story.slug"), 3);
}

static void a_slug_may_change_with_a_save_that_goes_out_now(void **state)
{
    struct site *t = *state;
    const char *moved;
    int64_t id = publish(t, "One", 0, T0);
    struct story_save in = next_save(t, id, T0, "New.");
    struct story_saved out;
    in.slug = "two";
    assert_int_equal(try_save(t, &in, T0 + 1, &out), STORE_REFUSED); /* only kept */
    assert_problem(t, "slug");
    in.action = STORY_PUBLISH;
    in.go_live_at = T0 + DAY;
    assert_int_equal(try_save(t, &in, T0 + 1, &out), STORE_REFUSED); /* staged */
    in.go_live_at = 0;
    assert_string_equal(save(t, &in, T0 + 1).story.path, "/2026/01/two");
    assert_int_equal(look(t, "/2026/01/one", T0 + 2, &moved), STORY_MOVED);
}

static void a_headline_change_leaves_a_live_address_alone(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "One", 0, T0);
    struct story_save in = next_save(t, id, T0, NULL);
    in.text.headline = "Quite another";
    in.action = STORY_PUBLISH;
    assert_string_equal(save(t, &in, T0 + 1).story.path, "/2026/01/one");
}

static void a_drafts_own_slug_follows_its_headline_until_it_is_typed(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("One");
    int64_t id = save(t, &in, T0).story_id;
    in = next_save(t, id, T0, NULL); /* the form sends "one" back */
    in.text.headline = "Two";
    assert_string_equal(save(t, &in, T0).story.slug, "two");
    in = next_save(t, id, T0, NULL);
    in.slug = "typed";
    save(t, &in, T0);
    in = next_save(t, id, T0, NULL);
    in.text.headline = "Three";
    assert_string_equal(save(t, &in, T0).story.slug, "typed");
    in = next_save(t, id, T0, NULL);
    in.slug = "Not A Slug";
    struct story_saved out;
    assert_int_equal(try_save(t, &in, T0, &out), STORE_REFUSED);
    assert_problem(t, "slug");
}

static void taken_addresses_get_a_number_or_a_problem(void **state)
{
    struct site *t = *state;
    publish(t, "One", 0, T0);
    int64_t second = publish(t, "One", 0, T0);
    assert_string_equal(story_now(t, second, T0).path, "/2026/01/one-2");
    struct story_save in = new_story("Three");
    struct story_saved out;
    in.slug = "one";
    in.action = STORY_PUBLISH;
    assert_int_equal(try_save(t, &in, T0, &out), STORE_REFUSED);
    assert_problem(t, "slug");
    in.published_at = T0 - 90 * DAY; /* another month, another address */
    assert_string_equal(save(t, &in, T0).story.path, "/2025/10/one");
    forget_problems(t);
    assert_int_equal(change_slug(t, second, "one", T0), STORE_REFUSED);
}

static void an_old_address_belongs_to_its_story_for_good(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "One", 0, T0);
    assert_int_equal(change_slug(t, id, "moved", T0 + 1), STORE_OK);
    struct story_save in = new_story("One");
    in.slug = "one";
    in.action = STORY_PUBLISH;
    struct story_saved out;
    assert_int_equal(try_save(t, &in, T0 + 2, &out), STORE_REFUSED);
    assert_problem(t, "slug");
}

static void a_page_takes_no_address_of_the_sites_own(void **state)
{
    struct site *t = *state;
    const char *slugs[] = {"city", "search", "2026", "admin"};
    struct story_saved out;
    for (size_t i = 0; i < 4; i++) {
        struct story_save in = new_story("A page");
        in.kind = STORY_PAGE;
        in.slug = slugs[i];
        in.action = STORY_PUBLISH;
        assert_int_equal(try_save(t, &in, T0, &out), STORE_REFUSED);
        assert_problem(t, "slug");
    }
    struct story_save in = new_story("About");
    in.kind = STORY_PAGE;
    in.action = STORY_PUBLISH;
    save(t, &in, T0);
    int64_t id;
    forget_problems(t);
    assert_int_equal(group_put(t->s, GROUP_SECTION,
                               &(struct group){.slug = "about", .name = "About"}, 0, T0, &id,
                               &t->why),
                     STORE_REFUSED);
    assert_int_equal(group_put(t->s, GROUP_SECTION,
                               &(struct group){.slug = "media", .name = "Media"}, 0, T0, &id,
                               &t->why),
                     STORE_REFUSED);
}

/* A story of an old site, that had this address there. */
static int64_t import_story(struct site *t, const char *key, int64_t published_at,
                            const char *alias)
{
    struct story_save in = new_story("Tomorrow");
    struct story_import from = {
        .key = key, .hash = key, .kind = STORY_NEWS, .text = in.text, .published_at = published_at};
    enum import_outcome outcome;
    int64_t id = 0;
    strlist_add(t->a, &from.aliases, alias);
    assert_int_equal(story_import(t->s, t->a, &from, T0, &outcome, &id, &t->why), STORE_OK);
    return id;
}

static void redirects_do_not_tell_of_stories_that_wait(void **state)
{
    struct site *t = *state;
    const char *moved;
    import_story(t, "a", T0 + DAY, "/old/tomorrow.html/");
    assert_int_equal(look(t, "/old/tomorrow.html", T0, &moved), 99);
    assert_int_equal(look(t, "/old/tomorrow.html", T0 + DAY, &moved), STORY_MOVED);
    assert_string_equal(moved, "/2026/01/tomorrow");
    assert_int_equal(look(t, "/OLD/Tomorrow.html", T0 + DAY, &moved), STORY_MOVED);
    assert_int_equal(look(t, "/nothing", T0, &moved), 99);
}

static void an_old_address_that_is_taken_is_left_to_whom_it_leads(void **state)
{
    struct site *t = *state;
    const char *moved;
    import_story(t, "a", T0 - DAY, "/old/a.html");
    import_story(t, "b", T0 - DAY, "/old/a.html");
    assert_int_equal(look(t, "/old/a.html", T0, &moved), STORY_MOVED);
    assert_string_equal(moved, "/2026/01/tomorrow");
    import_story(t, "c", T0 - DAY, "/2026/01/tomorrow");
    assert_int_equal(look(t, "/2026/01/tomorrow", T0, &moved), STORY_FOUND);
    import_story(t, "d", T0 - DAY, "no path");
    assert_int_equal(look(t, "no path", T0, &moved), 99);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_draft_is_nowhere),
        sited(a_scheduled_story_is_nowhere_before_its_second_and_everywhere_from_it_on),
        sited(a_scheduled_story_that_is_edited_comes_out_no_sooner),
        sited(a_withdrawn_story_is_nowhere_but_its_address_says_gone),
        sited(a_staged_correction_is_told_at_its_second),
        sited(an_old_revision_leaves_the_lists_it_was_in),
        sited(kept_revisions_do_not_show),
        sited(lists_page_by_key_over_equal_times),
        sited(a_key_in_the_future_shows_nothing_of_it),
        sited(the_archive_is_half_open),
        sited(a_card_has_all_that_a_list_prints),
        sited(pages_stand_in_their_own_list_alone),
        sited(it_is_known_when_the_list_of_pages_changes_by_itself),
        sited(a_snapshot_shows_one_instant_and_the_next_the_newer),
        sited(neighbours_are_the_next_in_time_of_the_section),
        sited(the_updated_list_is_by_updated_and_has_no_others),
        sited(the_desk_shows_everything_by_last_edit_and_filters),
        sited(a_changed_slug_leaves_a_redirect_and_chains_are_flat),
        sited(a_slug_may_change_with_a_save_that_goes_out_now),
        sited(a_headline_change_leaves_a_live_address_alone),
        sited(a_drafts_own_slug_follows_its_headline_until_it_is_typed),
        sited(taken_addresses_get_a_number_or_a_problem),
        sited(an_old_address_belongs_to_its_story_for_good),
        sited(a_page_takes_no_address_of_the_sites_own),
        sited(redirects_do_not_tell_of_stories_that_wait),
        sited(an_old_address_that_is_taken_is_left_to_whom_it_leads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
