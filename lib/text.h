/* text.h: UTF-8 text as editors type it and files bring it. */
#ifndef DATELINE_TEXT_H
#define DATELINE_TEXT_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Valid UTF-8 (Unicode 15, table 3-7) without NUL; overlong forms and surrogates are invalid. */
bool text_utf8_valid(const char *s, size_t n);
/* Bytes of the code point that begins at s, which has n bytes; 0 when n is 0 or invalid. */
size_t text_codepoint(const char *s, size_t n, uint32_t *cp);
/* The same bytes with each invalid sequence replaced by U+FFFD and NULs dropped. */
char *text_utf8_repair(struct arena *a, const char *s, size_t n);
/* Number of code points of valid UTF-8. */
size_t text_length(const char *s);
/* At most max bytes of text, never a part of a character. text itself when it is short enough, else
 * in the arena. */
const char *text_cut_bytes(struct arena *a, const char *text, size_t max);
/* The length of the same, of a text of n bytes. */
size_t text_cut_length(const char *text, size_t n, size_t max);

/* One line: controls and runs of white space (Unicode) become one space, ends trimmed. */
char *text_line(struct arena *a, const char *s);
/* Many lines: CRLF and CR become LF, other controls but TAB dropped, trailing space at the end of
 * the text trimmed; nothing else is touched. */
char *text_lines(struct arena *a, const char *s);
/* The non-empty lines of s, each as text_line. */
struct strlist text_split_lines(struct arena *a, const char *s);
/* Splits at the separator, each part as text_line, empty parts left out. */
struct strlist text_split(struct arena *a, const char *s, char separator);
/* NULL or only white space. */
bool text_blank(const char *s);

/* Valid UTF-8 with U+FFFD for each character that XML 1.0 (2.2) has no place for: controls but TAB
 * and line breaks, U+FFFE, U+FFFF. s itself when there is none. */
const char *text_for_xml(struct arena *a, const char *s);

/* Whether a terminal would act on it instead of showing it, or print what stands around it in another
 * order: controls (C0, DEL, C1), line and paragraph separators, marks that turn the direction. */
bool text_is_steering(uint32_t cp);
/* Valid UTF-8 for a terminal: what steers as its code point, "\x1b" or "\u202e", and each byte that
 * is no UTF-8 as "\xff". lines: line breaks and tabs stay. In the arena. */
char *text_for_terminal(struct arena *a, const char *s, bool lines);

/* Words as a reader counts them (ICU word boundaries; every ideograph counts as one). */
size_t text_count_words(const char *s);
/* As text_line, at most max code points, cut at a word boundary, "…" added when something was cut
 * (and counted). */
char *text_excerpt(struct arena *a, const char *s, size_t max);
/* HTML character references ("&amp;", "&#58;", "&#x2019;") become characters; unknown ones stay
 * as they are. Decodes once: "&amp;lt;" becomes "&lt;". */
char *text_decode_entities(struct arena *a, const char *s);
/* Tags, comments, and the content of script and style removed; the rest of the text kept,
 * references decoded, a line break where a block or <br> parted it. Only for showing as text: the
 * result is escaped again by whoever prints it. */
char *text_strip_html(struct arena *a, const char *s);

/* Whole decimal number in [min, max] and nothing else; false otherwise. */
bool text_to_int(const char *s, int64_t min, int64_t max, int64_t *out);
/* Plausible e-mail address for a mailto link (one @, no spaces, at most 254 bytes). */
bool text_is_email(const char *s);
/* Absolute http or https URL without spaces or controls, at most 2,000 bytes. */
bool text_is_http_url(const char *s);

/* Lower-case hex. out holds 2 * n + 1 bytes. */
void text_hex(const unsigned char *bytes, size_t n, char *out);

#endif
