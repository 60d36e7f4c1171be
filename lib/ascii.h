/* ascii.h: letters and digits of ASCII, whatever the locale of the process says.
 *
 * Where an argument is a uint32_t, c may be a char or a code point: what lies beyond ASCII is no
 * letter and no digit. */
#ifndef DATELINE_ASCII_H
#define DATELINE_ASCII_H

#include <stdbool.h>
#include <stdint.h>

/* 0 to 9. */
static inline bool ascii_is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* A to Z, a to z. */
static inline bool ascii_is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool ascii_is_alnum(uint32_t c)
{
    return ascii_is_letter(c) || ascii_is_digit(c);
}

/* The six of isspace() in the C locale: space, tab, line feed, vertical tab, form feed, return. */
static inline bool ascii_is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A to Z as a to z, everything else as it is. */
static inline char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* 0 to 15 of a hex digit in either case; -1 of anything else. */
static inline int ascii_hex_value(char c)
{
    if (ascii_is_digit(c))
        return c - '0';
    c = ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

#endif
