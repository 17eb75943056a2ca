-- Days on which an athlete kept the plan that a rule had lowered. The SQLite twin has the
-- same number and the same meaning.

-- +goose Up
CREATE TABLE overrides (
    athlete_id BIGINT NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    day        TEXT    NOT NULL,
    rule       TEXT    NOT NULL, -- the one that decided
    PRIMARY KEY (athlete_id, day)
);

-- +goose Down
DROP TABLE overrides;
