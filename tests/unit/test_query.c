/* test_query.c: what a reader types, as words to look for. */
#include "check.h"

#include "lib/buf.h"
#include "lib/query.h"

static void add_term(struct buf *b, const struct query_term *t)
{
    for (size_t i = 0; i < t->words.n; i++)
        buf_printf(b, "%s%s", i > 0 ? "+" : "", t->words.v[i]);
    buf_adds(b, t->prefix ? "*" : "");
}

static void add_any(struct buf *b, const struct query_any *any)
{
    for (size_t i = 0; i < any->n; i++) {
        buf_adds(b, i > 0 ? "|" : "");
        add_term(b, &any->v[i]);
    }
}

/* "a b|c -d": all groups, then what must not be there. */
static void check(struct arena *a, const char *typed, const char *expected)
{
    struct query q = query_parse(a, typed);
    struct buf b;
    buf_init(&b, 100000);
    for (size_t i = 0; i < q.n; i++) {
        buf_adds(&b, i > 0 ? " " : "");
        add_any(&b, &q.all[i]);
    }
    if (q.none.n > 0) {
        buf_adds(&b, " -");
        add_any(&b, &q.none);
    }
    assert_string_equal(b.p, expected);
    buf_free(&b);
}

static void words_are_looked_for_together(void **state)
{
    check(*state, "kelp Harbour", "kelp harbour");
    check(*state, "  kelp AND\tharbour\n", "kelp harbour");
    check(*state, "kelp and harbour", "kelp and harbour");
    check(*state, "wind,solar;hydro and/or", "wind solar hydro and or");
}

static void a_phrase_stays_together(void **state)
{
    check(*state, "\"quiet water\" now", "quiet+water now");
    check(*state, "“quiet water” «eau calme» 「静かな水」", "quiet+water eau+calme 静か+かな+な水");
    check(*state, "\"quiet water", "quiet+water");
    check(*state, "mother-in-law it's 3.5 1,000", "mother+in+law it+s 3+5 1+000");
}

static void or_lets_either_do(void **state)
{
    check(*state, "wind OR solar power", "wind|solar power");
    check(*state, "wind|solar | hydro", "wind|solar|hydro");
    check(*state, "OR wind OR", "wind");
    check(*state, "\"a b\" OR c*", "a+b|c*");
}

static void minus_leaves_out(void **state)
{
    check(*state, "wind -farm", "wind -farm");
    check(*state, "wind NOT farm -\"off shore\"", "wind -farm|off+shore");
    check(*state, "a - b -- c -", "a b c");
    check(*state, "-farm", " -farm");
    check(*state, "wind OR -farm", "wind -farm");
}

static void a_star_is_a_beginning(void **state)
{
    check(*state, "harb*", "harb*");
    check(*state, "e-mail*", "e+mail*");
    check(*state, "*harb a*b *", "harb a+b");
    check(*state, "東京*", "東京");
}

static void anything_typed_is_a_query(void **state)
{
    check(*state, "", "");
    check(*state, "\"", "");
    check(*state, "\"\"\"\" - | ( ) * ' \\ %", "");
    check(*state, "100%", "100");
    check(*state, "C++ C#", "c++ c#");
    check(*state, "NEAR(a b, 2) ^a {x y}: z", "near a b 2 a x y z");
    check(*state, "a'; DROP TABLE story; --", "a drop table story");
    check(*state, "😀 中", "😀 中");
    check(*state, "\xE2\x80\x8B\x7F\x01", "");
}

static void what_is_too_much_is_cut_and_said(void **state)
{
    struct arena *a = *state;
    char *text = arena_alloc(a, 20000);
    for (int i = 0; i < 5000; i++)
        memcpy(text + i * 2, "a ", 2);
    struct query q = query_parse(a, text);
    assert_int_equal(q.n, QUERY_TERMS_MAX);
    assert_true(q.cut);
    for (int i = 0; i < 3000; i++)
        memcpy(text + i * 3, "\xE6\x9D\xB1", 4);
    q = query_parse(a, text);
    assert_int_equal(q.n, 1);
    assert_int_equal(q.all[0].v[0].words.n, QUERY_WORDS_MAX);
    assert_true(q.cut);
    assert_false(query_parse(a, "quiet water").cut);
}

static void a_term_knows_what_was_typed_for_it(void **state)
{
    struct query q = query_parse(*state, "quiet  (wate*) -\"no thing\"");
    const struct query_term *t = &q.all[1].v[0];
    assert_int_equal(t->to - t->from, 5);
    assert_memory_equal(q.text + t->from, "wate*", 5);
    t = &q.none.v[0];
    assert_memory_equal(q.text + t->from, "-\"no thing\"", t->to - t->from);
}

static void a_term_knows_whether_it_is_one_word(void **state)
{
    struct query q = query_parse(*state, "O'Brien e-mail \"a b\" a*b C++ \"c\" 東京 Brücke");
    static const bool one[] = {true, true, false, false, false, true, false, true};
    assert_int_equal(q.n, COUNT(one));
    for (size_t i = 0; i < q.n; i++) {
        assert_int_equal(q.all[i].v[0].one, one[i]);
        assert_int_equal(q.all[i].v[0].quoted, i == 2 || i == 5);
        assert_int_equal(q.all[i].v[0].spelled.n, q.all[i].v[0].words.n);
    }
    assert_string_equal(q.all[7].v[0].spelled.v[0], "brücke");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(words_are_looked_for_together),
        WITH_ARENA(a_phrase_stays_together),
        WITH_ARENA(or_lets_either_do),
        WITH_ARENA(minus_leaves_out),
        WITH_ARENA(a_star_is_a_beginning),
        WITH_ARENA(anything_typed_is_a_query),
        WITH_ARENA(what_is_too_much_is_cut_and_said),
        WITH_ARENA(a_term_knows_whether_it_is_one_word),
        WITH_ARENA(a_term_knows_what_was_typed_for_it),
    };
    return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
