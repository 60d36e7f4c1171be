/* test_forms.c: what a form does when it comes a second time, and who may do what. */
#include "texts_test.h"

#include "db/front.h"
#include "db/permission.h"
#include "db/story_desk.h"
#include "db/story_reword.h"

/* ---- A form's second arrival ----------------------------------------------------------------- */

static void a_form_sent_twice_makes_one_story(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Quiet water");
    in.by = with_form(t, editor(t), "f1", "d1");
    in.action = STORY_PUBLISH;
    struct story_saved first = save(t, &in, T0), again = save(t, &in, T0 + 1);
    assert_false(first.repeated);
    assert_true(again.repeated);
    assert_int_equal(again.story_id, first.story_id);
    assert_int_equal(again.number, first.number);
    assert_int_equal(again.outcome, OUTCOME_PUBLISHED);
    assert_int_equal(again.story.state, STORY_LIVE);
    assert_int_equal(count_list(t, LIST_ALL, 0, T0 + 2), 1);
    struct desk_rows desk;
    struct desk_filter any = {.state = STORY_STATE_MAX, .kind = STORY_KIND_MAX};
    assert_int_equal(story_desk(t->s, t->a, &any, (struct list_key){0, 0}, 9, T0 + 2, &desk),
                     STORE_OK);
    assert_int_equal(desk.n, 1);
    assert_int_equal(count_audit(t, first.story_id, "story.publish"), 1);
}

static void a_form_sent_twice_makes_one_publication_and_one_correction(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = publishing(t, NULL, id, NAMED_LIVE, T0, "Fixed.");
    in.by = with_form(t, editor(t), "f1", "d1");
    in.edit = EDIT_CORRECTION;
    in.wrong = "quiet";
    in.right = "loud";
    save(t, &in, T0 + 1);
    struct story_saved again = save(t, &in, T0 + HOUR);
    assert_true(again.repeated);
    assert_int_equal(again.outcome, OUTCOME_CORRECTION);
    assert_int_equal(again.story.head, 2);
    struct changes c;
    assert_int_equal(story_changes(t->s, t->a, id, T0 + DAY, &c), STORE_OK);
    assert_int_equal(c.n, 2);
    assert_int_equal(c.v[0].at, T0 + 1);
    struct corrections list;
    assert_int_equal(
        correction_list(t->s, t->a, (struct list_key){INT64_MAX, 0}, 9, T0 + DAY, &list), STORE_OK);
    assert_int_equal(list.n, 1);
}

static void the_same_correction_by_two_is_looked_at_before_it_is_told_twice(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save first = publishing(t, editor(t), id, NAMED_LIVE, T0 + 1, NULL);
    struct story_save second = publishing(t, other_editor(t), id, NAMED_LIVE, T0 + 1, NULL);
    struct story_save fix = publishing(t, other_editor(t), id, NAMED_LIVE, T0 + 1, "Fixed.");
    struct story_saved out;
    first.edit = second.edit = EDIT_CORRECTION;
    first.wrong = second.wrong = "quiet";
    first.right = second.right = "loud";
    save(t, &first, T0 + 2);
    assert_int_equal(try_save(t, &second, T0 + 3, &out), STORE_CONFLICT);
    assert_int_equal(out.conflict, CONFLICT_TOLD);
    struct changes c;
    assert_int_equal(story_changes(t->s, t->a, id, T0 + 4, &c), STORE_OK);
    assert_int_equal(c.n, 2);
    second = publishing(t, other_editor(t), id, NAMED_LIVE, T0 + 4, NULL);
    second.edit = EDIT_CORRECTION;
    second.wrong = "harbour";
    second.right = "port";
    save(t, &second, T0 + 5);
    save(t, &fix, T0 + 6); /* what tells nothing needs no second look */
}

static void a_form_that_was_refused_is_tried_again(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Quiet water");
    in.by = with_form(t, editor(t), "f1", "d1");
    in.action = STORY_PUBLISH;
    in.text.section.slug = "sport";
    assert_refused(t, &in, T0, "section");
    int64_t sport;
    assert_int_equal(group_put(t->s, GROUP_SECTION,
                               &(struct group){.slug = "sport", .name = "Sport"}, 0, T0, &sport,
                               &t->why),
                     STORE_OK);
    assert_false(save(t, &in, T0 + 1).repeated);
}

