/* table: one query to one CSV file. */
#include "exporters/dump/dump.h"
#include "exporters/rows/rows.h"
#include "schema/store/query.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { SQL_MAX = 1 << 14 };

size_t table_fields(const struct dump_table *table, bool with_text, const struct field *fields[])
{
	size_t n = 0;

	for (int i = 0; i < FIELDS_MAX && table->fields[i].name; i++)
		fields[n++] = &table->fields[i];
	for (int i = 0; with_text && i < 4 && table->text[i].name; i++)
		fields[n++] = &table->text[i];
	return n;
}

static void write_field(
    struct rows *rows, const struct field *field, const struct query *query, int column)
{
	if (query_is_null(query, column)) {
		rows_missing(rows);
		return;
	}
	switch (field->type) {
	case FIELD_INTEGER:
		rows_integer(rows, query_int(query, column));
		return;
	case FIELD_NUMBER:
		rows_decimal(rows, query_real(query, column));
		return;
	case FIELD_BOOLEAN:
		rows_boolean(rows, query_int(query, column) != 0);
		return;
	case FIELD_WORD:
		rows_text(rows, vocab_word(field->words, (int)query_int(query, column)));
		return;
	case FIELD_TIME: /* '' is not known */
	case FIELD_TEXT:
	case FIELD_HEX:
		rows_text(rows,
		    *query_text(query, column) || field->type == FIELD_TEXT
			? query_text(query, column)
			: NULL);
		return;
	}
}

/* All columns but the texts decide the order; rows that are equal in them are equal. */
static struct query *open_table(
    struct store *store, const struct dump_table *table, struct err *err)
{
	const struct field *fields[FIELDS_MAX + 4];
	size_t n = table_fields(table, false, fields);
	struct buf sql = BUF_INIT(SQL_MAX);

	buf_add_text(&sql, table->sql);
	for (size_t i = 0; i < n; i++)
		buf_add_format(&sql, "%s%zu", i ? ", " : " ORDER BY ", i + 1);
	struct query *query = query_open(store, buf_text(&sql), err);
	buf_release(&sql);
	return query;
}

static int write_rows(struct rows *rows, struct query *query, const struct field *const *fields,
    size_t n, struct err *err)
{
	int got;

	while ((got = query_step(query, err)) > 0) {
		for (size_t i = 0; i < n; i++)
			write_field(rows, fields[i], query, (int)i);
		if (rows_end(rows, err) < 0)
			return -1;
	}
	return got;
}

/* Of the file that was written; nobody else knows it yet. */
static int digest_file(const char *path, struct written *written, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int result = fd < 0 ? -1 : digest_sha256_file(fd, &written->bytes, written->sha256);

	if (result < 0)
		err_errno(err, "can't read %s", path);
	if (fd >= 0)
		close(fd);
	return result;
}

static int write_file(struct query *query, const char *path, const struct field *const *fields,
    size_t n, struct written *written, struct err *err)
{
	struct row_column columns[FIELDS_MAX + 4];
	struct output output;
	struct rows rows;

	for (size_t i = 0; i < n; i++)
		columns[i] = (struct row_column){fields[i]->name,
		    fields[i]->type == FIELD_NUMBER ? ROW_NUMBER : ROW_TEXT, fields[i]->label};
	if (output_open(&output, path, err) < 0)
		return -1;
	rows_begin(&rows, &output, ROWS_CSV, false, columns, n);
	int result = write_rows(&rows, query, fields, n, err);
	written->rows = rows.rows;
	if (result == 0)
		result = rows_finish(&rows, err);
	else
		rows_release(&rows);
	if (result < 0) {
		output_abandon(&output);
		return -1;
	}
	return output_commit(&output, err);
}

int dump_table_write(struct store *store, const struct dump_table *table, const char *path,
    bool with_text, struct written *written, struct err *err)
{
	const struct field *fields[FIELDS_MAX + 4];
	size_t n = table_fields(table, with_text, fields);
	struct query *query = open_table(store, table, err);

	if (!query)
		return -1;
	int result = write_file(query, path, fields, n, written, err);
	query_close(query);
	return result < 0 ? -1 : digest_file(path, written, err);
}
