-- +goose Up
-- A letter may be dropped by a person, who says why. The table is made anew, since
-- its states are a constraint; nothing refers to it.
CREATE TABLE letter_of_00004 (
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
    state      TEXT    NOT NULL CHECK (state IN ('owed', 'trying', 'sent', 'refused', 'retry', 'unknown', 'bounced', 'dropped')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    next_at    INTEGER NOT NULL DEFAULT 0,
    sent_at    INTEGER NOT NULL DEFAULT 0,
    code       INTEGER NOT NULL DEFAULT 0,
    detail     TEXT    NOT NULL DEFAULT ''
);
INSERT INTO letter_of_00004 (id, identity, message_id, kinds, recipient, cases, warned, mail_id, mime, owed_at, not_before, state, attempts, next_at, sent_at, code, detail)
    SELECT id, identity, message_id, kinds, recipient, cases, warned, mail_id, mime, owed_at, not_before, state, attempts, next_at, sent_at, code, detail FROM letter;
DROP TABLE letter;
ALTER TABLE letter_of_00004 RENAME TO letter;
CREATE INDEX letter_state ON letter (state);

-- Addresses that take no mail, by the letter that showed it. Letters to them stay
-- owed until a person mends the register or tries again.
CREATE TABLE suppressed (
    address   TEXT    PRIMARY KEY,
    letter_id INTEGER NOT NULL REFERENCES letter (id),
    since     INTEGER NOT NULL
);

-- +goose Down
SELECT 1;
