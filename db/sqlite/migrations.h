/* migrations.h: the schema's steps, embedded by make from db/migrations (embed.sh). */
#ifndef DATELINE_DB_SQLITE_MIGRATIONS_H
#define DATELINE_DB_SQLITE_MIGRATIONS_H

#include <stddef.h>

/* A step sets PRAGMA user_version to its number as its last statement. */
struct migration {
    int number;       /* 1, 2, … without a gap */
    const char *name; /* "0001_start" */
    const char *sql;
};

extern const struct migration migrations[];
extern const size_t migrations_n;

#endif
