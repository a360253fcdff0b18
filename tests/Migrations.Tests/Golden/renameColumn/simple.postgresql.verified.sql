ALTER TABLE "person" RENAME COLUMN "age" TO "years";
-- undo: Automatic
ALTER TABLE "person" RENAME COLUMN "years" TO "age";
