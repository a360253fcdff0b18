CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION two() RETURNS int LANGUAGE sql AS 'SELECT 2';
-- undo: None (raw SQL has no inverse)
