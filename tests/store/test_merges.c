/* test_merges.c: two changes of one story: a fix and what waits, and two who save at a time.
 *
 * MERGE_CASES and MERGE_RACES run more, MERGE_SEED another sequence. */
#include "texts_test.h"

#define CASES 500
#define RACES 1000
#define PARAGRAPHS_MAX 9

/* ---- Chance ---------------------------------------------------------------------------------- */

static uint32_t chance(uint64_t *random, uint32_t n)
{
    uint64_t z = (*random += UINT64_C(0x9e3779b97f4a7c15)); /* splitmix64 */
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ (z >> 31)) % n);
}

static uint64_t seed_of(void)
{
    const char *seed = getenv("MERGE_SEED");
    uint32_t number = seed ? (uint32_t)strtoul(seed, NULL, 10) : 1;
    print_message("# MERGE_SEED=%u\n", number);
    return number;
}

static int count_of(const char *name, int usual)
{
    const char *n = getenv(name);
    return n ? (int)strtol(n, NULL, 10) : usual;
}

/* ---- A fix goes into what waits --------------------------------------------------------------- */

/* What becomes of one paragraph and of the place behind it, and by whom. */
struct paragraph_change {
    bool by_fix; /* else by what waits */
    enum { STAYS, CHANGED, REMOVED } what;
    bool inserts; /* a paragraph behind it */
};
struct merge_case {
    int n; /* number of the case, for words that are nowhere else */
    size_t paragraphs;
    struct paragraph_change change[PARAGRAPHS_MAX];
};

static void add_paragraph(struct arena *a, const char **body, const char *text)
{
    *body = arena_printf(a, "%s%s%s", *body, (*body)[0] ? "\n\n" : "", text);
}

/* The body with the changes of one side, of both, or of none. */
static const char *body_of(struct arena *a, const struct merge_case *c, bool fix, bool waits)
{
    const char *body = "";
    for (size_t i = 0; i < c->paragraphs; i++) {
        const struct paragraph_change *change = &c->change[i];
        bool done = change->by_fix ? fix : waits;
        const char *who = change->by_fix ? "fix" : "wait";
        if (!done || change->what == STAYS)
            add_paragraph(a, &body, arena_printf(a, "Case %d has paragraph %zu.", c->n, i));
        else if (change->what == CHANGED)
            add_paragraph(a, &body, arena_printf(a, "A %s in case %d at %zu.", who, c->n, i));
        if (done && change->inserts)
            add_paragraph(a, &body, arena_printf(a, "New: a %s in %d at %zu.", who, c->n, i));
    }
    return body;
}

static void choose_case(uint64_t *random, int n, struct merge_case *c)
{
    *c = (struct merge_case){.n = n, .paragraphs = 2 + chance(random, PARAGRAPHS_MAX - 1)};
    for (size_t i = 0; i < c->paragraphs; i++) {
        uint32_t what = chance(random, 8);
        c->change[i] = (struct paragraph_change){.by_fix = chance(random, 2),
                                                 .what = what < 3   ? STAYS
                                                         : what < 7 ? CHANGED
                                                                    : REMOVED,
                                                 .inserts = chance(random, 6) == 0};
    }
    /* Always something of both. */
    c->change[0] = (struct paragraph_change){.by_fix = chance(random, 2), .what = CHANGED};
    c->change[1] = (struct paragraph_change){.by_fix = !c->change[0].by_fix, .what = CHANGED};
}

static void run_case(struct site *t, const struct merge_case *c, int64_t now)
{
    struct actor *ines = editor(t), *tomas = other_editor(t);
    struct story_save in = new_story(arena_printf(t->a, "Case %d", c->n));
    in.text.body = body_of(t->a, c, false, false);
    in.action = STORY_PUBLISH;
    struct story_saved out = save(t, &in, now);
    int64_t at = now + HOUR;
    stage_on(t, tomas, out.story_id, NAMED_LIVE, at, now + 1, body_of(t->a, c, false, true));
    in = publishing(t, ines, out.story_id, NAMED_LIVE, now + 2, body_of(t->a, c, true, false));
    out = save(t, &in, now + 2);
    assert_int_equal(out.outcome, OUTCOME_MINOR);
    assert_int_equal(out.merged, out.story.staged);
    assert_string_equal(reads(t, out.story.path, at - 1), body_of(t->a, c, true, false));
    assert_string_equal(reads(t, out.story.path, at), body_of(t->a, c, true, true));
}

