ALTER TABLE [person] WITH NOCHECK ADD CONSTRAINT [ck_age] CHECK (age > 0);
ALTER TABLE [person] NOCHECK CONSTRAINT [ck_age];
-- undo: Automatic
ALTER TABLE [person] DROP CONSTRAINT [ck_age];
