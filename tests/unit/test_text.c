/* test_text.c: UTF-8, lines, words, HTML in text, numbers and addresses. */
#include "check.h"

#include "lib/buf.h"
#include "lib/text.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

/* ---- UTF-8 ---- */

static const struct {
    const char *bytes;
    size_t n;
    const char *repaired; /* NULL: valid as it is */
} utf8_cases[] = {
    {"", 0, NULL},
    {"ascii", 5, NULL},
    {"\xC2\x80", 2, NULL},
    {"\xDF\xBF", 2, NULL},
    {"\xE0\xA0\x80", 3, NULL},
    {"\xED\x9F\xBF", 3, NULL},
    {"\xEE\x80\x80", 3, NULL},
    {"\xF0\x90\x80\x80", 4, NULL},
    {"\xF4\x8F\xBF\xBF", 4, NULL},
    {"\x80", 1, "\uFFFD"},                               /* a lone continuation */
    {"\xC0\x80", 2, "\uFFFD\uFFFD"},                     /* overlong NUL */
    {"\xC1\xBF", 2, "\uFFFD\uFFFD"},                     /* overlong */
    {"\xE0\x9F\xBF", 3, "\uFFFD\uFFFD\uFFFD"},           /* overlong */
    {"\xF0\x8F\xBF\xBF", 4, "\uFFFD\uFFFD\uFFFD\uFFFD"}, /* overlong */
    {"\xED\xA0\x80", 3, "\uFFFD\uFFFD\uFFFD"},           /* a surrogate */
    {"\xED\xBF\xBF", 3, "\uFFFD\uFFFD\uFFFD"},           /* a surrogate */
    {"\xF4\x90\x80\x80", 4, "\uFFFD\uFFFD\uFFFD\uFFFD"}, /* above U+10FFFF */
    {"\xF5\x80", 2, "\uFFFD\uFFFD"},
    {"\xFF", 1, "\uFFFD"},
    {"a\xC3", 2, "a\uFFFD"},   /* cut short */
    {"\xE2\x82", 2, "\uFFFD"}, /* cut short: one, not two */
    {"\xF0\x9F\x98", 3, "\uFFFD"},
    {"\xE2\x82"
     "b",
     3,
     "\uFFFD"
     "b"},
    {"\xC3(", 2, "\uFFFD("},
    {"a\0b", 3, "ab"},
    /* The example of Unicode 15, table 3-8. */
    {"\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64", 13,
     "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd"},
};

static void utf_8_is_valid_by_table_3_7(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(utf8_cases); i++)
        assert_int_equal(text_utf8_valid(utf8_cases[i].bytes, utf8_cases[i].n),
                         utf8_cases[i].repaired == NULL);
}

static void invalid_bytes_are_replaced_and_the_rest_is_kept(void **state)
{
    for (size_t i = 0; i < COUNT(utf8_cases); i++) {
        const char *fixed = text_utf8_repair(*state, utf8_cases[i].bytes, utf8_cases[i].n);
        const char *expected = utf8_cases[i].repaired;
        assert_string_equal(fixed, expected == NULL ? utf8_cases[i].bytes : expected);
    }
}

static void every_code_point_is_read_back(void **state)
{
    (void)state;
    struct buf b;
    uint32_t cp;
    buf_init(&b, 8);
    for (uint32_t i = 1; i <= 0x10FFFF; i++) {
        if (i >= 0xD800 && i <= 0xDFFF)
            continue;
        buf_clear(&b);
        buf_add_codepoint(&b, i);
        if (text_codepoint(b.p, b.len, &cp) != b.len || cp != i ||
            text_codepoint(b.p, b.len - 1, &cp) != 0)
            fail_msg("U+%04X", i);
    }
    buf_free(&b);
}

static void length_counts_code_points(void **state)
{
    (void)state;
    assert_int_equal(text_length(""), 0);
    assert_int_equal(text_length("na\u00EFve \U0001F600"), 7);
}

/* ---- lines ---- */

