/* feed_date.c: dates of feeds. What RFC 822 allows and later texts call obsolete is spelled anew, and
 * dateline_from_file reads the rest. */
#include "feed_entry.h"
#include "lib/ascii.h"
#include "lib/text.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 8 };

static size_t date_digits(const char *s)
{
    size_t n = strspn(s, "0123456789");
    return s[n] ? 0 : n;
}

static bool date_letters(const char *s)
{
    for (; *s; s++)
        if (!ascii_is_letter((unsigned char)*s))
            return false;
    return true;
}

/* RFC 5322 4.3: "00" to "49" are of this century, "50" to "99" and three digits count from 1900. */
static const char *date_year(struct arena *a, const char *year)
{
    size_t n = date_digits(year);
    if (n == 2)
        return arena_printf(a, "%s%s", year[0] < '5' ? "20" : "19", year);
    return n == 3 ? arena_printf(a, "%lld", 1900 + strtoll(year, NULL, 10)) : year;
}

/* "UT" is UTC, and so is every military letter: RFC 822 had them the wrong way round, so RFC 5322
 * takes none at its word. */
static const char *date_zone(struct arena *a, const char *zone)
{
    char *upper = arena_dup(a, zone);
    if (!date_letters(zone))
        return zone;
    for (char *c = upper; *c; c++)
        *c = ascii_is_letter((unsigned char)*c) && *c >= 'a' ? (char)(*c - 'a' + 'A') : *c;
    return strcmp(upper, "UT") == 0 || strlen(upper) == 1 ? "GMT" : upper;
}

/* "Fri, 3 Jan 20 10:00 UT" as "3 Jan 2020 10:00 GMT"; anything else as it is. */
static const char *date_modern(struct arena *a, const char *said)
{
    const char *comma = strchr(said, ',');
    const char *rest = comma && comma - said <= 9 ? comma + 1 : said;
    struct strlist words = text_split(a, rest, ' ');
    if (words.n < 3 || words.n > WORDS_MAX || date_digits(words.v[0]) == 0 ||
        date_digits(words.v[0]) > 2 || !ascii_is_letter((unsigned char)words.v[1][0]))
        return said;
    const char *out = arena_printf(a, "%s %s %s", words.v[0], words.v[1], date_year(a, words.v[2]));
    for (size_t i = 3; i < words.n; i++)
        out = arena_printf(a, "%s %s", out, i == 4 ? date_zone(a, words.v[i]) : words.v[i]);
    return out;
}

bool feed_date_read(struct calendar *calendar, struct arena *a, const char *said, int64_t *ms)
{
    bool date_only;
    if (dateline_from_file(calendar, date_modern(a, text_line(a, said)), ms, &date_only) !=
        DATELINE_OK)
        return false;
    *ms = *ms == 0 ? 1 : *ms;
    return true;
}