static void a_draft_goes_on_from_what_the_same_form_saved(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    struct story_save in = new_story("Quiet water");
    in.by = with_form(t, by, "f1", "d1");
    int64_t id = save(t, &in, T0).story_id;
    in.text.body = "More, after going back.";
    in.by = with_form(t, by, "f1", "d2");
    struct story_saved out = save(t, &in, T0 + 1);
    assert_false(out.repeated);
    assert_int_equal(out.story_id, id);
    assert_int_equal(out.number, 2);
    assert_int_equal(out.story.draft, 2);
    in.text.body = "And more.";
    in.by = with_form(t, by, "f1", "d3");
    assert_int_equal(save(t, &in, T0 + 2).story.draft, 3);
    /* The first arrival once more: its answer, and nothing undone. */
    in.text.body = new_story("").text.body;
    in.by = with_form(t, by, "f1", "d1");
    out = save(t, &in, T0 + 3);
    assert_true(out.repeated);
    assert_int_equal(out.number, 1);
    assert_int_equal(out.story.draft, 3);
}

static void going_on_to_publish_is_looked_at_again_first(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    struct story_save in = new_story("Quiet water");
    in.by = with_form(t, by, "f1", "d1");
    int64_t id = save(t, &in, T0).story_id;
    in.text.body = "Other words.";
    in.action = STORY_PUBLISH;
    in.by = with_form(t, by, "f1", "d2");
    struct story_saved out;
    assert_int_equal(try_save(t, &in, T0 + 1, &out), STORE_CONFLICT);
    assert_int_equal(out.conflict, CONFLICT_TEXT);
    assert_int_equal(out.story_id, id);
    assert_int_equal(out.conflict_number, 1);
    assert_int_equal(story_now(t, id, T0 + 2).state, STORY_DRAFT);
}

static void a_form_does_not_go_on_over_what_somebody_else_saved(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    struct story_save in = new_story("Quiet water");
    in.by = with_form(t, by, "f1", "d1");
    int64_t id = save(t, &in, T0).story_id;
    keep_on(t, other_editor(t), id, NAMED_DRAFT, T0 + 1, "By Tomas.");
    in.text.body = "By Ines.";
    in.by = with_form(t, by, "f1", "d2");
    struct story_saved out;
    assert_int_equal(try_save(t, &in, T0 + 2, &out), STORE_CONFLICT);
    assert_int_equal(out.conflict, CONFLICT_TEXT);
    assert_int_equal(out.conflict_number, 2);
    struct story_save theirs = publishing(t, other_editor(t), id, NAMED_DRAFT, T0 + 3, NULL);
    theirs.others_read = true;
    save(t, &theirs, T0 + 3);
    assert_int_equal(try_save(t, &in, T0 + 4, &out), STORE_CONFLICT); /* nor over what is live */
}

static void another_users_form_of_the_same_number_is_another_form(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Quiet water");
    in.by = with_form(t, editor(t), "f1", "d1");
    int64_t first = save(t, &in, T0).story_id;
    in.by = with_form(t, other_editor(t), "f1", "d1");
    struct story_saved other = save(t, &in, T0 + 1);
    assert_false(other.repeated);
    assert_int_not_equal(other.story_id, first);
    assert_true(save(t, &in, T0 + 2).repeated);
    in.by = with_form(t, author(t), "f1", "d2"); /* nor does it go on from there */
    struct story_saved third = save(t, &in, T0 + 3);
    assert_int_not_equal(third.story_id, first);
    assert_int_not_equal(third.story_id, other.story_id);
}

static void what_is_no_save_is_done_once_too(void **state)
{
    struct site *t = *state;
    struct actor *by = with_form(t, editor(t), "f1", "d1");
    int64_t id = publish(t, "Quiet water", 0, T0);
    forget_problems(t);
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "Wrong.", by, T0 + 1, &t->why), STORE_OK);
    assert_int_equal(restore(t, id, T0 + 2), STORE_OK);
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "Wrong.", by, T0 + 3, &t->why), STORE_OK);
    assert_int_equal(story_now(t, id, T0 + 4).state, STORY_LIVE);
    assert_int_equal(count_audit(t, id, "story.withdraw"), 1);
}

/* By db/operation.h, whatever it is: what was done is answered alike, what was refused is tried again. */
static void what_is_asked_of_no_story_is_done_once_too(void **state)
{
    struct site *t = *state;
    const struct group opinion = {.slug = "opinion", .name = "Opinion", .text = ""};
    struct actor *add = with_form(t, editor(t), "f1", "d1");
    struct actor *away = with_form(t, editor(t), "f2", "d2");
    assert_int_equal(section_delete(t->s, "opinion", away, T0, &t->why), STORE_MISSING);
    assert_int_equal(section_add(t->s, &opinion, add, T0, &t->why), STORE_OK);
    size_t added = count_audit(t, 0, "section.put");
    assert_int_equal(section_add(t->s, &opinion, add, T0 + 1, &t->why), STORE_OK);
    assert_int_equal(section_delete(t->s, "opinion", away, T0 + 2, &t->why), STORE_OK);
    assert_int_equal(section_delete(t->s, "opinion", away, T0 + 3, &t->why), STORE_OK);
    assert_int_equal(count_audit(t, 0, "section.put"), added);
    assert_int_equal(count_audit(t, 0, "section.delete"), 1);
    assert_int_equal(t->why.n, 0);
}

