ALTER TABLE [person] ADD [country] varchar(2);
UPDATE [person] SET [country] = 'de';
ALTER TABLE [person] ALTER COLUMN [country] varchar(2) NOT NULL;
-- undo: None (the values that were in person before the update are not kept)
