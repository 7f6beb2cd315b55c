# plan.awk: in what order and grouping shards are merged.
#
#	awk -v seed=7 -v shards=5 -f tests/union/plan.awk
#
# Prints one merge a line, its target first: databases are named by their number; the last target holds all. Some parts
# are given twice, and some are merged again later.

function draw(n)
{
	state = (state * 16807) % 2147483647
	return int(state / 2147483647 * n)
}

# Takes a name out of the list.
function take(k, name)
{
	k = 1 + draw(left)
	name = list[k]
	list[k] = list[left--]
	return name
}

BEGIN {
	state = seed * 104729 + 11
	for (i = 0; i < 5; i++)
		draw(2)
	for (i = 1; i <= shards; i++)
		list[++left] = i
	next_name = shards + 1
	do {
		parts = 1 + draw(4)
		line = ""
		target = draw(2) && left > 1 ? take() : next_name++
		for (i = 0; i < parts && left; i++) {
			part = take()
			line = line " " part (draw(5) == 0 ? " " part : "")
			if (draw(6) == 0 && kept < 3) {
				list[++left] = part
				kept++
			}
		}
		if (line != "")
			print target line
		list[++left] = target
	} while (left > 1)
}
