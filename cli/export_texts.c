/* export_texts.c: which of a story's texts go out, and what an export counts. */
#include "export.h"

void export_take_counts(struct export *e, const struct export_folder *f)
{
    e->made = f->made;
    e->changed = f->changed;
    e->same = f->same;
    e->removed = f->removed;
}

bool export_story_texts(struct export *e, const struct story_record *r, export_text_fn *text,
                        void *ctx)
{
    const struct story *s = &r->story;
    if (s->state == STORY_BINNED) {
        e->binned++;
        return true;
    }
    e->stories[s->state]++;
    int main = s->live ? s->live : s->staged ? s->staged : s->draft ? s->draft : s->head;
    bool ok = text(ctx, r, main, NAMED_MAX);
    for (int t = NAMED_WAITING; t <= NAMED_DRAFT && ok; t++) {
        int number = story_number(s, (enum named_text)t);
        if (number == 0 || number == main)
            continue;
        e->besides++;
        ok = text(ctx, r, number, (enum named_text)t);
    }
    return ok;
}
