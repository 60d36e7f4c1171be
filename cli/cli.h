/* cli.h: what every subcommand of dateline(1) has in common.
 *
 * A subcommand is one row of main.c's table and one function that returns the exit status: 0 done,
 * 1 failed, 2 called wrongly. Results go to stdout, trouble to stderr, each as one line. */
#ifndef DATELINE_CLI_H
#define DATELINE_CLI_H

#include "db/last_done.h"
#include "db/setting.h"
#include "db/store.h"
#include "lib/arena.h"
#include "lib/dateline.h"
#include "lib/problem.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cli_exit { CLI_DONE, CLI_FAILED, CLI_USAGE };

struct cli;

struct command {
    const char *name;      /* "user add": one word or two */
    const char *arguments; /* "SITE LOGIN", as the help shows them */
    int least, most;       /* number of arguments */
    const char *summary;   /* one line */
    const char *details;   /* further lines of its help, or NULL */
    int (*run)(struct cli *c);
};

/* One call of a subcommand. */
struct cli {
    const char *program; /* as it was called: "build/dateline" */
    const struct command *command;
    struct arena *arena; /* lives until the command ends */
    int argc;            /* what follows the subcommand's name, argv[0] being that name */
    char **argv;
    char **args; /* what is left of it without the options; set by cli_parse */
    int n_args;
    bool json;  /* --json was given */
    int status; /* when cli_parse says no: what to return */
};

/* An option of a subcommand. Exactly one of flag, text and number says where its value goes. */
struct cli_option {
    const char *name;  /* "title" for --title */
    const char *value; /* "TEXT" as the help shows it; NULL for a flag */
    const char *help;
    bool *flag;
    const char **text;
    struct strlist *list; /* of an option that may be given again: each value */
    int64_t *number;
    int64_t least, most; /* of a number */
};

/* Reads options and counts arguments; --help is always there, --json when an option of that name
 * is in the list. False: return c->status, all is said. options end with a NULL name; NULL: none. */
bool cli_parse(struct cli *c, const struct cli_option *options);

/* Prints to stdout, and to stderr what a result or a message needs besides; neither lets what it
 * prints steer a terminal (text_for_terminal). */