static void a_line_has_single_spaces_and_no_controls(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", ""},
        {" \t\n", ""},
        {"  a   b  ", "a b"},
        {"a\r\nb\tc\vd", "a b c d"},
        {"a\u00A0b\u2003c\u3000d\u2028e\xC2\x85"
         "f",
         "a b c d e f"},
        {"a\x01\x1B[31mb\x7F", "a [31mb"},
        {"\u2019tis \u00E9t\u00E9", "\u2019tis \u00E9t\u00E9"},
        {"a\u200Bb", "a\u200Bb"},
        {"bad \xFF byte", "bad \xFF byte"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(text_line(*state, cases[i].in), cases[i].out);
}

static void lines_have_unix_ends_and_keep_their_indentation(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", ""},
        {"a\r\nb\rc\nd", "a\nb\nc\nd"},
        {"a\r\n\r\nb", "a\n\nb"},
        {"a\n\r", "a"},
        {"  code\n\n\tx  \n \n", "  code\n\n\tx"},
        {"a\x01\x0C"
         "b\xC2\x85\x7F",
         "ab"},
        {"\u00E9\u2028\U0001F600", "\u00E9\u2028\U0001F600"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(text_lines(*state, cases[i].in), cases[i].out);
}

static void check_list(struct strlist list, size_t n, const char *const *expected)
{
    assert_int_equal(list.n, n);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(list.v[i], expected[i]);
}

static void a_list_is_split_into_its_parts_that_are_not_empty(void **state)
{
    check_list(text_split_lines(*state, " one \r\n\r\n two  three\n \n"), 2,
               (const char *const[]){"one", "two three"});
    check_list(text_split(*state, ",a, b c ,,d,", ','), 3, (const char *const[]){"a", "b c", "d"});
    check_list(text_split_lines(*state, ""), 0, NULL);
    check_list(text_split(*state, "\u00E9\u3000;x", ';'), 2, (const char *const[]){"\u00E9", "x"});
}

static void blank_is_null_or_white_space_of_any_kind(void **state)
{
    (void)state;
    assert_true(text_blank(NULL));
    assert_true(text_blank(""));
    assert_true(text_blank(" \t\r\n\u00A0\u3000\u2028"));
    assert_false(text_blank(" . "));
    assert_false(text_blank("\u00E9"));
}

/* ---- words ---- */

static void words_are_counted_as_readers_count_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t words;
    } cases[] = {
        {"", 0},
        {" \n\t ", 0},
        {"one", 1},
        {"one two\nthree", 3},
        {"Don't! It\u2019s 3.14, or 1,000; really.", 6},
        {"\u201CQuoted\u201D \u2014 yes \u2026", 2},
        {"mother-in-law", 3},
        {"snake_case _ __ a_", 2},
        {"example.com e.g. U.S.", 3},
        {"caf\u00E9 na\u00EFve", 2},
        {"\u041F\u0440\u0438\u0432\u0435\u0442 \u043C\u0438\u0440", 2},
        {"\u65E5\u672C\u8A9E", 3},
        {"\u65E5\u672C text", 3},
        {"\uD55C\uAD6D\uC5B4 \uBB38\uC7A5", 2},
        {"\U0001F600 \U0001F600", 0},
        {"$5 #tag @me 100%", 4},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        if (text_count_words(cases[i].text) != cases[i].words)
            fail_msg("%s: %zu words", cases[i].text, text_count_words(cases[i].text));
}

/* A run of "_" is a word to ICU, but to no reader. */
static bool has_letter_or_digit(const UChar *s, int32_t from, int32_t to)
{
    for (int32_t i = from; i < to; i++)
        if (u_isalnum(s[i]))
            return true;
    return false;
}

static size_t words_by_icu(const char *s)
{
    UChar wide[256];
    UErrorCode e = U_ZERO_ERROR;
    int32_t n;
    size_t words = 0;
    u_strFromUTF8(wide, 256, &n, s, -1, &e);
    UBreakIterator *it = ubrk_open(UBRK_WORD, "root", wide, n, &e);
    assert_true(U_SUCCESS(e));
    for (int32_t from = ubrk_first(it), to; (to = ubrk_next(it)) != UBRK_DONE; from = to)
        words += has_letter_or_digit(wide, from, to);
    ubrk_close(it);
    return words;
}

static void latin_text_is_counted_as_icu_counts_it(void **state)
{
    static const char *const pieces[] = {
        "a", "b", "Z",  "1", "2",      "_",      ".",      "'",      ",",      ";",      ":",
        "-", " ", "\n", "$", "\u2019", "\u2014", "\u00E9", "\u2026", "\u00B7", "\u201C", "\u00A0",
    };
    uint32_t seed = 7;
    for (int i = 0; i < 20000; i++) {
        struct buf b;
        buf_init(&b, 100);
        for (int k = 0; k < 3 + i % 10; k++) {
            seed = seed * 1664525u + 1013904223u;
            buf_adds(&b, pieces[(seed >> 10) % COUNT(pieces)]);
        }
        if (text_count_words(b.p) != words_by_icu(b.p))
            fail_msg("\"%s\": %zu here, %zu by ICU", b.p, text_count_words(b.p), words_by_icu(b.p));
        buf_free(&b);
    }
    (void)state;
}

static void an_excerpt_ends_between_words(void **state)
{
    static const struct {
        const char *in;
        size_t max;
        const char *out;
    } cases[] = {
        {"short", 5, "short"},
        {"short", 100, "short"},
        {"The quick brown fox", 16, "The quick brown\u2026"},
        {"The quick brown fox", 15, "The quick\u2026"},
        {"The quick,  brown\nfox", 11, "The quick\u2026"},
        {"one two", 0, ""},
        {"one two", 1, "\u2026"},
        {"\u00E9t\u00E9 \u00E0 la mer", 6, "\u00E9t\u00E9 \u00E0\u2026"},
        {"Supercalifragilistic", 10, "Supercali\u2026"},
        {"", 10, ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(text_excerpt(*state, cases[i].in, cases[i].max), cases[i].out);
}

static void an_excerpt_is_never_too_long_nor_cut_within_a_character(void **state)
{
    const char *text = "\u65E5\u672C\u8A9E\u306E\u6587\u7AE0 na\u00EFve, e\u0301te\u0301 "
                       "\U0001F468\u200D\U0001F469\u200D\U0001F467 and more-of-the-same text";
    for (size_t max = 0; max < 60; max++) {
        const char *out = text_excerpt(*state, text, max);
        assert_true(text_length(out) <= max);
        assert_true(text_utf8_valid(out, strlen(out)));
    }
}

/* ---- HTML in text ---- */

static void character_references_are_decoded_once(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"a &amp; b &lt;i&gt; &quot;c&quot; &apos;d&apos;", "a & b <i> \"c\" 'd'"},
        {"&#58;&#x3A;&#X3a;&#8217;&#x2019;", ":::\u2019\u2019"},
        {"&eacute;&hellip;&nbsp;&mdash;", "\u00E9\u2026\u00A0\u2014"},
        {"&colon;&Tab;&NewLine;", ":\t\n"},
        {"&amp;lt;", "&lt;"},
        {"&unknown; &amp &; & &#; &#x; &#xZ; &#12", "&unknown; &amp &; & &#; &#x; &#xZ; &#12"},
        {"&#150;&#146;", "\u2013\u2019"}, /* Windows-1252, as browsers do */
        {"&#0;&#xD800;&#1114112;&#99999999999999;", "\uFFFD\uFFFD\uFFFD\uFFFD"},
        {"&#x1F600;", "\U0001F600"},
        {"AT&T &copy", "AT&T &copy"},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(text_decode_entities(*state, cases[i].in), cases[i].out);
}

static void html_is_stripped_to_its_text(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"plain", "plain"},
        {"<b>bold</b> and <i>it</i>", "bold and it"},
        {"<p>one</p><p>two</p>", "one\ntwo\n"},
        {"a<br>b<br/>c", "a\nb\nc"},
        {"x<script>alert('</p>')</script>y", "xy"},
        {"x<STYLE type=\"a>b\">p{}</STYLE >y", "xy"},
        {"x<script>never closed", "x"},
        {"a<!-- <b>hidden</b> -->b", "ab"},
        {"a<!-- never closed", "a"},
        {"<a title=\"a > b\" href='>'>link</a>", "link"},
        {"5 < 6 and 7 > 6", "5 < 6 and 7 > 6"},
        {"a <b", "a <b"},
        {"<!DOCTYPE html><?xml version='1'?>t", "t"},
        {"&lt;script&gt; &amp;amp;", "<script> &amp;"},
        {"<scripted>x</scripted>", "x"},
        {"a</>b", "ab"},
        {"<", "<"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(text_strip_html(*state, cases[i].in), cases[i].out);
}

static void hostile_html_is_stripped_in_good_time(void **state)
{
    static const char *const pieces[] = {"<a \">", "<a \"> <a \"", "<", "<!--", "<script>", "</",
                                         "&",      "<a '\"",       "&#"};
    for (size_t i = 0; i < COUNT(pieces); i++) {
        struct buf b;
        buf_init(&b, SIZE_MAX - 1);
        while (b.len < 400000)
            buf_adds(&b, pieces[i]);
        text_strip_html(*state, b.p); /* a quadratic scan would take minutes */
        buf_free(&b);
    }
}

/* ---- numbers and addresses ---- */

static void numbers_are_whole_and_within_bounds(void **state)
{
    (void)state;
    int64_t n;
    static const char *const bad[] = {"",    " 1", "1 ",  "+1",  "1.0",
                                      "0x1", "-",  "1e3", "--1", "9223372036854775808"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(text_to_int(bad[i], INT64_MIN, INT64_MAX, &n));
    assert_false(text_to_int(NULL, 0, 9, &n));
    assert_true(text_to_int("9223372036854775807", 0, INT64_MAX, &n) && n == INT64_MAX);
    assert_true(text_to_int("-9223372036854775808", INT64_MIN, 0, &n) && n == INT64_MIN);
    assert_false(text_to_int("-9223372036854775809", INT64_MIN, 0, &n));
    assert_true(text_to_int("007", 0, 7, &n) && n == 7);
    assert_false(text_to_int("8", 0, 7, &n));
    assert_false(text_to_int("-1", 0, 7, &n));
}

static void email_addresses_are_plausible_and_safe_in_a_mailto_link(void **state)
{
    (void)state;
    static const char *const good[] = {"ines@example.com", "a.b+c_d-e@sub.example.org",
                                       "o'brien@example.ie"};
    static const char *const bad[] = {"",
                                      "ines",
                                      "@example.com",
                                      "ines@",
                                      "ines@localhost",
                                      "a@b@example.com",
                                      "a b@example.com",
                                      "a@.com",
                                      "a@example.",
                                      "a@b..com",
                                      "a@example.com?subject=x",
                                      "a@example.com\n",
                                      "a\u00A0b@example.com",
                                      "\"a\"@example.com",
                                      "a@exa\xFFmple.com",
                                      "<a@example.com>"};
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(text_is_email(good[i]));
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(text_is_email(bad[i]));
    assert_false(text_is_email(NULL));
    char at_limit[300];
    memset(at_limit, 'a', sizeof at_limit);
    memcpy(at_limit + 254 - strlen("@b.de"), "@b.de", 6);
    assert_true(text_is_email(at_limit));
    memcpy(at_limit + 255 - strlen("@b.de"), "@b.de", 6);
    assert_false(text_is_email(at_limit));
}

static void addresses_of_sources_are_absolute_and_http(void **state)
{
    (void)state;
    static const char *const good[] = {"https://example.com", "HTTP://Example.com/a?b=c#d",
                                       "http://b\u00FCcher.de/\u00FC", "https://[::1]:8080/",
                                       "https://example.com/@user"};
    static const char *const bad[] = {"",
                                      "example.com",
                                      "//example.com",
                                      "/a",
                                      "https://",
                                      "https:///a",
                                      "https:/example.com",
                                      "https:\\\\example.com",
                                      "ftp://example.com",
                                      "javascript:alert(1)",
                                      " https://example.com",
                                      "https://exa mple.com",
                                      "https://example.com/\na",
                                      "https://example.com/\"onclick=",
                                      "https://example.com/<b>",
                                      "https://bank.com@evil.com/",
                                      "https://?a",
                                      "https://:80/",
                                      "https://example.com/\xFF"};
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(text_is_http_url(good[i]));
    for (size_t i = 0; i < COUNT(bad); i++)
        if (text_is_http_url(bad[i]))
            fail_msg("%s", bad[i]);
    assert_false(text_is_http_url(NULL));
    char long_url[2100] = "https://example.com/";
    memset(long_url + 20, 'a', 1980);
    assert_true(text_is_http_url(long_url));
    long_url[2000] = 'a';
    assert_false(text_is_http_url(long_url));
}

static void hex_is_lower_case(void **state)
{
    (void)state;
    char out[9];
    text_hex((const unsigned char *)"\x00\x9A\xBC\xFF", 4, out);
    assert_string_equal(out, "009abcff");
}

/* ---- Cutting ---- */

static void a_text_is_cut_at_a_whole_character(void **state)
{
    static const struct {
        const char *text;
        size_t max;
        const char *cut;
    } cases[] = {
        {"", 0, ""},
        {"abc", 3, "abc"},
        {"abc", 2, "ab"},
        {"abc", 0, ""},
        {"caf\u00E9", 5, "caf\u00E9"},
        {"caf\u00E9", 4, "caf"},
        {"a\u20ACb", 4, "a\u20AC"},
        {"a\u20ACb", 3, "a"},
        {"\U0001F600\U0001F600", 7, "\U0001F600"},
        {"\U0001F600", 3, ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *text = cases[i].text, *cut = text_cut_bytes(*state, text, cases[i].max);
        assert_string_equal(cut, cases[i].cut);
        assert_int_equal(text_cut_length(text, strlen(text), cases[i].max), strlen(cut));
    }
}

static void a_text_that_is_short_enough_is_not_copied(void **state)
{
    const char *text = "caf\u00E9";
    assert_ptr_equal(text_cut_bytes(*state, text, 5), text);
}

/* ---- XML ---- */

static void what_xml_has_no_place_for_is_replaced(void **state)
{
    static const struct {
        const char *text, *xml;
    } cases[] = {
        {"", ""},
        {"a\tb\nc\rd", "a\tb\nc\rd"},
        {"caf\u00E9 \U0001F600 \uFFFD", "caf\u00E9 \U0001F600 \uFFFD"},
        {"a\x01z", "a\uFFFDz"},
        {"\x1F\x0B", "\uFFFD\uFFFD"},
        {"x\xEF\xBF\xBEy\xEF\xBF\xBF", "x\uFFFDy\uFFFD"},
        {"\xEF\xBF\xBD is itself", "\uFFFD is itself"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(text_for_xml(*state, cases[i].text), cases[i].xml);
}

static void nothing_steers_a_terminal(void **state)
{
    static const struct {
        const char *text, *line, *lines;
    } cases[] = {
        {"", "", ""},
        {"Caf\u00E9, \u8BB0\u8005, \u0645\u0631\u062D\u0628\u0627 \U0001F600",
         "Caf\u00E9, \u8BB0\u8005, \u0645\u0631\u062D\u0628\u0627 \U0001F600",
         "Caf\u00E9, \u8BB0\u8005, \u0645\u0631\u062D\u0628\u0627 \U0001F600"},
        {"a\tb\nc", "a\\x09b\\x0ac", "a\tb\nc"},
        {"\x1B[31mred\x1B]0;t\x07", "\\x1b[31mred\\x1b]0;t\\x07", "\\x1b[31mred\\x1b]0;t\\x07"},
        {"over\rwritten\b\x7F", "over\\x0dwritten\\x08\\x7f", "over\\x0dwritten\\x08\\x7f"},
        {"\xC2\x9B"
         "2J",
         "\\x9b"
         "2J",
         "\\x9b"
         "2J"}, /* CSI in one character */
        {"\x9B"
         "2J",
         "\\x9b"
         "2J",
         "\\x9b"
         "2J"}, /* and as a byte that is no UTF-8 */
        {"caf\xE9", "caf\\xe9", "caf\\xe9"},
        {"\xED\xA0\x80\xF4\x90", "\\xed\\xa0\\x80\\xf4\\x90", "\\xed\\xa0\\x80\\xf4\\x90"},
        {"x\u202Egpj\u2069\u2028", "x\\u202egpj\\u2069\\u2028", "x\\u202egpj\\u2069\\u2028"},
        {"\u200Fmark", "\u200Fmark", "\u200Fmark"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_string_equal(text_for_terminal(*state, cases[i].text, false), cases[i].line);
        assert_string_equal(text_for_terminal(*state, cases[i].text, true), cases[i].lines);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf_8_is_valid_by_table_3_7),
        WITH_ARENA(invalid_bytes_are_replaced_and_the_rest_is_kept),
        cmocka_unit_test(every_code_point_is_read_back),
        cmocka_unit_test(length_counts_code_points),
        WITH_ARENA(a_line_has_single_spaces_and_no_controls),
        WITH_ARENA(lines_have_unix_ends_and_keep_their_indentation),
        WITH_ARENA(a_list_is_split_into_its_parts_that_are_not_empty),
        cmocka_unit_test(blank_is_null_or_white_space_of_any_kind),
        cmocka_unit_test(words_are_counted_as_readers_count_them),
        cmocka_unit_test(latin_text_is_counted_as_icu_counts_it),
        WITH_ARENA(an_excerpt_ends_between_words),
        WITH_ARENA(an_excerpt_is_never_too_long_nor_cut_within_a_character),
        WITH_ARENA(character_references_are_decoded_once),
        WITH_ARENA(html_is_stripped_to_its_text),
        WITH_ARENA(hostile_html_is_stripped_in_good_time),
        cmocka_unit_test(numbers_are_whole_and_within_bounds),
        cmocka_unit_test(email_addresses_are_plausible_and_safe_in_a_mailto_link),
        cmocka_unit_test(addresses_of_sources_are_absolute_and_http),
        cmocka_unit_test(hex_is_lower_case),
        WITH_ARENA(a_text_is_cut_at_a_whole_character),
        WITH_ARENA(a_text_that_is_short_enough_is_not_copied),
        WITH_ARENA(what_xml_has_no_place_for_is_replaced),
        WITH_ARENA(nothing_steers_a_terminal),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
