/* story.h: stories, their revisions, and what makes them live.
 *
 * A story is an identity with a permalink. A revision is one saved text, whole and never changed. A publication says
 * which revision readers see from which instant on, whether the change was a minor fix, an update or a correction, and
 * the Updated time and note that go with it. The live revision is that of the newest publication whose time has come:
 * publishing, scheduling and staging are all one row with its own instant, and no job has to run. */
#ifndef DATELINE_STORY_H
#define DATELINE_STORY_H

#include "actor.h"
#include "genre.h"
#include "group.h"
#include "lib/problem.h"
#include "media.h"
#include "store.h"

#include <stddef.h>

enum story_kind { STORY_NEWS, STORY_REVIEW, STORY_PAGE, STORY_KIND_MAX };

enum story_state {
    STORY_DRAFT,
    STORY_IN_REVIEW,
    STORY_SCHEDULED, /* first publication lies in the future */
    STORY_LIVE,
    STORY_WITHDRAWN, /* 410 with a notice */
    STORY_BINNED,    /* a draft thrown away: can be taken out again for STORY_BIN_MS */
    STORY_STATE_MAX
};

/* The texts that a story has at a time; people see them by these names. */
enum named_text {
    NAMED_LIVE,    /* what readers see; of a withdrawn story, what they saw last */
    NAMED_WAITING, /* what waits for its instant: a staged change, or a scheduled story */
    NAMED_DRAFT,   /* what is kept besides */
    NAMED_MAX
};

enum story_ai {
    STORY_AI_UNSTATED, /* nobody said: readers see no line (most imports) */
    STORY_AI_NONE,
    STORY_AI_ASSISTED,
    STORY_AI_GENERATED, /* a model wrote it, and a person reviewed it and answers for it */
    STORY_AI_UNREVIEWED, /* a model wrote it, and nobody reviewed it: readers see a label at its top */
    STORY_AI_MAX
};

/* "news", "draft", "none", …: stable names for files, forms and commands. */
const char *story_kind_name(enum story_kind k);
const char *story_state_name(enum story_state st);
const char *story_ai_name(enum story_ai ai);
const char *named_text_name(enum named_text t); /* "live", "waiting", "draft" */
/* …_MAX when unknown. */
enum story_kind story_kind_find(const char *name);
enum story_state story_state_find(const char *name);
enum story_ai story_ai_find(const char *name);
enum named_text named_text_find(const char *name);

struct source {
    const char *title;
    const char *url; /* http or https, or "" */
};
enum source_fault {
    SOURCE_TITLE_LONG = 1,
    SOURCE_URL_ODD = 2, /* no whole address of http or https */
};
struct sources {
    struct source *v;
    size_t n;
};
/* What of a source story_check would refuse: faults, added up. */
unsigned source_faults(const struct source *s);

/* The product under review. Empty strings in stories of another kind. */
struct review {
    const char *product;
    int rating; /* tenths of a point, 0 to 50; -1: not rated */
    struct strlist pros, cons;
    const char *verdict;
    const char *price;            /* as printed: "£189" */
    const char *price_checked_on; /* "2026-01-08" or "" */
};

/* What one revision says. Strings that the store gives are never NULL; a NULL given to it counts as "". */
struct story_text {
    const char *headline; /* one line, at most 200 code points */
    const char *dek;      /* one line, at most 500 */
    const char *body;     /* Markdown, at most MARKDOWN_MAX bytes */
    const char *lang;     /* BCP 47, "" for the site's own */
    struct strlist takeaways;
    struct sources sources;
    struct groups bylines; /* in: name (or slug); out: all of it */
    struct groups tags;    /* the same */
    struct group section;  /* in: slug (or "" for none); out: all of it */
    int64_t hero_id;       /* media, 0: none */
    const char *hero_alt, *hero_caption, *hero_credit;
    struct review review;
    enum story_ai ai;
    const char *ai_note;
    const char *fact_checked_by;
    enum story_genre genre;   /* this and what follows are empty in pages */
    const char *place_line;   /* where it was reported from, one line, at most 100 */
    const char *how_reported; /* Markdown, at most 2,000 */
};

