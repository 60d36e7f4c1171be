/* site_json_media.c: pictures of a site's export, and the files that they have elsewhere. */
#include "site_json_private.h"

#include "db/media_held.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SITE_FILE_MAX (64 * 1024 * 1024) /* bytes of one */

/* ---- What is said of them --------------------------------------------------------------------- */

static const struct site_field medium_fields[] = {{"id", SITE_NUMBER, true},
                                                  {"name", SITE_TEXT, false},
                                                  {"original", SITE_TEXT, false},
                                                  {"source_sha256", SITE_TEXT, false},
                                                  {"width", SITE_NUMBER, false},
                                                  {"height", SITE_NUMBER, false},
                                                  {"alt", SITE_TEXT, false},
                                                  {"caption", SITE_TEXT, false},
                                                  {"credit", SITE_TEXT, false},
                                                  {"creator", SITE_TEXT, false},
                                                  {"copyright", SITE_TEXT, false},
                                                  {"license", SITE_TEXT, false},
                                                  {"acquire", SITE_TEXT, false},
                                                  {"source_type", SITE_TEXT, false},
                                                  {"source", SITE_TEXT, false},
                                                  {"rights_from", SITE_TEXT, false},
                                                  {"rights_until", SITE_TEXT, false},
                                                  {"not_again", SITE_BOOL, false},
                                                  {"moves", SITE_BOOL, false},
                                                  {"brought_at", SITE_TIME, false},
                                                  {"replaced_by", SITE_TEXT_OR_NULL, false},
                                                  {"replacement", SITE_OBJECT, false},
                                                  {"said_before", SITE_LIST, true},
                                                  {"brought_by", SITE_NUMBERS, true},
                                                  {"focus_x", SITE_NUMBER, false},
                                                  {"focus_y", SITE_NUMBER, false},
                                                  {"created_at", SITE_TIME, false},
                                                  {"created_by", SITE_NUMBER, false},
                                                  {"files", SITE_LIST, false}};

static const char *format_at(int i)
{
    static const char *const formats[MEDIA_FORMAT_MAX] = {
        [MEDIA_JPEG] = "jpeg", [MEDIA_WEBP] = "webp", [MEDIA_AVIF] = "avif"};
    return formats[i];
}

static bool medium_files(struct site_reading *r, const json_t *list, struct media *m)
{
    static const struct site_field fields[] = {
        {"format", SITE_TEXT, false},   {"width", SITE_NUMBER, false},
        {"height", SITE_NUMBER, false}, {"bytes", SITE_NUMBER, false},
        {"path", SITE_TEXT, false},     {"sha256", SITE_TEXT, false}};
    const json_t *one;
    size_t i;
    if (json_array_size(list) > MEDIA_FILES_MAX)
        return site_wrong(r, "The picture has more files than a picture has.");
    json_array_foreach((json_t *)list, i, one)
    {
        if (!SITE_RECORD(r, one, fields))
            return false;
        m->files[m->n_files++] = (struct media_file){
            .format = (enum media_format)site_choice(r, one, "format", format_at, MEDIA_FORMAT_MAX),
            .width = site_int(r, one, "width"),
            .height = site_int(r, one, "height"),
            .bytes = site_number(one, "bytes"),
            .path = site_text(one, "path"),
            .sha256 = site_text(one, "sha256")};
    }
    return r->st == STORE_OK;
}

static struct media medium_read(struct site_reading *r, const json_t *o)
{
    return (struct media){.name = site_text(o, "name"),
                          .original = site_text(o, "original"),
                          .source_sha256 = site_text(o, "source_sha256"),
                          .width = site_int(r, o, "width"),
                          .height = site_int(r, o, "height"),
                          .alt = site_text(o, "alt"),
                          .caption = site_text(o, "caption"),
                          .credit = site_text(o, "credit"),
                          .creator = site_text(o, "creator"),
                          .copyright = site_text(o, "copyright"),
                          .license = site_text(o, "license"),
                          .acquire = site_text(o, "acquire"),
                          .source_type = site_text(o, "source_type"),
                          .source = site_text(o, "source"),
                          .rights_from = site_text(o, "rights_from"),
                          .rights_until = site_text(o, "rights_until"),
                          .not_again = site_bool(o, "not_again"),
                          .moves = site_bool(o, "moves"),
                          .brought_at = site_time(o, "brought_at"),
                          .focus_x = site_int(r, o, "focus_x"),
                          .focus_y = site_int(r, o, "focus_y"),
                          .created_at = site_time(o, "created_at"),
                          .created_by = site_person(r, o, "created_by")};
}

