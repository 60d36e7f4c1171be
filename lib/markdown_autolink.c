/* markdown_autolink.c: the parser's texts: bare addresses become links; what looks like a link and is none is told.
 *
 * The parser's own extension for addresses is not used: it goes over the text again for each. */
#include "markdown_private.h"

#include "ascii.h"
#include "text.h"

#include <string.h>
#include <unicode/uscript.h>

#define LOCAL_MAX 64 /* bytes before the "@" (RFC 5321) */
#define DOMAIN_MAX 253

/* ---- Web addresses --------------------------------------------------------------------------- */

static bool url_ends_at(uint32_t cp)
{
    if (cp <= ' ' || cp == 0x7F)
        return true;
    if (cp < 0x80)
        return strchr("<>\"\\^`{|}", (int)cp) != NULL;
    return cp == 0xA0 || cp == 0xAB || cp == 0xBB || (cp >= 0x2000 && cp <= 0x206F) ||
           (cp >= 0x3000 && cp <= 0x3020) || (cp >= 0xFF00 && cp <= 0xFF0F) ||
           (cp >= 0xFF1A && cp <= 0xFF20) || (cp >= 0xFF3B && cp <= 0xFF65 && cp != 0xFF3F);
}

static bool url_is_ideograph(uint32_t cp)
{
    return cp >= 0x3040 && cp <= 0x9FFF;
}

/* Bytes of the address without what is the sentence's: "(see https://example.org/a)." */
static size_t url_trim(const char *s, size_t n)
{
    size_t open = 0, close = 0;
    for (size_t i = 0; i < n; i++) {
        open += s[i] == '(' || s[i] == '[';
        close += s[i] == ')' || s[i] == ']';
    }
    for (; n > 0; n--) {
        char c = s[n - 1];
        if (c == ')' || c == ']') {
            if (close <= open)
                break;
            close--;
        } else if (!strchr("?!.,:;*_~'", c)) {
            break;
        }
    }
    return n;
}

/* Bytes of the web address that begins at s, 0: none does. */
static size_t url_length(const char *s, size_t n)
{
    size_t scheme = n > 8 && strncasecmp(s, "https://", 8) == 0  ? 8
                    : n > 7 && strncasecmp(s, "http://", 7) == 0 ? 7
                                                                 : 0;
    bool in_host = true, dot = false, ascii = true;
    size_t i = scheme, len;
    uint32_t cp;
    for (; scheme > 0 && i < n; i += len) {
        len = text_codepoint(s + i, n - i, &cp);
        if (len == 0 || url_ends_at(cp) || (in_host && dot && ascii && url_is_ideograph(cp)))
            break;
        in_host = in_host && cp != '/' && cp != '?' && cp != '#';
        dot = dot || (in_host && cp == '.');
        ascii = ascii && (!in_host || cp < 0x80);
    }
    i = url_trim(s, i);
    return i > scheme && (ascii_is_alnum((unsigned char)s[scheme]) ||
                          (unsigned char)s[scheme] >= 0x80 || s[scheme] == '[')
               ? i
               : 0;
}

/* ---- E-mail addresses ------------------------------------------------------------------------ */

static bool mail_is_local(char c)
{
    return ascii_is_alnum((unsigned char)c) || (c != '\0' && strchr(".!#$%&'*+/=?^_`{|}~-", c));
}

/* Of the "@" at s: bytes before it, down to the text's beginning or what is printed already. */
static size_t mail_local(const char *from, const char *at)
{
    size_t n = 0;
    while (at - n > from && n <= LOCAL_MAX && mail_is_local(at[-1 - (long)n]))
        n++;
    while (n > 0 && !ascii_is_alnum((unsigned char)at[-(long)n]) && at[-(long)n] != '_')
        n--;
    return n > LOCAL_MAX || (n > 0 && at[-1] == '.') ? 0 : n;
}

static size_t mail_domain(const char *s, const char *end)
{
    size_t n = 0, dots = 0;
    while (s + n < end && n <= DOMAIN_MAX &&
           (ascii_is_alnum((unsigned char)s[n]) || s[n] == '-' || s[n] == '.')) {
        if (s[n] == '.' && (n == 0 || s[n - 1] == '.'))
            break;
        n++;
    }
    while (n > 0 && !ascii_is_alnum((unsigned char)s[n - 1]))
        n--;
    for (size_t i = 0; i < n; i++)
        dots += s[i] == '.';
    return n > DOMAIN_MAX || dots == 0 ? 0 : n;
}

/* ---- Both ------------------------------------------------------------------------------------ */

