CREATE TABLE IF NOT EXISTS "thing" ("id" int);
-- undo: Automatic
DROP TABLE "thing";
