DROP SEQUENCE `seq_a`;
-- undo: Automatic (does not bring back the current number of seq_a)
CREATE SEQUENCE `seq_a`;
