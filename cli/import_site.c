/* import_site.c: dateline import SITE json FILE: a whole paper, as dateline export SITE json wrote it. */
#include "import_private.h"

#include "import/site_json.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

enum { DUES_SHOWN = 20 };

/* ---- The report ------------------------------------------------------------------------------- */

static void site_print_dues(const struct cli *c, struct calendar *calendar, const char *what,
                            const struct site_dues *list)
{
    for (size_t i = 0; i < list->n && i < DUES_SHOWN; i++) {
        const struct site_due *d = &list->v[i];
        const char *at = cli_time(c, calendar, d->at);
        if (d->story)
            cli_print("%s %s: story %" PRId64 ", “%s”\n", what, at, d->story,
                      cli_plain(c, d->headline));
        else
            cli_print("%s %s: an arrangement of the front page\n", what, at);
    }
    if (list->n > DUES_SHOWN)
        cli_print("… and %zu more (--json names all)\n", list->n - DUES_SHOWN);
}

static void site_print_missing(const struct cli *c, const struct site_json_report *r)
{
    for (size_t i = 0; i < r->missing.n; i++)
        cli_print("Missing: media/%s\n", cli_name(c, r->missing.v[i]));
}

static void site_print_sums(const struct site_json_report *r, int64_t took)
{
    size_t all = 0;
    for (int i = 0; i < STORY_STATE_MAX; i++)
        all += r->stories[i];
    cli_print("%zu stories:", all);
    for (int i = 0; i < STORY_STATE_MAX; i++)
        cli_print("%s %zu %s", i ? "," : "", r->stories[i], story_state_name((enum story_state)i));
    cli_print("; %zu texts, %zu people, %zu sections, %zu bylines, %zu tags, %zu merged names, "
              "%zu pictures in %zu files, %zu rules of the house style, %zu redirects, %zu "
              "arrangements of the front page, %zu reports; %" PRId64 ".%" PRId64 " s\n",
              r->texts, r->people, r->sections, r->bylines, r->tags, r->merged, r->pictures,
              r->files, r->rules, r->redirects, r->arrangements, r->reports, took / 1000,
              took % 1000 / 100);
}

static void site_print_next(const struct cli *c, const struct site_json_report *r)
{
    if (r->rendered)
        cli_print(
            "%zu texts were rendered otherwise than where they come from, by another version, or "
            "before what they link to was there: what they say is the same, their hashes are "
            "not.\n",
            r->rendered);
    cli_print("Its address is %s.\n", cli_plain(c, r->base_url));
    if (*r->logo)
        cli_print(
            "Its logo is a file of the old site’s folder static: copy that, and templates, if it "
            "had any.\n");
    if (r->people)
        cli_print(
            "Nobody can sign in yet, for passwords, passkeys and codes are not in the file. Give "
            "each a link:\n    %s user link %s LOGIN\n",
            c->program, cli_quoted(c, c->args[0]));
    cli_print(
        "Not in the file either: %swhat was being typed, links for guests, addresses of readers "
        "who reported something.\n",
        r->log ? "" : "the log (unless “export … --log” wrote it), ");
}

static void site_print(const struct cli *c, struct calendar *calendar,
                       const struct site_json_report *r, bool trial, int64_t took)
{
    const char *since = cli_time(c, calendar, r->worked_at);
    site_print_missing(c, r);
    if (r->past.n)
        cli_print("Due since somebody last worked on the paper (%s), so that readers see it %s:\n",
                  since, trial ? "as soon as it is imported" : "now");
    site_print_dues(c, calendar, "  since", &r->past);
    if (r->coming.n)
        cli_print("Goes out by itself:\n");
    site_print_dues(c, calendar, "  on", &r->coming);
    site_print_sums(r, took);
    if (trial)
        cli_print("Dry run: nothing was written.\n");
    else
        site_print_next(c, r);
}

static json_t *site_json_dues(struct calendar *calendar, const struct site_dues *list)
{
    json_t *out = json_array();
    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(
            out,
            json_pack("{s:o s:o s:o}", "story",
                      list->v[i].story ? json_integer((json_int_t)list->v[i].story) : json_null(),
                      "headline", cli_json_text(list->v[i].headline), "at",
                      cli_json_time(calendar, list->v[i].at)));
    return out;
}

