/* ghost_markdown.c: three marks that Ghost's Markdown has besides those of CommonMark, as HTML: ==marked==, H~2~O and
 * x^2^. Each begins and ends within a line. In code, tags and addresses they are text. */
#include "ghost_private.h"

#include "lib/ascii.h"

#include <string.h>

enum { NEAR = 2000 }; /* bytes within which a mark, a tag and code end */

struct ghost_mark {
    const char *sign, *tag;
    bool spaced; /* it may hold spaces within */
};
static const struct ghost_mark marks[] = {
    {"==", "mark", true}, {"~", "sub", false}, {"^", "sup", false}};

/* Bytes until `what` within the line, or 0. */
static size_t line_until(const char *s, const char *end, const char *what)
{
    const char *at = memmem(s, (size_t)(end - s), what, strlen(what));
    return at ? (size_t)(at - s) : 0;
}

/* Bytes of code, a tag, an address, or what is escaped, at s; 0: it is text. */
static size_t plain_length(const char *s, const char *end)
{
    size_t ticks = strspn(s, "`"), to = 0;
    if (*s == '\\' && s + 1 < end)
        return 2;
    if (ticks > 0) {
        for (const char *at = s + ticks; at < end; at += to) {
            to = strspn(at, "`");
            if (to == ticks)
                return (size_t)(at - s) + ticks;
            to = to > 0 ? to : 1;
        }
        return ticks;
    }
    if (*s == '<' && s + 1 < end && (ascii_is_alnum((unsigned char)s[1]) || strchr("/!?", s[1])))
        to = line_until(s, end, ">");
    else if (s + 1 < end && s[0] == ']' && s[1] == '(')
        to = line_until(s, end, ")");
    else if (s + 1 < end && s[0] == '[' && s[1] == '^') /* a footnote */
        to = line_until(s, end, "]");
    else if (strncmp(s, "http://", 7) == 0 || strncmp(s, "https://", 8) == 0)
        to = strcspn(s, " \t\n<>)");
    return to;
}

/* Bytes that the mark at s has between its signs; 0: it is none. */
static size_t marked_length(const struct ghost_mark *m, const char *s, const char *end)
{
    size_t n = strlen(m->sign);
    if (strncmp(s, m->sign, n) != 0 || s + n >= end || s[n] == *m->sign || s[n] == '[' ||
        strchr(" \t\n", s[n]))
        return 0;
    for (const char *at = s + n; at < end; at++) {
        if (strncmp(at, m->sign, n) == 0)
            return at[n] == *m->sign || strchr(" \t", at[-1]) ? 0 : (size_t)(at - s) - n;
        if ((!m->spaced && strchr(" \t", *at)) || strchr("`<\\", *at))
            return 0;
    }
    return 0;
}

static void markdown_add_line(struct buf *out, const char *s, const char *end)
{
    while (s < end) {
        const char *near = end - s > NEAR ? s + NEAR : end;
        size_t plain = plain_length(s, near), i = 0, k = 0, all = sizeof marks / sizeof *marks;
        while (plain == 0 && i < all && (k = marked_length(&marks[i], s, near)) == 0)
            i++;
        if (plain == 0 && k > 0) {
            size_t sign = strlen(marks[i].sign);
            buf_printf(out, "<%s>%.*s</%s>", marks[i].tag, (int)k, s + sign, marks[i].tag);
            s += k + 2 * sign;
            continue;
        }
        /* a run of a sign is not a sign and another one: "~~struck~~" */
        size_t n = plain > 0 ? plain : strchr("=~^", *s) ? strspn(s, (char[]){*s, '\0'}) : 1;
        n = n < (size_t)(end - s) ? n : (size_t)(end - s);
        buf_add(out, s, n);
        s += n;
    }
}

const char *ghost_markdown_marks(struct arena *a, const char *text)
{
    struct buf out;
    const char *whole = text;
    char fence = '\0';
    if (!strpbrk(text, "=~^"))
        return text;
    buf_init(&out, 4 * strlen(text) + 64);
    while (*text) {
        const char *end = text + strcspn(text, "\n"), *s = text + strspn(text, " ");
        bool fences = strncmp(s, "```", 3) == 0 || strncmp(s, "~~~", 3) == 0;
        bool indented = *text == '\t' || s - text >= 4;
        if (fence || fences || indented)
            buf_add(&out, text, (size_t)(end - text));
        else
            markdown_add_line(&out, text, end);
        if (fences && (!fence || fence == *s))
            fence = fence ? '\0' : *s;
        if (*end)
            buf_addc(&out, '\n');
        text = end + (*end != '\0');
    }
    const char *result = out.failed ? whole : arena_dupn(a, out.p, out.len);
    buf_free(&out);
    return result;
}
