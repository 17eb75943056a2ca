-- Days on which an athlete kept the plan that rules had lowered. The SQLite twin has the
-- same number and the same meaning.

-- +goose Up
CREATE TABLE overrides (
    athlete_id BIGINT NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    day        TEXT    NOT NULL,
    rules      TEXT    NOT NULL, -- that lowered it, separated by spaces, the deciding one first
    PRIMARY KEY (athlete_id, day)
);

-- +goose Down
DROP TABLE overrides;
