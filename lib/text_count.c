/* text_count.c: words and excerpts.
 *
 * ICU's word iterator knows every script, but costs as much as the rest of a save. Text that is all
 * in the Latin script, which is nearly all of it, is counted by the same rules (Unicode Standard
 * Annex 29, WB5 to WB13b) without it; anything else is left to ICU. */
#include "text.h"

#include "ascii.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

enum word_class {
    OTHER,
    LETTER,
    DIGIT,
    CONNECTOR,   /* "_" */
    MID_LETTER,  /* joins letters */
    MID_NUM,     /* joins digits */
    MID_NUM_LET, /* joins letters, or digits */
    UNKNOWN      /* a matter for ICU */
};

static enum word_class text_class_of_ascii(uint32_t cp)
{
    if (ascii_is_letter(cp))
        return LETTER;
    if (ascii_is_digit(cp))
        return DIGIT;
    switch (cp) {
    case '_':
        return CONNECTOR;
    case '.':
    case '\'':
        return MID_NUM_LET;
    case ',':
    case ';':
        return MID_NUM;
    default:
        return OTHER;
    }
}

static enum word_class text_class_of(uint32_t cp)
{
    if (cp < 0x80)
        return text_class_of_ascii(cp);
    if (cp >= 0xC0 && cp <= 0x24F)
        return cp == 0xD7 || cp == 0xF7 ? OTHER : LETTER;
    if (cp == 0xB7 || cp == 0x2027)
        return MID_LETTER;
    if (cp == 0xAA || cp == 0xB5 || cp == 0xBA)
        return LETTER;
    if (cp == 0xAD || cp == 0x85)
        return UNKNOWN;
    if (cp == 0x2018 || cp == 0x2019 || cp == 0x2024)
        return MID_NUM_LET;
    if (cp < 0xC0 || (cp >= 0x2010 && cp <= 0x2027) || cp == 0xFFFD)
        return OTHER;
    return UNKNOWN;
}

static bool text_class_joins(enum word_class before, enum word_class mid, enum word_class after)
{
    if (before != after)
        return false;
    if (before == LETTER)
        return mid == MID_LETTER || mid == MID_NUM_LET;
    return before == DIGIT && (mid == MID_NUM || mid == MID_NUM_LET);
}

/* False when the text has characters of unknown class. */
static bool text_count_latin(const char *s, size_t n, size_t *words)
{
    enum word_class before = OTHER, last = OTHER; /* the classes of the two characters before */
    bool in_word = false;                         /* a letter or digit of this run is counted */
    uint32_t cp;
    *words = 0;
    for (size_t i = 0, len; i < n; i += len) {
        len = text_codepoint(s + i, n - i, &cp);
        enum word_class c = len == 0 ? UNKNOWN : text_class_of(cp);
        if (c == UNKNOWN)
            return false;
        if (c == LETTER || c == DIGIT) {
            bool joined = last == LETTER || last == DIGIT || last == CONNECTOR ||
                          text_class_joins(before, last, c);
            if (!joined || !in_word)
                ++*words;
            in_word = true;
        } else if (c == CONNECTOR) {
            in_word = in_word && (last == LETTER || last == DIGIT || last == CONNECTOR);
        }
        before = last;
        last = c;
    }
    return true;
}

/* ICU takes a run of ideographs for words by a dictionary; readers count each one. */
static size_t text_count_codepoints(const char *s, int32_t from, int32_t to)
{
    size_t n = 0;
    for (int32_t i = from; i < to; i++)
        n += ((unsigned char)s[i] & 0xC0) != 0x80;
    return n;
}

static size_t text_count_segments(UBreakIterator *it, const char *s)
{
    size_t words = 0;
    int32_t from = ubrk_first(it), to;
    while ((to = ubrk_next(it)) != UBRK_DONE) {
        int32_t rule = ubrk_getRuleStatus(it);
        if (rule >= UBRK_WORD_IDEO && rule < UBRK_WORD_IDEO_LIMIT)
            words += text_count_codepoints(s, from, to);
        else if (rule >= UBRK_WORD_NUMBER)
            words++;
        from = to;
    }
    return words;
}

/* An iterator over s; end both. NULL when ICU has no rules or no memory. */
static UBreakIterator *text_open_breaks(UBreakIteratorType type, const char *s, size_t n,
                                        UText **text)
{
    UErrorCode e = U_ZERO_ERROR;
    *text = utext_openUTF8(NULL, s, (int64_t)n, &e);
    UBreakIterator *it = ubrk_open(type, "root", NULL, 0, &e);
    if (U_SUCCESS(e))
        ubrk_setUText(it, *text, &e);
    if (U_SUCCESS(e))
        return it;
    ubrk_close(it);
    utext_close(*text);
    *text = NULL;
    return NULL;
}

size_t text_count_words(const char *s)
{
    size_t n = strlen(s), words;
    if (text_count_latin(s, n, &words) || n > INT32_MAX)
        return words;
    UText *text;
    UBreakIterator *it = text_open_breaks(UBRK_WORD, s, n, &text);
    if (!it)
        return words;
    words = text_count_segments(it, s);
    ubrk_close(it);
    utext_close(text);
    return words;
}

/* Byte offset of the max-th code point, or of the end. */
static size_t text_offset_of(const char *s, size_t max)
{
    size_t i = 0;
    while (s[i] != '\0') {
        if (((unsigned char)s[i] & 0xC0) != 0x80 && max-- == 0)
            break;
        i++;
    }
    return i;
}

/* The last word boundary at or before limit; 0 when there is none. */
static size_t text_word_boundary(const char *s, size_t limit)
{
    if (s[limit] == ' ')
        return limit;
    const char *space = memrchr(s, ' ', limit);
    if (space && (size_t)(space - s) >= limit / 2)
        return (size_t)(space - s);
    /* A script without spaces, or a very long word. */
    UText *text;
    UBreakIterator *it = text_open_breaks(UBRK_WORD, s, strlen(s), &text);
    if (!it)
        return space ? (size_t)(space - s) : 0;
    int32_t at = ubrk_preceding(it, (int32_t)limit + 1);
    if (at <= 0) {
        UErrorCode e = U_ZERO_ERROR;
        UBreakIterator *characters = ubrk_open(UBRK_CHARACTER, "root", NULL, 0, &e);
        ubrk_setUText(characters, text, &e);
        at = U_SUCCESS(e) ? ubrk_preceding(characters, (int32_t)limit + 1) : 0;
        ubrk_close(characters);
    }
    ubrk_close(it);
    utext_close(text);
    return at > 0 ? (size_t)at : 0;
}

char *text_excerpt(struct arena *a, const char *s, size_t max)
{
    const char *line = text_line(a, s);
    size_t all = text_offset_of(line, max);
    if (line[all] == '\0' || max == 0)
        return arena_dupn(a, line, all);
    size_t cut = text_word_boundary(line, text_offset_of(line, max - 1));
    /* No ellipsis after a comma, a dash or a stop. */
    while (cut > 0 && strchr(" ,;:-.", line[cut - 1]))
        cut--;
    return arena_printf(a, "%.*s\u2026", (int)cut, line);
}
