CREATE FUNCTION plus(@a int) RETURNS int AS BEGIN RETURN @a + 1 END;
-- undo: Automatic
DROP FUNCTION [plus];
