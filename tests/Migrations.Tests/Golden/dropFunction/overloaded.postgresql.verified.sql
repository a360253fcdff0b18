DROP FUNCTION "twice"(int);
-- undo: Automatic (does not bring back the rights to function twice(int))
CREATE FUNCTION twice(n integer) RETURNS int LANGUAGE sql AS 'SELECT 2 * n';
