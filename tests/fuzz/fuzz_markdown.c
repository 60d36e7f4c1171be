/* fuzz_markdown.c: whatever an editor writes, the HTML has our tags alone, and they balance. */
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/markdown.h"
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define OPEN_MAX_TAGS 256

struct tags {
    const char *open[OPEN_MAX_TAGS];
    size_t n;
};

static void must(bool right)
{
    if (!right)
        abort();
}

static bool is_name(const char *tag, const char *name)
{
    size_t n = strlen(name);
    return strncmp(tag, name, n) == 0 && strchr(" >", tag[n]) != NULL;
}

static bool is_void(const char *tag)
{
    return is_name(tag, "br") || is_name(tag, "hr") || is_name(tag, "img") ||
           is_name(tag, "source");
}

static const char *known_tag(const char *tag)
{
    static const char *const names[] = {
        "p",          "h2",     "h3",         "h4",     "h5",  "h6",     "ul",     "ol",  "li",
        "table",      "thead",  "tbody",      "tr",     "th",  "td",     "div",    "pre", "code",
        "em",         "strong", "del",        "a",      "br",  "hr",     "figure", "img", "picture",
        "figcaption", "span",   "blockquote", "source", "sup", "section"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_name(tag, names[i]))
            return names[i];
    abort();
}

/* Attributes are ` name="value"`, with names of ours and no address with a script. */
static const char *check_attributes(const char *p)
{
    static const char *const names[] = {
        " id=\"",      " class=\"",    " href=\"",       " title=\"",  " src=\"",
        " srcset=\"",  " sizes=\"",    " width=\"",      " height=\"", " alt=\"",
        " type=\"",    " start=\"",    " scope=\"",      " role=\"",   " tabindex=\"",
        " loading=\"", " decoding=\"", " aria-label=\"", " dir=\"",    " value=\""};
    while (*p == ' ') {
        size_t i = 0;
        while (strncmp(p, names[i], strlen(names[i])) != 0)
            must(++i < sizeof names / sizeof *names);
        p += strlen(names[i]);
        if (strcmp(names[i], " href=\"") == 0)
            must(*p == '#' || (*p == '/' && p[1] != '/') || strncasecmp(p, "http://", 7) == 0 ||
                 strncasecmp(p, "https://", 8) == 0 || strncasecmp(p, "mailto:", 7) == 0 ||
                 strncasecmp(p, "tel:", 4) == 0);
        size_t value = strcspn(p, "\"<>");
        must(p[value] == '"');
        p += value + 1;
    }
    must(*p == '>');
    return p + 1;
}

static bool is_open(const struct tags *tags, const char *name)
{
    for (size_t i = 0; i < tags->n; i++)
        if (strcmp(tags->open[i], name) == 0)
            return true;
    return false;
}

/* No link in a link, and nothing but phrases in what holds phrases. */
static void check_place(const struct tags *tags, const char *name)
{
    static const char *const phrases[] = {"em",   "strong", "del",     "a",      "br", "img",
                                          "code", "span",   "picture", "source", "sup"};
    if (strcmp(name, "a") == 0)
        must(!is_open(tags, "a"));
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (strcmp(name, phrases[i]) == 0)
            return;
    must(!is_open(tags, "p") && !is_open(tags, "pre") && !is_open(tags, "h2") &&
         !is_open(tags, "td") && !is_open(tags, "th") && !is_open(tags, "em") &&
         !is_open(tags, "strong") && !is_open(tags, "a") && !is_open(tags, "del"));
}

static void check_html(const char *p)
{
    struct tags tags = {.n = 0};
    while ((p = strchr(p, '<')) != NULL) {
        bool end = p[1] == '/';
        p += end ? 2 : 1;
        const char *name = known_tag(p);
        if (end) {
            must(tags.n > 0 && tags.open[--tags.n] == name);
        } else if (!is_void(p)) {
            check_place(&tags, name);
            must(tags.n < OPEN_MAX_TAGS);
            tags.open[tags.n++] = name;
        }
        p = check_attributes(p + strlen(name));
    }
    must(tags.n == 0);
}

static bool find_image(void *ctx, const char *src, struct markdown_image *out)
{
    (void)ctx;
    *out = (struct markdown_image){.src = src, .srcset = src, .width = 3, .height = 2};
    if (strchr(src, 'c') != NULL)
        out->credit = src;
    if (strchr(src, 'w') != NULL)
        out->webp = src;
    return *src == '/';
}

/* No word is in the public Markdown that is not in the page: letters in a row, as long as none of our own marks has. */
static void check_public(struct arena *a, const char *md, const struct markdown_options *opt,
                         const char *html)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const struct markdown_public public = {"", "", ""};
    const char *page = text_decode_entities(a, html), *text = text_strip_html(a, html);
    struct buf out;
    buf_init(&out, 12u << 20);
    must(markdown_public(md, strlen(md), opt, &public, &out) == MARKDOWN_OK);
    for (const char *s = out.p ? out.p : ""; *s != '\0';) {
        size_t n = strspn(s, letters);
        const char *word = arena_dupn(a, s, n);
        must(n <= strlen("Credit") || strstr(page, word) || strstr(text, word));
        s += n + strcspn(s + n, letters);
    }
    buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const struct markdown_source sources[] = {{"a", "http://a"}, {"b", ""}};
    struct markdown_stats stats;
    struct buf html, plain;
    struct arena *a = arena_new();
    const struct markdown_options opt = {
        .image = find_image, .sources = sources, .n_sources = 2, .rtl = n % 2 == 1, .arena = a};
    const char *md = text_utf8_repair(a, (const char *)data, n);
    buf_init(&html, 4u << 20);
    buf_init(&plain, 4u << 20);
    enum markdown_status status = markdown_render(md, strlen(md), &opt, &html, &plain, &stats);
    must(status < MARKDOWN_STATUS_MAX);
    if (status == MARKDOWN_OK) {
        must(text_utf8_valid(html.p, html.len) && text_utf8_valid(plain.p, plain.len));
        must(stats.words == text_count_words(plain.p));
        must(!strstr(html.p, "\uFDD0") && !strstr(html.p, "\uFDD1"));
        must(stats.nowhere.n <= MARKDOWN_NOWHERE_MAX && stats.nowhere.n <= stats.nowhere_n);
        check_html(html.p);
        check_public(a, md, &opt, html.p);
    }
    buf_free(&html);
    buf_free(&plain);
    arena_free(a);
    return 0;
}
