/* ghost_text.c: which of its forms a post's text is taken from, of Lexical, mobiledoc, HTML and
 * Markdown. */
#include "ghost_private.h"

#include "lib/text.h"

#include <string.h>

enum { TEXT_MAX = 4 * 1024 * 1024 };

/* A text that is itself JSON. False: there is none, or it is noted that it cannot be read. */
static bool ghost_take_document(struct ghost_writer *w, const json_t *post, const char *key,
                                bool (*add)(struct ghost_writer *, const json_t *))
{
    const json_t *value = json_object_get(post, key);
    const char *text = json_string_value(value);
    if (!json_is_object(value) && text_blank(text))
        return false;
    json_t *document = text ? json_loadb(text, json_string_length(value), JSON_ALLOW_NUL, NULL)
                            : json_incref((json_t *)value);
    bool good = document && add(w, document) && !w->html.failed && !w->too_long;
    json_decref(document);
    if (!good) {
        note_fault(w->notes, "its %s cannot be read; its HTML was taken", key);
        w->outgrew |= w->html.failed || w->too_long;
        buf_clear(&w->html);
        w->n_parts = 0;
        w->too_long = false;
    }
    return good;
}

/* Adds HTML without the blocks that Ghost has marked as not for every reader. One without an end goes to the text's. */
static void text_add_shown(struct ghost_writer *w, const char *html)
{
    static const char begin[] = "<!--kg-gated-block:begin", end[] = "<!--kg-gated-block:end-->";
    for (const char *at; (at = strstr(html, begin));) {
        size_t head = strcspn(at + 2, ">");
        bool all = !memmem(at, head, "nonMember:false", strlen("nonMember:false"));
        buf_add(&w->html, html, (size_t)(at - html));
        html = all ? at + 2 + head : strstr(at, end);
        if (!all)
            note_fault(w->notes, "a part of its HTML that not every reader may see is left out");
        if (!html)
            return;
        html += all ? *html == '>' : strlen(end);
    }
    ghost_raw(w, html);
}

void ghost_text_take(struct ghost_writer *w, const json_t *post)
{
    const char *html = ghost_text(w->a, post, "html");
    const char *markdown = ghost_text(w->a, post, "markdown");
    buf_init(&w->html, TEXT_MAX);
    if (!ghost_take_document(w, post, "lexical", ghost_lexical_add) &&
        !ghost_take_document(w, post, "mobiledoc", ghost_mobiledoc_add)) {
        if (*html)
            text_add_shown(w, html);
        else if (*markdown)
            ghost_markdown(w, markdown);
        else
            ghost_escaped(w, ghost_text(w->a, post, "plaintext"));
        bool nothing = w->n_parts == 0 && w->html.len == 0;
        w->too_long |= w->outgrew && nothing;
    }
    ghost_end_html(w);
    buf_free(&w->html);
}
