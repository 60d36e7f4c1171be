/* body_pictures.c: the pictures of a text, in the three ways that Markdown has for them:
 *
 *     ![alt](src "title")    ![alt](<a path.jpg>)    ![alt][label]  with  [label]: src "title"
 *
 * Each is given to a hook, which stores the file and says its address. One that the site does not
 * get goes whole, with its alternative text, which would make no sense alone; the hook names it.
 *
 * A text of half a megabyte may be nothing but "![": brackets are paired once for each paragraph,
 * what may follow them is bounded, so that the work stays in proportion to the text. */
#include "body.h"

#include "lib/ascii.h"
#include "lib/text.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
    TARGET_MAX = 2000, /* bytes of an address or title, and of a link around a picture that went */
    DATA_SHOWN = 40,   /* of a picture that is its own address, "data:image/png;base64,…" */
    TICKS_MAX = 32     /* backquotes around code */
};

struct scan {
    struct arena *arena;
    const struct body_hooks *hooks;
    struct body_counts *counts;
    struct buf *out;
    json_t *labels;         /* of reference definitions → [src, title] */
    uint32_t *close;        /* of each bracket of the paragraph: where its partner is, 0: none */
    const char *from, *end; /* the paragraph */
    const char *no_ticks[TICKS_MAX]; /* runs of that many end nowhere before here */
    const char *no_data;             /* nor does a picture that is its own address */
    size_t steps;
};

/* A picture and where it ends. */
struct found {
    struct body_picture picture;
    const char *end;
};

/* ---- Pieces ---------------------------------------------------------------------------------- */

static const char *scan_blanks(const char *s, const char *end)
{
    while (s < end && (*s == ' ' || *s == '\t' || *s == '\n'))
        s++;
    return s;
}

/* "{{ site.baseurl }}" and "{% link a.jpg %}" are part of an address, with their blanks. */
static const char *scan_liquid(const char *s, const char *end)
{
    const char *close = s[1] == '{' ? "}}" : s[1] == '%' ? "%}" : NULL;
    const char *at = close ? memmem(s, (size_t)(end - s), close, 2) : NULL;
    return at ? at + 2 : NULL;
}

/* "data:image/png;base64,…" has no end of its own length. */
static const char *scan_data(struct scan *v, const char *s, const char *end, const char **src)
{
    const char *at = s;
    if (s < v->no_data)
        return NULL;
    while (at < end && !ascii_is_space((unsigned char)*at) && *at != ')')
        at++;
    v->steps += (size_t)(at - s);
    if (at == end || *at != ')')
        v->no_data = at;
    *src = arena_dupn(v->arena, s, text_cut_length(s, (size_t)(at - s), DATA_SHOWN));
    return at;
}

/* Behind an address at s, which *src then is; NULL: there is none. */
static const char *scan_address(struct scan *v, const char *s, const char *end, const char **src)
{
    const char *at = s;
    int depth = 0;
    if (end - s > 5 && strncmp(s, "data:", 5) == 0)
        return scan_data(v, s, end, src);
    if (end - s > TARGET_MAX)
        end = s + TARGET_MAX;
    for (const char *next = s; next && at + 1 < end && *at == '{';) {
        next = scan_liquid(at, end);
        at = next ? next : at;
    }
    if (s < end && *s == '<') {
        for (at++; at < end && *at != '>' && *at != '<' && *at != '\n'; at++)
            v->steps++;
        if (at == end || *at != '>')
            return NULL;
        *src = text_line(v->arena, arena_dupn(v->arena, s + 1, (size_t)(at - s - 1)));
        return at + 1;
    }
    while (at < end && !ascii_is_space((unsigned char)*at) && (*at != ')' || depth > 0)) {
        depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
        v->steps++;
        at += *at == '\\' && at + 1 < end ? 2 : 1;
    }
    if (at > end || at == s)
        return NULL;
    *src = arena_dupn(v->arena, s, (size_t)(at - s));
    return at;
}

