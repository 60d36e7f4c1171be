/* html_inline.c: the elements within a line of text: links, pictures, code, raised digits, frames. */
#include "html_run.h"

#include "lib/ascii.h"
#include "lib/text.h"

#include <string.h>
#include <strings.h>

/* ---- Links and pictures ---------------------------------------------------------------------- */

const char *html_url(struct html_walk *w, const char *url)
{
    const char *line = text_line(w->arena, url);
    if (strncmp(line, "//", 2) == 0)
        return arena_printf(w->arena, "https:%s", line);
    bool kept = line[0] == '/' || (line[0] == '#' && line[1]) ||
                strncasecmp(line, "http://", 7) == 0 || strncasecmp(line, "https://", 8) == 0 ||
                strncasecmp(line, "mailto:", 7) == 0 || strncasecmp(line, "tel:", 4) == 0;
    return kept ? line : "";
}

static void run_add_link(struct html_run *r, const char *text, const char *url)
{
    struct html_open m = html_run_open(r, HTML_LINK, url);
    html_run_text(r, text, strlen(text));
    html_run_close(r, &m);
}

/* "[text](http…)" at s: its length, or 0. */
static size_t markdown_link_length(const char *s, const char *end, size_t *text)
{
    *text = strcspn(s + 1, "[]\n");
    const char *url = s + 1 + *text;
    if (*text == 0 || end - url < 10 || url[0] != ']' || url[1] != '(')
        return 0;
    size_t n = strcspn(url + 2, " \t\n()<>");
    bool web = strncmp(url + 2, "http://", 7) == 0 || strncmp(url + 2, "https://", 8) == 0;
    return web && url + 2 + n < end && url[2 + n] == ')' ? (size_t)(url + 3 + n - s) : 0;
}

/* "**text**", "*text*" or "_text_" at s, with what is before it: its length, or 0. */
static size_t markdown_mark_length(const char *s, uint32_t before, const char *end, size_t *mark)
{
    enum { FAR = 1000 };
    const char limit[] = {*s, '\n', '\0'};
    *mark = end - s > 2 && s[1] == s[0] ? 2 : 1;
    const char *text = s + *mark;
    size_t n = strcspn(text, limit);
    const char *close = text + n, *behind = close + *mark;
    bool closed = n > 0 && n < FAR && behind <= end && memcmp(close, s, *mark) == 0;
    return (*s == '*' || *mark == 1) && closed && !ascii_is_space(*text) &&
                   !ascii_is_space(close[-1]) && html_char_class(before) != CHAR_WORD &&
                   (*mark == 2 || html_char_class(html_char_at(behind, end)) != CHAR_WORD)
               ? (size_t)(behind - s)
               : 0;
}

/* Writers who put HTML into Markdown go on with both: what can be nothing else is taken so. */
static size_t run_take_markdown(struct html_run *r, const char *s, uint32_t before, const char *end)
{
    struct arena *a = r->walk->arena;
    size_t n, length = *s == '[' ? markdown_link_length(s, end, &n) : 0;
    if (length > 0) {
        run_add_link(r, arena_dupn(a, s + 1, n), arena_dupn(a, s + n + 3, length - n - 4));
        return length;
    }
    length = *s != '[' ? markdown_mark_length(s, before, end, &n) : 0;
    if (length > 0) {
        struct html_open m = html_run_open(r, n == 2 ? HTML_STRONG : HTML_EM, "");
        html_run_text_node(r, s + n, length - 2 * n);
        html_run_close(r, &m);
    }
    return length;
}

void html_run_text_node(struct html_run *r, const char *s, size_t n)
{
    const char *end = s + n, *start = s;
    if (!r->walk->mixed) {
        html_run_text(r, s, n);
        return;
    }
    while (s < end) {
        const char *at = s;
        while (at < end && *at != '[' && *at != '*' && *at != '_')
            at++;
        html_run_text(r, s, (size_t)(at - s));
        s = at;
        if (s == end)
            return;
        uint32_t before =
            s > start ? html_char_at(start + html_char_before(start, (size_t)(s - start)), s)
                      : html_run_last_char(r, r->out.len);
        size_t length = run_take_markdown(r, s, r->gap ? 0 : before, end);
        if (length == 0)
            html_run_text(r, s, 1);
        s += length > 0 ? length : 1;
    }
}

