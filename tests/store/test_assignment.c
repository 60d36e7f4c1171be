/* test_assignment.c: assignments: who may, what becomes of them with their story, two at once. */
#include "texts_test.h"

#include "db/assignment.h"
#include "db/user.h"
#include "lib/dateline.h"

static enum store_status try_assign(struct site *t, const struct actor *by, int64_t id, int version,
                                    const struct assignment_wish *in, int64_t *out)
{
    forget_problems(t);
    return assignment_save(t->s, id, version, in, by, T0, out, &t->why);
}

static int64_t assign(struct site *t, const struct actor *by, const char *title, const char *login,
                      int64_t due_at)
{
    const struct assignment_wish in = {title,  login,  800,
                                       due_at, "city", "Ask the harbour master."};
    int64_t id;
    assert_int_equal(try_assign(t, by, 0, 0, &in, &id), STORE_OK);
    return id;
}

static struct assignment assignment_now(struct site *t, int64_t id)
{
    struct assignment as;
    assert_int_equal(assignment_get(t->s, t->a, id, &as), STORE_OK);
    return as;
}

static enum store_status act(struct site *t, const struct actor *by, int64_t id,
                             enum assignment_act what)
{
    forget_problems(t);
    return assignment_do(t->s, id, 0, what, "No time.", by, T0 + 1, &t->why);
}

static size_t open_of(struct site *t, int64_t user_id)
{
    struct assignments list;
    assert_int_equal(assignment_list(t->s, t->a, user_id, (struct assignment_key){0}, 50, &list),
                     STORE_OK);
    return list.n;
}

static int64_t begin(struct site *t, const struct actor *by, int64_t id)
{
    struct story_saved out;
    forget_problems(t);
    assert_int_equal(assignment_begin(t->s, t->a, id, by, T0 + 2, &out, &t->why), STORE_OK);
    return out.story_id;
}

static void an_assignment_says_what_was_asked_for(void **state)
{
    struct site *t = *state;
    const struct actor *ines = editor(t), *ada = author(t);
    struct assignment as = assignment_now(t, assign(t, ines, " Ferry\nlate ", "ada", T0 + DAY));
    assert_string_equal(as.title, "Ferry late");
    assert_int_equal(as.user_id, ada->user);
    assert_int_equal(as.words, 800);
    assert_int_equal(as.due_at, T0 + DAY);
    assert_string_equal(as.section.slug, "city");
    assert_string_equal(as.note, "Ask the harbour master.");
    assert_int_equal(as.state, ASSIGNMENT_OFFERED);
    assert_string_equal(as.created_by_name, "ines");
    assert_int_equal(as.story_id, 0);
    assert_true(assignment_is_open(&as));
    assert_false(assignment_is_late(&as, T0 + DAY));
    assert_true(assignment_is_late(&as, T0 + DAY + 1));
    as = assignment_now(t, assign(t, ines, "Some day", "", 0));
    assert_int_equal(as.user_id, 0);
    assert_int_equal(as.due_at, 0);
    assert_false(assignment_is_late(&as, T0 + 100 * DAY));
}

static void what_cannot_be_is_refused_by_field(void **state)
{
    struct site *t = *state;
    static const struct {
        struct assignment_wish in;
        const char *field;
    } tries[] = {
        {{" ", "ada", 0, 0, "", ""}, "title"},
        {{"A", "nobody", 0, 0, "", ""}, "who"},
        {{"A", "gone", 0, 0, "", ""}, "who"},
        {{"A", "ada", -1, 0, "", ""}, "words"},
        {{"A", "ada", ASSIGNMENT_WORDS_MAX + 1, 0, "", ""}, "words"},
        {{"A", "ada", 0, DATELINE_MAX + 1, "", ""}, "due"},
        {{"A", "ada", 0, 0, "no-such", ""}, "section"},
    };
    const struct actor *ines = editor(t);
    int64_t id, gone = person(t, "gone", ROLE_AUTHOR)->user;
    author(t);
    const struct user_change off = {"gone", ROLE_AUTHOR, true};
    assert_int_equal(user_change(t->s, gone, &off, NULL, T0, &t->why), STORE_OK);
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        assert_int_equal(try_assign(t, ines, 0, 0, &tries[i].in, &id), STORE_REFUSED);
        assert_int_equal(t->why.n, 1);
        assert_string_equal(t->why.v[0].field, tries[i].field);
    }
    assert_int_equal(open_of(t, 0), 0);
}

