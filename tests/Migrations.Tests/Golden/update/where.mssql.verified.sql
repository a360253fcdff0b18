UPDATE [person] SET [age] = 31 WHERE name = 'Ann';
-- undo: Explicit
UPDATE person SET age = 30 WHERE name = 'Ann';
