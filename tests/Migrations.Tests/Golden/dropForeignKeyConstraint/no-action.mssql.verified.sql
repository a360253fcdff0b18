ALTER TABLE [pet] DROP CONSTRAINT [fk_pet_owner];
-- undo: Automatic
ALTER TABLE [pet] ADD CONSTRAINT [fk_pet_owner] FOREIGN KEY ([owner]) REFERENCES [person] ([id]);
