/* quiet_thread.h: a thread beside the one that imports. */
#ifndef DATELINE_QUIET_THREAD_H
#define DATELINE_QUIET_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Begins work(ctx), to which no signal is delivered: they are for the thread that was there before. False: there can
 * be no thread here. */
bool quiet_thread_begin(pthread_t *thread, void *(*work)(void *ctx), void *ctx);

#endif
