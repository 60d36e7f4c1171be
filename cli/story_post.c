/* story_post.c: dateline story post: one file as a draft, a publication or a revision. */
#include "cli.h"

#include "db/picture.h"
#include "import/story_file.h"
#include "lib/text.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct post_options {
    int64_t id;
    bool publish, correction, confirmed;
    const char *updated, *note, *wrong, *right, *at, *section;
};

/* Options that contradict each other are found before anything is read. */
static bool post_check_options(struct cli *c, const struct post_options *w)
{
    const char *fault = NULL;
    if (!w->id && (w->updated || w->correction || w->note))
        fault = "--updated, --note and --correction are about a story that exists: give --id.";
    else if (w->correction && (w->note || !w->wrong || !w->right))
        fault = "--correction takes --wrong and --right, and no --note.";
    else if (!w->correction && (w->wrong || w->right))
        fault = "--wrong and --right belong to --correction.";
    else if (!w->correction && !w->updated != !w->note)
        fault = "An update takes both: --updated WHEN and --note TEXT.";
    else if (w->publish && w->id)
        fault = "--publish is for a new story; dateline story publish does it for a draft.";
    else if (w->at && !w->publish)
        fault = "--at goes with --publish.";
    if (fault)
        c->status = cli_wrong(c, "%s", fault);
    return !fault;
}

/* Standard input becomes a file of its own: pictures cannot lie beside it. */
static const char *post_spool_stdin(struct cli *c, char folder[32])
{
    size_t n;
    memcpy(folder, "/tmp/dateline-XXXXXX", sizeof "/tmp/dateline-XXXXXX");
    char *text = cli_read_file(c, "-", FOLDER_FILE_MAX, &n);
    if (!text)
        return NULL;
    if (!mkdtemp(folder)) {
        folder[0] = '\0';
        return cli_fail(c, "No temporary folder could be made."), NULL;
    }
    const char *path = arena_printf(c->arena, "%s/stdin.md", folder);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && write(fd, text, n) == (ssize_t)n;
    if (fd >= 0 && close(fd) < 0)
        ok = false;
    if (!ok)
        cli_fail(c, "%s could not be written.", path);
    return ok ? path : NULL;
}

/* A draft keeps waiting; what readers see already changes at once, as the options say. */
static bool post_fill_existing(struct cli *c, struct store *s, struct calendar *calendar,
                               const struct post_options *w, struct story_save *in)
{
    struct story_view v;
    enum store_status st = story_get(s, c->arena, w->id, 0, dateline_now(), &v);
    if (st != STORE_OK) {
        if (st == STORE_MISSING)
            cli_fail(c, "There is no story %lld.", (long long)w->id);
        else
            cli_store_fail(c, s, st, NULL);
        return false;
    }
    bool live = v.story.state == STORY_LIVE;
    struct story_text text = in->text;
    enum named_text on = live ? NAMED_LIVE : v.story.draft ? NAMED_DRAFT : NAMED_WAITING;
    st = story_save_begin(s, c->arena, w->id, on, dateline_now(), in);
    if (st != STORE_OK)
        return cli_store_fail(c, s, st, NULL), false;
    in->text = text;
    in->action = live ? STORY_PUBLISH : STORY_KEEP;
    in->edit = w->correction ? EDIT_CORRECTION : w->updated ? EDIT_UPDATE : EDIT_MINOR;
    in->note = w->note;
    in->wrong = w->wrong;
    in->right = w->right;
    in->same_text_confirmed = w->confirmed;
    if (!live && in->edit != EDIT_MINOR)
        return cli_fail(c,
                        "Readers do not see story %lld yet: save it without --updated and "
                        "--correction.",
                        (long long)w->id),
               false;
    return !w->updated || cli_when(c, calendar, w->updated, &in->updated_at);
}

static bool post_fill_new(struct cli *c, struct calendar *calendar, const struct post_options *w,
                          const struct story_file *from, struct story_save *in)
{
    in->action = w->publish ? STORY_PUBLISH : STORY_KEEP;
    in->edit = EDIT_FIRST;
    in->slug = from->slug;
    in->published_at = from->story.published_at;
    return !w->at || cli_when(c, calendar, w->at, &in->published_at);
}

