IF OBJECT_ID(N'[thing]', N'U') IS NULL CREATE TABLE [thing] ([id] int);
-- undo: Automatic
DROP TABLE [thing];
