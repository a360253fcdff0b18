ALTER TABLE [person] ADD [seen] datetime;
ALTER TABLE [person] ADD CONSTRAINT [DF_person_seen] DEFAULT (getdate()) FOR [seen];
-- undo: Automatic
ALTER TABLE [person] DROP CONSTRAINT [DF_person_seen];
ALTER TABLE [person] DROP COLUMN [seen];
