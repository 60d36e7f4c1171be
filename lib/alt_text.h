/* alt_text.h: whether words describe a picture to those who cannot see it. */
#ifndef DATELINE_ALT_TEXT_H
#define DATELINE_ALT_TEXT_H

#include <stdbool.h>

/* False for nothing, for the words that forms and programs put there ("Description", "image 3",
 * "图片"), for a file's name ("IMG_1234.jpg") and for an address. file is the name of the
 * picture's own, or NULL. */
bool alt_text_describes(const char *alt, const char *file);

#endif
