/* static.h: the handler of /static/{rest}. */
#ifndef DATELINE_STATIC_H
#define DATELINE_STATIC_H

#include "cgi/http/router.h"

handler_fn static_get;

#endif
