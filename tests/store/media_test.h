/* media_test.h: what the tests of pictures share: rows without files, stories that have them. */
#ifndef DATELINE_TESTS_MEDIA_TEST_H
#define DATELINE_TESTS_MEDIA_TEST_H

#include "texts_test.h"

static MAYBE_UNUSED int64_t add_picture(struct site *t, int number, const char *file,
                                        const char *credit, int64_t at, const struct actor *by)
{
    const char *name = arena_printf(t->a, "%032x", number);
    struct media m = one_picture(t->a, name);
    m.original = file;
    m.credit = credit;
    m.created_by = by ? by->user : 0;
    assert_int_equal(media_add(t->s, t->a, &m, at), STORE_OK);
    return m.id;
}

static MAYBE_UNUSED struct media picture(struct site *t, int64_t id)
{
    struct media m;
    assert_int_equal(media_get(t->s, t->a, id, &m), STORE_OK);
    return m;
}

static MAYBE_UNUSED int64_t story_with(struct site *t, const char *headline, int64_t hero,
                                       const char *body, enum story_action action, int64_t at)
{
    struct story_save in = new_story(headline);
    in.text.hero_id = hero;
    in.text.hero_alt = "A quay.";
    in.text.hero_credit = "A. Bee";
    if (body)
        in.text.body = body;
    in.action = action;
    return save(t, &in, at).story_id;
}

static MAYBE_UNUSED const char *in_text(struct site *t, int64_t id)
{
    return arena_printf(t->a, "Text.\n\n![A quay](/media/%s \"Credit: A. Bee\")\n\nMore.",
                        picture(t, id).files[0].path);
}

#endif
