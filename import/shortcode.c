/* shortcode.c: Hugo's shortcodes, {{< name … >}} and {{% name … %}}.
 *
 * Takes a text with them and gives the same Markdown without: "{{< youtube abc >}}" becomes
 * "[Video on YouTube](https://www.youtube.com/watch?v=abc)", "{{< ref "a.md" >}}" the address that
 * the hook knows, a quotation a quotation. HTML inside is left for html_to_markdown.c.
 *
 * https://gohugo.io/content-management/shortcodes/ describes their form: a name, then parameters
 * by position or by name, quoted or not. What a site's own shortcodes mean nobody can know; a few
 * are common, and of the rest the text between an opening and a closing one is kept. */
#include "body.h"

#include "lib/text.h"

#include <stdbool.h>
#include <string.h>

/* Bytes: of one shortcode, and from an opening to its closing one. */
enum { PARAMETERS_MAX = 16, SHORTCODE_MAX = 8192, PAIR_MAX = 32768 };

struct parameter {
    const char *name; /* "" for one by position */
    const char *value;
};

struct shortcode {
    const char *name;
    bool closing;   /* {{< /name >}} */
    bool paired;    /* a closing one follows */
    bool reference; /* is where an address belongs: ](…) or href="…" */
    struct parameter v[PARAMETERS_MAX];
    size_t n;
};

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
    for (shortcode_skip_space(&at, end); at < end && out->n < PARAMETERS_MAX;
         shortcode_skip_space(&at, end)) {
        struct parameter *p = &out->v[out->n++];
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

/* Reads what is between the braces. */
static void shortcode_read(struct arena *a, const char *at, const char *end, struct shortcode *out)
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

/* The value of a parameter, or of the first by position (""); "" when there is none. */
static const char *shortcode_parameter(const struct shortcode *s, const char *name)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->v[i].name, name) == 0)
            return s->v[i].value;
    return "";
}

static const char *shortcode_either(const char *one, const char *other)
{
    return *one ? one : other;
}

/* ---- What takes its place -------------------------------------------------------------------- */

static void shortcode_add_link(struct buf *out, const char *text, const char *url)
{
    bool plain = !strpbrk(url, "()<> ");
    buf_printf(out, plain ? "[%s](%s)" : "[%s](<%s>)", *text ? text : url, url);
}

static void shortcode_add_escaped(struct buf *out, const char *s, const char *marks)
{
    for (; *s; s++) {
        if (strchr(marks, *s))
            buf_addc(out, '\\');
        buf_addc(out, *s);
    }
}

static bool shortcode_is_picture(const char *name)
{
    return strncmp(name, "img", 3) == 0 || strncmp(name, "legacy-img", 10) == 0 ||
           strcmp(name, "figure") == 0 || strcmp(name, "image") == 0;
}

static void shortcode_add_youtube(struct arena *a, const struct shortcode *s, struct buf *out)
{
    const char *id = shortcode_either(shortcode_parameter(s, "id"), shortcode_parameter(s, ""));
    const char *title = shortcode_either(shortcode_parameter(s, "title"),
                                         s->n > 1 && !*s->v[1].name ? s->v[1].value : "");
    if (strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") ==
        strlen(id))
        shortcode_add_link(out, shortcode_either(title, "Video on YouTube"),
                           arena_printf(a, "https://www.youtube.com/watch?v=%s", id));
}

static void shortcode_add_tweet(struct arena *a, const struct shortcode *s, struct buf *out)
{
    const char *user = shortcode_parameter(s, "user"), *id = shortcode_parameter(s, "id");
    if (*user && *id)
        shortcode_add_link(out, arena_printf(a, "Post by @%s", user),
                           arena_printf(a, "https://twitter.com/%s/status/%s", user, id));
}

/* A picture in Markdown, for body_pictures.c to find or to leave out by name. */
static void shortcode_add_picture(struct arena *a, const struct shortcode *s,
                                  const struct body_hooks *hooks, struct buf *out,
                                  struct body_counts *counts)
{
    const char *src = shortcode_either(
        shortcode_parameter(s, "src"),
        shortcode_either(shortcode_parameter(s, "image"), shortcode_parameter(s, "")));
    const char *title =
        shortcode_either(shortcode_parameter(s, "caption"), shortcode_parameter(s, "title"));
    const char *credit = shortcode_either(
        shortcode_parameter(s, "credit"),
        shortcode_either(shortcode_parameter(s, "attr"), shortcode_parameter(s, "attribution")));
    if (*credit)
        title = arena_printf(a, "%s%sCredit: %s", title, *title ? " " : "", credit);
    if (!*src || strpbrk(src, "<>\n")) {
        const char *caption, *name = arena_printf(a, "{{< %s %s >}}", s->name, src);
        if (hooks->picture) /* which finds none of that name, and tells of it */
            hooks->picture(hooks->ctx, &(struct body_picture){name, "", ""}, &caption);
        counts->pictures_missing++;
        return;
    }
    buf_adds(out, "![");
    shortcode_add_escaped(out, text_line(a, shortcode_parameter(s, "alt")), "[]\\`");
    buf_printf(out, "](<%s>", src);
    if (*title) {
        buf_adds(out, " \"");
        shortcode_add_escaped(out, text_line(a, title), "\"\\");
        buf_addc(out, '"');
    }
    buf_addc(out, ')');
}

