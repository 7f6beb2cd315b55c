/*
 * sandbox: what an importer may do once it meets hostile bytes: read what is open, write what is
 * open, take memory, end. By Landlock (no path can be opened) and seccomp (no socket, exec, ptrace,
 * new files: EPERM, never a kill). Where the kernel has neither, it says so with -v and goes on.
 */
#ifndef FILMTALLY_IMPORTERS_CONFINE_SANDBOX_H
#define FILMTALLY_IMPORTERS_CONFINE_SANDBOX_H

#include "schema/base/message.h"

/* Enters it for this process and its children; there is no way back. -1 only when the kernel offers
 * it and refuses. */
int sandbox_enter(struct err *err) __attribute__((warn_unused_result));

#endif
