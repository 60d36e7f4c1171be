/* story_private.h: what the commands about stories share: which of a story's texts is meant, how a
 * change reaches readers, and the sentences about what came of it. */
#ifndef DATELINE_STORY_PRIVATE_H
#define DATELINE_STORY_PRIVATE_H

#include "cli.h"

#include "db/story.h"

/* Options about a change that readers are to see. NULL, 0 and false: not given. */
struct story_change {
    const char *on;  /* "live", "waiting" or "draft" */
    int64_t follows; /* the revision readers see, which the draft takes account of */
    const char *at;  /* when readers see it */
    const char
        *waiting; /* "keeps" or "takes": whose words win where the text that waits overlaps */
    bool others_read, correction, confirmed;
    const char *updated, *note, *wrong, *right;
    const char *override, *as; /* against the checklist: why, and who says so */
};

/* The rows of those options but --at, for the list given to cli_parse. */
#define STORY_CHANGE_OPTIONS(o)                                                                    \
    {.name = "on",                                                                                 \
     .value = "TEXT",                                                                              \
     .help = "which text: live, waiting or draft",                                                 \
     .text = &(o).on},                                                                             \
        {.name = "follows",                                                                        \
         .value = "N",                                                                             \
         .help = "the draft takes account of revision N, which readers see",                       \
         .number = &(o).follows,                                                                   \
         .least = 1,                                                                               \
         .most = 1000000},                                                                         \
        {.name = "waiting",                                                                        \
         .value = "WHO",                                                                           \
         .help = "where it overlaps with what waits: that text keeps its words, or takes these",   \
         .text = &(o).waiting},                                                                    \
        {.name = "others-read",                                                                    \
         .help = "publish words of others that readers have not seen, too",                        \
         .flag = &(o).others_read},                                                                \
        {.name = "updated",                                                                        \
         .value = "WHEN",                                                                          \
         .help = "an update, dated WHEN",                                                          \
         .text = &(o).updated},                                                                    \
        {.name = "override",                                                                       \
         .value = "REASON",                                                                        \
         .help = "let it out against the checklist, for that reason",                              \
         .text = &(o).override},                                                                   \
        {.name = "as", .value = "LOGIN", .help = "the editor who says so", .text = &(o).as},       \
        {.name = "note",                                                                           \
         .value = "TEXT",                                                                          \
         .help = "what changed, as readers are told",                                              \
         .text = &(o).note},                                                                       \
        {.name = "same-text",                                                                      \
         .help = "allow an update that leaves the text as it is",                                  \
         .flag = &(o).confirmed},                                                                  \
        {.name = "correction", .help = "a correction", .flag = &(o).correction},                   \
        {.name = "wrong", .value = "TEXT", .help = "the wrong text", .text = &(o).wrong},          \
    {                                                                                              \
        .name = "right", .value = "TEXT", .help = "the right text", .text = &(o).right             \
    }

/* What is wrong with them whatever the story is, as a sentence; NULL: nothing. */
const char *story_change_fault(const struct story_change *o);

/* A command at work on one story, or about to make one (id 0). */
struct story_work {
    struct cli *c;
    struct store *s;
    struct calendar *calendar;
    int64_t id;
    int64_t now; /* ms UTC: the same for all that this command does */
    struct story story;
    struct named_infos texts;
};

/* Opens the site at args[0] and its calendar. False: said on stderr. story_work_close all the
 * same. */
bool story_work_open(struct story_work *w, struct cli *c, enum store_mode mode);
void story_work_close(struct story_work *w);
/* Reads args[1] as a story's number. False: said, and c->status is CLI_USAGE. */
bool story_work_id(struct story_work *w, struct cli *c);
/* cli_when, "now" being the work's own: not a moment later than what it is compared with. */
bool story_work_when(const struct story_work *w, const char *text, int64_t *ms);
/* Fills story and texts. False: said. */
bool story_work_load(struct story_work *w);
/* A save of that text just as it was loaded: what somebody did since is a conflict. False: said. */
bool story_work_begin(struct story_work *w, enum named_text on, struct story_save *in);

#define STORY_TEXT_BIT(t) (1u << (t))
#define STORY_TEXT_ANY (STORY_TEXT_BIT(NAMED_MAX) - 1)
/* The text that --on names, or, where on is NULL, the only one of those among `of` (bits). False:
 * said, with the texts there are; `what` ends the sentence: "the one that the file replaces". */
bool story_work_text(const struct story_work *w, const char *on, unsigned of, const char *what,
                     enum named_text *out);
/* "revision 4, minor fix, waits for 2190-01-05T09:00:00+00:00". In the arena. */
const char *story_text_summary(const struct story_work *w, enum named_text t);
/* Who saved a text. Never "". */
const char *story_who(const char *saved_by_name);

/* Fills what decides about readers into a save of the text in->on. at: when (ms), 0: now, or at the
 * time that it has already. False: refused and said. */
bool story_change_fill(const struct story_work *w, const struct story_change *o, int64_t at,
                       struct story_save *in);
/* Saves, and says what came of it. Returns the exit status. */
int story_work_save(struct story_work *w, const struct story_save *in);

#endif
