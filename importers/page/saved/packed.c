/* packed: see packed.h. */
#include "importers/page/saved/packed.h"

#include "schema/base/buf.h"

static int too_large(struct err *err, size_t in, size_t out)
{
	if (out >= PACKED_MAX)
		return err_set(
		    err, EXIT_REFUSED, "the payload inflates to more than %d bytes", PACKED_MAX);
	return err_set(err, EXIT_REFUSED,
	    "the payload inflates to more than %d times its %zu bytes", PACKED_RATIO, in);
}

/* Inflates all members of n bytes to `out`. */
static int inflate_all(struct unpack *unpack, enum packing packing, const char *bytes, size_t n,
    struct buf *out, bool *cut, struct err *err)
{
	enum { STEP = 1 << 16 };
	size_t left = n;
	bool ended = false;
	for (;;) {
		char *room = buf_room(out, STEP);
		if (!room || out->n / PACKED_RATIO > n)
			return too_large(err, n, out->n + STEP);
		ssize_t got = unpack_step(unpack, &bytes, &left, room, STEP, &ended, err);
		if (got < 0)
			return -1;
		buf_grown(out, (size_t)got);
		if (ended) {
			if (packing == PACKING_ZLIB || !unpack_begins(packing, bytes, left))
				return 0;
			unpack_reset(unpack);
		} else if (got == 0 && left == 0) {
			*cut = true;
			return 0;
		}
	}
}

int packed_undo(struct arena *arena, enum packing packing, const char **bytes, size_t *n, bool *cut,
    struct err *err)
{
	struct buf out = BUF_INIT(PACKED_MAX);
	struct unpack *unpack = unpack_open(packing);
	bool short_end = false;
	int status = inflate_all(unpack, packing, *bytes, *n, &out, &short_end, err);
	unpack_close(unpack);
	if (status == 0 && short_end && out.n == 0)
		status = err_set(err, EXIT_REFUSED,
		    "the compressed payload ends before anything of it can be read");
	if (status == 0) {
		*cut = *cut || short_end;
		*bytes = arena_copy(arena, buf_text(&out), out.n);
		*n = out.n;
	}
	buf_release(&out);
	return status;
}

size_t packed_glance(enum packing packing, const char *bytes, size_t bytes_n, char *out, size_t n)
{
	struct unpack *unpack = unpack_open(packing);
	struct err ignored = {0};
	bool ended = false;
	size_t seen = 0;
	ssize_t got = 1;
	while (seen < n && got > 0 && !ended) {
		got = unpack_step(unpack, &bytes, &bytes_n, out + seen, n - seen, &ended, &ignored);
		seen += got > 0 ? (size_t)got : 0;
	}
	unpack_close(unpack);
	return seen;
}