static void a_fix_is_in_what_waits_when_its_instant_comes(void **state)
{
    struct site *t = *state;
    uint64_t random = seed_of();
    struct arena *all = t->a;
    assert_int_equal(store_batch_begin(t->s), STORE_OK); /* the disk has no part in this */
    for (int n = 0; n < count_of("MERGE_CASES", CASES); n++) {
        struct merge_case c;
        choose_case(&random, n, &c);
        t->a = arena_new();
        run_case(t, &c, T0 + n * DAY);
        arena_free(t->a);
        t->a = all;
    }
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
    forget_problems(t);
    assert_int_equal(verify(t), 0);
}

static void fixes_add_up_in_what_waits(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    struct story_save in = new_story("Quiet water");
    in.text.body = "One.\n\nTwo.\n\nThree.\n\nFour.";
    in.action = STORY_PUBLISH;
    int64_t id = save(t, &in, T0).story_id;
    stage_on(t, by, id, NAMED_LIVE, T0 + DAY, T0 + 1, "One.\n\nTwo.\n\nThree.\n\nAt noon.");
    in = publishing(t, by, id, NAMED_LIVE, T0 + 2, "First.\n\nTwo.\n\nThree.\n\nFour.");
    save(t, &in, T0 + 2);
    in = publishing(t, by, id, NAMED_LIVE, T0 + 3, "First.\n\nSecond.\n\nThree.\n\nFour.");
    struct story_saved out = save(t, &in, T0 + 3);
    in = publishing(t, by, id, NAMED_LIVE, T0 + 4, "One.\n\nSecond.\n\nThree.\n\nFour.");
    save(t, &in, T0 + 4); /* the first one is taken back again */
    assert_string_equal(reads(t, out.story.path, T0 + DAY),
                        "One.\n\nSecond.\n\nThree.\n\nAt noon.");
    assert_int_equal(count_audit(t, id, "story.merge"), 3);
    assert_int_equal(verify(t), 0);
}

static void what_the_fix_and_what_waits_both_changed_is_asked_about(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    const char *bodies[] = {"At noon.\n\nNobody knew, still.", "Fixed.\n\nNobody knew, still."};
    for (int c = WAITING_KEEPS; c <= WAITING_TAKES; c++) {
        int64_t id = publish(t, "Quiet water", 0, T0);
        stage_on(t, by, id, NAMED_LIVE, T0 + DAY, T0 + 1, "At noon.\n\nNobody knew why.");
        struct story_save in =
            publishing(t, by, id, NAMED_LIVE, T0 + 2, "Fixed.\n\nNobody knew, still.");
        struct story_saved out;
        assert_int_equal(try_save(t, &in, T0 + 2, &out), STORE_CONFLICT);
        assert_int_equal(out.conflict, CONFLICT_OVERLAP);
        assert_int_equal(out.conflict_number, 2);
        assert_int_equal(out.overlap->n, 1);
        assert_string_equal(out.overlap->overlaps[0].field, "body");
        assert_string_equal(out.overlap->overlaps[0].base, "The harbour was quiet.");
        assert_string_equal(out.overlap->overlaps[0].mine, "Fixed.");
        assert_string_equal(out.overlap->overlaps[0].theirs, "At noon.");
        struct story st = story_now(t, id, T0 + 3);
        assert_int_equal(st.live, 1);
        assert_int_equal(st.staged, 2);
        in.waiting_choice = (enum waiting_choice)c;
        out = save(t, &in, T0 + 3);
        assert_string_equal(reads(t, out.story.path, T0 + 3), "Fixed.\n\nNobody knew, still.");
        assert_string_equal(reads(t, out.story.path, T0 + DAY), bodies[c - WAITING_KEEPS]);
    }
    assert_int_equal(verify(t), 0);
}

static void a_draft_that_is_published_goes_into_what_waits_too(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    stage_on(t, by, id, NAMED_LIVE, T0 + DAY, T0 + 1, "The harbour was quiet.\n\nAt noon.");
    keep_on(t, by, id, NAMED_LIVE, T0 + 2, "The harbour was loud.\n\nNobody knew why.");
    struct story_save in = publishing(t, by, id, NAMED_DRAFT, T0 + 3, NULL);
    struct story_saved out = save(t, &in, T0 + 3);
    assert_int_equal(out.story.draft, 0);
    assert_string_equal(reads(t, out.story.path, T0 + DAY), "The harbour was loud.\n\nAt noon.");
}