/* ---- Who may do what ------------------------------------------------------------------------- */

enum whose { OWN_UNSEEN, OWN_PUBLIC, OTHERS_UNSEEN, OTHERS_PUBLIC, WHOSE_MAX };

static enum store_status try_text(struct site *t, const struct actor *by, int64_t id,
                                  enum story_action action, int64_t now)
{
    struct story_save in;
    struct story_saved out;
    if (story_save_begin(t->s, t->a, id, NAMED_LIVE, now, &in) != STORE_OK)
        assert_int_equal(story_save_begin(t->s, t->a, id, NAMED_DRAFT, now, &in), STORE_OK);
    in.by = by;
    in.action = action;
    in.others_read = true;
    in.text.body = "New words.";
    return try_save(t, &in, now, &out);
}

static enum store_status try_keep(struct site *t, const struct actor *by, int64_t id, int64_t now)
{
    return try_text(t, by, id, STORY_KEEP, now);
}

static enum store_status try_submit(struct site *t, const struct actor *by, int64_t id, int64_t now)
{
    return try_text(t, by, id, STORY_SUBMIT, now);
}

static enum store_status try_publish(struct site *t, const struct actor *by, int64_t id,
                                     int64_t now)
{
    return try_text(t, by, id, STORY_PUBLISH, now);
}

static enum store_status try_unschedule(struct site *t, const struct actor *by, int64_t id,
                                        int64_t now)
{
    return story_unschedule(t->s, id, 0, TIME_ANY, by, now, &t->why);
}

static enum store_status try_updated(struct site *t, const struct actor *by, int64_t id,
                                     int64_t now)
{
    return story_set_updated(t->s, id, now, TIME_ANY, by, now, &t->why);
}

static enum store_status try_published(struct site *t, const struct actor *by, int64_t id,
                                       int64_t now)
{
    return story_set_published(t->s, id, T0 - DAY, TIME_ANY, by, now, &t->why);
}

static enum store_status try_withdraw(struct site *t, const struct actor *by, int64_t id,
                                      int64_t now)
{
    return story_withdraw(t->s, id, TIME_ANY, "Wrong.", by, now, &t->why);
}

static enum store_status try_restore(struct site *t, const struct actor *by, int64_t id,
                                     int64_t now)
{
    return story_restore(t->s, id, 1, "", 0, by, now, &t->why);
}

static enum store_status try_take_back(struct site *t, const struct actor *by, int64_t id,
                                       int64_t now)
{
    return story_take_back(t->s, id, TIME_ANY, by, now, &t->why);
}

static enum store_status try_discard(struct site *t, const struct actor *by, int64_t id,
                                     int64_t now)
{
    return story_discard_draft(t->s, id, 9, by, now, &t->why);
}

static enum store_status try_reword(struct site *t, const struct actor *by, int64_t id, int64_t now)
{
    const struct reworded words = {.first = "Right.",
                                   .was_first = story_now(t, id, now).withdrawn_reason};
    return story_reword(t->s, id, WORDING_WITHDRAWAL, 0, &words, by, now, &t->why);
}

static enum store_status try_bin(struct site *t, const struct actor *by, int64_t id, int64_t now)
{
    return story_bin(t->s, id, 0, by, now, &t->why);
}

static enum store_status try_unbin(struct site *t, const struct actor *by, int64_t id, int64_t now)
{
    return story_unbin(t->s, id, by, now, &t->why);
}

static enum store_status try_lead(struct site *t, const struct actor *by, int64_t id, int64_t now)
{
    return story_set_lead(t->s, id, true, FRONT_ANY, by, now, &t->why);
}

#define A ROLE_AUTHOR
#define E ROLE_EDITOR

