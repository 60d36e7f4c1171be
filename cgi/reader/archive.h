/* archive.h: what the pages of a year (year.c) and of a month (month.c) share. */
#ifndef DATELINE_READER_ARCHIVE_H
#define DATELINE_READER_ARCHIVE_H

#include "reader.h"

/* The year of the address, {yyyy}. False: the archive has no such year. */
bool archive_year(const struct req *req, int *year);
/* The month of the address, {mm}, 1 to 12; 0: there is no such month. */
int archive_month(const struct req *req);
/* "/2026/" and "/2026/01/". In the arena. */
const char *archive_year_path(struct arena *a, int year);
const char *archive_month_path(struct arena *a, int year, int month);
/* EARLIER and LATER, in TURN_IF: links to the nearest months, or years, with stories on either side
 * of from (inclusive) to to (exclusive). */
void archive_fill_neighbours(struct page *p, int64_t from, int64_t to, bool by_month);
/* COUNT, in COUNTED_IF; in MORE_THAN_IF when the count reached STORY_COUNT_MAX and stopped. */
void archive_set_count(struct page *p, struct tpl_dict *d, int64_t n);
/* All of the counts together. */
int64_t archive_sum(const int64_t *counts, size_t n);

#endif
