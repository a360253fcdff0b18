ALTER TABLE [person] DROP CONSTRAINT [DF_person_email];
-- undo: Automatic
ALTER TABLE [person] ADD CONSTRAINT [DF_person_email] DEFAULT 'none' FOR [email];
