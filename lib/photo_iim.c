/* photo_iim.c: IPTC-IIM 4.2, as picture desks have written it since 1991.
 *
 * A block is a row of data sets, 0x1C, record, number, length, value. In a JPEG it is resource 0404
 * among Photoshop's image resources: "8BIM", number, a padded name, length, bytes, padded. */
#include "photo.h"

#include "text.h"

#include <string.h>

enum { MARKER = 0x1C, RESOURCE_IIM = 0x0404, PEOPLE_MAX = 8 };

struct iim {
    struct arena *arena;
    struct photo *photo;
    bool utf8;         /* data set 1:90 says so */
    struct buf people; /* 2:80, which may be repeated */
    int n_people;
};

/* Windows-1252 where ISO 8859-1 has controls, as browsers read it (WHATWG Encoding 9). */
static uint32_t iim_latin1(unsigned char c)
{
    static const uint16_t high[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    return c >= 0x80 && c < 0xA0 ? high[c - 0x80] : c;
}

/* Many programs write UTF-8 and do not say so: what is valid UTF-8 is taken for it. */
static const char *iim_text(struct iim *r, const unsigned char *value, size_t n)
{
    struct buf b;
    if (r->utf8 || text_utf8_valid((const char *)value, n))
        return text_utf8_repair(r->arena, (const char *)value, n);
    buf_init(&b, 3 * n);
    for (size_t i = 0; i < n; i++)
        if (value[i] != '\0')
            buf_add_codepoint(&b, iim_latin1(value[i]));
    const char *text = arena_dupn(r->arena, b.p, b.len);
    buf_free(&b);
    return text;
}

static void iim_add_person(struct iim *r, const char *name)
{
    name = text_cut_bytes(r->arena, text_line(r->arena, name), PHOTO_LINE_MAX);
    if (*name && r->n_people++ < PEOPLE_MAX) {
        buf_adds(&r->people, r->people.len > 0 ? ", " : "");
        buf_adds(&r->people, name);
    }
}

static void iim_take(struct iim *r, int record, int number, const unsigned char *value, size_t n)
{
    static const struct {
        int number;
        enum photo_property property;
    } sets[] = {{110, PHOTO_CREDIT}, {116, PHOTO_COPYRIGHT}, {120, PHOTO_CAPTION}};
    if (record == 1 && number == 90)
        r->utf8 = n == 3 && memcmp(value, "\x1B%G", 3) == 0;
    if (record != 2)
        return;
    if (number == 80)
        iim_add_person(r, iim_text(r, value, n));
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        if (sets[i].number == number) {
            const char *text = iim_text(r, value, n);
            photo_add(r->arena, r->photo, sets[i].property, text, strlen(text));
        }
    }
}

/* An extended length, in itself some bytes long, is of values that no property here has. */
static void iim_read_sets(struct iim *r, const unsigned char *p, size_t n)
{
    while (n >= 5 && p[0] == MARKER) {
        size_t length = (size_t)p[3] << 8 | p[4];
        if (length > 0x7FFF || length > n - 5)
            break;
        iim_take(r, p[1], p[2], p + 5, length);
        p += 5 + length;
        n -= 5 + length;
    }
}

static size_t iim_even(size_t n)
{
    return n + n % 2;
}

static void iim_read_resources(struct iim *r, const unsigned char *p, size_t n)
{
    while (n >= 12 && memcmp(p, "8BIM", 4) == 0) {
        unsigned number = (unsigned)p[4] << 8 | p[5];
        size_t head = 6 + iim_even(1 + (size_t)p[6]) + 4;
        if (head > n)
            return;
        const unsigned char *l = p + head - 4;
        size_t length = (size_t)l[0] << 24 | (size_t)l[1] << 16 | (size_t)l[2] << 8 | l[3];
        if (length > n - head)
            return;
        if (number == RESOURCE_IIM)
            iim_read_sets(r, p + head, length);
        size_t all = head + iim_even(length);
        if (all > n)
            return;
        p += all;
        n -= all;
    }
}

void photo_read_iim(struct arena *a, const void *bytes, size_t n, struct photo *p)
{
    static const char wrapper[] = "Photoshop 3.0"; /* and its NUL */
    struct iim r = {.arena = a, .photo = p};
    if (n > PHOTO_BLOCK_MAX)
        return;
    buf_init(&r.people, (size_t)PEOPLE_MAX * PHOTO_TEXT_MAX);
    if (n >= sizeof wrapper && memcmp(bytes, wrapper, sizeof wrapper) == 0)
        iim_read_resources(&r, (const unsigned char *)bytes + sizeof wrapper, n - sizeof wrapper);
    else if (n >= 4 && memcmp(bytes, "8BIM", 4) == 0)
        iim_read_resources(&r, bytes, n);
    else if (n > 0)
        iim_read_sets(&r, bytes, n);
    photo_add(a, p, PHOTO_CREATOR, r.people.p, r.people.len);
    buf_free(&r.people);
}
