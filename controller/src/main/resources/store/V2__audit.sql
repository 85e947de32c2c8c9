-- What was changed or refused, by whom, and why: only ever added to. Each hash covers the one before.
CREATE TABLE audit (
    id         INTEGER PRIMARY KEY,
    at_ms      INTEGER NOT NULL,
    who        TEXT NOT NULL,
    role       TEXT NOT NULL,
    action     TEXT NOT NULL,
    target     TEXT NOT NULL,
    before     TEXT,
    after      TEXT,
    reason     TEXT,
    request_id TEXT NOT NULL,
    outcome    TEXT NOT NULL CHECK (outcome IN ('DONE', 'REFUSED')),
    why        TEXT,
    previous   TEXT NOT NULL,
    hash       TEXT NOT NULL
) STRICT;

-- How far the audit was cut: entries up to this one may be deleted.
CREATE TABLE audit_cut (
    through INTEGER PRIMARY KEY
) STRICT;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit is only added to');
END;

CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
WHEN OLD.id > (SELECT coalesce(max(through), 0) FROM audit_cut)
BEGIN
    SELECT RAISE(ABORT, 'the audit is only added to');
END;

PRAGMA user_version = 2;
