/* import_ahead.c: see import_ahead.h. One lock guards the queue and what each batch says of itself;
 * whoever waits is woken every few stories, for waking costs more than rendering one. */
#include "import_ahead.h"

#include "quiet_thread.h"

#include <pthread.h>
#include <stdlib.h>

enum { QUEUE = 2, TELL_EVERY = 32 };

struct import_ahead {
    const struct story_site *site;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t given, made;
    struct ahead_batch *queue[QUEUE]; /* the first is being rendered */
    size_t n;
    bool stop;
};

/* ---- The thread ------------------------------------------------------------------------------ */

/* The batch to go on with. NULL: there will be none. Under the lock. */
static struct ahead_batch *ahead_next(struct import_ahead *h)
{
    while (h->n == 0 && !h->stop)
        pthread_cond_wait(&h->given, &h->lock);
    return h->stop ? NULL : h->queue[0];
}

static void ahead_render(const struct import_ahead *h, struct ahead_batch *b, size_t i)
{
    const struct story_import *s = &b->v[i].story;
    if (!b->v[i].known)
        story_make_ahead(b->arena, h->site, s->kind, &s->text, &b->out[i]);
}

/* Under the lock, which is not held while a text is rendered. */
static void ahead_render_batch(struct import_ahead *h, struct ahead_batch *b)
{
    while (b->done < b->n && !h->stop) {
        size_t i = b->done;
        pthread_mutex_unlock(&h->lock);
        ahead_render(h, b, i);
        pthread_mutex_lock(&h->lock);
        b->done++;
        if (b->done == b->n || b->done % TELL_EVERY == 0)
            pthread_cond_signal(&h->made);
    }
    h->queue[0] = h->queue[1];
    h->n--;
}

static void *ahead_work(void *ctx)
{
    struct import_ahead *h = ctx;
    struct ahead_batch *b;
    pthread_mutex_lock(&h->lock);
    while ((b = ahead_next(h)))
        ahead_render_batch(h, b);
    pthread_mutex_unlock(&h->lock);
    return NULL;
}

/* ---- Whoever imports ------------------------------------------------------------------------- */

struct import_ahead *import_ahead_start(const struct story_site *site)
{
    struct import_ahead *h = calloc(1, sizeof *h);
    if (!h)
        return NULL;
    h->site = site;
    pthread_mutex_init(&h->lock, NULL);
    pthread_cond_init(&h->given, NULL);
    pthread_cond_init(&h->made, NULL);
    if (quiet_thread_begin(&h->thread, ahead_work, h))
        return h;
    free(h);
    return NULL;
}

void import_ahead_stop(struct import_ahead *h)
{
    if (!h)
        return;
    pthread_mutex_lock(&h->lock);
    h->stop = true;
    pthread_cond_signal(&h->given);
    pthread_mutex_unlock(&h->lock);
    pthread_join(h->thread, NULL);
    pthread_cond_destroy(&h->made);
    pthread_cond_destroy(&h->given);
    pthread_mutex_destroy(&h->lock);
    free(h);
}

void ahead_batch_give(struct import_ahead *h, struct ahead_batch *b, const struct import_item *v,
                      size_t n)
{
    *b = (struct ahead_batch){.v = v, .n = n, .waits = h && n > 0};
    if (!b->waits)
        return;
    b->arena = arena_new();
    b->out = arena_array(b->arena, n, sizeof *b->out);
    pthread_mutex_lock(&h->lock);
    h->queue[h->n++] = b;
    pthread_cond_signal(&h->given);
    pthread_mutex_unlock(&h->lock);
}

const struct story_ahead *ahead_batch_take(struct import_ahead *h, struct ahead_batch *b, size_t i)
{
    if (!b->waits)
        return NULL;
    pthread_mutex_lock(&h->lock);
    while (b->done <= i)
        pthread_cond_wait(&h->made, &h->lock);
    pthread_mutex_unlock(&h->lock);
    return &b->out[i];
}

void ahead_batch_end(struct ahead_batch *b)
{
    arena_free(b->arena);
    *b = (struct ahead_batch){0};
}
