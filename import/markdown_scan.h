/* markdown_scan.h: where HTML stands in Markdown, as CommonMark has it. */
#ifndef DATELINE_MARKDOWN_SCAN_H
#define DATELINE_MARKDOWN_SCAN_H

#include "html_walk.h"

/* A tag, or a comment, within a line of text. */
struct found_tag {
    size_t from, to;  /* in the text */
    const char *html; /* without what quotations put before each line */
    size_t leaf;      /* the paragraph, heading or cell that it is in */
    size_t end;       /* of a start tag: the index behind its end tag; 0: there is none */
    bool idle;        /* formatting that nobody closed, or closed twice */
};

struct found_leaf {
    enum html_place place;
    size_t depth;    /* quotations and items around it */
    size_t from, to; /* of the text in it */
    bool any;
};

/* Lines of HTML. */
struct found_html {
    size_t from, to;
    const char *html;
    size_t depth;
};

struct markdown_scan {
    struct arena *arena;
    const char *text;
    size_t n;
    struct found_tag *tags;
    size_t n_tags, room_tags;
    struct found_leaf *leaves;
    size_t n_leaves, room_leaves;
    struct found_html *html;
    size_t n_html, room_html;
    size_t depth;
    bool in_leaf, in_html, in_code;
    size_t beyond;    /* callbacks before it are about a tag that md4c does not take for one */
    bool tag_goes_on; /* the last callback was a line's end within a tag */
    struct buf joined;
    size_t from, to; /* of the block of HTML or code being read */
    bool any;
    int open; /* HTML containers that no block of HTML has closed */
};

/* Finds the tags and the lines of HTML of s->text. False: md4c failed. */
bool markdown_scan(struct markdown_scan *s);
/* The text again, with a blank line where HTML is over and its writer went on in Markdown. NULL:
 * there is no such place. */
const char *markdown_part_html(struct markdown_scan *s);

size_t markdown_line_start(const char *text, size_t at);
size_t markdown_line_end(const struct markdown_scan *s, size_t at);
/* Bytes of "> ", "- " and indentation that a line in so many containers begins with. */
size_t markdown_line_prefix(const char *line, const char *end, size_t depth);
/* What a further line in the same containers begins with. */
const char *markdown_further_prefix(struct markdown_scan *s, size_t at, size_t depth);

#endif
