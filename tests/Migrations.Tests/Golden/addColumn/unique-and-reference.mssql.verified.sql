ALTER TABLE [pet] ADD [chip] int, CONSTRAINT [uq_pet_chip] UNIQUE ([chip]);
ALTER TABLE [pet] ADD [owner_id] int, CONSTRAINT [fk_pet_owner] FOREIGN KEY ([owner_id]) REFERENCES [person] ([id]);
-- undo: Automatic
ALTER TABLE [pet] DROP CONSTRAINT [fk_pet_owner];
ALTER TABLE [pet] DROP COLUMN [owner_id];
ALTER TABLE [pet] DROP CONSTRAINT [uq_pet_chip];
ALTER TABLE [pet] DROP COLUMN [chip];
