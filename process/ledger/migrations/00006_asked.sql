-- +goose Up
-- Senders in quarantine who wrote in a health centre's name, and what its registered
-- address says of them. Each is asked about once, for ever.
CREATE TABLE asked (
    address     TEXT    NOT NULL, -- the sender's, lower-cased
    centre_id   TEXT    NOT NULL,
    unproven    INTEGER NOT NULL, -- the address is the health centre's own, and the mail may be another's
    mail_id     INTEGER NOT NULL REFERENCES mail (id), -- the newest mail that was asked about: an answer lets in none that came later
    letter      TEXT    NOT NULL DEFAULT '', -- the identity of the letter; '' where none could be written
    why         TEXT    NOT NULL DEFAULT '', -- and why
    asked_at    INTEGER NOT NULL,
    answer      TEXT    NOT NULL DEFAULT '' CHECK (answer IN ('', 'yes', 'no')),
    answered_at INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (address, centre_id)
);

-- +goose Down
SELECT 1;
