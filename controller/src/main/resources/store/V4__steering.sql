-- What operators hold or forbid. What has expired is deleted.
CREATE TABLE freeze (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    reason     TEXT NOT NULL,
    owner      TEXT NOT NULL,
    expires_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE pin (
    origin     TEXT PRIMARY KEY,
    reason     TEXT NOT NULL,
    owner      TEXT NOT NULL,
    expires_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE pin_share (
    origin       TEXT NOT NULL REFERENCES pin (origin) ON DELETE CASCADE,
    region       TEXT NOT NULL,
    basis_points INTEGER NOT NULL CHECK (basis_points BETWEEN 0 AND 10000),
    PRIMARY KEY (origin, region)
) STRICT;

-- Without a row the defaults hold.
CREATE TABLE safety (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    at_least INTEGER NOT NULL CHECK (at_least >= 1)
) STRICT;
CREATE TABLE safety_together (
    number INTEGER NOT NULL,
    region TEXT NOT NULL,
    PRIMARY KEY (number, region)
) STRICT;

-- The latest tables that were published, as they were sent, compressed; why is a line for each reason.
CREATE TABLE published (
    epoch   INTEGER NOT NULL,
    version INTEGER NOT NULL,
    at_ms   INTEGER NOT NULL,
    why     TEXT NOT NULL,
    bytes   INTEGER NOT NULL,
    gzip    BLOB NOT NULL,
    PRIMARY KEY (epoch, version)
) STRICT;

PRAGMA user_version = 4;
