/* test_preview_link.c: links for people without an account, and the notes that they leave. */
#include "texts_test.h"

#include "db/story_writer.h"

#include "db/note.h"
#include "db/preview_link.h"

static enum store_status make(struct site *t, const struct actor *by, int64_t story,
                              const char *name, int64_t days, int64_t now, char token[TOKEN_SIZE])
{
    forget_problems(t);
    const struct preview_link_new in = {
        .story_id = story, .name = name, .days = days, .proof = "secret"};
    return preview_link_make(t->s, &in, by, now, token, &t->why);
}

static struct preview_link found(struct site *t, const char *token, int64_t now)
{
    struct preview_link l;
    assert_int_equal(preview_link_find(t->s, t->a, token, now, &l), STORE_OK);
    return l;
}

static void assert_lost(struct site *t, const char *token, int64_t now)
{
    struct preview_link l;
    assert_int_equal(preview_link_find(t->s, t->a, token, now, &l), STORE_MISSING);
}

static void a_link_holds_until_it_expires_or_is_revoked(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t story = publish(t, "Live", 0, T0), before = store_generation(t->s);
    char kim[TOKEN_SIZE], source[TOKEN_SIZE];
    assert_int_equal(make(t, ines, story, " Dr. Kim,\nlawyer ", 3, T0, kim), STORE_OK);
    assert_int_equal(make(t, ines, story, "A source", 1, T0, source), STORE_OK);
    assert_string_not_equal(kim, source);
    struct preview_link l = found(t, kim, T0 + 1);
    assert_string_equal(l.name, "Dr. Kim, lawyer");
    assert_int_equal(l.story_id, story);
    assert_int_equal(l.expires_at, T0 + 3 * DAY);
    assert_int_equal(l.seen_at, 0);
    assert_true(preview_link_visit_is_due(&l, T0 + 1));
    assert_int_equal(preview_link_visit(t->s, l.id, T0 + 1), STORE_OK);
    l = found(t, kim, T0 + 2);
    assert_int_equal(l.seen_at, T0 + 1);
    assert_false(preview_link_visit_is_due(&l, T0 + 2));
    assert_true(preview_link_visit_is_due(&l, T0 + 1 + PREVIEW_LINK_SEEN_MS));

    found(t, source, T0 + DAY - 1);
    assert_lost(t, source, T0 + DAY);
    assert_lost(t, "", T0);
    assert_lost(t, NULL, T0);
    kim[3] = kim[3] == 'A' ? 'B' : 'A';
    assert_lost(t, kim, T0 + 1);
    int64_t id = found(t, source, T0 + 1).id;
    assert_int_equal(preview_link_revoke(t->s, story, id, ines, T0 + 2, &t->why), STORE_OK);
    assert_int_equal(preview_link_revoke(t->s, story, id, ines, T0 + 3, &t->why), STORE_OK);
    assert_int_equal(preview_link_revoke(t->s, story + 1, id, ines, T0 + 3, &t->why),
                     STORE_MISSING);
    assert_lost(t, source, T0 + 4);
    struct preview_links all;
    assert_int_equal(preview_link_list(t->s, t->a, story, &all), STORE_OK);
    assert_int_equal(all.n, 2);
    assert_int_equal(all.v[0].revoked_at, T0 + 2);
    assert_false(preview_link_holds(&all.v[0], T0 + 4));
    assert_true(preview_link_holds(&all.v[1], T0 + 4));
    assert_int_equal(count_audit(t, story, "preview_link.make"), 2);
    assert_int_equal(count_audit(t, story, "preview_link.revoke"), 1);
    assert_int_equal(store_generation(t->s), before);
}

/* A freelancer who leaves takes no way to the text along. */
static void a_link_of_somebody_who_was_disabled_holds_no_more(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t story = publish(t, "Live", 0, T0);
    char token[TOKEN_SIZE];
    struct user_change off = {"Ines", ROLE_EDITOR, true}, on = {"Ines", ROLE_EDITOR, false};
    assert_int_equal(make(t, ines, story, "Kim", 3, T0, token), STORE_OK);
    int64_t id = found(t, token, T0 + 1).id;
    assert_int_equal(user_change(t->s, ines->user, &off, NULL, T0 + 1, &t->why), STORE_OK);
    assert_lost(t, token, T0 + 2);
    assert_int_equal(preview_link_check(t->s, story, id, T0 + 2, &t->why), STORE_REFUSED);
    assert_int_equal(user_change(t->s, ines->user, &on, NULL, T0 + 3, &t->why), STORE_OK);
    found(t, token, T0 + 4);
    assert_int_equal(preview_link_check(t->s, story, id, T0 + 4, &t->why), STORE_OK);
}

