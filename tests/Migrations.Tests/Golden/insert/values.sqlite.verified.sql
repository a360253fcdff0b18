INSERT INTO "all_kinds" ("id", "name", "active", "score", "born", "created", "seen", "nothing") VALUES (7, 'O''Brien \ 
 line', 0, 1.5, '2021-03-04', '2021-03-04 05:06:07', CURRENT_TIMESTAMP, NULL);
-- undo: Automatic
DELETE FROM "all_kinds" WHERE "id" = 7;
