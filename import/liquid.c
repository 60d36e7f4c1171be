/* liquid.c: the templates of Jekyll and its like, and kramdown's attributes.
 *
 * https://shopify.github.io/liquid/ and https://kramdown.gettalong.org/syntax.html describe them. A
 * site's own includes nobody can know; what is common of them (figures, films) is. */
#include "marks.h"

#include "lib/ascii.h"
#include "lib/text.h"
#include "shortcode.h"

#include <string.h>

enum { TAG_MAX = 4096, OUTPUT_MAX = 300, NAME_SHOWN = 40 };

/* ---- {% … %} --------------------------------------------------------------------------------- */

/* The tag {% name %} at or behind s. *behind is what follows it. NULL: none. */
static const char *liquid_find_tag(const char *s, const char *name, const char **behind)
{
    const char *limit = s + strnlen(s, SHORTCODE_PAIR_MAX);
    for (; (s = memmem(s, (size_t)(limit - s), "{%", 2)); s += 2) {
        const char *at = s + 2 + (s[2] == '-');
        at += strspn(at, " \t");
        size_t n = strlen(name);
        const char *end = shortcode_find_near(at, "%}", TAG_MAX);
        if (strncmp(at, name, n) == 0 && strchr(" \t-%", at[n]) && end) {
            *behind = end + 2;
            return s;
        }
    }
    return NULL;
}

static void liquid_add_include(struct marks *m, const struct shortcode *s)
{
    const char *file = shortcode_parameter(s, "");
    const char *src =
        shortcode_parameter_of(s, " src image_path image img url path filename file image_url ");
    const char *alt = shortcode_parameter_of(s, " alt title ");
    const char *caption = shortcode_parameter_of(s, " caption description ");
    const char *id = shortcode_parameter_of(s, " id youtubeId youtube_id video_id ");
    bool video =
        strcasestr(file, "youtube") || strcasestr(file, "vimeo") || strcasestr(file, "video");
    bool picture = strcasestr(file, "fig") || strcasestr(file, "im") || strcasestr(file, "pic") ||
                   strcasestr(file, "photo");
    bool vimeo =
        strcasestr(file, "vimeo") || strcmp(shortcode_parameter(s, "provider"), "vimeo") == 0;
    if (video && *id)
        marks_add_video(m, vimeo ? "vimeo" : "youtube", id, shortcode_parameter(s, "title"));
    else if (picture && *src)
        marks_add_picture(m, src, alt, caption);
    else
        marks_count(m, arena_printf(m->arena, "{%% include %.*s %%}", NAME_SHOWN, file));
}

/* {% highlight go %} … {% endhighlight %} and its like. NULL: its end tag is missing. */
static const char *liquid_take_pair(struct marks *m, const struct shortcode *s, const char *behind)
{
    const char *after;
    const char *end = liquid_find_tag(behind, arena_printf(m->arena, "end%s", s->name), &after);
    if (!end)
        return NULL;
    if (strcmp(s->name, "raw") == 0 || strcmp(s->name, "verbatim") == 0) {
        buf_add(m->out, behind, (size_t)(end - behind));
    } else if (strcmp(s->name, "comment") != 0) {
        const char *language = shortcode_parameter(s, "");
        if (strncmp(language, "lang:", 5) == 0)
            language += 5;
        marks_add_code(m, language, behind, (size_t)(end - behind));
    }
    return after;
}

static void liquid_add_tag(struct marks *m, const struct shortcode *s)
{
    const char *first = shortcode_parameter(s, "");
    if (shortcode_name_is(s->name, " include include_relative include_cached render "))
        liquid_add_include(m, s);
    else if (shortcode_name_is(s->name, " post_url link "))
        marks_add_reference(m, first);
    else if (shortcode_name_is(s->name, " youtube vimeo "))
        marks_add_video(m, s->name, first, shortcode_parameter(s, "title"));
    else if (shortcode_name_is(s->name, " img image figure ") && strchr(first, '.'))
        marks_add_picture(m, first, shortcode_parameter(s, "alt"),
                          shortcode_parameter_of(s, " caption title "));
    else if (strcmp(s->name, "gist") == 0 && *first)
        marks_add_link(m, "Gist", arena_printf(m->arena, "https://gist.github.com/%s", first));
    else if (strncmp(s->name, "end", 3) != 0 && strcmp(s->name, "else") != 0)
        marks_count(m, arena_printf(m->arena, "{%% %.*s %%}", NAME_SHOWN, s->name));
}

static size_t liquid_take_tag(struct marks *m, const char *at)
{
    const char *end = shortcode_find_near(at + 2, "%}", TAG_MAX);
    struct shortcode s;
    if (!end)
        return 0;
    const char *from = at + 2 + (at[2] == '-'), *to = end - (end > at + 3 && end[-1] == '-');
    shortcode_read(m->arena, from, to, &s);
    if (!ascii_is_letter(s.name[0]))
        return 0;
    marks_count(m, NULL);
    static const char pairs[] = " highlight codeblock raw verbatim comment ";
    const char *after = shortcode_name_is(s.name, pairs) ? liquid_take_pair(m, &s, end + 2) : NULL;
    if (!after)
        liquid_add_tag(m, &s);
    return (size_t)((after ? after : end + 2) - at);
}

/* ---- {{ … }} --------------------------------------------------------------------------------- */

/* Values that only the site's own templates know. */
static bool output_is_of_a_site(const char *expression)
{
    static const char roots[] =
        " site page post include layout content paginator forloop theme jekyll "
        "collections partial template block super config data assets ";
    char root[32];
    size_t n = strcspn(expression, " .|([");
    if (*expression == '.' || *expression == '$')
        return true;
    if (n == 0 || n >= sizeof root)
        return false;
    memcpy(root, expression, n);
    root[n] = '\0';
    return shortcode_name_is(root, roots);
}

