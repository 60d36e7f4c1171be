/* quiet_thread.c: see quiet_thread.h. */
#include "quiet_thread.h"

#include <signal.h>

bool quiet_thread_begin(pthread_t *thread, void *(*work)(void *ctx), void *ctx)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool begun = pthread_create(thread, NULL, work, ctx) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return begun;
}
