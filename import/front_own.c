/* front_own.c: what dateline export writes besides, so that a story comes back as it was. */
#include "front_matter.h"

#include "lib/text.h"

#include <string.h>

enum { HISTORY_MAX = 10000 };

bool front_matter_is_own(struct front_values *w)
{
    struct front_entry *e = front_plain(w, "format");
    const char *s = e ? json_string_value(e->value) : NULL;
    bool own = s && strcmp(s, "dateline 1") == 0;
    if (own)
        e->used = true;
    return own;
}

static const json_t *own_value(struct front_values *w, const char *plain)
{
    struct front_entry *e = front_plain(w, plain);
    if (e)
        e->used = true;
    return e ? e->value : NULL;
}

/* False: its kind is none, or the times that it must have are not there. */
static bool own_read_event(struct front_values *w, const json_t *item,
                           struct front_matter_event *out)
{
    const char *kind = front_line_in(w, "history", item, "kind");
    *out = (struct front_matter_event){
        .kind = edit_kind_find(kind),
        .date = front_line_in(w, "history", item, "date"),
        .live = front_line_in(w, "history", item, "live"),
        .updated = front_line_in(w, "history", item, "updated"),
        .note = front_line_in(w, "history", item, "note"),
        .wrong = front_line_in(w, "history", item, "wrong"),
        .right = front_line_in(w, "history", item, "right"),
    };
    return out->kind != EDIT_KIND_MAX && (*out->date || *out->live);
}

/* All of it or nothing: a gap would give readers other times. */
static void own_read_history(struct front_values *w, struct front_matter *f)
{
    const json_t *list = own_value(w, "history"), *item;
    size_t i, n = json_array_size(list);
    if (n > HISTORY_MAX)
        n = 0;
    f->history = arena_array(w->arena, n + 1, sizeof *f->history);
    json_array_foreach(list, i, item)
    {
        if (i >= n || !own_read_event(w, item, &f->history[i])) {
            note_fault(w->notes, "history: entry %zu cannot be read; all of it is left out", i + 1);
            n = 0;
            break;
        }
    }
    f->n_history = n;
}

void front_matter_read_own(struct front_values *w, struct front_matter *f)
{
    f->address = front_line(w, "address", own_value(w, "address"));
    f->in_review = front_flag_of(own_value(w, "inreview")) == FRONT_YES;
    (void)own_value(w, "draftof"); /* these two for people alone */
    (void)own_value(w, "goeslive");
    own_read_history(w, f);
}

const char *front_matter_own_body(struct arena *a, const char *body)
{
    body += body[0] == '\n';
    size_t n = strlen(body);
    n -= n > 0 && body[n - 1] == '\n';
    return arena_dupn(a, body, n);
}