/* Where a picture's bytes are: pages that load them late name a place holder first. */
static const char *picture_source(const struct html_node *img)
{
    static const char *const names[] = {"src", "data-src", "data-lazy-src", "data-original"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *src = html_attribute(img, names[i]);
        if (*src && strncmp(src, "data:", 5) != 0)
            return src;
    }
    return "";
}

/* A picture of one pixel counts readers, and shows them nothing. */
static bool picture_is_pixel(const struct html_node *img)
{
    const char *width = html_attribute(img, "width");
    return (*width == '0' || *width == '1') && (!width[1] || strcasecmp(width + 1, "px") == 0);
}

void html_run_picture(struct html_run *r, const struct html_node *img, const char *caption)
{
    struct arena *a = r->walk->arena;
    const char *src = text_line(a, picture_source(img));
    const char *alt = text_line(a, html_attribute(img, "alt"));
    const char *title = text_line(a, caption ? caption : html_attribute(img, "title"));
    if (!*src || picture_is_pixel(img)) {
        html_count(r->walk, img, NULL);
        return;
    }
    html_run_settle_gap(r);
    buf_adds(&r->out, "![");
    html_run_escaped(r, alt, "\\`*_[]<>&~|!");
    buf_adds(&r->out, "](");
    html_add_url(&r->out, src);
    if (*title) {
        buf_adds(&r->out, " \"");
        html_run_escaped(r, title, r->place == HTML_IN_CELL ? "\\\"&|`" : "\\\"&`");
        buf_addc(&r->out, '"');
    }
    buf_addc(&r->out, ')');
}

/* ---- Elements -------------------------------------------------------------------------------- */

static bool script_is_ordinal(const char *text)
{
    static const char names[] = " st nd rd th er re e me eme ère ème o a os as de ste te ";
    return html_name_is(text, strlen(text), names);
}

/* ² and ₂ are characters; of others, what a person would type stands for them: 10^(n+1). */
static void run_add_script(struct html_run *r, const struct html_node *node)
{
    struct arena *a = r->walk->arena;
    const char *text = text_line(a, html_text(a, node));
    char script = html_is(node, " sup ") ? '^' : '_', outer = r->script;
    bool behind_word = !r->gap && html_char_class(html_run_last_char(r, r->out.len)) == CHAR_WORD;
    if (outer || html_script_has_form(text, script)) {
        r->script = outer ? outer : script;
        html_run_add_children(r, node);
        r->script = outer;
        return;
    }
    if (script == '^' && (strcasecmp(text, "tm") == 0 || strcasecmp(text, "sm") == 0)) {
        const char *sign = strcasecmp(text, "tm") == 0 ? "™" : "℠";
        html_run_text(r, sign, strlen(sign));
        return;
    }
    bool plain = !behind_word || script_is_ordinal(text) || strpbrk(text, " []") ||
                 html_char_class(html_char_at(text, text + strlen(text))) != CHAR_WORD;
    size_t length = text_length(text);
    bool sign = strspn(text, "+-") == 1 && ascii_is_alnum(text[1]);
    if (plain && !(behind_word && sign)) {
        html_run_add_children(r, node);
        return;
    }
    html_run_text(r, &script, 1);
    if (length > 1)
        html_run_text(r, "(", 1);
    html_run_add_children(r, node);
    if (length > 1)
        html_run_text(r, ")", 1);
}

