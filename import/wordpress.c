/* wordpress.c: WordPress's shortcodes, [name attribute="value"] … [/name].
 *
 * https://codex.wordpress.org/Shortcode_API describes them. Brackets are text, too: one is taken for
 * a shortcode when its name is one that WordPress brings along or that is common, when it has
 * attributes, or when it is closed. */
#include "marks.h"

#include "lib/ascii.h"
#include "lib/text.h"
#include "shortcode.h"

#include <string.h>

enum { CODE_MAX = 4096, NAME_MAX_BYTES = 40 };

static const char known[] =
    " caption wp_caption gallery playlist audio video embed youtube vimeo googlemaps contact-form "
    "contact-form-7 sourcecode pullquote instagram slideshow soundcloud recent_posts archives "
    "jetpack_subscription_form ";
static const char languages[] = " php python javascript css html xml sql bash ruby java ";

/* One that was found. */
struct wordpress_code {
    struct shortcode code;
    const char *behind;             /* its "]" */
    const char *content, *end_code; /* of one that is closed: its content, and "[/name]" */
    bool attributes;
};

/* The "]" that ends it, past quotes; NULL: none in this paragraph. */
static const char *wordpress_end(const char *at)
{
    char quote = '\0';
    for (const char *s = at + 1; *s && s - at < CODE_MAX; s++) {
        if (s[0] == '\n' && s[1] == '\n')
            return NULL;
        if (quote)
            quote = *s == quote ? '\0' : quote;
        else if ((*s == '"' || *s == '\'') && s[-1] == '=')
            quote = *s;
        else if (*s == '[')
            return NULL;
        else if (*s == ']')
            return s;
    }
    return NULL;
}

