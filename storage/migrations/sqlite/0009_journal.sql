-- Tips, the bedtime reminder, the journal, the week's digest and the review of
-- blocks. The PostgreSQL twin has the same number and the same meaning.

-- +goose Up
ALTER TABLE athletes ADD COLUMN no_tips   BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE athletes ADD COLUMN no_digest BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE athletes ADD COLUMN bedtime   INTEGER NOT NULL DEFAULT 0; -- minutes after midnight, 1440 for midnight; 0 no reminder

ALTER TABLE conversations ADD COLUMN tips     TEXT NOT NULL DEFAULT ''; -- restday.Told of the last fortnight as JSON
ALTER TABLE conversations ADD COLUMN bedded   TEXT NOT NULL DEFAULT ''; -- day of the last bedtime reminder
ALTER TABLE conversations ADD COLUMN digested TEXT NOT NULL DEFAULT ''; -- day of the last digest or review

CREATE TABLE notes (
    id         INTEGER PRIMARY KEY,
    athlete_id INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    day        TEXT    NOT NULL,
    words      TEXT    NOT NULL
);
CREATE INDEX notes_day ON notes (athlete_id, day);

CREATE TABLE blocks (
    athlete_id INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    first      TEXT    NOT NULL,
    last       TEXT    NOT NULL,
    pattern    TEXT    NOT NULL, -- short | long, '' neither
    PRIMARY KEY (athlete_id, first)
) WITHOUT ROWID;

-- +goose Down
DROP TABLE blocks;
DROP TABLE notes;
ALTER TABLE conversations DROP COLUMN digested;
ALTER TABLE conversations DROP COLUMN bedded;
ALTER TABLE conversations DROP COLUMN tips;
ALTER TABLE athletes DROP COLUMN bedtime;
ALTER TABLE athletes DROP COLUMN no_digest;
ALTER TABLE athletes DROP COLUMN no_tips;
