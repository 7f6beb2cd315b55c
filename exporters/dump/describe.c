/* describe: what the files are, for machines (Data Package v2) and for people. */
#include "exporters/dump/dump.h"
#include "exporters/rows/rows.h"
#include "schema/base/json.h"
#include "schema/store/query.h"

#include <inttypes.h>
#include <string.h>

enum { TEXT_MAX = 64 << 20 };

static void add(struct buf *buf, const char *before, const char *text)
{
	buf_add_text(buf, before);
	json_add(buf, text, strlen(text));
}

static const char *type_of(const struct field *field)
{
	switch (field->type) {
	case FIELD_INTEGER:
		return "integer";
	case FIELD_NUMBER:
		return "number";
	case FIELD_BOOLEAN:
		return "boolean";
	default:
		return "string";
	}
}

static void add_words(struct buf *buf, const struct vocab *words)
{
	buf_add_text(buf, ", \"enum\": [");
	for (size_t i = 1; i < words->n; i++)
		add(buf, i > 1 ? ", " : "", words->words[i]);
	buf_add_text(buf, "]");
}

/* A field that is the whole primary key is unique of itself. */
static void add_constraints(
    struct buf *buf, const struct dump_table *table, const struct field *field)
{
	bool unique = table->key[0] && !table->key[1] && strcmp(table->key[0], field->name) == 0;

	buf_add_format(
	    buf, "\"constraints\": {\"required\": %s", field->required ? "true" : "false");
	if (unique)
		buf_add_text(buf, ", \"unique\": true");
	if (field->type == FIELD_WORD)
		add_words(buf, field->words);
	if (field->type == FIELD_TIME)
		buf_add_text(buf,
		    ", \"pattern\": "
		    "\"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?)?)?\"");
	if (field->type == FIELD_HEX)
		buf_add_text(buf, ", \"pattern\": \"[0-9a-f]*\"");
	buf_add_text(buf, "}");
}

static void add_fields(struct buf *buf, const struct dump_table *table, bool with_text)
{
	const struct field *fields[FIELDS_MAX + 4];
	size_t n = table_fields(table, with_text, fields);

	buf_add_text(buf, "\"fields\": [");
	for (size_t i = 0; i < n; i++) {
		add(buf,
		    i ? ",\n          {\"name\": " : "\n          {\"name\": ", fields[i]->name);
		add(buf, ", \"type\": ", type_of(fields[i]));
		add(buf, ", \"title\": ", fields[i]->label);
		buf_add_text(buf, ", ");
		add_constraints(buf, table, fields[i]);
		buf_add_text(buf, "}");
	}
	buf_add_text(buf, "\n        ]");
}

static void add_keys(struct buf *buf, const struct dump_table *table)
{
	for (int i = 0; i < KEYS_MAX && table->key[i]; i++)
		add(buf, i ? ", " : ",\n        \"primaryKey\": [", table->key[i]);
	if (table->key[0])
		buf_add_text(buf, "]");
	for (int i = 0; i < KEYS_MAX && table->foreign[i].field; i++) {
		const struct foreign_key *key = &table->foreign[i];
		buf_add_format(buf,
		    "%s{\"fields\": [\"%s\"], \"reference\": {\"resource\": \"%s\", \"fields\": "
		    "[\"%s\"]}}",
		    i ? ",\n          " : ",\n        \"foreignKeys\": [\n          ", key->field,
		    key->table, key->other);
	}
	if (table->foreign[0].field)
		buf_add_text(buf, "]");
}

static void add_resource(
    struct buf *buf, const struct dump_table *table, const struct written *written, bool with_text)
{
	char hex[2 * SHA256_SIZE + 1];

	digest_hex(written->sha256, SHA256_SIZE, hex);
	add(buf, "\n    {\n      \"name\": ", table->name);
	add(buf, ",\n      \"title\": ", table->label);
	buf_add_format(
	    buf, ",\n      \"type\": \"table\",\n      \"path\": \"%s.csv\"", table->name);
	buf_add_text(buf,
	    ",\n      \"format\": \"csv\",\n      \"mediatype\": \"text/csv\",\n"
	    "      \"encoding\": \"utf-8\"");
	buf_add_format(buf, ",\n      \"bytes\": %" PRId64 ",\n      \"hash\": \"sha256:%s\"",
	    written->bytes, hex);
	buf_add_text(buf,
	    ",\n      \"dialect\": {\"delimiter\": \",\", \"lineTerminator\": \"\\n\", "
	    "\"quoteChar\": \"\\\"\", \"doubleQuote\": true, \"header\": true}");
	buf_add_text(buf,
	    ",\n      \"schema\": {\n"
	    "        \"$schema\": \"https://datapackage.org/profiles/2.0/tableschema.json\""
	    ",\n        ");
	add_fields(buf, table, with_text);
	add_keys(buf, table);
	buf_add_text(buf, ",\n        \"missingValues\": [\"\"]\n      }\n    }");
}

