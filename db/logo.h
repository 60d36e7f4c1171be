/* logo.h: the paper's logo from a picture that somebody sends. */
#ifndef DATELINE_LOGO_H
#define DATELINE_LOGO_H

#include "picture.h"
#include "setting.h"

#define LOGO_HEIGHT_MAX 112 /* CSS pixels: no page shows it higher */

/* Makes one file of it with dateline-image, with what is transparent in it, and *value, what SETTING_LOGO and
 * SETTING_LOGO_NIGHT take: so it is copied and moved with the paper. In the arena. STORE_REFUSED: not a picture we take; why
 * has a problem of field "picture". STORE_FULL: disk. */
enum store_status logo_make(struct arena *a, const char *site, const struct picture_maker *by,
                            const void *bytes, size_t n, int64_t now, const char **value,
                            struct problems *why) __attribute__((warn_unused_result));

#endif
