/* wxr_ahead.c: see wxr_ahead.h. A ring of items between the two, bounded by their number and their bytes; one lock
 * guards it. */
#include "wxr_ahead.h"

#include "quiet_thread.h"
#include "wxr_text.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* As many as an import writes at once, so that reading goes on meanwhile; woken is whoever waits only when there is
 * something to do for a while, for waking costs more than an item. */
enum { READY_MAX = 512, READY_BYTES = 4 << 20, TELL_EVERY = 16 };

struct wxr_ahead {
    struct wxr_export *x;
    struct arena *arena, *scratch; /* of the reason; of one text's way */
    struct wxr *reader;
    size_t at;       /* the file being read */
    const char *why; /* once it has ended */
    bool threaded;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t made, taken;
    struct wxr_ready *ring[READY_MAX];
    size_t first, n, bytes;
    bool ended, stop;
};

/* ---- One item after another ------------------------------------------------------------------- */

static bool ahead_file_is_unchanged(const struct wxr_file *f)
{
    struct stat st;
    return fstat(f->fd, &st) == 0 && st.st_size == f->size &&
           st.st_mtim.tv_sec == f->changed.tv_sec && st.st_mtim.tv_nsec == f->changed.tv_nsec;
}

/* The next item of all files. NULL: there is none; h->why, when one of them cannot be read. */
static struct wxr_item *ahead_read(struct wxr_ahead *h)
{
    while (h->at < h->x->n_files) {
        const struct wxr_file *f = &h->x->files[h->at];
        const char *why = NULL;
        if (!h->reader && ahead_file_is_unchanged(f) && lseek(f->fd, 0, SEEK_SET) == 0)
            h->reader = wxr_open(f->fd);
        if (h->reader && wxr_next(h->reader, &why))
            return wxr_keep(h->reader);
        if (why || !h->reader || !ahead_file_is_unchanged(f)) {
            h->why = arena_printf(h->arena, "%s: it changed while it was being read", f->path);
            return NULL;
        }
        wxr_close(h->reader);
        h->reader = NULL;
        h->at++;
    }
    return NULL;
}

static void ahead_make_text(struct wxr_ahead *h, struct wxr_ready *r)
{
    bool lines;
    struct arena *a = r->item->arena;
    r->made.counts.marks = json_object();
    const struct wxr_surroundings around = {.media = &h->x->media,
                                            .blocks = h->x->blocks,
                                            .id = r->item->id,
                                            .counts = &r->made.counts};
    r->part.text = wxr_text(a, &around, r->item->content, &lines);
    r->item->too_long = !r->part.text;
    if (r->item->too_long)
        return;
    r->part.form = lines ? EXPORT_HTML_LINES : EXPORT_HTML;
    arena_reset(h->scratch);
    export_make_part(h->scratch, &r->part, BODY_MARKS_WORDPRESS, &r->made);
    r->made.text = arena_dup(a, r->made.text);
    r->part.made = &r->made;
}

static struct wxr_ready *ahead_make(struct wxr_ahead *h)
{
    struct wxr_item *item = ahead_read(h);
    if (!item)
        return NULL;
    struct wxr_ready *r = arena_alloc(item->arena, sizeof *r);
    r->item = item;
    r->kind = wxr_kind_of(h->x, item, &r->other);
    if (r->kind != WXR_OTHER && !item->too_long)
        ahead_make_text(h, r);
    return r;
}

void wxr_ahead_release(struct wxr_ready *r)
{
    json_decref(r->made.counts.marks);
    wxr_item_free(r->item);
}

/* ---- The thread ------------------------------------------------------------------------------- */

static bool ahead_is_full(const struct wxr_ahead *h)
{
    return h->n == READY_MAX || (h->n > 0 && h->bytes > READY_BYTES);
}

/* Room for a while of reading. */
static bool ahead_has_room(const struct wxr_ahead *h)
{
    return h->n == 0 ||
           (h->n <= READY_MAX - TELL_EVERY && h->bytes <= READY_BYTES - READY_BYTES / TELL_EVERY);
}

static size_t ahead_bytes_of(const struct wxr_ready *r)
{
    return strlen(r->item->content);
}

/* Waits for room. Under the lock. */
static void ahead_put(struct wxr_ahead *h, struct wxr_ready *r)
{
    while (ahead_is_full(h) && !h->stop)
        pthread_cond_wait(&h->taken, &h->lock);
    if (h->stop) {
        wxr_ahead_release(r);
        return;
    }
    h->ring[(h->first + h->n++) % READY_MAX] = r;
    h->bytes += ahead_bytes_of(r);
    if (h->n % TELL_EVERY == 0 || ahead_is_full(h))
        pthread_cond_signal(&h->made);
}

static void *ahead_work(void *ctx)
{
    struct wxr_ahead *h = ctx;
    pthread_mutex_lock(&h->lock);
    while (!h->stop && !h->ended) {
        pthread_mutex_unlock(&h->lock);
        struct wxr_ready *r = ahead_make(h);
        pthread_mutex_lock(&h->lock);
        if (r)
            ahead_put(h, r);
        else
            h->ended = true;
    }
    pthread_cond_signal(&h->made);
    pthread_mutex_unlock(&h->lock);
    return NULL;
}

/* ---- Whoever imports -------------------------------------------------------------------------- */

struct wxr_ahead *wxr_ahead_start(struct wxr_export *x)
{
    struct arena *a = arena_new();
    struct wxr_ahead *h = arena_alloc(a, sizeof *h);
    *h = (struct wxr_ahead){.x = x, .arena = a, .scratch = arena_new()};
    pthread_mutex_init(&h->lock, NULL);
    pthread_cond_init(&h->made, NULL);
    pthread_cond_init(&h->taken, NULL);
    h->threaded = quiet_thread_begin(&h->thread, ahead_work, h);
    return h;
}

void wxr_ahead_stop(struct wxr_ahead *h)
{
    if (!h)
        return;
    pthread_mutex_lock(&h->lock);
    h->stop = true;
    pthread_cond_signal(&h->taken);
    pthread_mutex_unlock(&h->lock);
    if (h->threaded)
        pthread_join(h->thread, NULL);
    for (; h->n > 0; h->n--, h->first++)
        wxr_ahead_release(h->ring[h->first % READY_MAX]);
    wxr_close(h->reader);
    pthread_cond_destroy(&h->taken);
    pthread_cond_destroy(&h->made);
    pthread_mutex_destroy(&h->lock);
    arena_free(h->scratch);
    arena_free(h->arena);
}

/* What is ready; NULL: there is nothing more. Under the lock. */
static struct wxr_ready *ahead_take(struct wxr_ahead *h)
{
    while (h->n == 0 && !h->ended)
        pthread_cond_wait(&h->made, &h->lock);
    if (h->n == 0)
        return NULL;
    struct wxr_ready *r = h->ring[h->first % READY_MAX];
    h->first++;
    h->n--;
    h->bytes -= ahead_bytes_of(r);
    if (ahead_has_room(h))
        pthread_cond_signal(&h->taken);
    return r;
}

struct wxr_ready *wxr_ahead_next(struct wxr_ahead *h, const char **why)
{
    struct wxr_ready *r;
    if (h->threaded) {
        pthread_mutex_lock(&h->lock);
        r = ahead_take(h);
        pthread_mutex_unlock(&h->lock);
    } else {
        r = ahead_make(h);
    }
    *why = r ? NULL : h->why;
    return r;
}
