#!/bin/sh
# Each profile is removed in turn: the general rules still give title, year and rating from the structured data of a page of that
# site. The pages here are made for the test, one for each site that has structured data.
. tests/tap.sh
mkdir "$T/pages"

# page HOST PATH: a page of the host with a film in JSON-LD, written to $T/pages.
page() {
	cat >"$T/pages/$1.html" <<-E
		<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Amber Tide (2012)</title>
		<link rel="canonical" href="https://www.$1/$2"><meta name="generator" content="${3:-none}">
		<script type="application/ld+json">{"@context":"https://schema.org","@type":"Movie","name":"Amber Tide",
		"datePublished":"2012-05-04","director":{"@type":"Person","name":"Ola Berg"},
		"aggregateRating":{"@type":"AggregateRating","ratingValue":"7.5","bestRating":"10","worstRating":"1","ratingCount":"1200"}}
		</script></head><body><article class="post hentry"><h1 class="entry-title">Amber Tide</h1>
		<div class="entry-content"><p>All Favorite Movies (AFM) has nothing to say.</p></div></article></body></html>
	E
}
page imdb.com title/tt9999999/
page letterboxd.com film/amber-tide/
page csfd.cz film/999999-amber-tide/
page rottentomatoes.com m/amber_tide
page blog.example 2012/05/amber-tide.html blogger
page press.example amber-tide/ 'WordPress 5.8'

