/* fuzz_multipart.c: the first line is the Content-Type, the rest the body. */
#include "cgi/multipart.h"
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
    if (multipart_parse(a, type, body, n, &form, &files) == FORM_OK)
        check(&form, &files, body, n);
    free(body);
    arena_free(a);
    return 0;
}
