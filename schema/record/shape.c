/* shape: see shape.h. The tables below are film-record.schema.json again, for C. */
#include "schema/record/shape.h"
#include "schema/base/date.h"
#include "schema/base/text.h"

#include <math.h>
#include <string.h>

static const char *const record_words[] = {NULL, "page", "comments", "films"};
const struct vocab vocab_record = {"record", record_words, 4};

/* ---- forms of texts ---- */

static bool is_date(const char *text)
{
	char canonical[DATE_TEXT];
	return date_iso(text, strlen(text), canonical) && strcmp(text, canonical) == 0;
}

static bool is_web_address(const char *text)
{
	size_t n = text_starts(text, "http://") ? 7 : text_starts(text, "https://") ? 8 : 0;
	return n && text[n] && text[n] != '/';
}

static bool is_sha256(const char *text)
{
	return strspn(text, "0123456789abcdef") == 64 && strlen(text) == 64;
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_country(const char *text)
{
	return is_upper(text[0]) && is_upper(text[1]) && !text[2];
}

static bool is_script(const char *text)
{
	return is_upper(text[0]) && is_lower(text[1]) && is_lower(text[2]) && is_lower(text[3]) &&
	    !text[4];
}

static const struct shape shape_film;

static bool is_film_field(const char *text)
{
	if (strcmp(text, "layers") == 0)
		return false;
	for (const struct field *field = shape_film.fields; field->key; field++)
		if (strcmp(field->key, text) == 0)
			return true;
	return false;
}

/* ---- the tables ---- */

#define COUNT_MAX 9007199254740991.0 /* what a JSON number holds exactly */

#define AT(in, member) .offset = offsetof(in, member)
#define TEXT(in, name)                                                                             \
	{                                                                                          \
		.key = #name, .type = FIELD_TEXT, AT(in, name)                                     \
	}
#define NEEDED(in, name)                                                                           \
	{                                                                                          \
		.key = #name, .type = FIELD_TEXT, AT(in, name), .required = true                   \
	}
#define BODY(in, name)                                                                             \
	{                                                                                          \
		.key = #name, .type = FIELD_BODY, AT(in, name)                                     \
	}
#define TEXTS(in, name)                                                                            \
	{                                                                                          \
		.key = #name, .type = FIELD_TEXTS, AT(in, name)                                    \
	}
#define FORM(in, name, check, as)                                                                  \
	{                                                                                          \
		.key = #name, .type = FIELD_TEXT, AT(in, name), .valid = (check), .form = (as)     \
	}
#define DATE(in, name) FORM(in, name, is_date, "a date in canonical form")
#define INT(in, name, least, most)                                                                 \
	{                                                                                          \
		.key = #name, .type = FIELD_INT, AT(in, name), .min = (least), .max = (most)       \
	}
#define COUNT(in, name)                                                                            \
	{                                                                                          \
		.key = #name, .type = FIELD_COUNT, AT(in, name), .otherwise = -1, .max = COUNT_MAX \
	}
#define NUMBER(in, name)                                                                           \
	{                                                                                          \
		.key = #name, .type = FIELD_NUMBER, AT(in, name), .otherwise = NAN,                \
		.min = -HUGE_VAL, .max = HUGE_VAL                                                  \
	}
#define SHARE(in, name, default_, ...)                                                             \
	{                                                                                          \
		.key = #name, .type = FIELD_NUMBER, AT(in, name), .otherwise = (default_),         \
		.max = 1, __VA_ARGS__                                                              \
	}
#define BOOL(in, name, ...)                                                                        \
	{                                                                                          \
		.key = #name, .type = FIELD_BOOL, AT(in, name), .max = 1, __VA_ARGS__              \
	}
#define WORD(in, name, list, most, ...)                                                            \
	{                                                                                          \
		.key = #name, .type = FIELD_WORD, AT(in, name), .vocab = &(list), .max = (most),   \
		__VA_ARGS__                                                                        \
	}
#define LIST(in, name, shape, ...)                                                                 \
	{                                                                                          \
		.key = #name, .type = FIELD_LIST, AT(in, name), .of = &(shape), __VA_ARGS__        \
	}
#define MAP(in, name, shape)                                                                       \
	{                                                                                          \
		.key = #name, .type = FIELD_MAP, AT(in, name), .of = &(shape)                      \
	}
#define ANY_WORD 1000

#define SHAPE(id, as, of, ...)                                                                     \
	static const struct field id##_fields[] = {__VA_ARGS__, {.key = NULL}};                    \
	static const struct shape shape_##id = {as, sizeof(of), id##_fields}

SHAPE(title, "otherTitle", struct title, NEEDED(struct title, text),
    WORD(struct title, kind, vocab_title_kind, ANY_WORD, .required = true),
    FORM(struct title, script, is_script, "an ISO 15924 code"));

SHAPE(id, "ids", struct film_id, NEEDED(struct film_id, scheme),
    {.key = "id", .type = FIELD_ID, AT(struct film_id, id), .required = true});

SHAPE(country, "country", struct country, NEEDED(struct country, name),
    FORM(struct country, code, is_country, "an ISO 3166-1 code"));

SHAPE(credit, "credit", struct credit,
    WORD(struct credit, role, vocab_role, ANY_WORD, .required = true), NEEDED(struct credit, name),
    INT(struct credit, order, 1, 1000000), TEXT(struct credit, character),
    SHARE(struct credit, confidence, 1, .always = true));

SHAPE(verdict, "verdict", struct verdict,
    WORD(struct verdict, choice, vocab_choice, CHOICE_UNFAVORITE, .required = true),
    TEXT(struct verdict, label), TEXT(struct verdict, by),
    WORD(struct verdict, rule, vocab_rule, ANY_WORD, .required = true),
    SHARE(struct verdict, score, NAN), BOOL(struct verdict, conflict, .always = true));

SHAPE(option, "pollOption", struct poll_option,
    WORD(struct poll_option, choice, vocab_choice, CHOICE_UNFAVORITE),
    TEXT(struct poll_option, label), COUNT(struct poll_option, votes));

SHAPE(poll, "poll", struct poll, TEXT(struct poll, question),
    LIST(struct poll, options, shape_option, .required = true));

SHAPE(bar, "bar", struct tally_bar,
    {.key = "value",
	.type = FIELD_NUMBER,
	AT(struct tally_bar, value),
	.required = true,
	.otherwise = NAN,
	.min = -HUGE_VAL,
	.max = HUGE_VAL},
    {.key = "votes",
	.type = FIELD_COUNT,
	AT(struct tally_bar, votes),
	.required = true,
	.otherwise = -1,
	.max = COUNT_MAX});

SHAPE(tally, "tally", struct tally,
    WORD(struct tally, target, vocab_target, ANY_WORD, .required = true), TEXT(struct tally, name),
    NUMBER(struct tally, value), NUMBER(struct tally, best), NUMBER(struct tally, worst),
    {.key = "scale_assumed",
	.type = FIELD_INT,
	AT(struct tally, scale_assumed),
	.max = 2,
	.always = true},
    COUNT(struct tally, ratings), COUNT(struct tally, reviews),
    BOOL(struct tally, approximate, .always = true),
    WORD(struct tally, layer, vocab_layer, ANY_WORD, .required = true), BOOL(struct tally, derived),
    LIST(struct tally, histogram, shape_bar), COUNT(struct tally, likes),
    COUNT(struct tally, dislikes));

SHAPE(review, "review", struct review, TEXT(struct review, author), DATE(struct review, posted_at),
    NUMBER(struct review, value), NUMBER(struct review, best), NUMBER(struct review, worst),
    WORD(struct review, choice, vocab_choice, CHOICE_UNFAVORITE), BODY(struct review, body),
    TEXT(struct review, voter), INT(struct review, scale_assumed, 0, 2));

SHAPE(layer, "layers", struct field_layer,
    {.key = "field",
	.type = FIELD_TEXT,
	AT(struct field_layer, field),
	.required = true,
	.valid = is_film_field,
	.form = "a field of a film"},
    WORD(struct field_layer, layer, vocab_layer, ANY_WORD, .required = true));

SHAPE(film, "film", struct film, TEXT(struct film, title), INT(struct film, year, 1870, 9999),
    LIST(struct film, titles, shape_title), MAP(struct film, ids, shape_id),
    DATE(struct film, released), INT(struct film, runtime_min, 1, 100000),
    TEXTS(struct film, genres), LIST(struct film, countries, shape_country),
    TEXTS(struct film, languages), TEXT(struct film, synopsis), TEXT(struct film, description),
    TEXTS(struct film, trailers), LIST(struct film, credits, shape_credit),
    LIST(struct film, verdicts, shape_verdict), LIST(struct film, polls, shape_poll),
    LIST(struct film, tallies, shape_tally), LIST(struct film, reviews, shape_review),
    MAP(struct film, layers, shape_layer));

SHAPE(comment, "comment", struct comment, NEEDED(struct comment, id), TEXT(struct comment, author),
    TEXT(struct comment, voter), DATE(struct comment, posted_at), TEXT(struct comment, parent),
    BODY(struct comment, body), BOOL(struct comment, removed, .always = true),
    WORD(struct comment, ballot, vocab_choice, ANY_WORD));

SHAPE(comments, "comments", struct comments, COUNT(struct comments, count),
    LIST(struct comments, items, shape_comment, .always = true));

SHAPE(answer, "interviewAnswer", struct interview_answer, TEXT(struct interview_answer, question),
    TEXT(struct interview_answer, speaker), TEXT(struct interview_answer, answer));

SHAPE(missing, "missing", struct missing_field, NEEDED(struct missing_field, path),
    WORD(struct missing_field, why, vocab_missing, ANY_WORD, .required = true));

SHAPE(notice, "noticeEntry", struct notice,
    WORD(struct notice, code, vocab_notice, ANY_WORD, .required = true),
    TEXT(struct notice, detail));

SHAPE(page, "page", struct page, FORM(struct page, url, is_web_address, "a web address"),
    TEXT(struct page, id),
    {.key = "sha256",
	.type = FIELD_TEXT,
	AT(struct page, sha256),
	.required = true,
	.valid = is_sha256,
	.form = "64 hexadecimal digits"},
    TEXT(struct page, media_type), TEXT(struct page, charset), TEXT(struct page, language),
    TEXT(struct page, title), TEXT(struct page, site), TEXT(struct page, publisher),
    TEXT(struct page, author), DATE(struct page, published_at), DATE(struct page, retrieved_at),
    TEXTS(struct page, labels), TEXT(struct page, profile), TEXT(struct page, importer),
    WORD(struct page, status, vocab_status, ANY_WORD, .required = true));

#define FILMS LIST(struct record, films, shape_film, .required = true)

SHAPE(page_record, "pageRecord", struct record,
    {.key = "page",
	.type = FIELD_OBJECT,
	AT(struct record, page),
	.of = &shape_page,
	.required = true},
    FILMS,
    {.key = "comments", .type = FIELD_OPTIONAL, AT(struct record, comments), .of = &shape_comments},
    LIST(struct record, interview, shape_answer), MAP(struct record, missing, shape_missing),
    LIST(struct record, notices, shape_notice));

SHAPE(comments_record, "commentsRecord", struct record, NEEDED(struct record, post),
    {.key = "items",
	.type = FIELD_LIST,
	AT(struct record, comments.items),
	.of = &shape_comment,
	.required = true},
    LIST(struct record, notices, shape_notice));

SHAPE(films_record, "filmsRecord", struct record, NEEDED(struct record, source), FILMS);

const struct shape *shape_of_record(enum record_kind kind)
{
	switch (kind) {
	case RECORD_PAGE:
		return &shape_page_record;
	case RECORD_COMMENTS:
		return &shape_comments_record;
	case RECORD_FILMS:
		return &shape_films_record;
	case RECORD_NONE:
		break;
	}
	return NULL;
}

void shape_init(const struct shape *shape, void *object)
{
	for (const struct field *field = shape->fields; field->key; field++) {
		char *at = (char *)object + field->offset;
		if (field->type == FIELD_COUNT)
			*(int64_t *)at = (int64_t)field->otherwise;
		else if (field->type == FIELD_NUMBER)
			*(double *)at = field->otherwise;
		else if (field->type == FIELD_OBJECT || field->type == FIELD_OPTIONAL)
			shape_init(field->of, at);
	}
}