facts() {
	for page in "$T"/pages/*.html; do
		film-page -q "$page" | jq -c '.films[0] | [.title, .year, .tallies[0].value, .tallies[0].best, .tallies[0].ratings]'
	done
}
facts >"$T/all"
is "$(sort -u "$T/all")" '["Amber Tide",2012,7.5,10,1200]' "with all profiles the structured data speaks"
for profile in importers/profiles/*.ini; do
	name=$(basename "$profile" .ini)
	mkdir "$T/without-$name"
	cp importers/profiles/*.ini "$T/without-$name"
	rm "$T/without-$name/$name.ini"
	FILMTALLY_PROFILES=$T/without-$name facts >"$T/got"
	same "$T/got" "$T/all" "without $name.ini"
done
mkdir "$T/none"
FILMTALLY_PROFILES=$T/none facts >"$T/got"
same "$T/got" "$T/all" "without any profile"
film-page -q tests/pages/*.html tests/pages/*.txt | jq -c '.films | map([.title, .year, .verdicts])' >"$T/with"
FILMTALLY_PROFILES=$T/none film-page -q tests/pages/*.html tests/pages/*.txt | jq -c '.films | map([.title, .year, .verdicts])' >"$T/got"
same "$T/got" "$T/with" "the hand-written posts need no profile for title, year and verdict"

# What only a profile knows: a histogram of ratings outside structured data.
cat >"$T/histogram.html" <<'E2'
<section class="section ratings-histogram-chart"><h2 class="section-heading"><a href="/film/amber-tide/ratings/">Ratings</a></h2>
<span class="average-rating"><a title="Weighted average of 3.10 based on 1,055 ratings">3.1</a></span>
<ul><li class="rating-histogram-bar"><a title="55 half-star ratings (5%)">55</a></li>
<li class="rating-histogram-bar"><a title="1,000 one-star ratings (95%)">1,000</a></li></ul></section>
E2
is "$(film-page -q "$T/histogram.html" | jq -c '.films[0] | [.ids.letterboxd, (.tallies[0] | [.name, .value, .ratings, (.histogram | map([.value, .votes]))])]')" \
    '["amber-tide",["letterboxd",3.1,1055,[[0.5,55],[1,1000]]]]' "a histogram by selectors, with its film's id"

# IMDb's layout without structured data.
cat >"$T/combined.html" <<'E3'
<html><head><title>Amber Tide (2012)</title><meta property="og:type" content="video.movie"><meta property="og:title" content="Amber Tide (2012)">
<link rel="canonical" href="http://www.imdb.com/title/tt9999999/combined"></head><body><div class="starbar-meta"><b>7.5/10</b>
<a href="ratings" class="tn15more">1,200 votes</a></div><div class="message starbar-meta"><b>/10</b></div>
<div id="director-info" class="info"><h5>Directors:</h5><div class="info-content"><a href="/name/nm9999991/">Ola Berg</a><br/>
<a href="/name/nm9999992/">Ida Dahl</a></div></div><div class="info"><h5>Genre:</h5><div class="info-content">
<a href="/Sections/Genres/Drama/">Drama</a> | <a href="/Sections/Genres/Crime/">Crime</a></div></div>
<div class="info"><h5>Runtime:</h5><div class="info-content">97 min | Norway:99 min</div></div></body></html>
E3
is "$(film-page -q "$T/combined.html" | jq -c '.films[0] | [[.credits[].name], .genres, .runtime_min, (.tallies[0] | [.value, .best, .worst, .ratings])]')" \
    '[["Ola Berg","Ida Dahl"],["Drama","Crime"],97,[7.5,10,1,1200]]' "IMDb's layout without structured data"

# What a film's page links to is the same film elsewhere.
cat >"$T/links.html" <<'E4'
<html><head><title>Amber Tide (2012)</title><meta property="og:type" content="video.movie"><meta property="og:title" content="Amber Tide (2012)">
<link rel="canonical" href="https://letterboxd.com/film/amber-tide/"></head><body><p class="text-link text-footer">97&nbsp;mins More at
<a href="http://www.imdb.com/title/tt9999999/maindetails">IMDb</a> <a href="https://www.themoviedb.org/movie/99999/">TMDB</a></p></body></html>
E4
is "$(film-page -q "$T/links.html" | jq -c '.films[0] | [.ids.imdb, .ids.tmdb, .ids.letterboxd, .runtime_min]')" \
    '["tt9999999","99999","amber-tide",97]' "Letterboxd's links to other sites are ids"

# ČSFD until 2020, and a WordPress theme from before hAtom.
cat >"$T/csfd.html" <<'E5'
<html><head><meta charset="utf-8"><link rel="canonical" href="https://www.csfd.cz/film/999999-jantar/prehled/"></head><body>
<div itemscope itemtype="http://schema.org/Movie"><h1 itemprop="name">Jantar</h1><p class="genre">Krimi / Drama</p>
<p class="origin">Norsko / USA, <span itemprop="dateCreated">2012</span>, 97 min</p></div>
<div id="share"><a href="https://www.imdb.com/title/tt9999999/combined">IMDb</a></div></body></html>
E5
is "$(film-page -q "$T/csfd.html" | jq -c '.films[0] | [.title, .year, .genres, .ids.imdb]')" \
    '["Jantar",2012,["Krimi","Drama"],"tt9999999"]' "ČSFD until 2020"
cat >"$T/kubrick.html" <<'E6'
<html><head><meta name="generator" content="WordPress 2.5"><title>Reels &raquo; Blog Archive &raquo; Amber Tide (2012)</title></head><body>
<div class="post" id="post-5"><h2><a href="http://reels.example/amber/" rel="bookmark">Amber Tide (2012)</a></h2>
<div class="entry"><p>Directed by: Ola Berg</p><p>It rains.</p></div></div></body></html>
E6
is "$(film-page -q "$T/kubrick.html" | jq -c '[.page.url, .page.title, (.films[0] | .title, .year, .credits[0].name)]')" \
    '["http://reels.example/amber/","Amber Tide (2012)","Amber Tide",2012,"Ola Berg"]' "a theme from before hAtom"
cat >"$T/blocks.html" <<'E7'
<html><head><meta name="generator" content="WordPress 6.4"><title>Amber Tide (2012) – Reels</title></head>
<body class="wp-singular single single-post"><div class="wp-site-blocks"><header><h1>Reels</h1></header><main class="wp-block-group">
<h1 class="wp-block-post-title">Amber Tide (2012)</h1><div class="wp-block-post-date"><time datetime="2023-05-04T10:00:00+00:00">May
4</time></div><div class="entry-content wp-block-post-content"><p>Directed by: Ola Berg</p><p>It rains.</p></div></main></div></body></html>
E7
is "$(film-page -q "$T/blocks.html" | jq -c '[.page.published_at, (.films[0] | .title, .year, .credits[0].name)]')" \
    '["2023-05-04T10:00:00Z","Amber Tide",2012,"Ola Berg"]' "a block theme"
done_testing
