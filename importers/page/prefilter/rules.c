/*
 * rules: which innermost open elements a start tag closes, as libxml2 2.9 has it
 * (htmlStartClose); others close none. Later ones know no other pairs, and fewer: one too many
 * costs only that libxml2 is asked.
 */
#include "importers/page/prefilter/steps.h"

static const struct {
	enum tag tag;
	const char *closed;
} rules[] = {
    {TAG_a, "a"},
    {TAG_address, "p ul"},
    {TAG_blockquote, "p"},
    {TAG_caption, "p"},
    {TAG_center, "b font i p"},
    {TAG_col, "caption p"},
    {TAG_colgroup, "caption colgroup p"},
    {TAG_dd, "address dir dt listing menu p pre xmp"},
    {TAG_dir, "p"},
    {TAG_div, "p"},
    {TAG_dl, "address dir dt listing menu p pre xmp"},
    {TAG_dt, "address dd dir listing menu p pre xmp"},
    {TAG_fieldset, "a h1 h2 h3 h4 h5 h6 legend listing p pre xmp"},
    {TAG_form, "address dir dl form h1 h2 h3 h4 h5 h6 listing menu ol p pre ul xmp"},
    {TAG_h1, "p"},
    {TAG_h2, "p"},
    {TAG_h3, "p"},
    {TAG_h4, "p"},
    {TAG_h5, "p"},
    {TAG_h6, "p"},
    {TAG_hr, "p"},
    {TAG_li, "address dl h1 h2 h3 h4 h5 h6 li listing p pre xmp"},
    {TAG_listing, "p"},
    {TAG_menu, "p ul"},
    {TAG_ol, "p ul"},
    {TAG_optgroup, "option"},
    {TAG_option, "option"},
    {TAG_p, "b big h1 h2 h3 h4 h5 h6 i p s small strike tt u"},
    {TAG_pre, "p ul"},
    {TAG_table, "a h1 h2 h3 h4 h5 h6 listing p pre xmp"},
    {TAG_tbody, "caption colgroup p tbody td tfoot th thead tr"},
    {TAG_td, "a b font i p span td th u"},
    {TAG_tfoot, "caption colgroup p tbody td th thead tr"},
    {TAG_th, "a b font i p span td th u"},
    {TAG_thead, "caption colgroup"},
    {TAG_title, "p"},
    {TAG_tr, "caption colgroup p td th tr"},
    {TAG_ul, "address dir listing menu ol p pre xmp"},
    {TAG_xmp, "p"},
};

bool closing_tags[TAG_COUNT], closed_tags[TAG_COUNT][TAG_COUNT];

void rules_read(void)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		closing_tags[rules[i].tag] = true;
		const char *list = rules[i].closed;
		for (enum tag tag; (tag = next_tag(&list));)
			closed_tags[rules[i].tag][tag] = true;
	}
}
