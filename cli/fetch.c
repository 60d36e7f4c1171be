/* fetch.c: see fetch.h. */
#include "fetch.h"

#include <string.h>

static void fetch_progress(void *ctx, size_t done, size_t all)
{
    cli_progress_step(ctx, "Fetching", done, all);
}

/* False: said. */
static bool fetch_is_complete(struct cli *c, const struct fetch *f, const struct fetch_report *r)
{
    if (r->broken && strcmp(r->broken, FETCH_ANOTHER) == 0) {
        cli_fail(c, "Another import is fetching pictures for this site.");
        return false;
    }
    if (r->broken) {
        cli_fail(c, "%s", cli_plain(c, r->broken));
        return false;
    }
    if (!r->stopped && r->later.n == 0)
        return true;
    if (!c->json)
        fetch_print(c, f, r, false);
    cli_fail(c,
             "%zu of %zu pictures could not be fetched now%s%s. Nothing was imported. What was "
             "fetched is kept: run the command again for the rest, or without --fetch to import "
             "without them.",
             r->wanted - r->got - r->failed.n, r->wanted, r->stopped ? ": " : "",
             r->stopped ? r->stopped : "");
    return false;
}

bool fetch_all(struct cli *c, struct fetch *f, const struct fetch_options *o,
               struct fetch_report *out)
{
    struct cli_progress progress;
    const struct fetch_run run = {.local = o->local,
                                  .timeout_s = o->timeout_s,
                                  .pause_ms = o->pause_ms,
                                  .progress = fetch_progress,
                                  .ctx = &progress};
    cli_progress_start(&progress);
    fetch_run(&run, f, c->arena, out);
    cli_progress_end(&progress);
    return fetch_is_complete(c, f, out);
}

bool fetch_read_options(struct cli *c, struct fetch_options *o, struct fetch *f)
{
    fetch_begin(f, c->arena, c->args[0]);
    f->asked = o->asked;
    if (!o->asked && (o->from.n > 0 || o->local || o->timeout_s || o->pause_ms >= 0)) {
        c->status =
            cli_wrong(c, "--fetch-from, --fetch-local, --fetch-timeout and --fetch-pause need "
                         "--fetch.");
        return false;
    }
    o->timeout_s = o->timeout_s > 0 ? o->timeout_s : FETCH_TIMEOUT_S;
    o->pause_ms = o->pause_ms >= 0 ? o->pause_ms : FETCH_PAUSE_MS;
    for (size_t i = 0; i < o->from.n; i++) {
        if (!fetch_allow(f, o->from.v[i])) {
            c->status = cli_wrong(c, "--fetch-from takes a host, as in pictures.example, not %s.",
                                  cli_quoted(c, o->from.v[i]));
            return false;
        }
    }
    return true;
}

/* ---- The report ------------------------------------------------------------------------------------ */

static void fetch_print_list(const struct cli *c, const char *heading,
                             const struct fetch_failures *list)
{
    for (size_t i = 0; i < list->n; i++)
        cli_print("%s    %s: %s: %s\n", i == 0 ? heading : "", cli_name(c, list->v[i].file),
                  cli_plain(c, list->v[i].url), cli_plain(c, list->v[i].why));
}

void fetch_print(const struct cli *c, const struct fetch *f, const struct fetch_report *r, bool dry)
{
    fetch_print_list(c, "Pictures that could not be fetched:\n", &r->failed);
    fetch_print_list(c, "Pictures that could not be fetched now:\n", &r->later);
    for (size_t i = 0; i < f->n_others; i++)
        cli_print("%s %s (%zu)%s", i == 0 ? "On hosts that --fetch-from does not name:" : ",",
                  f->others[i].site, f->others[i].pictures, i + 1 == f->n_others ? "\n" : "");
    if (dry)
        cli_print("%zu pictures would be fetched\n", f->n);
    else if (r->wanted > 0)
        cli_print("%zu of %zu pictures fetched\n", r->got, r->wanted);
}

static json_t *fetch_json_list(const struct fetch_failures *list)
{
    json_t *out = json_array();
    struct arena *a = arena_new();
    for (size_t i = 0; i < list->n; i++) {
        const struct fetch_failure *one = &list->v[i];
        json_array_append_new(
            out, json_pack("{s:o s:o}", "file", cli_json_text(one->file), "why",
                           cli_json_text(arena_printf(a, "%s: %s", one->url, one->why))));
    }
    arena_free(a);
    return out;
}

void fetch_json(json_t *to, const struct fetch *f, const struct fetch_report *r, bool dry)
{
    json_t *others = json_object();
    for (size_t i = 0; i < f->n_others; i++)
        json_object_set_new(others, f->others[i].site,
                            json_integer((json_int_t)f->others[i].pictures));
    if (dry) {
        json_object_set_new(to, "would_fetch", json_integer((json_int_t)f->n));
    } else {
        json_object_set_new(to, "fetched", json_integer((json_int_t)r->got));
        json_object_set_new(to, "not_fetched", fetch_json_list(&r->failed));
        json_object_set_new(to, "not_fetched_now", fetch_json_list(&r->later));
    }
    json_object_set_new(to, "other_hosts", others);
}
