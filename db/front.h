/* front.h: the front page as editors arrange it: which stories have which places, until when, and the bands
 * of sections.
 *
 * Each arrangement is kept as it was saved. Readers see the one with the latest live_from that has come; one
 * that waits is one with a later instant. Going back is one more. A place that no story is put in has the
 * newest one, and so has each where none is left: what is withdrawn, not live yet or past its instant has no
 * place, and those below it move up. */
#ifndef DATELINE_FRONT_H
#define DATELINE_FRONT_H

#include "group.h"
#include "story.h"

#define FRONT_PLACES_MAX 12
#define FRONT_BANDS_MAX 200

/* A story in its place. */
struct front_pin {
    int place; /* from 1, the lead */
    int64_t story_id;
    int64_t until; /* ms: from then on it is not there; 0: it stays */
};
/* A section's band. */
struct front_band {
    int64_t section_id; /* of the one that is stood for */
    const char *slug;   /* of that one */
    bool hidden;
};
struct front {
    int64_t id;        /* 0: nobody has arranged anything; the rest is empty then */
    int64_t live_from; /* ms */
    int64_t saved_at;
    int64_t saved_by;
    const char *saved_by_name; /* "": the command line, or an import */
    int64_t cancelled_at;      /* taken off the schedule; 0: it was not */
    struct front_pin *pins;    /* by place */
    size_t n_pins;
    struct front_band *bands; /* in their order; none: as the menu has them */
    size_t n_bands;
};
struct fronts {
    struct front *v;
    size_t n;
    bool more;
};

/* What readers see. until (may be NULL): the next instant at which the clock changes it; INT64_MAX: none. */
enum store_status front_now(struct store *s, struct arena *a, int64_t now, struct front *out,
                            int64_t *until) __attribute__((warn_unused_result));
enum store_status front_find(struct store *s, struct arena *a, int64_t id, struct front *out)
    __attribute__((warn_unused_result));
/* All of them, saved last first, those before that id (0: from the start). */
enum store_status front_history(struct store *s, struct arena *a, int64_t before, size_t limit,
                                struct fronts *out) __attribute__((warn_unused_result));
/* Those that wait, the next one first. */
enum store_status front_waiting(struct store *s, struct arena *a, size_t limit, int64_t now,
                                struct fronts *out) __attribute__((warn_unused_result));

/* A story as editors know it: with the headline that readers see, or else that of its newest text. */
struct front_story {
    struct story story;
    const char *headline;
};
/* STORE_MISSING: there is none. */
enum store_status front_story(struct store *s, struct arena *a, int64_t id, int64_t now,
                              struct front_story *out) __attribute__((warn_unused_result));

#define FRONT_ANY INT64_C(-1)
struct front_save {
    struct front front;     /* pins, and bands with their slugs; live_from 0: at once */
    int64_t shown;          /* what readers saw when somebody began; FRONT_ANY: whatever that is */
    int64_t replaces;       /* the one that waits which this takes the place of; 0: none */
    const struct actor *by; /* NULL: the command line */
};
/* Saves an arrangement; *id is its number, that of what readers see when it says the same. STORE_REFUSED
 * fills why: fields are "story_2" and "until_2" by place, "at", "". STORE_CONFLICT: somebody else arranged
 * the page meanwhile, or the one that waited is live or gone. */
enum store_status front_save(struct store *s, const struct front_save *in, int64_t now, int64_t *id,
                             struct problems *why) __attribute__((warn_unused_result));
/* The same once more, from now on, but for stories whose time there is over. */
enum store_status front_back(struct store *s, int64_t id, int64_t shown, const struct actor *by,
                             int64_t now, struct problems *why) __attribute__((warn_unused_result));
/* Takes one off the schedule. STORE_MISSING: it does not wait. */
enum store_status front_cancel(struct store *s, int64_t id, const struct actor *by, int64_t now)
    __attribute__((warn_unused_result));

/* The story that has the first place; 0: none. */
static inline int64_t front_lead(const struct front *f, int64_t now)
{
    bool led =
        f->n_pins > 0 && f->pins[0].place == 1 && (f->pins[0].until == 0 || f->pins[0].until > now);
    return led ? f->pins[0].story_id : 0;
}

/* Whether a story has it. */
static inline bool front_leads(const struct front *f, int64_t story_id, int64_t now)
{
    return front_lead(f, now) == story_id;
}

#endif
