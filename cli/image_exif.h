/* image_exif.h: what a picture's Exif block says (Exif 2.32) of maker, rights and colours. */
#ifndef DATELINE_CLI_IMAGE_EXIF_H
#define DATELINE_CLI_IMAGE_EXIF_H

#include "lib/photo.h"

#include <libexif/exif-data.h>

/* The block's n bytes, with or without "Exif" before them. NULL: none to be read. To be freed with
 * exif_data_unref. */
ExifData *image_exif_read(const void *block, size_t n);
/* Adds maker and rights. A notice may have the editor's behind the photographer's. */
void image_exif_photo(ExifData *exif, struct arena *a, struct photo *p);
/* Whether the colours are Adobe RGB's. Cameras say so by the interoperability index R03 (DCF 2.0, 5.4)
 * and a colour space that is not 1, sRGB. */
bool image_exif_is_adobe_rgb(ExifData *exif);

#endif
