ALTER TABLE [person] DROP CONSTRAINT [DF_person_age];
ALTER TABLE [person] ADD CONSTRAINT [DF_person_age] DEFAULT 0 FOR [age];
ALTER TABLE [person] DROP CONSTRAINT [DF_person_credit];
ALTER TABLE [person] ADD CONSTRAINT [DF_person_credit] DEFAULT 0 FOR [credit];
ALTER TABLE [person] ADD CONSTRAINT [DF_person_visits] DEFAULT 7 FOR [visits];
-- undo: Automatic
ALTER TABLE [person] DROP CONSTRAINT [DF_person_visits];
ALTER TABLE [person] DROP CONSTRAINT [DF_person_credit];
ALTER TABLE [person] ADD CONSTRAINT [DF_person_credit] DEFAULT -2 FOR [credit];
ALTER TABLE [person] DROP CONSTRAINT [DF_person_age];
ALTER TABLE [person] ADD CONSTRAINT [DF_person_age] DEFAULT -1 FOR [age];
