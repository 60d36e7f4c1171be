/* import_job.h: an import that the desk asks for and a process of its own does (import_work.h).
 *
 * One at a time, in SITE/import/: what was sent, and small files that say what is wanted and how far it is.
 * Each file has one writer: job.json, wanted and cancel are the desk's, all else the process's. Whoever is
 * killed leaves a state that the next one goes on from. */
#ifndef DATELINE_IMPORT_JOB_H
#define DATELINE_IMPORT_JOB_H

#include "lib/arena.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#define IMPORT_FOLDER "import"
/* Names in it. */
#define IMPORT_UPLOAD "upload"      /* as it came; gone when its files are there */
#define IMPORT_FILES "files"        /* what it holds */
#define IMPORT_LOOKED "look.json"   /* the report of a trial */
#define IMPORT_REPORT "report.json" /* of an import; stays until the next one */

enum import_step { IMPORT_LOOK, IMPORT_WRITE };

struct import_job {
    const char *id;   /* of the form that sent it */
    const char *file; /* as its sender calls it */
    int64_t bytes, at, user;
    int64_t turn; /* counts what was asked of it, from 1 */
    enum import_step step;
    const char *section, *credit; /* "": none */
    struct strlist maps;          /* "NAME=SECTION" */
    bool whole;                   /* of a feed: summaries are whole texts */
    struct strlist hosts; /* that pictures are fetched from, in this turn; none: they are not */
};

enum import_state { IMPORT_WAITS, IMPORT_RUNS, IMPORT_DONE, IMPORT_FAILED, IMPORT_CANCELLED };
struct import_progress {
    int64_t turn; /* that it is about */
    enum import_state state;
    int64_t done, all; /* stories */
    int64_t tries;     /* how often the process has begun it */
    const char *why;   /* it failed; "" else */
};

/* SITE/import, made when so asked. -1: it is not there. To be closed. */
int import_job_open(int site, bool make);
/* Held while the desk changes what is wanted. -1: errno. Closing it lets go. */
int import_job_lock(int folder);

/* False: there is no job. In the arena. */
bool import_job_read(int folder, struct arena *a, struct import_job *out);
/* On disk, as a whole. False: errno. */
bool import_job_write(int folder, const struct import_job *job) __attribute__((warn_unused_result));
/* The upload, n bytes, on disk. False: errno. */
bool import_job_put_upload(int folder, const char *bytes, size_t n)
    __attribute__((warn_unused_result));
/* Asks for the job's turn, or takes that back; no longer asks for it. */
bool import_job_want(int folder) __attribute__((warn_unused_result));
bool import_job_cancel(int folder) __attribute__((warn_unused_result));
bool import_job_is_cancelled(int folder);
void import_job_settle(int folder);
/* All of it but IMPORT_REPORT. */
bool import_job_remove(int folder) __attribute__((warn_unused_result));
#define IMPORT_KEPT_MS INT64_C(2592000000) /* 30 days */
/* Removes what was sent when nobody has asked anything of it since an instant; `dry`: only looks. 1: that is so,
 * 0: it is not, or there is nothing, or it is being worked on; -1: errno. */
int import_job_clear(int site, int64_t since, bool dry) __attribute__((warn_unused_result));

/* What is known of a job's turn: IMPORT_WAITS when nothing is. In the arena. */
struct import_progress import_progress_of(int folder, struct arena *a, int64_t turn);
bool import_progress_write(int folder, const struct import_progress *p)
    __attribute__((warn_unused_result));
/* One of the reports; owned by the caller. NULL: it is not there. */
json_t *import_report_read(int folder, const char *name);
bool import_report_write(int folder, const char *name, const json_t *report)
    __attribute__((warn_unused_result));

#endif
