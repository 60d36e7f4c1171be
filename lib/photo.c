/* photo.c: the properties of a photograph's metadata, and what counts as a value of each. */
#include "photo.h"

#include "text.h"

#include <string.h>
#include <strings.h>

#define SOURCE_TERM_MAX 64
#define VOCABULARY "cv.iptc.org/newscodes/digitalsourcetype/"

static const char *const names[PHOTO_PROPERTY_MAX] = {
    [PHOTO_CREATOR] = "creator", [PHOTO_CREDIT] = "credit",   [PHOTO_COPYRIGHT] = "copyright",
    [PHOTO_LICENSE] = "license", [PHOTO_ACQUIRE] = "acquire", [PHOTO_SOURCE] = "source",
    [PHOTO_CAPTION] = "caption", [PHOTO_ALT] = "alt",
};

const char *photo_property_name(enum photo_property p)
{
    return (unsigned)p < PHOTO_PROPERTY_MAX ? names[p] : "";
}

enum photo_property photo_property_find(const char *name)
{
    for (int i = 0; i < PHOTO_PROPERTY_MAX; i++)
        if (strcmp(names[i], name) == 0)
            return (enum photo_property)i;
    return PHOTO_PROPERTY_MAX;
}

/* What cameras and programs put there when nobody has said anything. */
static bool photo_says_nothing(const char *s)
{
    static const char *const idle[] = {
        "SONY DSC",  "Exif_JPEG_PICTURE", "SAMSUNG CSC",  "default", "Picasa",
        "Copyright", "Unknown",           "Photographer", "DCIM",    "Your Name",
        "User",      "Copyright Holder",  "Description",  "none",    "n/a"};
    for (size_t i = 0; i < sizeof idle / sizeof idle[0]; i++)
        if (strcasecmp(s, idle[i]) == 0)
            return true;
    return strcasestr(s, "DIGITAL CAMERA") != NULL;
}

static size_t photo_term_length(const char *s)
{
    return strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

/* "http://cv.iptc.org/newscodes/digitalsourcetype/print", "digsrctype:print" and "print". */
static const char *photo_source_term(struct arena *a, const char *s)
{
    static const char *const before[] = {VOCABULARY, "digsrctype:"};
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        const char *at = strcasestr(s, before[i]);
        if (at)
            s = at + strlen(before[i]);
    }
    size_t n = photo_term_length(s);
    if (n == 0 || n > SOURCE_TERM_MAX || s[n + strspn(s + n, "/")] != '\0')
        return NULL;
    return arena_dupn(a, s, n);
}

static const char *photo_value(struct arena *a, enum photo_property property, const char *s)
{
    switch (property) {
    case PHOTO_LICENSE:
    case PHOTO_ACQUIRE:
        return text_is_http_url(s) ? s : NULL;
    case PHOTO_SOURCE:
        return photo_source_term(a, s);
    case PHOTO_CAPTION:
    case PHOTO_ALT:
        return photo_says_nothing(s) ? NULL : text_cut_bytes(a, s, PHOTO_TEXT_MAX);
    default:
        return photo_says_nothing(s) ? NULL : text_cut_bytes(a, s, PHOTO_LINE_MAX);
    }
}

void photo_add(struct arena *a, struct photo *p, enum photo_property property, const char *value,
               size_t n)
{
    if (p->v[property] || n > PHOTO_BLOCK_MAX)
        return;
    const char *line = text_line(a, text_utf8_repair(a, value, n));
    if (*line)
        p->v[property] = photo_value(a, property, text_for_xml(a, line));
}

/* The file of a picture that is in parts a model's says so too, of the part: then it is one. */
void photo_find_source(struct arena *a, const void *file, size_t n, struct photo *p)
{
    const char *at = file, *end = at + n;
    size_t m = strlen(VOCABULARY);
    while (!p->v[PHOTO_SOURCE] && (at = memmem(at, (size_t)(end - at), VOCABULARY, m)) != NULL) {
        char term[SOURCE_TERM_MAX + 1] = "";
        at += m;
        size_t rest = (size_t)(end - at);
        memcpy(term, at, rest < SOURCE_TERM_MAX ? rest : SOURCE_TERM_MAX);
        term[photo_term_length(term)] = '\0';
        if (photo_is_synthetic(term))
            photo_add(a, p, PHOTO_SOURCE, term, strlen(term));
    }
}

bool photo_is_synthetic(const char *source)
{
    static const char *const terms[] = {
        "trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"};
    for (size_t i = 0; source && i < sizeof terms / sizeof terms[0]; i++)
        if (strcasecmp(source, terms[i]) == 0)
            return true;
    return false;
}
