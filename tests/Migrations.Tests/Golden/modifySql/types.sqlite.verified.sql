CREATE TABLE "edited" ("id" INTEGER, "body" VARCHAR(20), "price" DECIMAL(10, 2), "made" TEXT);
ALTER TABLE "edited" ADD COLUMN "note" VARCHAR(30);
-- undo: Automatic
ALTER TABLE "edited" DROP COLUMN "note";
DROP TABLE "edited";
