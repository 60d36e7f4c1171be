/* story_note.c: what the page with notes and the group beside the form do alike. */
#include "story_form.h"

#include "db/note.h"
#include "lib/text.h"

/* What is pressed beside words that were typed takes them, too: nothing that was typed is lost. */
enum store_status story_note_take(struct app *app, struct req *req, const struct note_press *press,
                                  int64_t *id, struct problems *why)
{
    struct actor by = admin_actor(req);
    struct note_new in = {.story_id = press->story_id,
                          .thread_id = press->thread_id,
                          .words = press->words,
                          .place = press->part ? press->part->id : "",
                          .quote = press->part ? press->part->text : ""};
    bool says = press->does == NOTE_SAY || !text_blank(press->words);
    enum store_status st = STORE_OK;
    *id = press->thread_id;
    if (says)
        st = note_add(app->store, &in, &by, req->now, id, why);
    if (st == STORE_OK && press->does != NOTE_SAY)
        st = note_resolve(app->store, press->story_id, press->thread_id,
                          press->does == NOTE_RESOLVE, &by, req->now, why);
    if (press->thread_id)
        *id = press->thread_id;
    return st;
}
