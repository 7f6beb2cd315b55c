/*
 * utf8: code points and their bytes (Unicode 15, chapter 3). Pure functions that need no memory, so
 * that messages may use them.
 */
#ifndef FILMTALLY_SCHEMA_BASE_UTF8_H
#define FILMTALLY_SCHEMA_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one code point at bytes; sets *used (at least 1). An invalid sequence gives -1 and uses
 * its maximal subpart (Unicode 3.9, as the WHATWG decoder does), so that the caller can put one
 * U+FFFD. */
int32_t utf8_decode(const char *bytes, size_t n, size_t *used);

/* Writes a code point's 1–4 bytes to out; returns how many. */
size_t utf8_encode(uint32_t code, char out[4]);

/* True if all n bytes are valid UTF-8 (no surrogates, no overlong forms). */
bool utf8_valid(const char *bytes, size_t n);

/* Bytes of valid UTF-8 at the start. */
size_t utf8_valid_run(const char *bytes, size_t n);

/* Copies text to out (at most max bytes) with control characters (C0 but for none, DEL, C1, bidi
 * controls) and invalid bytes made visible as `\xHH` or `\u{HHHH}`; returns the bytes written. */
size_t utf8_printable(const char *bytes, size_t n, char *out, size_t max);

#endif
