-- What athletes may tell about themselves, what the conversation follows up, and
-- the lighter days that they agreed to. The SQLite twin has the same number
-- and the same meaning.

-- +goose Up
ALTER TABLE athletes ADD COLUMN restrictions TEXT    NOT NULL DEFAULT ''; -- words, separated by spaces
ALTER TABLE athletes ADD COLUMN lacks        TEXT    NOT NULL DEFAULT ''; -- of pool and bike
ALTER TABLE athletes ADD COLUMN irregular    BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE conversations ADD COLUMN follows TEXT NOT NULL DEFAULT ''; -- questions about what was reported before
ALTER TABLE conversations ADD COLUMN offered TEXT NOT NULL DEFAULT ''; -- day a lighter week was proposed last
ALTER TABLE conversations ADD COLUMN helped  TEXT NOT NULL DEFAULT ''; -- day a help-line was named last

CREATE TABLE spells (
    athlete_id BIGINT NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    first      TEXT    NOT NULL,
    last       TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    PRIMARY KEY (athlete_id, first)
);

-- +goose Down
DROP TABLE spells;
ALTER TABLE conversations DROP COLUMN helped;
ALTER TABLE conversations DROP COLUMN offered;
ALTER TABLE conversations DROP COLUMN follows;
ALTER TABLE athletes DROP COLUMN irregular;
ALTER TABLE athletes DROP COLUMN lacks;
ALTER TABLE athletes DROP COLUMN restrictions;
