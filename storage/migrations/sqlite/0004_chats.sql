-- An athlete's home chat, where prompts go, stays with the athlete; here stand
-- the second chats, and the codes that join one. The PostgreSQL twin has the
-- same number and the same meaning.

-- +goose Up
CREATE TABLE chats (
    athlete_id  INTEGER PRIMARY KEY REFERENCES athletes (id) ON DELETE CASCADE, -- two chats are the most
    platform    TEXT    NOT NULL,
    chat        TEXT    NOT NULL,
    route       TEXT    NOT NULL,
    blocked_at  INTEGER,
    blocked_why TEXT    NOT NULL,
    cursor      TEXT    NOT NULL,
    heard_at    INTEGER,
    UNIQUE (platform, chat)
);

CREATE TABLE links (
    athlete_id INTEGER PRIMARY KEY REFERENCES athletes (id) ON DELETE CASCADE, -- who made the code
    code       TEXT    NOT NULL, -- SHA-256; emptied when it was typed
    platform   TEXT    NOT NULL, -- the chat where it was typed, which has yet to say yes
    chat       TEXT    NOT NULL,
    until      INTEGER NOT NULL
);
CREATE UNIQUE INDEX links_code ON links (code) WHERE code <> '';
CREATE UNIQUE INDEX links_chat ON links (platform, chat) WHERE chat <> '';

CREATE TABLE link_tries (
    athlete_id INTEGER NOT NULL REFERENCES athletes (id) ON DELETE CASCADE, -- who typed a wrong code
    tried_at   INTEGER NOT NULL
);
CREATE INDEX link_tries_of ON link_tries (athlete_id);

-- +goose Down
DROP TABLE link_tries;
DROP TABLE links;
DROP TABLE chats;
