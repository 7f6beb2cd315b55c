/* operands: the list of operands, see input.h. */
#include "schema/base/input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int operands_open(struct operands *operands, char **argv, const char *files0_from, struct err *err)
{
	*operands = (struct operands){.argv = argv};
	if (!files0_from)
		return 0;
	operands->given = true;
	operands->files0 = strcmp(files0_from, "-") == 0 ? stdin : fopen(files0_from, "re");
	if (operands->files0)
		return 0;
	err_errno(err, "can't open");
	err->status = EXIT_USAGE;
	return err_at(err, files0_from, 0);
}

static const char *next_in_list(struct operands *operands, struct err *err)
{
	if (operands->ended || !operands->files0)
		return NULL;
	errno = 0;
	ssize_t n = getdelim(&operands->name, &operands->name_cap, '\0', operands->files0);
	if (n >= 0)
		return operands->name;
	operands->ended = true;
	if (ferror(operands->files0)) {
		err_errno(err, "can't read the list of files");
		err_at(err, "--files0-from", 0);
	}
	return NULL;
}

const char *operands_next(struct operands *operands, struct err *err)
{
	if (operands->argv && *operands->argv) {
		operands->given = true;
		return *operands->argv++;
	}
	if (!operands->given) {
		operands->given = true;
		return "-";
	}
	return next_in_list(operands, err);
}

void operands_close(struct operands *operands)
{
	if (operands->files0 && operands->files0 != stdin)
		fclose(operands->files0);
	free(operands->name);
	*operands = (struct operands){0};
}
