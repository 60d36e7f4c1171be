/* summary.h: the sentences of a text that say most of it: a proposal for its takeaways.
 *
 * Extractive: each is one of the text's own sentences, word for word. What a sentence says is measured by
 * the words that the text comes back to (their stems, where the language has some), and a word that one
 * chosen sentence has said counts half for the next. No model, no list of words. */
#ifndef DATELINE_SUMMARY_H
#define DATELINE_SUMMARY_H

#include "arena.h"

#include <stddef.h>

#define SUMMARY_SENTENCES_MAX 400 /* of a longer text the first are looked at */

/* At most max sentences of a plain text (paragraphs between line breaks) in reading order; language is BCP 47
 * or "". No question, no quotation, nothing shorter than a statement or too long for one is chosen, so
 * there may be none. Strings are in the arena. Never fails. */
struct strlist summary_sentences(struct arena *a, const char *plain, const char *language,
                                 size_t max);

#endif
