/* dateline-image: a picture on standard input becomes renditions in the working folder.
 *
 * db/picture.c runs it under limits. It is the only program here that links libvips, reads the
 * five types of lib/image.h and nothing else, and writes "<width>.jpg" and "<width>.webp" without
 * any metadata. Each file written is one line on standard output: format, width, height. */
#include "db/picture.h"
#include "lib/image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <vips/vips.h>

/* The exit codes that db/picture.c knows. */
enum { DONE = 0, NO_PICTURE = 10, TOO_LARGE = 11, DISK = 12, FAILED = 13 };
/* An effort of 4 takes two and a half times as long as 2 and saves a twenty-fifth of the bytes. */
enum { JPEG_QUALITY = 80, WEBP_QUALITY = 76, WEBP_EFFORT = 2 };

static const int widths[] = {1600, 960, 480};
enum { WIDTHS = sizeof widths / sizeof widths[0] };

struct input {
    unsigned char *bytes;
    size_t n;
    bool inks;    /* CMYK */
    bool profile; /* says itself what its colours are, and what it says can be used */
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
        [IMAGE_AVIF] = "VipsForeignLoadHeif",
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

/* Reads the header alone: the size is judged before a pixel is decoded. */
static int image_check_header(struct input *in)
{
    VipsImage *head = vips_image_new_from_buffer(in->bytes, in->n, "", NULL);
    if (!head)
        return NO_PICTURE;
    int status = DONE;
    const char *compression = NULL;
    if ((int64_t)vips_image_get_width(head) * vips_image_get_height(head) > PICTURE_PIXELS_MAX)
        status = TOO_LARGE;
    /* The container that AVIF shares with HEIC may hold the other's codec. */
    if (vips_image_get_typeof(head, "heif-compression") &&
        vips_image_get_string(head, "heif-compression", &compression) == 0 &&
        strcmp(compression, "av1") != 0)
        status = NO_PICTURE;
    in->inks = vips_image_get_interpretation(head) == VIPS_INTERPRETATION_CMYK;
    in->profile = image_has_usable_profile(head);
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

static size_t webp_little_endian(const unsigned char *p)
{
    return p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16 | (size_t)p[3] << 24;
}

/* Takes the Exif chunk that libvips 8.14 adds to every WebP out again (RFC 9649, 2.7). The rest is
 * moved up in place; returns the new length. */
static size_t webp_drop_exif(unsigned char *b, size_t n)
{
    size_t to = 12;
    for (size_t at = 12; at + 8 <= n;) {
        size_t size = 8 + webp_little_endian(b + at + 4);
        size += size % 2;
        if (size > n - at)
            size = n - at;
        if (memcmp(b + at, "VP8X", 4) == 0 && size > 8)
            b[at + 8] &= (unsigned char)~0x0C; /* no Exif, no XMP */
        if (memcmp(b + at, "EXIF", 4) != 0 && memcmp(b + at, "XMP ", 4) != 0) {
            memmove(b + to, b + at, size);
            to += size;
        }
        at += size;
    }
    for (int i = 0; i < 4; i++)
        b[4 + i] = (unsigned char)((to - 8) >> 8 * i);
    return to;
}

static int rendition_save(VipsImage *image, const char *format)
{
    char name[32];
    void *bytes = NULL;
    size_t n = 0;
    bool jpeg = strcmp(format, "jpeg") == 0;
    int bad = jpeg ? vips_jpegsave_buffer(image, &bytes, &n, "Q", JPEG_QUALITY, "strip", TRUE,
                                          "optimize_coding", TRUE, "interlace", TRUE, NULL)
                   : vips_webpsave_buffer(image, &bytes, &n, "Q", WEBP_QUALITY, "strip", TRUE,
                                          "effort", WEBP_EFFORT, NULL);
    if (bad)
        return NO_PICTURE;
    if (!jpeg && n > 12)
        n = webp_drop_exif(bytes, n);
    snprintf(name, sizeof name, "%d.%s", vips_image_get_width(image), jpeg ? "jpg" : "webp");
    int status = rendition_write(name, bytes, n);
    g_free(bytes);
    if (status == DONE)
        printf("%s %d %d\n", format, vips_image_get_width(image), vips_image_get_height(image));
    return status;
}

/* Camera, owner, place: none of it leaves. Not left to the savers' "strip", which libvips 8.14 does
 * not heed for WebP. */
static void image_forget_metadata(VipsImage *image)
{
    gchar **fields = vips_image_get_fields(image);
    for (gchar **f = fields; f && *f; f++)
        vips_image_remove(image, *f); /* does nothing for width and the like */
    g_strfreev(fields);
}

/* Inks become lights before anything else: vips_thumbnail_buffer of libvips 8.14 reads all of them
 * by a press of its own choice, whatever the picture's profile says. The rows are streamed, so that
 * a large one needs no more memory than others. */
static VipsImage *image_load_inks(const struct input *in)
{
    VipsImage *inks =
        vips_image_new_from_buffer(in->bytes, in->n, "", "access", VIPS_ACCESS_SEQUENTIAL,
                                   "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
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

static int rendition_save_both(VipsImage *image)
{
    int status = rendition_save(image, "jpeg");
    return status == DONE ? rendition_save(image, "webp") : status;
}

static int image_make_renditions(struct input *in)
{
    VipsImage *whole = image_decode(in);
    if (!whole)
        return NO_PICTURE;
    int status = rendition_save_both(whole);
    for (int i = 1; i < WIDTHS && status == DONE; i++) {
        VipsImage *smaller = NULL;
        if (widths[i] >= vips_image_get_width(whole))
            continue;
        if (vips_thumbnail_image(whole, &smaller, widths[i], "height", VIPS_MAX_COORD, "size",
                                 VIPS_SIZE_DOWN, NULL))
            return FAILED;
        status = rendition_save_both(smaller);
        g_object_unref(smaller);
    }
    g_object_unref(whole);
    return status;
}

int main(int argc, char **argv)
{
    struct input in = {0};
    (void)argc;
    int status = image_read_input(&in);
    if (status != DONE)
        return status;
    enum image_type type = image_sniff(in.bytes, in.n);
    if (type == IMAGE_UNKNOWN)
        return NO_PICTURE;
    if (VIPS_INIT(argv[0]))
        return FAILED;
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    if (!image_allow_loader(type))
        return NO_PICTURE;
    status = image_check_header(&in);
    if (status == DONE)
        status = image_make_renditions(&in);
    if (fflush(stdout) != 0 && status == DONE)
        status = FAILED;
    free(in.bytes);
    return status;
}
