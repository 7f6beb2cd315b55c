/*
 * row_writer.c: see row_writer.h. Names get their rows, ballots are sorted by the table's key and
 * go in; what they change in the counts stays in memory until row_writer_finish.
 */
#include "schema/store/load/row_writer.h"
#include "schema/store/ballots/batch.h"
#include "schema/store/load/part.h"
#include "schema/store/load/name_rows.h"
#include "schema/store/names/scale.h"
#include "schema/store/ballots/tally.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct row_writer {
	struct load *load;
	struct name_rows names;
	struct tally_set *tallies;

	struct row_batch batches[BATCHES]; /* a ring */
	size_t filling;                    /* which of them the reader fills */
	size_t writing;                    /* and which the writer takes next */

	/* Between the threads, under the lock. */
	pthread_t thread;
	bool started;
	pthread_mutex_t lock;
	pthread_cond_t given, done;
	size_t waiting; /* batches that were given and are not written */
	bool ending;
	int result; /* -1: a batch failed with err, and no other is written */
	struct err err;
};

/* ---- a batch ---- */

/* Ballots of suppressed voters go. */
static void ballots_resolve(const struct name_rows *names, int32_t newest, struct row_batch *batch)
{
	size_t n = 0;
	for (size_t i = 0; i < batch->ballots_n; i++) {
		struct ballot_row row = batch->ballots[i];
		const struct voter_row *voter = &names->voter[row.voter];
		if (voter->id < 0)
			continue;
		row.tie = ballot_tie(voter->key_byte, row.choice);
		row.voter = voter->id;
		row.mention = names->mention[row.mention];
		row.voter_is_new = voter->id > newest;
		row.anonymous = voter->anonymous;
		batch->ballots[n++] = row;
	}
	batch->ballots_n = n;
}

static int total_put(
    struct load *load, const struct total_row *row, int32_t mention, struct err *err)
{
	sqlite3_stmt *put = db_statement(
	    load->store, "INSERT INTO total VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", err);
	if (!put)
		return -1;
	sqlite3_bind_int(put, 1, mention);
	db_bind_text(put, 2, row->observed_at);
	sqlite3_bind_int(put, 3, row->choice);
	sqlite3_bind_int64(put, 4, row->votes);
	if (db_step(load->store, put, err) < 0)
		return -1;
	if (sqlite3_changes(load->store->db) > 0) {
		load->changed++;
		id_add(&load->dirty.tallied, mention);
	}
	return 0;
}

static int totals_put(struct row_writer *writer, const struct row_batch *batch, struct err *err)
{
	for (size_t i = 0; i < batch->totals_n; i++) {
		const struct total_row *row = &batch->totals[i];
		if (total_put(writer->load, row, writer->names.mention[row->mention], err) != 0)
			return -1;
	}
	return 0;
}

static int scales_put(struct store *store, const struct row_batch *batch, struct err *err)
{
	for (size_t i = 0; i < batch->scales_n; i++) {
		const struct scale_row *row = &batch->scales[i];
		if (scale_put(store, row->id, row->best, row->worst, err) != 0)
			return -1;
	}
	return 0;
}

static int batch_put(struct row_writer *writer, struct row_batch *batch, struct err *err)
{
	struct load *load = writer->load;
	struct name_rows *names = &writer->names;
	if (names->voters_n == 0 && name_rows_start(names, load, err) != 0)
		return -1;
	int32_t newest = names->newest;
	if (scales_put(load->store, batch, err) != 0 ||
	    name_rows_put(names, load, batch->voters_n, batch->mentions_n, err) != 0 ||
	    totals_put(writer, batch, err) != 0)
		return -1;
	ballots_resolve(names, newest, batch);
	struct ballot_batch sorted = {
	    batch->ballots, batch->ballots_n, batch->places, writer->tallies};
	return ballot_batch_put(load->store, &sorted, &load->changed, err);
}

static void batch_clear(struct row_batch *batch)
{
	batch->ballots_n = batch->totals_n = batch->scales_n = 0;
}

/* ---- the thread ---- */

/* After a batch that failed no other is written. */
static void *work(void *context)
{
	struct row_writer *writer = context;
	pthread_mutex_lock(&writer->lock);
	for (;;) {
		while (writer->waiting == 0 && !writer->ending)
			pthread_cond_wait(&writer->given, &writer->lock);
		if (writer->waiting == 0)
			break;
		struct row_batch *batch = &writer->batches[writer->writing];
		int result = writer->result;
		pthread_mutex_unlock(&writer->lock);
		if (result == 0)
			result = batch_put(writer, batch, &writer->err);
		batch_clear(batch);
		pthread_mutex_lock(&writer->lock);
		writer->result = result;
		writer->writing = (writer->writing + 1) % BATCHES;
		writer->waiting--;
		pthread_cond_signal(&writer->done);
	}
	pthread_mutex_unlock(&writer->lock);
	return NULL;
}

