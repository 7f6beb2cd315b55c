/*
 * languages: the words of every language that pages are read in, so that they stand in files that
 * need no C: languages/en.ini and its like, where each list is explained. tools/language-tables
 * makes the tables when the program is built; every list has the words of all languages, English
 * first. A list is named for its section and key. Pure.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_WORDS_LANGUAGES_H
#define FILMTALLY_IMPORTERS_PAGE_WORDS_LANGUAGES_H

#include <stdbool.h>
#include <stddef.h>

struct languages_list {
	const char *const *words;
	size_t n;
};

/* Of sections whose keys are codes, numbers or words. */
struct languages_name {
	const char *key, *word;
};
struct languages_names {
	const struct languages_name *rows;
	size_t n;
};

/* [headings] and [labels] become a part of the general profile: importers/page/profile. */
extern const struct languages_list languages_comments_zero, languages_comments_one,
    languages_comments_stem, languages_comments_said;
extern const struct languages_list languages_interview_asks, languages_interview_answers;
extern const struct languages_list languages_titles_kind, languages_titles_kind_of,
    languages_titles_announcement, languages_titles_before_year, languages_titles_plural,
    languages_titles_chosen, languages_titles_page_of_film;
extern const struct languages_list languages_values_label_ends, languages_values_label_ends_in,
    languages_values_and, languages_values_as, languages_values_more, languages_values_out_of;
extern const struct languages_list languages_numbers_thousand, languages_numbers_ten_thousand,
    languages_numbers_million, languages_numbers_billion;
extern const struct languages_list languages_durations_hours, languages_durations_minutes,
    languages_durations_seconds;
extern const struct languages_list languages_signs_favorite, languages_signs_unfavorite;
extern const struct languages_list languages_verdict_stem, languages_verdict_positive,
    languages_verdict_up, languages_verdict_negative, languages_verdict_down, languages_verdict_not,
    languages_verdict_not_ending, languages_verdict_look_alike, languages_verdict_hedge,
    languages_verdict_clause, languages_verdict_theirs, languages_verdict_theirs_ending,
    languages_verdict_is, languages_verdict_this, languages_verdict_film, languages_verdict_plain;
extern const struct languages_list languages_headlines_ours, languages_characters_opening,
    languages_addresses_member;
extern const struct languages_names languages_months, languages_spellings, languages_countries,
    languages_languages;

/* True if the whole text is one of the words; a–z without case. */
bool languages_has(const struct languages_list *list, const char *text);

/* The bytes of the first of the words that the text begins with, 0 for none; a–z without case. */
size_t languages_starts(const struct languages_list *list, const char *text);

/* The bytes of the first of the words that the text of n bytes ends with, 0 for none; a–z without
 * case. */
size_t languages_ends(const struct languages_list *list, const char *text, size_t n);

/* Where one of the words stands in the text; NULL for nowhere. As written; a–z without case. */
const char *languages_find(const struct languages_list *list, const char *text);
const char *languages_find_any_case(const struct languages_list *list, const char *text);

/* A list whose words are compared folded (text_fold). It lives as long as the process: make it
 * static, with `words` NULL. */
struct languages_folded {
	const struct languages_list *list;
	const char **words;
};

/* The folded words, as many as the list has; made when first asked for. */
const char *const *languages_fold(struct languages_folded *folded);

#endif
