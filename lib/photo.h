/* photo.h: what a picture's file says of its maker and its rights (IPTC Photo Metadata 2023.2).
 *
 * Three kinds of blocks say the same things: XMP, IPTC-IIM and Exif. Each reader here adds what is
 * not known yet, so that the one asked first outranks those after it; IPTC's order is XMP, IIM,
 * Exif. Place and camera are not read at all. The bytes are a stranger's. */
#ifndef DATELINE_PHOTO_H
#define DATELINE_PHOTO_H

#include "arena.h"
#include "buf.h"

#include <stdbool.h>
#include <stddef.h>

enum photo_property {
    PHOTO_CREATOR,   /* names, parted by ", " */
    PHOTO_CREDIT,    /* as the owner wants to be named */
    PHOTO_COPYRIGHT, /* the notice: "© 2026 Joss Pellew" */
    PHOTO_LICENSE,   /* http(s) address of the licence */
    PHOTO_ACQUIRE,   /* http(s) address where a licence can be had */
    PHOTO_SOURCE,    /* a term of cv.iptc.org/newscodes/digitalsourcetype, "digitalCapture" */
    PHOTO_CAPTION,
    PHOTO_ALT, /* for those who cannot see it */
    PHOTO_PROPERTY_MAX
};

/* One line of valid UTF-8 each, without controls, at most PHOTO_LINE_MAX bytes (caption and alt
 * PHOTO_TEXT_MAX); NULL: not said. */
struct photo {
    const char *v[PHOTO_PROPERTY_MAX];
};
#define PHOTO_LINE_MAX 500
#define PHOTO_TEXT_MAX 2000
#define PHOTO_BLOCK_MAX (1024u * 1024) /* bytes of a block; a larger one is not read */

/* The name of a property between programs: "credit". PHOTO_PROPERTY_MAX when unknown. */
const char *photo_property_name(enum photo_property p);
enum photo_property photo_property_find(const char *name);

/* Cleans n bytes, which need not be UTF-8, and adds them unless the property is known, the value is
 * not of its kind, or it is what a camera writes into every picture. */
void photo_add(struct arena *a, struct photo *p, enum photo_property property, const char *value,
               size_t n);
/* An XMP packet (ISO 16684-1), UTF-8 or UTF-16. One with a document type declaration, with which
 * entities begin, is not read; nothing is ever fetched. */
void photo_read_xmp(struct arena *a, const void *bytes, size_t n, struct photo *p);
/* IPTC-IIM 4.2, bare or in Photoshop's image resources. */
void photo_read_iim(struct arena *a, const void *bytes, size_t n, struct photo *p);
/* The first packet in a whole file (packet scanning, XMP part 3, 2): for GIF, AVIF and HEIC. */
void photo_find_xmp(struct arena *a, const void *file, size_t n, struct photo *p);
/* Looks through a whole file for the digital source type that content credentials (C2PA) name. */
void photo_find_source(struct arena *a, const void *file, size_t n, struct photo *p);

/* Whether a trained model made the picture, or part of it. */
bool photo_is_synthetic(const char *source);
/* Adds an XMP packet that says credit, creator, rights and source, or nothing when there is
 * nothing to say. */
void photo_write_xmp(struct buf *out, const struct photo *p);
/* Adds the file, a JPEG (XMP part 3, 1.1.3) or a WebP (RFC 9649, 2.7) of that many pixels, with the
 * packet in it. xmp may be empty. Exif and XMP that a WebP had are left out. */
void photo_put_jpeg(struct buf *out, const void *file, size_t n, const struct buf *xmp);
void photo_put_webp(struct buf *out, const void *file, size_t n, int width, int height,
                    const struct buf *xmp);

#endif