/* Nor does who writes the story no more, or is an editor no more. */
static void a_link_of_somebody_who_may_not_read_the_story_any_more_holds_no_more(void **state)
{
    struct site *t = *state;
    struct actor *ada = author(t), *ines = editor(t), *bo = person(t, "bo", ROLE_AUTHOR);
    int64_t story = keep_new(t, ada, "Hers", T0), id;
    char by_bo[TOKEN_SIZE], by_ines[TOKEN_SIZE], by_ada[TOKEN_SIZE];
    struct user_change author_now = {"Ines", ROLE_AUTHOR, false};
    assert_int_equal(story_writer_add(t->s, story, "bo", ada, T0, &t->why), STORE_OK);
    assert_int_equal(make(t, bo, story, "Kim", 30, T0, by_bo), STORE_OK);
    assert_int_equal(make(t, ines, story, "Lee", 30, T0, by_ines), STORE_OK);
    assert_int_equal(make(t, ada, story, "Mo", 30, T0, by_ada), STORE_OK);
    id = found(t, by_bo, T0 + 1).id;
    assert_int_equal(story_writer_remove(t->s, story, bo->user, ada, T0 + 1, &t->why), STORE_OK);
    assert_lost(t, by_bo, T0 + 2);
    assert_int_equal(preview_link_check(t->s, story, id, T0 + 2, &t->why), STORE_REFUSED);
    found(t, by_ines, T0 + 2);
    assert_int_equal(user_change(t->s, ines->user, &author_now, NULL, T0 + 3, &t->why), STORE_OK);
    assert_lost(t, by_ines, T0 + 4);
    found(t, by_ada, T0 + 4);
}

static void the_token_is_kept_nowhere(void **state)
{
    struct site *t = *state;
    char token[TOKEN_SIZE], copy[128], line[4096];
    int64_t story = publish(t, "Live", 0, T0);
    assert_int_equal(make(t, with_form(t, editor(t), "form-1", "a"), story, "Kim", 3, T0, token),
                     STORE_OK);
    snprintf(copy, sizeof copy, "%s/copy.db", t->dir);
    assert_int_equal(store_copy(t->s, copy), STORE_OK);
    FILE *f = fopen(copy, "r");
    assert_non_null(f);
    for (size_t n, kept = 0; (n = fread(line + kept, 1, sizeof line - kept, f)) > 0;) {
        assert_null(memmem(line, kept + n, token, strlen(token)));
        size_t all = kept + n;
        kept = all < 64 ? all : 64;
        memmove(line, line + all - kept, kept);
    }
    fclose(f);
}

static void a_form_that_comes_twice_makes_one_link(void **state)
{
    struct site *t = *state;
    struct actor *once = with_form(t, editor(t), "form-1", "a");
    int64_t story = publish(t, "Live", 0, T0);
    char first[TOKEN_SIZE], again[TOKEN_SIZE], other[TOKEN_SIZE];
    struct preview_links all;
    assert_int_equal(make(t, once, story, "Kim", 3, T0, first), STORE_OK);
    assert_int_equal(make(t, once, story, "Kim", 3, T0 + 1, again), STORE_OK);
    assert_string_equal(first, again);
    assert_int_equal(make(t, with_form(t, once, "form-1", "b"), story, "Lee", 3, T0, other),
                     STORE_OK);
    assert_string_not_equal(first, other);
    assert_int_equal(preview_link_list(t->s, t->a, story, &all), STORE_OK);
    assert_int_equal(all.n, 2);
}

