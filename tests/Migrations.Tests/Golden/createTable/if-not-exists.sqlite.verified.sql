CREATE TABLE IF NOT EXISTS "thing" ("id" INTEGER);
-- undo: Automatic
DROP TABLE "thing";
