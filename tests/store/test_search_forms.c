/* test_search_forms.c: the other forms of a word are found, and its other spellings. */
#include "store_test.h"

#include "db/search.h"

static int verified_teardown(void **state)
{
    struct site *t = *state;
    int found = verify(t);
    site_teardown(state);
    return found;
}
#define searched(f) cmocka_unit_test_setup_teardown(f, site_setup, verified_teardown)

static int64_t publish_in(struct site *t, const char *language, const char *headline,
                          const char *body, int64_t at)
{
    struct story_save in = new_story(headline);
    in.text.dek = "";
    in.text.body = body;
    in.text.lang = language;
    in.action = STORY_PUBLISH;
    in.published_at = at;
    return save(t, &in, T0).story_id;
}

static struct search_hits find(struct site *t, const char *text)
{
    struct search_query q = {.text = text, .limit = 50};
    struct search_hits hits;
    enum store_status st = search_stories(t->s, t->a, &q, T0, &hits);
    if (st != STORE_OK)
        fail_msg("%s: %s", text, store_error(t->s));
    return hits;
}

static const char *headlines(struct site *t, const char *text)
{
    struct search_hits hits = find(t, text);
    const char *out = "";
    for (size_t i = 0; i < hits.n; i++)
        out = arena_printf(t->a, "%s%s%s", out, i > 0 ? ", " : "", hits.v[i].card.headline);
    return out;
}

static void check(struct site *t, const char *text, const char *expected)
{
    const char *got = headlines(t, text);
    if (strcmp(got, expected) != 0)
        fail_msg("%s: found \"%s\", not \"%s\"", text, got, expected);
}

static const char *marked(struct site *t, const struct snippet *s)
{
    const char *out = "";
    for (size_t i = 0; i < s->n; i++)
        out = arena_printf(t->a, s->v[i].mark ? "%s[%s]" : "%s%s", out, s->v[i].text);
    return out;
}

static void set_locale(struct site *t, const char *locale)
{
    assert_int_equal(setting_set(t->s, SETTING_LOCALE, locale, 0, T0, &t->why), STORE_OK);
}

/* ---- Forms --------------------------------------------------------------------------------- */

/* Each is found by each other, whatever the paper's own language. */
static void forms_are_found_by_the_language_of_each_story(void **state)
{
    struct site *t = *state;
    static const struct {
        const char *language;
        const char *words[6];
    } cases[] = {
        {"en", {"bridge", "bridges", "bridging", "bridged"}},
        {"en-GB", {"city", "cities"}},
        {"de", {"Brücke", "Brücken", "brucken", "brucke"}},
        {"de-AT", {"Haus", "Häuser", "hauser", "Häusern"}},
        {"fr", {"marché", "marchés", "marches", "marche"}},
        {"fr-CA", {"élève", "élèves", "eleve", "eleves"}},
        {"es", {"niño", "niños", "nino", "ninos"}},
        {"es", {"elección", "elecciones", "eleccion"}},
        {"it", {"ragazzo", "ragazzi", "ragazza"}},
        {"pt-BR", {"cidade", "cidades"}},
        {"nl", {"gemeente", "gemeenten"}},
        {"sv", {"flickor", "flickorna"}},
        {"nb", {"jenter", "jentene"}},
        {"nn", {"gardar", "gardane"}},
        {"da", {"huse", "husene"}},
        {"fi", {"talo", "talossa", "talot", "talon"}},
        {"hu", {"ház", "házak", "házakat", "hazak", "hazakat"}},
        {"ro", {"cărți", "cărților", "carti", "cartilor"}},
        {"ru", {"мост", "мосты", "мостов", "мостами"}},
        {"tr", {"kitap", "kitaplar", "kitapları"}},
        {"tr", {"ışık", "ışıklar", "isik", "isiklar"}},
        {"el", {"γέφυρα", "γέφυρες", "γεφυρες"}},
        {"ar", {"كتاب", "الكتاب"}},
        {"hi", {"लड़का", "लड़के"}},
        {"ca", {"ponts", "pont"}},
        {"id", {"buku", "bukunya"}},
    };
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t k = 0; k < 6 && cases[i].words[k]; k++) {
            const char *body = arena_printf(t->a, "Xq%zu %s.", i, cases[i].words[k]);
            publish_in(t, cases[i].language, "One", body, T0 - (int64_t)(i * 10 + k) * MINUTE);
        }
    }
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
    int missing = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = 0;
        while (n < 6 && cases[i].words[n])
            n++;
        for (size_t k = 0; k < n; k++) {
            const char *text = arena_printf(t->a, "xq%zu %s", i, cases[i].words[k]);
            size_t got = find(t, text).n;
            if (got != n) {
                print_error("%s: %s finds %zu of %zu\n", cases[i].language, text, got, n);
                missing++;
            }
        }
    }
    assert_int_equal(missing, 0);
}

