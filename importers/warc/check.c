/* check: see check.h. */
#include "importers/warc/check.h"

#include "schema/base/digest.h"
#include "schema/base/text.h"

#include <string.h>

enum { DIGEST_TEXT = 80 };

/* base64 with `-` and `_`, and without padding, is the same digest. */
static bool same_base64(const char *a, const char *b)
{
	for (; *a && *a != '='; a++, b++) {
		char c = *a == '-' ? '+' : *a == '_' ? '/' : *a;
		if (c != *b)
			return false;
	}
	return *b == '\0' || *b == '=';
}

static bool same_base32(const char *a, const char *b)
{
	for (; *a && *a != '='; a++, b++)
		if (ascii_lower(*a) != ascii_lower(*b))
			return false;
	return *b == '\0' || *b == '=';
}

bool check_digest(const char *digest, const void *bytes, size_t n)
{
	uint8_t sum[SHA256_SIZE];
	char text[DIGEST_TEXT];
	size_t size;
	const char *colon = strchr(digest, ':');
	size_t name = colon ? (size_t)(colon - digest) : 0;
	if (ascii_equal_n(digest, name, "sha1") || ascii_equal_n(digest, name, "sha-1")) {
		digest_sha1(bytes, n, sum);
		size = SHA1_SIZE;
	} else if (ascii_equal_n(digest, name, "sha256") ||
	    ascii_equal_n(digest, name, "sha-256")) {
		digest_sha256(bytes, n, sum);
		size = SHA256_SIZE;
	} else if (ascii_equal_n(digest, name, "md5")) {
		digest_md5(bytes, n, sum);
		size = MD5_SIZE;
	} else {
		return true;
	}
	digest_hex(sum, size, text);
	if (ascii_equal(colon + 1, text))
		return true;
	digest_base32(sum, size, text);
	if (same_base32(colon + 1, text))
		return true;
	digest_base64(sum, size, text);
	return same_base64(colon + 1, text);
}
