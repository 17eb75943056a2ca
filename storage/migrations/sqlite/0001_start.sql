-- Days are ISO text ('' none), instants are milliseconds since 1970 in UTC
-- (NULL none). The PostgreSQL twin has the same number and the same meaning.

-- +goose Up
CREATE TABLE athletes (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    platform    TEXT    NOT NULL,
    chat        TEXT    NOT NULL,
    route       TEXT    NOT NULL DEFAULT '',
    name        TEXT    NOT NULL DEFAULT '',
    language    TEXT    NOT NULL DEFAULT '',
    zone        TEXT    NOT NULL DEFAULT '',
    prompt_at   INTEGER NOT NULL DEFAULT 0, -- minutes after midnight
    weekdays    INTEGER NOT NULL DEFAULT 0, -- bit 0 Sunday
    enrolled    BOOLEAN NOT NULL DEFAULT FALSE,
    sport       TEXT    NOT NULL DEFAULT '',
    pattern     TEXT    NOT NULL DEFAULT '',
    team        TEXT    NOT NULL DEFAULT '',
    paused_to   TEXT    NOT NULL DEFAULT '',
    wake        INTEGER,
    blocked_at  INTEGER,                    -- messages were refused
    blocked_why TEXT    NOT NULL DEFAULT '',
    cursor      TEXT    NOT NULL DEFAULT '', -- id of the newest message stored from the chat
    heard_at    INTEGER,                    -- when that was said
    UNIQUE (platform, chat)
);
CREATE INDEX athletes_due ON athletes (wake) WHERE wake IS NOT NULL AND blocked_at IS NULL;

CREATE TABLE conversations (
    athlete_id INTEGER PRIMARY KEY REFERENCES athletes (id) ON DELETE CASCADE,
    open       TEXT    NOT NULL, -- key of the open question
    day        TEXT    NOT NULL,
    finished   BOOLEAN NOT NULL,
    prompted   TEXT    NOT NULL,
    nudged     TEXT    NOT NULL,
    card       INTEGER NOT NULL, -- outbox row of the message the check-in edits
    asked      INTEGER,
    again      BOOLEAN NOT NULL,
    misses     INTEGER NOT NULL
);
CREATE INDEX conversations_card ON conversations (card) WHERE card <> 0;

CREATE TABLE answers (
    athlete_id INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    day        TEXT    NOT NULL,
    item       TEXT    NOT NULL,
    value      REAL    NOT NULL,
    words      TEXT    NOT NULL,
    PRIMARY KEY (athlete_id, day, item)
) WITHOUT ROWID;

CREATE TABLE decisions (
    athlete_id INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    day        TEXT    NOT NULL,
    outcome    TEXT    NOT NULL,
    version    TEXT    NOT NULL,
    facts      TEXT    NOT NULL, -- JSON, byte for byte as decided on
    result     TEXT    NOT NULL,
    PRIMARY KEY (athlete_id, day)
);

CREATE TABLE sessions (
    id          INTEGER PRIMARY KEY,
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    day         TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    minutes     REAL,
    rpe         REAL,
    distance_km REAL,
    sport       TEXT    NOT NULL
);
CREATE INDEX sessions_day ON sessions (athlete_id, day);

CREATE TABLE plan_days (
    id          INTEGER PRIMARY KEY,
    athlete_id  INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE,
    day         TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    title       TEXT    NOT NULL,
    minutes     REAL,
    distance_km REAL,
    rpe         REAL,
    sport       TEXT    NOT NULL,
    moved_from  TEXT    NOT NULL
);
CREATE INDEX plan_days_day ON plan_days (athlete_id, day);

CREATE TABLE inbox (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    platform   TEXT    NOT NULL,
    update_id  TEXT    NOT NULL,
    chat       TEXT    NOT NULL, -- emptied when handled, like payload
    state      TEXT    NOT NULL, -- new | handled | parked
    why        TEXT    NOT NULL DEFAULT '',
    handled_at INTEGER,
    payload    TEXT    NOT NULL, -- restday.Incoming as JSON
    UNIQUE (platform, update_id)
);
CREATE INDEX inbox_open ON inbox (platform, chat) WHERE state <> 'handled';
CREATE INDEX inbox_old ON inbox (handled_at) WHERE state = 'handled';

CREATE TABLE outbox (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    platform  TEXT    NOT NULL,
    chat      TEXT    NOT NULL, -- emptied when settled, like route and payload
    route     TEXT    NOT NULL,
    class     INTEGER NOT NULL, -- 0 reply, 1 prompt, 2 bulk
    key       TEXT    NOT NULL,
    attempts  INTEGER NOT NULL,
    queued_at INTEGER NOT NULL,
    due_at    INTEGER,
    state     TEXT    NOT NULL, -- waiting | sent | dropped
    edits     INTEGER NOT NULL, -- row of the message this one edits
    message   TEXT    NOT NULL, -- the platform's id of the message
    why       TEXT    NOT NULL,
    payload   TEXT    NOT NULL  -- restday.Outgoing as JSON
);
CREATE UNIQUE INDEX outbox_key ON outbox (key) WHERE key <> '';
CREATE INDEX outbox_waiting ON outbox (platform, chat) WHERE state = 'waiting';
CREATE INDEX outbox_old ON outbox (queued_at) WHERE state <> 'waiting';

CREATE TABLE presence (
    platform TEXT PRIMARY KEY,
    alive_at INTEGER NOT NULL
);

-- +goose Down
DROP TABLE presence;
DROP TABLE outbox;
DROP TABLE inbox;
DROP TABLE plan_days;
DROP TABLE sessions;
DROP TABLE decisions;
DROP TABLE answers;
DROP TABLE conversations;
DROP TABLE athletes;
