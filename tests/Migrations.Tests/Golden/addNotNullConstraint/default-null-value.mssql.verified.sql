UPDATE [person] SET [age] = '0' WHERE [age] IS NULL;
ALTER TABLE [person] ALTER COLUMN [age] int NOT NULL;
-- undo: Explicit
ALTER TABLE [person] ALTER COLUMN [age] int NULL;