/* A story without its text. */
struct story {
    int64_t id;
    enum story_kind kind;
    enum story_state state; /* at `now` */
    const char *slug;
    const char *path; /* "/2026/01/slug", of a page "/slug"; "" before it is scheduled or live */
    int64_t created_at;
    int64_t published_at; /* 0: never; in the future: scheduled */
    int64_t updated_at;   /* what readers are told; 0: nothing */
    int64_t edited_at;    /* last save of any kind; internal */
    int64_t withdrawn_at;
    const char *withdrawn_reason;
    int head;          /* number of the newest revision, from 1 */
    int live;          /* number of the revision readers see, 0: none */
    int64_t live_from; /* when it went live; 0: none has */
    int staged;        /* number of a revision waiting for staged_at, 0: none; that of a
                              * scheduled story waits for published_at */
    int64_t staged_at;
    int draft;           /* number of the draft, 0: none */
    int draft_follows;   /* what readers saw when the draft was last saved, or what waited to be
                              * seen first when it was begun; 0: nothing */
    int64_t binned_at;   /* in the bin since; 0: not */
    int64_t created_by;  /* user, 0: import or command line */
    const char *writers; /* ids of the users who write it besides: "3,7"; "" or NULL: nobody */
    bool returned;       /* an editor returned it, and it was not handed in since */
};

/* The number of one of its texts; 0: there is none. */
int story_number(const struct story *s, enum named_text t);
/* That of the text that is written on now: the draft, else what waits, else what readers see. */
int story_newest(const struct story *s);

/* One revision as it was saved. */
struct revision {
    int64_t id;
    int number; /* 1, 2, … within the story */
    struct story_text text;
    const char *body_html, *how_html; /* the latter of how_reported */
    const char *plain;                /* the body as plain text */
    int words;
    int64_t saved_at;
    int64_t saved_by;
    const char *saved_by_name; /* "" for import and command line */
    const char *hash;          /* SHA-256 of content and previous hash, hex */
};

enum edit_kind { EDIT_FIRST, EDIT_MINOR, EDIT_UPDATE, EDIT_CORRECTION, EDIT_KIND_MAX };
const char *edit_kind_name(enum edit_kind k);    /* "first", "minor", "update", "correction" */
enum edit_kind edit_kind_find(const char *name); /* EDIT_KIND_MAX when unknown */

struct correction {
    int64_t id, story_id;
    const char *wrong, *right;
    int64_t at;
    const char *headline, *path, *lang; /* of the story; filled by correction_list */
};
struct corrections {
    struct correction *v;
    size_t n;
};

/* Everything that a story page prints. */
struct story_view {
    struct story story;
    struct revision revision; /* the live one (or the one asked for) */
    bool has_hero;
    struct media hero;
    struct corrections corrections; /* newest first; only those whose time has come */
};

/* What a list prints of a story. */
struct card {
    int64_t id;
    enum story_kind kind;
    const char *path, *headline, *dek, *lang;
    int64_t section_id; /* as its revision names it, section_standing says for whom; 0: none */
    int64_t published_at, updated_at;
    int64_t live_from; /* when what is shown of it went live */
    int rating;        /* tenths, -1: none */
    enum story_genre genre;
    const char *product;
    int64_t hero_id;                      /* 0: none */
    const char *hero_credit, *hero_files; /* the files are for card_hero */
    bool corrected;
    int64_t revision_id; /* the live one, for card_bylines */
};
struct cards {
    struct card *v;
    size_t n;
    bool more; /* the list goes on after the last one */
};

/* A place in a list ordered by time, newest first: strictly after this story. {0, 0}: the start. */
struct list_key {
    int64_t at; /* published_at, ms */
    int64_t id;
};

/* ---- What readers see ---------------------------------------------------------------------- */

enum story_found { STORY_FOUND, STORY_GONE, STORY_MOVED };

/* The live story at a path. *found: STORY_GONE fills view->story (headline in revision.text) for the notice;
 * STORY_MOVED sets *moved_to. STORE_MISSING: nothing there that readers may know of. */
