-- The records of the register. All but id and version are NULL once a record was erased.

-- Bodies (cơ quan, tổ chức): a tree.
CREATE TABLE organisation (
    id          BIGINT PRIMARY KEY,
    version     BIGINT NOT NULL,
    salt        BYTEA,
    body        TEXT,
    name        TEXT COLLATE "C",
    code        TEXT COLLATE "C",
    tier        TEXT COLLATE "C",
    above       BIGINT REFERENCES organisation (id) DEFERRABLE,
    tax_code    TEXT COLLATE "C",
    begins      TEXT COLLATE "C",
    named_since TEXT COLLATE "C",
    ends        TEXT COLLATE "C",
    reached_since TEXT COLLATE "C"
);
CREATE INDEX organisation_name ON organisation (name);
CREATE INDEX organisation_code ON organisation (code);
CREATE INDEX organisation_above ON organisation (above);
CREATE INDEX organisation_tax_code ON organisation (tax_code);
CREATE INDEX organisation_ends ON organisation (ends);

-- Persons. A personal number is nobody else's.
CREATE TABLE person (
    id           BIGINT PRIMARY KEY,
    version      BIGINT NOT NULL,
    salt         BYTEA,
    body         TEXT,
    name         TEXT COLLATE "C",
    number       TEXT COLLATE "C",
    mail         TEXT COLLATE "C",
    organisation BIGINT REFERENCES organisation (id) DEFERRABLE,
    posts        BIGINT,
    left_on      TEXT COLLATE "C",
    reached_since TEXT COLLATE "C"
);
CREATE UNIQUE INDEX person_number ON person (number);
CREATE INDEX person_name ON person (name);
CREATE INDEX person_mail ON person (mail);
CREATE INDEX person_organisation ON person (organisation);
CREATE INDEX person_left_on ON person (left_on);

-- Subscribers (thuê bao): a person, an organisation, or a system that one owns.
CREATE TABLE subscriber (
    id           BIGINT PRIMARY KEY,
    version      BIGINT NOT NULL,
    salt         BYTEA,
    body         TEXT,
    class        TEXT COLLATE "C",
    person       BIGINT REFERENCES person (id) DEFERRABLE,
    organisation BIGINT REFERENCES organisation (id) DEFERRABLE,
    owner        BIGINT REFERENCES organisation (id) DEFERRABLE,
    name         TEXT COLLATE "C",
    managed_by   BIGINT REFERENCES organisation (id) DEFERRABLE,
    managers     BIGINT
);
CREATE INDEX subscriber_person ON subscriber (person);
CREATE INDEX subscriber_organisation ON subscriber (organisation);
CREATE INDEX subscriber_owner ON subscriber (owner);
CREATE INDEX subscriber_managed_by ON subscriber (managed_by);

-- Key devices (thiết bị lưu khóa bí mật).
CREATE TABLE device (
    id           BIGINT PRIMARY KEY,
    version      BIGINT NOT NULL,
    salt         BYTEA,
    body         TEXT,
    number       TEXT COLLATE "C",
    token_serial TEXT COLLATE "C",
    subscriber   BIGINT REFERENCES subscriber (id) DEFERRABLE,
    state        TEXT COLLATE "C",
    latest_on    TEXT COLLATE "C",
    custodian    BIGINT REFERENCES person (id) DEFERRABLE
);
CREATE UNIQUE INDEX device_number ON device (number);
CREATE INDEX device_token_serial ON device (token_serial);
CREATE INDEX device_subscriber ON device (subscriber);
CREATE INDEX device_state ON device (state);
CREATE INDEX device_latest_on ON device (latest_on);
CREATE INDEX device_custodian ON device (custodian);

