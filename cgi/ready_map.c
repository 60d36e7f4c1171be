/* ready_map.c: see ready_map.h. */
#include "ready_map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* FNV-1a */
uint64_t ready_hash(uint64_t folder, const char *s)
{
    uint64_t h = UINT64_C(14695981039346656037) ^ folder;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
    return h;
}

static void page_forget(struct ready_map *m, struct ready_page *p)
{
    if (p->name[0])
        munmap((void *)(uintptr_t)p->bytes, p->n);
    m->bytes -= p->n;
    free(p->head.text);
    *p = (struct ready_page){.n = 0};
}

void ready_map_forget(struct ready_map *m)
{
    for (size_t i = 0; i < READY_MAP_SLOTS; i++) {
        page_forget(m, &m->v[i]);
        m->passed_by[i] = 0;
    }
}

/* Into a slot that is empty. */
static bool page_map(struct ready_map *m, struct ready_page *p, int fd, int64_t size)
{
    if (size <= 0 || (uint64_t)size > READY_MAP_BYTES_MAX - m->bytes)
        return false;
    void *bytes = mmap(NULL, (size_t)size, PROT_READ, MAP_SHARED | MAP_POPULATE, fd, 0);
    if (bytes == MAP_FAILED)
        return false;
    p->bytes = bytes;
    p->n = (size_t)size;
    m->bytes += p->n;
    token_etag(p->bytes, p->n, p->etag);
    return true;
}

static struct ready_page *page_open(struct ready_map *m, struct ready_page *p,
                                    const struct ready *folder, const char *name)
{
    int64_t size;
    int fd = ready_open(folder, name, &size, &p->modified_at);
    bool mapped = fd >= 0 && page_map(m, p, fd, size);
    if (fd >= 0)
        close(fd);
    if (mapped)
        snprintf(p->name, sizeof p->name, "%s", name);
    return mapped ? p : NULL;
}

struct ready_page *ready_map_get(struct ready_map *m, const struct ready *folder, const char *name)
{
    uint64_t key = ready_hash(0, name);
    size_t slot = key % READY_MAP_SLOTS;
    struct ready_page *p = &m->v[slot];
    if (strcmp(p->name, name) == 0)
        return p;
    if (p->name[0] && m->passed_by[slot] != key) {
        m->passed_by[slot] = key;
        return NULL;
    }
    page_forget(m, p);
    m->passed_by[slot] = 0;
    return page_open(m, p, folder, name);
}
