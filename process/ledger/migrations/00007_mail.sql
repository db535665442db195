-- +goose Up
-- Where the mailbox has a message, and what tells it from another that bears its
-- number. uid is 0 where it lies in the inbox no longer.
ALTER TABLE mail ADD COLUMN message_id    TEXT    NOT NULL DEFAULT '';
ALTER TABLE mail ADD COLUMN listed_size   INTEGER NOT NULL DEFAULT 0; -- as the server says, with listed_at its INTERNALDATE
ALTER TABLE mail ADD COLUMN listed_at     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mail ADD COLUMN moved_as      TEXT    NOT NULL DEFAULT ''; -- the place it was moved for
ALTER TABLE mail ADD COLUMN moved_validity INTEGER NOT NULL DEFAULT 0; -- what it is in that folder, where the server said
ALTER TABLE mail ADD COLUMN moved_uid     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mail ADD COLUMN again         INTEGER NOT NULL DEFAULT 0; -- how often a person had it read again

DROP INDEX mail_arrival;
CREATE UNIQUE INDEX mail_arrival ON mail (mailbox, uidvalidity, uid) WHERE source = 'imap' AND uid <> 0;
CREATE INDEX mail_bytes ON mail (sha256);
CREATE INDEX mail_message ON mail (message_id) WHERE message_id <> '';

UPDATE mail SET listed_size = size, listed_at = received_at;
UPDATE mail SET moved_as = place, uid = 0 WHERE moved_to <> '';

-- +goose Down
SELECT 1;
