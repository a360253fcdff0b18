CREATE FUNCTION plus(a int) RETURNS int LANGUAGE sql AS 'SELECT a + 1';
-- undo: Automatic
DROP FUNCTION "plus"(int);
