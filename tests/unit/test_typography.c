/* test_typography.c: straight marks as languages set them. */
#include "check.h"

#include "lib/typography.h"

struct setting_case {
    const char *lang, *typed, *set;
};

static const char *set(struct arena *a, const char *lang, const char *text, bool html)
{
    struct typography t;
    if (!typography_of(lang, &t))
        return text;
    const char *once = html ? typography_html(a, &t, text) : typography_text(a, &t, text);
    const char *twice = html ? typography_html(a, &t, once) : typography_text(a, &t, once);
    assert_string_equal(once, twice);
    return once;
}

static void check(struct arena *a, const struct setting_case *cases, size_t n, bool html)
{
    for (size_t i = 0; i < n; i++) {
        const char *got = set(a, cases[i].lang, cases[i].typed, html);
        if (strcmp(got, cases[i].set) != 0)
            fail_msg("%s: %s\n  is  %s\n  not %s", cases[i].lang, cases[i].typed, got,
                     cases[i].set);
    }
}

static void each_language_has_its_marks(void **state)
{
    static const struct setting_case cases[] = {
        {"en", "He said \"no\".", "He said “no”."},
        {"en-GB", "'No,' he said.", "‘No,’ he said."},
        {"de", "Er sagte \"nein\".", "Er sagte „nein“."},
        {"de", "\"Er rief 'nein'\"", "„Er rief ‚nein‘“"},
        {"de-CH", "Er sagte \"Ich rief 'nein'\".", "Er sagte «Ich rief ‹nein›»."},
        {"de-AT", "\"nein\"", "„nein“"},
        {"fr", "Il dit \"non\".", "Il dit «\u202Fnon\u202F»."},
        {"fr", "\"Il dit \"non\" hier\", dit-il", "«\u202FIl dit “non” hier\u202F», dit-il"},
        {"fr", "L'eau d'ici, l'\"eau\" d'\"ici\" aujourd'hui",
         "L’eau d’ici, l’«\u202Feau\u202F» d’«\u202Fici\u202F» aujourd’hui"},
        {"fr", "«\u00A0non\u00A0» -- \"\u00A0non\u00A0\"", "«\u00A0non\u00A0» – «\u00A0non\u00A0»"},
        {"fr-CH", "\"non\"", "«non»"},
        {"fr-CA", "\"non\"", "«\u202Fnon\u202F»"},
        {"es", "Dijo \"no\".", "Dijo «no»."},
        {"es", "\"Dijo \"no\" ayer\"", "«Dijo “no” ayer»"},
        {"sv", "Han sa \"nej\".", "Han sa ”nej”."},
        {"sv", "\"Han sa 'nej'\", sa hon", "”Han sa ’nej’”, sa hon"},
        {"fi", "\"Ei\", hän sanoi", "”Ei”, hän sanoi"},
        {"ru", "Он сказал \"нет\" -- и всё", "Он сказал «нет» — и всё"},
        {"ja", "彼は\"いいえ\"と言った", "彼は「いいえ」と言った"},
        {"ko", "그는 \"아니\"라고", "그는 “아니”라고"},
        {"nl", "'s avonds in 's-Gravenhage, in 't huis", "’s avonds in ’s-Gravenhage, in ’t huis"},
        {"pl", "To \"nie\".", "To „nie”."},
        {"zh", "\"不\"", "“不”"},
        {"zh", "他说\"不\"，她说：\"好。\"然后", "他说“不”，她说：“好。”然后"},
        {"zh", "\"他说'不'了\"", "“他说‘不’了”"},
        {"ar", "قال \"لا\"", "قال ”لا“"},
        {"ar", "وقال ب\"لا\" ثم", "وقال ب”لا“ ثم"},
        {"he", "ב\"הארץ\" אמר ג'ון: \"ראש צה\"ל\"", "ב”הארץ” אמר ג'ון: ”ראש צה\"ל”"},
        {"he", "אמר \"לא\" וצה\"ל", "אמר ”לא” וצה\"ל"},
        {"tlh", "\"nuq\" -- neH", "\"nuq\" -- neH"},
        {"", "\"x\"", "\"x\""},
        {"not a tag", "\"x\"", "\"x\""},
        {"en", "one -- two", "one — two"},
        {"en", "one--two", "one—two"},
        {"de", "eins -- zwei", "eins – zwei"},
        {"en", "one --- two", "one — two"},
        {"en", "1990--1995", "1990–1995"},
        {"zh", "一--二", "一——二"},
    };
    check(*state, cases, COUNT(cases), false);
}

