/*
 * country: names of countries and languages as pages write them → ISO 3166-1 alpha-2 and ISO 639-1.
 * States that are no more have no code today and get none. Pure.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_WORDS_COUNTRY_H
#define FILMTALLY_IMPORTERS_PAGE_WORDS_COUNTRY_H

/* The two capital letters of a country's name in English or another language of film pages, or of
 * its own code; NULL when not known. */
const char *country_code(const char *name);

/* The two small letters of a language's name; NULL when not known. */
const char *language_code(const char *name);

#endif
