-- What athletes choose for themselves, and what the conversation must remember
-- for it. The PostgreSQL twin has the same number and the same meaning.

-- +goose Up
ALTER TABLE athletes ADD COLUMN questions  TEXT    NOT NULL DEFAULT ''; -- items, separated by spaces
ALTER TABLE athletes ADD COLUMN no_nudge   BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE athletes ADD COLUMN quiet_from INTEGER NOT NULL DEFAULT 1290; -- minutes after midnight
ALTER TABLE athletes ADD COLUMN quiet_to   INTEGER NOT NULL DEFAULT 330; -- equal to quiet_from: never quiet

ALTER TABLE conversations ADD COLUMN snoozed INTEGER;                   -- when the open question is shown again
ALTER TABLE conversations ADD COLUMN silent  INTEGER NOT NULL DEFAULT 0; -- prompts in a row without a word
ALTER TABLE conversations ADD COLUMN odd     INTEGER NOT NULL DEFAULT 0; -- check-ins in a row at an odd hour
ALTER TABLE conversations ADD COLUMN placed  TEXT NOT NULL DEFAULT ''; -- day of the last question for the zone

-- +goose Down
ALTER TABLE conversations DROP COLUMN placed;
ALTER TABLE conversations DROP COLUMN odd;
ALTER TABLE conversations DROP COLUMN silent;
ALTER TABLE conversations DROP COLUMN snoozed;
ALTER TABLE athletes DROP COLUMN quiet_to;
ALTER TABLE athletes DROP COLUMN quiet_from;
ALTER TABLE athletes DROP COLUMN no_nudge;
ALTER TABLE athletes DROP COLUMN questions;
