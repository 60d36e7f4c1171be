/* sql_functions.c: the functions that we add to SQL. */
#include "conn.h"
#include "lib/name.h"
#include "lib/word_set.h"

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

static void sql_name_letters(sqlite3_context *ctx, int n, sqlite3_value **v)
{
    (void)n;
    const char *name = (const char *)sqlite3_value_text(v[0]);
    struct arena *a = arena_new();
    sqlite3_result_text(ctx, name_key(a, name ? name : ""), -1, SQLITE_TRANSIENT);
    arena_free(a);
}

/* Apart by spaces, each once. */
static void sql_text_words(sqlite3_context *ctx, int n, sqlite3_value **v)
{
    (void)n;
    const char *text = (const char *)sqlite3_value_text(v[0]);
    struct arena *a = arena_new();
    sqlite3_result_text(ctx, word_set_line(a, text ? text : ""), -1, SQLITE_TRANSIENT);
    arena_free(a);
}

static int register_function(sqlite3 *db, const char *name, int arguments,
                             void (*run)(sqlite3_context *, int, sqlite3_value **))
{
    return sqlite3_create_function_v2(db, name, arguments,
                                      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                                      run, NULL, NULL, NULL);
}

int sqlite_register_functions(sqlite3 *db)
{
    int rc = register_function(db, "has_text", 2, sql_has_text);
    if (rc == SQLITE_OK)
        rc = register_function(db, "name_letters", 1, sql_name_letters);
    return rc == SQLITE_OK ? register_function(db, "text_words", 1, sql_text_words) : rc;
}
