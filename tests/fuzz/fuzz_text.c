/* fuzz_text.c: whatever bytes come in, text stays UTF-8, lines stay lines, slugs stay slugs. */
#include "lib/arena.h"
#include "lib/diff.h"
#include "lib/slug.h"
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool right)
{
    if (!right)
        abort();
}

static void must_be_utf8(const char *s)
{
    must(text_utf8_valid(s, strlen(s)));
}

static void check_lines(struct arena *a, const char *s)
{
    const char *line = text_line(a, s), *lines = text_lines(a, s);
    must_be_utf8(line);
    must_be_utf8(lines);
    must(strpbrk(line, "\r\n\t\v\f") == NULL && strstr(line, "  ") == NULL);
    must(strchr(lines, '\r') == NULL);
    must((*line == '\0') == text_blank(s));
    must(strcmp(text_line(a, line), line) == 0);
    must(strcmp(text_lines(a, lines), lines) == 0);
}

static void check_words(struct arena *a, const char *s)
{
    must(text_count_words(s) <= text_length(s));
    for (size_t max = 0; max < 40; max += 13) {
        const char *excerpt = text_excerpt(a, s, max);
        must(text_length(excerpt) <= max);
        must_be_utf8(excerpt);
    }
}

static void check_slug(struct arena *a, const char *s)
{
    const char *slug = slug_from(a, s);
    must(*slug == '\0' || slug_valid(slug));
}

/* The two halves of the text, as a revision and the next. */
static void check_diff(struct arena *a, const char *s)
{
    struct diff_span *spans;
    size_t n, at = 0, half = strlen(s) / 2;
    diff_words(a, arena_dupn(a, s, half), s + half, &spans, &n);
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(spans[i].text);
        must(len > 0 && (i == 0 || spans[i].op != spans[i - 1].op));
        if (spans[i].op == DIFF_DELETED)
            continue;
        must(strncmp(s + half + at, spans[i].text, len) == 0);
        at += len;
    }
    must(s[half + at] == '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n > 4096)
        return 0;
    struct arena *a = arena_new();
    const char *s = text_utf8_repair(a, (const char *)data, n);
    must_be_utf8(s);
    if (text_utf8_valid((const char *)data, n))
        must(strlen(s) == n && memcmp(s, data, n) == 0);
    must_be_utf8(text_decode_entities(a, s));
    must_be_utf8(text_strip_html(a, s));
    check_lines(a, s);
    check_words(a, s);
    check_diff(a, s);
    if (n % 16 == 0) /* ICU's transliteration takes most of the time */
        check_slug(a, s);
    text_is_email(s);
    text_is_http_url(s);
    arena_free(a);
    return 0;
}
