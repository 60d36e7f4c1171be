/* fetch.h: pictures of an import that nobody brought along are fetched, for who asked for that.
 *
 * What cannot be had now and perhaps later ends the command before anything is imported, since what was fetched stays;
 * what cannot be had at all is named. */
#ifndef DATELINE_CLI_FETCH_H
#define DATELINE_CLI_FETCH_H

#include "cli.h"
#include "import/fetch_run.h"

struct fetch_options {
    bool asked, local;
    struct strlist from; /* hosts */
    int64_t timeout_s;   /* for one request; 0: what is usual */
    int64_t pause_ms;    /* behind each; -1: what is usual */
};

/* Takes the options, and begins *f, which is to be ended. False: said, c->status set. */
bool fetch_read_options(struct cli *c, struct fetch_options *o, struct fetch *f);
/* Fetches all wishes. False: said; nothing is to be imported now. */
bool fetch_all(struct cli *c, struct fetch *f, const struct fetch_options *o,
               struct fetch_report *out);
/* Prints it, or adds it to the JSON of an import's report. dry: nothing was fetched. */
void fetch_print(const struct cli *c, const struct fetch *f, const struct fetch_report *r,
                 bool dry);
void fetch_json(json_t *to, const struct fetch *f, const struct fetch_report *r, bool dry);

#endif
