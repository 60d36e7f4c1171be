/* test_suggestion.c: what somebody would change, taken or refused change by change. */
#include "texts_test.h"

#include "db/preview_link.h"
#include "db/story_desk.h"
#include "db/suggestion.h"

#define BODY "One.\n\nTwo.\n\nThree.\n\nFour."

static int64_t story_with_body(struct site *t, const struct actor *by, const char *body)
{
    struct story_save in = new_story("The bridge");
    in.by = by;
    in.text.body = body;
    return save(t, &in, T0).story_id;
}

/* What a form would say: the newest text with another body, and another headline unless NULL. */
static enum store_status suggest(struct site *t, const struct actor *by, int64_t story,
                                 const char *headline, const char *body, int64_t now, int64_t *id)
{
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, story, 0, now, &v), STORE_OK);
    struct story_text text = v.revision.text;
    text.body = body;
    if (headline)
        text.headline = headline;
    const struct suggestion_new in = {
        .story_id = story, .base = v.revision.number, .text = &text, .reason = "Because."};
    forget_problems(t);
    return suggestion_add(t->s, t->a, &in, by, now, id, &t->why);
}

static struct suggestion first_of(struct site *t, int64_t story, int64_t now)
{
    struct suggestions all;
    assert_int_equal(suggestion_list(t->s, t->a, story, now, &all), STORE_OK);
    assert_true(all.n > 0);
    return all.v[0];
}

/* "tr-": the first is taken, the second refused, the third left. */
static enum store_status decide(struct site *t, const struct actor *by, const struct suggestion *g,
                                const char *wishes, int newest, int64_t now,
                                struct suggestion_decided *out)
{
    enum change_state wished[SUGGESTION_CHANGES_MAX] = {CHANGE_OPEN};
    for (size_t i = 0; wishes[i]; i++)
        wished[i] = wishes[i] == 't'   ? CHANGE_TAKEN
                    : wishes[i] == 'r' ? CHANGE_REFUSED
                                       : CHANGE_OPEN;
    const struct suggestion_decision d = {.story_id = g->story_id,
                                          .id = g->id,
                                          .newest = newest,
                                          .wished = wished,
                                          .n = g->n,
                                          .by = by};
    forget_problems(t);
    return suggestion_decide(t->s, t->a, &d, now, out, &t->why);
}

static const char *body_now(struct site *t, int64_t story, int64_t now)
{
    struct story_view v;
    struct story is = story_now(t, story, now);
    assert_int_equal(story_get(t->s, t->a, story, story_newest(&is), now, &v), STORE_OK);
    return v.revision.text.body;
}

static int64_t open_of(struct site *t, int64_t story)
{
    int64_t n;
    assert_int_equal(suggestion_count_open(t->s, story, &n), STORE_OK);
    return n;
}

static int open_in_list(struct site *t, int64_t story, int64_t now)
{
    struct desk_filter any = {.state = STORY_STATE_MAX, .kind = STORY_KIND_MAX};
    struct desk_rows rows;
    assert_int_equal(story_desk(t->s, t->a, &any, (struct list_key){0}, 9, now, &rows), STORE_OK);
    assert_int_equal(rows.n, 1);
    assert_int_equal(rows.v[0].story.id, story);
    return rows.v[0].suggestions;
}