static int site_print_json(const struct cli *c, struct calendar *calendar,
                           const struct site_json_report *r, bool trial, int64_t took)
{
    json_t *out = json_object(), *stories = json_object(), *missing = json_array();
    const struct {
        const char *key;
        int64_t n;
    } sums[] = {{"texts", (int64_t)r->texts},
                {"rendered_otherwise", (int64_t)r->rendered},
                {"people", (int64_t)r->people},
                {"sections", (int64_t)r->sections},
                {"bylines", (int64_t)r->bylines},
                {"tags", (int64_t)r->tags},
                {"merged_names", (int64_t)r->merged},
                {"style_rules", (int64_t)r->rules},
                {"redirect_rules", (int64_t)r->redirects},
                {"arrangements", (int64_t)r->arrangements},
                {"notes", (int64_t)r->notes},
                {"suggestions", (int64_t)r->suggestions},
                {"assignments", (int64_t)r->assignments},
                {"reports", (int64_t)r->reports},
                {"log", (int64_t)r->log},
                {"pictures", (int64_t)r->pictures},
                {"files", (int64_t)r->files},
                {"bytes", r->bytes},
                {"milliseconds", took}};
    for (int i = 0; i < STORY_STATE_MAX; i++)
        json_object_set_new(stories, story_state_name((enum story_state)i),
                            json_integer((json_int_t)r->stories[i]));
    for (size_t i = 0; i < r->missing.n; i++)
        json_array_append_new(missing, cli_json_text(r->missing.v[i]));
    json_object_set_new(out, "dry_run", json_boolean(trial));
    json_object_set_new(out, "stories", stories);
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        json_object_set_new(out, sums[i].key, json_integer((json_int_t)sums[i].n));
    json_object_set_new(out, "worked_at", cli_json_time(calendar, r->worked_at));
    json_object_set_new(out, "due_since", site_json_dues(calendar, &r->past));
    json_object_set_new(out, "goes_out", site_json_dues(calendar, &r->coming));
    json_object_set_new(out, "missing_files", missing);
    json_object_set_new(out, "base_url", cli_json_text(r->base_url));
    return cli_print_json(c, out);
}

/* ---- The command ------------------------------------------------------------------------------ */

static void site_progress(void *ctx, size_t done, size_t all)
{
    cli_progress_step(ctx, "Importing", done, all);
}

static int site_import(struct cli *c, struct store *s, int fd, const struct import_options *o)
{
    struct cli_progress progress;
    struct site_json_report report;
    struct problems why = {.arena = c->arena};
    int64_t started = dateline_now();
    const struct site_json run = {.store = s,
                                  .arena = c->arena,
                                  .fd = fd,
                                  .site = c->args[0],
                                  .media = o->media,
                                  .trial = o->trial,
                                  .incomplete = o->incomplete,
                                  .now = started,
                                  .progress = site_progress,
                                  .progress_ctx = &progress};
    cli_progress_start(&progress);
    enum store_status st = site_json_import(&run, &report, &why);
    cli_progress_end(&progress);
    if (st == STORE_REFUSED && why.n > 0)
        return cli_fail(c, "%s Nothing was imported.", why.v[0].text);
    if (st != STORE_OK)
        return cli_store_fail(c, s, st, &why);
    struct calendar *calendar = cli_calendar(c, s);
    int status = CLI_FAILED;
    int64_t took = dateline_now() - started;
    if (calendar && c->json)
        status = site_print_json(c, calendar, &report, o->trial, took);
    else if (calendar) {
        site_print(c, calendar, &report, o->trial, took);
        status = CLI_DONE;
    }
    calendar_close(calendar);
    return status;
}

int import_site(struct cli *c, const struct import_options *o)
{
    if (c->n_args > 3)
        return cli_wrong(c, "json takes one FILE.");
    if (o->section || o->media_dir || o->section_from || o->credit || o->maps.n || o->types.n ||
        o->expired || o->check || o->whole || o->fetch.asked)
        return cli_wrong(c,
                         "json takes a whole paper as it is: only --media, --incomplete, --dry-run "
                         "and --json are for it.");
    int fd = open(c->args[2], O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return cli_fail(c, "%s: %s", c->args[2], strerror(errno));
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    int status = s ? site_import(c, s, fd, o) : CLI_FAILED;
    store_close(s);
    close(fd);
    return status;
}
