/* html_run.c: a line of text while it grows: its characters, escaped, its code, and pieces of Markdown
 * that stand in it. */
#include "html_run.h"

#include "lib/ascii.h"
#include "lib/text.h"

#include <string.h>
#include <unicode/uchar.h>

enum { CODE_JOINED_MAX = 256 }; /* bytes of a span that another one is joined to */

const char *const html_delimiters[] = {
    [HTML_STRONG] = "**", [HTML_EM] = "*", [HTML_DEL] = "~~", [HTML_LINK] = ""};

/* ---- Characters ------------------------------------------------------------------------------ */

enum html_char_class html_char_class(uint32_t c)
{
    if (c == 0 || c == HTML_RUN_SPLIT || ascii_is_space(c) || u_isUWhiteSpace((UChar32)c))
        return CHAR_SPACE;
    if (c < 0x80)
        return ascii_is_alnum(c) ? CHAR_WORD : CHAR_PUNCTUATION;
    return u_ispunct((UChar32)c) || (U_GET_GC_MASK((UChar32)c) & U_GC_S_MASK) ? CHAR_PUNCTUATION
                                                                              : CHAR_WORD;
}

uint32_t html_char_at(const char *s, const char *end)
{
    uint32_t c = 0;
    return s < end && text_codepoint(s, (size_t)(end - s), &c) > 0 ? c : 0;
}

/* Where the character that ends at `at` begins. */
size_t html_char_before(const char *s, size_t at)
{
    while (at > 0 && ((unsigned char)s[--at] & 0xC0) == 0x80)
        ;
    return at;
}

uint32_t html_run_last_char(const struct html_run *r, size_t at)
{
    return at == 0 ? 0 : html_char_at(r->out.p + html_char_before(r->out.p, at), r->out.p + at);
}

bool html_run_ends_with(const struct html_run *r, const char *s)
{
    size_t n = strlen(s);
    return r->out.len >= n && memcmp(r->out.p + r->out.len - n, s, n) == 0;
}

bool html_run_at_line_start(const struct html_run *r)
{
    return r->out.len == 0 || r->out.p[r->out.len - 1] == '\n' ||
           r->out.p[r->out.len - 1] == HTML_RUN_SPLIT;
}

/* Puts n bytes into out before at. */
void html_run_insert(struct html_run *r, size_t at, const char *s, size_t n)
{
    size_t tail = r->out.len - at;
    buf_add(&r->out, s, n);
    if (r->out.failed)
        return;
    memmove(r->out.p + at + n, r->out.p + at, tail);
    memcpy(r->out.p + at, s, n);
    if (r->text_end >= at && r->text_end > 0) {
        r->text_end += n;
        r->last_char += n;
    }
}

void html_run_truncate(struct html_run *r, size_t n)
{
    if (n < r->out.len) {
        r->out.len = n;
        r->out.p[n] = '\0';
    }
}

void html_run_settle_gap(struct html_run *r)
{
    if (r->gap && !html_run_at_line_start(r) && !html_run_ends_with(r, " "))
        buf_addc(&r->out, ' ');
    r->gap = false;
}

size_t html_space_length(const char *s, const char *end)
{
    uint32_t c;
    if (end - s >= 2 && s[0] == '\\' && s[1] == '\n')
        return 2;
    if (end - s >= 4 && memcmp(s, "<br>", 4) == 0)
        return 4;
    size_t n = text_codepoint(s, (size_t)(end - s), &c);
    return n > 0 && html_char_class(c) == CHAR_SPACE ? n : 0;
}

/* The end of what is not white space, at or behind from. */
size_t html_run_trimmed_end(const struct html_run *r, size_t from)
{
    size_t end = r->out.len;
    for (;;) {
        size_t at = html_char_before(r->out.p, end);
        if (end >= from + 2 && memcmp(r->out.p + end - 2, "\\\n", 2) == 0)
            end -= 2;
        else if (end >= from + 4 && memcmp(r->out.p + end - 4, "<br>", 4) == 0 &&
                 (end == 4 || r->out.p[end - 5] != '\\'))
            end -= 4;
        else if (end > from && html_char_class(html_run_last_char(r, end)) == CHAR_SPACE)
            end = at;
        else
            return end > from ? end : from;
    }
}

