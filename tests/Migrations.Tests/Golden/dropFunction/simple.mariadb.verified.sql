DROP FUNCTION `plus`;
-- undo: Automatic (does not bring back the rights to function plus)
CREATE FUNCTION plus(a int) RETURNS int DETERMINISTIC RETURN a + 1;
