/* dateline_test.h: a calendar, and instants as RFC 3339 in UTC. */
#ifndef DATELINE_TESTS_DATELINE_TEST_H
#define DATELINE_TESTS_DATELINE_TEST_H

#include "check.h"

#include "lib/dateline.h"

static struct calendar *calendar(const char *zone)
{
    struct calendar *f = calendar_open(zone, "en-US");
    assert_non_null(f);
    return f;
}

/* "2026-01-08T09:30:00Z" */
static int64_t at(const char *s)
{
    struct calendar *utc = calendar("UTC");
    int64_t ms;
    if (dateline_from_file(utc, s, &ms, NULL) != DATELINE_OK)
        fail_msg("%s", s);
    calendar_close(utc);
    return ms;
}

#define assert_instant(ms, utc)                                                                    \
    do {                                                                                           \
        if ((ms) != at(utc))                                                                       \
            fail_msg("%s:%d: %lld is not %s", __FILE__, __LINE__, (long long)(ms), utc);           \
    } while (0)

#endif