/* ---- Text ------------------------------------------------------------------------------------ */

/* "&amp;" at s, or what may become one with the text that follows. */
bool html_begins_reference(const char *s, const char *end)
{
    const char *at = s + 1;
    if (at < end && *at == '#')
        at++;
    while (at < end && ascii_is_alnum(*at))
        at++;
    return at == end || (*at == ';' && at > s + 1);
}

static bool char_needs_escape(const struct html_run *r, const char *s, const char *end)
{
    uint32_t before = html_run_last_char(r, r->out.len);
    uint32_t next = html_char_at(s + 1, end);
    bool behind_markup = r->text_end != r->out.len;
    switch (*s) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '~':
        return true;
    case '_':
        return html_char_class(before) != CHAR_WORD || html_char_class(next) != CHAR_WORD ||
               behind_markup;
    case '<':
        return next != ' ' && next != '=' && !ascii_is_digit(next);
    case '&':
        return html_begins_reference(s, end);
    case '|':
        return r->place == HTML_IN_CELL;
    case '#':
        return r->place == HTML_IN_HEADING && html_char_class(before) != CHAR_WORD;
    case ':':
        if (next == '/' && ascii_is_alnum(before))
            return true; /* an address may be a link only as a whole */
        return before == ']' && behind_markup;
    case '(':
        return before == ']' && behind_markup;
    default:
        return false;
    }
}

/* A word character directly behind a closing mark, whose text ends in punctuation. */
static bool run_mend_close(struct html_run *r, uint32_t next)
{
    size_t mark = strlen(html_delimiters[r->closed]);
    if (mark == 0 || r->close_at < mark || r->close_at != r->out.len ||
        html_char_class(next) != CHAR_WORD)
        return false;
    size_t inner = r->close_at - mark;
    if (html_char_class(html_run_last_char(r, inner)) != CHAR_PUNCTUATION)
        return false;
    size_t from = r->text_end == inner ? r->last_char : 0, start = r->close_from + mark;
    while (from > start && html_char_class(html_run_last_char(r, from)) == CHAR_PUNCTUATION) {
        if (from >= 2 && r->out.p[from - 2] == '\\')
            from -= 2;
        else
            from = strchr("*`~_)>;", r->out.p[from - 1]) ? 0 : html_char_before(r->out.p, from);
    }
    if (from <= start || html_char_class(html_run_last_char(r, from)) != CHAR_WORD) {
        buf_printf(&r->out, "&#%u;", (unsigned)next);
        return true;
    }
    size_t n = inner - from;
    const char *last = arena_dupn(r->walk->arena, r->out.p + from, n);
    memmove(r->out.p + from, r->out.p + inner, mark);
    memcpy(r->out.p + from + mark, last, n);
    r->last_char = from + mark;
    r->text_end = r->out.len;
    r->close_at = 0;
    return false;
}

/* The raised or lowered form of a character that has one. */
static const char *script_form(uint32_t c, char script)
{
    static const char from[] = "0123456789+-=()ni";
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸",
                                         "⁹", "⁺", "⁻", "⁼", "⁽", "⁾", "ⁿ", "ⁱ"};
    static const char *const lowered[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈",
                                          "₉", "₊", "₋", "₌", "₍", "₎", "ₙ", "ᵢ"};
    if (c == 0x2212) /* a minus sign */
        c = '-';
    const char *at = c > 0 && c < 0x80 ? strchr(from, (char)c) : NULL;
    return at ? (script == '^' ? raised : lowered)[at - from] : NULL;
}

bool html_script_has_form(const char *text, char script)
{
    uint32_t c;
    const char *end = text + strlen(text);
    for (const char *s = text; s < end; s += text_codepoint(s, (size_t)(end - s), &c))
        if (!script_form(html_char_at(s, end), script))
            return false;
    return *text;
}

