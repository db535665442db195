-- +goose Up
-- Times are unix milliseconds, dates ISO text, flags 0 or 1.

-- One row an arrival: a message under (mailbox, uidvalidity, uid), or an imported file.
CREATE TABLE mail (
    id          INTEGER PRIMARY KEY,
    source      TEXT    NOT NULL CHECK (source IN ('imap', 'import')),
    mailbox     TEXT    NOT NULL,
    uidvalidity INTEGER NOT NULL,
    uid         INTEGER NOT NULL,
    sha256      TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    size        INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    seen_at     INTEGER NOT NULL,
    asserted    TEXT    NOT NULL DEFAULT '',
    attempts    INTEGER NOT NULL DEFAULT 0,
    reading     BLOB,
    place       TEXT    NOT NULL DEFAULT '' CHECK (place IN ('', 'handled', 'unreadable', 'quarantine', 'human')),
    why         TEXT    NOT NULL DEFAULT '',
    settled_at  INTEGER NOT NULL DEFAULT 0,
    moved_to    TEXT    NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX mail_arrival ON mail (mailbox, uidvalidity, uid) WHERE source = 'imap';
CREATE UNIQUE INDEX mail_file ON mail (sha256) WHERE source = 'import';
CREATE INDEX mail_open ON mail (place);

CREATE TABLE cases (
    id           TEXT    PRIMARY KEY,
    year         INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    received_at  INTEGER NOT NULL,
    contact_date TEXT    NOT NULL,
    withdrawn    INTEGER NOT NULL DEFAULT 0,
    UNIQUE (year, number)
);

-- What was sent for a case, newest last; form holds the fields as written.
CREATE TABLE revision (
    case_id     TEXT    NOT NULL REFERENCES cases (id),
    number      INTEGER NOT NULL,
    mail_id     INTEGER REFERENCES mail (id),
    part        INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    form        BLOB    NOT NULL,
    PRIMARY KEY (case_id, number)
);

-- What each form of a mail was to the cases there were; case_id is '' where it
-- belonged to none.
CREATE TABLE taken (
    mail_id  INTEGER NOT NULL REFERENCES mail (id),
    part     INTEGER NOT NULL,
    position INTEGER NOT NULL,
    case_id  TEXT    NOT NULL,
    how      TEXT    NOT NULL,
    PRIMARY KEY (mail_id, part, position)
);

-- What people wrote about a case in the master, as last adopted.
CREATE TABLE input (
    case_id    TEXT    PRIMARY KEY REFERENCES cases (id),
    adopted_at INTEGER NOT NULL,
    cells      BLOB    NOT NULL
);

-- Everything people ever wrote about a case, as it changed.
CREATE TABLE input_history (
    id         INTEGER PRIMARY KEY,
    case_id    TEXT    NOT NULL REFERENCES cases (id),
    adopted_at INTEGER NOT NULL,
    cells      BLOB    NOT NULL
);

-- Complete decisions, in the order people made them; never changed.
CREATE TABLE decision (
    case_id    TEXT    NOT NULL REFERENCES cases (id),
    number     INTEGER NOT NULL,
    verdict    TEXT    NOT NULL,
    decided_by TEXT    NOT NULL,
    decided_on TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    proposed   TEXT    NOT NULL,
    reasons    TEXT    NOT NULL,
    policy     TEXT    NOT NULL,
    adopted_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, number)
);

-- Where each case stood at the last judgement.
CREATE TABLE standing (
    case_id   TEXT    PRIMARY KEY REFERENCES cases (id),
    judged_at INTEGER NOT NULL,
    status    TEXT    NOT NULL,
    place     INTEGER NOT NULL,
    outcome   TEXT    NOT NULL,
    reasons   TEXT    NOT NULL
);

-- The registers as last adopted, one row a sheet.
CREATE TABLE register (
    sheet      TEXT    PRIMARY KEY,
    adopted_at INTEGER NOT NULL,
    content    BLOB    NOT NULL
);

-- What the program last wrote in the master (generation 'written'), and what it
-- was about to write when it last began to (generation 'pending').
CREATE TABLE base (
    generation TEXT NOT NULL CHECK (generation IN ('written', 'pending')),
    sheet      TEXT NOT NULL,
    key        TEXT NOT NULL,
    cells      BLOB NOT NULL,
    PRIMARY KEY (generation, sheet, key)
);

-- The outbox. mime is fixed when the letter becomes owed.
CREATE TABLE letter (
    id         INTEGER PRIMARY KEY,
    identity   TEXT    NOT NULL UNIQUE,
    message_id TEXT    NOT NULL UNIQUE,
    kinds      TEXT    NOT NULL,
    recipient  TEXT    NOT NULL,
    cases      TEXT    NOT NULL,
    warned     TEXT    NOT NULL,
    mail_id    INTEGER REFERENCES mail (id),
    mime       BLOB    NOT NULL,
    owed_at    INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('owed', 'trying', 'sent', 'refused', 'retry', 'unknown', 'bounced')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    next_at    INTEGER NOT NULL DEFAULT 0,
    sent_at    INTEGER NOT NULL DEFAULT 0,
    code       INTEGER NOT NULL DEFAULT 0,
    detail     TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX letter_state ON letter (state);

CREATE TABLE run (
    id          INTEGER PRIMARY KEY,
    started_at  INTEGER NOT NULL,
    finished_at INTEGER NOT NULL DEFAULT 0,
    nightly     INTEGER NOT NULL,
    found       INTEGER NOT NULL DEFAULT 0,
    arrived     INTEGER NOT NULL DEFAULT 0,
    outcome     TEXT    NOT NULL DEFAULT '',
    master_waits TEXT   NOT NULL DEFAULT ''
);

-- Who did what, when, to which case; written in the same transaction as what it
-- tells of. It names cases by id and never a person by name.
CREATE TABLE audit (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    what    TEXT    NOT NULL,
    case_id TEXT    NOT NULL,
    detail  TEXT    NOT NULL
);

-- +goose Down
SELECT 1;
