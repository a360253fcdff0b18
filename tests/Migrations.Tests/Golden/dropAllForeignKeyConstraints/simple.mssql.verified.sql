ALTER TABLE [pet] DROP CONSTRAINT [fk_owner];
ALTER TABLE [pet] DROP CONSTRAINT [fk_keeper];
-- undo: Automatic
ALTER TABLE [pet] ADD CONSTRAINT [fk_keeper] FOREIGN KEY ([keeper_id]) REFERENCES [person] ([id]);
ALTER TABLE [pet] ADD CONSTRAINT [fk_owner] FOREIGN KEY ([owner_id]) REFERENCES [person] ([id]);
