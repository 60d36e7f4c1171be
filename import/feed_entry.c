/* feed_entry.c: an entry as every form of a feed fills it in. */
#include "feed_entry.h"

#include "lib/buf.h"
#include "lib/text.h"

#include <string.h>
#include <strings.h>

struct feed_entry *feed_entry_add(struct arena *a, struct feed *feed)
{
    feed->v = arena_grow(a, feed->v, feed->n, &feed->capacity, sizeof *feed->v);
    struct feed_entry *e = &feed->v[feed->n++];
    *e = (struct feed_entry){.feed = feed,
                             .number = feed->n,
                             .id = "",
                             .link = "",
                             .origin = "",
                             .title = "",
                             .published = "",
                             .updated = "",
                             .lang = "",
                             .content = {.text = ""},
                             .summary = {.text = ""},
                             .picture = {.url = "", .alt = "", .credit = ""}};
    return e;
}

void feed_list_add(struct arena *a, struct strlist *list, const char *said)
{
    const char *line = text_line(a, said);
    for (size_t i = 0; i < list->n; i++)
        if (strcasecmp(list->v[i], line) == 0)
            return;
    if (*line && list->n < EXPORT_NAMES_MAX)
        strlist_add(a, list, line);
}

static bool feed_is_picture(struct arena *a, const char *url, const char *type)
{
    static const char *const endings[] = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"};
    const char *path = arena_dupn(a, url, strcspn(url, "?#")), *dot = strrchr(path, '.');
    if (*type)
        return strncasecmp(type, "image", 5) == 0;
    for (size_t i = 0; dot && i < sizeof endings / sizeof endings[0]; i++)
        if (strcasecmp(dot, endings[i]) == 0)
            return true;
    return false;
}

void feed_picture_add(struct arena *a, struct feed_entry *e, struct feed_picture picture,
                      const char *type)
{
    if (!*picture.url)
        return;
    if (!feed_is_picture(a, picture.url, type))
        feed_list_add(a, &e->unused,
                      arena_printf(a, "enclosure %s", *type ? note_value(a, type) : "(no type)"));
    else if (picture.rank > e->picture.rank)
        e->picture = picture;
}

const char *feed_html_of(struct arena *a, const char *text)
{
    struct buf b;
    buf_init(&b, SIZE_MAX / 2);
    for (; *text; text++) {
        const char *as = *text == '<'   ? "&lt;"
                         : *text == '>' ? "&gt;"
                         : *text == '&' ? "&amp;"
                                        : NULL;
        if (as)
            buf_adds(&b, as);
        else
            buf_addc(&b, *text);
    }
    const char *out = arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return out;
}
