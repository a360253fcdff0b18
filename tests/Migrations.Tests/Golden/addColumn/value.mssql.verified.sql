ALTER TABLE [person] ADD [country] varchar(2);
UPDATE [person] SET [country] = 'de';
ALTER TABLE [person] ALTER COLUMN [country] varchar(2) NOT NULL;
-- undo: Automatic
ALTER TABLE [person] ALTER COLUMN [country] varchar(2) NULL;
ALTER TABLE [person] DROP COLUMN [country];
