-- +goose Up
-- What a record of audit is about, and what it commits to: an HMAC over that row of
-- another table, under a salt of its own. Without the salt nobody can try names.
ALTER TABLE audit ADD COLUMN about      TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN commitment TEXT NOT NULL DEFAULT '';
CREATE INDEX audit_case ON audit (case_id);

-- The log's rows are numbered from 1 without a gap. Nothing refers to a number.
UPDATE audit SET id = -n FROM (SELECT id AS was, ROW_NUMBER() OVER (ORDER BY id) AS n FROM audit) WHERE id = was;
UPDATE audit SET id = -id;

-- The stored hashes of the transparency log over audit, by their index in it. The
-- rows there are already are hashed by the same migration, in Go.
CREATE TABLE audit_hash (
    id   INTEGER PRIMARY KEY,
    hash BLOB    NOT NULL
);

-- The salts of the commitments, and words that stand nowhere else. A row goes when
-- what it is about is erased; the log stays whole.
CREATE TABLE audit_salt (
    audit_id INTEGER PRIMARY KEY,
    salt     BLOB    NOT NULL,
    words    TEXT    NOT NULL DEFAULT ''
);

-- +goose Down
SELECT 1;
