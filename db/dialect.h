/* dialect.h: what SQL dialects say differently, each once.
 *
 * A second engine that says one of these in its own way makes the name a placeholder that its
 * prepare() replaces; until then each is a literal, so that statements stay constants. */
#ifndef DATELINE_DIALECT_H
#define DATELINE_DIALECT_H

/* A join whose tables are walked in the order written. SQLite takes CROSS JOIN as that order; where
 * the planner needs no hint it is a plain JOIN. Always with ON. */
#define SQL_JOIN " CROSS JOIN "

/* The greater of two values: SQLite's max() with two arguments, GREATEST() elsewhere. */
#define SQL_GREATEST(a, b) "max(" a ", " b ")"

/* The values of a group in one text: SQLite's group_concat(), string_agg() elsewhere. */
#define SQL_JOIN_TEXTS(value, between) "group_concat(" value ", '" between "')"

/* Whether `part` occurs in `text`, letter case aside: a function that each engine brings. */
#define SQL_HAS_TEXT(text, part) "has_text(" text ", " part ")"

#endif
