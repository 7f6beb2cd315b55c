/* answers: what a worker says, or that it is gone, becomes the turns' answers and refusals. For
 * worker.c alone. */
#ifndef FILMTALLY_IMPORTERS_CONFINE_ANSWERS_H
#define FILMTALLY_IMPORTERS_CONFINE_ANSWERS_H

#include "importers/confine/child.h"

/* Reads what stands in the worker's pipe, and sets the turns that are answered. One that is gone is
 * replaced: its oldest page is refused with the reason. -1 when that fails, or when no worker can
 * work here. */
int answers_read(const struct task *task, struct child *child, struct err *err)
    __attribute__((warn_unused_result));

#endif
