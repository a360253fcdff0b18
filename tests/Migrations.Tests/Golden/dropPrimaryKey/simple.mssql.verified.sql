ALTER TABLE [pet] DROP CONSTRAINT [pk_pet];
-- undo: Automatic
ALTER TABLE [pet] ADD CONSTRAINT [pk_pet] PRIMARY KEY ([id]);
