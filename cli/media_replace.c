/* media_replace.c: dateline media replace, unreplace: another picture stands for one wherever readers see that. */
#include "cli.h"

#include "db/media_replace.h"
#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

static int replace_end(struct cli *c, struct store *s, enum store_status st,
                       const struct media_pages *pages, const struct problems *why)
{
    if (st != STORE_OK)
        return cli_store_fail(c, s, st, why);
    cli_print("Changed for readers: stories %" PRId64 ", portraits %" PRId64 ".\n", pages->stories,
              pages->portraits);
    return CLI_DONE;
}

static const char *replace_words(const char *said, const char *known)
{
    return text_blank(said) ? known : said;
}

static int replace_in(struct cli *c, struct store *s, void *ctx)
{
    const struct media_words *said = ctx;
    struct problems why = {.arena = c->arena};
    int64_t now = dateline_now();
    struct media m, by;
    if (!cli_media_named(c, s, c->args[1], &m) || !cli_media_named(c, s, c->args[2], &by))
        return CLI_FAILED;
    struct media_replace in = {.id = m.id,
                               .by = by.id,
                               .words = {replace_words(said->alt, by.alt),
                                         replace_words(said->caption, by.caption),
                                         replace_words(said->credit, by.credit)}};
    enum store_status st = media_pages(s, &m, now, &in.pages);
    if (st == STORE_OK)
        st = media_replace(s, c->arena, &in, now, &why);
    if (st == STORE_OK)
        cli_print("Readers are told of it: %s | %s | %s\n", cli_plain(c, in.words.alt),
                  cli_plain(c, in.words.caption), cli_plain(c, in.words.credit));
    return replace_end(c, s, st, &in.pages, &why);
}

int media_replace_run(struct cli *c)
{
    struct media_words said = {"", "", ""};
    const struct cli_option options[] = {
        {.name = "alt", .value = "TEXT", .help = "its description there", .text = &said.alt},
        {.name = "caption", .value = "TEXT", .help = "its caption there", .text = &said.caption},
        {.name = "credit", .value = "TEXT", .help = "its credit there", .text = &said.credit},
        {0},
    };
    return cli_parse(c, options) ? cli_work(c, STORE_WRITE, replace_in, &said) : c->status;
}

static int unreplace_in(struct cli *c, struct store *s, void *ctx)
{
    struct problems why = {.arena = c->arena};
    (void)ctx;
    struct media_pages pages;
    int64_t now = dateline_now();
    struct media m;
    if (!cli_media_named(c, s, c->args[1], &m))
        return CLI_FAILED;
    struct media itself = m;
    itself.replaced_by = 0;
    enum store_status st = media_pages(s, &itself, now, &pages);
    if (st == STORE_OK)
        st = media_replace_undo(s, c->arena, m.id, &(struct media_replace_shown){TIME_ANY, pages},
                                NULL, now, &why);
    return replace_end(c, s, st, &pages, &why);
}

int media_unreplace_run(struct cli *c)
{
    return cli_parse(c, NULL) ? cli_work(c, STORE_WRITE, unreplace_in, NULL) : c->status;
}
