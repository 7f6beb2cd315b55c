/*
 * verdict: see verdict.h. The lexicon gives units; here each side word becomes a mention: which
 * side its clause takes (negation, doubt, question), and whether it is said of the film at all ("my
 * favorite scene", "his favorite" and "my favorite is Jaws" are not). In doubt the answer is
 * ambiguous: a person decides those.
 */
#include "importers/page/words/verdict.h"

#include "importers/page/words/lexicon.h"

#include "schema/base/message.h"

#include <stdbool.h>
#include <stdlib.h>

struct mention {
	/* ambiguous when the clause leaves it open or it is said of something else */
	enum choice side;
	bool plain; /* nothing but plain words came before it in its sentence */
	bool asked; /* its sentence is a question */
	size_t sentence;
};

/* What is known while walking through a sentence. */
struct walk {
	struct mention *at;
	size_t n;
	size_t sentence;       /* from 0; only those that say something are counted */
	size_t sentence_start; /* the first mention of the sentence */
	int negations;         /* in the clause, before the next mention */
	bool doubt;            /* the clause leaves it open */
	bool behind;           /* nothing but marks since the last mention */
	bool theirs;           /* it is somebody else's favorite */
	bool plain, spoken;    /* of the sentence so far */
	bool other;            /* anywhere: more is said than the lexicon knows */
	bool hidden;           /* anywhere: a masked title reads as a vote */
};

static bool is_side(enum sense sense)
{
	return sense >= SENSE_POSITIVE && sense <= SENSE_DOWN;
}

static bool is_end(enum sense sense)
{
	return sense >= SENSE_CLAUSE;
}

/* After "my favorite (film) is": true if it is this film that is spoken of. */
static bool names_this(const struct units *units, size_t i)
{
	while (units->at[i].sense == SENSE_PLAIN)
		i++;
	return units->at[i].sense == SENSE_TITLE || units->at[i].sense == SENSE_THIS;
}

/* True if what follows the side word at i leaves it said of the film: "favorite movie of mine",
 * "favorite French film", "favorite!"; not "favorite scene", "favorite movie theater", "favorite is
 * Jaws". */
static bool is_of_film(const struct units *units, size_t i)
{
	enum { ADJECTIVES = 3 };
	size_t at = i + 1;

	for (size_t n = 0; n < ADJECTIVES && units->at[at].sense == SENSE_OTHER; n++)
		at++;
	if (at > i + 1 && units->at[at].sense != SENSE_FILM)
		return false;
	while (units->at[at].sense == SENSE_FILM)
		at++;
	if (units->at[at].sense == SENSE_IS)
		return names_this(units, at + 1);
	return units->at[at].sense != SENSE_OTHER;
}

/* "not a favorite" is unfavorite; "not unfavorite" and double negations are left to a person. */
static enum choice negate(enum choice side, int negations)
{
	return negations == 1 && side == CHOICE_FAVORITE ? CHOICE_UNFAVORITE : CHOICE_AMBIGUOUS;
}

static void add_mention(struct walk *walk, const struct units *units, size_t i)
{
	enum sense sense = units->at[i].sense;
	bool sign = sense == SENSE_UP || sense == SENSE_DOWN;
	enum choice side =
	    sense == SENSE_POSITIVE || sense == SENSE_UP ? CHOICE_FAVORITE : CHOICE_UNFAVORITE;

	/* "not bad 👍": a sign speaks for itself. */
	if (!sign && walk->negations)
		side = negate(side, walk->negations);
	if (walk->doubt || (!sign && (walk->theirs || !is_of_film(units, i))))
		side = CHOICE_AMBIGUOUS;
	walk->at[walk->n++] =
	    (struct mention){.side = side, .plain = walk->plain, .sentence = walk->sentence};
	walk->negations = 0;
	walk->theirs = false;
}

static void end_sentence(struct walk *walk, bool question)
{
	for (size_t i = walk->sentence_start; question && i < walk->n; i++) {
		walk->at[i].side = CHOICE_AMBIGUOUS;
		walk->at[i].asked = true;
	}
	walk->sentence_start = walk->n;
	if (walk->spoken)
		walk->sentence++;
	walk->spoken = false;
	walk->plain = true;
}

/* "favorite … or not", "favorite... not!": a doubt behind a mention undoes it. */
static void doubt_behind(struct walk *walk, const struct units *units, size_t i)
{
	bool bare = units->at[i].sense == SENSE_NOT && is_end(units->at[i + 1].sense);
	bool here = walk->n > walk->sentence_start;
	if (here ? units->at[i].sense == SENSE_HEDGE || bare : walk->behind && bare)
		walk->at[walk->n - 1].side = CHOICE_AMBIGUOUS;
}

static void end_clause(struct walk *walk, enum sense sense)
{
	walk->negations = 0;
	walk->doubt = walk->theirs = false;
	if (sense != SENSE_CLAUSE)
		end_sentence(walk, sense == SENSE_QUESTION);
}

