-- +goose Up
-- The stamp that the workbook of each generation of the base carries.
CREATE TABLE stamp (
    generation TEXT PRIMARY KEY CHECK (generation IN ('written', 'pending')),
    stamp      TEXT NOT NULL
);

-- Former masters by their stamps, oldest first.
CREATE TABLE version (
    id          INTEGER PRIMARY KEY,
    stamp       TEXT    NOT NULL,
    replaced_at INTEGER NOT NULL
);

-- What the base of a former master has otherwise than that of the next one, or than
-- the written base where it is the newest. cells is '' where it had no such row.
CREATE TABLE version_row (
    version_id INTEGER NOT NULL REFERENCES version (id),
    sheet      TEXT    NOT NULL,
    key        TEXT    NOT NULL,
    cells      BLOB    NOT NULL,
    PRIMARY KEY (version_id, sheet, key)
);

-- +goose Down
SELECT 1;
