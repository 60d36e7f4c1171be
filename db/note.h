/* note.h: what colleagues and guests say of a story's text, passage by passage.
 *
 * A note begins a thread, others answer it, and somebody at the desk resolves it. It is no part of the text:
 * readers, feeds, search and exports know nothing of it. It names its passage as readers' reports do, and
 * keeps the words that stood there, so that it is understood when they are others by now. A guest is
 * whoever was given a link (preview_link.h), and sees the threads that began there alone. */
#ifndef DATELINE_NOTE_H
#define DATELINE_NOTE_H

#include "actor.h"
#include "lib/problem.h"
#include "store.h"

#include <stddef.h>

#define NOTE_WORDS_MAX 4000 /* code points */
#define NOTE_QUOTE_MAX 2000 /* code points; a longer passage is cut */
#define NOTES_MAX 500       /* of a story, answers among them */
#define NOTES_GUEST_MAX 100 /* of a link */
#define NOTES_GUEST_HOUR 30 /* … within an hour */

struct note {
    int64_t id;
    int64_t thread_id;  /* the note that this answers; 0: it begins a thread */
    int64_t user_id;    /* who said it; 0: a guest */
    int64_t link_id;    /* which guest; 0: a user */
    const char *author; /* a user's name, or the link's */
    const char *place;  /* "p-4", "headline", … of the text then; "": the whole story */
    const char *quote;  /* that passage's words then, in one line */
    const char *words;  /* plain text, with its line ends */
    int64_t created_at;
    int64_t resolved_at; /* of a thread's first note; 0: open */
    const char *resolved_by_name;
};
struct notes {
    struct note *v; /* thread by thread, oldest first, answers after what they answer */
    size_t n;
};

struct note_new {
    int64_t story_id;
    int64_t thread_id; /* what it answers; 0: nothing */
    int64_t link_id;   /* a guest's; 0: the actor's */
    const char *place; /* of an answer: ignored, as is the quote */
    const char *quote;
    const char *words;
};

/* The passage's words as a note keeps them. In the arena. */
const char *note_quote(struct arena *a, const char *passage);

/* STORE_REFUSED fills why (field "note_words", or none): nothing said, too much, too many, not allowed
 * (ACT_NOTE), a link that no longer holds. STORE_MISSING: no such story or thread. A form's second arrival
 * is STORE_OK with *id 0. by: of a guest, the form alone. */
enum store_status note_add(struct store *s, const struct note_new *in, const struct actor *by,
                           int64_t now, int64_t *id, struct problems *why)
    __attribute__((warn_unused_result));
/* Resolves a thread of that story, or opens it again. Resolving what is resolved is STORE_OK. */
enum store_status note_resolve(struct store *s, int64_t story_id, int64_t id, bool resolved,
                               const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* All of a story, or the threads that one guest began. */
enum store_status note_list(struct store *s, struct arena *a, int64_t story_id, int64_t link_id,
                            struct notes *out) __attribute__((warn_unused_result));

#endif