static void what_waits_keeps_its_kind_time_and_note_when_a_fix_goes_in(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct story_save in =
        publishing(t, by, id, NAMED_LIVE, T0 + 1, "The harbour was quiet.\n\nAt noon.");
    in.go_live_at = T0 + DAY;
    in.edit = EDIT_UPDATE;
    in.note = "What the mayor said.";
    save(t, &in, T0 + 1);
    in = publishing(t, by, id, NAMED_LIVE, T0 + 2, "The harbour was calm.\n\nNobody knew why.");
    in.edit = EDIT_CORRECTION;
    in.wrong = "quiet";
    in.right = "calm";
    save(t, &in, T0 + 2);
    struct named_infos texts = texts_of(t, id, by, T0 + 3);
    assert_int_equal(texts.v[NAMED_WAITING].kind, EDIT_UPDATE);
    assert_int_equal(texts.v[NAMED_WAITING].at, T0 + DAY);
    assert_string_equal(texts.v[NAMED_WAITING].note, "What the mayor said.");
    assert_int_equal(story_now(t, id, T0 + 3).updated_at, T0 + 2);
    assert_int_equal(story_now(t, id, T0 + DAY).updated_at, T0 + DAY);
}

/* ---- Every field ----------------------------------------------------------------------------- */

/* The parts of a text that are changed each for itself, by the name that an overlap has. */
static const char *const fields[] = {
    "headline", "dek",        "body",         "lang",    "takeaways", "sources",
    "bylines",  "tags",       "section",      "product", "verdict",   "rating",
    "pros",     "cons",       "price",        "hero_id", "ai",        "fact_checked_by",
    "genre",    "place_line", "how_reported",
};
#define FIELDS (sizeof fields / sizeof fields[0])

static struct strlist one_entry(struct arena *a, const char *entry)
{
    const char **v = arena_array(a, 1, sizeof *v);
    v[0] = entry;
    return (struct strlist){v, 1};
}

static struct groups one_group(struct arena *a, const char *name)
{
    struct group *v = arena_array(a, 1, sizeof *v);
    v[0] = (struct group){.slug = "", .name = name, .text = ""};
    return (struct groups){v, 1};
}

static void set_review_field(struct arena *a, struct review *r, size_t field, int value,
                             const char *word)
{
    switch (field) {
    case 9:
        r->product = word;
        break;
    case 10:
        r->verdict = word;
        break;
    case 11:
        r->rating = 30 + value;
        break;
    case 12:
        r->pros = one_entry(a, word);
        break;
    case 13:
        r->cons = one_entry(a, word);
        break;
    default:
        r->price = word;
        r->price_checked_on = value ? "2026-01-08" : "2026-01-07";
    }
}

/* Writes a value into a field: 0 as at first, 1 and 2 two changes of it. */
static void set_field(struct arena *a, struct story_text *t, size_t field, int value)
{
    static const char *const words[] = {"First", "Second", "Third"};
    static const char *const langs[] = {"en", "de", "fr"};
    const char *word = arena_printf(a, "%s %s", words[value], fields[field]);
    struct source *source;
    switch (field) {
    case 0:
        t->headline = word;
        break;
    case 1:
        t->dek = word;
        break;
    case 2:
        t->body = word;
        break;
    case 3:
        t->lang = langs[value];
        break;
    case 4:
        t->takeaways = one_entry(a, word);
        break;
    case 5:
        source = arena_array(a, 1, sizeof *source);
        *source = (struct source){word, "https://example.org/"};
        t->sources = (struct sources){source, 1};
        break;
    case 6:
        t->bylines = one_group(a, word);
        break;
    case 7:
        t->tags = one_group(a, word);
        break;
    case 8:
        t->section = (struct group){.slug = value == 0   ? "city"
                                            : value == 1 ? "science"
                                                         : "",
                                    .name = "",
                                    .text = ""};
        break;
    case 9:
    case 10:
    case 11:
    case 12:
    case 13:
    case 14:
        set_review_field(a, &t->review, field, value, word);
        break;
    case 15:
        t->hero_id = 1 + value;
        t->hero_alt = word;
        t->hero_caption = word;
        t->hero_credit = word;
        break;
    case 16:
        t->ai = (enum story_ai)(1 + value);
        t->ai_note = word;
        break;
    case 17:
        t->fact_checked_by = word;
        break;
    case 18:
        t->genre = (enum story_genre)value;
        break;
    case 19:
        t->place_line = word;
        break;
    default:
        t->how_reported = word;
    }
}