static void run_add_char(struct html_run *r, const char *s, size_t n, const char *end)
{
    html_run_settle_gap(r);
    uint32_t c = html_char_at(s, end);
    const char *form = r->script ? script_form(c, r->script) : NULL;
    if (!form && run_mend_close(r, c)) {
        r->last_char = r->text_end = r->out.len;
        return;
    }
    size_t from = r->out.len;
    if (form)
        buf_adds(&r->out, form);
    else if (n == 1 && char_needs_escape(r, s, end))
        buf_printf(&r->out, "\\%c", *s);
    else
        buf_add(&r->out, s, n);
    r->last_char = from;
    r->text_end = r->out.len;
}

/* An address at s that is a link when nothing is said: its length, or 0. */
static size_t bare_url_length(const struct html_run *r, const char *s, const char *end)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  "-._~:/?#@!$&'()+,;=%";
    size_t left = (size_t)(end - s), n = 0;
    size_t scheme = left > 8 && memcmp(s, "https://", 8) == 0  ? 8
                    : left > 7 && memcmp(s, "http://", 7) == 0 ? 7
                                                               : 0;
    uint32_t before = r->gap ? 0 : html_run_last_char(r, r->out.len);
    if (scheme == 0 || r->open[HTML_LINK] || r->place == HTML_IN_CODE || r->script ||
        html_char_class(before) == CHAR_WORD)
        return 0;
    while (n < left && s[n] && strchr(allowed, s[n]) &&
           (s[n] != '&' || !html_begins_reference(s + n, end)))
        n++;
    while (n > scheme && strchr(".,;:!?'()&", s[n - 1]))
        n--;
    return n > scheme && ascii_is_alnum(s[scheme]) ? n : 0;
}

/* Bytes at s that come as they are behind text: letters, digits, and signs that mean nothing in Markdown wherever they
 * stand, with one space between two of them. An address may begin at "ht". */
static size_t run_plain_length(const char *s, const char *end)
{
    static const char signs[] = ".,;'\"!?-/%+=)";
    size_t n = 0;
    for (const char *at = s; at < end; at++) {
        bool plain = *at && (ascii_is_alnum(*at) || strchr(signs, *at)) &&
                     (*at != 'h' || at + 1 == end || at[1] != 't');
        if (plain)
            n = (size_t)(at + 1 - s);
        else if (*at != ' ' || at == s || at[-1] == ' ')
            break;
    }
    return n;
}

/* Most text is neither markup nor next to any: it is added in one piece. Bytes of it. */
static size_t run_add_plain(struct html_run *r, const char *s, const char *end)
{
    if (r->gap || r->script || r->text_end != r->out.len || r->close_at == r->out.len)
        return 0;
    size_t n = run_plain_length(s, end);
    if (n == 0)
        return 0;
    buf_add(&r->out, s, n);
    r->last_char = r->out.len - 1;
    r->text_end = r->out.len;
    return n;
}

void html_run_text(struct html_run *r, const char *s, size_t n)
{
    const char *end = s + n;
    while (s < end) {
        size_t plain = run_add_plain(r, s, end);
        if (plain > 0) {
            s += plain;
            continue;
        }
        uint32_t c;
        size_t len = text_codepoint(s, (size_t)(end - s), &c);
        size_t url = *s == 'h' ? bare_url_length(r, s, end) : 0;
        if (url > 0) {
            html_run_settle_gap(r);
            buf_printf(&r->out, "<%.*s>", (int)url, s);
            s += url;
            continue;
        }
        if (strchr(" \t\n\f\r", *s) && *s)
            r->gap = true;
        else if (len > 0 && c >= 0x20 && c != 0x7F)
            run_add_char(r, s, len, end);
        s += len > 0 ? len : 1;
    }
}

/* ---- Code and Markdown ----------------------------------------------------------------------- */

void html_run_escaped(struct html_run *r, const char *s, const char *special)
{
    for (; *s; s++) {
        if (strchr(special, *s))
            buf_addc(&r->out, '\\');
        buf_addc(&r->out, *s);
    }
}

