# ratings.awk: N ratings as MovieLens writes them: users in order, each with some of 62,000 films in order.
#	mawk -v N=1000000 -v USER=1 -f tools/bench.d/ratings.awk
BEGIN {
	srand(7)
	films = 62000
	print "userId,movieId,rating,timestamp"
	for (user = USER; n < N; user++) {
		some = 1 + int(-log(1 - rand()) * 76.5)
		film = 0
		time = 789652009 + int(rand() * 780000000)
		for (i = 0; i < some && n < N; i++) {
			film += 1 + int(rand() * rand() * 4 * films / (some + 1))
			if (film > films)
				break
			n++
			printf "%d,%d,%.1f,%d\n", user, film, int(1 + rand() * 10) / 2, time + int(rand() * 1e6)
		}
	}
}
