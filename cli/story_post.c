/* story_post.c: dateline story post: one file as a draft, a publication or a revision. */
#include "story_private.h"

#include "db/picture.h"
#include "import/story_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct post_options {
    int64_t id, from, replace_draft;
    bool publish, keep, new_names;
    struct story_change change;
    const char *section;
};

/* Of a new story. */
static const char *post_new_fault(const struct post_options *o)
{
    const struct story_change *ch = &o->change;
    if (ch->updated || ch->correction || ch->note)
        return "--updated, --note and --correction change an existing story: add --id.";
    if (ch->on || o->from || o->keep || ch->follows || o->replace_draft || ch->waiting)
        return "--on, --from, --keep, --follows, --replace-draft and --waiting are about an "
               "existing story: add --id.";
    return ch->at && !o->publish ? "--at only goes with --publish." : NULL;
}

/* Of an existing one, whatever its texts are. */
static const char *post_existing_fault(const struct post_options *o)
{
    const struct story_change *ch = &o->change;
    bool says_how = ch->at || ch->updated || ch->correction;
    if (o->keep && (o->publish || says_how))
        return "--keep lets readers see nothing: it takes no --publish, --at, --updated and "
               "--correction.";
    if (o->replace_draft && !o->keep)
        return "--replace-draft only goes with --keep.";
    if (ch->on && strcmp(ch->on, "draft") == 0 && !o->publish && says_how)
        return "A draft is only kept: to let readers see it, add --publish.";
    return NULL;
}

/* Options that contradict each other are found before anything is read. */
static bool post_check_options(struct cli *c, const struct post_options *o)
{
    const char *fault = o->id ? post_existing_fault(o) : post_new_fault(o);
    if (!fault)
        fault = story_change_fault(&o->change);
    if (fault)
        c->status = cli_wrong(c, "%s", fault);
    return !fault;
}

/* The file replaces a text where that text is: before readers, on the schedule, or kept as a draft.
 * To take it any nearer to readers, the options must say so. */
static bool post_refuse_further(const struct story_work *w, const struct post_options *o,
                                enum named_text on)
{
    const struct story_change *ch = &o->change;
    if (o->keep || (o->publish && (on != NAMED_WAITING || ch->at)))
        return false;
    if (on == NAMED_WAITING && o->publish)
        cli_fail(w->c,
                 "This text waits: %s. Say when readers are to see it: --at WHEN, or --at now. "
                 "Without --publish it keeps its time.",
                 story_text_summary(w, NAMED_WAITING));
    else if (on == NAMED_LIVE && w->story.state == STORY_WITHDRAWN)
        cli_fail(w->c,
                 "Story %" PRId64 " is withdrawn. Add --publish to bring it back with this text, "
                 "or --keep to keep the text as a draft.",
                 w->id);
    else if (on == NAMED_DRAFT && w->story.live == 0 && (ch->updated || ch->correction))
        cli_fail(w->c,
                 "Story %" PRId64 " has not been published yet: save it without --updated and "
                 "--correction.",
                 w->id);
    else if (on == NAMED_DRAFT && (ch->at || ch->updated || ch->correction))
        cli_fail(w->c, "A draft is only kept: to let readers see it, add --publish.");
    else
        return false;
    return true;
}

/* When readers see it: as the options or, at first, the file say; what waits keeps its time. */
static bool post_when(const struct story_work *w, const struct post_options *o, enum named_text on,
                      const struct import_item *from, int64_t *at)
{
    *at = on == NAMED_WAITING                       ? w->texts.v[NAMED_WAITING].at
          : on == NAMED_DRAFT && w->story.live == 0 ? from->story.published_at
                                                    : 0;
    return !o->change.at || story_work_when(w, o->change.at, at);
}

