# tables.R: the same lines as tables.py reads, against R's base functions.
z <- qnorm(0.975)
largest <- 0
tables <- 0
differ <- function(want, got) {
	if (is.na(want) && is.na(got)) return(invisible())
	off <- if (want == 0) abs(got) else abs(want - got) / abs(want)
	largest <<- max(largest, off)
}
for (line in readLines(file("stdin"))) {
	parts <- lapply(strsplit(line, "|", fixed = TRUE)[[1]], function(part) as.numeric(strsplit(trimws(part), " ")[[1]]))
	values <- rep((1:10) / 10, parts[[1]])
	favorite <- parts[[2]][1]
	n <- parts[[2]][2]
	got <- parts[[3]]
	want <- if (length(values)) c(mean(values), sd(values), quantile(values, c(0.5, 0.1, 0.9), type = 7)) else rep(NA, 5)
	for (i in 1:5) differ(want[i], got[i])
	if (favorite > 0 && favorite < n) {
		wilson <- prop.test(favorite, n, correct = FALSE)$conf.int
		differ(wilson[1], got[6])
		differ(wilson[2], got[7])
	}
	tables <- tables + 1
}
cat(sprintf("# %d tables, largest relative difference %.2e\n", tables, largest))
quit(status = as.integer(tables != 1000 || largest > 1e-9))
