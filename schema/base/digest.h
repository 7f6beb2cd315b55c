/* digest: SHA-256, SHA-1, MD5, HMAC-SHA-256 and UMAC-128 by nettle, and their text forms. */
#ifndef FILMTALLY_SCHEMA_BASE_DIGEST_H
#define FILMTALLY_SCHEMA_BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_SIZE = 32, SHA1_SIZE = 20, MD5_SIZE = 16, UMAC_SIZE = 16 };

void digest_sha256(const void *bytes, size_t n, uint8_t out[SHA256_SIZE]);
/* Of all that is read from a file, whose length goes to *length; -1 with errno when it can't be
 * read. */
int digest_sha256_file(int file, int64_t *length, uint8_t out[SHA256_SIZE]);
/* The first eight bytes of a text's, most significant first, for tables to be keyed by. */
int64_t digest_number(const char *text);
void digest_sha1(const void *bytes, size_t n, uint8_t out[SHA1_SIZE]);
void digest_md5(const void *bytes, size_t n, uint8_t out[MD5_SIZE]);
void digest_hmac_sha256(
    const void *key, size_t key_size, const void *bytes, size_t n, uint8_t out[SHA256_SIZE]);

/*
 * UMAC-128 (RFC 4418, nonce 0) of one text behind another: six times as fast as SHA-256. To those
 * who don't know the key it is as hard to find two texts of one hash; to those who do it is easy.
 */
struct umac;
struct umac *umac_open(const uint8_t key[UMAC_SIZE]);
void umac_of(
    struct umac *umac, const char *label, const void *bytes, size_t n, uint8_t out[UMAC_SIZE]);
void umac_close(struct umac *umac); /* NULL is allowed */

/* Lower-case hexadecimal of n bytes to out, which has room for 2n+1. */
void digest_hex(const uint8_t *bytes, size_t n, char *out);
/* RFC 4648 base32 (upper case, padded) of n bytes to out, which has room for 8*((n+4)/5)+1. */
void digest_base32(const uint8_t *bytes, size_t n, char *out);
/* RFC 4648 base64 (padded) of n bytes to out, which has room for 4*((n+2)/3)+1. */
void digest_base64(const uint8_t *bytes, size_t n, char *out);

#endif