/* One without a closing one: what it would have shown, as far as its parameters tell. */
static void shortcode_add_alone(struct arena *a, const struct shortcode *s,
                                const struct body_hooks *hooks, struct buf *out,
                                struct body_counts *counts)
{
    const char *text =
        shortcode_either(shortcode_parameter(s, "text"), shortcode_parameter(s, "label"));
    const char *url = shortcode_either(
        shortcode_parameter(s, "href"),
        shortcode_either(shortcode_parameter(s, "src"), shortcode_parameter(s, "")));
    const char *cite = shortcode_parameter(s, "cite");
    if (shortcode_is_picture(s->name))
        shortcode_add_picture(a, s, hooks, out, counts);
    else if (strcmp(s->name, "youtube") == 0)
        shortcode_add_youtube(a, s, out);
    else if (strcmp(s->name, "tweet") == 0)
        shortcode_add_tweet(a, s, out);
    else if (strstr(s->name, "quote") && *text)
        buf_printf(out, "\n\n> %s%s%s\n\n", text, *cite ? "\n>\n> — " : "", cite);
    else if (text_is_http_url(url))
        shortcode_add_link(out, shortcode_either(text, shortcode_parameter(s, "title")), url);
    else
        buf_adds(out, text);
}

static bool shortcode_ends_with(const struct buf *b, const char *s)
{
    size_t n = strlen(s);
    return b->len >= n && memcmp(b->p + b->len - n, s, n) == 0;
}

static void shortcode_add_reference(const struct shortcode *s, const struct body_hooks *hooks,
                                    struct buf *out)
{
    const char *target =
        shortcode_either(shortcode_parameter(s, ""), shortcode_parameter(s, "path"));
    const char *address = hooks->reference ? hooks->reference(hooks->ctx, target) : NULL;
    /* Where Markdown wants an address, none is spelled <>; the renderer then keeps the text. */
    buf_adds(out, address ? address : shortcode_ends_with(out, "](") ? "<> " : "");
}

static void shortcode_replace(struct arena *a, const struct shortcode *s,
                              const struct body_hooks *hooks, struct buf *out,
                              struct body_counts *counts)
{
    const char *title = shortcode_parameter(s, "title");
    if (s->closing)
        return;
    if (s->reference)
        shortcode_add_reference(s, hooks, out);
    else if (!s->paired)
        shortcode_add_alone(a, s, hooks, out, counts);
    else if (*title)
        buf_printf(out, strchr(title, '*') ? "\n\n%s\n\n" : "\n\n**%s**\n\n", title);
}

/* ---- The text -------------------------------------------------------------------------------- */

/* Like strstr, but looks no farther than the window. */
static const char *shortcode_find_near(const char *s, const char *what, size_t window)
{
    return memmem(s, strnlen(s, window), what, strlen(what));
}

static bool shortcode_has_closing(struct arena *a, const char *text, const struct shortcode *s,
                                  char kind)
{
    const char *end = kind == '<' ? ">}}" : "%}}";
    return shortcode_find_near(text, arena_printf(a, "{{%c /%s %s", kind, s->name, end),
                               PAIR_MAX) ||
           shortcode_find_near(text, arena_printf(a, "{{%c/%s%s", kind, s->name, end), PAIR_MAX);
}

void shortcodes_replace(struct arena *a, const char *text, const struct body_hooks *hooks,
                        struct buf *out, struct body_counts *counts)
{
    for (const char *next; (next = strstr(text, "{{"));) {
        const char *close = next[2] == '<' ? ">}}" : next[2] == '%' ? "%}}" : NULL;
        const char *end = close ? shortcode_find_near(next + 3, close, SHORTCODE_MAX) : NULL;
        buf_add(out, text, (size_t)(next - text));
        if (!end) {
            buf_adds(out, "{{");
            text = next + 2;
            continue;
        }
        text = end + 3;
        if (strncmp(next + 3, "/*", 2) == 0) /* a shortcode shown, not used: no text of a story */
            continue;
        struct shortcode s;
        shortcode_read(a, next + 3, end, &s);
        s.reference = shortcode_ends_with(out, "](") || shortcode_ends_with(out, "href=\"") ||
                      strcmp(s.name, "ref") == 0 || strcmp(s.name, "relref") == 0;
        s.paired = shortcode_has_closing(a, text, &s, next[2]);
        counts->shortcodes++;
        shortcode_replace(a, &s, hooks, out, counts);
    }
    buf_adds(out, text);
}
