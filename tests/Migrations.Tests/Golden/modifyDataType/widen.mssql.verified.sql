ALTER TABLE [person] ALTER COLUMN [name] varchar(200) NULL;
-- undo: Automatic
ALTER TABLE [person] ALTER COLUMN [name] varchar(50) NULL;