static void who_may_write_the_text_makes_links_and_nobody_else(void **state)
{
    struct site *t = *state;
    struct actor *ada = author(t), *ines = editor(t);
    int64_t own = keep_new(t, ada, "Hers", T0), live = publish(t, "The paper’s", 0, T0);
    char token[TOKEN_SIZE], hers[TOKEN_SIZE];
    assert_int_equal(make(t, ada, live, "Kim", 3, T0, token), STORE_REFUSED);
    assert_int_equal(make(t, ada, own, "Kim", 3, T0, hers), STORE_OK);
    int64_t public = keep_new(t, ada, "Hers, and live", T0);
    struct story_save go = publishing(t, ines, public, NAMED_DRAFT, T0, NULL);
    go.others_read = true;
    save(t, &go, T0);
    assert_int_equal(make(t, ada, public, "Kim", 3, T0, token), STORE_REFUSED);
    assert_int_equal(make(t, ines, live, "Kim", 3, T0, token), STORE_OK);
    assert_int_equal(preview_link_revoke(t->s, live, found(t, token, T0).id, ada, T0, &t->why),
                     STORE_REFUSED);
    found(t, token, T0);
    const struct {
        const char *name;
        int64_t days;
        const char *field;
    } bad[] = {
        {" ", 3, "link_name"},
        {"Kim", 0, "link_days"},
        {"Kim", 365, "link_days"},
        {"1234567890123456789012345678901234567890123456789012345678901234567890123456789012", 3,
         "link_name"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(make(t, ines, live, bad[i].name, bad[i].days, T0, token), STORE_REFUSED);
        assert_problem(t, bad[i].field);
    }
    for (int i = 1; i < PREVIEW_LINKS_MAX; i++)
        assert_int_equal(make(t, ines, live, "Kim", 1, T0, token), STORE_OK);
    assert_int_equal(make(t, ines, live, "Kim", 1, T0, token), STORE_REFUSED);
    assert_int_equal(make(t, ines, live, "Kim", 1, T0 + DAY, token), STORE_OK);
    assert_int_equal(story_bin(t->s, own, 0, ines, T0 + 1, &t->why), STORE_OK);
    assert_lost(t, hers, T0 + 2);
    assert_int_equal(make(t, ines, own, "Kim", 1, T0 + 2, token), STORE_REFUSED);
}

/* ---- Notes of guests --------------------------------------------------------------------------- */

static enum store_status say(struct site *t, const struct preview_link *l, int64_t thread,
                             const char *words, int64_t now, int64_t *id)
{
    const struct actor nobody = {0};
    const struct note_new in = {.story_id = l->story_id,
                                .thread_id = thread,
                                .link_id = l->id,
                                .place = "p-1",
                                .quote = "The harbour was quiet.",
                                .words = words};
    forget_problems(t);
    return note_add(t->s, &in, &nobody, now, id, &t->why);
}

static size_t seen_by(struct site *t, int64_t story, int64_t link)
{
    struct notes all;
    assert_int_equal(note_list(t->s, t->a, story, link, &all), STORE_OK);
    return all.n;
}

static void a_guest_sees_the_threads_of_that_link_alone(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t story = publish(t, "Live", 0, T0), other = publish(t, "Other", 0, T0), id, desk, answer;
    char one[TOKEN_SIZE], two[TOKEN_SIZE];
    assert_int_equal(make(t, ines, story, "Kim", 3, T0, one), STORE_OK);
    assert_int_equal(make(t, ines, story, "Lee", 3, T0, two), STORE_OK);
    struct preview_link kim = found(t, one, T0), lee = found(t, two, T0);
    struct note_new in = {.story_id = story, .words = "Of the desk."};
    assert_int_equal(note_add(t->s, &in, ines, T0, &desk, &t->why), STORE_OK);
    assert_int_equal(say(t, &kim, 0, "Not so.", T0, &id), STORE_OK);
    in.thread_id = id;
    assert_int_equal(note_add(t->s, &in, ines, T0, &answer, &t->why), STORE_OK);
    assert_int_equal(say(t, &kim, id, "Yes.", T0, &answer), STORE_OK);
    assert_int_equal(seen_by(t, story, kim.id), 3);
    assert_int_equal(seen_by(t, story, lee.id), 0);
    assert_int_equal(seen_by(t, story, 0), 4);
    assert_int_equal(say(t, &lee, id, "Into another's.", T0, &answer), STORE_MISSING);
    assert_int_equal(say(t, &lee, desk, "Into the desk's.", T0, &answer), STORE_MISSING);
    lee.story_id = other;
    assert_int_equal(say(t, &lee, 0, "On another story.", T0, &answer), STORE_REFUSED);
    struct notes all;
    assert_int_equal(note_list(t->s, t->a, story, kim.id, &all), STORE_OK);
    assert_string_equal(all.v[0].author, "Kim");
    assert_int_equal(all.v[0].user_id, 0);
    assert_string_equal(all.v[1].author, "ines");
    assert_int_equal(preview_link_revoke(t->s, story, kim.id, ines, T0 + 1, &t->why), STORE_OK);
    assert_int_equal(say(t, &kim, 0, "Too late.", T0 + 2, &id), STORE_REFUSED);
    assert_int_equal(seen_by(t, story, 0), 4);
}

static void guests_notes_are_bounded_by_hour_and_in_all(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Live", 0, T0), id, now = T0;
    char token[TOKEN_SIZE];
    assert_int_equal(make(t, editor(t), story, "Kim", 30, T0, token), STORE_OK);
    struct preview_link kim = found(t, token, T0);
    for (int i = 0; i < NOTES_GUEST_MAX; i++) {
        if (i && i % NOTES_GUEST_HOUR == 0) {
            assert_int_equal(say(t, &kim, 0, "One more.", now, &id), STORE_REFUSED);
            now += HOUR;
        }
        assert_int_equal(say(t, &kim, 0, "One more.", now, &id), STORE_OK);
    }
    assert_int_equal(say(t, &kim, 0, "One more.", now + HOUR, &id), STORE_REFUSED);
    assert_int_equal(seen_by(t, story, 0), NOTES_GUEST_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_link_holds_until_it_expires_or_is_revoked),
        sited(a_link_of_somebody_who_was_disabled_holds_no_more),
        sited(a_link_of_somebody_who_may_not_read_the_story_any_more_holds_no_more),
        sited(the_token_is_kept_nowhere),
        sited(a_form_that_comes_twice_makes_one_link),
        sited(who_may_write_the_text_makes_links_and_nobody_else),
        sited(a_guest_sees_the_threads_of_that_link_alone),
        sited(guests_notes_are_bounded_by_hour_and_in_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