static void changes_are_taken_and_refused_one_by_one(void **state)
{
    struct site *t = *state;
    struct actor *ada = author(t), *ines = editor(t);
    int64_t story = story_with_body(t, ada, BODY), id;
    struct suggestion_decided out;
    struct story_save go = publishing(t, ines, story, NAMED_DRAFT, T0 + 1, NULL);
    go.others_read = true;
    save(t, &go, T0 + 1);
    int64_t before = store_generation(t->s);
    const char *path = story_now(t, story, T0 + 1).path;
    assert_int_equal(suggest(t, ada, story, "The new bridge",
                             "One!\n\nTwo.\n\nThree and a half.\n\nFour.\n\nFive.", T0 + 2, &id),
                     STORE_OK);
    struct suggestion g = first_of(t, story, T0 + 2);
    assert_int_equal(g.id, id);
    assert_string_equal(g.author, "ada");
    assert_string_equal(g.reason, "Because.");
    assert_int_equal(g.n, 4);
    assert_string_equal(g.v[0].field, "headline");
    assert_string_equal(g.v[0].after, "The new bridge");
    assert_string_equal(g.v[2].before, "Three.");
    assert_int_equal(story_now(t, story, T0 + 2).head, 1);
    assert_string_equal(reads(t, path, T0 + 2), BODY);
    assert_int_equal(open_of(t, story), 1);
    assert_int_equal(open_in_list(t, story, T0 + 2), 1);

    assert_int_equal(decide(t, ines, &g, "-tr-", 1, T0 + 3, &out), STORE_OK);
    assert_int_equal(out.taken, 1);
    assert_int_equal(out.refused, 1);
    assert_int_equal(out.number, 2);
    assert_string_equal(body_now(t, story, T0 + 3), "One!\n\nTwo.\n\nThree.\n\nFour.");
    assert_string_equal(reads(t, path, T0 + 3), BODY);
    assert_int_equal(store_generation(t->s), before);
    g = first_of(t, story, T0 + 3);
    assert_int_equal(g.v[1].state, CHANGE_TAKEN);
    assert_int_equal(g.v[2].state, CHANGE_REFUSED);
    assert_string_equal(g.v[2].decided_by_name, "ines");
    assert_int_equal(g.open, 2);
    assert_int_equal(open_of(t, story), 1);

    /* What was decided stays decided. */
    assert_int_equal(decide(t, ines, &g, "trtt", 2, T0 + 4, &out), STORE_OK);
    assert_int_equal(out.taken, 2);
    assert_int_equal(out.refused, 0);
    assert_string_equal(body_now(t, story, T0 + 4), "One!\n\nTwo.\n\nThree.\n\nFour.\n\nFive.");
    assert_int_equal(open_of(t, story), 0);
    assert_int_equal(open_in_list(t, story, T0 + 4), 0);
    assert_string_equal(reads(t, path, T0 + 4), BODY);
    assert_int_equal(count_audit(t, story, "suggestion.add"), 1);
    assert_int_equal(count_audit(t, story, "suggestion.decide"), 2);
    assert_int_equal(count_audit(t, story, "story.publish"), 1);
}

static void a_text_that_has_moved_on_keeps_its_words(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t story = story_with_body(t, ines, BODY), id;
    struct suggestion_decided out;
    assert_int_equal(suggest(t, ines, story, NULL, "One!\n\nTwo.\n\nThree!\n\nFour.", T0 + 1, &id),
                     STORE_OK);
    keep_on(t, ines, story, NAMED_DRAFT, T0 + 2,
            "Zero.\n\nOne, she said.\n\nTwo.\n\nThree.\n\nFour.");
    struct suggestion g = first_of(t, story, T0 + 2);
    assert_string_equal(g.v[0].now, "One, she said.");
    assert_null(g.v[1].now);
    /* Shown with an older text: what overlaps is left open, the rest goes in. */
    assert_int_equal(decide(t, ines, &g, "tt", 1, T0 + 3, &out), STORE_OK);
    assert_int_equal(out.taken, 1);
    assert_int_equal(out.left, 1);
    assert_string_equal(body_now(t, story, T0 + 3),
                        "Zero.\n\nOne, she said.\n\nTwo.\n\nThree!\n\nFour.");
    g = first_of(t, story, T0 + 3);
    assert_int_equal(g.v[0].state, CHANGE_OPEN);
    /* Shown what stands there now: it is meant. What it replaces stays in the history. */
    assert_int_equal(decide(t, ines, &g, "t-", out.number, T0 + 4, &out), STORE_OK);
    assert_int_equal(out.left, 0);
    assert_string_equal(body_now(t, story, T0 + 4), "Zero.\n\nOne!\n\nTwo.\n\nThree!\n\nFour.");
    assert_int_equal(story_now(t, story, T0 + 4).head, 4);
}

