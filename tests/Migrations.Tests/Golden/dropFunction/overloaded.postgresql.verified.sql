DROP FUNCTION "twice"(int);
-- undo: Automatic
CREATE FUNCTION twice(n integer) RETURNS int LANGUAGE sql AS 'SELECT 2 * n';
