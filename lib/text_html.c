/* text_html.c: character references and tags, for text that comes as HTML. */
#include "text.h"

#include "ascii.h"
#include "buf.h"

#include <libxml/HTMLparser.h>
#include <string.h>

/* The longest name in the tables is "thetasym". */
#define NAME_MAX_BYTES 16
/* How far the end of a tag is looked for with care for its quotes. Past it the first ">" ends the
 * tag, so that a quote left open cannot make the scan quadratic. */
#define TAG_LOOKAHEAD 8192

/* Names of HTML5 that libxml2's table (HTML 4) lacks and that escaped text is likely to have. */
static const struct {
    const char *name;
    uint32_t cp;
} more_names[] = {
    {"Tab", '\t'},      {"NewLine", '\n'},  {"excl", '!'},     {"num", '#'},     {"dollar", '$'},
    {"percnt", '%'},    {"apos", '\''},     {"lpar", '('},     {"rpar", ')'},    {"ast", '*'},
    {"plus", '+'},      {"comma", ','},     {"period", '.'},   {"sol", '/'},     {"colon", ':'},
    {"semi", ';'},      {"equals", '='},    {"quest", '?'},    {"commat", '@'},  {"lsqb", '['},
    {"lbrack", '['},    {"bsol", '\\'},     {"rsqb", ']'},     {"rbrack", ']'},  {"Hat", '^'},
    {"lowbar", '_'},    {"grave", '`'},     {"lcub", '{'},     {"lbrace", '{'},  {"verbar", '|'},
    {"vert", '|'},      {"rcub", '}'},      {"rbrace", '}'},   {"AMP", '&'},     {"LT", '<'},
    {"GT", '>'},        {"QUOT", '"'},      {"COPY", 0xA9},    {"REG", 0xAE},    {"TRADE", 0x2122},
    {"hyphen", 0x2010}, {"horbar", 0x2015}, {"check", 0x2713}, {"star", 0x2606},
};

/* Numbers 128 to 159 mean Windows-1252 (WHATWG HTML 13.2.5.80). */
static uint32_t html_numeric_codepoint(uint32_t n)
{
    static const uint16_t windows[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
    };
    if (n >= 0x80 && n <= 0x9F)
        return windows[n - 0x80];
    return n == 0 ? 0xFFFD : n; /* buf_add_codepoint minds the other bad ones */
}

/* "#58;" or "#x3A;" at s. Bytes used, 0 when it is none. */
static size_t html_numeric_reference(const char *s, uint32_t *cp)
{
    bool hex = s[1] == 'x' || s[1] == 'X';
    size_t start = hex ? 2 : 1, i = start;
    uint32_t n = 0;
    for (int digit; (digit = ascii_hex_value(s[i])) >= 0 && (hex || digit < 10); i++)
        n = n > 0x10FFFF ? n : n * (hex ? 16 : 10) + (uint32_t)digit;
    if (i == start || s[i] != ';')
        return 0;
    *cp = html_numeric_codepoint(n);
    return i + 1;
}

static uint32_t html_entity_named(const char *name)
{
    for (size_t i = 0; i < sizeof more_names / sizeof *more_names; i++)
        if (strcmp(more_names[i].name, name) == 0)
            return more_names[i].cp;
    const htmlEntityDesc *found = htmlEntityLookup((const xmlChar *)name);
    return found ? found->value : 0;
}

/* The reference that follows an "&". Bytes used, 0 when it is none. */
static size_t html_reference(const char *s, uint32_t *cp)
{
    if (s[0] == '#')
        return html_numeric_reference(s, cp);
    char name[NAME_MAX_BYTES];
    size_t n = 0;
    while (n < sizeof name - 1 && ascii_is_alnum(s[n])) {
        name[n] = s[n];
        n++;
    }
    name[n] = '\0';
    *cp = n > 0 && s[n] == ';' ? html_entity_named(name) : 0;
    return *cp == 0 ? 0 : n + 1;
}