enum store_status story_by_path(struct store *s, struct arena *a, const char *path, int64_t now,
                                enum story_found *found, struct story_view *view,
                                const char **moved_to) __attribute__((warn_unused_result));

enum story_list { LIST_ALL, LIST_SECTION, LIST_TAG, LIST_BYLINE, LIST_REVIEWS, LIST_MAX };
/* A page of a list. */
struct story_list_page {
    enum story_list list;
    int64_t key;            /* the group's id, where the list is of a section, tag or byline */
    int64_t from, to;       /* published within [from, to); to 0: whenever */
    struct list_key before; /* {0, 0}: the first page */
    size_t limit;           /* stories */
};
/* Live news and reviews (never pages) by published_at, newest first. */
enum store_status story_list(struct store *s, struct arena *a, const struct story_list_page *page,
                             int64_t now, struct cards *out) __attribute__((warn_unused_result));
/* The first ones, at most limit, without looking whether there are more. */
enum store_status story_list_newest(struct store *s, struct arena *a, enum story_list list,
                                    int64_t key, size_t limit, int64_t now, struct cards *out)
    __attribute__((warn_unused_result));
/* Most recently updated live stories, at most limit, by updated_at; never those without. */
enum store_status story_list_updated(struct store *s, struct arena *a, size_t limit, int64_t now,
                                     struct cards *out) __attribute__((warn_unused_result));
/* One card, if live. */
enum store_status story_card(struct store *s, struct arena *a, int64_t id, int64_t now,
                             struct card *out) __attribute__((warn_unused_result));
/* What few lists print of a card, each a query of its own. Of its picture the files alone; STORE_MISSING: none. */
enum store_status card_bylines(struct store *s, struct arena *a, const struct card *c,
                               struct groups *out) __attribute__((warn_unused_result));
enum store_status card_hero(struct store *s, struct arena *a, const struct card *c,
                            struct media *out) __attribute__((warn_unused_result));
/* Of the newest update; "": there was none. */
enum store_status card_update_note(struct store *s, struct arena *a, const struct card *c,
                                   int64_t now, const char **out)
    __attribute__((warn_unused_result));
/* Live pages (About, …) by headline, for the foot of the page. */
enum store_status story_list_pages(struct store *s, struct arena *a, int64_t now, struct cards *out)
    __attribute__((warn_unused_result));
/* Until when that list stays if nobody writes: when a page or another text of one goes live next. INT64_MAX: for good. */
enum store_status story_list_pages_until(struct store *s, int64_t now, int64_t *out)
    __attribute__((warn_unused_result));
/* Neighbours in time within a section, without bylines and pictures. path NULL in a card: none. */
enum store_status story_neighbours(struct store *s, struct arena *a, int64_t section_id,
                                   struct list_key of, int64_t now, struct card *older,
                                   struct card *newer) __attribute__((warn_unused_result));

/* One entry of a story's public history. */
struct change {
    enum edit_kind kind; /* EDIT_FIRST, EDIT_UPDATE or EDIT_CORRECTION */
    int64_t at;          /* what readers were told: published or updated time */
    const char *note;    /* of an update */
    const char *wrong, *right;
    int revision;
    int from;              /* the revision that readers saw before; 0: none */
    int64_t id;            /* the publication's, for WORDING_NOTE */
    int64_t correction_id; /* for WORDING_CORRECTION; 0: none */
    int64_t reworded_at;   /* when these words were last put right; 0: never */
};
struct changes {
    struct change *v; /* newest first */
    size_t n;
    struct change *fixes; /* the minor fixes, newest first; at: when it went live */
    int minor;            /* minor fixes so far */
};
enum store_status story_changes(struct store *s, struct arena *a, int64_t story_id, int64_t now,
                                struct changes *out) __attribute__((warn_unused_result));
/* A revision that readers see at `now`, or saw before; *live_from is when it last went live.
 * STORE_MISSING: any other, drafts and what waits among them, and all of a withdrawn story. */
enum store_status story_published(struct store *s, struct arena *a, int64_t story_id, int number,
                                  int64_t now, struct revision *out, int64_t *live_from)
    __attribute__((warn_unused_result));
