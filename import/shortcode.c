/* shortcode.c: Hugo's shortcodes, {{< name … >}} and {{% name … %}}.
 *
 * What takes their place is Markdown: "{{< youtube abc >}}" becomes
 * "[YouTube](https://www.youtube.com/watch?v=abc)", "{{< ref "a.md" >}}" the address that
 * the hook knows, a quotation a quotation. HTML inside is left for html_to_markdown.c.
 *
 * https://gohugo.io/content-management/shortcodes/ describes their form: a name, then parameters
 * by position or by name, quoted or not. What a site's own shortcodes mean nobody can know; a few
 * are common, and of the rest the text between an opening and a closing one is kept. */
#include "shortcode.h"

#include "html_tree.h"
#include "lib/text.h"
#include "marks.h"

#include <string.h>

enum { SHORTCODE_MAX = 8192 }; /* bytes */

bool shortcode_name_is(const char *name, const char *names)
{
    return html_name_is(name, strlen(name), names);
}

const char *shortcode_find_near(const char *s, const char *what, size_t window)
{
    return memmem(s, strnlen(s, window), what, strlen(what));
}

/* ---- Reading --------------------------------------------------------------------------------- */

static const char *shortcode_read_value(struct arena *a, const char **at, const char *end)
{
    const char *s = *at;
    char quote = *s;
    if (quote == '"' || quote == '`' || quote == '\'') {
        const char *from = ++s;
        while (s < end && *s != quote)
            s += *s == '\\' && s + 1 < end ? 2 : 1;
        *at = s < end ? s + 1 : end;
        return arena_dupn(a, from, (size_t)(s - from));
    }
    while (s < end && !strchr(" \t\n", *s))
        s++;
    const char *value = arena_dupn(a, *at, (size_t)(s - *at));
    *at = s;
    return value;
}

static void shortcode_skip_space(const char **at, const char *end)
{
    while (*at < end && strchr(" \t\n", **at))
        (*at)++;
}

static void shortcode_read_parameters(struct arena *a, const char *at, const char *end,
                                      struct shortcode *out)
{
    for (shortcode_skip_space(&at, end); at < end && out->n < SHORTCODE_PARAMETERS_MAX;
         shortcode_skip_space(&at, end)) {
        struct shortcode_parameter *p = &out->v[out->n++];
        size_t n = 0;
        while (at + n < end && !strchr(" \t\n=\"'`", at[n]))
            n++;
        p->name = "";
        if (n > 0 && at + n < end && at[n] == '=') {
            p->name = arena_dupn(a, at, n);
            at += n + 1;
        }
        p->value = at < end ? shortcode_read_value(a, &at, end) : "";
    }
}

void shortcode_read(struct arena *a, const char *at, const char *end, struct shortcode *out)
{
    *out = (struct shortcode){.name = ""};
    shortcode_skip_space(&at, end);
    if (at < end && *at == '/') {
        out->closing = true;
        at++;
        shortcode_skip_space(&at, end);
    }
    size_t n = 0;
    while (at + n < end && !strchr(" \t\n/", at[n]))
        n++;
    out->name = arena_dupn(a, at, n);
    shortcode_read_parameters(a, at + n, end, out);
}

const char *shortcode_parameter(const struct shortcode *s, const char *name)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->v[i].name, name) == 0)
            return s->v[i].value;
    return "";
}

const char *shortcode_parameter_of(const struct shortcode *s, const char *names)
{
    for (size_t i = 0; i < s->n; i++)
        if (*s->v[i].name && *s->v[i].value && shortcode_name_is(s->v[i].name, names))
            return s->v[i].value;
    return "";
}

static const char *shortcode_either(const char *one, const char *other)
{
    return *one ? one : other;
}

/* ---- What takes its place -------------------------------------------------------------------- */

static bool shortcode_is_picture(const char *name)
{
    return strncmp(name, "img", 3) == 0 || strncmp(name, "legacy-img", 10) == 0 ||
           strcmp(name, "figure") == 0 || strcmp(name, "image") == 0;
}

/* A picture by its file's name, for body_pictures.c to find or to leave out by name. */
static void shortcode_add_picture(struct marks *m, const struct shortcode *s)
{
    const char *src =
        shortcode_either(shortcode_parameter_of(s, " src image "), shortcode_parameter(s, ""));
    const char *title =
        shortcode_either(shortcode_parameter(s, "caption"), shortcode_parameter(s, "title"));
    const char *credit = shortcode_parameter_of(s, " credit attr attribution ");
    const char *link = shortcode_parameter(s, "link");
    bool linked = text_is_http_url(link) && !m->html && !strpbrk(link, "()<> ");
    if (*credit)
        title = arena_printf(m->arena, "%s%sCredit: %s", title, *title ? " " : "", credit);
    if (!*src || strpbrk(src, "<>\n")) {
        const char *caption, *name = arena_printf(m->arena, "{{< %s %s >}}", s->name, src);
        if (m->hooks->picture) /* which finds none of that name, and tells of it */
            m->hooks->picture(m->hooks->ctx, &(struct body_picture){name, "", ""}, &caption);
        m->counts->pictures_missing++;
        return;
    }
    buf_adds(m->out, linked ? "[" : "");
    marks_add_picture(m, src, text_line(m->arena, shortcode_parameter(s, "alt")),
                      text_line(m->arena, title));
    if (linked)
        buf_printf(m->out, "](%s)", link);
}

