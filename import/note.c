/* note.c: sentences about a file, in a list. */
#include "note.h"

#include "lib/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { VALUE_SHOWN = 60, NOTES_AT_FIRST = 4, NOTES_MAX = 200 };

static void note_add(struct notes *notes, bool fault, const char *text)
{
    if (notes->n >= NOTES_MAX)
        return;
    for (size_t i = 0; i < notes->n; i++)
        if (strcmp(notes->v[i].text, text) == 0)
            return;
    bool full = notes->n == 0 || (notes->n >= NOTES_AT_FIRST && (notes->n & (notes->n - 1)) == 0);
    if (full) {
        size_t room = notes->n == 0 ? NOTES_AT_FIRST : notes->n * 2;
        struct note *grown = arena_array(notes->arena, room, sizeof *grown);
        if (notes->n > 0)
            memcpy(grown, notes->v, notes->n * sizeof *grown);
        notes->v = grown;
    }
    notes->v[notes->n++] = (struct note){.text = text, .fault = fault};
}

static const char *note_format(struct arena *a, const char *fmt, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (n < 0)
        return "";
    char *text = arena_alloc(a, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, fmt, args);
    return text;
}

void note_fault(struct notes *notes, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    note_add(notes, true, note_format(notes->arena, fmt, args));
    va_end(args);
}

void note_oddity(struct notes *notes, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    note_add(notes, false, note_format(notes->arena, fmt, args));
    va_end(args);
}

const char *note_first_fault(const struct notes *notes)
{
    for (size_t i = 0; i < notes->n; i++)
        if (notes->v[i].fault)
            return notes->v[i].text;
    return NULL;
}

const char *note_value(struct arena *a, const char *value)
{
    return text_excerpt(a, value, VALUE_SHOWN);
}