static void forms_count_in_stories_of_their_language_alone(void **state)
{
    struct site *t = *state;
    publish_in(t, "", "Own", "He had died.", T0);
    publish_in(t, "en", "English", "Things die.", T0 - HOUR);
    publish_in(t, "de", "German", "Und die Frage.", T0 - 2 * HOUR);
    publish_in(t, "fr", "French", "Il dit.", T0 - 3 * HOUR);
    publish_in(t, "ja", "Japanese", "die 東京", T0 - 4 * HOUR);
    check(t, "dies", "Own, English");
    check(t, "die", "English, German, Japanese, Own");
    check(t, "dire", "");
    publish_in(t, "fr", "Dire", "On disait.", T0 - 5 * HOUR);
    check(t, "disais", "Dire");
    check(t, "frage -die", "");
    check(t, "frage -dies", "German"); /* "die" is no form of it there */
    check(t, "had -dies", "");
    struct search_hits hits = find(t, "dies OR frage");
    assert_int_equal(hits.n, 3);
    for (size_t i = 0; i < hits.n; i++) {
        if (strcmp(hits.v[i].card.headline, "German") == 0)
            assert_string_equal(marked(t, &hits.v[i].text), "Und die [Frage].");
    }
}

static void the_papers_language_may_change(void **state)
{
    struct site *t = *state;
    bool left;
    publish_in(t, "", "Eins", "Viele Brücken.", T0);
    publish_in(t, "en", "One", "Many bridges.", T0);
    check(t, "brücke", "");
    check(t, "bridge", "One");
    set_locale(t, "de-DE");
    assert_int_equal(search_catch_up(t->s, 10000, &left), STORE_OK);
    assert_false(left);
    check(t, "Brücke", "Eins");
    check(t, "brucke", "Eins");
    check(t, "bridge", "One");
    set_locale(t, "ja");
    check(t, "brücke", "");
    check(t, "brücken", "Eins");
    check(t, "bridge", "One");
}

static void what_was_typed_comes_before_its_forms(void **state)
{
    struct site *t = *state;
    publish_in(t, "", "Bridges of the city", "Bridges, bridges, bridges.", T0);
    publish_in(t, "", "Old walls", "A bridge was there.", T0 - 4000 * DAY);
    publish_in(t, "", "Bridging", "Nothing.", T0 - DAY);
    check(t, "bridge", "Old walls, Bridges of the city, Bridging");
    check(t, "bridges", "Bridges of the city, Bridging, Old walls");
    check(t, "bridging", "Bridging, Bridges of the city, Old walls");
    check(t, "bridge city", "Bridges of the city");
    struct search_query q = {.text = "bridge", .sort = SEARCH_NEWEST, .limit = 10};
    struct search_hits hits;
    assert_int_equal(search_stories(t->s, t->a, &q, T0, &hits), STORE_OK);
    assert_string_equal(hits.v[0].card.headline, "Bridges of the city");
    /* Pages of one hit each, in the same order. */
    q.sort = SEARCH_RELEVANCE;
    q.limit = 1;
    for (int i = 0; i < 3; i++) {
        static const char *const order[] = {"Old walls", "Bridges of the city", "Bridging"};
        assert_int_equal(search_stories(t->s, t->a, &q, T0, &hits), STORE_OK);
        assert_int_equal(hits.n, 1);
        assert_string_equal(hits.v[0].card.headline, order[i]);
        q.after = hits.next;
    }
    assert_null(q.after);
}

static void quoted_words_phrases_and_beginnings_stay_as_they_are(void **state)
{
    struct site *t = *state;
    publish_in(t, "", "One", "An old bridge falls.", T0);
    publish_in(t, "", "Two", "Old bridges fall; e-mail by O\u2019Brien.", T0 - HOUR);
    publish_in(t, "", "Three", "The email of obrien.", T0 - 2 * HOUR);
    check(t, "bridge", "One, Two");
    check(t, "\"bridge\"", "One");
    check(t, "\"bridges\"", "Two");
    check(t, "\"old bridge\"", "One");
    check(t, "\"old bridges\"", "Two");
    check(t, "\"email\"", "Three");
    check(t, "\"e-mail\"", "Two");
    check(t, "\"obrien\"", "Three");
    check(t, "\"O'Brien\"", "Two");
    check(t, "bridges*", "Two");
    check(t, "bridg*", "One, Two");
    check(t, "emai*", "Three");
    check(t, "bridging falls", "One, Two");
    check(t, "falling OR \"email\"", "Three, One, Two");
    /* What a word finds, -word leaves out. */
    check(t, "old -bridge", "");
    check(t, "old -bridging", "");
    check(t, "old -\"bridge\"", "Two");
    check(t, "obrien -\"e-mail\"", "Three");
    check(t, "obrien -email", "");
    check(t, "old -fallen", "One, Two");
}

