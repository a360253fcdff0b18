DROP FUNCTION [plus];
-- undo: Automatic (does not bring back the rights to function plus)
CREATE FUNCTION plus(@a int) RETURNS int AS BEGIN RETURN @a + 1 END;
