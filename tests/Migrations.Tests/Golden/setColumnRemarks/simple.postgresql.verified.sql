COMMENT ON COLUMN "person"."first_name" IS 'it''s new';
-- undo: Automatic
COMMENT ON COLUMN "person"."first_name" IS 'called';