static size_t longest_run(const char *s, char c)
{
    size_t longest = 0;
    for (size_t n = 0; *s; s++) {
        n = *s == c ? n + 1 : 0;
        longest = n > longest ? n : longest;
    }
    return longest;
}

void html_run_code(struct html_run *r, const char *text)
{
    const char *line = text_line(r->walk->arena, text);
    if (!*line) {
        r->gap |= *text != '\0';
        return;
    }
    bool beside = r->code_end > 0 && r->code_end == r->out.len && !r->gap;
    if (beside && strlen(r->code) > CODE_JOINED_MAX) { /* or that would take for ever */
        r->gap = true;
    } else if (beside) { /* "`a``b`" is another span */
        line = arena_printf(r->walk->arena, "%s%s", r->code, line);
        html_run_truncate(r, r->code_from);
    }
    html_run_settle_gap(r);
    r->code_from = r->out.len;
    r->code = line;
    size_t n = longest_run(line, '`') + 1;
    bool space = line[0] == '`' || line[strlen(line) - 1] == '`';
    for (size_t i = 0; i < n; i++)
        buf_addc(&r->out, '`');
    buf_adds(&r->out, space ? " " : "");
    html_run_escaped(r, line, r->place == HTML_IN_CELL ? "|" : "");
    buf_adds(&r->out, space ? " " : "");
    for (size_t i = 0; i < n; i++)
        buf_addc(&r->out, '`');
    r->code_end = r->out.len;
}

void html_meet_piece(struct html_walk *w, const struct html_piece *p)
{
    w->disorder |= w->n_pieces >= w->n_all_pieces || p != &w->pieces[w->n_pieces];
    w->n_pieces++;
}

/* The pieces below node are met, whatever becomes of them. */
void html_meet_pieces(struct html_walk *w, const struct html_node *node)
{
    if (node->piece)
        html_meet_piece(w, node->piece);
    for (const struct html_node *child = node->first; child; child = child->next)
        html_meet_pieces(w, child);
}

static size_t list_marker_length(const char *s)
{
    size_t digits = strspn(s, "0123456789");
    if (digits > 0 && digits < 10)
        return s[digits] == '.' || s[digits] == ')' ? digits + 1 : 0;
    return strchr("-+*", *s) && *s ? 1 : 0;
}

/* Bytes before the character at a line's begin that must be escaped; -1: none must. */
static int line_start_escape(const char *s)
{
    size_t marker = list_marker_length(s), end;
    if (marker > 0 && strchr(" \t\n", s[marker]))
        return (int)marker - 1;
    size_t hashes = strspn(s, "#");
    if (hashes > 0 && hashes < 7 && strchr(" \t\n", s[hashes]))
        return 0;
    if (*s == '>' || *s == '|' || (*s == ':' && s[1] == '-') || (*s == ':' && s[1] == ' '))
        return 0;
    if (*s == '=' || *s == '-') {
        end = strspn(s, *s == '=' ? "=" : "-");
        end += strspn(s + end, "-|: \t");
        return s[end] == '\n' || !s[end] ? 0 : -1;
    }
    return *s == '+' && s[strspn(s, "+")] == '\0' ? 0 : -1;
}

/* For a place that holds one line only. */
static const char *piece_on_one_line(struct arena *a, const struct html_piece *p,
                                     enum html_place place)
{
    struct buf out;
    const char *text = arena_dupn(a, p->text, p->text_n);
    buf_init(&out, SIZE_MAX - 1);
    for (const char *s = text; *s; s++) {
        size_t space = *s == '\n' ? strspn(s, " \t\n") : 0;
        bool blank = space > 1 && memchr(s + 1, '\n', space - 1) && out.len > 0 && s[space];
        if (space > 0) {
            buf_adds(&out, place == HTML_IN_CELL && blank ? "<br>" : " ");
            s += space - 1;
        } else {
            bool bar = *s == '|' && place == HTML_IN_CELL && (s == text || s[-1] != '\\');
            buf_adds(&out, bar ? "\\" : "");
            buf_addc(&out, *s);
        }
    }
    const char *line = arena_dupn(a, out.p, out.len);
    buf_free(&out);
    return line;
}

