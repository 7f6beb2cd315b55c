/* Every record of an archive comes out whole, whatever its size and form: read with a stream that
 * takes 64 bytes at a time and moves them each time (moving.h), so that each size ends at another
 * place of a step, and a pointer kept too long is wrong. */
#undef FILMTALLY_MOVING_BUFFERS
#define FILMTALLY_MOVING_BUFFERS 64
#include "importers/warc/arc_line.c"
#include "importers/warc/archive.c"
#include "importers/warc/header.c"
#include "importers/warc/stream.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <zlib.h>
#include <cmocka.h>

enum form { WARC, ARC_1, ARC_2, FORMS };
enum pack { PLAIN, EACH, WHOLE, PACKS };

static const size_t large[] = {
    65535, 65536, 65537, 70000, 131073, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20};
enum { SMALL = 300, LARGE = sizeof large / sizeof *large, RECORDS = SMALL + LARGE };

static size_t size_of(int i)
{
	return i < SMALL ? (size_t)i + 1 : large[i - SMALL];
}

/* No two records hold the same, and no line of a block looks like a record. */
static char byte_of(int i, size_t at)
{
	return (char)('a' + (at * 7 + at / 64 + (size_t)i) % 26);
}

static bool want_all(const struct entry *entry, const char *start, size_t n)
{
	(void)entry, (void)start, (void)n;
	return true;
}

/* ---- making ---- */

static void add_head(struct buf *buf, enum form form, int i, size_t n)
{
	if (form == WARC)
		buf_add_format(buf,
		    "%s/1.0\r\n%s: response\r\nWARC-Target-URI: http://a.example/%d\r\n"
		    "WARC-Date: 2020-02-03T04:05:06Z\r\n%s: %zu\r\n\r\n",
		    i % 2 ? "WARC" : "warc", i % 3 ? "WARC-Type" : "warc-type", i,
		    i % 5 ? "Content-Length" : "CONTENT-LENGTH", n);
	else
		buf_add_format(buf, "http://a.example/%d 1.2.3.4 20200203040506 text/html %s%zu\n",
		    i, form == ARC_2 ? "200 - - 0 x.arc " : "", n);
}

static void add_record(struct buf *buf, enum form form, int i)
{
	size_t n = size_of(i);
	add_head(buf, form, i, n);
	char *room = buf_room(buf, n);
	for (size_t at = 0; at < n; at++)
		room[at] = byte_of(i, at);
	buf_grown(buf, n);
	buf_add_text(buf, form == WARC ? "\r\n\r\n" : "\n");
}

static void add_version(struct buf *buf, enum form form)
{
	const char *block = form == ARC_1
	    ? "1 0 hand\nURL IP-address Archive-date Content-type Archive-length\n"
	    : "2 0 hand\nURL IP-address Archive-date Content-type Result-code Checksum "
	      "Location Offset Filename Archive-length\n";
	if (form == WARC)
		return;
	buf_add_format(buf, "filedesc://x.arc 0.0.0.0 20200203040506 text/plain %zu\n%s\n",
	    strlen(block), block);
}

static void put(int fd, const void *bytes, size_t n)
{
	for (size_t done = 0; done < n;) {
		ssize_t got = write(fd, (const char *)bytes + done, n - done);
		assert_true(got > 0);
		done += (size_t)got;
	}
}

static void put_packed(int fd, const struct buf *buf)
{
	z_stream z = {.next_in = (unsigned char *)buf->at, .avail_in = (unsigned)buf->n};
	assert_int_equal(deflateInit2(&z, 1, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
	size_t room = deflateBound(&z, buf->n);
	unsigned char *packed = malloc(room);
	z.next_out = packed;
	z.avail_out = (unsigned)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	put(fd, packed, room - z.avail_out);
	deflateEnd(&z);
	free(packed);
}

static int make_archive(enum form form, enum pack pack)
{
	struct buf buf = BUF_INIT(64 << 20);
	int fd = memfd_create("archive", MFD_CLOEXEC);
	add_version(&buf, form);
	for (int i = 0; i < RECORDS; i++) {
		add_record(&buf, form, i);
		if (pack == EACH) {
			put_packed(fd, &buf);
			buf_clear(&buf);
		}
	}
	if (pack == PLAIN)
		put(fd, buf.at, buf.n);
	else if (pack == WHOLE)
		put_packed(fd, &buf);
	buf_release(&buf);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

/* ---- reading ---- */

static void check_record(const struct entry *entry, int i)
{
	char url[64];
	snprintf(url, sizeof url, "http://a.example/%d", i);
	assert_string_equal(entry->url, url);
	assert_string_equal(entry->type, "response");
	assert_string_equal(entry->date, "2020-02-03T04:05:06Z");
	assert_int_equal(entry->length, size_of(i));
	assert_non_null(entry->block);
	size_t wrong = 0;
	for (size_t at = 0; at < size_of(i); at++)
		wrong += entry->block[at] != byte_of(i, at);
	assert_int_equal(wrong, 0);
}

static void read_archive(enum form form, enum pack pack)
{
	struct err err = {0};
	struct entry entry;
	int fd = make_archive(form, pack);
	struct archive *archive = archive_open(fd, 0, want_all, &err);
	assert_non_null(archive);
	if (form != WARC) {
		assert_int_equal(archive_next(archive, &entry, &err), 1);
		assert_string_equal(entry.type, "filedesc");
	}
	for (int i = 0; i < RECORDS; i++) {
		assert_int_equal(archive_next(archive, &entry, &err), 1);
		check_record(&entry, i);
	}
	assert_int_equal(archive_next(archive, &entry, &err), 0);
	archive_close(archive);
	close(fd);
}

static void each_record_comes_out_whole(void **state)
{
	(void)state;
	for (enum form form = WARC; form < FORMS; form++)
		for (enum pack pack = PLAIN; pack < PACKS; pack++)
			read_archive(form, pack);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_record_comes_out_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
