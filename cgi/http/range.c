/* range.c: see range.h. */
#include "range.h"

#include "lib/ascii.h"

#include <stdbool.h>
#include <string.h>

/* Digits, at most 18; *s moves behind them. False: there are none, or too many. */
static bool range_number(const char **s, int64_t *out)
{
    int digits = 0;
    *out = 0;
    for (; ascii_is_digit((unsigned char)**s); (*s)++) {
        if (++digits > 18)
            return false;
        *out = *out * 10 + (**s - '0');
    }
    return digits > 0;
}

/* "-500": the last so many bytes. */
static enum range range_of_end(const char *s, int64_t size, int64_t *first, int64_t *n)
{
    int64_t last;
    if (!range_number(&s, &last) || *s)
        return RANGE_WHOLE;
    if (last == 0 || size == 0)
        return RANGE_BEYOND;
    *n = last < size ? last : size;
    *first = size - *n;
    return RANGE_PART;
}

enum range range_parse(const char *value, int64_t size, int64_t *first, int64_t *n)
{
    static const char unit[] = "bytes=";
    if (!value || strncmp(value, unit, strlen(unit)) != 0)
        return RANGE_WHOLE;
    const char *s = value + strlen(unit);
    int64_t last = size - 1;
    if (*s == '-')
        return range_of_end(s + 1, size, first, n);
    if (!range_number(&s, first) || *s++ != '-' ||
        (*s && (!range_number(&s, &last) || *s || last < *first)))
        return RANGE_WHOLE;
    if (*first >= size)
        return RANGE_BEYOND;
    *n = (last < size ? last : size - 1) - *first + 1;
    return RANGE_PART;
}
