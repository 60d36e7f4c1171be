/* memory.c: see memory.h. */
#include "memory.h"

#include <link.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

void memory_give_back_freed(void)
{
    malloc_trim(0);
}

/* Nobody writes to it, not even the loader: what lies there is what the file says. */
static bool segment_is_read_only(const ElfW(Phdr) * segment)
{
    return segment->p_type == PT_LOAD && (segment->p_flags & PF_W) == 0;
}

/* The kernel maps sixteen pages around each that is touched, and counts them as ours. They stay in its
 * memory for whoever reads them next. */
static int give_back_object(struct dl_phdr_info *object, size_t size, void *ctx)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    (void)size;
    (void)ctx;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
        if (!segment_is_read_only(segment))
            continue;
        uintptr_t from = (object->dlpi_addr + segment->p_vaddr) / page * page;
        uintptr_t to = object->dlpi_addr + segment->p_vaddr + segment->p_memsz;
        (void)!madvise((void *)from, to - from, MADV_DONTNEED); /* the kernel's own it refuses */
    }
    return 0;
}

void memory_give_back_read(void)
{
    dl_iterate_phdr(give_back_object, NULL);
}
