/* page-sandbox: a canary that tries, inside the sandbox, what hostile bytes might make a parser
 * do. */
#include "importers/confine/sandbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static bool refused(long result)
{
	return result < 0 && (errno == EPERM || errno == EACCES);
}

/* The number of the first thing that was not refused; 0 when all were. */
static int canary(void)
{
	struct err err = {0};
	char *argv[] = {"/bin/true", NULL};
	int open_before = open("/dev/null", O_WRONLY);
	if (sandbox_enter(&err) < 0)
		return 100;
	const bool held[] = {
	    refused(open("/tmp/filmtally-canary", O_CREAT | O_WRONLY, 0600)),
	    refused(open("/etc/passwd", O_RDONLY)),
	    refused(socket(AF_INET, SOCK_STREAM, 0)),
	    refused(socket(AF_UNIX, SOCK_STREAM, 0)),
	    refused(execve(argv[0], argv, NULL)),
	    refused(ptrace(PTRACE_TRACEME, 0, NULL, NULL)),
	    refused(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL)),
	    refused(fork()),
	    refused(kill(getppid(), 0)),
	    refused(unlink("/tmp/filmtally-canary")),
	    refused(rename("/tmp/a", "/tmp/b")),
	    refused(mkdir("/tmp/filmtally-canary", 0700)),
	    refused(chmod("/tmp", 0777)),
	    refused((long)(intptr_t)mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)),
	    refused(syscall(SYS_memfd_create, "x", 0)),
	    refused(syscall(SYS_io_uring_setup, 1, NULL)),
	};
	for (size_t i = 0; i < sizeof held / sizeof *held; i++)
		if (!held[i])
			return (int)i + 1;
	/* What a parser needs still works. */
	char *memory = malloc(64 << 20);
	if (!memory || write(open_before, "x", 1) != 1)
		return 101;
	memset(memory, 1, 64 << 20);
	free(memory);
	return 0;
}

static void the_canary_can_do_nothing(void **state)
{
	(void)state;
	pid_t child = fork();
	if (child == 0)
		_exit(canary());
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    {"the-canary-can-do-nothing", the_canary_can_do_nothing, NULL, NULL, NULL},
	};
	return cmocka_run_group_tests_name("page-sandbox", tests, NULL, NULL);
}
