/* fuzz_date.c: a date is refused, or is an instant within the bounds that is shown as it was read.
 *
 * The first byte chooses the zone; the rest is the text. */
#include "lib/arena.h"
#include "lib/dateline.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { ZONES = 6 };

static struct calendar *calendar(size_t i)
{
    static const char *const zones[ZONES] = {"UTC",          "Europe/London",
                                             "Asia/Kolkata", "America/New_York",
                                             "Pacific/Apia", "Australia/Lord_Howe"};
    static struct calendar *calendars[ZONES];
    if (calendars[i] == NULL)
        calendars[i] = calendar_open(zones[i], "en-US");
    return calendars[i];
}

static void must(bool right)
{
    if (!right)
        abort();
}

static int64_t whole_seconds(int64_t ms)
{
    return ms / 1000 - (ms % 1000 < 0);
}

static void check_instant(struct calendar *f, struct arena *a, int64_t ms)
{
    char iso[DATELINE_ISO_SIZE], http[DATELINE_HTTP_SIZE];
    int64_t back = 0;
    must(ms >= DATELINE_MIN && ms <= DATELINE_MAX);
    dateline_iso(f, ms, iso);
    /* Near the bounds the local year can lie beyond them. */
    if (ms > DATELINE_MIN + 86400000 && ms < DATELINE_MAX - 86400000) {
        must(dateline_from_file(f, iso, &back, NULL) == DATELINE_OK);
        must(whole_seconds(back) == whole_seconds(ms));
    }
    dateline_http(ms, http);
    must(dateline_from_http(http, &back) && whole_seconds(back) == whole_seconds(ms));
    must(*dateline_text(f, a, ms, ms, DATELINE_CLOCK_TODAY) != '\0');
}

static void check_local(struct calendar *f, const char *s)
{
    char local[DATELINE_LOCAL_SIZE];
    int64_t first, second, again, again_second;
    enum dateline_parsed parsed = dateline_from_local(f, s, &first, &second);
    if (parsed == DATELINE_MALFORMED)
        return;
    must(first >= DATELINE_MIN && first <= second && second <= DATELINE_MAX);
    must((parsed == DATELINE_TWICE) == (first != second));
    if (parsed == DATELINE_GAP)
        return;
    dateline_to_local(f, first, local);
    must(memcmp(local, s, 10) == 0 && memcmp(local + 11, s + 11, 5) == 0);
    must(dateline_from_local(f, local, &again, &again_second) == parsed);
    must(first - again >= 0 && first - again < 60000);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n == 0 || n > 200)
        return 0;
    struct arena *a = arena_new();
    struct calendar *f = calendar(data[0] % ZONES);
    const char *s = arena_dupn(a, (const char *)data + 1, n - 1);
    int64_t ms;
    bool date_only;
    if (dateline_from_file(f, s, &ms, &date_only) == DATELINE_OK)
        check_instant(f, a, ms);
    if (dateline_from_http(s, &ms))
        check_instant(f, a, ms);
    check_local(f, s);
    dateline_date_text(f, a, s);
    arena_free(a);
    return 0;
}
