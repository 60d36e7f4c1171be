/* test_note.c: notes on a text: said, answered, resolved; by whom; and nothing that readers see. */
#include "texts_test.h"

#include "db/note.h"
#include "db/story_desk.h"

#define WORDS "The harbour master said four."

static enum store_status say(struct site *t, const struct actor *by, int64_t story, int64_t thread,
                             const char *words, int64_t now, int64_t *id)
{
    const struct note_new in = {.story_id = story,
                                .thread_id = thread,
                                .place = "p-2",
                                .quote = "Nobody knew why.",
                                .words = words};
    forget_problems(t);
    return note_add(t->s, &in, by, now, id, &t->why);
}

static struct notes notes_of(struct site *t, int64_t story)
{
    struct notes out;
    assert_int_equal(note_list(t->s, t->a, story, 0, &out), STORE_OK);
    return out;
}

static enum store_status set_resolved(struct site *t, const struct actor *by, int64_t story,
                                      int64_t id, bool resolved, int64_t now)
{
    forget_problems(t);
    return note_resolve(t->s, story, id, resolved, by, now, &t->why);
}

static void a_note_is_answered_resolved_and_opened_again(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t);
    int64_t story = publish(t, "Live", 0, T0), first, other, answer;
    int64_t before = store_generation(t->s);
    assert_int_equal(say(t, ines, story, 0, WORDS "\r\n<b>Check.</b>  ", T0 + 1, &first), STORE_OK);
    assert_int_equal(say(t, ines, story, 0, "Another.", T0 + 2, &other), STORE_OK);
    assert_int_equal(say(t, tomas, story, first, "Yes.", T0 + 3, &answer), STORE_OK);
    struct notes all = notes_of(t, story);
    assert_int_equal(all.n, 3);
    assert_string_equal(all.v[0].words, WORDS "\n<b>Check.</b>");
    assert_string_equal(all.v[0].author, "ines");
    assert_string_equal(all.v[0].place, "p-2");
    assert_string_equal(all.v[0].quote, "Nobody knew why.");
    assert_int_equal(all.v[0].created_at, T0 + 1);
    assert_int_equal(all.v[1].thread_id, first);
    assert_string_equal(all.v[1].quote, "");
    assert_int_equal(all.v[2].id, other);

    assert_int_equal(set_resolved(t, tomas, story, first, true, T0 + 4), STORE_OK);
    assert_int_equal(set_resolved(t, ines, story, first, true, T0 + 5), STORE_OK);
    all = notes_of(t, story);
    assert_int_equal(all.v[0].resolved_at, T0 + 4);
    assert_string_equal(all.v[0].resolved_by_name, "tomas");
    assert_int_equal(set_resolved(t, ines, story, first, false, T0 + 6), STORE_OK);
    assert_int_equal(notes_of(t, story).v[0].resolved_at, 0);
    assert_int_equal(set_resolved(t, ines, story, first, true, T0 + 7), STORE_OK);
    assert_int_equal(say(t, ines, story, first, "Not yet.", T0 + 8, &answer), STORE_OK);
    assert_int_equal(notes_of(t, story).v[0].resolved_at, 0);

    assert_int_equal(set_resolved(t, ines, story, answer, true, T0 + 9), STORE_MISSING);
    assert_int_equal(say(t, ines, story, answer, "To an answer.", T0 + 9, &answer), STORE_MISSING);
    assert_int_equal(store_generation(t->s), before);
    assert_int_equal(story_now(t, story, T0 + 9).head, 1);
    assert_int_equal(count_audit(t, story, "note.add"), 2);
    assert_int_equal(count_audit(t, story, "note.answer"), 2);
    assert_int_equal(count_audit(t, story, "note.resolve"), 2);
    assert_int_equal(count_audit(t, story, "note.reopen"), 2);
}

static void who_may_see_the_text_may_note_on_it_and_nobody_else(void **state)
{
    struct site *t = *state;
    struct actor *ada = author(t), *ines = editor(t);
    int64_t own = keep_new(t, ada, "Hers", T0), live = publish(t, "The paper’s", 0, T0), id;
    assert_int_equal(say(t, ada, own, 0, WORDS, T0 + 1, &id), STORE_OK);
    assert_int_equal(say(t, ines, own, 0, WORDS, T0 + 1, &id), STORE_OK);
    assert_int_equal(say(t, ada, live, 0, WORDS, T0 + 1, &id), STORE_REFUSED);
    assert_problem(t, "");
    assert_int_equal(say(t, ines, live, 0, WORDS, T0 + 1, &id), STORE_OK);
    assert_int_equal(set_resolved(t, ada, live, id, true, T0 + 2), STORE_REFUSED);
    struct story_save in = publishing(t, ines, own, NAMED_DRAFT, T0 + 2, NULL);
    in.others_read = true;
    save(t, &in, T0 + 2);
    assert_int_equal(say(t, ines, 999, 0, WORDS, T0 + 3, &id), STORE_MISSING);
    assert_int_equal(say(t, ada, own, 0, "Mine, and live.", T0 + 3, &id), STORE_OK);
    /* A thread of another story is none of this one. */
    assert_int_equal(say(t, ines, live, id, WORDS, T0 + 3, &id), STORE_MISSING);
}

