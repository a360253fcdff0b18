ALTER TABLE [person] ADD CONSTRAINT [DF_person_age] DEFAULT 7 FOR [age];
-- undo: Automatic
ALTER TABLE [person] DROP CONSTRAINT [DF_person_age];
