CREATE TABLE "edited" ("id" INTEGER, "body" CHARACTER VARYING(20), "price" numeric(10, 2), "made" TIMESTAMP);
ALTER TABLE "edited" ADD COLUMN "note" CHARACTER VARYING(30);
-- undo: Automatic
ALTER TABLE "edited" DROP COLUMN "note";
DROP TABLE "edited";
