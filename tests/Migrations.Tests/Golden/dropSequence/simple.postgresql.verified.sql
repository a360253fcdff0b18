DROP SEQUENCE "seq_a" CASCADE;
-- undo: Automatic (does not bring back the current number of seq_a)
CREATE SEQUENCE IF NOT EXISTS "seq_a";
