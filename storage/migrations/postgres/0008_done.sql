-- What was done: when athletes are asked for it, whether they were, what a file held
-- until they say yes, and what typed words logged. The SQLite twin has the same number and the same
-- meaning.

-- +goose Up
ALTER TABLE athletes ADD COLUMN evening INTEGER NOT NULL DEFAULT 1140; -- minutes since midnight; 0: never

ALTER TABLE conversations ADD COLUMN evening TEXT NOT NULL DEFAULT ''; -- day the evening question was sent or missed last
ALTER TABLE conversations ADD COLUMN pending TEXT NOT NULL DEFAULT ''; -- JSON

ALTER TABLE statements ADD COLUMN logged TEXT NOT NULL DEFAULT ''; -- a session as JSON

-- +goose Down
ALTER TABLE statements DROP COLUMN logged;
ALTER TABLE conversations DROP COLUMN pending;
ALTER TABLE conversations DROP COLUMN evening;
ALTER TABLE athletes DROP COLUMN evening;
