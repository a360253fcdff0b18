CREATE TABLE "m1" ("id" INTEGER) /* edited */;
-- undo: Automatic
DROP TABLE "m1";
