CREATE TABLE "noted" ("id" INTEGER);
-- undo: Automatic
DROP TABLE "noted";
