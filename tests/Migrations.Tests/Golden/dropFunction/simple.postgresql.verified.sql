DROP FUNCTION "plus"(int);
-- undo: Automatic
CREATE FUNCTION plus(a int) RETURNS int LANGUAGE sql AS 'SELECT a + 1';
