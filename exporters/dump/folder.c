/* folder: everything is written into a folder beside, which then takes the place of the old one. */
#include "exporters/dump/dump.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char package[] = "datapackage.json", readme[] = "README.md";

/* True of the names that a dump, with or without texts, has. */
static bool is_ours(const char *name)
{
	size_t n = strlen(name);

	if (strcmp(name, package) == 0 || strcmp(name, readme) == 0)
		return true;
	for (size_t i = 0; i < dump_tables_n; i++) {
		size_t length = strlen(dump_tables[i].name);
		if (n == length + 4 && memcmp(name, dump_tables[i].name, length) == 0 &&
		    strcmp(name + length, ".csv") == 0)
			return true;
	}
	return false;
}

static bool is_dot(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* 1 when the folder is there and holds a dump or nothing, 0 when it is not there. */
static int check_old(const char *directory, struct err *err)
{
	DIR *open = opendir(directory);
	struct dirent *entry;
	int result = 1;

	if (!open && errno == ENOENT)
		return 0;
	if (!open)
		return err_errno(err, "can't write into %s", directory);
	while (result == 1 && (entry = readdir(open))) {
		if (!is_dot(entry->d_name) && !is_ours(entry->d_name))
			result = err_set(err, EXIT_USAGE,
			    "%s holds '%s', which is no part of a dump: "
			    "nothing was written",
			    directory, entry->d_name);
	}
	closedir(open);
	return result;
}

/* Removes a folder of ours with its files, as far as it goes: it is beside, and in nobody's way. */
static void remove_folder(const char *directory)
{
	DIR *open = opendir(directory);
	struct dirent *entry;

	while (open && (entry = readdir(open))) {
		if (!is_dot(entry->d_name))
			unlinkat(dirfd(open), entry->d_name, 0);
	}
	if (open)
		closedir(open);
	rmdir(directory);
}

static char *path_in(const char *directory, const char *name, const char *end)
{
	char *path;

	if (asprintf(&path, "%s/%s%s", directory, name, end) < 0)
		die(EXIT_SYSTEM, NULL, "out of memory");
	return path;
}

static int write_tables(struct store *store, const char *directory, bool with_text,
    struct written *written, struct err *err)
{
	int result = 0;

	for (size_t i = 0; result == 0 && i < dump_tables_n; i++) {
		char *path = path_in(directory, dump_tables[i].name, ".csv");
		result =
		    dump_table_write(store, &dump_tables[i], path, with_text, &written[i], err);
		free(path);
	}
	return result;
}

static int write_all(struct store *store, const char *directory, bool with_text, struct err *err)
{
	struct written *written = must_calloc(dump_tables_n, sizeof *written);
	char *package_path = path_in(directory, package, ""),
	     *readme_path = path_in(directory, readme, "");
	int result = write_tables(store, directory, with_text, written, err);

	if (result == 0)
		result = describe_package(store, package_path, written, with_text, err);
	if (result == 0)
		result = describe_readme(readme_path, written, with_text, err);
	free(package_path);
	free(readme_path);
	free(written);
	return result;
}

/* Makes the names in the folder and its own name last. */
static int sync_folder(const char *directory, struct err *err)
{
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int result = fd < 0 ? -1 : fsync(fd);

	if (fd >= 0)
		close(fd);
	return result < 0 ? err_errno(err, "can't write into %s", directory) : 0;
}

/* The new folder takes the old one's name in one step, or the name that was free. */
static int put_in_place(const char *beside, const char *directory, bool old, struct err *err)
{
	if (sync_folder(beside, err) < 0)
		return -1;
	if (!old && rename(beside, directory) == 0)
		return 0;
	if (old && renameat2(AT_FDCWD, beside, AT_FDCWD, directory, RENAME_EXCHANGE) == 0) {
		remove_folder(beside);
		return 0;
	}
	if (old && (errno == EINVAL || errno == ENOSYS)) {
		/* a file system that can't swap: the old one goes first, so a crash here leaves the
		 * new one beside */
		remove_folder(directory);
		if (rename(beside, directory) == 0)
			return 0;
	}
	return err_errno(err, "can't write %s", directory);
}

int dump_write(struct store *store, const char *directory, bool with_text, struct err *err)
{
	int old = check_old(directory, err);
	mode_t mask = umask(0);
	char *beside;

	umask(mask);
	if (old < 0)
		return -1;
	if (asprintf(&beside, "%s.XXXXXX", directory) < 0)
		die(EXIT_SYSTEM, NULL, "out of memory");
	if (!mkdtemp(beside)) {
		free(beside);
		return err_errno(err, "can't make a folder beside %s", directory);
	}
	int result = chmod(beside, 0777 & ~mask) < 0 ? err_errno(err, "can't write %s", beside) : 0;
	if (result == 0)
		result = write_all(store, beside, with_text, err);
	if (result == 0)
		result = put_in_place(beside, directory, old, err);
	if (result < 0)
		remove_folder(beside);
	free(beside);
	return result;
}
