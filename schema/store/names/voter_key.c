/* voter_key.c: see voter_key.h. The key file holds 64 hexadecimal digits and a line's end. */
#include "schema/store/names/voter_key.h"
#include "schema/base/digest.h"
#include "schema/store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_LIMIT = 4096 };

static int key_place(const char *path, char place[PATH_LIMIT], struct err *err)
{
	static const char tail[] = "filmtally/voter.key";
	const char *key = path ? path : getenv("FILMTALLY_KEY");
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	int n;
	if (key && *key)
		n = snprintf(place, PATH_LIMIT, "%s", key);
	else if (data && *data == '/')
		n = snprintf(place, PATH_LIMIT, "%s/%s", data, tail);
	else if (home && *home)
		n = snprintf(place, PATH_LIMIT, "%s/.local/share/%s", home, tail);
	else
		return err_set(
		    err, EXIT_SYSTEM, "no place for the voter key: name a file with --voter-key");
	if (n >= PATH_LIMIT)
		return err_set(err, EXIT_SYSTEM, "the voter key's path is too long");
	return 0;
}

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c) : NULL;
	return at ? (int)(at - digits) : -1;
}

static int key_parse(const char *text, ssize_t n, struct voter_key *key, struct err *err)
{
	if (n == 2 * VOTER_SECRET_SIZE + 1 && text[n - 1] == '\n')
		n--;
	for (int i = 0; i < VOTER_SECRET_SIZE && n == 2 * VOTER_SECRET_SIZE; i++) {
		int high = hex_digit(text[2 * i]), low = hex_digit(text[2 * i + 1]);
		if (high < 0 || low < 0)
			n = 0;
		key->secret[i] = (uint8_t)(high << 4 | low);
	}
	if (n != 2 * VOTER_SECRET_SIZE)
		return err_set(err, EXIT_SYSTEM, "is not a voter key (64 hexadecimal digits)");
	return 0;
}

/* Makes every folder above the file. */
static void make_folders(const char *place)
{
	char path[PATH_LIMIT];
	snprintf(path, sizeof path, "%s", place);
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
}

static int write_secret(int fd, struct err *err)
{
	uint8_t secret[VOTER_SECRET_SIZE];
	char text[2 * VOTER_SECRET_SIZE + 2];
	if (getrandom(secret, sizeof secret, 0) != sizeof secret)
		return err_errno(err, "no random bytes for a voter key");
	digest_hex(secret, sizeof secret, text);
	strcat(text, "\n");
	if (write(fd, text, strlen(text)) != (ssize_t)strlen(text) || fsync(fd) != 0)
		return err_errno(err, "the voter key can't be written");
	return 0;
}

/* Written beside and linked into place, so that two programs that start together end with one
 * key. */
static int key_make(const char *place, struct err *err)
{
	char beside[PATH_LIMIT + 16];
	make_folders(place);
	snprintf(beside, sizeof beside, "%s.XXXXXX", place);
	int fd = mkstemp(beside); /* mode 0600 */
	if (fd < 0)
		return err_errno(err, "the voter key can't be made");
	int result = write_secret(fd, err);
	if (close(fd) != 0 && result == 0)
		result = err_errno(err, "the voter key can't be written");
	if (result == 0 && link(beside, place) != 0 && errno != EEXIST)
		result = err_errno(err, "the voter key can't be made");
	unlink(beside);
	return result;
}

static int key_load(const char *place, struct voter_key *key, struct err *err)
{
	char text[2 * VOTER_SECRET_SIZE + 2];
	int fd = open(place, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, "the voter key can't be read");
	ssize_t n = read(fd, text, sizeof text);
	int result =
	    n < 0 ? err_errno(err, "the voter key can't be read") : key_parse(text, n, key, err);
	close(fd);
	return result;
}

int voter_key_read(const char *path, struct voter_key *key, struct err *err)
{
	static const char label[] = "filmtally voter key fingerprint";
	char place[PATH_LIMIT];
	uint8_t digest[SHA256_SIZE];
	if (key_place(path, place, err) != 0)
		return -1;
	err_at(err, place, 0);
	if (access(place, F_OK) != 0 && errno == ENOENT && key_make(place, err) != 0)
		return -1;
	if (key_load(place, key, err) != 0)
		return -1;
	digest_hmac_sha256(key->secret, sizeof key->secret, label, strlen(label), digest);
	digest_hex(digest, VOTER_KEY_SIZE, key->fingerprint);
	err->file[0] = '\0';
	return 0;
}

void voter_key_of(
    const struct voter_key *key, const char *voter, size_t n, uint8_t out[VOTER_KEY_SIZE])
{
	uint8_t digest[SHA256_SIZE];
	digest_hmac_sha256(key->secret, sizeof key->secret, voter, n, digest);
	memcpy(out, digest, VOTER_KEY_SIZE);
}

int voter_key_claim(struct store *store, const struct voter_key *key, struct err *err)
{
	sqlite3_stmt *put = db_statement(
	    store, "INSERT INTO setting VALUES ('voter_key', ?1) ON CONFLICT DO NOTHING", err);
	if (!put)
		return -1;
	db_bind_text(put, 1, key->fingerprint);
	if (db_step(store, put, err) < 0)
		return -1;
	sqlite3_stmt *get =
	    db_statement(store, "SELECT value = ?1 FROM setting WHERE name = 'voter_key'", err);
	if (!get)
		return -1;
	db_bind_text(get, 1, key->fingerprint);
	int got = db_step(store, get, err);
	bool same = got > 0 && sqlite3_column_int(get, 0);
	db_done(get);
	if (got >= 0 && !same) {
		err_at(err, store->path, 0);
		return err_set(err, EXIT_SYSTEM,
		    "the database was made with another voter key: name its file with --voter-key");
	}
	return got < 0 ? -1 : 0;
}

void voter_key_trace(const char *kind, const void *bytes, size_t n, uint8_t out[VOTER_KEY_SIZE])
{
	char label[64];
	uint8_t digest[SHA256_SIZE];
	int length = snprintf(label, sizeof label, "filmtally suppressed %s", kind);
	digest_hmac_sha256(label, (size_t)length, bytes, n, digest);
	memcpy(out, digest, VOTER_KEY_SIZE);
}
