/* media_older.c: dateline media older, apply: stories that say what was said of a picture before. */
#include "cli.h"

#include "cgi/older_words.h"
#include "lib/text.h"

#include <inttypes.h>

/* Stories that are looked at in one step. */
#define STEP 100

static json_t *older_json(const struct older_text *t)
{
    json_t *words = json_array();
    for (size_t i = 0; i < t->n; i++)
        json_array_append_new(
            words, json_pack("{s:s s:o s:o}", "field", media_field_name(t->v[i].field), "says",
                             cli_json_text(t->v[i].was), "picture", cli_json_text(t->v[i].to)));
    return json_pack("{s:I s:o s:s s:o}", "story", (json_int_t)t->story.id, "headline",
                     cli_json_text(t->headline), "text", named_text_name(t->on), "words", words);
}

static void older_print(const struct cli *c, const struct older_text *t)
{
    cli_print("%6" PRId64 "  %-5s  %s\n", t->story.id, named_text_name(t->on),
              cli_plain(c, t->headline));
    for (size_t i = 0; i < t->n; i++)
        cli_print("        %s: %s → %s\n", media_field_name(t->v[i].field),
                  cli_plain(c, t->v[i].was), cli_plain(c, t->v[i].to));
}

static int media_older(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    (void)calendar;
    (void)ctx;
    struct media m;
    struct older_texts all = {.more = true};
    json_t *list = c->json ? json_array() : NULL;
    if (!cli_media_named(c, s, c->args[1], &m))
        return CLI_FAILED;
    for (int64_t before = 0; all.more; before = all.last) {
        enum store_status st =
            older_words_find(s, c->arena, &m, before, STEP, dateline_now(), &all);
        if (st != STORE_OK)
            return cli_store_fail(c, s, st, NULL);
        for (size_t i = 0; i < all.n; i++)
            if (list)
                json_array_append_new(list, older_json(&all.v[i]));
            else
                older_print(c, &all.v[i]);
    }
    return list ? cli_print_json(c, list) : CLI_DONE;
}

int media_older_run(struct cli *c)
{
    return cli_look(c, NULL, media_older, NULL);
}

/* Those of the stories that were named. False: said. */
static bool apply_choose(struct cli *c, struct store *s, const struct media *m, struct strlist *out)
{
    for (int i = 2; i < c->n_args; i++) {
        struct older_texts found;
        int64_t id;
        if (!text_to_int(c->args[i], 1, INT64_MAX - 1, &id))
            return cli_fail(c, "%s is no story's number.", cli_quoted(c, c->args[i])), false;
        enum store_status st = older_words_find(s, c->arena, m, id + 1, 1, dateline_now(), &found);
        if (st != STORE_OK)
            return cli_store_fail(c, s, st, NULL), false;
        if (found.n == 0 || found.v[0].story.id != id)
            return cli_fail(c, "Story %" PRId64 " says no older words of this picture.", id), false;
        for (size_t k = 0; k < found.n; k++)
            strlist_add(c->arena, out, older_text_name(c->arena, &found.v[k]));
    }
    return true;
}

static int apply_in(struct cli *c, struct store *s, void *ctx)
{
    (void)ctx;
    struct media m;
    struct older_press in = {0};
    struct older_result out;
    struct problems why = {.arena = c->arena};
    if (!cli_media_named(c, s, c->args[1], &m) || !apply_choose(c, s, &m, &in.texts))
        return CLI_FAILED;
    in.words = media_words_hash(c->arena, &m);
    enum store_status st = older_words_apply(s, c->arena, &m, &in, dateline_now(), &out, &why);
    if (st != STORE_OK)
        return cli_store_fail(c, s, st, &why);
    for (size_t i = 0; i < out.n_left; i++)
        cli_warn(c, "%s keeps its words: %s", cli_quoted(c, out.left[i].headline),
                 out.left[i].why.n ? out.left[i].why.v[0].text : store_status_text(STORE_REFUSED));
    cli_print("Texts that say the picture's words now: %zu.\n", out.done);
    return out.n_left ? CLI_FAILED : CLI_DONE;
}

int media_apply_run(struct cli *c)
{
    return cli_parse(c, NULL) ? cli_work(c, STORE_WRITE, apply_in, NULL) : c->status;
}
