/* command.c: see command.h. */
#include "tools/load/command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_FOUND = 127 };

/* In the child: SIGPIPE as a shell gives it, stdout to the pipe, and away. */
static void become(char **command, int out)
{
	signal(SIGPIPE, SIG_DFL);
	if (dup2(out, STDOUT_FILENO) >= 0)
		execvp(command[0], command);
	fprintf(
	    stderr, "%s: %s: can't be run: %s\n", message_program(), command[0], strerror(errno));
	_exit(NOT_FOUND);
}

static int start(char **command, pid_t *child, int *from, struct err *err)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_errno(err, "can't make a pipe");
	*child = fork();
	if (*child < 0) {
		close(ends[0]);
		close(ends[1]);
		return err_errno(err, "'%s' can't be started", command[0]);
	}
	if (*child == 0)
		become(command, ends[1]);
	close(ends[1]);
	*from = ends[0];
	return 0;
}

/* Waits for its end and judges it. */
static int finish(const char *name, pid_t child, struct err *err)
{
	int status;
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return err_errno(err, "can't tell how '%s' ended", name);
	if (WIFSIGNALED(status))
		return err_set(err, EXIT_SYSTEM,
		    "'%s' was ended by signal %d (%s); what it wrote before is loaded: run it "
		    "again",
		    name, WTERMSIG(status), strsignal(WTERMSIG(status)));
	switch (WEXITSTATUS(status)) {
	case EXIT_DONE:
		return 0;
	case EXIT_REFUSED:
		message_raise(EXIT_REFUSED);
		return 0;
	default:
		return err_set(err, EXIT_SYSTEM,
		    "'%s' failed with status %d; what it wrote before is loaded: run it again",
		    name, WEXITSTATUS(status));
	}
}

int command_load(struct stream *stream, char **command, struct err *err)
{
	pid_t child = -1;
	int from = -1;
	if (start(command, &child, &from, err) != 0)
		return -1;
	/* As our own stdin, so that it is read like any other pipe; the command has the one we were
	 * given. */
	if (dup2(from, STDIN_FILENO) < 0)
		return err_errno(err, "can't read what the command writes");
	close(from);
	struct input *input = input_open("-", (struct input_options){0}, err);
	int result = input ? stream_input(stream, input, err) : -1;
	if (input)
		input_close(input);
	struct err why = {0};
	if (finish(command[0], child, &why) != 0 && result == 0) {
		*err = why;
		return -1;
	}
	return result;
}
