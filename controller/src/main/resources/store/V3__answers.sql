-- What changes were answered, so that whoever asks for one again hears the same and changes nothing more.
CREATE TABLE answer (
    who         TEXT NOT NULL,
    key         TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    at_ms       INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    etag        TEXT,
    location    TEXT,
    body        TEXT NOT NULL,
    PRIMARY KEY (who, key)
) STRICT;
CREATE INDEX answer_at ON answer (at_ms);

PRAGMA user_version = 3;