static int post_print_saved(struct cli *c, const struct story_saved *saved)
{
    const struct story *y = &saved->story;
    if (c->json)
        return cli_print_json(c, json_pack("{s:I s:i s:s s:s s:b}", "id",
                                           (json_int_t)saved->story_id, "revision", saved->number,
                                           "state", story_state_name(y->state), "path", y->path,
                                           "unchanged", saved->unchanged));
    printf("Story %lld, revision %d, %s%s%s%s\n", (long long)saved->story_id, saved->number,
           story_state_name(y->state), *y->path ? ", " : "", y->path,
           saved->unchanged ? " (unchanged)" : "");
    return CLI_DONE;
}

static int post_save(struct cli *c, struct store *s, const struct story_save *in)
{
    struct story_saved saved = {0};
    struct problems why = {.arena = c->arena};
    enum store_status st = story_save(s, c->arena, in, dateline_now(), &saved, &why);
    if (st == STORE_OK)
        return post_print_saved(c, &saved);
    if (st == STORE_REFUSED && saved.same_text)
        return cli_fail(c, "The text did not change. To tell readers of an update all the same, "
                           "add --same-text.");
    return cli_store_fail(c, s, st, &why);
}

static int post_file(struct cli *c, struct store *s, struct calendar *calendar,
                     const struct post_options *w, const char *path)
{
    const char *why;
    struct folder folder;
    if (!folder_open(c->arena, path, &folder, &why))
        return cli_fail(c, "%s: %s", c->args[1], why);
    struct story_files f = {.folder = &folder,
                            .calendar = calendar,
                            .store = s,
                            .site = c->args[0],
                            .helper = picture_helper(c->arena),
                            .section = w->section};
    struct story_file read;
    int status = CLI_FAILED;
    story_files_begin(&f);
    if (folder.files.n != 1) {
        cli_fail(c, "%s is a folder; to take all of it: dateline import", c->args[1]);
    } else if (!story_file_read(&f, c->arena, folder.files.v[0], &read, &why)) {
        cli_fail(c, "%s: %s", c->args[1], why);
    } else {
        struct story_save in = {.kind = read.story.kind, .text = read.story.text};
        if (f.counts.pictures_missing)
            cli_warn(c, "%zu pictures were not found.", f.counts.pictures_missing);
        if (w->id ? post_fill_existing(c, s, calendar, w, &in)
                  : post_fill_new(c, calendar, w, &read, &in))
            status = post_save(c, s, &in);
    }
    story_files_end(&f);
    folder_close(&folder);
    return status;
}

int story_post_run(struct cli *c)
{
    struct post_options w = {0};
    const struct cli_option options[] = {
        {.name = "publish", .help = "publish a new story, at its date or now", .flag = &w.publish},
        {.name = "at", .value = "WHEN", .help = "publish it then", .text = &w.at},
        {.name = "section",
         .value = "SLUG",
         .help = "its section; else what the file says",
         .text = &w.section},
        {.name = "id",
         .value = "N",
         .help = "the next revision of story N",
         .number = &w.id,
         .least = 1,
         .most = INT64_MAX},
        {.name = "updated",
         .value = "WHEN",
         .help = "an update as of WHEN, or now",
         .text = &w.updated},
        {.name = "note",
         .value = "TEXT",
         .help = "what the update changed, for readers",
         .text = &w.note},
        {.name = "same-text",
         .help = "an update even though the text is the same",
         .flag = &w.confirmed},
        {.name = "correction", .help = "a correction", .flag = &w.correction},
        {.name = "wrong", .value = "TEXT", .help = "what it said wrongly", .text = &w.wrong},
        {.name = "right", .value = "TEXT", .help = "what is right", .text = &w.right},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    if (!cli_parse(c, options) || !post_check_options(c, &w))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    char temporary[32] = "";
    const char *path = c->args[1];
    if (strcmp(path, "-") == 0)
        path = post_spool_stdin(c, temporary);
    struct calendar *calendar = path ? cli_calendar(c, s) : NULL;
    int status = calendar ? post_file(c, s, calendar, &w, path) : CLI_FAILED;
    if (temporary[0])
        cli_remove_tree(temporary);
    calendar_close(calendar);
    store_close(s);
    return status;
}
