COMMENT ON COLUMN "person"."first_name" IS NULL;
-- undo: Automatic
COMMENT ON COLUMN "person"."first_name" IS 'called';
