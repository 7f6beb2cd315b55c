/*
 * raw_records: the peer of `make bench`'s resolve case: each line is parsed strictly as JSON, and
 * its text inserted into a table without a key. The least that keeping checked records in SQLite
 * costs.
 *
 *	raw_records DATABASE LINES
 */
#include <jansson.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int put(sqlite3_stmt *insert, const char *line, size_t n)
{
	json_t *record = json_loadb(line, n, JSON_REJECT_DUPLICATES, NULL);
	if (!record)
		return -1;
	json_decref(record);
	sqlite3_bind_text(insert, 1, line, (int)n, SQLITE_STATIC);
	int code = sqlite3_step(insert);
	sqlite3_reset(insert);
	return code == SQLITE_DONE ? 0 : -1;
}

int main(int argc, char **argv)
{
	sqlite3 *db;
	sqlite3_stmt *insert;
	char *line = NULL;
	size_t room = 0;
	ssize_t n;
	FILE *lines = argc == 3 ? fopen(argv[2], "rb") : NULL;
	if (!lines || sqlite3_open(argv[1], &db) != SQLITE_OK ||
	    sqlite3_exec(db, "CREATE TABLE record (text TEXT); BEGIN", NULL, NULL, NULL) !=
		SQLITE_OK ||
	    sqlite3_prepare_v2(db, "INSERT INTO record VALUES (?1)", -1, &insert, NULL) !=
		SQLITE_OK)
		return 2;
	while ((n = getline(&line, &room, lines)) > 0)
		if (put(insert, line, (size_t)n) != 0)
			return 2;
	free(line);
	fclose(lines);
	sqlite3_finalize(insert);
	return sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_close(db) != SQLITE_OK;
}