/* The one that stands for it may come later. */
static bool medium_keep_replaced(struct site_reading *r, json_t *o, int64_t id)
{
    static const struct site_field fields[] = {{"alt", SITE_TEXT, false},
                                               {"caption", SITE_TEXT, false},
                                               {"credit", SITE_TEXT, false},
                                               {"at", SITE_TIME, false},
                                               {"user", SITE_NUMBER, false}};
    json_t *said = json_object_get(o, "replacement");
    if (!*site_text(o, "replaced_by"))
        return !json_is_object(said) || site_wrong(r, "It is replaced, and does not say by which.");
    if (json_is_object(said) && !SITE_RECORD(r, said, fields))
        return false;
    json_array_append_new(r->replaced,
                          json_pack("{sIsOsO}", "id", (json_int_t)id, "replaced_by",
                                    json_object_get(o, "replaced_by"), "replacement", said));
    return true;
}

/* Newest first in the file. Of one that is older than their numbers, each has the next lower one. */
bool site_medium_take(struct site_reading *r, const json_t *o)
{
    enum { HIGHEST = 1000000000 };
    struct problems why = {.arena = r->a};
    if (!SITE_RECORD(r, o, medium_fields))
        return false;
    struct media m = medium_read(r, o);
    m.id = json_object_get(o, "id") ? site_number(o, "id") : HIGHEST - (int64_t)r->record;
    if (m.id == 0 || m.created_at == 0)
        return site_wrong(r, "It has no number, or no time.");
    site_worked(r, m.brought_at);
    r->out->pictures++;
    return medium_files(r, json_object_get(o, "files"), &m) &&
           medium_keep_replaced(r, (json_t *)o, m.id) &&
           site_store(r, site_put_medium(r->s, r->a, &m, &why), &why) &&
           site_medium_said(r, o, m.id);
}

static bool medium_replace(struct site_reading *r, const json_t *o)
{
    const json_t *said = json_object_get(o, "replacement");
    struct media_replacement how = {.at = site_time(said, "at"),
                                    .user_id = site_person(r, said, "user")};
    if (json_is_object(said))
        how.words = (struct media_words){site_text(said, "alt"), site_text(said, "caption"),
                                         site_text(said, "credit")};
    return site_store(r, site_find_medium(r->s, site_text(o, "replaced_by"), &how.by), NULL) &&
           site_store(r, site_put_replacement(r->s, site_number(o, "id"), &how), NULL);
}

bool site_media_end(struct site_reading *r)
{
    const json_t *one;
    size_t i;
    json_array_foreach(r->portraits, i, one)
    {
        int64_t id = 0;
        if (!site_store(r, site_find_medium(r->s, site_text(one, "name"), &id), NULL) ||
            !site_store(r, site_put_portrait(r->s, site_number(one, "byline"), id), NULL))
            return false;
    }
    json_array_foreach(r->replaced, i, one)
    {
        if (!medium_replace(r, one))
            return false;
    }
    enum store_status st = site_settle_replacements(r->s);
    return st == STORE_REFUSED ? site_wrong(r, "Pictures stand for one another in a circle.")
                               : site_store(r, st, NULL);
}

/* ---- Their files ------------------------------------------------------------------------------ */

/* Folders that a file may lie in, below a site's folder, or where it was copied from one. */
static const char *const folders[] = {"media/", "media/" MEDIA_HELD_FOLDER "/", "",
                                      MEDIA_HELD_FOLDER "/"};

struct site_copy {
    struct site_reading *r;
    int site_fd, media_fd; /* -1: no other folder */
    char *bytes;           /* of one file */
};

/* Its bytes, if it is a file of that size. */
static bool copy_read(struct site_copy *c, int fd, int64_t bytes)
{
    struct stat sb;
    size_t n = 0;
    ssize_t got = 1;
    if (fstat(fd, &sb) != 0 || !S_ISREG(sb.st_mode) || sb.st_size != bytes)
        return false;
    for (; n < (size_t)bytes && got > 0; n += got > 0 ? (size_t)got : 0)
        got = read(fd, c->bytes + n, (size_t)bytes - n);
    return n == (size_t)bytes;
}

