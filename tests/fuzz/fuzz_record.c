/* fuzz_record.c: the short records of numbers that files beside the database and the address of a page of
 * results hold. What is read and written again is the same. */
#include "db/ready.h"
#include "db/sqlite/conn.h"
#include "db/sqlite/search/fts.h"
#include "lib/json.h"
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_cursor(struct arena *a, const char *s)
{
    struct search_cursor c;
    if (search_cursor_unpack(s, &c) && *s && strcmp(search_cursor_pack(a, &c), s) != 0)
        abort();
}

static void check_list(struct arena *a, const char *s)
{
    struct strlist once = json_to_strlist(a, s);
    char *text = json_from_strlist(a, &once);
    struct strlist again = json_to_strlist(a, text);
    if (once.n != again.n)
        abort();
    for (size_t i = 0; i < once.n; i++)
        if (strcmp(once.v[i], again.v[i]) != 0)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    const char *s = arena_dupn(a, (const char *)data, n);
    struct file_place place;
    struct ready_state state;
    sqlite_place_parse(s, &place);
    ready_state_parse(s, &state);
    check_cursor(a, s);
    if (text_utf8_valid(s, strlen(s)))
        check_list(a, s);
    arena_free(a);
    return 0;
}
