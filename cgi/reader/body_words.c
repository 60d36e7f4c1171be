/* body_words.c: our own words within a story's body, in the paper's language.
 *
 * The body is rendered when it is saved, by code that knows no languages and writes them in English:
 * the label of a picture's credit and a table's name. They are translated as the page is read, so
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

/* Both are given what follows the mark, add it translated, and return what follows that. */
static const char *add_credit(struct page *p, struct buf *out, const char *s)
{
    const char *end = strstr(s, "</span>");
    size_t n = end ? (size_t)(end - s) : strlen(s);
    buf_adds(out, MARKDOWN_CREDIT);
    add_message(p, out, WORD("Credit: %CREDIT%"), "CREDIT", arena_dupn(p->req->arena, s, n));
    return s + n;
}

static const char *add_table_name(struct page *p, struct buf *out, const char *s)
{
    char *end;
    long number = strtol(s, &end, 10);
    buf_adds(out, MARKDOWN_TABLE);
    if (end == s)
        add_message(p, out, WORD("Table"), "", "");
    else
        add_message(p, out, WORD("Table %NUMBER%"), "NUMBER",
                    language_number(p->app->language, p->req->arena, number));
    return end;
}

static void add_translated(struct page *p, struct buf *out, const char *s)
{
    static const char credit[] = MARKDOWN_CREDIT MARKDOWN_CREDIT_LABEL;
    static const char table[] = MARKDOWN_TABLE MARKDOWN_TABLE_LABEL;
    while (*s) {
        size_t text = strcspn(s, "<");
        buf_add(out, s, text);
        s += text;
        if (starts_with(s, credit))
            s = add_credit(p, out, s + sizeof credit - 1);
        else if (starts_with(s, table))
            s = add_table_name(p, out, s + sizeof table - 1);
        else if (*s)
            buf_addc(out, *s++);
    }
}

void body_fill(struct page *p, struct tpl_dict *d, const char *html)
{
    struct buf out;
    if (!language_has_words(p->app->language) ||
        (!strstr(html, MARKDOWN_CREDIT) && !strstr(html, MARKDOWN_TABLE))) {
        tpl_set(d, "BODY_HTML", html);
        return;
    }
    buf_init(&out, RES_BODY_MAX);
    add_translated(p, &out, html);
    tpl_set(d, "BODY_HTML", out.failed ? html : out.p);
    buf_free(&out);
}
