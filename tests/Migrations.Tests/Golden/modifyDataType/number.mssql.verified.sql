ALTER TABLE [person] ALTER COLUMN [age] bigint NULL;
-- undo: Automatic
ALTER TABLE [person] ALTER COLUMN [age] int NULL;
