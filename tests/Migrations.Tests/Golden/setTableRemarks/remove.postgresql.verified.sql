COMMENT ON TABLE "person" IS NULL;
-- undo: Automatic
COMMENT ON TABLE "person" IS 'people';
