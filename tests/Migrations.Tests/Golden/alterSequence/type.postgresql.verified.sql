ALTER SEQUENCE "sq" AS int;
-- undo: Automatic
ALTER SEQUENCE "sq" AS bigint;