static size_t liquid_take_output(struct marks *m, const char *at)
{
    static const char bases[] =
        " site.baseurl site.url site.base_url site.github.url baseurl base_url "
        ".Site.BaseURL .Site.BaseUrl BASE_PATH root_url ";
    const char *end = shortcode_find_near(at + 2, "}}", OUTPUT_MAX);
    if (!end || memchr(at, '\n', (size_t)(end - at)))
        return 0;
    const char *from = at + 2 + strspn(at + 2, "-{ \t");
    while (end > from && strchr("- \t", end[-1]))
        end--;
    const char *expression = arena_dupn(m->arena, from, (size_t)(end - from));
    size_t n = (size_t)(end - at) + strspn(end, "- \t}");
    const char *name = arena_printf(m->arena, "{{ %.*s }}", NAME_SHOWN,
                                    arena_dupn(m->arena, expression, strcspn(expression, " |")));
    if (*expression == '"' || *expression == '\'') {
        const char *close = strchr(expression + 1, *expression);
        if (!close)
            return 0;
        buf_add(m->out, expression + 1, (size_t)(close - expression - 1));
        marks_count(m, NULL);
        return n;
    }
    if (shortcode_name_is(expression, bases)) {
        marks_count(m, NULL);
        return n;
    }
    if (output_is_of_a_site(expression)) {
        marks_count(m, NULL);
        marks_count(m, name);
        return n;
    }
    /* Perhaps the story is about such marks: it stays, and is told of. */
    buf_add(m->out, at, n);
    marks_count(m, arena_printf(m->arena, "%s (kept)", name));
    return n;
}

size_t liquid_take(struct marks *m, const char *at)
{
    if (at[1] == '%')
        return liquid_take_tag(m, at);
    return at[1] == '{' && at[2] != '<' && at[2] != '%' ? liquid_take_output(m, at) : 0;
}

/* ---- {: … }, {:: … }, {#id} ------------------------------------------------------------------ */

static const char *line_begin(const struct marks *m, const char *at)
{
    while (at > m->text && at[-1] != '\n')
        at--;
    return at;
}

/* Takes back "* TOC", which {:toc} makes a table of contents of. */
static void drop_toc_item(struct marks *m)
{
    static const char *const items[] = {"* TOC\n",
                                        "- TOC\n",
                                        "1. TOC\n",
                                        "* toc\n",
                                        "- toc\n",
                                        "1. toc\n",
                                        "* Table of contents\n"};
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        size_t n = strlen(items[i]);
        if (m->out->len >= n && memcmp(m->out->p + m->out->len - n, items[i], n) == 0) {
            m->out->len -= n;
            m->out->p[m->out->len] = '\0';
            return;
        }
    }
}

/* {::comment} … {:/comment}; of other extensions only the marks go. */
static size_t kramdown_take_extension(struct marks *m, const char *at, const char *end)
{
    marks_count(m, NULL);
    if (strncmp(at, "{::comment}", 11) == 0) {
        const char *close = shortcode_find_near(at, "{:/", SHORTCODE_PAIR_MAX);
        const char *behind = close ? shortcode_find_near(close, "}", 40) : NULL;
        if (behind)
            return (size_t)(behind + 1 - at);
    } else if (at[2] != '/') {
        marks_count(m,
                    arena_dupn(m->arena, at, strcspn(at, " }") + (at[strcspn(at, " }")] == '}')));
    }
    return (size_t)(end + 1 - at);
}

/* Bytes of attributes at `at`, to their bracket; 0 when they are something else. */
static size_t attribute_list_length(const char *at, bool behind_picture)
{
    const char *s = at + 1 + (at[1] == ':');
    s += strspn(s, " ");
    bool begins =
        *s == '#' || *s == '.' || ((at[1] == ':' || behind_picture) && ascii_is_letter(*s));
    if (!begins || !(ascii_is_letter(s[*s == '#' || *s == '.']) || s[1] == '_'))
        return 0;
    size_t n = 1 + strcspn(at + 1, "}\n{");
    return at[n] == '}' ? n + 1 : 0;
}

size_t kramdown_take(struct marks *m, const char *at)
{
    const char *line = line_begin(m, at);
    size_t line_n = strcspn(at, "\n");
    const char *brace = memchr(at, '}', line_n);
    if (m->html)
        return 0;
    if (at[1] == ':' && brace && (at[2] == ':' || at[2] == '/'))
        return kramdown_take_extension(m, at, brace);
    size_t n = attribute_list_length(at, at > m->text && at[-1] == ')');
    if (n == 0)
        return 0;
    bool last = strspn(at + n, " \t") + n == line_n;
    bool alone = last && line + strspn(line, " \t>") == at;
    bool heading = last && (*line == '#' || strncmp(at + line_n, "\n==", 3) == 0 ||
                            strncmp(at + line_n, "\n--", 3) == 0);
    bool behind = at > m->text && strchr(at[1] == ':' ? ")*_`]" : ")", at[-1]);
    bool anchor = last && at[1] == '#';
    if (!alone && !heading && !behind && !anchor && at[1] != ':')
        return 0;
    marks_count(m, NULL);
    if (strncmp(at, "{:toc", 5) == 0 || strncmp(at, "{: toc", 6) == 0)
        drop_toc_item(m);
    const char *as_is = arena_dupn(m->arena, at, n < NAME_SHOWN ? n : NAME_SHOWN);
    marks_count(m, at[1] == '#' ? "{#id}" : at[1] == '.' ? "{.class}" : text_line(m->arena, as_is));
    if (alone && at[line_n] == '\n' && line > m->text && line[-1] == '\n')
        line_n++; /* the line goes with it */
    return alone ? line_n : n;
}
