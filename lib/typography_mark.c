/* typography_mark.c: which mark a straight one is, from what stands before and behind it.
 *
 * A mark opens behind a space, a bracket or a dash, and closes behind words; open quotations are kept
 * on a small stack. Where that is not enough, the next mark of its kind decides: one that can only
 * close belongs to a quotation that is open still, so this one is none. What stays in doubt stays
 * straight. */
#include "typography_private.h"

#include "ascii.h"
#include "text.h"

#include <string.h>
#include <unicode/uchar.h>

#define APOSTROPHE "\u2019"
#define EN_DASH "\u2013"
#define EM_DASH "\u2014"

/* ---- Characters ------------------------------------------------------------------------------ */

static bool is_letter(uint32_t c)
{
    return c < 0x80 ? ascii_is_letter(c) : u_isalpha((UChar32)c);
}

static bool is_digit(uint32_t c)
{
    return c < 0x80 ? ascii_is_digit(c) : u_isdigit((UChar32)c);
}

static bool is_word(uint32_t c)
{
    return is_letter(c) || is_digit(c);
}

static bool is_fixed_space(uint32_t c)
{
    return c == 0x202F || c == 0xA0;
}

static bool is_space(uint32_t c)
{
    return c == WALK_NOTHING || u_isUWhiteSpace((UChar32)c);
}

/* A space that parts words: not the one inside French quotation marks. */
static bool is_gap(uint32_t c)
{
    return is_space(c) && !is_fixed_space(c);
}

static bool is_dash(uint32_t c)
{
    return c == 0x2013 || c == 0x2014;
}

static bool is_hebrew(uint32_t c)
{
    return c >= 0x5D0 && c <= 0x5EA;
}

/* Of scripts that put no spaces between words, with their punctuation. */
static bool is_unspaced(uint32_t c)
{
    return (c >= 0xE00 && c < 0xF00) || (c >= 0x1000 && c < 0x10A0) ||
           (c >= 0x1780 && c < 0x1800) || (c >= 0x2E80 && c < 0xA000) ||
           (c >= 0xAC00 && c < 0xD7B0) || (c >= 0xF900 && c < 0xFB00) ||
           (c >= 0xFF00 && c < 0xFFF0) || (c >= 0x20000 && c < 0x32000);
}

static bool is_mark_of(const char marks[2][8], uint32_t c)
{
    for (int i = 0; i < 2; i++) {
        uint32_t mark;
        if (text_codepoint(marks[i], strlen(marks[i]), &mark) > 0 && mark == c)
            return true;
    }
    return false;
}

/* Swedish opens and closes with the same mark: that one says nothing. */
static bool is_opening_mark(const struct walk *w, uint32_t c)
{
    return is_mark_of(w->t->open, c) && !is_mark_of(w->t->close, c);
}

/* What a quotation may begin behind: space, a bracket, a dash, another beginning. */
static bool opens_after(const struct walk *w, uint32_t c)
{
    static const uint32_t others[] = {0xA1, 0xBF, 0x200B, 0x300C, 0x300E, 0x3010, 0xFF08};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i] == c)
            return true;
    return is_space(c) || is_dash(c) || is_opening_mark(w, c) ||
           (c < 0x80 && strchr("([{/|", (int)c));
}

/* ---- Quotations ------------------------------------------------------------------------------ */

static bool is_open(const struct walk *w, char mark)
{
    return memchr(w->open, mark, w->depth) != NULL;
}

/* 0: the outer marks, 1: the inner ones. */
static int level_of(const struct walk *w, char mark)
{
    size_t doubles = 0;
    for (size_t i = 0; i < w->depth; i++)
        doubles += w->open[i] == '"';
    return mark == '\'' || doubles % 2 == 1;
}

static void quotation_open(struct walk *w, char mark, size_t bytes, uint32_t next)
{
    int level = level_of(w, mark);
    bool spaced = w->t->spaced && strcmp(w->t->open[level], "«") == 0 && !is_fixed_space(next);
    if (w->depth == TYPOGRAPHY_DEPTH_MAX)
        w->depth--;
    w->open[w->depth++] = mark;
    walk_replace(w, bytes, w->t->open[level], spaced ? NARROW_SPACE : NULL, NULL);
}

static void quotation_close(struct walk *w, char mark, size_t bytes)
{
    while (w->depth > 0 && w->open[w->depth - 1] != mark)
        w->depth--;
    if (w->depth > 0)
        w->depth--;
    int level = level_of(w, mark);
    if (w->t->spaced && strcmp(w->t->close[level], "»") == 0 && !is_fixed_space(w->before))
        walk_replace(w, bytes, NARROW_SPACE, w->t->close[level], NULL);
    else
        walk_replace(w, bytes, w->t->close[level], NULL, NULL);
}

