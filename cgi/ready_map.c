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

const char *ready_twin_name(const char *name, enum ready_form form, char out[READY_TWIN_MAX])
{
    snprintf(out, READY_TWIN_MAX, "%s%s", name, form == READY_BROTLI ? ".br" : ".gz");
    return out;
}

static void page_forget(struct ready_map *m, struct ready_page *p)
{
    for (int i = 0; i < READY_FORMS; i++) {
        if (p->forms[i].p)
            munmap((void *)(uintptr_t)p->forms[i].p, p->forms[i].n);
        m->bytes -= p->forms[i].n;
        free(p->forms[i].head.text);
    }
    *p = (struct ready_page){.modified_at = 0};
}

void ready_map_forget(struct ready_map *m)
{
    for (size_t i = 0; i < READY_MAP_SLOTS; i++) {
        page_forget(m, &m->v[i]);
        m->passed_by[i] = 0;
    }
}

/* The file of that name, while there is room. */
static bool bytes_map(struct ready_map *m, struct ready_bytes *b, const struct ready *folder,
                      const char *name, int64_t *modified_at)
{
    int64_t size;
    int fd = ready_open(folder, name, &size, modified_at);
    void *bytes = MAP_FAILED;
    if (fd >= 0 && size > 0 && (uint64_t)size <= READY_MAP_BYTES_MAX - m->bytes)
        bytes = mmap(NULL, (size_t)size, PROT_READ, MAP_SHARED | MAP_POPULATE, fd, 0);
    if (fd >= 0)
        close(fd);
    if (bytes == MAP_FAILED)
        return false;
    b->p = bytes;
    b->n = (size_t)size;
    m->bytes += b->n;
    return true;
}

/* Into a slot that is empty. */
static struct ready_page *page_open(struct ready_map *m, struct ready_page *p,
                                    const struct ready *folder, const char *name)
{
    struct ready_bytes *plain = &p->forms[READY_PLAIN];
    if (!bytes_map(m, plain, folder, name, &p->modified_at))
        return NULL;
    token_etag(plain->p, plain->n, p->etag);
    snprintf(p->name, sizeof p->name, "%s", name);
    return p;
}

struct ready_bytes *ready_map_twin(struct ready_map *m, const struct ready *folder,
                                   struct ready_page *page, enum ready_form form)
{
    struct ready_bytes *b = &page->forms[form];
    char name[READY_TWIN_MAX];
    int64_t at;
    if (b->p || bytes_map(m, b, folder, ready_twin_name(page->name, form, name), &at))
        return b;
    return NULL;
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