static struct story_text text_with(struct arena *a, const int value[FIELDS])
{
    struct story_text t = {.headline = ""}, out;
    for (size_t f = 0; f < FIELDS; f++)
        set_field(a, &t, f, value[f]);
    story_text_clean(a, STORY_REVIEW, &t, &out);
    return out;
}

static void assert_same_text(struct arena *a, const struct story_text *got,
                             const struct story_text *expected)
{
    struct text_merge m; /* between equal texts no side has changed anything */
    story_text_merge(a, expected, got, expected, MERGE_MINE, &m);
    assert_false(m.from_mine);
    assert_int_equal(m.n, 0);
}

static void each_field_has_the_change_of_who_changed_it(void **state)
{
    struct site *t = *state;
    const int none[FIELDS] = {0};
    const struct story_text base = text_with(t->a, none);
    for (size_t f = 0; f < FIELDS; f++) {
        int mine[FIELDS] = {0}, theirs[FIELDS], both[FIELDS];
        for (size_t g = 0; g < FIELDS; g++) {
            mine[g] = g == f ? 1 : 0;
            theirs[g] = g == f ? 0 : 2;
            both[g] = g == f ? 1 : 2;
        }
        struct story_text x = text_with(t->a, mine), y = text_with(t->a, theirs);
        struct story_text expected = text_with(t->a, both);
        struct text_merge m;
        story_text_merge(t->a, &base, &x, &y, MERGE_THEIRS, &m);
        assert_int_equal(m.n, 0);
        assert_true(m.from_mine && m.from_theirs);
        assert_same_text(t->a, &m.text, &expected);
        story_text_merge(t->a, &base, &y, &x, MERGE_THEIRS, &m);
        assert_int_equal(m.n, 0);
        assert_same_text(t->a, &m.text, &expected);
    }
}

static void a_field_that_both_changed_is_told_by_name(void **state)
{
    struct site *t = *state;
    const int none[FIELDS] = {0};
    const struct story_text base = text_with(t->a, none);
    for (size_t f = 0; f < FIELDS; f++) {
        int mine[FIELDS] = {0}, theirs[FIELDS] = {0};
        mine[f] = 1;
        theirs[f] = 2;
        struct story_text x = text_with(t->a, mine), y = text_with(t->a, theirs);
        for (int favour = MERGE_MINE; favour <= MERGE_THEIRS; favour++) {
            struct text_merge m;
            story_text_merge(t->a, &base, &x, &y, (enum merge_favour)favour, &m);
            assert_int_equal(m.n, 1);
            assert_string_equal(m.overlaps[0].field, fields[f]);
            assert_same_text(t->a, &m.text, favour == MERGE_MINE ? &x : &y);
        }
        struct text_merge same;
        story_text_merge(t->a, &base, &x, &x, MERGE_MINE, &same); /* both said the same */
        assert_int_equal(same.n, 0);
        assert_same_text(t->a, &same.text, &x);
    }
}

/* ---- Two who save at a time ------------------------------------------------------------------ */

static const char *race_body(struct arena *a, const char *const paragraph[], size_t n)
{
    const char *body = "";
    for (size_t i = 0; i < n; i++)
        add_paragraph(a, &body, paragraph[i]);
    return body;
}

#define RACE_PARAGRAPHS 5