static void link_add(struct md_render *r, const char *scheme, const char *s, size_t n)
{
    const char *url = arena_printf(r->arena, "%s%.*s", scheme, (int)n, s);
    bool good = md_url_is_allowed(url);
    if (good) {
        buf_adds(md_out(r), "<a href=\"");
        md_add_url(md_out(r), url);
        buf_addc(md_out(r), '"');
        md_add_rel(r, md_out(r), url);
        buf_addc(md_out(r), '>');
    }
    md_add_text(r, s, n);
    if (good)
        buf_adds(md_out(r), "</a>");
}

static void md_add_linked(struct md_render *r, const char *s, size_t n)
{
    const char *done = s, *end = s + n, *at = s;
    if (r->links_open > 0 || r->pictures_open > 0) {
        md_add_text(r, s, n);
        return;
    }
    while (at < end) {
        size_t before = 0, len = 0;
        bool word = at > s && ascii_is_alnum((unsigned char)at[-1]);
        if ((*at == 'h' || *at == 'H') && !word) {
            len = url_length(at, (size_t)(end - at));
        } else if (*at == '@') {
            before = mail_local(done, at);
            size_t domain = before > 0 ? mail_domain(at + 1, end) : 0;
            len = domain > 0 ? domain + 1 : 0;
        }
        if (len == 0) {
            at++;
            continue;
        }
        md_add_text(r, done, (size_t)(at - done) - before);
        link_add(r, before > 0 ? "mailto:" : "", at - before, before + len);
        done = at = at + len;
    }
    md_add_text(r, done, (size_t)(end - done));
}

/* ---- Links that were not found --------------------------------------------------------------- */

/* The end of what begins with "[" at s and holds no other bracket; NULL: there is none. */
static const char *bracket_end(const char *s)
{
    size_t n = *s == '[' ? strcspn(s + 1, "[]") : 0;
    return n > 0 && s[1 + n] == ']' ? s + n + 2 : NULL;
}

static bool bracket_is_number(const char *s)
{
    return s[1 + strspn(s + 1, "0123456789 ,.-")] == ']';
}

void md_find_missing(struct md_render *r)
{
    for (const char *s = r->shape.p; (s = strchr(s, '[')) != NULL;) {
        const char *end = bracket_end(s), *second = end ? bracket_end(end) : NULL;
        bool code = s > r->shape.p && ascii_is_alnum((unsigned char)s[-1]);
        if (end && s[1] == '^' && !strchr(" \t", s[2]))
            md_leads_nowhere(r, arena_dupn(r->arena, s, (size_t)(end - s)));
        else if (second && !code && !(bracket_is_number(s) && bracket_is_number(end)))
            md_leads_nowhere(r, arena_dupn(r->arena, s, (size_t)(second - s)));
        s = second ? second : end ? end : s + 1;
    }
}

/* ---- Texts of the parser's ------------------------------------------------------------------- */

/* The next bracket of the source from s on, in its line; whether it was escaped. NULL: there is none.
 * Where it is, is kept: a line may have thousands of texts in front of one bracket. */
static const char *md_next_bracket(struct md_render *r, const char *s, bool *escaped)
{
    if (!r->bracket_from || s < r->bracket_from || s > r->bracket_at) {
        r->bracket_from = s;
        r->bracket_at = s + strcspn(s, "[]\n");
        r->stats->looked += (size_t)(r->bracket_at - s) + 1;
    }
    const char *at = r->bracket_at;
    size_t slashes = 0;
    while (at - slashes > s && at[-1 - (ptrdiff_t)slashes] == '\\')
        slashes++;
    *escaped = slashes % 2 == 1;
    return *at == '[' || *at == ']' ? at : NULL;
}

/* The text as the parser gave it, for md_find_missing: a bracket that was escaped is none. */
static void md_add_shape_of_text(struct md_render *r, cmark_node *node, const char *s, size_t n)
{
    int line = cmark_node_get_start_line(node);
    const char *at = md_source_at(r, line, cmark_node_get_start_column(node));
    bool escaped = false;
    for (size_t i = 0; i < n; i++) {
        size_t plain = strcspn(s + i, "[]");
        buf_add(&r->shape, s + i, plain);
        i += plain;
        if (i == n)
            break;
        at = at ? md_next_bracket(r, at, &escaped) : NULL;
        buf_addc(&r->shape, !at || escaped ? ' ' : s[i]);
        if (at)
            at++;
    }
}

void md_take_text(struct md_render *r, cmark_node *node)
{
    const char *s = md_own(r, cmark_node_get_literal(node));
    size_t n = strlen(s);
    if (r->pictures_open == 0)
        md_add_shape_of_text(r, node, s, n);
    buf_add(&r->run, s, n);
}

void md_end_run(struct md_render *r)
{
    if (r->run.len > 0)
        md_add_linked(r, r->run.p, r->run.len);
    buf_clear(&r->run);
}
