/* assignments.h: assignments as the desk's pages show them. */
#ifndef DATELINE_ADMIN_ASSIGNMENTS_H
#define DATELINE_ADMIN_ASSIGNMENTS_H

#include "admin_private.h"

#include "db/assignment.h"

/* Whether who asks sees those of all; others see their own. */
bool assignments_of_all(const struct req *req);
/* One, as a list or its own page has it: its title and address, how it stands, who, until when. */
void assignment_show(struct page *p, struct tpl_dict *d, const struct assignment *as);

#endif
