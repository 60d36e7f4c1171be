/* story_picture.c: the pictures of a file: found, stored, or named as missing. */
#include "db/upload.h"
#include "lib/ascii.h"
#include "lib/text.h"
#include "lib/token.h"
#include "story_file_private.h"
#include "yaml.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { INLINE_WIDTH = 960, NAME_SHOWN = 200 };

/* ---- Names ----------------------------------------------------------------------------------- */

/* "{{ site.baseurl }}/a.jpg", "{{ '/a.jpg' | relative_url }}" and "{% link a.jpg %}" name a.jpg. */
static const char *picture_without_liquid(struct arena *a, const char *src)
{
    while (src[0] == '{' && (src[1] == '{' || src[1] == '%')) {
        const char *end = strstr(src + 2, src[1] == '{' ? "}}" : "%}");
        const char *quote = strpbrk(src, "\"'"), *link = strstr(src, "link ");
        if (!end)
            return src;
        if (quote && quote < end) {
            const char *close = strchr(quote + 1, *quote);
            return close ? arena_dupn(a, quote + 1, (size_t)(close - quote - 1)) : src;
        }
        if (src[1] == '%' && link && link < end) {
            link += 5 + strspn(link + 5, " ");
            return arena_dupn(a, link, strcspn(link, " %"));
        }
        src = end + 2;
    }
    return src;
}

const char *story_picture_find(struct story_file_reading *r, const char *src)
{
    const struct folder *f = r->f->folder;
    src = picture_without_liquid(r->a, src);
    if (strstr(src, "://") || strncmp(src, "//", 2) == 0 || strncmp(src, "data:", 5) == 0)
        return NULL;
    const char *found = folder_beside(f, r->a, r->file, src);
    if (!found)
        found = folder_beside(f, r->a, r->file, story_picture_decoded(r->a, src));
    size_t n = strcspn(src, "?#");
    if (!found && src[n])
        found =
            folder_beside(f, r->a, r->file, story_picture_decoded(r->a, arena_dupn(r->a, src, n)));
    return found;
}

/* Beside its story, else among those that were fetched. */
static const char *picture_file(struct story_file_reading *r, const char *src)
{
    const char *found = r->find(r, src);
    return found || !r->f->fetch ? found : fetch_find(r->f->fetch, r->a, r->media, r->file, src);
}

static void picture_is_missing(struct story_file_reading *r, const char *src)
{
    size_t n = text_cut_length(src, strlen(src), NAME_SHOWN);
    strlist_add(r->a, &r->out->missing, arena_dupn(r->a, src, n));
}

/* A picture by its name in data/images; where its file lies only --media-dir can tell. */
static const char *picture_by_uid(struct story_file_reading *r, const char *uid)
{
    static const char *const extensions[] = {"jpg", "jpeg", "png", "webp", "gif", "avif", "heic"};
    struct stat st;
    if (!*uid || !r->f->media_dir || strchr(uid, '/'))
        return NULL;
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++) {
        const char *path = arena_printf(r->a, "%s/%s.%s", r->f->media_dir, uid, extensions[i]);
        if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
            return path;
    }
    return NULL;
}

/* ---- Storing --------------------------------------------------------------------------------- */

static bool picture_read(struct arena *a, const char *path, char **bytes, size_t *n)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fstat(fd, &st) == 0 && st.st_size <= (off_t)PICTURE_BYTES_MAX;
    if (ok) {
        *n = (size_t)st.st_size;
        *bytes = arena_alloc(a, *n + 1);
        ok = read(fd, *bytes, *n) == st.st_size;
    }
    if (fd >= 0)
        close(fd);
    return ok;
}

/* Of an export: one that was stored a moment ago is the same, whatever story shows it. */
static bool picture_stored_before(struct story_file_reading *r, const char *path, struct media *out)
{
    const json_t *known = r->front.own ? json_object_get(r->f->stored, path) : NULL;
    int64_t id = json_integer_value(json_object_get(known, "id"));
    if (id == 0 || media_get(r->f->store, r->a, id, out) != STORE_OK)
        return false;
    buf_adds(&r->marks, json_string_value(json_object_get(known, "hash")));
    r->f->pictures++;
    return true;
}

