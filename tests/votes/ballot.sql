-- Ballots for tests: an INSERT into the view puts its vote and its row where they are kept.
CREATE TRIGGER ballot_put INSTEAD OF INSERT ON ballot BEGIN
	INSERT OR IGNORE INTO vote (cast_unit, value, tie, choice, scale_id)
		VALUES (NEW.cast_unit, NEW.value, NEW.tie, NEW.choice, NEW.scale_id);
	INSERT OR IGNORE INTO ballot_row SELECT NEW.voter_id, NEW.mention_id, NEW.cast_at, vote_id FROM vote
		WHERE NEW.origin = 0
		AND (value, choice, tie, cast_unit, scale_id) = (NEW.value, NEW.choice, NEW.tie, NEW.cast_unit, NEW.scale_id);
	INSERT OR IGNORE INTO page_ballot SELECT NEW.mention_id, NEW.origin, NEW.voter_id, NEW.cast_at, vote_id FROM vote
		WHERE NEW.origin > 0
		AND (value, choice, tie, cast_unit, scale_id) = (NEW.value, NEW.choice, NEW.tie, NEW.cast_unit, NEW.scale_id);
END;
