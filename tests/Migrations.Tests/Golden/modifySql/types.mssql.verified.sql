CREATE TABLE [edited] ([id] int, [body] varchar(20), [price] decimal(10,2), [made] datetime2);
ALTER TABLE [edited] ADD [note] varchar(30);
-- undo: Automatic
ALTER TABLE [edited] DROP COLUMN [note];
DROP TABLE [edited];