static bool post_fill_existing(struct story_work *w, const struct post_options *o,
                               const struct import_item *from, struct story_save *in)
{
    enum named_text on;
    int64_t at;
    if (!story_work_load(w) ||
        !story_work_text(w, o->change.on, STORY_TEXT_ANY, "the one that the file replaces", &on))
        return false;
    if (post_refuse_further(w, o, on) || !post_when(w, o, on, from, &at))
        return false;
    struct story_text text = in->text;
    if (!story_work_begin(w, on, in))
        return false;
    in->text = text;
    if (o->from)
        in->base = (int)o->from;
    bool keep = o->keep || (on == NAMED_DRAFT && !o->publish);
    in->action = keep ? STORY_KEEP : STORY_PUBLISH;
    in->replaces_draft = o->replace_draft != 0;
    if (o->replace_draft)
        in->draft = (int)o->replace_draft;
    return story_change_fill(w, &o->change, at, in);
}

static bool post_fill_new(struct story_work *w, const struct post_options *o,
                          const struct import_item *from, struct story_save *in)
{
    in->action = o->publish ? STORY_PUBLISH : STORY_KEEP;
    in->edit = EDIT_FIRST;
    in->slug = from->slug;
    in->published_at = from->story.published_at;
    return !o->change.at || story_work_when(w, o->change.at, &in->published_at);
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

static int post_file(struct story_work *w, const struct post_options *o, struct folder *folder)
{
    struct cli *c = w->c;
    struct story_files f = {.folder = folder,
                            .calendar = w->calendar,
                            .store = w->s,
                            .site = c->args[0],
                            .maker = picture_maker_here(c->arena),
                            .section = o->section,
                            .strict = true};
    struct import_item read;
    const char *why;
    int status = CLI_FAILED;
    story_files_begin(&f);
    if (!story_file_read(&f, c->arena, folder->files.v[0], &read, &why)) {
        bool standard = strcmp(c->args[1], "-") == 0;
        cli_fail(c, "%s: %s", standard ? "Standard input" : c->args[1], why);
    } else {
        struct story_save in = {.kind = read.story.kind, .text = read.story.text};
        for (size_t i = 0; i < read.notes.n; i++)
            cli_warn(c, "%s", cli_plain(c, read.notes.v[i].text));
        for (size_t i = 0; i < read.missing.n; i++)
            cli_warn(c, "The picture %s was not found.", cli_plain(c, read.missing.v[i]));
        if (o->id ? post_fill_existing(w, o, &read, &in) : post_fill_new(w, o, &read, &in)) {
            in.names = o->new_names ? NAMES_MAKE : NAMES_ASK_NEAR;
            status = story_work_save(w, &in);
        }
    }
    story_files_end(&f);
    return status;
}

int story_post_run(struct cli *c)
{
    struct post_options o = {0};
    const struct cli_option options[] = {
        {.name = "publish",
         .help = "let readers see a new story, or a draft: at its date, or now",
         .flag = &o.publish},
        {.name = "at",
         .value = "WHEN",
         .help = "let them see it at that time",
         .text = &o.change.at},
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
        {.name = "from",
         .value = "N",
         .help = "the file began from revision N: refuse if another is there now",
         .number = &o.from,
         .least = 1,
         .most = 1000000},
        {.name = "keep", .help = "keep it as a draft; readers see nothing of it", .flag = &o.keep},
        {.name = "replace-draft",
         .value = "N",
         .help = "with --keep: in place of the draft, revision N",
         .number = &o.replace_draft,
         .least = 1,
         .most = 1000000},
        {.name = "new-names",
         .help = "make bylines and tags that look like known ones",
         .flag = &o.new_names},
        STORY_CHANGE_OPTIONS(o.change),
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    if (!cli_parse(c, options) || !post_check_options(c, &o))
        return c->status;
    struct story_work w = {.id = o.id};
    struct folder folder;
    int status = CLI_FAILED;
    if (story_work_open(&w, c, STORE_WRITE) && post_open(c, &folder)) {
        status = post_file(&w, &o, &folder);
        folder_close(&folder);
    }
    story_work_close(&w);
    return status;
}
