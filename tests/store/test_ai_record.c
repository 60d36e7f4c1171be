/* test_ai_record.c: what AI was used for: who answered for it, what people changed, and what nobody reviewed. */
#include "texts_test.h"

#include "db/ai_record.h"
#include "db/review.h"

static struct story_saved put(struct site *t, const struct actor *by, int64_t id, enum story_ai ai,
                              const char *body, int64_t now)
{
    struct story_save in = new_story("Weather");
    if (id)
        in = publishing(t, by, id, NAMED_LIVE, now, body);
    in.by = by;
    in.action = STORY_PUBLISH;
    in.text.body = body;
    in.text.ai = ai;
    in.text.ai_note = "A model wrote the first draft.";
    in.others_read = true;
    return save(t, &in, now);
}

static struct ai_records list(struct site *t, int64_t before, size_t limit)
{
    struct ai_records out;
    assert_int_equal(ai_record_list(t->s, t->a, before, limit, &out), STORE_OK);
    return out;
}

static void what_a_model_wrote_and_who_reviewed_it_is_on_record(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t);
    publish(t, "No AI", 0, T0);
    keep_new(t, ines, "A draft", T0);
    int64_t id = put(t, NULL, 0, STORY_AI_UNREVIEWED, "Rain at noon.", T0).story_id;
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, 0, T0, &v), STORE_OK);
    assert_int_equal(v.revision.text.ai, STORY_AI_UNREVIEWED);
    struct ai_records all = list(t, 0, 10);
    assert_int_equal(all.n, 1);
    assert_int_equal(all.v[0].ai, STORY_AI_UNREVIEWED);
    assert_string_equal(all.v[0].let_out_by, "");
    assert_int_equal(all.v[0].words, 0);

    put(t, ines, id, STORY_AI_GENERATED, "Snow at noon, and wind.", T0 + 1);
    struct named_infos texts = texts_of(t, id, NULL, T0 + 2);
    const struct review_act read = {
        .kind = REVIEW_READ, .number = 2, .hash = texts.v[NAMED_LIVE].hash};
    forget_problems(t);
    assert_int_equal(review_do(t->s, id, &read, tomas, T0 + 2, &t->why), STORE_OK);
    all = list(t, 0, 10);
    assert_int_equal(all.n, 2);
    assert_int_equal(all.v[0].number, 2);
    assert_int_equal(all.v[0].ai, STORY_AI_GENERATED);
    assert_string_equal(all.v[0].let_out_by, "ines");
    assert_string_equal(all.v[0].read_by, "tomas");
    assert_string_equal(all.v[0].note, "A model wrote the first draft.");
    assert_int_equal(all.v[0].from, 1);
    assert_int_equal(all.v[0].words, 4);
    assert_int_equal(all.v[0].live_from, T0 + 1);
    assert_int_equal(list(t, 0, 1).n, 1);
    assert_int_equal(list(t, all.v[0].revision_id, 10).v[0].number, 1);
    put(t, ines, id, STORY_AI_NONE, "Sun.", T0 + 3);
    assert_int_equal(list(t, 0, 10).n, 2);
}

static void the_label_survives_a_merge_and_the_proof_of_a_revision(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t id = put(t, ines, 0, STORY_AI_UNREVIEWED, "One.\n\nTwo.\n\nThree.", T0).story_id;
    stage_on(t, ines, id, NAMED_LIVE, T0 + DAY, T0 + 1, "One.\n\nTwo.\n\nThree, later.");
    struct story_save in =
        publishing(t, ines, id, NAMED_LIVE, T0 + 2, "One, fixed.\n\nTwo.\n\nThree.");
    struct story_saved out = save(t, &in, T0 + 2);
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, out.merged, T0 + 2, &v), STORE_OK);
    assert_int_equal(v.revision.text.ai, STORY_AI_UNREVIEWED);
    /* The same again is no new revision: its hash is that of what is kept. */
    keep_on(t, ines, id, NAMED_WAITING, T0 + 3, NULL);
    assert_int_equal(story_now(t, id, T0 + 3).draft, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(what_a_model_wrote_and_who_reviewed_it_is_on_record),
        sited(the_label_survives_a_merge_and_the_proof_of_a_revision),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
