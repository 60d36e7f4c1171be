/* standin.h: who answers while the site cannot be opened: 503 to every request, at once. */
#ifndef DATELINE_STANDIN_H
#define DATELINE_STANDIN_H

#include "site.h"

/* A site that needs no database and can always be opened. Its one page is deploy/pages/503.html. */
extern const struct site_functions standin_functions;

#endif
