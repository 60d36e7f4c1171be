/* image_exif.c: what a picture's Exif block says of maker, rights and colours. */
#include "image_exif.h"

#include <string.h>

ExifData *image_exif_read(const void *block, size_t n)
{
    static const char head[] = {'E', 'x', 'i', 'f', 0, 0};
    bool bare = n < sizeof head || memcmp(block, head, sizeof head) != 0;
    struct buf b;
    if (!block)
        return NULL;
    buf_init(&b, PHOTO_BLOCK_MAX);
    buf_add(&b, head, bare ? sizeof head : 0);
    buf_add(&b, block, n);
    ExifData *exif =
        b.failed ? NULL : exif_data_new_from_data((unsigned char *)b.p, (unsigned)b.len);
    buf_free(&b);
    return exif;
}

static void exif_add(ExifData *exif, ExifTag tag, struct arena *a, struct photo *p,
                     enum photo_property property)
{
    ExifEntry *e = exif_content_get_entry(exif->ifd[EXIF_IFD_0], tag);
    if (e && e->data)
        photo_add(a, p, property, (char *)e->data, strnlen((char *)e->data, e->size));
}

void image_exif_photo(ExifData *exif, struct arena *a, struct photo *p)
{
    exif_add(exif, EXIF_TAG_ARTIST, a, p, PHOTO_CREATOR);
    exif_add(exif, EXIF_TAG_COPYRIGHT, a, p, PHOTO_COPYRIGHT);
}

bool image_exif_is_adobe_rgb(ExifData *exif)
{
    ExifEntry *index = exif_content_get_entry(exif->ifd[EXIF_IFD_INTEROPERABILITY],
                                              (ExifTag)EXIF_TAG_INTEROPERABILITY_INDEX);
    ExifEntry *space = exif_content_get_entry(exif->ifd[EXIF_IFD_EXIF], EXIF_TAG_COLOR_SPACE);
    return index && index->size >= 3 && memcmp(index->data, "R03", 3) == 0 && space &&
           space->format == EXIF_FORMAT_SHORT && space->size >= 2 &&
           exif_get_short(space->data, exif_data_get_byte_order(exif)) != 1;
}
