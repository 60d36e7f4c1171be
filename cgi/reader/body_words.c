/* body_words.c: our own words within a story's body, in the paper's language.
 *
 * The body is rendered when it is saved, by code that knows no languages and writes them in English:
 * the label of a picture's credit, a table's name, what a video's card is, the name of the notes and of their ways back. They are translated as the page is read, so
 * that a change of the locale shows at the next request, in old stories too. No text of an author
 * can be taken for one of them: its "<" is written as a reference. */
#include "reader.h"

#include "lib/markdown.h"

#include <stdlib.h>
#include <string.h>

static bool starts_with(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

static void add_message(struct page *p, struct buf *out, const char *english, const char *name,
                        const char *value_html)
{
    struct arena *a = p->req->arena;
    const char *word = app_word(p->app, english);
    struct strlist values = {0};
    struct buf escaped;
    buf_init(&escaped, RES_BODY_MAX);
    buf_add_html(&escaped, word, strlen(word));
    strlist_add(a, &values, name);
    strlist_add(a, &values, value_html);
    buf_adds(out, escaped.failed ? value_html : language_put(a, escaped.p, &values));
    buf_free(&escaped);
}

/* Each is given what follows the mark, adds it translated, and returns what follows that. */
static const char *add_credit(struct page *p, struct buf *out, const char *s)
{
    const char *end = strstr(s, "</span>");
    size_t n = end ? (size_t)(end - s) : strlen(s);
    buf_adds(out, MARKDOWN_CREDIT);
    add_message(p, out, WORD("Credit: %CREDIT%"), "CREDIT", arena_dupn(p->req->arena, s, n));
    return s + n;
}

/* A name that has a number when there are several. */
static const char *add_name(struct page *p, struct buf *out, const char *s, const char *one,
                            const char *several)
{
    char *end;
    long number = strtol(s, &end, 10);
    if (end == s)
        add_message(p, out, one, "", "");
    else
        add_message(p, out, several, "NUMBER",
                    language_number(p->app->language, p->req->arena, number));
    return end;
}

static const char *add_table_name(struct page *p, struct buf *out, const char *s)
{
    buf_adds(out, MARKDOWN_TABLE);
    return add_name(p, out, s, WORD("Table"), WORD("Table %NUMBER%"));
}

static const char *add_way_back(struct page *p, struct buf *out, const char *s)
{
    buf_adds(out, MARKDOWN_BACK);
    return add_name(p, out, s, WORD("Back to the text"),
                    WORD("Back to place %NUMBER% in the text"));
}

static const char *add_notes_name(struct page *p, struct buf *out, const char *s)
{
    buf_adds(out, MARKDOWN_NOTES);
    add_message(p, out, WORD("Notes"), "", "");
    return s;
}

static const char *add_video(struct page *p, struct buf *out, const char *s)
{
    buf_adds(out, MARKDOWN_VIDEO);
    add_message(p, out, WORD("Video:"), "", "");
    return s;
}

static const struct {
    const char *mark; /* what a word of ours stands behind, with the word */
    const char *(*add)(struct page *p, struct buf *out, const char *s);
} marks[] = {
    {MARKDOWN_CREDIT MARKDOWN_CREDIT_LABEL, add_credit},
    {MARKDOWN_TABLE MARKDOWN_TABLE_LABEL, add_table_name},
    {MARKDOWN_NOTES MARKDOWN_NOTES_LABEL, add_notes_name},
    {MARKDOWN_BACK MARKDOWN_BACK_LABEL, add_way_back},
    {MARKDOWN_VIDEO MARKDOWN_VIDEO_LABEL, add_video},
};

static void add_translated(struct page *p, struct buf *out, const char *s)
{
    while (*s) {
        size_t text = strcspn(s, "<\"");
        buf_add(out, s, text);
        s += text;
        size_t i = 0, n = sizeof marks / sizeof *marks;
        while (i < n && !starts_with(s, marks[i].mark))
            i++;
        if (i < n)
            s = marks[i].add(p, out, s + strlen(marks[i].mark));
        else if (*s)
            buf_addc(out, *s++);
    }
}

static bool has_words(const char *html)
{
    return strstr(html, MARKDOWN_CREDIT) || strstr(html, MARKDOWN_TABLE) ||
           strstr(html, MARKDOWN_NOTES) || strstr(html, MARKDOWN_BACK) ||
           strstr(html, MARKDOWN_VIDEO);
}

const char *body_words(struct page *p, const char *html)
{
    struct buf out;
    if (!language_has_words(p->app->language) || !has_words(html))
        return html;
    buf_init(&out, RES_BODY_MAX);
    add_translated(p, &out, html);
    const char *said = out.failed ? html : arena_dupn(p->req->arena, out.p, out.len);
    buf_free(&out);
    return said;
}

void body_fill(struct page *p, struct tpl_dict *d, const char *html)
{
    tpl_set(d, "BODY_HTML", body_words(p, html));
}
