# dump.R DIR: the same by R, whose types come from a list `NAME TYPE…` on stdin, a file a line.
folder <- commandArgs(trailingOnly = TRUE)[1]
types <- c(string = "character", integer = "numeric", number = "numeric", boolean = "logical")
for (line in readLines(file("stdin"))) {
	words <- strsplit(line, " ")[[1]]
	table <- read.csv(file.path(folder, paste0(words[1], ".csv")), na.strings = "", encoding = "UTF-8",
		colClasses = unname(types[words[-1]]))
	cat(words[1], nrow(table), "\n", sep = " ")
}
