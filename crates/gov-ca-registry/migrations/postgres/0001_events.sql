-- What every register has: which migrations it went through, and the chain of events.
-- Texts are ordered by code point, as in SQLite, whatever the locale of the database is.

CREATE TABLE migration (
    number BIGINT PRIMARY KEY,
    name   TEXT COLLATE "C" NOT NULL,
    digest BYTEA NOT NULL
);

CREATE TABLE event (
    seq             BIGINT PRIMARY KEY,
    at              TEXT COLLATE "C" NOT NULL,
    who             TEXT COLLATE "C" NOT NULL,
    action          TEXT COLLATE "C" NOT NULL,
    step            TEXT COLLATE "C" NOT NULL,
    subject_table   TEXT COLLATE "C" NOT NULL,
    subject_id      BIGINT NOT NULL,
    subject_version BIGINT NOT NULL,
    under           TEXT COLLATE "C" NOT NULL,
    digest          BYTEA  NOT NULL,
    previous        BYTEA  NOT NULL,
    hash            BYTEA  NOT NULL
);

CREATE UNIQUE INDEX event_subject ON event (subject_table, subject_id, subject_version);

-- Events are added, never changed. The chain tells what was altered all the same; this keeps accidents away.
CREATE FUNCTION events_are_never_changed() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'events are never changed'; END $$;
CREATE TRIGGER event_is_not_updated BEFORE UPDATE OR DELETE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION events_are_never_changed();

-- The end of the chain. One row, which writers lock in turn.
CREATE TABLE head (
    one  BIGINT PRIMARY KEY CHECK (one = 1),
    seq  BIGINT NOT NULL,
    hash BYTEA  NOT NULL
);

INSERT INTO head (one, seq, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));