static bool copy_is(struct site_copy *c, int at, const char *name, const struct site_file *f)
{
    char hash[TOKEN_HASH_SIZE] = "";
    int fd = at < 0 || f->bytes > SITE_FILE_MAX
                 ? -1
                 : openat(at, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool same = copy_read(c, fd, f->bytes);
    close(fd);
    if (same)
        token_sha256(c->bytes, (size_t)f->bytes, hash);
    return same && strcmp(hash, f->sha256) == 0;
}

static bool copy_find(struct site_copy *c, int at, const struct site_file *f, bool own)
{
    struct arena *a = c->r->a;
    for (size_t i = 0; i < (own ? 2 : sizeof folders / sizeof *folders); i++)
        if (copy_is(c, at, arena_printf(a, "%s%s", folders[i], f->path), f))
            return true;
    return false;
}

static void copy_make_folders(const struct site_copy *c, const char *name)
{
    for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/'))
        mkdirat(c->site_fd, arena_dupn(c->r->a, name, (size_t)(slash - name)), 0750);
}

/* The bytes that were read last, under that name. */
static bool copy_write(const struct site_copy *c, const char *name, size_t n)
{
    const char *part = arena_printf(c->r->a, "%s.part", name);
    copy_make_folders(c, name);
    unlinkat(c->site_fd, part, 0);
    int fd = openat(c->site_fd, part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
    size_t done = 0;
    ssize_t put = 1;
    for (; fd >= 0 && done < n && put > 0; done += put > 0 ? (size_t)put : 0)
        put = write(fd, c->bytes + done, n - done);
    bool ok = fd >= 0 && done == n && fchmod(fd, 0640) == 0;
    if (fd >= 0)
        ok = close(fd) == 0 && ok;
    ok = ok && renameat(c->site_fd, part, c->site_fd, name) == 0;
    int error = errno;
    if (ok)
        strlist_add(c->r->run->arena, &c->r->written, arena_dup(c->r->run->arena, name));
    else
        unlinkat(c->site_fd, part, 0);
    errno = error;
    return ok;
}

static bool copy_missing(struct site_copy *c, const struct site_file *f)
{
    struct site_reading *r = c->r;
    if (r->run->incomplete) {
        strlist_add(r->run->arena, &r->out->missing, arena_dup(r->run->arena, f->path));
        return true;
    }
    return site_wrong(
        r,
        "The file %s of a picture is not in %s, or is not the one that it was. Name the "
        "old site's folder with --media; with --incomplete the paper comes without it.",
        f->path, r->run->media ? r->run->media : "SITE/media");
}

static bool copy_one(struct site_copy *c, const struct site_file *f)
{
    struct site_reading *r = c->r;
    const char *name = arena_printf(r->a, "%s%s", folders[f->held], f->path);
    bool here = copy_is(c, c->site_fd, name, f);
    if (!here && !copy_find(c, c->media_fd, f, false) && !copy_find(c, c->site_fd, f, true))
        return copy_missing(c, f);
    r->out->files++;
    r->out->bytes += f->bytes;
    if (here || r->run->trial || copy_write(c, name, (size_t)f->bytes))
        return true;
    bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    if (full)
        r->st = STORE_FULL;
    return site_wrong(r, "%s cannot be written: %s", name, strerror(errno));
}

static bool copy_all(struct site_copy *c)
{
    struct site_reading *r = c->r;
    struct site_file at = {.path = ""};
    struct arena *kept = arena_new(); /* of where it is */
    enum store_status st;
    bool ok = true;
    while (ok && (st = site_file_next(r->s, kept, &at)) == STORE_OK) {
        ok = copy_one(c, &at);
        arena_reset(r->a);
        at.path = at.sha256 = "";
        arena_reset(kept);
    }
    arena_free(kept);
    return ok && (st == STORE_MISSING || site_store(r, st, NULL));
}

/* On disk before the rows are. */
bool site_media_files(struct site_reading *r)
{
    const int how = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
    struct site_copy c = {.r = r,
                          .site_fd = open(r->run->site, how),
                          .media_fd = r->run->media ? open(r->run->media, how) : -1,
                          .bytes = malloc(SITE_FILE_MAX)};
    bool ok = c.bytes && c.site_fd >= 0;
    if (!ok)
        r->st = STORE_FAILED;
    else if (r->run->media && c.media_fd < 0)
        ok = site_wrong(r, "%s: %s", r->run->media, strerror(errno));
    ok = ok && copy_all(&c);
    if (ok && !r->run->trial && r->out->files > 0 && syncfs(c.site_fd) != 0)
        ok = site_wrong(r, "The pictures cannot be written: %s", strerror(errno));
    if (c.site_fd >= 0)
        close(c.site_fd);
    if (c.media_fd >= 0)
        close(c.media_fd);
    free(c.bytes);
    return ok;
}

void site_media_undo(struct site_reading *r)
{
    int fd = open(r->run->site, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (size_t i = 0; fd >= 0 && i < r->written.n; i++)
        unlinkat(fd, r->written.v[i], 0);
    if (fd >= 0)
        close(fd);
}
