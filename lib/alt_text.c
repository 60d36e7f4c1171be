/* alt_text.c: whether words describe a picture to those who cannot see it. */
#include "alt_text.h"

#include "text.h"

#include <string.h>
#include <strings.h>

/* What stands where nobody has written anything, in the languages of the desk and around them.
 * Digits, spaces and marks around them are no words. */
static const char *const empty_words[] = {
    "description",
    "image description",
    "picture description",
    "describe the image",
    "alt",
    "alt text",
    "alttext",
    "alternative text",
    "alternate text",
    "image",
    "an image",
    "the image",
    "picture",
    "a picture",
    "pic",
    "photo",
    "a photo",
    "photograph",
    "img",
    "figure",
    "fig",
    "graphic",
    "thumbnail",
    "hero",
    "cover",
    "featured image",
    "untitled",
    "unnamed",
    "caption",
    "placeholder",
    "insert alt text here",
    "todo",
    "tbd",
    "null",
    "none",
    "n/a",
    "undefined",
    "screenshot",
    "screen shot",
    "file",
    "download",
    "unknown",
    /* as cameras and messengers name their files */
    "dsc",
    "dscn",
    "dscf",
    "dscn",
    "pxl",
    "dji",
    "gopr",
    "mvi",
    "wa",
    "img wa",
    "whatsapp image",
    "beschreibung",
    "bildbeschreibung",
    "bild",
    "ein bild",
    "foto",
    "abbildung",
    "abb",
    "alternativtext",
    "grafik",
    "unbenannt",
    "ohne titel",
    "descripción",
    "descripcion",
    "imagen",
    "fotografía",
    "fotografia",
    "texto alternativo",
    "sin título",
    "texte alternatif",
    "description de l’image",
    "description de l'image",
    "photographie",
    "légende",
    "sans titre",
    "immagine",
    "descrizione",
    "imagem",
    "descrição",
    "afbeelding",
    "beschrijving",
    "zdjęcie",
    "obraz",
    "изображение",
    "фото",
    "картинка",
    "описание",
    "صورة",
    "الصورة",
    "وصف",
    "الوصف",
    "وصف الصورة",
    "نص بديل",
    "النص البديل",
    "图片",
    "图像",
    "照片",
    "相片",
    "图",
    "说明",
    "描述",
    "图片说明",
    "图片描述",
    "替代文字",
    "替代文本",
    "圖片",
    "圖像",
    "圖",
    "說明",
    "替代文字",
    "画像",
    "写真",
    "説明",
};

/* Letters, and all that is not ASCII. */
static bool alt_is_letter(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool alt_is_empty_word(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof empty_words / sizeof empty_words[0]; i++)
        if (strlen(empty_words[i]) == n && strncasecmp(s, empty_words[i], n) == 0)
            return true;
    return false;
}

static bool alt_is_file_name(const char *s, size_t n)
{
    static const char *const endings[] = {".jpg",  ".jpeg", ".png", ".gif", ".webp", ".avif",
                                          ".heic", ".heif", ".svg", ".tif", ".tiff", ".bmp"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t m = strlen(endings[i]);
        if (n > m && strncasecmp(s + n - m, endings[i], m) == 0)
            return true;
    }
    return false;
}

/* "harbour-dawn-2" of "harbour-dawn-2.jpg"; "Harbour" of "harbour.jpg" may be somebody's word. */
static bool alt_is_stem(const char *s, size_t n, const char *file)
{
    const char *slash = file ? strrchr(file, '/') : NULL;
    const char *name = slash ? slash + 1 : file;
    const char *dot = name ? strrchr(name, '.') : NULL;
    return dot && (size_t)(dot - name) == n && strncasecmp(name, s, n) == 0 && !memchr(s, ' ', n) &&
           strcspn(s, "0123456789-_") < n;
}

/* "IMG_20240101-WA0003", "20240101_103000": one word with a date's digits in it. */
static bool alt_is_number(const char *s, size_t n)
{
    size_t digits = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == ' ' || (unsigned char)s[i] >= 0x80)
            return false;
        digits += s[i] >= '0' && s[i] <= '9';
    }
    return digits >= 6;
}

bool alt_text_describes(const char *alt, const char *file)
{
    if (text_blank(alt))
        return false;
    size_t n = strlen(alt);
    while (n > 0 && (alt[n - 1] == ' ' || alt[n - 1] == '.'))
        n--;
    while (*alt == ' ')
        alt++, n--;
    if (alt_is_file_name(alt, n) || alt_is_stem(alt, n, file) || alt_is_number(alt, n) ||
        (strstr(alt, "://") && !memchr(alt, ' ', n)))
        return false;
    while (n > 0 && !alt_is_letter(*alt))
        alt++, n--;
    while (n > 0 && !alt_is_letter(alt[n - 1]))
        n--;
    bool letter = n == 1; /* "P" of "P1010032" */
    return n > 0 && !letter && !alt_is_empty_word(alt, n);
}