static bool closes_like(const struct walk *w, const struct mark_place *m)
{
    return !opens_after(w, m->before) && !is_word(m->next);
}

/* Whether the next mark of the kind can only close, behind something else than a number. */
static bool closes_later(const struct walk *w, size_t bytes, char mark, bool number)
{
    struct mark_place next;
    return walk_find_mark(w, w->at + bytes, (uint32_t)mark, &next) && closes_like(w, &next) &&
           (number || !is_digit(next.before));
}

static bool comes_later(const struct walk *w, size_t bytes, char mark)
{
    struct mark_place next;
    return walk_find_mark(w, w->at + bytes, (uint32_t)mark, &next);
}

enum role { ROLE_STAYS, ROLE_OPENS, ROLE_CLOSES, ROLE_APOSTROPHE };

/* Behind a space, a bracket, a dash. "I was—" closes all the same. */
static enum role role_at_beginning(const struct walk *w, char mark, uint32_t next)
{
    bool open = is_open(w, mark);
    if (open && !is_word(next) && (is_fixed_space(w->before) || is_dash(w->before)))
        return ROLE_CLOSES;
    if (is_gap(next))
        return open && is_opening_mark(w, w->before) ? ROLE_CLOSES : ROLE_STAYS;
    return ROLE_OPENS;
}

/* ---- " --------------------------------------------------------------------------------------- */

/* Between two characters of words, or behind a sign. */
static enum role role_within(const struct walk *w, size_t bytes)
{
    uint32_t before = w->before;
    bool open = is_open(w, '"'), pair = closes_later(w, bytes, '"', true);
    if (is_hebrew(before)) /* gershayim; but ב"…" is a quotation */
        return !open && pair ? ROLE_OPENS : ROLE_STAYS;
    if (before == '=' || is_digit(before))
        return ROLE_STAYS;
    bool joined = before == '-' || before == 0x2019 || before == '\''; /* l'"…" */
    if (open)
        return joined && pair ? ROLE_OPENS : ROLE_CLOSES;
    return joined || pair ? ROLE_OPENS : ROLE_STAYS;
}

static enum role double_role(const struct walk *w, size_t bytes, uint32_t next)
{
    uint32_t before = w->before;
    bool open = is_open(w, '"');
    if (opens_after(w, before))
        return role_at_beginning(w, '"', next);
    if (is_unspaced(before) || is_unspaced(next)) {
        if (open)
            return ROLE_CLOSES;
        return !is_gap(next) && comes_later(w, bytes, '"') ? ROLE_OPENS : ROLE_STAYS;
    }
    if (is_word(next))
        return role_within(w, bytes);
    if (is_digit(before)) /* inches? */
        return open && !closes_later(w, bytes, '"', false) ? ROLE_CLOSES : ROLE_STAYS;
    /* One that began in a block before this closes, too. */
    return open || (!w->stayed && before != '=') ? ROLE_CLOSES : ROLE_STAYS;
}

void typography_set_double(struct walk *w, size_t bytes)
{
    uint32_t next = walk_next(w, w->at + bytes);
    switch (double_role(w, bytes, next)) {
    case ROLE_OPENS:
        quotation_open(w, '"', bytes, next);
        break;
    case ROLE_CLOSES:
        quotation_close(w, '"', bytes);
        break;
    default:
        w->stayed = true;
        walk_pass(w, bytes, '"');
        break;
    }
}

/* ---- ' --------------------------------------------------------------------------------------- */

