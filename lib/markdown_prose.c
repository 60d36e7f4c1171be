/* markdown_prose.c: what a reporter types as prose is read as prose.
 *
 * CommonMark takes signs of plain writing for markup ("Leser*innen und Autor*innen", "2*3*4",
 * "[Roe]: No."), and misses markup where words are not parted by spaces: in "**重要。**次" the
 * second "**" may not close. Both are mended before the parser sees the source: a star that is a
 * letter is replaced by a sign of ours (MD_STAR), and where a boundary is missing or not meant one
 * that is nothing (MD_NOTHING) is put in. What the parser gives back, from code and addresses too,
 * has the first turned into a star again and the second taken out: md_clean. Both are
 * noncharacters of Unicode, which no text has; those of a source are dropped. */
#include "markdown_private.h"

#include "ascii.h"
#include "text.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#define LABEL_MAX 1000         /* bytes of a link's label (CommonMark 4.7) */
#define CELLS_MAX 200000       /* of all tables; a short line can ask for 64 of them */
#define COPIES_MAX (64u << 20) /* bytes of definitions, each as often as links may use it */
#define PICTURES_OPEN_MAX 1000 /* "![" between two empty lines: the parser is quadratic in them */

struct md_prose {
    const char *s, *end, *at;
    struct buf *out;
    bool notes_in_quotes;
};

/* ---- Signs -------------------------------------------------------------------------------- */

static uint32_t prose_next(const struct md_prose *p, const char *at)
{
    uint32_t cp = ' ';
    if (at < p->end && text_codepoint(at, (size_t)(p->end - at), &cp) == 0)
        cp = 0xFFFD;
    return cp;
}

static uint32_t prose_before(const struct md_prose *p, const char *at)
{
    if (at == p->s)
        return ' ';
    const char *from = at - 1;
    while (from > p->s && ((unsigned char)*from & 0xC0) == 0x80)
        from--;
    return prose_next(p, from);
}

static bool sign_is_space(uint32_t cp)
{
    return cp <= ' ' || u_isUWhiteSpace((UChar32)cp);
}

/* As CommonMark has it; the parser's own table is of the same kind. */
static bool sign_is_punctuation(uint32_t cp)
{
    return cp < 0x80 ? cp > ' ' && cp != 0x7F && !ascii_is_alnum(cp) : u_ispunct((UChar32)cp);
}

/* Of a script that puts no space between words, or its punctuation. */
static bool sign_is_cjk(uint32_t cp)
{
    if (cp < 0x1100)
        return false;
    if ((cp >= 0x3000 && cp <= 0x303F) || (cp >= 0xFF00 && cp <= 0xFFEF))
        return true;
    UErrorCode e = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)cp, &e);
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
           script == USCRIPT_HANGUL || script == USCRIPT_BOPOMOFO;
}

static bool sign_is_letter(uint32_t cp)
{
    return cp < 0x80 ? ascii_is_alnum(cp) : u_isalnum((UChar32)cp) && !sign_is_cjk(cp);
}

static bool sign_opens(uint32_t cp)
{
    int8_t type = u_charType((UChar32)cp);
    return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION;
}

/* Something that words in bold may begin with. */
static bool sign_may_begin(uint32_t cp)
{
    return sign_opens(cp) || (cp < 0x80 && strchr("\"'#@`&$+-_<", (int)cp) != NULL);
}

/* ---- Stars -------------------------------------------------------------------------------- */

static void prose_nothing(struct md_prose *p)
{
    buf_adds(p->out, MD_NOTHING);
}

static bool star_is_single(const struct md_prose *p, const char *at)
{
    return *at == '*' && (at == p->s || at[-1] != '*') && (at + 1 == p->end || at[1] != '*');
}

static bool star_in_word(const struct md_prose *p, const char *at)
{
    return star_is_single(p, at) && sign_is_letter(prose_before(p, at)) &&
           sign_is_letter(prose_next(p, at + 1));
}

/* "Leser*in", "Leser*innen": how German writes of all genders. */
static bool star_of_gender(const struct md_prose *p, const char *at)
{
    const char *s = at + 1;
    if (p->end - s < 2 || strncmp(s, "in", 2) != 0 || ascii_is_digit(prose_before(p, at)))
        return false;
    s += p->end - s >= 5 && strncmp(s, "innen", 5) == 0 ? 5 : 2;
    return !sign_is_letter(prose_next(p, s)) || s == at + 6;
}

/* Whether the word with this star begins or ends with one, and so has a part in italics:
 * "*un*believable". Looks no further than a long word is. */
static bool star_word_is_marked(const struct md_prose *p, const char *at)
{
    const char *from = at, *to = at + 1;
    for (int i = 0; i < 200 && from > p->s; i++, from--)
        if ((unsigned char)from[-1] < 0x80 && !ascii_is_alnum((unsigned char)from[-1]) &&
            from[-1] != '*')
            break;
    for (int i = 0; i < 200 && to < p->end; i++, to++)
        if ((unsigned char)*to < 0x80 && !ascii_is_alnum((unsigned char)*to) && *to != '*')
            break;
    return *from == '*' || to[-1] == '*';
}

