DELETE FROM [person] WHERE name = 'Bob';
-- undo: Explicit
INSERT INTO [person] ([name]) VALUES ('Bob');
