ALTER TABLE [person] ADD [height] int;
ALTER TABLE [person] ADD [nick] varchar(30) CONSTRAINT [DF_person_nick] DEFAULT 'x';
-- undo: Automatic
ALTER TABLE [person] DROP CONSTRAINT [DF_person_nick], COLUMN [nick];
ALTER TABLE [person] DROP COLUMN [height];
