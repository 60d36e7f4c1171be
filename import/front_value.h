/* front_value.h: what a front matter says, whoever wrote it: one meaning has many names, and an odd
 * value costs itself, never the story (docs/import.md). */
#ifndef DATELINE_FRONT_VALUE_H
#define DATELINE_FRONT_VALUE_H

#include "lib/arena.h"
#include "note.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* "--map theirs=ours": a key of a file and what it means here. */
struct front_name {
    const char *theirs, *ours;
};
struct front_names {
    const struct front_name *v;
    size_t n;
    const char *section; /* the key whose first value is the section; NULL: "section" */
    bool words;          /* Jekyll: a text of tags or categories is a list of words */
};
/* The keys that theirs may be mapped to, ended by NULL. */
extern const char *const front_our_keys[];

struct front_entry {
    const char *key;     /* as the file has it */
    const char *plain;   /* the same in small letters, without "_", "-" and blanks */
    const json_t *value; /* borrowed from the map */
    bool mapped;         /* by front_names: has no other meaning */
    bool used;
};
struct front_values {
    struct arena *arena;
    struct notes *notes;
    const struct front_names *names;
    struct front_entry *v;
    size_t n;
};
/* map is borrowed as long as the values are; names may be NULL. */
void front_values_of(struct arena *a, const json_t *map, const struct front_names *names,
                     struct notes *notes, struct front_values *out);

/* The nth entry that has a meaning, in order of rank: mapped keys, then the names in the table. "x y"
 * are the plain names of a meaning that is not in the table. NULL: no more. */
struct front_entry *front_nth(struct front_values *w, const char *meaning, size_t nth);
/* The entry of that plain name, or NULL. */
struct front_entry *front_plain(struct front_values *w, const char *plain);
/* Whether a key is one whose value is prose. */
bool front_is_prose(const char *key);

/* One line, references decoded. What is no text gives what text it holds, with a fault noted; "" for
 * nothing. where: how a note names it. */
const char *front_line(struct front_values *w, const char *where, const json_t *value);
/* The first line among a meaning's entries that says something, which is then used. */
const char *front_text(struct front_values *w, const char *meaning);
/* The same with its line ends, as text_lines. */
const char *front_prose(struct front_values *w, const char *meaning);
/* The line of a key of a map, "hero" and "alt"; "" when there is none. */
const char *front_line_in(struct front_values *w, const char *where, const json_t *map,
                          const char *key);
/* A list, or one text standing for a list of one; separator: what parts one text, or 0. */
struct strlist front_list(struct front_values *w, const char *where, const json_t *value,
                          char separator);
/* The list of the first entry of a meaning that has one. */
struct strlist front_first_list(struct front_values *w, const char *meaning, char separator);

enum front_flag { FRONT_ABSENT, FRONT_NO, FRONT_YES, FRONT_ODD };
/* true, yes, on, 1 and their opposites, in any case of letters. */
enum front_flag front_flag_of(const json_t *value);

#endif