/* Who may what: as people are told, not as the store's table has it. */
static void each_role_may_what_it_may(void **state)
{
    struct site *t = *state;
    enum { MINE, PLANNED_BY_ME, OTHERS, KINDS };
    static const char *const logins[ROLE_MAX] = {"nobody", "cleo", "ada", "ines", "root"};
    static const enum role least_see[KINDS] = {ROLE_CONTRIBUTOR, ROLE_CONTRIBUTOR, ROLE_EDITOR};
    static const enum role least_change[KINDS] = {ROLE_EDITOR, ROLE_AUTHOR, ROLE_EDITOR};
    const struct actor *boss = other_editor(t);
    int64_t stranger = person(t, "stranger", ROLE_AUTHOR)->user;
    for (int role = ROLE_CONTRIBUTOR; role < ROLE_MAX; role++) {
        const struct actor *by = person(t, logins[role], (enum role)role);
        struct assignment_wish in = {"Mine", logins[role], 0, 0, "", ""};
        int64_t id;
        assert_int_equal(try_assign(t, by, 0, 0, &in, &id),
                         role >= ROLE_AUTHOR ? STORE_OK : STORE_REFUSED);
        in.login = "stranger";
        assert_int_equal(try_assign(t, by, 0, 0, &in, &id),
                         role >= ROLE_EDITOR ? STORE_OK : STORE_REFUSED);
        in.login = "";
        assert_int_equal(try_assign(t, by, 0, 0, &in, &id),
                         role >= ROLE_EDITOR ? STORE_OK : STORE_REFUSED);
        for (int kind = 0; kind < KINDS; kind++) {
            const char *login = kind == OTHERS ? "stranger" : logins[role];
            if (kind == PLANNED_BY_ME && role < ROLE_AUTHOR)
                continue;
            id = assign(t, kind == PLANNED_BY_ME ? by : boss, "A", login, T0);
            struct assignment as = assignment_now(t, id);
            bool sees = role >= (int)least_see[kind], changes = role >= (int)least_change[kind];
            assert_int_equal(assignment_may(by, ACT_TAKE, &as), sees);
            assert_int_equal(assignment_may(by, ACT_ASSIGN, &as), changes);
            enum store_status no = sees ? STORE_REFUSED : STORE_MISSING;
            const struct assignment_wish other = {"Other", login, 0, 0, "", ""};
            assert_int_equal(try_assign(t, by, id, as.version, &other, &id),
                             changes ? STORE_OK : no);
            assert_int_equal(act(t, by, id, ASSIGNMENT_CLOSE), changes ? STORE_OK : no);
            assert_int_equal(assignment_now(t, id).closed_at != 0, changes);
            if (changes)
                assert_int_equal(act(t, by, id, ASSIGNMENT_REOPEN), STORE_OK);
            assert_int_equal(act(t, by, id, ASSIGNMENT_DECLINE), kind != OTHERS ? STORE_OK : no);
            assert_int_equal(act(t, by, id, ASSIGNMENT_TAKE), sees ? STORE_OK : no);
            as = assignment_now(t, id);
            assert_int_equal(as.user_id, sees ? by->user : stranger);
            assert_int_equal(as.state, sees ? ASSIGNMENT_TAKEN : ASSIGNMENT_OFFERED);
        }
    }
    const struct actor *ada = author(t);
    int64_t own = assign(t, ada, "Mine", "ada", T0), out;
    const struct assignment_wish away = {"Mine", "stranger", 0, T0, "", ""};
    assert_int_equal(try_assign(t, ada, own, 1, &away, &out), STORE_REFUSED);
    assert_int_equal(assignment_now(t, own).user_id, ada->user);
}

