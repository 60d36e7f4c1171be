/* links.c: see links.h. One pass; what is no address is copied in stretches. */
#include "links.h"

#include "ascii.h"

#include <string.h>

/* An attribute's value, without its quotes. */
struct value {
    const char *s;
    size_t n;
};

/* Whether the n bytes before an '=' end in that name, as a whole word. */
static bool links_attribute_is(const char *html, const char *end, const char *name)
{
    size_t n = strlen(name);
    const char *from = end - n;
    return from > html && memcmp(from, name, n) == 0 && ascii_is_space(from[-1]);
}

static void links_add_one(struct buf *out, struct value v, const char *base, const char *page)
{
    if (v.n > 0 && v.s[0] == '/' && !(v.n > 1 && v.s[1] == '/'))
        buf_add_html(out, base, strlen(base));
    else if (v.n > 0 && v.s[0] == '#')
        buf_add_html(out, page, strlen(page));
    buf_add(out, v.s, v.n);
}

/* "/a.jpg 480w, /b.jpg 960w": our addresses hold no comma. */
static void links_add_candidates(struct buf *out, struct value v, const char *base,
                                 const char *page)
{
    const char *s = v.s, *end = v.s + v.n;
    while (s < end) {
        size_t gap = 0;
        while (s + gap < end && ascii_is_space(s[gap]))
            gap++;
        buf_add(out, s, gap);
        s += gap;
        const char *comma = memchr(s, ',', (size_t)(end - s));
        size_t n = comma ? (size_t)(comma + 1 - s) : (size_t)(end - s);
        links_add_one(out, (struct value){s, n}, base, page);
        s += n;
    }
}

void links_absolute(struct buf *out, const char *html, const char *base, const char *page)
{
    const char *done = html;
    for (const char *at = html; (at = strstr(at, "=\"")) != NULL;) {
        struct value v = {at + 2, strcspn(at + 2, "\"")};
        const char *after = v.s + v.n + (v.s[v.n] == '"');
        bool id = links_attribute_is(html, at, "id");
        if (id) { /* with the space before it */
            buf_add(out, done, (size_t)(at - strlen("id") - 1 - done));
            done = after;
        } else {
            buf_add(out, done, (size_t)(v.s - done));
            if (links_attribute_is(html, at, "srcset"))
                links_add_candidates(out, v, base, page);
            else if (links_attribute_is(html, at, "href") || links_attribute_is(html, at, "src"))
                links_add_one(out, v, base, page);
            else
                buf_add(out, v.s, v.n);
            done = v.s + v.n;
        }
        at = after;
    }
    buf_adds(out, done);
}
