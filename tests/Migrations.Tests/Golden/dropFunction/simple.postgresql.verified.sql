DROP FUNCTION "plus"(int);
-- undo: Automatic (does not bring back the rights to function plus(int))
CREATE FUNCTION plus(a int) RETURNS int LANGUAGE sql AS 'SELECT a + 1';
