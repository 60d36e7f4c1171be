/* sql_functions.c: the one function we add to SQL. */
#include "conn.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

/* Case-folded UTF-16; the caller frees. NULL: no memory, or not UTF-8. */
static UChar *sql_fold(const char *text)
{
    UErrorCode err = U_ZERO_ERROR;
    size_t size = strlen(text) * 3 + 1; /* folding at most triples the units */
    UChar *wide = malloc(size * sizeof *wide), *folded = malloc(size * sizeof *folded);
    if (wide && folded) {
        u_strFromUTF8(wide, (int32_t)size, NULL, text, -1, &err);
        u_strFoldCase(folded, (int32_t)size, wide, -1, U_FOLD_CASE_DEFAULT, &err);
    }
    free(wide);
    if (!folded || U_FAILURE(err)) {
        free(folded);
        return NULL;
    }
    return folded;
}

static void sql_has_text(sqlite3_context *ctx, int n, sqlite3_value **v)
{
    (void)n;
    const char *text = (const char *)sqlite3_value_text(v[0]);
    const char *part = (const char *)sqlite3_value_text(v[1]);
    UChar *folded_part = sqlite3_get_auxdata(ctx, 1);
    bool keep = !folded_part;
    if (!text || !part || (keep && !(folded_part = sql_fold(part)))) {
        sqlite3_result_int(ctx, 0);
        return;
    }
    UChar *folded = sql_fold(text);
    sqlite3_result_int(ctx, folded && u_strstr(folded, folded_part));
    free(folded);
    if (keep)
        sqlite3_set_auxdata(ctx, 1, folded_part, free);
}

int sqlite_register_functions(sqlite3 *db)
{
    return sqlite3_create_function_v2(db, "has_text", 2,
                                      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                                      sql_has_text, NULL, NULL, NULL);
}