static bool star_is_letter(const struct md_prose *p, const char *at)
{
    if (!star_in_word(p, at))
        return false;
    bool digit = ascii_is_digit(prose_before(p, at)) || ascii_is_digit(prose_next(p, at + 1));
    return digit || star_of_gender(p, at) || !star_word_is_marked(p, at);
}

/* A run of stars or of two waves: made to open or to close where CJK text leaves no space. */
static void prose_run(struct md_prose *p)
{
    const char *from = p->at, *to = from;
    while (to < p->end && *to == *from)
        to++;
    uint32_t before = prose_before(p, from), after = prose_next(p, to);
    bool cjk = before != '\\' && (sign_is_cjk(before) || sign_is_cjk(after)) &&
               !sign_is_space(before) && !sign_is_space(after);
    if (star_is_letter(p, from)) {
        buf_adds(p->out, MD_STAR);
        p->at = to;
        return;
    }
    if (cjk && sign_is_punctuation(before) && !sign_opens(before) && !sign_is_punctuation(after))
        prose_nothing(p);
    buf_add(p->out, from, (size_t)(to - from));
    if (cjk && !sign_is_punctuation(before) && sign_may_begin(after))
        prose_nothing(p);
    p->at = to;
}

/* ---- Lines -------------------------------------------------------------------------------- */

/* "[Roe]: No." is speech. A definition of a link has an address, and that has a sign of one. */
static bool prose_is_speech(const struct md_prose *p)
{
    const char *s = p->at + 2;
    while (s < p->end && (*s == ' ' || *s == '\t'))
        s++;
    if (s == p->end || *s == '\n' || *s == '<' || *s == '#')
        return false;
    const char *open = p->at;
    while (open > p->s && open[-1] != '[' && open[-1] != '\n' && p->at - open < LABEL_MAX)
        open--;
    if (open == p->s || open[-1] != '[' || *open == '^')
        return false;
    size_t n = 0;
    while (s + n < p->end && !ascii_is_space((unsigned char)s[n]) && n < 2000)
        n++;
    if (memchr(s, '/', n) || memchr(s, '@', n) || memchr(s, ':', n))
        return false;
    const char *dot = memrchr(s, '.', n);
    return !dot || dot == s + n - 1 || !ascii_is_alnum((unsigned char)dot[1]);
}

/* An empty line of a quotation keeps a note in it open only if it goes as far in as the note. */
static bool prose_empty_quote_line(struct md_prose *p)
{
    if (!p->notes_in_quotes || *p->at != '>' || (p->at > p->s && p->at[-1] != '\n'))
        return false;
    const char *s = p->at;
    while (s < p->end && (*s == '>' || *s == ' '))
        s++;
    if (s < p->end && *s != '\n')
        return false;
    buf_add(p->out, p->at, (size_t)(s - p->at));
    buf_adds(p->out, "     ");
    p->at = s;
    return true;
}

static bool prose_has_notes_in_quotes(const char *s, const char *end)
{
    for (const char *at = s; (at = memmem(at, (size_t)(end - at), "[^", 2)) != NULL; at += 2) {
        const char *line = at;
        while (line > s && (line[-1] == ' ' || line[-1] == '>'))
            line--;
        if (line < at && *line == '>' && (line == s || line[-1] == '\n'))
            return true;
    }
    return false;
}

/* A noncharacter of ours, or a NUL. */
static bool prose_replace(struct md_prose *p)
{
    if (*p->at == '\0') {
        buf_add_codepoint(p->out, 0xFFFD);
        p->at++;
        return true;
    }
    if (p->end - p->at < 3 || (memcmp(p->at, MD_NOTHING, 3) != 0 && memcmp(p->at, MD_STAR, 3) != 0))
        return false;
    p->at += 3;
    return true;
}

static bool prose_opens_note(const struct md_prose *p, const char *s)
{
    return *s == '[' && p->end - s > 1 && s[1] == '^';
}

/* A note's label has no white space. The parser takes what begins like one for a reference to a note in any case, and
 * of one that goes on in the next line it loses words. */
static bool prose_no_label(struct md_prose *p)
{
    const char *s = p->at + 2, *end = p->end - s > LABEL_MAX ? s + LABEL_MAX : p->end;
    if (!prose_opens_note(p, p->at))
        return false;
    while (s < end && *s != ']' && !ascii_is_space((unsigned char)*s))
        s++;
    if (s < end && *s == ']')
        return false;
    buf_addc(p->out, '[');
    prose_nothing(p);
    p->at++;
    return true;
}

/* Bytes that mean nothing here, whatever stands around them. */
static size_t prose_plain_run(const struct md_prose *p)
{
    const char *s = p->at;
    for (; s < p->end; s++)
        if (*s == '*' || prose_opens_note(p, s) || *s == '~' || *s == ']' || *s == '>' ||
            *s == '\0' || *s == '\xEF')
            break;
    return (size_t)(s - p->at);
}

