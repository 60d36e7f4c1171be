/* picture_name.c: what a picture is called in a text, and what its file is. */
#include "lib/ascii.h"
#include "story_file_private.h"

#include <string.h>

const char *story_picture_decoded(struct arena *a, const char *src)
{
    char *out = arena_dup(a, src), *to = out;
    for (const char *s = src; *s; s++) {
        int high = *s == '%' ? ascii_hex_value(s[1]) : -1,
            low = high >= 0 ? ascii_hex_value(s[2]) : -1;
        if (low >= 0 && high + low > 0) {
            *to++ = (char)(high * 16 + low);
            s += 2;
        } else if (*s == '\\' && s[1] && strchr("()<>[]_*", s[1])) {
            *to++ = *++s;
        } else {
            *to++ = *s;
        }
    }
    *to = '\0';
    return out;
}
