ALTER TABLE "person" ADD COLUMN "score" INTEGER NOT NULL DEFAULT 0;
-- undo: Automatic
ALTER TABLE "person" DROP COLUMN "score";
