/* test_checklist.c: what a text must have before it reaches readers: each point, each way out, and who lets
 * it pass. */
#include "texts_test.h"

#include "db/checklist.h"
#include "db/permission.h"
#include "db/review.h"
#include "db/style_rule.h"

static void switch_on(struct site *t, enum check_point p, bool on)
{
    assert_int_equal(setting_set(t->s, check_point_setting(p), on ? "1" : "0", 0, T0, &t->why),
                     STORE_OK);
}

#define BIT(p) (1u << (p))

/* A first publication, by `by`. */
static struct story_saved try_new(struct site *t, const struct actor *by, struct story_text text,
                                  int64_t at, int64_t now, enum store_status wanted)
{
    struct story_save in = new_story("Checked");
    struct story_saved out;
    text.section = in.text.section;
    text.headline = text.headline ? text.headline : "Checked";
    text.body = text.body ? text.body : "A text.";
    in.text = text;
    in.by = by;
    in.action = STORY_PUBLISH;
    in.published_at = at;
    forget_problems(t);
    assert_int_equal(story_save(t->s, t->a, &in, now, &out, &t->why), wanted);
    return out;
}

static void each_point_asks_for_its_own_and_only_when_it_is_on(void **state)
{
    struct site *t = *state;
    struct source port = {.title = "The port", .url = ""};
    const struct style_rule rule = {.pattern = "web site", .replacement = "website", .advice = ""};
    const struct {
        enum check_point point;
        const char *field;
        struct story_text fails, passes;
    } cases[] = {
        {CHECK_SOURCES, "sources", {0}, {.sources = {&port, 1}}},
        {CHECK_AI, "ai", {0}, {.ai = STORY_AI_NONE}},
        {CHECK_STYLE, "house_style", {.body = "A web site."}, {.body = "A website."}},
        {CHECK_STYLE, "house_style", {.headline = "Web site"}, {.headline = "Website"}},
        {CHECK_ACCESSIBILITY,
         "body",
         {.body = "Read [here](https://x.example/)."},
         {.body = "Read [the report](https://x.example/)."}},
        {CHECK_SECOND_READER, "", {0}, {0}},
    };
    int64_t id;
    assert_int_equal(style_rule_add(t->s, NULL, &rule, T0, &id, &t->why), STORE_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        try_new(t, NULL, cases[i].fails, 0, T0 + 1, STORE_OK);
        switch_on(t, cases[i].point, true);
        struct story_saved out = try_new(t, NULL, cases[i].fails, 0, T0 + 2, STORE_REFUSED);
        assert_int_equal(out.checklist, BIT(cases[i].point));
        assert_int_equal(t->why.n, 1);
        assert_string_equal(t->why.v[0].field, cases[i].field);
        try_new(t, NULL, cases[i].fails, T0 + DAY, T0 + 2, STORE_REFUSED); /* scheduled */
        if (cases[i].point != CHECK_SECOND_READER)
            try_new(t, NULL, cases[i].passes, 0, T0 + 3, STORE_OK);
        switch_on(t, cases[i].point, false);
    }
}

/* What readers would see next of a live story. */
static struct story_save next(struct site *t, const struct actor *by, int64_t id,
                              enum named_text on, int64_t now, const char *body)
{
    struct story_save in = publishing(t, by, id, on, now, body);
    in.others_read = true;
    return in;
}

static void refused_for(struct site *t, const struct story_save *in, int64_t now,
                        enum check_point p)
{
    struct story_saved out;
    forget_problems(t);
    assert_int_equal(story_save(t->s, t->a, in, now, &out, &t->why), STORE_REFUSED);
    assert_int_equal(out.checklist, BIT(p));
}

