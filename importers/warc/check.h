/* check: whether a record's bytes are those that its digest was made of. */
#ifndef FILMTALLY_IMPORTERS_WARC_CHECK_H
#define FILMTALLY_IMPORTERS_WARC_CHECK_H

#include <stdbool.h>
#include <stddef.h>

/*
 * True when the digest (`sha1:…`, `md5:…`, `sha256:…`; in base32, base64, base64url or hexadecimal,
 * as writers do) is that of the bytes, and also when its algorithm is not known here.
 */
bool check_digest(const char *digest, const void *bytes, size_t n);

#endif