/* In the store; what dateline export says of one that is new here goes with it. */
static bool picture_upload(struct story_file_reading *r, const char *path, const char *hash,
                           const struct upload_picture *in, struct media *out, struct problems *why)
{
    struct story_files *f = r->f;
    bool is_new = media_find_sha256(f->store, r->a, hash, out) == STORE_MISSING;
    if (upload_picture(f->store, r->a, in, dateline_now(), out, why) != STORE_OK)
        return false;
    struct problems refused = {.arena = r->a};
    if (is_new && r->front.own &&
        own_site_rights(&f->own, path, f->store, r->a, out, dateline_now(), &refused) != STORE_OK)
        note_fault(&r->front.notes, "%s: what was said of its rights could not be kept: %s",
                   out->original, refused.n > 0 ? refused.v[0].text : "the store failed");
    return true;
}

/* Stores the file at path. False: noted (a trial takes it without looking into it). */
static bool picture_store(struct story_file_reading *r, const char *path,
                          struct upload_about *about, struct media *out)
{
    struct story_files *f = r->f;
    struct problems why = {.arena = r->a};
    if (f->fetch && f->fetch->walks)
        return false;
    if (picture_stored_before(r, path, out))
        return true;
    struct arena *a = arena_new(); /* a picture's bytes do not wait for the batch's end */
    const char *slash = strrchr(path, '/');
    char *bytes;
    size_t n;
    char hash[TOKEN_HASH_SIZE];
    about->original = about->original ? about->original : slash ? slash + 1 : path;
    bool read = picture_read(a, path, &bytes, &n), ok = read;
    if (read) {
        token_sha256(bytes, n, hash);
        buf_adds(&r->marks, hash);
    }
    if (read && f->store) {
        const struct upload_picture in = {
            .site = f->site, .by = f->maker, .bytes = bytes, .n = n, .about = about};
        ok = picture_upload(r, path, hash, &in, out, &why);
    }
    if (!ok)
        note_fault(&r->front.notes, "the picture is left out, %s: %s", about->original,
                   why.n > 0 ? why.v[0].text
                   : read    ? "It could not be stored."
                             : "It cannot be read, or is too large.");
    if (ok && f->store)
        json_object_set_new(f->stored, path,
                            json_pack("{sIss}", "id", (json_int_t)out->id, "hash", hash));
    arena_free(a);
    f->pictures += ok;
    return ok;
}

/* ---- The front matter's ---------------------------------------------------------------------- */

static const char *picture_or_else(const char *one, const char *other)
{
    return *one || !other ? one : other;
}

static void picture_look_up(struct story_file_reading *r, const char *uid)
{
    struct front_matter *f = &r->front;
    json_t *said = folder_picture(r->f->folder, r->a, uid);
    f->hero_alt = arena_dup(r->a, picture_or_else(f->hero_alt, yaml_text(said, "alt")));
    f->hero_caption = arena_dup(r->a, picture_or_else(f->hero_caption, yaml_text(said, "caption")));
    f->hero_credit = arena_dup(r->a, picture_or_else(f->hero_credit, yaml_text(said, "credit")));
    json_decref(said);
}

static void picture_remark(struct story_file_reading *r, const struct media *m, int place)
{
    struct problems remarks = {.arena = r->a};
    media_remark(&remarks, m, place);
    for (size_t i = 0; i < remarks.n; i++)
        note_oddity(&r->front.notes, "%s: %s", m->original, remarks.v[i].text);
}

/* What the picture's record says where the story's file says nothing, noted; else the import's. */
static const char *picture_credit(struct story_file_reading *r, const char *said,
                                  const struct media *m)
{
    if (!text_blank(said))
        return said;
    if (m->credit && *m->credit) {
        note_oddity(&r->front.notes, "%s: the credit is taken from the picture: %s", m->original,
                    m->credit);
        return m->credit;
    }
    return r->f->credit ? r->f->credit : said;
}

void story_picture_hero(struct story_file_reading *r, struct story_text *t)
{
    struct front_matter *f = &r->front;
    const char *name = *f->hero_file ? f->hero_file : f->hero_uid;
    if (!*name)
        return;
    const char *path =
        *f->hero_file ? picture_file(r, f->hero_file) : picture_by_uid(r, f->hero_uid);
    if (!*f->hero_file)
        picture_look_up(r, f->hero_uid);
    if (!path) {
        r->f->counts.pictures_missing++;
        picture_is_missing(r, name);
        return;
    }
    struct upload_about about = {
        .alt = f->hero_alt, .caption = f->hero_caption, .credit = f->hero_credit};
    struct media m = {0};
    if (f->own)
        own_site_picture(&r->f->own, path, &about);
    if (!picture_store(r, path, &about, &m))
        return;
    t->hero_id = m.id;
    if (f->own) { /* word for word, also what lacks them */
        t->hero_alt = f->hero_alt;
        t->hero_caption = f->hero_caption;
        t->hero_credit = f->hero_credit;
        return;
    }
    if (m.id == 0) /* a trial */
        return;
    t->hero_alt = picture_or_else(f->hero_alt, m.alt);
    t->hero_caption = picture_or_else(f->hero_caption, m.caption);
    t->hero_credit = picture_credit(r, f->hero_credit, &m);
    picture_remark(r, &m, MEDIA_PLACE_LEAD);
}

