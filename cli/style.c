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

static int style_list(struct cli *c, struct store *s, void *ctx)
{
    struct style_rules rules;
    (void)ctx;
    enum store_status st = style_rule_list(s, c->arena, &rules);
    json_t *all = c->json ? json_array() : NULL;
    for (size_t i = 0; st == STORE_OK && i < rules.n; i++) {
        if (all)
            json_array_append_new(all, style_json(&rules.v[i]));
        else
            style_print(c, &rules.v[i]);
    }
    return cli_list_end(c, s, st, all);
}

int style_list_run(struct cli *c)
{
    const struct cli_option options[] = {
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    return cli_parse(c, options) ? cli_work(c, STORE_LOOK, style_list, NULL) : c->status;
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

static int style_add(struct cli *c, struct store *s, void *ctx)
{
    struct style_rule *r = ctx;
    struct problems why = {.arena = c->arena};
    enum store_status st = style_rule_add(s, NULL, r, dateline_now(), &r->id, &why);
    if (st == STORE_EXISTS)
        return cli_fail(c, "There is a rule for \"%s\" already.", r->pattern);
    if (st == STORE_OK && c->json)
        return cli_print_json(c, style_json(r));
    if (st == STORE_OK)
        cli_print("%" PRId64 "\n", r->id);
    return cli_change_end(c, s, st, &why);
}

int style_add_run(struct cli *c)
{
    struct style_rule r;
    return style_parse(c, &r) ? cli_work(c, STORE_WRITE, style_add, &r) : c->status;
}

static int style_remove(struct cli *c, struct store *s, void *ctx)
{
    const int64_t *id = ctx;
    enum store_status st = style_rule_remove(s, NULL, *id, NULL, dateline_now());
    return st == STORE_MISSING ? cli_fail(c, "There is no rule %" PRId64 ".", *id)
                               : cli_change_end(c, s, st, NULL);
}

int style_remove_run(struct cli *c)
{
    int64_t id;
    if (!cli_parse(c, NULL))
        return c->status;
    if (!text_to_int(c->args[1], 1, INT64_MAX, &id))
        return cli_wrong(c, "A rule is named by its number, not by \"%s\".", c->args[1]);
    return cli_work(c, STORE_WRITE, style_remove, &id);
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

static int style_try(struct cli *c, struct store *s, void *ctx)
{
    const struct style_rules one = {ctx, 1};
    struct style_trial trial = {.c = c, .list = c->json ? json_array() : NULL};
    int64_t from = 0;
    enum store_status st = style_rule_try(s, &one, dateline_now(), &from, style_tried, &trial);
    if (st == STORE_OK && !trial.list)
        cli_remark("%" PRId64 " found in %" PRId64 " of %" PRId64 " live stories\n", trial.hits,
                   trial.stories, trial.looked);
    return cli_list_end(c, s, st, trial.list);
}

int style_try_run(struct cli *c)
{
    struct style_rule r;
    if (!style_parse(c, &r))
        return c->status;
    if (!house_style_usable(r.pattern, r.is_regex))
        return cli_fail(c, "This expression is faulty, or finds the empty text: %s", r.pattern);
    return cli_work(c, STORE_LOOK, style_try, &r);
}
