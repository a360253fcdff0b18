DROP FUNCTION `plus`;
-- undo: Automatic
CREATE FUNCTION plus(a int) RETURNS int DETERMINISTIC RETURN a + 1;