void md_prose(const char *md, size_t n, struct buf *out)
{
    struct md_prose p = {.s = md, .end = md + n, .at = md, .out = out};
    p.notes_in_quotes = prose_has_notes_in_quotes(md, p.end);
    while (p.at < p.end) {
        size_t plain = prose_plain_run(&p);
        buf_add(out, p.at, plain);
        p.at += plain;
        if (p.at == p.end)
            break;
        unsigned char c = (unsigned char)*p.at;
        if (c == '*' || (c == '~' && p.end - p.at > 1 && p.at[1] == '~')) {
            prose_run(&p);
        } else if (c == ']' && p.end - p.at > 1 && p.at[1] == ':' && prose_is_speech(&p)) {
            buf_addc(out, ']');
            prose_nothing(&p);
            p.at++;
        } else if ((c == '[' && prose_no_label(&p)) || (c == '>' && prose_empty_quote_line(&p)) ||
                   ((c == '\0' || c == 0xEF) && prose_replace(&p))) {
            continue;
        } else {
            buf_addc(out, (char)c);
            p.at++;
        }
    }
}

void md_clean(char *s)
{
    char *out = s;
    if (!strstr(s, "\xEF\xB7"))
        return;
    for (; *s != '\0';) {
        if (strncmp(s, MD_NOTHING, 3) == 0) {
            s += 3;
        } else if (strncmp(s, MD_STAR, 3) == 0) {
            *out++ = '*';
            s += 3;
        } else {
            *out++ = *s++;
        }
    }
    *out = '\0';
}

/* ---- What would cost too much --------------------------------------------------------------- */

/* A line under a table's head: "|---|:-:|". Its columns; 0: it is no such line. */
static size_t prose_columns(const char *s, size_t n)
{
    size_t bars = 0, dashes = 0;
    for (size_t i = 0; i < n; i++) {
        bars += s[i] == '|';
        dashes += s[i] == '-';
        if (!strchr("|-:> \t*+.)\r", s[i]) && !ascii_is_digit((unsigned char)s[i]))
            return 0;
    }
    return bars > 0 && dashes > 0 ? bars + 1 : 0;
}

/* Blocks that a line opens within each other, at most. */
static size_t prose_depth(const char *s, size_t n)
{
    size_t depth = 0;
    for (size_t i = 0; i < n && strchr("> \t-+*", s[i]) != NULL; i++)
        depth += s[i] == '>' || (s[i] != ' ' && s[i] != '\t' && i + 1 < n && s[i + 1] == ' ');
    return depth;
}

static size_t prose_count(const char *s, size_t n, const char *what)
{
    size_t count = 0;
    for (const char *at = s; (at = memmem(at, (size_t)(s + n - at), what, strlen(what))); count++)
        at += strlen(what);
    return count;
}

/* Whether a line may begin the definition of a link, "[a]: /b". */
static bool prose_defines(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && (s[i] == ' ' || s[i] == '>'))
        i++;
    return i + 1 < n && s[i] == '[' && s[i + 1] != '^' && memmem(s + i, n - i, "]:", 2) != NULL;
}

struct md_cost {
    size_t columns, cells, pictures;
    size_t definition, longest; /* bytes of a definition, which each use of it copies */
};

static enum markdown_fault prose_line_cost(struct md_cost *c, const char *s, size_t n)
{
    size_t columns = prose_columns(s, n);
    if (n == 0)
        c->columns = c->pictures = c->definition = 0;
    if (columns > 0)
        c->columns = columns;
    if (prose_defines(s, n))
        c->definition = n;
    else if (c->definition > 0)
        c->definition += n;
    if (c->definition > c->longest)
        c->longest = c->definition;
    c->cells += c->columns;
    c->pictures += prose_count(s, n, "![");
    if (c->columns > MD_COLUMNS_MAX + 2)
        return MARKDOWN_FAULT_COLUMNS;
    if (prose_depth(s, n) > MD_DEPTH_MAX)
        return MARKDOWN_FAULT_DEPTH;
    return c->cells > CELLS_MAX || c->pictures > PICTURES_OPEN_MAX ? MARKDOWN_FAULT_OUTPUT
                                                                   : MARKDOWN_FAULT_NONE;
}

enum markdown_fault md_prose_cost(const char *md, size_t n)
{
    struct md_cost cost = {0};
    enum markdown_fault fault = MARKDOWN_FAULT_NONE;
    for (const char *s = md, *end = md + n; s < end && fault == MARKDOWN_FAULT_NONE;) {
        const char *stop = memchr(s, '\n', (size_t)(end - s));
        size_t len = stop ? (size_t)(stop - s) : (size_t)(end - s);
        fault = prose_line_cost(&cost, s, len);
        s += len + (stop != NULL);
    }
    if (fault == MARKDOWN_FAULT_NONE && cost.longest * prose_count(md, n, "]") > COPIES_MAX)
        fault = MARKDOWN_FAULT_OUTPUT;
    return fault;
}
