/* test_image.c: types of pictures by their first bytes. */
#include "check.h"

#include "lib/image.h"

struct sample {
    const char *bytes;
    size_t n;
    enum image_type type;
};
#define SAMPLE(literal, type)                                                                      \
    {                                                                                              \
        literal, sizeof(literal) - 1, type                                                         \
    }

static void pictures_are_known_by_their_first_bytes(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        SAMPLE("\xFF\xD8\xFF\xE0\0\x10JFIF", IMAGE_JPEG),
        SAMPLE("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", IMAGE_PNG),
        SAMPLE("GIF87a", IMAGE_GIF),
        SAMPLE("GIF89a\1\0\1\0", IMAGE_GIF),
        SAMPLE("RIFF\x24\0\0\0WEBPVP8 ", IMAGE_WEBP),
        SAMPLE("RIFF\x24\0\0\0WEBPVP8L", IMAGE_WEBP),
        SAMPLE("\0\0\0\x1C"
               "ftypavif\0\0\0\0avifmif1miaf",
               IMAGE_AVIF),
        SAMPLE("\0\0\0\x20"
               "ftypmif1\0\0\0\0mif1avifmiafMA1B",
               IMAGE_AVIF),
        SAMPLE("\0\0\0\x1C"
               "ftypavis\0\0\0\0avismsf1iso8",
               IMAGE_AVIF),
        SAMPLE("\0\0\0\x18"
               "ftypheic\0\0\0\0mif1heic",
               IMAGE_HEIC),
        SAMPLE("\0\0\0\x18"
               "ftypheix\0\0\0\0mif1heix",
               IMAGE_HEIC),
        SAMPLE("\0\0\0\x18"
               "ftypmif1\0\0\0\0miafheic",
               IMAGE_HEIC),
        SAMPLE("\0\0\0\x18"
               "ftyphevc\0\0\0\0msf1hevc",
               IMAGE_HEIC),
    };
    for (size_t i = 0; i < COUNT(samples); i++)
        assert_int_equal(image_sniff(samples[i].bytes, samples[i].n), samples[i].type);
}

static void other_files_are_unknown_whatever_they_are_called(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        SAMPLE("", IMAGE_UNKNOWN),
        SAMPLE("<svg xmlns=\"http://www.w3.org/2000/svg\">", IMAGE_UNKNOWN),
        SAMPLE("<!DOCTYPE html><script>", IMAGE_UNKNOWN),
        SAMPLE("%PDF-1.7", IMAGE_UNKNOWN),
        SAMPLE("BM\x36\0\0\0", IMAGE_UNKNOWN),
        SAMPLE("II*\0\x08\0\0\0", IMAGE_UNKNOWN),
        SAMPLE("RIFF\x24\0\0\0WAVEfmt ", IMAGE_UNKNOWN),
        SAMPLE("RIFF\x24\0\0\0WEBP", IMAGE_UNKNOWN),
        SAMPLE("\0\0\0\x14"
               "ftypisom\0\0\0\0isomavif",
               IMAGE_UNKNOWN), /* behind the box */
        SAMPLE("\0\0\0\x1C"
               "ftypisomavif",
               IMAGE_UNKNOWN), /* the minor version */
        SAMPLE("\0\0\0\x08"
               "ftypavif\0\0\0\0",
               IMAGE_UNKNOWN),
        SAMPLE("\0\0\0\x1D"
               "ftypavif\0\0\0\0",
               IMAGE_UNKNOWN),
        SAMPLE("GIF88a", IMAGE_UNKNOWN),
    };
    for (size_t i = 0; i < COUNT(samples); i++)
        assert_int_equal(image_sniff(samples[i].bytes, samples[i].n), IMAGE_UNKNOWN);
}

static void films_are_known_without_being_decoded(void **state)
{
    (void)state;
    static const char still[] = "\x89PNG\r\n\x1A\n\0\0\0\4IHDRabcd----\0\0\0\0IDAT----\0\0\0\0";
    static const char film[] = "\x89PNG\r\n\x1A\n\0\0\0\4IHDRabcd----\0\0\0\x08"
                               "acTL\0\0\0\2\0\0\0\0----";
    static const char once[] = "\x89PNG\r\n\x1A\n\0\0\0\x08"
                               "acTL\0\0\0\1\0\0\0\0----";
    static const char avis[] = "\0\0\0\x18"
                               "ftypavis\0\0\0\0avismsf1";
    static const char live[] = "\0\0\0\x18"
                               "ftypheic\0\0\0\0mif1msf1";
    assert_false(image_is_sequence(still, sizeof still - 1));
    assert_true(image_is_sequence(film, sizeof film - 1));
    assert_false(image_is_sequence(once, sizeof once - 1));
    assert_true(image_is_sequence(avis, sizeof avis - 1));
    assert_false(image_is_sequence(live, sizeof live - 1));
    for (size_t n = 0; n < sizeof film - 1; n++) {
        char *exact = malloc(n == 0 ? 1 : n);
        memcpy(exact, film, n);
        (void)!image_is_sequence(exact, n);
        free(exact);
    }
}

static void a_picture_cut_short_is_another_type_and_not_read_past(void **state)
{
    (void)state;
    static const char avif[] = "\0\0\0\x1C"
                               "ftypmif1\0\0\0\0mif1miafavif";
    for (size_t n = 0; n <= 27; n++) {
        char *exact = malloc(n == 0 ? 1 : n); /* a sanitizer minds its end */
        memcpy(exact, avif, n);
        assert_int_equal(image_sniff(exact, n), n < 16 ? IMAGE_UNKNOWN : IMAGE_HEIC);
        free(exact);
    }
    assert_int_equal(image_sniff(avif, 28), IMAGE_AVIF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_are_known_by_their_first_bytes),
        cmocka_unit_test(other_files_are_unknown_whatever_they_are_called),
        cmocka_unit_test(films_are_known_without_being_decoded),
        cmocka_unit_test(a_picture_cut_short_is_another_type_and_not_read_past),
    };
    return cmocka_run_group_tests_name("image", tests, NULL, NULL);
}
