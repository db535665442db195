-- +goose Up
-- What every run asks of an outbox of years. The columns lie behind the letters' and
-- the readings' bytes: without these each question reads all of them.
CREATE INDEX letter_kind ON letter (kinds, owed_at);
CREATE INDEX letter_owed ON letter (owed_at, kinds);
CREATE INDEX mail_seen ON mail (seen_at);
CREATE INDEX mail_unread ON mail (id) WHERE reading IS NULL;

-- +goose Down
SELECT 1;
