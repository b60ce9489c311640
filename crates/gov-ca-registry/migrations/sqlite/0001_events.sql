-- What every register has: which migrations it went through, and the chain of events.

CREATE TABLE migration (
    number INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE event (
    seq             INTEGER PRIMARY KEY,
    at              TEXT    NOT NULL,
    who             TEXT    NOT NULL,
    action          TEXT    NOT NULL,
    step            TEXT    NOT NULL,
    subject_table   TEXT    NOT NULL,
    subject_id      INTEGER NOT NULL,
    subject_version INTEGER NOT NULL,
    under           TEXT    NOT NULL,
    digest          BLOB    NOT NULL,
    previous        BLOB    NOT NULL,
    hash            BLOB    NOT NULL
) STRICT;

CREATE UNIQUE INDEX event_subject ON event (subject_table, subject_id, subject_version);

-- Events are added, never changed. The chain tells what was altered all the same; this keeps accidents away.
CREATE TRIGGER event_is_not_updated BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_is_not_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

-- The end of the chain. One row.
CREATE TABLE head (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    seq  INTEGER NOT NULL,
    hash BLOB    NOT NULL
) STRICT;

INSERT INTO head (one, seq, hash) VALUES (1, 0, zeroblob(32));
