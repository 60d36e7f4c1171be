/* older_words.h: texts that say what was said of a picture before (db/media_older.h), and the press that has them say what
 * is said of it now.
 *
 * It is a save of each story like any other: of the text that was shown, by its number and hash; of a live text as a minor
 * fix, of a draft as a draft. Nothing but the words that were shown changes in it, and no draft goes out with it. */
#ifndef DATELINE_OLDER_WORDS_H
#define DATELINE_OLDER_WORDS_H

#include "db/media_older.h"
#include "db/story.h"

#define OLDER_WORDS_SHOWN 12 /* of one text; a picture may stand in it more than once */

struct older_word {
    enum media_field field;
    const char *was, *to;
};
struct older_text {
    struct story story;
    const char *headline;
    enum named_text on; /* NAMED_LIVE or NAMED_DRAFT */
    struct older_word v[OLDER_WORDS_SHOWN];
    size_t n;               /* at most so many; more are changed than are shown */
    struct story_save save; /* of that text, with the newer words */
};
struct older_texts {
    struct older_text *v; /* the newest story first, its draft behind what readers see */
    size_t n;
    bool more;    /* further stories have the picture, … */
    int64_t last; /* … with numbers below this one */
};
/* Of the stories that have it, with numbers below `before` (0: from the newest), `limit` of them. None of a picture that
 * another one stands for: readers see other words. */
enum store_status older_words_find(struct store *s, struct arena *a, const struct media *m,
                                   int64_t before, size_t limit, int64_t now,
                                   struct older_texts *out) __attribute__((warn_unused_result));

/* "42.live.HASH": a text as it was shown. In the arena. */
const char *older_text_name(struct arena *a, const struct older_text *t);

struct older_press {
    const char *words;      /* media_words_hash, as it was shown */
    struct strlist texts;   /* older_text_name of those that were chosen */
    const struct actor *by; /* NULL: the command line */
};
struct older_left {
    const char *headline;
    struct problems why; /* why it keeps its words */
};
struct older_result {
    size_t done; /* so many say the newer words now */
    struct older_left *left;
    size_t n_left;
};
/* STORE_OK: out says what came of them. STORE_REFUSED, STORE_CONFLICT: nothing was done; why, of the field "older". */
enum store_status older_words_apply(struct store *s, struct arena *a, const struct media *m,
                                    const struct older_press *in, int64_t now,
                                    struct older_result *out, struct problems *why)
    __attribute__((warn_unused_result));

#endif
