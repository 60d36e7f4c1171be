/* story_post.c: dateline story post: one file as a draft, a publication or a revision. */
#include "cli.h"

#include "db/picture.h"
#include "import/story_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct post_options {
    int64_t id;
    bool publish, correction, confirmed;
    const char *updated, *note, *wrong, *right, *at, *section;
};

/* Options that contradict each other are found before anything is read. */
static bool post_check_options(struct cli *c, const struct post_options *o)
{
    const char *fault = NULL;
    if (!o->id && (o->updated || o->correction || o->note))
        fault = "--updated, --note and --correction change an existing story: add --id.";
    else if (o->correction && (o->note || !o->wrong || !o->right))
        fault = "--correction needs --wrong and --right, and takes no --note.";
    else if (!o->correction && (o->wrong || o->right))
        fault = "--wrong and --right only go with --correction.";
    else if (!o->correction && !o->updated != !o->note)
        fault = "An update needs both --updated WHEN and --note TEXT.";
    else if (o->publish && o->id)
        fault = "--publish is for a new story; to publish a draft, use dateline story publish.";
    else if (o->at && !o->publish)
        fault = "--at only goes with --publish.";
    if (fault)
        c->status = cli_wrong(c, "%s", fault);
    return !fault;
}

/* A draft keeps waiting; what readers see already changes at once, as the options say. */
static bool post_fill_existing(struct cli *c, struct store *s, struct calendar *calendar,
                               const struct post_options *o, struct story_save *in)
{
    struct story_view v;
    enum store_status st = story_get(s, c->arena, o->id, 0, dateline_now(), &v);
    if (st != STORE_OK) {
        if (st == STORE_MISSING)
            cli_fail(c, "There is no story %" PRId64 ".", o->id);
        else
            cli_store_fail(c, s, st, NULL);
        return false;
    }
    bool live = v.story.state == STORY_LIVE;
    struct story_text text = in->text;
    enum named_text on = live ? NAMED_LIVE : v.story.draft ? NAMED_DRAFT : NAMED_WAITING;
    st = story_save_begin(s, c->arena, o->id, on, dateline_now(), in);
    if (st != STORE_OK)
        return cli_store_fail(c, s, st, NULL), false;
    in->text = text;
    in->action = live ? STORY_PUBLISH : STORY_KEEP;
    in->edit = o->correction ? EDIT_CORRECTION : o->updated ? EDIT_UPDATE : EDIT_MINOR;
    in->note = o->note;
    in->wrong = o->wrong;
    in->right = o->right;
    in->same_text_confirmed = o->confirmed;
    if (!live && in->edit != EDIT_MINOR)
        return cli_fail(c,
                        "Story %" PRId64 " has not been published yet: save it without --updated "
                        "and --correction.",
                        o->id),
               false;
    return !o->updated || cli_when(c, calendar, o->updated, &in->updated_at);
}

static bool post_fill_new(struct cli *c, struct calendar *calendar, const struct post_options *o,
                          const struct story_file *from, struct story_save *in)
{
    in->action = o->publish ? STORY_PUBLISH : STORY_KEEP;
    in->edit = EDIT_FIRST;
    in->slug = from->slug;
    in->published_at = from->story.published_at;
    return !o->at || cli_when(c, calendar, o->at, &in->published_at);
}

static int post_print_saved(struct cli *c, const struct story_saved *saved)
{
    const struct story *y = &saved->story;
    if (c->json)
        return cli_print_json(c, json_pack("{s:I s:i s:s s:s s:b}", "id",
                                           (json_int_t)saved->story_id, "revision", saved->number,
                                           "state", story_state_name(y->state), "path", y->path,
                                           "unchanged", saved->unchanged));
    printf("Story %" PRId64 ", revision %d, %s%s%s%s\n", saved->story_id, saved->number,
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
        return cli_fail(c, "The text has not changed. To publish an update anyway, add "
                           "--same-text.");
    return cli_store_fail(c, s, st, &why);
}

/* FILE, or standard input for "-". False: said. */
static bool post_open(struct cli *c, struct folder *folder)
{
    const char *path = c->args[1], *why;
    if (strcmp(path, "-") == 0) {
        size_t n;
        const char *text = cli_read_file(c, path, FOLDER_FILE_MAX, &n);
        if (text)
            folder_of_text(c->arena, text, n, folder);
        return text;
    }
    if (!folder_open(c->arena, path, folder, &why))
        return cli_fail(c, "%s: %s", path, why), false;
    if (folder->files.n == 1)
        return true;
    folder_close(folder);
    return cli_fail(c, "%s is a folder; to import all of it, use dateline import.", path), false;
}

static int post_file(struct cli *c, struct store *s, struct calendar *calendar,
                     const struct post_options *o, struct folder *folder)
{
    struct story_files f = {.folder = folder,
                            .calendar = calendar,
                            .store = s,
                            .site = c->args[0],
                            .helper = picture_helper(c->arena),
                            .section = o->section};
    struct story_file read;
    const char *why;
    int status = CLI_FAILED;
    story_files_begin(&f);
    if (!story_file_read(&f, c->arena, folder->files.v[0], &read, &why)) {
        cli_fail(c, "%s: %s", c->args[1], why);
    } else {
        struct story_save in = {.kind = read.story.kind, .text = read.story.text};
        if (f.counts.pictures_missing)
            cli_warn(c,
                     f.counts.pictures_missing == 1 ? "%zu picture was not found."
                                                    : "%zu pictures were not found.",
                     f.counts.pictures_missing);
        if (o->id ? post_fill_existing(c, s, calendar, o, &in)
                  : post_fill_new(c, calendar, o, &read, &in))
            status = post_save(c, s, &in);
    }
    story_files_end(&f);
    return status;
}

int story_post_run(struct cli *c)
{
    struct post_options o = {0};
    const struct cli_option options[] = {
        {.name = "publish", .help = "publish a new story at its date, or now", .flag = &o.publish},
        {.name = "at", .value = "WHEN", .help = "publish it at that time", .text = &o.at},
        {.name = "section",
         .value = "SLUG",
         .help = "its section, instead of the one in the file",
         .text = &o.section},
        {.name = "id",
         .value = "N",
         .help = "save as the next revision of story N",
         .number = &o.id,
         .least = 1,
         .most = INT64_MAX},
        {.name = "updated", .value = "WHEN", .help = "an update, dated WHEN", .text = &o.updated},
        {.name = "note",
         .value = "TEXT",
         .help = "what changed, as readers are told",
         .text = &o.note},
        {.name = "same-text",
         .help = "allow an update that leaves the text as it is",
         .flag = &o.confirmed},
        {.name = "correction", .help = "a correction", .flag = &o.correction},
        {.name = "wrong", .value = "TEXT", .help = "the wrong text", .text = &o.wrong},
        {.name = "right", .value = "TEXT", .help = "the right text", .text = &o.right},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    if (!cli_parse(c, options) || !post_check_options(c, &o))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    struct calendar *calendar = s ? cli_calendar(c, s) : NULL;
    struct folder folder;
    int status = CLI_FAILED;
    if (calendar && post_open(c, &folder)) {
        status = post_file(c, s, calendar, &o, &folder);
        folder_close(&folder);
    }
    calendar_close(calendar);
    store_close(s);
    return status;
}
