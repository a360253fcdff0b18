COMMENT ON TABLE "person" IS 'it''s \ all';
-- undo: Automatic
COMMENT ON TABLE "person" IS NULL;
