/* media_rights.c: see media_rights.h. */
#include "media_rights.h"

#include "lib/dateline.h"
#include "lib/language.h"
#include "media_library.h"
#include "media_used.h"
#include "store.h"

#include "driver.h"

#include <string.h>

/* The name that editors know it by. */
static const char *rights_name(const struct media *m)
{
    return *m->original ? m->original : *m->alt ? m->alt : m->name;
}

static void rights_say_day(struct store *s, const struct media *m, const char *day,
                           const char *field, const char *sentence, struct problems *out)
{
    struct calendar *calendar = store_calendar(s);
    problem_say(out, field, sentence, "NAME", rights_name(m), "DAY",
                calendar ? dateline_date_text(calendar, out->arena, day) : day, NULL);
}

enum store_status media_rights_say(struct store *s, struct arena *a, const struct media *m,
                                   int64_t story_id, int64_t at, const char *field,
                                   struct problems *out)
{
    const char *day = "";
    struct media_ran other = {0};
    enum store_status st = STORE_OK;
    if (*m->rights_from || *m->rights_until)
        st = media_day(s, a, at, 0, &day);
    if (st == STORE_OK && *m->rights_from && strcmp(day, m->rights_from) < 0)
        rights_say_day(s, m, m->rights_from, field,
                       WORD("The picture “%NAME%” may be shown from %DAY% on, and no earlier."),
                       out);
    if (st == STORE_OK && *m->rights_until && strcmp(day, m->rights_until) > 0)
        rights_say_day(s, m, m->rights_until, field,
                       WORD("The picture “%NAME%” may not be shown any more: its last day is "
                            "%DAY%."),
                       out);
    if (st == STORE_OK && m->not_again)
        st = media_ran_elsewhere(s, a, m, story_id, at, &other);
    if (other.story_id)
        problem_say(out, field,
                    WORD("The picture “%NAME%” may be in no further story: it was in “%STORY%”."),
                    "NAME", rights_name(m), "STORY", other.headline, NULL);
    return st;
}

/* Rights that end soon; what has ended was said. */
static enum store_status warn_ending(struct store *s, struct arena *a, const struct media *m,
                                     int64_t now, struct problems *out)
{
    const char *today, *end;
    if (!*m->rights_until)
        return STORE_OK;
    enum store_status st = media_day(s, a, now, 0, &today);
    if (st == STORE_OK)
        st = media_day(s, a, now, MEDIA_ENDING_DAYS, &end);
    if (st == STORE_OK && strcmp(m->rights_until, today) >= 0 && strcmp(m->rights_until, end) <= 0)
        rights_say_day(s, m, m->rights_until, "picture",
                       WORD("The picture “%NAME%” may be shown until %DAY%."), out);
    return st;
}

enum store_status media_warn(struct store *s, struct arena *a, const struct media *m,
                             int64_t story_id, int64_t now, struct problems *out)
{
    struct media_ran ran;
    enum store_status st = media_rights_say(s, a, m, story_id, now, "picture", out);
    if (st == STORE_OK)
        st = warn_ending(s, a, m, now, out);
    if (st == STORE_OK)
        st = media_ran_lately(s, a, m, story_id, now, &ran);
    if (st != STORE_OK)
        return st;
    if (ran.story_id)
        problem_say(out, "picture",
                    WORD("This picture was in “%STORY%” within the last seven days."), "STORY",
                    ran.headline, NULL);
    if (m->replaced_by)
        problem_say(out, "picture", WORD("Another picture was put in the place of this one."),
                    NULL);
    return STORE_OK;
}
