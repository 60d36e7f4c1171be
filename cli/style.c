/* style.c: dateline style list, add, remove, try: the paper's house style. */
#include "cli.h"

#include "db/style_rule.h"
#include "lib/text.h"

#include <inttypes.h>

static json_t *style_json(const struct style_rule *r)
{
    return json_pack("{s:I s:o s:b s:o s:o}", "id", (json_int_t)r->id, "pattern",
                     cli_json_text(r->pattern), "regex", r->is_regex, "replacement",
                     cli_json_text(r->replacement), "advice", cli_json_text(r->advice));
}

static void style_print(const struct cli *c, const struct style_rule *r)
{
    cli_print("%4" PRId64 "  %s%s%s%s%s%s\n", r->id, r->is_regex ? "/" : "",
              cli_plain(c, r->pattern), r->is_regex ? "/" : "", *r->replacement ? "  →  " : "",
              cli_plain(c, r->replacement),
              *r->advice ? arena_printf(c->arena, "  (%s)", cli_plain(c, r->advice)) : "");
}

int style_list_run(struct cli *c)
{
    const struct cli_option options[] = {
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    struct style_rules rules;
    if (!cli_parse(c, options))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_LOOK);
    if (!s)
        return CLI_FAILED;
    enum store_status st = style_rule_list(s, c->arena, &rules);
    int status = st == STORE_OK ? CLI_DONE : cli_store_fail(c, s, st, NULL);
    store_close(s);
    if (status != CLI_DONE)
        return status;
    json_t *all = c->json ? json_array() : NULL;
    for (size_t i = 0; i < rules.n; i++) {
        if (all)
            json_array_append_new(all, style_json(&rules.v[i]));
        else
            style_print(c, &rules.v[i]);
    }
    return all ? cli_print_json(c, all) : CLI_DONE;
}

/* The rule that the command line speaks of. False: return c->status. */
static bool style_parse(struct cli *c, struct style_rule *r)
{
    const struct cli_option options[] = {
        {.name = "use", .value = "WORDS", .help = "what to write instead", .text = &r->replacement},
        {.name = "why", .value = "TEXT", .help = "advice, a sentence", .text = &r->advice},
        {.name = "regex", .help = "PATTERN is a regular expression (ICU)", .flag = &r->is_regex},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    *r = (struct style_rule){.replacement = "", .advice = ""};
    if (!cli_parse(c, options))
        return false;
    r->pattern = c->args[1];
    return true;
}

int style_add_run(struct cli *c)
{
    struct style_rule r;
    int64_t id = 0;
    if (!style_parse(c, &r))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    struct problems why = {.arena = c->arena};
    enum store_status st = style_rule_add(s, NULL, &r, dateline_now(), &id, &why);
    int status = st == STORE_EXISTS ? cli_fail(c, "There is a rule for \"%s\" already.", r.pattern)
                 : st != STORE_OK   ? cli_store_fail(c, s, st, &why)
                                    : CLI_DONE;
    store_close(s);
    r.id = id;
    if (status != CLI_DONE)
        return status;
    if (c->json)
        return cli_print_json(c, style_json(&r));
    cli_print("%" PRId64 "\n", id);
    return CLI_DONE;
}

int style_remove_run(struct cli *c)
{
    const struct cli_option options[] = {{0}};
    int64_t id;
    if (!cli_parse(c, options))
        return c->status;
    if (!text_to_int(c->args[1], 1, INT64_MAX, &id))
        return cli_wrong(c, "A rule is named by its number, not by \"%s\".", c->args[1]);
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    enum store_status st = style_rule_remove(s, NULL, id, dateline_now());
    int status = st == STORE_MISSING ? cli_fail(c, "There is no rule %" PRId64 ".", id)
                 : st != STORE_OK    ? cli_store_fail(c, s, st, NULL)
                                     : CLI_DONE;
    store_close(s);
    return status;
}

/* ---- Trying ------------------------------------------------------------------------------------ */

struct style_trial {
    const struct cli *c;
    json_t *list; /* NULL: printed */
    int64_t looked, stories, hits;
};

static bool style_tried(void *ctx, const struct style_try *found)
{
    struct style_trial *t = ctx;
    t->looked++;
    t->stories += found->hits.n > 0;
    t->hits += (int64_t)found->hits.n;
    for (size_t i = 0; i < found->hits.n; i++) {
        const struct style_hit *h = &found->hits.v[i];
        if (t->list)
            json_array_append_new(
                t->list, json_pack("{s:o s:o s:o}", "path", cli_json_text(found->path), "found",
                                   cli_json_text(h->found), "put", cli_json_text(h->put)));
        else
            cli_print("%s  %s%s%s\n", found->path, cli_plain(t->c, h->found),
                      *h->put ? "  →  " : "", cli_plain(t->c, h->put));
    }
    if (found->hits.slow)
        cli_warn(t->c, "%s: the rule took too long, and did not look at all of it.", found->path);
    return true;
}

int style_try_run(struct cli *c)
{
    struct style_rule r;
    int64_t from = 0;
    if (!style_parse(c, &r))
        return c->status;
    if (!house_style_usable(r.pattern, r.is_regex))
        return cli_fail(c, "This expression is faulty, or finds the empty text: %s", r.pattern);
    struct store *s = cli_store(c, c->args[0], STORE_LOOK);
    if (!s)
        return CLI_FAILED;
    struct style_trial trial = {.c = c, .list = c->json ? json_array() : NULL};
    const struct style_rules one = {&r, 1};
    enum store_status st = style_rule_try(s, &one, dateline_now(), &from, style_tried, &trial);
    int status = st == STORE_OK ? CLI_DONE : cli_store_fail(c, s, st, NULL);
    store_close(s);
    if (status != CLI_DONE) {
        json_decref(trial.list);
        return status;
    }
    if (trial.list)
        return cli_print_json(c, trial.list);
    cli_remark("%" PRId64 " found in %" PRId64 " of %" PRId64 " live stories\n", trial.hits,
               trial.stories, trial.looked);
    return CLI_DONE;
}