/* Corrections of live stories, newest first. before: {at, correction id}. */
enum store_status correction_list(struct store *s, struct arena *a, struct list_key before,
                                  size_t limit, int64_t now, struct corrections *out)
    __attribute__((warn_unused_result));

/* ---- What editors do ----------------------------------------------------------------------- */

enum story_action {
    STORY_KEEP,    /* save as the story's draft: readers see nothing of it */
    STORY_SUBMIT,  /* the same, and mark a draft as in review */
    STORY_PUBLISH, /* let readers see this text, from go_live_at on */
    STORY_ACTION_MAX
};

/* What to do where a fix and the text that waits changed the same words. */
enum waiting_choice {
    WAITING_ASK,   /* nothing yet: STORY_CONFLICT with CONFLICT_OVERLAP */
    WAITING_KEEPS, /* its own words win there */
    WAITING_TAKES, /* the fix wins there */
};

/* A save names the texts that its form showed, and is refused when they are others by now: what
 * reaches readers is what somebody was shown, and nothing else. */
struct story_save {
    const struct actor *by;
    int64_t story_id;         /* 0: a new story */
    enum named_text on;       /* the text that was edited; of a new story it does not matter */
    int base;                 /* its number, as shown; 0 for a new story */
    const char *hash;         /* its hash, as shown; to publish it must be given */
    int live, waiting, draft; /* the numbers of the story's texts, as shown; 0: none */
    int64_t waiting_at;       /* when what waits goes live, as shown; 0: nothing waits */
    const char *
        waiting_said; /* named_info.said of what waits, as shown: to change that text it must be given */
    int64_t withdrawn_at; /* as shown: what is published brings the story back; 0: it is there */
    int64_t live_from;    /* since when readers see it so, as shown; 0: that was not shown */
    int restored;         /* the editor began from this earlier revision; 0: no */
    enum story_kind kind; /* fixed at first publication */
    const char *slug;     /* "": from the headline */
    bool slug_left;       /* nobody touched the address: slug is what was shown, not a wish */
    struct story_text text;
    enum story_action action;

    /* With STORY_KEEP, on another text than the draft: it may take the place of that draft. */
    bool replaces_draft;

    /* With STORY_PUBLISH. First publication (or a scheduled story): */
    int64_t published_at; /* 0: now (a scheduled or live story keeps its own) */
    /* A story that was live before: */
    int64_t go_live_at;        /* 0: now; later: it waits. A withdrawn one comes back now */
    enum edit_kind edit;       /* EDIT_MINOR, EDIT_UPDATE or EDIT_CORRECTION */
    int64_t updated_at;        /* of an update or correction; 0: go_live_at */
    const char *note;          /* public, required for an update */
    const char *wrong, *right; /* required for a correction */
    bool same_text_confirmed;  /* an update whose text did not change is meant */
    bool others_read;          /* words of others that readers have not seen were read and meant */
    enum waiting_choice waiting_choice;

    enum names_rule names;        /* what to do with bylines and tags that are not known */
    struct new_names names_meant; /* those that are known to be meant: kind and name */

    /* With STORY_PUBLISH: why it goes out against the checklist; of the command line: who says so. */
    const char *override_reason;
    int64_t override_by;
    const char *review_note; /* with STORY_SUBMIT: to whoever reads it; NULL or "": none */
    int64_t report_id; /* the reader's report that a correction answers: closed with it; 0: none */
    int64_t assignment_id; /* of a new story: what it is begun from (assignment.h); 0: nothing */
    const char *copy; /* token of the working copy that this ends (working_copy.h); NULL: none */
};

/* What a save came to: for the sentence that says so. */
enum story_outcome {
    OUTCOME_SAME,  /* nothing had changed, so nothing was saved */
    OUTCOME_DRAFT, /* kept; no reader has seen the story yet */
    OUTCOME_KEPT,  /* kept as a draft beside what readers see or what waits */
    OUTCOME_REVIEW,
    OUTCOME_PUBLISHED,
    OUTCOME_SCHEDULED,
    OUTCOME_MINOR,
    OUTCOME_UPDATE,
    OUTCOME_CORRECTION,
    OUTCOME_WAITS,    /* a change waits for its time */
    OUTCOME_RETURNED, /* a withdrawn story is live again with this text */
    OUTCOME_DONE,     /* what is no save */
    OUTCOME_MAX
};
const char *story_outcome_name(enum story_outcome o); /* "same", "draft", "kept", … */

