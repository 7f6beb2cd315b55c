/*
 * sandbox: see sandbox.h. Landlock first: it takes away every path. Then seccomp by a list of what
 * is allowed; everything else gets EPERM, so that a library that tries something new sees an error
 * and not a dead process.
 */
#include "importers/confine/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <unistd.h>

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_restrict_self 446
#endif

/* As in linux/landlock.h, which may be older than the kernel. */
struct landlock_rules {
	uint64_t handled_fs, handled_net; /* the second since ABI 4 */
};

enum { LANDLOCK_ASK_VERSION = 1, LANDLOCK_NET_ABI = 4 };

/* Every access right that the ABI knows: 13 at first, then REFER, TRUNCATE, IOCTL_DEV. */
static uint64_t all_fs_rights(long abi)
{
	static const int bits[] = {0, 13, 14, 15, 15, 16};
	int known = abi < 5 ? bits[abi] : bits[5];
	return ((uint64_t)1 << known) - 1;
}

static int forbid_paths(struct err *err)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_ASK_VERSION);
	if (abi < 1) {
		message_detail(
		    NULL, "this kernel has no Landlock: paths are guarded by seccomp alone");
		return 0;
	}
	struct landlock_rules rules = {.handled_fs = all_fs_rights(abi), .handled_net = 3};
	size_t size = abi >= LANDLOCK_NET_ABI ? sizeof rules : sizeof rules.handled_fs;
	int set = (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
	if (set < 0)
		return err_errno(err, "can't enter the sandbox: Landlock");
	int refused = (int)syscall(SYS_landlock_restrict_self, set, 0);
	if (refused)
		err_errno(err, "can't enter the sandbox: Landlock");
	close(set);
	return refused;
}

/* What a parser needs: reading and writing what is open, memory, time, signals of its own, an
 * end. */
static const int allowed[] = {SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write),
    SCMP_SYS(writev), SCMP_SYS(close), SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(poll),
    SCMP_SYS(ppoll), SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
    SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(membarrier),
    SCMP_SYS(rseq), SCMP_SYS(set_robust_list), SCMP_SYS(getpid), SCMP_SYS(gettid),
    SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(uname), SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(setitimer), SCMP_SYS(getitimer),
    SCMP_SYS(getrusage), SCMP_SYS(getrlimit), SCMP_SYS(setrlimit), SCMP_SYS(sysinfo),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigtimedwait), SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall), SCMP_SYS(exit),
    SCMP_SYS(exit_group)};

static int allow(scmp_filter_ctx filter)
{
	int bad = 0;
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
	/* Memory, but none that can be run. */
	bad |= seccomp_rule_add(
	    filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, 4, 0));
	bad |= seccomp_rule_add(
	    filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, 4, 0));
	/* isatty; the state of an open file; one's own limits; abort. */
	bad |= seccomp_rule_add(
	    filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_EQ, TCGETS, 0));
	bad |= seccomp_rule_add(
	    filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_EQ, F_GETFL, 0));
	bad |= seccomp_rule_add(
	    filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A0(SCMP_CMP_EQ, 0, 0));
	bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
	    SCMP_A0(SCMP_CMP_EQ, (uint64_t)getpid(), 0));
	/* fstat is newfstatat with an empty path: no path is reached without Landlock's leave. */
	bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
	    SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH));
	return bad;
}

static int forbid_calls(struct err *err)
{
	if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) < 0 && errno == EINVAL) {
		message_detail(NULL, "this kernel has no seccomp");
		return 0;
	}
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	if (!filter)
		return err_set(
		    err, EXIT_SYSTEM, "can't enter the sandbox: seccomp makes no filter");
	int bad = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(EPERM)) ||
	    allow(filter);
	if (!bad)
		bad = seccomp_load(filter);
	seccomp_release(filter);
	return bad ? err_set(err, EXIT_SYSTEM,
			 "can't enter the sandbox: the kernel refused the seccomp filter")
		   : 0;
}

int sandbox_enter(struct err *err)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return err_errno(err, "can't enter the sandbox: no_new_privs");
	if (forbid_paths(err) < 0)
		return -1;
	return forbid_calls(err);
}
