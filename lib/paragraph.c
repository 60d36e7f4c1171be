/* paragraph.c: finds the paragraphs in HTML of our own making.
 *
 * The renderer writes <p id="p-4"> and <figure id="p-5">, escapes every < and > that is text or
 * attribute, and nests neither: the end tag that comes next is the right one. */
#include "paragraph.h"

#include "text.h"

#include <string.h>

struct shape {
    const char *open, *close;
};
static const struct shape shapes[] = {
    {"<p id=\"", "</p>"},
    {"<figure id=\"", "</figure>"},
};

static const struct shape *paragraph_shape_at(const char *s)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (strncmp(s, shapes[i].open, strlen(shapes[i].open)) == 0)
            return &shapes[i];
    return NULL;
}

/* Bytes of "p-" and digits; 0 when it is something else. */
static size_t paragraph_id_length(const char *s)
{
    size_t digits = strncmp(s, "p-", 2) == 0 ? strspn(s + 2, "0123456789") : 0;

    return digits > 0 && digits < 10 && s[2 + digits] == '"' ? 2 + digits : 0;
}

/* The alternative text of a picture among n bytes, or "". */
static const char *paragraph_alternative(struct arena *a, const char *s, size_t n)
{
    const char *part = arena_dupn(a, s, n), *alt = strstr(part, " alt=\"");

    if (alt == NULL)
        return "";
    alt += strlen(" alt=\"");
    return text_line(a, text_decode_entities(a, arena_dupn(a, alt, strcspn(alt, "\""))));
}

static const char *paragraph_words(struct arena *a, const char *s, size_t n)
{
    const char *text = text_line(a, text_strip_html(a, arena_dupn(a, s, n)));

    return *text != '\0' ? text : paragraph_alternative(a, s, n);
}

static void paragraph_add(struct arena *a, struct paragraphs *out, size_t *room,
                          struct paragraph one)
{
    if (out->n == *room) {
        *room = *room == 0 ? 16 : *room * 2;
        struct paragraph *grown = arena_array(a, *room, sizeof *grown);
        if (out->n > 0)
            memcpy(grown, out->v, out->n * sizeof *grown);
        out->v = grown;
    }
    out->v[out->n++] = one;
}

struct paragraphs paragraphs_of(struct arena *a, const char *html)
{
    struct paragraphs out = {0};
    size_t room = 0;

    for (const char *s = html; (s = strchr(s, '<')) != NULL; s++) {
        const struct shape *shape = paragraph_shape_at(s);
        const char *id = shape == NULL ? NULL : s + strlen(shape->open);
        size_t n = id == NULL ? 0 : paragraph_id_length(id);
        const char *begin = n == 0 ? NULL : strchr(id, '>');
        const char *end = begin == NULL ? NULL : strstr(begin, shape->close);
        if (end == NULL)
            continue;
        struct paragraph one = {arena_dupn(a, id, n),
                                paragraph_words(a, begin + 1, (size_t)(end - begin) - 1)};
        if (*one.text != '\0')
            paragraph_add(a, &out, &room, one);
        s = end;
    }
    return out;
}