enum save_conflict {
    CONFLICT_NONE,
    CONFLICT_TEXT, /* the text that was edited is another now, or gone */
    CONFLICT_LIVE, /* readers see another text than the form was made for */
    CONFLICT_WAITING, /* another text waits, or none, or for another time, or with other words to readers */
    CONFLICT_WITHDRAWN, /* the story was withdrawn since, or brought back, or both */
    CONFLICT_TOLD,      /* readers were told of a change of the same text since */
    CONFLICT_DRAFT,     /* there is a draft, and replaces_draft does not name it */
    CONFLICT_OVERLAP,   /* the fix and the text that waits changed the same words: say which win */
};

struct text_merge;
struct story_saved {
    int64_t story_id;
    int number; /* of the revision that holds the text */
    enum story_outcome outcome;
    bool unchanged;     /* no new revision was made */
    bool repeated;      /* the form was here before: this is what it did then */
    int merged;         /* the revision that waits now, for the fix went into it; 0: none */
    bool same_text;     /* refused: an update that changes nothing, not confirmed */
    unsigned checklist; /* refused: the points that stop it, a bit of each enum check_point */
    bool others_unread; /* refused: it holds words of others that readers have not seen */
    struct new_names names_asked; /* refused: bylines and tags that are not known, nor meant */
    struct new_names names_made;  /* those that a save which is done made known */
    enum save_conflict conflict;  /* with STORY_CONFLICT */
    int conflict_number;          /* the number that is there instead; 0: none */
    struct text_merge
        *overlap;       /* with CONFLICT_OVERLAP: where, theirs being what waits (story_merge.h) */
    struct story story; /* as it is now */
};

/* Saves: one revision, one decision about readers, one transaction. Checks everything (docs/timestamps.md,
 * docs/texts.md): STORE_REFUSED fills why; STORE_CONFLICT: out->conflict says which named text is another. */
enum store_status story_save(struct store *s, struct arena *a, const struct story_save *in,
                             int64_t now, struct story_saved *out, struct problems *why)
    __attribute__((warn_unused_result));

/* A save of one of a story's texts as it is now: what a form would show, all but the action. STORE_MISSING: none. */
enum store_status story_save_begin(struct store *s, struct arena *a, int64_t id, enum named_text on,
                                   int64_t now, struct story_save *out)
    __attribute__((warn_unused_result));

/* One text of a story, for the line that names it. */
struct named_info {
    int number; /* 0: there is none; the rest is empty then */
    const char *hash;
    int64_t saved_at, saved_by;
    const char *saved_by_name; /* "" for import and command line */
    int64_t at;                /* of what waits: its instant */
    enum edit_kind kind;       /* of what waits */
    int64_t updated_at;        /* … the Updated time that comes with it; 0: none, or as before */
    const char *note, *wrong, *right;
    const char *said; /* of what waits: story_told of them */
    int words;        /* that differ from what readers see; of a story never live, all of them */
    bool others;      /* holds words of others than `by` that readers have not seen */
};
struct named_infos {
    struct named_info v[NAMED_MAX];
};
/* A hash of the kind of a change and of what it tells readers of itself, by which a save names them. */
const char *story_told(struct arena *a, enum edit_kind kind, const char *note, const char *wrong,
                       const char *right);
enum store_status story_texts(struct store *s, struct arena *a, int64_t id, const struct actor *by,
                              int64_t now, struct named_infos *out)
    __attribute__((warn_unused_result));

/* How many words of a text that is typed differ from what readers see: of a story never live, or of a new
 * one (id 0), all of them. */
enum store_status story_words_ahead(struct store *s, struct arena *a, int64_t id,
                                    const struct story_text *text, int64_t now, int *out)
    __attribute__((warn_unused_result));