static void every_way_to_readers_asks(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t);
    int64_t live = publish(t, "Live", 0, T0), waits = publish(t, "Waits", T0 + DAY, T0);
    int64_t gone = publish(t, "Gone", 0, T0), both = publish(t, "Both", 0, T0);
    struct story_save in;
    struct named_infos texts;

    forget_problems(t);
    assert_int_equal(story_withdraw(t->s, gone, TIME_ANY, "Wrong.", ines, T0 + 1, &t->why),
                     STORE_OK);
    stage_on(t, ines, both, NAMED_LIVE, T0 + DAY, T0 + 1, "The harbour was quiet.\n\nAt noon.");
    switch_on(t, CHECK_SOURCES, true);

    in = next(t, ines, live, NAMED_LIVE, T0 + 2, "A fix.");
    refused_for(t, &in, T0 + 2, CHECK_SOURCES);
    in.go_live_at = T0 + DAY;
    refused_for(t, &in, T0 + 2, CHECK_SOURCES);
    in = next(t, ines, waits, NAMED_WAITING, T0 + 2, NULL);
    in.published_at = 0;
    refused_for(t, &in, T0 + 2, CHECK_SOURCES);
    in = next(t, ines, gone, NAMED_LIVE, T0 + 2, NULL);
    refused_for(t, &in, T0 + 2, CHECK_SOURCES);
    in = next(t, ines, both, NAMED_LIVE, T0 + 2, "The harbour was loud.\n\nNobody knew why.");
    refused_for(t, &in, T0 + 2, CHECK_SOURCES);
    forget_problems(t);
    assert_int_equal(
        story_set_published(t->s, waits, T0 + 2 * DAY, TIME_ANY, ines, T0 + 2, &t->why),
        STORE_REFUSED);
    texts = texts_of(t, gone, NULL, T0 + 2);
    assert_int_equal(story_restore(t->s, gone, texts.v[NAMED_LIVE].number, texts.v[NAMED_LIVE].hash,
                                   story_now(t, gone, T0 + 2).withdrawn_at, ines, T0 + 2, &t->why),
                     STORE_REFUSED);
    assert_non_null(problem_of(&t->why, "sources"));

    /* What reaches nobody asks nothing; nor does what changes nothing, or takes away. */
    keep_on(t, ines, live, NAMED_LIVE, T0 + 3, "A draft.");
    in = next(t, ines, live, NAMED_LIVE, T0 + 4, NULL);
    struct story_saved out = save(t, &in, T0 + 4);
    assert_int_equal(out.outcome, OUTCOME_SAME);
    forget_problems(t);
    assert_int_equal(story_withdraw(t->s, live, TIME_ANY, "Wrong.", ines, T0 + 5, &t->why),
                     STORE_OK);
}

static void an_editor_lets_a_text_out_by_name_with_a_reason(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *ada = author(t);
    struct story_save in = new_story("Urgent");
    struct story_saved out;
    struct review_steps steps;
    switch_on(t, CHECK_SOURCES, true);
    switch_on(t, CHECK_SECOND_READER, true);
    in.by = ines;
    in.action = STORY_PUBLISH;
    in.override_reason = " \n";
    forget_problems(t);
    assert_int_equal(story_save(t->s, t->a, &in, T0, &out, &t->why), STORE_REFUSED);
    assert_int_equal(out.checklist, BIT(CHECK_SOURCES) | BIT(CHECK_SECOND_READER));
    in.override_reason = "A warning of the fire brigade.";
    int64_t id = save(t, &in, T0).story_id;
    assert_int_equal(review_list(t->s, t->a, id, REVIEW_STEPS_MAX, &steps), STORE_OK);
    assert_int_equal(steps.n, 1);
    assert_int_equal(steps.v[0].kind, REVIEW_OVERRIDE);
    assert_int_equal(steps.v[0].points, BIT(CHECK_SOURCES) | BIT(CHECK_SECOND_READER));
    assert_string_equal(steps.v[0].user_name, "ines");
    assert_int_equal(count_audit(t, id, "review.override"), 1);

    /* For that text alone: withdrawn, it comes back; with another word, it is asked again. */
    forget_problems(t);
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "Wrong.", ines, T0 + 1, &t->why), STORE_OK);
    struct named_infos texts = texts_of(t, id, NULL, T0 + 1);
    assert_int_equal(
        story_restore(t->s, id, 1, texts.v[NAMED_LIVE].hash, T0 + 1, ines, T0 + 2, &t->why),
        STORE_OK);
    in = publishing(t, ines, id, NAMED_LIVE, T0 + 3, "Another word.");
    forget_problems(t);
    assert_int_equal(story_save(t->s, t->a, &in, T0 + 3, &out, &t->why), STORE_REFUSED);

    /* The command line is nobody: it names an editor. */
    in = publishing(t, NULL, id, NAMED_LIVE, T0 + 3, "Another word.");
    in.override_reason = "Urgent.";
    const int64_t who[] = {0, 999, ada->user};
    for (size_t i = 0; i < 3; i++) {
        in.override_by = who[i];
        forget_problems(t);
        assert_int_equal(story_save(t->s, t->a, &in, T0 + 3, &out, &t->why), STORE_REFUSED);
        assert_non_null(problem_of(&t->why, "override_reason"));
    }
    in.override_by = ines->user;
    save(t, &in, T0 + 4);
    assert_int_equal(count_audit(t, id, "review.override"), 2);
}

