/* dateline-image: a picture on standard input becomes renditions in the working folder.
 *
 * db/picture_child.c runs it, under limits and contained. It is the only program here that links libvips, reads the
 * types of lib/image.h and nothing else, and writes "<width>.jpg" and "<width>.webp". Of what the
 * file says of itself they keep who made it and under which rights; its first argument, when it is not
 * empty, is the credit to put in place of the file's, and a second one, "logo", asks for one WebP file that
 * keeps what is transparent. Colours that are said without a profile are
 * cli/image_colour.h's.
 *
 * Standard output has a line for each thing: "jpeg 960 540" for a file written, "about credit AFP"
 * for what the picture says, "moves" when it is a film of which the first frame was taken. */
#include "image_colour.h"
#include "image_exif.h"

#include "db/picture.h"
#include "lib/contain.h"
#include "lib/image.h"
#include "lib/photo.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <vips/vips.h>

/* The exit codes that db/picture.c knows. */
enum { DONE = 0, NO_PICTURE = 10, TOO_LARGE = 11, DISK = 12, FAILED = 13, NO_HEIC = 14 };
/* An effort of 4 takes two and a half times as long as 2 and saves a twenty-fifth of the bytes. */
enum { JPEG_QUALITY = 80, WEBP_QUALITY = 76, WEBP_EFFORT = 2 };
enum { XMP_MAX = 32 * 1024 };
enum { LOGO_WIDTH = 1200, LOGO_HEIGHT = 320, LOGO_LOSSLESS_MAX = 96 * 1024, LOGO_QUALITY = 86 };

static const int widths[] = {1600, 960, 480};
enum { WIDTHS = sizeof widths / sizeof widths[0] };

struct input {
    unsigned char *bytes;
    size_t n;
    bool inks;    /* CMYK */
    bool profile; /* says itself what its colours are, and what it says can be used */
    bool said;    /* says it without one: */
    struct image_colour colour;
    enum image_type type;
    struct arena *arena;
    struct photo photo; /* what the file says, in the arena */
};

