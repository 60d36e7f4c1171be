/* fuzz_typography.c: whatever the text, setting it changes straight marks and nothing else: no tag, no
 * code, no letter; in time that grows as the text does. */
#include "lib/arena.h"
#include "lib/text.h"
#include "lib/typography.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool right)
{
    if (!right)
        abort();
}

/* The text without what setting may take away or put in. */
static const char *without_marks(struct arena *a, const char *s)
{
    static const char *const gone[] = {"&quot;", "&#39;",  "\"",     "'",      "-",      "\u2013",
                                       "\u2014", "\u2018", "\u2019", "\u201A", "\u201C", "\u201D",
                                       "\u201E", "\u00AB", "\u00BB", "\u202F", "\u2039", "\u203A"};
    char *out = arena_dup(a, s), *o = out;
    while (*s) {
        size_t i = 0, count = sizeof gone / sizeof *gone;
        while (i < count && strncmp(s, gone[i], strlen(gone[i])) != 0)
            i++;
        if (i < count)
            s += strlen(gone[i]);
        else
            *o++ = *s++;
    }
    *o = '\0';
    return out;
}

static void must_be_the_same_words(struct arena *a, const char *set, const char *typed)
{
    must(text_utf8_valid(set, strlen(set)));
    must(strcmp(without_marks(a, set), without_marks(a, typed)) == 0);
}

/* Each tag is there, byte for byte. */
static void must_have_tags(const char *set, const char *typed)
{
    for (const char *tag = typed; (tag = strchr(tag, '<'));) {
        size_t len = strcspn(tag, ">'\"");
        set = strchr(set, '<');
        must(set && strncmp(set, tag, len) == 0);
        set += len > 0 ? len : 1;
        tag += len > 0 ? len : 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const langs[] = {"en", "fr", "de", "sv", "he", "zh", "nl", "de-CH"};
    struct typography t;
    if (n < 1 || n > 4096 || !typography_of(langs[data[0] % 8], &t))
        return 0;
    struct arena *a = arena_new();
    const char *s = text_utf8_repair(a, (const char *)data + 1, n - 1);
    must_be_the_same_words(a, typography_text(a, &t, s), s);
    const char *html = typography_html(a, &t, s);
    must_be_the_same_words(a, html, s);
    must_have_tags(html, s);
    must_be_the_same_words(a, typography_plain(a, &t, s, html), s);
    arena_free(a);
    return 0;
}
