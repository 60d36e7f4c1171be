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
    if (!alt)
        return "";
    alt += strlen(" alt=\"");
    return text_line(a, text_decode_entities(a, arena_dupn(a, alt, strcspn(alt, "\""))));
}

/* Numbers of notes, and the ways back from notes, are no words of the paragraph. */
static char *paragraph_without_notes(char *html)
{
    static const struct shape notes[] = {
        {"<sup class=\"noteref\">", "</sup>"},
        {" <a href=\"#fnref-", "</a>"},
    };
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        char *to = strstr(html, notes[i].open), *end;
        for (char *s = to; s && *s != '\0';) {
            bool note = strncmp(s, notes[i].open, strlen(notes[i].open)) == 0;
            end = note ? strstr(s, notes[i].close) : NULL;
            if (end)
                s = end + strlen(notes[i].close);
            else
                *to++ = *s++;
        }
        if (to)
            *to = '\0';
    }
    return html;
}

static const char *paragraph_words(struct arena *a, const char *s, size_t n)
{
    const char *own = paragraph_without_notes(arena_dupn(a, s, n));
    const char *text = text_line(a, text_strip_html(a, own));
    return *text != '\0' ? text : paragraph_alternative(a, s, n);
}

struct paragraphs paragraphs_of(struct arena *a, const char *html)
{
    struct paragraphs out = {0};
    size_t capacity = 0;
    for (const char *s = html; (s = strchr(s, '<')) != NULL; s++) {
        const struct shape *shape = paragraph_shape_at(s);
        const char *id = shape ? s + strlen(shape->open) : NULL;
        size_t n = id ? paragraph_id_length(id) : 0;
        const char *begin = n == 0 ? NULL : strchr(id, '>');
        const char *end = begin ? strstr(begin, shape->close) : NULL;
        if (!end)
            continue;
        struct paragraph one = {arena_dupn(a, id, n),
                                paragraph_words(a, begin + 1, (size_t)(end - begin) - 1),
                                (size_t)(end - html) + strlen(shape->close)};
        if (*one.text != '\0') {
            out.v = arena_grow(a, out.v, out.n, &capacity, sizeof *out.v);
            out.v[out.n++] = one;
        }
        s = end;
    }
    return out;
}