static void whoever_is_assigned_takes_it_or_declines_with_a_word(void **state)
{
    struct site *t = *state;
    const struct actor *ines = editor(t), *ada = author(t);
    int64_t id = assign(t, ines, "Ferry late", "ada", T0 + DAY), out;
    struct assignments declined;
    assert_int_equal(act(t, ada, id, ASSIGNMENT_TAKE), STORE_OK);
    assert_int_equal(assignment_now(t, id).state, ASSIGNMENT_TAKEN);
    assert_int_equal(act(t, ines, id, ASSIGNMENT_DECLINE), STORE_REFUSED);
    assert_int_equal(act(t, ada, id, ASSIGNMENT_DECLINE), STORE_OK);
    struct assignment as = assignment_now(t, id);
    assert_int_equal(as.state, ASSIGNMENT_DECLINED);
    assert_string_equal(as.said, "No time.");
    assert_int_equal(assignment_declined(t->s, t->a, 9, &declined), STORE_OK);
    assert_int_equal(declined.n, 1);
    person(t, "cleo", ROLE_CONTRIBUTOR);
    const struct assignment_wish in = {"Ferry late", "cleo", 800, T0 + DAY, "city", ""};
    assert_int_equal(try_assign(t, ines, id, as.version, &in, &out), STORE_OK);
    as = assignment_now(t, id);
    assert_int_equal(as.state, ASSIGNMENT_OFFERED);
    assert_string_equal(as.said, "");
    assert_int_equal(act(t, ada, id, ASSIGNMENT_TAKE), STORE_MISSING);
    assert_int_equal(assignment_declined(t->s, t->a, 9, &declined), STORE_OK);
    assert_int_equal(declined.n, 0);
}

static void one_press_makes_a_draft_of_it_and_no_second_one(void **state)
{
    struct site *t = *state;
    const struct actor *ines = editor(t), *ada = author(t);
    publish(t, "So that Ines Okafor is known", 0, T0);
    const struct user_change name = {"Ines Okafor", ROLE_AUTHOR, false};
    assert_int_equal(user_change(t->s, ada->user, &name, NULL, T0, &t->why), STORE_OK);
    int64_t id = assign(t, ines, "Ferry late", "ada", T0 + DAY);
    int64_t story = begin(t, ada, id);
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, story, 0, T0 + 3, &v), STORE_OK);
    assert_int_equal(v.story.state, STORY_DRAFT);
    assert_int_equal(v.story.created_by, ada->user);
    assert_string_equal(v.revision.text.headline, "Ferry late");
    assert_string_equal(v.revision.text.section.slug, "city");
    assert_int_equal(v.revision.text.bylines.n, 1);
    assert_string_equal(v.revision.text.body, "");
    assert_int_equal(begin(t, ada, id), story);
    assert_int_equal(begin(t, ines, id), story);
    struct assignment as;
    assert_int_equal(assignment_of_story(t->s, t->a, story, &as), STORE_OK);
    assert_int_equal(as.id, id);
    assert_int_equal(as.state, ASSIGNMENT_TAKEN);
    assert_true(assignment_is_open(&as));

    /* One that is thrown away makes room for another. */
    assert_int_equal(story_bin(t->s, story, 0, ada, T0 + 4, &t->why), STORE_OK);
    assert_true(assignment_now(t, id).story_binned);
    int64_t second = begin(t, ada, id);
    assert_true(second != story);
    assert_int_equal(assignment_now(t, id).story_id, second);
    assert_int_equal(verify(t), 0);
}

static void what_an_editor_begins_may_be_written_by_the_one_assigned(void **state)
{
    struct site *t = *state;
    const struct actor *ines = editor(t), *ada = author(t);
    int64_t story = begin(t, ines, assign(t, ines, "Ferry late", "ada", 0));
    struct story seen = story_now(t, story, T0 + 3);
    assert_int_equal(seen.created_by, ines->user);
    assert_true(permission_may(ada, ACT_WRITE, &seen));
    int64_t unassigned = assign(t, ines, "Whales", "", 0);
    begin(t, ines, unassigned);
    assert_int_equal(assignment_now(t, unassigned).user_id, ines->user);
    story = begin(t, NULL, assign(t, ines, "By a command", "ada", 0));
    seen = story_now(t, story, T0 + 3);
    assert_true(permission_may(ada, ACT_WRITE, &seen));
}

