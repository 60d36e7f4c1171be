/* suggestion_private.h: a suggestion's words, from a text to its changes and back: suggestion_words.c. */
#ifndef DATELINE_SUGGESTION_PRIVATE_H
#define DATELINE_SUGGESTION_PRIVATE_H

#include "suggestion.h"

/* All that differs in words; at most SUGGESTION_CHANGES_MAX + 1. */
void suggestion_changes(struct arena *a, const struct story_text *base,
                        const struct story_text *text, struct suggestion *out);
/* The first field that differs and holds no words, or NULL. */
const char *suggestion_beyond_words(struct arena *a, const struct story_text *base,
                                    const struct story_text *text);
/* Whether it is a change of that text: of a field of words, which has at that place what it says. */
bool suggestion_change_fits(struct arena *a, const struct story_text *base,
                            const struct suggested_change *c);
/* Puts one change into the newest text. False: that changed there too; *theirs says what stands there, and
 * *into has the change over it. */
bool suggestion_merge(struct arena *a, const struct story_text *base,
                      const struct suggested_change *c, const struct story_text *newest,
                      struct story_text *into, const char **theirs);

#endif
