/* word_set.h: the words of a short text, each once, as search sees them (tokenizer.h). */
#ifndef DATELINE_WORD_SET_H
#define DATELINE_WORD_SET_H

#include "arena.h"
#include "tokenizer.h"

#define WORD_SET_MAX 300 /* words; what follows is left out */

/* In the order of their first place. In the arena. */
struct strlist word_set(struct arena *a, const char *text, enum tokenizer_purpose what)
    __attribute__((warn_unused_result));
/* The same for an index, with a space between two. In the arena. */
const char *word_set_line(struct arena *a, const char *text) __attribute__((warn_unused_result));

#endif