static void it_is_done_as_its_story_is_scheduled_and_open_when_that_is_undone(void **state)
{
    struct site *t = *state;
    const struct actor *ines = editor(t), *ada = author(t);
    int64_t id = assign(t, ines, "Ferry late", "ada", T0 + DAY), story = begin(t, ada, id), out;
    struct story_save in = publishing(t, ines, story, NAMED_DRAFT, T0 + 5, "It came at noon.");
    in.published_at = T0 + DAY;
    in.others_read = true;
    save(t, &in, T0 + 5);
    struct assignment as = assignment_now(t, id);
    assert_int_equal(as.out_at, T0 + DAY);
    assert_false(assignment_is_open(&as));
    assert_int_equal(open_of(t, ada->user), 0);
    assert_int_equal(act(t, ada, id, ASSIGNMENT_DECLINE), STORE_REFUSED);
    const struct assignment_wish other = {"Other", "ada", 0, 0, "", ""};
    assert_int_equal(try_assign(t, ines, id, as.version, &other, &out), STORE_REFUSED);

    assert_int_equal(
        story_set_published(t->s, story, T0 + 2 * DAY, TIME_ANY, ines, T0 + 6, &t->why), STORE_OK);
    assert_int_equal(assignment_now(t, id).out_at, T0 + 2 * DAY);
    int waits = story_now(t, story, T0 + 6).staged;
    assert_int_equal(story_unschedule(t->s, story, waits, TIME_ANY, ines, T0 + 7, &t->why),
                     STORE_OK);
    assert_int_equal(assignment_now(t, id).out_at, 0);
    assert_int_equal(open_of(t, ada->user), 1);

    in = publishing(t, ines, story, NAMED_DRAFT, T0 + 8, NULL);
    in.others_read = true;
    save(t, &in, T0 + 8);
    assert_int_equal(assignment_now(t, id).out_at, T0 + 8);
    assert_int_equal(story_take_back(t->s, story, TIME_ANY, ines, T0 + 9, &t->why), STORE_OK);
    assert_int_equal(open_of(t, ada->user), 1);
    in = publishing(t, ines, story, NAMED_DRAFT, T0 + 10, NULL);
    in.others_read = true;
    save(t, &in, T0 + 10);
    assert_int_equal(story_withdraw(t->s, story, TIME_ANY, "Wrong.", ines, T0 + 11, &t->why),
                     STORE_OK);
    assert_int_equal(open_of(t, 0), 0);
    assert_int_equal(verify(t), 0);
}

static void two_editors_at_once_are_told_and_nothing_is_lost(void **state)
{
    struct site *t = *state;
    const struct actor *ines = editor(t), *tomas = other_editor(t);
    int64_t id = assign(t, ines, "Ferry late", "", T0 + DAY), out;
    const struct assignment_wish first = {"Ferry on time", "", 800, T0 + DAY, "city", ""},
                                 second = {"Ferry sunk", "", 800, T0 + DAY, "city", ""};
    assert_int_equal(try_assign(t, tomas, id, 1, &first, &out), STORE_OK);
    assert_int_equal(try_assign(t, ines, id, 1, &second, &out), STORE_CONFLICT);
    assert_non_null(strstr(t->why.v[0].text, "tomas changed this assignment meanwhile"));
    assert_string_equal(assignment_now(t, id).title, "Ferry on time");
    assert_int_equal(try_assign(t, ines, id, 2, &second, &out), STORE_OK);
    /* Saving what it says already is no change. */
    assert_int_equal(try_assign(t, ines, id, 3, &second, &out), STORE_OK);
    assert_int_equal(assignment_now(t, id).version, 3);
}

static void a_forms_second_arrival_does_nothing_again(void **state)
{
    struct site *t = *state;
    const struct actor *by = with_form(t, editor(t), "a-form", "as it says");
    assign(t, by, "Ferry late", "", 0);
    const struct assignment_wish in = {"Ferry late", "", 800, 0, "city", "Ask the harbour master."};
    int64_t id;
    assert_int_equal(try_assign(t, by, 0, 0, &in, &id), STORE_OK);
    assert_int_equal(open_of(t, 0), 1);
    by = with_form(t, by, "begins", "as it says");
    int64_t first = assign(t, editor(t), "Whales", "", 0), story = begin(t, by, first);
    assert_int_equal(begin(t, by, first), story);
}

