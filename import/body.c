/* body.c: an imported text from another system's Markdown to ours, in three steps: shortcode.c's,
 * html_to_markdown.c's, and the pictures, which are here.
 *
 * A picture, ![alt](src "title"), is given to a hook, which stores the file and says its address;
 * without one it stays as it was and counts as missing. */
#include "body.h"

#include "lib/markdown.h"

#include <stdbool.h>
#include <string.h>

/* Markdown in, Markdown out: links may be spelled longer than the tags they were. */
enum { GROWTH = 4 };

/* ![alt](src "title"); end is behind it. */
struct body_found_picture {
    struct body_picture picture;
    const char *end;
};

static const char *body_until(const char *s, char c)
{
    for (; *s && *s != c && !(s[0] == '\n' && s[1] == '\n'); s++)
        if (*s == '\\' && s[1])
            s++;
    return *s == c ? s : NULL;
}

/* Reads a picture at "!["; false when it is something else. */
static bool body_read_picture(struct arena *a, const char *s, struct body_found_picture *out)
{
    const char *alt = s + 2, *close = body_until(alt, ']');
    if (!close || close[1] != '(')
        return false;
    const char *src = close + 2 + strspn(close + 2, " \n");
    size_t n = strcspn(src, " )\n");
    const char *at = src + n + strspn(src + n, " \n");
    const char *title = "";
    if (*at == '"' || *at == '\'') {
        const char *end = body_until(at + 1, *at);
        if (!end)
            return false;
        title = arena_dupn(a, at + 1, (size_t)(end - at - 1));
        at = end + 1 + strspn(end + 1, " \n");
    }
    if (*at != ')' || n == 0)
        return false;
    out->picture = (struct body_picture){.src = arena_dupn(a, src, n),
                                         .alt = arena_dupn(a, alt, (size_t)(close - alt)),
                                         .title = title};
    out->end = at + 1;
    return true;
}

static void body_write_picture(struct buf *out, const struct body_picture *p, const char *address,
                               const char *caption)
{
    buf_printf(out, "![%s](%s", p->alt, address);
    if (*caption) {
        buf_adds(out, " \"");
        for (const char *s = caption; *s; s++) {
            if (*s == '"')
                buf_addc(out, '\\');
            buf_addc(out, *s);
        }
        buf_addc(out, '"');
    }
    buf_addc(out, ')');
}

/* A link around a picture that is gone, [](https://…): its length, or 0. */
static size_t body_empty_link(const char *s)
{
    if (strncmp(s, "[](", 3) != 0)
        return 0;
    const char *end = body_until(s + 3, ')');
    return end ? (size_t)(end + 1 - s) : 0;
}

static void body_drop_empty_links(const char *text, struct buf *out)
{
    for (const char *next; (next = strstr(text, "[]("));) {
        bool picture = next > text && next[-1] == '!';
        size_t n = picture ? 0 : body_empty_link(next);
        buf_add(out, text, (size_t)(next - text));
        if (n == 0)
            buf_adds(out, "[](");
        text = next + (n ? n : 3);
    }
    buf_adds(out, text);
}

/* Addresses of our own stay; those of other sites are never fetched, and count as missing. */
static void body_replace_pictures(struct arena *a, const char *text, const struct body_hooks *hooks,
                                  struct buf *out, struct body_counts *counts)
{
    for (const char *next; (next = strstr(text, "!["));) {
        struct body_found_picture f;
        const char *caption = "", *address = NULL;
        buf_add(out, text, (size_t)(next - text));
        text = next;
        bool found = body_read_picture(a, text, &f);
        bool ours = found && strncmp(f.picture.src, "/media/", 7) == 0;
        if (found && !ours && hooks->picture)
            address = hooks->picture(hooks->ctx, &f.picture, &caption);
        if (found && !ours && !address)
            counts->pictures_missing++;
        if (address) {
            body_write_picture(out, &f.picture, address, caption);
            text = f.end;
        } else {
            buf_add(out, text, 2);
            text += 2;
        }
    }
    buf_adds(out, text);
}

const char *body_convert(struct arena *a, const char *text, const struct body_hooks *hooks,
                         struct body_counts *counts)
{
    struct buf one, two;
    buf_init(&one, (size_t)GROWTH * MARKDOWN_MAX);
    buf_init(&two, (size_t)GROWTH * MARKDOWN_MAX);
    if (strstr(text, "{{"))
        shortcodes_replace(a, text, hooks, &one, counts);
    else
        buf_adds(&one, text);
    if (strchr(one.p, '<'))
        html_to_markdown(a, one.p, &two, counts);
    else
        buf_add(&two, one.p, one.len);
    buf_clear(&one);
    body_drop_empty_links(two.p, &one);
    buf_clear(&two);
    body_replace_pictures(a, one.p, hooks, &two, counts);
    const char *clean = arena_dupn(a, two.p, two.len);
    buf_free(&one);
    buf_free(&two);
    return clean + strspn(clean, "\n");
}
