#!/bin/sh
# In R the string "NA" is missing unless na.strings says that only the empty field is.
cat >films.R <<'R'
films <- read.csv("films.csv", na.strings = "", encoding = "UTF-8", colClasses = c(title = "character"))
cat(films$title, sep = "\n")
R
Rscript films.R
