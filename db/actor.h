/* actor.h: who acts. */
#ifndef DATELINE_ACTOR_H
#define DATELINE_ACTOR_H

#include <stdint.h>

enum role {
    ROLE_NONE,        /* a reader */
    ROLE_CONTRIBUTOR, /* writes and submits own stories, and sees nothing else */
    ROLE_AUTHOR,      /* the same, and goes on writing while an editor reads; own stories only */
    ROLE_EDITOR,      /* all stories, publishes */
    ROLE_ADMIN,       /* users and settings too */
    ROLE_MAX
};

/* Who asks for a write, and by which form. Where one is asked for, NULL is the command line. */
struct actor {
    int64_t user;
    enum role role;
    /* The form's own random number, and a digest of what it said: a second arrival of the same is
     * given the first one's answer. NULL: no form, or one that may be sent again. */
    const char *form, *digest;
};

#endif