static void forms_are_marked(void **state)
{
    struct site *t = *state;
    publish_in(t, "", "Bridges", "The bridge by O\u2019Brien: bridging e-mail and emails.", T0);
    struct search_hits hits = find(t, "bridged");
    assert_int_equal(hits.n, 1);
    assert_string_equal(marked(t, &hits.v[0].headline), "[Bridges]");
    assert_string_equal(marked(t, &hits.v[0].text),
                        "The [bridge] by O\u2019Brien: [bridging] e-mail and emails.");
    hits = find(t, "obrien email");
    assert_string_equal(marked(t, &hits.v[0].text),
                        "The bridge by [O\u2019Brien]: bridging [e-mail] and [emails].");
    hits = find(t, "\"bridge\" e-mail");
    assert_string_equal(marked(t, &hits.v[0].headline), "Bridges");
    assert_string_equal(marked(t, &hits.v[0].text),
                        "The [bridge] by O\u2019Brien: bridging [e-mail] and [emails].");
}

static void a_word_with_many_forms_is_still_found_as_typed(void **state)
{
    struct site *t = *state;
    const char *body = "";
    set_locale(t, "fi");
    static const char *const ends[] = {
        "",      "n",    "a",    "ssa",  "sta",  "on",    "lla",   "lta",   "lle",  "na",
        "ksi",   "tta",  "ni",   "si",   "mme",  "nne",   "nsa",   "t",     "jen",  "ja",
        "issa",  "ista", "ihin", "illa", "ilta", "ille",  "ina",   "iksi",  "itta", "ssani",
        "stani", "kaan", "ko",   "kin",  "han",  "llani", "lleni", "ssasi", "stasi"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        body = arena_printf(t->a, "%s talo%s", body, ends[i]);
    publish_in(t, "", "All", body, T0);
    publish_in(t, "", "One", "talollasi", T0);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (find(t, arena_printf(t->a, "talo%s", ends[i])).n == 0)
            fail_msg("talo%s", ends[i]);
    }
    check(t, "talollasi", "One, All");
    const char *many = "";
    for (int i = 0; i < 16; i++)
        many = arena_printf(t->a, "%s talo%s", many, ends[i]);
    check(t, many, "All");
}

/* ---- Spellings ----------------------------------------------------------------------------- */

/* Words of a row find each other, in both directions. */
static void a_word_is_found_however_it_is_parted(void **state)
{
    struct site *t = *state;
    static const char *const rows[][7] = {
        {"O'Brien", "O\u2019Brien", "O\u02BCBrien", "OBrien", "obrien", "o brien", "O\u2018Brien"},
        {"don't", "don\u2019t", "dont", "DON\u02BCT", "don t"},
        {"e-mail", "email", "e mail", "E\u2011mail", "E-Mail", "e\u2010mail"},
        {"well-known", "wellknown", "well known", "well\u2013known"},
        {"COVID-19", "covid19", "Covid 19"},
        {"rock'n'roll", "rocknroll", "rock\u2019n\u2019roll"},
        {"AT&T", "att", "at t"},
        {"1,000", "1000", "1.000", "1'000", "1\u202F000", "1\u2019000"},
        {"2,345,678", "2345678", "2.345.678"},
        {"Łódź", "lodz", "Lo\u0301dz\u0301"},
        {"Straße", "strasse", "STRASSE"},
        {"U.S.A.", "USA", "usa"},
        {"mother-in-law", "motherinlaw", "mother in law"},
        {"Hawai\u02BBi", "Hawaii", "Hawai'i"},
        {"node.js", "nodejs"},
        {"t-shirts", "tshirts", "T-Shirt", "tshirt"},
        {"x-rays", "xrays", "x rays"},
        {"O'Reilly's", "oreilly", "O\u2019Reilly"},
        {"Dvořák's", "dvorak", "Dvořák", "Dvorák\u2019s"},
        {"col\u00B7lecció", "collecció", "colleccio"},
        {"п'ять", "п\u02BCять", "п\u2019ять"},
        {"צה\u05F4ל", "צהל"},
    };
    int missing = 0;
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < 7 && rows[i][k]; k++)
            publish_in(t, "", "One", arena_printf(t->a, "Xq%zu: %s.", i, rows[i][k]),
                       T0 - (int64_t)(i * 10 + k) * MINUTE);
    }
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t n = 0;
        while (n < 7 && rows[i][n])
            n++;
        for (size_t k = 0; k < n; k++) {
            const char *text = arena_printf(t->a, "xq%zu %s", i, rows[i][k]);
            size_t got = find(t, text).n;
            if (got != n) {
                print_error("%s finds %zu of %zu\n", text, got, n);
                missing++;
            }
        }
    }
    assert_int_equal(missing, 0);
}

