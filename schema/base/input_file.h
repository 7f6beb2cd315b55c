/*
 * input_file: an operand as a file descriptor, and its errors. Only input.c uses it.
 */
#ifndef FILMTALLY_SCHEMA_BASE_INPUT_FILE_H
#define FILMTALLY_SCHEMA_BASE_INPUT_FILE_H

#include "schema/base/message.h"

#include <sys/stat.h>
#include <sys/types.h>

/* What messages call it: "stdin" for "-". */
const char *input_file_name(const char *path);

/* Fills err with what failed and errno's text: the operand's fault, never the program's. -1. */
int input_file_refuse(const char *path, const char *what, struct err *err);

/* The file's descriptor, and what stat says of it; -1 with err. */
int input_file_open(const char *path, struct stat *facts, struct err *err);
void input_file_close(int fd);

/* read(2), again after signals. */
ssize_t input_file_read(int fd, void *bytes, size_t n);

#endif
