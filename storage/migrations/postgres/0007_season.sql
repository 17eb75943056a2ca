-- The season: the week that an athlete chose, races, how days of the plan were
-- changed, and what takes today's changes back. The SQLite twin has the same
-- number and the same meaning.

-- +goose Up
ALTER TABLE athletes ADD COLUMN week         TEXT NOT NULL DEFAULT ''; -- seven kinds from Monday on, separated by spaces
ALTER TABLE athletes ADD COLUMN season_start TEXT NOT NULL DEFAULT ''; -- heavy and lighter weeks are counted from this day

ALTER TABLE plan_days ADD COLUMN changed     TEXT NOT NULL DEFAULT ''; -- move | swap | skip | sick | travel
ALTER TABLE plan_days ADD COLUMN changed_day TEXT NOT NULL DEFAULT ''; -- the other day of a move or swap

ALTER TABLE conversations ADD COLUMN undos TEXT NOT NULL DEFAULT ''; -- restday.Undo as JSON

CREATE TABLE races (
    athlete_id  BIGINT  NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    day         TEXT    NOT NULL,
    priority    TEXT    NOT NULL, -- A | B | C
    title       TEXT    NOT NULL,
    distance_km DOUBLE PRECISION,
    PRIMARY KEY (athlete_id, day)
);

-- +goose Down
DROP TABLE races;
ALTER TABLE conversations DROP COLUMN undos;
ALTER TABLE plan_days DROP COLUMN changed_day;
ALTER TABLE plan_days DROP COLUMN changed;
ALTER TABLE athletes DROP COLUMN season_start;
ALTER TABLE athletes DROP COLUMN week;
