CREATE TABLE [line] ([order_id] int NOT NULL, [position] int NOT NULL, [amount] int, CONSTRAINT [pk_line] PRIMARY KEY ([order_id], [position]));
-- undo: Automatic
DROP TABLE [line];