static void the_second_reader_has_read_this_text(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t), *ada = author(t);
    switch_on(t, CHECK_SECOND_READER, true);
    int64_t id = keep_new(t, ada, "Hers", T0), own = keep_new(t, ines, "Own", T0);
    struct story_save in = next(t, ines, id, NAMED_DRAFT, T0 + 1, "The editor's words.");
    refused_for(t, &in, T0 + 1, CHECK_SECOND_READER);
    in = next(t, ines, id, NAMED_DRAFT, T0 + 1, NULL); /* as it is: the publisher has read it */
    save(t, &in, T0 + 1);

    in = next(t, ines, own, NAMED_DRAFT, T0 + 2, NULL);
    refused_for(t, &in, T0 + 2, CHECK_SECOND_READER);
    struct named_infos texts = texts_of(t, own, NULL, T0 + 2);
    const struct review_act read = {
        .kind = REVIEW_READ, .number = 1, .hash = texts.v[NAMED_DRAFT].hash};
    forget_problems(t);
    assert_int_equal(review_do(t->s, own, &read, tomas, T0 + 3, &t->why), STORE_OK);
    struct story_save other = next(t, ines, own, NAMED_DRAFT, T0 + 4, "Other words.");
    refused_for(t, &other, T0 + 4, CHECK_SECOND_READER);
    save(t, &in, T0 + 4);
}

static void a_lawyer_who_was_asked_for_has_seen_this_text(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *ada = author(t);
    int64_t id = keep_new(t, ada, "Hers", T0);
    const struct review_act needed = {.kind = REVIEW_LEGAL_NEEDED};
    switch_on(t, CHECK_LEGAL, true);
    forget_problems(t);
    assert_int_equal(review_do(t->s, id, &needed, ada, T0 + 1, &t->why), STORE_OK);
    struct story_save in = next(t, ines, id, NAMED_DRAFT, T0 + 2, NULL);
    refused_for(t, &in, T0 + 2, CHECK_LEGAL);
    assert_string_equal(t->why.v[0].field, "legal");
    struct named_infos texts = texts_of(t, id, NULL, T0 + 2);
    const struct review_act seen = {.kind = REVIEW_LEGAL_SEEN,
                                    .number = 1,
                                    .hash = texts.v[NAMED_DRAFT].hash,
                                    .name = "Dr. Kim"};
    forget_problems(t);
    assert_int_equal(review_do(t->s, id, &seen, ines, T0 + 3, &t->why), STORE_OK);
    struct story_save other = next(t, ines, id, NAMED_DRAFT, T0 + 4, "Other words.");
    refused_for(t, &other, T0 + 4, CHECK_LEGAL);
    save(t, &in, T0 + 4);
    in = next(t, ines, id, NAMED_LIVE, T0 + 5, "Other words.");
    refused_for(t, &in, T0 + 5, CHECK_LEGAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(each_point_asks_for_its_own_and_only_when_it_is_on),
        sited(every_way_to_readers_asks),
        sited(an_editor_lets_a_text_out_by_name_with_a_reason),
        sited(the_second_reader_has_read_this_text),
        sited(a_lawyer_who_was_asked_for_has_seen_this_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
