/* changed_plain.c: a source without addresses, and what is quoted in it. */
#include "changed_private.h"

#include "ascii.h"

#include <string.h>
#include <unicode/uchar.h>

#define CAPTION_MAX 2000 /* bytes: one without an end is not looked for in the whole text */

/* From behind "](": the address is left out; a title in quotation marks loses them, and is a paragraph. */
static const char *plain_address(const char *p, char **out)
{
    int depth = 0;
    while (*p && !ascii_is_space(*p) && (*p != ')' || depth > 0)) {
        depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
        p++;
    }
    const char *title = p + strspn(p, " \t");
    const char *end =
        *title == '"' ? memmem(title + 1, strnlen(title + 1, CAPTION_MAX), "\")", 2) : NULL;
    *(*out)++ = ' ';
    if (!end)
        return *p == ')' ? p + 1 : p;
    *(*out)++ = '\n';
    *(*out)++ = '\n';
    memcpy(*out, title + 1, (size_t)(end - title - 1));
    *out += end - title - 1;
    *(*out)++ = ' ';
    return end + 2;
}

const char *changed_plain(struct arena *a, const char *source)
{
    char *made = arena_alloc(a, strlen(source) * 2 + 1), *out = made;
    for (const char *p = source; *p;) {
        if (p[0] == ']' && p[1] == '(')
            p = plain_address(p + 2, &out);
        else
            *out++ = *p++;
    }
    *out = '\0';
    return made;
}

/* ---- Quotations ------------------------------------------------------------------------------ */

static const struct {
    uint32_t open, close, other; /* other: a second sign that closes it, or 0 */
} marks[] = {
    {0x201C, 0x201D, 0}, {0x201E, 0x201C, 0x201D}, {0xAB, 0xBB, 0},
    {0xBB, 0xAB, 0},     {0x300C, 0x300D, 0},      {0x300E, 0x300F, 0},
    {0x2018, 0x2019, 0}, {0x201A, 0x2018, 0x2019}, {'"', '"', 0},
};

static bool quote_is_letter(uint32_t cp)
{
    return u_isalnum((UChar32)cp);
}

/* The number of the mark that opens here, or -1. */
static int quote_opens(uint32_t cp, uint32_t before)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (cp == marks[i].open)
            return quote_is_letter(before) && cp < 0x3000 ? -1 : (int)i;
    return -1;
}

/* Between letters the sign is an apostrophe. */
static bool quote_closes(int mark, uint32_t cp, uint32_t after)
{
    return (cp == marks[mark].close || (cp && cp == marks[mark].other)) &&
           !(cp == 0x2019 && quote_is_letter(after));
}

static void quote_add(struct changed_bag *out, const char *from, const char *to)
{
    uint64_t hash = changed_hash(from, (size_t)(to - from));
    if (hash)
        changed_bag_add(out, hash);
}

/* In signs, paragraph by paragraph: what is not closed ends with its paragraph. */
static void quote_marked(const char *text, struct changed_bag *out)
{
    size_t left = strlen(text), n;
    uint32_t before = ' ', cp, after;
    const char *from = NULL;
    int mark = -1;
    for (const char *p = text; left > 0; p += n, left -= n, before = cp) {
        n = changed_next(p, left, &cp);
        after = ' ';
        if (left > n)
            changed_next(p + n, left - n, &after);
        bool over = cp == '\n' && after == '\n';
        if (from && (over || quote_closes(mark, cp, after))) {
            quote_add(out, from, p);
            from = NULL;
        } else if (!from && (mark = quote_opens(cp, before)) >= 0) {
            from = p + n;
        }
    }
    if (from)
        quote_add(out, from, text + strlen(text));
}

/* Lines behind ">": those that follow each other are one quotation. */
static void quote_lines(const char *text, struct changed_bag *out)
{
    const char *from = NULL;
    for (const char *line = text; *line;) {
        const char *end = strchrnul(line, '\n');
        if (line[strspn(line, " ")] == '>') {
            from = from ? from : line;
        } else if (from) {
            quote_add(out, from, line);
            from = NULL;
        }
        line = *end ? end + 1 : end;
    }
    if (from)
        quote_add(out, from, from + strlen(from));
}

void changed_quotations(const char *text, struct changed_bag *out)
{
    quote_marked(text, out);
    quote_lines(text, out);
}
