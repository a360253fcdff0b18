CREATE FUNCTION plus(a int) RETURNS int DETERMINISTIC RETURN a + 1;
-- undo: Automatic
DROP FUNCTION `plus`;