/* ---- The text's ------------------------------------------------------------------------------ */

/* "One blade on the slip. Credit: Joss Pellew" into caption and credit. */
static void picture_split_credit(struct arena *a, const char *title, const char **caption,
                                 const char **credit)
{
    static const char mark[] = "Credit:";
    const char *at = strstr(title, mark);
    *credit = at ? text_line(a, at + sizeof mark - 1) : "";
    *caption = text_line(a, arena_dupn(a, title, at ? (size_t)(at - title) : strlen(title)));
}

const char *story_picture_in_text(void *ctx, struct body_picture *p, const char **caption)
{
    struct story_file_reading *r = ctx;
    const char *credit;
    const char *path = strpbrk(p->src, "./") ? picture_file(r, p->src) : picture_by_uid(r, p->src);
    picture_split_credit(r->a, p->title, caption, &credit);
    struct upload_about about = {.alt = p->alt, .caption = *caption, .credit = credit};
    struct media m = {0};
    if (!path)
        picture_is_missing(r, p->src);
    if (!path || !picture_store(r, path, &about, &m))
        return NULL;
    if (m.id != 0) {
        credit = picture_credit(r, credit, &m);
        picture_remark(r, &m, MEDIA_PLACE_TEXT);
    }
    if (!text_blank(credit))
        *caption = arena_printf(r->a, "%s%sCredit: %s", *caption, **caption ? " " : "", credit);
    const struct media_file *file = media_best(&m, MEDIA_JPEG, INLINE_WIDTH);
    return file ? media_url(r->a, file) : "/media/trial.jpg";
}

/* ---- In a text that dateline export wrote ---------------------------------------------------- */

/* The length of "media/2026/01/<32 hex>.jpg" at s; 0: something else stands there. */
static size_t picture_own_length(const char *s)
{
    static const char form[] = "media/0000/00/";
    size_t n = sizeof form - 1, hex = 0;
    for (size_t i = 0; i < n; i++)
        if (form[i] == '0' ? !ascii_is_digit((unsigned char)s[i]) : s[i] != form[i])
            return 0;
    while (hex < 32 && ascii_hex_value(s[n + hex]) >= 0)
        hex++;
    n += hex + 1;
    size_t ending = hex == 32 && s[n - 1] == '.' ? strspn(s + n, "abcdefghijklmnopqrstuvwxyz") : 0;
    return ending > 0 && ending < 6 ? n + ending : 0;
}

/* The address that such a picture gets here. NULL: it is not there, which is noted. */
static const char *picture_own_url(struct story_file_reading *r, const char *src)
{
    const char *path = folder_beside(r->f->folder, r->a, r->file, src);
    struct upload_about about = {0};
    struct media m = {0};
    if (!path)
        picture_is_missing(r, src);
    else
        own_site_picture(&r->f->own, path, &about);
    if (!path || !picture_store(r, path, &about, &m))
        return NULL;
    const struct media_file *file = NULL;
    for (int f = 0; f < MEDIA_FORMAT_MAX && !file; f++)
        file = media_best(&m, (enum media_format)f, INLINE_WIDTH);
    return file ? media_url(r->a, file) : NULL;
}

const char *story_picture_own_text(struct story_file_reading *r, const char *body)
{
    struct buf out;
    buf_init(&out, 2 * (size_t)FOLDER_FILE_MAX);
    for (const char *s = body; *s;) {
        const char *up = strstr(s, "../"), *name = up;
        while (name && strncmp(name, "../", 3) == 0)
            name += 3;
        size_t n = name ? picture_own_length(name) : 0;
        const char *src = n > 0 ? arena_dupn(r->a, up, (size_t)(name - up) + n) : NULL;
        const char *url = src ? picture_own_url(r, src) : NULL;
        size_t plain = !up ? strlen(s) : url ? (size_t)(up - s) : (size_t)(name + n - s);
        buf_add(&out, s, plain);
        buf_adds(&out, url);
        s = url ? name + n : s + plain;
    }
    const char *text = out.failed ? body : arena_dupn(r->a, out.p, out.len);
    buf_free(&out);
    return text;
}
