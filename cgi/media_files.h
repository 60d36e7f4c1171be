/* media_files.h: the handler of /media/{rest}. */
#ifndef DATELINE_MEDIA_FILES_H
#define DATELINE_MEDIA_FILES_H

#include "cgi/http/router.h"

handler_fn media_file_get;

#endif