static void what_stands_around_a_mark_says_what_it_is(void **state)
{
    static const struct setting_case cases[] = {
        {"en", "Don't", "Don’t"},
        {"en", "the dogs' tails", "the dogs’ tails"},
        {"en", "O'Brien's", "O’Brien’s"},
        {"en", "the '90s, class of '08", "the ’90s, class of ’08"},
        {"en", "'Twas the '90s", "’Twas the ’90s"},
        {"en", "'The dogs' tails,' he said", "‘The dogs’ tails,’ he said"},
        {"en", "'rock 'n' roll'", "‘rock ’n’ roll’"},
        {"en", "Rock 'N' Roll", "Rock ’N’ Roll"},
        {"en", "rock 'n' roll", "rock ’n’ roll"},
        {"en", "'tis 'quite' so", "’tis ‘quite’ so"},
        {"en", "6'2\" tall, a 5\" gun", "6'2\" tall, a 5\" gun"},
        {"en", "\"He is 6'2\" tall,\" she said", "“He is 6'2\" tall,” she said"},
        {"en", "\"in 1990\"", "“in 1990”"},
        {"en", "\"in 1990\" and \"in 1991\"", "“in 1990” and “in 1991”"},
        {"en", "'in 1990'", "‘in 1990’"},
        {"en", "and so on.\" It ended", "and so on.” It ended"},
        {"en", "class=\"x\" y", "class=\"x\" y"},
        {"en", "\"a \"b\" c\"", "“a ‘b’ c”"},
        {"en", "the pre-\"war\" years; yes/\"no\"", "the pre-“war” years; yes/“no”"},
        {"en", "…\"so\" \"...and so\"", "…“so” “...and so”"},
        {"en", "two \"foo\"s", "two “foo”s"},
        {"en", "\"He said 'no' to me\"", "“He said ‘no’ to me”"},
        {"en", "\"He said, \"no\" to me\"", "“He said, ‘no’ to me”"},
        {"en", "\"'No,' he said\"", "“‘No,’ he said”"},
        {"en", "(\"x\") [\"y\"] -- \"z\"", "(“x”) [“y”] — “z”"},
        {"en", "\"I was--\" \"I was --\" he", "“I was—” “I was —” he"},
        {"en", "He stopped--", "He stopped—"},
        {"en", "-- Mark Twain", "— Mark Twain"},
        {"en", "What!--she said, yes,--no", "What!—she said, yes,—no"},
        {"en", "\"--help\" (--x) [-v --all] git --no-pager",
         "“--help” (--x) [-v --all] git --no-pager"},
        {"en", "\"x\"--\"y\"", "“x”—“y”"},
        {"en", "\"open to the end", "“open to the end"},
        {"en", "“set” already ‘so’ — it’s", "“set” already ‘so’ — it’s"},
        {"en", "use --help or -- x", "use --help or — x"},
        {"en", "i--; a <-- b ---- c", "i--; a <-- b ---- c"},
        {"en", "--help", "--help"},
        {"en", " \" ", " \" "},
        {"en", "https://x.org/a--b'c \"d\"", "https://x.org/a--b'c “d”"},
        {"en", "\"www.x.org/a--b\" x.org/a--b a--b@x.org",
         "“www.x.org/a--b” x.org/a--b a--b@x.org"},
        {"en", "('https://x.org/it's--so') 'yes'", "(‘https://x.org/it's--so’) ‘yes’"},
        {"en", "one\n\"two\n\"three\"", "one\n“two\n“three”"},
        {"en", "", ""},
    };
    check(*state, cases, COUNT(cases), false);
}

static void plain_text_keeps_what_is_code_in_the_html(void **state)
{
    struct typography t;
    assert_true(typography_of("en", &t));
    assert_string_equal(typography_plain(*state, &t,
                                         "Say \"a--b\" as it's \"x\"\nif (a--b) \"c\"\nd",
                                         "<p>Say <code>&quot;a--b&quot;</code> as it&#39;s "
                                         "&quot;x&quot;</p><pre><code class=\"language-c\">"
                                         "if (a--b) &quot;c&quot;\n</code></pre><p>d</p>"),
                        "Say \"a--b\" as it’s “x”\nif (a--b) \"c\"\nd");
}

