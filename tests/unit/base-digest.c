/* Digests and encodings against FIPS 180, RFC 1321, 4231 and 4648. */
#include "schema/base/digest.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void digests_are_those_of_the_standards(void **state)
{
	(void)state;
	uint8_t bytes[SHA256_SIZE];
	char hex[2 * SHA256_SIZE + 1];
	digest_sha256("abc", 3, bytes);
	digest_hex(bytes, SHA256_SIZE, hex);
	assert_string_equal(
	    hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	digest_sha1("abc", 3, bytes);
	digest_hex(bytes, SHA1_SIZE, hex);
	assert_string_equal(hex, "a9993e364706816aba3e25717850c26c9cd0d89d");
	digest_md5("abc", 3, bytes);
	digest_hex(bytes, MD5_SIZE, hex);
	assert_string_equal(hex, "900150983cd24fb0d6963f7d28e17f72");
	digest_hmac_sha256("Jefe", 4, "what do ya want for nothing?", 28, bytes);
	digest_hex(bytes, SHA256_SIZE, hex);
	assert_string_equal(
	    hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	digest_sha256("", 0, bytes);
	digest_hex(bytes, SHA256_SIZE, hex);
	assert_string_equal(
	    hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

/* The hash is one of key, label and bytes alone, whatever came before. */
static void umac_depends_on_its_texts_alone(void **state)
{
	(void)state;
	uint8_t one[UMAC_SIZE], two[UMAC_SIZE];
	struct umac *umac = umac_open((const uint8_t *)"abcdefghijklmnop");
	struct umac *other = umac_open((const uint8_t *)"abcdefghijklmnoq");
	umac_of(umac, "label", "bytes", 5, one);
	umac_of(umac, "", "anything", 8, two);
	assert_memory_not_equal(one, two, UMAC_SIZE);
	umac_of(umac, "lab", "elbytes", 7, two);
	assert_memory_equal(one, two, UMAC_SIZE);
	umac_of(other, "label", "bytes", 5, two);
	assert_memory_not_equal(one, two, UMAC_SIZE);
	umac_close(umac);
	umac_close(other);
}

static void encodings_are_those_of_rfc_4648(void **state)
{
	(void)state;
	static const char *const rows[][3] = {
	    {"", "", ""},
	    {"f", "Zg==", "MY======"},
	    {"fo", "Zm8=", "MZXQ===="},
	    {"foo", "Zm9v", "MZXW6==="},
	    {"foob", "Zm9vYg==", "MZXW6YQ="},
	    {"fooba", "Zm9vYmE=", "MZXW6YTB"},
	    {"foobar", "Zm9vYmFy", "MZXW6YTBOI======"},
	};
	char out[32];
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const uint8_t *bytes = (const uint8_t *)rows[i][0];
		digest_base64(bytes, strlen(rows[i][0]), out);
		assert_string_equal(out, rows[i][1]);
		digest_base32(bytes, strlen(rows[i][0]), out);
		assert_string_equal(out, rows[i][2]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(digests_are_those_of_the_standards),
	    cmocka_unit_test(umac_depends_on_its_texts_alone),
	    cmocka_unit_test(encodings_are_those_of_rfc_4648),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
