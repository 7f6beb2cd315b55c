/* confined: see confined.h. */
#include "importers/confine/confined.h"

#include "importers/confine/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the process leaves in memory that both share. It held hostile bytes: any of this may be
 * anything. */
struct answer {
	unsigned finished, failed; /* 0 or not; failed: err says why */
	struct err err;
	enum exit_status status;
	int64_t kept, refused;
	char state[];
};

static int flush(const struct confined *confined, struct err *err)
{
	if (output_flush(confined->output, err) < 0)
		return -1;
	return confined->ledger->has_rejects ? output_flush(&confined->ledger->rejects, err) : 0;
}

/* Nobody reads the output any more; what the parent has open is not this process's to tidy. */
static void end_quietly(void)
{
	_exit(EXIT_DONE);
}

static void do_work(
    const struct confined *confined, confined_work *work, void *context, struct answer *answer)
{
	output_on_closed_pipe(end_quietly);
	answer->failed = sandbox_enter(&answer->err) < 0 || work(context, &answer->err) < 0 ||
	    flush(confined, &answer->err) < 0;
	answer->status = message_status();
	answer->kept = confined->ledger->kept;
	answer->refused = confined->ledger->refused;
	if (confined->state)
		memcpy(answer->state, confined->state, confined->state_n);
	answer->finished = 1;
	_exit(EXIT_DONE);
}

/* Counts only grow, and those of all inputs can be added up. */
static bool makes_sense(const struct ledger *before, const struct answer *answer)
{
	return answer->kept >= before->kept && answer->kept <= INT64_MAX / 4 &&
	    answer->refused >= before->refused && answer->refused <= INT64_MAX / 4;
}

static int take_answer(const struct confined *confined, const char *name,
    const struct answer *answer, int status, struct err *err)
{
	if (!answer->finished && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		_exit(EXIT_DONE); /* nobody reads the output any more */
	if (!answer->finished && WIFEXITED(status)) {
		message_raise((enum exit_status)WEXITSTATUS(status));
		return err_set(err, EXIT_SYSTEM, "reading %s failed", name);
	}
	if (!answer->finished || !makes_sense(confined->ledger, answer)) {
		const char *why = WIFSIGNALED(status) ? strsignal(WTERMSIG(status))
						      : "its reader counted what can't be";
		ledger_refuse(confined->ledger, name, NULL, why, NULL, 0);
		return 0;
	}
	confined->ledger->kept = answer->kept;
	confined->ledger->refused = answer->refused;
	if (confined->state)
		memcpy(confined->state, answer->state, confined->state_n);
	message_raise(answer->status);
	if (!answer->failed)
		return 0;
	*err = answer->err;
	err_received(err);
	return -1;
}

int confined_run(const struct confined *confined, const char *name, confined_work *work,
    void *context, struct err *err)
{
	size_t n = sizeof(struct answer) + confined->state_n;
	int status;
	if (flush(confined, err) < 0)
		return -1;
	struct answer *answer =
	    mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (answer == MAP_FAILED)
		return err_errno(err, "can't make shared memory");
	pid_t child = fork();
	if (child < 0) {
		err_errno(err, "can't make a process to read %s", name);
		munmap(answer, n);
		return -1;
	}
	if (child == 0)
		do_work(confined, work, context, answer);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	status = take_answer(confined, name, answer, status, err);
	munmap(answer, n);
	return status;
}

/* ---- a process beside its parent ---- */

static void leave_at_once(int status, void *unused)
{
	(void)unused;
	_exit(status);
}

static bool is_kept(int fd, const int *kept, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (kept[i] == fd)
			return true;
	return false;
}

void confined_leave_parent(const int *kept, size_t n)
{
	int highest = STDERR_FILENO, nothing = open("/dev/null", O_RDWR);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	on_exit(leave_at_once, NULL);
	if (nothing >= 0) {
		dup2(nothing, STDIN_FILENO);
		dup2(nothing, STDOUT_FILENO);
	}
	for (size_t i = 0; i < n; i++)
		highest = kept[i] > highest ? kept[i] : highest;
	for (int fd = STDERR_FILENO + 1; fd < highest; fd++)
		if (!is_kept(fd, kept, n))
			close(fd);
	close_range((unsigned)highest + 1, ~0U, 0);
}
