/* export_check.h: what must be true of each story that any export gives. */
#ifndef DATELINE_EXPORT_CHECK_H
#define DATELINE_EXPORT_CHECK_H

#include "import/import.h"
#include "lib/text.h"

#include <stdlib.h>
#include <string.h>

static void export_must_be_text(const char *s)
{
    if (!s || !text_utf8_valid(s, strlen(s)))
        abort();
}

static void export_check_story(const struct import_item *f)
{
    const struct story_text *t = &f->story.text;
    export_must_be_text(t->headline);
    export_must_be_text(t->dek);
    export_must_be_text(t->body);
    export_must_be_text(f->story.slug);
    export_must_be_text(f->story.key);
    for (size_t i = 0; i < t->tags.n; i++)
        export_must_be_text(t->tags.v[i].name);
    for (size_t i = 0; i < t->bylines.n; i++)
        export_must_be_text(t->bylines.v[i].name);
    for (size_t i = 0; i < f->story.aliases.n; i++)
        export_must_be_text(f->story.aliases.v[i]);
    for (size_t i = 0; i < f->notes.n; i++)
        export_must_be_text(f->notes.v[i].text);
    if (f->story.updated_at != 0 || (f->held && f->story.published_at != 0))
        abort(); /* Updated is nobody's but ours, and what is hidden has no time */
}

/* Takes all of the source; each story in an arena of its own, as a batch has it. */
__attribute__((unused)) static void export_check(const struct import_source *source)
{
    const char *name = "", *why = NULL;
    struct import_item item;
    enum import_next next;
    struct arena *a = arena_new();
    while ((next = source->next(source->ctx, a, &item, &name, &why)) == IMPORT_NEXT_STORY ||
           next == IMPORT_NEXT_LEFT_OUT) {
        export_must_be_text(name);
        if (next == IMPORT_NEXT_STORY)
            export_check_story(&item);
        else
            export_must_be_text(why);
        arena_reset(a);
    }
    arena_free(a);
}

#endif
