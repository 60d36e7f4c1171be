/* fuzz_house_style.c: any rule of a paper's style on any text. The first line is the pattern, the second
 * what to put; a line that begins with / is an expression. */
#include "lib/house_style.h"
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n > 2048)
        return 0;
    struct arena *a = arena_new();
    char *rest = text_utf8_repair(a, (const char *)data, n);
    char *pattern = strsep(&rest, "\n"), *put = rest ? strsep(&rest, "\n") : NULL;
    struct style_rule rule = {
        .is_regex = *pattern == '/', .replacement = put ? put : "", .advice = ""};
    rule.pattern = pattern + rule.is_regex;
    struct style_hits hits = house_style_find(a, &(struct style_rules){&rule, 1}, rest ? rest : "");
    if (hits.n > HOUSE_STYLE_HITS_MAX)
        abort();
    house_style_usable(rule.pattern, rule.is_regex);
    for (size_t i = 0; i < hits.n; i++)
        if (!text_utf8_valid(hits.v[i].found, strlen(hits.v[i].found)) ||
            !text_utf8_valid(hits.v[i].put, strlen(hits.v[i].put)) || !*hits.v[i].found)
            abort();
    arena_free(a);
    return 0;
}
