-- Teams: who coaches, who trains, what is shared, what was decided for all. The
-- PostgreSQL twin has the same number and the same meaning.

-- +goose Up
CREATE TABLE teams (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT    NOT NULL,
    zone       TEXT    NOT NULL,
    language   TEXT    NOT NULL,
    prompt_at  INTEGER NOT NULL, -- minutes after midnight, for who joins
    questions  TEXT    NOT NULL, -- items, separated by spaces, for who joins
    morning_at INTEGER NOT NULL, -- when coaches get the squad list
    code       TEXT    NOT NULL, -- SHA-256; '' none
    code_until INTEGER,
    platform   TEXT    NOT NULL, -- the channel; '' none
    chat       TEXT    NOT NULL,
    lost       BOOLEAN NOT NULL, -- the channel was taken away, and coaches do not know it yet
    coaches    INTEGER NOT NULL, -- as many as the team's last turn saw
    told       TEXT    NOT NULL, -- the last day whose morning was told
    rules      TEXT    NOT NULL, -- a layer of rules of its own; '' none
    wake       INTEGER
);
CREATE UNIQUE INDEX teams_code ON teams (code) WHERE code <> '';
CREATE UNIQUE INDEX teams_chat ON teams (platform, chat) WHERE chat <> '';
CREATE INDEX teams_due ON teams (wake) WHERE wake IS NOT NULL;

CREATE TABLE members (
    team_id    INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    athlete_id INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    coach      BOOLEAN NOT NULL,
    trains     BOOLEAN NOT NULL,
    share      TEXT    NOT NULL, -- colour | numbers | words
    guardian   BOOLEAN NOT NULL, -- under 18, and a guardian agreed
    since      TEXT    NOT NULL,
    PRIMARY KEY (team_id, athlete_id)
);
CREATE INDEX members_of ON members (athlete_id);

CREATE TABLE looks (
    athlete_id INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE, -- who was looked at
    coach_id   INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    team_id    INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    looked_at  INTEGER NOT NULL,
    PRIMARY KEY (athlete_id, coach_id, team_id, looked_at)
);

CREATE TABLE deloads (
    team_id  INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    proposed TEXT    NOT NULL, -- the day
    state    TEXT    NOT NULL, -- proposed | approved | agreed | stopping | cancelled | over
    why      TEXT    NOT NULL, -- calendar | signals | coach
    first    TEXT    NOT NULL,
    last     TEXT    NOT NULL,
    announced TEXT   NOT NULL, -- how far the channel knows: '' | eve | first | end
    PRIMARY KEY (team_id, proposed)
);

CREATE TABLE team_days (
    team_id     INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    day         TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    title       TEXT    NOT NULL,
    minutes     REAL,
    distance_km REAL,
    rpe         REAL,
    sport       TEXT    NOT NULL,
    PRIMARY KEY (team_id, day)
);

-- +goose Down
DROP TABLE team_days;
DROP TABLE deloads;
DROP TABLE looks;
DROP TABLE members;
DROP TABLE teams;