/* Markdown as it stands in the source. */
void html_run_piece(struct html_run *r, const struct html_piece *p)
{
    struct html_walk *w = r->walk;
    html_meet_piece(w, p);
    if (p->text_n == 0)
        return;
    if (r->place == HTML_IN_CODE || r->script) {
        const char *plain = html_piece_text(w->arena, p);
        if (r->script)
            html_run_text(r, plain, strlen(plain));
        else
            html_run_code(r, plain);
        return;
    }
    const char *text = r->place == HTML_IN_PARAGRAPH ? arena_dupn(w->arena, p->text, p->text_n)
                                                     : piece_on_one_line(w->arena, p, r->place);
    if (r->gap && !ascii_is_space(*text))
        html_run_settle_gap(r);
    r->gap = false;
    if (html_run_ends_with(r, "\\\n")) {
        const char *next = text + strspn(text, " \t");
        text = *next == '\n' ? next + 1 : next; /* its line's end is no second one */
        int at = *next == '\n' ? -1 : line_start_escape(text);
        if (at >= 0) {
            buf_add(&r->out, text, (size_t)at);
            buf_addc(&r->out, '\\');
            text += at;
        }
    }
    uint32_t c = html_char_at(text, text + strlen(text));
    if (*text && run_mend_close(r, c))
        text += text_codepoint(text, strlen(text), &c);
    buf_adds(&r->out, text);
}

void html_run_break(struct html_run *r)
{
    if (r->place == HTML_IN_HEADING || r->place == HTML_IN_CODE) {
        r->gap = true;
        return;
    }
    r->gap = false;
    if (r->place == HTML_IN_CELL) {
        if (r->out.len > 0)
            buf_adds(&r->out, "<br>");
    } else if (r->n_open == 0 && html_run_ends_with(r, "\\\n")) {
        html_run_truncate(r, r->out.len - 2);
        buf_addc(&r->out, HTML_RUN_SPLIT);
    } else if (!html_run_at_line_start(r) || html_run_ends_with(r, "\\\n")) {
        buf_adds(&r->out, "\\\n");
    }
}

/* ---- The whole ------------------------------------------------------------------------------- */

static void escape_line_starts(const char *s, struct buf *out)
{
    while (*s) {
        int at = line_start_escape(s);
        if (at >= 0) {
            buf_add(out, s, (size_t)at);
            buf_addc(out, '\\');
            s += at;
        }
        size_t n = strcspn(s, "\n\x1e");
        n += s[n] != '\0';
        buf_add(out, s, n);
        s += n;
    }
}

void html_run_begin(struct html_run *r, struct html_walk *w, enum html_place place)
{
    *r = (struct html_run){.walk = w, .place = place};
    buf_init(&r->out, SIZE_MAX - 1);
}

const char *html_run_end_within(struct html_run *r, bool ends)
{
    if (ends)
        html_run_truncate(r, html_run_trimmed_end(r, 0));
    else
        html_run_settle_gap(r);
    const char *text = arena_dupn(r->walk->arena, r->out.p, r->out.len);
    buf_free(&r->out);
    return text;
}

const char *html_run_end(struct html_run *r)
{
    struct arena *a = r->walk->arena;
    size_t from = 0, n;
    while ((n = html_space_length(r->out.p + from, r->out.p + r->out.len)) > 0)
        from += n;
    html_run_truncate(r, html_run_trimmed_end(r, from));
    struct buf done;
    buf_init(&done, SIZE_MAX - 1);
    if (r->place == HTML_IN_PARAGRAPH)
        escape_line_starts(r->out.p + from, &done);
    else
        buf_adds(&done, r->out.p + from);
    const char *text = arena_dupn(a, done.p, done.len);
    buf_free(&done);
    buf_free(&r->out);
    return text;
}
