/* html_run.h: what html_run.c, html_mark.c and html_inline.c know of a line of text. */
#ifndef DATELINE_HTML_RUN_H
#define DATELINE_HTML_RUN_H

#include "html_walk.h"

#include <stdint.h>

/* As CommonMark 2.1 divides characters: the begin and the end of a text count as white space. */
enum html_char_class { CHAR_SPACE, CHAR_PUNCTUATION, CHAR_WORD };
enum html_char_class html_char_class(uint32_t c);
/* The character at s; 0 at the end, or when it is no UTF-8. */
uint32_t html_char_at(const char *s, const char *end);
/* Where the character that ends at `at` begins. */
size_t html_char_before(const char *s, size_t at);
/* Bytes of white space, or of a line break, at s; 0 for other text. */
size_t html_space_length(const char *s, const char *end);
/* "&amp;" at s, or what may become one with the text that follows. */
bool html_begins_reference(const char *s, const char *end);

extern const char *const html_delimiters[]; /* of each enum html_mark */

/* The character that ends at `at` in what is written; 0: there is none. */
uint32_t html_run_last_char(const struct html_run *r, size_t at);
bool html_run_ends_with(const struct html_run *r, const char *s);
bool html_run_at_line_start(const struct html_run *r);
/* Puts n bytes into what is written, before at. */
void html_run_insert(struct html_run *r, size_t at, const char *s, size_t n);
/* Takes back what was written behind n bytes. */
void html_run_truncate(struct html_run *r, size_t n);
/* Writes the space that waits. */
void html_run_settle_gap(struct html_run *r);
/* The end of what is not white space, at or behind from. */
size_t html_run_trimmed_end(const struct html_run *r, size_t from);
/* Text with a backslash before each of the special characters. */
void html_run_escaped(struct html_run *r, const char *s, const char *special);
/* Text as a code span. */
void html_run_code(struct html_run *r, const char *text);
/* Markdown as it stands in the source. */
void html_run_piece(struct html_run *r, const struct html_piece *p);
/* The pieces below node are met, whatever becomes of them. */
void html_meet_pieces(struct html_walk *w, const struct html_node *node);
/* Every character of text has a raised ('^') or lowered ('_') form. */
bool html_script_has_form(const char *text, char script);
/* An address as Markdown has it between "](" and ")". */
void html_add_url(struct buf *out, const char *url);

#endif
