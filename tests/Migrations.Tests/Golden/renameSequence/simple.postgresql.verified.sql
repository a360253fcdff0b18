ALTER SEQUENCE "sq" RENAME TO "numbers";
-- undo: Automatic
ALTER SEQUENCE "numbers" RENAME TO "sq";
