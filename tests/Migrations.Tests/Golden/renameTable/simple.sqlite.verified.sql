ALTER TABLE "person" RENAME TO "human";
-- undo: Automatic
ALTER TABLE "human" RENAME TO "person";