/* Behind a title at s, "…", '…' or (…); s itself when there is none. */
static const char *scan_title(struct scan *v, const char *s, const char *end, const char **title)
{
    char close = *s == '(' ? ')' : *s;
    if (s >= end || !strchr("\"'(", *s))
        return s;
    if (end - s > TARGET_MAX)
        end = s + TARGET_MAX;
    const char *at = s + 1;
    for (; at < end && *at != close; at++, v->steps++)
        if (*at == '\\' && at + 1 < end)
            at++;
    if (at >= end)
        return s;
    *title = arena_dupn(v->arena, s + 1, (size_t)(at - s - 1));
    return at + 1;
}

static const char *scan_label(struct arena *a, const char *s, size_t n)
{
    char *label = text_line(a, arena_dupn(a, s, n));
    for (char *c = label; *c; c++)
        *c = ascii_lower(*c);
    return label;
}

/* ---- Reference definitions ------------------------------------------------------------------- */

static void scan_definition(struct scan *v, const char *s, const char *end)
{
    const char *src, *title = "";
    while (s < end && *s == ' ')
        s++;
    if (s == end || *s != '[' || s[1] == '^')
        return;
    const char *close = memchr(s, ']', (size_t)(end - s));
    if (!close || close - s > TARGET_MAX || close + 1 >= end || close[1] != ':')
        return;
    const char *at = scan_address(v, scan_blanks(close + 2, end), end, &src);
    if (!at)
        return;
    scan_title(v, scan_blanks(at, end), end, &title);
    json_object_set_new(v->labels, scan_label(v->arena, s + 1, (size_t)(close - s - 1)),
                        json_pack("[ss]", src, title));
}

static void scan_definitions(struct scan *v, const char *text)
{
    for (const char *next; *text; text = next) {
        const char *end = strchr(text, '\n');
        end = end ? end : text + strlen(text);
        next = *end ? end + 1 : end;
        scan_definition(v, text, end);
    }
}

/* ---- A picture ------------------------------------------------------------------------------- */

static bool scan_inline(struct scan *v, const char *s, struct found *out)
{
    const char *title = "";
    const char *at = scan_blanks(s + 1, v->end);
    at = scan_address(v, at, v->end, &out->picture.src);
    if (!at)
        return false;
    at = scan_blanks(scan_title(v, scan_blanks(at, v->end), v->end, &title), v->end);
    out->picture.title = title;
    out->end = at + 1;
    return at < v->end && *at == ')';
}

static bool scan_reference(struct scan *v, const char *label, size_t n, const char *end,
                           struct found *out)
{
    const json_t *target =
        n <= TARGET_MAX ? json_object_get(v->labels, scan_label(v->arena, label, n)) : NULL;
    if (!target)
        return false;
    out->picture.src = arena_dup(v->arena, json_string_value(json_array_get(target, 0)));
    out->picture.title = arena_dup(v->arena, json_string_value(json_array_get(target, 1)));
    out->end = end;
    return true;
}