/* One race on a named text: both change a paragraph of what both were shown. */
static void run_race(struct site *t, int64_t id, enum named_text on, int64_t now, uint64_t *random,
                     int n, bool same)
{
    const enum story_action action = on == NAMED_DRAFT ? STORY_KEEP : STORY_PUBLISH;
    struct story_save one = save_of(t, id, on, now, NULL), two = save_of(t, id, on, now, NULL);
    const char *mine[RACE_PARAGRAPHS], *theirs[RACE_PARAGRAPHS], *rest = one.text.body;
    for (size_t i = 0; i < RACE_PARAGRAPHS; i++) {
        size_t length = strcspn(rest, "\n");
        mine[i] = theirs[i] = arena_dupn(t->a, rest, length);
        rest += length + strspn(rest + length, "\n");
    }
    size_t x = chance(random, RACE_PARAGRAPHS);
    size_t y = same ? x : (x + 1 + chance(random, RACE_PARAGRAPHS - 1)) % RACE_PARAGRAPHS;
    theirs[x] = arena_printf(t->a, "First of race %d.", n);
    mine[y] = arena_printf(t->a, "Second of race %d.", n);
    one.by = editor(t);
    two.by = other_editor(t);
    one.text.body = race_body(t->a, theirs, RACE_PARAGRAPHS);
    two.text.body = race_body(t->a, mine, RACE_PARAGRAPHS);
    one.action = two.action = action;
    one.others_read = two.others_read = true;
    if (on == NAMED_WAITING)
        one.go_live_at = two.go_live_at = now + 1000 * DAY;
    struct story_save base = save_of(t, id, on, now, NULL);
    save(t, &one, now);
    struct story_save next = save_of(t, id, on, now, NULL);
    assert_conflict(t, &two, now, CONFLICT_TEXT, next.base);
    /* As the desk goes on: the three together, saved on what is there now. */
    struct text_merge merge;
    story_text_merge(t->a, &base.text, &two.text, &next.text, MERGE_MINE, &merge);
    assert_int_equal(merge.n, same);
    if (same) {
        assert_string_equal(merge.overlaps[0].mine, mine[y]);
        assert_string_equal(merge.overlaps[0].theirs, theirs[x]);
        return;
    }
    next.by = two.by;
    next.text = merge.text;
    next.action = action;
    next.others_read = true;
    next.go_live_at = two.go_live_at;
    save(t, &next, now + 1);
    const char *body = save_of(t, id, on, now + 1, NULL).text.body;
    assert_non_null(strstr(body, mine[y]));
    assert_non_null(strstr(body, theirs[x]));
}

static void nobody_overwrites_anybody_unseen(void **state)
{
    struct site *t = *state;
    uint64_t random = seed_of();
    struct story_save in = new_story("Quiet water");
    in.text.body = "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.";
    in.action = STORY_PUBLISH;
    int64_t id = save(t, &in, T0).story_id;
    stage_on(t, NULL, id, NAMED_LIVE, T0 + 1000 * DAY, T0,
             "One.\n\nTwo.\n\nThree.\n\nFour.\n\nNoon.");
    keep_on(t, NULL, id, NAMED_LIVE, T0, "One.\n\nTwo.\n\nThree.\n\nFour.\n\nKept.");
    struct arena *all = t->a;
    assert_int_equal(store_batch_begin(t->s), STORE_OK); /* the disk has no part in this */
    for (int n = 0; n < count_of("MERGE_RACES", RACES); n++) {
        t->a = arena_new();
        enum named_text on = n % 2 ? NAMED_DRAFT : NAMED_WAITING;
        run_race(t, id, on, T0 + n * MINUTE, &random, n, chance(&random, 3) == 0);
        arena_free(t->a);
        t->a = all;
    }
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
    forget_problems(t);
    assert_int_equal(verify(t), 0);
}

static void nobody_overwrites_anybody_unseen_in_what_readers_see(void **state)
{
    struct site *t = *state;
    uint64_t random = seed_of();
    struct story_save in = new_story("Quiet water");
    in.text.body = "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.";
    in.action = STORY_PUBLISH;
    int64_t id = save(t, &in, T0).story_id;
    struct arena *all = t->a;
    assert_int_equal(store_batch_begin(t->s), STORE_OK); /* the disk has no part in this */
    for (int n = 0; n < count_of("MERGE_RACES", RACES) / 4; n++) {
        t->a = arena_new();
        run_race(t, id, NAMED_LIVE, T0 + n * MINUTE, &random, n, chance(&random, 3) == 0);
        arena_free(t->a);
        t->a = all;
    }
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
    forget_problems(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_fix_is_in_what_waits_when_its_instant_comes),
        sited(fixes_add_up_in_what_waits),
        sited(what_the_fix_and_what_waits_both_changed_is_asked_about),
        sited(a_draft_that_is_published_goes_into_what_waits_too),
        sited(what_waits_keeps_its_kind_time_and_note_when_a_fix_goes_in),
        sited(each_field_has_the_change_of_who_changed_it),
        sited(a_field_that_both_changed_is_told_by_name),
        sited(nobody_overwrites_anybody_unseen),
        sited(nobody_overwrites_anybody_unseen_in_what_readers_see),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