/* Whether a revision holds words of others than `by` that readers have not seen. */
enum store_status story_unread(struct store *s, struct arena *a, int64_t id, int number,
                               const struct actor *by, int64_t now, bool *out)
    __attribute__((warn_unused_result));

/* ---- Without a text -------------------------------------------------------------------------- */

/* Sets or clears (0) Updated by hand, in the place of what was shown (0: nothing; STORE_CONFLICT: it is another by
 * now). Refused: before publication, in the future, no live story. */
enum store_status story_set_updated(struct store *s, int64_t id, int64_t updated_at, int64_t shown,
                                    const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* The same for Published: of a live story into the past, or of a scheduled one to a later time (to go out earlier, its
 * text has to be named: story_save). The permalink of a story that was live stays. */
enum store_status story_set_published(struct store *s, int64_t id, int64_t published_at,
                                      int64_t shown, const struct actor *by, int64_t now,
                                      struct problems *why) __attribute__((warn_unused_result));
/* Takes what waits off the schedule, named by its number and the time it waits for (or TIME_ANY; STORE_CONFLICT: that is
 * another by now), and a story in review back (number 0). What waited becomes the draft, unless there is one: then it
 * stays in the history alone. */
enum store_status story_unschedule(struct store *s, int64_t id, int number, int64_t waits_at,
                                   const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* 410 with the public reason; what waits is taken off the schedule. Live stories only, and the text that was shown,
 * live since live_from (or TIME_ANY): else STORE_CONFLICT. */
enum store_status story_withdraw(struct store *s, int64_t id, int64_t live_from, const char *reason,
                                 const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* A withdrawn story is live again as it was, its times too. The text that goes out is named, by number and
 * hash, and the withdrawal that ends, by its instant: a later one, for another reason, stays. */
enum store_status story_restore(struct store *s, int64_t id, int number, const char *hash,
                                int64_t withdrawn_at, const struct actor *by, int64_t now,
                                struct problems *why) __attribute__((warn_unused_result));
/* The draft goes: it stays in the history alone. Of a story that readers know, or that waits. */
enum store_status story_discard_draft(struct store *s, int64_t id, int number,
                                      const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
#define STORY_TAKE_BACK_MS INT64_C(3600000) /* an hour */
/* Published by mistake: within an hour of going live, the story becomes a draft as if it had never been live; its
 * address answers 404. Refused: later, with a draft beside it, or when readers see or were told something else since
 * live_from, which was shown (or TIME_ANY): that would go too. */
enum store_status story_take_back(struct store *s, int64_t id, int64_t live_from,
                                  const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
#define STORY_BIN_MS INT64_C(2592000000) /* 30 days */
/* Into the bin, and out of it. Only a story that readers never saw and that does not wait, with the draft that was shown,
 * named by its number (0: whichever it is): else STORE_CONFLICT. After STORY_BIN_MS its texts are deleted at the next
 * write to the bin, or by housekeeping. */
enum store_status story_bin(struct store *s, int64_t id, int number, const struct actor *by,
                            int64_t now, struct problems *why) __attribute__((warn_unused_result));
enum store_status story_unbin(struct store *s, int64_t id, const struct actor *by, int64_t now,
                              struct problems *why) __attribute__((warn_unused_result));

/* The front page's lead, from now on: its first place (front.h), instead of the story that was shown there (0:
 * none; FRONT_ANY). Or no longer: then nothing has the place. STORE_CONFLICT, or nothing: another has it by now. */
enum store_status story_set_lead(struct store *s, int64_t id, bool leads, int64_t shown,
                                 const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));

/* The story and one of its revisions (0: the head), whatever the state. */
enum store_status story_get(struct store *s, struct arena *a, int64_t id, int number, int64_t now,
                            struct story_view *out) __attribute__((warn_unused_result));

struct revision_row {
    int number;
    int parent; /* the revision that it was made from, always a lower one; 0: none */
    int64_t saved_at;
    const char *saved_by_name;
    int words;
    bool live;           /* readers see it now */
    enum edit_kind edit; /* how it was published; EDIT_KIND_MAX: it was not */
    int64_t live_from;
    const char *note;
};
struct revision_rows {
    struct revision_row *v; /* newest first */
    size_t n;
};
enum store_status story_revisions(struct store *s, struct arena *a, int64_t id, int64_t now,
                                  struct revision_rows *out) __attribute__((warn_unused_result));

/* What in the text's body leads nowhere, as typed: links without an address or with one that does not
 * exist, notes that are missing or that nothing refers to; some of them when they are many. For a
 * remark: a text may be saved so. */
enum store_status story_links_nowhere(struct store *s, struct arena *a, const struct story_text *t,
                                      struct strlist *out) __attribute__((warn_unused_result));

/* Renders a revision's body as a save would: body_html, plain, how_html, words. STORE_REFUSED: it would cost too much. */
enum store_status story_render(struct store *s, struct arena *a, struct revision *r,
                               struct problems *why) __attribute__((warn_unused_result));

/* Problems that keep a text from being published (alt, credit, headline, section, …); none: it may go out. */
void story_check(const struct story_text *t, enum story_kind kind, bool publish,
                 struct problems *why);
/* The same text as it is kept: lines trimmed, NULL as "", empty list entries dropped, what is of another kind emptied. */
void story_text_clean(struct arena *a, enum story_kind kind, const struct story_text *in,
                      struct story_text *out);

/* ---- Import -------------------------------------------------------------------------------- */

/* One publication of a text that comes with its history. */
struct import_event {
    enum edit_kind kind;
    int64_t live_from;
    bool carries; /* Updated stays as it is; else updated_at (0: none) */
    int64_t updated_at;
    const char *note;          /* of an update */
    const char *wrong, *right; /* of a correction */
    int64_t corrected_at;
};
struct import_events {
    struct import_event *v; /* in the order in which they went live, the first one among them */
    size_t n;
};

struct story_import {
    const char *key;  /* where it came from, stable: "markdown:news/2019/a.md" */
    const char *hash; /* of everything the file said: the same again is left alone */
    enum story_kind kind;
    const char *slug;
    struct story_text text;
    int64_t published_at; /* 0: stays a draft */
    int64_t updated_at;   /* 0: the file says nothing */
    int64_t edited_at;    /* when somebody last touched it elsewhere, for the desk alone; 0: now */
    const char *update_note;
    struct corrections corrections; /* wrong, right, at */
    int64_t withdrawn_at;
    const char *withdrawn_reason;
    struct import_events
        history;             /* in place of updated_at, its note and the corrections; n 0: none */
    const char *path;        /* its very address; NULL or "": from slug and published_at */
    bool in_review;          /* a draft that an author has submitted */
    bool checks;             /* checklist_is_on: what it lacks is said, of pictures always */
    struct strlist aliases;  /* paths that shall lead here */
    struct strlist *nowhere; /* out, or NULL: as story_links_nowhere, of what was written */
    struct new_names *names_made;    /* out, or NULL: bylines and tags that it makes */
    const struct story_ahead *ahead; /* made of text as it is here (story_ahead.h); or NULL */
};
enum import_outcome {
    IMPORT_ADDED,
    IMPORT_UNCHANGED,
    IMPORT_CHANGED,     /* the file changed: a new revision, as a minor fix */
    IMPORT_EDITED_HERE, /* the file changed, but so did the story: left alone */
    IMPORT_OUTCOME_MAX
};
/* STORE_REFUSED fills why; STORE_OK may: aliases that could not be had, what pictures lack and the checklist would
 * miss, a withdrawal that was not done (the story is left alone then). A slug taken in the same month gets "-2", …;
 * a path that is taken is STORE_EXISTS. */
enum store_status story_import(struct store *s, struct arena *a, const struct story_import *in,
                               int64_t now, enum import_outcome *outcome, int64_t *id,
                               struct problems *why) __attribute__((warn_unused_result));
/* The story that came of a key, and whether it was edited here since. STORE_MISSING: none did. */
enum store_status story_import_find(struct store *s, const char *key, int64_t *id, bool *edited)
    __attribute__((warn_unused_result));

#endif