static void html_keeps_tags_and_code(void **state)
{
    static const struct setting_case cases[] = {
        {"en", "<p>He said &quot;no&quot;.</p>", "<p>He said “no”.</p>"},
        {"en", "<p>It&#39;s <em>&quot;x&quot;</em></p>", "<p>It’s <em>“x”</em></p>"},
        {"en", "<p>&quot;<em>x</em>&quot; y</p>", "<p>“<em>x</em>” y</p>"},
        {"en", "<p title=\"a--b 'c'\">a--b</p>", "<p title=\"a--b 'c'\">a—b</p>"},
        {"en", "<p><code>a--b &quot;c&quot;</code> &quot;d&quot;</p>",
         "<p><code>a--b &quot;c&quot;</code> “d”</p>"},
        {"en", "<pre><code>&quot;a&quot;\n--x</code></pre><p>&quot;b&quot;</p>",
         "<pre><code>&quot;a&quot;\n--x</code></pre><p>“b”</p>"},
        {"en", "<p>&quot;<code>x</code>&quot;</p>", "<p>“<code>x</code>”</p>"},
        {"en", "<p>&quot;a</p><p>&quot;b&quot;</p>", "<p>“a</p><p>“b”</p>"},
        {"en", "<a href=\"https://x.org/a--b\">https://x.org/a--b</a>",
         "<a href=\"https://x.org/a--b\">https://x.org/a--b</a>"},
        {"fr", "<p>&quot;<a href=\"/\">x</a>&quot;</p>",
         "<p>«\u202F<a href=\"/\">x</a>\u202F»</p>"},
        {"en", "<p>&lt;!-- x --&gt; &amp;--</p>", "<p>&lt;!-- x --&gt; &amp;--</p>"},
        {"en", "<p>&quot;a<br>\nb&quot;</p>", "<p>“a<br>\nb”</p>"},
        {"en", "<p>&quot;<strong><em>x</em></strong>,&quot; it&#39;s &quot;a <em>b</em>&quot;</p>",
         "<p>“<strong><em>x</em></strong>,” it’s “a <em>b</em>”</p>"},
        {"en", "<p>the <em>Sun</em>&#39;s &amp; <a href=\"/x--y\">Bob</a>&#39;s</p>",
         "<p>the <em>Sun</em>’s &amp; <a href=\"/x--y\">Bob</a>’s</p>"},
        {"en", "<p><img src=\"/m\" alt=\"It&#39;s &quot;x&quot; -- y\"> it&#39;s</p>",
         "<p><img src=\"/m\" alt=\"It&#39;s &quot;x&quot; -- y\"> it’s</p>"},
        {"en", "<p>&quot;one&lt;x&gt; x.org/a&#39;b&quot;</p>",
         "<p>“one&lt;x&gt; x.org/a&#39;b”</p>"},
        {"en", "<p>a--", "<p>a--"},
        {"en", "<p>'<", "<p>'<"},
    };
    check(*state, cases, COUNT(cases), true);
}

/* The text without all that setting may change. */
static const char *without_marks(struct arena *a, const char *s)
{
    static const char *const gone[] = {"&quot;", "&#39;",  "\"",     "'",      "-",      "\u2013",
                                       "\u2014", "\u2018", "\u2019", "\u201A", "\u201C", "\u201D",
                                       "\u201E", "\u00AB", "\u00BB", "\u202F"};
    char *out = arena_dup(a, s), *o = out;
    while (*s) {
        size_t i = 0;
        while (i < COUNT(gone) && strncmp(s, gone[i], strlen(gone[i])) != 0)
            i++;
        if (i < COUNT(gone))
            s += strlen(gone[i]);
        else
            *o++ = *s++;
    }
    *o = '\0';
    return out;
}

static void nothing_but_marks_is_changed(void **state)
{
    static const char *const pieces[] = {
        "\"",   "'",     "--",     "-",      " ",       "a",      "7",      "n",
        "(",    ".",     "\u2019", "\u201C", "\u00AB",  "\u202F", "&quot;", "&#39;",
        "<em>", "</em>", "</p>",   "<code>", "</code>", "s",      "x.y/",   "\u05D0"};
    static const char *const langs[] = {"en", "fr", "de", "sv", "he", "zh"};
    uint32_t seed = 7;
    struct arena *a = arena_new();
    struct typography marks[COUNT(langs)];
    for (size_t i = 0; i < COUNT(langs); i++)
        assert_true(typography_of(langs[i], &marks[i]));
    for (int run = 0; run < 60000; run++) {
        char text[160] = "";
        for (int i = 0; i < 12; i++) {
            seed = seed * 1664525u + 1013904223u;
            strcat(text, pieces[(seed >> 16) % COUNT(pieces)]);
        }
        bool html = run % 2;
        const char *got = html ? typography_html(a, &marks[run / 10000], text)
                               : typography_text(a, &marks[run / 10000], text);
        assert_string_equal(without_marks(a, got), without_marks(a, text));
        arena_reset(a);
    }
    arena_free(a);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(each_language_has_its_marks),
        WITH_ARENA(what_stands_around_a_mark_says_what_it_is),
        WITH_ARENA(html_keeps_tags_and_code),
        WITH_ARENA(plain_text_keeps_what_is_code_in_the_html),
        cmocka_unit_test(nothing_but_marks_is_changed),
    };
    return cmocka_run_group_tests_name("typography", tests, NULL, NULL);
}