/* Whether it is one of other sites' posts and films; the address is written then. */
static bool shortcode_add_embedded(struct marks *m, const struct shortcode *s)
{
    const char *first = shortcode_parameter(s, "");
    const char *id = shortcode_either(shortcode_parameter(s, "id"), first);
    const char *user = shortcode_parameter(s, "user");
    const char *second = s->n > 1 && !*s->v[1].name ? s->v[1].value : "";
    const char *title = shortcode_either(shortcode_parameter(s, "title"), second);
    if (shortcode_name_is(s->name, " youtube youtubeLite vimeo "))
        marks_add_video(m, strcmp(s->name, "vimeo") == 0 ? "vimeo" : "youtube", id, title);
    else if (shortcode_name_is(s->name, " tweet x twitter ") && *user && *id)
        marks_add_link(m, arena_printf(m->arena, "@%s", user),
                       arena_printf(m->arena, "https://twitter.com/%s/status/%s", user, id));
    else if (strcmp(s->name, "gist") == 0 && *first && *second)
        marks_add_link(m, "Gist",
                       arena_printf(m->arena, "https://gist.github.com/%s/%s", first, second));
    else if (strcmp(s->name, "instagram") == 0 && *id)
        marks_add_link(m, "Instagram",
                       arena_printf(m->arena, "https://www.instagram.com/p/%s/", id));
    else
        return false;
    return true;
}

/* One without a closing one: what it would have shown, as far as its parameters tell. */
static void shortcode_add_alone(struct marks *m, const struct shortcode *s)
{
    const char *text = shortcode_parameter_of(s, " text label ");
    const char *url =
        shortcode_either(shortcode_parameter_of(s, " href src url "), shortcode_parameter(s, ""));
    const char *cite = shortcode_parameter(s, "cite");
    if (shortcode_is_picture(s->name)) {
        shortcode_add_picture(m, s);
    } else if (shortcode_add_embedded(m, s)) {
        return;
    } else if (strstr(s->name, "quote") && *text) {
        buf_printf(m->out, "\n\n> %s%s%s\n\n", text, *cite ? "\n>\n> — " : "", cite);
    } else if (text_is_http_url(url)) {
        marks_add_link(m, shortcode_either(text, shortcode_parameter(s, "title")), url);
    } else {
        buf_adds(m->out, text);
        marks_count(m, arena_printf(m->arena, "{{< %.40s >}}", s->name));
    }
}

static bool shortcode_ends_with(const struct buf *b, const char *s)
{
    size_t n = strlen(s);
    return b->len >= n && memcmp(b->p + b->len - n, s, n) == 0;
}

static void shortcode_replace(struct marks *m, const struct shortcode *s)
{
    const char *title = shortcode_parameter(s, "title");
    if (s->closing)
        return;
    if (s->reference) {
        marks_add_reference(
            m, shortcode_either(shortcode_parameter(s, ""), shortcode_parameter(s, "path")));
    } else if (!s->paired) {
        shortcode_add_alone(m, s);
    } else {
        if (*title)
            buf_printf(m->out, strchr(title, '*') ? "\n\n%s\n\n" : "\n\n**%s**\n\n", title);
        marks_count(m, arena_printf(m->arena, "{{< %.40s >}} (its text)", s->name));
    }
}

/* ---- In the text ----------------------------------------------------------------------------- */

/* The closing one of a shortcode that ends before text; NULL: it has none. */
static const char *shortcode_find_closing(struct marks *m, const char *text,
                                          const struct shortcode *s, char kind)
{
    const char *end = kind == '<' ? ">}}" : "%}}";
    const char *spaced = shortcode_find_near(
        text, arena_printf(m->arena, "{{%c /%s %s", kind, s->name, end), SHORTCODE_PAIR_MAX);
    return spaced
               ? spaced
               : shortcode_find_near(text, arena_printf(m->arena, "{{%c/%s%s", kind, s->name, end),
                                     SHORTCODE_PAIR_MAX);
}

size_t shortcode_take(struct marks *m, const char *at)
{
    const char *close = at[2] == '<' ? ">}}" : "%}}";
    const char *end = shortcode_find_near(at + 3, close, SHORTCODE_MAX);
    struct shortcode s;
    if (!end)
        return 0;
    size_t n = (size_t)(end + 3 - at);
    m->counts->shortcodes++;
    if (strncmp(at + 3, "/*", 2) == 0) { /* a shortcode shown, not used */
        buf_add(m->out, at, 3);
        buf_add(m->out, at + 5,
                (size_t)(end - at - 5) - (end[-1] == '/' && end[-2] == '*' ? 2 : 0));
        buf_adds(m->out, close);
        return n;
    }
    shortcode_read(m->arena, at + 3, end, &s);
    s.reference = shortcode_ends_with(m->out, "](") || shortcode_ends_with(m->out, "href=\"") ||
                  strcmp(s.name, "ref") == 0 || strcmp(s.name, "relref") == 0;
    const char *closing = s.closing ? NULL : shortcode_find_closing(m, at + n, &s, at[2]);
    if (closing && strcmp(s.name, "highlight") == 0) {
        marks_add_code(m, shortcode_parameter(&s, ""), at + n, (size_t)(closing - at) - n);
        return (size_t)(strstr(closing, close) + 3 - at);
    }
    s.paired = closing;
    shortcode_replace(m, &s);
    return n;
}
