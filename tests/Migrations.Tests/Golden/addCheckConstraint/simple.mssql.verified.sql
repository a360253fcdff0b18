ALTER TABLE [person] ADD CONSTRAINT [ck_age] CHECK (age > 0);
-- undo: Automatic
ALTER TABLE [person] DROP CONSTRAINT [ck_age];