static void who_may_read_suggests_and_who_may_write_decides(void **state)
{
    struct site *t = *state;
    struct actor *ada = author(t), *ines = editor(t);
    int64_t own = story_with_body(t, ada, BODY), other = publish(t, "The paper’s", 0, T0), id;
    struct suggestion_decided out;
    assert_int_equal(suggest(t, ada, other, "Mine", "Mine.", T0 + 1, &id), STORE_REFUSED);
    struct story_save go = publishing(t, ines, own, NAMED_DRAFT, T0 + 1, NULL);
    go.others_read = true;
    save(t, &go, T0 + 1);
    assert_int_equal(suggest(t, ada, own, NULL, "One!", T0 + 2, &id), STORE_OK);
    struct suggestion g = first_of(t, own, T0 + 2);
    assert_int_equal(decide(t, ada, &g, "t", 1, T0 + 3, &out), STORE_REFUSED);
    assert_int_equal(decide(t, ada, &g, "r", 1, T0 + 3, &out), STORE_REFUSED);
    assert_int_equal(first_of(t, own, T0 + 3).open, g.open);
    assert_int_equal(story_now(t, own, T0 + 3).head, 1);
    g.story_id = other;
    assert_int_equal(decide(t, ines, &g, "t", 1, T0 + 3, &out), STORE_MISSING);
    assert_int_equal(suggest(t, ada, own, NULL, BODY, T0 + 4, &id), STORE_REFUSED);
    assert_problem(t, "");
}

static void a_suggestion_comes_once_and_goes_with_its_story(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *once = with_form(t, ines, "form-1", "a");
    int64_t story = story_with_body(t, ines, BODY), id, other = keep_new(t, ines, "Later", T0);
    struct suggestions all;
    struct suggestion_decided out;
    assert_int_equal(suggest(t, once, story, NULL, "One!", T0 + 1, &id), STORE_OK);
    assert_int_equal(suggest(t, once, story, NULL, "One!", T0 + 2, &id), STORE_OK);
    assert_int_equal(suggestion_list(t->s, t->a, story, T0 + 2, &all), STORE_OK);
    assert_int_equal(all.n, 1);
    struct actor *press = with_form(t, ines, "form-2", "b");
    assert_int_equal(decide(t, press, &all.v[0], "tttt", 1, T0 + 3, &out), STORE_OK);
    assert_int_equal(decide(t, press, &all.v[0], "tttt", 1, T0 + 3, &out), STORE_OK);
    assert_int_equal(story_now(t, story, T0 + 3).head, 2);
    assert_string_equal(body_now(t, story, T0 + 3), "One!");
    assert_int_equal(story_bin(t->s, story, 0, ines, T0 + 4, &t->why), STORE_OK);
    assert_int_equal(story_bin(t->s, other, 0, ines, T0 + 5 + STORY_BIN_MS, &t->why), STORE_OK);
    assert_int_equal(suggestion_list(t->s, t->a, story, T0 + 6 + STORY_BIN_MS, &all), STORE_OK);
    assert_int_equal(all.n, 0);
}

static enum store_status suggest_as_guest(struct site *t, const struct preview_link *l,
                                          const char *body, int64_t now, int64_t *id)
{
    struct story_view v;
    const struct actor nobody = {0};
    assert_int_equal(story_get(t->s, t->a, l->story_id, 0, now, &v), STORE_OK);
    struct story_text text = v.revision.text;
    text.body = body;
    const struct suggestion_new in = {.story_id = l->story_id,
                                      .base = v.revision.number,
                                      .link_id = l->id,
                                      .text = &text,
                                      .reason = ""};
    forget_problems(t);
    return suggestion_add(t->s, t->a, &in, &nobody, now, id, &t->why);
}

