/* digest: see digest.h. */
#include "schema/base/digest.h"
#include "schema/base/message.h"

#include <errno.h>
#include <nettle/hmac.h>
#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <nettle/umac.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void digest_sha256(const void *bytes, size_t n, uint8_t out[SHA256_SIZE])
{
	struct sha256_ctx context;
	sha256_init(&context);
	sha256_update(&context, n, bytes);
	sha256_digest(&context, SHA256_SIZE, out);
}

int digest_sha256_file(int file, int64_t *length, uint8_t out[SHA256_SIZE])
{
	struct sha256_ctx context;
	uint8_t block[1 << 16];
	ssize_t n;
	sha256_init(&context);
	*length = 0;
	while ((n = read(file, block, sizeof block)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		sha256_update(&context, (size_t)n, block);
		*length += n;
	}
	sha256_digest(&context, SHA256_SIZE, out);
	return 0;
}

int64_t digest_number(const char *text)
{
	uint8_t digest[SHA256_SIZE];
	uint64_t number = 0;
	digest_sha256(text, strlen(text), digest);
	for (int i = 0; i < 8; i++)
		number = number << 8 | digest[i];
	return (int64_t)number;
}

void digest_sha1(const void *bytes, size_t n, uint8_t out[SHA1_SIZE])
{
	struct sha1_ctx context;
	sha1_init(&context);
	sha1_update(&context, n, bytes);
	sha1_digest(&context, SHA1_SIZE, out);
}

void digest_md5(const void *bytes, size_t n, uint8_t out[MD5_SIZE])
{
	struct md5_ctx context;
	md5_init(&context);
	md5_update(&context, n, bytes);
	md5_digest(&context, MD5_SIZE, out);
}

void digest_hmac_sha256(
    const void *key, size_t key_size, const void *bytes, size_t n, uint8_t out[SHA256_SIZE])
{
	struct hmac_sha256_ctx context;
	hmac_sha256_set_key(&context, key_size, key);
	hmac_sha256_update(&context, n, bytes);
	hmac_sha256_digest(&context, SHA256_SIZE, out);
}

struct umac {
	struct umac128_ctx context;
};

struct umac *umac_open(const uint8_t key[UMAC_SIZE])
{
	struct umac *umac = must_malloc(sizeof *umac);
	umac128_set_key(&umac->context, key);
	return umac;
}

void umac_of(
    struct umac *umac, const char *label, const void *bytes, size_t n, uint8_t out[UMAC_SIZE])
{
	static const uint8_t nonce[1] = {0};
	umac128_set_nonce(&umac->context, sizeof nonce, nonce); /* a digest counts it up */
	umac128_update(&umac->context, strlen(label), (const uint8_t *)label);
	umac128_update(&umac->context, n, bytes);
	umac128_digest(&umac->context, UMAC_SIZE, out);
}

void umac_close(struct umac *umac)
{
	free(umac);
}

void digest_hex(const uint8_t *bytes, size_t n, char *out)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < n; i++) {
		*out++ = digits[bytes[i] >> 4];
		*out++ = digits[bytes[i] & 15];
	}
	*out = '\0';
}

/* Writes groups of `group` bytes as `group` * 8 / bits digits, the last one padded with "=". */
static void digits_of(
    const uint8_t *bytes, size_t n, size_t group, unsigned bits, const char *digits, char *out)
{
	size_t width = group * 8 / bits;
	for (size_t i = 0; i < n; i += group) {
		size_t have = n - i < group ? n - i : group;
		uint64_t value = 0;
		for (size_t k = 0; k < group; k++)
			value = value << 8 | (k < have ? bytes[i + k] : 0);
		size_t full = (have * 8 + bits - 1) / bits;
		for (size_t k = 0; k < width; k++) {
			unsigned digit = value >> (bits * (width - 1 - k)) & ((1U << bits) - 1);
			*out++ = k < full ? digits[digit] : '=';
		}
	}
	*out = '\0';
}

void digest_base32(const uint8_t *bytes, size_t n, char *out)
{
	digits_of(bytes, n, 5, 5, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", out);
}

void digest_base64(const uint8_t *bytes, size_t n, char *out)
{
	digits_of(bytes, n, 3, 6,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", out);
}
