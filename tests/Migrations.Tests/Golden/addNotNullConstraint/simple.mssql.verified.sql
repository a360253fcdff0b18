ALTER TABLE [person] ALTER COLUMN [name] varchar(50) NOT NULL;
-- undo: Automatic
ALTER TABLE [person] ALTER COLUMN [name] varchar(50) NULL;