-- Certificates. One takes the place of at most one.
CREATE TABLE certificate (
    id         BIGINT PRIMARY KEY,
    version    BIGINT NOT NULL,
    salt       BYTEA,
    body       TEXT,
    number     TEXT COLLATE "C",
    subscriber BIGINT REFERENCES subscriber (id) DEFERRABLE,
    device     BIGINT REFERENCES device (id) DEFERRABLE,
    valid_from TEXT COLLATE "C",
    valid_to   TEXT COLLATE "C",
    state      TEXT COLLATE "C",
    replaces   BIGINT REFERENCES certificate (id) DEFERRABLE,
    latest_on  TEXT COLLATE "C"
);
CREATE UNIQUE INDEX certificate_number ON certificate (number);
CREATE UNIQUE INDEX certificate_replaces ON certificate (replaces);
CREATE INDEX certificate_subscriber ON certificate (subscriber);
CREATE INDEX certificate_device ON certificate (device);
CREATE INDEX certificate_state_valid_to ON certificate (state, valid_to);
CREATE INDEX certificate_latest_on ON certificate (latest_on);

-- Certification requests (yêu cầu chứng thực).
CREATE TABLE request (
    id          BIGINT PRIMARY KEY,
    version     BIGINT NOT NULL,
    salt        BYTEA,
    body        TEXT,
    kind        TEXT COLLATE "C",
    subscriber  BIGINT REFERENCES subscriber (id) DEFERRABLE,
    made_by     BIGINT REFERENCES organisation (id) DEFERRABLE,
    certificate BIGINT REFERENCES certificate (id) DEFERRABLE,
    device      BIGINT REFERENCES device (id) DEFERRABLE,
    state       TEXT COLLATE "C",
    since       TEXT COLLATE "C",
    accepted_on TEXT COLLATE "C",
    list        TEXT COLLATE "C",
    latest_on   TEXT COLLATE "C"
);
CREATE INDEX request_subscriber ON request (subscriber);
CREATE INDEX request_made_by ON request (made_by);
CREATE INDEX request_certificate ON request (certificate);
CREATE INDEX request_device ON request (device);
CREATE INDEX request_state_accepted_on ON request (state, accepted_on);
CREATE INDEX request_list ON request (list);
CREATE INDEX request_latest_on ON request (latest_on);

-- Who was told that a device was lost, locked or broken, or its key exposed.
CREATE TABLE notice (
    id        BIGINT PRIMARY KEY,
    version   BIGINT NOT NULL,
    salt      BYTEA,
    body      TEXT,
    device    BIGINT REFERENCES device (id) DEFERRABLE,
    event     TEXT COLLATE "C",
    closed_on TEXT COLLATE "C"
);
CREATE INDEX notice_device ON notice (device);
CREATE INDEX notice_closed_on ON notice (closed_on);

-- Training, inspections, incidents, proposals, permission slips, applications and what is registered in them, delegations, focal persons, internal regulations.
CREATE TABLE short_record (
    id           BIGINT PRIMARY KEY,
    version      BIGINT NOT NULL,
    salt         BYTEA,
    body         TEXT,
    kind         TEXT COLLATE "C",
    on_day       TEXT COLLATE "C",
    until_day    TEXT COLLATE "C",
    closed_on    TEXT COLLATE "C",
    organisation BIGINT REFERENCES organisation (id) DEFERRABLE,
    person       BIGINT REFERENCES person (id) DEFERRABLE,
    device       BIGINT REFERENCES device (id) DEFERRABLE,
    certificate  BIGINT REFERENCES certificate (id) DEFERRABLE,
    within       BIGINT REFERENCES short_record (id) DEFERRABLE
);
CREATE INDEX short_record_kind_on_day ON short_record (kind, on_day);
CREATE INDEX short_record_organisation ON short_record (organisation);
CREATE INDEX short_record_person ON short_record (person);
CREATE INDEX short_record_device ON short_record (device);
CREATE INDEX short_record_certificate ON short_record (certificate);
CREATE INDEX short_record_within ON short_record (within);
CREATE INDEX short_record_closed_on ON short_record (closed_on);

-- Reports of other bodies: of each body and period the one that counts.
CREATE TABLE report (
    id           BIGINT PRIMARY KEY,
    version      BIGINT NOT NULL,
    salt         BYTEA,
    body         TEXT,
    organisation BIGINT REFERENCES organisation (id) DEFERRABLE,
    period       TEXT COLLATE "C",
    sha256       TEXT COLLATE "C"
);
CREATE UNIQUE INDEX report_organisation_period ON report (organisation, period);
CREATE INDEX report_period ON report (period);
