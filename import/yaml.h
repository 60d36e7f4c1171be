/* yaml.h: YAML as JSON values, for front matter and site.yaml. */
#ifndef DATELINE_YAML_H
#define DATELINE_YAML_H

#include "lib/arena.h"
#include "note.h"

#include <jansson.h>
#include <stddef.h>

#define YAML_BYTES_MAX (256u * 1024)
#define YAML_DEPTH_MAX 8
#define YAML_NODES_MAX 20000

enum yaml_fault {
    YAML_FAULT_NONE,
    YAML_FAULT_COLON,     /* "title: Mayor: no bridge" */
    YAML_FAULT_CHARACTER, /* a text that begins with a character that means something, "@" */
    YAML_FAULT_TAB,       /* a tab where blanks belong */
    YAML_FAULT_UNCLOSED,  /* a quotation mark or bracket that nothing closes */
    YAML_FAULT_BEHIND,    /* text behind a closing quotation mark */
    YAML_FAULT_ALIAS,     /* "*name", which nothing is called */
    YAML_FAULT_DEPTH,     /* nested more than YAML_DEPTH_MAX deep */
    YAML_FAULT_SIZE,      /* more than YAML_NODES_MAX entries, or YAML_BYTES_MAX bytes */
    YAML_FAULT_EMPTY,     /* nothing, or comments alone */
    YAML_FAULT_OTHER,
    YAML_FAULT_MAX
};
struct yaml_trouble {
    enum yaml_fault fault;
    int line;        /* where it lies, counted as yaml_read was told to */
    const char *why; /* in words, with the line and what to do */
};

/* "# 5" behind a value: YAML leaves it out as a comment, though it may have been meant as text. */
struct yaml_comment {
    const char *key, *text; /* of the value; the comment with its "#" */
    int line;
};
/* What an understood document holds that its author may not know of. */
struct yaml_asides {
    struct yaml_comment *comments;
    size_t n_comments;
    struct notes *notes; /* keys given twice, values that began with "&" or "!"; NULL: not wanted */
};

/* The first document of n bytes of valid UTF-8: mappings as objects, sequences as arrays, every
 * scalar as a string ("true", "2026-01-08": what it means is for whoever asks), ~ and an empty
 * plain scalar as null. Of a key given twice the last counts, for real files have such. An alias
 * (*x) stands for what is called &x; one that nothing is called is refused, and so is what would
 * grow beyond the limits. The first line is `line`. NULL: *trouble says what is wrong. asides may
 * be NULL. Owned by the caller: json_decref. */
json_t *yaml_read(struct arena *a, const char *text, size_t n, int line, struct yaml_asides *asides,
                  struct yaml_trouble *trouble);
/* The same, with *why alone. */
json_t *yaml_parse(struct arena *a, const char *text, size_t n, int line, const char **why);
/* The same of text that people typed: where it is plain what was meant, the value is taken as if it
 * had quotation marks, and notes say so. What cannot be mended like that gives what its single
 * lines say, and *doubt says why it may be wrong; else *doubt is NULL. Never NULL. */
json_t *yaml_read_mended(struct arena *a, const char *text, size_t n, int line,
                         struct yaml_asides *asides, const char **doubt);

/* The string of a key, or NULL when it is missing, null or no string. Borrowed from map. */
const char *yaml_text(const json_t *map, const char *key);

#endif
