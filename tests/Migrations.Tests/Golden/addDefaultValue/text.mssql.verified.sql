ALTER TABLE [person] ADD CONSTRAINT [DF_person_name] DEFAULT 'it''s' FOR [name];
-- undo: Automatic
ALTER TABLE [person] DROP CONSTRAINT [DF_person_name];
