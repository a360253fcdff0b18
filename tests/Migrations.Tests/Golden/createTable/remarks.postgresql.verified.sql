CREATE TABLE "noted" ("id" int);
COMMENT ON COLUMN "noted"."id" IS 'of the column';
COMMENT ON TABLE "noted" IS 'of the table';
-- undo: Automatic
DROP TABLE "noted";
