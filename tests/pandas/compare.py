"""compare.py FOLDER VOTES GENRES MONTHS: MovieLens' files by pandas against film-votes' three CSVs.

Prints the largest relative difference of a mean or deviation before film-votes' rounding to six decimals, and
what else differs, and exits 1 when a count differs or a difference is above half of the last decimal.
"""
import sys

import pandas as pd

folder, votes, genres, months = sys.argv[1:]
BEST, WORST = 5.0, 0.5
ratings = pd.read_csv(f"{folder}/ratings.csv")
movies = pd.read_csv(f"{folder}/movies.csv")
links = pd.read_csv(f"{folder}/links.csv", dtype=str)
ratings["score"] = (ratings.rating - WORST) / (BEST - WORST)
ratings = ratings.sort_values("timestamp").drop_duplicates(["userId", "movieId"], keep="last")
ratings["month"] = pd.to_datetime(ratings.timestamp, unit="s", utc=True).dt.strftime("%Y-%m")
imdb = {int(row.movieId): f"imdb:tt{int(row.imdbId):07d}" for row in links.itertuples()}
ratings["film"] = ratings.movieId.map(imdb)
worst = 0.0
wrong = 0


def compare(name, want, got):
    global worst, wrong
    want = want.agg(ratings="count", mean_score="mean", sd_score="std", median_score="median")
    both = want.join(got[["ratings", "mean_score", "sd_score", "median_score"]], how="outer", rsuffix="_got")
    missing = both[both.ratings.isna() | (both.ratings_got.fillna(-1) != both.ratings.fillna(0))]
    missing = missing[~(missing.ratings.isna() & (missing.ratings_got == 0))]
    wrong += len(missing)
    off = 0.0
    for column in ("mean_score", "sd_score", "median_score"):
        off = max(off, (both[column] - both[column + "_got"]).abs().max())
        rated = both[both.ratings.fillna(0) > 0]
        wrong += int((rated[column].isna() != rated[column + "_got"].isna()).sum())
    worst = max(worst, off)
    print(f"# {name}: {len(want)} groups, {int(want.ratings.sum())} ratings, {len(missing)} counts differ, "
          f"largest difference {off:.2e}")


got = pd.read_csv(votes, keep_default_na=False, na_values=[""])
compare("per film", ratings.groupby("film").score, got.set_index("film"))
split = movies.assign(genre=movies.genres.str.split("|")).explode("genre")
split = split[split.genre != "(no genres listed)"]
joined = ratings.merge(split[["movieId", "genre"]], on="movieId")
got = pd.read_csv(genres, keep_default_na=False, na_values=[""])
compare("per genre", joined.groupby("genre").score, got.dropna(subset=["genre"]).set_index("genre"))
got = pd.read_csv(months, keep_default_na=False, na_values=[""])
compare("per month", ratings.groupby("month").score, got.dropna(subset=["month"]).set_index("month"))
sys.exit(int(wrong > 0 or worst > 5.1e-7))
