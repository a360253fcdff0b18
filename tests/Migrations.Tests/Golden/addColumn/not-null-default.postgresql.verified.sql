ALTER TABLE "person" ADD COLUMN "score" int DEFAULT 0 NOT NULL;
-- undo: Automatic
ALTER TABLE "person" DROP COLUMN "score";
