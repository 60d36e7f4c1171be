/* fuzz_html.c: any bytes as HTML, as a document, and as Markdown with HTML in it. What comes out is
 * valid UTF-8, and the renderer takes it. */
#include "import/body.h"
#include "import/html_to_markdown.h"
#include "lib/markdown.h"
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_render(const char *md)
{
    struct buf html;
    size_t n = strlen(md);
    if (!text_utf8_valid(md, n))
        abort();
    buf_init(&html, 16 * (size_t)MARKDOWN_MAX);
    enum markdown_status st = markdown_render(md, n, NULL, &html, NULL, NULL);
    if (st != MARKDOWN_OK && st != MARKDOWN_TOO_LONG && st != MARKDOWN_FAILED)
        abort();
    if (st == MARKDOWN_OK && !text_utf8_valid(html.p, html.len))
        abort();
    buf_free(&html);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct body_counts counts = {.marks = json_object(), .file = "a.mdx"};
    const struct body_hooks hooks = {0};
    const char *text = text_utf8_repair(a, (const char *)data, size);
    struct html_document d;
    struct buf out;
    buf_init(&out, SIZE_MAX - 1);
    if (html_to_markdown(a, text, strlen(text), size % 2 ? HTML_LINES_BREAK : HTML_LINES_FLOW, &out,
                         &counts))
        must_render(out.p);
    if (body_convert_document(a, text, "", &hooks, &counts, &d))
        must_render(d.body);
    const char *body = body_convert(a, text, &hooks, &counts);
    if (body)
        must_render(body);
    buf_free(&out);
    json_decref(counts.marks);
    arena_free(a);
    return 0;
}
