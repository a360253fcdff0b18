CREATE TABLE "m1" ("id" int) /* edited */;
-- undo: Automatic
DROP TABLE "m1";
