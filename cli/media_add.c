/* media_add.c: dateline media add: pictures from files, with what is said of them. */
#include "cli.h"

#include "db/media_about.h"
#include "db/picture_starter.h"
#include "db/upload.h"
#include "lib/text.h"
#include "lib/token.h"

#include <inttypes.h>
#include <string.h>

/* What the options say, in the order of enum media_field; "": nothing. */
struct media_adding {
    struct media_about about;
    json_t *list; /* with --json, else NULL */
    bool failed;
};

/* One file, and what became of it. */
struct media_added {
    const char *path, *bytes;
    size_t n;
    bool known; /* it was there already */
    struct media media;
    struct problems why;
};

static const char *added_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Of a new picture the options outrank its file; of one that was there they fill what is empty. */
static enum store_status add_about(struct cli *c, struct store *s, const struct media_adding *w,
                                   struct media_added *one)
{
    struct media_change in = {.id = one->media.id, .was = media_about_of(&one->media)};
    in.to = in.was;
    for (int f = 0; f < MEDIA_FIELD_MAX; f++)
        if (*w->about.v[f] && (!one->known || !*in.was.v[f]))
            in.to.v[f] = w->about.v[f];
    enum store_status st = media_change(s, c->arena, &in, dateline_now(), &one->why);
    return st == STORE_OK ? media_get(s, c->arena, in.id, &one->media) : st;
}

static enum store_status add_bytes(struct cli *c, struct store *s, const struct media_adding *w,
                                   struct media_added *one)
{
    char sha256[TOKEN_HASH_SIZE];
    token_sha256(one->bytes, one->n, sha256);
    enum store_status st = media_find_sha256(s, c->arena, sha256, &one->media);
    one->known = st == STORE_OK;
    if (st != STORE_OK && st != STORE_MISSING)
        return st;
    const struct upload_about about = {.original = added_name(one->path),
                                       .alt = w->about.v[MEDIA_ALT],
                                       .caption = w->about.v[MEDIA_CAPTION],
                                       .credit = w->about.v[MEDIA_CREDIT]};
    const struct upload_picture in = {.site = c->args[0],
                                      .by = picture_maker_here(c->arena),
                                      .bytes = one->bytes,
                                      .n = one->n,
                                      .about = &about};
    st = upload_picture(s, c->arena, &in, dateline_now(), &one->media, &one->why);
    return st == STORE_OK ? add_about(c, s, w, one) : st;
}

static void add_print(struct cli *c, struct media_adding *w, const struct media_added *one)
{
    if (w->list)
        json_array_append_new(w->list,
                              json_pack("{s:o s:I s:b}", "file", cli_json_text(one->path), "id",
                                        (json_int_t)one->media.id, "known", one->known));
    else
        cli_print("%6" PRId64 "  %s%s\n", one->media.id, cli_name(c, one->path),
                  one->known ? "  (was there already)" : "");
}

/* c->arena is of this file alone. */
static void add_file(struct cli *c, struct store *s, struct media_adding *w, const char *path)
{
    struct media_added one = {.path = path, .why = {.arena = c->arena}};
    one.bytes = cli_read_file(c, path, PICTURE_BYTES_MAX, &one.n);
    enum store_status st = one.bytes ? add_bytes(c, s, w, &one) : STORE_REFUSED;
    if (st == STORE_OK)
        add_print(c, w, &one);
    else if (one.bytes)
        cli_warn(c, "%s: %s", cli_name(c, path),
                 one.why.n ? one.why.v[0].text : store_status_text(st));
    w->failed |= st != STORE_OK;
}

static int add_files(struct cli *c, struct store *s, void *ctx)
{
    struct media_adding *w = ctx;
    w->list = c->json ? json_array() : NULL;
    for (int i = 1; i < c->n_args; i++) {
        struct cli one = *c;
        one.arena = arena_new();
        add_file(&one, s, w, c->args[i]);
        arena_free(one.arena);
    }
    int status = w->list ? cli_print_json(c, w->list) : CLI_DONE;
    return w->failed ? CLI_FAILED : status;
}

int media_add_run(struct cli *c)
{
    const char *said[MEDIA_FIELD_MAX] = {"", "", "", "", "", "", "", "", "", ""};
    bool once = false;
    const struct cli_option options[] = {
        {.name = "alt", .value = "TEXT", .help = "the description", .text = &said[MEDIA_ALT]},
        {.name = "caption", .value = "TEXT", .help = "the caption", .text = &said[MEDIA_CAPTION]},
        {.name = "credit", .value = "TEXT", .help = "the credit", .text = &said[MEDIA_CREDIT]},
        {.name = "creator", .value = "NAME", .help = "who made it", .text = &said[MEDIA_CREATOR]},
        {.name = "copyright",
         .value = "TEXT",
         .help = "the copyright notice",
         .text = &said[MEDIA_COPYRIGHT]},
        {.name = "licence",
         .value = "URL",
         .help = "the licence's web address",
         .text = &said[MEDIA_LICENSE]},
        {.name = "source",
         .value = "TEXT",
         .help = "where it came from, for the desk",
         .text = &said[MEDIA_SOURCE]},
        {.name = "rights-from",
         .value = "DAY",
         .help = "the first day it may be shown",
         .text = &said[MEDIA_RIGHTS_FROM]},
        {.name = "rights-until",
         .value = "DAY",
         .help = "the last one",
         .text = &said[MEDIA_RIGHTS_UNTIL]},
        {.name = "not-again", .help = "in no further story than one", .flag = &once},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    struct media_adding w = {0};
    struct problems why = {.arena = c->arena};
    if (!cli_parse(c, options))
        return c->status;
    said[MEDIA_NOT_AGAIN] = once ? "1" : "";
    for (int f = 0; f < MEDIA_FIELD_MAX; f++)
        w.about.v[f] = text_line(c->arena, said[f]);
    if (!media_about_check(&w.about, &why))
        return cli_wrong(c, "%s: %s", why.v[0].field, why.v[0].text);
    return cli_work(c, STORE_WRITE, add_files, &w);
}