/* Every writing operation, and who may: as people were told, not as the store's table has it. */
static const struct operation {
    const char *name;
    enum store_status (*try)(struct site *t, const struct actor *by, int64_t id, int64_t now);
    enum act act;
    enum role least[WHOSE_MAX];
} operations[] = {
    {"keep", try_keep, ACT_WRITE, {A, E, E, E}},
    {"submit", try_submit, ACT_SUBMIT, {A, E, E, E}},
    {"publish", try_publish, ACT_PUBLISH, {E, E, E, E}},
    {"unschedule", try_unschedule, ACT_PUBLISH, {E, E, E, E}},
    {"set updated", try_updated, ACT_TIMES, {E, E, E, E}},
    {"set published", try_published, ACT_TIMES, {E, E, E, E}},
    {"withdraw", try_withdraw, ACT_WITHDRAW, {E, E, E, E}},
    {"restore", try_restore, ACT_WITHDRAW, {E, E, E, E}},
    {"take back", try_take_back, ACT_WITHDRAW, {E, E, E, E}},
    {"discard", try_discard, ACT_WRITE, {A, E, E, E}},
    {"reword", try_reword, ACT_REWORD, {E, E, E, E}},
    {"bin", try_bin, ACT_BIN, {A, E, E, E}},
    {"unbin", try_unbin, ACT_BIN, {A, E, E, E}},
    {"lead", try_lead, ACT_LEAD, {E, E, E, E}},
};

static void check_one(struct site *t, const struct operation *op, const struct actor *by,
                      enum whose whose, int64_t id)
{
    const struct story before = story_now(t, id, T0 + 10);
    bool allowed = by->role >= op->least[whose];
    assert_int_equal(permission_may(by, op->act, &before), allowed);
    forget_problems(t);
    enum store_status st = op->try(t, by, id, T0 + 10);
    bool refused =
        st == STORE_REFUSED &&
        (t->why.n == 0 || strcmp(t->why.v[0].text, permission_refusal(by, op->act, &before)) == 0);
    if (refused == allowed)
        print_error("  %s by %d on %d: status %d\n", op->name, (int)by->role, (int)whose, (int)st);
    assert_true(refused != allowed);
    if (!allowed) {
        struct story after = story_now(t, id, T0 + 10);
        assert_int_equal(after.head, before.head);
        assert_int_equal(after.state, before.state);
        assert_int_equal(after.edited_at, before.edited_at);
    }
}

static void the_store_keeps_to_the_table_of_permissions(void **state)
{
    struct site *t = *state;
    const char *logins[ROLE_MAX] = {"nobody", "cleo", "ada", "ines", "root"};
    const struct actor *other = person(t, "tomas", ROLE_AUTHOR), *boss = other_editor(t);
    for (size_t o = 0; o < sizeof operations / sizeof operations[0]; o++) {
        for (int role = ROLE_AUTHOR; role < ROLE_MAX; role++) {
            const struct actor *by = person(t, logins[role], (enum role)role);
            for (int w = 0; w < WHOSE_MAX; w++) {
                int64_t id = keep_new(t, w <= OWN_PUBLIC ? by : other, "Quiet water", T0);
                if (w == OWN_PUBLIC || w == OTHERS_PUBLIC)
                    assert_int_equal(try_publish(t, boss, id, T0 + 1), STORE_OK);
                check_one(t, &operations[o], by, (enum whose)w, id);
            }
        }
    }
    assert_int_equal(verify(t), 0);
}

static void nobody_without_a_role_may_do_anything(void **state)
{
    struct site *t = *state;
    const struct actor reader = {.user = author(t)->user, .role = ROLE_NONE};
    int64_t id = keep_new(t, author(t), "Quiet water", T0);
    for (size_t o = 0; o < sizeof operations / sizeof operations[0]; o++) {
        forget_problems(t);
        assert_int_equal(operations[o].try(t, &reader, id, T0 + 1), STORE_REFUSED);
    }
    struct story_save in = new_story("New");
    struct story_saved out;
    in.by = &reader;
    assert_int_equal(try_save(t, &in, T0, &out), STORE_REFUSED);
}

static void a_withdrawn_story_is_a_public_one(void **state)
{
    struct site *t = *state;
    const struct actor *ada = author(t);
    int64_t id = keep_new(t, ada, "Quiet water", T0);
    assert_int_equal(try_publish(t, editor(t), id, T0 + 1), STORE_OK);
    assert_int_equal(try_withdraw(t, editor(t), id, T0 + 2), STORE_OK);
    assert_int_equal(try_keep(t, ada, id, T0 + 3), STORE_REFUSED);
    assert_int_equal(story_now(t, id, T0 + 3).draft, 0);
}

static void a_conflict_tells_nothing_to_somebody_who_may_not(void **state)
{
    struct site *t = *state;
    int64_t id = keep_new(t, editor(t), "Quiet water", T0);
    struct story_save in = save_of(t, id, NAMED_DRAFT, T0, "By Ada.");
    struct story_saved out;
    in.by = author(t);
    in.base = 7;
    assert_int_equal(try_save(t, &in, T0 + 1, &out), STORE_REFUSED);
}