static bool wordpress_read(struct marks *m, const char *at, struct wordpress_code *out)
{
    const char *from = at + 1 + (at[1] == '/');
    size_t n = strspn(from, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    const char *end =
        n > 0 && n < NAME_MAX_BYTES && ascii_is_letter(*from) ? wordpress_end(at) : NULL;
    *out = (struct wordpress_code){.behind = end};
    if (!end || !strchr(" \t\n]/=", from[n]) || end[1] == '(' || end[1] == ':' ||
        (end[1] == '[' && end[2] != '/'))
        return false;
    const char *to = end - (end[-1] == '/');
    if (from[n] == '=') { /* [youtube=https://…] */
        shortcode_read(m->arena, from, from + n, &out->code);
        out->code.v[0] = (struct shortcode_parameter){
            "", arena_dupn(m->arena, from + n + 1, (size_t)(to - from - (long)n - 1))};
        out->code.n = 1;
    } else {
        shortcode_read(m->arena, from, to, &out->code);
    }
    out->code.closing = at[1] == '/';
    for (size_t i = 0; i < out->code.n; i++)
        out->attributes |= *out->code.v[i].name != '\0';
    const char *close = arena_printf(m->arena, "[/%s]", out->code.name);
    out->content = end + 1;
    out->end_code =
        out->code.closing ? NULL : shortcode_find_near(out->content, close, SHORTCODE_PAIR_MAX);
    return true;
}

/* Where a caption's text begins: behind its picture, and the link around that. */
static const char *wordpress_caption_text(const struct wordpress_code *c)
{
    static const struct {
        const char *begins, *ends;
    } pictures[] = {{"<a", "</a>"}, {"<", ">"}, {"[![", ")]("}, {"![", ")"}};
    const char *from = c->content + strspn(c->content, " \t\n");
    for (size_t i = 0; i < sizeof pictures / sizeof pictures[0]; i++) {
        size_t n = strlen(pictures[i].begins), left = (size_t)(c->end_code - from);
        if (left < n || strncasecmp(from, pictures[i].begins, n) != 0)
            continue;
        const char *end = memmem(from, left, pictures[i].ends, strlen(pictures[i].ends));
        if (end && i == 2)
            end = memchr(end + 3, ')', (size_t)(c->end_code - end - 3));
        else if (end)
            end += strlen(pictures[i].ends) - 1;
        return end ? end + 1 : c->content;
    }
    return c->content;
}

static void wordpress_add_caption(struct marks *m, const struct wordpress_code *c)
{
    const char *split = wordpress_caption_text(c);
    const char *said = shortcode_parameter(&c->code, "caption");
    const char *text =
        text_line(m->arena, arena_dupn(m->arena, split, (size_t)(c->end_code - split)));
    text = *text ? text : said;
    const char *picture =
        text_line(m->arena, arena_dupn(m->arena, c->content, (size_t)(split - c->content)));
    if (strstr(picture, "![") && !m->html)
        buf_printf(m->out, "\n\n%s\n\n%s\n\n", picture, text);
    else
        buf_printf(m->out, "\n\n<figure>%s<figcaption>%s</figcaption></figure>\n\n", picture, text);
}

static const char *wordpress_address(struct marks *m, const struct wordpress_code *c)
{
    const char *named = shortcode_parameter_of(
        &c->code, " src url mp4 m4v webm ogv mp3 m4a ogg wav flv link href ");
    const char *first = shortcode_parameter(&c->code, "");
    const char *inside = c->end_code
                             ? text_line(m->arena, arena_dupn(m->arena, c->content,
                                                              (size_t)(c->end_code - c->content)))
                             : "";
    return *named ? named : text_is_http_url(inside) ? inside : first;
}

/* What is closed and has a meaning of its own. Returns where the text goes on; NULL: it has none. */
static const char *wordpress_take_whole(struct marks *m, const struct wordpress_code *c)
{
    const char *name = c->code.name;
    const char *behind = c->end_code ? strchr(c->end_code, ']') + 1 : c->behind + 1;
    if (c->end_code && shortcode_name_is(name, " caption wp_caption ")) {
        wordpress_add_caption(m, c);
        return behind;
    }
    bool code = shortcode_name_is(name, " sourcecode code ") || shortcode_name_is(name, languages);
    if (c->end_code && code) {
        const char *language = shortcode_parameter_of(&c->code, " lang language ");
        bool generic = shortcode_name_is(name, " sourcecode code ");
        const char *text = arena_dupn(m->arena, c->content, (size_t)(c->end_code - c->content));
        text = text_decode_entities(m->arena, text);
        marks_add_code(m, generic ? language : name, text, strlen(text));
        return behind;
    }
    const char *address = wordpress_address(m, c);
    if (shortcode_name_is(name, " youtube vimeo ") && *address) {
        marks_add_video(m, name, address, "");
        return behind;
    }
    bool embeds =
        shortcode_name_is(name, " embed audio video googlemaps instagram slideshow soundcloud ");
    if (embeds && text_is_http_url(address) && !strpbrk(address, "<>\"")) {
        marks_add_link(m, "", address);
        return behind;
    }
    return NULL;
}

/* "[name" stands not far before at. */
static bool wordpress_was_opened(const struct marks *m, const char *at, const char *name)
{
    size_t before = (size_t)(at - m->text);
    size_t window = before < SHORTCODE_PAIR_MAX ? before : SHORTCODE_PAIR_MAX;
    return shortcode_find_near(at - window, arena_printf(m->arena, "[%s", name), window);
}

size_t wordpress_take(struct marks *m, const char *at)
{
    struct wordpress_code c;
    if (at > m->text && strchr("[]!\\", at[-1]))
        return 0;
    if (!wordpress_read(m, at, &c))
        return 0;
    const char *name = c.code.name;
    bool is_code = shortcode_name_is(name, known) || (c.attributes && !c.code.closing) ||
                   c.end_code || (c.code.closing && wordpress_was_opened(m, at, name));
    if (!is_code)
        return 0;
    marks_count(m, NULL);
    const char *next = c.code.closing ? NULL : wordpress_take_whole(m, &c);
    if (next)
        return (size_t)(next - at);
    if (!c.code.closing)
        marks_count(m, arena_printf(m->arena, "[%s]", name));
    return (size_t)(c.behind + 1 - at);
}
