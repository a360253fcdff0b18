ALTER TABLE [pet] ALTER COLUMN [name] varchar(50) NULL;
-- undo: Automatic
ALTER TABLE [pet] ALTER COLUMN [name] varchar(50) NOT NULL;
