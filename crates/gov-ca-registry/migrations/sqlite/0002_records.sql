-- The records of the register. All but id and version are NULL once a record was erased.

-- Bodies (cơ quan, tổ chức): a tree.
CREATE TABLE organisation (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    salt        BLOB,
    body        TEXT,
    name        TEXT,
    code        TEXT,
    tier        TEXT,
    above       INTEGER REFERENCES organisation (id),
    tax_code    TEXT,
    begins      TEXT,
    named_since TEXT,
    ends        TEXT,
    reached_since TEXT
) STRICT;
CREATE INDEX organisation_name ON organisation (name);
CREATE INDEX organisation_code ON organisation (code);
CREATE INDEX organisation_above ON organisation (above);
CREATE INDEX organisation_tax_code ON organisation (tax_code);
CREATE INDEX organisation_ends ON organisation (ends);

-- Persons. A personal number is nobody else's.
CREATE TABLE person (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    salt         BLOB,
    body         TEXT,
    name         TEXT,
    number       TEXT,
    mail         TEXT,
    organisation INTEGER REFERENCES organisation (id),
    posts        INTEGER,
    left_on      TEXT,
    reached_since TEXT
) STRICT;
CREATE UNIQUE INDEX person_number ON person (number);
CREATE INDEX person_name ON person (name);
CREATE INDEX person_mail ON person (mail);
CREATE INDEX person_organisation ON person (organisation);
CREATE INDEX person_left_on ON person (left_on);

-- Subscribers (thuê bao): a person, an organisation, or a system that one owns.
CREATE TABLE subscriber (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    salt         BLOB,
    body         TEXT,
    class        TEXT,
    person       INTEGER REFERENCES person (id),
    organisation INTEGER REFERENCES organisation (id),
    owner        INTEGER REFERENCES organisation (id),
    name         TEXT,
    managed_by   INTEGER REFERENCES organisation (id),
    managers     INTEGER
) STRICT;
CREATE INDEX subscriber_person ON subscriber (person);
CREATE INDEX subscriber_organisation ON subscriber (organisation);
CREATE INDEX subscriber_owner ON subscriber (owner);
CREATE INDEX subscriber_managed_by ON subscriber (managed_by);

-- Key devices (thiết bị lưu khóa bí mật).
CREATE TABLE device (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    salt         BLOB,
    body         TEXT,
    number       TEXT,
    token_serial TEXT,
    subscriber   INTEGER REFERENCES subscriber (id),
    state        TEXT,
    latest_on    TEXT,
    custodian    INTEGER REFERENCES person (id)
) STRICT;
CREATE UNIQUE INDEX device_number ON device (number);
CREATE INDEX device_token_serial ON device (token_serial);
CREATE INDEX device_subscriber ON device (subscriber);
CREATE INDEX device_state ON device (state);
CREATE INDEX device_latest_on ON device (latest_on);
CREATE INDEX device_custodian ON device (custodian);

-- Certificates. One takes the place of at most one.
CREATE TABLE certificate (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    salt       BLOB,
    body       TEXT,
    number     TEXT,
    subscriber INTEGER REFERENCES subscriber (id),
    device     INTEGER REFERENCES device (id),
    valid_from TEXT,
    valid_to   TEXT,
    state      TEXT,
    replaces   INTEGER REFERENCES certificate (id),
    latest_on  TEXT
) STRICT;
CREATE UNIQUE INDEX certificate_number ON certificate (number);
CREATE UNIQUE INDEX certificate_replaces ON certificate (replaces);
CREATE INDEX certificate_subscriber ON certificate (subscriber);
CREATE INDEX certificate_device ON certificate (device);
CREATE INDEX certificate_state_valid_to ON certificate (state, valid_to);
CREATE INDEX certificate_latest_on ON certificate (latest_on);

-- Certification requests (yêu cầu chứng thực).
CREATE TABLE request (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    salt        BLOB,
    body        TEXT,
    kind        TEXT,
    subscriber  INTEGER REFERENCES subscriber (id),
    made_by     INTEGER REFERENCES organisation (id),
    certificate INTEGER REFERENCES certificate (id),
    device      INTEGER REFERENCES device (id),
    state       TEXT,
    since       TEXT,
    accepted_on TEXT,
    list        TEXT,
    latest_on   TEXT
) STRICT;
CREATE INDEX request_subscriber ON request (subscriber);
CREATE INDEX request_made_by ON request (made_by);
CREATE INDEX request_certificate ON request (certificate);
CREATE INDEX request_device ON request (device);
CREATE INDEX request_state_accepted_on ON request (state, accepted_on);
CREATE INDEX request_list ON request (list);
CREATE INDEX request_latest_on ON request (latest_on);

-- Who was told that a device was lost, locked or broken, or its key exposed.
CREATE TABLE notice (
    id        INTEGER PRIMARY KEY,
    version   INTEGER NOT NULL,
    salt      BLOB,
    body      TEXT,
    device    INTEGER REFERENCES device (id),
    event     TEXT,
    closed_on TEXT
) STRICT;
CREATE INDEX notice_device ON notice (device);
CREATE INDEX notice_closed_on ON notice (closed_on);

-- Training, inspections, incidents, proposals, permission slips, applications and what is registered in them, delegations, focal persons, internal regulations.
CREATE TABLE short_record (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    salt         BLOB,
    body         TEXT,
    kind         TEXT,
    on_day       TEXT,
    until_day    TEXT,
    closed_on    TEXT,
    organisation INTEGER REFERENCES organisation (id),
    person       INTEGER REFERENCES person (id),
    device       INTEGER REFERENCES device (id),
    certificate  INTEGER REFERENCES certificate (id),
    within       INTEGER REFERENCES short_record (id)
) STRICT;
CREATE INDEX short_record_kind_on_day ON short_record (kind, on_day);
CREATE INDEX short_record_organisation ON short_record (organisation);
CREATE INDEX short_record_person ON short_record (person);
CREATE INDEX short_record_device ON short_record (device);
CREATE INDEX short_record_certificate ON short_record (certificate);
CREATE INDEX short_record_within ON short_record (within);
CREATE INDEX short_record_closed_on ON short_record (closed_on);

-- Reports of other bodies: of each body and period the one that counts.
CREATE TABLE report (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    salt         BLOB,
    body         TEXT,
    organisation INTEGER REFERENCES organisation (id),
    period       TEXT,
    sha256       TEXT
) STRICT;
CREATE UNIQUE INDEX report_organisation_period ON report (organisation, period);
CREATE INDEX report_period ON report (period);