static int image_read_input(struct input *in)
{
    in->bytes = malloc(PICTURE_BYTES_MAX + 1);
    if (!in->bytes)
        return FAILED;
    for (;;) {
        ssize_t got = read(STDIN_FILENO, in->bytes + in->n, PICTURE_BYTES_MAX + 1 - in->n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? FAILED : DONE;
        in->n += (size_t)got;
        if (in->n > PICTURE_BYTES_MAX)
            return TOO_LARGE;
    }
}

/* Only the loader of the type that the first bytes name is let in: a file that is two things at
 * once is read as that one or not at all. */
static bool image_allow_loader(enum image_type type)
{
    static const char *const loaders[IMAGE_TYPE_MAX] = {
        [IMAGE_JPEG] = "VipsForeignLoadJpeg", [IMAGE_PNG] = "VipsForeignLoadPng",
        [IMAGE_WEBP] = "VipsForeignLoadWebp", [IMAGE_GIF] = "VipsForeignLoadNsgif",
        [IMAGE_AVIF] = "VipsForeignLoadHeif", [IMAGE_HEIC] = "VipsForeignLoadHeif",
    };
    if (type == IMAGE_UNKNOWN || type >= IMAGE_TYPE_MAX)
        return false;
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    vips_operation_block_set(loaders[type], FALSE);
    return true;
}

/* A profile counts when it is sound and of the picture's own channels (ICC.1, 7.2.8). Without one,
 * RGB and grey are taken for sRGB, as browsers do, and inks for those of a common press. libvips
 * 8.14 alone would let a profile of grey judge the red of RGB. */
static bool image_has_usable_profile(VipsImage *head)
{
    const void *profile;
    size_t n;
    const char *space = vips_image_get_bands(head) < 3 ? "GRAY" : "RGB ";
    if (vips_image_get_interpretation(head) == VIPS_INTERPRETATION_CMYK)
        space = "CMYK";
    return vips_image_get_typeof(head, VIPS_META_ICC_NAME) &&
           vips_image_get_blob(head, VIPS_META_ICC_NAME, &profile, &n) == 0 && n >= 128 &&
           memcmp((const char *)profile + 16, space, 4) == 0 &&
           vips_icc_is_compatible_profile(head, profile, n);
}

/* ---- What the file says of itself ------------------------------------------------------------ */

static const void *image_block(VipsImage *head, const char *name, size_t *n)
{
    const void *bytes = NULL;
    *n = 0;
    if (!vips_image_get_typeof(head, name) || vips_image_get_blob(head, name, &bytes, n))
        return NULL;
    return bytes;
}

/* In IPTC's order of trust. */
static void image_read_photo(struct input *in, VipsImage *head, ExifData *exif)
{
    size_t n;
    const void *block = image_block(head, VIPS_META_XMP_NAME, &n);
    if (block)
        photo_read_xmp(in->arena, block, n, &in->photo);
    else
        photo_find_xmp(in->arena, in->bytes, in->n, &in->photo);
    block = image_block(head, VIPS_META_IPTC_NAME, &n);
    if (block)
        photo_read_iim(in->arena, block, n, &in->photo);
    if (exif)
        image_exif_photo(exif, in->arena, &in->photo);
    photo_find_source(in->arena, in->bytes, in->n, &in->photo);
}

static void image_say_photo(const struct input *in)
{
    for (int i = 0; i < PHOTO_PROPERTY_MAX; i++)
        if (in->photo.v[i])
            printf("about %s %s\n", photo_property_name(i), in->photo.v[i]);
}

/* GIF and WebP have pages in time; HEIC's are pictures beside each other. */
static bool image_moves(const struct input *in, VipsImage *head)
{
    if (in->type == IMAGE_GIF || in->type == IMAGE_WEBP)
        return vips_image_get_n_pages(head) > 1;
    return image_is_sequence(in->bytes, in->n);
}

/* ---- The picture ----------------------------------------------------------------------------- */

static void image_read_colour(struct input *in, VipsImage *head, ExifData *exif)
{
    in->inks = vips_image_get_interpretation(head) == VIPS_INTERPRETATION_CMYK;
    in->profile = image_has_usable_profile(head);
    if (!in->inks && !in->profile)
        in->said = image_colour_read(in->type, in->bytes, in->n, exif,
                                     vips_image_get_bands(head) < 3, &in->colour);
}

/* Reads the header alone: the size is judged before a pixel is decoded. */
static int image_check_header(struct input *in)
{
    VipsImage *head = vips_image_new_from_buffer(in->bytes, in->n, "", NULL);
    if (!head)
        return NO_PICTURE;
    int status = DONE;
    if ((int64_t)vips_image_get_width(head) * vips_image_get_height(head) > PICTURE_PIXELS_MAX)
        status = TOO_LARGE;
    size_t n;
    const void *block = image_block(head, VIPS_META_EXIF_NAME, &n);
    ExifData *exif = image_exif_read(block, n);
    image_read_colour(in, head, exif);
    image_read_photo(in, head, exif);
    image_say_photo(in);
    if (image_moves(in, head))
        puts("moves");
    if (exif)
        exif_data_unref(exif);
    g_object_unref(head);
    return status;
}

static int rendition_write(const char *name, const void *bytes, size_t n)
{
    int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
    if (fd < 0)
        return DISK;
    const char *at = bytes;
    int status = DONE;
    while (n > 0 && status == DONE) {
        ssize_t got = write(fd, at, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            status = DISK;
        } else {
            at += got;
            n -= (size_t)got;
        }
    }
    if (close(fd) < 0)
        status = DISK;
    return status;
}

/* With the packet in it. */
static int rendition_finish(VipsImage *image, bool jpeg, const void *bytes, size_t n,
                            const struct buf *xmp)
{
    char name[32];
    int width = vips_image_get_width(image), height = vips_image_get_height(image);
    struct buf whole;
    buf_init(&whole, n + xmp->len + 256);
    if (jpeg)
        photo_put_jpeg(&whole, bytes, n, xmp);
    else
        photo_put_webp(&whole, bytes, n, width, height, xmp);
    snprintf(name, sizeof name, "%d.%s", width, jpeg ? "jpg" : "webp");
    int status = whole.failed ? FAILED : rendition_write(name, whole.p, whole.len);
    buf_free(&whole);
    if (status == DONE)
        printf("%s %d %d\n", jpeg ? "jpeg" : "webp", width, height);
    return status;
}

static int rendition_save(VipsImage *image, bool jpeg, const struct buf *xmp)
{
    void *bytes = NULL;
    size_t n = 0;
    int bad = jpeg ? vips_jpegsave_buffer(image, &bytes, &n, "Q", JPEG_QUALITY, "strip", TRUE,
                                          "optimize_coding", TRUE, "interlace", TRUE, NULL)
                   : vips_webpsave_buffer(image, &bytes, &n, "Q", WEBP_QUALITY, "strip", TRUE,
                                          "effort", WEBP_EFFORT, NULL);
    if (bad)
        return NO_PICTURE;
    int status = rendition_finish(image, jpeg, bytes, n, xmp);
    g_free(bytes);
    return status;
}

/* Camera, owner, place: none of it leaves but what image_read_photo took. Not left to the savers' "strip", which libvips 8.14 does
 * not heed for WebP. */
static void image_forget_metadata(VipsImage *image)
{
    gchar **fields = vips_image_get_fields(image);
    for (gchar **f = fields; f && *f; f++)
        vips_image_remove(image, *f); /* does nothing for width and the like */
    g_strfreev(fields);
}

/* Its rows, from top to bottom: a large one needs no more memory than others. */
static VipsImage *image_open(const struct input *in)
{
    return vips_image_new_from_buffer(in->bytes, in->n, "", "access", VIPS_ACCESS_SEQUENTIAL,
                                      "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
}

/* For each value of each channel the one that sRGB's curve has for it, and alpha's own. */
static VipsImage *image_said_table(const struct image_colour *colour, VipsImage *plain)
{
    bool deep = vips_image_get_format(plain) == VIPS_FORMAT_USHORT;
    size_t bands = (size_t)vips_image_get_bands(plain), lights = bands < 3 ? 1 : 3;
    size_t top = deep ? UINT16_MAX : UINT8_MAX, n = (top + 1) * bands;
    uint16_t *values = malloc(n * sizeof *values);
    VipsImage *wide = NULL, *table = NULL;
    for (size_t i = 0; values && i < n; i++) {
        double v = (double)(i / bands) / (double)top;
        v = i % bands < lights ? image_colour_value(colour, v) : v;
        values[i] = (uint16_t)lround(v * (double)top);
    }
    if (values)
        wide = vips_image_new_from_memory_copy(values, n * sizeof *values, (int)top + 1, 1,
                                               (int)bands, VIPS_FORMAT_USHORT);
    if (wide && vips_cast(wide, &table, deep ? VIPS_FORMAT_USHORT : VIPS_FORMAT_UCHAR, NULL))
        table = NULL;
    g_clear_object(&wide);
    free(values);
    return table;
}

/* vips_thumbnail_buffer takes a profile beside the file from another file only. */
static VipsImage *image_load_said(const struct input *in)
{
    VipsImage *plain = image_open(in), *table = NULL, *curved = NULL, *told = NULL, *small = NULL;
    table = plain ? image_said_table(&in->colour, plain) : NULL;
    if (table && vips_maplut(plain, &curved, table, NULL) == 0 &&
        vips_copy(curved, &told, "interpretation", vips_image_get_interpretation(plain), NULL) ==
            0) {
        if (in->colour.profile)
            vips_image_set_blob_copy(told, VIPS_META_ICC_NAME, in->colour.profile,
                                     in->colour.profile_n);
        if (vips_thumbnail_image(told, &small, widths[0], "height", VIPS_MAX_COORD, "size",
                                 VIPS_SIZE_DOWN, "export_profile",
                                 in->colour.profile ? "srgb" : NULL, NULL))
            small = NULL;
    }
    g_clear_object(&told);
    g_clear_object(&curved);
    g_clear_object(&table);
    g_clear_object(&plain);
    return small;
}

/* Inks become lights before anything else: vips_thumbnail_buffer of libvips 8.14 reads all of them
 * by a press of its own choice, whatever the picture's profile says. */
static VipsImage *image_load_inks(const struct input *in)
{
    VipsImage *inks = image_open(in);
    VipsImage *lights = NULL, *small = NULL;
    if (inks &&
        vips_icc_transform(inks, &lights, "srgb", "embedded", in->profile, "input_profile", "cmyk",
                           NULL) == 0 &&
        vips_thumbnail_image(lights, &small, widths[0], "height", VIPS_MAX_COORD, "size",
                             VIPS_SIZE_DOWN, NULL))
        small = NULL;
    g_clear_object(&lights);
    g_clear_object(&inks);
    return small;
}

/* What is sRGB already is given no export_profile: libvips 8.14 would take it through XYZ, whose
 * white is not the profile's, and tint all of it. */
static VipsImage *image_load(const struct input *in)
{
    VipsImage *small = NULL;
    if (in->inks)
        return image_load_inks(in);
    if (in->said)
        return image_load_said(in);
    if (vips_thumbnail_buffer(in->bytes, in->n, &small, widths[0], "height", VIPS_MAX_COORD, "size",
                              VIPS_SIZE_DOWN, "export_profile", in->profile ? "srgb" : NULL,
                              "option_string", "[fail_on=truncated]", NULL))
        return NULL;
    return small;
}

/* Decoded, upright, in sRGB, on white, at most 1600 wide, whole in memory: all else comes of it. */
static VipsImage *image_decode(const struct input *in)
{
    VipsImage *loaded = image_load(in), *flat = NULL, *whole = NULL;
    if (!loaded)
        return NULL;
    if (vips_image_hasalpha(loaded)) {
        double white[] = {255, 255, 255};
        VipsArrayDouble *background =
            vips_array_double_new(white, vips_image_get_bands(loaded) < 3 ? 1 : 3);
        if (vips_flatten(loaded, &flat, "background", background, NULL))
            flat = NULL;
        vips_area_unref(VIPS_AREA(background));
    } else {
        flat = g_object_ref(loaded);
    }
    if (flat)
        whole = vips_image_copy_memory(flat);
    if (whole)
        image_forget_metadata(whole);
    g_clear_object(&flat);
    g_clear_object(&loaded);
    return whole;
}

static int rendition_save_both(VipsImage *image, const struct buf *xmp)
{
    int status = rendition_save(image, true, xmp);
    return status == DONE ? rendition_save(image, false, xmp) : status;
}

static int image_save_widths(VipsImage *whole, const struct buf *xmp)
{
    int status = rendition_save_both(whole, xmp);
    for (int i = 1; i < WIDTHS && status == DONE; i++) {
        VipsImage *smaller = NULL;
        if (widths[i] >= vips_image_get_width(whole))
            continue;
        if (vips_thumbnail_image(whole, &smaller, widths[i], "height", VIPS_MAX_COORD, "size",
                                 VIPS_SIZE_DOWN, NULL))
            return FAILED;
        status = rendition_save_both(smaller, xmp);
        g_object_unref(smaller);
    }
    return status;
}

static int image_make_renditions(struct input *in)
{
    VipsImage *whole = image_decode(in);
    struct buf xmp;
    if (!whole)
        return NO_PICTURE;
    buf_init(&xmp, XMP_MAX);
    photo_write_xmp(&xmp, &in->photo);
    int status = image_save_widths(whole, &xmp);
    buf_free(&xmp);
    g_object_unref(whole);
    return status;
}

/* ---- A logo ----------------------------------------------------------------------------------- */

/* Without a loss, unless that is large. */
static int logo_save(VipsImage *image)
{
    char name[32];
    void *bytes = NULL;
    size_t n = 0;
    if (vips_webpsave_buffer(image, &bytes, &n, "lossless", TRUE, "strip", TRUE, NULL))
        return NO_PICTURE;
    if (n > LOGO_LOSSLESS_MAX) {
        g_free(bytes);
        bytes = NULL;
        if (vips_webpsave_buffer(image, &bytes, &n, "Q", LOGO_QUALITY, "strip", TRUE, NULL))
            return NO_PICTURE;
    }
    snprintf(name, sizeof name, "%d.webp", vips_image_get_width(image));
    int status = rendition_write(name, bytes, n);
    g_free(bytes);
    if (status == DONE)
        printf("webp %d %d\n", vips_image_get_width(image), vips_image_get_height(image));
    return status;
}

static int image_make_logo(const struct input *in)
{
    VipsImage *loaded = image_load(in), *small = NULL, *whole = NULL;
    if (loaded && vips_thumbnail_image(loaded, &small, LOGO_WIDTH, "height", LOGO_HEIGHT, "size",
                                       VIPS_SIZE_DOWN, NULL) == 0)
        whole = vips_image_copy_memory(small);
    int status = whole ? DONE : NO_PICTURE;
    if (whole) {
        image_forget_metadata(whole);
        status = logo_save(whole);
    }
    g_clear_object(&whole);
    g_clear_object(&small);
    g_clear_object(&loaded);
    return status;
}

static int image_make(struct input *in, const char *credit, bool logo)
{
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    if (!image_allow_loader(in->type))
        return NO_PICTURE;
    int status = image_check_header(in);
    if (credit)
        in->photo.v[PHOTO_CREDIT] = credit;
    if (status == DONE)
        status = logo ? image_make_logo(in) : image_make_renditions(in);
    return status == NO_PICTURE && in->type == IMAGE_HEIC ? NO_HEIC : status;
}

/* What is a stranger's is read only when nothing can be started any more. */
int main(int argc, char **argv)
{
    struct input in = {0};
    if (VIPS_INIT(argv[0]) || !contain_calls(CONTAIN_DECODING))
        return FAILED;
    int status = image_read_input(&in);
    if (status == DONE && (in.type = image_sniff(in.bytes, in.n)) == IMAGE_UNKNOWN)
        status = NO_PICTURE;
    in.arena = arena_new();
    if (status == DONE)
        status = image_make(&in, argc > 1 && *argv[1] ? argv[1] : NULL,
                            argc > 2 && strcmp(argv[2], "logo") == 0);
    if (fflush(stdout) != 0 && status == DONE)
        status = FAILED;
    arena_free(in.arena);
    image_colour_free(&in.colour);
    free(in.bytes);
    return status;
}
