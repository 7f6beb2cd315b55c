/* command: an importer that film-load runs itself, so that its exit status is minded. */
#ifndef FILMTALLY_TOOLS_LOAD_COMMAND_H
#define FILMTALLY_TOOLS_LOAD_COMMAND_H

#include "tools/load/stream.h"

/* Runs the command and loads what it writes. Its status 1 (it refused some input) becomes ours; any
 * other failure, or a signal, is EXIT_SYSTEM with err. What it wrote until then is loaded: evidence
 * is only ever added, and running it again completes it. */
int command_load(struct stream *stream, char **command, struct err *err)
    __attribute__((warn_unused_result));

#endif
