/* fuzz_frontmatter.c: any bytes as a Markdown file with front matter, and its text on the way to
 * ours. What comes out is valid UTF-8. */
#include "import/body.h"
#include "import/front_matter.h"
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *reference(void *ctx, const char *target)
{
    (void)ctx;
    return strlen(target) % 2 ? "/2013/04/a" : NULL;
}

static const char *picture(void *ctx, struct body_picture *p, const char **caption)
{
    (void)ctx;
    *caption = p->title;
    return strlen(p->src) % 2 ? "/media/2026/01/a-960.jpg" : NULL;
}

static void must_be_text(const char *s)
{
    if (!s || !text_utf8_valid(s, strlen(s)))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct body_hooks hooks = {.reference = reference, .picture = picture};
    struct arena *a = arena_new();
    struct body_counts counts = {0};
    struct front_matter f;
    const char *why = NULL;
    if (front_matter_parse(a, (const char *)data, size, NULL, &f, &why)) {
        must_be_text(f.title);
        must_be_text(f.dek);
        must_be_text(f.hero_file);
        must_be_text(f.review.verdict);
        for (size_t i = 0; i < f.authors.n; i++)
            must_be_text(f.authors.v[i]);
        const char *body = body_convert(a, f.body, &hooks, &counts);
        if (body) /* else it nests too deep, or becomes too long */
            must_be_text(body);
    } else {
        must_be_text(why);
    }
    arena_free(a);
    return 0;
}