static void take(struct walk *walk, const struct units *units, size_t i)
{
	enum sense sense = units->at[i].sense;

	if (is_end(sense)) {
		end_clause(walk, sense);
		return;
	}
	walk->spoken = true;
	if (is_side(sense)) {
		add_mention(walk, units, i);
	} else if (sense == SENSE_NOT || sense == SENSE_HEDGE) {
		doubt_behind(walk, units, i);
		walk->negations += sense == SENSE_NOT;
		walk->doubt |= sense == SENSE_HEDGE;
	} else if (sense == SENSE_OTHER || sense == SENSE_THEIRS) {
		walk->plain = false;
		walk->other = true;
		walk->theirs |= sense == SENSE_THEIRS;
	} else if (sense != SENSE_PLAIN) {
		walk->theirs = false; /* "his film is my favorite" */
	}
	walk->behind = is_side(sense);
	walk->hidden |= units->at[i].reads_as_vote;
}

/* Reads the text's mentions; free(walk.at). */
static struct walk walk_text(const char *text, const char *const *titles, size_t n)
{
	struct units units = lexicon_read(text, titles, n);
	struct walk walk = {.at = must_calloc(units.n, sizeof *walk.at), .plain = true};

	for (size_t i = 0; i < units.n; i++)
		take(&walk, &units, i);
	units_release(&units);
	return walk;
}

/* Two answers as one: what both say, ambiguous when they differ. */
static enum choice both(enum choice a, enum choice b)
{
	if (!a || !b)
		return a ? a : b;
	return a == b ? a : CHOICE_AMBIGUOUS;
}

/* What the sentence whose mentions begin at *at says; moves *at behind them. `strict` also wants
 * nothing but plain words before. */
static enum choice sentence_side(const struct walk *walk, size_t *at, bool strict)
{
	enum choice side = CHOICE_NONE;
	size_t sentence = walk->at[*at].sentence;

	for (; *at < walk->n && walk->at[*at].sentence == sentence; ++*at) {
		const struct mention *mention = &walk->at[*at];
		bool open = strict && !mention->plain;
		side = both(side, open ? CHOICE_AMBIGUOUS : mention->side);
	}
	return side;
}

/* What the sentences from the mention `at` on say; those that decide nothing are passed over when
 * another decides. */
static enum choice sentences_side(const struct walk *walk, size_t at, bool strict)
{
	enum choice decided = CHOICE_NONE, any = CHOICE_NONE;

	while (at < walk->n) {
		enum choice side = sentence_side(walk, &at, strict);
		any = both(any, side);
		if (side != CHOICE_AMBIGUOUS)
			decided = both(decided, side);
	}
	return decided ? decided : any;
}

enum choice verdict_of_text(const char *text)
{
	if (!lexicon_may_speak(text))
		return CHOICE_NONE;
	struct walk walk = walk_text(text, NULL, 0);
	enum choice side = sentences_side(&walk, 0, false);
	free(walk.at);
	return side;
}

enum choice verdict_of_label(const char *text)
{
	if (!lexicon_may_speak(text))
		return CHOICE_NONE;
	struct walk walk = walk_text(text, NULL, 0);
	enum choice side = CHOICE_NONE;
	for (size_t i = 0; i < walk.n && !walk.other; i++)
		side = both(side, walk.at[i].side);
	free(walk.at);
	return side;
}

/* The first mention behind the questions that a comment begins with: "Favorite or unfavorite?
 * Favorite!" */
static size_t behind_questions(const struct walk *walk)
{
	size_t at = 0;
	while (at < walk->n && walk->at[at].asked)
		at++;
	return at;
}

/*
 * The leading sentence decides when it speaks of either side, unless a later one plainly says the
 * opposite; when it does not, the rest must be of one mind.
 */
static enum choice comment_side(const struct walk *walk)
{
	size_t at = behind_questions(walk);
	enum choice whole = CHOICE_NONE;

	if (at && at == walk->n)
		return CHOICE_AMBIGUOUS;
	if (!at && walk->n && walk->at[0].sentence == 0) {
		enum choice first = sentence_side(walk, &at, true);
		enum choice rest = sentences_side(walk, at, true);
		return rest == CHOICE_AMBIGUOUS ? first : both(first, rest);
	}
	while (at < walk->n)
		whole = both(whole, sentence_side(walk, &at, true));
	return whole;
}

enum choice verdict_of_comment(
    struct arena *arena, const char *body, const char *const *titles, size_t n)
{
	(void)arena;
	if (!lexicon_may_speak(body))
		return CHOICE_NO_VOTE;
	struct walk walk = walk_text(body, titles, n);
	enum choice side = comment_side(&walk);
	if (!side)
		side = walk.hidden ? CHOICE_AMBIGUOUS : CHOICE_NO_VOTE;
	free(walk.at);
	return side;
}

enum choice verdict_of_score(double score)
{
	if (score >= 0.60)
		return CHOICE_FAVORITE;
	return score <= 0.40 ? CHOICE_UNFAVORITE : CHOICE_NONE;
}
