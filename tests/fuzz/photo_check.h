/* photo_check.h: whatever a picture's file says, each property is clean, short and of its kind. */
#ifndef DATELINE_PHOTO_CHECK_H
#define DATELINE_PHOTO_CHECK_H

#include "lib/photo.h"
#include "lib/text.h"

#include <stdlib.h>
#include <string.h>

static inline void photo_check(const struct photo *p)
{
    for (int i = 0; i < PHOTO_PROPERTY_MAX; i++) {
        const char *s = p->v[i];
        if (s && (!text_utf8_valid(s, strlen(s)) || strlen(s) > PHOTO_TEXT_MAX || text_blank(s) ||
                  strpbrk(s, "\n\r\t\x1B")))
            abort();
    }
    if (p->v[PHOTO_LICENSE] && !text_is_http_url(p->v[PHOTO_LICENSE]))
        abort();
}

#endif
