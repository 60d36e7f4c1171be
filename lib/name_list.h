/* name_list.h: several names in one line, as forms show and take them: Ines Okafor, "Scott Gottlieb, M.D."
 *
 * Names stand between commas. One that has a comma itself, or begins with a quotation mark, stands in
 * quotation marks, and those in it are doubled, as in a CSV file. */
#ifndef DATELINE_NAME_LIST_H
#define DATELINE_NAME_LIST_H

#include "arena.h"

/* In the arena; what it writes is read back as it was. */
const char *name_list_write(struct arena *a, const struct strlist *names);
/* Each as text_line makes it; blank ones are left out. A quotation mark that nothing closes before a comma or the
 * end is a letter like others. */
struct strlist name_list_read(struct arena *a, const char *s);

#endif