/* The rest of a word whose beginning is left out: "’tis", "the ’90s", Dutch "’s avonds". */
static bool is_elision(const char *s)
{
    static const char *const words[] = {"tis", "twas",  "twere", "twill", "tisn", "em",
                                        "til", "cause", "bout",  "round", "cos",  "neath"};
    char word[8] = "";
    size_t n = 0;
    while (n < sizeof word - 1 && ascii_is_letter((unsigned char)s[n])) {
        word[n] = ascii_lower(s[n]);
        n++;
    }
    if (ascii_is_digit((unsigned char)s[0]) && ascii_is_digit((unsigned char)s[1]))
        return !ascii_is_digit((unsigned char)s[2]);
    if (n == 1 && strchr("stkmn", word[0]))
        return s[1] == ' ' || s[1] == '-';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* "rock 'n' roll": where the second mark stands. 0: it is not that. */
static size_t elided_n(const struct walk *w, size_t at)
{
    uint32_t c;
    if (at >= w->n || (w->s[at] != 'n' && w->s[at] != 'N') || walk_char(w, at + 1, &c) == 0 ||
        (c != '\'' && c != 0x2019))
        return 0;
    return at + 1;
}

/* Whether any ' from there on may close. */
static bool may_close_later(struct walk *w, size_t bytes)
{
    if (w->last_closing == SIZE_MAX) {
        struct mark_place next;
        w->last_closing = 0;
        for (size_t from = w->at + bytes; walk_find_mark(w, from, '\'', &next); from = next.at + 1)
            if (closes_like(w, &next))
                w->last_closing = next.at;
    }
    return w->last_closing > w->at;
}

static enum role single_role_at_beginning(struct walk *w, size_t bytes, uint32_t next)
{
    enum role role = role_at_beginning(w, '\'', next);
    if (role != ROLE_OPENS)
        return role;
    w->elided = elided_n(w, w->at + bytes);
    if (w->elided > 0 || is_elision(w->s + w->at + bytes) || !may_close_later(w, bytes))
        return ROLE_APOSTROPHE;
    return ROLE_OPENS;
}

static enum role single_role(struct walk *w, size_t bytes, uint32_t next)
{
    uint32_t before = w->before;
    bool open = is_open(w, '\'');
    if (w->elided > 0 && w->elided == w->at)
        return ROLE_APOSTROPHE;
    if (opens_after(w, before))
        return single_role_at_beginning(w, bytes, next);
    if (is_unspaced(before) || (is_unspaced(next) && !is_letter(before))) {
        if (open)
            return ROLE_CLOSES;
        return !is_gap(next) && comes_later(w, bytes, '\'') ? ROLE_OPENS : ROLE_APOSTROPHE;
    }
    if (is_word(before) && is_letter(next))
        return is_hebrew(before) ? ROLE_STAYS : ROLE_APOSTROPHE; /* geresh */
    if (before == '"' && is_word(next)) /* behind inches, or what else stayed */
        return ROLE_STAYS;
    if (open && !is_digit(next)) {
        bool plural = before == 's' || before == 'x' || before == 'z';
        if ((plural || is_digit(before)) && closes_later(w, bytes, '\'', false))
            return plural ? ROLE_APOSTROPHE : ROLE_STAYS;
        return ROLE_CLOSES;
    }
    return is_digit(before) || is_hebrew(before) ? ROLE_STAYS : ROLE_APOSTROPHE; /* feet */
}

void typography_set_single(struct walk *w, size_t bytes)
{
    uint32_t next = walk_next(w, w->at + bytes);
    switch (single_role(w, bytes, next)) {
    case ROLE_OPENS:
        quotation_open(w, '\'', bytes, next);
        break;
    case ROLE_CLOSES:
        quotation_close(w, '\'', bytes);
        break;
    case ROLE_APOSTROPHE:
        walk_replace(w, bytes, APOSTROPHE, NULL, NULL);
        break;
    default:
        walk_pass(w, bytes, '\'');
        break;
    }
}

/* ---- Hyphens --------------------------------------------------------------------------------- */

static bool is_quote(uint32_t c)
{
    return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB ||
           (c >= 0x300C && c <= 0x300F);
}

/* Words, their punctuation, and quotations that end: not the one that begins before an option. */
static bool ends_word(const struct walk *w, uint32_t c)
{
    if (is_quote(c))
        return !is_opening_mark(w, c) && !is_gap(w->before2);
    if (c == '!')
        return is_letter(w->before2); /* not "<!--" */
    return is_word(c) || is_unspaced(c) || c == 0x2026 ||
           (c < 0x80 && c != 0 && strchr(",.?)]%", (int)c));
}

static bool begins_word(uint32_t c)
{
    return is_word(c) || is_quote(c) || is_unspaced(c) || c == '(' || c == '[' || c == 0x2026;
}

static bool is_dash_between(const struct walk *w, uint32_t next)
{
    uint32_t before = w->before;
    if (is_gap(before) && next == '"' && is_open(w, '"'))
        return true; /* "I was --" */
    if (is_gap(before))
        return is_gap(next) && !(before == WALK_NOTHING && next == WALK_NOTHING);
    if (is_gap(next)) /* "He stopped--": not "i--" */
        return is_letter(before) && is_letter(w->before2);
    return ends_word(w, before) && begins_word(next);
}

/* Two or three between words, or between spaces: not those of an option or an arrow. */
void typography_set_hyphens(struct walk *w)
{
    size_t count = strspn(w->s + w->at, "-");
    uint32_t next = walk_next(w, w->at + count);
    if (count > 3 || !is_dash_between(w, next))
        walk_pass(w, count, '-');
    else if (count == 2 && is_digit(w->before) && is_digit(next))
        walk_replace(w, count, EN_DASH, NULL, NULL);
    else if (count == 3 && !strstr(w->t->dash, EM_DASH))
        walk_replace(w, count, EM_DASH, NULL, NULL);
    else
        walk_replace(w, count, w->t->dash, NULL, NULL);
}
