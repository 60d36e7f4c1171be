/* test_alt_text.c: which words describe a picture. */
#include "check.h"

#include "lib/alt_text.h"

static void what_forms_programs_and_cameras_put_there_describes_nothing(void **state)
{
    (void)state;
    static const char *const words[] = {"",
                                        " ",
                                        "Description",
                                        "description.",
                                        "Image",
                                        "image 3",
                                        "Photo #2",
                                        "[image]",
                                        "alt",
                                        "Alt text",
                                        "IMG_1234",
                                        "IMG_1234.JPG",
                                        "img-4.png",
                                        "DSC01234",
                                        "P1010032",
                                        "a b c.jpeg",
                                        "photo.webp",
                                        "Bild",
                                        "Bild 1",
                                        "Beschreibung",
                                        "Descripción",
                                        "图片",
                                        "图片 1",
                                        "صورة",
                                        "...",
                                        "1234",
                                        "https://example.org/a",
                                        "Untitled",
                                        "Légende",
                                        "harbour-dawn-2",
                                        "A",
                                        "IMG_20240101-WA0003"};
    for (size_t i = 0; i < COUNT(words); i++)
        if (alt_text_describes(words[i], "harbour-dawn-2.jpg"))
            fail_msg("%s", words[i]);
    assert_false(alt_text_describes(NULL, NULL));
}

static void what_somebody_wrote_describes_the_picture(void **state)
{
    (void)state;
    static const char *const words[] = {"Herons",
                                        "Image of the harbour",
                                        "Photo: the mayor at the quay",
                                        "A photo of Ann",
                                        "Harbour",
                                        "Bild des Hafens im Nebel",
                                        "港口的图片",
                                        "صورة الميناء",
                                        "Jo",
                                        "3 boats",
                                        "The sign says https://example.org",
                                        "No. 10",
                                        "Picture this: rain",
                                        "harbour dawn 2"};
    for (size_t i = 0; i < COUNT(words); i++)
        if (!alt_text_describes(words[i], "harbour.jpg"))
            fail_msg("%s", words[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_forms_programs_and_cameras_put_there_describes_nothing),
        cmocka_unit_test(what_somebody_wrote_describes_the_picture),
    };
    return cmocka_run_group_tests_name("alt_text", tests, NULL, NULL);
}
