/* json: see json.h. */
#include "schema/base/json.h"

#include <string.h>

void json_add(struct buf *buf, const char *text, size_t n)
{
	static const char hex[] = "0123456789abcdef";
	size_t from = 0;

	buf_add_char(buf, '"');
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_add(buf, text + from, i - from);
		from = i + 1;
		const char *short_form = c ? strchr("\"\"\\\\\bb\ff\nn\rr\tt", c) : NULL;
		if (short_form)
			buf_add(buf, (char[]){'\\', short_form[1]}, 2);
		else
			buf_add(buf, (char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6);
	}
	buf_add(buf, text + from, n - from);
	buf_add_char(buf, '"');
}