char *text_decode_entities(struct arena *a, const char *s)
{
    struct buf out;
    uint32_t cp;
    buf_init(&out, SIZE_MAX - 1);
    while (*s != '\0') {
        size_t plain = strcspn(s, "&");
        buf_add(&out, s, plain);
        s += plain;
        if (*s != '&')
            break;
        size_t used = html_reference(s + 1, &cp);
        if (used > 0)
            buf_add_codepoint(&out, cp);
        else
            buf_addc(&out, '&');
        s += 1 + used;
    }
    char *text = arena_dupn(a, out.p, out.len);
    buf_free(&out);
    return text;
}

static const char *html_after_quotes(const char *s, const char *limit)
{
    char quote = '\0';
    for (; s < limit; s++) {
        if (quote != '\0')
            quote = *s == quote ? '\0' : quote;
        else if (*s == '"' || *s == '\'')
            quote = *s;
        else if (*s == '>')
            return s + 1;
    }
    return NULL;
}

/* What follows the tag that begins at s ("<b", "</b", "<!…", "<?…"); NULL when it never ends. */
static const char *html_after_tag(const char *s, const char *end)
{
    if (strncmp(s, "<!--", 4) == 0) {
        const char *close = strstr(s + 4, "-->");
        return close ? close + 3 : end;
    }
    const char *limit = end - s > TAG_LOOKAHEAD ? s + TAG_LOOKAHEAD : end;
    const char *after = html_after_quotes(s + 1, limit);
    if (after)
        return after;
    const char *close = memchr(s, '>', (size_t)(end - s));
    return close ? close + 1 : NULL;
}

static bool html_tag_is(const char *s, const char *name)
{
    size_t n = strlen(name);
    return strncasecmp(s, name, n) == 0 && !ascii_is_alnum(s[n]) && s[n] != '-';
}

/* What follows the content of the element whose start tag ended at s. */
static const char *html_after_content(const char *s, const char *end, const char *name)
{
    while ((s = memmem(s, (size_t)(end - s), "</", 2)) != NULL) {
        if (html_tag_is(s + 2, name)) {
            const char *after = html_after_tag(s, end);
            return after ? after : end;
        }
        s += 2;
    }
    return end;
}

/* Tags between which readers see a break; without one their texts would run into each other. */
static bool html_breaks_text(const char *name)
{
    static const char *const names[] = {
        "p",          "br",         "div",     "li",      "ul",     "ol",     "h1",     "h2",
        "h3",         "h4",         "h5",      "h6",      "tr",     "td",     "th",     "hr",
        "dt",         "dd",         "section", "article", "header", "footer", "pre",    "figure",
        "figcaption", "blockquote", "table",   "aside",   "main",   "nav",    "option",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (html_tag_is(name, names[i]))
            return true;
    return false;
}

/* Skips the tag at s, with the content of script and style. NULL when s begins no whole tag. */
static const char *html_skip_tag(const char *s, const char *end, struct buf *out)
{
    const char *name = s[1] == '/' ? s + 2 : s + 1;
    if (!ascii_is_letter(*name) && s[1] != '!' && s[1] != '?' && s[1] != '/')
        return NULL;
    const char *after = html_after_tag(s, end);
    if (!after)
        return NULL;
    if (html_tag_is(s + 1, "script"))
        return html_after_content(after, end, "script");
    if (html_tag_is(s + 1, "style"))
        return html_after_content(after, end, "style");
    if (html_breaks_text(name) && out->len > 0 && out->p[out->len - 1] != '\n')
        buf_addc(out, '\n');
    return after;
}

char *text_strip_html(struct arena *a, const char *s)
{
    struct buf out;
    const char *end = s + strlen(s);
    const char *last = strrchr(s, '>'); /* no tag begins behind it */
    buf_init(&out, SIZE_MAX - 1);
    while (s < end) {
        size_t plain = strcspn(s, "<");
        buf_add(&out, s, plain);
        s += plain;
        if (s == end)
            break;
        bool comment = strncmp(s, "<!--", 4) == 0;
        bool possible = comment || (last && s < last);
        const char *after = possible ? html_skip_tag(s, end, &out) : NULL;
        if (!after)
            buf_addc(&out, *s++);
        else
            s = after;
    }
    const char *text = arena_dupn(a, out.p, out.len);
    buf_free(&out);
    return text_decode_entities(a, text);
}
