/* rights.c: what machines may not do with the paper's text, for those that read it: /license.xml (RSL 1.0,
 * https://rslstandard.org/rsl) and /.well-known/tdmrep.json (TDMRep, https://www.w3.org/2022/tdmrep/).
 *
 * Neither is there while the paper asks nothing: an empty reservation would say that nothing is reserved. */
#include "reader.h"

#include "cgi/machine_rights.h"

static void rights_answer(struct app *app, struct req *req, struct res *res, const char *type,
                          const char *text)
{
    if (!machine_rights_reserved(app)) {
        page_error(app, req, res, 404, NULL);
        return;
    }
    res->content_type = type;
    buf_adds(&res->body, text);
}

/* Search engines that show where a text stands are permitted. */
void license_get(struct app *app, struct req *req, struct res *res)
{
    rights_answer(app, req, res, "application/rsl+xml; charset=utf-8",
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<rsl xmlns=\"https://rslstandard.org/rsl\">\n"
                  "<content url=\"/\">\n"
                  "<license>\n"
                  "<permits type=\"usage\">search</permits>\n"
                  "<prohibits type=\"usage\">ai-all</prohibits>\n"
                  "</license>\n"
                  "</content>\n"
                  "</rsl>\n");
}

void tdm_get(struct app *app, struct req *req, struct res *res)
{
    rights_answer(app, req, res, "application/json; charset=utf-8",
                  "[{\"location\": \"/\", \"tdm-reservation\": 1}]\n");
}
