INSERT INTO [filed] ([id], [note], [bytes]) VALUES (7, 'a;it''s
', 0x613B697427730A);
-- undo: Automatic
DELETE FROM [filed] WHERE [id] = 7;
