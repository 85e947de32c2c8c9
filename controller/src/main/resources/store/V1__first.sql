-- Facts of the installation: when and as what it began.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- The leadership: one row, one higher with every controller that opens the store.
CREATE TABLE epoch (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    epoch INTEGER NOT NULL CHECK (epoch >= 0)
) STRICT;
INSERT INTO epoch (id, epoch) VALUES (1, 0);

-- What operators have set; regions without a row keep the defaults of regions.yaml.
CREATE TABLE intent (
    region     TEXT PRIMARY KEY,
    weight     INTEGER NOT NULL CHECK (weight BETWEEN 0 AND 1000),
    enabled    INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    changed_by TEXT NOT NULL,
    changed_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE drain (
    id         TEXT PRIMARY KEY,
    region     TEXT NOT NULL,
    mode       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    owner      TEXT NOT NULL,
    started_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL,
    ended_ms   INTEGER,
    ended_by   TEXT,
    CHECK ((ended_ms IS NULL) = (ended_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX drain_one_open ON drain (region) WHERE ended_ms IS NULL;
CREATE INDEX drain_ended ON drain (ended_ms) WHERE ended_ms IS NOT NULL;

-- The latest decision with all that the next one needs: one row.
CREATE TABLE decision (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    epoch   INTEGER NOT NULL,
    version INTEGER NOT NULL,
    json    TEXT NOT NULL
) STRICT;

PRAGMA user_version = 1;
