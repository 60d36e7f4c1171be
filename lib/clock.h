/* clock.h: the clock for waiting and measuring. What time it is comes from the caller, as `now`. */
#ifndef DATELINE_CLOCK_H
#define DATELINE_CLOCK_H

#include <stdint.h>

/* Milliseconds that only ever grow, from an arbitrary start. */
int64_t clock_monotonic_ms(void);
/* The same clock in microseconds. */
int64_t clock_monotonic_us(void);

#endif
