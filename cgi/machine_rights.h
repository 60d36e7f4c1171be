/* machine_rights.h: what the paper asks of machines that gather text for language models. One setting says
 * it ("ai_crawlers"), in each way that such machines read: groups and Content-Usage in robots.txt, TDMRep, RSL. */
#ifndef DATELINE_MACHINE_RIGHTS_H
#define DATELINE_MACHINE_RIGHTS_H

#include "app.h"

#include <string.h>

#define MACHINE_RIGHTS_RSL "/license.xml"
#define MACHINE_RIGHTS_TDM "/.well-known/tdmrep.json"

/* Whether they are asked to stay away. Else nothing is said, which grants them nothing either. */
static inline bool machine_rights_reserved(const struct app *app)
{
    return strcmp(app_setting(app, SETTING_AI_CRAWLERS), "deny") == 0;
}

#endif
