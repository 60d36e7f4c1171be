/* test_merge.c: three-way merging. */
#include "check.h"

#include "lib/merge.h"

#include <time.h>

/* In the tables "|" is the separator of paragraphs, "\n\n". */
static const char *spelled(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, strlen(s) * 2 + 1), *p = out;
    for (; *s != '\0'; s++) {
        *p++ = *s == '|' ? '\n' : *s;
        if (*s == '|')
            *p++ = '\n';
    }
    return out;
}

/* The overlaps as "[base/mine/theirs]", one after the other. */
static const char *overlaps_shown(struct arena *a, const struct merge *m)
{
    const char *out = "";
    for (size_t i = 0; i < m->n; i++)
        out = arena_printf(a, "%s[%s/%s/%s]", out, m->overlaps[i].base, m->overlaps[i].mine,
                           m->overlaps[i].theirs);
    return out;
}

static struct merge merged(struct arena *a, const char *base, const char *mine, const char *theirs,
                           enum merge_favour favour)
{
    struct merge m;
    merge_paragraphs(a, base, mine, theirs, favour, &m);
    return m;
}

struct merge_case {
    const char *base, *mine, *theirs;
    const char *text;     /* with the favour for mine */
    const char *overlaps; /* "" for none */
    const char *favoured; /* the text with the favour for theirs; NULL: the same */
};

static void check_case(struct arena *a, const struct merge_case *c, bool lines)
{
    const char *base = spelled(a, c->base), *mine = spelled(a, c->mine);
    const char *theirs = spelled(a, c->theirs), *overlaps = spelled(a, c->overlaps);
    const char *favoured = spelled(a, c->favoured ? c->favoured : c->text);
    struct merge m;
    (lines ? merge_lines : merge_paragraphs)(a, base, mine, theirs, MERGE_MINE, &m);
    assert_string_equal(m.text, spelled(a, c->text));
    assert_string_equal(overlaps_shown(a, &m), overlaps);
    (lines ? merge_lines : merge_paragraphs)(a, base, mine, theirs, MERGE_THEIRS, &m);
    assert_string_equal(m.text, favoured);
    assert_string_equal(overlaps_shown(a, &m), overlaps);
}

