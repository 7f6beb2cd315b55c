/*
 * measure: runs a command and prints its CPU seconds (user and system, children included), wall
 * seconds and the largest resident size of one process in MB, for `make bench`. Its output goes
 * nowhere.
 *
 *	measure film-page -q -j1 pages/...
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
	struct timespec before, after;
	struct rusage used;
	int status;
	if (argc < 2)
		return 2;
	clock_gettime(CLOCK_MONOTONIC, &before);
	pid_t child = fork();
	if (child == 0) {
		int nothing = open("/dev/null", O_RDWR);
		dup2(nothing, STDOUT_FILENO);
		dup2(nothing, STDERR_FILENO);
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0 || getrusage(RUSAGE_CHILDREN, &used) < 0)
		return 1;
	clock_gettime(CLOCK_MONOTONIC, &after);
	printf("%.3f %.3f %.1f\n", seconds(used.ru_utime) + seconds(used.ru_stime),
	    (double)(after.tv_sec - before.tv_sec) + (double)(after.tv_nsec - before.tv_nsec) / 1e9,
	    (double)used.ru_maxrss / 1024);
	return WIFEXITED(status) && WEXITSTATUS(status) <= 1 ? 0 : 1;
}
