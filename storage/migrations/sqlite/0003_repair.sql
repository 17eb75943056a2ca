-- What it takes to repair: what each typed message recorded, which message told
-- a decision, which questions were left open. The PostgreSQL twin has the same
-- number and the same meaning.

-- +goose Up
CREATE TABLE statements (
    id         INTEGER PRIMARY KEY,
    athlete_id INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    platform   TEXT    NOT NULL,
    message    TEXT    NOT NULL, -- the platform's id of the message; its words are not kept
    said_at    INTEGER NOT NULL,
    day        TEXT    NOT NULL,
    open       TEXT    NOT NULL, -- item it may have answered without naming it
    answers    TEXT    NOT NULL, -- restday.Answer as JSON
    unclear    INTEGER NOT NULL, -- fragments that were not understood
    UNIQUE (athlete_id, platform, message)
);
CREATE INDEX statements_old ON statements (said_at);

ALTER TABLE decisions     ADD COLUMN told       INTEGER NOT NULL DEFAULT 0; -- outbox row of the message that told it
ALTER TABLE conversations ADD COLUMN left_open  TEXT    NOT NULL DEFAULT ''; -- items, separated by spaces

-- +goose Down
ALTER TABLE conversations DROP COLUMN left_open;
ALTER TABLE decisions DROP COLUMN told;
DROP TABLE statements;