static void lists_go_by_the_day_and_on_behind_a_page(void **state)
{
    struct site *t = *state;
    const struct actor *ines = editor(t);
    struct assignments page;
    author(t);
    assign(t, ines, "Never", "ada", 0);
    assign(t, ines, "Third", "ada", T0 + 3 * DAY);
    assign(t, ines, "First", "", T0 + DAY);
    assign(t, ines, "Second", "ada", T0 + 2 * DAY);
    int64_t closed = assign(t, ines, "Closed", "ada", T0 + 2 * DAY);
    assert_int_equal(act(t, ines, closed, ASSIGNMENT_CLOSE), STORE_OK);
    static const char *const order[] = {"First", "Second", "Third", "Never"};
    struct assignment_key at = {0};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(assignment_list(t->s, t->a, 0, at, 1, &page), STORE_OK);
        assert_string_equal(page.v[0].title, order[i]);
        assert_int_equal(page.more, i < 3);
        at = (struct assignment_key){page.v[0].due_at, page.v[0].id};
    }
    assert_int_equal(open_of(t, author(t)->user), 3);
    assert_int_equal(assignment_done(t->s, t->a, 0, (struct assignment_key){0}, 9, &page),
                     STORE_OK);
    assert_int_equal(page.n, 1);
    assert_int_equal(assignment_late(t->s, t->a, 9, T0 + 3 * DAY, &page), STORE_OK);
    assert_int_equal(page.n, 2);
    assert_int_equal(assignment_between(t->s, t->a, 0, T0 + 2 * DAY, T0 + 3 * DAY, 9, &page),
                     STORE_OK);
    assert_int_equal(page.n, 2);
}

static void a_section_that_goes_or_is_merged_takes_no_assignment_along(void **state)
{
    struct site *t = *state;
    const struct actor *ines = editor(t);
    int64_t id = assign(t, ines, "Ferry late", "", 0);
    assert_int_equal(group_merge(t->s, GROUP_SECTION, "city", "science", ines, T0, &t->why),
                     STORE_OK);
    assert_string_equal(assignment_now(t, id).section.slug, "science");
    const struct group opinion = {.slug = "opinion", .name = "Opinion", .text = ""};
    assert_int_equal(section_add(t->s, &opinion, ines, T0, &t->why), STORE_OK);
    const struct assignment_wish in = {"Ferry late", "", 0, 0, "opinion", ""};
    int64_t out;
    assert_int_equal(try_assign(t, ines, id, 1, &in, &out), STORE_OK);
    assert_int_equal(section_delete(t->s, "opinion", ines, T0, &t->why), STORE_OK);
    assert_int_equal(assignment_now(t, id).section.id, 0);
    assert_int_equal(verify(t), 0);
}

static void readers_notice_nothing_of_assignments(void **state)
{
    struct site *t = *state;
    const struct actor *ines = editor(t), *ada = author(t);
    int64_t before = store_generation(t->s);
    int64_t id = assign(t, ines, "Ferry late", "ada", T0);
    begin(t, ada, id);
    assert_int_equal(act(t, ines, id, ASSIGNMENT_CLOSE), STORE_OK);
    assert_int_equal(store_generation(t->s), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(an_assignment_says_what_was_asked_for),
        sited(what_cannot_be_is_refused_by_field),
        sited(each_role_may_what_it_may),
        sited(whoever_is_assigned_takes_it_or_declines_with_a_word),
        sited(one_press_makes_a_draft_of_it_and_no_second_one),
        sited(what_an_editor_begins_may_be_written_by_the_one_assigned),
        sited(it_is_done_as_its_story_is_scheduled_and_open_when_that_is_undone),
        sited(two_editors_at_once_are_told_and_nothing_is_lost),
        sited(a_forms_second_arrival_does_nothing_again),
        sited(lists_go_by_the_day_and_on_behind_a_page),
        sited(a_section_that_goes_or_is_merged_takes_no_assignment_along),
        sited(readers_notice_nothing_of_assignments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
