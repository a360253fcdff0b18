ALTER TABLE [person] WITH CHECK CHECK CONSTRAINT [ck_age];
-- undo: Automatic
ALTER TABLE [person] NOCHECK CONSTRAINT [ck_age];