static void a_note_is_bounded_and_comes_once(void **state)
{
    struct site *t = *state;
    struct actor *once = with_form(t, editor(t), "form-1", "a");
    int64_t story = publish(t, "Live", 0, T0), id;
    char *much = arena_alloc(t->a, NOTE_WORDS_MAX + 2);
    memset(much, 'x', NOTE_WORDS_MAX + 1);
    much[NOTE_WORDS_MAX + 1] = '\0';
    assert_int_equal(say(t, once, story, 0, much, T0, &id), STORE_REFUSED);
    assert_problem(t, "note_words");
    assert_int_equal(say(t, once, story, 0, " \n ", T0, &id), STORE_REFUSED);
    assert_problem(t, "note_words");
    assert_int_equal(say(t, once, story, 0, much + 1, T0, &id), STORE_OK);
    assert_true(id > 0);
    assert_int_equal(say(t, once, story, 0, much + 1, T0 + 1, &id), STORE_OK);
    assert_int_equal(id, 0);
    assert_int_equal(notes_of(t, story).n, 1);
    for (int i = 1; i < NOTES_MAX; i++)
        assert_int_equal(say(t, editor(t), story, 0, WORDS, T0, &id), STORE_OK);
    assert_int_equal(say(t, editor(t), story, 0, WORDS, T0, &id), STORE_REFUSED);
    assert_problem(t, "");
}

static void notes_go_with_their_story(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t story = keep_new(t, ines, "Thrown away", T0), other = keep_new(t, ines, "Later", T0),
            id;
    assert_int_equal(say(t, ines, story, 0, WORDS, T0, &id), STORE_OK);
    assert_int_equal(say(t, ines, story, id, WORDS, T0, &id), STORE_OK);
    assert_int_equal(story_bin(t->s, story, 0, ines, T0 + 1, &t->why), STORE_OK);
    assert_int_equal(say(t, ines, story, 0, WORDS, T0 + 2, &id), STORE_REFUSED);
    assert_int_equal(notes_of(t, story).n, 2);
    assert_int_equal(story_bin(t->s, other, 0, ines, T0 + 2 + STORY_BIN_MS, &t->why), STORE_OK);
    assert_int_equal(notes_of(t, story).n, 0);
    assert_int_equal(count_audit(t, story, "story.purge"), 1);
}

static int open_notes(struct site *t, int64_t story, int64_t now)
{
    struct desk_filter any = {.state = STORY_STATE_MAX, .kind = STORY_KIND_MAX};
    struct desk_rows rows;
    assert_int_equal(story_desk(t->s, t->a, &any, (struct list_key){0}, 9, now, &rows), STORE_OK);
    for (size_t i = 0; i < rows.n; i++)
        if (rows.v[i].story.id == story)
            return rows.v[i].notes;
    fail_msg("the story is not in the list");
    return -1;
}

static void the_desks_list_counts_those_that_are_open(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t story = publish(t, "Live", 0, T0), quiet = publish(t, "Quiet", 0, T0), id, answer;
    assert_int_equal(open_notes(t, story, T0), 0);
    assert_int_equal(say(t, ines, story, 0, WORDS, T0 + 1, &id), STORE_OK);
    assert_int_equal(say(t, ines, story, id, "An answer is no note of its own.", T0 + 2, &answer),
                     STORE_OK);
    assert_int_equal(say(t, ines, story, 0, "Another.", T0 + 3, &answer), STORE_OK);
    assert_int_equal(open_notes(t, story, T0 + 3), 2);
    assert_int_equal(open_notes(t, quiet, T0 + 3), 0);
    assert_int_equal(set_resolved(t, ines, story, id, true, T0 + 4), STORE_OK);
    assert_int_equal(open_notes(t, story, T0 + 4), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_note_is_answered_resolved_and_opened_again),
        sited(who_may_see_the_text_may_note_on_it_and_nobody_else),
        sited(a_note_is_bounded_and_comes_once),
        sited(the_desks_list_counts_those_that_are_open),
        sited(notes_go_with_their_story),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
