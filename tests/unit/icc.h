/* icc.h: the smallest colour profiles that a picture can carry (ICC.1:2001-04, version 2), made
 * from numbers, so that a test knows what a profile says without asking the library it tries. */
#ifndef DATELINE_TESTS_ICC_H
#define DATELINE_TESTS_ICC_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { ICC_CURVE = 1024, ICC_SIZE_MAX = 4096, ICC_CORNERS = 16 };

struct icc {
    unsigned char b[ICC_SIZE_MAX];
    size_t n;
    uint32_t tags;
};

/* A space of three lights: columns are the XYZ of red, green and blue, adapted to D50; gamma 0 is
 * the curve of sRGB. */
struct rgb_space {
    const char *name;
    double xyz[3][3];
    double gamma;
};

/* IEC 61966-2-1, 0 to 1. */
static inline double srgb_decode(double v)
{
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static inline double srgb_encode(double v)
{
    return v <= 0.0031308 ? v * 12.92 : 1.055 * pow(v, 1 / 2.4) - 0.055;
}

static inline void icc_u16(struct icc *p, unsigned v)
{
    p->b[p->n++] = (unsigned char)(v >> 8);
    p->b[p->n++] = (unsigned char)v;
}

static inline void icc_u32(struct icc *p, uint32_t v)
{
    icc_u16(p, v >> 16);
    icc_u16(p, v & 0xFFFF);
}

static inline void icc_name(struct icc *p, const char name[static 4])
{
    memcpy(p->b + p->n, name, 4);
    p->n += 4;
}

/* s15Fixed16Number. */
static inline void icc_fixed(struct icc *p, double v)
{
    icc_u32(p, (uint32_t)(int32_t)lround(v * 65536));
}

static inline void icc_xyz(struct icc *p, const double xyz[3])
{
    for (int i = 0; i < 3; i++)
        icc_fixed(p, xyz[i]);
}

/* Header and an empty table with room for `tags` of them. kind is "mntr" or "prtr". */
static inline void icc_begin(struct icc *p, const char *kind, const char *space, const char *pcs,
                             uint32_t tags)
{
    static const double d50[] = {0.9642, 1, 0.8249};
    memset(p, 0, sizeof *p);
    p->n = 8;
    icc_u32(p, 0x02400000);
    icc_name(p, kind);
    icc_name(p, space);
    icc_name(p, pcs);
    icc_u16(p, 2020);
    icc_u16(p, 1);
    icc_u16(p, 1);
    p->n = 36;
    icc_name(p, "acsp");
    p->n = 68;
    icc_xyz(p, d50);
    p->n = 128;
    icc_u32(p, tags);
    p->n += 12 * tags;
}

/* Names what lies from `at` to the end of the profile. */
static inline void icc_tag(struct icc *p, const char *name, size_t at)
{
    size_t end = p->n;
    p->n = 132 + 12 * p->tags++;
    icc_name(p, name);
    icc_u32(p, (uint32_t)at);
    icc_u32(p, (uint32_t)(end - at));
    p->n = end;
}

static inline void icc_end(struct icc *p)
{
    size_t n = p->n;
    p->n = 0;
    icc_u32(p, (uint32_t)n);
    p->n = n;
}

/* gamma 0: the curve of sRGB. A table in any case: libpng takes a shorter profile for a broken one.
 * Returns where it lies. */
static inline size_t icc_curve(struct icc *p, double gamma)
{
    size_t at = p->n;
    icc_name(p, "curv");
    icc_u32(p, 0);
    icc_u32(p, ICC_CURVE);
    for (int i = 0; i < ICC_CURVE; i++) {
        double v = i / (ICC_CURVE - 1.0);
        icc_u16(p, (unsigned)lround(65535 * (gamma > 0 ? pow(v, gamma) : srgb_decode(v))));
    }
    return at;
}

static inline void icc_rgb(struct icc *p, const struct rgb_space *space)
{
    static const char *const lights[] = {"rXYZ", "gXYZ", "bXYZ"};
    static const char *const curves[] = {"rTRC", "gTRC", "bTRC"};
    icc_begin(p, "mntr", "RGB ", "XYZ ", 6);
    for (int i = 0; i < 3; i++) {
        size_t at = p->n;
        icc_name(p, "XYZ ");
        icc_u32(p, 0);
        for (int j = 0; j < 3; j++)
            icc_fixed(p, space->xyz[j][i]);
        icc_tag(p, lights[i], at);
    }
    size_t at = icc_curve(p, space->gamma);
    for (int i = 0; i < 3; i++)
        icc_tag(p, curves[i], at);
    icc_end(p);
}

static inline void icc_grey(struct icc *p, double gamma)
{
    icc_begin(p, "mntr", "GRAY", "XYZ ", 1);
    icc_tag(p, "kTRC", icc_curve(p, gamma));
    icc_end(p);
}

/* A press whose full inks give these colours (Lab, D50): the corner of cyan, magenta, yellow and
 * black is 8c + 4m + 2y + k. */
static inline void icc_cmyk(struct icc *p, const double lab[ICC_CORNERS][3])
{
    icc_begin(p, "prtr", "CMYK", "Lab ", 3);
    size_t at = p->n;
    icc_name(p, "mft2");
    icc_u32(p, 0);
    icc_u32(p, 0x04030200); /* four inks, three of Lab, two steps an ink */
    for (int i = 0; i < 9; i++)
        icc_fixed(p, i % 4 == 0);
    icc_u32(p, 0x00020002);
    for (int i = 0; i < 4; i++)
        icc_u32(p, 0x0000FFFF);
    for (int i = 0; i < ICC_CORNERS; i++) {
        icc_u16(p, (unsigned)lround(lab[i][0] * 652.8));
        icc_u16(p, (unsigned)lround((lab[i][1] + 128) * 256));
        icc_u16(p, (unsigned)lround((lab[i][2] + 128) * 256));
    }
    for (int i = 0; i < 3; i++)
        icc_u32(p, 0x0000FFFF);
    icc_tag(p, "A2B0", at); /* the same for each intent */
    icc_tag(p, "A2B1", at);
    icc_tag(p, "A2B2", at);
    icc_end(p);
}

#endif
