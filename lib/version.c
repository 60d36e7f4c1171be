/* version.c: see version.h. */
#include "version.h"

#include <brotli/encode.h>
#include <jansson.h>
#include <liboath/oath.h>
#include <sodium.h>
#include <unicode/uversion.h>
#include <zlib.h>

#ifndef DATELINE_VERSION
#define DATELINE_VERSION "unknown"
#endif

const char *version_program(void)
{
    return DATELINE_VERSION;
}

static const char *version_sodium(struct arena *a)
{
    return arena_dup(a, sodium_version_string());
}

static const char *version_icu(struct arena *a)
{
    char text[U_MAX_VERSION_STRING_LENGTH];
    UVersionInfo v;
    u_getVersion(v);
    u_versionToString(v, text);
    return arena_dup(a, text);
}

static const char *version_zlib(struct arena *a)
{
    return arena_dup(a, zlibVersion());
}

/* Its number has a byte for the first, and twelve bits for each of the others. */
static const char *version_brotli(struct arena *a)
{
    uint32_t v = BrotliEncoderVersion();
    return arena_printf(a, "%u.%u.%u", v >> 24, v >> 12 & 0xfff, v & 0xfff);
}

static const char *version_jansson(struct arena *a)
{
    return arena_dup(a, jansson_version_str());
}

static const char *version_oath(struct arena *a)
{
    return arena_dup(a, oath_check_version(NULL));
}

const struct version_library version_libraries[] = {
    {"libsodium", version_sodium}, {"liboath", version_oath}, {"ICU", version_icu},
    {"jansson", version_jansson},  {"zlib", version_zlib},    {"brotli", version_brotli},
};
const size_t version_libraries_n = sizeof version_libraries / sizeof *version_libraries;
