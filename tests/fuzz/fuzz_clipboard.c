/* fuzz_clipboard.c: any bytes as a clipboard's HTML, and as an address. What comes out is valid UTF-8,
 * and the renderer takes it. */
#include "import/clipboard.h"
#include "lib/clean_url.h"
#include "lib/markdown.h"
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_render(const char *md, size_t n)
{
    struct buf html;
    if (!text_utf8_valid(md, n))
        abort();
    buf_init(&html, 16 * (size_t)MARKDOWN_MAX);
    enum markdown_status st = markdown_render(md, n, NULL, &html, NULL, NULL);
    if (st == MARKDOWN_OK && !text_utf8_valid(html.p, html.len))
        abort();
    buf_free(&html);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    const struct clipboard_place place = {.base_url = "https://paper.example", .notes = 3};
    const char *text = text_utf8_repair(a, (const char *)data, size);
    struct buf out;
    size_t left_out, n = strlen(text);
    buf_init(&out, SIZE_MAX - 1);
    if (clipboard_to_markdown(a, text, n, &place, &out, &left_out))
        must_render(out.p, out.len);
    const char *url = clean_url(a, text);
    if (!text_utf8_valid(url, strlen(url)) || strlen(url) > n)
        abort();
    buf_free(&out);
    arena_free(a);
    return 0;
}