/* Who collected what is told: the sources of all mentions. A word that nothing uses any longer is
 * none: it depends on the order in which pages came. */
static int add_sources(struct buf *buf, struct store *store, struct err *err)
{
	struct query *query = query_open(store,
	    "SELECT DISTINCT name FROM mention JOIN source USING (source_id) ORDER BY name", err);
	int got = -1, n = 0;

	while (query && (got = query_step(query, err)) > 0)
		add(buf, n++ ? ", {\"title\": " : ",\n  \"sources\": [{\"title\": ",
		    query_text(query, 0)),
		    buf_add_text(buf, "}");
	if (n)
		buf_add_text(buf, "]");
	query_close(query);
	return got;
}

static int write_text(const char *path, struct buf *buf, struct err *err)
{
	int result = output_whole(path, buf_text(buf), buf->n, err);

	buf_release(buf);
	return result;
}

int describe_package(struct store *store, const char *path, const struct written *written,
    bool with_text, struct err *err)
{
	struct buf buf = BUF_INIT(TEXT_MAX);

	buf_add_text(&buf,
	    "{\n  \"$schema\": \"https://datapackage.org/profiles/2.0/datapackage.json\",\n"
	    "  \"name\": \"filmtally\",\n  \"title\": \"Films and the votes on them\",\n"
	    "  \"description\": \"Tables of a filmtally database by natural keys; README.md beside "
	    "this "
	    "file lists the columns. Times are UTC. Votes, reported totals and ratings are counted "
	    "apart. "
	    "Voters are keys that nobody can turn back without the key file.\"");
	if (add_sources(&buf, store, err) < 0) {
		buf_release(&buf);
		return -1;
	}
	buf_add_text(&buf, ",\n  \"resources\": [");
	for (size_t i = 0; i < dump_tables_n; i++) {
		buf_add_text(&buf, i ? "," : "");
		add_resource(&buf, &dump_tables[i], &written[i], with_text);
	}
	buf_add_text(&buf, "\n  ]\n}\n");
	return write_text(path, &buf, err);
}

static void add_readme_field(struct buf *buf, const struct field *field)
{
	static const char *const types[] = {
	    "text", "time", "integer", "number", "true or false", "word", "hexadecimal"};

	buf_add_format(buf, "| `%s` | %s | %s | %s", field->name, types[field->type],
	    field->required ? "always" : "", field->label);
	for (size_t i = 1; field->type == FIELD_WORD && i < field->words->n; i++)
		buf_add_format(buf, "%s %s", i > 1 ? "," : ":", field->words->words[i]);
	buf_add_text(buf, " |\n");
}

int describe_readme(
    const char *path, const struct written *written, bool with_text, struct err *err)
{
	struct buf buf = BUF_INIT(TEXT_MAX);
	const struct field *fields[FIELDS_MAX + 4];

	buf_add_text(&buf,
	    "# Films and the votes on them\n\n"
	    "CSV by RFC 4180 with LF, UTF-8 without a byte order mark; what is not known is empty. "
	    "Rows are sorted by their columns, bytewise. Times are UTC and as precise as they are "
	    "known. "
	    "`datapackage.json` says the same for programs (Data Package v2).\n");
	for (size_t i = 0; i < dump_tables_n; i++) {
		size_t n = table_fields(&dump_tables[i], with_text, fields);
		buf_add_format(&buf, "\n## %s.csv\n\n%s. Rows: %" PRId64 ".\n\n",
		    dump_tables[i].name, dump_tables[i].label, written[i].rows);
		buf_add_text(&buf, "| column | type | there | what |\n|---|---|---|---|\n");
		for (size_t k = 0; k < n; k++)
			add_readme_field(&buf, fields[k]);
	}
	return write_text(path, &buf, err);
}
