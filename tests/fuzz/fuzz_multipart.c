/* fuzz_multipart.c: the first line is the Content-Type, the rest the body. */
#include "cgi/http/multipart.h"
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct fields *form, const struct uploads *files, const char *body,
                  size_t n)
{
    if (form->n + files->n > MULTIPART_PARTS_MAX)
        abort();
    for (size_t i = 0; i < form->n; i++) {
        if (!text_utf8_valid(form->v[i].value, strlen(form->v[i].value)))
            abort();
    }
    for (size_t i = 0; i < files->n; i++) {
        const struct upload *u = &files->v[i];
        if (u->bytes < body || u->n > n || u->bytes + u->n > body + n ||
            strpbrk(u->filename, "/\\"))
            abort();
    }
}

/* Without its files, however its bytes are cut into pieces, a form has the same text. */
static void check_thin(struct arena *a, const char *type, const char *body, size_t n,
                       const struct fields *form)
{
    struct buf out;
    struct fields thin_form;
    struct uploads thin_files;
    size_t piece = n % 7 + 1;
    buf_init(&out, n + 16);
    struct multipart_strip *t = multipart_strip_new(a, type, &out);
    if (!t)
        abort();
    for (size_t at = 0; at < n; at += piece)
        multipart_strip_add(t, body + at, n - at < piece ? n - at : piece);
    /* Delimiters that are none may confuse it, which ends in a refusal; it never makes text up. */
    if (multipart_strip_end(t) &&
        multipart_parse(a, type, out.p, out.len, &thin_form, &thin_files) == FORM_OK &&
        thin_form.n == form->n) {
        for (size_t i = 0; i < form->n; i++) {
            if (strcmp(thin_form.v[i].name, form->v[i].name) != 0 ||
                strcmp(thin_form.v[i].value, form->v[i].value) != 0)
                abort();
        }
    }
    if (out.len > n + 2)
        abort();
    buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *line = size ? memchr(data, '\n', size) : NULL;
    if (!line)
        return 0;
    struct arena *a = arena_new();
    const char *type = arena_dupn(a, (const char *)data, (size_t)(line - data));
    size_t n = size - (size_t)(line - data) - 1;
    /* A block of its own, so that a read beyond it is seen. */
    char *body = malloc(n ? n : 1);
    struct fields form;
    struct uploads files;
    memcpy(body, line + 1, n);
    if (multipart_parse(a, type, body, n, &form, &files) == FORM_OK) {
        check(&form, &files, body, n);
        check_thin(a, type, body, n, &form);
    }
    free(body);
    arena_free(a);
    return 0;
}