static void run_add_quotation(struct html_run *r, const struct html_node *node)
{
    bool inner = false;
    for (const struct html_node *p = node->parent; p && !inner; p = p->parent)
        inner = html_is(p, " q ");
    html_run_text(r, inner ? "'" : "\"", 1);
    html_run_add_children(r, node);
    html_run_settle_gap(r);
    html_run_text(r, inner ? "'" : "\"", 1);
}

static void run_add_ruby(struct html_run *r, const struct html_node *ruby)
{
    bool brackets = html_find((struct html_node *)ruby, " rp ");
    for (const struct html_node *child = ruby->first; child; child = child->next) {
        bool bare = html_is(child, " rt ") && !brackets;
        html_run_text(r, "(", bare);
        html_run_add(r, child);
        html_run_text(r, ")", bare);
    }
}

static bool is_youtube(const char *url)
{
    return strstr(url, "youtube.com/") || strstr(url, "youtube-nocookie.com/") ||
           strstr(url, "youtu.be/");
}

/* Other sites' frames and films: a link is as near as a story comes. */
static void run_add_embedded(struct html_run *r, const struct html_node *node)
{
    static const char *const names[] = {"src", "data-src", "data", "data-lazy-src"};
    struct html_walk *w = r->walk;
    const char *url = "";
    for (size_t i = 0; i < sizeof names / sizeof names[0] && !*url; i++)
        url = html_url(w, html_attribute(node, names[i]));
    for (const struct html_node *s = node->first; s && !*url; s = s->next)
        if (html_is(s, " source embed "))
            url = html_url(w, html_attribute(s, "src"));
    html_count(w, node, *url ? "a link" : NULL);
    const char *title = text_line(w->arena, html_attribute(node, "title"));
    const char *video = strstr(url, "/embed/");
    if (is_youtube(url) && video && !strstr(video, "videoseries")) {
        const char *id = arena_dupn(w->arena, video + 7, strcspn(video + 7, "?&/\"<>() "));
        run_add_link(r, *title ? title : "YouTube",
                     arena_printf(w->arena, "https://www.youtube.com/watch?v=%s", id));
    } else if (*url) {
        run_add_link(r, *title ? title : url, url);
    } else if (html_is(node, " object ")) {
        html_run_add_children(r, node);
    }
}

/* A gist is a script that writes; the page that it writes from can be linked to. */
static void run_add_script_element(struct html_run *r, const struct html_node *node)
{
    const char *src = html_url(r->walk, html_attribute(node, "src"));
    const char *js = strstr(src, ".js");
    bool gist = strncmp(src, "https://gist.github.com/", 24) == 0 && js;
    html_count(r->walk, node, gist ? "a link" : NULL);
    if (gist) {
        const char *page = arena_dupn(r->walk->arena, src, (size_t)(js - src));
        run_add_link(r, page, page);
    }
}

/* No text. */
static const char void_of_text[] =
    " meta link base title head col colgroup param source track wbr area ";
/* None that readers are meant to see. */
static const char silent[] = " style template noscript svg canvas select datalist textarea input "
                             "button progress meter dialog map frameset ";
/* Said in no other way than by their text. */
static const char plain[] =
    " span font small big label time bdi bdo abbr acronym data output rb rtc "
    "rt rp nobr legend html body address ";

/* Of Ghost's cards as pages and feeds have them: players, forms, and what only repeats where a link leads. */
static bool silent_is_card(const struct html_node *node)
{
    static const char *const parts[] = {"kg-audio-thumbnail",        "kg-audio-player",
                                        "kg-video-player-container", "kg-bookmark-thumbnail",
                                        "kg-bookmark-metadata",      "kg-bookmark-description",
                                        "kg-file-card-metadata",     "kg-signup-card"};
    const char *classes = html_attribute(node, "class");
    for (size_t i = 0; i < sizeof parts / sizeof *parts && strstr(classes, "kg-"); i++) {
        const char *at = strstr(classes, parts[i]);
        if (at && (at == classes || at[-1] == ' ') && strchr(" ", at[strlen(parts[i])]))
            return true;
    }
    return false;
}

