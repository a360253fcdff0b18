ALTER TABLE [person] ADD [score] int CONSTRAINT [DF_person_score] DEFAULT 0 NOT NULL;
-- undo: Automatic
ALTER TABLE [person] DROP CONSTRAINT [DF_person_score], COLUMN [score];