static void changes_of_different_paragraphs_go_together(void **state)
{
    static const struct merge_case cases[] = {
        {"", "", "", "", "", NULL},
        {"a", "a", "a", "a", "", NULL},
        {"a", "x", "a", "x", "", NULL},
        {"a", "a", "x", "x", "", NULL},
        {"", "x", "", "x", "", NULL},
        {"a", "", "a", "", "", NULL},
        {"a", "x", "x", "x", "", NULL},
        /* neighbours */
        {"a|b", "x|b", "a|y", "x|y", "", NULL},
        {"a|b", "a|y", "x|b", "x|y", "", NULL},
        {"a|b|c", "x|b|z", "a|y|c", "x|y|z", "", NULL},
        {"a|b|c|d", "x|y|c|d", "a|b|z|w", "x|y|z|w", "", NULL},
        /* removals */
        {"a|b", "b", "a", "", "", NULL},
        {"a|b|c", "b|c", "a|b", "b", "", NULL},
        {"a|b|c", "a|c", "a|b|z", "a|z", "", NULL},
        {"a|b|c", "a", "a|b", "a", "", NULL},
        {"a|b|c", "a|c", "a|c", "a|c", "", NULL},
        /* insertions */
        {"a|b", "a|x|b", "a|b|y", "a|x|b|y", "", NULL},
        {"a|b", "x|a|b", "a|b|y", "x|a|b|y", "", NULL},
        {"a|b", "a|x|b", "a|x|b", "a|x|b", "", NULL},
        /* an insertion beside what the other side changed or removed keeps its place */
        {"a|b", "a|x|b", "y|b", "y|x|b", "", NULL},
        {"a|b", "a|x|b", "a|y", "a|x|y", "", NULL},
        {"a|b", "a|x|b", "y|z", "y|x|z", "", NULL},
        {"a|b|c", "a|x|b|c", "a|c", "a|x|c", "", NULL},
        {"a|b|c", "a|b|x|c", "a|c", "a|x|c", "", NULL},
        {"a|b|c", "a|b|x|c", "a", "a|x", "", NULL},
        {"a|b", "x|a|b", "", "x", "", NULL},
        {"a|b", "a|b|x", "a|y", "a|y|x", "", NULL},
        {"", "a|b", "", "a|b", "", NULL},
        /* a change and an insertion are told apart by their likeness */
        {"one two|b", "new|one two!|b", "one two|c", "new|one two!|c", "", NULL},
        {"one two|three four|c", "three four!|c", "one two|x|three four|c", "x|three four!|c", "",
         NULL},
        {"one two|three four", "x|three four!", "one two|y|three four", "x|y|three four!", "",
         NULL},
        {"one two|three four|b", "three four!|x|b", "one two|y|three four|b", "y|three four!|x|b",
         "", NULL},
        /* a moved paragraph */
        {"a|b|c|d", "d|a|b|c", "a|b!|c|d", "d|a|b!|c", "", NULL},
        {"a|b|c|d", "b|c|d|a", "a|b|c!|d", "b|c!|d|a", "", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check_case(*state, &cases[i], false);
}

static void changes_of_the_same_overlap(void **state)
{
    static const struct merge_case cases[] = {
        {"a", "x", "y", "x", "[a/x/y]", "y"},
        {"", "x", "y", "x", "[/x/y]", "y"},
        {"a", "", "y", "", "[a//y]", "y"},
        {"a", "x", "", "x", "[a/x/]", ""},
        {"a|b|c", "a|x|c", "a|y|c", "a|x|c", "[b/x/y]", "a|y|c"},
        {"a|b|c", "a|c", "a|y|c", "a|c", "[b//y]", "a|y|c"},
        {"a|b|c", "a|x|c", "a|c", "a|x|c", "[b/x/]", "a|c"},
        {"a|b", "a|x|b", "a|y|b", "a|x|b", "[/x/y]", "a|y|b"},
        {"a|b", "a|b|x", "a|b|y|z", "a|b|x", "[/x/y|z]", "a|b|y|z"},
        {"a|b", "x|a|b", "y|a|b", "x|a|b", "[/x/y]", "y|a|b"},
        /* only what is the same overlaps */
        {"a|b", "x|y", "z|b", "x|y", "[a/x/z]", "z|y"},
        {"a|b|c", "x|b|z", "y|b|z", "x|b|z", "[a/x/y]", "y|b|z"},
        {"a|b|c", "x|y|c", "a|z|w", "x|y|w", "[b/y/z]", "x|z|w"},
        {"a|b|c", "x|m|c", "y|n|c", "x|m|c", "[a/x/y][b/m/n]", "y|n|c"},
        {"a|b|c", "c", "a|x|c", "c", "[b//x]", "x|c"},
        {"one two|b", "new|one two!|b", "one two?|b", "new|one two!|b",
         "[one two/one two!/one two?]", "new|one two?|b"},
        /* a paragraph split, or two joined, is one change */
        {"one. two.|c", "one.|two.|c", "one. 2.|c", "one.|two.|c", "[one. two./one.|two./one. 2.]",
         "one. 2.|c"},
        {"one.|two.|c", "one. two.|c", "one.|2.|c", "one. two.|c", "[one.|two./one. two./one.|2.]",
         "one.|2.|c"},
        {"one.|two.|c", "one. two.|c", "one.|x|two.|c", "one. two.|c",
         "[one.|two./one. two./one.|x|two.]", "one.|x|two.|c"},
        /* white space in a paragraph counts */
        {"a|b", "a |b", "a  |b", "a |b", "[a/a /a  ]", "a  |b"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check_case(*state, &cases[i], false);
}

static void separators_come_through(void **state)
{
    static const struct merge_case cases[] = {
        {"a\n\n\n\nb|c\n", "x\n\n\n\nb|c\n", "a\n\n\n\nb|z\n", "x\n\n\n\nb|z\n", "", NULL},
        {"a|b", "a|b\n", "x|b", "x|b\n", "", NULL},
        {"a|b\n\n\n", "a|b\n", "x|b\n\n\n", "x|b\n", "", NULL},
        {"a|b", "a\n\n\nb", "x|b", "x\n\n\nb", "", NULL},
        {"a|b", "a\n\n\nb", "a\n \nb", "a\n\n\nb", "", "a\n \nb"},
        {"a|b", "a\n \t\nb", "a|b|c", "a\n \t\nb|c", "", NULL},
        {"\n\na|b", "a|b", "\n\na|y", "a|y", "", NULL},
        {"a", "a\n\n\nx", "y\n", "y\n\n\nx\n", "", NULL},
        {"a\n", "a\n\nx\n", "a!\n", "a!\n\nx\n", "", NULL},
        {"a|b\n", "b\n", "a|x|b\n", "x|b\n", "", NULL},
        {"a|b", "a", "a|x|b", "a|x", "", NULL},
        {"a\n\n\nb", "a", "a\n\n\nx\n\n\nb", "a\n\n\nx", "", NULL},
        {"\n", " ", "\na\n", "\na\n", "", NULL},
        {"a|b\n", "b\n", "a\n", "\n", "", NULL},
        {"a\nb|c", "a\nx|c", "a\nb|z", "a\nx|z", "", NULL},
        {"  a|    b", "  a!|    b", "  a|    b!", "  a!|    b!", "", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check_case(*state, &cases[i], false);
}

static void a_closed_fence_is_one_paragraph(void **state)
{
    static const struct merge_case cases[] = {
        {"```\nx|y\n```", "```\nX|y\n```", "```\nx|Y\n```", "```\nX|y\n```",
         "[```\nx|y\n```/```\nX|y\n```/```\nx|Y\n```]", "```\nx|Y\n```"},
        {"~~~ c\nx|y\n~~~~ |b", "~~~ c\nX|y\n~~~~ |b", "~~~ c\nx|y\n~~~~ |z", "~~~ c\nX|y\n~~~~ |z",
         "", NULL},
        {"t\n```\nx|y\n```\nu|b", "t\n```\nx|Y\n```\nu|b", "T\n```\nx|y\n```\nu|b",
         "t\n```\nx|Y\n```\nu|b", "[t\n```\nx|y\n```\nu/t\n```\nx|Y\n```\nu/T\n```\nx|y\n```\nu]",
         "T\n```\nx|y\n```\nu|b"},
        /* not closed: none, too short, the other mark, with words behind, indented code */
        {"```\nx|y", "```\nX|y", "```\nx|Y", "```\nX|Y", "", NULL},
        {"````\nx|y\n```", "````\nX|y\n```", "````\nx|Y\n```", "````\nX|Y\n```", "", NULL},
        {"```\nx|y\n~~~", "```\nX|y\n~~~", "```\nx|Y\n~~~", "```\nX|Y\n~~~", "", NULL},
        {"```\nx|y\n``` z", "```\nX|y\n``` z", "```\nx|Y\n``` z", "```\nX|Y\n``` z", "", NULL},
        {"    ```\nx|y\n```", "    ```\nX|y\n```", "    ```\nx|Y\n```", "    ```\nX|Y\n```", "",
         NULL},
        /* not opened: code in a line */
        {"``` a ` b\nx|y\n```", "``` a ` b\nX|y\n```", "``` a ` b\nx|Y\n```", "``` a ` b\nX|Y\n```",
         "", NULL},
        /* a shorter one inside does not close it; after it closed, the next opens */
        {"````\n```\nx|y\n````|```\nz|w\n```", "````\n```\nx|Y\n````|```\nz|w\n```",
         "````\n```\nx|y\n````|```\nZ|w\n```", "````\n```\nx|Y\n````|```\nZ|w\n```", "", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check_case(*state, &cases[i], false);
}

static void lists_are_merged_by_lines(void **state)
{
    static const struct merge_case cases[] = {
        {"a\nb\nc", "x\nb\nc", "a\ny\nc", "x\ny\nc", "", NULL},
        {"a\nb\n", "a\nb\nx\n", "b\n", "b\nx\n", "", NULL},
        {"a\nb", "a\nb\nx", "a\nb\ny", "a\nb\nx", "[/x/y]", "a\nb\ny"},
        {"a\nb", "a\nx\nb", "a\nb\nx", "a\nx\nb\nx", "", NULL},
        {"a\nb", "b", "a", "", "", NULL},
        {"a", "a\nx", "b", "b\nx", "", NULL},
        {"a\n\nb", "a\n\nb\nc", "x\n\nb", "x\n\nb\nc", "", NULL},
        {"a\nb\nc", "a\nx\ny\nc", "a\nz\nc", "a\nx\ny\nc", "[b/x\ny/z]", "a\nz\nc"},
        {"```\na|b\n```", "```\nx|b\n```", "```\na|y\n```", "```\nx|y\n```", "", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check_case(*state, &cases[i], true);
}

static void the_result_says_whose_changes_it_holds(void **state)
{
    static const struct {
        const char *base, *mine, *theirs;
        bool from_mine, from_theirs; /* with the favour for mine */
    } cases[] = {
        {"a|b", "a|b", "a|b", false, false},   {"a|b", "x|b", "a|b", true, false},
        {"a|b", "a|b", "a|x", false, true},    {"a|b", "x|b", "a|y", true, true},
        {"a|b", "x|b", "x|b", true, true},     {"a|b", "x|b", "y|b", true, false},
        {"a|b", "x|b", "y|z", true, true},     {"a|b", "a", "a|b", true, false},
        {"a|b", "a|b\n", "a|b", true, false},  {"a|b", "a|b", "a\n\n\nb", false, true},
        {"a|b", "a|b\n", "a|b\n", true, true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *base = spelled(*state, cases[i].base), *mine = spelled(*state, cases[i].mine);
        const char *theirs = spelled(*state, cases[i].theirs);
        struct merge m = merged(*state, base, mine, theirs, MERGE_MINE);
        assert_int_equal(m.from_mine, cases[i].from_mine);
        assert_int_equal(m.from_theirs, cases[i].from_theirs);
        m = merged(*state, base, theirs, mine, MERGE_THEIRS);
        assert_int_equal(m.from_theirs, cases[i].from_mine);
        assert_int_equal(m.from_mine, cases[i].from_theirs);
    }
}

/* ---- random edits ---- */

static unsigned next_random(uint32_t *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

#define PARAGRAPHS 12

/* A text of 12 paragraphs under edit; "" is a paragraph removed. before[i]: what is inserted before
 * paragraph i, or NULL. */
struct draft {
    const char *paragraph[PARAGRAPHS], *before[PARAGRAPHS + 1];
};

static const char *const names[PARAGRAPHS] = {
    "Alfa", "Bravo", "Charlie", "Delta",   "Echo", "Foxtrot",
    "Golf", "Hotel", "India",   "Juliett", "Kilo", "Lima",
};

static struct draft draft_new(struct arena *a)
{
    struct draft d = {0};
    for (int i = 0; i < PARAGRAPHS; i++)
        d.paragraph[i] = arena_printf(a, "%s\n%s", names[i], names[i]);
    return d;
}

/* Paragraph i as somebody made it: a bit different. */
static const char *paragraph_by(struct arena *a, int i, const char *who)
{
    return arena_printf(a, "%s\n%s (%s)", names[i], names[i], who);
}

/* The same separator after the same paragraph in every draft of a round. */
static const char *draft_text(struct arena *a, const struct draft *d, uint32_t seed)
{
    static const char *const separators[] = {"\n\n", "\n\n\n", "\n \n", "\n\n\n\n"};
    const char *out = "", *separator = "";
    for (int i = 0; i <= PARAGRAPHS; i++) {
        if (d->before[i]) {
            out = arena_printf(a, "%s%s%s", out, separator, d->before[i]);
            separator = "\n\n";
        }
        if (i == PARAGRAPHS || *d->paragraph[i] == '\0')
            continue;
        out = arena_printf(a, "%s%s%s", out, separator, d->paragraph[i]);
        separator = separators[next_random(&seed, COUNT(separators))];
    }
    return arena_printf(a, "%s\n", out);
}

/* A side changes, removes or inserts before paragraph i. */
static void draft_edit(struct arena *a, struct draft *d, uint32_t *seed, int i, const char *who)
{
    switch (next_random(seed, 3)) {
    case 0:
        d->paragraph[i] = paragraph_by(a, i, who);
        break;
    case 1:
        d->paragraph[i] = "";
        break;
    default:
        d->before[i] = arena_printf(a, "%d came in (%s)", i, who);
        break;
    }
}

/* As many lines with words in both, in the same order. */
static void assert_same_words(const char *x, const char *y)
{
    for (;; x++, y++) {
        x += strspn(x, " \n");
        y += strspn(y, " \n");
        assert_int_equal(*x, *y);
        if (*x == '\0')
            return;
    }
}

static void edits_of_different_paragraphs_are_all_there_in_order(void **state)
{
    for (uint32_t round = 0, seed = 20260901; round < 3000; round++) {
        struct draft base = draft_new(*state), mine = base, theirs = base, all = base;
        int step = (int)next_random(&seed, 3); /* how far an edit is from the next */
        for (int i = 0; i < PARAGRAPHS; i += 1 + (int)next_random(&seed, (unsigned)step + 1)) {
            bool by_me = next_random(&seed, 2) == 0;
            draft_edit(*state, by_me ? &mine : &theirs, &seed, i, by_me ? "I" : "They");
            const struct draft *by = by_me ? &mine : &theirs;
            all.paragraph[i] = by->paragraph[i];
            all.before[i] = by->before[i];
        }
        const char *texts[] = {draft_text(*state, &base, round), draft_text(*state, &mine, round),
                               draft_text(*state, &theirs, round)};
        struct merge m = merged(*state, texts[0], texts[1], texts[2], MERGE_MINE);
        assert_string_equal(overlaps_shown(*state, &m), "");
        assert_same_words(m.text, draft_text(*state, &all, round));
        assert_int_equal(m.from_mine, strcmp(texts[0], texts[1]) != 0);
        assert_int_equal(m.from_theirs, strcmp(texts[0], texts[2]) != 0);
        /* once more with the result: nothing is left to do */
        struct merge again = merged(*state, texts[1], m.text, texts[1], MERGE_THEIRS);
        assert_string_equal(again.text, m.text);
        if (round % 100 == 99)
            arena_reset(*state);
    }
}

static void an_insertion_is_in_the_way_of_no_change_or_removal(void **state)
{
    for (uint32_t round = 0, seed = 20260905; round < 1000; round++) {
        struct draft base = draft_new(*state), mine = base, theirs = base;
        for (int i = 0; i < PARAGRAPHS; i++)
            switch (next_random(&seed, 3)) {
            case 0:
                mine.paragraph[i] = paragraph_by(*state, i, "I");
                break;
            case 1:
                mine.paragraph[i] = "";
                break;
            default:
                break;
            }
        for (int i = 0; i <= PARAGRAPHS; i++)
            if (next_random(&seed, 2) == 0)
                theirs.before[i] = arena_printf(*state, "%d came in", i);
        struct draft all = mine;
        memcpy(all.before, theirs.before, sizeof all.before);
        struct merge m =
            merged(*state, draft_text(*state, &base, round), draft_text(*state, &mine, round),
                   draft_text(*state, &theirs, round), MERGE_MINE);
        assert_string_equal(overlaps_shown(*state, &m), "");
        assert_same_words(m.text, draft_text(*state, &all, round));
        if (round % 100 == 99)
            arena_reset(*state);
    }
}

static void edits_of_the_same_paragraph_overlap(void **state)
{
    for (uint32_t round = 0, seed = 20260902; round < 1000; round++) {
        struct draft base = draft_new(*state), mine = base, theirs = base;
        int both = (int)next_random(&seed, PARAGRAPHS);
        for (int i = 0; i < PARAGRAPHS; i++)
            if (i != both && next_random(&seed, 3) == 0)
                draft_edit(*state, next_random(&seed, 2) ? &mine : &theirs, &seed, i, "Somebody");
        mine.paragraph[both] = paragraph_by(*state, both, "Mine");
        theirs.paragraph[both] = next_random(&seed, 2) ? paragraph_by(*state, both, "Theirs") : "";
        const char *texts[] = {draft_text(*state, &base, round), draft_text(*state, &mine, round),
                               draft_text(*state, &theirs, round)};
        struct merge m = merged(*state, texts[0], texts[1], texts[2], MERGE_MINE);
        assert_true(m.n >= 1);
        assert_non_null(strstr(m.text, "Mine"));
        m = merged(*state, texts[0], texts[1], texts[2], MERGE_THEIRS);
        assert_true(m.n >= 1);
        assert_null(strstr(m.text, "Mine"));
        if (round % 100 == 99)
            arena_reset(*state);
    }
}

/* Few words, so that many are the same; all kinds of white space. */
static const char *random_text(struct arena *a, uint32_t *seed)
{
    static const char *const parts[] = {"a",    "b",       "c",    "\n\n",  "\n\n", "\n\n",
                                        "\n",   "\n\n\n",  " ",    "\n \n", "d e",  "\n```\n",
                                        "\n\n", "\n~~~\n", "\n\n", "e"};
    const char *out = "";
    for (unsigned n = next_random(seed, 24); n > 0; n--)
        out = arena_printf(a, "%s%s", out, parts[next_random(seed, COUNT(parts))]);
    return out;
}

static void what_one_side_left_alone_is_the_others_to_the_byte(void **state)
{
    for (uint32_t round = 0, seed = 20260903; round < 6000; round++) {
        const char *x = random_text(*state, &seed), *y = random_text(*state, &seed);
        void (*merge)(struct arena *, const char *, const char *, const char *, enum merge_favour,
                      struct merge *) = round % 2 ? merge_lines : merge_paragraphs;
        enum merge_favour favour = round % 4 < 2 ? MERGE_MINE : MERGE_THEIRS;
        struct merge m;
        merge(*state, x, y, x, favour, &m);
        assert_string_equal(m.text, y);
        assert_int_equal(m.n, 0);
        merge(*state, x, x, y, favour, &m);
        assert_string_equal(m.text, y);
        assert_int_equal(m.n, 0);
        merge(*state, x, y, y, favour, &m);
        assert_string_equal(m.text, y);
        assert_int_equal(m.n, 0);
        if (round % 100 == 99)
            arena_reset(*state);
    }
}

static void with_the_sides_swapped_all_is_the_same(void **state)
{
    for (uint32_t round = 0, seed = 20260904; round < 6000; round++) {
        const char *base = random_text(*state, &seed), *mine = random_text(*state, &seed);
        const char *theirs = random_text(*state, &seed);
        struct merge m = merged(*state, base, mine, theirs, MERGE_MINE);
        struct merge swapped = merged(*state, base, theirs, mine, MERGE_THEIRS);
        assert_string_equal(m.text, swapped.text);
        assert_int_equal(m.n, swapped.n);
        for (size_t i = 0; i < m.n; i++) {
            assert_string_equal(m.overlaps[i].base, swapped.overlaps[i].base);
            assert_string_equal(m.overlaps[i].mine, swapped.overlaps[i].theirs);
            assert_string_equal(m.overlaps[i].theirs, swapped.overlaps[i].mine);
        }
        if (round % 100 == 99)
            arena_reset(*state);
    }
}

/* ---- long texts ---- */

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* n paragraphs of one letter out of `letters`. */
static char *long_text(struct arena *a, size_t n, unsigned letters, uint32_t seed)
{
    char *text = arena_alloc(a, n * 3 + 1), *p = text;
    for (size_t i = 0; i < n; i++) {
        *p++ = (char)('a' + next_random(&seed, letters));
        *p++ = '\n';
        *p++ = '\n';
    }
    return text;
}

static void a_long_text_with_few_changes_is_merged_paragraph_by_paragraph(void **state)
{
    char *base = long_text(*state, 100000, 26, 1);
    char *mine = arena_dup(*state, base), *theirs = arena_dup(*state, base);
    char *both = arena_dup(*state, base);
    for (size_t i = 0; i < 400; i++) {
        size_t at = (i * 240 + 7) * 3;
        (i % 2 ? mine : theirs)[at] = both[at] = 'X';
    }
    struct merge m = merged(*state, base, mine, theirs, MERGE_MINE);
    assert_string_equal(m.text, both);
    assert_int_equal(m.n, 0);
}

/* Times are far above what it takes (a tenth of a second), for sanitizers and busy machines, and
 * far below what the square of the length would take. */
static void texts_too_different_are_one_change_and_cost_no_more(void **state)
{
    const char *x = long_text(*state, 300000, 26, 1), *y = long_text(*state, 300000, 26, 2);
    const char *z = long_text(*state, 300000, 26, 3);
    const char *base = arena_printf(*state, "head\n\n%stail", x);
    const char *mine = arena_printf(*state, "head\n\n%stail", y);
    const char *theirs = arena_printf(*state, "head\n\n%stail", z);
    double before = cpu_seconds();
    struct merge m = merged(*state, base, mine, theirs, MERGE_THEIRS);
    assert_true(cpu_seconds() - before < 2);
    assert_string_equal(m.text, theirs);
    assert_true(m.n >= 1 && m.n < 10);
    /* nearly all alike, but nothing in its place */
    x = long_text(*state, 300000, 1, 1);
    base = arena_printf(*state, "b|%sb", x);
    for (char *p = strchr(base, 'a'); p && p + 3000 < base + strlen(base); p += 900)
        *p = 'b';
    mine = arena_printf(*state, "c\n\n%s\n\nd", base + 600);
    before = cpu_seconds();
    m = merged(*state, base, mine, arena_printf(*state, "e\n\n%s", base), MERGE_MINE);
    assert_true(cpu_seconds() - before < 2);
}

static void fences_that_nothing_closes_cost_no_more(void **state)
{
    char *text = arena_alloc(*state, (1 << 20) + 1);
    for (size_t i = 0; i + 5 <= 1 << 20; i += 5)
        memcpy(text + i, i % 2 ? "```x\n" : "~~~x\n", 5);
    double before = cpu_seconds();
    struct merge m =
        merged(*state, text, text, arena_printf(*state, "%s\n\nend", text), MERGE_MINE);
    assert_true(cpu_seconds() - before < 2);
    assert_int_equal(m.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(changes_of_different_paragraphs_go_together),
        WITH_ARENA(changes_of_the_same_overlap),
        WITH_ARENA(separators_come_through),
        WITH_ARENA(a_closed_fence_is_one_paragraph),
        WITH_ARENA(lists_are_merged_by_lines),
        WITH_ARENA(the_result_says_whose_changes_it_holds),
        WITH_ARENA(edits_of_different_paragraphs_are_all_there_in_order),
        WITH_ARENA(an_insertion_is_in_the_way_of_no_change_or_removal),
        WITH_ARENA(edits_of_the_same_paragraph_overlap),
        WITH_ARENA(what_one_side_left_alone_is_the_others_to_the_byte),
        WITH_ARENA(with_the_sides_swapped_all_is_the_same),
        WITH_ARENA(a_long_text_with_few_changes_is_merged_paragraph_by_paragraph),
        WITH_ARENA(texts_too_different_are_one_change_and_cost_no_more),
        WITH_ARENA(fences_that_nothing_closes_cost_no_more),
    };
    return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