bool html_is_silent(const struct html_node *node)
{
    return html_is(node, silent) || (html_is(node, " div ") && silent_is_card(node));
}

bool html_is_plain(const struct html_node *node)
{
    return html_is(node, plain);
}

/* "<https://e.org/>", which is a link in Markdown, or a word in angle brackets: "<your name>". */
static void run_add_odd(struct html_run *r, const struct html_node *node)
{
    size_t n = strlen(node->odd);
    const char *inside = arena_dupn(r->walk->arena, node->odd + 1, n > 2 ? n - 2 : 0);
    if (text_is_http_url(inside)) {
        run_add_link(r, inside, inside);
    } else {
        html_run_text(r, node->odd, n);
        html_count(r->walk, node, "as text");
    }
    html_run_add_children(r, node);
}

void html_run_add(struct html_run *r, const struct html_node *node)
{
    struct html_walk *w = r->walk;
    enum html_mark mark = html_mark_of(node);
    if (node == w->skip || node == w->caption || node == w->omitted)
        return;
    if (node->piece) {
        html_run_piece(r, node->piece);
    } else if (!*node->name) {
        if (r->place == HTML_IN_CODE)
            html_run_code(r, node->text);
        else
            html_run_text_node(r, node->text, strlen(node->text));
    } else if (mark != HTML_MARK_MAX) {
        const char *url = mark == HTML_LINK ? html_url(w, html_attribute(node, "href")) : "";
        w->counts->raw_html++;
        if (mark == HTML_LINK && !*url && *html_attribute(node, "href"))
            html_count(w, node, NULL);
        struct html_open m = html_run_open(r, mark, url);
        html_run_add_children(r, node);
        html_run_close(r, &m);
    } else if (html_is(node, " code kbd samp tt ")) {
        enum html_place outer = r->place;
        w->counts->raw_html++;
        if (!html_find((struct html_node *)node, " a img ")) {
            html_meet_pieces(w, node);
            html_run_code(r, html_text(w->arena, node));
            return;
        }
        r->place = HTML_IN_CODE;
        html_run_add_children(r, node);
        r->place = outer;
    } else if (!html_is(node, void_of_text)) {
        w->counts->raw_html++;
        if (html_is(node, " br "))
            html_run_break(r);
        else if (html_is(node, " img "))
            html_run_picture(r, node, NULL);
        else if (html_is(node, " sup sub "))
            run_add_script(r, node);
        else if (html_is(node, " q "))
            run_add_quotation(r, node);
        else if (html_is(node, " ruby "))
            run_add_ruby(r, node);
        else if (html_is(node, " script "))
            run_add_script_element(r, node);
        else if (html_is(node, " iframe embed object video audio frame "))
            run_add_embedded(r, node);
        else if (html_is(node, silent))
            html_count(w, node, NULL);
        else if (node->odd && !strchr(node->name, '-') && !node->holds_block)
            run_add_odd(r, node);
        else {
            if (!html_is(node, plain) && !node->holds_block && !html_is(node, " picture "))
                html_count(w, node, "its text");
            html_run_add_children(r, node);
        }
    }
}

/* Blocks in a place that has room for one line only: a break parts them. */
void html_run_add_children(struct html_run *r, const struct html_node *node)
{
    for (const struct html_node *child = node->first; child; child = child->next) {
        bool block = child->holds_block;
        if (block && !html_run_at_line_start(r) && !html_run_ends_with(r, "<br>"))
            html_run_break(r);
        if (html_is(child, " li "))
            html_run_text(r, "• ", strlen("• "));
        html_run_add(r, child);
        if (block && child->next && !html_run_at_line_start(r) && !html_run_ends_with(r, "<br>"))
            html_run_break(r);
    }
}

void html_count(struct html_walk *w, const struct html_node *node, const char *kept)
{
    body_count(w->counts, kept ? arena_printf(w->arena, "<%.40s> (%s)", node->name, kept)
                               : arena_printf(w->arena, "<%.40s>", node->name));
}
