/* magic: files that a number at a fixed place tells, as tables. See rules.h. */
#include "importers/sniff/rules.h"

#include <string.h>

#define MAGIC(at, text) at, text, sizeof text - 1

static const char save_page[] = "save the page that shows it";

static const struct {
	size_t offset;
	const char *bytes;
	size_t n;
	struct sniffed found;
} magics[] = {
    {MAGIC(0, "\x1F\x8B"), {SNIFF_GZIP, "gzip data", NULL}},
    {MAGIC(0, "\x28\xB5\x2F\xFD"), {SNIFF_ZSTD, "zstd data", NULL}},
    {MAGIC(4, "1AY&SY"), {SNIFF_BINARY, "bzip2 data", "unpack it"}},
    {MAGIC(0,
	 "\xFD"
	 "7zXZ"),
	{SNIFF_BINARY, "xz data", "unpack it"}},
    {MAGIC(0, "7z\xBC\xAF\x27\x1C"), {SNIFF_BINARY, "a 7-Zip archive", "unpack it"}},
    {MAGIC(0, "Rar!\x1A\x07"), {SNIFF_BINARY, "a RAR archive", "unpack it"}},
    {MAGIC(257, "ustar\0"), {SNIFF_BINARY, "a tar archive", "unpack it"}},
    {MAGIC(257, "ustar  "), {SNIFF_BINARY, "a tar archive", "unpack it"}},
    {MAGIC(0, "\x89PNG"), {SNIFF_BINARY, "a PNG image", save_page}},
    {MAGIC(0, "\xFF\xD8\xFF"), {SNIFF_BINARY, "a JPEG image", save_page}},
    {MAGIC(0, "GIF87a"), {SNIFF_BINARY, "a GIF image", save_page}},
    {MAGIC(0, "GIF89a"), {SNIFF_BINARY, "a GIF image", save_page}},
    {MAGIC(0, "II*\0"), {SNIFF_BINARY, "a TIFF image", save_page}},
    {MAGIC(0, "MM\0*"), {SNIFF_BINARY, "a TIFF image", save_page}},
    {MAGIC(0, "\0\0\1\0"), {SNIFF_BINARY, "an icon", NULL}},
    {MAGIC(4, "ftypavi"), {SNIFF_BINARY, "an AVIF image", save_page}},
    {MAGIC(4, "ftyphei"), {SNIFF_BINARY, "a HEIC image", save_page}},
    {MAGIC(4, "ftyp"), {SNIFF_BINARY, "a video or sound", NULL}},
    {MAGIC(0, "\x1A\x45\xDF\xA3"), {SNIFF_BINARY, "a video", NULL}},
    {MAGIC(0, "FLV\x01"), {SNIFF_BINARY, "a video", NULL}},
    {MAGIC(0, "OggS\0"), {SNIFF_BINARY, "a video or sound", NULL}},
    {MAGIC(0, "fLaC"), {SNIFF_BINARY, "a sound", NULL}},
    {MAGIC(0, "ID3\2"), {SNIFF_BINARY, "a sound", NULL}},
    {MAGIC(0, "ID3\3"), {SNIFF_BINARY, "a sound", NULL}},
    {MAGIC(0, "ID3\4"), {SNIFF_BINARY, "a sound", NULL}},
    {MAGIC(0, "wOFF"), {SNIFF_BINARY, "a font", NULL}},
    {MAGIC(0, "wOF2"), {SNIFF_BINARY, "a font", NULL}},
    {MAGIC(0, "OTTO\0"), {SNIFF_BINARY, "a font", NULL}},
    {MAGIC(0, "\0\1\0\0\0"), {SNIFF_BINARY, "a font", NULL}},
    {MAGIC(0, "ttcf\0"), {SNIFF_BINARY, "a font", NULL}},
    {MAGIC(0,
	 "\x7F"
	 "ELF"),
	{SNIFF_BINARY, "a program", NULL}},
    {MAGIC(0, "MZ\x90\0"), {SNIFF_BINARY, "a program", NULL}},
    {MAGIC(0, "\xCF\xFA\xED\xFE"), {SNIFF_BINARY, "a program", NULL}},
    {MAGIC(0, "\xCE\xFA\xED\xFE"), {SNIFF_BINARY, "a program", NULL}},
    {MAGIC(0, "\xCA\xFE\xBA\xBE"), {SNIFF_BINARY, "a program", NULL}},
    {MAGIC(0, "\0asm"), {SNIFF_BINARY, "a program", NULL}},
    {MAGIC(0, "SQLite format 3"), {SNIFF_BINARY, "an SQLite database", NULL}},
    {MAGIC(0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
	{SNIFF_BINARY, "an old Office document", "save it as HTML or plain text"}},
    {MAGIC(60, "BOOKMOBI"), {SNIFF_BINARY, "an e-book", NULL}},
    {MAGIC(0, "ITSF"), {SNIFF_BINARY, "a help file (CHM)", NULL}},
    {MAGIC(0, "\0\0\0\1Bud1"), {SNIFF_BINARY, "a folder's settings (.DS_Store)", NULL}},
};

static bool rule_riff(struct sample sample, struct sniffed *found)
{
	static const struct {
		const char *type;
		struct sniffed found;
	} types[] = {{"WEBP", {SNIFF_BINARY, "a WebP image", save_page}},
	    {"AVI ", {SNIFF_BINARY, "a video", NULL}}, {"WAVE", {SNIFF_BINARY, "a sound", NULL}}};
	for (size_t i = 0; sample_begins(sample, "RIFF") && i < sizeof types / sizeof *types; i++)
		if (sample_begins(sample_skip(sample, 8), types[i].type)) {
			*found = types[i].found;
			return true;
		}
	return false;
}

/* Programs of Apple's keep anything in property lists. Their keys stand before what they hold. */
static bool rule_property_list(struct sample sample, struct sniffed *found)
{
	if (!sample_begins(sample, "bplist00"))
		return false;
	*found = sample_holds(sample, SNIFF_BYTES, "WebMainResource")
	    ? FOUND(SNIFF_WEBARCHIVE, "a web archive of Safari", "give it to film-page")
	    : FOUND(SNIFF_BINARY, "a property list", NULL);
	return true;
}

bool rule_magic(struct sample sample, struct sniffed *found)
{
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
		if (sample.n < magics[i].offset + magics[i].n ||
		    memcmp(sample.at + magics[i].offset, magics[i].bytes, magics[i].n) != 0)
			continue;
		*found = magics[i].found;
		return true;
	}
	return rule_riff(sample, found) || rule_property_list(sample, found);
}
