/* texts_test.h: what the tests of a story's named texts share: people, saves as theirs, what readers
 * get. */
#ifndef DATELINE_TESTS_TEXTS_TEST_H
#define DATELINE_TESTS_TEXTS_TEST_H

#include "store_test.h"

#include "db/story_merge.h"

/* Somebody who acts, by name; made when new. */
static MAYBE_UNUSED struct actor *person(struct site *t, const char *login, enum role role)
{
    struct actor *by = arena_alloc(t->a, sizeof *by);
    *by = (struct actor){.user = user_of(t, login, role), .role = role};
    return by;
}

static MAYBE_UNUSED struct actor *editor(struct site *t)
{
    return person(t, "ines", ROLE_EDITOR);
}

static MAYBE_UNUSED struct actor *other_editor(struct site *t)
{
    return person(t, "tomas", ROLE_EDITOR);
}

static MAYBE_UNUSED struct actor *author(struct site *t)
{
    return person(t, "ada", ROLE_AUTHOR);
}

/* The same person with a form's number and digest. */
static MAYBE_UNUSED struct actor *with_form(struct site *t, const struct actor *by,
                                            const char *form, const char *digest)
{
    struct actor *out = arena_alloc(t->a, sizeof *out);
    *out = (struct actor){by->user, by->role, form, digest};
    return out;
}

/* A new story by somebody, kept as a draft. */
static MAYBE_UNUSED int64_t keep_new(struct site *t, const struct actor *by, const char *headline,
                                     int64_t now)
{
    struct story_save in = new_story(headline);
    in.by = by;
    return save(t, &in, now).story_id;
}

/* Keeps a new body on one of the texts. */
static MAYBE_UNUSED struct story_saved keep_on(struct site *t, const struct actor *by, int64_t id,
                                               enum named_text on, int64_t now, const char *body)
{
    struct story_save in = save_of(t, id, on, now, body);
    in.by = by;
    return save(t, &in, now);
}

/* A save that publishes one of the texts, with a new body unless it is NULL. */
static MAYBE_UNUSED struct story_save publishing(struct site *t, const struct actor *by, int64_t id,
                                                 enum named_text on, int64_t now, const char *body)
{
    struct story_save in = save_of(t, id, on, now, body);
    in.by = by;
    in.action = STORY_PUBLISH;
    return in;
}

/* A change of a live story that waits until `at`. */
static MAYBE_UNUSED struct story_saved stage_on(struct site *t, const struct actor *by, int64_t id,
                                                enum named_text on, int64_t at, int64_t now,
                                                const char *body)
{
    struct story_save in = publishing(t, by, id, on, now, body);
    in.go_live_at = at;
    return save(t, &in, now);
}

/* What a reader gets at a story's address: its body, "gone", "moved" or "" for nothing. */
static MAYBE_UNUSED const char *reads(struct site *t, const char *path, int64_t now)
{
    enum story_found found;
    struct story_view v;
    const char *moved;
    enum store_status st = story_by_path(t->s, t->a, path, now, &found, &v, &moved);
    if (st == STORE_MISSING)
        return "";
    assert_int_equal(st, STORE_OK);
    return found == STORY_FOUND ? v.revision.text.body : found == STORY_GONE ? "gone" : "moved";
}

static MAYBE_UNUSED struct named_infos texts_of(struct site *t, int64_t id, const struct actor *by,
                                                int64_t now)
{
    struct named_infos out;
    assert_int_equal(story_texts(t->s, t->a, id, by, now, &out), STORE_OK);
    return out;
}

/* The save is refused, and the story is as it was. */
static MAYBE_UNUSED void assert_conflict(struct site *t, const struct story_save *in, int64_t now,
                                         enum save_conflict what, int number)
{
    struct story_saved out;
    int head = story_now(t, in->story_id, now).head;
    assert_int_equal(try_save(t, in, now, &out), STORE_CONFLICT);
    assert_int_equal(out.conflict, what);
    assert_int_equal(out.conflict_number, number);
    assert_int_equal(story_now(t, in->story_id, now).head, head);
}

static MAYBE_UNUSED void assert_refused(struct site *t, const struct story_save *in, int64_t now,
                                        const char *field)
{
    struct story_saved out;
    assert_int_equal(try_save(t, in, now, &out), STORE_REFUSED);
    assert_problem(t, field);
}

#endif