static void a_guest_suggests_while_the_link_holds_and_within_bounds(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t story = story_with_body(t, ines, BODY), other = publish(t, "Other", 0, T0), id;
    const struct preview_link_new to_kim = {.story_id = story, .name = "Dr. Kim", .days = 3};
    char token[TOKEN_SIZE];
    struct preview_link kim;
    assert_int_equal(preview_link_make(t->s, &to_kim, ines, T0, token, &t->why), STORE_OK);
    assert_int_equal(preview_link_find(t->s, t->a, token, T0, &kim), STORE_OK);
    for (int i = 0; i < SUGGESTIONS_GUEST_MAX; i++)
        assert_int_equal(suggest_as_guest(t, &kim, "One!", T0 + 1, &id), STORE_OK);
    assert_int_equal(suggest_as_guest(t, &kim, "One!", T0 + 1, &id), STORE_REFUSED);
    struct suggestion g = first_of(t, story, T0 + 1);
    assert_string_equal(g.author, "Dr. Kim");
    assert_int_equal(g.user_id, 0);
    assert_int_equal(g.link_id, kim.id);
    struct preview_link elsewhere = kim;
    elsewhere.story_id = other;
    assert_int_equal(suggest_as_guest(t, &elsewhere, "One!", T0 + 1, &id), STORE_REFUSED);
    assert_int_equal(preview_link_make(t->s, &to_kim, ines, T0, token, &t->why), STORE_OK);
    assert_int_equal(preview_link_find(t->s, t->a, token, T0, &kim), STORE_OK);
    assert_int_equal(suggest_as_guest(t, &kim, "Two!", T0 + 3 * DAY, &id), STORE_REFUSED);
    assert_int_equal(preview_link_revoke(t->s, story, kim.id, ines, T0 + 2, &t->why), STORE_OK);
    assert_int_equal(suggest_as_guest(t, &kim, "Two!", T0 + 3, &id), STORE_REFUSED);
    assert_int_equal(story_now(t, story, T0 + 3).head, 1);
}

/* Else the draft would undo, when it goes out, a fix that readers saw meanwhile. */
static void a_draft_goes_on_to_follow_what_it_followed(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t story = publish(t, "The bridge", 0, T0), id;
    struct suggestion_decided out;
    keep_on(t, ines, story, NAMED_LIVE, T0 + 1, "One.\n\nTwo.");
    int followed = story_now(t, story, T0 + 1).draft_follows;
    struct story_save fix = publishing(t, ines, story, NAMED_LIVE, T0 + 2, "Put right.");
    save(t, &fix, T0 + 2);
    struct story_view v;
    int draft = story_now(t, story, T0 + 3).draft;
    assert_int_equal(story_get(t->s, t->a, story, draft, T0 + 3, &v), STORE_OK);
    v.revision.text.body = "One.\n\nTwo and a half.";
    const struct suggestion_new in = {
        .story_id = story, .base = draft, .text = &v.revision.text, .reason = "Because."};
    assert_int_equal(suggestion_add(t->s, t->a, &in, ines, T0 + 3, &id, &t->why), STORE_OK);
    struct suggestion g = first_of(t, story, T0 + 4);
    assert_int_equal(decide(t, ines, &g, "t", draft, T0 + 4, &out), STORE_OK);
    assert_int_equal(out.taken, 1);
    struct story now = story_now(t, story, T0 + 5);
    assert_string_equal(body_now(t, story, T0 + 5), "One.\n\nTwo and a half.");
    assert_true(now.live != followed);
    assert_int_equal(now.draft_follows, followed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_draft_goes_on_to_follow_what_it_followed),
        sited(changes_are_taken_and_refused_one_by_one),
        sited(a_text_that_has_moved_on_keeps_its_words),
        sited(who_may_read_suggests_and_who_may_write_decides),
        sited(a_suggestion_comes_once_and_goes_with_its_story),
        sited(a_guest_suggests_while_the_link_holds_and_within_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
