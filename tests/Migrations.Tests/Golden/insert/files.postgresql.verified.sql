INSERT INTO "filed" ("id", "note", "bytes") VALUES (7, 'a;it''s
', '\x613B697427730A'::bytea);
-- undo: Automatic
DELETE FROM "filed" WHERE "id" = 7;