/* Until no more batches than so many wait. */
static int wait_for(struct row_writer *writer, size_t waiting, struct err *err)
{
	pthread_mutex_lock(&writer->lock);
	while (writer->waiting > waiting)
		pthread_cond_wait(&writer->done, &writer->lock);
	int result = writer->result;
	pthread_mutex_unlock(&writer->lock);
	if (result != 0)
		*err = writer->err;
	return result;
}

int row_writer_wait(struct row_writer *writer, struct err *err)
{
	return writer->started ? wait_for(writer, 0, err) : 0;
}

/* The names that the batch may name are those that there are now. */
static struct row_batch *batch_end(struct row_writer *writer)
{
	struct row_batch *batch = row_writer_batch(writer);
	batch->voters_n = writer->names.voters->n;
	batch->mentions_n = writer->names.mentions->n;
	return batch;
}

/*
 * The rows of the newest voter, when they stand at the batch's end alone: more of them may come.
 * They go into the next batch, so that the voter is new there, and nothing has to be looked up.
 */
static size_t take_unfinished(struct row_writer *writer, struct row_batch *batch)
{
	size_t n = batch->ballots_n, first = 0;
	int32_t newest = (int32_t)writer->names.voters->n - 1;
	while (first < n && batch->ballots[first].voter != newest)
		first++;
	for (size_t i = first; i < n; i++)
		if (batch->ballots[i].voter != newest)
			return 0;
	if (first < n / 2 || first == n)
		return 0;
	batch->ballots_n = first;
	batch->voters_n--;
	return n - first;
}

static int put_here(struct row_writer *writer, struct err *err)
{
	struct row_batch *batch = batch_end(writer);
	int result = batch_put(writer, batch, err);
	batch_clear(batch);
	return result;
}

int row_writer_give(struct row_writer *writer, bool all, struct err *err)
{
	if (!writer->started)
		writer->started = pthread_create(&writer->thread, NULL, work, writer) == 0;
	if (!writer->started)
		return put_here(writer, err); /* no thread to be had: slower, and the same */
	struct row_batch *batch = batch_end(writer), *next;
	size_t unfinished = all ? 0 : take_unfinished(writer, batch);
	const struct ballot_row *rest = batch->ballots + batch->ballots_n;
	pthread_mutex_lock(&writer->lock);
	writer->waiting++;
	pthread_cond_signal(&writer->given);
	pthread_mutex_unlock(&writer->lock);
	writer->filling = (writer->filling + 1) % BATCHES;
	if (wait_for(writer, BATCHES - 1, err) != 0)
		return -1;
	next = row_writer_batch(writer);
	memcpy(next->ballots, rest, unfinished * sizeof *rest);
	next->ballots_n = unfinished;
	return 0;
}

int row_writer_finish(struct row_writer *writer, struct err *err)
{
	struct load *load = writer->load;
	if (row_writer_wait(writer, err) != 0 || put_here(writer, err) != 0 ||
	    name_rows_finish(&writer->names, load, err) != 0)
		return -1;
	return tally_write(
	    writer->tallies, load->store, &load->dirty.tallied, &load->dirty.counted, err);
}

/* ---- life cycle ---- */

struct row_batch *row_writer_batch(struct row_writer *writer)
{
	return &writer->batches[writer->filling];
}

int row_writer_forget(struct row_writer *writer, struct err *err)
{
	if (row_writer_wait(writer, err) != 0)
		return -1;
	return name_rows_finish(&writer->names, writer->load, err);
}

struct row_writer *row_writer_open(
    struct load *load, const struct names *voters, const struct names *mentions)
{
	struct row_writer *writer = must_calloc(1, sizeof *writer);
	writer->load = load;
	name_rows_open(&writer->names, voters, mentions);
	writer->tallies = tally_open();
	for (int i = 0; i < BATCHES; i++) {
		struct row_batch *batch = &writer->batches[i];
		batch->ballots = must_malloc(BATCH_BALLOTS * sizeof *batch->ballots);
		batch->places = must_malloc(2 * BATCH_BALLOTS * sizeof *batch->places);
		batch->totals = must_malloc(BATCH_TOTALS * sizeof *batch->totals);
	}
	pthread_mutex_init(&writer->lock, NULL);
	pthread_cond_init(&writer->given, NULL);
	pthread_cond_init(&writer->done, NULL);
	return writer;
}

static void thread_end(struct row_writer *writer)
{
	pthread_mutex_lock(&writer->lock);
	writer->ending = true;
	pthread_cond_signal(&writer->given);
	pthread_mutex_unlock(&writer->lock);
	pthread_join(writer->thread, NULL);
}

void row_writer_close(struct row_writer *writer)
{
	if (!writer)
		return;
	if (writer->started)
		thread_end(writer);
	pthread_mutex_destroy(&writer->lock);
	pthread_cond_destroy(&writer->given);
	pthread_cond_destroy(&writer->done);
	tally_close(writer->tallies);
	for (int i = 0; i < BATCHES; i++) {
		free(writer->batches[i].ballots);
		free(writer->batches[i].places);
		free(writer->batches[i].totals);
		free(writer->batches[i].scales);
	}
	name_rows_close(&writer->names);
	free(writer);
}
