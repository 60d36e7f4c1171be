/* upload.c: files first, on disk and synced, then the row that names them. */
#include "upload.h"

#include "lib/language.h"
#include "lib/log.h"
#include "lib/text.h"
#include "lib/token.h"
#include "media_focus.h"
#include "setting.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int upload_open_media(struct arena *a, const char *site)
{
    const char *path = arena_printf(a, "%s/media", site);
    if (mkdir(path, 0750) < 0 && errno != EEXIST)
        return -1;
    return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static const char *upload_text(const char *s)
{
    return s ? s : "";
}

/* The editor's words, else the file's. */
static const char *upload_words(const char *said, const char *file)
{
    return text_blank(said) ? upload_text(file) : said;
}

static enum media_format upload_format(const struct picture_file *f)
{
    return strcmp(f->format, "webp") == 0 ? MEDIA_WEBP : MEDIA_JPEG;
}

/* By format, then by width ascending: the order that struct media asks for. */
static int upload_by_format_and_width(const void *a, const void *b)
{
    const struct media_file *one = a, *other = b;
    if (one->format != other->format)
        return one->format < other->format ? -1 : 1;
    return (one->width > other->width) - (one->width < other->width);
}

static void upload_copy_files(struct arena *a, const struct picture *p, struct media *m)
{
    for (size_t i = 0; i < p->n && m->n_files < MEDIA_FILES_MAX; i++) {
        const struct picture_file *f = &p->files[i];
        m->files[m->n_files++] = (struct media_file){
            .format = upload_format(f),
            .width = f->width,
            .height = f->height,
            .bytes = f->bytes,
            .path = arena_dup(a, f->path),
            .sha256 = arena_dup(a, f->sha256),
        };
    }
    qsort(m->files, m->n_files, sizeof *m->files, upload_by_format_and_width);
}

static enum store_status upload_add(struct store *s, struct arena *a, const struct picture *p,
                                    const struct upload_about *about, int64_t now,
                                    struct media *out)
{
    const char *const *file = p->photo.v;
    const char *credit = file[PHOTO_CREDIT] ? file[PHOTO_CREDIT] : file[PHOTO_CREATOR];
    *out = (struct media){
        .name = arena_dup(a, p->name),
        .folder = arena_dup(a, p->folder),
        .original = upload_text(about->original),
        .source_sha256 = arena_dup(a, p->source_sha256),
        .width = p->width,
        .height = p->height,
        .alt = upload_words(about->alt, file[PHOTO_ALT]),
        .caption = upload_words(about->caption, file[PHOTO_CAPTION]),
        .credit = upload_words(about->credit, credit),
        .creator = upload_text(file[PHOTO_CREATOR]),
        .copyright = upload_text(file[PHOTO_COPYRIGHT]),
        .license = upload_text(file[PHOTO_LICENSE]),
        .acquire = upload_text(file[PHOTO_ACQUIRE]),
        .source_type = upload_text(file[PHOTO_SOURCE]),
        .moves = p->moves,
        .source = "",
        .rights_from = "",
        .rights_until = "",
        .focus_x = MEDIA_FOCUS_MIDDLE,
        .focus_y = MEDIA_FOCUS_MIDDLE,
        .created_by = about->user,
    };
    upload_copy_files(a, p, out);
    return media_add(s, a, out, now);
}

/* What is said now of a picture that was there is not lost. */
static enum store_status upload_known(struct store *s, struct arena *a,
                                      const struct upload_about *about, int64_t now,
                                      struct media *out)
{
    const struct media_words words = {about->alt, about->caption, about->credit};
    enum store_status st = media_keep_words(s, a, out->id, &words, about->user, now);
    if (st == STORE_OK)
        st = media_brought(s, out->id, about->user, now);
    return st == STORE_OK ? media_get(s, a, out->id, out) : st;
}

#define MB INT64_C(1000000)
#define DAY_MS INT64_C(86400000)

/* STORE_REFUSED, and why, when there are more bytes than a setting lets there be. */
static enum store_status upload_check_most(struct store *s, enum setting most, int64_t bytes,
                                           const char *sentence, struct problems *why)
{
    int64_t mb;
    enum store_status st = setting_number(s, most, &mb);
    if (st != STORE_OK || mb == 0 || bytes < mb * MB)
        return st;
    problem_say(why, "hero", sentence, "MOST", arena_printf(why->arena, "%" PRId64, mb), NULL);
    return STORE_REFUSED;
}

/* Whether one more may come. An operator at the command line sees the disk. */
static enum store_status upload_check_room(struct store *s, int64_t user, int64_t now,
                                           struct problems *why)
{
    int64_t bytes;
    if (user == 0)
        return STORE_OK;
    enum store_status st = media_bytes_of(s, user, now - DAY_MS, &bytes);
    if (st == STORE_OK)
        st = upload_check_most(s, SETTING_UPLOADS_DAY, bytes,
                               WORD("You have added %MOST% MB of pictures within a day, which is "
                                    "the most. Add this one tomorrow, or ask whoever runs the "
                                    "site."),
                               why);
    if (st == STORE_OK)
        st = media_bytes(s, &bytes);
    if (st == STORE_OK)
        st = upload_check_most(s, SETTING_UPLOADS_ALL, bytes,
                               WORD("The paper's pictures take %MOST% MB, which is the most. Ask "
                                    "whoever runs the site for more room."),
                               why);
    return st;
}

static enum store_status upload_refuse(const char *site, enum picture_status st,
                                       struct problems *why)
{
    if (st == PICTURE_DISK) {
        log_event(LOG_ERROR, "disk_full", "path", site, "of", "pictures", "why", strerror(errno),
                  NULL);
        return STORE_FULL;
    }
    problem_say(why, "hero", picture_status_text(st), NULL);
    return STORE_REFUSED;
}

enum store_status upload_picture(struct store *s, struct arena *a, const struct upload_picture *in,
                                 int64_t now, struct media *out, struct problems *why)
{
    const struct upload_about *about = in->about;
    char hash[TOKEN_HASH_SIZE];
    struct picture p;
    token_sha256(in->bytes, in->n, hash);
    enum store_status st = media_find_sha256(s, a, hash, out);
    if (st == STORE_OK)
        return upload_known(s, a, about, now, out);
    if (st == STORE_MISSING)
        st = upload_check_room(s, about->user, now, why);
    if (st != STORE_OK)
        return st;

    int media_fd = upload_open_media(a, in->site);
    if (media_fd < 0)
        return STORE_FULL;
    const struct picture_source from = {.bytes = in->bytes, .n = in->n, .credit = about->credit};
    enum picture_status made = picture_make(a, in->by, media_fd, &from, now, &p);
    st = made == PICTURE_OK ? upload_add(s, a, &p, about, now, out)
                            : upload_refuse(in->site, made, why);
    if (made == PICTURE_OK && st == STORE_OK)
        picture_settle(media_fd, &p);
    else if (made == PICTURE_OK)
        picture_remove(media_fd, &p);
    close(media_fd);
    /* Somebody was faster with the same picture: theirs is in *out. */
    return st == STORE_EXISTS ? upload_known(s, a, about, now, out) : st;
}

struct sweep_store {
    struct store *store;
    struct arena *arena;
};

static enum picture_known upload_is_known(void *ctx, const char *name)
{
    const struct sweep_store *s = ctx;
    struct media m;
    switch (media_find_url(s->store, s->arena, arena_printf(s->arena, "/media/%s", name), &m)) {
    case STORE_OK:
        return PICTURE_KNOWN_YES;
    case STORE_MISSING:
        return PICTURE_KNOWN_NO;
    default:
        return PICTURE_KNOWN_CANNOT_SAY;
    }
}

/* One question an arena: there may be many files. */
static enum picture_known upload_has_row(void *ctx, const char *name)
{
    struct sweep_store one = {.store = ctx, .arena = arena_new()};
    enum picture_known is = upload_is_known(&one, name);
    arena_free(one.arena);
    return is;
}

static int upload_open_folder(struct arena *a, const char *site)
{
    return open(arena_printf(a, "%s/media", site), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

int64_t upload_orphans(struct store *s, const char *site, int64_t before, bool remove)
{
    struct arena *a = arena_new();
    int fd = upload_open_folder(a, site);
    int64_t n = fd >= 0 ? picture_orphans(fd, before, remove, upload_has_row, s) : 0;
    if (fd >= 0)
        close(fd);
    arena_free(a);
    return n;
}

void upload_sweep(struct store *s, const char *site)
{
    struct sweep_store known = {s, arena_new()};
    int fd = upload_open_folder(known.arena, site);
    if (fd >= 0) {
        picture_sweep(fd, upload_is_known, &known);
        close(fd);
    }
    arena_free(known.arena);
}