/* ---- An address that another form has changed ------------------------------------------------ */

static void a_form_does_not_undo_an_address_given_since_it_was_opened(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save opened = publishing(t, editor(t), id, NAMED_LIVE, T0, "Fixed.");
    opened.slug_left = true;
    struct story_save moves = publishing(t, other_editor(t), id, NAMED_LIVE, T0, NULL);
    moves.slug = "still-water";
    save(t, &moves, T0 + 1);
    save(t, &opened, T0 + 2); /* the text is the one that was shown */
    assert_string_equal(story_now(t, id, T0 + 3).slug, "still-water");
}

static void a_draft_does_not_undo_an_address_given_since_it_was_opened(void **state)
{
    struct site *t = *state;
    int64_t id = keep_new(t, editor(t), "Quiet water", T0);
    struct story_save opened = save_of(t, id, NAMED_DRAFT, T0, "More.");
    opened.by = editor(t);
    opened.slug = ""; /* shown as blank: from the headline */
    opened.slug_left = true;
    struct story_save names = save_of(t, id, NAMED_DRAFT, T0, NULL);
    names.slug = "still-water";
    save(t, &names, T0 + 1);
    save(t, &opened, T0 + 2);
    assert_string_equal(story_now(t, id, T0 + 3).slug, "still-water");
    /* One that nobody ever chose goes on with the headline. */
    id = keep_new(t, editor(t), "Cold water", T0);
    opened = save_of(t, id, NAMED_DRAFT, T0, NULL);
    opened.text.headline = "Warm water";
    opened.slug_left = true;
    save(t, &opened, T0 + 2);
    assert_string_equal(story_now(t, id, T0 + 3).slug, "warm-water");
}

/* A text of which nothing is said at all: what a new story begins from. */
static void an_empty_text_is_cleaned_and_merged_like_any_other(void **state)
{
    struct site *t = *state;
    struct story_text none, mine, in = {.review.rating = -1};
    struct text_merge out;
    story_text_clean(t->a, STORY_NEWS, &in, &none);
    assert_string_equal(none.section.slug, "");
    in = new_story("Quiet water").text;
    story_text_clean(t->a, STORY_NEWS, &in, &mine);
    story_text_merge(t->a, &none, &mine, &none, MERGE_MINE, &out);
    assert_int_equal(out.n, 0);
    assert_string_equal(out.text.body, mine.body);
}

/* An update without another word waits; published now, it does not wait any more. */
static void what_waits_with_readers_own_text_is_off_the_schedule_once_it_is_published(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in = publishing(t, editor(t), id, NAMED_LIVE, T0, NULL);
    in.edit = EDIT_UPDATE;
    in.note = "Checked again.";
    in.same_text_confirmed = true;
    in.go_live_at = T0 + DAY;
    save(t, &in, T0 + 1);
    in = publishing(t, editor(t), id, NAMED_WAITING, T0 + 2, NULL);
    in.edit = EDIT_MINOR;
    struct story_saved out = save(t, &in, T0 + 2);
    assert_int_equal(out.outcome, OUTCOME_MINOR);
    assert_int_equal(out.story.staged, 0);
    assert_int_equal(story_now(t, id, T0 + 2 * DAY).updated_at, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_form_sent_twice_makes_one_story),
        sited(a_form_sent_twice_makes_one_publication_and_one_correction),
        sited(the_same_correction_by_two_is_looked_at_before_it_is_told_twice),
        sited(a_form_that_was_refused_is_tried_again),
        sited(a_draft_goes_on_from_what_the_same_form_saved),
        sited(going_on_to_publish_is_looked_at_again_first),
        sited(a_form_does_not_go_on_over_what_somebody_else_saved),
        sited(another_users_form_of_the_same_number_is_another_form),
        sited(what_is_no_save_is_done_once_too),
        sited(what_is_asked_of_no_story_is_done_once_too),
        sited(the_store_keeps_to_the_table_of_permissions),
        sited(nobody_without_a_role_may_do_anything),
        sited(a_withdrawn_story_is_a_public_one),
        sited(a_conflict_tells_nothing_to_somebody_who_may_not),
        sited(a_form_does_not_undo_an_address_given_since_it_was_opened),
        sited(a_draft_does_not_undo_an_address_given_since_it_was_opened),
        sited(an_empty_text_is_cleaned_and_merged_like_any_other),
        sited(what_waits_with_readers_own_text_is_off_the_schedule_once_it_is_published),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