void cli_print(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void cli_remark(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* One line, "dateline user add: …", on stderr; returns CLI_FAILED, or CLI_USAGE with a hint at
 * --help. */
int cli_fail(const struct cli *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int cli_wrong(const struct cli *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void cli_warn(const struct cli *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* One line for what the store answered, with its problems when it refused. Returns CLI_FAILED. */
int cli_store_fail(const struct cli *c, struct store *s, enum store_status st,
                   const struct problems *why);
/* What to do about a site whose database is broken, missing or another's, as lines on stderr. Nothing
 * for the other statuses. */
void cli_recovery(const struct cli *c, enum store_status st);
/* Prints a value to stdout as indented JSON and lets go of it. Returns CLI_DONE or CLI_FAILED. */
int cli_print_json(const struct cli *c, json_t *value);
/* Any text as a JSON string, each byte that is no UTF-8 as U+FFFD; NULL as null. */
json_t *cli_json_text(const char *text);
/* One line of text: controls and runs of white space become one space. In the arena. */
const char *cli_plain(const struct cli *c, const char *text);
/* A name of a file or the like, letter for letter, on one line. In the arena. */
const char *cli_name(const struct cli *c, const char *name);
/* An argument as a shell takes it: in quotation marks if need be. In the arena. */
const char *cli_quoted(const struct cli *c, const char *argument);

/* Keeps for the status page what was just done (db/last_done.h), its `at` being now. Whoever may only read
 * the site keeps nothing: of a backup that is worth a warning. */
void cli_keep_done(const struct cli *c, const struct store *s, enum last_done which,
                   struct done_record r);
/* Opens a site that exists. NULL: said on stderr. Owned by the caller: store_close. */
struct store *cli_store(const struct cli *c, const char *site, enum store_mode mode);
/* The calendar of the site's zone and locale; NULL: said. Owned by the caller: calendar_close. */
struct calendar *cli_calendar(const struct cli *c, struct store *s);
/* What a command does at the site at args[0], its options read: says what there is to say, and returns the
 * exit status. */
typedef int cli_work_fn(struct cli *c, struct store *s, void *ctx);
/* Opens the site, does that and closes it. Returns the exit status. */
int cli_work(struct cli *c, enum store_mode mode, cli_work_fn *work, void *ctx);
/* The same with the calendar of the site's zone and locale, for what speaks of times. */
typedef int cli_dated_fn(struct cli *c, struct store *s, struct calendar *calendar, void *ctx);
int cli_dated(struct cli *c, enum store_mode mode, cli_dated_fn *work, void *ctx);
/* The same of a command that changes nothing, its options (NULL: --json alone) read here. */
int cli_look(struct cli *c, const struct cli_option *options, cli_dated_fn *look, void *ctx);
/* The end of a change: what st says, with its problems, when it is not STORE_OK. Returns the exit status. */
int cli_change_end(const struct cli *c, struct store *s, enum store_status st,
                   const struct problems *why);
/* The end of a list: what st says when it is not STORE_OK, else the JSON where list is not NULL. Lets go of
 * list. Returns the exit status. */
int cli_list_end(struct cli *c, struct store *s, enum store_status st, json_t *list);
/* "now", a local time in the calendar's zone or RFC 3339. False: said on stderr. */
bool cli_when(const struct cli *c, struct calendar *calendar, const char *text, int64_t *ms);
/* RFC 3339 in the calendar's zone; "-" for none. In the arena. */
const char *cli_time(const struct cli *c, struct calendar *calendar, int64_t ms);
/* The same as a JSON value; null for none. */
json_t *cli_json_time(struct calendar *calendar, int64_t ms);

/* A whole file, or stdin for "-", at most max bytes. NULL: said. In the arena. */
char *cli_read_file(const struct cli *c, const char *path, size_t max, size_t *n);

/* Removes a folder of ours and all that is in it; follows no links. */
void cli_remove_tree(const char *path);

#define CLI_PASSWORD_SIZE 1024
/* A password for a person: from the terminal, after its rule, typed twice without echo, else the first
 * line of stdin. optional: on a terminal an empty one will do. False: said. Wipe it with
 * explicit_bzero. */
bool cli_password(const struct cli *c, struct store *s, const char *login, const char *name,
                  bool optional, char out[CLI_PASSWORD_SIZE]);

/* What is amiss though nothing is refused, each a line on stderr: a base_url at which passwords
 * travel readable, and root as the owner of what it serves. */
void cli_caution_base_url(const struct cli *c, const char *base_url);
void cli_caution_root(const struct cli *c, const char *site);

/* A line of progress on a terminal, from the first second on. */
struct cli_progress {
    bool terminal, shown;
    int64_t started, last; /* ms */
};
void cli_progress_start(struct cli_progress *p);
void cli_progress_step(struct cli_progress *p, const char *what, size_t done, size_t all);
/* Takes the line away. */
void cli_progress_end(struct cli_progress *p);

struct user;
/* Who signs in by that name. False: said. */
bool cli_user_named(const struct cli *c, struct store *s, const char *login, struct user *out);
struct media;
/* The picture of that number. False: said. */
bool cli_media_named(const struct cli *c, struct store *s, const char *argument, struct media *out);
/* The address of a fresh one-time sign-in link; NULL: said. In the arena. */
const char *cli_sign_in_link(const struct cli *c, struct store *s, int64_t user_id,
                             const char *base_url, int64_t minutes);

struct story_files;
struct import_source;
struct import_report;
/* import_files (import/import.h) with a line of progress. False: said on stderr. */
bool cli_import(struct cli *c, struct store *s, struct story_files *files,
                const struct import_source *source, bool trial, struct import_report *out);

/* The subcommands, one file each. */
int ai_list_run(struct cli *c);
int assignment_add_run(struct cli *c);
int assignment_begin_run(struct cli *c);
int assignment_change_run(struct cli *c);
int assignment_close_run(struct cli *c);
int assignment_decline_run(struct cli *c);
int assignment_list_run(struct cli *c);
int assignment_reopen_run(struct cli *c);
int assignment_show_run(struct cli *c);
int assignment_take_run(struct cli *c);
int audit_run(struct cli *c);
int backup_run(struct cli *c);
int export_run(struct cli *c);
int front_cancel_run(struct cli *c);
int front_list_run(struct cli *c);
int front_set_run(struct cli *c);
int front_show_run(struct cli *c);
int front_undo_run(struct cli *c);
int housekeep_run(struct cli *c);
int import_run(struct cli *c);
int init_run(struct cli *c);
int media_add_run(struct cli *c);
int media_apply_run(struct cli *c);
int media_delete_run(struct cli *c);
int media_list_run(struct cli *c);
int media_older_run(struct cli *c);
int media_replace_run(struct cli *c);
int media_set_run(struct cli *c);
int media_show_run(struct cli *c);
int media_unreplace_run(struct cli *c);
int name_author_run(struct cli *c);
int name_change_run(struct cli *c);
int name_list_run(struct cli *c);
int name_merge_run(struct cli *c);
int name_part_run(struct cli *c);
int price_check_run(struct cli *c);
int price_list_run(struct cli *c);
int redirect_add_run(struct cli *c);
int redirect_list_run(struct cli *c);
int redirect_missed_run(struct cli *c);
int redirect_remove_run(struct cli *c);
int reindex_run(struct cli *c);
int report_close_run(struct cli *c);
int report_list_run(struct cli *c);
int report_reopen_run(struct cli *c);
int report_show_run(struct cli *c);
int restore_run(struct cli *c);
int section_add_run(struct cli *c);
int section_delete_run(struct cli *c);
int section_hide_run(struct cli *c);
int section_move_run(struct cli *c);
int section_show_run(struct cli *c);
int serve_run(struct cli *c);
int settings_get_run(struct cli *c);
int settings_list_run(struct cli *c);
int settings_logo_run(struct cli *c);
int settings_set_run(struct cli *c);
int story_bin_run(struct cli *c);
int story_discard_run(struct cli *c);
int story_list_run(struct cli *c);
int story_post_run(struct cli *c);
int story_publish_run(struct cli *c);
int story_restore_run(struct cli *c);
int story_reword_run(struct cli *c);
int story_show_run(struct cli *c);
int story_take_back_run(struct cli *c);
int story_unbin_run(struct cli *c);
int story_unschedule_run(struct cli *c);
int story_updated_run(struct cli *c);
int story_withdraw_run(struct cli *c);
int style_add_run(struct cli *c);
int style_list_run(struct cli *c);
int style_remove_run(struct cli *c);
int style_try_run(struct cli *c);
int trust_run(struct cli *c);
int up_run(struct cli *c);
int user_add_run(struct cli *c);
int user_change_run(struct cli *c);
int user_link_run(struct cli *c);
int user_list_run(struct cli *c);
int user_passkey_list_run(struct cli *c);
int user_passkey_remove_run(struct cli *c);
int user_passwd_run(struct cli *c);
int user_totp_off_run(struct cli *c);
int verify_run(struct cli *c);

#endif
