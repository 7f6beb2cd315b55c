/* digest: SHA-256, SHA-1, MD5 and HMAC-SHA-256 by nettle, and their text forms. */
#ifndef FILMTALLY_DIGEST_H
#define FILMTALLY_DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_SIZE = 32, SHA1_SIZE = 20, MD5_SIZE = 16 };

void digest_sha256(const void *bytes, size_t n, uint8_t out[SHA256_SIZE]);
void digest_sha1(const void *bytes, size_t n, uint8_t out[SHA1_SIZE]);
void digest_md5(const void *bytes, size_t n, uint8_t out[MD5_SIZE]);
void digest_hmac_sha256(
    const void *key, size_t key_size, const void *bytes, size_t n, uint8_t out[SHA256_SIZE]);

/* Lower-case hexadecimal of n bytes to out, which has room for 2n+1. */
void digest_hex(const uint8_t *bytes, size_t n, char *out);
/* RFC 4648 base32 (upper case, padded) of n bytes to out, which has room for 8*((n+4)/5)+1. */
void digest_base32(const uint8_t *bytes, size_t n, char *out);
/* RFC 4648 base64 (padded) of n bytes to out, which has room for 4*((n+2)/3)+1. */
void digest_base64(const uint8_t *bytes, size_t n, char *out);

#endif