/* At "![", whose partner is known. */
static bool scan_picture(struct scan *v, const char *s, struct found *out)
{
    uint32_t partner = v->close[s + 1 - v->from];
    if (partner == 0)
        return false;
    const char *alt = s + 2, *close = v->from + partner, *after = close + 1;
    size_t n = (size_t)(close - alt);
    bool found = after < v->end && *after == '(' && scan_inline(v, after, out);
    uint32_t second = after < v->end && *after == '[' ? v->close[after - v->from] : 0;
    if (!found && second > 0) {
        const char *end = v->from + second;
        size_t label = (size_t)(end - after - 1);
        found = label > 0 ? scan_reference(v, after + 1, label, end + 1, out)
                          : scan_reference(v, alt, n, end + 1, out);
    }
    if (!found && second == 0)
        found = scan_reference(v, alt, n, after, out);
    if (found)
        out->picture.alt = text_line(v->arena, arena_dupn(v->arena, alt, n));
    return found;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static void scan_write(struct buf *out, const struct body_picture *p, const char *address,
                       const char *caption)
{
    buf_printf(out, "![%s](%s", p->alt, address);
    if (*caption) {
        buf_adds(out, " \"");
        for (const char *s = caption; *s; s++) {
            if (*s == '"' && (s == caption || s[-1] != '\\'))
                buf_addc(out, '\\');
            buf_addc(out, *s);
        }
        buf_addc(out, '"');
    }
    buf_addc(out, ')');
}

/* A list's or quotation's mark before a picture that went, and nothing else on its line. */
static void scan_drop_mark(struct scan *v, const char *after)
{
    size_t n = v->out->len;
    if (after < v->end && *after != '\n')
        return;
    while (n > 0 && v->out->p[n - 1] != '\n')
        if (!strchr(" \t-*+>", v->out->p[--n]))
            return;
    v->out->len = n;
    v->out->p[n] = '\0';
}

/* "{: .right}", "{width=50%}": about the picture, in other systems' words. */
static const char *scan_attributes(const struct scan *v, const char *s)
{
    if (s >= v->end || *s != '{' || s[1] == '{' || s[1] == '%')
        return s;
    size_t n = (size_t)(v->end - s) < 200 ? (size_t)(v->end - s) : 200;
    const char *close = memchr(s, '}', n), *line = memchr(s, '\n', n);
    return close && (!line || close < line) ? close + 1 : s;
}

/* Behind the picture at s. */
static const char *scan_take(struct scan *v, const char *s, const struct found *f)
{
    const char *caption = "", *address = NULL;
    const struct body_hooks *hooks = v->hooks;
    struct body_picture picture = f->picture;
    bool own = strncmp(f->picture.src, "/media/", 7) == 0; /* the site has it */
    if (hooks->picture && (!own || hooks->own))
        address = hooks->picture(hooks->ctx, &picture, &caption);
    if (own && !address) {
        buf_add(v->out, s, (size_t)(f->end - s));
        return f->end;
    }
    const char *after = own ? f->end : scan_attributes(v, f->end);
    if (address) {
        scan_write(v->out, &picture, address, caption);
    } else {
        v->counts->pictures_missing++;
        scan_drop_mark(v, after);
    }
    return after;
}

/* ---- Paragraphs ------------------------------------------------------------------------------ */

/* Behind the code that a run of backquotes at s begins; behind the run when nothing ends it. */
static const char *scan_code(struct scan *v, const char *s)
{
    size_t n = 0, run = 0;
    while (s + n < v->end && s[n] == '`')
        n++;
    const char *at = s + n;
    if (n >= TICKS_MAX || v->no_ticks[n] > s)
        return at;
    for (; at < v->end; at++, v->steps++) {
        run = *at == '`' ? run + 1 : 0;
        if (run == n && (at + 1 == v->end || at[1] != '`') && at[-(ptrdiff_t)run] != '`')
            return at + 1;
    }
    v->no_ticks[n] = v->end;
    return s + n;
}

/* Pairs the brackets of the paragraph. */
static void scan_pair(struct scan *v)
{
    size_t n = (size_t)(v->end - v->from), top = 0;
    uint32_t *open = v->close + n; /* the second half is the stack */
    memset(v->close, 0, n * sizeof *v->close);
    for (const char *s = v->from; s < v->end;) {
        v->steps++;
        if (*s == '[')
            open[top++] = (uint32_t)(s - v->from);
        else if (*s == ']' && top > 0)
            v->close[open[--top]] = (uint32_t)(s - v->from);
        s = *s == '`' ? scan_code(v, s) : s + (*s == '\\' && s + 1 < v->end ? 2 : 1);
    }
}

static void scan_paragraph(struct scan *v, const char *from, const char *end)
{
    struct found f;
    v->from = from;
    v->end = end;
    if (!memmem(from, (size_t)(end - from), "![", 2)) {
        buf_add(v->out, from, (size_t)(end - from));
        return;
    }
    scan_pair(v);
    for (const char *s = from; s < end;) {
        const char *next = s + 1;
        v->steps++;
        if (*s == '!' && next < end && *next == '[' && scan_picture(v, s, &f)) {
            s = scan_take(v, s, &f);
            continue;
        }
        if (*s == '`')
            next = scan_code(v, s);
        else if (*s == '\\' && next < end)
            next++;
        buf_add(v->out, s, (size_t)(next - s));
        s = next;
    }
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static size_t line_length(const char *s)
{
    const char *end = strchr(s, '\n');
    return end ? (size_t)(end + 1 - s) : strlen(s);
}

static bool line_is_blank(const char *s)
{
    s += strspn(s, " \t>");
    return *s == '\n' || *s == '\0';
}

/* The fence that a line begins or ends: its length, *mark its character; else 0. */
static size_t line_fence(const char *s, char *mark)
{
    s += strspn(s, " \t>");
    if (*s != '`' && *s != '~')
        return 0;
    *mark = *s;
    size_t n = strspn(s, *s == '`' ? "`" : "~");
    return n >= 3 && !(*s == '`' && memchr(s + n, '`', line_length(s + n))) ? n : 0;
}

static bool line_is_item(const char *s)
{
    s += strspn(s, " \t");
    size_t digits = strspn(s, "0123456789");
    if (digits > 0 && digits < 10)
        return (s[digits] == '.' || s[digits] == ')') && s[digits + 1] == ' ';
    return strchr("-*+", *s) && *s && s[1] == ' ';
}

static bool line_is_indented(const char *s)
{
    return *s == '\t' || strncmp(s, "    ", 4) == 0;
}

/* Behind a fenced block. */
static const char *scan_fenced(const char *s)
{
    char mark, other = 0;
    size_t n = line_fence(s, &mark);
    for (s += line_length(s); *s; s += line_length(s)) {
        size_t close = line_fence(s, &other);
        if (close >= n && other == mark) {
            const char *rest = s + strspn(s, " \t>");
            rest += close;
            if (line_is_blank(rest))
                return s + line_length(s);
        }
    }
    return s;
}

size_t body_replace_pictures(struct arena *a, const char *text, const struct body_hooks *hooks,
                             struct buf *out, struct body_counts *counts)
{
    struct scan v = {.arena = a, .hooks = hooks, .counts = counts, .out = out};
    char mark;
    bool list = false, blank_before = true;
    size_t n = strlen(text);
    if (!strstr(text, "![")) {
        buf_add(out, text, n);
        return 0;
    }
    v.labels = json_object();
    v.close = arena_array(a, 2 * n + 2, sizeof *v.close);
    scan_definitions(&v, text);
    while (*text) {
        const char *end = text + line_length(text);
        if (line_is_item(text))
            list = true;
        else if (blank_before && !line_is_blank(text) && !line_is_indented(text))
            list = false;
        if (line_fence(text, &mark)) {
            end = scan_fenced(text);
            buf_add(out, text, (size_t)(end - text));
        } else if (line_is_blank(text) || (blank_before && !list && line_is_indented(text))) {
            buf_add(out, text, (size_t)(end - text));
            blank_before = true; /* behind a line of code is more of it */
            text = end;
            continue;
        } else {
            while (*end && !line_is_blank(end) && !line_fence(end, &mark))
                end += line_length(end);
            scan_paragraph(&v, text, end);
        }
        blank_before = false;
        text = end;
    }
    json_decref(v.labels);
    return v.steps + n;
}

/* ---- Links around a picture that went -------------------------------------------------------- */

/* [](https://…): its length, or 0. */
static size_t empty_link_length(const char *s)
{
    size_t n = strnlen(s, TARGET_MAX);
    const char *end = memchr(s, ')', n), *break_at = memmem(s, n, "\n\n", 2);
    return end && (!break_at || end < break_at) ? (size_t)(end + 1 - s) : 0;
}

void body_drop_empty_links(const char *text, struct buf *out)
{
    for (const char *next; (next = strstr(text, "[]("));) {
        bool picture = next > text && next[-1] == '!';
        size_t n = picture ? 0 : empty_link_length(next);
        buf_add(out, text, (size_t)(next - text));
        if (n == 0)
            buf_adds(out, "[](");
        text = next + (n ? n : 3);
    }
    buf_adds(out, text);
}
