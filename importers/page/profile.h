/*
 * profile: a site described by data. An INI file says how to recognise the site and which headings, labels and selectors
 * mean which field; a new site needs no C. Profiles are found in $FILMTALLY_PROFILES, beside the build (importers/profiles
 * under the program's source tree) and in the installed share/filmtally/profiles.
 */
#ifndef FILMTALLY_PROFILE_H
#define FILMTALLY_PROFILE_H

#include "importers/page/document.h"
#include "importers/page/selector.h"
#include "schema/base/message.h"

struct profile;
struct profiles;

/* Reads all profiles of the directory (NULL: the usual places); a mistake in one is an error with file and line. They
 * live until profiles_free. */
struct profiles *profiles_load(const char *directory, struct err *err);
void profiles_free(struct profiles *profiles);

/* The profile of that name (or read from that path, when it has a slash or ends in .ini), or NULL with err. */
const struct profile *profiles_named(struct profiles *profiles, const char *name, struct err *err);

/* The profile that recognises the page by host, generator or text; the most specific wins; NULL for none. */
const struct profile *profiles_match(const struct profiles *profiles, const struct document *document, const char *url);

const char *profile_name(const struct profile *profile);

#endif