static void what_is_no_spelling_of_a_word_is_not_found(void **state)
{
    struct site *t = *state;
    publish_in(t, "", "C", "Learn C++ and C# and .NET 3.5 on 2024-03-01.", T0);
    publish_in(t, "", "D", "Learn C and net 35.", T0 - HOUR);
    check(t, "c++", "C");
    check(t, "c#", "C");
    check(t, ".net", "C, D");
    check(t, "3.5", "C");
    check(t, "35", "D");
    check(t, "202403", "");
    check(t, "cand", "");
    check(t, "learnc", "");
}

static void elisions_are_no_part_of_a_word(void **state)
{
    struct site *t = *state;
    set_locale(t, "fr");
    publish_in(t, "", "Un", "Dans l\u2019eau froide.", T0);
    publish_in(t, "", "Deux", "Une eau de source.", T0 - HOUR);
    publish_in(t, "", "Trois", "Les eaux qu'elle aime.", T0 - 2 * HOUR);
    check(t, "eau", "Un, Deux, Trois");
    check(t, "l'eau", "Un, Deux, Trois");
    check(t, "leau", "Un");
    check(t, "\"l'eau\"", "Un");
    check(t, "elle", "Trois");
    publish_in(t, "it", "Quattro", "L'amico dell'elezione.", T0 - 3 * HOUR);
    check(t, "elezioni", "Quattro");
    check(t, "l'elezioni amici", "Quattro");
    publish_in(t, "en", "Five", "The city's bridge.", T0 - 4 * HOUR);
    check(t, "cities", "Five");
    publish_in(t, "en", "Six", "Cities of Thomas.", T0 - 5 * HOUR);
    check(t, "city's", "Five, Six");
    check(t, "Thomas's", "Six");
}

/* ---- Old sites ----------------------------------------------------------------------------- */

static void a_reader_finds_forms_of_what_a_writer_wrote(void **state)
{
    struct site *t = *state;
    struct store *writer = t->s, *reader;
    assert_int_equal(store_open(t->dir, STORE_READ, &reader), STORE_OK);
    publish_in(t, "", "One", "Bridges.", T0);
    t->s = reader;
    check(t, "bridge", "One");
    t->s = writer;
    publish_in(t, "de", "Zwei", "Brücken.", T0 - HOUR);
    t->s = reader;
    check(t, "bridge", "One");
    check(t, "Brücke", "Zwei");
    t->s = writer;
    store_close(reader);
    assert_int_equal(search_reset(t->s), STORE_OK);
    bool left;
    assert_int_equal(search_catch_up(t->s, 10000, &left), STORE_OK);
    check(t, "bridge", "One");
    check(t, "Brücke", "Zwei");
}

/* What is left over is done without anybody waiting; the index answers all the while. */
static void what_is_left_over_is_told_and_done(void **state)
{
    struct site *t = *state;
    struct store *writer = t->s, *reader;
    bool left = true;
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    for (int i = 0; i < 600; i++)
        publish_in(t, "", "One", arena_printf(t->a, "Brücken%d Brücken.", i), T0 - i * HOUR);
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
    assert_int_equal(store_open(t->dir, STORE_READ, &reader), STORE_OK);
    assert_int_equal(search_catch_up(reader, 0, &left), STORE_OK);
    assert_false(left);
    set_locale(t, "de");
    assert_int_equal(search_catch_up(reader, 0, &left), STORE_OK);
    assert_true(left);
    t->s = reader;
    check(t, "brücken599", "One");
    t->s = writer;
    assert_int_equal(verify(t), 0);
    while (left)
        assert_int_equal(search_catch_up(t->s, 1, &left), STORE_OK);
    t->s = reader;
    assert_int_equal(find(t, "brücke").n, 50);
    assert_int_equal(search_catch_up(reader, 0, &left), STORE_OK);
    assert_false(left);
    t->s = writer;
    store_close(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        searched(forms_are_found_by_the_language_of_each_story),
        searched(forms_count_in_stories_of_their_language_alone),
        searched(the_papers_language_may_change),
        searched(what_was_typed_comes_before_its_forms),
        searched(quoted_words_phrases_and_beginnings_stay_as_they_are),
        searched(forms_are_marked),
        searched(a_word_with_many_forms_is_still_found_as_typed),
        searched(a_word_is_found_however_it_is_parted),
        searched(what_is_no_spelling_of_a_word_is_not_found),
        searched(elisions_are_no_part_of_a_word),
        searched(what_is_left_over_is_told_and_done),
        searched(a_reader_finds_forms_of_what_a_writer_wrote),
    };
    return cmocka_run_group_tests_name("search for forms", tests, NULL, NULL);
}
