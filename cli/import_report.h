/* import_report.h: what an import did, for people. */
#ifndef DATELINE_CLI_IMPORT_REPORT_H
#define DATELINE_CLI_IMPORT_REPORT_H

#include "cli.h"
#include "import/import.h"

/* took: milliseconds. The lists first, the sums last: that is what a terminal still shows. */
void import_print_report(const struct cli *c, const struct import_report *r, int64_t took);

#endif
