-- +goose Up
-- What a proposal makes of its doctor's planned end, and those of its reasons that
-- no letter says, each in a field of its own. Rows from before told them in the
-- reasons' words alone, and are read once here: for the last time.
ALTER TABLE standing ADD COLUMN end_from TEXT NOT NULL DEFAULT '';
ALTER TABLE standing ADD COLUMN end_to   TEXT NOT NULL DEFAULT '';
ALTER TABLE standing ADD COLUMN private  TEXT NOT NULL DEFAULT 'null';
ALTER TABLE decision ADD COLUMN end_from TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN end_to   TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN private  TEXT NOT NULL DEFAULT 'null';

UPDATE standing SET
    end_from = substr(CAST(reasons AS TEXT), instr(CAST(reasons AS TEXT), 'planerat slut flyttas från ') + 27, 10),
    end_to   = substr(CAST(reasons AS TEXT), instr(CAST(reasons AS TEXT), 'planerat slut flyttas från ') + 43, 10)
WHERE CAST(reasons AS TEXT) LIKE '%planerat slut flyttas från ____-__-__ till ____-__-__.%';
UPDATE decision SET
    end_from = substr(CAST(reasons AS TEXT), instr(CAST(reasons AS TEXT), 'planerat slut flyttas från ') + 27, 10),
    end_to   = substr(CAST(reasons AS TEXT), instr(CAST(reasons AS TEXT), 'planerat slut flyttas från ') + 43, 10)
WHERE CAST(reasons AS TEXT) LIKE '%planerat slut flyttas från ____-__-__ till ____-__-__.%';

UPDATE standing SET private = CAST(reasons AS TEXT) WHERE CAST(reasons AS TEXT) LIKE '%uppehåll%____-__-__%';
UPDATE decision SET private = CAST(reasons AS TEXT) WHERE CAST(reasons AS TEXT) LIKE '%uppehåll%____-__-__%';

-- +goose Down
SELECT 1;
