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
    bool good = document && add(w, document) && !w->html.failed;
    json_decref(document);
    if (!good) {
        note_fault(w->notes, "its %s cannot be read; its HTML was taken", key);
        buf_clear(&w->html);
        w->n_parts = 0;
    }
    return good;
}

void ghost_text_take(struct ghost_writer *w, const json_t *post)
{
    const char *html = ghost_text(w->a, post, "html");
    const char *markdown = ghost_text(w->a, post, "markdown");
    buf_init(&w->html, TEXT_MAX);
    if (!ghost_take_document(w, post, "lexical", ghost_lexical_add) &&
        !ghost_take_document(w, post, "mobiledoc", ghost_mobiledoc_add)) {
        if (*html)
            ghost_raw(w, html);
        else if (*markdown)
            ghost_markdown(w, markdown);
        else
            ghost_escaped(w, ghost_text(w->a, post, "plaintext"));
    }
    ghost_end_html(w);
    buf_free(&w->html);
}
